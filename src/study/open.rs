//! [`Study`]: an opened scenario, compiled and ready to be asked.

use std::sync::Arc;

use super::library::{Reading, Shelf};
use super::worlds::Origin;
use super::{Failure, FailureKind, Manner, OneDraw};
use crate::domain::{Assumption, Lang, Scenario, Text, Uncertain};
use crate::plan::{Plan, Refusal, compile};
use crate::report::wording::Sentences;
use crate::report::{problems_rows, problems_text};
use crate::results::{Receipt, VariantResult, YearResult, fingerprint};
use crate::scenario::{Asked, BASE, Opened, Problem, Refused, Variant, open};
use crate::simulation::{
    Case, Happened, Judged, Model, Replayed, in_parallel, replayed, run_cases,
};

/// The program and its version, as receipts name it.
pub(super) const PROGRAM: &str = concat!("verdeel ", env!("CARGO_PKG_VERSION"));

/// The fingerprint of everything that decides what the program computes (`build.rs`).
pub(super) const PROGRAM_SHA256: &str = concat!("sha256:", env!("VERDEEL_PROGRAM_SHA256"));

/// An opened scenario with every variant compiled.
pub struct Study {
    /// The scenario and its variants.
    pub opened: Arc<Opened>,
    /// One case per variant; those that differ in numbers only share a plan.
    pub cases: Vec<Case>,
}

impl Study {
    /// Opens the scenario at `path`, reading files through `read`.
    ///
    /// # Errors
    ///
    /// [`Refused`] with every problem, of the text as well as of the plan.
    pub fn open(path: &str, read: Reading<'_>) -> Result<Study, Refused> {
        let opened = open(path, &Shelf { read })?;
        let compiled = in_parallel(&opened.variants, |variant| compile(&variant.scenario));
        let mut problems: Vec<Problem> = Vec::new();
        let mut cases: Vec<Case> = Vec::new();
        for (variant, compiled) in opened.variants.iter().zip(compiled) {
            match compiled {
                Ok((plan, inputs)) => cases.push(Case {
                    plan: shared(plan, &cases),
                    inputs,
                }),
                Err(refusals) => {
                    for refusal in refusals {
                        let problem = problem(variant, refusal);
                        let same = |known: &Problem| {
                            (known.place, &known.text) == (problem.place, &problem.text)
                        };
                        if !problems.iter().any(same) {
                            problems.push(problem);
                        }
                    }
                }
            }
        }
        let study = Study {
            opened: Arc::new(opened),
            cases,
        };
        // A question of the library that is asked of somebody else's scenario need not fit it.
        if problems.is_empty() && Asked::of(path).is_none() {
            problems = study.astray();
        }
        if problems.is_empty() {
            return Ok(study);
        }
        problems.sort_by_key(|problem| problem.place);
        Err(Refused {
            sources: study.opened.sources.clone(),
            problems,
        })
    }

    /// Returns the results of all variants, computed in parallel.
    pub fn results(&self) -> Vec<VariantResult> {
        let variants = self.opened.variants.iter().zip(&self.cases);
        let results = variants.zip(run_cases(&self.cases));
        results
            .map(|((variant, case), years)| result((variant, &variant.scenario), case, years))
            .collect()
    }

    /// Returns the result of one variant.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when there is no such variant.
    pub fn result(&self, id: &str, lang: Lang) -> Result<VariantResult, Failure> {
        let at = self.position(id, lang)?;
        let (variant, case) = (&self.opened.variants[at], &self.cases[at]);
        Ok(result(
            (variant, &variant.scenario),
            case,
            YearResult::of(&case.plan, &case.inputs),
        ))
    }

    /// Returns the position of a variant.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when there is no such variant.
    pub(super) fn position(&self, id: &str, lang: Lang) -> Result<usize, Failure> {
        let variants = &self.opened.variants;
        let at = variants.iter().position(|variant| variant.id == id);
        at.ok_or_else(|| {
            let known: Vec<String> = variants.iter().map(|variant| variant.id.clone()).collect();
            Failure::unknown(&Text::new("variant", "variant"), id, &known, lang)
        })
    }

