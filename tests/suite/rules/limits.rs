//! Floors, caps and hold-harmless.

use rand::RngExt;
use verdeel::money::Exact;
use verdeel::rules::{Bounds, Impossible, hold_harmless, lifted_on_top, water_filling};

use super::{draws, exact, one, some, total};

fn bounds(minimum: &[Exact], maximum: &[Exact]) -> Vec<Bounds> {
    let pairs = minimum.iter().zip(maximum);
    let bounds = pairs.map(|(least, most)| Bounds {
        minimum: least.clone(),
        maximum: Some(most.clone()),
    });
    bounds.collect()
}

/// Tries every way to put everybody at the minimum, at the maximum or in between.
fn by_trying(pot: &Exact, weights: &[Exact], bounds: &[Bounds]) -> Option<Vec<Exact>> {
    let count = u32::try_from(weights.len()).expect("few");
    (0..3_usize.pow(count)).find_map(|way| {
        let places: Vec<usize> = (0..count).map(|at| way / 3_usize.pow(at) % 3).collect();
        let (mut left, mut free) = (pot.clone(), Exact::zero());
        for (at, place) in places.iter().enumerate() {
            match place {
                0 => left = left.minus(&bounds[at].minimum),
                1 => left = left.minus(bounds[at].maximum.as_ref()?),
                _ => free = free.plus(&weights[at]),
            }
        }
        if free.is_zero() && !left.is_zero() {
            return None;
        }
        // With nobody in between any level will do that keeps everybody at the bounds.
        let levels = match free.is_zero() {
            false => vec![left.over(&free)],
            true => {
                let ends = bounds.iter().zip(weights).flat_map(|(bound, weight)| {
                    let most = bound.maximum.clone().unwrap_or_else(Exact::zero);
                    [bound.minimum.over(weight), most.over(weight)]
                });
                ends.collect()
            }
        };
        levels.into_iter().find_map(|level| {
            let award = |(at, place): (usize, &usize)| {
                let (free, bound) = (weights[at].times(&level), &bounds[at]);
                let most = bound.maximum.clone()?;
                match place {
                    0 => (free <= bound.minimum).then(|| bound.minimum.clone()),
                    1 => (free >= most).then_some(most),
                    _ => (free >= bound.minimum && free <= most).then_some(free),
                }
            };
            places.iter().enumerate().map(award).collect()
        })
    })
}

#[test]
fn water_filling_equals_the_one_way_of_clamping_that_fits() {
    let mut draw = draws(1);
    let mut solved = 0;
    for _ in 0..400 {
        let count = draw.random_range(1..=4);
        let weights = some(&mut draw, count, 1, 6);
        let minimum = some(&mut draw, count, 0, 12);
        let extra = some(&mut draw, count, 0, 20);
        let maximum: Vec<Exact> = minimum.iter().zip(&extra).map(|(a, b)| a.plus(b)).collect();
        let bounds = bounds(&minimum, &maximum);
        let pot = one(&format!("{}/3", draw.random_range(0..250)));
        let expected = by_trying(&pot, &weights, &bounds);
        match water_filling(&pot, &weights, &bounds) {
            Ok(level) => {
                assert_eq!(Some(&level.awards), expected.as_ref());
                assert_eq!(total(&level.awards), pot);
                let at = |which: &[Exact]| -> Vec<usize> {
                    (0..count)
                        .filter(|at| level.awards[*at] == which[*at])
                        .collect()
                };
                assert_eq!(level.at_minimum, at(&minimum));
                assert_eq!(level.at_maximum, at(&maximum));
                solved += 1;
            }
            Err(Impossible::MinimaAbovePot { needs, missing }) => {
                assert_eq!(
                    (needs.clone(), missing),
                    (total(&minimum), needs.minus(&pot))
                );
                assert!(needs > pot && expected.is_none());
            }
            Err(Impossible::MaximaBelowPot { holds, left }) => {
                assert_eq!((holds.clone(), left), (total(&maximum), pot.minus(&holds)));
                assert!(holds < pot && expected.is_none());
            }
        }
    }
    assert!((100..400).contains(&solved), "{solved} of 400");
}

