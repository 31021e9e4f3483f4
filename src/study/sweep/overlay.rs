//! The options of the command as a scenario: one that extends the file and says how to sweep it, so
//! that a sweep is always that of a scenario.

use super::super::Failure;
use super::SweepQuestion;
use super::axis::as_written;
use crate::domain::{Lang, Text};
use crate::money::Exact;

/// The end of the name of such a scenario.
const ENDING: &str = ".sweep.toml";

/// Returns path and text of the scenario that the options are; `None` without any.
///
/// # Errors
///
/// A [`Failure`] when what varies can be read in two ways.
pub(super) fn scenario(
    question: &SweepQuestion,
    lang: Lang,
) -> Result<Option<(String, String)>, Failure> {
    let mut twofold = question.vary.iter().filter(|vary| is_twofold(vary));
    if let Some(vary) = twofold.next() {
        return Err(read_in_two_ways(vary, lang));
    }
    Ok(written(question))
}

/// Says whether the end of a range can be a share as well as a number with steps: `0..1/8`.
fn is_twofold(vary: &str) -> bool {
    let read = || -> Option<(Exact, Exact)> {
        let (_, values) = vary.split_once('=')?;
        let (from, rest) = values.split_once("..")?;
        let (to, steps) = rest.split_once('/')?;
        let is_whole = |text: &str| text.trim().parse::<u64>().is_ok();
        let share = Exact::from_share_text(rest.trim()).ok()?;
        let from = Exact::from_share_text(from.trim()).ok()?;
        (is_whole(to) && is_whole(steps)).then_some((from, share))
    };
    read().is_some_and(|(from, share)| from < share && share <= Exact::one())
}

fn read_in_two_ways(vary: &str, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("`{vary}` kan een deel zijn, of een einde met een aantal stappen"),
            format!("`{vary}` can be a share, or an end with a number of steps"),
        ),
        &Text::new(
            "schrijf een deel als procenten, `0..12.5 %`, en stappen als `0..100 %/8` of een lijst",
            "write a share in percent, `0..12.5 %`, and steps as `0..100 %/8` or as a list",
        ),
        lang,
    )
}

fn written(question: &SweepQuestion) -> Option<(String, String)> {
    let mut text = String::new();
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            text += &format!("{key} = {value}\n");
        }
    };
    let number = |number: Option<u64>| number.map(|number| number.to_string());
    line("design", question.design.as_deref().map(quoted));
    line("points", number(question.points));
    line("grid-levels", number(question.grid_levels));
    line(
        "second-order",
        question.second_order.then(|| "true".to_owned()),
    );
    line("list", question.list.as_deref().map(quoted));
    line("seed", number(question.seed));
    line("draws", number(question.draws));
    line("rows", question.rows.as_deref().map(quoted));
    line("points-per-part", number(question.points_per_part));
    let variants = question.variants.iter().map(|id| quoted(id));
    let variants: Vec<String> = variants.collect();
    line(
        "variants",
        (!variants.is_empty()).then(|| format!("[{}]", variants.join(", "))),
    );
    for vary in &question.vary {
        text += &parameter(vary);
    }
    if text.is_empty() {
        return None;
    }
    let (folder, file) = match question.path.rfind(['/', '\\']) {
        Some(at) => question.path.split_at(at + 1),
        None => ("", question.path.as_str()),
    };
    let stem = file.strip_suffix(".toml").unwrap_or(file);
    Some((
        format!("{folder}{stem}{ENDING}"),
        format!("extends = {}\n\n[sweep]\n{text}", quoted(file)),
    ))
}

/// Returns a parameter of the command as a table: `PATH=FROM..TO`, `PATH=FROM..TO/STEPS`,
/// `PATH=A,B,C`, or a path alone.
fn parameter(text: &str) -> String {
    let (path, values) = text.split_once('=').unwrap_or((text, ""));
    let mut table = format!("\n[[sweep.parameter]]\npath = {}\n", quoted(path.trim()));
    match values.split_once("..") {
        Some((from, rest)) => {
            let (to, steps) = rest
                .rsplit_once('/')
                .filter(|(_, steps)| steps.trim().parse::<u64>().is_ok())
                .unwrap_or((rest, ""));
            table += &format!("from = {}\n", as_written(from.trim()));
            table += &format!("to = {}\n", as_written(to.trim()));
            if !steps.is_empty() {
                table += &format!("steps = {}\n", steps.trim());
            }
        }
        None if values.trim().is_empty() => {}
        None => {
            let values = values.split(',').map(|value| as_written(value.trim()));
            let values: Vec<String> = values.collect();
            table += &format!("values = [{}]\n", values.join(", "));
        }
    }
    table
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
