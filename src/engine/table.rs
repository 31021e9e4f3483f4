//! Tables: what all holders of a passage divide together, in both directions.

use super::allocate::Block;
use super::key::{Weigher, Weighing};
use super::observer::{By, Cell, Observer, Reason, RowTotal, Unmet};
use super::pass::{Part, Passing, by};
use super::whole::placed;
use crate::domain::Fit;
use crate::money::{Cents, Exact};
use crate::plan::{FitRule, Pass, Source, TableRule};
use crate::rules::{
    Blocking, Margins, NoTable, biproportional, controlled_rounding, proportional_fitting,
};

/// How near a fitted table comes to its totals, in parts of a unit.
const TOLERANCE: (i64, i64) = (1, 1_000_000_000);

/// Holders that have something to divide and a weight to divide it by.
struct Columns {
    /// The position of each among the holders of the passage.
    positions: Vec<usize>,
    /// What each divides.
    rests: Vec<Cents>,
    /// For each row of the table, the weight or amount in each of these columns.
    cells: Vec<Vec<Exact>>,
}

/// Rows with what they come to.
struct Totals {
    rows: Vec<i64>,
    told: Vec<RowTotal>,
}

/// A table that keeps to its totals.
struct Kept {
    cells: Vec<Vec<i64>>,
    rows: Vec<Exact>,
    columns: Vec<Exact>,
}

impl<O: Observer> Block<'_, O> {
    /// Lets all holders of a passage pass their money on together, in one lane.
    pub(super) fn pass_in_table(
        &mut self,
        pass: &Pass,
        table: &TableRule,
        holders: &[(&Source, Vec<usize>)],
        lane: usize,
    ) {
        let mut held = Vec::new();
        for (position, (source, reached)) in holders.iter().enumerate() {
            if let Some(own) = self.taken(pass, source, reached, lane) {
                held.push((position, *source, own));
            }
        }
        let opened = held.iter().map(|(position, source, own)| {
            let mut passing = self.passing(pass, source, own, lane);
            passing.set_apart();
            (*position, passing)
        });
        let mut opened: Vec<(usize, Passing<'_, '_, O>)> = opened.collect();
        opened = match &table.fit {
            None => rounded(table, opened),
            Some(fit) => self.fitted(table, fit, opened, lane),
        };
        let parts: Vec<Vec<Part>> = opened
            .into_iter()
            .map(|(_, passing)| passing.finished())
            .collect();
        for ((_, source, own), parts) in held.iter().zip(parts) {
            self.hand_on(pass, source, (own, parts), lane);
        }
    }

    /// Divides so that rows and columns come to their totals; where that cannot be, every holder
    /// divides by its own key.
    fn fitted<'o>(
        &self,
        table: &TableRule,
        fit: &FitRule,
        mut opened: Vec<(usize, Passing<'o, 'o, O>)>,
        lane: usize,
    ) -> Vec<(usize, Passing<'o, 'o, O>)> {
        let unit = table.precision.unit.max(Cents::ONE);
        let columns = Columns::of(table, &opened, |weighing, _| weighing.weights());
        let units = |rest: &Cents| rest.count().div_euclid(unit.count());
        let of_columns: Vec<i64> = columns.rests.iter().map(units).collect();
        let pot: Cents = of_columns.iter().map(|units| in_cents(*units, unit)).sum();
        let totals = self.totals((table, fit), &columns, (pot, unit), lane);
        let kept = match totals.rows.iter().sum::<i64>() == of_columns.iter().sum::<i64>() {
            true => kept(fit.method, &columns.cells, &totals.rows, &of_columns),
            false => Err(None),
        };
        let unmet = |why: &Option<NoTable>| match why {
            None => Unmet::NoTotals,
            Some(NoTable::Blocked(blocking)) => blocked(table, &columns, blocking, unit),
            Some(_) => Unmet::Unsettled,
        };
        for (position, passing) in &mut opened {
            let at = columns.positions.iter().position(|own| own == position);
            let Some(at) = at.filter(|_| pot > Cents::ZERO) else {
                passing.key();
                continue;
            };
            let rows = &table.columns[*position].1;
            let total = |row: usize| totals.told[row].clone();
            match &kept {
                Ok(kept) => {
                    let parts = rows.iter().map(|row| in_cents(kept.cells[*row][at], unit));
                    passing.place(parts.collect());
                    passing.tell(rows, |row| Cell::Fitted {
                        method: fit.method,
                        total: total(row),
                        row: kept.rows[row].clone(),
                        column: kept.columns[at].times(&unit.into()),
                    });
                }
                Err(why) => {
                    passing.key();
                    passing.tell(rows, |row| Cell::Alone {
                        total: total(row),
                        because: unmet(why),
                    });
                }
            }
        }
        opened
    }

    /// Divides what all holders have over the rows that any of them gives a weight.
    fn totals(
        &self,
        (table, fit): (&TableRule, &FitRule),
        columns: &Columns,
        (pot, unit): (Cents, Cents),
        lane: usize,
    ) -> Totals {
        let has_weight = |row: &Vec<Exact>| row.iter().any(|weight| !weight.is_zero());
        let weigher = Weigher {
            inputs: self.inputs,
            heads: self.heads,
            lane,
            members: fit.members.clone(),
            takes_part: columns.cells.iter().map(has_weight).collect(),
        };
        let weighing = weigher.weigh(&fit.key, &pot.into());
        let parts = placed(pot, &weighing.amounts(&pot.into()), &table.precision).parts;
        let weights = weighing.weights();
        let all: Exact = weights.iter().cloned().sum();
        let told = parts.iter().zip(weights).map(|(amount, weight)| RowTotal {
            amount: *amount,
            pot,
            by: by(&fit.key),
            weight,
            weights: all.clone(),
        });
        Totals {
            told: told.collect(),
            rows: parts
                .iter()
                .map(|part| part.count().div_euclid(unit.count()))
                .collect(),
        }
    }
}

