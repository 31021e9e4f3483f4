//! Prices: an index that makes amounts of different years comparable.

use std::collections::BTreeMap;

use super::{Given, Provenance, Year, YearKind};
use crate::money::Exact;

/// A price index with the year in whose prices amounts are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prices {
    /// The year whose prices are used.
    pub level: Year,
    /// The index by year, above zero.
    pub index: BTreeMap<Year, Given<Exact>>,
    /// Source and grade of the index.
    pub provenance: Provenance,
}

impl Prices {
    /// Returns the index of a year, and whether it is made of two years of the other kind: 5/12 of
    /// a school year lie in its first calendar year, 7/12 in its second, and the other way round.
    ///
    /// `None` where the index does not reach.
    pub fn index_of(&self, year: Year) -> Option<(Exact, bool)> {
        if let Some(given) = self.index.get(&year) {
            return Some((given.value.clone(), false));
        }
        let months: [i64; 2] = match year.kind() {
            YearKind::School => [5, 7],
            YearKind::Calendar => [7, 5],
        };
        let mut mean = Exact::zero();
        for (part, months) in year.overlapped().iter().zip(months) {
            let index = &self.index.get(part)?.value;
            mean = mean.plus(&index.times(&Exact::ratio(months, 12)));
        }
        Some((mean, true))
    }
}
