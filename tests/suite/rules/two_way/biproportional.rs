//! Biproportional apportionment against every table with the margins, and by its certificate.

use proptest::prelude::*;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use verdeel::money::Exact;
use verdeel::rules::{Biproportional, NoTable, Side, biproportional};

use super::{every_table, sums, table};

/// Asserts margins, and that every cell is its quotient rounded to nearest.
fn is_certified(weights: &[Vec<Exact>], margins: (&[i64], &[i64]), found: &Biproportional) {
    let (rows, columns) = sums(&found.cells);
    assert_eq!((rows.as_slice(), columns.as_slice()), margins);
    for (row, weights) in weights.iter().enumerate() {
        for (column, weight) in weights.iter().enumerate() {
            let divisor = found.row_divisors[row].times(&found.column_divisors[column]);
            assert!(divisor > Exact::zero());
            let gap = weight
                .over(&divisor)
                .minus(&found.cells[row][column].into());
            let half = Exact::ratio(1, 2);
            assert!(
                gap <= half && gap >= Exact::ratio(-1, 2),
                "{row} {column} {gap}"
            );
            assert!(!weight.is_zero() || found.cells[row][column] == 0);
        }
    }
}

/// The product over all units of (unit - 1/2) / weight: least for a proportional table.
fn product(weights: &[Vec<Exact>], cells: &[Vec<i64>]) -> Exact {
    let mut product = Exact::one();
    for (weight, cell) in weights.iter().flatten().zip(cells.iter().flatten()) {
        for unit in 1..=*cell {
            product = product.times(&Exact::ratio(2 * unit - 1, 2)).over(weight);
        }
    }
    product
}

fn tables_with(weights: &[Vec<Exact>], rows: &[i64], columns: &[i64]) -> Vec<Vec<Vec<i64>>> {
    let bounds: Vec<Vec<(i64, i64)>> = weights
        .iter()
        .zip(rows)
        .map(|(weights, most)| {
            let room = weights.iter().zip(columns);
            room.map(|(weight, other)| {
                (
                    0,
                    if weight.is_zero() {
                        0
                    } else {
                        *most.min(other)
                    },
                )
            })
            .collect()
        })
        .collect();
    let mut all = Vec::new();
    every_table(&bounds, &mut |cells| {
        if sums(cells) == (rows.to_vec(), columns.to_vec()) {
            all.push(cells.to_vec());
        }
    });
    all
}

