//! [`Field`]: a sweep that can be run, part by part.

use std::collections::BTreeMap;

use super::super::library::{Reading, Shelf};
use super::super::live::path_among;
use super::super::open::{Study, refused};
use super::super::{Failure, Manner};
use super::axis::{Axis, Number};
use super::space::Space;
use crate::domain::{Scenario, SimulationTerms, Sweep, Text};
use crate::money::Exact;
use crate::plan::{Plan, Refusal, compile};
use crate::results::SeriesName;
use crate::scenario::{Refused, Worlds};
use crate::simulation::sample::Summary;
use crate::simulation::{
    Case, Dialled, Happened, Knob, Model, PartKept, PointsOfPart, PreparedPoints, ReadyPoints,
    SeriesKept, SeriesKey, SweptModel, SweptPoints, possible_worlds,
};

/// The most amounts of one point: draws times series, of which a thread holds so many at once.
const MOST_AMOUNTS: u64 = 1 << 24;

/// The quantiles of the draws of a point, in percent.
const QUANTILES: [i64; 5] = [5, 25, 50, 75, 95];

/// A sweep with everything that its points need.
pub(super) struct Field<'a> {
    pub(super) path: String,
    pub(super) study: Study,
    pub(super) sweep: Sweep,
    /// The positions of the variants.
    pub(super) chosen: Vec<usize>,
    pub(super) space: Space,
    pub(super) read: Reading<'a>,
    /// The worlds of each variant in which events have happened, where draws are made.
    worlds: Vec<Vec<Happened>>,
}

/// What came out of some points.
pub(super) struct Outcome {
    pub(super) series: BTreeMap<SeriesKey, SeriesKept>,
    pub(super) failed: Vec<Failed>,
}

/// A variant at a point that could not be computed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Failed {
    pub(super) point: i64,
    pub(super) variant: String,
    pub(super) code: String,
    pub(super) nl: String,
    pub(super) en: String,
}

/// Points with the same choices: the number of each in the sweep, and for each axis its number at
/// every point.
#[derive(Default)]
struct Numbered {
    ids: Vec<i64>,
    columns: Vec<Vec<Number>>,
}

/// One variant under some choices.
struct Ground {
    id: String,
    title: Text,
    scenario: Scenario,
    case: Case,
    worlds: Vec<Happened>,
}

