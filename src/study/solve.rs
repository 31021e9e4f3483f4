//! Solving: for which values of a parameter conditions hold.

use std::sync::Arc;

use super::library::{Reading, Shelf};
use super::objective::best;
use super::open::{Study, refused};
use super::{Answer, Failure, Format, Manner, pretty};
use crate::domain::{Check, Id, Lang, Text};
use crate::money::{Cents, Exact};
use crate::plan::{Plan, SlotLine, Unit};
use crate::report::{breakpoints_csv, breakpoints_json, breakpoints_text};
use crate::report::{folded, frontier_csv, frontier_json, frontier_text};
use crate::report::{solution_csv, solution_json, solution_text};
use crate::scenario::{BASE, condition, facts, nearest_names};
use crate::simulation::{Asked, Baseline, Case, MOST_PARAMETERS, Range, RangeError};
use crate::simulation::{breakpoints, corners, may_shrink, solve_beside};

/// What is to be solved.
#[derive(Clone, Debug)]
pub struct SolveQuestion {
    /// Path of the scenario file.
    pub path: String,
    /// The parameters, up to six: all values of the last are looked at, at some values of the
    /// others; with an objective all vary together.
    pub vary: Vec<Vary>,
    /// What is to be as small or large as it can be: `min:total`, `max:least-award`, `min:change`,
    /// or `min:` or `max:` with the path of a parameter.
    pub objective: Option<String>,
    /// Conditions: ids of checks, or wishes as inline tables.
    pub until: Vec<String>,
    /// The variant; the base when `None`.
    pub variant: Option<String>,
    /// Whether to map where something changes, instead of asking conditions.
    pub breakpoints: bool,
    /// The variant with which gains are then compared; the variant itself when `None`.
    pub baseline: Option<String>,
}

/// A parameter with the values that are looked at, as written.
#[derive(Clone, Debug)]
pub struct Vary {
    /// Its path.
    pub path: String,
    /// The least value.
    pub from: Option<String>,
    /// The greatest value.
    pub to: Option<String>,
    /// Whether the values stand behind the path, as in `PATH=FROM..TO`.
    pub is_range: bool,
}

impl Vary {
    /// Reads a parameter as it is written on a command line: its path, or `PATH=FROM..TO`.
    pub fn of(text: &str) -> Vary {
        let range = text
            .rsplit_once('=')
            .and_then(|(path, range)| Some((path, range.split_once("..")?)));
        let end = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        match range {
            Some((path, (from, to))) => Vary {
                path: path.trim().to_owned(),
                from: end(from),
                to: end(to),
                is_range: true,
            },
            None => Vary {
                path: text.to_owned(),
                from: None,
                to: None,
                is_range: false,
            },
        }
    }
}

/// How many paths a hint names.
const NEAR_PATHS: usize = 3;

/// Finds the values of a parameter for which all conditions hold. The answer fails when there are
/// none.
///
/// # Errors
///
/// A [`Failure`] when the scenario has problems, a condition cannot be read, or the parameter or
/// its range is none.
pub fn solve(
    question: &SolveQuestion,
    manner: Manner,
    read: Reading<'_>,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let study = Study::open(&question.path, read).map_err(|problems| refused(&problems, manner))?;
    let id = question.variant.as_deref().unwrap_or(BASE);
    let at = study.position(id, lang)?;
    let (variant, case) = (&study.opened.variants[at], &study.cases[at]);
    let range_of = |vary: &Vary| {
        range(vary, case, lang).map_err(|failure| {
            let asked = (question.path.as_str(), id, vary.path.as_str());
            failure.unwrap_or_else(|| unknown_path(asked, case, (lang, read)))
        })
    };
    let ranges = question.vary.iter().map(range_of);
    let ranges: Vec<Range> = ranges.collect::<Result<_, _>>()?;
    check_together(&ranges, case, lang)?;
    Failure::of_repeated("--until", question.until.iter().map(String::as_str), lang)?;
    let checks = conditions(question, manner, read)?;
    let world = study.judged();
    if let Some(objective) = &question.objective {
        return best(
            question,
            objective,
            (&study, &world, at),
            (&ranges, &checks),
            manner,
        );
    }
    let Some((range, others)) = ranges.split_last() else {
        return Err(Failure::too_many_numbers(MOST_PARAMETERS, lang));
    };
    if question.breakpoints && !others.is_empty() {
        return Err(Failure::too_many_numbers(1, lang));
    }
    let mut asked = Asked {
        variant: id,
        scenario: &variant.scenario,
        plan: &case.plan,
        inputs: &case.inputs,
        world: &world,
        range,
        checks: &checks,
        baseline: None,
    };
    if question.breakpoints {
        let baseline = question.baseline.as_deref().unwrap_or(id);
        let other = study.position(baseline, lang)?;
        let (path, is_count) = (range.path(), is_count(case, range.path()));
        let compared = Baseline::of(&world[at], &world[other], (path, is_count));
        asked.baseline = Some(&compared);
        return Ok(mapped(&asked, (&case.plan, baseline), manner));
    }
    if !others.is_empty() {
        return Ok(beside(&asked, others, manner));
    }
    let solution = crate::simulation::solve(&asked);
    let text = match manner.format {
        Format::Table => folded(&solution_text(&solution, &case.plan, lang), manner.look),
        Format::Json => pretty(&solution_json(&solution, lang)),
        Format::Csv => solution_csv(&solution),
    };
    Ok(Answer {
        text,
        fails: solution.holds.is_empty(),
        ..Answer::default()
    })
}

