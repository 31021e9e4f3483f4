//! Inequality of a list of values, with or without weights.

use serde_json::{Value, json};

use super::problem::Problem;
use super::{Fault, Rule};
use crate::money::Exact;
use crate::results::inequality::{Weighted, inequality};

/// Most values.
const MAX_VALUES: usize = 5_000;

/// Most digits of one number, and of the common denominator of a list.
const MAX_DIGITS: usize = 60;

/// How many decimals are written.
const DECIMALS: usize = 12;

pub(super) const INEQUALITY: Rule = Rule {
    name: "inequality",
    about: "Gini, Hoover, Theil T and L, Jain and the coefficient of variation, population form",
    example: r#"{"rule":"inequality","values":[1,2,3,4],"weights":[1,1,1,1]}"#,
    answer,
};

fn answer(problem: &Problem) -> Result<Value, Fault> {
    let values = problem.numbers("values")?;
    let weights = problem.optional_numbers("weights", values.len())?;
    check("values", &values)?;
    let weights = match weights {
        Some(weights) => check("weights", &weights).map(|()| weights)?,
        None => vec![Exact::one(); values.len()],
    };
    let units: Vec<Weighted> = values
        .into_iter()
        .zip(weights)
        .map(|(value, weight)| Weighted { value, weight })
        .collect();
    let found = inequality(&units).ok_or_else(|| Fault {
        code: "impossible",
        message: "no index is defined: values times weights add up to zero".to_owned(),
    })?;
    let exact = |index: &Exact| index.to_decimal_text(DECIMALS);
    let float = |index: f64| format!("{index:.DECIMALS$}");
    Ok(json!({
        "gini": exact(&found.gini),
        "hoover": exact(&found.hoover),
        "theil_t": float(found.theil_t),
        "theil_l": found.theil_l.map(float),
        "jain": exact(&found.jain),
        "cv": float(found.cv),
    }))
}

/// Refuses negative numbers, too many of them, and fractions that have little in common.
fn check(field: &str, numbers: &[Exact]) -> Result<(), Fault> {
    let too_large = |message: String| Fault {
        code: "too-large",
        message,
    };
    if numbers.len() > MAX_VALUES {
        return Err(too_large(format!(
            "`{field}` has {} numbers; sums of fractions stay quick up to {MAX_VALUES}",
            numbers.len()
        )));
    }
    let mut denominators = std::collections::BTreeSet::new();
    for (position, number) in numbers.iter().enumerate() {
        if number.is_negative() {
            return Err(Fault::ill_posed(format!(
                "`{field}[{position}]` is negative"
            )));
        }
        let text = number.to_string();
        let (above, below) = text.split_once('/').unwrap_or((&text, "1"));
        if above.len() > MAX_DIGITS {
            return Err(too_large(format!(
                "`{field}[{position}]` has {} digits; at most {MAX_DIGITS} stay quick",
                above.len()
            )));
        }
        if below != "1" {
            denominators.insert(below.to_owned());
        }
    }
    let digits: usize = denominators.iter().map(String::len).sum();
    if digits > MAX_DIGITS {
        return Err(too_large(format!(
            "the fractions of `{field}` have denominators of {digits} digits together; \
             at most {MAX_DIGITS} stay quick: bring them under one denominator"
        )));
    }
    Ok(())
}
