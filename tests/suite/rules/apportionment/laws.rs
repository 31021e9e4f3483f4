//! Every method against unit-by-unit division or enumeration, and the laws of section 10.

use std::cmp::Reverse;

use proptest::prelude::*;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use verdeel::money::{Cents, Exact, Rounding};
use verdeel::rules::{Apportionment, Certificate, MOST_STEPS, NoDeal, Seats};

use super::{DIVISORS, deal, exact, is_certified, seats, signpost};

/// Hands out unit by unit: to a signpost of zero first, else to the greatest weight over signpost;
/// equal ones to the larger weight, then to the earlier.
fn unit_by_unit(method: Apportionment, total: i64, weights: &[i64], bounds: &[Seats]) -> Vec<i64> {
    let mut seats: Vec<i64> = bounds.iter().map(|bound| bound.minimum).collect();
    while seats.iter().sum::<i64>() < total {
        let open = (0..weights.len()).filter(|at| {
            weights[*at] > 0 && bounds[*at].maximum.is_none_or(|most| seats[*at] < most)
        });
        let next = open.max_by_key(|at| {
            let (weight, signpost) = (Exact::from(weights[*at]), signpost(method, seats[*at]));
            let squared = method == Apportionment::HuntingtonHill;
            let above = if squared {
                weight.times(&weight)
            } else {
                weight.clone()
            };
            (
                signpost.is_zero(),
                above.over(&signpost),
                weight,
                Reverse(*at),
            )
        });
        seats[next.expect("room")] += 1;
    }
    seats
}

/// The quota method as it is defined, one house after the other.
fn house_by_house(total: i64, weights: &[i64]) -> Vec<i64> {
    let all: i64 = weights.iter().sum();
    let mut seats = vec![0; weights.len()];
    for house in 1..=total {
        let open = (0..weights.len()).filter(|at| seats[*at] * all < weights[*at] * house);
        let next = open.max_by_key(|at| {
            let claim = Exact::ratio(weights[*at], seats[*at] + 1);
            (claim, weights[*at], Reverse(*at))
        });
        seats[next.expect("somebody below quota")] += 1;
    }
    seats
}

fn distance(seats: &[i64], quotas: &[Exact]) -> Exact {
    let gaps = seats.iter().zip(quotas).map(|(seats, quota)| {
        let seats = Exact::from(*seats);
        seats
            .clone()
            .max(quota.clone())
            .minus(&seats.min(quota.clone()))
    });
    gaps.sum()
}

/// The least sum of distances to the quotas over every division of the total.
fn least_distance(total: i64, quotas: &[Exact]) -> Exact {
    let Some((quota, others)) = quotas.split_first() else {
        return Exact::zero();
    };
    if others.is_empty() {
        return distance(&[total], std::slice::from_ref(quota));
    }
    let ways = (0..=total).map(|first| {
        let own = distance(&[first], std::slice::from_ref(quota));
        own.plus(&least_distance(total - first, others))
    });
    ways.min().expect("at least one")
}

fn problem() -> impl Strategy<Value = (i64, Vec<i64>, Vec<Seats>)> {
    let recipient = (0..=12_i64, 0..=2_i64, prop::option::of(0..=4_i64));
    (0..=20_i64, prop::collection::vec(recipient, 1..=5)).prop_map(|(total, recipients)| {
        let weights = recipients.iter().map(|(weight, _, _)| *weight).collect();
        let bounds = recipients.iter().map(|(_, minimum, room)| Seats {
            minimum: *minimum,
            maximum: room.map(|room| minimum + room),
        });
        (total, weights, bounds.collect())
    })
}

