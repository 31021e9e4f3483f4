//! Common costs by item, and overhead between service units.

use serde_json::{Value, json};

use super::amounts::{
    amount, amounts, amounts_of, are_amounts, fits, hold, named, optional_amounts,
};
use super::amounts::{text, texts, total};
use super::problem::Problem;
use super::{Fault, Rule};
use crate::money::Exact;
use crate::rules::{CostItem, MAX_COALITION, Objection, Overhead, OverheadError, Services};
use crate::rules::{objection, separable_costs};

/// The most items of common cost.
const MOST_ITEMS: usize = 50;

/// The most participants in common costs, and the most users of services.
const MOST_PARTICIPANTS: usize = 200;

/// The most participants whose separable costs are computed: each looks at every use again.
const MOST_SEPARATED: usize = 100;

/// The most service units: the exact solution of their mutual use grows fast.
const MOST_SERVICES: usize = 20;

pub(super) const SHARED_COSTS: Rule = Rule {
    name: "shared-costs",
    about: "who pays for what is common. `shapley` (the average over all orders of arrival), \
            `equal-remaining` and `separable-remaining-benefit` (what each causes alone, and the \
            rest equally or by `benefits`, which when absent are the costs alone) take `items`: a \
            `cost` with its `users`, a `cost` with `uses`, or the largest of `needs`; `given` \
            tests stated `charges`. The certificate names the coalition that saves most by \
            leaving, null when nobody would and absent beyond 10 participants. `direct`, \
            `step-down` (in `order`) and `reciprocal` take the `costs` of services, their use of \
            each other `between`, row by row, and use by users `to_users`",
    example: concat!(
        r#"{"rule":"shared-costs","method":"shapley","participants":3,"items":[{"cost":90,"#,
        r#""users":[0,1,2]},{"cost":60,"uses":[1,2,3]},{"needs":[10,20,40]}]}"#,
        "\n",
        r#"{"rule":"shared-costs","method":"given","charges":[50,50,90],"participants":3,"#,
        r#""items":[{"needs":[10,20,190]}]}"#,
        "\n",
        r#"{"rule":"shared-costs","method":"equal-remaining","participants":2,"#,
        r#""items":[{"needs":[10,40]}]}"#,
        "\n",
        r#"{"rule":"shared-costs","method":"separable-remaining-benefit","participants":2,"#,
        r#""items":[{"needs":[10,40]}],"benefits":[20,30]}"#,
        "\n",
        r#"{"rule":"shared-costs","method":"direct","costs":[800,400],"between":[[0,20],[40,"#,
        r#"0]],"to_users":[[30,50],[30,30]]}"#,
        "\n",
        r#"{"rule":"shared-costs","method":"step-down","order":[0,1],"costs":[800,400],"#,
        r#""between":[[0,20],[40,0]],"to_users":[[30,50],[30,30]]}"#,
        "\n",
        r#"{"rule":"shared-costs","method":"reciprocal","costs":[800,400],"between":[[0,20],"#,
        r#"[40,0]],"to_users":[[30,50],[30,30]]}"#,
    ),
    answer,
};

#[derive(Clone, Copy)]
enum Method {
    Shapley,
    Given,
    EqualRemaining,
    RemainingBenefit,
    Direct,
    StepDown,
    Reciprocal,
}

const METHODS: [(&str, Method); 7] = [
    ("shapley", Method::Shapley),
    ("given", Method::Given),
    ("equal-remaining", Method::EqualRemaining),
    ("separable-remaining-benefit", Method::RemainingBenefit),
    ("direct", Method::Direct),
    ("step-down", Method::StepDown),
    ("reciprocal", Method::Reciprocal),
];

fn answer(problem: &Problem) -> Result<Value, Fault> {
    let method = named(problem, "method", &METHODS)?;
    match method {
        Method::Direct | Method::StepDown | Method::Reciprocal => overhead(problem, method),
        _ => by_item(problem, method),
    }
}

fn by_item(problem: &Problem, method: Method) -> Result<Value, Fault> {
    let count = problem.count("participants")?;
    hold(count > 0, || "`participants` is zero".to_owned())?;
    let most = match method {
        Method::Shapley | Method::Given => MOST_PARTICIPANTS,
        _ => MOST_SEPARATED,
    };
    if count > most {
        return Err(Fault::too_large(format!(
            "{count} participants, at most {most} share costs by this method"
        )));
    }
    let items = problem.objects("items", MOST_ITEMS, |each| item(each, count))?;
    can_be_added(&items, count, method)?;
    let mut certificate = json!({});
    let charges = match method {
        Method::Shapley => {
            let shares: Vec<Vec<Exact>> = items.iter().map(|item| item.shapley(count)).collect();
            certificate["items"] = shares.iter().map(|share| texts(share)).collect();
            let sum = |at: usize| shares.iter().map(|share| share[at].clone()).sum();
            (0..count).map(sum).collect()
        }
        Method::Given => amounts_of(problem, "charges", count)?,
        _ => {
            let benefits = match method {
                Method::RemainingBenefit => Some(benefits(problem, &items, count)?),
                _ => None,
            };
            let outcome = separable_costs(&items, count, benefits.as_deref());
            if total(&outcome.charges) != crate::rules::stand_alone(&items, &|_| true) {
                return Err(Fault::impossible(format!(
                    "nobody benefits from taking part, so {} remains that nobody pays",
                    outcome.remaining.to_number_text()
                )));
            }
            certificate["separable"] = texts(&outcome.separable);
            certificate["remaining"] = text(&outcome.remaining);
            outcome.charges
        }
    };
    let cost = crate::rules::stand_alone(&items, &|_| true);
    certificate["cost"] = text(&cost);
    certificate["residual"] = text(&cost.minus(&total(&charges)));
    if count <= MAX_COALITION {
        certificate["leaves"] = objection(&items, &charges).as_ref().map(leaves).into();
    }
    Ok(json!({ "charges": texts(&charges), "certificate": certificate }))
}

