//! The CSV of a comparison: one row per model, year, recipient and region.

use super::comparison::CompareView;
use crate::domain::Lang;
use crate::money::Cents;

/// Returns a comparison as CSV.
pub fn compare_csv(view: CompareView<'_>, lang: Lang) -> String {
    let head = [
        "file",
        "baseline",
        "model",
        "year",
        "kind",
        "recipient",
        "region",
        "beside",
        "amount",
        "baseline_amount",
        "change",
        "scenario",
    ];
    let comparison = view.comparison;
    let baseline = comparison.models.first().map_or("", |(id, _)| id);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (model, (id, _)) in comparison.models.iter().enumerate() {
        for period in comparison.periods.iter().filter(|one| one.length == 1) {
            for row in &period.rows {
                for (region, amounts) in &row.parts {
                    rows.push(vec![
                        view.path.to_owned(),
                        baseline.to_owned(),
                        id.clone(),
                        period.years.0.to_string(),
                        row.recipient.kind.name().to_owned(),
                        row.recipient.id.to_string(),
                        region.as_ref().map(ToString::to_string).unwrap_or_default(),
                        row.is_beside.to_string(),
                        Cents::to_euro_text(amounts[model]),
                        Cents::to_euro_text(amounts[0]),
                        Cents::to_euro_text(amounts[model] - amounts[0]),
                        view.scenario.in_lang(lang).to_owned(),
                    ]);
                }
            }
        }
    }
    super::csv::written(&head, &rows)
}
