//! The axioms: for every rule each either holds, on all small problems and on random ones, or
//! fails on a counterexample that is named here.

use super::{PLAIN, Q, awards, q, small_problems, total, wholes};
use crate::worlds::{Tape, tapes, trials};
use proptest::prelude::{prop_assert, proptest};
use verdeel::rules::Shortage;

/// An axiom on one problem.
type Holds = fn(Shortage, Q, &[Q]) -> bool;

/// A rule, a pot and claims.
type Case = (Shortage, i128, &'static [i128]);

/// Every axiom, and the rules that fail it with a counterexample. W. Thomson's table of 2003 says
/// the same of the rules it holds.
const AXIOMS: &[(&str, Holds, &[Case])] = &[
    ("equal treatment of equals", equal_treatment, &[]),
    ("order preservation", order_preservation, &[]),
    ("endowment monotonicity", endowment_monotonicity, &[]),
    ("claim monotonicity", claim_monotonicity, &[]),
    (
        "composition down",
        composition_down,
        &[
            (Shortage::Talmud, 2, &[1, 2]),
            (Shortage::ReverseTalmud, 2, &[1, 2]),
            (Shortage::Piniles, 2, &[1, 2]),
            (Shortage::ConstrainedEgalitarian, 2, &[1, 3]),
            (Shortage::AdjustedProportional, 2, &[1, 2]),
            (Shortage::RandomArrival, 2, &[1, 2]),
            (Shortage::MinimalOverlap, 2, &[1, 2]),
            (Shortage::AverageAwardsLosses, 2, &[1, 2]),
        ],
    ),
    (
        "composition up",
        composition_up,
        &[
            (Shortage::Talmud, 2, &[1, 2]),
            (Shortage::ReverseTalmud, 2, &[1, 2]),
            (Shortage::Piniles, 2, &[1, 3]),
            (Shortage::ConstrainedEgalitarian, 2, &[1, 2]),
            (Shortage::AdjustedProportional, 2, &[1, 2]),
            (Shortage::RandomArrival, 2, &[1, 2]),
            (Shortage::MinimalOverlap, 2, &[1, 2]),
            (Shortage::AverageAwardsLosses, 2, &[1, 2]),
        ],
    ),
    (
        "consistency",
        consistency,
        &[
            (Shortage::AdjustedProportional, 2, &[1, 2, 2]),
            (Shortage::RandomArrival, 2, &[1, 2, 2]),
            (Shortage::MinimalOverlap, 2, &[1, 1, 2]),
            (Shortage::AverageAwardsLosses, 1, &[1, 1, 2]),
        ],
    ),
    (
        "self-duality",
        self_duality,
        &[
            (Shortage::EqualAwards, 1, &[1, 2]),
            (Shortage::EqualLosses, 1, &[1, 2]),
            (Shortage::Piniles, 1, &[1, 2]),
            (Shortage::ConstrainedEgalitarian, 1, &[1, 2]),
            (Shortage::MinimalOverlap, 2, &[1, 1, 2]),
        ],
    ),
    (
        "midpoint",
        midpoint,
        &[
            (Shortage::EqualAwards, 1, &[1, 2]),
            (Shortage::EqualLosses, 1, &[1, 2]),
            (Shortage::MinimalOverlap, 2, &[1, 1, 2]),
        ],
    ),
    (
        "truncation invariance",
        truncation_invariance,
        &[
            (Shortage::Proportional, 1, &[1, 2]),
            (Shortage::EqualLosses, 1, &[1, 2]),
            (Shortage::ReverseTalmud, 1, &[1, 2]),
            (Shortage::Piniles, 2, &[1, 3]),
            (Shortage::ConstrainedEgalitarian, 2, &[1, 3]),
            (Shortage::AverageAwardsLosses, 1, &[1, 2]),
        ],
    ),
    (
        "minimal rights first",
        minimal_rights_first,
        &[
            (Shortage::Proportional, 2, &[1, 2]),
            (Shortage::EqualAwards, 2, &[1, 2]),
            (Shortage::ReverseTalmud, 2, &[1, 2]),
            (Shortage::Piniles, 2, &[1, 2]),
            (Shortage::ConstrainedEgalitarian, 2, &[1, 2]),
            (Shortage::AverageAwardsLosses, 2, &[1, 2]),
        ],
    ),
    (
        "no advantageous transfer",
        no_advantageous_transfer,
        &[
            (Shortage::EqualAwards, 1, &[1, 1, 1]),
            (Shortage::EqualLosses, 1, &[1, 1, 1]),
            (Shortage::Talmud, 1, &[1, 1, 1]),
            (Shortage::ReverseTalmud, 1, &[1, 1, 1]),
            (Shortage::Piniles, 1, &[1, 1, 1]),
            (Shortage::ConstrainedEgalitarian, 1, &[1, 1, 1]),
            (Shortage::AdjustedProportional, 1, &[1, 1, 1]),
            (Shortage::RandomArrival, 1, &[1, 1, 1]),
            (Shortage::MinimalOverlap, 1, &[1, 1, 1]),
            (Shortage::AverageAwardsLosses, 1, &[1, 1, 1]),
        ],
    ),
    ("homogeneity", homogeneity, &[]),
    (
        "population monotonicity",
        population_monotonicity,
        &[
            // Both claims of 1 get 5/8. When one leaves, the claims of 3 are sure of 1 each,
            // and the other gets 3/5.
            (Shortage::AdjustedProportional, 5, &[1, 1, 3, 3]),
        ],
    ),
];

/// Returns a list with one element changed.
fn changed(claims: &[Q], at: usize, by: i128) -> Vec<Q> {
    let mut changed = claims.to_vec();
    changed[at] += q(by);
    changed
}

/// Returns the whole pots below a pot.
fn below(pot: Q) -> impl Iterator<Item = Q> {
    (0..pot.ceil().to_integer()).map(q)
}

fn minus(left: &[Q], right: &[Q]) -> Vec<Q> {
    left.iter()
        .zip(right)
        .map(|(left, right)| left - right)
        .collect()
}

fn times(numbers: &[Q], factor: Q) -> Vec<Q> {
    numbers.iter().map(|number| number * factor).collect()
}

fn equal_treatment(rule: Shortage, pot: Q, claims: &[Q]) -> bool {
    let found = awards(rule, pot, claims);
    let each = || claims.iter().zip(&found);
    each().all(|(claim, award)| each().all(|(other, more)| claim != other || award == more))
}

fn order_preservation(rule: Shortage, pot: Q, claims: &[Q]) -> bool {
    let found = awards(rule, pot, claims);
    let each = || claims.iter().zip(&found);
    each().all(|(claim, award)| {
        each().all(|(other, more)| claim > other || award <= more && claim - award <= other - more)
    })
}

fn endowment_monotonicity(rule: Shortage, pot: Q, claims: &[Q]) -> bool {
    let (found, more) = (awards(rule, pot, claims), awards(rule, pot + q(1), claims));
    found.iter().zip(&more).all(|(found, more)| found <= more)
}

fn claim_monotonicity(rule: Shortage, pot: Q, claims: &[Q]) -> bool {
    let found = awards(rule, pot, claims);
    (0..claims.len()).all(|at| awards(rule, pot, &changed(claims, at, 1))[at] >= found[at])
}

fn composition_down(rule: Shortage, pot: Q, claims: &[Q]) -> bool {
    let found = awards(rule, pot, claims);
    below(pot).all(|less| awards(rule, less, claims) == awards(rule, less, &found))
}

fn composition_up(rule: Shortage, pot: Q, claims: &[Q]) -> bool {
    let found = awards(rule, pot, claims);
    below(pot).all(|part| {
        let first = awards(rule, part, claims);
        minus(&found, &first) == awards(rule, pot - part, &minus(claims, &first))
    })
}

fn consistency(rule: Shortage, pot: Q, claims: &[Q]) -> bool {
    let found = awards(rule, pot, claims);
    (0..claims.len()).all(|gone| {
        let (mut claims, mut found) = (claims.to_vec(), found.clone());
        claims.remove(gone);
        found.remove(gone);
        awards(rule, total(&found), &claims) == found
    })
}

fn self_duality(rule: Shortage, pot: Q, claims: &[Q]) -> bool {
    let losses = awards(rule, total(claims) - pot, claims);
    awards(rule, pot, claims) == minus(claims, &losses)
}

fn midpoint(rule: Shortage, _: Q, claims: &[Q]) -> bool {
    let half = Q::new(1, 2);
    awards(rule, total(claims) * half, claims) == times(claims, half)
}

fn truncation_invariance(rule: Shortage, pot: Q, claims: &[Q]) -> bool {
    let truncated: Vec<Q> = claims.iter().map(|claim| *claim.min(&pot)).collect();
    awards(rule, pot, claims) == awards(rule, pot, &truncated)
}

fn minimal_rights_first(rule: Shortage, pot: Q, claims: &[Q]) -> bool {
    let shortage = total(claims) - pot;
    let rights: Vec<Q> = claims
        .iter()
        .map(|claim| (claim - shortage).max(q(0)))
        .collect();
    let rest = awards(rule, pot - total(&rights), &minus(claims, &rights));
    minus(&awards(rule, pot, claims), &rights) == rest
}

fn no_advantageous_transfer(rule: Shortage, pot: Q, claims: &[Q]) -> bool {
    let found = awards(rule, pot, claims);
    let pairs = (0..claims.len()).flat_map(|one| (0..claims.len()).map(move |two| (one, two)));
    pairs
        .filter(|(one, two)| one != two && claims[*one] >= q(1))
        .all(|(one, two)| {
            let moved = awards(rule, pot, &changed(&changed(claims, one, -1), two, 1));
            moved[one] + moved[two] == found[one] + found[two]
        })
}

fn homogeneity(rule: Shortage, pot: Q, claims: &[Q]) -> bool {
    let factor = Q::new(7, 3);
    let scaled = awards(rule, pot * factor, &times(claims, factor));
    scaled == times(&awards(rule, pot, claims), factor)
}

/// Nobody who stays gets less when somebody leaves.
fn population_monotonicity(rule: Shortage, pot: Q, claims: &[Q]) -> bool {
    let found = awards(rule, pot, claims);
    (0..claims.len()).all(|gone| {
        let (mut claims, mut found) = (claims.to_vec(), found.clone());
        claims.remove(gone);
        found.remove(gone);
        let alone = awards(rule, pot, &claims);
        found
            .iter()
            .zip(&alone)
            .all(|(found, alone)| found <= alone)
    })
}

/// Says whether the rule has a counterexample against the axiom.
fn fails(rule: Shortage, counterexamples: &[Case]) -> bool {
    counterexamples
        .iter()
        .any(|(failing, _, _)| *failing == rule)
}

#[test]
fn axioms_that_hold_hold_on_small_problems() {
    for (name, holds, counterexamples) in AXIOMS {
        for rule in PLAIN
            .into_iter()
            .filter(|rule| !fails(*rule, counterexamples))
        {
            for (pot, claims) in small_problems(3, 3) {
                assert!(
                    holds(rule, pot, &claims),
                    "{} {name}: {pot} {claims:?}",
                    rule.name()
                );
            }
        }
    }
}

#[test]
fn axioms_that_fail_have_a_counterexample() {
    for (name, holds, counterexamples) in AXIOMS {
        for (rule, pot, claims) in *counterexamples {
            let is_so = holds(*rule, q(*pot), &wholes(claims));
            assert!(!is_so, "{} {name}: {pot} {claims:?}", rule.name());
        }
    }
}

/// Returns a random problem of up to five whole claims.
fn problem(tape: &mut Tape) -> (Q, Vec<Q>) {
    let claims = (0..2 + tape.below(4)).map(|_| tape.below(13) as i128);
    let claims: Vec<i128> = claims.collect();
    let sum: i128 = claims.iter().sum();
    let pot = tape.below(usize::try_from(sum).expect("small") + 1);
    (q(pot as i128), wholes(&claims))
}

proptest! {
    #![proptest_config(trials(60))]

    #[test]
    fn axioms_that_hold_hold_on_random_problems(mut tape in tapes()) {
        let (pot, claims) = problem(&mut tape);
        for (name, holds, counterexamples) in AXIOMS {
            for rule in PLAIN.into_iter().filter(|rule| !fails(*rule, counterexamples)) {
                let is_so = holds(rule, pot, &claims);
                prop_assert!(is_so, "{} {}: {} {:?}", rule.name(), name, pot, claims);
            }
        }
    }

    #[test]
    fn awards_lie_between_zero_and_the_claim_and_add_up(mut tape in tapes()) {
        let (pot, claims) = problem(&mut tape);
        for rule in PLAIN {
            let found = awards(rule, pot, &claims);
            prop_assert!(total(&found) == pot);
            let mut pairs = found.iter().zip(&claims);
            prop_assert!(pairs.all(|(award, claim)| *award >= q(0) && award <= claim));
        }
    }
}
