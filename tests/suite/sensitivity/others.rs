//! The same samples as in other programs: figures of `tests/vectors/sensitivity.csv`.

use super::{assert_near, columns, slices};
use crate::source::read;
use verdeel::design::morris_step;
use verdeel::sensitivity::{Input, Patience, Prim, Regressors, Resampling, Restriction, Scale};
use verdeel::sensitivity::{screening, variance_indices};

/// As many resamples as the other programs took.
const MANY: Resampling = Resampling {
    resamples: 1000,
    seed: 5,
};

/// Estimates agree but for the rounding of floats.
const SAME: f64 = 1e-9;

/// Two deviations of 1,000 resamples each differ by 3.2 %; this is five of that.
const RESAMPLED: f64 = 0.16;

/// Returns the figures of an analysis, each with its name and its place.
fn figures(analysis: &str) -> Vec<(String, Vec<usize>, f64)> {
    let text = read("tests/vectors/sensitivity.csv");
    let lines = text
        .lines()
        .filter_map(|line| line.strip_prefix(analysis)?.strip_prefix(','));
    let figure = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let [name, first, second, value] = cells[..] else {
            panic!("{line} has not four cells");
        };
        let places = [first, second]
            .into_iter()
            .filter(|place| !place.is_empty());
        let places = places.map(|place| place.parse().expect("a place"));
        (
            name.to_owned(),
            places.collect(),
            value.parse().expect("a figure"),
        )
    };
    let found: Vec<_> = lines.map(figure).collect();
    assert!(!found.is_empty(), "no figures of {analysis}");
    found
}

/// C. Wellons, *Prospecting for hash functions* (2018): `lowbias32`.
fn word(number: u32) -> u32 {
    let number = (number ^ (number >> 16)).wrapping_mul(0x7feb_352d);
    let number = (number ^ (number >> 15)).wrapping_mul(0x846c_a68b);
    number ^ (number >> 16)
}

/// Returns the coordinate of a row, as the script has it.
fn u(row: u32, column: u32) -> f64 {
    (f64::from(word(1 + row * 64 + column)) + 0.5) / 4_294_967_296.0
}

fn g_function(x: &[f64]) -> f64 {
    let factors = x.iter().zip([0.0, 1.0, 4.5, 9.0]);
    let product: f64 = factors
        .map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a))
        .product();
    product + 100.0
}

fn bent(x: &[f64]) -> f64 {
    3.0 * x[0] - 2.0 * x[1] * x[1] + 4.0 * x[1] * x[2] + 1.0
}

#[test]
fn indices_of_variance_are_those_of_salib() {
    let mut output = Vec::new();
    for sample in 0..128 {
        let [a, b] = [0, 4].map(|first| [0, 1, 2, 3].map(|column| u(sample, first + column)));
        output.push(g_function(&a));
        for (main, other) in [(a, b), (b, a)] {
            for at in 0..4 {
                let mut mixed = main;
                mixed[at] = other[at];
                output.push(g_function(&mixed));
            }
        }
        output.push(g_function(&b));
    }
    let found = variance_indices(&output, 4, true, &MANY).expect("a sound sample");
    for (name, places, expected) in figures("sobol") {
        let (kind, is_margin) = name
            .strip_suffix("_conf")
            .map_or((&name[..], false), |kind| (kind, true));
        let estimate = match kind {
            "S1" => found.first[places[0]],
            "ST" => found.total[places[0]],
            _ => {
                let pair = found
                    .second
                    .iter()
                    .find(|pair| pair.inputs[..] == places[..]);
                pair.expect("a pair").index
            }
        };
        let (value, within) = match is_margin {
            true => (estimate.margin(), RESAMPLED * expected),
            false => (estimate.value, SAME),
        };
        assert_near(value, expected, within, &format!("{name} {places:?}"));
    }
}

