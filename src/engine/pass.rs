//! Passages: a holder takes slices, sets earmarks apart, and divides the rest by its key.

use super::allocate::Block;
use super::claim::Asker;
use super::key::{Weigher, Weighing};
use super::observer::{By, Observer, Posting, Reason};
use super::whole::{placed, rounded};
use crate::domain::{Precision, Unused};
use crate::money::{Cents, Exact, split};
use crate::plan::{EarmarkRule, KeyRule, Pass, Share, Source, Target};

/// One movement out of a holder, before it is told apart by component.
pub(super) struct Part {
    account: usize,
    amount: Cents,
    pub(super) reason: Reason,
}

/// One holder under division, in one lane.
pub(super) struct Passing<'s, 'b, O> {
    pub(super) block: &'b Block<'s, O>,
    pub(super) division: usize,
    pub(super) source: &'b Source,
    unallocated: usize,
    pub(super) lane: usize,
    pub(super) parts: Vec<Part>,
    /// What is left to divide.
    pub(super) rest: Cents,
    /// What each target has from earmarks.
    pub(super) earmarked: Vec<Cents>,
}

impl<O: Observer> Block<'_, O> {
    /// Lets every holder of a passage pass its money on, in each lane.
    pub(super) fn pass(&mut self, pass: &Pass) {
        let holders = pass.sources.iter().map(|source| {
            let mut reached: Vec<usize> = pass.components.clone();
            reached.retain(|component| self.balances.is_reached(*component, source.account));
            (source, reached)
        });
        let mut holders: Vec<(&Source, Vec<usize>)> = holders.collect();
        for lane in 0..self.inputs.lanes() {
            match &pass.table {
                Some(table) => self.pass_in_table(pass, table, &holders, lane),
                None => {
                    for (source, reached) in &holders {
                        self.pass_on(pass, source, reached, lane);
                    }
                }
            }
        }
        holders.retain(|(source, reached)| passes_on(source, reached));
        for (source, reached) in holders {
            for component in &reached {
                let keeps = source.targets.is_empty();
                self.balances.reach(*component, source.account, keeps);
                for target in &source.targets {
                    self.balances.reach(*component, target.account, true);
                }
                for function in source.terms.functions() {
                    self.balances.reach(*component, function, true);
                }
            }
        }
    }

    fn pass_on(&mut self, pass: &Pass, source: &Source, components: &[usize], lane: usize) {
        let Some(held) = self.taken(pass, source, components, lane) else {
            return;
        };
        let mut passing = self.passing(pass, source, &held, lane);
        passing.set_apart();
        if !source.targets.is_empty() {
            passing.key();
        }
        let parts = passing.finished();
        self.hand_on(pass, source, (&held, parts), lane);
    }

    /// Takes what a holder has of these components; `None` when that is nothing.
    pub(super) fn taken(
        &mut self,
        pass: &Pass,
        source: &Source,
        components: &[usize],
        lane: usize,
    ) -> Option<Vec<(usize, Cents)>> {
        if !passes_on(source, components) {
            return None;
        }
        let mut held: Vec<(usize, Cents)> = Vec::new();
        for component in components {
            let amount = self.balances.take((*component, source.account), lane);
            if amount > Cents::ZERO {
                held.push((*component, amount));
            }
        }
        if held.is_empty() {
            self.tell_of_nothing(pass, source, components, lane);
            return None;
        }
        Some(held)
    }

    /// Begins to divide what a holder has.
    pub(super) fn passing<'s, 'b>(
        &'b self,
        pass: &Pass,
        source: &'b Source,
        held: &[(usize, Cents)],
        lane: usize,
    ) -> Passing<'s, 'b, O>
    where
        Self: 's,
    {
        Passing {
            block: self,
            division: pass.division,
            source,
            unallocated: pass.unallocated,
            lane,
            parts: Vec::new(),
            rest: held.iter().map(|(_, amount)| *amount).sum(),
            earmarked: vec![Cents::ZERO; source.targets.len()],
        }
    }

    /// Hands over what became of the money of a holder.
    pub(super) fn hand_on(
        &mut self,
        pass: &Pass,
        source: &Source,
        (held, parts): (&[(usize, Cents)], Vec<Part>),
        lane: usize,
    ) {
        if pass.is_remembered {
            for part in &parts {
                self.remembered
                    .add(pass.division, part.account, lane, part.amount);
            }
        }
        for (component, account, amount, reason) in by_component(held, parts) {
            self.balances.add((component, account), lane, amount);
            if O::LISTENS && account != source.account {
                let posting = Posting {
                    year: self.position,
                    division: pass.division,
                    component,
                    from: source.account,
                    to: account,
                    amount,
                    reason,
                };
                self.observer.posting(lane, posting);
            }
        }
    }
}

