//! Series: which amounts of a model are kept, and where in its plan they lie.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Level, SimulationTerms};
use crate::engine::{Allocation, Asked};
use crate::plan::{Account, AccountKind, Plan};
use crate::results::SeriesName;

/// The amounts of one model that are kept.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    /// What each series is of.
    pub(super) names: Vec<SeriesName>,
    /// For each ceiling that is evaluated, its division and year, with its series behind those of
    /// `names`.
    pub(super) cuts: Vec<Cut>,
    /// The same, as the engine is asked.
    pub(super) asked: Asked,
}

/// A ceiling in a year.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub(super) pot: String,
    pub(super) year: String,
    pub(super) series: usize,
}

impl Ledger {
    /// Lists what a plan can pay to whom; `allocation` is any of it, and says what can be reached.
    pub(super) fn of(plan: &Plan, allocation: &Allocation, terms: &SimulationTerms) -> Ledger {
        let mut lines: BTreeMap<Order, (SeriesName, Vec<Place>)> = BTreeMap::new();
        for view in &plan.views {
            for (year, _) in &view.parts {
                let balances = &allocation.years[*year].balances;
                for (account, own) in plan.accounts.iter().enumerate() {
                    if !own.is_recipient() {
                        continue;
                    }
                    for component in 0..plan.components.len() {
                        if !balances.is_reached(component, account) {
                            continue;
                        }
                        let place = (*year, component, account);
                        let label = view.year.to_string();
                        for name in names(plan, (own, component), &label, terms) {
                            let line = lines.entry(order(&name)).or_insert((name, Vec::new()));
                            line.1.push(place);
                        }
                    }
                }
            }
        }
        Ledger::listed(plan, lines.into_values().collect(), terms)
    }

    fn listed(
        plan: &Plan,
        lines: Vec<(SeriesName, Vec<Place>)>,
        terms: &SimulationTerms,
    ) -> Ledger {
        let counted_as = match terms.by_component {
            true => (0..plan.components.len()).collect(),
            false => Asked::counted_together(plan),
        };
        let mut sinks: Vec<BTreeMap<(usize, usize), BTreeSet<usize>>> =
            vec![BTreeMap::new(); plan.years.len()];
        let mut names = Vec::new();
        for (series, (name, places)) in lines.into_iter().enumerate() {
            names.push(name);
            for (year, component, account) in places {
                let place = (counted_as[component], account);
                sinks[year].entry(place).or_default().insert(series);
            }
        }
        let mut cuts = Vec::new();
        let mut asked_cuts = vec![BTreeMap::new(); plan.years.len()];
        for (position, year) in plan.years.iter().enumerate() {
            for pay in year.payments().filter(|pay| pay.evaluated) {
                if pay.available.is_none() {
                    continue;
                }
                let series = names.len() + cuts.len();
                cuts.push(Cut {
                    pot: plan.divisions[pay.division].id.to_string(),
                    year: year.year.to_string(),
                    series,
                });
                asked_cuts[position].insert(pay.division, vec![series]);
            }
        }
        let sinks = sinks.into_iter().map(|year| {
            let year = year.into_iter();
            year.map(|(place, series)| (place, series.into_iter().collect()))
                .collect()
        });
        let asked = Asked {
            series: names.len() + cuts.len(),
            counted_as,
            sinks: sinks.collect(),
            cuts: asked_cuts,
        };
        Ledger { names, cuts, asked }
    }
}

/// A computed year, a component, an account.
type Place = (usize, usize, usize);

/// In what order series come: by recipient, the total after its years.
type Order = (
    AccountKind,
    String,
    Option<String>,
    Option<String>,
    bool,
    Option<String>,
);

fn order(name: &SeriesName) -> Order {
    (
        name.kind,
        name.recipient.clone(),
        name.region.clone(),
        name.component.clone(),
        name.year.is_none(),
        name.year.clone(),
    )
}

/// Returns every series towards which a component in an account counts.
fn names(
    plan: &Plan,
    (account, component): (&Account, usize),
    year: &str,
    terms: &SimulationTerms,
) -> Vec<SeriesName> {
    let component = plan.components[component].id.to_string();
    let components = match terms.by_component {
        true => vec![None, Some(component)],
        false => vec![None],
    };
    let years = match (terms.by_year, plan.views.len()) {
        (true, 1) => vec![Some(year.to_owned())],
        (true, _) => vec![Some(year.to_owned()), None],
        (false, _) => vec![None],
    };
    let mut names = Vec::new();
    for (kind, recipient, region) in recipients(account, terms) {
        for component in &components {
            for year in &years {
                names.push(SeriesName {
                    kind,
                    recipient: recipient.clone(),
                    region: region.clone(),
                    component: component.clone(),
                    year: year.clone(),
                });
            }
        }
    }
    names
}

/// Returns as whose money an account counts, each with the region where it is told apart.
fn recipients(
    account: &Account,
    terms: &SimulationTerms,
) -> Vec<(AccountKind, String, Option<String>)> {
    let kinds = [
        (Level::Region, AccountKind::Region),
        (Level::Partnership, AccountKind::Partnership),
        (Level::Board, AccountKind::Board),
        (Level::Institute, AccountKind::Institute),
    ];
    let region = account.region.as_ref().map(ToString::to_string);
    let mut found = Vec::new();
    for (level, kind) in kinds {
        let is_wanted = terms.levels.is_empty() || terms.levels.contains(&level);
        let Some(id) = account.at(level).filter(|_| is_wanted) else {
            continue;
        };
        found.push((kind, id.to_string(), None));
        if kind == AccountKind::Partnership && terms.by_region && region.is_some() {
            found.push((AccountKind::Cell, id.to_string(), region.clone()));
        }
    }
    let of_none = matches!(account.kind, AccountKind::Function | AccountKind::Others);
    if of_none && terms.levels.is_empty() {
        found.push((account.kind, account.id.to_string(), region));
    }
    found
}
