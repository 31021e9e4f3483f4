//! The options of the command as a scenario: one that extends the file and says how to sweep it, so
//! that a sweep is always that of a scenario.

use super::SweepQuestion;
use super::axis::as_written;

/// The end of the name of such a scenario.
const ENDING: &str = ".sweep.toml";

/// Returns path and text of the scenario that the options are; `None` without any.
pub(super) fn scenario(question: &SweepQuestion) -> Option<(String, String)> {
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
