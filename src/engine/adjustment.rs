//! Adjustments: steps after a key, one after another, exact until the last.

use std::collections::BTreeMap;

use super::allocate::Block;
use super::observer::{Adjusted, Bound, Reason};
use super::pass::Passing;
use crate::domain::{AdjustmentKind, Id};
use crate::money::{Cents, Exact};
use crate::plan::{
    AdjustmentRule, AdjustmentStep, BaseRule, BoundRule, SharedCost, TallyId, Target,
};
use crate::rules::{Bounds, Impossible, equalise, levelling_up};
use crate::rules::{phase_in, proportional, water_filling};

/// What each recipient got from a division that the year after asks about, in each lane.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    lanes: usize,
    amounts: BTreeMap<(usize, usize), Vec<Cents>>,
}

impl Memory {
    pub(super) fn of(lanes: usize) -> Memory {
        Memory {
            lanes,
            amounts: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, division: usize, account: usize, lane: usize, amount: Cents) {
        let empty = || vec![Cents::ZERO; self.lanes];
        let lanes = self
            .amounts
            .entry((division, account))
            .or_insert_with(empty);
        lanes[lane] += amount;
    }

    fn amount(&self, division: usize, account: usize, lane: usize) -> Cents {
        let lanes = self.amounts.get(&(division, account));
        lanes.map_or(Cents::ZERO, |lanes| lanes[lane])
    }
}

/// What a function gets of a shared cost.
pub(super) struct Borne {
    pub(super) account: usize,
    pub(super) amount: Cents,
    pub(super) reason: Reason,
}

/// Amounts on their way from the key to whole cents.
pub(super) struct Adjusting {
    /// The amounts as they are now.
    pub(super) amounts: Vec<Exact>,
    /// What every adjustment made of each amount.
    pub(super) adjusted: Vec<Vec<Adjusted>>,
    /// The limit that changed each amount last.
    pub(super) bounds: Vec<Option<Bound>>,
    /// What functions get for shared costs.
    pub(super) costs: Vec<Borne>,
}

impl Adjusting {
    /// Notes what a step made of the amounts, for those of which it is worth telling.
    fn tell(
        &mut self,
        adjustment: Option<&Id>,
        kind: AdjustmentKind,
        before: Vec<Exact>,
        is_told: impl Fn(&Exact, &Exact) -> bool,
    ) {
        let steps = before.into_iter().zip(&self.amounts);
        for (adjusted, (before, after)) in self.adjusted.iter_mut().zip(steps) {
            if is_told(&before, after) {
                adjusted.push(Adjusted {
                    adjustment: adjustment.cloned(),
                    kind,
                    before,
                    after: after.clone(),
                });
            }
        }
    }
}

impl<O: super::Observer> Passing<'_, '_, O> {
    /// Adjusts the outcome of a key by each step in turn, and by the limits last.
    ///
    /// Who does not take part stands aside: neither pays nor receives.
    pub(super) fn adjusted(&self, amounts: Vec<Exact>, takes_part: &[bool]) -> Adjusting {
        let mut pool = self.rest;
        let mut adjusting = Adjusting {
            adjusted: vec![Vec::new(); amounts.len()],
            bounds: vec![None; amounts.len()],
            costs: Vec::new(),
            amounts,
        };
        for adjustment in &self.source.terms.adjustments {
            self.adjust(adjustment, takes_part, &mut adjusting);
        }
        pool -= adjusting.costs.iter().map(|borne| borne.amount).sum();
        if self.source.targets.iter().any(|one| !one.bounds.is_empty()) {
            let rules = self.source.targets.iter().map(|target| &target.bounds);
            let bounds = self.bounds_of(rules, takes_part);
            let before = adjusting.amounts.clone();
            (adjusting.amounts, adjusting.bounds) = within(&pool.into(), &before, &bounds);
            adjusting.tell(None, AdjustmentKind::Limits, before, |before, after| {
                before != after
            });
        }
        adjusting
    }

