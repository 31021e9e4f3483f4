//! Equalisation and levelling.

use serde_json::{Value, json};

use super::amounts::{
    amount, amounts, amounts_of, hold, level, share_or, text, texts, total, without_room,
};
use super::problem::Problem;
use super::{Fault, Rule};
use crate::money::Exact;
use crate::rules::{equalise, levelling_down, levelling_up, unmet_need};

pub(super) const EQUALISE: Rule = Rule {
    name: "equalise",
    about: "moves the share `alpha` of what lies above the average per head to those below; with \
            `band`, only what lies further than that share of the average",
    example: concat!(
        r#"{"rule":"equalise","amounts":[300,100],"heads":[1,1],"alpha":"1/2"}"#,
        "\n",
        r#"{"rule":"equalise","amounts":[300,100],"heads":[1,1],"alpha":1,"band":"0.1"}"#,
    ),
    answer: towards_average,
};

pub(super) const LEVELLING_UP: Rule = Rule {
    name: "levelling-up",
    about: "spends the pot on the lowest amounts per head, up to one level",
    example: r#"{"rule":"levelling-up","pot":120,"amounts":[100,200,300],"heads":[1,1,1]}"#,
    answer: up,
};

pub(super) const LEVELLING_DOWN: Rule = Rule {
    name: "levelling-down",
    about: "takes the `cut` from the highest amounts per head, down to one level",
    example: r#"{"rule":"levelling-down","cut":120,"amounts":[100,200,300],"heads":[1,1,1]}"#,
    answer: down,
};

pub(super) const NEED_CAPACITY: Rule = Rule {
    name: "need-capacity",
    about: "grants for need per head beyond capacity per head, scaled to the pot",
    example: concat!(
        r#"{"rule":"need-capacity","pot":900,"need":[10,10,10],"capacity":[4,8,12],"#,
        r#""heads":[100,100,100]}"#,
    ),
    answer: need_capacity,
};

/// Reads heads that are not all zero; an amount without heads has no amount per head.
fn heads_of(problem: &Problem, amounts: &[Exact]) -> Result<Vec<Exact>, Fault> {
    let heads = amounts_of(problem, "heads", amounts.len())?;
    let has_heads = !total(&heads).is_zero();
    hold(has_heads, || "`heads` are all zero".to_owned())?;
    Ok(heads)
}

fn each_has_heads(amounts: &[Exact], heads: &[Exact]) -> Result<(), Fault> {
    let mut pairs = amounts.iter().zip(heads);
    let without = pairs.position(|(amount, heads)| heads.is_zero() && !amount.is_zero());
    match without {
        None => Ok(()),
        Some(at) => Err(Fault::ill_posed(format!(
            "`heads[{at}]` is zero, so `amounts[{at}]` has no amount per head"
        ))),
    }
}

fn towards_average(problem: &Problem) -> Result<Value, Fault> {
    let before = amounts(problem, "amounts")?;
    let heads = heads_of(problem, &before)?;
    let alpha = amount(problem, "alpha")?;
    hold(alpha <= Exact::one(), || {
        "`alpha` is more than one".to_owned()
    })?;
    let band = share_or(problem, "band", Exact::zero())?;
    let outcome = equalise(&before, &heads, &alpha, &band);
    Ok(json!({
        "awards": texts(&outcome.awards),
        "certificate": {
            "average": text(&outcome.average),
            "moved": text(&outcome.moved),
            "residual": text(&total(&before).minus(&total(&outcome.awards))),
        },
    }))
}

fn up(problem: &Problem) -> Result<Value, Fault> {
    let before = amounts(problem, "amounts")?;
    let heads = heads_of(problem, &before)?;
    each_has_heads(&before, &heads)?;
    let pot = amount(problem, "pot")?;
    let outcome = levelling_up(&pot, &before, &heads).map_err(|no| without_room(&no))?;
    Ok(levelled(&before, &outcome))
}

fn down(problem: &Problem) -> Result<Value, Fault> {
    let before = amounts(problem, "amounts")?;
    let heads = heads_of(problem, &before)?;
    each_has_heads(&before, &heads)?;
    let cut = amount(problem, "cut")?;
    let there_is = total(&before);
    if cut > there_is {
        return Err(Fault::impossible(format!(
            "`cut` takes {} more than the {} there is",
            cut.minus(&there_is).to_number_text(),
            there_is.to_number_text()
        )));
    }
    let outcome = levelling_down(&cut, &before, &heads).map_err(|no| without_room(&no))?;
    Ok(levelled(&before, &outcome))
}

fn levelled(before: &[Exact], outcome: &crate::rules::Level) -> Value {
    let changes = outcome.awards.iter().zip(before);
    let changes: Vec<Exact> = changes.map(|(after, before)| after.minus(before)).collect();
    let mut certificate = level(outcome);
    certificate["level"] = text(&outcome.multiplier);
    json!({
        "awards": texts(&outcome.awards),
        "changes": texts(&changes),
        "certificate": certificate,
    })
}

fn need_capacity(problem: &Problem) -> Result<Value, Fault> {
    let need = amounts(problem, "need")?;
    let capacity = amounts_of(problem, "capacity", need.len())?;
    let heads = heads_of(problem, &need)?;
    let pot = amount(problem, "pot")?;
    let lacks = unmet_need(&need, &capacity, &heads);
    let lacking = total(&lacks);
    if lacking.is_zero() && !pot.is_zero() {
        let pot = pot.to_number_text();
        return Err(Fault::impossible(format!(
            "nobody lacks anything, which leaves {pot}"
        )));
    }
    let awards = crate::rules::proportional(&pot, &lacks);
    Ok(json!({
        "awards": texts(&awards),
        "certificate": {
            "lacks": texts(&lacks),
            "multiplier": text(&pot.over(&lacking)),
            "residual": text(&pot.minus(&total(&awards))),
        },
    }))
}
