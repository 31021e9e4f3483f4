//! Heads: the counts of a year, projected where they lie ahead, and their tallies.

use std::collections::BTreeMap;

use crate::money::Exact;
use crate::plan::{GrowthRule, Inputs, PlanYear, TallyId};

/// The tallies of one year, in all lanes.
pub(super) struct Heads {
    lanes: usize,
    sums: Vec<i64>,
    divisors: Vec<i64>,
}

impl Heads {
    /// Counts a year.
    pub(super) fn of(year: &PlanYear, inputs: &Inputs) -> Heads {
        let lanes = inputs.lanes();
        let mut counts: Vec<i64> = Vec::with_capacity(year.counts.len().saturating_mul(lanes));
        let mut factors: BTreeMap<(&GrowthRule, u32), Vec<Option<Exact>>> = BTreeMap::new();
        for (position, rule) in year.counts.iter().enumerate() {
            if let Some(drawn) = inputs.drawn_heads(position) {
                counts.extend(drawn);
                continue;
            }
            let each = || (0..lanes).map(|lane| rule.factor(inputs, lane)).collect();
            let factors = factors.entry((&rule.growth, rule.years));
            let factors = factors.or_insert_with(each).iter().enumerate();
            counts
                .extend(factors.map(|(lane, factor)| rule.heads_by(factor.as_ref(), inputs, lane)));
        }
        let mut sums = Vec::with_capacity(year.tallies.len().saturating_mul(lanes));
        for tally in &year.tallies {
            for lane in 0..lanes {
                let terms = tally.terms.iter().map(|(position, times)| {
                    counts[position.saturating_mul(lanes).saturating_add(lane)]
                        .saturating_mul(*times)
                });
                let members = tally.members.saturating_mul(tally.divisor);
                sums.push(terms.fold(members, i64::saturating_add));
            }
        }
        let divisors = year.tallies.iter().map(|tally| tally.divisor).collect();
        Heads {
            lanes,
            sums,
            divisors,
        }
    }

    /// Returns a tally: a whole number over a divisor that is nearly always one.
    pub(super) fn fraction(&self, tally: TallyId, lane: usize) -> (i64, i64) {
        let at = tally
            .position()
            .saturating_mul(self.lanes)
            .saturating_add(lane);
        (self.sums[at], self.divisors[tally.position()])
    }

    /// Returns a tally as an exact number.
    pub(super) fn exact(&self, tally: TallyId, lane: usize) -> Exact {
        let (sum, divisor) = self.fraction(tally, lane);
        Exact::ratio(sum, divisor)
    }
}
