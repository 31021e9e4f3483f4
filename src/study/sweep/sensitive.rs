//! Which parameters decide: indices of Sobol, effects of Morris, coefficients of a regression.

use super::super::Failure;
use super::analyse::Analysis;
use super::sample::Receiver;
use crate::design::morris_step;
use crate::domain::PointDesign;
use crate::report::wording::{AnalysisColumn, Sentences};
use crate::report::{AnalysisTable, Cell, Method};
use crate::sensitivity::{
    Estimate, Regressors, Resampling, Scale, Unusable, screening, variance_indices,
};

/// What a method says of one amount: its cells, and how many points it used and missed.
type Told = (Vec<Cell>, usize, usize);

/// Returns what a method says of every amount under a variant.
///
/// # Errors
///
/// A [`Failure`] when the points are of no use for the method.
pub(super) fn table(
    analysis: &Analysis<'_>,
    variant: &str,
    method: Method,
) -> Result<AnalysisTable, Failure> {
    let mut rows = Vec::new();
    let (mut used, mut missing) = (0, 0);
    let wanted = analysis.sample.of_variant(variant);
    for (receiver, amounts) in wanted.filter(|(receiver, _)| analysis.is_wanted(receiver)) {
        let told = match method {
            Method::Sobol => sobol(analysis, amounts),
            Method::Morris => morris(analysis, amounts),
            _ => regression(analysis, amounts),
        };
        let cells = match told {
            Ok((cells, own, gone)) => {
                (used, missing) = (own, gone.max(missing));
                cells
            }
            // An amount that never changes depends on nothing.
            Err(Unusable::ConstantOutput) => vec![Cell::Nothing; columns(analysis, method).len()],
            Err(why) => return Err(analysis.unusable(&why)),
        };
        rows.push((name_of(receiver), cells));
    }
    Ok(AnalysisTable {
        method,
        variant: Some(variant.to_owned()),
        columns: columns(analysis, method),
        rows,
        used,
        missing,
    })
}

/// Returns a receiver as tables name it.
pub(super) fn name_of((kind, id): &Receiver) -> String {
    format!("{kind} {id}")
}

fn columns(analysis: &Analysis<'_>, method: Method) -> Vec<String> {
    let say = Sentences::new(analysis.lang);
    let axes = analysis.job.field.space.axes.iter();
    let names: Vec<&str> = axes.map(|axis| axis.name.as_str()).collect();
    let each = |kinds: &[&str]| -> Vec<String> {
        let pairs = names
            .iter()
            .flat_map(|name| kinds.iter().map(move |kind| format!("{name} {kind}")));
        pairs.collect()
    };
    match method {
        Method::Sobol => {
            let first = say.analysis_column(AnalysisColumn::First);
            let total = say.analysis_column(AnalysisColumn::Total);
            let mut columns = each(&[first, total]);
            if second_order(analysis) {
                for (at, name) in names.iter().enumerate() {
                    columns.extend(
                        names[at + 1..]
                            .iter()
                            .map(|other| format!("{name} × {other}")),
                    );
                }
            }
            columns
        }
        Method::Morris => each(&["mu*", "mu", "sigma"]),
        _ => {
            let mut columns = each(&["SRC", "PRCC"]);
            columns.push("R²".to_owned());
            columns
        }
    }
}

fn second_order(analysis: &Analysis<'_>) -> bool {
    matches!(
        analysis.job.field.sweep.design,
        PointDesign::Sobol {
            second_order: true,
            ..
        }
    )
}

fn resampling(analysis: &Analysis<'_>) -> Resampling {
    Resampling {
        resamples: analysis.question.resamples,
        seed: analysis.question.seed,
    }
}

fn estimate(estimate: &Estimate) -> Cell {
    Cell::Number(estimate.value, Some(estimate.margin()))
}

fn sobol(analysis: &Analysis<'_>, amounts: &[f64]) -> Result<Told, Unusable> {
    let inputs = analysis.job.field.space.axes.len();
    let found = variance_indices(
        amounts,
        inputs,
        second_order(analysis),
        &resampling(analysis),
    )?;
    let pairs = found.first.iter().zip(&found.total);
    let mut cells: Vec<Cell> = pairs
        .flat_map(|(first, total)| [estimate(first), estimate(total)])
        .collect();
    cells.extend(found.second.iter().map(|pair| estimate(&pair.index)));
    Ok((cells, found.used, found.missing))
}

fn morris(analysis: &Analysis<'_>, amounts: &[f64]) -> Result<Told, Unusable> {
    let levels = match analysis.job.field.sweep.design {
        PointDesign::Morris { levels, .. } => levels,
        _ => 2,
    };
    let columns = analysis.job.field.space.coordinates();
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let step = morris_step(levels);
    let found = screening(&columns, amounts, step, &resampling(analysis))?;
    let cells = found.effects.iter().flat_map(|effects| {
        [
            estimate(&effects.mu_star),
            Cell::Number(effects.mu, None),
            Cell::Number(effects.sigma, None),
        ]
    });
    Ok((cells.collect(), found.used, found.missing))
}

fn regression(analysis: &Analysis<'_>, amounts: &[f64]) -> Result<Told, Unusable> {
    let columns = analysis.job.field.space.values();
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let values = Regressors::new(&columns, Scale::Values)?.explain(amounts)?;
    let ranks = Regressors::new(&columns, Scale::Ranks)?.explain(amounts)?;
    let pairs = values.inputs.iter().zip(&ranks.inputs);
    let mut cells: Vec<Cell> = pairs
        .flat_map(|(values, ranks)| {
            let number = |found: Option<f64>| {
                found.map_or(Cell::Nothing, |number| Cell::Number(number, None))
            };
            [
                number(values.as_ref().ok().map(|own| own.standardised)),
                number(ranks.as_ref().ok().map(|own| own.partial)),
            ]
        })
        .collect();
    cells.push(Cell::Number(values.fit, None));
    Ok((cells, values.used, values.missing))
}