    fn adjust(&self, adjustment: &AdjustmentRule, takes_part: &[bool], adjusting: &mut Adjusting) {
        let before = adjusting.amounts.clone();
        let share = |slot| self.block.inputs.fraction(slot, self.lane);
        adjusting.amounts = match &adjustment.step {
            AdjustmentStep::Equalise(part, tallies) => {
                let heads = self.heads(tallies, takes_part);
                equalise(&before, &heads, &share(*part), &Exact::zero()).awards
            }
            AdjustmentStep::LevelUp(part, tallies) => {
                levelled_up(&before, &self.heads(tallies, takes_part), &share(*part))
            }
            AdjustmentStep::HoldHarmless(part, base) => {
                let part = share(*part);
                let floor = |base: &Exact| Bounds {
                    minimum: base.times(&part),
                    maximum: None,
                };
                self.within(&before, base, takes_part, floor)
            }
            AdjustmentStep::YearBand(part, base) => {
                let part = share(*part);
                let band = |base: &Exact| Bounds {
                    minimum: base.times(&Exact::one().minus(&part)),
                    maximum: Some(base.times(&Exact::one().plus(&part))),
                };
                self.within(&before, base, takes_part, band)
            }
            AdjustmentStep::MinimumGuarantee {
                share: part,
                cap,
                base,
            } => guaranteed(
                &before,
                &self.base(base, takes_part),
                &share(*part),
                &cap.map_or(Exact::zero(), share),
            ),
            AdjustmentStep::PhaseIn(part, base) => {
                let part = part.map_or(Exact::zero(), share);
                towards(&self.base(base, takes_part), &before, &part)
            }
            AdjustmentStep::Compensation(part, base) => {
                let part = Exact::one().minus(&part.map_or(Exact::zero(), share));
                towards(&self.base(base, takes_part), &before, &part)
            }
            AdjustmentStep::Limits(rules) => {
                within(
                    &total(&before),
                    &before,
                    &self.bounds_of(rules.iter(), takes_part),
                )
                .0
            }
            AdjustmentStep::SharedCost(cost) => {
                let amount = self.block.inputs.cents(cost.amount, self.lane);
                let (rest, borne) = bear(&before, &self.burdens(cost, takes_part), amount);
                adjusting.costs.push(Borne {
                    account: cost.account,
                    amount: borne,
                    reason: Reason::SharedCost {
                        adjustment: adjustment.id.clone(),
                        cost: amount,
                    },
                });
                rest
            }
        };
        adjusting.tell(Some(&adjustment.id), adjustment.kind, before, |_, _| true);
    }

    fn within(
        &self,
        amounts: &[Exact],
        base: &[BaseRule],
        takes_part: &[bool],
        bounds: impl Fn(&Exact) -> Bounds,
    ) -> Vec<Exact> {
        let base = self.base(base, takes_part);
        let bounds =
            base.iter().zip(takes_part).map(
                |(base, takes_part)| {
                    if *takes_part { bounds(base) } else { nothing() }
                },
            );
        let bounds: Vec<Bounds> = bounds.collect();
        within(&total(amounts), amounts, &bounds).0
    }

    fn heads(&self, tallies: &[TallyId], takes_part: &[bool]) -> Vec<Exact> {
        let heads = tallies.iter().zip(takes_part);
        let heads = heads.map(|(tally, takes_part)| match takes_part {
            true => self.block.heads.exact(*tally, self.lane),
            false => Exact::zero(),
        });
        heads.collect()
    }

    /// Returns the earlier amounts, net of what earmarks bring already.
    fn base(&self, rules: &[BaseRule], takes_part: &[bool]) -> Vec<Exact> {
        let Block { inputs, memory, .. } = self.block;
        let targets = self.source.targets.iter().zip(&self.earmarked);
        let bases = rules.iter().zip(targets).zip(takes_part);
        let bases = bases.map(|((rule, (target, earmarked)), takes_part)| {
            let amount = match rule {
                BaseRule::Stated(slot) => inputs.cents(*slot, self.lane),
                BaseRule::LastYear => memory.amount(self.division, target.account, self.lane),
            };
            match takes_part {
                true => Exact::from(amount)
                    .minus(&Exact::from(*earmarked))
                    .max(Exact::zero()),
                false => Exact::zero(),
            }
        });
        bases.collect()
    }

