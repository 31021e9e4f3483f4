//! Comparing: models side by side, with any of them as the baseline.

use std::collections::BTreeMap;

use super::causes::between;
use super::library::Reading;
use super::open::{Study, refused};
use super::{Answer, Failure, Format, Manner, pretty};
use crate::domain::{Id, Lang, Level, Text};
use crate::money::Cents;
use crate::report::{CompareView, ModelCauses, compare_csv, compare_json, compare_text, folded};
use crate::results::comparison::{BreakEvens, Comparison, Depth, Model, Recipient, totals};
use crate::results::compromise::Compromise;
use crate::results::{VariantResult, Verdict};
use crate::scenario::BASE;
use crate::simulation::{
    Contender, Judged, MOST_MIXES, break_evens, compromise, conflicts, judge_all,
};

/// What is to be compared.
#[derive(Clone, Debug)]
pub struct CompareQuestion {
    /// Path of the scenario file.
    pub path: String,
    /// The variant that the others are compared with; the base when `None`.
    pub baseline: Option<String>,
    /// The variants, in the order of the columns; all of them when empty.
    pub models: Vec<String>,
    /// Whose amounts are compared.
    pub level: Level,
    /// The partnerships whose break-even values are looked for; all of them when empty.
    pub break_even: Vec<String>,
    /// Whether mixes of the models are looked at, and in how many steps.
    pub compromise: Option<u32>,
    /// Whether text ends at who gains and who loses, and no break-even values are looked for.
    pub is_short: bool,
}

/// Compares models of one scenario.
///
/// # Errors
///
/// A [`Failure`] when the scenario has problems, when a model is unknown, when there is nothing to
/// compare, or when the models are about different years.
pub fn compare(
    question: &CompareQuestion,
    manner: Manner,
    read: Reading<'_>,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    for (option, ids) in [
        ("--models", &question.models),
        ("--break-even", &question.break_even),
    ] {
        Failure::of_repeated(option, ids.iter().map(String::as_str), lang)?;
    }
    let study = Study::open(&question.path, read).map_err(|problems| refused(&problems, manner))?;
    compare_study(&study, question, manner, read)
}

/// Compares models of an opened scenario.
pub(super) fn compare_study(
    study: &Study,
    question: &CompareQuestion,
    manner: Manner,
    read: Reading<'_>,
) -> Result<Answer, Failure> {
    on_table(study, question, (manner.look.lang, read), |view| {
        let lang = manner.look.lang;
        let text = match manner.format {
            Format::Table => folded(
                &compare_text(view, question.is_short, manner.look),
                manner.look,
            ),
            Format::Json => pretty(&compare_json(view, lang)),
            Format::Csv => compare_csv(view, lang),
        };
        Answer {
            text,
            fails: view.wishes.iter().any(|verdict| !verdict.holds),
            ..Answer::default()
        }
    })
}