impl<O: Observer> Block<'_, O> {
    /// Tells those who listen that a holder has nothing to pass on to a target.
    fn tell_of_nothing(&mut self, pass: &Pass, source: &Source, components: &[usize], lane: usize) {
        let Some(component) = components.first().filter(|_| O::LISTENS) else {
            return;
        };
        for target in &source.targets {
            let reason = Reason::Keyed {
                pot: Cents::ZERO,
                by: by(&source.terms.key),
                weight: Exact::zero(),
                total: Exact::zero(),
                made_of: Vec::new(),
                adjusted: Vec::new(),
                bound: None,
                cell: None,
            };
            let posting = Posting {
                year: self.position,
                division: pass.division,
                component: *component,
                from: source.account,
                to: target.account,
                amount: Cents::ZERO,
                reason,
            };
            self.observer.posting(lane, posting);
        }
    }
}

impl<'b, O: Observer> Passing<'_, 'b, O> {
    /// Takes slices and earmarks.
    pub(super) fn set_apart(&mut self) {
        self.slices(self.rest);
        if self.source.targets.is_empty() {
            return;
        }
        let after_slices = self.rest;
        for earmark in &self.source.terms.earmarks {
            self.earmark(earmark, after_slices);
        }
    }

    /// Returns all parts, with what could not be placed.
    pub(super) fn finished(mut self) -> Vec<Part> {
        match self.source.targets.is_empty() {
            // With nobody to pass it on to, the holder keeps what the slices leave.
            true => self.part(self.source.account, self.rest, Reason::Left),
            false => self.keep_unallocated(self.rest),
        }
        self.parts
    }

    /// Returns a share, an amount, or the larger of both; never more than is left.
    fn amount_of(&self, share: Share, of: Cents) -> Cents {
        let inputs = self.block.inputs;
        let unit = self.source.terms.precision.unit;
        let part = share.share.map_or(Cents::ZERO, |slot| {
            let exact = inputs.fraction(slot, self.lane).times(&of.into());
            rounded(&exact, unit, of)
        });
        let fixed = share
            .amount
            .map_or(Cents::ZERO, |slot| inputs.cents(slot, self.lane));
        part.max(fixed).min(self.rest)
    }

    fn slices(&mut self, pool: Cents) {
        for slice in &self.source.terms.slices {
            let of = if slice.of_rest { self.rest } else { pool };
            let amount = self.amount_of(slice.share, of);
            let inputs = self.block.inputs;
            let reason = Reason::Sliced {
                share: slice
                    .share
                    .share
                    .map(|slot| inputs.fraction(slot, self.lane)),
                fixed: slice.share.amount.map(|slot| inputs.cents(slot, self.lane)),
                of,
            };
            self.part(slice.account, amount, reason);
        }
    }

    pub(super) fn part(&mut self, account: usize, amount: Cents, reason: Reason) {
        self.rest -= amount;
        // Those who listen also hear why a key gives somebody nothing.
        let tells_why = O::LISTENS && matches!(reason, Reason::Keyed { .. });
        if amount != Cents::ZERO || tells_why {
            self.parts.push(Part {
                account,
                amount,
                reason,
            });
        }
    }

    fn keep_unallocated(&mut self, amount: Cents) {
        self.part(self.unallocated, amount, Reason::Left);
    }

    fn earmark(&mut self, earmark: &EarmarkRule, pool: Cents) {
        let amount = self.amount_of(earmark.share, pool);
        let targets: Vec<&Target> = earmark
            .targets
            .iter()
            .map(|position| &self.source.targets[*position])
            .collect();
        let weighing = self.weigher(&targets).weigh(&earmark.key, &amount.into());
        if weighing.is_empty() {
            if earmark.unused == Unused::Keep {
                self.keep_unallocated(amount);
            }
            return;
        }
        let parts = whole_parts(&weighing, amount, &self.source.terms.precision);
        let weights = weighing.weights();
        let total: Exact = weights.iter().cloned().sum();
        for ((position, part), weight) in earmark.targets.iter().zip(parts).zip(weights) {
            self.earmarked[*position] += part;
            let reason = Reason::Earmarked {
                earmark: earmark.id.clone(),
                pot: amount,
                by: by(&earmark.key),
                weight,
                total: total.clone(),
            };
            self.part(self.source.targets[*position].account, part, reason);
        }
    }

    pub(super) fn weigher(&self, targets: &[&Target]) -> Weigher<'_> {
        let Block { inputs, heads, .. } = self.block;
        let asker = Asker {
            inputs,
            heads,
            lane: self.lane,
            member: None,
        };
        let takes_part =
            |target: &&Target| target.when.is_empty() || asker.refused(&target.when).is_none();
        Weigher {
            inputs,
            heads,
            lane: self.lane,
            members: targets.iter().map(|target| target.members).collect(),
            takes_part: targets.iter().map(takes_part).collect(),
        }
    }

    /// Weighs all targets by the key, or by the fallback where nobody has a weight in it.
    pub(super) fn weighed(&self) -> (&'b KeyRule, Weighing) {
        let pool = self.rest;
        let terms = &self.source.terms;
        let targets: Vec<&Target> = self.source.targets.iter().collect();
        let weigher = self.weigher(&targets);
        let weighing = weigher.weigh(&terms.key, &pool.into());
        match &terms.fallback {
            Some(key) if weighing.is_empty() => (key, weigher.weigh(key, &pool.into())),
            _ => (&terms.key, weighing),
        }
    }

    /// Divides what is left by the key, under the limits.
    pub(super) fn key(&mut self) {
        let pool = self.rest;
        let terms = &self.source.terms;
        let targets: Vec<&Target> = self.source.targets.iter().collect();
        let (key, weighing) = self.weighed();
        if weighing.is_empty() {
            return self.tell_of_no_weight(key);
        }
        let is_adjusted =
            !terms.adjustments.is_empty() || targets.iter().any(|target| !target.bounds.is_empty());
        let adjusting = is_adjusted.then(|| self.adjusting(&weighing));
        let (by, weights) = (by(key), weighing.weights());
        let total: Exact = weights.iter().cloned().sum();
        let parts = match &adjusting {
            Some(adjusting) => {
                for borne in &adjusting.costs {
                    self.part(borne.account, borne.amount, borne.reason.clone());
                }
                placed(self.rest, &adjusting.amounts, &terms.precision).parts
            }
            None => whole_parts(&weighing, pool, &terms.precision),
        };
        let mut adjusting = adjusting;
        let mut made_of = match O::LISTENS {
            true => self.weigher(&targets).made_of(key, &pool.into()),
            false => Vec::new(),
        };
        for (position, (part, weight)) in parts.into_iter().zip(weights).enumerate() {
            let (bound, adjusted) = match &mut adjusting {
                Some(adjusting) => (
                    adjusting.bounds[position],
                    std::mem::take(&mut adjusting.adjusted[position]),
                ),
                None => (None, Vec::new()),
            };
            let reason = Reason::Keyed {
                pot: pool,
                by,
                weight,
                total: total.clone(),
                made_of: made_of
                    .get_mut(position)
                    .map(std::mem::take)
                    .unwrap_or_default(),
                adjusted,
                bound,
                cell: None,
            };
            self.part(self.source.targets[position].account, part, reason);
        }
    }

    /// Tells those who listen that nobody has a weight in the key.
    fn tell_of_no_weight(&mut self, key: &KeyRule) {
        let (pot, by) = (self.rest, by(key));
        for target in &self.source.targets {
            let (weight, total) = (Exact::zero(), Exact::zero());
            let reason = Reason::Keyed {
                pot,
                by,
                weight,
                total,
                made_of: Vec::new(),
                adjusted: Vec::new(),
                bound: None,
                cell: None,
            };
            self.part(target.account, Cents::ZERO, reason);
        }
    }
}

