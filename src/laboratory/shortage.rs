//! The shortage rules: `pot` and `claims`, and what some rules ask beside them.
//!
//! Every rule takes `references` as well: amounts within the claims that come first.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::problem::Problem;
use super::{Fault, Rule};
use crate::money::Exact;
use crate::rules::Shortage;
use crate::rules::shortage::{Certificate, Needs, Parameters, Refusal};
use crate::rules::shortage::{Problem as Division, Stage};

/// The most claims of one problem.
const MOST_CLAIMS: usize = 10_000;

pub(super) const PROPORTIONAL: Rule = Rule {
    name: "proportional",
    about: "every claim shrinks by the same factor",
    example: r#"{"rule":"proportional","pot":200,"claims":[100,200,300]}"#,
    answer,
};

pub(super) const EQUAL_AWARDS: Rule = Rule {
    name: "equal-awards",
    about: "everybody the same, nobody above the claim",
    example: r#"{"rule":"equal-awards","pot":200,"claims":[100,200,300]}"#,
    answer,
};

pub(super) const EQUAL_LOSSES: Rule = Rule {
    name: "equal-losses",
    about: "everybody loses the same, nobody more than the claim",
    example: r#"{"rule":"equal-losses","pot":200,"claims":[100,200,300]}"#,
    answer,
};

pub(super) const TALMUD: Rule = Rule {
    name: "talmud",
    about: "equal awards of half claims, then equal losses of half claims",
    example: r#"{"rule":"talmud","pot":"200","claims":["100","200","300"]}"#,
    answer,
};

pub(super) const REVERSE_TALMUD: Rule = Rule {
    name: "reverse-talmud",
    about: "equal losses of half claims, then equal awards of half claims",
    example: r#"{"rule":"reverse-talmud","pot":200,"claims":[100,200,300]}"#,
    answer,
};

pub(super) const PINILES: Rule = Rule {
    name: "piniles",
    about: "equal awards of half claims, then once more",
    example: r#"{"rule":"piniles","pot":400,"claims":[100,200,300]}"#,
    answer,
};

pub(super) const CONSTRAINED_EGALITARIAN: Rule = Rule {
    name: "constrained-egalitarian",
    about: "as equal as can be, with half of the pot for half of the claims",
    example: r#"{"rule":"constrained-egalitarian","pot":400,"claims":[100,200,300]}"#,
    answer,
};

pub(super) const ADJUSTED_PROPORTIONAL: Rule = Rule {
    name: "adjusted-proportional",
    about: "first what nobody else claims, the rest in proportion",
    example: r#"{"rule":"adjusted-proportional","pot":200,"claims":[100,200,300]}"#,
    answer,
};

pub(super) const RANDOM_ARRIVAL: Rule = Rule {
    name: "random-arrival",
    about: "the mean over all orders of first come, first served",
    example: r#"{"rule":"random-arrival","pot":200,"claims":[100,200,300]}"#,
    answer,
};

pub(super) const MINIMAL_OVERLAP: Rule = Rule {
    name: "minimal-overlap",
    about: "every euro shared by those who claim it",
    example: r#"{"rule":"minimal-overlap","pot":120,"claims":[30,40,60,120]}"#,
    answer,
};

pub(super) const AVERAGE_AWARDS_LOSSES: Rule = Rule {
    name: "average-awards-losses",
    about: "half of equal awards and half of equal losses",
    example: r#"{"rule":"average-awards-losses","pot":200,"claims":[100,200,300]}"#,
    answer,
};

pub(super) const PRIORITY: Rule = Rule {
    name: "priority",
    about: "one after the other; `order` names the claimants from the first to the last",
    example: r#"{"rule":"priority","pot":350,"claims":[100,200,300],"order":[2,0,1]}"#,
    answer,
};

pub(super) const PRIORITY_CLASSES: Rule = Rule {
    name: "priority-classes",
    about: "class after class, and `inner` inside the class that falls short",
    example: concat!(
        r#"{"rule":"priority-classes","pot":200,"claims":[100,200,300],"classes":[1,2,2],"#,
        r#""inner":"equal-losses"}"#,
    ),
    answer,
};

pub(super) const WEIGHTED_EQUAL_AWARDS: Rule = Rule {
    name: "weighted-equal-awards",
    about: "the same per unit of weight, nobody above the claim",
    example: concat!(
        r#"{"rule":"weighted-equal-awards","pot":200,"claims":[100,200,300],"#,
        r#""weights":[2,1,1]}"#,
    ),
    answer,
};

pub(super) const WEIGHTED_EQUAL_LOSSES: Rule = Rule {
    name: "weighted-equal-losses",
    about: "the same loss per unit of weight, nobody more than the claim",
    example: concat!(
        r#"{"rule":"weighted-equal-losses","pot":200,"claims":[100,200,300],"#,
        r#""weights":[2,1,1]}"#,
    ),
    answer,
};

/// Divides the problem by the rule it names.
fn answer(problem: &Problem) -> Result<Value, Fault> {
    let rule = named(problem.text("rule")?)?;
    let claims = problem.numbers("claims")?;
    if claims.len() > MOST_CLAIMS {
        let has = claims.len();
        return Err(Fault {
            code: "too-large",
            message: format!("`claims` has {has} numbers, at most {MOST_CLAIMS} are divided"),
        });
    }
    let parameters = parameters(problem, rule, claims.len())?;
    let pot = problem.number("pot")?;
    let division = Division {
        pot,
        claims,
        parameters,
    };
    let outcome = rule.divide(&division).map_err(|refusal| fault(&refusal))?;
    Ok(json!({
        "awards": texts(&outcome.awards),
        "certificate": certificate(&outcome.certificate),
    }))
}

