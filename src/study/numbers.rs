//! Numbers by path: which there are, in which unit, and how a given value comes into a slot.

use std::collections::BTreeSet;

use crate::draw::round_half_even;
use crate::money::{Cents, Exact, MAX_AMOUNT};
use crate::plan::{Plan, SlotLine, Unit};
use crate::results::Columns;
use crate::simulation::{Case, PointValue, may_shrink};

/// Parts of one in which a fraction is written that is given as a float.
const PARTS: i64 = 1_000_000_000;

/// Greatest number of heads, and greatest number that is no part of one.
const MOST: f64 = 100_000_000.0;

/// A value for a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// As a file writes it, exactly: `937.50`, `"12.5 %"`, `"equal"`, `[{ to = "office" }]`.
    Written(String),
    /// Euros, heads or a part of one, rounded to what the number can be: a whole cent, a whole
    /// head, a thousand-millionth of a part.
    Float(f64),
}

impl Given {
    /// Returns the value as a file writes it; of what is no number of the plan, the float itself.
    pub(super) fn written(&self, plan: &Plan, path: &str) -> String {
        match self {
            Given::Written(text) => text.clone(),
            Given::Float(number) => {
                let line = line(plan, path);
                let value = line.and_then(|line| Some((line, rounded(*number, line)?)));
                value.map_or_else(|| number.to_string(), |(line, value)| text(value, line))
            }
        }
    }
}

/// Returns the slot that a path names; none where the path is that of several numbers.
pub(super) fn line<'p>(plan: &'p Plan, path: &str) -> Option<&'p SlotLine> {
    let spelled = |path: &str| path.replace('@', ".at.");
    let own = spelled(path);
    let twin = format!("{own}#");
    let mut lines = plan.slots.iter();
    let found = lines.find(|line| spelled(&line.path) == own)?;
    let mut lines = plan.slots.iter();
    let is_single = !lines.any(|line| spelled(&line.path).starts_with(&twin));
    is_single.then_some(found)
}

/// Returns what a float comes to in the slot of a number; none where it is no value for it.
pub(super) fn rounded(number: f64, line: &SlotLine) -> Option<PointValue> {
    let most_cents = float(MAX_AMOUNT.count());
    let (number, least, most, below) = match line.unit {
        Unit::Cents => (number * 100.0, 0.0, most_cents, 1),
        Unit::Heads => (number, 0.0, MOST, 1),
        Unit::Fraction if may_shrink(line) => (number, -1.0, MOST, PARTS),
        Unit::Fraction if is_by_itself(line) => (number, 0.0, MOST, PARTS),
        Unit::Fraction => (number, 0.0, 1.0, PARTS),
    };
    let is_fit = (least..=most).contains(&number);
    is_fit.then(|| (whole(round_half_even(number * float(below))), below))
}

/// Says whether a fraction is a number by itself, hours or an agreed weight, and no share.
fn is_by_itself(line: &SlotLine) -> bool {
    let mut steps = line.path.split('.');
    steps.any(|step| step == "hours" || step == "weight" || step.ends_with("-weights"))
}

/// Returns a value of a slot as a file writes it.
fn text((above, below): PointValue, line: &SlotLine) -> String {
    match line.unit {
        Unit::Cents => Cents::new(above).to_euro_text(),
        Unit::Heads => above.to_string(),
        Unit::Fraction => format!("\"{above}/{below}\""),
    }
}

/// Returns every number of a case that can change by itself: its path, its unit (`euro`, `head` or
/// `part`), its value as a float, and that value exactly.
pub(super) fn numbers_columns(case: &Case) -> Columns {
    let stem = |line: &SlotLine| Some(line.path.split_once('#')?.0.to_owned());
    let repeated: BTreeSet<String> = case.plan.slots.iter().filter_map(stem).collect();
    let is_single = |line: &&SlotLine| {
        let is_part = line.path.contains(".mix.") || line.path.contains('#');
        !is_part && !repeated.contains(&line.path)
    };
    let rows = case.plan.slots.iter().filter(is_single).map(|line| {
        let (unit, exact) = match line.unit {
            Unit::Cents => {
                let amount = case.inputs.cents(line.slot, 0);
                ("euro", Exact::from(amount).over(&Exact::from(100)))
            }
            Unit::Heads => ("head", Exact::from(case.inputs.heads(line.slot, 0))),
            Unit::Fraction => ("part", case.inputs.fraction(line.slot, 0)),
        };
        let written = match line.unit {
            Unit::Cents => case.inputs.cents(line.slot, 0).to_euro_text(),
            Unit::Heads | Unit::Fraction => exact.to_number_text(),
        };
        // Fifteen decimals are read back by the one correct rounding of the standard library.
        let value: Option<f64> = exact.to_decimal_text(15).parse().ok();
        (line.path.as_str(), unit, value, written)
    });
    let rows: Vec<(&str, &str, Option<f64>, String)> = rows.collect();
    let mut columns = Columns::default();
    columns.texts("path", false, rows.iter().map(|row| Some(row.0)));
    columns.texts("unit", false, rows.iter().map(|row| Some(row.1)));
    columns.some_numbers("value", rows.iter().map(|row| row.2).collect());
    columns.texts("exact", false, rows.iter().map(|row| Some(row.3.as_str())));
    columns
}

#[expect(
    clippy::cast_precision_loss,
    reason = "limits and parts are below 2^53"
)]
fn float(number: i64) -> f64 {
    number as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "held to limits below 2^63 before"
)]
fn whole(number: f64) -> i64 {
    number as i64
}
