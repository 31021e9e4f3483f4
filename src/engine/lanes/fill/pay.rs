//! Paying over columns: claims in full, at lowered rates, or cut in proportion.

use super::super::kernel::{Column, Kernel, LANES, NOTHING, Number, put, whole};
use super::super::steps::{AmountForm, ClaimForm, GatheredGoal, PayForm, Place, TestForm, Times};
use super::{Workspace, number};

/// What is left for open claims, what they come to, and the step of a lowered rate.
type Cut<'a> = (&'a Column, &'a Column, i64);

/// Equal members that pass a condition.
struct Passing {
    members: Column,
    heads: Column,
}

impl Workspace {
    /// Pays claims, and says what is left per head where that is asked.
    pub(super) fn pay(&mut self, pay: &PayForm) {
        self.pay_claims(pay);
        for rate in &pay.rates {
            let mut heads = NOTHING;
            for claim in &pay.claims[rate.claims.clone()] {
                self.add_heads(claim, &mut heads);
            }
            let stated = self.kernel.column(self.number(rate.stated));
            let paid = &mut self.holdings.series[rate.series];
            self.kernel.per_head(paid, &heads, &stated);
        }
    }

    /// Pays claims, in full where what there is suffices.
    fn pay_claims(&mut self, pay: &PayForm) {
        let Some(pot) = pay.pot else {
            self.pay_out(pay, None);
            return;
        };
        let (protected, open) = self.claims(pay);
        let pot = self.kernel.column(self.number(pot));
        let left = self.kernel.minus(&pot, &protected);
        let cut = self.kernel.exceeds(&open, &left);
        self.holdings.count(&cut, &pay.cut);
        let short = self.kernel.exceeds(&NOTHING, &left);
        let paid = match (self.kernel.is_nothing(&cut), pay.step) {
            (true, _) => self.pay_out(pay, None),
            (false, None) => self.pay_in_lanes(pay, None, (&pot, &cut)),
            (false, Some(step)) => {
                let lowered = Some((&left, &open, step));
                match self.kernel.is_nothing(&short) {
                    true => self.pay_out(pay, lowered),
                    false => self.pay_in_lanes(pay, lowered, (&pot, &short)),
                }
            }
        };
        if !pay.unallocated.is_idle() {
            let unallocated = self.kernel.minus(&pot, &paid);
            self.holdings.bring(&unallocated, &pay.unallocated);
        }
    }

    /// Returns what protected and open claims come to, and leaves the heads of each rate.
    fn claims(&mut self, pay: &PayForm) -> (Column, Column) {
        let gathered = &pay.gathered;
        self.heads.clear();
        self.heads.resize(gathered.rates.len(), NOTHING);
        for (sum, heads) in self.heads.iter_mut().zip(&gathered.heads) {
            self.kernel.add_all(sum, (&self.numbers, heads));
        }
        let mut protected = self.kernel.same(gathered.same.0);
        let mut open = self.kernel.same(gathered.same.1);
        for ((rate, is_protected), heads) in gathered.rates.iter().zip(&self.heads) {
            let sum = if *is_protected {
                &mut protected
            } else {
                &mut open
            };
            let claimed = (Number::Each(heads), self.number(*rate));
            self.kernel.add_product(sum, claimed, None);
        }
        for (Times { amount, times }, is_protected) in &gathered.amounts {
            let sum = if *is_protected {
                &mut protected
            } else {
                &mut open
            };
            self.kernel.add(sum, &self.numbers[*amount], *times);
        }
        for position in &gathered.others {
            let claim = &pay.claims[*position];
            let sum = match claim.is_protected {
                true => &mut protected,
                false => &mut open,
            };
            self.add_claim(claim, None, sum);
        }
        (protected, open)
    }

