//! Proportional fitting against closed forms, product form and forced zeros.

use verdeel::money::Exact;
use verdeel::rules::{Fitted, NoTable, proportional_fitting};

use super::table;

fn numbers(text: &str) -> Vec<Exact> {
    table(text).remove(0)
}

fn tolerance() -> Exact {
    Exact::from_number_text("1e-9").expect("a number")
}

fn fit(weights: &str, rows: &str, columns: &str) -> Result<Fitted, NoTable> {
    proportional_fitting(
        &table(weights),
        &numbers(rows),
        &numbers(columns),
        &tolerance(),
    )
}

fn distance(left: &Exact, right: &Exact) -> Exact {
    left.clone()
        .max(right.clone())
        .minus(&left.clone().min(right.clone()))
}

fn add_up(found: &Fitted, rows: &str, columns: &str) {
    let (rows, columns) = (numbers(rows), numbers(columns));
    for (row, margin) in found.cells.iter().zip(&rows) {
        assert!(distance(&row.iter().cloned().sum(), margin) <= tolerance());
    }
    for (at, margin) in columns.iter().enumerate() {
        let sum = found.cells.iter().map(|row| row[at].clone()).sum();
        assert!(distance(&sum, margin) <= tolerance());
    }
}

#[test]
fn a_two_by_two_table_keeps_its_cross_ratio() {
    // x (x) / (1 - x)² = 4 · 1 / (1 · 1): x = 2 (1 - x), so 2/3 and 1/3.
    let found = fit("4 1; 1 1", "1 1", "1 1").expect("a table");
    for (cell, expected) in found.cells.iter().flatten().zip([2, 1, 1, 2]) {
        assert!(distance(cell, &Exact::ratio(expected, 3)) <= tolerance());
    }
    add_up(&found, "1 1", "1 1");
}

#[test]
fn equal_weights_give_the_product_of_the_margins() {
    let found = fit("1 1 1; 1 1 1", "4 6", "5 3 2").expect("a table");
    for (row, total) in found.cells.iter().zip([4, 6]) {
        for (cell, other) in row.iter().zip([5, 3, 2]) {
            assert!(distance(cell, &Exact::ratio(total * other, 10)) <= tolerance());
        }
    }
}

#[test]
fn every_cross_ratio_survives_in_a_larger_table() {
    let weights = "40 30 20 10; 35 50 100 75; 30 80 70 120; 20 30 40 50";
    let (rows, columns) = ("150 300 400 150", "200 300 400 100");
    let found = fit(weights, rows, columns).expect("a table");
    add_up(&found, rows, columns);
    let (before, after) = (table(weights), &found.cells);
    for row in 1..4 {
        for at in 1..4 {
            let ratio = |cells: &[Vec<Exact>]| {
                let across = cells[0][at].times(&cells[row][0]);
                cells[0][0].times(&cells[row][at]).over(&across)
            };
            let gap = distance(&ratio(&before), &ratio(after));
            assert!(gap < Exact::from_number_text("1e-8").expect("a number"));
        }
    }
}

#[test]
fn cells_that_must_be_empty_are_dropped_first() {
    // The first row fills the first column, so the 7 has nowhere to be; without that, scaling
    // would creep towards it forever.
    let found = fit("5 0; 7 3", "2 3", "2 3").expect("a table");
    assert_eq!(found.forced, [(1, 0)]);
    assert!(found.cells[1][0].is_zero());
    assert!(found.rounds < 5);
    add_up(&found, "2 3", "2 3");
}

#[test]
fn weights_of_very_different_size_keep_their_ratios() {
    // 1 : 3 in the second column, however small.
    let found = fit("1 1e-30; 1 3e-30", "1 1", "1 1").expect("a table");
    // x² / (1 - x)² = 3.
    let ratio = found.cells[0][0].over(&found.cells[0][1]);
    let gap = distance(&ratio.times(&ratio), &3.into());
    assert!(gap < Exact::from_number_text("1e-7").expect("a number"));
}

#[test]
fn margins_without_room_name_the_blocking_set() {
    let Err(NoTable::Blocked(blocking)) = fit("1 0; 1 1", "2.5 1", "2 1.5") else {
        panic!("the first row needs more than the first column holds");
    };
    assert_eq!(
        (&blocking.rows[..], &blocking.columns[..]),
        (&[0][..], &[0][..])
    );
    assert_eq!(blocking.needs, Exact::ratio(5, 2));
    assert_eq!(blocking.holds, Exact::from(2));
    let differ = NoTable::TotalsDiffer {
        rows: 3.into(),
        columns: 4.into(),
    };
    assert_eq!(fit("1 1; 1 1", "1 2", "2 2"), Err(differ));
}

#[test]
fn a_table_close_to_impossible_is_refused_with_its_gap() {
    // All but a millionth of the first column is the second row's: each round of scaling comes
    // a little nearer, by about one over the number of rounds.
    let refused = fit("1 1; 1 0", "1 1", "1.000001 0.999999");
    let Err(NoTable::Slow { rounds, gap }) = refused else {
        panic!("{refused:?}");
    };
    assert!(rounds >= 1_000 && gap > tolerance() && gap < Exact::ratio(1, 1_000));
    let zero = proportional_fitting(&table("1"), &numbers("1"), &numbers("1"), &Exact::zero());
    assert_eq!(zero, Err(NoTable::TooLarge));
}