/// Lays models of an opened scenario side by side and shows them.
pub(super) fn on_table<R>(
    study: &Study,
    question: &CompareQuestion,
    (lang, read): (Lang, Reading<'_>),
    show: impl FnOnce(CompareView<'_>) -> R,
) -> Result<R, Failure> {
    let chosen = chosen(study, question, lang)?;
    let results = study.results_of(&chosen);
    let years = results.iter().map(|result| {
        let years = result.years.iter().map(|year| year.year.to_string());
        (result.id.as_str(), years.collect())
    });
    same_years(&years.collect::<Vec<_>>(), "--models", lang)?;
    let only = partnerships(study, question, lang)?;
    let comparison = compared(study, &chosen, &results, (question, &only));
    let is_paid = |model: &usize| {
        let rows = comparison.periods.iter().flat_map(|period| &period.rows);
        rows.filter(|row| !row.is_beside)
            .any(|row| !row.cells[*model].is_absent)
    };
    if !(0..results.len()).any(|model| is_paid(&model)) {
        return Err(nobody_at(question.level, lang));
    }
    let world = match question.compromise {
        Some(_) => study.judged(),
        None => study.judged_on_wishes(),
    };
    let compromise = mixed(&comparison, &chosen, &world, (question.compromise, lang))?;
    let receipt = study.receipt();
    let is_chosen = |verdict: &Verdict<'_>| results.iter().any(|one| one.id == verdict.variant);
    let mut wishes = judge_all(&world);
    wishes.retain(is_chosen);
    let causes = match question.is_short {
        true => Vec::new(),
        false => causes(question, &comparison, read),
    };
    Ok(show(CompareView {
        scenario: &study.opened.title,
        question: study.opened.questioned.question.as_ref(),
        path: &question.path,
        models: &results,
        comparison: &comparison,
        compromise: compromise.as_ref(),
        receipt: &receipt,
        wishes: &wishes,
        conflicts: &conflicts(&world),
        causes: &causes,
    }))
}

/// Divides every change against the baseline over its causes.
fn causes(
    question: &CompareQuestion,
    comparison: &Comparison,
    read: Reading<'_>,
) -> Vec<ModelCauses> {
    let (Some((baseline, _)), Some(period)) =
        (comparison.models.first(), comparison.periods.last())
    else {
        return Vec::new();
    };
    let models = comparison.models.iter().enumerate().skip(1);
    let causes = models.filter_map(|(at, (model, _))| {
        let between = between(&question.path, (baseline, model), read)?;
        let own = period.rows.iter().filter(|row| !row.is_beside);
        let results = between.results.iter();
        let totals = results.map(|result| totals(result, question.level));
        let totals: Vec<BTreeMap<Recipient, Cents>> = totals.collect();
        let rows = own.map(|row| {
            let amounts = totals.iter().map(|all| all.get(&row.recipient).copied());
            let amounts: Vec<Cents> = amounts.map(Option::unwrap_or_default).collect();
            let parts = between.parts_of(&amounts).into_iter();
            let parts = parts.map(|part| (part.kinds, part.amount));
            (
                row.recipient.id.to_string(),
                row.cells[at].change,
                parts.collect(),
            )
        });
        Some(ModelCauses {
            model: model.clone(),
            rows: rows.collect(),
        })
    });
    causes.collect()
}

/// Compares variants of a study, by position; the first is the baseline.
fn compared(
    study: &Study,
    chosen: &[usize],
    results: &[VariantResult],
    (question, only): (&CompareQuestion, &[Id]),
) -> Comparison {
    let scenario = |at: &usize| &study.opened.variants[*at].scenario;
    let models: Vec<Model<'_>> = results
        .iter()
        .zip(chosen)
        .map(|(result, at)| Model {
            result,
            scenario: scenario(at),
        })
        .collect();
    let break_even = match question.level {
        _ if question.is_short => BreakEvens::NotSought(Text::new(
            "de vergelijking is kort gevraagd",
            "the comparison was asked for in short",
        )),
        Level::Partnership => {
            let contenders: Vec<Contender<'_>> = chosen
                .iter()
                .map(|at| (&study.cases[*at], scenario(at)))
                .collect();
            break_evens(&contenders, only)
        }
        Level::Region | Level::Board | Level::Institute => BreakEvens::NotSought(Text::new(
            "ze gaan over het aantal studenten van een partnerschap: kies `--level partnership`",
            "they are about the students of a partnership: choose `--level partnership`",
        )),
    };
    crate::results::comparison::compare(&models, (question.level, Depth::All), break_even)
}

/// Looks for compromises between the models of a comparison, where so many steps are asked for.
fn mixed(
    comparison: &Comparison,
    chosen: &[usize],
    world: &[Judged<'_>],
    (steps, lang): (Option<u32>, Lang),
) -> Result<Option<Compromise>, Failure> {
    let Some(steps) = steps else {
        return Ok(None);
    };
    let models: Vec<&Judged<'_>> = chosen.iter().map(|at| &world[*at]).collect();
    let (count, most) = (models.len(), MOST_MIXES);
    let found = compromise(comparison, &models, world, steps).ok_or_else(|| {
        Failure::usage(
            &Text::new(
                format!("{count} modellen in {steps} stappen geven meer dan {most} mengvormen"),
                format!("{count} models in {steps} steps make more than {most} mixes"),
            ),
            &Text::new(
                "noem minder modellen bij `--models`, of een kleiner getal bij `--steps`",
                "name fewer models under `--models`, or a smaller number under `--steps`",
            ),
            lang,
        )
    })?;
    Ok(Some(found))
}

/// Returns the positions of the models, the baseline first.
fn chosen(study: &Study, question: &CompareQuestion, lang: Lang) -> Result<Vec<usize>, Failure> {
    let variants = &study.opened.variants;
    let position = |id: &str| study.position(id, lang);
    let mut chosen = vec![position(question.baseline.as_deref().unwrap_or(BASE))?];
    // The baseline may be among the models: it is shown once.
    let asked: Result<Vec<usize>, Failure> = match question.models.is_empty() {
        true => Ok((0..variants.len()).collect()),
        false => question.models.iter().map(|id| position(id)).collect(),
    };
    for at in asked? {
        if !chosen.contains(&at) {
            chosen.push(at);
        }
    }
    match chosen.len() {
        1 => Err(Failure::usage(
            &Text::new(
                "één model is niet te vergelijken",
                "one model cannot be compared",
            ),
            &Text::new(
                "voeg een `[[variant]]` toe, of noem er meer bij `--models`",
                "add a `[[variant]]`, or name more of them under `--models`",
            ),
            lang,
        )),
        _ => Ok(chosen),
    }
}

/// Returns the ids of the partnerships whose break-even values are asked for.
fn partnerships(study: &Study, question: &CompareQuestion, lang: Lang) -> Result<Vec<Id>, Failure> {
    let base = study.opened.variants.first();
    let all = base.map_or(&[][..], |variant| &variant.scenario.partnerships);
    let asked = question.break_even.iter().map(|id| {
        let found = all.iter().find(|one| one.id.as_str() == id);
        found.map(|one| one.id.clone()).ok_or_else(|| {
            let known: Vec<String> = all.iter().map(|one| one.id.to_string()).collect();
            Failure::unknown(&Text::new("partnerschap", "partnership"), id, &known, lang)
        })
    });
    asked.collect()
}

/// Refuses models about other years than the first; `option` is where models are named.
///
/// # Errors
///
/// A [`Failure`] that names the first of them.
pub(super) fn same_years(
    models: &[(&str, Vec<String>)],
    option: &str,
    lang: Lang,
) -> Result<(), Failure> {
    let Some((base, own)) = models.first() else {
        return Ok(());
    };
    let Some((id, theirs)) = models.iter().find(|(_, years)| years != own) else {
        return Ok(());
    };
    let (own, theirs) = (own.join(", "), theirs.join(", "));
    Err(Failure::usage(
        &Text::new(
            format!("variant `{id}` gaat over {theirs} en `{base}` over {own}"),
            format!("variant `{id}` is about {theirs} and `{base}` about {own}"),
        ),
        &Text::new(
            format!("noem bij `{option}` varianten over dezelfde jaren"),
            format!("name variants about the same years under `{option}`"),
        ),
        lang,
    ))
}

fn nobody_at(level: Level, lang: Lang) -> Failure {
    let name = level.name();
    Failure::usage(
        &Text::new(
            format!("in geen van deze modellen bereikt geld het niveau `{name}`"),
            format!("in none of these models money reaches the level `{name}`"),
        ),
        &Text::new(
            "kies een ander `--level`, of voeg een verdeling naar dit niveau toe",
            "choose another `--level`, or add a division to this level",
        ),
        lang,
    )
}
