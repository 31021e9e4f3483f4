//! Simulations in columns: statistics, and the draws that were kept.
//!
//! Amounts are whole cents as 64-bit integers, so nothing is rounded; the ratios of coverage stand
//! in the same columns in ten-thousandths.

use super::simulation::SimulationView;
use super::simulation_rows::{Row, TOTAL, Value, rows};
use crate::results::{Columns, Series, Simulated};

/// Rows of draws that stand in one group.
const ROWS_OF_A_GROUP: usize = 1_000_000;

/// Returns a text of a row.
type TextOf = for<'r> fn(&'r Row<'r>) -> Option<&'r str>;

/// Returns the number that a value has in a column.
type NumberOf = fn(&Value) -> Option<i64>;

/// Returns a part of the name of draws.
type NameOf = fn(&Kept<'_>) -> Option<String>;

/// Returns the statistics of a simulation: one row per variant, recipient, region, component, year
/// and statistic.
pub fn statistics_columns(view: SimulationView<'_>) -> Columns {
    let rows = rows(view);
    let mut columns = Columns::default();
    let texts: [(&str, bool, TextOf); 7] = [
        ("variant", false, |row| Some(row.variant)),
        ("kind", false, |row| Some(row.kind)),
        ("recipient", false, |row| Some(row.recipient)),
        ("region", true, |row| row.region),
        ("component", true, |row| row.component),
        ("year", false, |row| Some(row.year)),
        ("statistic", false, |row| Some(&row.statistic)),
    ];
    for (name, is_optional, text) in texts {
        columns.texts(name, is_optional, rows.iter().map(text));
    }
    let numbers: [(&str, NumberOf); 4] = [
        ("cents", |value| match value {
            Value::Amount(amount, _) => Some(amount.count()),
            Value::Ratio(ratio, _) => Some(ratio.0),
            Value::Share(_) => None,
        }),
        ("error_cents", |value| match value {
            Value::Amount(_, error) => error.map(|error| error.count()),
            Value::Ratio(_, error) => error.map(|error| error.0),
            Value::Share(_) => None,
        }),
        ("holds", |value| match value {
            Value::Amount(..) | Value::Ratio(..) => None,
            Value::Share(share) => i64::try_from(share.holds).ok(),
        }),
        ("draws", |value| match value {
            Value::Amount(..) | Value::Ratio(..) => None,
            Value::Share(share) => i64::try_from(share.draws).ok(),
        }),
    ];
    for (name, number) in numbers {
        let cells = rows.iter().map(|row| number(&row.value));
        columns.some_whole(name, cells.collect());
    }
    columns
}

/// Returns the draws that a simulation kept, in groups: one row per variant, recipient, region,
/// component, year and draw.
pub fn draws_columns(simulated: &Simulated) -> impl Iterator<Item = Columns> {
    let variants = simulated.variants.iter();
    let series = variants.flat_map(|variant| {
        let series = variant.series.iter();
        series.map(move |series| (variant.id.as_str(), series))
    });
    let series: Vec<Kept<'_>> = series.collect();
    let draws = usize::try_from(simulated.draws).unwrap_or(usize::MAX);
    let together = (ROWS_OF_A_GROUP / draws.max(1)).max(1);
    let mut groups: Vec<Vec<Kept<'_>>> = series.chunks(together).map(<[_]>::to_vec).collect();
    if groups.is_empty() {
        groups.push(Vec::new());
    }
    groups.into_iter().map(|group| kept(&group))
}

/// The draws of one series of a variant.
type Kept<'a> = (&'a str, &'a Series);

fn kept(series: &[Kept<'_>]) -> Columns {
    let mut columns = Columns::default();
    let texts: [(&str, bool, NameOf); 6] = [
        ("variant", false, |(variant, _)| Some((*variant).to_owned())),
        ("kind", false, |(_, series)| {
            Some(series.name.kind.name().to_owned())
        }),
        ("recipient", false, |(_, series)| {
            Some(series.name.recipient.clone())
        }),
        ("region", true, |(_, series)| series.name.region.clone()),
        ("component", true, |(_, series)| {
            series.name.component.clone()
        }),
        ("year", false, |(_, series)| {
            Some(series.name.year.clone().unwrap_or_else(|| TOTAL.to_owned()))
        }),
    ];
    for (name, is_optional, text) in texts {
        let all: Vec<(Option<String>, usize)> = series
            .iter()
            .map(|one| (text(one), one.1.kept.len()))
            .collect();
        let cells = all
            .iter()
            .flat_map(|(text, draws)| std::iter::repeat_n(text.as_deref(), *draws));
        columns.texts(name, is_optional, cells);
    }
    let draws = series
        .iter()
        .flat_map(|(_, series)| (0_i64..).zip(&series.kept));
    let (draws, amounts): (Vec<i64>, Vec<i64>) =
        draws.map(|(draw, amount)| (draw, amount.count())).unzip();
    columns.whole("draw", draws);
    columns.whole("cents", amounts);
    columns
}
