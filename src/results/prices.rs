//! Prices: amounts of a year in prices of another.

use crate::domain::{Prices, Year};
use crate::money::{Cents, Exact, Rounding};

/// How the prices of a year become those of the price level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceFactor {
    /// The index of the price level over that of the year.
    pub factor: Exact,
    /// Whether one of both indices is made of two years of the other kind, by months.
    pub is_by_months: bool,
}

impl PriceFactor {
    /// Returns the factor of a year; `None` where the index does not reach.
    pub fn of(prices: &Prices, year: Year) -> Option<PriceFactor> {
        let (level, level_by_months) = prices.index_of(prices.level)?;
        let (own, own_by_months) = prices.index_of(year)?;
        Some(PriceFactor {
            factor: level.over(&own),
            is_by_months: level_by_months || own_by_months,
        })
    }

    /// Returns an amount of the year in prices of the level, rounded half up to the cent; `None`
    /// where an amount of that size cannot be told in cents.
    ///
    /// Each amount is rounded by itself, a total too, so that rows need not add up to their total.
    pub fn constant(&self, amount: Cents) -> Option<Cents> {
        let exact = self.exact(&amount.into());
        exact.round(Rounding::HalfUp).map(Cents::new)
    }

    /// Returns an exact amount of the year in prices of the level.
    pub fn exact(&self, amount: &Exact) -> Exact {
        amount.times(&self.factor)
    }
}
