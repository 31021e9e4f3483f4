//! Definitions by brute force, on every small problem.

use super::{Q, awards, q, small_problems, total, wholes};
use verdeel::rules::Shortage;

/// Returns all orders of so many claimants.
fn orders(claimants: usize) -> Vec<Vec<usize>> {
    let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..claimants {
        let longer = |order: &Vec<usize>| {
            let rest = (0..claimants).filter(|one| !order.contains(one));
            let more = rest.map(|one| [order.as_slice(), &[one]].concat());
            more.collect::<Vec<_>>()
        };
        orders = orders.iter().flat_map(longer).collect();
    }
    orders
}

/// Serves one after the other, and returns the mean over all orders.
pub(super) fn mean_of_orders(pot: Q, claims: &[Q]) -> Vec<Q> {
    let orders = orders(claims.len());
    let mut sums = vec![q(0); claims.len()];
    for order in &orders {
        let mut left = pot;
        for one in order {
            let paid = claims[*one].min(left);
            left -= paid;
            sums[*one] += paid;
        }
    }
    let count = q(orders.len() as i128);
    sums.iter().map(|sum| sum / count).collect()
}

/// What a coalition is sure of: what the others leave when they are paid first.
fn worth(pot: Q, claims: &[Q], coalition: usize) -> Q {
    let others = (0..claims.len()).filter(|one| coalition & (1 << one) == 0);
    (pot - others.fold(q(0), |sum, one| sum + claims[one])).max(q(0))
}

fn shapley(pot: Q, claims: &[Q]) -> Vec<Q> {
    let orders = orders(claims.len());
    let mut sums = vec![q(0); claims.len()];
    for order in &orders {
        let mut coalition = 0;
        for one in order {
            let larger = coalition | (1 << one);
            sums[*one] += worth(pot, claims, larger) - worth(pot, claims, coalition);
            coalition = larger;
        }
    }
    let count = q(orders.len() as i128);
    sums.iter().map(|sum| sum / count).collect()
}

/// The tau value: between what one is sure of after paying all others what they may hope for, and
/// what one may hope for.
fn tau(pot: Q, claims: &[Q]) -> Vec<Q> {
    let (all, each) = ((1 << claims.len()) - 1, 0..claims.len());
    let v = |coalition: usize| worth(pot, claims, coalition);
    let hope: Vec<Q> = each
        .clone()
        .map(|one| v(all) - v(all & !(1 << one)))
        .collect();
    let sure = each.clone().map(|one| {
        let with = (1..=all).filter(|coalition| coalition & (1 << one) != 0);
        let rest = with.map(|coalition| {
            let others = each
                .clone()
                .filter(|other| *other != one && coalition & (1 << other) != 0);
            v(coalition) - others.fold(q(0), |sum, other| sum + hope[other])
        });
        rest.max().expect("a coalition")
    });
    let sure: Vec<Q> = sure.collect();
    let span = total(&hope) - total(&sure);
    let part = if span == q(0) {
        q(0)
    } else {
        (pot - total(&sure)) / span
    };
    let pairs = sure.iter().zip(&hope);
    pairs
        .map(|(sure, hope)| sure + part * (hope - sure))
        .collect()
}

/// The unhappiness of all coalitions but the empty and the whole one, the worst first.
fn excesses(pot: Q, claims: &[Q], awards: &[Q]) -> Vec<Q> {
    let all = (1 << claims.len()) - 1;
    let mut excesses: Vec<Q> = (1..all)
        .map(|coalition| {
            let members = (0..claims.len()).filter(|one| coalition & (1 << one) != 0);
            worth(pot, claims, coalition) - members.fold(q(0), |sum, one| sum + awards[one])
        })
        .collect();
    excesses.sort_by(|one, two| two.cmp(one));
    excesses
}

#[test]
fn random_arrival_is_the_mean_of_all_orders_and_the_shapley_value() {
    for (claimants, most) in [(1, 4), (2, 5), (3, 5), (4, 3), (5, 2)] {
        for (pot, claims) in small_problems(claimants, most) {
            let found = awards(Shortage::RandomArrival, pot, &claims);
            assert_eq!(found, mean_of_orders(pot, &claims), "{pot} {claims:?}");
            assert_eq!(found, shapley(pot, &claims), "{pot} {claims:?}");
        }
    }
    let claims = wholes(&[3, 7, 7, 11, 20, 26]);
    for pot in [1, 8, 30, 37, 38, 60] {
        let found = awards(Shortage::RandomArrival, q(pot), &claims);
        assert_eq!(found, mean_of_orders(q(pot), &claims));
    }
}

#[test]
fn adjusted_proportional_is_the_tau_value() {
    for (claimants, most) in [(2, 5), (3, 5), (4, 3)] {
        for (pot, claims) in small_problems(claimants, most) {
            let found = awards(Shortage::AdjustedProportional, pot, &claims);
            assert_eq!(found, tau(pot, &claims), "{pot} {claims:?}");
        }
    }
}

#[test]
fn talmud_is_the_nucleolus_of_three() {
    // Awards of three with whole claims are sixths. So the nucleolus is a point of this grid, and
    // whatever makes the excesses smallest on the grid is the nucleolus.
    for (pot, claims) in small_problems(3, 3) {
        let found = awards(Shortage::Talmud, pot, &claims);
        let least = excesses(pot, &claims, &found);
        let sixths = (pot * q(6)).to_integer();
        for one in 0..=sixths {
            for two in 0..=sixths - one {
                let point = [one, two, sixths - one - two].map(|part| Q::new(part, 6));
                let better = excesses(pot, &claims, &point) < least;
                assert!(!better, "{pot} {claims:?}: {found:?} {point:?}");
            }
        }
    }
}

