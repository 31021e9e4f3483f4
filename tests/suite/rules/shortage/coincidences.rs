//! Where rules coincide, and which is the dual of which.

use super::{PLAIN, Q, awards, exact, outcome, q, small_problems, total, wholes};
use verdeel::rules::Shortage;
use verdeel::rules::shortage::Parameters;

/// Divides losses as a rule divides awards.
fn dual(rule: Shortage, pot: Q, claims: &[Q]) -> Vec<Q> {
    let losses = awards(rule, total(claims) - pot, claims);
    claims
        .iter()
        .zip(losses)
        .map(|(claim, loss)| claim - loss)
        .collect()
}

#[test]
fn equal_losses_are_the_dual_of_equal_awards() {
    for (pot, claims) in [small_problems(3, 4), small_problems(4, 3)].concat() {
        let found = awards(Shortage::EqualLosses, pot, &claims);
        assert_eq!(found, dual(Shortage::EqualAwards, pot, &claims));
    }
}

#[test]
fn up_to_half_of_the_claims_three_rules_are_one() {
    for (pot, claims) in small_problems(3, 4) {
        if pot + pot <= total(&claims) {
            let found = awards(Shortage::Talmud, pot, &claims);
            assert_eq!(found, awards(Shortage::Piniles, pot, &claims));
            assert_eq!(
                found,
                awards(Shortage::ConstrainedEgalitarian, pot, &claims)
            );
        }
    }
}

#[test]
fn two_claimants_concede_and_divide() {
    for (pot, claims) in small_problems(2, 6) {
        let conceded = [claims[1], claims[0]].map(|other| (pot - other).max(q(0)));
        let half = (pot - conceded[0] - conceded[1]) / q(2);
        let divided = conceded.map(|conceded| conceded + half);
        for rule in [
            Shortage::Talmud,
            Shortage::RandomArrival,
            Shortage::MinimalOverlap,
            Shortage::AdjustedProportional,
        ] {
            assert_eq!(
                awards(rule, pot, &claims),
                divided,
                "{} {pot} {claims:?}",
                rule.name()
            );
        }
    }
}

#[test]
fn equal_claims_get_equal_shares_under_every_rule() {
    for rule in PLAIN {
        let found = awards(rule, q(10), &wholes(&[5, 5, 5]));
        assert_eq!(found, vec![Q::new(10, 3); 3], "{}", rule.name());
    }
}

#[test]
fn parameters_that_say_nothing_change_nothing() {
    let found = |rule, pot: &Q, claims: &[Q], parameters: &Parameters| {
        outcome(rule, pot, claims, parameters).awards
    };
    for (pot, claims) in small_problems(3, 4) {
        let plain = |rule| {
            awards(rule, pot, &claims)
                .iter()
                .map(exact)
                .collect::<Vec<_>>()
        };
        let alike = Parameters {
            weights: Some(vec![exact(&Q::new(2, 7)); 3]),
            classes: Some(vec![5; 3]),
            references: Some(vec![exact(&q(0)); 3]),
            ..Parameters::default()
        };
        for (rule, same) in [
            (Shortage::WeightedEqualAwards, Shortage::EqualAwards),
            (Shortage::WeightedEqualLosses, Shortage::EqualLosses),
            (Shortage::PriorityClasses, Shortage::Proportional),
        ] {
            assert_eq!(found(rule, &pot, &claims, &alike), plain(same));
        }
        for rule in PLAIN {
            let inner = Parameters {
                inner: Some(rule),
                ..alike.clone()
            };
            let classes = found(Shortage::PriorityClasses, &pot, &claims, &inner);
            assert_eq!(classes, plain(rule));
            assert_eq!(found(rule, &pot, &claims, &alike), plain(rule));
        }
        // One claimant to the class is an order.
        let order = Parameters {
            order: Some(vec![2, 0, 1]),
            classes: Some(vec![1, 2, 0]),
            ..Parameters::default()
        };
        let first = found(Shortage::Priority, &pot, &claims, &order);
        assert_eq!(
            first,
            found(Shortage::PriorityClasses, &pot, &claims, &order)
        );
    }
}
