//! What numbers of a problem may be, and how an answer writes them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Fault;
use super::problem::Problem;
use crate::money::Exact;
use crate::rules::Impossible;

/// The most numbers in one list.
const MOST_NUMBERS: usize = 100_000;

/// The most work: numbers times the square of the digits they may grow to, times their readings.
const MOST_WORK: usize = 1_000_000_000;

/// Reads a number that is not negative.
pub(super) fn amount(problem: &Problem, field: &'static str) -> Result<Exact, Fault> {
    let found = problem.number(field)?;
    fits(&[&found], field, 1)?;
    hold(!found.is_negative(), || format!("`{field}` is negative"))?;
    Ok(found)
}

/// Reads a number that is not negative, or `None` when it is absent.
pub(super) fn optional_amount(
    problem: &Problem,
    field: &'static str,
) -> Result<Option<Exact>, Fault> {
    let found = problem.value(field).map(|_| amount(problem, field));
    found.transpose()
}

/// Reads a list of numbers, none of them negative, and at least one.
pub(super) fn amounts(problem: &Problem, field: &'static str) -> Result<Vec<Exact>, Fault> {
    let found = problem.numbers(field)?;
    hold(!found.is_empty(), || format!("`{field}` is empty"))?;
    are_amounts(&found, field)?;
    Ok(found)
}

/// Reads a list of `length` numbers, none of them negative.
pub(super) fn amounts_of(
    problem: &Problem,
    field: &'static str,
    length: usize,
) -> Result<Vec<Exact>, Fault> {
    let missing = || Fault::ill_posed(format!("`{field}` is missing"));
    optional_amounts(problem, field, length)?.ok_or_else(missing)
}

/// Reads a list of `length` numbers, none of them negative, or `None` when it is absent.
pub(super) fn optional_amounts(
    problem: &Problem,
    field: &'static str,
    length: usize,
) -> Result<Option<Vec<Exact>>, Fault> {
    let found = problem.optional_numbers(field, length)?;
    if let Some(found) = &found {
        are_amounts(found, field)?;
    }
    Ok(found)
}

/// Reads one number for all, or a list with a number for each of `length`; none negative.
pub(super) fn one_or_each(
    problem: &Problem,
    field: &'static str,
    length: usize,
) -> Result<Vec<Exact>, Fault> {
    match problem.value(field).is_some_and(Value::is_array) {
        true => amounts_of(problem, field, length),
        false => Ok(vec![amount(problem, field)?; length]),
    }
}

/// Reads a share from zero to one, or `otherwise` when it is absent.
pub(super) fn share_or(
    problem: &Problem,
    field: &'static str,
    otherwise: Exact,
) -> Result<Exact, Fault> {
    let found = optional_amount(problem, field)?.unwrap_or(otherwise);
    hold(found <= Exact::one(), || {
        format!("`{field}` is more than one")
    })?;
    Ok(found)
}

/// Returns the value that a table of names has for a text of the problem.
pub(super) fn named<T: Copy>(
    problem: &Problem,
    field: &'static str,
    known: &[(&'static str, T)],
) -> Result<T, Fault> {
    let name = problem.text(field)?;
    let found = known.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let names = names.join(", ");
        Fault::ill_posed(format!("`{field}` may be {names}, not `{name}`"))
    })
}

/// Fails when a number is negative or the list is more than can be computed with.
pub(super) fn are_amounts(found: &[Exact], field: &str) -> Result<(), Fault> {
    fits(&found.iter().collect::<Vec<_>>(), field, 1)?;
    match found.iter().position(Exact::is_negative) {
        Some(at) => Err(Fault::ill_posed(format!("`{field}[{at}]` is negative"))),
        None => Ok(()),
    }
}

/// Fails when a list is so long, or its fractions so unlike, that exact sums would not end soon.
///
/// `times` is how often a rule goes over the list, beyond a few times.
pub(super) fn fits(numbers: &[&Exact], field: &str, times: usize) -> Result<(), Fault> {
    let count = numbers.len();
    if count > MOST_NUMBERS {
        let most = format!("at most {MOST_NUMBERS} are computed with exactly");
        return Err(Fault::too_large(format!(
            "`{field}` has {count} numbers: {most}"
        )));
    }
    let (mut above, mut below) = (0, BTreeSet::new());
    for number in numbers {
        let text = number.to_string();
        let (numerator, denominator) = text.split_once('/').unwrap_or((&text, "1"));
        above = above.max(numerator.len());
        below.insert(denominator.to_owned());
    }
    // The common denominator has no more digits than all different denominators together.
    let digits = above + below.iter().map(String::len).sum::<usize>();
    let work = digits
        .saturating_mul(digits)
        .saturating_mul(count)
        .saturating_mul(times);
    if work > MOST_WORK {
        return Err(Fault::too_large(format!(
            "the {count} numbers of `{field}` may need {digits} digits in exact sums: the square \
             of the digits, times the numbers, times {times} is at most {MOST_WORK}"
        )));
    }
    Ok(())
}

/// Fails as ill-posed unless a condition holds.
pub(super) fn hold(condition: bool, otherwise: impl FnOnce() -> String) -> Result<(), Fault> {
    match condition {
        true => Ok(()),
        false => Err(Fault::ill_posed(otherwise())),
    }
}

/// Returns a number as it is answered.
pub(super) fn text(number: &Exact) -> Value {
    Value::from(number.to_number_text())
}

/// Returns numbers as they are answered.
pub(super) fn texts(numbers: &[Exact]) -> Value {
    numbers.iter().map(text).collect()
}

/// Returns a sum.
pub(super) fn total(numbers: &[Exact]) -> Exact {
    numbers.iter().cloned().sum()
}

/// Returns the fault of bounds without room.
pub(super) fn without_room(impossible: &Impossible) -> Fault {
    let text = Exact::to_number_text;
    Fault::impossible(match impossible {
        Impossible::MinimaAbovePot { needs, missing } => format!(
            "the minima need {}, {} more than there is",
            text(needs),
            text(missing)
        ),
        Impossible::MaximaBelowPot { holds, left } => format!(
            "no more than {} can be placed, which leaves {}",
            text(holds),
            text(left)
        ),
    })
}

/// Returns the certificate of a level: the multiplier and who sits at a bound.
pub(super) fn level(level: &crate::rules::Level) -> Value {
    json!({
        "multiplier": text(&level.multiplier),
        "at_minimum": level.at_minimum,
        "at_maximum": level.at_maximum,
        "residual": "0",
    })
}
