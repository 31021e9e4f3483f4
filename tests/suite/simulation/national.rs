//! The national workload against the same workload in another program.
//!
//! `tests/vectors/national.csv` has what 262,144 draws of a NumPy program came to. Both sample one
//! distribution with random numbers of their own, so what they say differs by Monte Carlo error:
//! five standard errors are exceeded by one of a thousand numbers once in 1,700 seeds. The seed is
//! fixed, so a test that passes keeps passing.

use std::sync::LazyLock;

use verdeel::money::{Cents, Exact};
use verdeel::plan::Refusal;
use verdeel::results::{Band, SimulatedVariant};
use verdeel::study;

use super::*;

const DRAWS: u32 = 4_096;

/// The draws of the other program add this to the variance of a difference.
const OTHER: f64 = 1.0 + DRAWS as f64 / 262_144.0;

#[test]
fn the_national_workload_has_the_distribution_of_another_program() {
    let variant = &*NATIONAL;
    let vectors = include_str!("../../vectors/national.csv");
    let rows = vectors.lines().filter(|line| !line.starts_with('#'));
    let mut compared = 0;
    for row in rows.skip(1) {
        let (recipient, numbers) = row.split_once(',').expect("a recipient and its numbers");
        let numbers = numbers
            .split(',')
            .map(|number| number.parse().expect("cents"));
        let numbers: Vec<f64> = numbers.collect();
        let mut series = variant.series.iter();
        let series = series.find(|one| one.name.recipient == recipient);
        let band = &series.expect("everybody has a band").band;
        let [mean, sd, quantiles @ ..] = numbers.as_slice() else {
            panic!("a mean and a deviation in {row}");
        };
        compared += 1;
        let root = f64::from(DRAWS).sqrt();
        assert_near(recipient, "mean", band.mean, *mean, sd / root);
        // Of a distribution about normal the error is sd/√2n; half as much again is for its tails.
        assert_near(
            recipient,
            "sd",
            band.sd,
            *sd,
            1.5 * sd / (2.0_f64.sqrt() * root),
        );
        assert_quantiles(recipient, band, quantiles);
    }
    assert_eq!(compared, 150);
}

#[test]
fn the_national_ceiling_binds_as_often_as_in_another_program() {
    let variant = &*NATIONAL;
    let years = variant
        .ceilings
        .iter()
        .filter(|ceiling| ceiling.year.is_some());
    let cut: u64 = years.clone().map(|ceiling| ceiling.cut.holds).sum();
    let all: u64 = years.map(|ceiling| ceiling.cut.draws).sum();
    assert_eq!(all, 5 * u64::from(DRAWS));
    // 0.4712 of the years. Those of one draw go together, so they count as one: √(¼/n) each.
    let expected = Exact::ratio(4_712, 10_000).times(&Exact::from(5 * i64::from(DRAWS)));
    let allowed = 5.0 * (5.0 * f64::from(DRAWS)) * (0.25 / f64::from(DRAWS)).sqrt() * OTHER.sqrt();
    let expected: f64 = expected.to_decimal_text(1).parse().expect("a number");
    let cut = f64::from(u32::try_from(cut).expect("some years"));
    assert!(
        (cut - expected).abs() <= allowed,
        "{cut} and {expected} years, at most {allowed} apart"
    );
}

#[test]
fn draws_that_auto_cannot_keep_are_refused() {
    // Everything told apart there are 450 recipients and cells, 3 times for the components and 6
    // times for the years, and in each year what the ceiling leaves per student: 8,105 series, of
    // which 48 MiB hold 1,552 draws of 4 bytes. So 1,024 are kept, and their double is too many.
    let everything = |text: String| {
        let fewer = [
            "components = false",
            "regions    = false",
            "years      = false",
        ];
        fewer.iter().fold(text, |text, line| text.replace(line, ""))
    };
    let request = SimulationRequest {
        draws: Draws::Auto {
            precision: Exact::ratio(1, 1_000_000),
        },
        seed: 1,
        keep_draws: true,
    };
    let refused = simulated(everything, &request).expect_err("too much to keep");
    assert_eq!(refused.code, "too-many-draws-to-keep");
    assert!(
        refused.text.en.contains("at most 1552 draws"),
        "{}",
        refused.text.en
    );
}

/// The national workload, simulated once for all tests.
static NATIONAL: LazyLock<SimulatedVariant> = LazyLock::new(|| {
    let request = SimulationRequest {
        draws: Draws::Fixed(DRAWS.into()),
        seed: 1,
        keep_draws: false,
    };
    let simulated = simulated(|text| text, &request).expect("a sound simulation");
    let mut variants = simulated.variants.into_iter();
    variants.next().expect("the scenario itself")
});

/// Simulates the national workload, its text changed in one way.
fn simulated(
    changed: fn(String) -> String,
    request: &SimulationRequest,
) -> Result<Simulated, Box<Refusal>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| {
        let text = std::fs::read_to_string(root.join(path)).map_err(|error| error.to_string())?;
        Ok(if path.ends_with(".toml") {
            changed(text)
        } else {
            text
        })
    };
    let opened = study::Study::open("scenarios/national/benchmark.toml", &read);
    let study = opened.unwrap_or_else(|refused| panic!("{:#?}", refused.problems));
    let model = Model {
        id: "base".to_owned(),
        title: Text::default(),
        scenario: &study.opened.variants[0].scenario,
        case: &study.cases[0],
        worlds: &[],
    };
    simulate(&[model], request, &Unwatched)
}

#[track_caller]
fn assert_quantiles(recipient: &str, band: &Band, expected: &[f64]) {
    assert_eq!(band.quantiles.len(), expected.len());
    for ((own, error), expected) in band.quantiles.iter().zip(expected) {
        assert_near(recipient, "quantile", *own, *expected, float(*error));
    }
}

#[track_caller]
fn assert_near(recipient: &str, what: &str, own: Cents, expected: f64, error: f64) {
    let apart = (float(own) - expected).abs();
    let allowed = 5.0 * error * OTHER.sqrt();
    assert!(
        apart <= allowed,
        "{what} of {recipient}: {own} and {expected} cents, at most {allowed} apart"
    );
}

fn float(cents: Cents) -> f64 {
    cents.count().to_string().parse().expect("a number")
}
