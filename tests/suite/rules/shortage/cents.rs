//! Awards in cents: whatever way they are computed, they are the rounded exact awards.

use crate::worlds::{Tape, tapes, trials};
use proptest::prelude::{prop_assert_eq, proptest};
use verdeel::money::{Cents, Exact, Split, place};
use verdeel::rules::Shortage;
use verdeel::rules::shortage::{Foreseen, Needs, Parameters, Problem};

fn cents(amounts: &[i64]) -> Vec<Cents> {
    amounts.iter().map(|amount| Cents::new(*amount)).collect()
}

/// Rounds the exact awards.
fn rounded(rule: Shortage, pot: i64, claims: &[i64], more: &Parameters, unit: i64) -> Split {
    let problem = Problem {
        pot: pot.into(),
        claims: claims.iter().map(|claim| Exact::from(*claim)).collect(),
        parameters: more.clone(),
    };
    let outcome = rule.divide(&problem).expect("an exact answer");
    place(Cents::new(pot), &outcome.awards, Cents::new(unit))
}

fn in_cents(rule: Shortage, pot: i64, claims: &[i64], more: &Parameters, unit: i64) -> Split {
    let claims = cents(claims);
    let split = rule.to_cents(Cents::new(pot), &claims, more, Cents::new(unit));
    split.expect("an answer in cents")
}

/// Returns claims of many shapes: small, large, with many equal ones or with a base amount.
fn claims(tape: &mut Tape) -> Vec<i64> {
    let (shape, claimants) = (tape.below(5), 1 + tape.below(60));
    let mut pick = |end: usize| i64::try_from(tape.below(end)).expect("16 bits");
    let claim = (0..claimants).map(|_| match shape {
        0 => pick(7),
        1 => pick(40_000) * 65_536 + pick(65_536),
        2 => 1_000 * pick(5),
        3 => 10_000_000 + 95_500 * pick(400),
        _ => 200_000_000_000_000 + pick(60_000) * 1_000_000_000 + pick(60_000),
    });
    claim.collect()
}

proptest! {
    #![proptest_config(trials(150))]

    #[test]
    fn cents_are_the_rounded_exact_awards(mut tape in tapes()) {
        let claims = claims(&mut tape);
        let claimants = claims.len();
        let sum: i64 = claims.iter().sum();
        let share = i64::try_from(tape.below(1_001)).expect("16 bits");
        let off = i64::try_from(tape.below(50)).expect("16 bits");
        let pot = (sum / 1_000 * share + off).min(sum);
        let unit = [1, 1, 1, 100, 7][tape.below(5)];
        let mut order: Vec<usize> = (0..claimants).collect();
        order.rotate_left(tape.below(claimants));
        let weights = (0..claimants).map(|_| Exact::ratio([1, 2, 7, 480][tape.below(4)], 4));
        let parameters = Parameters {
            weights: Some(weights.collect()),
            classes: Some(order.iter().map(|one| one % 3).collect()),
            order: Some(order),
            ..Parameters::default()
        };
        let none = Parameters::default();
        for (_, rule) in Shortage::ALL {
            // Few enough to be counted, whatever they are.
            let (claims, more) = match rule {
                Shortage::RandomArrival => (&claims[..claimants.min(18)], &none),
                _ => (&claims[..], &parameters),
            };
            let pot = pot.min(claims.iter().sum());
            prop_assert_eq!(
                in_cents(rule, pot, claims, more, unit),
                rounded(rule, pot, claims, more, unit),
                "{} {} {:?} {}", rule.name(), pot, claims, unit
            );
        }
    }
}

#[test]
fn overlap_that_fixed_point_leaves_in_doubt_is_exact() {
    // The first layer of 4 is shared by six, the second of 1 by three: 2/3 and 2/3 + 1/3 = 1.
    let split = in_cents(
        Shortage::MinimalOverlap,
        5,
        &[4, 4, 4, 5, 5, 5],
        &Parameters::default(),
        1,
    );
    assert_eq!(split.parts, cents(&[1, 1, 0, 1, 1, 1]));
    assert_eq!(split.tied, [0, 1, 2]);
}

#[test]
fn many_claims_in_cents_are_the_rounded_exact_awards() {
    let claims: Vec<i64> = (0..300_i64)
        .map(|one| 1_000 + one * one * 7_919 % 1_000_003)
        .collect();
    let sum: i64 = claims.iter().sum();
    for pot in [sum / 100, sum / 3, sum - sum / 4] {
        for rule in [
            Shortage::MinimalOverlap,
            Shortage::AverageAwardsLosses,
            Shortage::Talmud,
        ] {
            let more = Parameters::default();
            let (found, exact) = (
                in_cents(rule, pot, &claims, &more, 1),
                rounded(rule, pot, &claims, &more, 1),
            );
            assert_eq!(found, exact, "{} {pot}", rule.name());
        }
    }
}

#[test]
fn more_than_the_claims_pays_the_claims_and_leaves_the_rest() {
    for (_, rule) in Shortage::ALL {
        let parameters = Parameters {
            weights: Some(vec![Exact::one(); 3]),
            order: Some(vec![0, 1, 2]),
            classes: Some(vec![0; 3]),
            ..Parameters::default()
        };
        let split = in_cents(rule, 1_000, &[150, 0, 250], &parameters, 1);
        assert_eq!(split.parts, cents(&[150, 0, 250]));
        assert!(split.tied.is_empty());
    }
}

#[test]
fn what_a_plan_accepts_is_divided() {
    let none = Parameters::default();
    let largest: Vec<Cents> = (0..32)
        .map(|one| Cents::new(i64::MAX / 40 - one * one * 977))
        .collect();
    let pot = Cents::new(i64::MAX / 2);
    for (_, rule) in Shortage::ALL {
        assert_eq!(rule.foresee(&Foreseen::of(largest.len())), None);
        match rule.needs() {
            Needs::Nothing if rule != Shortage::RandomArrival => {
                let split = rule
                    .to_cents(pot, &largest, &none, Cents::ONE)
                    .expect("accepted");
                let placed = split.parts.into_iter().sum::<Cents>();
                assert_eq!(placed, pot, "{}", rule.name());
            }
            _ => {}
        }
    }
    let many = Foreseen::of(100_000);
    assert_eq!(Shortage::MinimalOverlap.foresee(&many), None);
    let fractions = Foreseen {
        bits: Some(16),
        ..Foreseen::of(2_001)
    };
    assert!(Shortage::MinimalOverlap.foresee(&fractions).is_some());
    // Two million bits together, and 128 each in any case.
    for (claimants, bits, is_refused) in [
        (10_000, 200, false),
        (10_000, 201, true),
        (100_000, 128, false),
        (100_000, 129, true),
    ] {
        let long = Foreseen {
            bits: Some(bits),
            ..Foreseen::of(claimants)
        };
        assert_eq!(Shortage::Talmud.foresee(&long).is_some(), is_refused);
    }
}