#[test]
fn elementary_effects_are_those_of_salib() {
    let mut rows = Vec::new();
    for trajectory in 0..20 {
        let words = [0, 1, 2].map(|input| word(1 + trajectory * 64 + input));
        let rises = words.map(|word| (word >> 8) & 1 == 1);
        let mut point = [0, 1, 2]
            .map(|at| f64::from((words[at] >> 16) & 1) + if rises[at] { 0.0 } else { 2.0 });
        rows.push(point.map(|level| level / 3.0).to_vec());
        for turn in 0..3 {
            let at = [0, 1, 2][((trajectory + turn) % 3) as usize];
            point[at] += if rises[at] { 2.0 } else { -2.0 };
            rows.push(point.map(|level| level / 3.0).to_vec());
        }
    }
    let output: Vec<f64> = rows.iter().map(|row| bent(row)).collect();
    let found = screening(&slices(&columns(&rows)), &output, morris_step(4), &MANY);
    let found = found.expect("a sound sample");
    for (name, places, expected) in figures("morris") {
        let effects = found.effects[places[0]];
        let (value, within) = match name.as_str() {
            "mu" => (effects.mu, SAME),
            "mu_star" => (effects.mu_star.value, SAME),
            "sigma" => (effects.sigma, SAME),
            _ => (effects.mu_star.margin(), RESAMPLED * expected + SAME),
        };
        assert_near(value, expected, within, &format!("{name} {places:?}"));
    }
}

#[test]
fn coefficients_are_those_of_least_squares_and_of_residuals() {
    let row = |at: u32| vec![u(at, 0), u(at, 1), u(at, 2), (5.0 * u(at, 3)).floor()];
    let rows: Vec<Vec<f64>> = (0..200).map(row).collect();
    let output = (0..)
        .zip(&rows)
        .map(|(at, row)| bent(row) + 0.1 * row[3] + u(at, 4));
    let output: Vec<f64> = output.collect();
    for (analysis, scale) in [("values", Scale::Values), ("ranks", Scale::Ranks)] {
        let columns = columns(&rows);
        let inputs = Regressors::new(&slices(&columns), scale).expect("sound inputs");
        let found = inputs.explain(&output).expect("a sound sample");
        for (name, places, expected) in figures(analysis) {
            let coefficient = |at: usize| *found.inputs[at].as_ref().expect("a coefficient");
            let value = match name.as_str() {
                "R2" => found.fit,
                "standardised" => coefficient(places[0]).standardised,
                _ => coefficient(places[0]).partial,
            };
            assert_near(
                value,
                expected,
                SAME,
                &format!("{analysis}: {name} {places:?}"),
            );
        }
    }
}

/// In the EMA Workbench every input has limits; those that only name the least or the greatest
/// value are none here.
#[test]
fn boxes_are_those_of_the_ema_workbench() {
    let numbers = [0, 1, 2].map(|column| (0..1000).map(|row| u(row, column)).collect::<Vec<f64>>());
    let category = |row: u32| (0..3).rfind(|at| 3.0 * u(row, 3) >= f64::from(*at));
    let categories: Vec<u32> = (0..1000).filter_map(category).collect();
    let of_interest = (0..1000).zip(&categories).map(|(row, category)| {
        let is_in_box = u(row, 0) > 0.6 && u(row, 1) < 0.5 && *category != 2;
        Some(is_in_box != (u(row, 4) < 0.04))
    });
    let of_interest: Vec<Option<bool>> = of_interest.collect();
    let mut inputs: Vec<Input> = numbers
        .iter()
        .map(|column| Input::Numbers(column))
        .collect();
    inputs.push(Input::Categories(&categories));
    let prim = Prim::new(&inputs, &of_interest).expect("a sound sample");
    let boxes = prim.trajectory(&Patience::default()).expect("sound parts");
    assert_eq!(boxes.len(), 36);
    let p_values = prim.quasi_p_values(&boxes[35]);
    let mut limits = 0;
    for (name, places, expected) in figures("prim") {
        let found = &boxes[places[0].min(35)];
        let value = match name.as_str() {
            "coverage" => found.coverage,
            "density" => found.density,
            "mass" => found.mass,
            "res_dim" => f64::from(u8::try_from(found.restricted()).expect("few")),
            _ if name.starts_with("quasi_p") => {
                let at = found
                    .limits
                    .iter()
                    .position(|limit| limit.input == places[1]);
                p_values[at.expect("a limit")]
            }
            _ => {
                let of_side = |limit: &&verdeel::sensitivity::Limit| match limit.restriction {
                    Restriction::AtLeast(_) => name == "limit_low",
                    Restriction::AtMost(_) => name == "limit_high",
                    Restriction::OneOf(_) => false,
                };
                let mut own = found.limits.iter().filter(|limit| limit.input == places[1]);
                match own.find(of_side).map(|limit| &limit.restriction) {
                    Some(Restriction::AtLeast(value) | Restriction::AtMost(value)) => {
                        limits += 1;
                        *value
                    }
                    _ => continue,
                }
            }
        };
        let within = SAME * expected.abs();
        assert_near(value, expected, within, &format!("{name} {places:?}"));
    }
    assert_eq!((limits, p_values.len()), (2, 3));
}
