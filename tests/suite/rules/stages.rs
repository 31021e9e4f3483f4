//! Two stages against one.

use rand::RngExt;
use verdeel::money::Exact;
use verdeel::rules::{Bounds, water_filling};
use verdeel::rules::{TwoStages, Upper, proportional, two_stages};

use super::{draws, exact, one, some, total};

fn equal_awards(pot: &Exact, claims: &[Exact]) -> Vec<Exact> {
    let bounds: Vec<Bounds> = claims.iter().map(Bounds::up_to).collect();
    let weights = vec![Exact::one(); claims.len()];
    water_filling(pot, &weights, &bounds)
        .expect("enough claims")
        .awards
}

fn by_key(pot: &str, claims: &[Vec<Exact>], weights: &str, spills: bool) -> TwoStages {
    let weights = exact(weights);
    let upper = Upper::Key {
        weights: &weights,
        spills,
    };
    two_stages(&one(pot), claims, upper, &proportional)
}

#[test]
fn proportional_at_both_stages_is_proportional_at_once() {
    let mut draw = draws(11);
    for _ in 0..50 {
        let claims: Vec<Vec<Exact>> = (0..4)
            .map(|_| {
                let count = draw.random_range(1..5);
                some(&mut draw, count, 0, 90)
            })
            .collect();
        let pot = Exact::from(draw.random_range(0..900));
        let outcome = two_stages(&pot, &claims, Upper::Claims(&proportional), &proportional);
        assert_eq!(outcome.awards, outcome.at_once);
        let placed: Exact = outcome.awards.iter().map(|row| total(row)).sum();
        assert_eq!(placed.plus(&outcome.left), pot);
    }
}

#[test]
fn equal_awards_at_both_stages_are_not_equal_awards_at_once() {
    let claims = [exact("100 200"), exact("300")];
    let upper = Upper::Claims(&equal_awards);
    let outcome = two_stages(&300.into(), &claims, upper, &equal_awards);
    assert_eq!(outcome.regions, exact("150 150"));
    assert_eq!(outcome.awards, [exact("75 75"), exact("150")]);
    assert_eq!(outcome.at_once, [exact("100 100"), exact("100")]);
}

#[test]
fn what_a_region_cannot_use_spills_over_by_weight_or_is_left() {
    let claims = [exact("10 20"), exact("300"), exact("90")];
    for (pot, weights, spills, regions, left) in [
        // 100 each, but the first uses 30; 70 goes on to two: 125 is above the 90 of the third.
        ("300", "1 1 1", true, "30 180 90", "0"),
        ("300", "1 1 1", false, "30 100 90", "80"),
        ("120", "2 1 1", true, "30 45 45", "0"),
        ("999", "1 1 1", true, "30 300 90", "579"),
        // Nobody may use what a region without weight could.
        ("300", "1 0 1", true, "30 0 90", "180"),
    ] {
        let outcome = by_key(pot, &claims, weights, spills);
        assert_eq!(outcome.regions, exact(regions), "{pot} {weights}");
        assert_eq!(outcome.left, one(left), "{pot} {weights}");
    }
}
