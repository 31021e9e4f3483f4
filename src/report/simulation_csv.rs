//! The CSV of a simulation: one row per variant, recipient, year and statistic.

use super::simulation::SimulationView;
use super::simulation_rows::{Row, Value, ratio_text, rows};
use crate::domain::Lang;
use crate::money::Cents;

/// Returns a simulation as CSV.
pub fn simulation_csv(view: SimulationView<'_>, lang: Lang) -> String {
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
        "scenario",
    ];
    let title = view.scenario.in_lang(lang);
    let rows = rows(view);
    let rows = rows.iter().map(|row| cells((view.path, title), row));
    let rows: Vec<Vec<String>> = rows.collect();
    super::csv::written(&head, &rows)
}

fn cells((path, title): (&str, &str), row: &Row<'_>) -> Vec<String> {
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
    let cells = names.map(str::to_owned).into_iter().chain(values);
    cells.chain([title.to_owned()]).collect()
}