/// Says whether a path is that of a count.
fn is_count(case: &Case, path: &str) -> bool {
    let mut lines = case.plan.slots.iter();
    let own = lines.find(|line| line.path == path);
    own.is_some_and(|line| case.plan.counts().contains(&line.slot))
}

/// Answers where something changes.
fn mapped(asked: &Asked<'_>, (plan, baseline): (&Arc<Plan>, &str), manner: Manner) -> Answer {
    let lang = manner.look.lang;
    let map = &breakpoints(asked, plan, baseline);
    let text = match manner.format {
        Format::Table => folded(&breakpoints_text(map, plan, lang), manner.look),
        Format::Json => pretty(&breakpoints_json(map, lang)),
        Format::Csv => breakpoints_csv(map, lang),
    };
    Answer {
        text,
        ..Answer::default()
    }
}

/// Solves at the points of a grid of all parameters but the last.
fn beside(asked: &Asked<'_>, beside: &[Range], manner: Manner) -> Answer {
    let lang = manner.look.lang;
    let frontier = solve_beside(asked, beside);
    let text = match manner.format {
        Format::Table => folded(&frontier_text(&frontier, asked.plan, lang), manner.look),
        Format::Json => pretty(&frontier_json(&frontier, lang)),
        Format::Csv => frontier_csv(&frontier),
    };
    Answer {
        text,
        fails: !frontier.holds(),
        ..Answer::default()
    }
}

/// Refuses a parameter that is varied twice, and values that cannot go together.
fn check_together(ranges: &[Range], case: &Case, lang: Lang) -> Result<(), Failure> {
    if ranges.len() > MOST_PARAMETERS {
        return Err(Failure::too_many_numbers(MOST_PARAMETERS, lang));
    }
    Failure::of_repeated("--vary", ranges.iter().map(Range::path), lang)?;
    let mut corners = corners(ranges, &case.inputs).into_iter();
    match corners.find_map(|inputs| case.plan.too_large(&inputs)) {
        Some(refusal) => Err(Failure::usage(&refusal.text, &refusal.hint, lang)),
        None => Ok(()),
    }
}

/// Reads the conditions; those without an id of their own are numbered.
fn conditions(
    question: &SolveQuestion,
    manner: Manner,
    read: Reading<'_>,
) -> Result<Vec<Check>, Failure> {
    let mut checks: Vec<Check> = Vec::new();
    for text in &question.until {
        let shelf = Shelf { read };
        let check = condition(&question.path, text, &shelf);
        let mut check = check.map_err(|problems| refused(&problems, manner))?;
        let is_taken = |id: &Id| checks.iter().any(|one| one.id == *id);
        if is_taken(&check.id) {
            let mut names = (2..).map(|number| Id::parse(&format!("{}-{number}", check.id)));
            let free = names.find(|name| !name.as_ref().is_some_and(is_taken));
            check.id = free.flatten().unwrap_or(check.id);
        }
        checks.push(check);
    }
    Ok(checks)
}

/// Returns the values to look at; `None` for the failure that there is no such parameter.
fn range(vary: &Vary, case: &Case, lang: Lang) -> Result<Range, Option<Failure>> {
    let mut lines = case.plan.slots.iter();
    let line = lines.find(|line| line.path == vary.path).ok_or(None)?;
    not_of_a_mix(&vary.path, lang).map_err(Some)?;
    let now = match line.unit {
        Unit::Fraction => case.inputs.fraction(line.slot, 0),
        Unit::Cents | Unit::Heads => case.inputs.heads(line.slot, 0).into(),
    };
    let end = |text: &Option<String>| text.as_deref().map(|text| number(text, line, lang));
    let (from, to) = (end(&vary.from).transpose()?, end(&vary.to).transpose()?);
    let twice = now.plus(&now);
    let from = from.unwrap_or_else(|| twice.clone().min(Exact::zero()));
    let most = match line.unit {
        Unit::Fraction => twice.max(Exact::one()),
        Unit::Cents | Unit::Heads => twice.max(from.clone()),
    };
    let to = to.unwrap_or(most);
    if from == to {
        return Err(Some(empty(vary, lang)));
    }
    let range = Range::of(line, &case.inputs, &from, &to).map_err(|error| match error {
        RangeError::Empty => empty(vary, lang),
        RangeError::TooLarge => bad_number(vary.to.as_deref().unwrap_or_default(), line, lang),
    })?;
    let mut ends = range.ends(&case.inputs).into_iter();
    match ends.find_map(|inputs| case.plan.too_large(&inputs)) {
        Some(refusal) => Err(Some(Failure::usage(&refusal.text, &refusal.hint, lang))),
        None => Ok(range),
    }
}

