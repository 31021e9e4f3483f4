//! A fine grid of mixes in whole cents, as a second method beside exact fractions.

use serde_json::Value;
use verdeel::money::Exact;

use super::{first, four, parties, weights, world};
use crate::comparison::{Asked, list};

fn exact(value: &Value) -> Exact {
    Exact::from_ratio_text(value.as_str().expect("a text")).expect("a ratio")
}

/// Cents of each party in each model, floors in cents, and the weights of the listed mixes.
struct Given {
    amounts: Vec<Vec<i64>>,
    floors: Vec<i64>,
}

fn given(comparison: &Value) -> Given {
    let cents = |value: &Value| -> i64 {
        let text = value.as_str().unwrap_or("0.00").replace('.', "");
        text.parse().expect("cents")
    };
    let parties = list(&comparison["periods"][0]["votes"]["parties"]);
    let amounts = parties.iter().map(|party| {
        let models = list(&party["models"]).iter();
        models.map(|model| cents(&model["amount"])).collect()
    });
    Given {
        amounts: amounts.collect(),
        floors: parties.iter().map(|party| cents(&party["floor"])).collect(),
    }
}

impl Given {
    /// Returns all mixes in whole parts of `steps` that no floor refuses: the parts of each model,
    /// and cents times `steps` of each party.
    fn allowed(&self, steps: i64) -> Vec<([i64; 3], Vec<i64>)> {
        let mut found = Vec::new();
        for first in 0..=steps {
            for second in 0..=steps - first {
                let parts = [first, second, steps - first - second];
                let of_party = |own: &Vec<i64>| own.iter().zip(parts).map(|(a, b)| a * b).sum();
                let amounts: Vec<i64> = self.amounts.iter().map(of_party).collect();
                let mut floors = amounts.iter().zip(&self.floors);
                if floors.all(|(amount, floor)| *amount >= floor * steps) {
                    found.push((parts, amounts));
                }
            }
        }
        found
    }
}

/// On a grid of hundredths no mix has a lower worst regret than the exact one, and one comes near;
/// nothing on it lies outside the weights that are allowed, and their ends are near to it.
#[test]
fn a_fine_grid_finds_no_better_mix_of_three_models() {
    const STEPS: i64 = 100;
    for models in [
        &["per-student", "base-first"],
        &["base-first", "keep-95"],
        &["per-student", "keep-95"],
    ] {
        let comparison = four(models, 10);
        let (found, given) = (&comparison["compromise"], given(&comparison));
        let grid = given.allowed(STEPS);
        let regret = |amounts: &Vec<i64>| {
            let parties = given.amounts.iter().zip(amounts);
            let regrets = parties.map(|(own, amount)| own.iter().max().unwrap() * STEPS - amount);
            regrets.max().unwrap()
        };
        let best = Exact::ratio(
            grid.iter().map(|(_, own)| regret(own)).min().unwrap(),
            100 * STEPS,
        );
        let least = exact(&first(found, "least_worst_regret")["worst_regret_exact"]);
        assert!(least <= best, "{models:?}");
        // Between neighbours on the grid nobody gains or loses 1,000 euros.
        assert!(best.minus(&least) < Exact::from(1_000), "{models:?}");
        for (model, ends) in list(&found["allowed"]).iter().enumerate() {
            let parts = || {
                grid.iter()
                    .map(|(parts, _)| Exact::ratio(parts[model], STEPS))
            };
            let (from, until) = (exact(&ends["from"]), exact(&ends["until"]));
            let near = Exact::ratio(2, STEPS);
            let (low, high) = (parts().min().unwrap(), parts().max().unwrap());
            assert!(from <= low && low.minus(&from) < near, "{models:?} {model}");
            assert!(
                until >= high && until.minus(&high) < near,
                "{models:?} {model}"
            );
        }
    }
}

/// A listed mix is in the Pareto set exactly when no allowed mix on a grid of hundredths gives one
/// party more and nobody less.
#[test]
fn a_fine_grid_dominates_just_the_mixes_outside_the_pareto_set() {
    const STEPS: i64 = 100;
    let mut outside = 0;
    // Four fifths of the first model and one of the second give q as much as the third, and more.
    let dominated = [
        [1_000, 2_000, 3_000],
        [2_000, 1_000, 2_800],
        [1_200, 1_800, 2_600],
    ];
    let dominated = world(&dominated, &parties([Some(1_150), None, None]));
    let dominated = Asked {
        compromise: Some(10),
        is_short: true,
        ..Asked::of(&dominated)
    };
    let models = [
        four(&["per-student", "base-first"], 10),
        four(&["base-first", "keep-95"], 10),
        dominated.json(),
    ];
    for comparison in models {
        let grid = given(&comparison).allowed(STEPS);
        for mix in list(&comparison["compromise"]["mixes"]) {
            let parts = weights(mix).into_iter().map(|weight| {
                let weight = Exact::from_ratio_text(weight).expect("a ratio");
                weight
                    .times(&Exact::from(STEPS))
                    .to_number_text()
                    .parse()
                    .ok()
            });
            let parts: Option<Vec<i64>> = parts.collect();
            let own = parts.and_then(|parts| grid.iter().find(|(own, _)| own[..] == parts));
            let Some((_, own)) = own else { continue };
            let dominates = |other: &[i64]| {
                other != own && other.iter().zip(own).all(|(other, own)| other >= own)
            };
            let is_dominated = grid.iter().any(|(_, other)| dominates(other));
            outside += usize::from(is_dominated);
            assert_eq!(mix["undominated"], !is_dominated, "{:?}", weights(mix));
        }
    }
    assert!(outside > 0, "some allowed mix is dominated");
}