/// Divides by the key of each holder, and makes all amounts whole at once.
fn rounded<'o, O: Observer>(
    table: &TableRule,
    mut opened: Vec<(usize, Passing<'o, 'o, O>)>,
) -> Vec<(usize, Passing<'o, 'o, O>)> {
    let columns = Columns::of(table, &opened, |weighing, rest| {
        weighing.amounts(&rest.into())
    });
    let rounded = controlled_rounding(&columns.cells, &Margins::default());
    for (position, passing) in &mut opened {
        let at = columns.positions.iter().position(|own| own == position);
        // Every table of amounts can be rounded: the sums of a plan fit.
        let (Some(at), Ok(rounded)) = (at, &rounded) else {
            passing.key();
            continue;
        };
        let rows = &table.columns[*position].1;
        let parts = rows.iter().map(|row| Cents::new(rounded.cells[*row][at]));
        passing.place(parts.collect());
        passing.tell(rows, |row| Cell::Rounded {
            exact: columns.cells[row][at].clone(),
            row: columns.cells[row].iter().cloned().sum(),
        });
    }
    opened
}

impl Columns {
    /// Returns the columns of a table with what `measure` makes of the key of each holder.
    fn of<O: Observer>(
        table: &TableRule,
        opened: &[(usize, Passing<'_, '_, O>)],
        measure: impl Fn(&Weighing, Cents) -> Vec<Exact>,
    ) -> Columns {
        let mut columns = Columns {
            positions: Vec::new(),
            rests: Vec::new(),
            cells: vec![Vec::new(); table.rows.len()],
        };
        for (position, passing) in opened {
            let (_, weighing) = passing.weighed();
            if weighing.is_empty() {
                continue;
            }
            columns.positions.push(*position);
            columns.rests.push(passing.rest);
            for row in &mut columns.cells {
                row.push(Exact::zero());
            }
            let own = measure(&weighing, passing.rest);
            for (row, own) in table.columns[*position].1.iter().zip(own) {
                if let Some(cell) = columns.cells[*row].last_mut() {
                    *cell = own;
                }
            }
        }
        columns
    }
}

