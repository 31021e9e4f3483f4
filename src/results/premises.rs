//! Premises: what is taken for granted of the numbers and rules that an amount was made with.

use std::collections::BTreeSet;

use super::explanation::Explanation;
use super::run::{VariantResult, YearResult};
use crate::domain::Assumption;
use crate::engine::{Formula, Posting, Reason, Refused};
use crate::money::Cents;
use crate::plan::{Account, AccountKind, Plan};

/// Returns the assumptions of a variant that touch an amount that was explained.
///
/// Those are the ones about everything; about a component, division or holder on the way to the
/// recipient or in what it hands on; and about those with whom it shared a pot that fell short or
/// the money of a holder. Costs and prices touch no amount, but they touch the coverage of those
/// who bear costs.
pub fn premises<'a>(variant: &'a VariantResult, explanation: &Explanation) -> Vec<&'a Assumption> {
    let mut way = Way::default();
    for year in &variant.years {
        way.follow(&variant.plan, year, explanation);
    }
    let bears_costs = variant.plan.costs.is_stated
        && matches!(
            explanation.kind,
            AccountKind::Partnership
                | AccountKind::Cell
                | AccountKind::Board
                | AccountKind::Institute
        );
    let all = variant.assumptions.iter();
    all.filter(|one| {
        let path = one.path.as_deref();
        path.is_none_or(|path| way.passes(path, bears_costs))
    })
    .collect()
}

/// Everything that an amount was made with, by id.
#[derive(Default)]
struct Way<'a> {
    components: BTreeSet<&'a str>,
    /// Divisions, each with its holder.
    divisions: BTreeSet<(&'a str, &'a str)>,
    /// Recipients, with the regions and partnerships in which they are.
    holders: BTreeSet<&'a str>,
}

impl<'a> Way<'a> {
    /// Says whether what a path leads to is on the way.
    fn passes(&self, path: &str, bears_costs: bool) -> bool {
        let mut steps = path.split('.');
        let (table, rest) = (steps.next().unwrap_or_default(), steps.next());
        let Some(name) = rest else {
            return !matches!(table, "cost" | "prices") || bears_costs;
        };
        match table {
            "component" => self.components.contains(name),
            "division" => {
                let (id, holder) = name.split_once('@').unwrap_or((name, ""));
                let mut all = self.divisions.iter();
                all.any(|(own, of)| *own == id && (holder.is_empty() || *of == holder))
            }
            "region" | "partnership" | "board" | "institute" | "function" | "others" => {
                self.holders.contains(name)
            }
            "cost" => bears_costs,
            "party" | "check" => false,
            _ => true,
        }
    }

    /// Follows the money of a year back from the recipient, and to whom it hands it on.
    fn follow(&mut self, plan: &'a Plan, year: &YearResult, explanation: &Explanation) {
        let is_own = |at: usize| is_of(&plan.accounts[at], explanation);
        let postings = || year.entries.iter().map(|entry| &entry.posting);
        let told = |one: &&Posting| !is_beside_the_point(one);
        // Money of a component at a holder whose origin is still to be followed.
        let mut sought: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut pools: BTreeSet<(usize, usize)> = BTreeSet::new();
        for one in postings().filter(told) {
            match (is_own(one.from), is_own(one.to)) {
                (_, true) => {
                    self.take(plan, one);
                    sought.insert((one.from, one.component));
                    pools.extend(is_shared(one).then_some((one.division, one.from)));
                }
                (true, false) if one.amount != Cents::ZERO => self.take(plan, one),
                _ => {}
            }
        }
        let mut seen = sought.clone();
        while !sought.is_empty() {
            let mut before = BTreeSet::new();
            let on_the_way = |one: &&Posting| sought.contains(&(one.to, one.component));
            for one in postings().filter(told).filter(on_the_way) {
                self.take(plan, one);
                pools.extend(is_shared(one).then_some((one.division, one.from)));
                before.extend(Some((one.from, one.component)).filter(|from| seen.insert(*from)));
            }
            sought = before;
        }
        let beside = |one: &&Posting| pools.contains(&(one.division, one.from));
        for one in postings().filter(told).filter(beside) {
            self.name(&plan.accounts[one.to]);
            if one.reason.is_claim() {
                self.components
                    .insert(plan.components[one.component].id.as_str());
            }
        }
    }

    fn take(&mut self, plan: &'a Plan, posting: &Posting) {
        let (from, to) = (&plan.accounts[posting.from], &plan.accounts[posting.to]);
        let division = plan.divisions[posting.division].id.as_str();
        self.components
            .insert(plan.components[posting.component].id.as_str());
        self.divisions.insert((division, from.id.as_str()));
        self.name(from);
        self.name(to);
    }

    fn name(&mut self, account: &'a Account) {
        if account.is_recipient() {
            self.holders.insert(account.id.as_str());
        }
        self.holders.extend(account.region_name());
        self.holders.extend(account.partnership_name());
    }
}

/// Says whether money of an account is told as that of the recipient: its own, or of a region that
/// holds none itself what lies in it.
fn is_of(account: &Account, explanation: &Explanation) -> bool {
    let id = &explanation.recipient;
    let is_own = account.is_recipient() && account.id == *id;
    let lies_in = explanation.kind == AccountKind::Region && account.region.as_ref() == Some(id);
    is_own || lies_in
}

/// Says whether a posting only states that a component is not meant for a recipient.
fn is_beside_the_point(posting: &Posting) -> bool {
    matches!(
        &posting.reason,
        Reason::Entitled {
            formula: Formula::Refused(Refused::Fact(_)),
            ..
        }
    )
}

/// Says whether what others have or weigh made a difference: in a pot that fell short, or with a
/// holder.
fn is_shared(posting: &Posting) -> bool {
    match &posting.reason {
        Reason::Entitled { shortfall, .. } => shortfall.is_some(),
        _ => true,
    }
}
