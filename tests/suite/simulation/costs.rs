//! What recipients pay themselves: by hand, and as runs of the same draws say.

use verdeel::domain::Level;
use verdeel::money::{Cents, Rounding};
use verdeel::results::{Band, BasisPoints, CostBands};

use super::replay::COSTS;
use super::*;

/// A hundred students at ten euros, or a factor times as many, each factor as likely; a variant
/// pays twelve euros.
fn world(factors: &str, cost: &str) -> String {
    format!(
        "years = [\"2025\"]\n[[region]]\nid = \"a\"\n[[board]]\nid = \"b\"\n\
         [[partnership]]\nid = \"p\"\nboards = [\"b\"]\nstudents = {{ a = 100 }}\n\
         [[component]]\nid = \"rate\"\namount = 10\nper = \"student\"\n\
         [[division]]\nid = \"all\"\npays = [\"rate\"]\n\
         [[cost]]\nid = \"c\"\n{cost}\nborne-by = {{ board = \"100 %\" }}\n\
         [[uncertain]]\nid = \"n\"\npath = \"counts\"\n\
         distribution = {{ kind = \"discrete\", values = {factors} }}\n\
         [[variant]]\nid = \"v\"\nset = {{ component.rate.amount = 12 }}\n"
    )
}

/// Returns the bands of a recipient.
#[track_caller]
fn costs(simulated: &Simulated, variant: usize, recipient: &str) -> CostBands {
    let bands = whole(simulated, variant, recipient).costs.clone();
    bands.expect("costs are stated")
}

fn euros(amount: i64) -> Cents {
    Cents::new(amount * 100)
}

#[test]
fn what_is_paid_oneself_is_as_computed_by_hand() {
    // 1,200 of costs; 1,000 or 1,500 received, in the variant 1,200 or 1,800.
    let simulated = Study::of(&world("[1, 1.5]", "amount = 1_200")).simulated(Draws::Fixed(400));
    let table = [
        // Greatest and least contribution; least and greatest coverage.
        (0, (200, -300), (8_333, 12_500)),
        (1, (0, -600), (10_000, 15_000)),
    ];
    for (variant, (greatest, least), coverage) in table {
        // The board bears all costs, and all income is for it.
        for recipient in ["p", "b"] {
            let bands = costs(&simulated, variant, recipient);
            let band = &bands.contribution;
            assert_eq!((band.least, band.most), (euros(least), euros(greatest)));
            // The worst of the draws are those in which most is paid oneself.
            assert_eq!(band.tail_mean, euros(greatest));
            assert_eq!(band.quantiles[0].0, euros(least));
            assert_eq!(band.quantiles[4].0, euros(greatest));
            let covered = bands.coverage.expect("costs in every draw");
            let (low, high) = (BasisPoints(coverage.0), BasisPoints(coverage.1));
            assert_eq!((covered.least, covered.most), (low, high));
            assert_eq!(covered.tail_mean, low);
            let difference = bands.difference;
            assert_eq!(difference.is_some(), variant == 1);
            if let Some(band) = difference {
                // 200 less where few are counted, which is the worst, else 300 less.
                assert_eq!((band.least, band.most), (euros(-300), euros(-200)));
                assert_eq!(band.tail_mean, euros(-200));
            }
        }
    }
    // In half of the draws, but for four deviations of √(400 / 4).
    let series = whole(&simulated, 0, "p");
    let (_, under) = series.chances[0];
    assert!((160..=240).contains(&under.holds), "{under:?}");
    let mean = i64::try_from(under.holds).expect("few") * 500 - 400 * 300;
    let mean = Exact::from(euros(mean)).over(&Exact::from(400));
    let band = costs(&simulated, 0, "p").contribution;
    assert_eq!(band.mean, mean.to_cents(Rounding::HalfEven));
}

#[test]
fn without_costs_in_some_draw_there_is_no_coverage() {
    let cost = "hours = 1\nhourly = 20";
    for (factors, is_covered) in [("[0, 1.5]", false), ("[1, 1.5]", true)] {
        let simulated = Study::of(&world(factors, cost)).simulated(Draws::Fixed(200));
        let bands = costs(&simulated, 0, "p");
        assert_eq!(bands.coverage.is_some(), is_covered, "{factors}");
        // Twenty euros a student cost, ten received.
        assert_eq!(bands.contribution.most, euros(1_500));
    }
    let none = world("[1, 1.5]", "amount = 1").replace("[[cost]]\nid = \"c\"\namount = 1\n", "");
    let none = none.replace("borne-by = { board = \"100 %\" }\n", "");
    let simulated = Study::of(&none).simulated(Draws::Fixed(50));
    assert_eq!(whole(&simulated, 0, "p").costs, None);
}

#[test]
fn what_is_paid_oneself_is_that_of_the_runs_of_the_same_draws() {
    let study = Study::of(COSTS);
    let draws: u64 = 130;
    let simulated = study.simulated(Draws::Fixed(draws));
    let model = &study.models()[0];
    let mut told = 0;
    let runs = (0..draws).map(|draw| {
        let one = replayed(model, SEED, draw).expect("a draw");
        YearResult::of(&one.case.plan, &one.case.inputs)
    });
    let runs: Vec<Vec<YearResult>> = runs.collect();
    for series in &simulated.variants[0].series {
        let Some(bands) = &series.costs else { continue };
        told += 1;
        let own = runs.iter().map(|years| contribution(years, &series.name));
        check(&bands.contribution, own.collect(), &simulated.quantiles);
    }
    // Two partnerships, two boards and an institute in one year.
    assert_eq!(told, 5);
}

/// Returns what a recipient pays itself in a run.
fn contribution(years: &[YearResult], name: &SeriesName) -> i64 {
    let rows = years.iter().flat_map(|year| &year.coverage);
    let kind = |level| match level {
        Level::Board => AccountKind::Board,
        Level::Institute => AccountKind::Institute,
        _ => AccountKind::Partnership,
    };
    let own = rows.filter(|row| {
        let id = row.id.as_ref().map(ToString::to_string);
        (kind(row.level), id) == (name.kind, Some(name.recipient.clone()))
    });
    let contributions = own.map(|row| row.contribution().expect("costs are stated").count());
    contributions.sum()
}

/// Holds a band against its definitions, over all draws.
#[track_caller]
fn check(band: &Band, mut draws: Vec<i64>, quantiles: &[Exact]) {
    draws.sort_unstable();
    let count = Exact::from(i64::try_from(draws.len()).expect("few"));
    let mean = |some: &[i64]| {
        let count = Exact::from(i64::try_from(some.len()).expect("few"));
        let mean = Exact::from(some.iter().sum::<i64>()).over(&count);
        mean.to_cents(Rounding::HalfEven)
    };
    assert_eq!(band.mean, mean(&draws));
    let last = draws.len() - 1;
    assert_eq!(
        [band.least, band.most],
        [draws[0], draws[last]].map(Cents::new)
    );
    for (quantile, (amount, _)) in quantiles.iter().zip(&band.quantiles) {
        // The ⌈pn⌉-th smallest.
        let rank = (0..).find(|rank| Exact::from(*rank) >= quantile.times(&count));
        let rank = usize::try_from(rank.expect("one of them")).expect("few");
        assert_eq!(amount.count(), draws[rank - 1], "{quantile}");
    }
    // The greatest five percent of 130, which is the worst: seven.
    assert_eq!(band.tail_mean, mean(&draws[draws.len() - 7..]));
}
