//! Points that a file lists, one per row.

use super::super::Failure;
use super::axis::{Axis, Number, as_written, parts};
use crate::domain::{Lang, Text};
use crate::scenario::records;

/// Reads the points of a CSV file that has a column for each axis, by its name or its path.
///
/// # Errors
///
/// A [`Failure`] with the line, when a column is missing or a cell is no value.
pub(super) fn rows(
    path: &str,
    text: &str,
    axes: &mut [Axis],
    lang: Lang,
) -> Result<Vec<Vec<Number>>, Failure> {
    let mut problems = Vec::new();
    let mut records = records(0, text, &mut problems).into_iter();
    let head = records.next().unwrap_or_default();
    let columns = axes.iter().map(|axis| {
        let mut head = head.iter();
        let column = head.position(|(cell, _)| [&axis.name, &axis.path].contains(&cell));
        column.ok_or_else(|| no_column(path, &axis.name, lang))
    });
    let columns: Vec<usize> = columns.collect::<Result<_, _>>()?;
    let mut rows: Vec<Vec<Number>> = Vec::new();
    let mut choices: Vec<Vec<String>> = vec![Vec::new(); axes.len()];
    for record in records {
        let line = record
            .first()
            .map_or(0, |(_, place)| line_of(text, place.start));
        let cells = columns.iter().map(|column| record.get(*column));
        let numbers = cells.enumerate().map(|(at, cell)| {
            let cell = cell.map_or("", |(text, _)| text.trim());
            let axis = &axes[at];
            if cell.is_empty() {
                return Err(no_cell((path, line), &axis.name, lang));
            }
            if !axis.is_laid() {
                let number = parts(&axis.path, cell, axis.line(), lang);
                return number.map_err(|failure| at_line((path, line), failure));
            }
            let written = as_written(cell);
            let own = &mut choices[at];
            let known = own.iter().position(|known| *known == written);
            let position = known.unwrap_or_else(|| {
                own.push(written);
                own.len() - 1
            });
            Ok((i64::try_from(position).unwrap_or_default(), 1))
        });
        rows.push(numbers.collect::<Result<_, _>>()?);
    }
    if rows.is_empty() {
        return Err(Failure::usage(
            &Text::new(
                format!("`{path}` heeft geen punten"),
                format!("`{path}` has no points"),
            ),
            &Text::new(
                "zet onder de kop een rij per punt",
                "put a row for each point under its head",
            ),
            lang,
        ));
    }
    for (at, (axis, choices)) in axes.iter_mut().zip(choices).enumerate() {
        if axis.is_laid() {
            axis.take_choices(choices);
        } else {
            axis.take_numbers(rows.iter().map(|row| row[at]));
        }
    }
    Ok(rows)
}

fn line_of(text: &str, start: usize) -> usize {
    let before = text.as_bytes().iter().take(start);
    before.filter(|byte| **byte == b'\n').count() + 1
}

fn at_line((path, line): (&str, usize), failure: Failure) -> Failure {
    Failure {
        text: format!("{path}:{line}: {}", failure.text),
        ..failure
    }
}

fn no_column(path: &str, name: &str, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("`{path}` heeft geen kolom `{name}`"),
            format!("`{path}` has no column `{name}`"),
        ),
        &Text::new(
            "noem in de kop elke parameter, bij zijn naam of zijn pad",
            "name every parameter in the head, by its name or its path",
        ),
        lang,
    )
}

fn no_cell((path, line): (&str, usize), name: &str, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("{path}:{line}: geen waarde voor `{name}`"),
            format!("{path}:{line}: no value for `{name}`"),
        ),
        &Text::new(
            "geef elke parameter op elke rij een waarde",
            "give every parameter a value in every row",
        ),
        lang,
    )
}
