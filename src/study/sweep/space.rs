//! [`Space`]: the points of a sweep, each found by its number.

use super::super::Failure;
use super::super::open::Study;
use super::axis::{Axis, Number, PARTS, Scale, floor, listed, range, whole_to_float};
use crate::design::{Copula, Design, Prepared, Unfit, write_shares};
use crate::domain::{
    Distribution, Lang, ParameterValues, PointDesign, Scenario, Sweep, Text, Uncertain,
};
use crate::plan::SlotLine;
use crate::simulation::{Case, Happened, Knob, Moment};

/// The most points of a sweep: beyond what any machine gets through, and few enough to number rows.
pub(super) const MOST_POINTS: u64 = 1_000_000_000_000;

/// Points of which the coordinates are found together.
const ROWS: usize = 256;

/// The points of a sweep.
#[derive(Clone, Debug)]
pub(super) struct Space {
    pub(super) axes: Vec<Axis>,
    spread: Spread,
    /// The axes of each group that adds up to one.
    groups: Vec<Vec<usize>>,
    /// The axes that go together.
    copula: Option<Copula>,
}

#[derive(Clone, Debug)]
enum Spread {
    /// The number of values of each axis.
    Grid(Vec<u64>),
    List(Vec<Vec<Number>>),
    Cube(Box<Prepared>),
}

impl Space {
    /// Returns the points of a sweep of the variants at some positions of a study, each with its
    /// worlds.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when a value is none of its parameter, or when there is no such design.
    pub(super) fn of(
        sweep: &Sweep,
        (study, chosen, worlds): (&Study, &[usize], &[Vec<Happened>]),
        lang: Lang,
    ) -> Result<Space, Failure> {
        let mut axes = Vec::new();
        for parameter in &sweep.parameters {
            let knob = knob(sweep, &parameter.path, (study, chosen, worlds));
            let line = knob.as_ref().and_then(Knob::line);
            let scale = match &parameter.values {
                ParameterValues::Range { from, to, steps } => {
                    range(&parameter.path, (from, to), *steps, line, lang)?
                }
                ParameterValues::List(values) => {
                    listed(&parameter.path, values, knob.as_ref(), lang)?
                }
                ParameterValues::Column => match sweep.design {
                    PointDesign::List(_) => Scale::Numbers(Vec::new()),
                    _ => Scale::Share,
                },
            };
            axes.push(Axis {
                name: parameter.name.clone(),
                path: parameter.path.clone(),
                scale,
                knob,
            });
        }
        let at = |name: &String| axes.iter().position(|axis| axis.name == *name);
        let groups = sweep.shares.iter();
        let groups = groups.map(|group| group.parameters.iter().filter_map(at).collect());
        let groups: Vec<Vec<usize>> = groups.collect();
        let copula = copula(sweep, &axes).map_err(|unfit| not_fit(&unfit, lang))?;
        let spread = match &sweep.design {
            PointDesign::List(path) => {
                let text = study.opened.sources.files().iter();
                let mut text = text
                    .filter(|file| file.path == *path)
                    .map(|file| &file.text);
                super::list::rows(
                    path,
                    text.next_back().map_or("", String::as_str),
                    &mut axes,
                    lang,
                )
                .map(Spread::List)?
            }
            PointDesign::Grid => Spread::Grid(axes.iter().map(Axis::grid).collect()),
            other => {
                let design = design(other);
                let prepared = Prepared::new(design, axes.len(), sweep.seed);
                Spread::Cube(Box::new(prepared.map_err(|unfit| not_fit(&unfit, lang))?))
            }
        };
        let space = Space {
            axes,
            spread,
            groups,
            copula,
        };
        match space.points() > MOST_POINTS {
            true => Err(too_many_points(lang)),
            false => Ok(space),
        }
    }

    /// Returns the number of points; as many as 64 bits hold where there are more.
    pub(super) fn points(&self) -> u64 {
        match &self.spread {
            Spread::Grid(sizes) => sizes.iter().fold(1, |all, own| all.saturating_mul(*own)),
            Spread::List(rows) => rows.len() as u64,
            Spread::Cube(prepared) => prepared.points(),
        }
    }

