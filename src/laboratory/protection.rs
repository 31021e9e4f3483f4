//! Limits, guarantees and transitions.

use serde_json::{Value, json};

use super::amounts::{
    amount, amounts, amounts_of, hold, level, named, one_or_each, optional_amount,
    optional_amounts, share_or, text, texts, total, without_room,
};
use super::problem::Problem;
use super::{Fault, Rule};
use crate::money::Exact;
use crate::rules::{Balance, Band, Banded, Bounds};
use crate::rules::{
    hold_harmless, lifted_on_top, phase_in, proportional, water_filling, year_band,
};

/// The most years of a transition.
const MOST_YEARS: usize = 50;

/// The most recipients times years in bands: exact fractions grow from year to year.
const MOST_BANDED: usize = 5_000;

/// The longest exact amount, in signs, from which a next year is computed.
const MOST_SIGNS: usize = 500;

pub(super) const WATER_FILLING: Rule = Rule {
    name: "water-filling",
    about: "a key under floors and caps: `min(max(t * weight, minimum), maximum)` with the one t \
            that fits; `minimum` and `maximum` may be absent, and a maximum may be null",
    example: concat!(
        r#"{"rule":"water-filling","pot":60,"weights":[1,2,3],"minimum":[16,0,0],"#,
        r#""maximum":[100,100,25]}"#,
    ),
    answer: fill,
};

pub(super) const HOLD_HARMLESS: Rule = Rule {
    name: "hold-harmless",
    about: "nobody below the guaranteed part of the baseline, paid by the others in proportion \
            (\"paid\": \"by-others\", as when absent) or from another pot (\"on-top\"); \
            `guarantee` is one number or one for each",
    example: concat!(
        r#"{"rule":"hold-harmless","pot":1000,"shares":[1,1,2],"baseline":[400,200,400],"#,
        r#""guarantee":"0.95"}"#,
        "\n",
        r#"{"rule":"hold-harmless","pot":1000,"shares":[1,1,2],"baseline":[400,200,400],"#,
        r#""guarantee":["0.95",1,0],"paid":"on-top"}"#,
    ),
    answer: hold_harmless_of,
};

pub(super) const PHASE_IN: Rule = Rule {
    name: "phase-in",
    about: "from `baseline` to `target`: by a `ladder` of progress (with another for `losses`, if \
            it differs), by a `compensation` ladder of what remains of the difference, or by a \
            `band` of the greatest yearly change, balanced by `balance`: water-filling (as when \
            absent), reserve, scale-gains or widen; `index` multiplies the baseline first",
    example: concat!(
        r#"{"rule":"phase-in","baseline":[100,300],"target":[200,200],"ladder":["1/4","1/2","#,
        r#""3/4",1]}"#,
        "\n",
        r#"{"rule":"phase-in","baseline":[100,300],"target":[200,200],"compensation":["3/4","#,
        r#""1/2","1/4",0],"index":"1.02"}"#,
        "\n",
        r#"{"rule":"phase-in","baseline":[100,300],"target":[200,200],"band":{"down":"0.05","#,
        r#""up":"0.2"},"balance":"reserve","years":3}"#,
    ),
    answer: phase_in_of,
};

fn fill(problem: &Problem) -> Result<Value, Fault> {
    let weights = amounts(problem, "weights")?;
    let pot = amount(problem, "pot")?;
    let zeros = || vec![Exact::zero(); weights.len()];
    let minimum = optional_amounts(problem, "minimum", weights.len())?.unwrap_or_else(zeros);
    let maximum = problem.limits("maximum", weights.len())?;
    for (at, ((weight, least), most)) in weights.iter().zip(&minimum).zip(&maximum).enumerate() {
        hold(!weight.is_zero() || least.is_zero(), || {
            format!("`weights[{at}]` is zero and `minimum[{at}]` is not")
        })?;
        hold(most.as_ref().is_none_or(|most| least <= most), || {
            format!("`minimum[{at}]` is more than `maximum[{at}]`")
        })?;
    }
    let bounds: Vec<Bounds> = minimum
        .into_iter()
        .zip(maximum)
        .map(|(minimum, maximum)| Bounds { minimum, maximum })
        .collect();
    let outcome = water_filling(&pot, &weights, &bounds).map_err(|no| without_room(&no))?;
    Ok(json!({ "awards": texts(&outcome.awards), "certificate": level(&outcome) }))
}

fn hold_harmless_of(problem: &Problem) -> Result<Value, Fault> {
    let shares = amounts(problem, "shares")?;
    let pot = amount(problem, "pot")?;
    let baseline = amounts_of(problem, "baseline", shares.len())?;
    let guarantee = one_or_each(problem, "guarantee", shares.len())?;
    let floors = baseline.iter().zip(&guarantee);
    let floors: Vec<Exact> = floors.map(|(before, held)| before.times(held)).collect();
    let is_on_top = match problem.value("paid") {
        None => false,
        Some(_) => named(problem, "paid", &[("by-others", false), ("on-top", true)])?,
    };
    if !is_on_top {
        let held = hold_harmless(&pot, &shares, &floors).map_err(|no| without_room(&no))?;
        return Ok(json!({
            "awards": texts(&held.awards),
            "certificate": {
                "multiplier": text(&held.factor),
                "guaranteed": texts(&floors),
                "protected": held.protected,
                "rounds": held.rounds,
                "residual": "0",
            },
        }));
    }
    let has_share = shares.iter().any(|share| !share.is_zero());
    hold(has_share, || "`shares` are all zero".to_owned())?;
    let (awards, cost) = lifted_on_top(&proportional(&pot, &shares), &floors);
    Ok(json!({
        "awards": texts(&awards),
        "certificate": {
            "multiplier": text(&pot.over(&total(&shares))),
            "guaranteed": texts(&floors),
            "cost": text(&cost),
        },
    }))
}

