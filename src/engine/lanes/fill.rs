//! Filling: the steps of a year over columns, for one block.

use super::kernel::{Column, Kernel, LANES, NOTHING, Number, SameWeights, put, whole};
use super::lane::Lane;
use super::steps::{
    AmountForm, ClaimForm, Goal, KeyForm, PassForm, PayForm, Place, SourceForm, StepForm, TestForm,
    Weight, YearForm,
};
use crate::plan::Inputs;

/// What is left for open claims, what they come to, and the step of a lowered rate.
type Cut<'a> = (&'a Column, &'a Column, i64);

/// Equal members that pass a condition.
struct Passing {
    members: Column,
    heads: Column,
}

/// The columns that one thread works in.
pub struct Workspace {
    pub(super) kernel: Kernel,
    /// Numbers that lanes differ in.
    pub(super) numbers: Vec<Column>,
    balances: Vec<Column>,
    /// Claims of a payment, or parts of a holder, one column each.
    pub(super) parts: Vec<Column>,
    /// The heads of each rate of a payment.
    heads: Vec<Column>,
    pub(super) lane: Lane,
    series: Vec<Column>,
}

impl Workspace {
    pub(super) fn of(years: &[YearForm], series: usize) -> Workspace {
        let most = |of: fn(&YearForm) -> usize| years.iter().map(of).max().unwrap_or_default();
        Workspace {
            kernel: Kernel::new(),
            numbers: vec![NOTHING; most(|year| year.columns)],
            balances: vec![NOTHING; most(|year| year.balances)],
            parts: Vec::new(),
            heads: Vec::new(),
            lane: Lane::default(),
            series: vec![NOTHING; series],
        }
    }

    pub(super) fn clear(&mut self) {
        self.series.fill(NOTHING);
    }

    /// Returns a column per series, as the last block left them.
    pub fn outcome(&self) -> &[Column] {
        &self.series
    }

    /// Adds amounts to series.
    pub(super) fn gather(&mut self, amounts: &[i64; LANES], series: &[usize]) {
        let mut column = NOTHING;
        self.kernel.load(amounts, &mut column);
        for series in series {
            self.kernel.add(&mut self.series[*series], &column, 1);
        }
    }

    /// Computes a year.
    pub(super) fn fill(&mut self, year: &YearForm, inputs: &Inputs) {
        for (count, column) in &year.counts {
            let heads = inputs.drawn_heads(*count).unwrap_or_default();
            self.kernel.load(heads, &mut self.numbers[*column]);
        }
        for (slot, column) in &year.slots {
            let values = inputs.column(*slot).unwrap_or_default();
            self.kernel.load(values, &mut self.numbers[*column]);
        }
        for (column, first, terms) in &year.sums {
            let mut sum = self.kernel.same(*first);
            for (term, times) in terms {
                self.kernel.add(&mut sum, &self.numbers[*term], *times);
            }
            self.numbers[*column] = sum;
        }
        self.balances.fill(NOTHING);
        for step in &year.steps {
            match step {
                StepForm::Pay(pay) => self.pay(pay),
                StepForm::Pass(pass) => self.pass(pass),
            }
        }
    }

