//! Simulating: every amount with a band, every recipient with its chances; and one draw in full.

use super::doubts::of_no_effect;
use super::library::Reading;
use super::open::{Study, refused};
use super::run::{RunView, run_of};
use super::{Answer, Failure, FailureKind, Format, Manner, columns, pretty};
use crate::domain::{Id, Lang, Scenario, SimulationTerms, Text, Uncertainty};
use crate::money::Exact;
use crate::report::wording::Sentences;
use crate::report::{
    SimulationAsked, SimulationView, Unevaluated, folded, problems_text, simulation_csv,
    simulation_json, simulation_text,
};
use crate::results::{Simulated, VariantResult, Vintages};
use crate::scenario::BASE;
use crate::simulation::{
    Draws, MOST_DRAWS, Model, SimulationRequest, Watch, simulate as simulated,
    vintages as on_earlier_counts,
};

/// The draws that are made where neither the question nor the scenario says how many.
const DEFAULT_DRAWS: u64 = 10_000;

/// The precision of `auto` where none is asked for: a thousandth.
const DEFAULT_PRECISION: (i64, i64) = (1, 1_000);

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
    let lang = manner.look.lang;
    let precision = precision(question, lang)?;
    let quantiles = quantiles(question, lang)?;
    if let Some(DrawCount::Fixed(draws)) = question.draws
        && draws > MOST_DRAWS
    {
        return Err(too_many_draws(lang));
    }
    let study = Study::open(&question.path, read).map_err(|problems| refused(&problems, manner))?;
    let terms = terms(&study, question, quantiles, lang)?;
    let draws = draws(question, &terms, precision);
    if let Some(draw) = question.only_draw {
        if let Some(DrawCount::Fixed(draws)) = question.draws
            && draw >= draws
        {
            return Err(no_such_draw(draw, draws, lang));
        }
        if question.form == Form::Parquet {
            return Err(no_columns_of_one_draw(lang));
        }
        let seed = question.seed;
        let one = OneDraw { seed, draw };
        return only(&study, (question, one), read, manner);
    }
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
    answer(&study, question, found, (&chosen, &scenarios), manner)
}

/// Puts a simulation into the form that was asked for.
fn answer(
    study: &Study,
    question: &SimulateQuestion,
    (simulated, vintages): (&Simulated, Option<&Vintages>),
    (chosen, scenarios): (&[usize], &[Scenario]),
    manner: Manner,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let receipt = study.receipt_of_seed(question.seed, None);
    let scenarios: Vec<&Scenario> = scenarios.iter().collect();
    let results = study.results_of(chosen);
    let unevaluated = results.iter().zip(&scenarios);
    let unevaluated: Vec<Vec<Unevaluated>> = unevaluated
        .map(|(result, scenario)| not_evaluated(result, scenario))
        .collect();
    let view = SimulationView {
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
    };
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
    let kept = kept.map(|path| Ok((path.clone(), columns::draws(simulated, lang)?)));
    let notice = Sentences::new(lang).stopped(simulated);
    let notice = notice.map_or_else(String::new, |notice| format!("{notice}\n"));
    let doubts = of_no_effect(study);
    let doubts = match doubts.is_empty() {
        true => String::new(),
        false => problems_text(&doubts, &study.opened.sources, lang, manner.colour),
    };
    Ok(Answer {
        text,
        bytes,
        files: kept.collect::<Result<_, Failure>>()?,
        aside: notice + &doubts,
        ..Answer::default()
    })
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
    study: &Study,
    (question, one): (&SimulateQuestion, OneDraw),
    read: Reading<'_>,
    manner: Manner,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let positions: Vec<usize> = match &question.variant {
        Some(id) => vec![study.position(id, lang)?],
        None => (0..study.cases.len()).collect(),
    };
    let variants: Result<Vec<_>, Failure> = positions
        .into_iter()
        .map(|at| study.drawn(at, one, (&question.path, read), manner))
        .collect();
    let view = RunView {
        study,
        path: &question.path,
        variants: &variants?,
        one: Some(one),
    };
    Ok(Answer {
        text: run_of(view, manner).alone(),
        ..Answer::default()
    })
}

