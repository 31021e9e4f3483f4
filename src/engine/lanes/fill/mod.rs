//! Filling: the steps of a year over columns, for one block.

mod holdings;
mod pass;
mod pay;

use self::holdings::Holdings;
use super::kernel::{Column, Kernel, LANES, NOTHING, Number, put};
use super::lane::Lane;
use super::steps::{Place, StepForm, TestForm, Weight, YearForm};
use crate::money::Exact;
use crate::plan::{CountRule, GrowthRule, Inputs};

/// The columns that one thread works in, whatever it fills.
pub struct Workspace {
    pub(super) kernel: Kernel,
    /// Numbers that lanes differ in.
    pub(super) numbers: Vec<Column>,
    holdings: Holdings,
    /// Claims of a payment, or parts of a holder, one column each.
    pub(super) parts: Vec<Column>,
    /// The heads of each rate of a payment.
    heads: Vec<Column>,
    pub(super) lane: Lane,
}

impl Default for Workspace {
    fn default() -> Workspace {
        let kernel = Kernel::new();
        Workspace {
            kernel,
            numbers: Vec::new(),
            holdings: Holdings::new(kernel),
            parts: Vec::new(),
            heads: Vec::new(),
            lane: Lane::default(),
        }
    }
}

impl Workspace {
    /// Takes the columns of an outcome, and clears them for so many series.
    pub(super) fn begin(&mut self, series: usize, outcome: &mut Vec<Column>) {
        let own = &mut self.holdings.series;
        std::mem::swap(own, outcome);
        own.clear();
        own.resize(series, NOTHING);
    }

    /// Gives the columns back.
    pub(super) fn end(&mut self, outcome: &mut Vec<Column>) {
        std::mem::swap(&mut self.holdings.series, outcome);
    }

    /// Adds amounts to series.
    pub(super) fn gather(&mut self, amounts: &[i64; LANES], series: &[usize]) {
        let mut column = NOTHING;
        self.kernel.load(amounts, &mut column);
        self.holdings.count(&column, series);
    }

    /// Computes a year.
    pub(super) fn fill(&mut self, year: &YearForm, rules: &[CountRule], inputs: &Inputs) {
        if self.numbers.len() < year.columns {
            self.numbers.resize(year.columns, NOTHING);
        }
        for (count, column) in &year.counts {
            let heads = inputs.drawn_heads(*count).unwrap_or_default();
            self.kernel.load(heads, &mut self.numbers[*column]);
        }
        self.project(&year.projected, rules, inputs);
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
        self.holdings.open(year.balances);
        for step in &year.steps {
            match step {
                StepForm::Pay(pay) => self.pay(pay),
                StepForm::Pass(pass) => self.pass(pass),
            }
        }
    }

    /// Writes counts that follow from numbers in which lanes differ, lane by lane.
    fn project(&mut self, counts: &[(usize, usize)], rules: &[CountRule], inputs: &Inputs) {
        let mut known: Option<(&CountRule, Vec<Option<Exact>>)> = None;
        for (count, column) in counts {
            let rule = &rules[*count];
            let column = &mut self.numbers[*column];
            if let (GrowthRule::Counted, Some(heads)) = (&rule.growth, inputs.column(rule.base)) {
                self.kernel.load(heads, column);
                continue;
            }
            let is_alike = |own: &CountRule| own.growth == rule.growth && own.years == rule.years;
            if known.as_ref().is_none_or(|(own, _)| !is_alike(own)) {
                let factors = (0..LANES).map(|lane| rule.factor(inputs, lane));
                known = Some((rule, factors.collect()));
            }
            let factors = known.iter().flat_map(|(_, factors)| factors).enumerate();
            for (lane, factor) in factors {
                put(column, lane, rule.heads_by(factor.as_ref(), inputs, lane));
            }
        }
    }

    pub(super) fn number(&self, place: Place) -> Number<'_> {
        number(&self.numbers, place)
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
}

fn number(numbers: &[Column], place: Place) -> Number<'_> {
    match place {
        Place::Same(number) => Number::of(number),
        Place::Column(column) => Number::Each(&numbers[column]),
    }
}
