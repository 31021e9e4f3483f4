//! What a ceiling leaves of an amount per head: by hand, and as runs of the same draws say.

use verdeel::money::{Cents, Rounding};
use verdeel::results::{Band, CeilingBand};

use super::*;

/// Two partnerships with a hundred students, or a factor times as many, each factor as likely;
/// 1,000 euros for each partnership first, and 100 euros per student.
fn world(factors: &str, division: &str, more: &str) -> String {
    format!(
        "years = [\"2025\"]\ncoverage = \"complete\"\n[[region]]\nid = \"a\"\n\
         [[partnership]]\nid = \"p\"\nstudents = {{ a = 60 }}\n\
         [[partnership]]\nid = \"q\"\nstudents = {{ a = 40 }}\n\
         [[component]]\nid = \"base\"\namount = 1_000\n\
         [[component]]\nid = \"rate\"\namount = 100\nper = \"student\"\n\
         [[division]]\nid = \"pot\"\npays = [\"base\", \"rate\"]\n\
         protect = [\"base\"]\n{division}\n\
         [[uncertain]]\nid = \"n\"\npath = \"counts\"\n\
         distribution = {{ kind = \"discrete\", values = {factors} }}\n{more}"
    )
}

#[track_caller]
fn ceiling(text: &str) -> CeilingBand {
    let simulated = Study::of(text).simulated(Draws::Fixed(500));
    let ceilings = &simulated.variants[0].ceilings;
    assert_eq!(ceilings.len(), 1);
    ceilings[0].clone()
}

#[track_caller]
fn rate(text: &str) -> (CeilingBand, Band) {
    let ceiling = ceiling(text);
    let [(component, _, band)] = ceiling.rates.as_slice() else {
        panic!("one amount per head: {:?}", ceiling.rates);
    };
    assert_eq!(component, "rate");
    (ceiling.clone(), band.clone())
}

#[test]
fn what_is_left_per_head_is_as_computed_by_hand() {
    // A hundred students ask 12,000 euros, a hundred and fifty 17,000: 13,000 is left for them.
    let table = [
        ("[1, 1.5]", "pot = 15_000", 8_667, 10_000), // 13,000 / 150 = 86.666…
        (
            "[1, 1.5]",
            "pot = 15_000\nrate-step = \"0.01\"",
            8_666,
            10_000,
        ),
        ("[1, 1.5]", "pot = 15_000\nrate-step = \"1\"", 8_600, 10_000),
        ("[1, 1.5]", "pot = 17_000", 10_000, 10_000), // never cut
        ("[1, 1.5]", "pot = 2_000", 0, 0),            // nothing but what is protected
        ("[1, 1.5]", "pot = 1_000", 0, 0),            // not even that
        ("[0, 1.5]", "pot = 15_000", 8_667, 10_000),  // nobody: the amount as stated
    ];
    for (factors, division, lowest, highest) in table {
        let (ceiling, band) = rate(&world(factors, division, ""));
        let [lowest, highest] = [lowest, highest].map(Cents::new);
        let ends = (band.least, band.most);
        assert_eq!(ends, (lowest, highest), "{factors} {division}");
        if lowest == highest {
            continue;
        }
        // Half of the draws are cut, within four deviations of √(500 / 4).
        let (cut, draws) = (ceiling.cut.holds, ceiling.cut.draws);
        assert!((205..=295).contains(&cut), "{cut}");
        let heads = |holds: u64| Exact::from(i64::try_from(holds).expect("few"));
        let low = Exact::from(lowest).times(&heads(cut));
        let high = Exact::from(highest).times(&heads(draws - cut));
        let mean = low.plus(&high).over(&heads(draws));
        assert_eq!(band.mean, mean.to_cents(Rounding::HalfEven));
        let quantiles = band.quantiles.iter().map(|(amount, _)| *amount);
        let quantiles: Vec<Cents> = quantiles.collect();
        assert_eq!((quantiles[0], quantiles[4]), (lowest, highest));
    }
}

#[test]
fn only_those_who_pass_a_condition_count() {
    // Of 60 and 40 students only 60 are paid for: 6,000 + 2,000 fits, 9,000 + 2,000 does not.
    let text = world("[1, 1.5]", "pot = 10_000", "");
    let text = text.replace(
        "per = \"student\"\n",
        "per = \"student\"\nwhen = { students = { at-least = 61 } }\n",
    );
    // Of the hundred nobody passes; of 90 and 60 only the 90: 8,000 / 90 = 88.88….
    let (_, band) = rate(&text);
    assert_eq!(
        (band.least, band.most),
        (Cents::new(8_889), Cents::new(10_000))
    );
}

