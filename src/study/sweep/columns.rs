//! The columns of the files of a sweep: what they hold, and how rows get into them.

use super::field::{Failed, Field, Outcome, quantiles};
use super::space::Space;
use crate::domain::{SweepRow, Text};
use crate::money::Exact;
use crate::results::{Columns, SeriesName, TextRuns, Values};
use crate::simulation::{SeriesKept, SeriesKey};

/// What stands in the column of the year for all years together.
pub(super) const TOTAL: &str = "total";

/// A column, described.
pub(super) struct Described {
    pub(super) name: String,
    pub(super) sort: &'static str,
    pub(super) unit: &'static str,
    pub(super) about: Text,
}

impl Described {
    fn new(name: &str, (sort, unit): (&'static str, &'static str), nl: &str, en: &str) -> Self {
        Described {
            name: name.to_owned(),
            sort,
            unit,
            about: Text::new(nl, en),
        }
    }
}

const TEXT: (&str, &str) = ("text", "");
const COUNT: (&str, &str) = ("int64", "");
const CENTS: (&str, &str) = ("int64", "cent");

/// Returns the columns that say what a row is of.
fn name_columns() -> Vec<Described> {
    vec![
        Described::new(
            "variant",
            TEXT,
            "variant van het scenario; `base` is het scenario zelf",
            "variant of the scenario; `base` is the scenario itself",
        ),
        Described::new(
            "kind",
            TEXT,
            "soort ontvanger; `pot` is wat alle ontvangers samen krijgen",
            "kind of recipient; `pot` is what all recipients receive together",
        ),
        Described::new("recipient", TEXT, "ontvanger", "recipient"),
        Described::new(
            "region",
            TEXT,
            "regio waarin het geld ligt, waar die apart staat; anders leeg",
            "region where the money lies, where it is told apart; else empty",
        ),
        Described::new(
            "component",
            TEXT,
            "bestanddeel, waar dat apart staat; leeg is alles samen",
            "component, where it is told apart; empty is all together",
        ),
        Described::new(
            "year",
            TEXT,
            "jaar; `total` is alle jaren samen",
            "year; `total` is all years together",
        ),
    ]
}

/// Returns the columns of the rows of a sweep.
pub(super) fn columns_of(field: &Field<'_>) -> Vec<Described> {
    let mut columns = vec![Described::new(
        "point",
        COUNT,
        "nummer van het punt, vanaf 0; zie `points.parquet`",
        "number of the point, from 0; see `points.parquet`",
    )];
    columns.extend(name_columns());
    match field.sweep.rows.row(field.sweep.draws) {
        None => columns.truncate(0),
        Some(SweepRow::Draw) => {
            columns.push(Described::new(
                "draw",
                COUNT,
                "nummer van de trekking, vanaf 0; voor elk punt dezelfde toekomsten",
                "number of the draw, from 0; the same futures for every point",
            ));
            columns.push(Described::new("cents", CENTS, "bedrag", "amount"));
        }
        Some(SweepRow::Band) => columns.extend(band_columns()),
        Some(SweepRow::Amount) => columns.push(Described::new("cents", CENTS, "bedrag", "amount")),
    }
    columns
}

fn band_columns() -> Vec<Described> {
    let fixed = [
        (
            "cents",
            "gemiddelde over de trekkingen",
            "mean of the draws",
        ),
        ("sd_cents", "standaardafwijking", "standard deviation"),
        (
            "error_cents",
            "Monte-Carlofout van het gemiddelde",
            "Monte Carlo standard error of the mean",
        ),
        ("least_cents", "kleinste bedrag", "least amount"),
    ];
    let fixed = fixed.map(|(name, nl, en)| Described::new(name, CENTS, nl, en));
    let mut columns: Vec<Described> = fixed.into();
    for quantile in quantiles() {
        let part = quantile.to_decimal_text(2);
        let name = quantile_column(&quantile);
        columns.push(Described::new(
            &name,
            CENTS,
            &format!("kwantiel {part}"),
            &format!("quantile {part}"),
        ));
    }
    columns.push(Described::new(
        "most_cents",
        CENTS,
        "grootste bedrag",
        "greatest amount",
    ));
    columns
}

/// Returns the name of the column of a quantile, such as `q05_cents`.
pub(super) fn quantile_column(quantile: &Exact) -> String {
    let text = quantile.to_decimal_text(2);
    format!("q{}_cents", text.trim_start_matches("0."))
}

/// Returns the columns of the table of points.
pub(super) fn value_columns(space: &Space) -> Vec<Described> {
    let mut columns = vec![Described::new(
        "point",
        COUNT,
        "nummer van het punt, vanaf 0",
        "number of the point, from 0",
    )];
    for axis in &space.axes {
        let sort = if axis.is_choice() { "text" } else { "double" };
        let about = format!("`{}`", axis.path);
        columns.push(Described::new(
            &axis.name,
            (sort, axis.unit()),
            &about,
            &about,
        ));
    }
    columns.push(Described::new(
        "problem",
        TEXT,
        "waarom een variant in dit punt niet is uitgerekend; leeg als alles is uitgerekend",
        "why a variant was not computed at this point; empty where all were",
    ));
    columns
}

