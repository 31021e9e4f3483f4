//! [`Found`]: what a figure comes to.

use std::collections::BTreeMap;

use crate::domain::{Id, Year};
use crate::money::Exact;

/// What every figure comes to, by its id; nothing where there is no such number: no costs stated,
/// no value for which a check holds, a year that is not computed.
pub type Figures = BTreeMap<Id, Option<Found>>;

/// What a figure comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The value.
    pub value: FigureValue,
    /// Whether it is a difference, of which the sign says more or less.
    pub is_change: bool,
    /// Whether it is per head, or a number that was agreed: then cents tell.
    pub is_rate: bool,
    /// The name of the recipient whose value it is, where it is that of one.
    pub who: Option<String>,
}

/// A value with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureValue {
    /// Money, in cents.
    Amount(Exact),
    /// A part of one.
    Share(Exact),
    /// Heads, recipients or any other number.
    Number(Exact),
    /// Whether something holds.
    Truth(bool),
    /// A year.
    Year(Year),
}

impl Found {
    /// Returns a value that is no difference and nobody's.
    pub fn plain(value: FigureValue) -> Found {
        Found {
            value,
            is_change: false,
            is_rate: false,
            who: None,
        }
    }

    /// Returns a value per head, or a number that was agreed.
    pub fn rate(value: FigureValue) -> Found {
        Found {
            is_rate: true,
            ..Found::plain(value)
        }
    }

    /// Says whether it is above zero, or holds.
    pub fn is_positive(&self) -> bool {
        match &self.value {
            FigureValue::Truth(holds) => *holds,
            FigureValue::Year(_) => true,
            value => value.exact().is_some_and(|exact| *exact > Exact::zero()),
        }
    }
}

impl FigureValue {
    /// Returns the number; `None` of what is none.
    pub fn exact(&self) -> Option<&Exact> {
        match self {
            FigureValue::Amount(exact) | FigureValue::Share(exact) | FigureValue::Number(exact) => {
                Some(exact)
            }
            FigureValue::Truth(_) | FigureValue::Year(_) => None,
        }
    }

    /// Returns the same unit with another number; what is no number stays as it is.
    #[must_use]
    pub fn with(&self, exact: Exact) -> FigureValue {
        match self {
            FigureValue::Amount(_) => FigureValue::Amount(exact),
            FigureValue::Share(_) => FigureValue::Share(exact),
            FigureValue::Number(_) => FigureValue::Number(exact),
            other => other.clone(),
        }
    }
}
