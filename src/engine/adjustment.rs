//! Adjustments: steps after a key or a payment, one after another, exact until the last.

use super::adjusting::{
    Pledge, banded, bear, levelled_down, levelled_up, nothing, total, towards, within,
};
use super::allocate::Block;
use super::heads::Heads;
use super::key::{Weigher, Weighing};
use super::memory::Memory;
use super::observer::{Adjusted, Bound, Observer, Reason, UnmetNeed};
use super::pass::Passing;
use crate::domain::{AdjustmentKind, Id};
use crate::money::{Cents, Exact, Rounding};
use crate::plan::{
    AdjustmentRule, AdjustmentStep, BaseRule, BoundRule, GuaranteeRule, Inputs, SharedCost, Slot,
    TallyId, Target,
};
use crate::rules::{Balance, Band, Bounds, Capping, Case, Guarantee, Statement};
use crate::rules::{equalise, minimum_guarantee};

/// What a function gets of a shared cost.
pub(super) struct Borne {
    pub(super) account: usize,
    pub(super) amount: Cents,
    pub(super) reason: Reason,
}

/// Amounts on their way to whole cents.
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
                    unmet: None,
                });
            }
        }
    }

    /// Adds to what was told last of each amount what its recipient lacks.
    fn tell_needs(&mut self, needs: Vec<UnmetNeed>) {
        for (adjusted, need) in self.adjusted.iter_mut().zip(needs) {
            if let Some(last) = adjusted.last_mut() {
                last.unmet = Some(Box::new(need));
            }
        }
    }
}

/// One recipient under adjustment.
pub(super) struct Adjustee {
    pub(super) account: usize,
    /// The slot of its number of members, where it is known only in sum.
    pub(super) members: Option<Slot>,
    /// What earmarks bring it already.
    pub(super) earmarked: Cents,
    /// Who does not take part stands aside: neither pays nor receives.
    pub(super) takes_part: bool,
}

/// Recipients under adjustment, in one lane.
pub(super) struct Adjuster<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) heads: &'a Heads,
    pub(super) memory: &'a Memory,
    pub(super) division: usize,
    pub(super) lane: usize,
    pub(super) recipients: Vec<Adjustee>,
    /// Whether amounts are rounded down to the cent at every step.
    pub(super) each_step: bool,
}

impl<O: Observer> Passing<'_, '_, O> {
    /// Adjusts the outcome of the key by each step in turn, and by the limits last.
    pub(super) fn adjusting(&self, weighing: &Weighing) -> Adjusting {
        let (terms, targets) = (&self.source.terms, &self.source.targets);
        let is_stepped = terms.precision.each_step && !terms.adjustments.is_empty();
        let amounts = match is_stepped {
            true => Weigher::in_whole_rates(weighing, self.rest),
            false => weighing.amounts(&self.rest.into()),
        };
        let adjuster = self.adjuster();
        let mut adjusting = adjuster.adjusted(amounts, &terms.adjustments);
        if targets.iter().any(|target| !target.bounds.is_empty()) {
            let costs: Cents = adjusting.costs.iter().map(|borne| borne.amount).sum();
            let pool = match is_stepped {
                // What the steps before left by rounding is not placed.
                true => adjusting.amounts.iter().cloned().sum(),
                false => Exact::from(self.rest - costs),
            };
            let bounds = targets.iter().map(|target| &target.bounds);
            adjuster.limit(&pool, bounds, &mut adjusting);
        }
        adjusting
    }

    fn adjuster(&self) -> Adjuster<'_> {
        let Block {
            inputs,
            heads,
            memory,
            ..
        } = self.block;
        let targets: Vec<&Target> = self.source.targets.iter().collect();
        let takes_part = self.weigher(&targets).takes_part;
        let recipients = targets.iter().zip(&self.earmarked).zip(takes_part);
        let recipients = recipients.map(|((target, earmarked), takes_part)| Adjustee {
            account: target.account,
            members: target.members,
            earmarked: *earmarked,
            takes_part,
        });
        Adjuster {
            inputs,
            heads,
            memory,
            division: self.division,
            lane: self.lane,
            recipients: recipients.collect(),
            each_step: self.source.terms.precision.each_step,
        }
    }
}

