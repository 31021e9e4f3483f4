//! Two-way tables against the literature, against every table there is, and against the
//! inequalities that a blocking set claims.

mod biproportional;
mod controlled;
mod fitting;

use verdeel::money::Exact;

/// Returns a table of exact numbers; rows end at semicolons.
fn table(text: &str) -> Vec<Vec<Exact>> {
    let number = |word: &str| Exact::from_number_text(word).expect("a number");
    let rows = text.split(';');
    rows.map(|row| row.split_whitespace().map(number).collect())
        .collect()
}

/// Returns the sums of rows and of columns.
fn sums(cells: &[Vec<i64>]) -> (Vec<i64>, Vec<i64>) {
    let rows = cells.iter().map(|row| row.iter().sum()).collect();
    let columns = (0..cells[0].len()).map(|at| cells.iter().map(|row| row[at]).sum());
    (rows, columns.collect())
}

/// Calls `visit` with every table whose cells lie between the bounds.
fn every_table(bounds: &[Vec<(i64, i64)>], visit: &mut impl FnMut(&[Vec<i64>])) {
    fn go(
        bounds: &[Vec<(i64, i64)>],
        at: usize,
        cells: &mut Vec<Vec<i64>>,
        visit: &mut impl FnMut(&[Vec<i64>]),
    ) {
        let width = bounds[0].len();
        if at == bounds.len() * width {
            visit(cells);
            return;
        }
        let (row, column) = (at / width, at % width);
        let (low, high) = bounds[row][column];
        for held in low..=high {
            cells[row][column] = held;
            go(bounds, at + 1, cells, visit);
        }
    }
    let mut cells: Vec<Vec<i64>> = bounds.iter().map(|row| vec![0; row.len()]).collect();
    go(bounds, 0, &mut cells, visit);
}
