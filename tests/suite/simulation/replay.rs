//! Every draw is what `run` makes of it: amounts, costs, ceilings and events.

use std::collections::BTreeSet;

use verdeel::domain::Level;
use verdeel::engine::Reason;
use verdeel::money::Cents;
use verdeel::plan::AccountKind;
use verdeel::results::{Chance, SeriesName};

use super::*;

/// School years that are made of months, in a region that passes on what it gets.
const MONTHS: &str = r#"
years = ["2024/2025", "2025/2026"]
scheme = "regional-2025"
year-conversion = "months"
[[region]]
id = "oost"
[[partnership]]
id = "p"
growth = "1 %"
[[partnership]]
id = "q"
growth = "1 %"
[[count]]
partnership = "p"
region = "oost"
year = "2022/2023"
students = 241
[[count]]
partnership = "q"
region = "oost"
year = "2022/2023"
students = 97
[[uncertain]]
id = "growth"
path = "growth"
per = "partnership"
distribution = { kind = "uniform", low = "-10 %", high = "10 %" }
[[uncertain]]
id = "rate"
path = "component.per-student.amount"
distribution = { kind = "uniform", low = 1_000, high = 1_300 }
"#;

/// Costs that are borne by boards and institutes, about as high as what is received.
pub(super) const COSTS: &str = r#"
years = ["2025"]
scheme = "regional-2025"
[[region]]
id = "a"
[[board]]
id = "b1"
[[board]]
id = "b2"
[[institute]]
id = "i"
[[partnership]]
id = "p"
[[partnership]]
id = "q"
boards = ["b1", "b2"]
students = { a = 60 }
[[count]]
partnership = "p"
region = "a"
board = "b1"
institute = "i"
students = 120
[[count]]
partnership = "p"
region = "a"
board = "b2"
institute = "i"
students = 30
[[cost]]
id = "mentor"
hours = 20
hourly = 60
borne-by = { board = "100 %" }
[[cost]]
id = "fixed"
amount = 5_000
amounts = { q = 3_000 }
borne-by = { board = "50 %", institute = "50 %" }
[[uncertain]]
id = "counts"
path = "counts"
per = "partnership"
distribution = { kind = "uniform", low = 0.8, high = 1.4 }
[[event]]
id = "lower"
probability = "40 %"
set = { component.per-student.amount = 1_200 }
"#;

/// Need and capacity that are drawn, of partnerships that may merge.
const NEED: &str = r#"
years = ["2025"]
scheme = "regional-2025"
[[region]]
id = "a"
[[partnership]]
id = "p"
students = { a = 120 }
[[partnership]]
id = "q"
students = { a = 60 }
[[partnership]]
id = "r"
students = { a = 75 }
[set]
"division.in-region.adjust" = [
  { id = "need", rule = "need-capacity", share = "40 %", need = 1_400,
    capacity = { p = 900, q = 500, r = 1_300 } },
]
[[uncertain]]
id = "need"
path = "division.in-region.adjust.need.need"
distribution = { kind = "uniform", low = 1_200, high = 1_600 }
[[uncertain]]
id = "capacity"
path = "division.in-region.adjust.need.capacity.q"
distribution = { kind = "uniform", low = 0, high = 1_400 }
[[event]]
id = "fusion"
probability = "30 %"
merge = ["p", "q"]
"#;

#[test]
fn every_draw_is_to_the_cent_what_a_run_of_it_says() {
    // Draws of whole blocks and of a part of one.
    for (text, draws) in [(UNCERTAIN, 200), (MONTHS, 70), (COSTS, 70), (NEED, 70)] {
        let study = Study::of(text);
        let simulated = study.simulated(Draws::Fixed(draws));
        for (model, variant) in study.models().iter().zip(&simulated.variants) {
            assert!(!variant.series.is_empty());
            let mut different: BTreeSet<Vec<Cents>> = BTreeSet::new();
            for draw in 0..draws {
                let one = replayed(model, SEED, draw).expect("a draw");
                let years = YearResult::of(&one.case.plan, &one.case.inputs);
                let at = usize::try_from(draw).expect("small");
                for series in &variant.series {
                    let kept = series.kept[at];
                    let run = awarded(&years, &one.case, &series.name);
                    assert_eq!(kept.count(), run, "{draw} {:?}", series.name);
                }
                let all = variant.series.iter();
                different.insert(all.map(|one| one.kept[at]).collect());
            }
            assert!(different.len() as u64 > draws / 2, "draws differ");
        }
    }
}

