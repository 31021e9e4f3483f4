//! Frontiers: for the points of a grid of some parameters the solutions for the last, as text,
//! JSON and CSV.

use serde_json::{Value, json};

use super::json::euros;
use super::solution::{certainty, dial_json, held, interval_row, is_bracketed, names, plain};
use super::solution::{quantity_json, solution_json, way_json};
use super::wording::Sentences;
use crate::domain::Lang;
use crate::plan::Plan;
use crate::results::{Frontier, GridRelaxation, Quantity, Solution};

/// Returns a frontier in sentences; the plan names the parameters.
pub fn frontier_text(frontier: &Frontier, plan: &Plan, lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let dial = sentences.dial(plan, &frontier.dial, &frontier.variant);
    let mut text = format!("{dial}\n");
    for beside in &frontier.beside {
        text += &format!("{}\n", sentences.tried_beside(plan, beside));
    }
    let points = frontier.rows.len();
    text += &format!("{}\n\n", sentences.grid(points, &frontier.dial));
    for (position, check) in frontier.conditions.iter().enumerate() {
        text += &format!("{}\n", sentences.condition(position, check));
    }
    for (point, solution) in &frontier.rows {
        text += &format!("\n{}\n", sentences.at_point(&frontier.beside, point));
        text += &held(&solution.holds, sentences);
    }
    for ways in &frontier.conflicts {
        let numbers: Vec<usize> = ways.iter().map(|one| one.way.condition).collect();
        text += &format!("\n{}\n", sentences.clash_everywhere(&numbers));
        for one in ways {
            let way = sentences.way_out_at(&frontier.beside, one, numbers.len() == 1);
            text += &format!("- {way}\n");
        }
    }
    text += &format!("\n{}\n", sentences.tried(tried(frontier)));
    if frontier
        .rows
        .iter()
        .any(|(_, solution)| is_bracketed(solution))
    {
        text += &format!("{}\n", sentences.bracketed());
    }
    text
}

fn tried(frontier: &Frontier) -> usize {
    let rows = frontier.rows.iter();
    rows.map(|(_, solution)| solution.tried).sum()
}

/// Returns a frontier as JSON.
pub fn frontier_json(frontier: &Frontier, lang: Lang) -> Value {
    let sentences = Sentences::new(lang);
    let grid = frontier.beside.iter().map(|beside| {
        let values = beside.values.iter().map(quantity_json);
        json!({ "path": beside.dial.path, "values": values.collect::<Value>() })
    });
    let dials = frontier.beside.iter().map(|beside| &beside.dial);
    let dials = dials.chain([&frontier.dial]).map(dial_json);
    let rows = frontier.rows.iter().map(|(point, solution)| {
        json!({ "at": values(point), "solution": solution_json(solution, lang) })
    });
    let conflicts = frontier.conflicts.iter().map(|ways| {
        let ways = ways.iter().map(|one| grid_way_json(one, sentences));
        ways.collect::<Value>()
    });
    json!({
        "schema": "verdeel/solve@1",
        "variant": frontier.variant,
        "vary": dials.collect::<Value>(),
        "grid": grid.collect::<Value>(),
        "points": frontier.rows.len(),
        "searched": sentences.grid(frontier.rows.len(), &frontier.dial),
        "holds": frontier.holds(),
        "frontier": rows.collect::<Value>(),
        "conflicts": conflicts.collect::<Value>(),
        "tried": tried(frontier),
    })
}

fn values(point: &[Quantity]) -> Value {
    point.iter().map(quantity_json).collect()
}

fn grid_way_json(one: &GridRelaxation, sentences: Sentences) -> Value {
    let mut way = way_json(&one.way, sentences);
    way["point"] = values(&one.point);
    way
}

/// Returns a frontier as CSV: a column for each parameter of the grid, and a row for each interval,
/// for each point without any, and for each way out.
pub fn frontier_csv(frontier: &Frontier) -> String {
    let paths = frontier
        .beside
        .iter()
        .map(|beside| beside.dial.path.as_str());
    let rest = [
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
    let head: Vec<&str> = paths.chain(rest).collect();
    let at = |point: &[Quantity]| point.iter().map(plain).collect::<Vec<String>>();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (point, solution) in &frontier.rows {
        let own = point_rows(solution, rest.len());
        rows.extend(own.into_iter().map(|row| [at(point), row].concat()));
    }
    for one in frontier.conflicts.iter().flatten() {
        let check = frontier.conditions.get(one.way.condition);
        let (to, gives) = (plain(&one.way.at), euros(one.way.gives));
        let certainty = certainty(one.way.certainty);
        let who = names(one.way.binding.as_slice());
        let id = check.map_or("", |check| check.id.as_str());
        let cells = [id, "way-out", &to, &to, certainty, &gives, &who, "", "", ""];
        rows.push([at(&one.point), cells.map(str::to_owned).to_vec()].concat());
    }
    super::csv::written(&head, &rows)
}

fn point_rows(solution: &Solution, columns: usize) -> Vec<Vec<String>> {
    if solution.holds.is_empty() {
        let mut nowhere = vec![String::new(); columns];
        nowhere[1] = "nowhere".to_owned();
        return vec![nowhere];
    }
    let holds = solution.holds.iter();
    holds.map(|one| interval_row("", one)).collect()
}