    /// Returns every variant as it is judged, each of them run once.
    pub fn judged(&self) -> Vec<Judged<'_>> {
        let variants: Vec<(&Variant, &Case)> =
            self.opened.variants.iter().zip(&self.cases).collect();
        in_parallel(&variants, |(variant, case)| {
            Judged::of(&variant.id, &variant.scenario, &case.plan, &case.inputs)
        })
    }

    /// Returns every variant as it is judged where one of them states a wish; without any nothing
    /// is run for it.
    pub fn judged_on_wishes(&self) -> Vec<Judged<'_>> {
        let mut variants = self.opened.variants.iter();
        match variants.any(|variant| !variant.scenario.checks.is_empty()) {
            true => self.judged(),
            false => Vec::new(),
        }
    }

    /// Returns the results of some variants, by position, in that order.
    pub(super) fn results_of(&self, positions: &[usize]) -> Vec<VariantResult> {
        let cases: Vec<Case> = positions.iter().map(|at| self.cases[*at].clone()).collect();
        let results = positions.iter().zip(run_cases(&cases));
        results
            .map(|(at, years)| {
                let variant = &self.opened.variants[*at];
                result((variant, &variant.scenario), &self.cases[*at], years)
            })
            .collect()
    }

    /// Returns what results of this study are made of.
    pub fn receipt(&self) -> Receipt {
        let files = self.opened.sources.files().iter();
        Receipt {
            program: PROGRAM.to_owned(),
            inputs: files
                .map(|file| (file.path.clone(), fingerprint(&file.text)))
                .collect(),
            seed: None,
            draw: None,
        }
    }

    /// Returns what results are made of that were drawn with a seed, all of them or one draw.
    pub(super) fn receipt_of_seed(&self, seed: u64, draw: Option<u64>) -> Receipt {
        Receipt {
            seed: Some(seed),
            draw,
            ..self.receipt()
        }
    }

    /// Returns a variant, by position, as a simulation looks at it, with the worlds in which
    /// events have happened.
    pub(super) fn model<'a>(&'a self, at: usize, worlds: &'a [Happened]) -> Model<'a> {
        let variant = &self.opened.variants[at];
        Model {
            id: variant.id.clone(),
            title: variant.title.clone(),
            scenario: &variant.scenario,
            case: &self.cases[at],
            worlds,
        }
    }

    /// Returns the result of a variant, by position, in one draw of a simulation.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when something uncertain cannot be drawn.
    pub(super) fn drawn(
        &self,
        at: usize,
        one: OneDraw,
        origin: Origin<'_>,
        manner: Manner,
    ) -> Result<VariantResult, Failure> {
        let worlds = self.worlds(at, origin);
        let worlds = worlds.map_err(|problems| refused(&problems, manner))?;
        let Replayed {
            events,
            drawings,
            case,
        } = replayed(&self.model(at, &worlds), one.seed, one.draw)
            .map_err(|refusal| self.refused(*refusal, manner))?;
        let variant = &self.opened.variants[at];
        let world = worlds.iter().find(|world| world.events == events);
        let scenario = world.map_or(&variant.scenario, |world| &world.scenario);
        let years = YearResult::of(&case.plan, &case.inputs);
        let known = &variant.scenario.events;
        let happened = events.iter().filter_map(|at| known.get(*at)).cloned();
        Ok(VariantResult {
            happened: (!known.is_empty()).then(|| happened.collect()),
            drawn: (!scenario.uncertain.is_empty()).then_some(drawings),
            ..result((variant, scenario), &case, years)
        })
    }

    /// Returns the failure that a simulation refused the scenario.
    pub(super) fn refused(&self, refusal: Refusal, manner: Manner) -> Failure {
        let problems = self.opened.variants.first();
        let problems = problems.map(|base| problem(base, refusal));
        refused(
            &Refused {
                sources: self.opened.sources.clone(),
                problems: problems.into_iter().collect(),
            },
            manner,
        )
    }
}

/// Returns the result of a variant, of which the scenario may be that of a world.
fn result(
    (variant, scenario): (&Variant, &Scenario),
    case: &Case,
    years: Vec<YearResult>,
) -> VariantResult {
    let mut assumptions = scenario.assumptions.clone();
    assumptions.extend(scenario.uncertain.iter().map(uncertain));
    assumptions.sort();
    assumptions.dedup();
    VariantResult {
        assumptions,
        id: variant.id.clone(),
        title: variant.title.clone(),
        settings: variant.settings.clone(),
        ..VariantResult::unnamed(scenario, Arc::clone(&case.plan), years)
    }
}

/// Returns as an assumption what is thought of an uncertain number.
fn uncertain(one: &Uncertain) -> Assumption {
    let [nl, en] = [Lang::Nl, Lang::En].map(|lang| Sentences::new(lang).assumed_uncertain(one));
    Assumption {
        path: Some(format!("uncertain.{}", one.id)),
        text: Text::new(nl, en),
        value: None,
        source: None,
    }
}

/// Returns the plan of an earlier case when it is the same structure.
fn shared(plan: Plan, cases: &[Case]) -> Arc<Plan> {
    let same = cases.iter().find(|case| *case.plan == plan);
    same.map_or_else(|| Arc::new(plan), |case| Arc::clone(&case.plan))
}

/// Returns a refusal of the plan as a problem at the place it is about.
pub(super) fn problem(variant: &Variant, refusal: Refusal) -> Problem {
    let start = crate::scenario::Place {
        file: 0,
        start: 0,
        end: 0,
    };
    // What is not stated has no place of its own: then it is that of what it should stand in.
    let mut paths = std::iter::successors(Some(refusal.path.as_str()), |path| {
        path.rsplit_once('.').map(|(outer, _)| outer)
    });
    let place = paths.find_map(|path| variant.places.get(path).copied());
    let place = place.unwrap_or(start);
    let mut problem = Problem::error(refusal.code, place, refusal.text);
    problem.hint = Some(refusal.hint);
    if variant.id != BASE {
        problem.expected = Some(Text::new(
            format!("in variant `{}`", variant.id),
            format!("in variant `{}`", variant.id),
        ));
    }
    problem
}

/// Returns the failure that a refused scenario is.
pub(super) fn refused(refused: &Refused, manner: Manner) -> Failure {
    let is_unreadable = refused
        .problems
        .iter()
        .all(|problem| problem.code == "unreadable-file");
    let kind = if is_unreadable {
        FailureKind::Unreadable
    } else {
        FailureKind::Problems
    };
    let text = problems_text(
        &refused.problems,
        &refused.sources,
        manner.look.lang,
        manner.colour,
    );
    let problems = problems_rows(&refused.problems, &refused.sources, manner.look.lang);
    Failure {
        kind,
        text,
        problems,
    }
}