    /// Returns in what proportion users bear a cost.
    fn burdens(&self, cost: &SharedCost, takes_part: &[bool]) -> Vec<Exact> {
        let bears = cost.users.iter().zip(takes_part);
        let bears: Vec<bool> = bears
            .map(|(user, takes_part)| *user && *takes_part)
            .collect();
        match &cost.heads {
            Some(tallies) => self.heads(tallies, &bears),
            None => bears
                .iter()
                .map(|bears| Exact::from(i64::from(*bears)))
                .collect(),
        }
    }

    fn bounds_of<'r>(
        &self,
        rules: impl Iterator<Item = &'r BoundRule>,
        takes_part: &[bool],
    ) -> Vec<Bounds> {
        let targets = self.source.targets.iter().zip(&self.earmarked);
        let bounds = rules.zip(targets).zip(takes_part);
        let bounds = bounds.map(
            |((rule, (target, earmarked)), takes_part)| match takes_part {
                true => self.bounds(rule, target, *earmarked),
                false => nothing(),
            },
        );
        bounds.collect()
    }

    /// Returns what a target must stay between, net of earmarks; a fixed limit holds for each
    /// member of those known only in sum.
    fn bounds(&self, rule: &BoundRule, target: &Target, earmarked: Cents) -> Bounds {
        let Block { inputs, heads, .. } = self.block;
        let members = target
            .members
            .map_or(1, |slot| inputs.heads(slot, self.lane));
        let each = |slot| Exact::from(inputs.cents(slot, self.lane)).times(&members.into());
        let cents = |slot| Exact::from(inputs.cents(slot, self.lane));
        let per_head = |(slot, tally)| cents(slot).times(&heads.exact(tally, self.lane));
        let net = |amount: Exact| amount.minus(&earmarked.into()).max(Exact::zero());
        let minima = [
            rule.minimum.map(each),
            rule.minimum_per_head.map(per_head),
            rule.keep
                .map(|(share, previous)| inputs.fraction(share, self.lane).times(&cents(previous))),
        ];
        let maxima = [rule.maximum.map(each), rule.maximum_per_head.map(per_head)];
        let maximum = maxima.into_iter().flatten().min().map(net);
        let minimum = minima.into_iter().flatten().max();
        let minimum = minimum.map_or(Exact::zero(), net);
        Bounds {
            // Where both contradict each other the maximum counts, also when minima are cut.
            minimum: match &maximum {
                Some(most) => minimum.min(most.clone()),
                None => minimum,
            },
            maximum,
        }
    }
}

fn total(amounts: &[Exact]) -> Exact {
    amounts.iter().cloned().sum()
}

/// Returns the bounds of who stands aside.
fn nothing() -> Bounds {
    Bounds {
        minimum: Exact::zero(),
        maximum: Some(Exact::zero()),
    }
}

/// Brings amounts within bounds, and says which bound changed each.
///
/// Minima that do not fit together are cut proportionally; what maxima leave is not placed.
fn within(pool: &Exact, amounts: &[Exact], bounds: &[Bounds]) -> (Vec<Exact>, Vec<Option<Bound>>) {
    let (outcome, minima_fit) = match water_filling(pool, amounts, bounds) {
        Ok(level) => (level.awards, true),
        Err(Impossible::MinimaAbovePot { .. }) => {
            let minima: Vec<Exact> = bounds.iter().map(|bound| bound.minimum.clone()).collect();
            (proportional(pool, &minima), false)
        }
        Err(Impossible::MaximaBelowPot { .. }) => {
            let most = |(bound, award): (&Bounds, &Exact)| {
                if award.is_zero() {
                    bound.minimum.clone()
                } else {
                    bound.maximum.clone().unwrap_or_else(|| award.clone())
                }
            };
            (bounds.iter().zip(amounts).map(most).collect(), true)
        }
    };
    let changed = bounds.iter().zip(&outcome).zip(amounts);
    let changed = changed.map(|((bound, after), before)| {
        if !minima_fit {
            return Some(Bound::MinimaCut);
        }
        let at_most = bound.maximum.as_ref().is_some_and(|most| after == most);
        match after.cmp(before) {
            std::cmp::Ordering::Equal => None,
            _ if at_most => Some(Bound::Maximum),
            _ => (*after == bound.minimum).then_some(Bound::Minimum),
        }
    });
    let changed = changed.collect();
    (outcome, changed)
}

