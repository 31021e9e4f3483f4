//! [`Axis`]: something that varies in a sweep, and its values.

use super::super::Failure;
use super::super::solve::number;
use crate::domain::{Lang, Text};
use crate::money::{Exact, Rounding};
use crate::plan::{SlotLine, Unit};
use crate::simulation::Knob;

/// Parts of one in which fractions of a range, and shares of a group, are written.
pub(super) const PARTS: i64 = 1_000_000;

/// A number over a number: cents or heads over one, a fraction, or a position in a list of choices.
pub(super) type Number = (i64, i64);

/// What varies, and over which values.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    pub(super) name: String,
    pub(super) path: String,
    /// What it turns in some variant; `None` where its value is laid over the file.
    pub(super) knob: Option<Knob>,
    pub(super) scale: Scale,
}

/// The values that a parameter can have.
#[derive(Clone, Debug)]
pub(super) enum Scale {
    /// Numbers from one end to the other, over a common number.
    Range {
        from: i64,
        to: i64,
        below: i64,
        steps: Option<u64>,
    },
    /// Some numbers.
    Numbers(Vec<Number>),
    /// Choices, as a scenario file writes them.
    Choices(Vec<String>),
    /// A part of one, beside those of its group.
    Share,
}

impl Axis {
    /// Says whether the value of a point is laid over the file, so that it makes another plan.
    pub(super) fn is_laid(&self) -> bool {
        self.knob.is_none()
    }

    /// Returns where the number stands in some variant, if it stands in a slot.
    pub(super) fn line(&self) -> Option<&SlotLine> {
        self.knob.as_ref()?.line()
    }

    /// Returns a value as a scenario file writes it.
    pub(super) fn written(&self, (above, below): Number) -> String {
        match &self.scale {
            Scale::Choices(choices) => {
                let at = usize::try_from(above).unwrap_or(usize::MAX);
                choices.get(at).cloned().unwrap_or_default()
            }
            _ => {
                let value = Exact::ratio(above, below.max(1)).to_decimal_text(9);
                let value = value.trim_end_matches('0').trim_end_matches('.');
                if value.is_empty() { "0" } else { value }.to_owned()
            }
        }
    }

    /// Returns a value as people write it: euros, heads, a part or a choice.
    pub(super) fn told(&self, (above, below): Number) -> String {
        match self.line().map(|line| line.unit) {
            Some(Unit::Cents) => self.written((above, 100)),
            _ => self.written((above, below)).trim_matches('"').to_owned(),
        }
    }

    /// Returns a value in a column of numbers: euros, heads or a part; `None` of a choice.
    pub(super) fn measured(&self, (above, below): Number) -> Option<f64> {
        let below = match self.line().map(|line| line.unit) {
            Some(Unit::Cents) => 100,
            _ => below.max(1),
        };
        (!self.is_choice()).then(|| to_float(above) / to_float(below))
    }

    /// Says whether values are choices.
    pub(super) fn is_choice(&self) -> bool {
        matches!(self.scale, Scale::Choices(_))
    }

    /// Returns what values are written in.
    pub(super) fn unit(&self) -> &'static str {
        match (&self.scale, self.line().map(|line| line.unit)) {
            (Scale::Choices(_), _) => "choice",
            (_, Some(Unit::Cents)) => "euro",
            (_, Some(Unit::Heads)) => "heads",
            (_, Some(Unit::Fraction)) => "part",
            (_, None) => "number",
        }
    }

    /// Returns both ends of a range as a scenario file writes them; all values of a list.
    pub(super) fn extremes(&self) -> Vec<Number> {
        match &self.scale {
            Scale::Range {
                from, to, below, ..
            } => vec![(*from, *below), (*to, *below)],
            Scale::Numbers(numbers) => numbers.clone(),
            Scale::Choices(choices) => {
                let count = i64::try_from(choices.len()).unwrap_or(i64::MAX);
                (0..count).map(|at| (at, 1)).collect()
            }
            Scale::Share => Vec::new(),
        }
    }

    /// Returns numbers among which are the least and the greatest of any point.
    pub(super) fn ends(&self) -> Vec<Number> {
        match &self.scale {
            Scale::Share => vec![(0, 1), (1, 1)],
            _ => self.extremes(),
        }
    }

    /// Takes the choices that a file of points turned out to have.
    pub(super) fn take_choices(&mut self, choices: Vec<String>) {
        self.scale = Scale::Choices(choices);
    }

    /// Takes the least and the greatest of the numbers that a file of points turned out to have.
    pub(super) fn take_numbers(&mut self, numbers: impl Iterator<Item = Number> + Clone) {
        let times = |above: i64, below: i64| i128::from(above) * i128::from(below);
        let order =
            |one: &Number, other: &Number| times(one.0, other.1).cmp(&times(other.0, one.1));
        let ends = [numbers.clone().min_by(order), numbers.max_by(order)];
        self.scale = Scale::Numbers(ends.into_iter().flatten().collect());
    }

    /// Returns how many values a grid takes.
    pub(super) fn grid(&self) -> u64 {
        match &self.scale {
            Scale::Range {
                from, to, steps, ..
            } => steps.unwrap_or(2).min((to - from).unsigned_abs() + 1),
            Scale::Numbers(numbers) => numbers.len() as u64,
            Scale::Choices(choices) => choices.len() as u64,
            Scale::Share => 1,
        }
    }

    /// Returns a value of a grid.
    pub(super) fn nth(&self, at: u64) -> Number {
        let index = usize::try_from(at).unwrap_or(usize::MAX);
        match &self.scale {
            Scale::Range {
                from, to, below, ..
            } => {
                let last = i128::from(self.grid().max(2) - 1);
                let along = i128::from(to - from) * i128::from(at);
                let along = (2 * along + last).div_euclid(2 * last);
                (from + i64::try_from(along).unwrap_or_default(), *below)
            }
            Scale::Numbers(numbers) => numbers.get(index).copied().unwrap_or((0, 1)),
            Scale::Choices(_) => (i64::try_from(at).unwrap_or_default(), 1),
            Scale::Share => (0, 1),
        }
    }

    /// Returns the value that belongs to a coordinate from zero to one.
    pub(super) fn at(&self, place: f64) -> Number {
        let nth = |count: usize| {
            let last = count.saturating_sub(1);
            floor(place * whole_to_float(count)).clamp(0, i64::try_from(last).unwrap_or(i64::MAX))
        };
        match &self.scale {
            Scale::Range {
                from, to, below, ..
            } => {
                let span = to - from;
                let size = usize::try_from(span).unwrap_or_default() + 1;
                let along = floor(place * whole_to_float(size));
                (from + along.clamp(0, span), *below)
            }
            Scale::Numbers(numbers) => {
                let at = usize::try_from(nth(numbers.len())).unwrap_or_default();
                numbers.get(at).copied().unwrap_or((0, 1))
            }
            Scale::Choices(choices) => (nth(choices.len()), 1),
            Scale::Share => (0, 1),
        }
    }
}

