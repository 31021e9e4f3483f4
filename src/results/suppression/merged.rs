//! Scenarios and results in which partnerships and regions are one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Suppression;
use super::choice::{MEASURES, cells};
use crate::domain::{
    Amount, Assumption, Count, CountPlace, Id, Level, Measure, Outlay, Partnership, Region,
    Scenario, Scheme, SchoolYear, Status,
};
use crate::plan::{Account, AccountKind, Plan};
use crate::results::moments::add;
use crate::results::{Award, CoverageRow, VariantResult, YearResult};

impl Suppression {
    /// Returns a scenario as it may be shown, for names and students beside a result: it states
    /// no parties, wishes and events, and of those taken together nothing but how many they are.
    pub fn scenario(&self, scenario: &Scenario) -> Scenario {
        let mut shown = scenario.clone();
        shown
            .partnerships
            .retain(|one| !self.partnerships.contains(&one.id));
        shown.regions.retain(|one| !self.regions.contains(&one.id));
        if shown.partnerships.len() < scenario.partnerships.len() {
            shown.partnerships.push(self.as_partnership());
            shown
                .partnerships
                .sort_by(|one, other| one.id.cmp(&other.id));
        }
        if shown.regions.len() < scenario.regions.len() {
            let (id, name) = self.together[1].clone();
            let flags = Default::default();
            shown.regions.push(Region { id, name, flags });
            shown.regions.sort_by(|one, other| one.id.cmp(&other.id));
        }
        shown.counts = self.counts(scenario);
        shown.parties.clear();
        shown.checks.clear();
        shown.events.clear();
        shown.uncertain.retain(|one| !self.is_about_hidden(one));
        for cost in &mut shown.costs {
            if let Outlay::Amount { own, .. } = &mut cost.outlay {
                own.retain(|id, _| !self.hides(id));
            }
        }
        self.forget_amounts(&mut shown.scheme);
        self.forget_assumptions(&mut shown.assumptions);
        shown
    }

    fn as_partnership(&self) -> Partnership {
        let (id, name) = self.together[0].clone();
        Partnership {
            id,
            name,
            sector: None,
            status: Status::Recognised,
            boards: Default::default(),
            institutes: Default::default(),
            regions: Default::default(),
            lead_region: None,
            weight: None,
            region_weights: BTreeMap::new(),
            partner_weights: BTreeMap::new(),
            previous: BTreeMap::new(),
            flags: Default::default(),
            growth: None,
        }
    }

    /// Returns the counts of a scenario. Those of partnerships that are taken together are as in
    /// the years that are looked at: each of them grows by itself and is rounded by itself.
    fn counts(&self, scenario: &Scenario) -> Vec<Count> {
        let is_hidden = |place: &CountPlace| {
            let partnership = place.partnership.as_ref();
            partnership.is_some_and(|id| self.partnerships.contains(id))
        };
        let open = scenario
            .counts
            .iter()
            .filter(|count| !is_hidden(&count.place));
        let mut counts: Vec<Count> = open.cloned().collect();
        for count in &mut counts {
            count.place.region = count.place.region.as_ref().map(|id| self.region(id));
        }
        let mut sums: BTreeMap<(CountPlace, SchoolYear), BTreeMap<Measure, i64>> = BTreeMap::new();
        for year in &scenario.years {
            for measure in MEASURES {
                for ((partnership, region), found) in cells(scenario, *year, measure) {
                    if !self.partnerships.contains(&partnership) {
                        continue;
                    }
                    let place = CountPlace {
                        partnership: Some(self.partnership(&partnership)),
                        region: region.as_ref().map(|id| self.region(id)),
                        ..CountPlace::default()
                    };
                    let heads = sums
                        .entry((place, year.previous_school_year()))
                        .or_default();
                    *heads.entry(measure).or_default() += found;
                }
            }
        }
        let sums = sums.into_iter();
        counts.extend(sums.map(|((place, year), heads)| Count {
            place,
            year,
            heads,
            paths: BTreeMap::new(),
        }));
        counts.sort_by(|one, other| (&one.place, one.year).cmp(&(&other.place, other.year)));
        counts
    }

