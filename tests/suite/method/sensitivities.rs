//! Designs and sensitivities, calculated by hand.

use verdeel::design::{Copula, Design, morris_step, write_shares};
use verdeel::sensitivity::{Direction, Input, Patience, Prim, Question, Regressors, Resampling};
use verdeel::sensitivity::{Scale, robustness, screening, variance_indices};

use super::says;

const SECTION: &str = "Designs and sensitivities";

const ONCE: Resampling = Resampling {
    resamples: 1,
    seed: 1,
};

/// Asserts that numbers come to what the section says, to the decimals that it says.
#[track_caller]
fn comes_to(found: &[f64], said: &[&str]) {
    let written = found.iter().zip(said).map(|(found, said)| {
        let decimals = said
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len());
        format!("{found:.decimals$}")
    });
    assert_eq!(written.collect::<Vec<_>>(), said);
    says(SECTION, said);
}

#[test]
fn points_are_as_many_and_where_the_section_says() {
    let (base, second_order) = (1024, true);
    let rows = Design::Sobol { base, second_order }.points(6);
    assert_eq!(rows, 14_336);
    assert_eq!(morris_step(4), 2.0 / 3.0);
    says(
        SECTION,
        &[
            "base 1,024",
            "14,336 rows",
            "4 levels moves coordinates by 2/3",
        ],
    );
    let mut shares = [0.367_879_441_171_442_3, 0.049_787_068_367_863_944];
    write_shares(&mut shares);
    comes_to(&shares, &["0.25", "0.75"]);
    let copula = Copula::new(&[vec![1.0, 0.6], vec![0.6, 1.0]]).expect("a sound table");
    let mut coordinates = [0.841_344_746_068_543, 0.5];
    copula.write(&mut coordinates);
    comes_to(&coordinates, &["0.8413", "0.7257"]);
}

#[test]
fn indices_and_effects_are_those_of_the_section() {
    let output = [2.0, 6.0, 6.0, 8.0, 4.0, 4.0];
    let indices = variance_indices(&output, 1, false, &ONCE).expect("a sound sample");
    comes_to(
        &[indices.first[0].value, indices.total[0].value],
        &["0.8", "1.6"],
    );
    says(
        SECTION,
        &["2, 6, 6 and 8, 4, 4", "−3, 1, 1 and 3, −1, −1", "= 5"],
    );
    let (moves, output) = ([0.0, 2.0 / 3.0, 1.0, 1.0 / 3.0], [10.0, 12.0, 10.0, 12.0]);
    let found = screening(&[&moves], &output, morris_step(4), &ONCE).expect("a sound sample");
    let effects = found.effects[0];
    comes_to(
        &[effects.mu.abs(), effects.mu_star.value, effects.sigma],
        &["0", "3", "4.24"],
    );
    let estimate = verdeel::sensitivity::Estimate {
        value: 0.0,
        error: 1.0,
    };
    comes_to(&[estimate.margin()], &["1.96"]);
}

#[test]
fn coefficients_and_boxes_are_those_of_the_section() {
    let column = [7.0, 8.0, 8.0, 9.0];
    let inputs = Regressors::new(&[&column], Scale::Ranks).expect("sound inputs");
    let found = inputs
        .explain(&[1.0, 2.0, 3.0, 4.0])
        .expect("a sound sample");
    let coefficient = found.inputs[0].as_ref().expect("a coefficient");
    comes_to(&[coefficient.standardised, found.fit], &["0.9487", "0.90"]);
    let categories = [1, 2, 1, 2, 1, 2, 1, 2];
    let of_interest = categories.map(|category| Some(category == 1));
    let prim = Prim::new(&[Input::Categories(&categories)], &of_interest).expect("sound");
    let boxes = prim.trajectory(&Patience::default()).expect("sound parts");
    let last = &boxes[boxes.len() - 1];
    assert_eq!([last.coverage, last.density, last.mass], [1.0, 1.0, 0.5]);
    says(SECTION, &["coverage 1, density 1 and mass ½"]);
    comes_to(&prim.quasi_p_values(last), &["0.0625"]);
}

#[test]
fn regrets_are_those_of_the_section() {
    let outcomes: [&[f64]; 3] = [&[10.0, 4.0, 0.0], &[6.0, 6.0, 6.0], &[0.0, 8.0, 2.0]];
    let question = Question {
        direction: Direction::Maximise,
        expected: None,
        enough: Some(6.0),
        quantiles: &[0.5],
    };
    let found = robustness(&outcomes, &question).expect("sound outcomes");
    let rows = [
        "| 3.33 | 4 | 6 | 0.33 |",
        "| 2.00 | 2 | 4 | 1.00 |",
        "| 4.67 | 4 | 10 | 0.33 |",
    ];
    for (policy, row) in found.policies.iter().zip(rows) {
        let regret = policy.regret.as_ref().expect("a regret");
        let part = policy.satisfied.expect("a part");
        let (mean, median, largest) = (regret.mean, regret.quantiles[0], regret.largest);
        assert_eq!(
            format!("| {mean:.2} | {median} | {largest} | {part:.2} |"),
            row
        );
        says(SECTION, &[row]);
    }
}
