//! Solutions: for which values of a parameter conditions hold, as text, JSON and CSV.

use serde_json::{Value, json};

use super::json::euros;
use super::wording::Sentences;
use crate::domain::{Id, Lang};
use crate::plan::Plan;
use crate::results::{Binding, Certainty, Clash, Dial, Edge, Interval, Quantity};
use crate::results::{Relaxation, Solution, Stop};

/// Returns a solution in sentences; the plan names the parameter.
pub fn solution_text(solution: &Solution, plan: &Plan, lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let dial = sentences.dial(plan, &solution.dial, &solution.variant);
    let mut text = format!("{dial}\n");
    for (position, answered) in solution.conditions.iter().enumerate() {
        text += &format!("\n{}\n", sentences.condition(position, &answered.check));
        text += &match answered.is_judged {
            true => held(&answered.holds, sentences),
            false => format!("- {}\n", sentences.nothing_looked_at()),
        };
    }
    if solution.conditions.len() > 1 {
        text += &format!("\n{}\n", sentences.all_conditions());
        text += &held(&solution.holds, sentences);
    }
    for conflict in &solution.conflicts {
        let numbers: Vec<usize> = conflict.ways_out.iter().map(|way| way.condition).collect();
        text += &format!("\n{}\n", sentences.clash(&numbers));
        for way in &conflict.ways_out {
            text += &format!("- {}\n", sentences.way_out(way, numbers.len() == 1));
        }
    }
    text += &format!("\n{}\n", sentences.tried(solution.tried));
    if is_bracketed(solution) {
        text += &format!("{}\n", sentences.bracketed());
    }
    text
}

pub(super) fn held(intervals: &[Interval], sentences: Sentences) -> String {
    if intervals.is_empty() {
        return format!("- {}\n", sentences.holds_nowhere());
    }
    let lines = intervals.iter().flat_map(|interval| {
        let bound = |is_below: bool, edge: &Edge| {
            let bindings = edge.binds.iter();
            let lines = bindings.map(|one| sentences.binds(is_below, &edge.value, one));
            let ended =
                (edge.stop == Stop::Search).then(|| sentences.search_ended(is_below, &edge.value));
            lines
                .chain(ended)
                .map(|line| format!("  - {line}\n"))
                .collect::<String>()
        };
        let holds = format!("- {}\n", sentences.holds_from(interval));
        [
            holds,
            bound(true, &interval.first),
            bound(false, &interval.last),
        ]
    });
    lines.collect()
}

pub(super) fn is_bracketed(solution: &Solution) -> bool {
    let own = solution.conditions.iter().flat_map(|one| &one.holds);
    let all = own.chain(&solution.holds).map(|one| one.certainty);
    let ways = solution.conflicts.iter().flat_map(|one| &one.ways_out);
    let mut all = all.chain(ways.map(|way| way.certainty));
    all.any(|certainty| certainty == Certainty::Bracketed)
}

/// Returns a solution as JSON.
pub fn solution_json(solution: &Solution, lang: Lang) -> Value {
    let sentences = Sentences::new(lang);
    let conditions = solution.conditions.iter().map(|answered| {
        json!({
            "id": answered.check.id.as_str(),
            "wish": answered.check.wish.name(),
            "title": sentences.titled(&answered.check),
            "judged": answered.is_judged,
            "intervals": intervals_json(&answered.holds, sentences),
        })
    });
    let conflicts = solution.conflicts.iter();
    let conflicts = conflicts.map(|one| conflict_json(one, sentences));
    json!({
        "schema": "verdeel/solve@1",
        "variant": solution.variant,
        "vary": [dial_json(&solution.dial)],
        "conditions": conditions.collect::<Value>(),
        "holds": !solution.holds.is_empty(),
        "intervals": intervals_json(&solution.holds, sentences),
        "conflicts": conflicts.collect::<Value>(),
        "tried": solution.tried,
        "assumption": is_bracketed(solution).then(|| sentences.bracketed()),
    })
}

pub(super) fn dial_json(dial: &Dial) -> Value {
    json!({
        "path": dial.path,
        "now": quantity_json(&dial.now),
        "from": quantity_json(&dial.from),
        "to": quantity_json(&dial.to),
        "step": quantity_json(&dial.step),
    })
}

