//! [`Missed`]: recipients that a component pays nothing, as they stay below a number of heads.

use std::collections::BTreeSet;

use super::{VariantResult, YearResult};
use crate::domain::{Head, Sector, Year};
use crate::engine::{Formula, Reason, Refused};
use crate::money::{Cents, Exact};

/// A recipient that gets nothing from a component in a year: it has heads, but too few of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The year.
    pub year: Year,
    /// The component, by position.
    pub component: usize,
    /// The recipient, by the position of its account.
    pub account: usize,
    /// What is counted.
    pub head: Head,
    /// In which sector.
    pub sector: Option<Sector>,
    /// How many there are.
    pub heads: Exact,
    /// How many are needed.
    pub at_least: i64,
}

impl Missed {
    /// Returns those of a year, each component and recipient once, in the order of the books.
    ///
    /// Conditions that no number of heads would meet are left out, and so is who has no heads:
    /// nobody expects money of them.
    pub fn of_year(year: &YearResult) -> Vec<Missed> {
        let mut told = BTreeSet::new();
        let postings = year.entries.iter().map(|entry| &entry.posting);
        let missed = postings.filter_map(|posting| {
            let Reason::Entitled { formula, .. } = &posting.reason else {
                return None;
            };
            let Formula::Refused(Refused::Count {
                head,
                sector,
                heads,
                at_least,
                ..
            }) = formula
            else {
                return None;
            };
            let at_least = at_least.filter(|least| *heads < Exact::from(*least))?;
            let is_told = heads.is_zero()
                || posting.amount != Cents::ZERO
                || !told.insert((posting.component, posting.to));
            (!is_told).then(|| Missed {
                year: year.year,
                component: posting.component,
                account: posting.to,
                head: *head,
                sector: *sector,
                heads: heads.clone(),
                at_least,
            })
        });
        missed.collect()
    }

    /// Returns those of all years, each component and recipient once: in the first year.
    pub fn of(result: &VariantResult) -> Vec<Missed> {
        let mut told = BTreeSet::new();
        let all = result.years.iter().flat_map(Missed::of_year);
        all.filter(|one| told.insert((one.component, one.account)))
            .collect()
    }
}
