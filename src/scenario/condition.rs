//! Conditions that are asked beside a scenario: the id of one of its checks, or a wish written as
//! an inline table.

use std::sync::Arc;

use super::loader::Loader;
use super::open::{Refused, base_of, in_file_order};
use super::problem::{Place, Problem, Severity};
use super::sources::Library;
use super::tree::{Entry, Node, Table, Value, parse};
use crate::domain::{Check, Text};

/// The name under which problems show what was asked.
const ASKED: &str = Check::UNNAMED;

/// Returns the wish that `text` is in the scenario at `path`: the id of one of its checks, or a
/// wish such as `{ wish = "keep", at-least = "95 %", against = "base" }`, with or without an id.
///
/// # Errors
///
/// [`Refused`] when the scenario has problems, the text has, or no check has that id. Problems of
/// the text lie in a source of their own.
pub fn condition(path: &str, text: &str, library: &dyn Library) -> Result<Check, Refused> {
    let mut loader = Loader::new(library);
    let found = loader
        .scenario(path)
        .and_then(|base| wished(base, text, &mut loader));
    let problems = in_file_order(loader.problems);
    let has_errors = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    match found {
        Some(check) if !has_errors => Ok(check),
        _ => Err(Refused {
            sources: loader.sources,
            problems,
        }),
    }
}

fn wished(mut base: Table, text: &str, loader: &mut Loader<'_>) -> Option<Check> {
    let is_table = text.trim_start().starts_with('{');
    let id = match is_table {
        true => add(&mut base, text, loader)?,
        false => text.trim().to_owned(),
    };
    let scenario = base_of(&base, loader);
    let ids: Vec<String> = scenario
        .checks
        .iter()
        .map(|check| check.id.to_string())
        .collect();
    let mut checks = scenario.checks.into_iter();
    let found = checks.find(|check| check.id.as_str() == id);
    if found.is_none() && loader.problems.is_empty() {
        let file = loader.sources.add(ASKED, id.clone());
        let place = Place {
            file,
            start: 0,
            end: id.len(),
        };
        let says = Text::new(
            format!("wens `{id}` is onbekend"),
            format!("unknown check `{id}`"),
        );
        let problem = Problem::error("unknown-check", place, says);
        let problem = problem.hint_nearest(&id, ids.iter().map(String::as_str));
        loader.problems.push(match problem.hint {
            Some(_) => problem,
            None => problem.hint(
                "noem een `[[check]]` van het scenario, of schrijf `{ wish = \"…\" }`",
                "name a `[[check]]` of the scenario, or write `{ wish = \"…\" }`",
            ),
        });
    }
    found
}

/// Adds the wish to the checks of a tree and returns its id.
fn add(base: &mut Table, text: &str, loader: &mut Loader<'_>) -> Option<String> {
    let text = format!("check = [{}]\n", text.trim());
    let file = loader.sources.add(ASKED, text.clone());
    let mut tree = parse(file, &text, &mut loader.problems)?;
    let own = tree.get_mut("check").and_then(Node::as_list_mut)?;
    let place = own.first()?.place;
    if own.len() > 1 {
        let says = Text::new("meer dan één wens", "more than one wish");
        loader.problems.push(
            Problem::error("bad-wish", place, says).hint("vraag er één per keer", "ask one by one"),
        );
    }
    let node = own.first_mut()?;
    let table = node.as_table_mut()?;
    let id = match table.text("id") {
        Some(id) => id.to_owned(),
        None => {
            let id = free_id(base);
            table.entries.push(Entry {
                key: "id".to_owned(),
                key_place: place,
                node: Node::new(Value::Text(id.clone()), place),
            });
            id
        }
    };
    let node = node.clone();
    match base.get_mut("check").and_then(Node::as_list_mut) {
        Some(checks) => checks.push(node),
        None => base.set(
            "check",
            place,
            Node::new(Value::List(Arc::new(vec![node])), place),
        ),
    }
    Some(id)
}

/// Returns an id that no check of the tree has.
fn free_id(base: &Table) -> String {
    let mut names = (1..).map(|number| match number {
        1 => ASKED.to_owned(),
        _ => format!("{ASKED}-{number}"),
    });
    let is_free = |name: &String| {
        let mut checks = base.tables("check");
        checks.all(|(_, table)| table.text("id") != Some(name))
    };
    names.find(is_free).unwrap_or_default()
}
