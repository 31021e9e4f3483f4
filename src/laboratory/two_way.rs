//! Two-way tables: `rows`, `columns`, and the `weights` or the `table` between them.

use serde_json::{Value, json};

use super::apportionment::whole;
use super::problem::Problem;
use super::{Fault, Rule};
use crate::money::Exact;
use crate::rules::{
    Blocking, Margins, NoTable, Side, biproportional, controlled_rounding, proportional_fitting,
    share_a_denominator,
};

/// The most cells of a table, and the most rows or columns.
const MOST_CELLS: usize = 40_000;
const MOST_LINES: usize = 1_000;

pub(super) const BIPROPORTIONAL: Rule = Rule {
    name: "biproportional",
    about: "whole units in proportion to weights, with row and column totals; what cannot be \
            gives the rows that need more than their columns hold",
    example: concat!(
        r#"{"rule":"biproportional","rows":[4,5],"columns":[3,6],"#,
        r#""weights":[[120,80],[50,200]]}"#,
    ),
    answer: answer_biproportional,
};

pub(super) const CONTROLLED_ROUNDING: Rule = Rule {
    name: "controlled-rounding",
    about: "every cell to its floor or ceiling, as close as can be, and rows, columns and total \
            add up; totals that are not given become the floor or ceiling of their sum",
    example: concat!(
        r#"{"rule":"controlled-rounding","table":[["1/3","2/3"],["5/3","1/3"]]}"#,
        "\n",
        r#"{"rule":"controlled-rounding","table":[["1/2","1/2"],["1/2","1/2"]],"#,
        r#""rows":[1,1],"columns":[2,0]}"#,
    ),
    answer: answer_controlled,
};

pub(super) const PROPORTIONAL_FITTING: Rule = Rule {
    name: "proportional-fitting",
    about: "weights scaled by a factor per row and per column, to totals within a tolerance",
    example: concat!(
        r#"{"rule":"proportional-fitting","rows":[1,1],"columns":[1,1],"#,
        r#""weights":[[4,1],[1,1]],"tolerance":"1e-9"}"#,
    ),
    answer: answer_fitting,
};

fn answer_biproportional(problem: &Problem) -> Result<Value, Fault> {
    let weights = table(problem, "weights")?;
    let (rows, columns) = (integers(problem, "rows")?, integers(problem, "columns")?);
    match biproportional(&weights, &rows, &columns) {
        Ok(found) => Ok(json!({
            "table": units(&found.cells),
            "row_divisors": texts(&found.row_divisors),
            "column_divisors": texts(&found.column_divisors),
            "ties": found.tied,
        })),
        Err(refusal) => refused(&refusal),
    }
}

fn answer_controlled(problem: &Problem) -> Result<Value, Fault> {
    let exact = table(problem, "table")?;
    let margin = |field| {
        problem
            .value(field)
            .map(|_| integers(problem, field))
            .transpose()
    };
    let margins = Margins {
        rows: margin("rows")?,
        columns: margin("columns")?,
    };
    match controlled_rounding(&exact, &margins) {
        Ok(found) => Ok(json!({
            "table": units(&found.cells),
            "distance": {
                "absolute": found.absolute.to_number_text(),
                "squared": found.squared.to_number_text(),
            },
            "ties": found.tied,
        })),
        Err(refusal) => refused(&refusal),
    }
}

fn answer_fitting(problem: &Problem) -> Result<Value, Fault> {
    let weights = table(problem, "weights")?;
    let (rows, columns) = (problem.numbers("rows")?, problem.numbers("columns")?);
    let tolerance = problem.number("tolerance")?;
    if tolerance <= Exact::zero() {
        return Err(Fault::ill_posed("`tolerance` is not above zero"));
    }
    if !share_a_denominator(&[&rows[..], &columns].concat()) {
        return Err(wide("rows` and `columns"));
    }
    let decimals = decimals(&tolerance);
    match proportional_fitting(&weights, &rows, &columns, &tolerance) {
        Ok(found) => {
            let row = |row: &Vec<Exact>| -> Vec<String> {
                row.iter()
                    .map(|cell| cell.to_decimal_text(decimals))
                    .collect()
            };
            Ok(json!({
                "table": found.cells.iter().map(row).collect::<Vec<_>>(),
                "certificate": {
                    "rounds": found.rounds,
                    "gap": found.gap.to_decimal_text(decimals),
                    "forced_to_zero": found.forced,
                },
            }))
        }
        Err(refusal) => refused(&refusal),
    }
}