    /// Pays claims, with rates lowered in the lanes in which open ones exceed what is left, and
    /// returns the sum where anybody asks for what is not paid.
    fn pay_out(&mut self, pay: &PayForm, cut: Option<Cut<'_>>) -> Column {
        let gathered = &pay.gathered;
        let lowered: Vec<Option<Column>> = gathered
            .rates
            .iter()
            .map(|(rate, is_protected)| {
                let (left, open, step) = cut.filter(|_| !is_protected)?;
                let rate = self.number(*rate);
                Some(self.kernel.lowered(rate, (left, open), step))
            })
            .collect();
        let numbers = self.numbers.as_slice();
        let rate = |at: usize| match &lowered[at] {
            Some(lowered) => Number::Each(lowered),
            None => number(numbers, gathered.rates[at].0),
        };
        let mut amounts = NOTHING;
        for goal in &gathered.goals {
            pay_into((self.kernel, numbers), &mut amounts, goal, rate);
            match &goal.onward {
                Some(onward) => {
                    self.holdings.count(&amounts, &goal.goal.series);
                    self.holdings.send(&amounts, onward);
                }
                None => self.holdings.bring(&amounts, &goal.goal),
            }
        }
        let mut paid = NOTHING;
        if pay.pot.is_some() && !pay.unallocated.is_idle() {
            let same = gathered.same.0.saturating_add(gathered.same.1);
            paid = self.kernel.same(same);
            for (Times { amount, times }, _) in &gathered.amounts {
                self.kernel.add(&mut paid, &numbers[*amount], *times);
            }
            for (at, heads) in self.heads.iter().enumerate() {
                let claimed = (Number::Each(heads), rate(at));
                self.kernel.add_product(&mut paid, claimed, None);
            }
        }
        let mut rates = Vec::new();
        for position in &gathered.others {
            let claim = &pay.claims[*position];
            let amounts = self.lowered(claim, cut, &mut rates);
            self.kernel.add(&mut paid, &amounts, 1);
            self.holdings.bring(&amounts, &claim.goal);
        }
        paid
    }

    /// Pays claims of which those in some lanes are cut in proportion.
    fn pay_in_lanes(
        &mut self,
        pay: &PayForm,
        cut: Option<Cut<'_>>,
        (pot, lanes): (&Column, &Column),
    ) -> Column {
        let mut rates = Vec::new();
        let mut claims: Vec<Column> = std::mem::take(&mut self.parts);
        claims.clear();
        for claim in &pay.claims {
            claims.push(self.lowered(claim, cut, &mut rates));
        }
        let protected: Vec<bool> = pay.claims.iter().map(|claim| claim.is_protected).collect();
        self.lane.cut(&mut claims, &protected, (pot, lanes));
        let mut paid = NOTHING;
        for (claim, amounts) in pay.claims.iter().zip(&claims) {
            self.kernel.add(&mut paid, amounts, 1);
            self.holdings.bring(amounts, &claim.goal);
        }
        self.parts = claims;
        for goal in &pay.gathered.goals {
            if let (Some(onward), Some(balance)) = (&goal.onward, goal.goal.balance) {
                let amounts = self.holdings.take(balance);
                self.holdings.send(&amounts, onward);
            }
        }
        paid
    }

    /// Returns what a claim comes to at a rate lowered to what fits; `rates` remembers those.
    fn lowered(
        &self,
        claim: &ClaimForm,
        cut: Option<Cut<'_>>,
        rates: &mut Vec<(Place, Column)>,
    ) -> Column {
        let cut = cut.filter(|_| !claim.is_protected);
        let Some((left, open, step)) = cut else {
            return self.claimed(claim, None);
        };
        let AmountForm::PerHead(rate, _) = &claim.amount else {
            let claimed = Number::Each(&self.claimed(claim, None));
            return self.kernel.lowered(claimed, (left, open), step);
        };
        let known = rates.iter().position(|(known, _)| known == rate);
        let known = known.unwrap_or_else(|| {
            let lowered = self.kernel.lowered(self.number(*rate), (left, open), step);
            rates.push((*rate, lowered));
            rates.len().saturating_sub(1)
        });
        self.claimed(claim, Some(&rates[known].1))
    }

    /// Returns what a claim asks, at another rate where one is given.
    fn claimed(&self, claim: &ClaimForm, rate: Option<&Column>) -> Column {
        let mut amounts = NOTHING;
        self.add_claim(claim, rate, &mut amounts);
        amounts
    }