    /// Returns for each axis its number at the points from `first` up to `last`.
    pub(super) fn numbers(&self, (first, last): (u64, u64)) -> Vec<Vec<Number>> {
        let count = usize::try_from(last - first).unwrap_or_default();
        let mut columns = vec![Vec::with_capacity(count); self.axes.len()];
        match &self.spread {
            Spread::List(rows) => {
                let row = |point: u64| usize::try_from(point).unwrap_or(usize::MAX);
                let rows = rows.iter().skip(row(first)).take(count);
                for row in rows {
                    for (column, number) in columns.iter_mut().zip(row) {
                        column.push(*number);
                    }
                }
            }
            Spread::Grid(sizes) => {
                let mut times = 1;
                for (at, size) in sizes.iter().enumerate().rev() {
                    let digit = |point: u64| point / times % (*size).max(1);
                    columns[at].extend((first..last).map(|own| self.axes[at].nth(digit(own))));
                    times = times.saturating_mul((*size).max(1));
                }
            }
            Spread::Cube(prepared) => {
                let width = self.axes.len();
                let mut rows = vec![0.0; ROWS.min(count) * width];
                for (first, left) in (first..last).zip((1..=count).rev()).step_by(ROWS) {
                    let rows = &mut rows[..ROWS.min(left) * width];
                    prepared.write_rows(first, rows);
                    for place in rows.chunks_mut(width) {
                        self.place(place, &mut columns);
                    }
                }
            }
        }
        columns
    }

    /// Returns for each axis its value at every point: a number, or the position of a choice.
    pub(super) fn values(&self) -> Vec<Vec<f64>> {
        let columns = self.numbers((0, self.points())).into_iter();
        let columns = columns.zip(&self.axes).map(|(numbers, axis)| {
            let value = |number: Number| match axis.is_choice() {
                true => whole_to_float(usize::try_from(number.0).unwrap_or_default()),
                false => axis.measured(number).unwrap_or_default(),
            };
            numbers.into_iter().map(value).collect()
        });
        columns.collect()
    }

    /// Returns for each axis its coordinate at every point, where the design has them.
    pub(super) fn coordinates(&self) -> Vec<Vec<f64>> {
        let mut columns = vec![Vec::new(); self.axes.len()];
        let mut place = vec![0.0; self.axes.len()];
        for point in 0..self.points() {
            if let Spread::Cube(prepared) = &self.spread {
                prepared.write(point, &mut place);
            }
            for (column, place) in columns.iter_mut().zip(&place) {
                column.push(*place);
            }
        }
        columns
    }

    /// Adds the numbers that belong to coordinates of the unit cube to the column of each axis.
    fn place(&self, place: &mut [f64], columns: &mut [Vec<Number>]) {
        if let Some(copula) = &self.copula {
            copula.write(place);
        }
        for ((axis, place), column) in self.axes.iter().zip(place.iter()).zip(&mut *columns) {
            column.push(axis.at(*place));
        }
        for group in &self.groups {
            let mut shares: Vec<f64> = group.iter().map(|axis| place[*axis]).collect();
            write_shares(&mut shares);
            for (axis, share) in group.iter().zip(whole_shares(&shares)) {
                if let Some(number) = columns[*axis].last_mut() {
                    *number = (share, PARTS);
                }
            }
        }
    }
}

/// Returns what a path turns that lanes can differ in; `None` where a value of it makes another
/// plan, or other futures.
fn knob(
    sweep: &Sweep,
    path: &str,
    (study, chosen, worlds): (&Study, &[usize], &[Vec<Happened>]),
) -> Option<Knob> {
    moment(path, (study, chosen, worlds)).or_else(|| {
        let line = dialled(sweep, path, (study, chosen, worlds))?;
        Some(Knob::Slot(line))
    })
}

/// Returns the mean or the deviation of a distribution that a path names, where it is one in every
/// variant, and where nothing that may happen makes it another.
fn moment(
    path: &str,
    (study, chosen, worlds): (&Study, &[usize], &[Vec<Happened>]),
) -> Option<Knob> {
    let (id, moment) = path
        .strip_prefix("uncertain.")?
        .split_once(".distribution.")?;
    let (_, moment) = Moment::ALL.into_iter().find(|(key, _)| *key == moment)?;
    let of = |scenario: &Scenario| -> Option<Uncertain> {
        let mut uncertain = scenario.uncertain.iter();
        let own = uncertain.find(|one| one.id.as_str() == id)?;
        let is_bell = matches!(
            own.distribution,
            Distribution::Normal { .. } | Distribution::Lognormal { .. }
        );
        is_bell.then(|| own.clone())
    };
    let mut found = None;
    for (at, worlds) in chosen.iter().zip(worlds) {
        let own = of(&study.opened.variants[*at].scenario)?;
        let mut happened = worlds.iter();
        if !happened.all(|world| of(&world.scenario).as_ref() == Some(&own)) {
            return None;
        }
        found = Some(own.id);
    }
    Some(Knob::Moment(found?, moment))
}

