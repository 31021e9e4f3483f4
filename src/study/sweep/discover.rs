//! Where something happens (boxes), which variants bear every point (regret), and which points no
//! other one beats (a front).

use super::super::Failure;
use super::analyse::Analysis;
use super::sensitive::name_of;
use crate::domain::Text;
use crate::money::Cents;
use crate::report::wording::{AnalysisColumn, Sentences};
use crate::report::{AnalysisTable, Cell, Method};
use crate::sensitivity::{
    Direction, Found, Input, Patience, Prim, Question, Restriction, Robustness, chosen_box,
    pareto_front, robustness,
};

/// How dense the box that is told last is to be: four in five of its points are such a case.
const DENSE: f64 = 0.8;

/// How many boxes of a trajectory are told.
const BOXES: usize = 6;

/// What is looked for: a recipient that gets less or more than an amount or another variant.
struct When<'q> {
    recipient: &'q str,
    is_less: bool,
    bar: Bar<'q>,
}

enum Bar<'q> {
    Euros(f64),
    Variant(&'q str),
}

/// Returns for each variant the boxes of points in which something happens.
///
/// # Errors
///
/// A [`Failure`] when the question cannot be read, or when it happens nowhere.
pub(super) fn boxes(
    analysis: &Analysis<'_>,
    question: &str,
) -> Result<Vec<AnalysisTable>, Failure> {
    let when = when(analysis, question)?;
    let mut tables = Vec::new();
    for variant in analysis.variants() {
        if matches!(when.bar, Bar::Variant(other) if other == variant) {
            continue;
        }
        if let Some(table) = boxes_of(analysis, &when, &variant)? {
            tables.push(table);
        }
    }
    match tables.is_empty() {
        false => Ok(tables),
        true => Err(Failure::usage(
            &Text::new(
                format!("in geen enkel punt geldt `{question}`"),
                format!("`{question}` holds at no point"),
            ),
            &Text::new(
                "vraag naar iets dat in sommige punten gebeurt",
                "ask for something that happens at some points",
            ),
            analysis.lang,
        )),
    }
}

/// Reads `RECIPIENT<BAR` or `RECIPIENT>BAR`.
fn when<'q>(analysis: &Analysis<'q>, question: &'q str) -> Result<When<'q>, Failure> {
    let wrong = || {
        Failure::usage(
            &Text::new(
                format!("`{question}` is niet te lezen"),
                format!("`{question}` cannot be read"),
            ),
            &Text::new(
                "schrijf bijvoorbeeld `--when \"de-linde<base\"` of `--when \"de-linde<250000\"`",
                "write for example `--when \"de-linde<base\"` or `--when \"de-linde<250000\"`",
            ),
            analysis.lang,
        )
    };
    let at = question.find(['<', '>']).ok_or_else(wrong)?;
    let (recipient, rest) = question.split_at(at);
    let (sign, bar) = rest.split_at(1);
    let (recipient, bar) = (recipient.trim(), bar.trim());
    analysis.known(recipient)?;
    let bar = match euros(bar) {
        Some(euros) => Bar::Euros(euros),
        None => {
            analysis.job.field.study.position(bar, analysis.lang)?;
            if analysis.sample.of(bar, recipient).is_none() {
                return Err(wrong());
            }
            Bar::Variant(bar)
        }
    };
    Ok(When {
        recipient,
        is_less: sign == "<",
        bar,
    })
}