/// Returns the columns of the summary.
pub(super) fn summary_columns() -> Vec<Described> {
    let mut columns = name_columns();
    columns.push(Described::new(
        "runs",
        COUNT,
        "aantal uitkomsten: punten, maal trekkingen",
        "number of outcomes: points, times draws",
    ));
    columns.push(Described::new(
        "sum_cents",
        TEXT,
        "som van alle bedragen, als geheel getal van elke grootte",
        "sum of all amounts, as a whole number of any size",
    ));
    columns.extend(band_columns().into_iter().map(|mut column| {
        if column.name == "cents" {
            column.name = "mean_cents".to_owned();
            column.about = Text::new("gemiddelde", "mean");
        } else if column.name.starts_with('q') {
            column.about.nl += ", op 1/128 na";
            column.about.en += ", to within 1/128";
        }
        column
    }));
    columns.retain(|column| column.name != "error_cents");
    columns
}

/// Returns the rows of points that were run, one series after the other.
pub(super) fn rows(field: &Field<'_>, outcome: &Outcome) -> Columns {
    let mut columns = Columns::default();
    let Some(row) = field.sweep.rows.row(field.sweep.draws) else {
        return columns;
    };
    let series: Vec<(&SeriesKey, &SeriesKept)> = outcome.series.iter().collect();
    let all = |of: fn(&SeriesKept) -> &Vec<i64>| -> Vec<i64> {
        let rows: usize = series.iter().map(|(_, kept)| of(kept).len()).sum();
        let mut cells = Vec::with_capacity(rows);
        series
            .iter()
            .for_each(|(_, kept)| cells.extend_from_slice(of(kept)));
        cells
    };
    columns.whole("point", all(|kept| &kept.points));
    let names = series
        .iter()
        .map(|((variant, name), kept)| (variant.as_str(), name, kept.points.len()));
    name_cells(&mut columns, &names.collect::<Vec<_>>());
    match row {
        SweepRow::Draw => {
            columns.whole("draw", all(|kept| &kept.draws));
            columns.whole("cents", all(|kept| &kept.amounts));
        }
        SweepRow::Amount => columns.whole("cents", all(|kept| &kept.amounts)),
        SweepRow::Band => band_cells(&mut columns, &series),
    }
    columns
}

/// Adds the figures of points, of which the columns are those of [`band_columns`].
fn band_cells(columns: &mut Columns, series: &[(&SeriesKey, &SeriesKept)]) {
    let rows: usize = series.iter().map(|(_, kept)| kept.points.len()).sum();
    for (at, column) in band_columns().iter().enumerate() {
        let mut cells = Vec::with_capacity(rows);
        for (_, kept) in series {
            let own = kept.bands.columns().get(at);
            cells.extend_from_slice(own.map_or(&[], Vec::as_slice));
        }
        columns.whole(&column.name, cells);
    }
}

/// Adds the columns that say what rows are of; each name stands in so many rows.
pub(super) fn name_cells(columns: &mut Columns, names: &[(&str, &SeriesName, usize)]) {
    let texts: [(&str, bool, TextOf); 6] = [
        ("variant", false, |variant, _| Some(variant)),
        ("kind", false, |_, name| Some(name.kind.name())),
        ("recipient", false, |_, name| Some(&name.recipient)),
        ("region", true, |_, name| name.region.as_deref()),
        ("component", true, |_, name| name.component.as_deref()),
        ("year", false, |_, name| {
            Some(name.year.as_deref().unwrap_or(TOTAL))
        }),
    ];
    for (column, is_optional, text) in texts {
        let mut texts = TextRuns {
            is_optional,
            ..TextRuns::default()
        };
        for (variant, name, rows) in names {
            let cell = text(variant, name).map(|text| position(&mut texts.list, text));
            texts.runs.push((cell, *rows));
        }
        columns.add(column, Values::TextRuns(texts));
    }
}

/// Returns a text of the name of a series.
type TextOf = for<'n> fn(&'n str, &'n SeriesName) -> Option<&'n str>;

fn position(list: &mut Vec<String>, text: &str) -> u32 {
    let known = list.iter().position(|known| known == text);
    let at = known.unwrap_or_else(|| {
        list.push(text.to_owned());
        list.len() - 1
    });
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Returns the table of the points from `first` up to `last`, with what failed.
pub(super) fn points(space: &Space, (first, last): (u64, u64), failed: &[Failed]) -> Columns {
    let numbers = space.numbers((first, last));
    let mut columns = Columns::default();
    let ids: Vec<i64> = (first..last)
        .map(|point| i64::try_from(point).unwrap_or(i64::MAX))
        .collect();
    columns.whole("point", ids.clone());
    for (axis, numbers) in space.axes.iter().zip(numbers) {
        if axis.is_choice() {
            let cells: Vec<String> = numbers.iter().map(|own| axis.told(*own)).collect();
            let cells = cells.iter().map(|cell| Some(cell.as_str()));
            columns.texts(&axis.name, false, cells);
        } else {
            let cells = numbers.iter().map(|own| axis.measured(*own));
            columns.some_numbers(&axis.name, cells.collect());
        }
    }
    let mut problems: Vec<Option<String>> = vec![None; ids.len()];
    for one in failed {
        let told = format!("{}: {}: {}", one.variant, one.code, one.en);
        if let Ok(row) = ids.binary_search(&one.point) {
            problems[row] = Some(match problems[row].take() {
                Some(earlier) => format!("{earlier}; {told}"),
                None => told,
            });
        }
    }
    columns.texts("problem", true, problems.iter().map(Option::as_deref));
    columns
}
