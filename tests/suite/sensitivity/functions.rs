//! Functions whose sensitivities are known from analysis.

use super::{SEVERAL, assert_near, columns, indices_of, rows, slices};
use std::f64::consts::PI;
use verdeel::design::{Design, morris_step};
use verdeel::draw::{Key, Stream, normal_scores};
use verdeel::sensitivity::screening;

/// Ishigami & Homma (1990): sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1, each from -π to π.
///
/// Parts of the variance: V1 = ½ (1 + 0.1 π⁴ / 5)² = 4.3459, V2 = 7² / 8 = 6.125,
/// V13 = 8 × 0.1² π⁸ / 225 = 3.3737, together 13.8446.
#[test]
fn ishigamis_function() {
    let indices = indices_of(
        |u| {
            let [x1, x2, x3] = [0, 1, 2].map(|at| PI * (2.0 * u[at] - 1.0));
            x1.sin() + 7.0 * x2.sin().powi(2) + 0.1 * x3.powi(4) * x1.sin()
        },
        3,
        4096,
        true,
    );
    let expected = [(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)];
    for (input, (first, total)) in expected.into_iter().enumerate() {
        let found = (indices.first[input], indices.total[input]);
        assert_near(
            found.0.value,
            first,
            0.01,
            &format!("first order of {input}"),
        );
        assert_near(found.1.value, total, 0.01, &format!("total of {input}"));
        // The bootstrap takes points for independent, so it errs to the careful side.
        assert!((0.005..0.1).contains(&found.0.margin()), "{found:?}");
    }
    for (pair, expected) in indices.second.iter().zip([0.0, 0.2437, 0.0]) {
        assert_near(
            pair.index.value,
            expected,
            0.02,
            &format!("{:?}", pair.inputs),
        );
    }
    assert_eq!(indices.second[1].inputs, [0, 2]);
}

/// Sobol's G function: the product of (|4x - 2| + a) / (1 + a). Each input alone has the variance
/// v = 1/3 / (1 + a)², and all together the product of 1 + v, less 1.
#[test]
fn sobols_g_function() {
    let powers = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
    let indices = indices_of(
        |u| {
            let factors = u.iter().zip(powers);
            factors
                .map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a))
                .product()
        },
        8,
        4096,
        false,
    );
    let parts = powers.map(|a| 1.0 / 3.0 / ((1.0 + a) * (1.0 + a)));
    let all: f64 = parts.iter().map(|part| 1.0 + part).product();
    for (input, part) in parts.into_iter().enumerate() {
        let (first, total) = (part / (all - 1.0), part * all / (1.0 + part) / (all - 1.0));
        let found = (indices.first[input].value, indices.total[input].value);
        assert_near(found.0, first, 0.01, &format!("first order of {input}"));
        assert_near(found.1, total, 0.01, &format!("total of {input}"));
    }
    assert!(indices.second.is_empty());
}

/// Returns Morris's function of 20 inputs (1991, section 5), with the small coefficients that it
/// leaves to chance.
fn morris_function(u: &[f64], chance: &[f64]) -> f64 {
    let input = |(at, u): (usize, &f64)| match at {
        2 | 4 | 6 => 2.0 * (1.1 * u / (u + 0.1) - 0.5),
        _ => 2.0 * (u - 0.5),
    };
    let w: Vec<f64> = u.iter().enumerate().map(input).collect();
    let mut chance = chance.iter();
    let mut random = || chance.next().copied().unwrap_or_default();
    let mut output = random();
    for (i, w) in w.iter().enumerate() {
        output += w * if i < 10 { 20.0 } else { random() };
    }
    for j in 0..20 {
        for i in 0..j {
            output += w[i] * w[j] * if j < 6 { -15.0 } else { random() };
            for h in 0..i {
                output += if j < 5 {
                    -10.0 * w[h] * w[i] * w[j]
                } else {
                    0.0
                };
            }
        }
    }
    output + 5.0 * w[0] * w[1] * w[2] * w[3]
}

/// Morris's groups: inputs 11 to 20 do nothing; 8 to 10 have large effects that hardly vary; 1 to 7
/// have effects that vary with themselves or other inputs.
#[test]
fn morriss_function_of_twenty_inputs() {
    let (trajectories, levels) = (100, 4);
    let design = Design::Morris {
        trajectories,
        levels,
    };
    let rows = rows(design, 20);
    let mut words = [0; 300];
    Stream::new(&Key {
        seed: 1,
        purpose: "coefficients",
        entity: "",
        year: "",
    })
    .words(0, &mut words);
    let mut chance = [0.0; 300];
    normal_scores(&words, &mut chance);
    let output: Vec<f64> = rows
        .iter()
        .map(|row| morris_function(row, &chance))
        .collect();
    let columns = columns(&rows);
    let found = screening(&slices(&columns), &output, morris_step(levels), &SEVERAL);
    let found = found.expect("a sound sample");
    assert_eq!((found.used, found.missing), (100, 0));
    for (input, effects) in (1..).zip(&found.effects) {
        let (size, sigma) = (effects.mu_star.value, effects.sigma);
        let is_of_group = match input {
            1..=7 => size > 25.0 && sigma > 20.0,
            8..=10 => (35.0..45.0).contains(&size) && sigma < 20.0 && effects.mu == size,
            _ => size < 10.0 && sigma < 12.0,
        };
        assert!(is_of_group, "input {input}: {effects:?}");
    }
}

/// Of 3 x1 - 2 x2 every effect is 3 or -2, whatever the step.
#[test]
fn effects_of_a_line_are_its_slopes() {
    for levels in [2, 4, 10] {
        let design = Design::Morris {
            trajectories: 10,
            levels,
        };
        let rows = rows(design, 3);
        let mut output: Vec<f64> = rows.iter().map(|u| 3.0 * u[0] - 2.0 * u[1]).collect();
        output[5] = f64::INFINITY;
        // In the unit of an input, whatever it is, the same inputs move.
        let units: Vec<Vec<f64>> = rows
            .iter()
            .map(|row| row.iter().map(|u| 955.0 - 40.0 * u).collect())
            .collect();
        for (inputs, sign) in [(columns(&rows), 1.0), (columns(&units), -1.0)] {
            let found = screening(&slices(&inputs), &output, morris_step(levels), &SEVERAL);
            let found = found.expect("a sound sample");
            assert_eq!((found.used, found.missing), (9, 1));
            for (effects, slope) in found.effects.iter().zip([3.0, -2.0, 0.0]) {
                assert_near(effects.mu, sign * slope, 1e-12, "mu");
                assert_near(effects.mu_star.value, slope.abs(), 1e-12, "mu*");
                assert_near(effects.mu_star.margin(), 0.0, 1e-12, "its error");
                assert_near(effects.sigma, 0.0, 1e-12, "sigma");
            }
        }
    }
}
