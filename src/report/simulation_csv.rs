//! The CSV of a simulation: one row per variant, recipient, year and statistic.

use super::simulation::SimulationView;
use super::simulation_rows::{Row, Value, ratio_text, rows};
use crate::money::Cents;

/// Returns a simulation as CSV.
pub fn simulation_csv(view: SimulationView<'_>) -> String {
    let head = [
        "file",
        "variant",
        "kind",
        "recipient",
        "region",
        "component",
        "year",
        "statistic",
        "amount",
        "error",
        "holds",
        "draws",
    ];
    let rows: Vec<Vec<String>> = rows(view).iter().map(|row| cells(view.path, row)).collect();
    super::csv::written(&head, &rows)
}

fn cells(path: &str, row: &Row<'_>) -> Vec<String> {
    let names = [
        path,
        row.variant,
        row.kind,
        row.recipient,
        row.region.unwrap_or_default(),
        row.component.unwrap_or_default(),
        row.year,
        &row.statistic,
    ];
    let none = String::new;
    let values = match row.value {
        Value::Amount(amount, error) => {
            let error = error.map(Cents::to_euro_text);
            [
                amount.to_euro_text(),
                error.unwrap_or_default(),
                none(),
                none(),
            ]
        }
        Value::Ratio(ratio, error) => {
            let error = error.map(ratio_text);
            [ratio_text(ratio), error.unwrap_or_default(), none(), none()]
        }
        Value::Share(share) => [
            none(),
            none(),
            share.holds.to_string(),
            share.draws.to_string(),
        ],
    };
    names.map(str::to_owned).into_iter().chain(values).collect()
}
