//! Tier tables: amounts by size, and the sizes at which one head more pays less.

use crate::money::{Exact, Rounding};

/// How the amounts of a table are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TierKind {
    /// The part of the count inside each bracket has the rate of that bracket.
    Graduated,
    /// The whole count has the rate of the bracket it falls in.
    Slab,
    /// The bracket has a fixed amount.
    Step,
}

impl TierKind {
    /// Every kind with its name.
    pub const ALL: [(&'static str, TierKind); 3] = [
        ("graduated", TierKind::Graduated),
        ("slab", TierKind::Slab),
        ("step", TierKind::Step),
    ];

    /// Returns the name in scenario files.
    pub fn name(self) -> &'static str {
        let named = TierKind::ALL.iter().find(|(_, kind)| *kind == self);
        named.map_or("", |(name, _)| name)
    }
}

/// One line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// Least count, inclusive: a count of exactly `from` falls in this bracket.
    pub from: Exact,
    /// Rate per head, or the fixed amount.
    pub amount: Exact,
}

/// A table that is well stated; below the first bracket there is nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiers {
    kind: TierKind,
    brackets: Vec<Bracket>,
}

/// What is wrong with a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TierError {
    /// It has no brackets.
    Empty,
    /// This bracket does not begin above the one before.
    NotAscending(usize),
    /// This bracket has a negative number.
    Negative(usize),
}

/// A count at which one head more pays less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cliff {
    /// The first whole count that is paid less.
    pub at: i64,
    /// What one head fewer pays.
    pub before: Exact,
    /// What this count pays.
    pub after: Exact,
}

impl Tiers {
    /// Returns the table of these brackets.
    ///
    /// # Errors
    ///
    /// [`TierError`] when it is empty, does not ascend, or has a negative number.
    pub fn new(kind: TierKind, brackets: Vec<Bracket>) -> Result<Tiers, TierError> {
        let mut last: Option<&Exact> = None;
        for (at, bracket) in brackets.iter().enumerate() {
            if bracket.from.is_negative() || bracket.amount.is_negative() {
                return Err(TierError::Negative(at));
            }
            if last.is_some_and(|last| bracket.from <= *last) {
                return Err(TierError::NotAscending(at));
            }
            last = Some(&bracket.from);
        }
        match last {
            Some(_) => Ok(Tiers { kind, brackets }),
            None => Err(TierError::Empty),
        }
    }

    /// Returns the position of the bracket that `count` falls in, if any.
    pub fn bracket(&self, count: &Exact) -> Option<usize> {
        let begun = self.brackets.partition_point(|each| each.from <= *count);
        begun.checked_sub(1)
    }

    /// Returns what `count` pays.
    pub fn amount(&self, count: &Exact) -> Exact {
        let Some(at) = self.bracket(count) else {
            return Exact::zero();
        };
        match self.kind {
            TierKind::Step => self.brackets[at].amount.clone(),
            TierKind::Slab => self.brackets[at].amount.times(count),
            TierKind::Graduated => {
                let ends = self.brackets.iter().skip(1).map(|next| &next.from);
                let ends = ends.map(|end| end.min(count)).chain([count]);
                let parts = self.brackets.iter().take(at.saturating_add(1)).zip(ends);
                parts
                    .map(|(each, end)| end.minus(&each.from).times(&each.amount))
                    .sum()
            }
        }
    }

    /// Returns every whole count at which one head more pays less.
    ///
    /// Only a bracket can make it so, as amounts do not fall inside one.
    pub fn cliffs(&self) -> Vec<Cliff> {
        let mut cliffs: Vec<Cliff> = Vec::new();
        for bracket in &self.brackets {
            let below = Exact::zero().minus(&bracket.from).round(Rounding::Down);
            let Some(at) = below.and_then(i64::checked_neg) else {
                continue;
            };
            let after = self.amount(&at.into());
            let before = self.amount(&at.saturating_sub(1).into());
            if after < before && cliffs.last().is_none_or(|last| last.at < at) {
                cliffs.push(Cliff { at, before, after });
            }
        }
        cliffs
    }
}