/// Returns how many decimals show a cell within a thousandth of the tolerance.
fn decimals(tolerance: &Exact) -> usize {
    let ten = Exact::from(10);
    let (mut decimals, mut size) = (3, tolerance.clone());
    // No tolerance of more digits is accepted.
    while size < Exact::one() && decimals < 200 {
        size = size.times(&ten);
        decimals += 1;
    }
    decimals
}

/// Reads a table of a size that is solved within reasonable time.
fn table(problem: &Problem, field: &'static str) -> Result<Vec<Vec<Exact>>, Fault> {
    // Counted before anything is read: numbers of many digits take time.
    let rows = problem.value(field).and_then(Value::as_array);
    let height = rows.map_or(0, Vec::len);
    let cells = rows.into_iter().flatten().filter_map(Value::as_array);
    let width = cells.map(Vec::len).max().unwrap_or(0);
    if height > MOST_LINES || width > MOST_LINES || height * width > MOST_CELLS {
        return Err(Fault::too_large(format!(
            "`{field}` has {height} rows and {width} columns: at most {MOST_LINES} of each and \
             {MOST_CELLS} cells are solved"
        )));
    }
    let table = problem.table(field)?;
    if !share_a_denominator(&table.concat()) {
        return Err(wide(field));
    }
    Ok(table)
}

fn wide(field: &str) -> Fault {
    Fault::too_large(format!(
        "`{field}` have too many digits, or denominators with too little in common, to be \
         computed with exactly within reasonable time"
    ))
}

fn integers(problem: &Problem, field: &'static str) -> Result<Vec<i64>, Fault> {
    let numbers = problem.numbers(field)?;
    let numbers = numbers.iter().enumerate();
    numbers
        .map(|(at, number)| whole(number, &format!("{field}[{at}]")))
        .collect()
}

fn units(cells: &[Vec<i64>]) -> Value {
    let row = |row: &Vec<i64>| row.iter().map(i64::to_string).collect::<Value>();
    cells.iter().map(row).collect()
}

fn texts(numbers: &[Exact]) -> Value {
    numbers.iter().map(Exact::to_number_text).collect()
}

/// Answers margins without room with the set that shows it; everything else is a fault.
fn refused(refusal: &NoTable) -> Result<Value, Fault> {
    Err(match refusal {
        NoTable::Blocked(blocking) => return Ok(infeasible(blocking)),
        NoTable::Shape => Fault::ill_posed(
            "a table has rows of one length, as many as `rows`, and as many cells as `columns`",
        ),
        NoTable::NegativeWeight(row, column) => {
            Fault::ill_posed(format!("`weights[{row}][{column}]` is negative"))
        }
        NoTable::NegativeMargin(side, at) => {
            Fault::ill_posed(format!("`{}[{at}]` is negative", name(*side)))
        }
        NoTable::TotalsDiffer { rows, columns } => {
            let (rows, columns) = (rows.to_number_text(), columns.to_number_text());
            Fault::ill_posed(format!(
                "`rows` add up to {rows} and `columns` to {columns}"
            ))
        }
        NoTable::TooLarge => Fault::too_large(
            "numbers have more than 18 digits before the point, or a tolerance or a spread of \
             weights more than 100",
        ),
        NoTable::Slow { rounds, gap } => {
            let gap = gap.to_decimal_text(12);
            Fault::too_large(format!(
                "after {rounds} rounds of scaling a total is still {gap} off: the totals leave \
                 next to nothing for some cells"
            ))
        }
    })
}

fn infeasible(blocking: &Blocking) -> Value {
    json!({ "infeasible": {
        "rows": blocking.rows,
        "columns": blocking.columns,
        "needs": blocking.needs.to_number_text(),
        "holds": blocking.holds.to_number_text(),
        "needing": name(blocking.side),
    }})
}

fn name(side: Side) -> &'static str {
    match side {
        Side::Rows => "rows",
        Side::Columns => "columns",
    }
}
