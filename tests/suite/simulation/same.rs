//! What leaves a simulation as it was: threads, chunks, more draws, and the order of the file.

use std::sync::atomic::{AtomicU64, Ordering};

use verdeel::money::Cents;
use verdeel::simulation::with_threads;

use super::*;

#[test]
fn a_simulation_does_not_depend_on_threads_or_the_order_of_rows() {
    let study = Study::of(UNCERTAIN);
    // More draws than one chunk has, so that several threads have something to do.
    let draws = Draws::Fixed(9_000);
    let one = with_threads(Some(1), || study.simulated(draws.clone()));
    for threads in [2, 3] {
        let other = with_threads(Some(threads), || study.simulated(draws.clone()));
        assert!(one == other, "{threads} threads");
    }
    let (head, rest) = UNCERTAIN.split_once("[[component]]").expect("rules");
    let mut tables: Vec<&str> = head.split("\n[[").collect();
    tables[1..].reverse();
    let shuffled = format!("{}\n[[component]]{rest}", tables.join("\n[["));
    assert_ne!(shuffled, UNCERTAIN);
    let other = Study::of(&shuffled).simulated(draws);
    assert!(one == other, "other order");
}

#[test]
fn more_draws_leave_the_first_as_they_were() {
    let study = Study::of(UNCERTAIN);
    let long = study.simulated(Draws::Fixed(5_000));
    for draws in [1, 63, 64, 65, 4_097] {
        let short = study.simulated(Draws::Fixed(draws as u64));
        let both = short.variants.iter().zip(&long.variants);
        let both = both.flat_map(|(short, long)| short.series.iter().zip(&long.series));
        for (short, long) in both {
            assert_eq!(short.name, long.name);
            assert_eq!(short.kept, long.kept[..draws], "{draws}");
        }
    }
}

/// Stops a simulation once it has so many draws.
struct Impatient {
    after: u64,
    done: AtomicU64,
}

impl Watch for Impatient {
    fn done(&self, draws: u64, _: Option<u64>) {
        self.done.fetch_max(draws, Ordering::SeqCst);
    }

    fn is_stopped(&self) -> bool {
        self.done.load(Ordering::SeqCst) >= self.after
    }
}

#[test]
fn a_simulation_that_is_stopped_is_a_shorter_one() {
    let study = Study::of(UNCERTAIN);
    let watch = Impatient {
        after: 2_000,
        done: AtomicU64::new(0),
    };
    // On one thread, so that the draws before those that stopped it are there.
    let stopped = with_threads(Some(1), || study.watched(Draws::Fixed(40_000), &watch));
    assert_eq!(stopped.stopped_before, Some(40_000));
    assert!((1..40_000).contains(&stopped.draws), "{}", stopped.draws);
    let short = study.simulated(Draws::Fixed(stopped.draws));
    assert!(stopped.variants == short.variants);
}

#[test]
fn auto_is_the_fixed_number_at_which_it_stops() {
    let study = Study::of(UNCERTAIN);
    for (precision, is_first) in [(percent(50), true), (percent(2), false)] {
        let auto = study.simulated(Draws::Auto {
            precision: precision.clone(),
        });
        assert_eq!(auto.draws == 1_024, is_first);
        assert!(is_precise(&auto, &precision));
        // Half as many, if it could stop there, would not have been enough.
        let half = study.simulated(Draws::Fixed(auto.draws / 2));
        assert!(is_first || !is_precise(&half, &precision));
        let mut fixed = study.simulated(Draws::Fixed(auto.draws));
        let series = fixed.variants.iter_mut().flat_map(|one| &mut one.series);
        series.for_each(|one| one.kept = Vec::new());
        assert!(auto == fixed);
    }
}

/// Says whether the error of every mean is at most a part of it, but for half a cent.
fn is_precise(simulated: &Simulated, precision: &Exact) -> bool {
    let series = simulated.variants.iter().flat_map(|one| &one.series);
    let mut bands = series.map(|one| (one.band.mean.count(), one.band.error.count()));
    bands.all(|(mean, error)| Exact::from(error - 1) <= Exact::from(mean).times(precision))
}

#[test]
fn a_variant_that_changes_nothing_differs_in_no_future() {
    let idle = "[[variant]]\nid = \"idle\"\nset = { component.rate.amount = 955 }\n[simulation]";
    let study = Study::of(&UNCERTAIN.replace("[simulation]", idle));
    let simulated = study.simulated(Draws::Fixed(300));
    let idle = &simulated.variants[2];
    assert_eq!(idle.id, "idle");
    for series in &idle.series {
        let difference = series.difference.as_ref().expect("a baseline");
        let quantiles = difference.quantiles.iter().map(|(amount, _)| *amount);
        let ends = [difference.least, difference.most, difference.mean];
        let mut all = quantiles.chain(ends);
        assert!(all.all(|amount| amount == Cents::ZERO), "{series:?}");
    }
}