fn check(weights: &[Vec<Exact>], rows: &[i64], columns: &[i64]) {
    let all = tables_with(weights, rows, columns);
    let found = match biproportional(weights, rows, columns) {
        Ok(found) => found,
        Err(NoTable::Blocked(blocking)) => {
            assert!(all.is_empty());
            let needs: i64 = blocking.rows.iter().map(|row| rows[*row]).sum();
            let touched = |at: &usize| {
                let mut rows = blocking.rows.iter();
                rows.any(|row| !weights[*row][*at].is_zero())
            };
            let touched: Vec<usize> = (0..columns.len()).filter(touched).collect();
            let holds: i64 = touched.iter().map(|at| columns[*at]).sum();
            assert_eq!(blocking.columns, touched);
            assert!(needs > holds);
            assert_eq!(
                (blocking.needs, blocking.holds),
                (needs.into(), holds.into())
            );
            return;
        }
        Err(other) => panic!("{other:?}"),
    };
    is_certified(weights, (rows, columns), &found);
    let least = all
        .iter()
        .map(|cells| product(weights, cells))
        .min()
        .expect("a table");
    let best: Vec<_> = all
        .iter()
        .filter(|cells| product(weights, cells) == least)
        .collect();
    assert_eq!(Some(&&found.cells), best.iter().max());
    let mut differ = Vec::new();
    for row in 0..rows.len() {
        for column in 0..columns.len() {
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

#[test]
fn two_by_two_by_hand() {
    // 2 and 2 over 2 and 2 from 3 1; 1 3: 3 / 1.5 = 2 with divisors one and 1.5, 1 / 1.5 rounds
    // to one. Against it, two on the diagonal: 1/2 · 3/2 / 9, twice, is less than 1/2 / 3 · 1/2
    // each. So [2 0; 0 2] has (3/4 / 9)² = 1/144 and [1 1; 1 1] (1/4 / 3)² = 1/144: a tie.
    let weights = table("3 1; 1 3");
    let found = biproportional(&weights, &[2, 2], &[2, 2]).expect("a table");
    assert_eq!(found.cells, [[2, 0], [0, 2]]);
    assert_eq!(found.tied.len(), 4);
    is_certified(&weights, (&[2, 2], &[2, 2]), &found);
    // A little more on the diagonal settles it.
    let found = biproportional(&table("4 1; 1 3"), &[2, 2], &[2, 2]).expect("a table");
    assert_eq!(found.cells, [[2, 0], [0, 2]]);
    assert!(found.tied.is_empty());
}

#[test]
fn differences_beyond_every_logarithm_decide() {
    // Weights that differ in the sixtieth digit.
    for (text, cells) in [
        (
            "1 1; 1 1e60/999999999999999999999999999999999999999999999999999999999999",
            [[1, 0], [0, 1]],
        ),
        (
            "1 1e60/999999999999999999999999999999999999999999999999999999999999; 1 1",
            [[0, 1], [1, 0]],
        ),
    ] {
        let weights = table(text);
        let found = biproportional(&weights, &[1, 1], &[1, 1]).expect("a table");
        assert_eq!(found.cells, cells);
        assert!(found.tied.is_empty());
        is_certified(&weights, (&[1, 1], &[1, 1]), &found);
    }
}

#[test]
fn rows_need_more_than_their_columns_hold() {
    let weights = table("1 0 0; 2 3 0; 1 1 1");
    let refused = biproportional(&weights, &[3, 2, 2], &[2, 2, 3]);
    let Err(NoTable::Blocked(blocking)) = refused else {
        panic!("{refused:?}");
    };
    assert!(blocking.rows.contains(&0));
    assert_eq!(blocking.side, Side::Rows);
    check(&weights, &[3, 2, 2], &[2, 2, 3]);
}

#[test]
fn cells_that_margins_leave_empty_have_finite_divisors() {
    // The first row fills the first column: the second row gets nothing there.
    let weights = table("5 0; 7 3");
    for size in [1, 1_000, 10_000_000_000] {
        let (rows, columns) = ([2 * size, 3 * size], [2 * size, 3 * size]);
        let found = biproportional(&weights, &rows, &columns).expect("a table");
        assert_eq!(found.cells, [[2 * size, 0], [0, 3 * size]]);
        is_certified(&weights, (&rows, &columns), &found);
    }
}

#[test]
fn lines_without_units_stay_empty() {
    check(&table("1 2; 3 4"), &[0, 3], &[3, 0]);
    check(&table("1 2; 3 4"), &[0, 0], &[0, 0]);
    check(&table("1 0; 3 0"), &[2, 3], &[5, 0]);
    check(&table("0 0; 3 1"), &[0, 3], &[2, 1]);
}

#[test]
fn ill_posed_tables_are_refused() {
    let weights = table("1 2; 3 4");
    let refused = |rows: &[i64], columns: &[i64]| biproportional(&weights, rows, columns).err();
    assert_eq!(refused(&[1], &[1, 0]), Some(NoTable::Shape));
    assert_eq!(
        refused(&[-1, 1], &[0, 0]),
        Some(NoTable::NegativeMargin(Side::Rows, 0))
    );
    let differ = NoTable::TotalsDiffer {
        rows: 2.into(),
        columns: 3.into(),
    };
    assert_eq!(refused(&[1, 1], &[1, 2]), Some(differ));
    let negative = biproportional(&table("1 -1"), &[1], &[1, 0]).err();
    assert_eq!(negative, Some(NoTable::NegativeWeight(0, 1)));
}

/// Weights with many zeros, with margins of a random table on their support.
fn random(seed: u64, size: (usize, usize), units: i64) -> (Vec<Vec<Exact>>, Vec<i64>, Vec<i64>) {
    let mut draw = ChaCha8Rng::seed_from_u64(seed);
    let mut cells = vec![vec![0_i64; size.1]; size.0];
    let mut weights = vec![vec![Exact::zero(); size.1]; size.0];
    for (weights, cells) in weights.iter_mut().zip(&mut cells) {
        for (weight, cell) in weights.iter_mut().zip(cells) {
            if draw.random_range(0..3) > 0 {
                *weight = draw.random_range(1..1_000_000_i64).into();
                *cell = draw.random_range(0..=units);
            }
        }
    }
    let (rows, columns) = sums(&cells);
    (weights, rows, columns)
}

#[test]
fn large_tables_with_holes_and_money_sized_margins_are_certified() {
    for (seed, size, units) in [
        (1, (12, 7), 3),
        (2, (12, 7), 100_000_000),
        (3, (30, 2), 1_000_000),
        (4, (5, 40), 10),
    ] {
        let (weights, rows, columns) = random(seed, size, units);
        let found = biproportional(&weights, &rows, &columns).expect("a table");
        is_certified(&weights, (&rows, &columns), &found);
    }
}

#[test]
fn equal_weights_are_one_great_tie() {
    let weights = vec![vec![Exact::one(); 6]; 8];
    let (rows, columns) = ([3, 1, 4, 1, 5, 9, 2, 5], [10, 1, 7, 2, 8, 2]);
    let found = biproportional(&weights, &rows, &columns).expect("a table");
    is_certified(&weights, (&rows, &columns), &found);
    assert!(!found.tied.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_search_finds_what_enumeration_finds(
        (weights, cells) in (1..=3_usize, 1..=3_usize).prop_flat_map(|(height, width)| {
            let row = move |most| prop::collection::vec(0..=most, width);
            let table = |most| prop::collection::vec(row(most), height);
            (table(5_i64), table(2_i64))
        }),
    ) {
        // Margins of a random table, which need not fit the weights.
        let (rows, columns) = sums(&cells);
        let weights: Vec<Vec<Exact>> = weights
            .iter()
            .map(|row| row.iter().copied().map(Exact::from).collect())
            .collect();
        check(&weights, &rows, &columns);
    }
}
