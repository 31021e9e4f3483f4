//! Optima: the best values found of several parameters, as text, JSON and CSV.

use serde_json::{Value, json};

use super::json::euros;
use super::solution::{binding_json, dial_json, plain, quantity_json};
use super::wording::Sentences;
use crate::domain::{Id, Lang};
use crate::plan::Plan;
use crate::results::{Best, Goal, Kept, Lack, Optimum};

/// Returns an optimum in sentences; the plan names the parameters.
pub fn optimum_text(optimum: &Optimum, plan: &Plan, lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let mut text = String::new();
    for dial in &optimum.dials {
        text += &format!("{}\n", sentences.dial(plan, dial, &optimum.variant));
    }
    text += &format!("\n{}\n", sentences.sought(plan, optimum));
    text += &format!("- {}\n", sentences.goal_before(optimum));
    match &optimum.best {
        Some(best) => text += &found(optimum, best, plan, sentences),
        None => text += &format!("- {}\n", sentences.nothing_found()),
    }
    for (position, kept) in optimum.conditions.iter().enumerate() {
        text += &format!("\n{}\n", sentences.condition(position, &kept.check));
        if optimum.best.is_some() {
            text += &format!("- {}\n", sentences.room(kept.room));
        }
        if let Some(binding) = &kept.binding {
            text += &format!("  - {}\n", sentences.nearest(binding));
        }
    }
    for conflict in &optimum.conflicts {
        let numbers: Vec<usize> = conflict.iter().map(|lack| lack.condition).collect();
        text += &format!("\n{}\n", sentences.clash_found(&numbers));
        for lack in conflict {
            text += &format!("- {}\n", sentences.lack(lack, &optimum.dials));
        }
    }
    text += &format!("\n{}\n", sentences.tried(optimum.tried));
    text + &format!("{}\n", sentences.assumed(optimum))
}

fn found(optimum: &Optimum, best: &Best, plan: &Plan, sentences: Sentences) -> String {
    let mut text = format!("- {}\n", sentences.goal_after(best, optimum));
    let values = optimum.dials.iter().zip(&best.values).zip(&best.at_end);
    for ((dial, value), at_end) in values {
        let line = sentences.best_value(plan, dial, value, *at_end);
        text += &format!("  - {line}\n");
    }
    text
}

/// Returns an optimum as JSON.
pub fn optimum_json(optimum: &Optimum, lang: Lang) -> Value {
    let sentences = Sentences::new(lang);
    let conditions = optimum.conditions.iter();
    let conflicts = optimum.conflicts.iter().map(|conflict| {
        let ways = conflict.iter().map(|lack| lack_json(lack, optimum));
        ways.collect::<Value>()
    });
    let best = optimum.best.as_ref();
    json!({
        "schema": "verdeel/solve@1",
        "variant": optimum.variant,
        "vary": optimum.dials.iter().map(dial_json).collect::<Value>(),
        "conditions": conditions.map(|kept| kept_json(kept, sentences)).collect::<Value>(),
        "holds": best.is_some(),
        "objective": {
            "goal": goal(optimum),
            "before": quantity_json(&optimum.before),
            "holds_before": optimum.holds_before,
            "after": best.map(|best| quantity_json(&best.goal)),
            "values": best.map(|best| values_json(best, optimum)),
            "certainty": best.map(certainty),
            "settled": best.map(|best| best.is_settled),
            "agreeing": best.map(|best| best.agreeing),
            "starts": optimum.starts,
        },
        "conflicts": conflicts.collect::<Value>(),
        "tried": optimum.tried,
        "assumption": sentences.assumed(optimum),
    })
}

fn kept_json(kept: &Kept, sentences: Sentences) -> Value {
    json!({
        "id": kept.check.id.as_str(),
        "wish": kept.check.wish.name(),
        "title": sentences.titled(&kept.check),
        "room": kept.room.map(euros),
        "binds": kept.binding.as_ref().map(|binding| binding_json(binding, sentences)),
    })
}

fn values_json(best: &Best, optimum: &Optimum) -> Value {
    let values = optimum.dials.iter().zip(&best.values).zip(&best.at_end);
    let values = values.map(|((dial, value), at_end)| {
        json!({ "path": dial.path, "value": quantity_json(value), "at_end": at_end })
    });
    values.collect()
}

fn lack_json(lack: &Lack, optimum: &Optimum) -> Value {
    let at = optimum.dials.iter().zip(&lack.at);
    let at = at.map(|(dial, value)| json!({ "path": dial.path, "value": quantity_json(value) }));
    json!({
        "condition": lack.condition,
        "gives": euros(lack.gives),
        "at": at.collect::<Value>(),
        "certainty": "found",
    })
}

fn certainty(best: &Best) -> &'static str {
    if best.is_exact { "exact" } else { "found" }
}

/// Returns an objective as it is asked for.
fn goal(optimum: &Optimum) -> String {
    let side = |is_least: bool| if is_least { "min" } else { "max" };
    match &optimum.goal {
        Goal::Total { is_least } => format!("{}:total", side(*is_least)),
        Goal::LeastAward => "max:least-award".to_owned(),
        Goal::Change { .. } => "min:change".to_owned(),
        Goal::Value {
            parameter,
            is_least,
        } => {
            let path = optimum.dials.get(*parameter).map_or("", |dial| &dial.path);
            format!("{}:{path}", side(*is_least))
        }
    }
}

/// Returns an optimum as CSV: the objective, the values, the room of each condition, and what
/// conditions lack where nothing was found.
pub fn optimum_csv(optimum: &Optimum) -> String {
    let head = ["row", "name", "before", "after", "certainty", "binds"];
    let best = optimum.best.as_ref();
    let sure = best.map_or("", certainty);
    let of = |cells: [&str; 6]| cells.map(str::to_owned).to_vec();
    let after = best.map_or(String::new(), |best| plain(&best.goal));
    let (before, asked) = (plain(&optimum.before), goal(optimum));
    let mut rows = vec![of(["objective", &asked, &before, &after, sure, ""])];
    for (position, dial) in optimum.dials.iter().enumerate() {
        let value = best.and_then(|best| best.values.get(position));
        let value = value.map_or(String::new(), plain);
        rows.push(of([
            "value",
            &dial.path,
            &plain(&dial.now),
            &value,
            sure,
            "",
        ]));
    }
    for kept in &optimum.conditions {
        let room = kept.room.map_or(String::new(), euros);
        let binding = kept.binding.iter();
        let names = binding.flat_map(|one| &one.counterexample.recipients);
        let names: Vec<&str> = names.map(Id::as_str).collect();
        let binds = match (&kept.binding, names.is_empty()) {
            (Some(_), true) => "total".to_owned(),
            _ => names.join(" "),
        };
        rows.push(of(["room", kept.check.id.as_str(), "", &room, "", &binds]));
    }
    for lack in optimum.conflicts.iter().flatten() {
        let kept = optimum.conditions.get(lack.condition);
        let id = kept.map_or("", |kept| kept.check.id.as_str());
        rows.push(of(["gives", id, "", &euros(lack.gives), "found", ""]));
    }
    super::csv::written(&head, &rows)
}