impl Adjuster<'_> {
    /// Adjusts amounts by each step in turn.
    pub(super) fn adjusted(&self, amounts: Vec<Exact>, rules: &[AdjustmentRule]) -> Adjusting {
        let mut adjusting = Adjusting {
            adjusted: vec![Vec::new(); amounts.len()],
            bounds: vec![None; amounts.len()],
            costs: Vec::new(),
            amounts: match rules.is_empty() {
                true => amounts,
                false => self.all_in_cents(amounts),
            },
        };
        for rule in rules {
            self.adjust(rule, &mut adjusting);
        }
        adjusting
    }

    /// Brings amounts within the limits of the terms themselves, out of `pool`.
    pub(super) fn limit<'r>(
        &self,
        pool: &Exact,
        rules: impl Iterator<Item = &'r BoundRule>,
        adjusting: &mut Adjusting,
    ) {
        let bounds = self.bounds_of(rules);
        let before = adjusting.amounts.clone();
        (adjusting.amounts, adjusting.bounds) = within(pool, &before, &bounds);
        let is_changed = |before: &Exact, after: &Exact| before != after;
        adjusting.tell(None, AdjustmentKind::Limits, before, is_changed);
    }

    fn adjust(&self, rule: &AdjustmentRule, adjusting: &mut Adjusting) {
        let before = adjusting.amounts.clone();
        let amounts = match &rule.step {
            AdjustmentStep::Equalise { share, band, heads } => {
                let band = band.map_or(Exact::zero(), |band| self.fraction(band));
                equalise(&before, &self.heads(heads), &self.fraction(*share), &band).awards
            }
            AdjustmentStep::LevelUp(part, heads) => {
                levelled_up(&before, &self.heads(heads), &self.fraction(*part))
            }
            AdjustmentStep::LevelDown(part, heads) => {
                levelled_down(&before, &self.heads(heads), &self.fraction(*part))
            }
            AdjustmentStep::NeedCapacity(rule) => self.by_need(rule, &before),
            AdjustmentStep::HoldHarmless(part, base) => {
                let part = self.fraction(*part);
                let floor = |base: &Exact| Bounds {
                    minimum: self.in_cents(base.times(&part)),
                    maximum: None,
                };
                self.within(&before, &self.base(base), floor)
            }
            AdjustmentStep::YearBand {
                fall,
                rise,
                balance,
                base,
            } => self.in_band(&before, (*fall, rise.unwrap_or(*fall)), *balance, base),
            AdjustmentStep::MinimumGuarantee(rule) => self.pledge(rule, &before).redeem(&before),
            AdjustmentStep::PhaseIn(part, base) => {
                let part = part.map_or(Exact::zero(), |part| self.fraction(part));
                self.towards(base, &before, &part)
            }
            AdjustmentStep::Compensation(part, base) => {
                let kept = part.map_or(Exact::zero(), |part| self.fraction(part));
                self.towards(base, &before, &Exact::one().minus(&kept))
            }
            AdjustmentStep::Limits(rules) => {
                within(&total(&before), &before, &self.bounds_of(rules.iter())).0
            }
            AdjustmentStep::SharedCost(cost) => {
                let amount = self.inputs.cents(cost.amount, self.lane);
                let (rest, borne) = bear(&before, &self.burdens(cost), amount);
                adjusting.costs.push(Borne {
                    account: cost.account,
                    amount: borne,
                    reason: Reason::SharedCost {
                        adjustment: rule.id.clone(),
                        cost: amount,
                        passed_on: None,
                    },
                });
                rest
            }
            AdjustmentStep::ServiceUnits(services) => {
                let (rest, borne) = self.served(services, &rule.id, &before);
                adjusting.costs.extend(borne);
                rest
            }
        };
        adjusting.amounts = self.all_in_cents(amounts);
        let needs = self.unmet_needs(&rule.step, &before);
        adjusting.tell(Some(&rule.id), rule.kind, before, |_, _| true);
        adjusting.tell_needs(needs);
    }

    pub(super) fn fraction(&self, slot: Slot) -> Exact {
        self.inputs.fraction(slot, self.lane)
    }

    /// Returns an amount rounded down to the cent, where every step is.
    fn in_cents(&self, amount: Exact) -> Exact {
        match self.each_step {
            true => amount.to_cents(Rounding::Down).into(),
            false => amount,
        }
    }

    fn all_in_cents(&self, amounts: Vec<Exact>) -> Vec<Exact> {
        let amounts = amounts.into_iter();
        amounts.map(|amount| self.in_cents(amount)).collect()
    }

    fn within(
        &self,
        amounts: &[Exact],
        base: &[Exact],
        bounds: impl Fn(&Exact) -> Bounds,
    ) -> Vec<Exact> {
        let own = base.iter().zip(&self.recipients);
        let bounds = own.map(|(base, one)| match one.takes_part {
            true => bounds(base),
            false => nothing(),
        });
        let bounds: Vec<Bounds> = bounds.collect();
        within(&total(amounts), amounts, &bounds).0
    }

    fn towards(&self, base: &[BaseRule], amounts: &[Exact], part: &Exact) -> Vec<Exact> {
        towards(&self.base(base), amounts, part, |amount| {
            self.in_cents(amount)
        })
    }

    fn in_band(
        &self,
        amounts: &[Exact],
        (fall, rise): (Slot, Slot),
        balance: Balance,
        base: &[BaseRule],
    ) -> Vec<Exact> {
        let base = self.base(base);
        let band = Band {
            down: self.fraction(fall),
            up: self.fraction(rise),
        };
        let by_others = match balance {
            Balance::WaterFilling => None,
            _ => banded(amounts, &base, &band, balance),
        };
        by_others.unwrap_or_else(|| {
            self.within(amounts, &base, |base| Bounds {
                minimum: self.in_cents(base.minus(&base.times(&band.down))),
                maximum: Some(self.in_cents(base.plus(&base.times(&band.up)))),
            })
        })
    }

    /// Returns what a guarantee asks of each recipient.
    fn pledge(&self, rule: &GuaranteeRule, amounts: &[Exact]) -> Pledge {
        let heads = rule.heads.as_ref().map(|tallies| self.heads(tallies));
        let keeps = match (&heads, rule.least_per_head) {
            (Some(heads), Some(least)) => {
                let least = Exact::from(self.inputs.cents(least, self.lane));
                heads.iter().map(|heads| heads.times(&least)).collect()
            }
            _ => vec![Exact::zero(); amounts.len()],
        };
        let (base, share) = (self.base(&rule.base), self.fraction(rule.share));
        let cap = rule.cap.map_or(Exact::zero(), |cap| self.fraction(cap));
        let scaling = rule.scaling.map(|part| self.fraction(part));
        if let (Some(earlier), Some(heads)) = (&rule.earlier_heads, &heads) {
            let (base, floors, gains) = self.per_head(
                (&base, &self.heads(earlier)),
                (amounts, heads),
                &share,
                &cap,
            );
            return Pledge {
                base,
                floors,
                gains,
                scaling,
                keeps,
            };
        }
        let free = Exact::one().plus(&cap);
        let gains = amounts.iter().zip(&base).map(|(amount, base)| {
            let free = self.in_cents(base.times(&free));
            amount.minus(&free).max(Exact::zero())
        });
        Pledge {
            gains: gains.collect(),
            floors: base
                .iter()
                .map(|base| self.in_cents(base.times(&share)))
                .collect(),
            base,
            scaling,
            keeps,
        }
    }

    /// Returns, for earlier amounts per head, what these would be for the heads of this year, what
    /// is guaranteed and what is beyond the cap: the first steps of the English statement, rounded
    /// as there where every step is. Who had no heads or no amount is guaranteed nothing, and pays
    /// nothing.
    fn per_head(
        &self,
        (base, earlier): (&[Exact], &[Exact]),
        (amounts, heads): (&[Exact], &[Exact]),
        share: &Exact,
        cap: &Exact,
    ) -> (Vec<Exact>, Vec<Exact>, Vec<Exact>) {
        let terms = Guarantee {
            change: share.minus(&Exact::one()),
            capping: Some(Capping {
                cap: cap.clone(),
                // Who pays how much is settled over all recipients.
                scaling: Some(Exact::zero()),
            }),
            least_per_head: None,
            decimals: self.each_step.then_some(0),
        };
        let (mut bases, mut floors, mut gains) = (Vec::new(), Vec::new(), Vec::new());
        let all = base.iter().zip(earlier).zip(amounts.iter().zip(heads));
        for ((base, earlier), (amount, heads)) in all {
            let case = Case {
                baseline: base.clone(),
                baseline_outside: Exact::zero(),
                baseline_heads: earlier.clone(),
                share: amount.clone(),
                outside: Exact::zero(),
                heads: heads.clone(),
                is_growing: false,
            };
            let told = minimum_guarantee(&[case], &terms).map(|outcome| outcome.statements);
            let told: Vec<Statement> = told.unwrap_or_default();
            let Some(told) = told.into_iter().next() else {
                bases.push(amount.clone());
                floors.push(amount.clone());
                gains.push(Exact::zero());
                continue;
            };
            bases.push(told.baseline_per_head.times(heads));
            floors.push(match told.paid.is_zero() {
                true => amount.clone().min(told.guaranteed_per_head.times(heads)),
                false => amount.plus(&told.paid),
            });
            gains.push(told.excess);
        }
        (bases, floors, gains)
    }

    pub(super) fn heads(&self, tallies: &[TallyId]) -> Vec<Exact> {
        let heads = tallies.iter().zip(&self.recipients);
        let heads = heads.map(|(tally, one)| match one.takes_part {
            true => self.heads.exact(*tally, self.lane),
            false => Exact::zero(),
        });
        heads.collect()
    }

    /// Returns the earlier amounts, net of what earmarks bring already.
    fn base(&self, rules: &[BaseRule]) -> Vec<Exact> {
        let bases = rules.iter().zip(&self.recipients).map(|(rule, one)| {
            let amount: Cents = match rule {
                BaseRule::Stated(slots) => {
                    let slots = slots.iter();
                    slots.map(|slot| self.inputs.cents(*slot, self.lane)).sum()
                }
                BaseRule::LastYear => self.memory.amount(self.division, one.account, self.lane),
            };
            match one.takes_part {
                true => Exact::from(amount)
                    .minus(&Exact::from(one.earmarked))
                    .max(Exact::zero()),
                false => Exact::zero(),
            }
        });
        bases.collect()
    }

    /// Returns in what proportion users bear a cost.
    fn burdens(&self, cost: &SharedCost) -> Vec<Exact> {
        let bears = cost.users.iter().zip(&self.recipients);
        let bears = bears.map(|(user, one)| Exact::from(i64::from(*user && one.takes_part)));
        let bears: Vec<Exact> = bears.collect();
        match &cost.heads {
            Some(tallies) => {
                let heads = self.heads(tallies);
                heads
                    .iter()
                    .zip(&bears)
                    .map(|(heads, bears)| heads.times(bears))
                    .collect()
            }
            None => bears,
        }
    }

    fn bounds_of<'r>(&self, rules: impl Iterator<Item = &'r BoundRule>) -> Vec<Bounds> {
        let bounds = rules.zip(&self.recipients);
        let bounds = bounds.map(|(rule, one)| match one.takes_part {
            true => self.bounds(rule, one),
            false => nothing(),
        });
        bounds.collect()
    }

    /// Returns what a recipient must stay between, net of earmarks; a fixed limit holds for each
    /// member of those known only in sum.
    fn bounds(&self, rule: &BoundRule, one: &Adjustee) -> Bounds {
        let (inputs, lane) = (self.inputs, self.lane);
        let members = one.members.map_or(1, |slot| inputs.heads(slot, lane));
        let each = |slot| Exact::from(inputs.cents(slot, lane)).times(&members.into());
        let cents = |slot| Exact::from(inputs.cents(slot, lane));
        let per_head = |(slot, tally)| cents(slot).times(&self.heads.exact(tally, lane));
        let net = |amount: Exact| amount.minus(&one.earmarked.into()).max(Exact::zero());
        let minima = [
            rule.minimum.map(each),
            rule.minimum_per_head.map(per_head),
            rule.keep
                .map(|(share, previous)| self.fraction(share).times(&cents(previous))),
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
