//! Morris designs: every trajectory moves each coordinate once, by one step.

use super::{part, rows};
use std::collections::BTreeMap;
use verdeel::design::{Design, morris_step};

/// Returns the trajectories of a design.
fn trajectories(trajectories: u64, levels: u32, dimensions: usize) -> Vec<Vec<Vec<f64>>> {
    let design = Design::Morris {
        trajectories,
        levels,
    };
    let rows = rows(design, dimensions, 6);
    rows.chunks(dimensions + 1).map(<[_]>::to_vec).collect()
}

#[test]
fn a_step_is_half_of_the_levels() {
    for (levels, expected) in [(2, 1.0), (4, 2.0 / 3.0), (6, 0.6), (10, 5.0 / 9.0)] {
        assert_eq!(morris_step(levels), expected, "{levels} levels");
    }
}

#[test]
fn a_trajectory_moves_each_coordinate_once_by_one_step_over_the_grid() {
    for (levels, dimensions) in [(2, 1), (4, 6), (8, 20), (6, 33)] {
        let step = morris_step(levels);
        for trajectory in trajectories(50, levels, dimensions) {
            let mut moved = vec![0; dimensions];
            for pair in trajectory.windows(2) {
                let changed: Vec<usize> = (0..dimensions)
                    .filter(|at| pair[0][*at] != pair[1][*at])
                    .collect();
                let [dimension] = changed[..] else {
                    panic!("{changed:?} moved at once");
                };
                let by = (pair[1][dimension] - pair[0][dimension]).abs();
                assert!((by - step).abs() < 1e-15, "a step of {by}");
                moved[dimension] += 1;
            }
            assert!(moved.iter().all(|times| *times == 1), "{moved:?}");
            let top = f64::from(levels - 1);
            let on_grid = |u: &f64| (u * top - (u * top).round()).abs() < 1e-12;
            assert!(trajectory.iter().flatten().all(on_grid));
        }
    }
}

/// Of 6,000 trajectories each of the six orders of three coordinates has 1,000 ± 29, each level of
/// four 1,500 ± 34, and 3,000 ± 39 rise: five deviations.
#[test]
fn orders_levels_and_directions_are_all_as_likely() {
    let mut orders: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    let (mut levels, mut rising) = ([0_usize; 4], 0_usize);
    for trajectory in trajectories(6_000, 4, 3) {
        let changed = |pair: &[Vec<f64>]| (0..3).find(|at| pair[0][*at] != pair[1][*at]);
        let order = trajectory.windows(2).filter_map(changed).collect();
        *orders.entry(order).or_default() += 1;
        let (first, last) = (trajectory[0][1], trajectory[3][1]);
        levels[part(first * 0.999, 4)] += 1;
        rising += usize::from(last > first);
    }
    assert_eq!(orders.len(), 6);
    for (order, count) in orders {
        assert!(count.abs_diff(1_000) < 145, "{order:?}: {count}");
    }
    assert!(
        levels.iter().all(|count| count.abs_diff(1_500) < 170),
        "{levels:?}"
    );
    assert!(rising.abs_diff(3_000) < 195, "{rising}");
}