#[test]
fn no_exchange_within_the_bounds_comes_closer_to_the_key() {
    // The distance is the sum of (x - w)^2 / w; with a fixed total it falls with that of x^2 / w.
    let distance = |awards: &[Exact], weights: &[Exact]| -> Exact {
        let pairs = awards.iter().zip(weights);
        pairs
            .map(|(award, weight)| award.times(award).over(weight))
            .sum()
    };
    let (mut draw, step) = (draws(2), one("1/1000"));
    for _ in 0..40 {
        let weights = some(&mut draw, 6, 1, 9);
        let (minimum, maximum) = (some(&mut draw, 6, 0, 8), some(&mut draw, 6, 9, 30));
        let pot = total(&minimum).plus(&total(&maximum)).over(&2.into());
        let bounds = bounds(&minimum, &maximum);
        let awards = water_filling(&pot, &weights, &bounds).expect("room").awards;
        let least = distance(&awards, &weights);
        for (from, to) in (0..6).flat_map(|from| (0..6).map(move |to| (from, to))) {
            let mut other = awards.clone();
            other[from] = other[from].minus(&step);
            other[to] = other[to].plus(&step);
            if from != to && other[from] >= minimum[from] && other[to] <= maximum[to] {
                assert!(distance(&other, &weights) > least);
            }
        }
    }
}

#[test]
fn a_weight_of_zero_gets_its_minimum_and_everybody_at_a_bound_is_an_answer() {
    let zero = water_filling(
        &10.into(),
        &exact("0 1"),
        &bounds(&exact("2 0"), &exact("9 9")),
    );
    assert_eq!(zero.expect("room").awards, exact("2 8"));
    for (pot, awards) in [(5, "2 3"), (18, "9 9")] {
        let all = water_filling(
            &pot.into(),
            &exact("1 1"),
            &bounds(&exact("2 3"), &exact("9 9")),
        );
        assert_eq!(all.expect("room").awards, exact(awards));
    }
    let nobody = water_filling(&Exact::zero(), &[], &[]).expect("nothing for nobody");
    assert_eq!((nobody.awards, nobody.multiplier), (vec![], Exact::zero()));
}

#[test]
fn ratable_reduction_by_hand() {
    // Key 1:1:2 on 1000 gives 250, 250, 500. The first is lifted to 380, which leaves 620 on 1:2,
    // or 206 2/3 and 413 1/3. A guarantee of 210 for the second then needs another round.
    let shares = exact("1 1 2");
    for (guarantees, awards, protected, rounds) in [
        ("0 0 0", "250 250 500", vec![], 1),
        ("380 190 380", "380 620/3 1240/3", vec![0], 2),
        ("380 210 380", "380 210 410", vec![0, 1], 3),
        ("380 210 410", "380 210 410", vec![0, 1], 3),
    ] {
        let held = hold_harmless(&1000.into(), &shares, &exact(guarantees)).expect("room");
        assert_eq!((held.awards, held.rounds), (exact(awards), rounds));
        assert_eq!(held.protected, protected);
    }
    let refused = hold_harmless(&1000.into(), &shares, &exact("500 500 1"));
    let (needs, missing) = (1001.into(), 1.into());
    assert_eq!(refused, Err(Impossible::MinimaAbovePot { needs, missing }));
    let nobody = hold_harmless(&10.into(), &exact("0 0"), &exact("1 2"));
    let (holds, left) = (3.into(), 7.into());
    assert_eq!(nobody, Err(Impossible::MaximaBelowPot { holds, left }));
}

#[test]
fn ratable_reduction_equals_water_filling_with_floors() {
    let mut draw = draws(3);
    let mut rounds = 0;
    for _ in 0..200 {
        let count = draw.random_range(1..=12);
        let (shares, floors) = (some(&mut draw, count, 0, 9), some(&mut draw, count, 0, 50));
        let pot = total(&floors).plus(&Exact::from(draw.random_range(0..100)));
        let open: Vec<Bounds> = floors
            .iter()
            .map(|floor| Bounds {
                minimum: floor.clone(),
                maximum: None,
            })
            .collect();
        let level = water_filling(&pot, &shares, &open);
        match hold_harmless(&pot, &shares, &floors) {
            Ok(held) => {
                assert_eq!(held.awards, level.expect("the same room").awards);
                rounds = rounds.max(held.rounds);
            }
            Err(reason) => assert_eq!(Err(reason), level),
        }
    }
    assert!(rounds > 2, "only {rounds} rounds");
}

#[test]
fn a_guarantee_on_top_costs_what_it_lifts() {
    let lifted = lifted_on_top(&exact("250 250 500"), &exact("380 200 0"));
    assert_eq!(lifted, (exact("380 250 500"), 130.into()));
}
