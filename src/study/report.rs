//! Reporting: what boards decide on, as one file.

use std::borrow::Cow;

use super::diff::changes;
use super::drawn::{Part, drawn};
use super::letters::letters;
use super::library::{Reading, Shelf};
use super::open::{Study, refused};
use super::suppress::Veil;
use super::{Answer, Failure, FailureKind, Manner};
use crate::domain::{Lang, Level, Scheme, Text};
use crate::report::wording::Sentences;
use crate::report::{
    BoardView, Change, Differences, MOST_MODELS, Mismatch, board_charts, board_html, changes_text,
    set_in_words,
};
use crate::results::comparison::{BreakEvens, Comparison, Depth, Model, compare};
use crate::results::{KeyFigures, MoneyFlow, Receipt, Sways, VariantResult, Verdict};
use crate::scenario::{BASE, Variant, facts_of};
use crate::simulation::{Model as Drawn, at_once, conflicts, judge_all, sways};

/// What a report is to show.
#[derive(Clone, Debug)]
pub struct ReportQuestion {
    /// Path of the scenario file.
    pub path: String,
    /// The folder for a letter to each partnership; without letters when `None`.
    pub letters: Option<String>,
    /// The variant that the others are compared with; the base when `None`.
    pub baseline: Option<String>,
    /// The variants beside it, in this order; the first that fit when empty.
    pub models: Vec<String>,
    /// How many futures the bands are drawn from, where something is uncertain.
    pub draws: u64,
    /// The seed of these draws.
    pub seed: u64,
    /// The folder for the charts, where they are asked for and not the report.
    pub charts: Option<String>,
    /// Below how many students a count is hidden, with all from which it could be derived.
    pub suppress: Option<i64>,
}

/// Writes the report for boards as one HTML file, and where asked for a letter to each
/// partnership.
///
/// # Errors
///
/// A [`Failure`] when the scenario has problems, when a model is unknown, when the models are about
/// different years, when a small count cannot be hidden, or when a total of the report is not the
/// sum of its rows.
pub fn report(
    question: &ReportQuestion,
    manner: Manner,
    read: Reading<'_>,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let study = Study::open(&question.path, read).map_err(|problems| refused(&problems, manner))?;
    on_board(&study, question, Wanted::ALL, (manner, read), |view| {
        answered(question, view, (lang, read))
    })?
}

/// What takes time and is not always looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted<'a> {
    /// The answer to the question in sentences.
    pub(super) answer: bool,
    /// Which wishes hold.
    pub(super) wishes: bool,
    /// What one uncertain number at a time does.
    pub(super) sways: bool,
    /// What differs between the models.
    pub(super) differences: bool,
    /// The models by region.
    pub(super) regions: bool,
    /// The money followed.
    pub(super) flow: bool,
    /// Each year by itself.
    pub(super) years: bool,
    /// All draws, where they were made apart.
    pub(super) drawn: Option<&'a [Part]>,
}

impl Wanted<'_> {
    /// All of it.
    pub(super) const ALL: Wanted<'static> = Wanted {
        answer: true,
        wishes: true,
        sways: true,
        differences: true,
        regions: true,
        flow: true,
        years: true,
        drawn: None,
    };
}

