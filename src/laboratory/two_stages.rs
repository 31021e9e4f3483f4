//! Two stages: the pot over regions, and inside each region over its members.

use std::cell::RefCell;

use serde_json::{Value, json};

use super::amounts::{amount, are_amounts, hold, named, optional_amounts, text, texts};
use super::problem::Problem;
use super::{Fault, Rule};
use crate::money::Exact;
use crate::rules::shortage::{Needs, Problem as Division, Refusal};
use crate::rules::{Shortage, Upper, two_stages};

/// The most members of all regions together.
const MOST_MEMBERS: usize = 10_000;

pub(super) const TWO_STAGES: Rule = Rule {
    name: "two-stages",
    about: "the pot over regions and then inside each, against the inner rule at once: `claims` \
            has a row for each region; regions receive by the shortage rule `first` over their \
            sums, or by `weights`, with `spill_over` of what a region cannot use unless that is \
            false; `inside` is the shortage rule for members",
    example: concat!(
        r#"{"rule":"two-stages","pot":300,"claims":[[100,200],[300]],"first":"equal-awards","#,
        r#""inside":"equal-awards"}"#,
        "\n",
        r#"{"rule":"two-stages","pot":300,"claims":[[10,20],[300]],"weights":[1,1],"#,
        r#""inside":"proportional"}"#,
    ),
    answer,
};

/// Reads a shortage rule that needs nothing beside the claims.
fn rule(problem: &Problem, field: &'static str) -> Result<Shortage, Fault> {
    let rule = named(problem, field, &Shortage::ALL)?;
    hold(rule.needs() == Needs::Nothing, || {
        format!("`{field}` is a rule that needs more than claims")
    })?;
    Ok(rule)
}

/// Divides by a shortage rule, and keeps why it refuses.
fn divide(
    rule: Shortage,
    refused: &RefCell<Option<Refusal>>,
) -> impl Fn(&Exact, &[Exact]) -> Vec<Exact> {
    move |pot, claims| match rule.divide(&Division::new(pot.clone(), claims.to_vec())) {
        Ok(outcome) => outcome.awards,
        Err(refusal) => {
            refused.replace(Some(refusal));
            vec![Exact::zero(); claims.len()]
        }
    }
}

fn answer(problem: &Problem) -> Result<Value, Fault> {
    let pot = amount(problem, "pot")?;
    let claims = problem.table("claims")?;
    hold(!claims.is_empty(), || "`claims` is empty".to_owned())?;
    let everybody: Vec<Exact> = claims.iter().flatten().cloned().collect();
    if everybody.len() > MOST_MEMBERS {
        let has = everybody.len();
        return Err(Fault::too_large(format!(
            "`claims` has {has} members, at most {MOST_MEMBERS} are divided over"
        )));
    }
    are_amounts(&everybody, "claims")?;
    let refused = RefCell::new(None);
    let inside = divide(rule(problem, "inside")?, &refused);
    let weights = optional_amounts(problem, "weights", claims.len())?;
    hold(
        weights.is_some() != problem.value("first").is_some(),
        || "a problem has either `first` or `weights`".to_owned(),
    )?;
    let outcome = match &weights {
        Some(weights) => {
            let is_weighty = weights.iter().any(|weight| !weight.is_zero());
            hold(is_weighty, || "`weights` are all zero".to_owned())?;
            let spills = problem.value("spill_over").is_none() || problem.flag("spill_over")?;
            two_stages(&pot, &claims, Upper::Key { weights, spills }, &inside)
        }
        None => {
            let first = divide(rule(problem, "first")?, &refused);
            two_stages(&pot, &claims, Upper::Claims(&first), &inside)
        }
    };
    if let Some(refusal) = refused.take() {
        return Err(super::shortage::fault(&refusal));
    }
    let both = outcome.awards.iter().zip(&outcome.at_once);
    let differences = both.map(|(staged, at_once)| -> Value {
        let pairs = staged.iter().zip(at_once);
        pairs
            .map(|(staged, at_once)| text(&staged.minus(at_once)))
            .collect()
    });
    let differences: Value = differences.collect();
    let table = |rows: &[Vec<Exact>]| rows.iter().map(|row| texts(row)).collect::<Value>();
    Ok(json!({
        "regions": texts(&outcome.regions),
        "awards": table(&outcome.awards),
        "at_once": table(&outcome.at_once),
        "differences": differences,
        "certificate": { "left": text(&outcome.left) },
    }))
}
