//! The shortage rules.
//!
//! Oracles compute in machine fractions, by definitions that the program does not use.

mod arrival;
mod axioms;
mod cents;
mod coincidences;
mod literature;
mod oracles;

use num_rational::Ratio;
use verdeel::money::Exact;
use verdeel::rules::Shortage;
use verdeel::rules::shortage::{Outcome, Parameters, Problem};

/// A fraction of the oracles.
type Q = Ratio<i128>;

fn q(whole: i128) -> Q {
    Q::from_integer(whole)
}

/// The rules that ask nothing beside pot and claims.
const PLAIN: [Shortage; 11] = [
    Shortage::Proportional,
    Shortage::EqualAwards,
    Shortage::EqualLosses,
    Shortage::Talmud,
    Shortage::ReverseTalmud,
    Shortage::Piniles,
    Shortage::ConstrainedEgalitarian,
    Shortage::AdjustedProportional,
    Shortage::RandomArrival,
    Shortage::MinimalOverlap,
    Shortage::AverageAwardsLosses,
];

fn exact(number: &Q) -> Exact {
    Exact::from_small_parts(*number.numer(), *number.denom())
}

fn fraction(number: &Exact) -> Q {
    let (above, below) = number.to_parts().expect("a small fraction");
    Q::new(above.into(), below.into())
}

/// Divides with parameters.
fn outcome(rule: Shortage, pot: &Q, claims: &[Q], parameters: &Parameters) -> Outcome {
    let problem = Problem {
        pot: exact(pot),
        claims: claims.iter().map(exact).collect(),
        parameters: parameters.clone(),
    };
    rule.divide(&problem).expect("an exact answer")
}

/// Returns the awards of a rule without parameters.
fn awards(rule: Shortage, pot: Q, claims: &[Q]) -> Vec<Q> {
    let outcome = outcome(rule, &pot, claims, &Parameters::default());
    outcome.awards.iter().map(fraction).collect()
}

fn total(numbers: &[Q]) -> Q {
    numbers.iter().fold(q(0), |total, number| total + number)
}

/// Returns whole numbers as fractions.
fn wholes(numbers: &[i128]) -> Vec<Q> {
    numbers.iter().map(|number| q(*number)).collect()
}

/// Returns every problem with so many whole claims, each from zero to `most`, in order, with
/// every whole pot up to their sum.
fn small_problems(claimants: usize, most: i128) -> Vec<(Q, Vec<Q>)> {
    let mut lists: Vec<Vec<i128>> = vec![Vec::new()];
    for _ in 0..claimants {
        let longer = |list: &Vec<i128>| {
            let first = list.last().copied().unwrap_or_default();
            let more = (first..=most).map(|claim| [list.as_slice(), &[claim]].concat());
            more.collect::<Vec<_>>()
        };
        lists = lists.iter().flat_map(longer).collect();
    }
    let with_pots = lists.iter().flat_map(|claims| {
        let sum: i128 = claims.iter().sum();
        (0..=sum).map(|pot| (q(pot), wholes(claims)))
    });
    with_pots.collect()
}
