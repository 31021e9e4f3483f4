//! Boxes by hand, and a box that is known.

use super::{assert_near, columns, rows};
use verdeel::design::Design;
use verdeel::sensitivity::{Found, Input, Limit, Patience, Prim, Restriction, chosen_box};

/// Eight rows of two categories, of which those of category 7 are of interest: without the limit
/// half of all rows are, so that four of four are by chance with probability 1/16.
#[test]
fn a_category_is_peeled_off_by_hand() {
    let categories = [7, 9, 7, 9, 7, 9, 7, 9];
    let of_interest: Vec<Option<bool>> = categories.iter().map(|at| Some(*at == 7)).collect();
    let prim = Prim::new(&[Input::Categories(&categories)], &of_interest).expect("sound");
    let boxes = prim.trajectory(&Patience::default()).expect("sound parts");
    let all = Found {
        limits: Vec::new(),
        rows: 8,
        of_interest: 4,
        coverage: 1.0,
        density: 0.5,
        mass: 1.0,
    };
    let half = Found {
        limits: vec![Limit {
            input: 0,
            restriction: Restriction::OneOf(vec![7]),
        }],
        rows: 4,
        of_interest: 4,
        coverage: 1.0,
        density: 1.0,
        mass: 0.5,
    };
    assert_eq!(boxes, [all, half]);
    let [p_value] = prim.quasi_p_values(&boxes[1])[..] else {
        panic!("one limit has one value");
    };
    assert_near(p_value, 0.0625, 1e-12, "p-value");
    assert!(prim.quasi_p_values(&boxes[0]).is_empty());
}

/// Of the numbers 1 to 10 only 8, 9 and 10 are of interest; a peel takes off a fifth.
#[test]
fn numbers_are_peeled_off_by_hand() {
    let numbers: Vec<f64> = (1..=10_u8).map(f64::from).collect();
    let of_interest: Vec<Option<bool>> = numbers.iter().map(|x| Some(*x >= 8.0)).collect();
    let prim = Prim::new(&[Input::Numbers(&numbers)], &of_interest).expect("sound");
    let patience = Patience {
        peel: 0.2,
        paste: 0.2,
        least_mass: 0.25,
    };
    let boxes = prim.trajectory(&patience).expect("sound parts");
    let held: Vec<(usize, usize)> = boxes
        .iter()
        .map(|found| (found.rows, found.of_interest))
        .collect();
    // Place 0.2 × 9 = 1.8 of the ten lies between 2 and 3, place 1.4 of the eight left between 4
    // and 5. Place 1 of the six left is 6 itself, so the gap after it; place 0.6 of four lies
    // below 8.
    // Of three rows, all of interest, nothing is gained.
    assert_eq!(held, [(10, 3), (8, 3), (6, 3), (4, 3), (3, 3)]);
    assert_eq!(boxes[1].limits[0].restriction, Restriction::AtLeast(2.5));
    assert_eq!(boxes[4].limits[0].restriction, Restriction::AtLeast(7.5));
}

/// Rows are of interest where x0 is above 0.5 and x1 between 0.25 and 0.75: a quarter of them.
#[test]
fn a_known_box_is_found_among_other_inputs() {
    let columns = columns(&rows(Design::LatinHypercube { points: 2000 }, 5));
    let is_inside = |row: usize| columns[0][row] > 0.5 && (0.25..0.75).contains(&columns[1][row]);
    let of_interest: Vec<Option<bool>> = (0..2000).map(|row| Some(is_inside(row))).collect();
    let inputs: Vec<Input> = columns
        .iter()
        .map(|column| Input::Numbers(column))
        .collect();
    let prim = Prim::new(&inputs, &of_interest).expect("sound");
    let boxes = prim.trajectory(&Patience::default()).expect("sound parts");
    assert_eq!((boxes[0].coverage, boxes[0].mass), (1.0, 1.0));
    let chosen = &boxes[chosen_box(&boxes, 0.95).expect("a dense box")];
    assert!(
        chosen.coverage > 0.95 && chosen.density >= 0.95,
        "{chosen:?}"
    );
    assert_eq!(chosen.restricted(), 2);
    let asked: Vec<(usize, f64)> = chosen
        .limits
        .iter()
        .map(|limit| match limit.restriction {
            Restriction::AtLeast(value) | Restriction::AtMost(value) => (limit.input, value),
            Restriction::OneOf(_) => panic!("no input has categories"),
        })
        .collect();
    for ((input, value), (expected, at)) in asked.iter().zip([(0, 0.5), (1, 0.25), (1, 0.75)]) {
        assert_eq!(*input, expected);
        assert_near(*value, at, 0.03, &format!("limit of {input}"));
    }
    assert!(
        prim.quasi_p_values(chosen)
            .iter()
            .all(|value| *value < 1e-20)
    );
    assert_eq!(chosen_box(&boxes, 1.1), None);
}

#[test]
fn rows_of_which_nothing_is_known_are_left_out_and_counted() {
    let numbers = [1.0, 2.0, 3.0, 4.0];
    let of_interest = [Some(true), None, Some(false), None];
    let prim = Prim::new(&[Input::Numbers(&numbers)], &of_interest).expect("sound");
    let boxes = prim.trajectory(&Patience::default()).expect("sound parts");
    assert_eq!(prim.missing(), 2);
    assert_eq!((boxes[0].rows, boxes[0].of_interest), (2, 1));
}
