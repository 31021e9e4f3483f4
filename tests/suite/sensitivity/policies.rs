//! Fronts and regrets by hand.

use super::{assert_near, list};
use verdeel::sensitivity::{Criterion, Direction, Question, Spread, pareto_front, robustness};

#[test]
fn a_front_holds_what_no_other_point_beats() {
    use Direction::{Maximise, Minimise};
    let points: [&[f64]; 6] = [
        &[1.0, 5.0],
        &[2.0, 4.0],
        &[2.0, 5.0],
        &[3.0, 1.0],
        &[f64::NAN, 9.0],
        &[1.0, 5.0],
    ];
    for (objectives, members) in [
        // Low costs and low losses: (2, 5) loses to (2, 4) and to (1, 5).
        ([Minimise, Minimise], vec![0, 1, 3, 5]),
        // High both: (2, 5) beats (1, 5) and (2, 4).
        ([Maximise, Maximise], vec![2, 3]),
        // Low first, high second: (1, 5) beats all.
        ([Minimise, Maximise], vec![0, 5]),
        ([Maximise, Minimise], vec![3]),
    ] {
        let front = pareto_front(&points, &objectives).expect("sound points");
        assert_eq!(front.members, members, "{objectives:?}");
        assert_eq!(front.missing, [4]);
    }
    let front = pareto_front(&[], &[Minimise]).expect("no points are a front");
    assert!(front.members.is_empty());
}

/// Three policies in three futures, where more is better. The best of each future are 10, 8 and 6.
///
/// | policy | outcomes | regrets | mean | largest | median | expected | shifts | at least 6 |
/// | --- | --- | --- | --- | --- | --- | --- | --- | --- |
/// | 0 | 10, 4, 0 | 0, 4, 6 | 10/3 | 6 | 4 | 5 | 5, 1, 5 | 1/3 |
/// | 1 | 6, 6, 6 | 4, 2, 0 | 2 | 4 | 2 | 6 | 0, 0, 0 | all |
/// | 2 | 0, 8, 2 | 10, 0, 4 | 14/3 | 10 | 4 | 0 | 0, 8, 2 | 1/3 |
#[test]
fn regrets_shifts_and_satisfaction_are_those_of_a_hand_calculation() {
    let outcomes: [&[f64]; 3] = [&[10.0, 4.0, 0.0], &[6.0, 6.0, 6.0], &[0.0, 8.0, 2.0]];
    let lost: Vec<Vec<f64>> = outcomes
        .iter()
        .map(|row| row.iter().map(|x| -x).collect())
        .collect();
    let lost: Vec<&[f64]> = lost.iter().map(|row| &row[..]).collect();
    let question = Question {
        direction: Direction::Maximise,
        expected: Some(&[5.0, 6.0, 0.0]),
        enough: Some(6.0),
        quantiles: &[0.5, 1.0],
    };
    // The same with losses, where less is better.
    let losses = Question {
        direction: Direction::Minimise,
        expected: Some(&[-5.0, -6.0, 0.0]),
        enough: Some(-6.0),
        ..question
    };
    for (outcomes, question) in [(&outcomes[..], &question), (&lost[..], &losses)] {
        let found = robustness(outcomes, question).expect("sound outcomes");
        let spread = |mean: f64, largest: f64, median: f64| Spread {
            mean,
            largest,
            quantiles: list(&[median, largest]),
        };
        let expected = [
            (
                spread(10.0 / 3.0, 6.0, 4.0),
                spread(11.0 / 3.0, 5.0, 5.0),
                1.0 / 3.0,
            ),
            (spread(2.0, 4.0, 2.0), spread(0.0, 0.0, 0.0), 1.0),
            (
                spread(14.0 / 3.0, 10.0, 4.0),
                spread(10.0 / 3.0, 8.0, 2.0),
                1.0 / 3.0,
            ),
        ];
        for (policy, (regret, shift, satisfied)) in found.policies.iter().zip(expected) {
            assert_eq!((policy.used, policy.missing), (3, 0));
            assert_eq!(policy.regret, Some(regret));
            assert_eq!(policy.shift, Some(shift));
            assert_eq!(policy.satisfied, Some(satisfied));
        }
        for (criterion, order) in [
            (Criterion::MeanRegret, [1, 0, 2]),
            (Criterion::LargestRegret, [1, 0, 2]),
            (Criterion::QuantileOfRegret(0), [1, 0, 2]),
            (Criterion::MeanShift, [1, 2, 0]),
            (Criterion::Satisfied, [1, 0, 2]),
        ] {
            assert_eq!(found.ordered(criterion), order, "{criterion:?}");
        }
    }
}

/// Without an outcome of its own a policy has no regret in that future, and the best is that of the
/// others.
#[test]
fn futures_without_an_outcome_are_left_out_and_counted() {
    let nan = f64::NAN;
    let outcomes: [&[f64]; 3] = [&[1.0, nan, 3.0], &[2.0, 5.0, nan], &[nan, nan, nan]];
    let question = Question {
        direction: Direction::Maximise,
        expected: None,
        enough: Some(2.0),
        quantiles: &[],
    };
    let found = robustness(&outcomes, &question).expect("sound outcomes");
    let told = |at: usize| {
        let policy = &found.policies[at];
        (
            policy.used,
            policy.regret.as_ref().map(|regret| regret.mean),
            policy.satisfied,
        )
    };
    assert_eq!(told(0), (2, Some(0.5), Some(0.5)));
    assert_eq!(told(1), (2, Some(0.0), Some(1.0)));
    assert_eq!(told(2), (0, None, None));
    assert_eq!(found.policies[2].missing, 3);
    assert_eq!(found.policies[0].shift, None);
    assert_eq!(found.ordered(Criterion::MeanRegret), [1, 0, 2]);
    assert_eq!(found.ordered(Criterion::MeanShift), [0, 1, 2]);
}

/// A best or a baseline of zero breaks nothing.
#[test]
fn regrets_are_differences_and_not_ratios() {
    let question = Question {
        direction: Direction::Minimise,
        expected: Some(&[0.0, 0.0]),
        enough: None,
        quantiles: &[0.0],
    };
    let found = robustness(&[&[0.0, 3.0], &[2.0, 0.0]], &question).expect("sound outcomes");
    let [first, second] = [0, 1].map(|at| found.policies[at].clone());
    assert_near(first.regret.expect("a regret").mean, 1.5, 0.0, "regret");
    assert_near(second.shift.expect("a shift").mean, 1.0, 0.0, "shift");
    assert_eq!(first.satisfied, None);
}
