//! Samples that say nothing, and what is said of them.

use super::SEVERAL;
use verdeel::sensitivity::{Direction, Input, Patience, Prim, Question, Regressors, Scale};
use verdeel::sensitivity::{Unusable, pareto_front, robustness, screening, variance_indices};

#[track_caller]
fn says<Sound: std::fmt::Debug>(refused: Result<Sound, Unusable>, expected: &str) {
    assert_eq!(refused.expect_err("a reason").to_string(), expected);
}

#[test]
fn samples_without_indices_have_a_reason() {
    let indices = |output: &[f64], inputs| variance_indices(output, inputs, false, &SEVERAL);
    says(indices(&[1.0], 0), "there are no inputs");
    let layout = "9 rows are no whole number of base samples of 4 rows";
    says(indices(&[1.0; 9], 2), layout);
    let same = "the output is the same in every row";
    says(indices(&[1.0; 8], 2), same);
    let few = "1 base samples with an output are too few: at least 2 are needed";
    let nan = f64::NAN;
    says(indices(&[1.0, 2.0, 3.0, 4.0, 1.0, nan, 3.0, 4.0], 2), few);
    says(
        indices(&[], 2),
        "0 base samples with an output are too few: at least 2 are needed",
    );
}

#[test]
fn samples_without_effects_have_a_reason() {
    let up: &[f64] = &[0.0, 1.0, 0.0, 1.0];
    let effects =
        |inputs: &[&[f64]], output: &[f64], step| screening(inputs, output, step, &SEVERAL);
    let output = [1.0, 2.0, 3.0, 4.0];
    says(effects(&[], &output, 0.5), "there are no inputs");
    says(effects(&[up], &output, 0.0), "the step must be above zero");
    says(
        effects(&[up], &output, f64::NAN),
        "the step must be above zero",
    );
    says(
        effects(&[up], &output[..3], 0.5),
        "input 0 has 4 values for 3 rows",
    );
    let layout = "4 rows are no whole number of trajectories of 3 rows";
    says(effects(&[up, up], &output, 0.5), layout);
    let still = "trajectory 1 does not move each input once, one after the other";
    says(effects(&[&[0.0, 1.0, 1.0, 1.0]], &output, 0.5), still);
    let both: &[f64] = &[0.0, 1.0, 1.0];
    let together = "trajectory 0 does not move each input once, one after the other";
    says(effects(&[both, both], &output[..3], 0.5), together);
    let few = "1 trajectories with an output are too few: at least 2 are needed";
    says(effects(&[up], &[1.0, f64::NAN, 3.0, 4.0], 0.5), few);
}

#[test]
fn samples_without_coefficients_have_a_reason() {
    let regress =
        |inputs: &[&[f64]], output: &[f64]| Regressors::new(inputs, Scale::Values)?.explain(output);
    let x: &[f64] = &[1.0, 2.0, 4.0];
    says(regress(&[], &[1.0]), "there are no inputs");
    says(
        regress(&[x, &x[..2]], &[1.0; 3]),
        "input 1 has 2 values for 3 rows",
    );
    says(regress(&[x], &[1.0; 2]), "input 0 has 3 values for 2 rows");
    let bad = "input 1 has no finite number in row 2";
    says(regress(&[x, &[1.0, 2.0, f64::NAN]], &[1.0; 3]), bad);
    says(
        regress(&[x], &[5.0; 3]),
        "the output is the same in every row",
    );
    let few = "2 rows with an output are too few: at least 3 are needed";
    says(regress(&[x], &[5.0, 6.0, f64::NAN]), few);
    let none = "0 rows with an output are too few: at least 2 are needed";
    says(regress(&[x], &[f64::NAN; 3]), none);
}

#[test]
fn samples_without_boxes_have_a_reason() {
    let numbers = Input::Numbers(&[1.0, 2.0]);
    let find = |inputs: &[Input], of_interest: &[Option<bool>], patience: &Patience| {
        Prim::new(inputs, of_interest)?.trajectory(patience)
    };
    let (some, usual) = ([Some(true), Some(false)], Patience::default());
    says(find(&[], &some, &usual), "there are no inputs");
    says(
        find(&[numbers], &some[..1], &usual),
        "input 0 has 2 values for 1 rows",
    );
    let bad = Input::Numbers(&[1.0, f64::NAN]);
    says(
        find(&[numbers, bad], &some, &usual),
        "input 1 has no finite number in row 1",
    );
    says(
        find(&[numbers], &[Some(false), None], &usual),
        "no row is of interest",
    );
    let with = |peel, paste, least_mass| Patience {
        peel,
        paste,
        least_mass,
    };
    for (patience, expected) in [
        (with(0.0, 0.1, 0.1), "the peel of 0 is not between 0 and 1"),
        (with(0.1, 1.0, 0.1), "the paste of 1 is not between 0 and 1"),
        (
            with(0.1, 0.1, -0.5),
            "the least mass of -0.5 is not between 0 and 1",
        ),
    ] {
        says(find(&[numbers], &some, &patience), expected);
    }
}

#[test]
fn policies_and_points_of_different_lengths_are_refused() {
    let minimise = Direction::Minimise;
    says(pareto_front(&[&[1.0]], &[]), "there are no inputs");
    says(
        pareto_front(&[&[1.0], &[]], &[minimise]),
        "point 1 has 0 values, not 1",
    );
    let question = Question {
        direction: minimise,
        expected: None,
        enough: None,
        quantiles: &[0.5],
    };
    says(robustness(&[], &question), "there are no inputs");
    says(
        robustness(&[&[1.0], &[]], &question),
        "policy 1 has 0 values, not 1",
    );
    let expected = Question {
        expected: Some(&[]),
        ..question
    };
    let short = "what is expected of policies, row 0 has 0 values, not 1";
    says(robustness(&[&[1.0]], &expected), short);
    let quantiles = Question {
        quantiles: &[1.5],
        ..question
    };
    says(
        robustness(&[&[1.0]], &quantiles),
        "the quantile of 1.5 is not between 0 and 1",
    );
}
