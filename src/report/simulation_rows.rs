//! The rows of a simulation: one per variant, recipient, year and statistic, for every format of
//! columns.

use super::simulation::SimulationView;
use crate::money::{Cents, Exact};
use crate::plan::AccountKind;
use crate::results::comparison::Direction;
use crate::results::{Band, BasisPoints, CeilingBand, Chance, Series, Share, Vintages};

/// What stands in the column of the year for all years together.
pub(super) const TOTAL: &str = "total";

/// What stands in the column of the year for any of them.
pub(super) const ANY: &str = "any";

/// One statistic.
pub(super) struct Row<'a> {
    pub(super) variant: &'a str,
    pub(super) kind: &'static str,
    pub(super) recipient: &'a str,
    pub(super) region: Option<&'a str>,
    pub(super) component: Option<&'a str>,
    pub(super) year: &'a str,
    pub(super) statistic: String,
    pub(super) value: Value,
}

/// The value of a statistic.
pub(super) enum Value {
    /// An amount, with its Monte Carlo error where that is known.
    Amount(Cents, Option<Cents>),
    /// A ratio, with the same.
    Ratio(BasisPoints, Option<BasisPoints>),
    /// In how many draws something holds.
    Share(Share),
}

/// Returns the name of a quantile: the shortest decimal, such as `0.05`.
pub(super) fn quantile_name(quantile: &Exact) -> String {
    let text = quantile.to_decimal_text(12);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Returns the name of a chance in results.
pub(super) fn chance_name(chance: Chance) -> &'static str {
    let mut all = Chance::ALL.iter();
    all.find(|(_, one)| *one == chance)
        .map_or("", |(name, _)| name)
}

/// Writes a ratio with four decimals.
pub(super) fn ratio_text(ratio: BasisPoints) -> String {
    ratio.ratio().to_decimal_text(4)
}

/// Returns all rows, in the order of variants and series.
pub(super) fn rows(view: SimulationView<'_>) -> Vec<Row<'_>> {
    let names: Vec<String> = view.simulated.quantiles.iter().map(quantile_name).collect();
    let mut rows = Vec::new();
    for variant in &view.simulated.variants {
        for series in &variant.series {
            of_series(&mut rows, &variant.id, series, &names);
        }
        for ceiling in &variant.ceilings {
            of_ceiling(&mut rows, &variant.id, ceiling, &names);
        }
    }
    if let Some(vintages) = view.vintages {
        of_vintages(&mut rows, vintages);
    }
    rows
}

fn of_series<'a>(rows: &mut Vec<Row<'a>>, variant: &'a str, series: &'a Series, names: &[String]) {
    let mut push = |statistic: String, value: Value| {
        rows.push(Row {
            variant,
            kind: series.name.kind.name(),
            recipient: &series.name.recipient,
            region: series.name.region.as_deref(),
            component: series.name.component.as_deref(),
            year: series.name.year.as_deref().unwrap_or(TOTAL),
            statistic,
            value,
        });
    };
    of_band(&mut push, "", &series.band, (names, Value::Amount));
    if let Some(difference) = &series.difference {
        of_band(&mut push, "difference-", difference, (names, Value::Amount));
    }
    if let Some(costs) = &series.costs {
        let amounts = [
            ("contribution-", Some(&costs.contribution)),
            ("contribution-difference-", costs.difference.as_ref()),
        ];
        for (prefix, band) in amounts {
            if let Some(band) = band {
                of_band(&mut push, prefix, band, (names, Value::Amount));
            }
        }
        if let Some(coverage) = &costs.coverage {
            of_band(&mut push, "coverage-", coverage, (names, Value::Ratio));
        }
    }
    for (chance, share) in &series.chances {
        push(chance_name(*chance).to_owned(), Value::Share(*share));
    }
}

fn of_ceiling<'a>(
    rows: &mut Vec<Row<'a>>,
    variant: &'a str,
    ceiling: &'a CeilingBand,
    names: &[String],
) {
    let mut push = |component: Option<&'a str>, statistic: String, value: Value| {
        rows.push(Row {
            variant,
            kind: AccountKind::Pot.name(),
            recipient: &ceiling.pot,
            region: None,
            component,
            year: ceiling.year.as_deref().unwrap_or(ANY),
            statistic,
            value,
        });
    };
    push(None, "cut".to_owned(), Value::Share(ceiling.cut));
    for (component, _, band) in &ceiling.rates {
        let mut push = |statistic, value| push(Some(component), statistic, value);
        of_band(&mut push, "rate-", band, (names, Value::Amount));
    }
}

/// One row per counted year, and one that tells on the counts of how many of them it gains, how
/// many it loses, and whether its sign flips.
fn of_vintages<'a>(rows: &mut Vec<Row<'a>>, vintages: &'a Vintages) {
    for variant in &vintages.variants {
        for row in &variant.rows {
            let mut push = |statistic: String, value: Value| {
                rows.push(Row {
                    variant: &variant.id,
                    kind: row.recipient.kind.name(),
                    recipient: row.recipient.id.as_str(),
                    region: None,
                    component: None,
                    year: TOTAL,
                    statistic,
                    value,
                });
            };
            for (year, change) in vintages.years.iter().zip(&row.changes) {
                if let Some((change, _)) = change {
                    let statistic = format!("vintage-{}", year.counted);
                    push(statistic, Value::Amount(*change, None));
                }
            }
            let share = |holds: usize, of: usize| {
                Value::Share(Share {
                    holds: holds as u64,
                    draws: of as u64,
                })
            };
            let known: Vec<Direction> = row.changes.iter().flatten().map(|one| one.1).collect();
            for (statistic, asked) in [
                ("vintage-gains", Direction::Up),
                ("vintage-losses", Direction::Down),
            ] {
                let holds = known.iter().filter(|one| **one == asked).count();
                push(statistic.to_owned(), share(holds, known.len()));
            }
            let flips = share(usize::from(row.flips()), 1);
            push("vintage-flips".to_owned(), flips);
        }
    }
}

/// Makes a value of a number and its error.
type ValueOf<T> = fn(T, Option<T>) -> Value;

fn of_band<T: Copy>(
    push: &mut impl FnMut(String, Value),
    prefix: &str,
    band: &Band<T>,
    (names, value): (&[String], ValueOf<T>),
) {
    let mut amount = |name: &str, amount: T, error: Option<T>| {
        push(format!("{prefix}{name}"), value(amount, error));
    };
    amount("mean", band.mean, Some(band.error));
    amount("sd", band.sd, None);
    amount("least", band.least, None);
    amount("most", band.most, None);
    amount("tail-mean", band.tail_mean, None);
    for (name, (quantile, error)) in names.iter().zip(&band.quantiles) {
        amount(&format!("quantile-{name}"), *quantile, Some(*error));
    }
    amount("resolution", band.resolution, None);
}
