//! Solving with an objective: the best values of some parameters.

use super::open::Study;
use super::{Answer, Failure, Format, Manner, SolveQuestion, pretty};
use crate::domain::{Check, Lang, Text};
use crate::report::{folded, optimum_csv, optimum_json, optimum_text};
use crate::results::Goal;
use crate::scenario::BASE;
use crate::simulation::{Judged, Range, Wanted, optimise};

/// Finds the best values of all parameters together. The answer fails when none were found.
pub(super) fn best(
    question: &SolveQuestion,
    objective: &str,
    (study, world, at): (&Study, &[Judged<'_>], usize),
    (ranges, checks): (&[Range], &[Check]),
    manner: Manner,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let id = question.variant.as_deref().unwrap_or(BASE);
    let baseline = question.baseline.as_deref().unwrap_or(id);
    let goal = goal(objective, ranges, baseline, lang)?;
    let other = study.position(baseline, lang)?;
    let case = &study.cases[at];
    let optimum = optimise(&Wanted {
        variant: id,
        scenario: &study.opened.variants[at].scenario,
        plan: &case.plan,
        inputs: &case.inputs,
        world,
        ranges,
        checks,
        goal: &goal,
        baseline: Some(&world[other]),
    });
    let text = match manner.format {
        Format::Table => folded(&optimum_text(&optimum, &case.plan, lang), manner.look),
        Format::Json => pretty(&optimum_json(&optimum, lang)),
        Format::Csv => optimum_csv(&optimum),
    };
    Ok(Answer {
        text,
        fails: optimum.best.is_none(),
        ..Answer::default()
    })
}

/// Reads an objective.
fn goal(text: &str, ranges: &[Range], baseline: &str, lang: Lang) -> Result<Goal, Failure> {
    let (side, what) = text.split_once(':').unwrap_or((text, ""));
    let parameter = ranges.iter().position(|range| range.path() == what);
    match (side, what, parameter) {
        ("min" | "max", "total", _) => Ok(Goal::Total {
            is_least: side == "min",
        }),
        ("max", "least-award", _) => Ok(Goal::LeastAward),
        ("min", "change", _) => Ok(Goal::Change {
            baseline: baseline.to_owned(),
        }),
        ("min" | "max", _, Some(parameter)) => Ok(Goal::Value {
            parameter,
            is_least: side == "min",
        }),
        _ => Err(unknown(text, ranges, lang)),
    }
}

fn unknown(text: &str, ranges: &[Range], lang: Lang) -> Failure {
    let paths = ranges.iter().flat_map(|range| {
        let path = range.path();
        [format!("`min:{path}`"), format!("`max:{path}`")]
    });
    let fixed = ["min:total", "max:total", "max:least-award", "min:change"];
    let fixed = fixed.iter().map(|name| format!("`{name}`"));
    let known: Vec<String> = fixed.chain(paths).collect();
    let known = known.join(", ");
    Failure::usage(
        &Text::new(
            format!("`{text}` is geen doel"),
            format!("`{text}` is no objective"),
        ),
        &Text::new(
            format!("mogelijk zijn {known}"),
            format!("possible are {known}"),
        ),
        lang,
    )
}