#[test]
fn shares_of_draws_are_those_of_the_runs_of_them() {
    for (text, draws) in [(UNCERTAIN, 130), (COSTS, 130)] {
        let study = Study::of(text);
        let simulated = study.simulated(Draws::Fixed(draws));
        let mut told: BTreeSet<Chance> = BTreeSet::new();
        for (model, variant) in study.models().iter().zip(&simulated.variants) {
            let runs: Vec<_> = (0..draws)
                .map(|draw| {
                    let one = replayed(model, SEED, draw).expect("a draw");
                    let years = YearResult::of(&one.case.plan, &one.case.inputs);
                    (one, years)
                })
                .collect();
            let count = |holds: &dyn Fn(&[YearResult]) -> bool| {
                runs.iter().filter(|(_, years)| holds(years)).count() as u64
            };
            for series in &variant.series {
                for (chance, share) in &series.chances {
                    assert_eq!(share.draws, draws);
                    let expected = match chance {
                        Chance::UnderCost => count(&|years| pays_itself(years, &series.name)),
                        Chance::UnderMinimum => series
                            .kept
                            .iter()
                            .filter(|one| **one < Cents::new(7_000_000))
                            .count() as u64,
                        Chance::Loses => {
                            let base = &simulated.variants[0].series;
                            let mut base = base.iter().filter(|one| one.name == series.name);
                            let base = base.next().expect("in the baseline too");
                            let pairs = series.kept.iter().zip(&base.kept);
                            pairs.filter(|(own, base)| own < base).count() as u64
                        }
                    };
                    assert_eq!(share.holds, expected, "{chance:?} {:?}", series.name);
                    if (1..draws).contains(&share.holds) {
                        told.insert(*chance);
                    }
                }
            }
            for ceiling in &variant.ceilings {
                let cuts = |years: &[YearResult]| is_cut(years, ceiling.year.as_deref());
                assert_eq!(ceiling.cut.holds, count(&cuts), "{ceiling:?}");
            }
            for (at, (event, share)) in variant.events.iter().enumerate() {
                let happens = runs.iter().filter(|(one, _)| one.events.contains(&at));
                assert_eq!(share.holds, happens.count() as u64, "{event}");
            }
        }
        let expected: &[Chance] = match text == COSTS {
            true => &[Chance::UnderCost],
            false => &[Chance::Loses, Chance::UnderMinimum],
        };
        assert_eq!(told.into_iter().collect::<Vec<_>>(), expected);
    }
}

/// Says whether claims are cut in a year, or in any.
fn is_cut(years: &[YearResult], year: Option<&str>) -> bool {
    let years = years
        .iter()
        .filter(|one| year.is_none_or(|own| own == one.year.to_string()));
    let mut entries = years.flat_map(|year| &year.entries);
    entries.any(|entry| {
        let reason = &entry.posting.reason;
        matches!(
            reason,
            Reason::Entitled {
                shortfall: Some(_),
                ..
            }
        )
    })
}

/// Says whether training costs a recipient more than it receives.
fn pays_itself(years: &[YearResult], name: &SeriesName) -> bool {
    let level = match name.kind {
        AccountKind::Partnership => Level::Partnership,
        AccountKind::Board => Level::Board,
        AccountKind::Institute => Level::Institute,
        kind => panic!("no costs of {kind:?}"),
    };
    let rows = years.iter().flat_map(|year| &year.coverage);
    let own = rows.filter(|row| {
        let id = row.id.as_ref().map(ToString::to_string);
        (row.level, id) == (level, Some(name.recipient.clone()))
    });
    let contributions = own.map(|row| row.contribution().expect("costs are stated"));
    contributions.sum::<Cents>() > Cents::ZERO
}