/// Fails when the sums over all items, participants and coalitions would not end soon.
fn can_be_added(items: &[CostItem], count: usize, method: Method) -> Result<(), Fault> {
    let numbers = items.iter().flat_map(|item| match item {
        CostItem::Shared { cost, .. } => vec![cost],
        CostItem::PerUse { cost, uses } => [cost].into_iter().chain(uses).collect(),
        CostItem::Largest { needs } => needs.iter().collect(),
    });
    let times = match method {
        _ if count <= MAX_COALITION => 1 << count,
        Method::Shapley | Method::Given => 1,
        _ => count,
    };
    fits(&numbers.collect::<Vec<_>>(), "items", times)
}

fn leaves(objection: &Objection) -> Value {
    json!({
        "coalition": objection.coalition,
        "pays": text(&objection.pays),
        "alone": text(&objection.alone),
    })
}

/// Reads the benefits, or returns what each would pay alone.
fn benefits(problem: &Problem, items: &[CostItem], count: usize) -> Result<Vec<Exact>, Fault> {
    let alone = |one: usize| crate::rules::stand_alone(items, &|at| at == one);
    let stated = optional_amounts(problem, "benefits", count)?;
    Ok(stated.unwrap_or_else(|| (0..count).map(alone).collect()))
}

fn item(each: &Problem, count: usize) -> Result<CostItem, Fault> {
    if each.value("needs").is_some() {
        let needs = amounts_of(each, "needs", count)?;
        return Ok(CostItem::Largest { needs });
    }
    let cost = amount(each, "cost")?;
    if each.value("uses").is_some() {
        let uses = amounts_of(each, "uses", count)?;
        let is_used = uses.iter().any(|used| !used.is_zero());
        hold(is_used, || "`uses` are all zero".to_owned())?;
        return Ok(CostItem::PerUse { cost, uses });
    }
    let users = each.positions("users", count)?;
    hold(!users.is_empty(), || "`users` is empty".to_owned())?;
    Ok(CostItem::Shared { cost, users })
}

fn overhead(problem: &Problem, method: Method) -> Result<Value, Fault> {
    let costs = amounts(problem, "costs")?;
    let count = costs.len();
    if count > MOST_SERVICES {
        return Err(Fault::too_large(format!(
            "{count} services, at most {MOST_SERVICES} are solved exactly"
        )));
    }
    let between = table(problem, "between", count)?;
    let to_users = table(problem, "to_users", count)?;
    let users = to_users.first().map_or(0, Vec::len);
    hold(between.iter().all(|row| row.len() == count), || {
        format!("a row of `between` has other than {count} numbers")
    })?;
    hold(to_users.iter().all(|row| row.len() == users), || {
        "the rows of `to_users` differ in length".to_owned()
    })?;
    if users > MOST_PARTICIPANTS {
        return Err(Fault::too_large(format!(
            "{users} users, at most {MOST_PARTICIPANTS} share costs"
        )));
    }
    let services = Services {
        costs,
        between,
        to_users,
    };
    let outcome = match method {
        Method::StepDown => {
            let order = problem.positions("order", count)?;
            hold(order.len() == count, || {
                format!("`order` does not name all {count} services")
            })?;
            services.step_down(&order)
        }
        Method::Reciprocal => services.reciprocal(),
        _ => services.direct(),
    };
    let Overhead { charges, gross } = outcome.map_err(|error| fault(&error))?;
    Ok(json!({
        "charges": texts(&charges),
        "certificate": {
            "gross": texts(&gross),
            "residual": text(&total(&services.costs).minus(&total(&charges))),
        },
    }))
}

/// Reads a table of amounts with a row for each service.
fn table(problem: &Problem, field: &'static str, rows: usize) -> Result<Vec<Vec<Exact>>, Fault> {
    let table = problem.table(field)?;
    let has = table.len();
    hold(has == rows, || {
        format!("`{field}` has {has} rows where {rows} are needed")
    })?;
    let cells: Vec<Exact> = table.iter().flatten().cloned().collect();
    are_amounts(&cells, field)?;
    Ok(table)
}

fn fault(error: &OverheadError) -> Fault {
    Fault::impossible(match error {
        OverheadError::Unused(at) => {
            format!("nobody who may be charged uses service {at}, so its cost stays where it is")
        }
        OverheadError::Cycle(services) => {
            let names: Vec<String> = services.iter().map(usize::to_string).collect();
            let names = names.join(", ");
            format!(
                "services {names} use only each other, so their cost never reaches a user \
                 (spectral radius one)"
            )
        }
    })
}