/// Reads the ends of a range.
///
/// # Errors
///
/// A [`Failure`] when one of them is no number, or when they do not ascend.
pub(super) fn range(
    path: &str,
    (from, to): (&str, &str),
    steps: Option<u64>,
    line: Option<&SlotLine>,
    lang: Lang,
) -> Result<Scale, Failure> {
    let below = match line.map(|line| line.unit) {
        Some(Unit::Cents | Unit::Heads) => 1,
        Some(Unit::Fraction) | None => PARTS,
    };
    let whole = |text: &str| {
        let value = exact(path, text, line, lang)?;
        let parts = value.times(&below.into()).round(Rounding::HalfEven);
        parts.ok_or_else(|| no_value(path, text, lang))
    };
    let (least, most) = (whole(from)?, whole(to)?);
    if least >= most {
        return Err(Failure::usage(
            &Text::new(
                format!("`{path}` loopt niet op van {from} tot {to}"),
                format!("`{path}` does not ascend from {from} to {to}"),
            ),
            &Text::new(
                "schrijf de kleinste waarde eerst",
                "write the smaller value first",
            ),
            lang,
        ));
    }
    Ok(Scale::Range {
        from: least,
        to: most,
        below,
        steps,
    })
}

/// Reads a list of values.
///
/// # Errors
///
/// A [`Failure`] when one of them is no number where one is needed.
pub(super) fn listed(
    path: &str,
    values: &[String],
    knob: Option<&Knob>,
    lang: Lang,
) -> Result<Scale, Failure> {
    let Some(knob) = knob else {
        return Ok(Scale::Choices(
            values.iter().map(|text| as_written(text)).collect(),
        ));
    };
    let numbers = values
        .iter()
        .map(|text| parts(path, text, knob.line(), lang));
    Ok(Scale::Numbers(numbers.collect::<Result<_, _>>()?))
}

/// Reads a number of a parameter.
///
/// # Errors
///
/// A [`Failure`] when the text is none.
pub(super) fn parts(
    path: &str,
    text: &str,
    line: Option<&SlotLine>,
    lang: Lang,
) -> Result<Number, Failure> {
    let value = exact(path, text, line, lang)?;
    value.to_parts().ok_or_else(|| no_value(path, text, lang))
}

fn exact(path: &str, text: &str, line: Option<&SlotLine>, lang: Lang) -> Result<Exact, Failure> {
    match line {
        Some(line) => number(text, line, lang),
        None => {
            let value = Exact::from_number_text(text);
            let value = value.or_else(|| Exact::from_share_text(text).ok());
            value.ok_or_else(|| no_value(path, text, lang))
        }
    }
}

fn no_value(path: &str, text: &str, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("`{text}` is geen waarde voor `{path}`"),
            format!("`{text}` is no value for `{path}`"),
        ),
        &Text::new("schrijf een getal", "write a number"),
        lang,
    )
}

/// Returns a value as a scenario file writes it: a number bare, any other text in quotes.
pub(super) fn as_written(text: &str) -> String {
    let is_bare = text.starts_with(['{', '[', '"'])
        || ["true", "false"].contains(&text)
        || !text.contains(['/', '%']) && Exact::from_number_text(text).is_some();
    match is_bare {
        true => text.to_owned(),
        false => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "values of parameters are far below 2^53; what is more stays as much as 64 bits hold"
)]
pub(super) fn floor(number: f64) -> i64 {
    number.floor() as i64
}

#[expect(clippy::cast_precision_loss, reason = "below 2^53, as above")]
pub(super) fn whole_to_float(number: usize) -> f64 {
    number as f64
}

#[expect(clippy::cast_precision_loss, reason = "below 2^53, as above")]
fn to_float(number: i64) -> f64 {
    number as f64
}
