//! Events: how often they happen, to whom, and what may be missing from a world.

use verdeel::money::Cents;
use verdeel::simulation::replayed;

use super::*;

#[test]
fn only_worlds_that_can_occur_are_possible() {
    let text = |chances: [&str; 3]| {
        let events = chances.iter().enumerate().map(|(at, chance)| {
            format!(
                "[[event]]\nid = \"e{at}\"\nprobability = {chance}\n\
                 set = {{ component.rate.amount = {at} }}\n"
            )
        });
        let events: String = events.collect();
        UNCERTAIN.replace(
            "[[event]]\nid = \"fusion\"",
            &format!("{events}[[event]]\nid = \"fusion\""),
        )
    };
    let table: [([&str; 3], &[&[usize]]); 3] = [
        (["0", "0", "1"], &[&[2]]),
        (["1", "0.5", "0"], &[&[0], &[0, 1]]),
        (["0.5", "0", "\"1/3\""], &[&[], &[0], &[2], &[0, 2]]),
    ];
    for (chances, expected) in table {
        let opened = open("s.toml", &Shelf(&text(chances)));
        let opened = opened.unwrap_or_else(|refused| panic!("{:#?}", refused.problems));
        let found = possible_worlds(&opened.variants[0].scenario.events[..3]);
        assert_eq!(found, expected, "{chances:?}");
    }
}

#[test]
fn the_same_draws_see_an_event_in_every_variant_and_a_likelier_one_in_more() {
    let study = Study::of(UNCERTAIN);
    let models = study.models();
    for draw in 0..300 {
        let [base, variant] = [0, 1].map(|at| replayed(&models[at], SEED, draw).expect("a draw"));
        // Fusion is as likely in both; what is larger in the base is larger in the variant.
        assert_eq!(base.events.contains(&0), variant.events.contains(&0));
        assert!(variant.events.contains(&1) || !base.events.contains(&1));
    }
    let simulated = study.simulated(Draws::Fixed(20_000));
    let table = [(0, 0, 0.3), (0, 1, 0.25), (1, 0, 0.3), (1, 1, 0.5_f64)];
    for (variant, event, chance) in table {
        let (id, share) = &simulated.variants[variant].events[event];
        let [holds, draws] =
            [share.holds, share.draws].map(|one| float(one.try_into().expect("few")));
        let part = holds / draws;
        let allowed = 4.0 * (chance * (1.0 - chance) / 20_000.0).sqrt();
        assert!((part - chance).abs() < allowed, "{id}: {part}");
    }
}

#[test]
fn who_is_merged_away_gets_nothing_in_that_future_and_has_a_series_still() {
    let study = Study::of(UNCERTAIN);
    let simulated = study.simulated(Draws::Fixed(200));
    let model = &study.models()[0];
    let kept = &whole(&simulated, 0, "r").kept;
    let mut merged = 0;
    for (draw, amount) in (0..).zip(kept) {
        let happens = replayed(model, SEED, draw)
            .expect("a draw")
            .events
            .contains(&0);
        assert_eq!(happens, *amount == Cents::ZERO, "{draw}");
        merged += u64::from(happens);
    }
    assert_eq!(simulated.variants[0].events[0].1.holds, merged);
}

#[test]
fn what_has_a_place_in_one_world_only_is_drawn_there_and_what_has_none_is_refused() {
    // The halves of `r` are known only where it is split.
    let split = |path: &str| {
        let uncertain = format!(
            "[[uncertain]]\nid = \"half\"\npath = \"{path}\"\n\
             distribution = {{ kind = \"uniform\", low = 1, high = 9 }}\n\
             [[event]]\nid = \"own\"\nprobability = 0.5\n\
             set = {{ component.base.amounts.r = 5 }}\n[[event]]\nid = \"fusion\""
        );
        UNCERTAIN.replace("[[event]]\nid = \"fusion\"", &uncertain)
    };
    let request = SimulationRequest {
        draws: Draws::Fixed(64),
        seed: SEED,
        keep_draws: false,
    };
    // The base amount of `r` is gone where it merges with `p`.
    let there = Study::of(&split("component.base.amounts.r"));
    assert!(simulate(&there.models(), &request, &Unwatched).is_ok());
    let nowhere = Study::of(&split("component.rate.maximum"));
    let refusal = simulate(&nowhere.models(), &request, &Unwatched).expect_err("no such number");
    assert_eq!(
        (refusal.code, refusal.path.as_str()),
        ("no-such-number", "uncertain.half.path")
    );
}