/// Returns a value: euros with two decimals, a whole number, or `p/q`.
pub(super) fn quantity_json(value: &Quantity) -> Value {
    match value {
        Quantity::Amount(amount) => euros(*amount).into(),
        Quantity::Heads(heads) => (*heads).into(),
        Quantity::Part(part) | Quantity::Number(part) => part.to_string().into(),
    }
}

fn intervals_json(intervals: &[Interval], sentences: Sentences) -> Value {
    let rows = intervals.iter().map(|interval| {
        json!({
            "from": edge_json(&interval.first, sentences),
            "to": edge_json(&interval.last, sentences),
            "certainty": certainty(interval.certainty),
        })
    });
    rows.collect()
}

fn edge_json(edge: &Edge, sentences: Sentences) -> Value {
    let binds = edge.binds.iter().map(|one| binding_json(one, sentences));
    json!({
        "value": quantity_json(&edge.value),
        "end": edge.stop.name(),
        "binds": binds.collect::<Value>(),
    })
}

pub(super) fn binding_json(binding: &Binding, sentences: Sentences) -> Value {
    let says = &binding.counterexample;
    json!({
        "condition": binding.condition,
        "year": binding.year.to_string(),
        "level": says.level.name(),
        "recipients": says.recipients.iter().map(Id::as_str).collect::<Vec<&str>>(),
        "sentence": sentences.counterexample(says),
    })
}

fn conflict_json(conflict: &Clash, sentences: Sentences) -> Value {
    let ways = conflict.ways_out.iter();
    ways.map(|way| way_json(way, sentences)).collect()
}

pub(super) fn way_json(way: &Relaxation, sentences: Sentences) -> Value {
    json!({
        "condition": way.condition,
        "gives": euros(way.gives),
        "at": quantity_json(&way.at),
        "certainty": certainty(way.certainty),
        "binds": way.binding.as_ref().map(|one| binding_json(one, sentences)),
    })
}

pub(super) fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Exact => "exact",
        Certainty::Bracketed => "bracketed",
    }
}

/// Returns a solution as CSV: the intervals of each condition, then those of all together, and the
/// ways out where there are none.
pub fn solution_csv(solution: &Solution) -> String {
    let head = [
        "condition",
        "row",
        "from",
        "to",
        "certainty",
        "gives",
        "binds_from",
        "binds_to",
        "end_from",
        "end_to",
    ];
    let own = solution.conditions.iter().flat_map(|answered| {
        let id = answered.check.id.as_str();
        answered.holds.iter().map(move |one| interval_row(id, one))
    });
    let all = solution.holds.iter().map(|one| interval_row("", one));
    let ways = solution.conflicts.iter().flat_map(|one| &one.ways_out);
    let ways = ways.map(|way| {
        let answered = solution.conditions.get(way.condition);
        let id = answered.map_or("", |answered| answered.check.id.as_str());
        let at = plain(&way.at);
        let who = names(way.binding.as_slice());
        let cells = [id, "way-out", &at, &at, certainty(way.certainty)];
        let cells = cells.map(str::to_owned).to_vec();
        let none = String::new();
        [
            cells,
            vec![euros(way.gives), who, none.clone(), none.clone(), none],
        ]
        .concat()
    });
    let rows: Vec<Vec<String>> = own.chain(all).chain(ways).collect();
    super::csv::written(&head, &rows)
}

pub(super) fn interval_row(id: &str, interval: &Interval) -> Vec<String> {
    let row = [
        id,
        "holds",
        &plain(&interval.first.value),
        &plain(&interval.last.value),
        certainty(interval.certainty),
        "",
        &names(&interval.first.binds),
        &names(&interval.last.binds),
        interval.first.stop.name(),
        interval.last.stop.name(),
    ];
    row.map(str::to_owned).to_vec()
}

pub(super) fn plain(value: &Quantity) -> String {
    match value {
        Quantity::Amount(amount) => euros(*amount),
        Quantity::Heads(heads) => heads.to_string(),
        Quantity::Part(part) | Quantity::Number(part) => part.to_string(),
    }
}

/// Names the recipients that bind.
pub(super) fn names(bindings: &[Binding]) -> String {
    let recipients = bindings
        .iter()
        .flat_map(|one| &one.counterexample.recipients);
    let mut names: Vec<&str> = recipients.map(Id::as_str).collect();
    names.dedup();
    names.join(" ")
}
