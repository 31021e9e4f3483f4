//! Controlled rounding against every rounding of small tables.

use proptest::prelude::*;
use verdeel::money::{Exact, Rounding};
use verdeel::rules::{Blocking, Margins, NoTable, Rounded, Side, controlled_rounding};

use super::{every_table, sums, table};

fn floor(exact: &Exact) -> i64 {
    exact.round(Rounding::Down).expect("small")
}

fn ceiling(exact: &Exact) -> i64 {
    -floor(&Exact::zero().minus(exact))
}

fn squared(exact: &[Vec<Exact>], cells: &[Vec<i64>]) -> Exact {
    let mut sum = Exact::zero();
    for (exact, cell) in exact.iter().flatten().zip(cells.iter().flatten()) {
        let gap = exact.minus(&Exact::from(*cell));
        sum = sum.plus(&gap.times(&gap));
    }
    sum
}

/// Every rounding with these margins, or with margins and total next to their sums.
fn roundings(exact: &[Vec<Exact>], margins: &Margins) -> Vec<Vec<Vec<i64>>> {
    let bounds: Vec<Vec<(i64, i64)>> = exact
        .iter()
        .map(|row| {
            row.iter()
                .map(|cell| (floor(cell), ceiling(cell)))
                .collect()
        })
        .collect();
    let row_sums: Vec<Exact> = exact.iter().map(|row| row.iter().cloned().sum()).collect();
    let width = exact[0].len();
    let column_sums: Vec<Exact> = (0..width)
        .map(|at| exact.iter().map(|row| row[at].clone()).sum())
        .collect();
    let total: Exact = row_sums.iter().cloned().sum();
    let fits = |given: &Option<Vec<i64>>, sums: &[Exact], found: &[i64]| match given {
        Some(given) => given == found,
        None => sums
            .iter()
            .zip(found)
            .all(|(sum, found)| (floor(sum)..=ceiling(sum)).contains(found)),
    };
    let mut all = Vec::new();
    every_table(&bounds, &mut |cells| {
        let (rows, columns) = sums(cells);
        let whole = [rows.iter().sum::<i64>()];
        let is_free = margins.rows.is_none() && margins.columns.is_none();
        if fits(&margins.rows, &row_sums, &rows)
            && fits(&margins.columns, &column_sums, &columns)
            && (!is_free || fits(&None, std::slice::from_ref(&total), &whole))
        {
            all.push(cells.to_vec());
        }
    });
    all
}

/// Asserts that a rounding is the best of all, and among the best the one with the largest cells
/// first; and that ties are exactly the cells in which the best differ.
fn is_best(exact: &[Vec<Exact>], all: &[Vec<Vec<i64>>], found: &Rounded) {
    let least = all
        .iter()
        .map(|cells| squared(exact, cells))
        .min()
        .expect("one");
    assert_eq!(found.squared, least);
    assert_eq!(squared(exact, &found.cells), least);
    let best: Vec<_> = all
        .iter()
        .filter(|cells| squared(exact, cells) == least)
        .collect();
    assert_eq!(Some(&&found.cells), best.iter().max());
    let mut differ = Vec::new();
    for row in 0..exact.len() {
        for column in 0..exact[0].len() {
            if best
                .iter()
                .any(|cells| cells[row][column] != best[0][row][column])
            {
                differ.push((row, column));
            }
        }
    }
    assert_eq!(found.tied, differ);
}

/// Asserts what a blocking set claims: its needing side has to place more than the set can hold.
fn is_blocked(exact: &[Vec<Exact>], margins: &Margins, blocking: &Blocking) {
    // Read the statement about columns as one about rows of the turned table.
    let (exact, rows, columns, given, other) = match blocking.side {
        Side::Rows => (
            exact.to_vec(),
            &blocking.rows,
            &blocking.columns,
            &margins.rows,
            &margins.columns,
        ),
        Side::Columns => (
            (0..exact[0].len())
                .map(|at| exact.iter().map(|row| row[at].clone()).collect())
                .collect(),
            &blocking.columns,
            &blocking.rows,
            &margins.columns,
            &margins.rows,
        ),
    };
    let row_sum = |row: usize| -> Exact { exact[row].iter().cloned().sum() };
    let column_sum = |at: usize| -> Exact { exact.iter().map(|row| row[at].clone()).sum() };
    let needs: i64 = rows
        .iter()
        .map(|row| {
            given
                .as_ref()
                .map_or_else(|| floor(&row_sum(*row)), |given| given[*row])
        })
        .sum();
    let mut holds: i64 = columns
        .iter()
        .map(|at| {
            other
                .as_ref()
                .map_or_else(|| ceiling(&column_sum(*at)), |other| other[*at])
        })
        .sum();
    for (row, cells) in exact.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            match (rows.contains(&row), columns.contains(&column)) {
                (true, false) => holds += ceiling(cell),
                (false, true) => holds -= floor(cell),
                _ => {}
            }
        }
    }
    assert!(needs > holds, "{needs} {holds}");
    assert_eq!(
        (&blocking.needs, &blocking.holds),
        (&needs.into(), &holds.into())
    );
}