impl<'a> Field<'a> {
    /// Opens the sweep of the scenario at `path`.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when the scenario has problems or no sweep, or when there are no such points.
    pub(super) fn open(
        path: &str,
        manner: Manner,
        read: Reading<'a>,
    ) -> Result<Field<'a>, Failure> {
        let lang = manner.look.lang;
        let study = Study::open(path, read).map_err(|problems| refused(&problems, manner))?;
        let Some(sweep) = study.opened.sweep.clone() else {
            return Err(Failure::usage(
                &Text::new(
                    "dit scenario heeft geen `[sweep]`",
                    "this scenario has no `[sweep]`",
                ),
                &Text::new(
                    "voeg die toe, of noem met `--vary PAD=VAN..TOT` wat varieert",
                    "add one, or name what varies with `--vary PATH=FROM..TO`",
                ),
                lang,
            ));
        };
        let chosen: Vec<usize> = match sweep.variants.is_empty() {
            true => (0..study.cases.len()).collect(),
            false => sweep
                .variants
                .iter()
                .map(|id| study.position(id.as_str(), lang))
                .collect::<Result<_, _>>()?,
        };
        let worlds = match sweep.draws {
            0 => vec![Vec::new(); chosen.len()],
            _ => chosen
                .iter()
                .map(|at| study.worlds(*at, (path, read)))
                .collect::<Result<_, _>>()
                .map_err(|problems| refused(&problems, manner))?,
        };
        let space = Space::of(&sweep, (&study, &chosen, &worlds), lang)?;
        let field = Field {
            path: path_among(path, &study.opened.sources),
            study,
            sweep,
            chosen,
            space,
            read,
            worlds,
        };
        field.check_ends(manner)?;
        Ok(field)
    }

    /// Runs the points from `first` up to `last`.
    pub(super) fn run(
        &self,
        (first, last): (u64, u64),
        ready: Option<&ReadyPoints<'_>>,
    ) -> Outcome {
        let mut kept = PartKept::new(self.sweep.rows, &quantiles());
        let mut failed = Vec::new();
        let shelf = Shelf { read: self.read };
        let mut worlds = None;
        for points in self.by_choice(first, last) {
            let columns: Vec<&[Number]> = points.columns.iter().map(Vec::as_slice).collect();
            if let Some(ready) = ready {
                kept.run(ready, self.part(&points.ids, &columns));
                continue;
            }
            let choice: Vec<Number> = points.columns.iter().map(|column| column[0]).collect();
            let mut grounds = Vec::new();
            for (position, at) in self.chosen.iter().enumerate() {
                match self.ground(position, &choice, (&mut worlds, &shelf)) {
                    Ok(ground) => grounds.push(ground),
                    Err(reason) => {
                        let id = &self.study.opened.variants[*at].id;
                        failed.extend(points.ids.iter().map(|point| reason.of(*point, id)));
                    }
                }
            }
            let models: Vec<SweptModel<'_>> =
                grounds.iter().map(|ground| self.model(ground)).collect();
            self.keep(&models, (&points.ids, &columns), (&mut kept, &mut failed));
        }
        failed.sort();
        Outcome {
            series: kept.sorted(),
            failed,
        }
    }

    /// Lets `work` be done with models that are ready for all points; without any where points make
    /// plans of their own, or where some point is refused, which is then found part by part.
    pub(super) fn with_ready<R>(&self, work: impl FnOnce(Option<&ReadyPoints<'_>>) -> R) -> R {
        if self.space.axes.iter().any(Axis::is_laid) {
            return work(None);
        }
        let shelf = Shelf { read: self.read };
        let positions = 0..self.chosen.len();
        let grounds: Result<Vec<Ground>, Reason> = positions
            .map(|position| self.ground(position, &[], (&mut None, &shelf)))
            .collect();
        let Ok(grounds) = grounds else {
            return work(None);
        };
        let models: Vec<SweptModel<'_>> = grounds.iter().map(|one| self.model(one)).collect();
        let ends: Vec<Vec<Number>> = self.space.axes.iter().map(Axis::ends).collect();
        let ends: Vec<&[Number]> = ends.iter().map(Vec::as_slice).collect();
        let prepared = PreparedPoints::of(&models, &ends, self.sweep.seed).ok();
        let ready = prepared.as_ref();
        let ready = ready.and_then(|prepared| ReadyPoints::of(prepared, &ends).ok());
        work(ready.as_ref())
    }

    fn part<'p>(&self, ids: &'p [i64], columns: &'p [&'p [Number]]) -> PointsOfPart<'p> {
        PointsOfPart {
            ids,
            points: SweptPoints {
                columns,
                count: ids.len(),
                draws: self.sweep.draws,
            },
        }
    }

    /// Returns the points from `first` up to `last`, those with the same choices together.
    fn by_choice(&self, first: u64, last: u64) -> Vec<Numbered> {
        let columns = self.space.numbers((first, last));
        let id = |point: u64| i64::try_from(point).unwrap_or(i64::MAX);
        let ids: Vec<i64> = (first..last).map(id).collect();
        let axes = self.space.axes.iter().zip(&columns);
        let laid = axes.filter(|(axis, _)| axis.is_laid());
        let laid: Vec<&Vec<Number>> = laid.map(|(_, column)| column).collect();
        if laid.is_empty() {
            let all = Numbered { ids, columns };
            return if first < last { vec![all] } else { Vec::new() };
        }
        let mut by_choice: BTreeMap<Vec<Number>, Numbered> = BTreeMap::new();
        for (row, id) in ids.iter().enumerate() {
            let choice = laid.iter().map(|column| column[row]).collect();
            let own: &mut Numbered = by_choice.entry(choice).or_default();
            own.ids.push(*id);
            own.columns.resize(columns.len(), Vec::new());
            for (own, column) in own.columns.iter_mut().zip(&columns) {
                own.push(column[row]);
            }
        }
        by_choice.into_values().collect()
    }

    /// Runs models at points, by their numbers in the sweep and those of each axis; where some are
    /// refused, those are found by halving, and told.
    fn keep(
        &self,
        models: &[SweptModel<'_>],
        (ids, columns): (&[i64], &[&[Number]]),
        (kept, failed): (&mut PartKept, &mut Vec<Failed>),
    ) {
        if models.is_empty() || ids.is_empty() {
            return;
        }
        let prepared = PreparedPoints::of(models, columns, self.sweep.seed);
        let ready = prepared.as_ref().map_err(Clone::clone);
        let ready = ready.and_then(|prepared| ReadyPoints::of(prepared, columns));
        let refusal = match ready {
            Ok(ready) => return kept.run(&ready, self.part(ids, columns)),
            Err(refusal) => refusal,
        };
        match (ids, models) {
            ([point], [model]) => {
                failed.push(Reason::of_refusal(*refusal).of(*point, &model.model.id));
            }
            ([_], _) => {
                for model in models {
                    let own = std::slice::from_ref(model);
                    self.keep(own, (ids, columns), (kept, failed));
                }
            }
            _ => {
                let halves = columns.iter().map(|column| column.split_at(ids.len() / 2));
                let (left, right): (Vec<_>, Vec<_>) = halves.unzip();
                let (first, second) = ids.split_at(ids.len() / 2);
                self.keep(models, (first, &left), (kept, failed));
                self.keep(models, (second, &right), (kept, failed));
            }
        }
    }

    /// Returns a variant as the choices of a point make it.
    fn ground<'s>(
        &self,
        position: usize,
        numbers: &[Number],
        (worlds, shelf): (&mut Option<Worlds<'s>>, &'s Shelf<'s>),
    ) -> Result<Ground, Reason> {
        let at = self.chosen[position];
        let variant = &self.study.opened.variants[at];
        let laid = self.space.axes.iter().zip(numbers);
        let laid = laid.filter(|(axis, _)| axis.is_laid());
        let laid: Vec<(&str, String)> = laid
            .map(|(axis, number)| (axis.path.as_str(), axis.written(*number)))
            .collect();
        let (scenario, case, happened) = if laid.is_empty() {
            let happened = self.worlds[position].clone();
            let happened = happened.into_iter().map(|world| Happened {
                scenario: self.kept_of(world.scenario),
                ..world
            });
            (
                variant.scenario.clone(),
                self.study.cases[at].clone(),
                happened.collect(),
            )
        } else {
            let worlds = match worlds {
                Some(worlds) => worlds,
                None => worlds.insert(
                    Worlds::open(&self.path, shelf).map_err(|all| Reason::of_problems(&all))?,
                ),
            };
            let settings: Vec<(&str, &str)> = laid
                .iter()
                .map(|(path, value)| (*path, value.as_str()))
                .collect();
            let laid = worlds.lay(&settings);
            laid.map_err(|all| Reason::of_problems(&all))?;
            let (scenario, case) = formed(worlds, at, &[])?;
            let mut happened = Vec::new();
            if self.sweep.draws > 0 {
                for events in possible_worlds(&scenario.events) {
                    if !events.is_empty() {
                        let (scenario, case) = formed(worlds, at, &events)?;
                        let scenario = self.kept_of(scenario);
                        happened.push(Happened {
                            events,
                            scenario,
                            case,
                        });
                    }
                }
            }
            (scenario, case, happened)
        };
        Ok(Ground {
            id: variant.id.clone(),
            title: variant.title.clone(),
            scenario: self.kept_of(scenario),
            case,
            worlds: happened,
        })
    }

    /// Returns a scenario with what the sweep keeps of it; without draws, with nothing uncertain.
    fn kept_of(&self, mut scenario: Scenario) -> Scenario {
        scenario.simulation = SimulationTerms {
            levels: self.sweep.levels.clone(),
            in_all: true,
            by_component: self.sweep.by_component,
            by_region: self.sweep.by_region,
            by_year: self.sweep.by_year,
            by_difference: false,
            baseline: None,
            ..scenario.simulation
        };
        if self.sweep.draws == 0 {
            scenario.uncertain.clear();
            scenario.events.clear();
        }
        scenario
    }

    fn model<'g>(&self, ground: &'g Ground) -> SweptModel<'g> {
        SweptModel {
            model: Model {
                id: ground.id.clone(),
                title: ground.title.clone(),
                scenario: &ground.scenario,
                case: &ground.case,
                worlds: &ground.worlds,
            },
            dials: self.dials(&ground.case.plan),
        }
    }

    /// Returns where the numbers of points stand in a plan.
    fn dials(&self, plan: &Plan) -> Vec<Dialled> {
        let axes = self.space.axes.iter().enumerate();
        let dials = axes.filter_map(|(parameter, axis)| {
            let knob = match axis.knob.as_ref()? {
                // Each plan has its own slot for the number, or none.
                Knob::Slot(_) => {
                    let mut lines = plan.slots.iter();
                    Knob::Slot(lines.find(|line| line.path == axis.path)?.clone())
                }
                moment @ Knob::Moment(..) => moment.clone(),
            };
            Some(Dialled { parameter, knob })
        });
        dials.collect()
    }

    /// Returns the number of series where no choice is made, to say what there will be.
    pub(super) fn expected_series(&self, ready: Option<&ReadyPoints<'_>>) -> usize {
        match ready {
            Some(ready) => ready.amounts(),
            None => self.run((0, 1), None).series.len(),
        }
    }

    /// Refuses more draws of one point than can be held.
    ///
    /// # Errors
    ///
    /// A [`Failure`] that says how many fit.
    pub(super) fn check_amounts(&self, series: usize, manner: Manner) -> Result<(), Failure> {
        let series = series.max(1) as u64;
        let most = MOST_AMOUNTS / series;
        if self.sweep.draws <= most {
            return Ok(());
        }
        Err(Failure::usage(
            &Text::new(
                format!(
                    "van zo veel bedragen zijn hoogstens {most} trekkingen per punt te bewaren"
                ),
                format!("of so many amounts at most {most} draws per point can be kept"),
            ),
            &Text::new(
                "vraag minder trekkingen, of houd onder `[sweep]` minder bedragen bij",
                "ask for fewer draws, or keep fewer amounts under `[sweep]`",
            ),
            manner.look.lang,
        ))
    }
}

