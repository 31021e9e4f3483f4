//! Simulating: every amount with a band, every recipient with its chances; and one draw in full.

use super::doubts::of_no_effect;
use super::library::Reading;
use super::open::{Study, refused};
use super::run::{RunView, run_of};
use super::sought::Sought;
use super::{Answer, Failure, FailureKind, Format, Manner, columns, pretty};
use crate::domain::{Id, Lang, Scenario, SimulationTerms, Text, Uncertainty};
use crate::plan::Plan;
use crate::report::wording::Sentences;
use crate::report::{
    SimulationAsked, SimulationView, Unevaluated, draws_columns, folded, problems_text,
    simulation_csv, simulation_json, simulation_text, statistics_columns,
};
use crate::results::{Columns, Simulated, VariantResult, Vintages};
use crate::scenario::BASE;
use crate::simulation::{
    Model, SimulationRequest, Watch, simulate as simulated, vintages as on_earlier_counts,
};

/// How many draws are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawCount {
    /// So many.
    Fixed(u64),
    /// As many as the precision needs.
    Auto,
}

/// One draw of a simulation, which is the same whatever the number of draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneDraw {
    /// The seed of the simulation.
    pub seed: u64,
    /// The number of the draw, from zero.
    pub draw: u64,
}

/// The form of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text, in the format of the manner.
    Text,
    /// A Parquet file.
    Parquet,
}

/// What is to be simulated.
#[derive(Clone, Debug)]
pub struct SimulateQuestion {
    /// Path of the scenario file.
    pub path: String,
    /// How many draws; as the scenario says, or else 10,000, when `None`.
    pub draws: Option<DrawCount>,
    /// With [`DrawCount::Auto`], the greatest Monte Carlo error, as a part such as `0.1 %`.
    pub precision: Option<String>,
    /// The seed of all draws.
    pub seed: u64,
    /// Only this variant, beside the baseline, told apart by year and component.
    pub variant: Option<String>,
    /// The variant against which the others are held; as the scenario says when `None`.
    pub baseline: Option<String>,
    /// The quantiles, as parts such as `0.05` or `5 %`; as the scenario says when empty.
    pub quantiles: Vec<String>,
    /// Whether the variants are also held against each other on the counts of earlier years.
    pub vintages: bool,
    /// Only this draw, as a run.
    pub only_draw: Option<u64>,
    /// The path of a Parquet file for the draws themselves.
    pub keep_draws: Option<String>,
    /// The form of the answer.
    pub form: Form,
}

/// Simulates a scenario and its variants on the same draws.
///
/// A simulation that `watch` stops answers with the longest whole prefix of its draws.
///
/// # Errors
///
/// A [`Failure`] when the question is wrong, when the scenario has problems, or when the simulation
/// was stopped before any draws were whole.
pub fn simulate(
    question: &SimulateQuestion,
    manner: Manner,
    read: Reading<'_>,
    watch: &dyn Watch,
) -> Result<Answer, Failure> {
    if let Some(draw) = question.only_draw {
        return only(question, draw, read, manner);
    }
    on_draws(question, (manner, read), watch, |view, aside| {
        answer(view, (question, aside), manner)
    })
}

/// A simulation for a program: in columns, and as JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct SimulationColumns {
    /// One row per variant, recipient, region, component, year and statistic.
    pub statistics: Columns,
    /// Where they are kept, one row per draw of each of these; in groups, as there may be many.
    pub draws: Vec<Columns>,
    /// The JSON of the simulation.
    pub json: String,
    /// What else is worth knowing.
    pub aside: String,
}