fn named(name: &str) -> Result<Shortage, Fault> {
    let mut rules = Shortage::ALL.iter();
    let rule = rules.find(|(known, _)| *known == name);
    rule.map(|(_, rule)| *rule)
        .ok_or_else(|| Fault::ill_posed(format!("no shortage rule is called `{name}`")))
}

/// Reads what a rule asks beside pot and claims.
fn parameters(problem: &Problem, rule: Shortage, claimants: usize) -> Result<Parameters, Fault> {
    let mut found = Parameters {
        references: problem.optional_numbers("references", claimants)?,
        ..Parameters::default()
    };
    let mut needs = rule.needs();
    if needs == Needs::Classes {
        found.classes = classes(problem, claimants)?;
        let inner = problem.value("inner").map(|_| problem.text("inner"));
        found.inner = inner.transpose()?.map(named).transpose()?;
        needs = found.inner.map_or(Needs::Nothing, Shortage::needs);
    }
    match needs {
        Needs::Order => {
            let order = problem.value("order");
            let order = order.map(|order| positions(order, "order", claimants));
            found.order = order.transpose()?;
        }
        Needs::Weights => found.weights = problem.optional_numbers("weights", claimants)?,
        Needs::Nothing | Needs::Classes => {}
    }
    Ok(found)
}

/// Reads the class of every claimant: a number for each, the lowest served first, or a list of the
/// claimants of each class in the order of service.
fn classes(problem: &Problem, claimants: usize) -> Result<Option<Vec<usize>>, Fault> {
    let Some(value) = problem.value("classes") else {
        return Ok(None);
    };
    let lists = value.as_array().map(Vec::as_slice).unwrap_or_default();
    if lists.is_empty() || !lists.iter().all(Value::is_array) {
        let numbers = problem.optional_numbers("classes", claimants)?;
        let numbers = numbers.unwrap_or_default();
        let ranks: BTreeSet<&Exact> = numbers.iter().collect();
        let ranks: Vec<&Exact> = ranks.into_iter().collect();
        let rank = |number: &Exact| ranks.binary_search(&number).unwrap_or_default();
        return Ok(Some(numbers.iter().map(rank).collect()));
    }
    let members = lists.iter().filter_map(Value::as_array);
    let sizes: Vec<usize> = members.clone().map(Vec::len).collect();
    let flat: Value = members.flatten().cloned().collect();
    let order = positions(&flat, "classes", claimants)?;
    let ranks = sizes.iter().enumerate();
    let ranks = ranks.flat_map(|(rank, size)| vec![rank; *size]);
    let mut classes = vec![None; claimants];
    for (position, rank) in order.into_iter().zip(ranks) {
        if let Some(class) = classes.get_mut(position) {
            *class = Some(rank);
        }
    }
    let all: Option<Vec<usize>> = classes.into_iter().collect();
    let fault = || Fault::ill_posed("`classes` does not name every claimant once");
    all.ok_or_else(fault).map(Some)
}

/// Reads the positions of all claimants, counted from zero or from one.
fn positions(value: &Value, field: &str, claimants: usize) -> Result<Vec<usize>, Fault> {
    let fault = || {
        let last = claimants.saturating_sub(1);
        Fault::ill_posed(format!(
            "`{field}` does not name every claimant once: 0 to {last}, or 1 to {claimants}"
        ))
    };
    let items = value.as_array().ok_or_else(fault)?;
    let numbers = items
        .iter()
        .map(|item| item.as_u64().and_then(|at| usize::try_from(at).ok()));
    let numbers: Option<Vec<usize>> = numbers.collect();
    let numbers = numbers.ok_or_else(fault)?;
    let from = usize::from(!numbers.contains(&0));
    let different: BTreeSet<&usize> = numbers.iter().collect();
    let is_each = different.len() == claimants && numbers.len() == claimants;
    let positions = numbers.iter().map(|number| number.checked_sub(from));
    let positions: Option<Vec<usize>> = positions.collect();
    let positions = positions.ok_or_else(fault)?;
    let is_within = positions.iter().all(|position| *position < claimants);
    (is_each && is_within)
        .then_some(positions)
        .ok_or_else(fault)
}

/// Tells by what the awards can be checked; positions count from zero.
fn certificate(certificate: &Certificate) -> Value {
    let mut told = Map::new();
    for (multiplier, exact) in &certificate.multipliers {
        told.insert(multiplier.name().to_owned(), exact.to_number_text().into());
    }
    let mut all = json!({
        "multipliers": told,
        "at_zero": certificate.at_zero,
        "in_full": certificate.in_full,
        "left": certificate.left.to_number_text(),
    });
    if let Some(stage) = certificate.stage {
        all["stage"] = stage.name().into();
        match stage {
            Stage::Class(rank) => all["class"] = rank.into(),
            Stage::Claimant(position) => all["claimant"] = position.into(),
            _ => {}
        }
    }
    if let Some(orders) = &certificate.orders {
        all["orders"] = orders.to_number_text().into();
    }
    all
}

fn texts(numbers: &[Exact]) -> Value {
    numbers.iter().map(Exact::to_number_text).collect()
}

/// Returns the fault of a refusal.
pub(super) fn fault(refusal: &Refusal) -> Fault {
    Fault {
        code: match refusal {
            Refusal::TooLarge { .. } | Refusal::TooLong { .. } => "too-large",
            _ => "ill-posed",
        },
        message: refusal.to_string(),
    }
}