/// Sets a part of every amount apart and lifts those with the least per head with it.
fn levelled_up(amounts: &[Exact], heads: &[Exact], part: &Exact) -> Vec<Exact> {
    let kept = Exact::one().minus(part);
    let kept: Vec<Exact> = amounts.iter().map(|amount| amount.times(&kept)).collect();
    match levelling_up(&total(amounts).times(part), &kept, heads) {
        Ok(level) => level.awards,
        // Nobody has heads, so nobody has the least per head.
        Err(_) => amounts.to_vec(),
    }
}

/// Lifts everybody to a part of the earlier amount; gains above the cap pay for it, all by the
/// same factor. Where these are too small the cap comes down; guarantees that do not fit are cut
/// proportionally.
fn guaranteed(amounts: &[Exact], base: &[Exact], part: &Exact, cap: &Exact) -> Vec<Exact> {
    let floors: Vec<Exact> = base.iter().map(|base| base.times(part)).collect();
    let lacks = amounts.iter().zip(&floors);
    let lacks = lacks.map(|(amount, floor)| floor.minus(amount).max(Exact::zero()));
    let needed: Exact = lacks.sum();
    let free = Exact::one().plus(cap).max(part.clone());
    let gains = amounts.iter().zip(base);
    let gains = gains.map(|(amount, base)| amount.minus(&base.times(&free)).max(Exact::zero()));
    let gains: Vec<Exact> = gains.collect();
    let gained = total(&gains);
    if needed <= gained {
        let factor = needed.over(&gained);
        let paid = amounts.iter().zip(&gains).zip(&floors);
        let paid = paid
            .map(|((amount, gain), floor)| amount.minus(&gain.times(&factor)).max(floor.clone()));
        return paid.collect();
    }
    // Everybody may come down to the guarantee, whoever gained most on the earlier amount first.
    let bounds = amounts.iter().zip(&floors).map(|(amount, floor)| Bounds {
        minimum: floor.clone(),
        maximum: Some(amount.clone().max(floor.clone())),
    });
    let bounds: Vec<Bounds> = bounds.collect();
    within(&total(amounts), base, &bounds).0
}

/// Goes a part of the way from earlier amounts, scaled to what is divided, to the amounts.
///
/// Without any earlier amount there is nothing to come from, and the amounts stand.
fn towards(base: &[Exact], amounts: &[Exact], part: &Exact) -> Vec<Exact> {
    let pool = total(amounts);
    let base = proportional(&pool, base);
    if base.iter().all(Exact::is_zero) {
        return amounts.to_vec();
    }
    phase_in(&base, amounts, part, part)
}

/// Takes a cost from amounts by weight, from nobody more than there is; returns what is left and
/// what is borne, in whole cents.
fn bear(amounts: &[Exact], weights: &[Exact], cost: Cents) -> (Vec<Exact>, Cents) {
    let most: Vec<Bounds> = amounts.iter().map(Bounds::up_to).collect();
    let losses = match water_filling(&cost.into(), weights, &most) {
        Ok(level) => level.awards,
        Err(_) => {
            let all = amounts.iter().zip(weights);
            all.map(|(amount, weight)| match weight.is_zero() {
                true => Exact::zero(),
                false => amount.clone(),
            })
            .collect()
        }
    };
    let whole = total(&losses).to_cents(crate::money::Rounding::Down);
    let rest = amounts.iter().zip(&losses);
    let rest = rest.map(|(amount, loss)| amount.minus(loss)).collect();
    (rest, whole)
}