/// Returns the terms of the scenario with what the question says otherwise.
fn terms(
    study: &Study,
    question: &SimulateQuestion,
    quantiles: Vec<Exact>,
    lang: Lang,
) -> Result<SimulationTerms, Failure> {
    let base = study.opened.variants.first();
    let mut terms = base.map_or_else(SimulationTerms::default, |base| {
        base.scenario.simulation.clone()
    });
    if !quantiles.is_empty() {
        terms.quantiles = quantiles;
    }
    if let Some(id) = &question.baseline {
        study.position(id, lang)?;
        terms.baseline = match id.as_str() {
            BASE => None,
            other => Id::parse(other),
        };
    }
    Ok(terms)
}

fn draws(question: &SimulateQuestion, terms: &SimulationTerms, precision: Exact) -> Draws {
    match question.draws {
        Some(DrawCount::Fixed(draws)) => Draws::Fixed(draws),
        Some(DrawCount::Auto) => Draws::Auto { precision },
        None => Draws::Fixed(terms.draws.unwrap_or(DEFAULT_DRAWS)),
    }
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

/// Reads the precision, which belongs to `auto` only.
fn precision(question: &SimulateQuestion, lang: Lang) -> Result<Exact, Failure> {
    let Some(text) = &question.precision else {
        let (above, below) = DEFAULT_PRECISION;
        return Ok(Exact::ratio(above, below));
    };
    if question.draws != Some(DrawCount::Auto) {
        return Err(Failure::usage(
            &Text::new(
                "een precisie hoort bij een aantal trekkingen dat daarvan afhangt",
                "a precision belongs to a number of draws that depends on it",
            ),
            &Text::new(
                "kies `--draws auto`, of laat `--precision` weg",
                "choose `--draws auto`, or leave out `--precision`",
            ),
            lang,
        ));
    }
    let read = Exact::from_share_text(text).ok();
    read.filter(is_between_zero_and_one).ok_or_else(|| {
        Failure::usage(
            &Text::new(
                format!("`{text}` is geen precisie boven 0 en onder 1"),
                format!("`{text}` is no precision above 0 and below 1"),
            ),
            &Text::new(
                "schrijf een deel, zoals `--precision 0.1%`",
                "write a part, such as `--precision 0.1%`",
            ),
            lang,
        )
    })
}

/// Reads the quantiles, ascending and without repetitions.
fn quantiles(question: &SimulateQuestion, lang: Lang) -> Result<Vec<Exact>, Failure> {
    let read = question.quantiles.iter().map(|text| {
        let quantile = Exact::from_share_text(text).ok();
        quantile.filter(is_between_zero_and_one).ok_or_else(|| {
            Failure::usage(
                &Text::new(
                    format!("`{text}` is geen kwantiel boven 0 en onder 1"),
                    format!("`{text}` is no quantile above 0 and below 1"),
                ),
                &Text::new(
                    "schrijf delen, zoals `--quantiles 0.05,0.5,0.95`",
                    "write parts, such as `--quantiles 0.05,0.5,0.95`",
                ),
                lang,
            )
        })
    });
    let mut read = read.collect::<Result<Vec<Exact>, Failure>>()?;
    read.sort();
    read.dedup();
    Ok(read)
}

fn is_between_zero_and_one(part: &Exact) -> bool {
    *part > Exact::zero() && *part < Exact::one()
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

fn too_many_draws(lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("hoogstens {MOST_DRAWS} trekkingen zijn te maken"),
            format!("at most {MOST_DRAWS} draws can be made"),
        ),
        &Text::new(
            "vraag er minder, of `--draws auto` met een `--precision`",
            "ask for fewer, or for `--draws auto` with a `--precision`",
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
    Failure {
        kind: FailureKind::Stopped,
        text: text.in_lang(lang).to_owned(),
    }
}