fn boxes_of(
    analysis: &Analysis<'_>,
    when: &When<'_>,
    variant: &str,
) -> Result<Option<AnalysisTable>, Failure> {
    let Some(amounts) = analysis.sample.of(variant, when.recipient) else {
        return Ok(None);
    };
    let other = match when.bar {
        Bar::Variant(other) => analysis.sample.of(other, when.recipient),
        Bar::Euros(_) => None,
    };
    let holds: Vec<Option<bool>> = amounts
        .iter()
        .enumerate()
        .map(|(point, amount)| {
            let bar = match when.bar {
                Bar::Euros(euros) => euros,
                Bar::Variant(_) => other.map_or(f64::NAN, |other| other[point]),
            };
            let is_known = amount.is_finite() && bar.is_finite();
            let is_so = if when.is_less {
                *amount < bar
            } else {
                *amount > bar
            };
            is_known.then_some(is_so)
        })
        .collect();
    if !holds.contains(&Some(true)) {
        return Ok(None);
    }
    let space = &analysis.job.field.space;
    let values = space.values();
    let codes: Vec<Vec<u32>> = values.iter().map(|column| codes(column)).collect();
    let inputs = space.axes.iter().zip(values.iter().zip(&codes));
    let inputs = inputs.map(|(axis, (values, codes))| match axis.is_choice() {
        true => Input::Categories(codes),
        false => Input::Numbers(values),
    });
    let inputs: Vec<Input<'_>> = inputs.collect();
    let prim = Prim::new(&inputs, &holds).map_err(|why| analysis.unusable(&why))?;
    let trajectory = prim.trajectory(&Patience::default());
    let trajectory = trajectory.map_err(|why| analysis.unusable(&why))?;
    let chosen = chosen_box(&trajectory, DENSE).unwrap_or(trajectory.len() - 1);
    let step = chosen.div_ceil(BOXES - 1).max(1);
    let mut told: Vec<usize> = (0..chosen).step_by(step).collect();
    told.push(chosen);
    let rows = told
        .iter()
        .map(|at| (at.to_string(), box_cells(analysis, &trajectory[*at])));
    let say = Sentences::new(analysis.lang);
    let columns = [
        AnalysisColumn::Coverage,
        AnalysisColumn::Density,
        AnalysisColumn::Mass,
        AnalysisColumn::Box,
    ];
    Ok(Some(AnalysisTable {
        method: Method::Boxes,
        variant: Some(variant.to_owned()),
        columns: columns
            .map(|one| say.analysis_column(one).to_owned())
            .into(),
        rows: rows.collect(),
        used: holds.len() - prim.missing(),
        missing: prim.missing(),
    }))
}

/// Returns choices by their position.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "positions in a list are small whole numbers; others are read as numbers"
)]
fn codes(column: &[f64]) -> Vec<u32> {
    column.iter().map(|value| *value as u32).collect()
}

fn box_cells(analysis: &Analysis<'_>, found: &Found) -> Vec<Cell> {
    let axes = &analysis.job.field.space.axes;
    let limits = found.limits.iter().map(|limit| {
        let axis = &axes[limit.input];
        let name = &axis.name;
        match &limit.restriction {
            Restriction::AtLeast(least) => format!("{name} ≥ {least}"),
            Restriction::AtMost(most) => format!("{name} ≤ {most}"),
            Restriction::OneOf(choices) => {
                let choices = choices.iter().map(|code| axis.told((i64::from(*code), 1)));
                format!("{name} = {}", choices.collect::<Vec<_>>().join(" / "))
            }
        }
    });
    let limits: Vec<String> = limits.collect();
    vec![
        Cell::Number(found.coverage, None),
        Cell::Number(found.density, None),
        Cell::Number(found.mass, None),
        Cell::Words(limits.join(", ")),
    ]
}

/// Returns what each variant gives less than the best one of each point.
///
/// # Errors
///
/// A [`Failure`] when the amount that is enough is none.
pub(super) fn regrets(analysis: &Analysis<'_>) -> Result<Vec<AnalysisTable>, Failure> {
    let enough = enough(analysis)?;
    let variants = analysis.variants();
    let mut tables: Vec<AnalysisTable> = Vec::new();
    let receivers = analysis.sample.amounts.keys().map(|(_, receiver)| receiver);
    let mut receivers: Vec<_> = receivers.filter(|one| analysis.is_wanted(one)).collect();
    receivers.sort();
    receivers.dedup();
    let say = Sentences::new(analysis.lang);
    let mut columns = vec![AnalysisColumn::MeanRegret, AnalysisColumn::LargestRegret];
    if enough.is_some() {
        columns.push(AnalysisColumn::Enough);
    }
    for variant in &variants {
        tables.push(AnalysisTable {
            method: Method::Regret,
            variant: Some(variant.clone()),
            columns: columns
                .iter()
                .map(|one| say.analysis_column(*one).to_owned())
                .collect(),
            rows: Vec::new(),
            used: analysis.sample.points,
            missing: 0,
        });
    }
    for receiver in receivers {
        let nothing = vec![f64::NAN; analysis.sample.points];
        let outcomes: Vec<&[f64]> = variants
            .iter()
            .map(|variant| {
                let key = (variant.clone(), receiver.clone());
                let own = analysis.sample.amounts.get(&key);
                own.unwrap_or(&nothing).as_slice()
            })
            .collect();
        let asked = Question {
            direction: Direction::Maximise,
            expected: None,
            enough,
            quantiles: &[],
        };
        let Robustness { policies } =
            robustness(&outcomes, &asked).map_err(|why| analysis.unusable(&why))?;
        for (table, standing) in tables.iter_mut().zip(policies) {
            let number = |found: Option<f64>| {
                found.map_or(Cell::Nothing, |number| Cell::Number(number, None))
            };
            let regret = standing.regret.as_ref();
            let mut cells = vec![
                number(regret.map(|regret| regret.mean)),
                number(regret.map(|regret| regret.largest)),
            ];
            if enough.is_some() {
                cells.push(number(standing.satisfied));
            }
            table.missing = table.missing.max(standing.missing);
            table.rows.push((name_of(receiver), cells));
        }
    }
    Ok(tables)
}