#[test]
fn of_half_heads_the_lowered_rate_is_told_that_is_paid() {
    // 31 pupils count half in each of two partnerships: 1,550 euros each, of which 1,000 fit.
    // 100 × 1,000 / 3,100 = 32.258…, so 32.25; 15.5 times that is 499.87 for each. Together that
    // is 999.74, and 999.74 / 31 would be 32.249….
    let text = "years = [\"2025\"]\ncoverage = \"complete\"\n[[partnership]]\nid = \"p\"\n\
        [[partnership]]\nid = \"q\"\n\
        [[count]]\npartnership = \"p\"\nsite = \"x\"\npupils = 31\n\
        [[count]]\npartnership = \"q\"\nsite = \"x\"\npupils = 31\n\
        [[component]]\nid = \"rate\"\namount = 100\nper = \"pupil\"\ndouble-members = \"share\"\n\
        [[division]]\nid = \"pot\"\npot = 1_000\npays = [\"rate\"]\nrate-step = 0.01\n";
    let (ceiling, band) = rate(text);
    assert_eq!(ceiling.cut.holds, ceiling.cut.draws);
    assert_eq!(
        (band.least, band.most),
        (Cents::new(3_225), Cents::new(3_225))
    );
    // Without a step all of it is paid: 1,000 / 31 = 32.258….
    let (_, band) = rate(&text.replace("rate-step = 0.01\n", ""));
    assert_eq!(
        (band.least, band.most),
        (Cents::new(3_226), Cents::new(3_226))
    );
}

#[test]
fn what_is_not_one_amount_per_head_is_left_out() {
    let pot = "pot = 15_000";
    let count = |text: &str| ceiling(text).rates.len();
    let plain = world("[1, 1.5]", pot, "");
    assert_eq!(count(&plain), 1);
    let maximum = plain.replace("amount = 100\n", "amount = 100\nmaximum = 5_000\n");
    let equal = world("[1, 1.5]", "pot = 15_000\nshortage = \"equal-awards\"", "");
    let apart = world("[1, 1.5]", pot, "[simulation]\ncomponents = false\n");
    let event = "[[event]]\nid = \"e\"\nprobability = 0.5\n\
        set = { \"division.pot.shortage\" = \"equal-awards\" }\n";
    let in_one_world = world("[1, 1.5]", pot, event);
    for text in [maximum, equal, apart, in_one_world] {
        assert_eq!(count(&text), 0, "{text}");
    }
}

/// Others known only in sum, a minimum, two years, a rate that is drawn, and a merger.
const MANY: &str = r#"
years = ["2025", "2026"]
coverage = "complete"
growth = "2 %"
[[region]]
id = "a"
[[partnership]]
id = "p"
students = { a = 61 }
[[partnership]]
id = "q"
students = { a = 33 }
[[partnership]]
id = "r"
students = { a = 12 }
[[others]]
id = "rest"
partnerships = 3
students = 100
[[component]]
id = "base"
amount = 500
[[component]]
id = "rate"
amount = 955
per = "student"
when = { students = { at-least = 30 } }
[[division]]
id = "pot"
pot = 150_000
pays = ["base", "rate"]
protect = ["base"]
STEP
[[uncertain]]
id = "growth"
path = "growth"
per = "partnership"
distribution = { kind = "normal", mean = "1 %", sd = "9 %" }
[[uncertain]]
id = "own"
path = "component.rate.amount"
years = "each-year"
distribution = { kind = "discrete", values = [700, 955, 1_000.5] }
[[event]]
id = "fusion"
probability = "30 %"
merge = ["q", "r"]
"#;

#[test]
fn rates_are_to_the_cent_those_of_the_runs_of_the_same_draws() {
    // Whole euros have no form over columns, so that the steps are taken one by one.
    for step in [
        "",
        "rate-step = \"0.01\"",
        "rate-step = \"2.50\"",
        "unit = 1",
    ] {
        let study = Study::of(&MANY.replace("STEP", step));
        let draws = 130;
        let simulated = study.simulated(Draws::Fixed(draws));
        let model = &study.models()[0];
        let runs = (0..draws).map(|draw| {
            let one = replayed(model, SEED, draw).expect("a draw");
            YearResult::of(&one.case.plan, &one.case.inputs)
        });
        let runs: Vec<Vec<YearResult>> = runs.collect();
        for (at, year) in ["2025", "2026"].iter().enumerate() {
            let ceilings = simulated.variants[0].ceilings.iter();
            let mut own = ceilings.filter(|one| one.year.as_deref() == Some(year));
            let ceiling = own.next().expect("a ceiling");
            assert!((1..draws).contains(&ceiling.cut.holds), "{ceiling:?}");
            let rates = runs.iter().map(|years| left(&years[at]));
            let rates: Vec<i64> = rates.collect();
            let band = &ceiling.rates[0].2;
            let ends = [rates.iter().min(), rates.iter().max()];
            let ends = ends.map(|end| Cents::new(*end.expect("draws")));
            assert_eq!([band.least, band.most], ends, "{step} {year}");
            let mean = Exact::from(rates.iter().sum::<i64>()).over(&Exact::from(130));
            assert_eq!(
                band.mean,
                mean.to_cents(Rounding::HalfEven),
                "{step} {year}"
            );
        }
    }
}

/// Returns what a run says was paid per student, to the nearest cent.
fn left(year: &YearResult) -> i64 {
    let rate = year.rates.iter().find(|rate| rate.heads > Exact::zero());
    let effective = rate.and_then(|rate| rate.effective.clone());
    let effective = effective.expect("somebody is counted");
    effective.round(Rounding::HalfUp).expect("small")
}
