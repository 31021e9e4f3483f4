//! Tables in the JSON of `explain`: multipliers and totals of cells, regions of two stages.

use serde_json::{Value, json};

use super::explanation_json::by;
use super::json::{euros, in_euros};
use crate::domain::{FirstStage, Fit, Id, Unused};
use crate::engine::{Cell, First, RowTotal, Served, Unmet};
use crate::money::{Exact, Rounding};
use crate::rules::Shortage;
use crate::rules::shortage::Multiplier;

/// Decimals of a multiplier or divisor.
const DIGITS: usize = 12;

/// Returns what a table made of a key.
pub(super) fn cell(cell: &Cell) -> Value {
    match cell {
        Cell::Rounded { exact, row } => json!({
            "exact": exact.over(&100.into()).to_string(),
            "exact_across": row.over(&100.into()).to_string(),
        }),
        Cell::Fitted {
            method,
            total,
            row,
            column,
        } => {
            let mut value = row_total(total);
            value["method"] = method.name().into();
            // Weights times both multipliers are euros.
            let (one, column) = (Exact::one(), column.over(&100.into()));
            let (row_key, column_key, row, column) = match method {
                Fit::Proportional => ("row_multiplier", "column_multiplier", row.clone(), column),
                Fit::Biproportional => (
                    "row_divisor",
                    "column_divisor",
                    one.over(row),
                    one.over(&column),
                ),
            };
            value[row_key] = row.to_decimal_text(DIGITS).into();
            value[column_key] = column.to_decimal_text(DIGITS).into();
            value
        }
        Cell::Alone { total, because } => {
            let mut value = row_total(total);
            value["unmet"] = unmet(because);
            value
        }
    }
}

fn row_total(total: &RowTotal) -> Value {
    json!({
        "total": euros(total.amount),
        "pot": euros(total.pot),
        "by": by(total.by),
        "weight": total.weight.to_string(),
        "weights": total.weights.to_string(),
    })
}

fn unmet(unmet: &Unmet) -> Value {
    let names = |ids: &[Id]| ids.iter().map(Id::to_string).collect::<Vec<String>>();
    match unmet {
        Unmet::NoTotals => json!({ "why": "no-totals" }),
        Unmet::Blocked {
            rows,
            holders,
            needs,
            holds,
        } => json!({
            "why": "blocked",
            "partnerships": names(rows),
            "regions": names(holders),
            "needs": euros(*needs),
            "holds": euros(*holds),
        }),
        Unmet::Unsettled => json!({ "why": "unsettled" }),
    }
}

/// Returns how a pot went over the regions first.
pub(super) fn first(first: &First) -> Value {
    let cents = |exact: &Exact| euros(exact.to_cents(Rounding::HalfUp));
    let regions = first.regions.iter().map(|part| {
        json!({
            "region": part.region.as_ref().map(Id::as_str),
            "claim": cents(&part.claim),
            "claims": cents(&part.claims),
            "held": cents(&part.held),
            "served": served(&part.served),
        })
    });
    json!({
        "rule": first.rule.map_or("key", Shortage::name),
        "regions": regions.collect::<Vec<Value>>(),
    })
}

/// Returns how a shortage rule came to a claim: its turn, its weight, and by what the amount can be
/// checked, in euros or as a part. Nothing where there is nothing to tell.
pub(super) fn served(served: &Served) -> Value {
    if *served == Served::default() {
        return Value::Null;
    }
    let cents = |exact: &Exact| euros(exact.to_cents(Rounding::HalfUp));
    let turn = served.turn.as_ref().map(|turn| {
        json!({
            "position": turn.position,
            "of": turn.of,
            "inner": turn.inner.map(Shortage::name),
            "available": cents(&turn.available),
            "claims": cents(&turn.claims),
        })
    });
    let multipliers = served.multipliers.iter().map(|(name, value)| {
        let value = match name {
            Multiplier::Share => value.clone(),
            _ => in_euros(value),
        };
        json!({ "name": name.name(), "value": value.to_string() })
    });
    json!({
        "turn": turn,
        "weight": served.weight.as_ref().map(ToString::to_string),
        "multipliers": multipliers.collect::<Vec<Value>>(),
    })
}

/// Returns a first stage as data.
pub(super) fn first_stage(first: &FirstStage) -> Value {
    match first {
        FirstStage::Claims(rule) => json!({ "rule": rule.name() }),
        FirstStage::Key { key, unused } => json!({
            "key": key.name(),
            "unused": if *unused == Unused::Keep { "keep" } else { "return" },
        }),
    }
}