/// Returns a variant with events that happened, compiled.
fn formed(
    worlds: &mut Worlds<'_>,
    at: usize,
    events: &[usize],
) -> Result<(Scenario, Case), Reason> {
    let variant = worlds.of(at, events).ok_or_else(Reason::absent)?;
    let variant = variant.map_err(|all| Reason::of_problems(&all))?;
    let (plan, inputs) = compile(&variant.scenario).map_err(|refusals| {
        let first = refusals.into_iter().next();
        first.map_or_else(Reason::absent, Reason::of_refusal)
    })?;
    let case = Case {
        plan: std::sync::Arc::new(plan),
        inputs,
    };
    Ok((variant.scenario, case))
}

/// Why a variant could not be computed at a point.
struct Reason {
    code: String,
    text: Text,
}

impl Reason {
    fn of_refusal(refusal: Refusal) -> Reason {
        Reason {
            code: refusal.code.to_owned(),
            text: refusal.text,
        }
    }

    fn of_problems(refused: &Refused) -> Reason {
        let first = refused.problems.first();
        first.map_or_else(Reason::absent, |problem| Reason {
            code: problem.code.to_owned(),
            text: problem.text.clone(),
        })
    }

    fn absent() -> Reason {
        Reason {
            code: "unknown-variant".to_owned(),
            text: Text::new("deze variant is er niet", "there is no such variant"),
        }
    }

    fn of(&self, point: i64, variant: &str) -> Failed {
        Failed {
            point,
            variant: variant.to_owned(),
            code: self.code.clone(),
            nl: self.text.nl.clone(),
            en: self.text.en.clone(),
        }
    }
}

/// Returns the quantiles of the draws of a point.
pub(super) fn quantiles() -> Vec<Exact> {
    QUANTILES.map(|percent| Exact::ratio(percent, 100)).into()
}

/// The summaries of a part, by series.
pub(super) type Summaries = BTreeMap<(String, SeriesName), Summary>;
