//! What cannot be designed, and what is said of it.

use verdeel::design::{Copula, Design, Prepared};

#[track_caller]
fn refuse(design: Design, dimensions: usize, expected: &str) {
    let refused = Prepared::new(design, dimensions, 1).expect_err("no such design");
    assert_eq!(refused.to_string(), expected);
}

#[test]
fn designs_without_points_or_beyond_all_limits_are_refused() {
    let (points, second_order, levels) = (10, true, 4);
    let none = "there is nothing to vary: a design needs at least one dimension";
    refuse(Design::Random { points }, 0, none);
    let many = "501 dimensions are more than the 500 of a design";
    refuse(Design::LatinHypercube { points }, 501, many);
    let (base, trajectories) = (0, 0);
    let refusals = [
        (
            Design::LatinHypercube { points: 0 },
            "a design of 0 points has no points",
        ),
        (
            Design::Sobol { base, second_order },
            "a design of 0 base samples has no points",
        ),
        (
            Design::Morris {
                trajectories,
                levels,
            },
            "a design of 0 trajectories has no points",
        ),
        (
            Design::Random {
                points: (1 << 30) + 1,
            },
            "1073741825 points are more than the 1073741824 of a design",
        ),
        (
            Design::Random { points: u64::MAX },
            "18446744073709551615 points are more than the 1073741824 of a design",
        ),
    ];
    for (design, expected) in refusals {
        refuse(design, 3, expected);
    }
    for (levels, said) in [(0, "0"), (1, "1"), (5, "5"), (65_538, "65538")] {
        let trajectories = 10;
        let design = Design::Morris {
            trajectories,
            levels,
        };
        let expected = format!("{said} levels do not serve: an even number from 2 to 65536 does");
        refuse(design, 3, &expected);
    }
}

#[test]
fn what_is_refused_can_still_be_counted() {
    let second_order = true;
    let base = u64::MAX;
    assert_eq!(Design::Sobol { base, second_order }.points(9), u64::MAX);
    let (trajectories, levels) = (u64::MAX, 4);
    let design = Design::Morris {
        trajectories,
        levels,
    };
    assert_eq!(design.points(usize::MAX), u64::MAX);
}

#[track_caller]
fn refuse_table(rows: &[&[f64]], expected: &str) {
    let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.to_vec()).collect();
    let refused = Copula::new(&rows).expect_err("no such correlations");
    assert_eq!(refused.to_string(), expected);
}

#[test]
fn correlations_that_no_numbers_have_are_refused() {
    refuse_table(
        &[&[1.0, 0.5], &[0.5]],
        "row 2 of the correlations has 1 numbers, not 2",
    );
    refuse_table(
        &[&[1.0, 1.5], &[1.5, 1.0]],
        "the correlation of 1 with 2 is 1.5: from -1 to 1, and 1 with itself",
    );
    refuse_table(
        &[&[1.0, f64::NAN], &[0.0, 1.0]],
        "the correlation of 1 with 2 is NaN: from -1 to 1, and 1 with itself",
    );
    refuse_table(
        &[&[0.5]],
        "the correlation of 1 with 1 is 0.5: from -1 to 1, and 1 with itself",
    );
    refuse_table(
        &[&[1.0, 0.5], &[0.4, 1.0]],
        "the correlation of 2 with 1 differs from that of 1 with 2",
    );
    // Two that go together cannot go opposite ways with a third.
    refuse_table(
        &[&[1.0, 0.9, -0.9], &[0.9, 1.0, 0.9], &[-0.9, 0.9, 1.0]],
        "no numbers have these correlations: those of 3 contradict the ones before it",
    );
    // A number that is another one again.
    refuse_table(
        &[&[1.0, 1.0], &[1.0, 1.0]],
        "no numbers have these correlations: those of 2 contradict the ones before it",
    );
}