fn phase_in_of(problem: &Problem) -> Result<Value, Fault> {
    let target = amounts(problem, "target")?;
    let index = optional_amount(problem, "index")?.unwrap_or_else(Exact::one);
    let baseline = amounts_of(problem, "baseline", target.len())?;
    let baseline: Vec<Exact> = baseline.iter().map(|each| each.times(&index)).collect();
    let ways = ["ladder", "compensation", "band"];
    let chosen = ways.iter().filter(|way| problem.value(way).is_some());
    hold(chosen.count() == 1, || {
        "a transition has one of `ladder`, `compensation` and `band`".to_owned()
    })?;
    if problem.value("band").is_some() {
        return banded(problem, baseline, &target);
    }
    let gains = ladder(problem)?;
    let losses = optional_amounts(problem, "losses", gains.len())?;
    let losses = losses.unwrap_or_else(|| gains.clone());
    hold(losses.iter().all(|step| *step <= Exact::one()), || {
        "a step of `losses` is more than one".to_owned()
    })?;
    let steps = gains.iter().zip(&losses);
    let years = steps.map(|(gains, losses)| {
        let awards = phase_in(&baseline, &target, gains, losses);
        let paid = total(&awards);
        json!({
            "awards": texts(&awards),
            "total": text(&paid),
            "certificate": {
                "progress": text(gains),
                "progress_of_losses": text(losses),
                "above_target": text(&paid.minus(&total(&target))),
            },
        })
    });
    Ok(json!({ "years": years.collect::<Value>() }))
}

/// Reads the progress of each year, which is what compensation leaves.
fn ladder(problem: &Problem) -> Result<Vec<Exact>, Fault> {
    let is_ladder = problem.value("ladder").is_some();
    let field = if is_ladder { "ladder" } else { "compensation" };
    let steps = amounts(problem, field)?;
    few_years(steps.len())?;
    hold(steps.iter().all(|step| *step <= Exact::one()), || {
        format!("a step of `{field}` is more than one")
    })?;
    let is_ordered = steps.windows(2).all(|pair| match is_ladder {
        true => pair[0] <= pair[1],
        false => pair[0] >= pair[1],
    });
    hold(is_ordered, || {
        let way = if is_ladder { "down" } else { "up" };
        format!("`{field}` goes {way} from one year to the next")
    })?;
    Ok(match is_ladder {
        true => steps,
        false => steps.iter().map(|rest| Exact::one().minus(rest)).collect(),
    })
}

fn few_years(years: usize) -> Result<(), Fault> {
    if years > MOST_YEARS {
        let message = format!("{years} years are asked for, at most {MOST_YEARS} are computed");
        return Err(Fault::too_large(message));
    }
    Ok(())
}

fn banded(problem: &Problem, baseline: Vec<Exact>, target: &[Exact]) -> Result<Value, Fault> {
    let band = problem.object("band", |band| {
        Ok(Band {
            down: share_or(band, "down", Exact::one())?,
            up: amount(band, "up")?,
        })
    })?;
    let balance = match problem.value("balance") {
        None => Balance::WaterFilling,
        Some(_) => named(problem, "balance", &Balance::ALL)?,
    };
    let years = match problem.value("years") {
        None => 1,
        Some(_) => problem.count("years")?,
    };
    few_years(years)?;
    let awards = years.saturating_mul(target.len());
    if years > 1 && awards > MOST_BANDED {
        return Err(Fault::too_large(format!(
            "{awards} awards over the years, at most {MOST_BANDED} are computed exactly"
        )));
    }
    let pot = optional_amount(problem, "pot")?.unwrap_or_else(|| total(target));
    let mut previous = baseline;
    let mut answers = Vec::new();
    for year in 0..years {
        let outcome = year_band(&pot, &previous, target, &band, balance).map_err(|no| {
            let fault = without_room(&no);
            Fault::impossible(format!("in year {}: {}", year + 1, fault.message))
        })?;
        // Each year multiplies what stands below the line, with scaled gains by as much again.
        let longest = outcome.awards.iter().map(|award| award.to_string().len());
        if year + 1 < years && longest.max().is_some_and(|longest| longest > MOST_SIGNS) {
            return Err(Fault::too_large(format!(
                "exact amounts of year {} pass {MOST_SIGNS} signs: ask for no more years",
                year + 1
            )));
        }
        answers.push(year_of(&outcome));
        previous = outcome.awards;
    }
    Ok(json!({ "years": answers }))
}

fn year_of(year: &Banded) -> Value {
    json!({
        "awards": texts(&year.awards),
        "total": text(&total(&year.awards)),
        "certificate": {
            "multiplier": text(&year.multiplier),
            "reserve": text(&year.reserve),
            "band": { "down": text(&year.band.down), "up": text(&year.band.up) },
            "at_lower": year.at_lower,
            "at_upper": year.at_upper,
        },
    })
}
