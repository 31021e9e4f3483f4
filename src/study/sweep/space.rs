//! [`Space`]: the points of a sweep, each found by its number.

use super::super::Failure;
use super::super::open::Study;
use super::super::solve::number;
use crate::design::{Copula, Design, Prepared, Unfit, write_shares};
use crate::domain::{Lang, ParameterValues, PointDesign, Sweep, Text};
use crate::money::{Exact, Rounding};
use crate::plan::{SlotLine, Unit};

/// Parts of one in which fractions of a range, and shares of a group, are written.
const PARTS: i64 = 1_000_000;

/// The most points of a sweep: beyond what any machine gets through, and few enough to number rows.
pub(super) const MOST_POINTS: u64 = 1_000_000_000_000;

/// A number over a number: cents or heads over one, a fraction, or a position in a list of choices.
pub(super) type Number = (i64, i64);

/// What varies, and over which values.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    pub(super) name: String,
    pub(super) path: String,
    /// Where the number stands in some variant; `None` where its value is laid over the file.
    pub(super) line: Option<SlotLine>,
    scale: Scale,
}

#[derive(Clone, Debug)]
enum Scale {
    /// Numbers from one end to the other, over a common number.
    Range {
        from: i64,
        to: i64,
        below: i64,
        steps: Option<u64>,
    },
    /// Some numbers.
    Numbers(Vec<Number>),
    /// Choices, as a scenario file writes them.
    Choices(Vec<String>),
    /// A part of one, beside those of its group.
    Share,
}

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

impl Axis {
    /// Says whether the value of a point is laid over the file, so that it makes another plan.
    pub(super) fn is_laid(&self) -> bool {
        self.line.is_none()
    }

    /// Returns a value as a scenario file writes it.
    pub(super) fn written(&self, (above, below): Number) -> String {
        match &self.scale {
            Scale::Choices(choices) => {
                let at = usize::try_from(above).unwrap_or(usize::MAX);
                choices.get(at).cloned().unwrap_or_default()
            }
            _ => {
                let value = Exact::ratio(above, below.max(1)).to_decimal_text(9);
                let value = value.trim_end_matches('0').trim_end_matches('.');
                if value.is_empty() { "0" } else { value }.to_owned()
            }
        }
    }

    /// Returns a value as people write it: euros, heads, a part or a choice.
    pub(super) fn told(&self, (above, below): Number) -> String {
        match self.line.as_ref().map(|line| line.unit) {
            Some(Unit::Cents) => self.written((above, 100)),
            _ => self.written((above, below)).trim_matches('"').to_owned(),
        }
    }

    /// Returns a value in a column of numbers: euros, heads or a part; `None` of a choice.
    pub(super) fn measured(&self, number: Number) -> Option<f64> {
        match self.scale {
            Scale::Choices(_) => None,
            _ => self.told(number).parse().ok(),
        }
    }

    /// Says whether values are choices.
    pub(super) fn is_choice(&self) -> bool {
        matches!(self.scale, Scale::Choices(_))
    }

    /// Returns what values are written in.
    pub(super) fn unit(&self) -> &'static str {
        match (&self.scale, self.line.as_ref().map(|line| line.unit)) {
            (Scale::Choices(_), _) => "choice",
            (_, Some(Unit::Cents)) => "euro",
            (_, Some(Unit::Heads)) => "heads",
            (_, Some(Unit::Fraction)) => "part",
            (_, None) => "number",
        }
    }

    /// Returns both ends of a range as a scenario file writes them; all values of a list.
    pub(super) fn extremes(&self) -> Vec<Number> {
        match &self.scale {
            Scale::Range {
                from, to, below, ..
            } => vec![(*from, *below), (*to, *below)],
            Scale::Numbers(numbers) => numbers.clone(),
            Scale::Choices(choices) => {
                let count = i64::try_from(choices.len()).unwrap_or(i64::MAX);
                (0..count).map(|at| (at, 1)).collect()
            }
            Scale::Share => Vec::new(),
        }
    }

    /// Takes the choices that a file of points turned out to have.
    pub(super) fn take_choices(&mut self, choices: Vec<String>) {
        self.scale = Scale::Choices(choices);
    }

    /// Takes the least and the greatest of the numbers that a file of points turned out to have.
    pub(super) fn take_numbers(&mut self, numbers: impl Iterator<Item = Number> + Clone) {
        let times = |above: i64, below: i64| i128::from(above) * i128::from(below);
        let order =
            |one: &Number, other: &Number| times(one.0, other.1).cmp(&times(other.0, one.1));
        let ends = [numbers.clone().min_by(order), numbers.max_by(order)];
        self.scale = Scale::Numbers(ends.into_iter().flatten().collect());
    }

    /// Returns how many values a grid takes.
    fn grid(&self) -> u64 {
        match &self.scale {
            Scale::Range {
                from, to, steps, ..
            } => steps.unwrap_or(2).min((to - from).unsigned_abs() + 1),
            Scale::Numbers(numbers) => numbers.len() as u64,
            Scale::Choices(choices) => choices.len() as u64,
            Scale::Share => 1,
        }
    }

    /// Returns a value of a grid.
    fn nth(&self, at: u64) -> Number {
        let index = usize::try_from(at).unwrap_or(usize::MAX);
        match &self.scale {
            Scale::Range {
                from, to, below, ..
            } => {
                let last = i128::from(self.grid().max(2) - 1);
                let along = i128::from(to - from) * i128::from(at);
                let along = (2 * along + last).div_euclid(2 * last);
                (from + i64::try_from(along).unwrap_or_default(), *below)
            }
            Scale::Numbers(numbers) => numbers.get(index).copied().unwrap_or((0, 1)),
            Scale::Choices(_) => (i64::try_from(at).unwrap_or_default(), 1),
            Scale::Share => (0, 1),
        }
    }

    /// Returns the value that belongs to a coordinate from zero to one.
    fn at(&self, place: f64) -> Number {
        let nth = |count: usize| {
            let last = count.saturating_sub(1);
            floor(place * whole_to_float(count)).clamp(0, i64::try_from(last).unwrap_or(i64::MAX))
        };
        match &self.scale {
            Scale::Range {
                from, to, below, ..
            } => {
                let span = to - from;
                let size = usize::try_from(span).unwrap_or_default() + 1;
                let along = floor(place * whole_to_float(size));
                (from + along.clamp(0, span), *below)
            }
            Scale::Numbers(numbers) => {
                let at = usize::try_from(nth(numbers.len())).unwrap_or_default();
                numbers.get(at).copied().unwrap_or((0, 1))
            }
            Scale::Choices(choices) => (nth(choices.len()), 1),
            Scale::Share => (0, 1),
        }
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
    if sweep.draws > 0 && (is_drawn || is_counted) {
        return None;
    }
    let mut lines = chosen.iter().filter_map(|at| {
        let mut lines = study.cases[*at].plan.slots.iter();
        lines.find(|line| line.path == path).cloned()
    });
    let line = lines.next()?;
    lines.all(|other| other.unit == line.unit).then_some(line)
}