/// Says whether a holder has anything to pass on, and somebody to pass it on to.
fn passes_on(source: &Source, components: &[usize]) -> bool {
    let is_idle = source.targets.is_empty() && source.terms.slices.is_empty();
    !components.is_empty() && !is_idle
}

/// Returns by what a key divides.
pub(super) fn by(key: &KeyRule) -> By {
    match key {
        KeyRule::Equal => By::Equally,
        KeyRule::Heads(head, _) => By::Heads(*head),
        KeyRule::Weights(_) => By::Weights,
        KeyRule::Previous(_) => By::Previous,
        KeyRule::Only(_) => By::One,
        KeyRule::First { .. } | KeyRule::Claims { .. } | KeyRule::Mix(_) => By::Amounts,
    }
}

/// Shares whole cents by a weighing; plain whole weights take the short way to the same cents.
fn whole_parts(weighing: &Weighing, pool: Cents, precision: &Precision) -> Vec<Cents> {
    if let (Weighing::Heads(heads), true) = (weighing, *precision == Precision::PLAIN)
        && let Some(outcome) = split(pool, heads)
    {
        return outcome.parts;
    }
    let amounts = match precision.each_step {
        true => Weigher::in_whole_rates(weighing, pool),
        false => weighing.amounts(&pool.into()),
    };
    placed(pool, &amounts, precision).parts
}

/// Tells the parts of a pool apart by the components it was made of, each to the cent.
///
/// Component by component, largest remainder over what the parts still lack; the last component
/// fills them up. No part is ever overfilled, because the components together are the parts.
fn by_component(held: &[(usize, Cents)], parts: Vec<Part>) -> Vec<(usize, usize, Cents, Reason)> {
    let mut lacking: Vec<i64> = parts.iter().map(|part| part.amount.count()).collect();
    let mut told_apart = Vec::new();
    for (component, amount) in held {
        let own = split(*amount, &lacking)
            .map(|outcome| outcome.parts)
            .unwrap_or_default();
        for ((part, lacks), own) in parts.iter().zip(&mut lacking).zip(own) {
            *lacks = lacks.saturating_sub(own.count());
            if own != Cents::ZERO {
                told_apart.push((*component, part.account, own, part.reason.clone()));
            }
        }
    }
    // What came to nothing belongs to no component; it is told with the first.
    if let Some((first, _)) = held.first() {
        let nothing = parts.into_iter().filter(|part| part.amount == Cents::ZERO);
        told_apart.extend(nothing.map(|part| (*first, part.account, Cents::ZERO, part.reason)));
    }
    told_apart
}