    /// Adds what a claim asks, in the lanes in which its condition holds.
    fn add_claim(&self, claim: &ClaimForm, rate: Option<&Column>, sum: &mut Column) {
        let kernel = self.kernel;
        if let Some((members, heads)) = claim.members {
            let passing = self.passing(&claim.when, members, heads);
            let (amount, times) = match &claim.amount {
                AmountForm::PerHead(own, _) => (*own, &passing.heads),
                AmountForm::Flat(amount, _) | AmountForm::Step(amount, _) => {
                    (*amount, &passing.members)
                }
            };
            let amount = rate.map_or_else(|| self.number(amount), Number::Each);
            return kernel.add_product(sum, (Number::Each(times), amount), None);
        }
        let mask = self.mask(&claim.when);
        let mask = mask.as_ref();
        match &claim.amount {
            AmountForm::Flat(amount, times) => {
                kernel.add_product(sum, (self.number(*amount), Number::of(*times)), mask);
            }
            AmountForm::PerHead(own, heads) => {
                let rate = rate.map_or_else(|| self.number(*own), Number::Each);
                kernel.add_product(sum, (self.number(*heads), rate), mask);
            }
            AmountForm::Step(heads, bands) => {
                let bands = bands.iter();
                let bands: Vec<(i64, Number<'_>)> = bands
                    .map(|(from, amount)| (*from, self.number(*amount)))
                    .collect();
                let amounts = kernel.reached(self.number(*heads), &bands);
                kernel.add_product(sum, (Number::Each(&amounts), Number::of(1)), mask);
            }
        }
    }

    /// Adds the heads for which a claim is paid per head.
    fn add_heads(&self, claim: &ClaimForm, sum: &mut Column) {
        if let Some((members, heads)) = claim.members {
            let passing = self.passing(&claim.when, members, heads);
            return self.kernel.add(sum, &passing.heads, 1);
        }
        if let AmountForm::PerHead(_, heads) = &claim.amount {
            let mask = self.mask(&claim.when);
            let heads = (self.number(*heads), Number::of(1));
            self.kernel.add_product(sum, heads, mask.as_ref());
        }
    }

    /// Returns how many of equal members pass a condition, and how many heads they have together.
    fn passing(&self, when: &TestForm, members: i64, heads: Place) -> Passing {
        let mut passing = Passing {
            members: NOTHING,
            heads: NOTHING,
        };
        let all = self.kernel.column(self.number(heads));
        for lane in 0..LANES {
            let all = whole(&all, lane);
            let (each, more) = (all.div_euclid(members), all.rem_euclid(members));
            let kinds = [
                (more, each.saturating_add(1)),
                (members.saturating_sub(more), each),
            ];
            let open = kinds
                .into_iter()
                .filter(|(_, heads)| self.holds(when, *heads, lane));
            let (mut number, mut sum) = (0_i64, 0_i64);
            for (count, heads) in open {
                number = number.saturating_add(count);
                sum = sum.saturating_add(count.saturating_mul(heads));
            }
            put(&mut passing.members, lane, number);
            put(&mut passing.heads, lane, sum);
        }
        passing
    }

    /// Says whether a condition holds in one lane for somebody with so many heads.
    fn holds(&self, when: &TestForm, heads: i64, lane: usize) -> bool {
        match when {
            TestForm::Known(holds) => *holds,
            TestForm::All(parts) => parts.iter().all(|part| self.holds(part, heads, lane)),
            TestForm::Any(parts) => parts.iter().any(|part| self.holds(part, heads, lane)),
            TestForm::Not(part) => !self.holds(part, heads, lane),
            TestForm::Counted(_, least, most) => {
                let end = |place: &Place| whole(&self.kernel.column(self.number(*place)), lane);
                least.as_ref().is_none_or(|least| heads >= end(least))
                    && most.as_ref().is_none_or(|most| heads <= end(most))
            }
        }
    }
}

/// Writes what claims bring to a goal: what is the same in all lanes, other amounts, and heads at
/// their rates.
fn pay_into<'r>(
    (kernel, numbers): (Kernel, &[Column]),
    into: &mut Column,
    goal: &GatheredGoal,
    rate: impl Fn(usize) -> Number<'r>,
) {
    let mut counted = goal.counted.iter();
    match counted.next() {
        Some(first) => kernel.pay(into, goal.same, &numbers[first.heads], rate(first.rate)),
        None => *into = kernel.same(goal.same),
    }
    for one in counted {
        let claimed = (Number::Each(&numbers[one.heads]), rate(one.rate));
        kernel.add_product(into, claimed, None);
    }
    for Times { amount, times } in &goal.amounts {
        kernel.add(into, &numbers[*amount], *times);
    }
}
