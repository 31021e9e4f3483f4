//! Filling: the steps of a year over columns, for one block.

mod pass;
mod pay;

use super::kernel::{Column, Kernel, LANES, NOTHING, Number};
use super::lane::Lane;
use super::steps::{Goal, Place, StepForm, TestForm, Weight, YearForm};
use crate::plan::Inputs;

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
    pub(super) fn of<'y>(years: impl Iterator<Item = &'y YearForm>, series: usize) -> Workspace {
        let most = years.fold((0, 0), |(columns, balances), year| {
            (year.columns.max(columns), year.balances.max(balances))
        });
        Workspace {
            kernel: Kernel::new(),
            numbers: vec![NOTHING; most.0],
            balances: vec![NOTHING; most.1],
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
}

fn number(numbers: &[Column], place: Place) -> Number<'_> {
    match place {
        Place::Same(number) => Number::of(number),
        Place::Column(column) => Number::Each(&numbers[column]),
    }
}
