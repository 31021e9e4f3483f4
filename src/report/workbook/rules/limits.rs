//! Limits: least amounts, and the rest in proportion to the key over whoever is above them.
//!
//! With weights k and least amounts m, i is held at m(i) when the level at which its weight gives
//! m(i) would cost more than there is: when the sum over j of max(m(j) × k(i), k(j) × m(i)) is
//! above pool × k(i). A spreadsheet has no maximum row by row, but a + b + |a − b| is twice that of
//! two.

use super::super::draft::Column;
use super::super::term::{Term, mixed};
use super::Year;
use super::key::Weights;
use crate::domain::Precision;
use crate::plan::{BoundRule, KeyRule, Target};
use crate::report::wording::Unlive;

impl Year<'_> {
    /// Writes what a key makes of a pool where recipients have least amounts.
    pub(super) fn limited(
        &mut self,
        key: (&KeyRule, Option<&KeyRule>),
        targets: &[&Target],
        (pool, precision): (&Term, &Precision),
    ) -> Result<Vec<Term>, Unlive> {
        if *precision != Precision::PLAIN {
            return Err(Unlive::Limits);
        }
        let weights = self.chosen_weights(key, targets)?;
        let none = Term::number(0);
        let mut least = Vec::new();
        for target in targets {
            let own = self.least(target)?;
            least.push(self.holds(&target.when).chosen(&own, &none));
        }
        let title = self.title(self.say.least_amounts());
        self.draft.block(title, &self.say.least_heads());
        let (mut keys, mut minima) = (Vec::new(), Vec::new());
        let first = self.draft.row();
        for ((target, key), least) in targets.iter().zip(&weights.terms).zip(&least) {
            self.draft.text(0, self.account(target.account));
            keys.push(self.draft.formula(1, key)?);
            minima.push(self.draft.formula(2, least)?);
            self.draft.next();
        }
        self.draft.go_to(first);
        let (mut free, mut held) = (Vec::new(), Vec::new());
        for at in 0..targets.len() {
            let is_held = is_held(at, &keys, &minima, pool);
            held.push(self.draft.formula(3, &is_held.chosen(&minima[at], &none))?);
            free.push(self.draft.formula(4, &is_held.chosen(&none, &keys[at]))?);
            self.draft.next();
        }
        let needed = Column::of(&minima).sum();
        let left = pool.minus(&Column::of(&held).sum());
        let left = Term::most(&[left, none]);
        let is_small = weights.is_small;
        let above = (
            targets,
            Weights {
                terms: free,
                is_small,
            },
        );
        let above = self.shared(&left, above, precision)?;
        let terms = minima;
        let cut = (
            targets,
            Weights {
                terms,
                is_small: false,
            },
        );
        let cut = self.shared(pool, cut, precision)?;
        let fits = needed.at_most(pool);
        let parts = held.iter().zip(above).zip(cut);
        let parts = parts.map(|((held, above), cut)| fits.chosen(&held.plus(&above), &cut));
        Ok(parts.collect())
    }

    /// Returns the least amount of a recipient.
    fn least(&self, target: &Target) -> Result<Term, Unlive> {
        let BoundRule {
            minimum,
            maximum: None,
            minimum_per_head,
            maximum_per_head: None,
            keep: None,
        } = &target.bounds
        else {
            return Err(Unlive::Limits);
        };
        let members = target.members.map(|slot| self.slots.heads(slot));
        let members = members.unwrap_or_else(|| Term::number(1));
        let fixed = minimum.map(|slot| self.slots.cents(slot).times(&members));
        let per_head = minimum_per_head.map(|(slot, tally)| {
            let (heads, divisor) = self.tally(tally);
            (divisor == 1).then(|| self.slots.cents(slot).times(heads))
        });
        match (fixed, per_head) {
            (_, Some(None)) => Err(Unlive::Limits),
            (Some(fixed), Some(Some(per_head))) => Ok(Term::most(&[fixed, per_head])),
            (Some(one), None) | (None, Some(Some(one))) => Ok(one),
            (None, None) => Ok(Term::number(0)),
        }
    }
}

/// Returns whether a recipient is held at its least amount.
fn is_held(at: usize, keys: &[Term], minima: &[Term], pool: &Term) -> Term {
    let (key, least) = (keys[at].text(), minima[at].text());
    let [all_keys, all] = [keys, minima].map(|cells| Column::of(cells).range());
    let (one, other) = (format!("{all}*{key}"), format!("{all_keys}*{least}"));
    let text = format!("SUMPRODUCT({one}+{other}+ABS({one}-{other}))");
    let own = keys[at].value().zip(minima[at].value());
    let value = own.and_then(|(key, least)| {
        let twice = keys.iter().zip(minima).map(|(one_key, one_least)| {
            let (one, other) = (
                one_least.value()?.checked_mul(key)?,
                one_key.value()?.checked_mul(least)?,
            );
            one.max(other).checked_mul(2)
        });
        twice.sum::<Option<i64>>()
    });
    let basis = mixed(keys.iter().chain(minima));
    let costs = Term::atom(text, value).on(basis);
    pool.times(&keys[at]).times(&Term::number(2)).below(&costs)
}
