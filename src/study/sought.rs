//! [`Sought`]: what a simulation is asked, read and checked.

use super::library::Reading;
use super::open::{Study, refused};
use super::{DrawCount, Failure, Manner, SimulateQuestion};
use crate::domain::{Id, Lang, SimulationTerms, Text};
use crate::money::Exact;
use crate::scenario::BASE;
use crate::simulation::{Draws, MOST_DRAWS};

/// The draws that are made where neither the question nor the scenario says how many.
const DEFAULT_DRAWS: u64 = 10_000;

/// The precision of `auto` where none is asked for: a thousandth.
const DEFAULT_PRECISION: (i64, i64) = (1, 1_000);

/// A scenario whose draws are asked for, with what the question says of them.
pub(super) struct Sought {
    pub(super) study: Study,
    pub(super) terms: SimulationTerms,
    pub(super) draws: Draws,
}

impl Sought {
    /// Opens the scenario and reads the question.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when the question is wrong, or the scenario has problems.
    pub(super) fn open(
        question: &SimulateQuestion,
        manner: Manner,
        read: Reading<'_>,
    ) -> Result<Sought, Failure> {
        let lang = manner.look.lang;
        let precision = precision(question, lang)?;
        let quantiles = quantiles(question, lang)?;
        if let Some(DrawCount::Fixed(draws)) = question.draws
            && draws > MOST_DRAWS
        {
            return Err(too_many_draws(lang));
        }
        let study =
            Study::open(&question.path, read).map_err(|problems| refused(&problems, manner))?;
        let terms = terms(&study, question, quantiles, lang)?;
        Ok(Sought {
            draws: draws(question, &terms, precision),
            study,
            terms,
        })
    }
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