fn range(
    path: &str,
    (from, to): (&str, &str),
    steps: Option<u64>,
    line: Option<&SlotLine>,
    lang: Lang,
) -> Result<Scale, Failure> {
    let below = match line.map(|line| line.unit) {
        Some(Unit::Cents | Unit::Heads) => 1,
        Some(Unit::Fraction) | None => PARTS,
    };
    let whole = |text: &str| {
        let value = exact(path, text, line, lang)?;
        let parts = value.times(&below.into()).round(Rounding::HalfEven);
        parts.ok_or_else(|| no_value(path, text, lang))
    };
    let (least, most) = (whole(from)?, whole(to)?);
    if least >= most {
        return Err(Failure::usage(
            &Text::new(
                format!("`{path}` loopt niet op van {from} tot {to}"),
                format!("`{path}` does not ascend from {from} to {to}"),
            ),
            &Text::new(
                "schrijf de kleinste waarde eerst",
                "write the smaller value first",
            ),
            lang,
        ));
    }
    Ok(Scale::Range {
        from: least,
        to: most,
        below,
        steps,
    })
}

fn listed(
    path: &str,
    values: &[String],
    line: Option<&SlotLine>,
    lang: Lang,
) -> Result<Scale, Failure> {
    if line.is_none() {
        return Ok(Scale::Choices(
            values.iter().map(|text| as_written(text)).collect(),
        ));
    }
    let numbers = values.iter().map(|text| parts(path, text, line, lang));
    Ok(Scale::Numbers(numbers.collect::<Result<_, _>>()?))
}

/// Reads a number of a parameter.
///
/// # Errors
///
/// A [`Failure`] when the text is none.
pub(super) fn parts(
    path: &str,
    text: &str,
    line: Option<&SlotLine>,
    lang: Lang,
) -> Result<Number, Failure> {
    let value = exact(path, text, line, lang)?;
    value.to_parts().ok_or_else(|| no_value(path, text, lang))
}

fn exact(path: &str, text: &str, line: Option<&SlotLine>, lang: Lang) -> Result<Exact, Failure> {
    match line {
        Some(line) => number(text, line, lang),
        None => {
            let value = Exact::from_number_text(text);
            let value = value.or_else(|| Exact::from_share_text(text).ok());
            value.ok_or_else(|| no_value(path, text, lang))
        }
    }
}

fn no_value(path: &str, text: &str, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("`{text}` is geen waarde voor `{path}`"),
            format!("`{text}` is no value for `{path}`"),
        ),
        &Text::new("schrijf een getal", "write a number"),
        lang,
    )
}

/// Returns a value as a scenario file writes it: a number bare, any other text in quotes.
pub(super) fn as_written(text: &str) -> String {
    let is_bare = text.starts_with(['{', '[', '"'])
        || ["true", "false"].contains(&text)
        || !text.contains(['/', '%']) && Exact::from_number_text(text).is_some();
    match is_bare {
        true => text.to_owned(),
        false => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
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

#[expect(
    clippy::cast_possible_truncation,
    reason = "values of parameters are far below 2^53; what is more stays as much as 64 bits hold"
)]
fn floor(number: f64) -> i64 {
    number.floor() as i64
}

#[expect(clippy::cast_precision_loss, reason = "below 2^53, as above")]
fn whole_to_float(number: usize) -> f64 {
    number as f64
}
