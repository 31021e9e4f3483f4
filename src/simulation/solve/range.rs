//! [`Range`]: the values of one parameter that are looked at, by position.

use crate::money::{Cents, Exact, Rounding};
use crate::plan::{Inputs, SlotLine, Unit};
use crate::results::{Dial, Quantity};

/// The values of a parameter from one end to the other, a step apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    line: SlotLine,
    now: Exact,
    from: Exact,
    step: Exact,
    /// The position of the greatest value; that of the least is zero.
    last: i64,
}

/// Why a range cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeError {
    /// The least value lies above the greatest.
    Empty,
    /// More values than 64 bits can count, or a value that no slot can hold.
    TooLarge,
}

impl Range {
    /// Returns the values of a parameter from `from` to `to`, both in the unit of the slot: cents,
    /// heads or a part. Amounts lie a cent apart, heads one, and parts a hundredth of a percent.
    ///
    /// # Errors
    ///
    /// [`RangeError`] when there are none, or too many.
    pub fn of(
        line: &SlotLine,
        inputs: &Inputs,
        from: &Exact,
        to: &Exact,
    ) -> Result<Range, RangeError> {
        if from > to {
            return Err(RangeError::Empty);
        }
        let step = match line.unit {
            Unit::Cents | Unit::Heads => Exact::one(),
            Unit::Fraction if is_number(line) => Exact::ratio(1, 100),
            Unit::Fraction => Exact::ratio(1, 10_000),
        };
        let last = to.minus(from).over(&step).round(Rounding::Down);
        let range = Range {
            line: line.clone(),
            now: value(inputs, line),
            from: from.clone(),
            step,
            last: last.ok_or(RangeError::TooLarge)?,
        };
        let fits = |position| range.exact(position).to_parts().is_some();
        match fits(0) && fits(range.last) {
            true => Ok(range),
            false => Err(RangeError::TooLarge),
        }
    }

    /// Returns the path of the parameter.
    pub fn path(&self) -> &str {
        &self.line.path
    }

    /// Returns the position of the greatest value.
    pub(super) fn last(&self) -> i64 {
        self.last
    }

    /// Says whether the parameter has no value below the range.
    pub(super) fn begins_at_the_least(&self) -> bool {
        self.from.is_zero() && !may_shrink(&self.line)
    }

    /// Returns the position that lies nearest the value in the file.
    pub(super) fn now(&self) -> i64 {
        let position = self.now.minus(&self.from).over(&self.step);
        let position = position.max(Exact::zero()).min(self.last.into());
        position.round(Rounding::HalfUp).unwrap_or_default()
    }

    fn exact(&self, position: i64) -> Exact {
        self.from.plus(&self.step.times(&position.into()))
    }

    /// Returns a value.
    pub(super) fn value(&self, position: i64) -> Quantity {
        self.quantity(&self.exact(position))
    }

    fn quantity(&self, value: &Exact) -> Quantity {
        let whole = value.round(Rounding::Down).unwrap_or_default();
        match self.line.unit {
            Unit::Cents => Quantity::Amount(Cents::new(whole)),
            Unit::Heads => Quantity::Heads(whole),
            Unit::Fraction if is_number(&self.line) => Quantity::Number(value.clone()),
            Unit::Fraction => Quantity::Part(value.clone()),
        }
    }

    /// Returns what results say of the parameter.
    pub fn dial(&self) -> Dial {
        Dial {
            path: self.line.path.clone(),
            now: self.quantity(&self.now),
            from: self.value(0),
            to: self.value(self.last),
            step: self.quantity(&self.step),
        }
    }

    /// Returns the numbers with a value in place of the one in the file.
    pub(super) fn written(&self, inputs: &Inputs, position: i64) -> Inputs {
        let mut inputs = inputs.clone();
        let (above, below) = self.exact(position).to_parts().unwrap_or((0, 1));
        match self.line.unit {
            Unit::Fraction => inputs.write_fraction(self.line.slot, 0, (above, below)),
            Unit::Cents | Unit::Heads => inputs.write_heads(self.line.slot, 0, above),
        }
        inputs
    }

    /// Returns the positions of values spread evenly, both ends among them.
    pub(super) fn spread(&self, parts: i64) -> Vec<i64> {
        let along = |part: i64| {
            let position = i128::from(self.last) * i128::from(part) / i128::from(parts.max(1));
            i64::try_from(position).unwrap_or_default()
        };
        let mut positions: Vec<i64> = (0..=parts).map(along).collect();
        positions.dedup();
        positions
    }

    /// Returns the numbers at both ends of the range.
    pub fn ends(&self, inputs: &Inputs) -> [Inputs; 2] {
        [0, self.last].map(|position| self.written(inputs, position))
    }
}

/// Says whether a number may lie below zero: growth alone may.
pub fn may_shrink(line: &SlotLine) -> bool {
    line.path.contains("growth")
}

/// Returns what a slot holds.
pub(super) fn value(inputs: &Inputs, line: &SlotLine) -> Exact {
    match line.unit {
        Unit::Fraction => inputs.fraction(line.slot, 0),
        Unit::Cents | Unit::Heads => inputs.heads(line.slot, 0).into(),
    }
}

/// Says whether a fraction is a number by itself, hours or an agreed weight, and no share.
fn is_number(line: &SlotLine) -> bool {
    let mut steps = line.path.split('.');
    steps.any(|step| step == "hours" || step == "weight" || step.ends_with("-weights"))
}