/// Gathers what there is to see and shows it.
pub(super) fn on_board<R>(
    study: &Study,
    question: &ReportQuestion,
    wanted: Wanted<'_>,
    (manner, read): (Manner, Reading<'_>),
    show: impl FnOnce(BoardView<'_>) -> R,
) -> Result<R, Failure> {
    let lang = manner.look.lang;
    let (chosen, left_out) = chosen(study, question, lang)?;
    let results = study.results_of(&chosen);
    let veil = Veil::of(study, (&chosen, &results), question.suppress, lang)?;
    let results = veil.results(results);
    must_be_of_the_same_years(&results, lang)?;
    let world = match wanted.wishes {
        true => study.judged_on_wishes(),
        false => Vec::new(),
    };
    let mut wishes = judge_all(&world);
    let is_shown = |verdict: &Verdict<'_>| results.iter().any(|one| one.id == verdict.variant);
    wishes.retain(is_shown);
    let variants = chosen.iter().map(|at| &study.opened.variants[*at]);
    let variants: Vec<Cow<'_, Variant>> = variants.map(|one| veil.variant(one)).collect();
    let (differences, (partnerships, regions)) = at_once(
        || match wanted.differences {
            true => differences(&question.path, &variants, &veil, (lang, read)),
            false => Vec::new(),
        },
        || side_by_side(&variants, &results, wanted),
    );
    let simulated = drawn(study, (&chosen, question), wanted.drawn, (manner, read))?;
    let simulated = veil.simulated(simulated);
    let sways = match wanted.sways {
        true => veil.sways(one_at_a_time(study, &chosen, manner)?),
        false => Vec::new(),
    };
    let receipt = Receipt {
        seed: simulated.as_ref().map(|simulated| simulated.seed),
        ..study.receipt()
    };
    let figures: Vec<KeyFigures> = results.iter().map(KeyFigures::of).collect();
    let flows = flows(&results, wanted);
    let variants = variants.iter().map(Cow::as_ref);
    let models: Vec<(&Variant, VariantResult)> = variants.zip(results).collect();
    let questioned = &study.opened.questioned;
    let answer = match wanted.answer && veil.tells_figures() {
        true => answer(study, lang),
        false => Vec::new(),
    };
    Ok(show(BoardView {
        scenario: &study.opened.title,
        question: study.opened.questioned.question.as_ref(),
        path: &question.path,
        models: &models,
        left_out: &left_out,
        partnerships: &partnerships,
        regions: &regions,
        figures: &figures,
        flows: &flows,
        simulated: simulated.as_ref(),
        sways: &sways,
        answer: &answer,
        decisions: &questioned.decisions,
        evaluate: questioned.evaluate,
        wishes: &veil.verdicts(wishes),
        conflicts: &veil.conflicts(conflicts(&world)),
        differences: &differences,
        receipt: &receipt,
        suppression: veil.suppression(),
    }))
}

fn must_be_of_the_same_years(results: &[VariantResult], lang: Lang) -> Result<(), Failure> {
    let years = results.iter().map(|result| {
        let years = result.years.iter().map(|year| year.year.to_string());
        (result.id.as_str(), years.collect())
    });
    super::compare::same_years(&years.collect::<Vec<_>>(), "--models", lang)
}

/// Returns the answer in sentences, where the scenario states how it is told.
fn answer(study: &Study, lang: Lang) -> Vec<String> {
    let questioned = &study.opened.questioned;
    match questioned.answer.is_empty() {
        true => Vec::new(),
        false => Sentences::new(lang).answer(
            &questioned.answer,
            &super::questions::found(study, &questioned.figures),
        ),
    }
}

/// Writes what is asked for: the charts, or the report and the letters beside it.
fn answered(
    question: &ReportQuestion,
    view: BoardView<'_>,
    (lang, read): (Lang, Reading<'_>),
) -> Result<Answer, Failure> {
    let fault = |mismatch: Mismatch| does_not_add_up(&mismatch, lang);
    if let Some(folder) = &question.charts {
        let charts = board_charts(view, lang).map_err(fault)?.into_iter();
        let files = charts.map(|(id, svg)| (format!("{folder}/{id}.svg"), svg.into_bytes()));
        return Ok(Answer {
            files: files.collect(),
            folder: Some(folder.clone()),
            ..Answer::default()
        });
    }
    let folder = question.letters.as_deref();
    let written = folder.map(|folder| letters((folder, None), view, lang, read));
    let (files, aside) = written.unwrap_or_default();
    Ok(Answer {
        text: board_html(view, lang).map_err(fault)?,
        files,
        aside,
        folder: question.letters.clone(),
        ..Answer::default()
    })
}

/// Returns the positions of the models, the baseline first, and the ids of those without room.
pub(super) fn chosen(
    study: &Study,
    question: &ReportQuestion,
    lang: Lang,
) -> Result<(Vec<usize>, Vec<String>), Failure> {
    Failure::of_repeated("--models", question.models.iter().map(String::as_str), lang)?;
    let position = |id: &str| study.position(id, lang);
    let mut chosen = vec![position(question.baseline.as_deref().unwrap_or(BASE))?];
    let asked: Result<Vec<usize>, Failure> = match question.models.is_empty() {
        true => Ok((0..study.opened.variants.len()).collect()),
        false => question.models.iter().map(|id| position(id)).collect(),
    };
    for at in asked? {
        if !chosen.contains(&at) {
            chosen.push(at);
        }
    }
    if chosen.len() > MOST_MODELS && !question.models.is_empty() {
        return Err(too_many(chosen.len(), lang));
    }
    let rest = chosen.split_off(chosen.len().min(MOST_MODELS));
    let left_out = rest.iter().map(|at| study.opened.variants[*at].id.clone());
    Ok((chosen, left_out.collect()))
}

/// Follows the money of each model, where that is wanted.
fn flows(results: &[VariantResult], wanted: Wanted<'_>) -> Vec<MoneyFlow> {
    let followed = results.iter().filter(|_| wanted.flow);
    followed.map(MoneyFlow::of).collect()
}

/// Compares the models by partnership, and where it is wanted by region.
fn side_by_side(
    variants: &[Cow<'_, Variant>],
    results: &[VariantResult],
    wanted: Wanted<'_>,
) -> (Comparison, Comparison) {
    let depth = match wanted.years {
        true => Depth::Amounts,
        false => Depth::Together,
    };
    at_once(
        || compared(variants, results, (Level::Partnership, depth)),
        || match wanted.regions {
            true => compared(variants, results, (Level::Region, depth)),
            false => Comparison::of_nothing(Level::Region),
        },
    )
}

fn compared(
    variants: &[Cow<'_, Variant>],
    results: &[VariantResult],
    asked: (Level, Depth),
) -> Comparison {
    let models = results.iter().zip(variants).map(|(result, variant)| Model {
        result,
        scenario: &variant.scenario,
    });
    let not_asked = Text::new(
        "een rapport zoekt ze niet",
        "a report does not look for them",
    );
    let models: Vec<Model<'_>> = models.collect();
    compare(&models, asked, BreakEvens::NotSought(not_asked))
}

/// Returns what each model behind the first changes in it: what it sets itself, where the first is
/// the scenario as it stands, and all that this makes otherwise.
fn differences(
    path: &str,
    variants: &[Cow<'_, Variant>],
    veil: &Veil,
    (lang, read): (Lang, Reading<'_>),
) -> Vec<Differences> {
    let ids: Vec<&str> = variants.iter().map(|variant| &*variant.id).collect();
    let facts = facts_of(path, &ids, &Shelf { read }).unwrap_or_default();
    let (Some((first, others)), Some((before, facts))) =
        (variants.split_first(), facts.split_first())
    else {
        return Vec::new();
    };
    let told = others.iter().zip(facts).map(|(variant, after)| {
        let sentences = |changes: &[Change]| -> Vec<String> {
            let fact = |path: &str| after.get(path).or_else(|| before.get(path));
            let text = changes_text(changes, fact, lang);
            let lines = text.lines().filter_map(|line| line.strip_prefix("- "));
            lines.map(str::to_owned).collect()
        };
        let title_of = |id: &str| {
            let schemes = [first, variant].map(|one| &one.scenario.scheme);
            let is_own =
                |scheme: &&&Scheme| scheme.id.as_ref().is_some_and(|own| own.as_str() == id);
            let scheme = schemes.iter().find(is_own);
            scheme.map(|scheme| scheme.title.in_lang(lang).to_owned())
        };
        // What a party can live with is its own: a report goes from hand to hand.
        let may_tell = |change: &Change| !change.path.starts_with("party.") && veil.tells(change);
        let mut paths: Vec<&str> = Vec::new();
        for (path, value) in variant.settings.iter().chain(&first.settings) {
            let change = Change {
                path: path.clone(),
                from: None,
                to: Some(value.clone()),
            };
            if may_tell(&change) && !paths.contains(&path.as_str()) {
                paths.push(path);
            }
        }
        let mut all = changes(before, after);
        all.retain(may_tell);
        let set = paths.into_iter();
        let set = set.filter_map(|path| set_in_words(path, [before, after], title_of, lang));
        Differences {
            set: set.collect(),
            all: sentences(&all),
        }
    });
    told.collect()
}

/// Puts one uncertain number at a time at the ends of its range.
fn one_at_a_time(study: &Study, chosen: &[usize], manner: Manner) -> Result<Vec<Sways>, Failure> {
    let models = chosen.iter().map(|at| study.model(*at, &[]));
    let models: Vec<Drawn<'_>> = models.collect();
    if models
        .iter()
        .all(|model| model.scenario.uncertain.is_empty())
    {
        return Ok(Vec::new());
    }
    sways(&models).map_err(|refusal| study.refused(*refusal, manner))
}

fn too_many(asked: usize, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("{asked} modellen passen niet naast elkaar: hoogstens {MOST_MODELS}"),
            format!("{asked} models do not fit side by side: at most {MOST_MODELS}"),
        ),
        &Text::new(
            "noem minder modellen bij `--models`",
            "name fewer models under `--models`",
        ),
        lang,
    )
}

/// Returns the failure that a report contradicts itself: a fault in the program.
pub(super) fn does_not_add_up(mismatch: &Mismatch, lang: Lang) -> Failure {
    let (stated, sum) = mismatch.stated;
    let [stated, sum] = [stated, sum].map(|value| mismatch.unit.full(value, lang));
    let say = Sentences::new(lang);
    let text = say.does_not_add_up(&mismatch.table, &mismatch.column, [&stated, &sum]);
    Failure::told(FailureKind::Fault, format!("bug: {text}\n"))
}
