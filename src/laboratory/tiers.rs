//! Tier tables.

use serde_json::{Value, json};

use super::amounts::{amount, amounts, hold, named, text, texts};
use super::problem::Problem;
use super::{Fault, Rule};
use crate::rules::{Bracket, TierError, TierKind, Tiers};

/// The most brackets of one table.
const MOST_BRACKETS: usize = 1_000;

pub(super) const TIERS: Rule = Rule {
    name: "tiers",
    about: "an amount by size, for one `count` or several `counts`: step (a fixed amount), slab \
            (the whole count at the rate of its bracket) or graduated (each part at the rate of \
            its own bracket); `from` belongs to its bracket, and below the first there is \
            nothing; the certificate names the cliffs, where one head more pays less",
    example: concat!(
        r#"{"rule":"tiers","kind":"step","brackets":[{"from":60,"amount":"200000"},{"from":140,"#,
        r#""amount":"280000"}],"count":139}"#,
        "\n",
        r#"{"rule":"tiers","kind":"slab","brackets":[{"from":0,"amount":1000},{"from":100,"#,
        r#""amount":900}],"counts":[99,100]}"#,
        "\n",
        r#"{"rule":"tiers","kind":"graduated","brackets":[{"from":0,"amount":1000},{"from":100,"#,
        r#""amount":900}],"count":150}"#,
    ),
    answer,
};

fn answer(problem: &Problem) -> Result<Value, Fault> {
    let kind = named(problem, "kind", &TierKind::ALL)?;
    let brackets = problem.objects("brackets", MOST_BRACKETS, |bracket| {
        Ok(Bracket {
            from: amount(bracket, "from")?,
            amount: amount(bracket, "amount")?,
        })
    })?;
    let tiers = Tiers::new(kind, brackets).map_err(|error| fault(&error))?;
    let is_one = problem.value("count").is_some();
    hold(is_one != problem.value("counts").is_some(), || {
        "a problem has either `count` or `counts`".to_owned()
    })?;
    let counts = match is_one {
        true => vec![amount(problem, "count")?],
        false => amounts(problem, "counts")?,
    };
    let found: Vec<_> = counts.iter().map(|count| tiers.amount(count)).collect();
    let brackets: Vec<_> = counts.iter().map(|count| tiers.bracket(count)).collect();
    let cliffs = tiers.cliffs().into_iter().map(|cliff| {
        json!({ "at": cliff.at, "before": text(&cliff.before), "after": text(&cliff.after) })
    });
    let cliffs: Value = cliffs.collect();
    Ok(match is_one {
        true => json!({
            "amount": text(&found[0]),
            "certificate": { "bracket": brackets[0], "cliffs": cliffs },
        }),
        false => json!({
            "amounts": texts(&found),
            "certificate": { "brackets": brackets, "cliffs": cliffs },
        }),
    })
}

fn fault(error: &TierError) -> Fault {
    Fault::ill_posed(match error {
        TierError::Empty => "`brackets` is empty".to_owned(),
        TierError::NotAscending(at) => {
            format!("`brackets[{at}]` does not begin above the one before")
        }
        TierError::Negative(at) => format!("`brackets[{at}]` has a negative number"),
    })
}