/// Reads the amount that is enough, where one is named.
fn enough(analysis: &Analysis<'_>) -> Result<Option<f64>, Failure> {
    let Some(text) = &analysis.question.enough else {
        return Ok(None);
    };
    euros(text).map(Some).ok_or_else(|| {
        Failure::usage(
            &Text::new(
                format!("`{text}` is geen bedrag"),
                format!("`{text}` is no amount"),
            ),
            &Text::new("schrijf euro's", "write euros"),
            analysis.lang,
        )
    })
}

fn euros(text: &str) -> Option<f64> {
    let cents = Cents::from_euro_text(text).ok()?;
    cents.to_euro_text().parse().ok()
}

/// Returns the points, under any variant, that no other one beats on every goal.
///
/// # Errors
///
/// A [`Failure`] when a goal cannot be read.
pub(super) fn front(analysis: &Analysis<'_>) -> Result<AnalysisTable, Failure> {
    let mut goals: Vec<(Direction, &str)> = Vec::new();
    for goal in &analysis.question.front {
        let read = match goal.split_once(':') {
            Some(("max", recipient)) => Some((Direction::Maximise, recipient)),
            Some(("min", recipient)) => Some((Direction::Minimise, recipient)),
            _ => None,
        };
        let (direction, recipient) = read.ok_or_else(|| {
            Failure::usage(
                &Text::new(
                    format!("`{goal}` is geen doel"),
                    format!("`{goal}` is no goal"),
                ),
                &Text::new(
                    "schrijf `max:ONTVANGER` of `min:ONTVANGER`",
                    "write `max:RECIPIENT` or `min:RECIPIENT`",
                ),
                analysis.lang,
            )
        })?;
        analysis.known(recipient)?;
        goals.push((direction, recipient));
    }
    let mut names: Vec<(String, usize)> = Vec::new();
    let mut outcomes: Vec<Vec<f64>> = Vec::new();
    for variant in analysis.variants() {
        for point in 0..analysis.sample.points {
            let of = |recipient: &str| analysis.sample.of(&variant, recipient);
            let own = goals
                .iter()
                .map(|(_, recipient)| of(recipient).map_or(f64::NAN, |own| own[point]));
            outcomes.push(own.collect());
            names.push((variant.clone(), point));
        }
    }
    let points: Vec<&[f64]> = outcomes.iter().map(Vec::as_slice).collect();
    let directions: Vec<Direction> = goals.iter().map(|(direction, _)| *direction).collect();
    let found = pareto_front(&points, &directions).map_err(|why| analysis.unusable(&why))?;
    let space = &analysis.job.field.space;
    let rows = found.members.iter().map(|at| {
        let (variant, point) = &names[*at];
        let amounts = outcomes[*at].iter().map(|own| Cell::Number(*own, None));
        let point = *point as u64;
        let numbers = space.numbers((point, point + 1)).into_iter().flatten();
        let values = space.axes.iter().zip(numbers);
        let values = values.map(|(axis, number)| Cell::Words(axis.told(number)));
        (
            format!("{variant} {point}"),
            amounts.chain(values).collect(),
        )
    });
    let goals = goals.iter().map(|(_, recipient)| (*recipient).to_owned());
    let axes = space.axes.iter().map(|axis| axis.name.clone());
    Ok(AnalysisTable {
        method: Method::Front,
        variant: None,
        columns: goals.chain(axes).collect(),
        rows: rows.collect(),
        used: outcomes.len() - found.missing.len(),
        missing: found.missing.len(),
    })
}