/// Refuses a number that cannot change by itself.
///
/// # Errors
///
/// A [`Failure`] when it is one part of a mix.
pub(super) fn not_of_a_mix(path: &str, lang: Lang) -> Result<(), Failure> {
    match path.contains(".mix.") {
        false => Ok(()),
        true => Err(Failure::usage(
            &Text::new(
                format!("`{path}` is een deel van een mengsel"),
                format!("`{path}` is one part of a mix"),
            ),
            &Text::new(
                "de delen tellen op tot 100 %; leg varianten naast elkaar",
                "its parts add up to 100 %; lay variants side by side",
            ),
            lang,
        )),
    }
}

/// Reads a value of a parameter in the unit of its slot.
pub(super) fn number(text: &str, line: &SlotLine, lang: Lang) -> Result<Exact, Failure> {
    let value = match line.unit {
        Unit::Cents => Cents::from_euro_text(text).ok().map(Exact::from),
        Unit::Heads => {
            let digits: String = text.chars().filter(|sign| *sign != '_').collect();
            digits.parse::<i64>().ok().map(Exact::from)
        }
        Unit::Fraction => Exact::from_share_text(text).ok(),
    };
    let value = value.filter(|value| may_shrink(line) || !value.is_negative());
    value.ok_or_else(|| bad_number(text, line, lang))
}

pub(super) fn bad_number(text: &str, line: &SlotLine, lang: Lang) -> Failure {
    let (nl, en) = match line.unit {
        Unit::Cents => (
            "een bedrag in euro's, zoals `937.50`",
            "euros, such as `937.50`",
        ),
        Unit::Heads => (
            "een geheel aantal, zoals `60`",
            "a whole number, such as `60`",
        ),
        Unit::Fraction => (
            "een deel, zoals `12.5 %` of `1/8`",
            "a part, such as `12.5 %` or `1/8`",
        ),
    };
    Failure::usage(
        &Text::new(
            format!("`{text}` is geen waarde voor `{}`", line.path),
            format!("`{text}` is no value for `{}`", line.path),
        ),
        &Text::new(format!("schrijf {nl}"), format!("write {en}")),
        lang,
    )
}

fn empty(vary: &Vary, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("geen waarden om te proberen voor `{}`", vary.path),
            format!("no values to try for `{}`", vary.path),
        ),
        &match vary.is_range {
            true => Text::new(
                format!("schrijf de kleinste waarde eerst: `{}=VAN..TOT`", vary.path),
                format!("write the smaller value first: `{}=FROM..TO`", vary.path),
            ),
            false => Text::new(
                "noem met `--from` een waarde die kleiner is dan die van `--to`",
                "let `--from` name a value below that of `--to`",
            ),
        },
        lang,
    )
}

/// Returns the failure that a path is no number of this variant of a scenario.
pub(super) fn unknown_path(
    (scenario, variant, path): (&str, &str, &str),
    case: &Case,
    (lang, read): (Lang, Reading<'_>),
) -> Failure {
    let stated = facts(&format!("{scenario}#{variant}"), &Shelf { read });
    let under = format!("{path}.");
    let is_stated = stated.is_ok_and(|facts| {
        facts
            .keys()
            .any(|known| known.as_str() == path || known.starts_with(&under))
    });
    let text = match is_stated {
        true => Text::new(
            format!("`{path}` is een keuze en geen getal"),
            format!("`{path}` is a choice and no number"),
        ),
        false => Text::new(
            format!("pad `{path}` is onbekend in variant `{variant}`"),
            format!("unknown path `{path}` in variant `{variant}`"),
        ),
    };
    let known = case.plan.slots.iter().map(|line| line.path.as_str());
    let near = nearest_names(path, known, NEAR_PATHS);
    let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    let hint = match near.is_empty() {
        true => Text::new(
            "noem een getal van het scenario, zoals `component.per-student.amount`",
            "name a number of the scenario, such as `component.per-student.amount`",
        ),
        false => {
            let near = near.join(", ");
            Text::new(
                format!("getallen die erop lijken zijn {near}"),
                format!("numbers that resemble it are {near}"),
            )
        }
    };
    Failure::usage(&text, &hint, lang)
}
