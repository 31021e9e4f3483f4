//! A column of values that were seen.

use super::super::problem::{Place, Problem};
use super::super::tree::{Node, Value};
use super::records::{Records, next};
use super::{MAX_ROWS, repeated, too_many};
use crate::domain::Text;

/// Returns the values below the name of a column, each as a number at its place; cells that are
/// empty say nothing. The name stands at `named_at`, where it is not in the file.
pub(in crate::scenario) fn column(
    (file, text): (usize, &str),
    (name, named_at): (&str, Place),
    problems: &mut Vec<Problem>,
) -> Vec<Node> {
    let mut records = Records::new(text);
    let found = problems.len();
    let header = next(&mut records, file, problems).unwrap_or_default();
    let Some(position) = header.iter().position(|(cell, _)| cell.trim() == name) else {
        if problems.len() == found {
            problems.push(match header.is_empty() {
                true => empty(file, name),
                false => unknown(name, named_at, &header),
            });
        }
        return Vec::new();
    };
    let others = header.iter().skip(position.saturating_add(1));
    for (_, place) in others.filter(|(cell, _)| cell.trim() == name) {
        problems.push(repeated(name, *place, header[position].1));
    }
    let mut values = Vec::new();
    while let Some(cells) = next(&mut records, file, problems) {
        let Some((cell, place)) = cells.get(position) else {
            continue;
        };
        if values.len() >= MAX_ROWS {
            problems.push(too_many(*place));
            break;
        }
        let cell = cell.trim();
        if !cell.is_empty() {
            values.push(Node::new(Value::Number(cell.to_owned()), *place));
        }
    }
    if values.is_empty() && problems.len() == found {
        problems.push(empty(file, name));
    }
    values
}

fn unknown(name: &str, place: Place, header: &[(String, Place)]) -> Problem {
    let names: Vec<&str> = header.iter().map(|(cell, _)| cell.trim()).collect();
    let known = names.join(", ");
    let text = Text::new(
        format!("het CSV-bestand heeft geen kolom `{name}`"),
        format!("the CSV file has no column `{name}`"),
    );
    Problem::error("csv-unknown-column", place, text)
        .expected(format!("een van {known}"), format!("one of {known}"))
        .hint_nearest(name, names)
}

fn empty(file: usize, name: &str) -> Problem {
    let text = Text::new(
        format!("geen waarde in kolom `{name}` van het CSV-bestand"),
        format!("no value in column `{name}` of the CSV file"),
    );
    Problem::error("csv-empty", Place::start_of(file), text).expected(
        "een regel met kolomnamen en een regel per waarde",
        "a line with column names and a line per value",
    )
}
