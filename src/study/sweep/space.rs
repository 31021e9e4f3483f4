//! [`Space`]: the points of a sweep, each found by its number.

use super::super::Failure;
use super::super::open::Study;
use super::axis::{Axis, Number, PARTS, Scale, floor, listed, range, whole_to_float};
use crate::design::{Copula, Design, Prepared, Unfit, write_shares};
use crate::domain::{Lang, ParameterValues, PointDesign, Sweep, Text};
use crate::plan::SlotLine;

/// The most points of a sweep: beyond what any machine gets through, and few enough to number rows.
pub(super) const MOST_POINTS: u64 = 1_000_000_000_000;

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
    /// Returns the points of a sweep of the variants at some positions of a study.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when a value is none of its parameter, or when there is no such design.
    pub(super) fn of(
        sweep: &Sweep,
        (study, chosen): (&Study, &[usize]),
        lang: Lang,
    ) -> Result<Space, Failure> {
        let mut axes = Vec::new();
        for parameter in &sweep.parameters {
            let line = dialled(sweep, &parameter.path, (study, chosen));
            let scale = match &parameter.values {
                ParameterValues::Range { from, to, steps } => {
                    range(&parameter.path, (from, to), *steps, line.as_ref(), lang)?
                }
                ParameterValues::List(values) => {
                    listed(&parameter.path, values, line.as_ref(), lang)?
                }
                ParameterValues::Column => match sweep.design {
                    PointDesign::List(_) => Scale::Numbers(Vec::new()),
                    _ => Scale::Share,
                },
            };
            axes.push(Axis {
                name: parameter.name.clone(),
                path: parameter.path.clone(),
                line,
                scale,
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

    /// Returns the number of each axis at a point.
    pub(super) fn point(&self, point: u64) -> Vec<Number> {
        match &self.spread {
            Spread::List(rows) => {
                let row = usize::try_from(point).unwrap_or(usize::MAX);
                rows.get(row).cloned().unwrap_or_default()
            }
            Spread::Grid(sizes) => {
                let mut rest = point;
                let digits = sizes.iter().rev().map(|size| {
                    let own = rest % (*size).max(1);
                    rest /= (*size).max(1);
                    own
                });
                let mut digits: Vec<u64> = digits.collect();
                digits.reverse();
                let axes = self.axes.iter().zip(digits);
                axes.map(|(axis, digit)| axis.nth(digit)).collect()
            }
            Spread::Cube(prepared) => {
                let mut place = vec![0.0; self.axes.len()];
                prepared.write(point, &mut place);
                self.placed(&mut place)
            }
        }
    }

    /// Returns for each axis its value at every point: a number, or the position of a choice.
    pub(super) fn values(&self) -> Vec<Vec<f64>> {
        self.columns(|space, point| {
            let axes = space.axes.iter().zip(space.point(point));
            let values = axes.map(|(axis, number)| match axis.is_choice() {
                true => whole_to_float(usize::try_from(number.0).unwrap_or_default()),
                false => axis.measured(number).unwrap_or_default(),
            });
            values.collect()
        })
    }

    /// Returns for each axis its coordinate at every point, where the design has them.
    pub(super) fn coordinates(&self) -> Vec<Vec<f64>> {
        self.columns(|space, point| match &space.spread {
            Spread::Cube(prepared) => {
                let mut place = vec![0.0; space.axes.len()];
                prepared.write(point, &mut place);
                place
            }
            Spread::Grid(_) | Spread::List(_) => vec![0.0; space.axes.len()],
        })
    }

    fn columns(&self, of: impl Fn(&Space, u64) -> Vec<f64>) -> Vec<Vec<f64>> {
        let mut columns = vec![Vec::new(); self.axes.len()];
        for point in 0..self.points() {
            for (column, value) in columns.iter_mut().zip(of(self, point)) {
                column.push(value);
            }
        }
        columns
    }

    /// Returns the numbers that belong to coordinates of the unit cube.
    fn placed(&self, place: &mut [f64]) -> Vec<Number> {
        if let Some(copula) = &self.copula {
            copula.write(place);
        }
        let axes = self.axes.iter().zip(place.iter());
        let mut numbers: Vec<Number> = axes.map(|(axis, place)| axis.at(*place)).collect();
        for group in &self.groups {
            let mut shares: Vec<f64> = group.iter().map(|axis| place[*axis]).collect();
            write_shares(&mut shares);
            for (axis, share) in group.iter().zip(whole_shares(&shares)) {
                numbers[*axis] = (share, PARTS);
            }
        }
        numbers
    }
}

/// Returns where a number stands that lanes can differ in; `None` where a value of it makes another
/// plan, or other futures.
fn dialled(sweep: &Sweep, path: &str, (study, chosen): (&Study, &[usize])) -> Option<SlotLine> {
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
    let mut lines = chosen.iter().filter_map(|at| {
        let mut lines = study.cases[*at].plan.slots.iter();
        lines.find(|line| line.path == path).cloned()
    });
    let line = lines.next()?;
    lines.all(|other| other.unit == line.unit).then_some(line)
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
    Failure::usage(
        &Text::new(
            format!("zulke punten zijn er niet: {unfit}"),
            format!("there are no such points: {unfit}"),
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