/// Simulates a scenario and its variants on the same draws, for a program that reads columns.
///
/// # Errors
///
/// A [`Failure`] when the question is wrong or asks for one draw, when the scenario has problems,
/// or when the simulation was stopped before any draws were whole.
pub fn simulate_columns(
    question: &SimulateQuestion,
    manner: Manner,
    read: Reading<'_>,
    watch: &dyn Watch,
) -> Result<SimulationColumns, Failure> {
    if question.only_draw.is_some() {
        return Err(no_columns_of_one_draw(manner.look.lang));
    }
    on_draws(question, (manner, read), watch, |view, aside| {
        let kept = question.keep_draws.iter();
        Ok(SimulationColumns {
            statistics: statistics_columns(view),
            draws: kept.flat_map(|_| draws_columns(view.simulated)).collect(),
            json: pretty(&simulation_json(view)),
            aside,
        })
    })
}

/// Makes the draws that are asked for and shows what came of them, with what is to be said beside
/// it.
fn on_draws<R>(
    question: &SimulateQuestion,
    (manner, read): (Manner, Reading<'_>),
    watch: &dyn Watch,
    show: impl FnOnce(SimulationView<'_>, String) -> Result<R, Failure>,
) -> Result<R, Failure> {
    let lang = manner.look.lang;
    let Sought {
        study,
        terms,
        draws,
    } = Sought::open(question, manner, read)?;
    let chosen = chosen(&study, question, &terms, lang)?;
    let scenarios: Vec<Scenario> = chosen
        .iter()
        .map(|at| Scenario {
            simulation: terms.clone(),
            ..study.opened.variants[*at].scenario.clone()
        })
        .collect();
    let origin = (question.path.as_str(), read);
    let worlds = chosen.iter().map(|at| study.worlds(*at, origin));
    let worlds = worlds.collect::<Result<Vec<_>, _>>();
    let worlds = worlds.map_err(|problems| refused(&problems, manner))?;
    let models = chosen.iter().zip(&scenarios).zip(&worlds);
    let models = models.map(|((at, scenario), worlds)| Model {
        scenario,
        ..study.model(*at, worlds)
    });
    let models: Vec<Model<'_>> = models.collect();
    let vintages = match question.vintages {
        true => Some(stressed(&models, &terms, lang)?),
        false => None,
    };
    let request = SimulationRequest {
        draws,
        seed: question.seed,
        keep_draws: question.keep_draws.is_some(),
    };
    let simulated =
        simulated(&models, &request, watch).map_err(|refusal| study.refused(*refusal, manner))?;
    if simulated.draws == 0 {
        return Err(stopped_at_once(lang));
    }
    let found = (&simulated, vintages.as_ref());
    shown(&study, question, found, (&chosen, &scenarios), |view| {
        show(view, aside(&study, &simulated, manner))
    })
}

/// Returns what is to be said beside a simulation: that it was stopped, and what does nothing.
fn aside(study: &Study, simulated: &Simulated, manner: Manner) -> String {
    let lang = manner.look.lang;
    let notice = Sentences::new(lang).stopped(simulated);
    let notice = notice.map_or_else(String::new, |notice| format!("{notice}\n"));
    let doubts = of_no_effect(study);
    match doubts.is_empty() {
        true => notice,
        false => notice + &problems_text(&doubts, &study.opened.sources, lang, manner.colour),
    }
}

/// Shows a simulation together with what it was made of.
fn shown<R>(
    study: &Study,
    question: &SimulateQuestion,
    (simulated, vintages): (&Simulated, Option<&Vintages>),
    (chosen, scenarios): (&[usize], &[Scenario]),
    show: impl FnOnce(SimulationView<'_>) -> R,
) -> R {
    let receipt = study.receipt_of_seed(question.seed, None);
    let scenarios: Vec<&Scenario> = scenarios.iter().collect();
    let has_open = |at: &usize| has_open_ceiling(&study.cases[*at].plan);
    // What an open ceiling comes to is told by a run; most scenarios need none.
    let unevaluated: Vec<Vec<Unevaluated>> = match chosen.iter().any(has_open) {
        true => {
            let results = study.results_of(chosen);
            let results = results.iter().zip(&scenarios);
            results
                .map(|(result, scenario)| not_evaluated(result, scenario))
                .collect()
        }
        false => vec![Vec::new(); chosen.len()],
    };
    show(SimulationView {
        scenario: &study.opened.title,
        question: study.opened.questioned.question.as_ref(),
        path: &question.path,
        simulated,
        vintages,
        scenarios: &scenarios,
        unevaluated: &unevaluated,
        receipt: &receipt,
        asked: SimulationAsked {
            variant: question.variant.as_deref(),
            baseline: question.baseline.as_deref(),
            quantiles: &question.quantiles,
        },
    })
}

/// Puts a simulation into the form that was asked for.
fn answer(
    view: SimulationView<'_>,
    (question, aside): (&SimulateQuestion, String),
    manner: Manner,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let (mut text, mut bytes) = (String::new(), None);
    match (question.form, manner.format) {
        (Form::Parquet, _) => bytes = Some(columns::statistics(view, lang)?),
        (Form::Text, Format::Table) => {
            text = folded(&simulation_text(view, manner.look), manner.look);
        }
        (Form::Text, Format::Json) => text = pretty(&simulation_json(view)),
        (Form::Text, Format::Csv) => text = simulation_csv(view, lang),
    }
    let kept = question.keep_draws.iter();
    let kept = kept.map(|path| Ok((path.clone(), columns::draws(view.simulated, lang)?)));
    Ok(Answer {
        text,
        bytes,
        files: kept.collect::<Result<_, Failure>>()?,
        aside,
        ..Answer::default()
    })
}

/// Says whether some year of a plan has a ceiling that is not evaluated.
fn has_open_ceiling(plan: &Plan) -> bool {
    let mut pays = plan.years.iter().flat_map(|year| year.payments());
    pays.any(|pay| pay.available.is_some() && !pay.evaluated)
}

/// Returns the ceilings of a variant that no year evaluates, in order of their pots.
fn not_evaluated(result: &VariantResult, scenario: &Scenario) -> Vec<Unevaluated> {
    let drawn = |pot: &str| {
        scenario.uncertain.iter().any(|one| match &one.target {
            Uncertainty::Number(path) => {
                let rest = path.strip_prefix("division.");
                let rest = rest.and_then(|rest| rest.strip_prefix(pot).or(rest.strip_prefix('*')));
                rest.is_some_and(|rest| rest.starts_with(".pot"))
            }
            Uncertainty::Growth(_) | Uncertainty::Counts(_) => false,
        })
    };
    let mut found: Vec<Unevaluated> = Vec::new();
    for pot in result.years.iter().flat_map(|year| &year.pots) {
        let (Some(ceiling), None) = (pot.ceiling, pot.available) else {
            continue;
        };
        match found.iter_mut().find(|one| one.pot == pot.id.as_str()) {
            Some(one) => {
                one.least = one.least.min(ceiling);
                one.most = one.most.max(ceiling);
            }
            None => found.push(Unevaluated {
                pot: pot.id.to_string(),
                least: ceiling,
                most: ceiling,
                is_drawn: drawn(pot.id.as_str()),
            }),
        }
    }
    found
}

/// Holds the variants against the baseline on the counts of every counted year.
fn stressed(
    models: &[Model<'_>],
    terms: &SimulationTerms,
    lang: Lang,
) -> Result<Vintages, Failure> {
    let id = terms.baseline.as_ref().map_or(BASE, Id::as_str);
    let baseline = models.iter().position(|model| model.id == id);
    if models.len() < 2 {
        return Err(Failure::usage(
            &Text::new(
                "op eerdere tellingen valt niets te vergelijken: er is één model",
                "there is nothing to compare on earlier counts: there is one model",
            ),
            &Text::new(
                "voeg een `[[variant]]` toe, of laat `--vintages` weg",
                "add a `[[variant]]`, or leave out `--vintages`",
            ),
            lang,
        ));
    }
    on_earlier_counts(models, baseline.unwrap_or_default()).ok_or_else(|| {
        Failure::usage(
            &Text::new(
                "er is in één schooljaar geteld, dus zijn er geen eerdere teljaren",
                "there are counts of one school year, so there are no earlier ones",
            ),
            &Text::new(
                "voeg `[[count]]` toe met een eerder `year`, of laat `--vintages` weg",
                "add `[[count]]` with an earlier `year`, or leave out `--vintages`",
            ),
            lang,
        )
    })
}

/// Answers with one draw, as a run does.
fn only(
    question: &SimulateQuestion,
    draw: u64,
    read: Reading<'_>,
    manner: Manner,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let study = Sought::open(question, manner, read)?.study;
    if let Some(DrawCount::Fixed(draws)) = question.draws
        && draw >= draws
    {
        return Err(no_such_draw(draw, draws, lang));
    }
    if question.form == Form::Parquet {
        return Err(no_columns_of_one_draw(lang));
    }
    let positions: Vec<usize> = match &question.variant {
        Some(id) => vec![study.position(id, lang)?],
        None => (0..study.cases.len()).collect(),
    };
    let seed = question.seed;
    let one = OneDraw { seed, draw };
    let variants: Result<Vec<_>, Failure> = positions
        .into_iter()
        .map(|at| study.drawn(at, one, (&question.path, read), manner))
        .collect();
    let view = RunView {
        study: &study,
        path: &question.path,
        variants: &variants?,
        one: Some(one),
    };
    Ok(Answer {
        text: run_of(view, manner).alone(),
        ..Answer::default()
    })
}

/// Returns the positions of the variants, in the order of the file.
fn chosen(
    study: &Study,
    question: &SimulateQuestion,
    terms: &SimulationTerms,
    lang: Lang,
) -> Result<Vec<usize>, Failure> {
    let baseline = study.position(terms.baseline.as_ref().map_or(BASE, Id::as_str), lang)?;
    let mut chosen: Vec<usize> = match &question.variant {
        None => (0..study.cases.len()).collect(),
        Some(id) => vec![baseline, study.position(id, lang)?],
    };
    chosen.sort_unstable();
    chosen.dedup();
    let years = |at: &usize| {
        let variant = &study.opened.variants[*at];
        let years = variant.scenario.years.iter().map(ToString::to_string);
        (variant.id.as_str(), years.collect::<Vec<String>>())
    };
    let others = chosen.iter().filter(|at| **at != baseline).map(years);
    let models: Vec<_> = std::iter::once(years(&baseline)).chain(others).collect();
    super::compare::same_years(&models, "--variant", lang)?;
    Ok(chosen)
}

fn no_such_draw(draw: u64, draws: u64, lang: Lang) -> Failure {
    let last = draws.saturating_sub(1);
    Failure::usage(
        &Text::new(
            format!(
                "trekking {draw} is er niet: {draws} trekkingen hebben de nummers 0 t/m {last}"
            ),
            format!("there is no draw {draw}: {draws} draws have the numbers 0 to {last}"),
        ),
        &Text::new(
            "kies een lager nummer, of laat `--draws` weg: een trekking hangt er niet van af",
            "choose a lower number, or leave out `--draws`: a draw does not depend on it",
        ),
        lang,
    )
}

fn no_columns_of_one_draw(lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            "één trekking is er niet als Parquet",
            "one draw cannot be written as Parquet",
        ),
        &Text::new("kies .json, .csv of tekst", "choose .json, .csv or text"),
        lang,
    )
}

fn stopped_at_once(lang: Lang) -> Failure {
    let text = Text::new(
        "error: gestopt voordat er een trekking klaar was\n",
        "error: stopped before any draw was whole\n",
    );
    Failure::told(FailureKind::Stopped, text.in_lang(lang).to_owned())
}
