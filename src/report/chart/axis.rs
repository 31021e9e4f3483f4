//! [`Axis`]: where a value lies on paper, and the round values that are named along it.

use super::drawing::{Dots, Drawing, Ink, Mark, Place, SMALL, words};
use super::unit::Unit;
use crate::domain::Lang;

/// About how many values are named along an axis.
const TICKS: i64 = 5;

/// A stretch of values on a stretch of paper.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    low: i64,
    high: i64,
    step: i64,
    from: Dots,
    to: Dots,
}

impl Axis {
    /// Returns an axis that holds zero and all values, and ends at round values.
    pub(super) fn with_zero(values: impl Iterator<Item = i64>, unit: Unit) -> Axis {
        Axis::around(values.chain([0]), unit)
    }

    /// Returns an axis that holds all values and ends at round values.
    pub(super) fn around(values: impl Iterator<Item = i64>, unit: Unit) -> Axis {
        let (mut low, mut high) = (i64::MAX, i64::MIN);
        for value in values {
            (low, high) = (low.min(value), high.max(value));
        }
        if low > high {
            (low, high) = (0, 0);
        }
        let step = step((high - low).max(1), unit.scale());
        let low = low.div_euclid(step) * step;
        let high = -(-high).div_euclid(step) * step;
        Axis {
            low,
            high: if high == low { low + step } else { high },
            step,
            from: 0,
            to: 0,
        }
    }

    /// Lays the axis on a stretch of paper; it may run backwards.
    pub(super) fn on(self, from: Dots, to: Dots) -> Axis {
        Axis { from, to, ..self }
    }

    /// Returns where a value lies.
    pub(super) fn at(&self, value: i64) -> Dots {
        let part = i128::from(value - self.low) * i128::from(self.to - self.from);
        let along = part / i128::from(self.high - self.low);
        self.from + Dots::try_from(along).unwrap_or(0)
    }

    /// Returns the round values.
    pub(super) fn ticks(&self) -> impl Iterator<Item = i64> + use<> {
        let (low, step) = (self.low, self.step);
        (0..=(self.high - low) / step).map(move |count| low + count * step)
    }

    /// Draws lines at the round values from top to bottom, with the values below.
    pub(super) fn draw_upright(
        &self,
        drawing: &mut Drawing,
        (top, bottom): (Dots, Dots),
        (unit, lang): (Unit, Lang),
    ) {
        let mut free_from = Dots::MIN;
        for tick in self.ticks() {
            let x = self.at(tick);
            let ink = if tick == 0 { Ink::Line } else { Ink::Faint };
            drawing.add(Mark::line((x, top), (x, bottom), ink));
            let text = unit.short(tick, lang);
            let half = words(&text, SMALL) / 2;
            // A value that would stand on the one before it is not named.
            if x - half >= free_from {
                drawing.write((x, bottom + 150), &text, Place::Middle, (SMALL, Ink::Muted));
                free_from = x + half + 60;
            }
        }
    }
}

/// Returns the smallest of 1, 2 and 5 times a power of ten that makes few enough steps.
fn step(range: i64, least: i64) -> i64 {
    let mut power = least.max(1);
    loop {
        for times in [1, 2, 5] {
            let step = power.saturating_mul(times);
            if range / step < TICKS || step == i64::MAX {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_at_round_values_and_holds_all() {
        // Least and greatest value in cents, and the euros that are named.
        for (low, high, named) in [
            (0, 65_000_000, "0 200000 400000 600000 800000"),
            (-1_250_000, 3_000_000, "-20000 -10000 0 10000 20000 30000"),
            (0, 0, "0 1"),
            (0, 470, "0 1 2 3 4 5"),
        ] {
            let axis = Axis::with_zero([low, high].into_iter(), Unit::Euros);
            let ticks: Vec<String> = axis.ticks().map(|tick| (tick / 100).to_string()).collect();
            assert_eq!(ticks.join(" "), named, "{low} to {high}");
        }
    }

    #[test]
    fn a_value_lies_in_proportion() {
        let axis = Axis::with_zero([0, 100].into_iter(), Unit::Number).on(100, 1_100);
        assert_eq!(axis.at(0), 100);
        assert_eq!(axis.at(25), 350);
        assert_eq!(axis.at(100), 1_100);
    }
}