/// Returns where a number stands that lanes can differ in.
fn dialled(
    sweep: &Sweep,
    path: &str,
    (study, chosen, worlds): (&Study, &[usize], &[Vec<Happened>]),
) -> Option<SlotLine> {
    let first = path.split('.').next().unwrap_or_default();
    let is_drawn = chosen.iter().any(|at| {
        let uncertain = &study.opened.variants[*at].scenario.uncertain;
        uncertain.iter().any(|one| one.is_of(path))
    });
    let is_counted = ["count", "growth", "projection", "partnership", "region"].contains(&first);
    // Slices that are sound one by one may be more than everything together, which is looked at
    // where a scenario is read.
    let is_slice = |path: &str| path.contains(".slice.");
    let slices = sweep.parameters.iter().filter(|one| is_slice(&one.path));
    if sweep.draws > 0 && (is_drawn || is_counted) || is_slice(path) && slices.count() > 1 {
        return None;
    }
    let line = |case: &Case| {
        let mut lines = case.plan.slots.iter();
        lines.find(|line| line.path == path).cloned()
    };
    let mut lines = chosen.iter().filter_map(|at| line(&study.cases[*at]));
    let own = lines.next()?;
    let happened = worlds.iter().flatten();
    let mut others = lines.chain(happened.filter_map(|world| line(&world.case)));
    others.all(|other| other.unit == own.unit).then_some(own)
}

fn design(stated: &PointDesign) -> Design {
    match *stated {
        PointDesign::Sobol { base, second_order } => Design::Sobol { base, second_order },
        PointDesign::Morris {
            trajectories,
            levels,
        } => Design::Morris {
            trajectories,
            levels,
        },
        PointDesign::Random(points) => Design::Random { points },
        PointDesign::LatinHypercube(points) => Design::LatinHypercube { points },
        PointDesign::Grid | PointDesign::List(_) => Design::Random { points: 0 },
    }
}

fn copula(sweep: &Sweep, axes: &[Axis]) -> Result<Option<Copula>, Unfit> {
    if sweep.correlations.is_empty() {
        return Ok(None);
    }
    let mut table = vec![vec![0.0; axes.len()]; axes.len()];
    for (at, row) in table.iter_mut().enumerate() {
        row[at] = 1.0;
    }
    for together in &sweep.correlations {
        let at = |name: &String| axes.iter().position(|axis| axis.name == *name);
        let [one, other] = &together.parameters;
        if let (Some(one), Some(other)) = (at(one), at(other)) {
            let value = together.correlation.to_decimal_text(15).parse();
            let value = value.unwrap_or_default();
            table[one][other] = value;
            table[other][one] = value;
        }
    }
    Copula::new(&table).map(Some)
}

fn too_many_points(lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("een sweep heeft hoogstens {MOST_POINTS} punten, en dit zijn er meer"),
            format!("a sweep has at most {MOST_POINTS} points, and these are more"),
        ),
        &Text::new(
            "neem minder waarden, of een ander `design`",
            "take fewer values, or another `design`",
        ),
        lang,
    )
}

fn not_fit(unfit: &Unfit, lang: Lang) -> Failure {
    let why = super::reasons::unfit(unfit);
    Failure::usage(
        &Text::new(
            format!("zulke punten zijn er niet: {}", why.nl),
            format!("there are no such points: {}", why.en),
        ),
        &Text::new(
            "pas `[sweep]` aan, of de opties ervoor",
            "change `[sweep]`, or the options for it",
        ),
        lang,
    )
}

/// Returns whole parts that add up to one: the largest remainders are rounded up.
fn whole_shares(shares: &[f64]) -> Vec<i64> {
    let exact: Vec<f64> = shares
        .iter()
        .map(|share| share * whole_to_float(1_000_000))
        .collect();
    let mut whole: Vec<i64> = exact.iter().map(|share| floor(*share)).collect();
    let rest = PARTS - whole.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..whole.len()).collect();
    order.sort_by(|one, other| {
        let over = |at: usize| exact[at] - exact[at].floor();
        over(*other).total_cmp(&over(*one)).then(one.cmp(other))
    });
    let rest = usize::try_from(rest).unwrap_or_default();
    for at in order.into_iter().cycle().take(rest) {
        whole[at] += 1;
    }
    whole
}