fn is_within(seats: i64, quota: &Exact) -> bool {
    let gap = Exact::from(seats).minus(quota);
    gap < Exact::one() && gap > Exact::from(-1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn divisor_methods_are_what_they_are_unit_by_unit((total, weights, bounds) in problem()) {
        for method in DIVISORS {
            let Ok(dealt) = method.apportion(total, &exact(&weights), &bounds) else {
                // Refused only where there is no room.
                let most = |(bound, weight): (&Seats, &i64)| {
                    if *weight == 0 { bound.minimum } else { bound.maximum.unwrap_or(total) }
                };
                let least: i64 = bounds.iter().map(|bound| bound.minimum).sum();
                let holds: i64 = bounds.iter().zip(&weights).map(most).sum();
                prop_assert!(least > total || holds < total);
                continue;
            };
            let expected = unit_by_unit(method, total, &weights, &bounds);
            prop_assert_eq!(&dealt.seats, &expected, "{}", method.name());
            if dealt.certificate != Certificate::FirstUnits {
                is_certified(method, &dealt, &exact(&weights), &bounds);
            }
            // A tie is real: whoever was served of the equal ones might not have been.
            if let Some(tie) = dealt.tie {
                prop_assert!(tie.served.len() < tie.equal.len() && !tie.served.is_empty());
            }
        }
    }

    #[test]
    fn largest_remainder_is_closest_to_the_quotas(
        total in 0..=12_i64,
        weights in prop::collection::vec(0..=12_i64, 1..=4),
    ) {
        let all: i64 = weights.iter().sum();
        prop_assume!(all > 0);
        let quotas: Vec<Exact> = weights.iter().map(|at| Exact::ratio(at * total, all)).collect();
        let seats = seats(Apportionment::LargestRemainder, total, &weights);
        prop_assert_eq!(distance(&seats, &quotas), least_distance(total, &quotas));
        prop_assert!(seats.iter().zip(&quotas).all(|(seats, quota)| is_within(*seats, quota)));
    }

    #[test]
    fn under_minima_largest_remainder_rounds_what_the_others_share(
        total in 0..=30_i64,
        recipients in prop::collection::vec((1..=20_i64, 0..=4_i64), 1..=5),
    ) {
        let weights: Vec<i64> = recipients.iter().map(|(weight, _)| *weight).collect();
        let minima: Vec<i64> = recipients.iter().map(|(_, minimum)| *minimum).collect();
        prop_assume!(minima.iter().sum::<i64>() <= total);
        // Whoever is below the minimum gets it, and the others share the rest, over and over.
        let mut pinned = vec![false; weights.len()];
        let quotas: Vec<Exact> = loop {
            let sum = |of: &[i64], is: bool| -> i64 {
                (0..of.len()).filter(|at| pinned[*at] == is).map(|at| of[at]).sum()
            };
            let rate = Exact::ratio(total - sum(&minima, true), sum(&weights, false));
            let share = |at: usize| rate.times(&weights[at].into());
            let low = (0..weights.len()).find(|at| !pinned[*at] && share(*at) < minima[*at].into());
            match low {
                Some(at) => pinned[at] = true,
                None => break (0..weights.len())
                    .map(|at| if pinned[at] { minima[at].into() } else { share(at) })
                    .collect(),
            }
        };
        let bounds: Vec<Seats> = minima
            .iter()
            .map(|minimum| Seats { minimum: *minimum, maximum: None })
            .collect();
        let dealt = deal(Apportionment::LargestRemainder, total, &weights, &bounds);
        let mut pairs = dealt.seats.iter().zip(&quotas);
        prop_assert!(pairs.all(|(seats, quota)| is_within(*seats, quota)));
        let floors: i64 = quotas.iter().filter_map(|quota| quota.round(Rounding::Down)).sum();
        let mut rests: Vec<Exact> = quotas
            .iter()
            .map(|quota| quota.minus(&quota.round(Rounding::Down).unwrap_or(0).into()))
            .collect();
        rests.sort_by_key(|rest| Reverse(rest.clone()));
        for (seats, quota) in dealt.seats.iter().zip(&quotas) {
            let rest = quota.minus(&quota.round(Rounding::Down).unwrap_or(0).into());
            let spare = usize::try_from(total - floors).expect("no more than all");
            let rank = rests.iter().filter(|other| **other > rest).count();
            let is_up = Exact::from(*seats) > *quota;
            prop_assert!(!is_up || rank < spare);
        }
    }

    #[test]
    fn the_quota_method_is_what_it_is_house_by_house(
        total in 0..=40_i64,
        weights in prop::collection::vec(0..=15_i64, 1..=5),
    ) {
        let all: i64 = weights.iter().sum();
        prop_assume!(all > 0);
        let dealt = seats(Apportionment::Quota, total, &weights);
        prop_assert_eq!(&dealt, &house_by_house(total, &weights));
        // Within quota, and nobody loses to a larger house.
        for (seats, weight) in dealt.iter().zip(&weights) {
            prop_assert!(is_within(*seats, &Exact::ratio(weight * total, all)));
        }
        let larger = seats(Apportionment::Quota, total + 1, &weights);
        prop_assert!(dealt.iter().zip(&larger).all(|(before, after)| before <= after));
    }

    #[test]
    fn nobody_loses_to_a_larger_house_or_a_larger_own_weight(
        (total, weights, bounds) in problem(),
        grower in 0..5_usize,
    ) {
        for method in DIVISORS {
            let deal = |total, weights: &[i64]| method.apportion(total, &exact(weights), &bounds);
            let (Ok(before), Ok(after)) = (deal(total, &weights), deal(total + 1, &weights)) else {
                continue;
            };
            prop_assert!(before.seats.iter().zip(&after.seats).all(|(less, more)| less <= more));
            let at = grower % weights.len();
            let mut grown = weights.clone();
            grown[at] += 3;
            let grown = deal(total, &grown);
            if let Ok(grown) = grown {
                prop_assert!(grown.seats[at] >= before.seats[at]);
            }
        }
    }
}

#[test]
fn money_over_many_recipients_is_certified() {
    let mut draw = ChaCha8Rng::seed_from_u64(8);
    let weights: Vec<i64> = (0..1_000)
        .map(|_| draw.random_range(1..1_000_000_000))
        .collect();
    let bounds: Vec<Seats> = (0..1_000)
        .map(|at| Seats {
            minimum: if at % 7 == 0 { 5_000_000_000 } else { 0 },
            maximum: (at % 5 == 0).then_some(20_000_000_000),
        })
        .collect();
    for method in DIVISORS {
        for bounds in [&[], bounds.as_slice()] {
            let dealt = deal(method, 10_000_000_000_000, &weights, bounds);
            assert_eq!(dealt.seats.iter().sum::<i64>(), 10_000_000_000_000);
            is_certified(method, &dealt, &exact(&weights), bounds);
        }
    }
    let dealt = deal(
        Apportionment::LargestRemainder,
        10_000_000_000_000,
        &weights,
        &bounds,
    );
    assert_eq!(dealt.seats.iter().sum::<i64>(), 10_000_000_000_000);
}

#[test]
fn weights_of_any_size_and_kind_are_divided() {
    let number = |text: &str| Exact::from_number_text(text).expect("a number");
    let weights = [number("1e40"), number("2/3e-20"), number("1e40")];
    for method in DIVISORS {
        let dealt = method.apportion(1_000_000, &weights, &[]).expect("seats");
        is_certified(method, &dealt, &weights, &[]);
        assert_eq!(dealt.seats.iter().sum::<i64>(), 1_000_000);
    }
    // Scaling all weights changes nothing.
    let thirds = [1, 2, 4].map(|above| Exact::ratio(above, 3));
    for (_, method) in Apportionment::ALL {
        let dealt = method.apportion(10, &thirds, &[]).expect("seats");
        assert_eq!(dealt.seats, seats(method, 10, &[1, 2, 4]));
    }
}

#[test]
fn whole_rounds_of_the_quota_method_are_dealt_at_once() {
    let dealt = seats(Apportionment::Quota, 7_000_000_000_003, &[1, 2, 4]);
    let small = seats(Apportionment::Quota, 3, &[1, 2, 4]);
    let round = 1_000_000_000_000;
    let expected: Vec<i64> = [1, 2, 4]
        .iter()
        .zip(small)
        .map(|(at, rest)| at * round + rest)
        .collect();
    assert_eq!(dealt, expected);
    let long = Apportionment::Quota.apportion(10_000_000, &exact(&[99_999_989, 1]), &[]);
    assert_eq!(long, Err(NoDeal::TooManySteps { steps: 10_000_000 }));
    const { assert!(MOST_STEPS < 10_000_000) };
}

#[test]
fn fewer_units_than_recipients_go_to_the_largest() {
    for method in [
        Apportionment::Adams,
        Apportionment::Dean,
        Apportionment::HuntingtonHill,
    ] {
        let dealt = deal(method, 2, &[3, 5, 4], &[]);
        assert_eq!(dealt.seats, [0, 1, 1]);
        assert_eq!(dealt.certificate, Certificate::FirstUnits);
        assert_eq!(dealt.tie.map(|tie| tie.equal), Some(vec![0, 1, 2]));
    }
}

#[test]
fn ill_posed_problems_are_refused() {
    let bound = |minimum, maximum| Seats {
        minimum,
        maximum: Some(maximum),
    };
    for (_, method) in Apportionment::ALL {
        let refused = |total, weights: &[i64], bounds: &[Seats]| {
            method.apportion(total, &exact(weights), bounds).err()
        };
        assert_eq!(refused(-1, &[1], &[]), Some(NoDeal::NegativeTotal));
        assert_eq!(refused(1, &[1, -1], &[]), Some(NoDeal::NegativeWeight(1)));
        assert_eq!(refused(1, &[0, 0], &[]), Some(NoDeal::NoWeight));
        assert_eq!(refused(1, &[], &[]), Some(NoDeal::NoWeight));
        assert_eq!(refused(0, &[0, 0], &[]), None);
        assert_eq!(refused(1, &[1], &[bound(2, 1)]), Some(NoDeal::BadBounds(0)));
        assert_eq!(
            refused(1, &[1], &[bound(-1, 1)]),
            Some(NoDeal::BadBounds(0))
        );
        let needs = NoDeal::MinimaAboveTotal { needs: 4 };
        assert_eq!(
            refused(3, &[1, 1], &[bound(2, 3), bound(2, 3)]),
            Some(needs)
        );
        let holds = NoDeal::MaximaBelowTotal { holds: 6 };
        assert_eq!(
            refused(7, &[1, 1], &[bound(2, 3), bound(2, 3)]),
            Some(holds)
        );
    }
    let bounded = Apportionment::Quota.apportion(1, &exact(&[1]), &[bound(0, 1)]);
    assert_eq!(bounded, Err(NoDeal::BoundsUnderQuota));
}

#[test]
fn money_is_placed_in_blocks_by_any_method() {
    // 95 euro in blocks of ten over 47.50, 28.50 and 19: nine blocks, five euro unplaced. Under
    // Jefferson the fifth, third and second block are equally deserved (9.50 each), for two left.
    let quotas = [4_750, 2_850, 1_900].map(Exact::from);
    for (name, expected) in [
        ("largest-remainder", [4, 3, 2]),
        ("jefferson", [5, 3, 1]),
        ("webster", [4, 3, 2]),
        ("adams", [4, 3, 2]),
    ] {
        let (_, method) = Apportionment::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .expect(name);
        let placed = method.place(Cents::new(9_500), &quotas, Cents::new(1_000));
        let parts = placed.expect("quotas").parts;
        assert_eq!(
            parts,
            expected.map(|blocks| Cents::new(blocks * 1_000)),
            "{name}"
        );
    }
}
