//! Designs of experiments: how evenly their points are spread, that any point is found alone, and
//! what cannot be designed.

mod refusals;
mod spread;
mod trajectories;
mod transforms;

use verdeel::design::{Design, Prepared, word};
use verdeel::draw::{Key, Stream};

/// One of each design, of a few hundred rows.
const EACH: &[Design] = &[
    Design::LatinHypercube { points: 300 },
    Design::Sobol {
        base: 32,
        second_order: false,
    },
    Design::Sobol {
        base: 32,
        second_order: true,
    },
    Design::Morris {
        trajectories: 40,
        levels: 4,
    },
    Design::Random { points: 300 },
];

fn prepared(design: Design, dimensions: usize, seed: u64) -> Prepared {
    Prepared::new(design, dimensions, seed).expect("a sound design")
}

/// Returns every row of a design.
fn rows(design: Design, dimensions: usize, seed: u64) -> Vec<Vec<f64>> {
    let prepared = prepared(design, dimensions, seed);
    let row = |point| {
        let mut row = vec![f64::NAN; dimensions];
        prepared.write(point, &mut row);
        row
    };
    (0..prepared.points()).map(row).collect()
}

/// Returns one coordinate of every row.
fn column(rows: &[Vec<f64>], dimension: usize) -> Vec<f64> {
    rows.iter().map(|row| row[dimension]).collect()
}

/// Returns the part of an interval from 0 to 1 in `parts` equal ones that a coordinate lies in.
fn part(coordinate: f64, parts: usize) -> usize {
    let part = (coordinate * decimal(parts)).floor();
    (0..parts)
        .find(|at| decimal(*at) == part)
        .expect("a coordinate from 0 to 1")
}

fn decimal(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("a small number"))
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / decimal(values.len())
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let product = |a: &[f64], b: &[f64], mean_a: f64, mean_b: f64| -> f64 {
        let pairs = a.iter().zip(b);
        pairs.map(|(x, y)| (x - mean_a) * (y - mean_b)).sum()
    };
    let squares = product(a, a, mean_a, mean_a) * product(b, b, mean_b, mean_b);
    product(a, b, mean_a, mean_b) / squares.sqrt()
}

#[test]
fn every_design_has_the_rows_it_says() {
    let rows = |design: Design, dimensions| prepared(design, dimensions, 1).points();
    let (base, trajectories, points) = (1024, 50, 1_000_000);
    for (design, dimensions, expected) in [
        (Design::LatinHypercube { points }, 6, 1_000_000),
        (Design::Random { points }, 6, 1_000_000),
        // 1,024 × (6 + 2) and 1,024 × (2 × 6 + 2).
        (
            Design::Sobol {
                base,
                second_order: false,
            },
            6,
            8_192,
        ),
        (
            Design::Sobol {
                base,
                second_order: true,
            },
            6,
            14_336,
        ),
        // 50 × (20 + 1).
        (
            Design::Morris {
                trajectories,
                levels: 4,
            },
            20,
            1_050,
        ),
    ] {
        assert_eq!(rows(design, dimensions), expected, "{design:?}");
        assert_eq!(design.points(dimensions), expected, "{design:?}");
    }
}

#[test]
fn any_point_is_found_alone_and_in_any_order() {
    for design in EACH {
        let whole = rows(*design, 18, 7);
        let mut alone = vec![0.0; 18];
        let numbered: Vec<(u64, &Vec<f64>)> = (0..).zip(&whole).collect();
        for (point, row) in numbered.into_iter().rev().step_by(37) {
            prepared(*design, 18, 7).write(point, &mut alone);
            assert_eq!(&alone, row, "{design:?}, point {point}");
        }
        assert!(whole.iter().flatten().all(|u| (0.0..=1.0).contains(u)));
    }
}

#[test]
fn rows_that_are_written_together_are_those_that_are_written_alone() {
    for design in EACH.iter().chain(&[Design::LatinHypercube { points: 1 }]) {
        let prepared = prepared(*design, 18, 7);
        let count = usize::try_from(prepared.points()).expect("few") + 70;
        let mut together = vec![f64::NAN; count * 18];
        prepared.write_rows(3, &mut together);
        let mut alone = [f64::NAN; 18];
        for (point, row) in (3..).zip(together.chunks(18)) {
            prepared.write(point, &mut alone);
            assert_eq!(alone, row, "{design:?}, point {point}");
        }
    }
}

#[test]
fn a_seed_makes_other_points_and_a_number_beyond_the_last_begins_again() {
    for design in EACH {
        assert_ne!(rows(*design, 3, 1), rows(*design, 3, 2), "{design:?}");
        let prepared = prepared(*design, 3, 1);
        let (mut first, mut beyond) = ([0.0; 3], [0.0; 3]);
        prepared.write(5, &mut first);
        prepared.write(5 + prepared.points(), &mut beyond);
        assert_eq!(first, beyond, "{design:?}");
    }
}

#[test]
fn one_more_dimension_leaves_the_others_as_they_were() {
    let (points, seed) = (100, 3);
    for design in [Design::LatinHypercube { points }, Design::Random { points }] {
        let (few, many) = (rows(design, 15, seed), rows(design, 40, seed));
        for (few, many) in few.iter().zip(&many) {
            assert_eq!(few[..], many[..15], "{design:?}");
        }
    }
}

/// A coordinate of random points is its word; a point of a Latin hypercube is placed by the first
/// 20 bits of its word. Sixteen dimensions share a stream, and a point has sixteen words of it.
#[test]
fn coordinates_are_words_of_streams() {
    let words = |purpose: &str, entity: &str, point: u64| {
        let (seed, year) = (9, "");
        let mut words = [0; 16];
        let key = Key {
            seed,
            purpose,
            entity,
            year,
        };
        Stream::new(&key).words(16 * point, &mut words);
        words
    };
    let points = 64;
    let random = rows(Design::Random { points }, 20, 9);
    let strata = rows(Design::LatinHypercube { points }, 20, 9);
    for (point, (random, strata)) in (0..).zip(random.iter().zip(&strata)) {
        for (entity, first) in [("0", 0), ("16", 16)] {
            let words_of_random = words("design/random", entity, point);
            let places = words("design/latin-hypercube/place", entity, point);
            for (at, dimension) in (first..20).take(16).enumerate() {
                assert_eq!(word(random[dimension]), words_of_random[at]);
                let place = (strata[dimension] * 64.0).fract();
                assert_eq!(word(place) >> 12, places[at] >> 12);
            }
        }
    }
}

#[test]
fn a_coordinate_is_read_as_the_nearest_word_there_is() {
    for (coordinate, expected) in [
        (-1.0, 0),
        (0.0, 0),
        (0.5, 1 << 31),
        (0.25, 1 << 30),
        (1.0, u32::MAX),
        (f64::NAN, 0),
    ] {
        assert_eq!(word(coordinate), expected, "{coordinate}");
    }
}
