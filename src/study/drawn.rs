//! The draws that the bands of a board are read from: made here, or apart and put together here.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};

use super::library::Reading;
use super::open::{PROGRAM, Study, refused};
use super::report::{ReportQuestion, chosen};
use super::{Failure, Manner};
use crate::domain::{Id, Lang, Level, Scenario, SimulationTerms, Text};
use crate::plan::Refusal;
use crate::results::{Receipt, Simulated, fingerprint};
use crate::scenario::BASE;
use crate::simulation::{
    DrawnPart, Draws, Model, PART_STEP, SimulationRequest, Unwatched, draw_part, simulate,
    simulate_parts,
};

/// Some draws, as they are sent from where they are made to where they are put together.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    /// The fingerprint of what they are draws of.
    of: String,
    /// The first draw.
    first: u64,
    /// The number of draws.
    count: u32,
    /// What they come to, in base64.
    kept: String,
}

/// Draws futures where something is uncertain, or puts together those that were drawn apart.
pub(super) fn drawn(
    study: &Study,
    (chosen, question): (&[usize], &ReportQuestion),
    parts: Option<&[Part]>,
    (manner, read): (Manner, Reading<'_>),
) -> Result<Option<Simulated>, Failure> {
    if question.draws == 0 {
        return Ok(None);
    }
    let request = SimulationRequest {
        draws: Draws::Fixed(question.draws),
        seed: question.seed,
        keep_draws: true,
    };
    let around = (question.path.as_str(), manner, read);
    let Some(parts) = parts else {
        return on_models(study, chosen, around, |models| {
            simulate(models, &request, &Unwatched)
        });
    };
    let misfit = || no_parts(manner.look.lang);
    let of = mark(study, chosen, question.seed);
    let parts = parts.iter().filter(|part| part.of == of).map(|part| {
        let kept = BASE64_STANDARD.decode(&part.kept).ok()?;
        Some(DrawnPart {
            first: part.first,
            count: usize::try_from(part.count).ok()?,
            kept,
        })
    });
    let parts: Vec<DrawnPart> = parts.collect::<Option<_>>().ok_or_else(misfit)?;
    let simulated = on_models(study, chosen, around, |models| {
        simulate_parts(models, &request, &parts)
    })?;
    // Where nothing is uncertain, there are no draws to fit.
    simulated
        .map(|simulated| simulated.ok_or_else(misfit))
        .transpose()
}

/// Makes some of the draws of a question; none where nothing is uncertain.
pub(super) fn drawn_part(
    study: &Study,
    question: &ReportQuestion,
    (first, count): (u64, u32),
    (manner, read): (Manner, Reading<'_>),
) -> Result<Option<Part>, Failure> {
    let lang = manner.look.lang;
    let (chosen, _) = chosen(study, question, lang)?;
    if !first.is_multiple_of(PART_STEP) {
        return Err(no_beginning(first, lang));
    }
    let around = (question.path.as_str(), manner, read);
    let of_draws = (first, usize::try_from(count).unwrap_or_default());
    let part = on_models(study, &chosen, around, |models| {
        draw_part(models, question.seed, of_draws)
    })?;
    Ok(part.map(|part| Part {
        of: mark(study, &chosen, question.seed),
        first,
        count,
        kept: BASE64_STANDARD.encode(part.kept),
    }))
}

/// Works on the models of a question as a simulation looks at them, where something is uncertain.
fn on_models<R>(
    study: &Study,
    chosen: &[usize],
    (path, manner, read): (&str, Manner, Reading<'_>),
    work: impl FnOnce(&[Model<'_>]) -> Result<R, Box<Refusal>>,
) -> Result<Option<R>, Failure> {
    let of = |at: &usize| &study.opened.variants[*at].scenario;
    let is_uncertain =
        |scenario: &Scenario| !scenario.uncertain.is_empty() || !scenario.events.is_empty();
    if !chosen.iter().any(|at| is_uncertain(of(at))) {
        return Ok(None);
    }
    let baseline = chosen
        .first()
        .map(|at| study.opened.variants[*at].id.as_str());
    let baseline = baseline.filter(|id| *id != BASE).and_then(Id::parse);
    let scenarios = chosen.iter().map(|at| Scenario {
        // Only what partnerships receive together in a year is shown.
        simulation: SimulationTerms {
            levels: vec![Level::Partnership],
            by_component: false,
            by_region: false,
            by_difference: false,
            by_year: true,
            baseline: baseline.clone(),
            ..of(at).simulation.clone()
        },
        ..of(at).clone()
    });
    let scenarios: Vec<Scenario> = scenarios.collect();
    let worlds = chosen.iter().map(|at| study.worlds(*at, (path, read)));
    let worlds = worlds.collect::<Result<Vec<_>, _>>();
    let worlds = worlds.map_err(|problems| refused(&problems, manner))?;
    let models = chosen.iter().zip(&scenarios).zip(&worlds);
    let models = models.map(|((at, scenario), worlds)| Model {
        scenario,
        ..study.model(*at, worlds)
    });
    let models: Vec<Model<'_>> = models.collect();
    work(&models)
        .map(Some)
        .map_err(|refusal| study.refused(*refusal, manner))
}

/// Returns the fingerprint of what draws are of: the program, the files, the models and the seed.
fn mark(study: &Study, chosen: &[usize], seed: u64) -> String {
    let Receipt { inputs, .. } = study.receipt();
    let models = chosen.iter();
    let models: Vec<&str> = models
        .map(|at| study.opened.variants[*at].id.as_str())
        .collect();
    fingerprint(&format!("{PROGRAM}\n{inputs:?}\n{models:?}\n{seed}"))
}

fn no_parts(lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            "de meegegeven trekkingen zijn niet die van dit scenario, of niet allemaal",
            "the draws that were sent are not those of this scenario, or not all of them",
        ),
        &Text::new(
            "laat alle delen opnieuw trekken, met dezelfde modellen en hetzelfde startgetal",
            "draw all parts again, with the same models and the same seed",
        ),
        lang,
    )
}

fn no_beginning(first: u64, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("een deel kan niet bij trekking {first} beginnen"),
            format!("no part can begin with draw {first}"),
        ),
        &Text::new(
            format!("begin bij een veelvoud van {PART_STEP}"),
            format!("begin with a multiple of {PART_STEP}"),
        ),
        lang,
    )
}