fn check(exact: &[Vec<Exact>], margins: &Margins) {
    let all = roundings(exact, margins);
    match controlled_rounding(exact, margins) {
        Ok(found) => is_best(exact, &all, &found),
        Err(NoTable::Blocked(blocking)) => {
            assert!(all.is_empty(), "{all:?}");
            is_blocked(exact, margins, &blocking);
        }
        Err(NoTable::TotalsDiffer { rows, columns }) => assert_ne!(rows, columns),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn separately_rounded_margins_can_be_incompatible() {
    // Every cell 1/2 or whole: the first row must give two units to columns that take one.
    let exact = table("1/2 1/2 0; 1/2 1/2 0; 0 0 1");
    let margins = Margins {
        rows: Some(vec![2, 0, 1]),
        columns: Some(vec![1, 1, 1]),
    };
    let found = controlled_rounding(&exact, &margins).expect("the two halves of the first row");
    assert_eq!(found.cells, [[1, 1, 0], [0, 0, 0], [0, 0, 1]]);
    let margins = Margins {
        rows: Some(vec![1, 1, 1]),
        columns: Some(vec![2, 1, 0]),
    };
    let Err(NoTable::Blocked(blocking)) = controlled_rounding(&exact, &margins) else {
        panic!("a whole cell cannot go away");
    };
    is_blocked(&exact, &margins, &blocking);
    // The first two columns need three; of the rows' three units, one must go elsewhere.
    assert_eq!(
        (blocking.side, &blocking.columns[..]),
        (Side::Columns, &[0, 1][..])
    );
    assert_eq!((&blocking.needs, &blocking.holds), (&3.into(), &2.into()));
    check(&exact, &margins);
}

#[test]
fn whole_tables_stay_and_negative_cells_round_like_others() {
    let exact = table("3 -2; 0 7");
    let found = controlled_rounding(&exact, &Margins::default()).expect("whole");
    assert_eq!(found.cells, [[3, -2], [0, 7]]);
    assert_eq!(
        (found.absolute, found.squared),
        (Exact::zero(), Exact::zero())
    );
    check(&table("-1/2 1/2; 1/3 -4/3"), &Margins::default());
}

#[test]
fn both_distances_are_exact() {
    // One third and two thirds: up goes the larger, 1/3 away each.
    let exact = table("1/3 2/3; 2/3 1/3");
    let found = controlled_rounding(&exact, &Margins::default()).expect("a table");
    assert_eq!(found.cells, [[0, 1], [1, 0]]);
    assert_eq!(found.absolute, Exact::ratio(4, 3));
    assert_eq!(found.squared, Exact::ratio(4, 9));
    assert!(found.tied.is_empty());
}

#[test]
fn of_equally_close_tables_the_first_cells_are_largest() {
    let exact = table("1/2 1/2 1; 1/2 1/2 1");
    let found = controlled_rounding(&exact, &Margins::default()).expect("a table");
    assert_eq!(found.cells, [[1, 0, 1], [0, 1, 1]]);
    assert_eq!(found.tied, [(0, 0), (0, 1), (1, 0), (1, 1)]);
}

#[test]
fn denominators_without_a_common_one_in_128_bits_stay_exact() {
    // Rows split by keys over different large primes.
    let primes = [1_000_000_007_i64, 998_244_353, 1_000_000_009, 999_999_937];
    let exact: Vec<Vec<Exact>> = primes
        .iter()
        .map(|prime| {
            let third = Exact::ratio(prime / 3, *prime);
            let rest = Exact::from(2).minus(&third).minus(&third);
            vec![third.clone(), third, rest]
        })
        .collect();
    check(&exact, &Margins::default());
}

#[test]
fn tables_without_a_shape_are_refused() {
    for (text, rows) in [("1 2; 3", None), ("1 2; 3 4", Some(vec![3]))] {
        let margins = Margins {
            rows,
            columns: None,
        };
        assert_eq!(
            controlled_rounding(&table(text), &margins),
            Err(NoTable::Shape)
        );
    }
    assert_eq!(
        controlled_rounding(&[], &Margins::default()),
        Err(NoTable::Shape)
    );
    let huge = table("1e30 1");
    assert_eq!(
        controlled_rounding(&huge, &Margins::default()),
        Err(NoTable::TooLarge)
    );
}

fn small_tables() -> impl Strategy<Value = Vec<Vec<Exact>>> {
    (1..=3_usize, 1..=3_usize, 2..=6_i64).prop_flat_map(|(height, width, below)| {
        let cell = (-4..=12_i64).prop_map(move |above| Exact::ratio(above, below));
        prop::collection::vec(prop::collection::vec(cell, width), height)
    })
}

/// Margins near those of the table, or none.
fn margins(exact: &[Vec<Exact>], shifts: &[i64], given: (bool, bool)) -> Margins {
    let near = |sum: Exact, shift: i64| floor(&sum) + shift;
    let rows = exact.iter().zip(shifts);
    let rows = rows.map(|(row, shift)| near(row.iter().cloned().sum(), *shift));
    let columns = (0..exact[0].len()).map(|at| {
        let sum = exact.iter().map(|row| row[at].clone()).sum();
        near(sum, shifts[3 + at])
    });
    Margins {
        rows: given.0.then(|| rows.collect()),
        columns: given.1.then(|| columns.collect()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_flow_finds_what_enumeration_finds(
        exact in small_tables(),
        shifts in prop::collection::vec(0..=1_i64, 6),
        rows: bool,
        columns: bool,
    ) {
        check(&exact, &Margins::default());
        check(&exact, &margins(&exact, &shifts, (rows, columns)));
    }
}