    /// Returns a result as it may be shown: money of those taken together is that of one, and
    /// boards and institutes are not told apart from the partnership they are in.
    pub fn result(&self, result: &VariantResult) -> VariantResult {
        let mut shown = result.clone();
        self.forget_assumptions(&mut shown.assumptions);
        shown.settings = self.settings(&result.settings);
        self.forget_amounts(&mut shown.scheme);
        shown.plan = Arc::new(self.plan(&result.plan));
        for year in &mut shown.years {
            self.take_together(year);
        }
        shown
    }

    /// Returns what a variant sets, by path, without what is about one that is taken together.
    pub fn settings(&self, settings: &[(String, String)]) -> Vec<(String, String)> {
        let is_open = |text: &str| !self.is_named_in_path(text);
        let open = settings
            .iter()
            .filter(|(path, value)| is_open(path) && is_open(value));
        open.cloned().collect()
    }

    /// Forgets what is stated for those taken together by name.
    fn forget_amounts(&self, scheme: &mut Scheme) {
        for component in &mut scheme.components {
            if let Amount::Each(amounts) = &mut component.amount {
                amounts.retain(|id, _| !self.hides(id));
            }
        }
    }

    fn forget_assumptions(&self, assumptions: &mut Vec<Assumption>) {
        assumptions.retain(|one| {
            let path = one.path.as_deref().unwrap_or_default();
            !self.is_named_in_path(path) && !self.is_named_in_text(&one.text)
        });
    }

    /// Returns a plan whose accounts are those that may be shown, at the same positions, and whose
    /// numbers tell of no count.
    fn plan(&self, plan: &Plan) -> Plan {
        let mut shown = plan.clone();
        for account in &mut shown.accounts {
            *account = self.account(account);
        }
        let is_shown = |path: &str| !path.starts_with("count.") && !self.is_named_in_path(path);
        shown.slots.retain(|line| is_shown(&line.path));
        shown
    }

    /// Returns the account under which money is shown.
    pub(super) fn account(&self, account: &Account) -> Account {
        let region = account.region.as_ref().map(|id| self.region(id));
        let partnership = account.partnership.as_ref();
        let within = |id: &Id| Account {
            kind: match region {
                Some(_) => AccountKind::Cell,
                None => AccountKind::Partnership,
            },
            id: self.partnership(id),
            region: region.clone(),
            partnership: None,
        };
        match (account.kind, partnership) {
            (AccountKind::Board | AccountKind::Institute, Some(id)) => within(id),
            (kind, _) => Account {
                kind,
                id: match kind {
                    AccountKind::Partnership | AccountKind::Cell => self.partnership(&account.id),
                    AccountKind::Region => self.region(&account.id),
                    _ => account.id.clone(),
                },
                region,
                partnership: partnership.map(|id| self.partnership(id)),
            },
        }
    }

    fn take_together(&self, year: &mut YearResult) {
        let mut awards: BTreeMap<(Account, usize, Id), Award> = BTreeMap::new();
        for award in std::mem::take(&mut year.awards) {
            let account = self.account(&award.account);
            let key = (account.clone(), award.component, award.pot.clone());
            match awards.get_mut(&key) {
                Some(known) => join(known, &award),
                None => {
                    awards.insert(key, Award { account, ..award });
                }
            }
        }
        year.awards = awards.into_values().collect();
        year.awards.sort();
        let mut coverage: BTreeMap<Option<Id>, CoverageRow> = BTreeMap::new();
        for row in std::mem::take(&mut year.coverage) {
            if row.level != Level::Partnership {
                continue;
            }
            let id = row.id.as_ref().map(|id| self.partnership(id));
            match coverage.get_mut(&id) {
                Some(known) => known.add(&row),
                None => {
                    coverage.insert(id.clone(), CoverageRow { id, ..row });
                }
            }
        }
        year.coverage = coverage.into_values().collect();
        year.inflows.retain(|id, _| !self.partnerships.contains(id));
    }
}

/// Adds an award to another one; months are known where they are of both.
fn join(award: &mut Award, other: &Award) {
    let is_undated = |one: &Award| one.due.is_empty() && one.amount.count() != 0;
    match is_undated(award) || is_undated(other) {
        true => award.due.clear(),
        false => add(&mut award.due, &other.due),
    }
    award.amount += other.amount;
}