/// Returns the table of whole units with these totals.
fn kept(
    method: Fit,
    weights: &[Vec<Exact>],
    rows: &[i64],
    columns: &[i64],
) -> Result<Kept, Option<NoTable>> {
    match method {
        Fit::Proportional => {
            let exact =
                |units: &[i64]| -> Vec<Exact> { units.iter().copied().map(Exact::from).collect() };
            let tolerance = Exact::ratio(TOLERANCE.0, TOLERANCE.1);
            let fitted = proportional_fitting(weights, &exact(rows), &exact(columns), &tolerance);
            let fitted = fitted.map_err(Some)?;
            let margins = Margins {
                rows: Some(rows.to_vec()),
                columns: Some(columns.to_vec()),
            };
            let rounded =
                controlled_rounding(&fitted.cells, &margins).map_err(|_| NoTable::TooLarge);
            Ok(Kept {
                cells: rounded.map_err(Some)?.cells,
                rows: fitted.row_multipliers,
                columns: fitted.column_multipliers,
            })
        }
        Fit::Biproportional => {
            let table = biproportional(weights, rows, columns).map_err(Some)?;
            // Divisors as multipliers, of which the first row has one, as in the other method.
            let mut divisors = table.row_divisors.iter();
            let first = divisors.find(|divisor| !divisor.is_zero()).cloned();
            let first = first.unwrap_or(Exact::one());
            let of_row = |divisor: &Exact| first.over(divisor);
            let of_column = |divisor: &Exact| Exact::one().over(&divisor.times(&first));
            Ok(Kept {
                cells: table.cells,
                rows: table.row_divisors.iter().map(of_row).collect(),
                columns: table.column_divisors.iter().map(of_column).collect(),
            })
        }
    }
}

fn blocked(table: &TableRule, columns: &Columns, blocking: &Blocking, unit: Cents) -> Unmet {
    let rows = blocking.rows.iter();
    let holders = blocking.columns.iter();
    let holders = holders.map(|at| table.columns[columns.positions[*at]].0.clone());
    let cents = |units: &Exact| {
        let cents = units.times(&unit.into());
        cents.to_cents(crate::money::Rounding::Down)
    };
    Unmet::Blocked {
        rows: rows.filter_map(|row| table.rows[*row].clone()).collect(),
        holders: holders.collect(),
        needs: cents(&blocking.needs),
        holds: cents(&blocking.holds),
    }
}

fn in_cents(units: i64, unit: Cents) -> Cents {
    Cents::new(units.saturating_mul(unit.count()))
}

impl<O: Observer> Passing<'_, '_, O> {
    /// Gives each target its part, which a table has found.
    fn place(&mut self, parts: Vec<Cents>) {
        let pot = self.rest;
        let (key, weighing) = self.weighed();
        let (by, weights): (By, Vec<Exact>) = (by(key), weighing.weights());
        let total: Exact = weights.iter().cloned().sum();
        for ((target, part), weight) in self.source.targets.iter().zip(parts).zip(weights) {
            let reason = Reason::Keyed {
                pot,
                by,
                weight,
                total: total.clone(),
                made_of: Vec::new(),
                adjusted: Vec::new(),
                bound: None,
                cell: None,
            };
            self.part(target.account, part, reason);
        }
    }

    /// Tells those who listen what the table made of the key, for the row of each target.
    fn tell(&mut self, rows: &[usize], cell_of: impl Fn(usize) -> Cell) {
        if !O::LISTENS {
            return;
        }
        let keyed = self
            .parts
            .iter_mut()
            .filter_map(|part| match &mut part.reason {
                Reason::Keyed { cell, .. } => Some(cell),
                _ => None,
            });
        for (cell, row) in keyed.zip(rows) {
            *cell = Some(Box::new(cell_of(*row)));
        }
    }
}
