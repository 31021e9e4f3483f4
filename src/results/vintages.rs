//! Vintages: what the counts of earlier years would have made of the same rules.

use super::comparison::{Direction, Recipient};
use crate::domain::{Id, SchoolYear, Text};
use crate::money::Cents;

/// The changes against the baseline on the counts of every counted year, without draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vintages {
    /// The counted years, the last one first: that is the scenario as it stands.
    pub years: Vec<Vintage>,
    /// The variants beside the baseline, in the order of the file.
    pub variants: Vec<VintageVariant>,
}

/// One counted year, whose counts stand for the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vintage {
    /// The counted school year.
    pub counted: SchoolYear,
    /// Partnerships that counted in the last year and not in this one: earlier counts stand for
    /// theirs, with growth.
    pub uncounted: Vec<Id>,
    /// Why there are no amounts on these counts; `None` where there are.
    pub refused: Option<Text>,
}

/// The changes of one variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VintageVariant {
    /// Stable id.
    pub id: String,
    /// A row per recipient, by level, in order of id.
    pub rows: Vec<VintageRow>,
}

/// One recipient on the counts of every year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VintageRow {
    /// Who.
    pub recipient: Recipient,
    /// All years of the scenario together, less the baseline on the same counts, and whether that
    /// is more than rounding; in the order of the vintages, `None` where there are no amounts.
    pub changes: Vec<Option<(Cents, Direction)>>,
}

impl VintageRow {
    /// Says whether the recipient gains on the counts of one year and loses on those of another.
    pub fn flips(&self) -> bool {
        let has = |asked: Direction| {
            let mut changes = self.changes.iter().flatten();
            changes.any(|(_, direction)| *direction == asked)
        };
        has(Direction::Up) && has(Direction::Down)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::AccountKind;

    #[test]
    fn a_sign_flips_between_a_gain_and_a_loss_and_not_at_nothing() {
        for (changes, flips) in [
            (vec![], false),
            (vec![Some(5), Some(-5)], true),
            (vec![Some(-1), None, Some(2)], true),
            (vec![Some(5), Some(0), Some(7)], false),
            (vec![Some(0), Some(-5)], false),
            (vec![None, Some(-5)], false),
        ] {
            let of = |change: i64| {
                let change = Cents::new(change);
                (change, Direction::of(change, Cents::ZERO))
            };
            let row = VintageRow {
                recipient: Recipient {
                    kind: AccountKind::Partnership,
                    id: Id::parse("de-es").expect("an id"),
                },
                changes: changes.iter().map(|change| change.map(of)).collect(),
            };
            assert_eq!(row.flips(), flips, "{changes:?}");
        }
    }
}