    pub(super) fn number(&self, place: Place) -> Number<'_> {
        number(&self.numbers, place)
    }

    /// Brings amounts where they go.
    fn bring(&mut self, amounts: &Column, goal: &Goal) {
        if let Some(balance) = goal.balance {
            self.kernel.add(&mut self.balances[balance], amounts, 1);
        }
        for series in &goal.series {
            self.kernel.add(&mut self.series[*series], amounts, 1);
        }
    }

    /// Returns one in the lanes in which a condition holds; `None` where it always does.
    pub(super) fn mask(&self, test: &TestForm) -> Option<Column> {
        match test {
            TestForm::Known(true) => None,
            TestForm::Known(false) => Some(NOTHING),
            TestForm::All(parts) => {
                let masks = parts.iter().filter_map(|part| self.mask(part));
                masks.reduce(|left, right| self.kernel.least(&left, &right))
            }
            TestForm::Any(parts) => {
                let masks: Option<Vec<Column>> = parts.iter().map(|part| self.mask(part)).collect();
                let masks = masks?.into_iter();
                masks.reduce(|left, right| self.kernel.most(&left, &right))
            }
            TestForm::Not(part) => {
                let mask = self.mask(part).unwrap_or_else(|| self.kernel.same(1));
                Some(self.kernel.opposite(&mask))
            }
            TestForm::Counted(heads, least, most) => {
                let end = |place: &Option<Place>| place.map(|place| self.number(place));
                let ends = (end(least), end(most));
                Some(self.kernel.mask(self.number(*heads), ends))
            }
        }
    }

    fn weight(&self, (place, when): &Weight) -> Column {
        let weight = self.kernel.column(self.number(*place));
        match self.mask(when) {
            Some(mask) => self.kernel.masked(&weight, &mask),
            None => weight,
        }
    }

    fn pay(&mut self, pay: &PayForm) {
        let Some(pot) = pay.pot else {
            self.pay_out(pay, None);
            return;
        };
        let (protected, open) = self.claims(pay);
        let pot = self.kernel.column(self.number(pot));
        let left = self.kernel.minus(&pot, &protected);
        let cut = self.kernel.exceeds(&open, &left);
        for series in &pay.cut {
            self.kernel.add(&mut self.series[*series], &cut, 1);
        }
        let short = self.kernel.below_zero(&left);
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
            self.bring(&unallocated, &pay.unallocated);
        }
    }

    /// Returns what protected and open claims come to, and leaves the heads of each rate.
    fn claims(&mut self, pay: &PayForm) -> (Column, Column) {
        let gathered = &pay.gathered;
        self.heads.clear();
        self.heads.resize(gathered.rates.len(), NOTHING);
        for (_, _, counted) in &gathered.goals {
            for (heads, rate) in counted {
                self.kernel
                    .add(&mut self.heads[*rate], &self.numbers[*heads], 1);
            }
        }
        let mut protected = self.kernel.same(gathered.same.0);
        let mut open = self.kernel.same(gathered.same.1);
        for ((rate, is_protected), heads) in gathered.rates.iter().zip(&self.heads) {
            let sum = if *is_protected {
                &mut protected
            } else {
                &mut open
            };
            self.kernel.add(sum, heads, *rate);
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
                let rate = Number::of(*rate);
                Some(self.kernel.lowered(rate, (left, open), step))
            })
            .collect();
        let rate = |at: usize| match &lowered[at] {
            Some(lowered) => Number::Each(lowered),
            None => Number::of(gathered.rates[at].0),
        };
        for (goal, same, counted) in &gathered.goals {
            let counted = (counted.as_slice(), self.numbers.as_slice());
            if let Some(at) = goal.balance {
                pay_into(self.kernel, &mut self.balances[at], *same, counted, rate);
            }
            for at in &goal.series {
                pay_into(self.kernel, &mut self.series[*at], *same, counted, rate);
            }
        }
        let mut paid = NOTHING;
        let mut rates = Vec::new();
        for position in &gathered.others {
            let claim = &pay.claims[*position];
            let amounts = self.lowered(claim, cut, &mut rates);
            self.kernel.add(&mut paid, &amounts, 1);
            self.bring(&amounts, &claim.goal);
        }
        if pay.pot.is_some() && !pay.unallocated.is_idle() {
            let same = gathered.same.0.saturating_add(gathered.same.1);
            let same = self.kernel.same(same);
            self.kernel.add(&mut paid, &same, 1);
            for (at, heads) in self.heads.iter().enumerate() {
                self.kernel.add_paid(&mut paid, 0, heads, rate(at));
            }
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
            self.bring(amounts, &claim.goal);
        }
        self.parts = claims;
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

    fn pass(&mut self, pass: &PassForm) {
        let mut parts = std::mem::take(&mut self.parts);
        for source in &pass.sources {
            match (source.takes.as_slice(), &source.key) {
                ([balance], KeyForm::Same(weights)) if source.slices.is_empty() => {
                    self.pass_on_by(source, (*balance, weights), &mut parts);
                }
                _ => self.pass_on(source, &mut parts),
            }
        }
        self.parts = parts;
    }

    /// Passes on one balance by weights that are the same in all lanes, and nothing else.
    fn pass_on_by(
        &mut self,
        source: &SourceForm,
        (balance, weights): (usize, &SameWeights),
        parts: &mut Vec<Column>,
    ) {
        let number = source.targets.len();
        if parts.len() < number {
            parts.resize(number, NOTHING);
        }
        let held = &mut self.balances[balance];
        for series in &source.whole {
            self.kernel.add(&mut self.series[*series], held, 1);
        }
        self.kernel.split_same(held, weights, &mut parts[..number]);
        *held = NOTHING;
        for (goals, part) in source.targets.iter().zip(&*parts) {
            self.bring(part, &goals[0]);
        }
    }

    fn pass_on(&mut self, source: &SourceForm, parts: &mut Vec<Column>) {
        let held: Vec<Column> = source
            .takes
            .iter()
            .map(|balance| std::mem::replace(&mut self.balances[*balance], NOTHING))
            .collect();
        let mut rest = NOTHING;
        for own in &held {
            self.kernel.add(&mut rest, own, 1);
        }
        for series in &source.whole {
            self.kernel.add(&mut self.series[*series], &rest, 1);
        }
        parts.clear();
        let pool = rest;
        for slice in &source.slices {
            let of = if slice.is_of_rest { rest } else { pool };
            let mut asked = NOTHING;
            if let Some(share) = slice.share {
                self.kernel.share(&of, share, &mut asked);
            }
            if let Some(amount) = slice.amount {
                self.kernel
                    .at_least(&mut asked, number(&self.numbers, amount));
            }
            self.kernel.take(&mut rest, &mut asked);
            parts.push(asked);
        }
        let first = parts.len();
        parts.resize(first.saturating_add(source.targets.len()), NOTHING);
        match &source.key {
            KeyForm::Keep => {}
            KeyForm::Same(weights) => {
                self.kernel.split_same(&rest, weights, &mut parts[first..]);
                rest = NOTHING;
            }
            KeyForm::Each(weights, fallback) => {
                for weights in [weights, fallback] {
                    let weights: Vec<Column> = weights.iter().map(|one| self.weight(one)).collect();
                    self.lane.split(&mut rest, &weights, &mut parts[first..]);
                }
            }
        }
        parts.push(rest);
        let goals = source.slices.iter().map(|slice| &slice.goals);
        let goals = goals.chain(&source.targets).chain([&source.left]);
        if held.len() == 1 {
            for (goals, part) in goals.zip(&*parts) {
                self.bring(part, &goals[0]);
            }
            return;
        }
        // The parts are told apart by what they were made of, component by component.
        let mut own = vec![NOTHING; parts.len()];
        for (component, amounts) in held.iter().enumerate() {
            self.lane.tell_apart(amounts, parts, &mut own);
            for (goals, part) in goals.clone().zip(&own) {
                self.bring(part, &goals[component]);
            }
        }
    }
}

/// Pays into a column what is the same in all lanes, and heads at their rates.
fn pay_into<'r>(
    kernel: Kernel,
    into: &mut Column,
    same: i64,
    (counted, numbers): (&[(usize, usize)], &[Column]),
    rate: impl Fn(usize) -> Number<'r>,
) {
    let Some(((first, at), more)) = counted.split_first() else {
        let same = kernel.same(same);
        return kernel.add(into, &same, 1);
    };
    kernel.add_paid(into, same, &numbers[*first], rate(*at));
    for (heads, at) in more {
        kernel.add_paid(into, 0, &numbers[*heads], rate(*at));
    }
}

fn number(numbers: &[Column], place: Place) -> Number<'_> {
    match place {
        Place::Same(number) => Number::of(number),
        Place::Column(column) => Number::Each(&numbers[column]),
    }
}
