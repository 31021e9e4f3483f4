//! Apportionment: `method`, `total` and `weights`, with `minimum` and `maximum` per recipient.

use serde_json::{Value, json};

use super::problem::Problem;
use super::{Fault, Rule};
use crate::money::{Exact, Rounding};
use crate::rules::{Apportionment, Certificate, MOST_STEPS, NoDeal, Seats, share_a_denominator};

/// The most recipients of one problem.
const MOST_RECIPIENTS: usize = 20_000;

pub(super) const APPORTION: Rule = Rule {
    name: "apportion",
    about: "whole units by weight; `method` is largest-remainder, adams, dean, huntington-hill, \
            webster, jefferson or quota; `minimum` and `maximum` may be left out, and null in \
            them is no bound",
    example: concat!(
        r#"{"rule":"apportion","method":"webster","total":36,"#,
        r#""weights":[27744,25178,19951,14610,9225,3292]}"#,
        "\n",
        r#"{"rule":"apportion","method":"jefferson","total":10,"weights":[50,30,5],"#,
        r#""minimum":[1,1,1],"maximum":[5,null,null]}"#,
    ),
    answer,
};

fn answer(problem: &Problem) -> Result<Value, Fault> {
    let name = problem.text("method")?;
    let method = Apportionment::ALL.iter().find(|(known, _)| *known == name);
    let (_, method) = method.ok_or_else(|| {
        let known: Vec<&str> = Apportionment::ALL.iter().map(|(name, _)| *name).collect();
        let known = known.join(", ");
        Fault::ill_posed(format!(
            "no `method` is called `{name}`: it is one of {known}"
        ))
    })?;
    // Counted before anything is read: numbers of many digits take time.
    let items = problem.value("weights").and_then(Value::as_array);
    let has = items.map_or(0, Vec::len);
    if has > MOST_RECIPIENTS {
        return Err(Fault::too_large(format!(
            "`weights` has {has} numbers, at most {MOST_RECIPIENTS} are divided over"
        )));
    }
    let weights = problem.numbers("weights")?;
    if !share_a_denominator(&weights) {
        return Err(Fault::too_large(
            "`weights` have too many digits, or denominators with too little in common, to be \
             compared exactly within reasonable time",
        ));
    }
    let total = whole(&problem.number("total")?, "total")?;
    let minimum = bounds(problem, "minimum", has)?;
    let maximum = bounds(problem, "maximum", has)?;
    let bounds: Vec<Seats> = match (&minimum, &maximum) {
        (None, None) => Vec::new(),
        _ => (0..has)
            .map(|at| Seats {
                minimum: minimum.as_ref().and_then(|all| all[at]).unwrap_or(0),
                maximum: maximum.as_ref().and_then(|all| all[at]),
            })
            .collect(),
    };
    let dealt = method
        .apportion(total, &weights, &bounds)
        .map_err(|refusal| fault(&refusal))?;
    let (equal, served) = dealt
        .tie
        .map_or_else(Default::default, |tie| (tie.equal, tie.served));
    let mut certificate = certificate(&dealt.certificate);
    certificate["served"] = json!(served);
    let at_bound = |is_at: &dyn Fn(&Seats, i64) -> bool| -> Vec<usize> {
        let pairs = bounds.iter().zip(&dealt.seats).enumerate();
        let at = pairs.filter(|(_, (bound, seats))| is_at(bound, **seats));
        at.map(|(at, _)| at).collect()
    };
    certificate["at_minimum"] = json!(at_bound(
        &|bound, seats| bound.minimum > 0 && bound.minimum == seats
    ));
    certificate["at_maximum"] = json!(at_bound(&|bound, seats| bound.maximum == Some(seats)));
    let seats = dealt.seats.iter().map(i64::to_string);
    Ok(json!({
        "seats": seats.collect::<Vec<String>>(),
        "ties": equal,
        "certificate": certificate,
    }))
}

/// Returns a whole number of 64 bits.
pub(super) fn whole(number: &Exact, place: &str) -> Result<i64, Fault> {
    let text = number.to_number_text();
    let found = number
        .round(Rounding::Down)
        .ok_or_else(|| Fault::too_large(format!("`{place}` is beyond 64 bits: `{text}`")))?;
    if Exact::from(found) != *number {
        return Err(Fault::ill_posed(format!(
            "`{place}` is not a whole number: `{text}`"
        )));
    }
    Ok(found)
}

/// Reads a list of whole numbers, where null is no bound.
fn bounds(
    problem: &Problem,
    field: &'static str,
    length: usize,
) -> Result<Option<Vec<Option<i64>>>, Fault> {
    let Some(items) = problem.optional_items(field, length)? else {
        return Ok(None);
    };
    let items = items.into_iter().enumerate();
    let read = items.map(|(at, item)| {
        let item = item.map(|number| whole(&number, &format!("{field}[{at}]")));
        item.transpose()
    });
    read.collect::<Result<_, _>>().map(Some)
}

/// Tells by what the seats can be checked.
fn certificate(certificate: &Certificate) -> Value {
    let text = |number: &Option<Exact>| number.as_ref().map(Exact::to_number_text);
    match certificate {
        Certificate::Divisor {
            least,
            most,
            squared,
            divisor,
        } => json!({
            "kind": "divisor",
            "divisor": text(divisor),
            "least": least.to_number_text(),
            "most": text(most),
            "squared": squared,
        }),
        Certificate::FirstUnits => json!({ "kind": "first-units" }),
        Certificate::Remainder {
            multiplier,
            least_served,
            most_unserved,
        } => json!({
            "kind": "remainder",
            "multiplier": multiplier.to_number_text(),
            "least_served": text(least_served),
            "most_unserved": text(most_unserved),
        }),
        Certificate::Quota { multiplier } => json!({
            "kind": "quota",
            "multiplier": multiplier.to_number_text(),
        }),
    }
}

fn fault(refusal: &NoDeal) -> Fault {
    match refusal {
        NoDeal::NegativeTotal => Fault::ill_posed("`total` is negative"),
        NoDeal::NegativeWeight(at) => Fault::ill_posed(format!("`weights[{at}]` is negative")),
        NoDeal::BadBounds(at) => Fault::ill_posed(format!(
            "`minimum[{at}]` is negative or above `maximum[{at}]`"
        )),
        NoDeal::NoWeight => Fault::ill_posed("nobody has a weight above zero to divide by"),
        NoDeal::MinimaAboveTotal { needs } => {
            Fault::impossible(format!("the minima need {needs}, more than `total`"))
        }
        NoDeal::MaximaBelowTotal { holds } => Fault::impossible(format!(
            "the maxima hold {holds}, less than `total`; without a weight nobody gets more than \
             the minimum"
        )),
        NoDeal::BoundsUnderQuota => Fault::ill_posed(
            "the quota method is defined without bounds: leave out `minimum` and `maximum`",
        ),
        NoDeal::TooManySteps { steps } => Fault::too_large(format!(
            "the quota method hands out one unit after the other: {steps} units after whole \
             rounds of the weights, at most {MOST_STEPS}"
        )),
    }
}
