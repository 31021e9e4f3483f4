//! Names: towards which series money counts, and in what order those come.

use crate::domain::{Level, SimulationTerms};
use crate::plan::{Account, AccountKind, Plan};
use crate::results::SeriesName;

/// In what order series come: by recipient, the total after its years.
pub(super) type Order = (
    AccountKind,
    String,
    Option<String>,
    Option<String>,
    bool,
    Option<String>,
);

pub(super) fn order(name: &SeriesName) -> Order {
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
pub(super) fn names(
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
    let years = periods(plan, year, terms);
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

/// Returns the periods in which a year has a part: itself, and all years together.
pub(super) fn periods(plan: &Plan, year: &str, terms: &SimulationTerms) -> Vec<Option<String>> {
    match (terms.by_year, plan.views.len()) {
        (true, 1) => vec![Some(year.to_owned())],
        (true, _) => vec![Some(year.to_owned()), None],
        (false, _) => vec![None],
    }
}

pub(super) fn is_wanted(level: Level, terms: &SimulationTerms) -> bool {
    terms.levels.is_empty() || terms.levels.contains(&level)
}

/// Returns as what a recipient of a level stands in results.
pub(super) fn kind_of(level: Level) -> Option<AccountKind> {
    let kinds = KINDS.iter();
    let mut kinds = kinds.filter(|(own, _)| *own == level);
    kinds.next().map(|(_, kind)| *kind)
}

/// The recipient in the series of all recipients together.
const EVERYONE: &str = "all";

/// The levels whose recipients get series.
const KINDS: [(Level, AccountKind); 4] = [
    (Level::Region, AccountKind::Region),
    (Level::Partnership, AccountKind::Partnership),
    (Level::Board, AccountKind::Board),
    (Level::Institute, AccountKind::Institute),
];

/// Returns as whose money an account counts, each with the region where it is told apart.
fn recipients(
    account: &Account,
    terms: &SimulationTerms,
) -> Vec<(AccountKind, String, Option<String>)> {
    let region = account.region.as_ref().map(ToString::to_string);
    let mut found = Vec::new();
    for (level, kind) in KINDS {
        let Some(id) = account.at(level).filter(|_| is_wanted(level, terms)) else {
            continue;
        };
        found.push((kind, id.to_string(), None));
        if kind == AccountKind::Partnership && terms.by_region && region.is_some() {
            found.push((AccountKind::Cell, id.to_string(), region.clone()));
        }
    }
    if terms.in_all {
        found.push((AccountKind::Pot, EVERYONE.to_owned(), None));
    }
    let of_none = matches!(account.kind, AccountKind::Function | AccountKind::Others);
    if of_none && terms.levels.is_empty() {
        found.push((account.kind, account.id.to_string(), region));
    }
    found
}
