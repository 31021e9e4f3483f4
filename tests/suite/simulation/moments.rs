//! Means and quantiles against expectations by hand.
//!
//! A mean over n draws lies within four standard errors sd/√n of its expectation, but for one
//! seed in 16,000; the seed is fixed, so a test that passes keeps passing.

use verdeel::results::Band;

use super::*;

const DRAWS: u32 = 40_000;

/// One partnership of 100 students at ten euros: 1,000 euros before anything happens.
fn one(more: &str) -> Simulated {
    let text = format!(
        "years = [\"2025\"]\n[[region]]\nid = \"a\"\n[[partnership]]\nid = \"p\"\n\
         students = {{ a = 100 }}\n[[component]]\nid = \"rate\"\namount = 10\nper = \"student\"\n\
         [[division]]\nid = \"all\"\npays = [\"rate\"]\n{more}"
    );
    Study::of(&text).simulated(Draws::Fixed(DRAWS.into()))
}

#[test]
fn means_and_spreads_are_the_expected_ones() {
    let discrete = "[[uncertain]]\nid = \"n\"\npath = \"counts\"\ndistribution = { \
        kind = \"discrete\", values = [0.9, 1.3], weights = [3, 1] }\n";
    let rate = "[[uncertain]]\nid = \"r\"\npath = \"component.rate.amount\"\ndistribution = { \
        kind = \"uniform\", low = 8, high = 14 }\n";
    let event = "[[event]]\nid = \"e\"\nprobability = \"1/5\"\n\
        set = { component.rate.amount = 20 }\n";
    let both = format!("{discrete}{event}");
    // Expectation and standard deviation in cents.
    let table: [(&str, &str, f64, f64); 4] = [
        // 90,000 or 130,000 with 3 to 1: 100,000 ± √(3/16) × 40,000.
        ("two counts", discrete, 100_000.0, 17_320.5),
        // 800 to 1,400 euros, all alike: the root of 60,000²/12.
        ("a rate", rate, 110_000.0, 17_320.5),
        // 1,000 and once in five 2,000 euros: √(0.16) × 100,000.
        ("an event", event, 120_000.0, 40_000.0),
        // Independent: E = 100 × 12; E² of heads 10,300, of rates 160 → 1,648,000 − 1,440,000.
        ("both", &both, 120_000.0, 45_607.0),
    ];
    for (name, text, mean, sd) in table {
        let simulated = one(text);
        let Band {
            mean: own,
            sd: spread,
            error,
            ..
        } = whole(&simulated, 0, "p").band.clone();
        let allowed = 4.0 * sd / f64::from(DRAWS).sqrt();
        let off = (float(own.count()) - mean).abs();
        assert!(off < allowed, "{name}: {own} against {mean}");
        // The spread of these is within two percent, over ten of its own standard errors.
        let off = (float(spread.count()) - sd).abs();
        assert!(off < 0.02 * sd, "{name}: {spread} against {sd}");
        let expected = float(spread.count()) / f64::from(DRAWS).sqrt();
        assert!(
            (float(error.count()) - expected).abs() <= 1.0,
            "{name}: {error}"
        );
    }
}

#[test]
fn quantiles_of_a_uniform_rate_lie_on_the_line() {
    let rate = "[[uncertain]]\nid = \"r\"\npath = \"component.rate.amount\"\ndistribution = { \
        kind = \"uniform\", low = 8, high = 14 }\n";
    let simulated = one(rate);
    assert_eq!(simulated.quantiles, [5, 25, 50, 75, 95].map(percent));
    let band = &whole(&simulated, 0, "p").band;
    for (at, (quantile, _)) in [0.05_f64, 0.25, 0.5, 0.75, 0.95]
        .iter()
        .zip(&band.quantiles)
    {
        let expected = 80_000.0 + 60_000.0 * at;
        // √(p(1 − p)/n) over the density of 1/60,000.
        let error = (at * (1.0 - at) / f64::from(DRAWS)).sqrt() * 60_000.0;
        let off = (float(quantile.count()) - expected).abs();
        // Rates are whole cents, so amounts are a hundred apart.
        assert!(off < 4.0 * error + 100.0, "{at}: {quantile}");
    }
}