/// Lays claims on a pot of half units in every way, for three claimants: maximises what exactly
/// one claims, then what exactly two claim.
fn least_overlap(pot: usize, claims: [usize; 3]) -> Vec<Q> {
    let mut best: ([usize; 2], Vec<[i128; 3]>) = ([0, 0], Vec::new());
    let up_to = |most: usize| 0..=most;
    let claims = claims.map(|claim| claim.min(pot));
    for all in up_to(claims[0].min(claims[1]).min(claims[2])) {
        for ab in up_to(claims[0].min(claims[1]) - all) {
            for ac in up_to((claims[0] - all - ab).min(claims[2] - all)) {
                for bc in up_to((claims[1] - all - ab).min(claims[2] - all - ac)) {
                    let alone = [
                        claims[0] - all - ab - ac,
                        claims[1] - all - ab - bc,
                        claims[2] - all - ac - bc,
                    ];
                    let [one, two] = [alone.iter().sum::<usize>(), ab + ac + bc];
                    if one + two + all > pot {
                        continue;
                    }
                    // In twelfths of a unit: six to the half unit.
                    let sixth = |parts: usize| parts as i128;
                    let shares = [
                        6 * sixth(alone[0]) + 3 * sixth(ab + ac) + 2 * sixth(all),
                        6 * sixth(alone[1]) + 3 * sixth(ab + bc) + 2 * sixth(all),
                        6 * sixth(alone[2]) + 3 * sixth(ac + bc) + 2 * sixth(all),
                    ];
                    if [one, two] > best.0 {
                        best = ([one, two], Vec::new());
                    }
                    if [one, two] == best.0 {
                        best.1.push(shares);
                    }
                }
            }
        }
    }
    best.1.dedup();
    assert_eq!(best.1.len(), 1, "ways to lay {pot} {claims:?}");
    best.1[0].map(|twelfths| Q::new(twelfths, 12)).to_vec()
}

#[test]
fn minimal_overlap_lays_claims_with_the_least_overlap() {
    // Thresholds of three whole claims are halves.
    for (pot, claims) in small_problems(3, 5) {
        let half_units = |amount: &Q| usize::try_from((amount * q(2)).to_integer()).expect("small");
        let laid = [&claims[0], &claims[1], &claims[2]].map(half_units);
        let found = awards(Shortage::MinimalOverlap, pot, &claims);
        assert_eq!(
            found,
            least_overlap(half_units(&pot), laid),
            "{pot} {claims:?}"
        );
    }
}

/// Finds by bisection the level at which awards add up to the pot.
fn bisected(pot: f64, claims: &[f64], award: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..80 {
        let middle = (low + high) / 2.0;
        let paid: f64 = claims.iter().map(|claim| award(*claim, middle)).sum();
        (low, high) = if paid < pot {
            (middle, high)
        } else {
            (low, middle)
        };
    }
    claims.iter().map(|claim| award(*claim, high)).collect()
}

#[test]
fn parametric_rules_are_found_by_bisection() {
    // A level from zero to one, at which nobody and everybody is paid in full; `most` is at least
    // the largest claim.
    let most = 9.0;
    type Award = Box<dyn Fn(f64, f64) -> f64>;
    let first = |level: f64| (2.0 * level).min(1.0);
    let second = |level: f64| (2.0 * level - 1.0).max(0.0);
    let rules: [(Shortage, Award); 7] = [
        (
            Shortage::Proportional,
            Box::new(|claim, level| claim * level),
        ),
        (
            Shortage::EqualAwards,
            Box::new(move |claim, level| f64::min(claim, level * most)),
        ),
        (
            Shortage::EqualLosses,
            Box::new(move |claim, level| f64::max(0.0, claim - (1.0 - level) * most)),
        ),
        (
            Shortage::Talmud,
            Box::new(move |claim, level| {
                f64::min(claim / 2.0, first(level) * most)
                    + f64::max(0.0, claim / 2.0 - (1.0 - second(level)) * most)
            }),
        ),
        (
            Shortage::ReverseTalmud,
            Box::new(move |claim, level| {
                f64::max(0.0, claim / 2.0 - (1.0 - first(level)) * most)
                    + f64::min(claim / 2.0, second(level) * most)
            }),
        ),
        (
            Shortage::Piniles,
            Box::new(move |claim, level| {
                f64::min(claim / 2.0, first(level) * most)
                    + f64::min(claim / 2.0, second(level) * most)
            }),
        ),
        (
            Shortage::ConstrainedEgalitarian,
            Box::new(move |claim, level| {
                let lower = f64::min(claim / 2.0, first(level) * most);
                lower.max(f64::min(claim, second(level) * most))
            }),
        ),
    ];
    let small = |number: &i128| f64::from(i32::try_from(*number).expect("small"));
    let number = |amount: &Q| small(amount.numer()) / small(amount.denom());
    for (rule, award) in &rules {
        for (pot, claims) in [small_problems(3, 6), small_problems(4, 3)].concat() {
            let plain: Vec<f64> = claims.iter().map(number).collect();
            let found = awards(*rule, pot, &claims);
            for (found, oracle) in found.iter().zip(bisected(number(&pot), &plain, award)) {
                let off = (number(found) - oracle).abs();
                assert!(off < 1e-9, "{} {pot} {claims:?}: {oracle}", rule.name());
            }
        }
    }
}
