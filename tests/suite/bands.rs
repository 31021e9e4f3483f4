//! What a simulation says: sentences and tables, JSON, CSV, Parquet, and its command.
//!
//! The simulation itself is made up here, so that every figure in a report is known beforehand.

mod command;
mod drawn;
mod files;
mod words;

use verdeel::domain::{
    Change, Distribution, Event, Id, NumberRange, OverYears, Per, Provenance, Scenario, Text,
    Uncertain, Uncertainty,
};
use verdeel::money::{Cents, Exact};
use verdeel::plan::AccountKind;
use verdeel::report::{SimulationAsked, SimulationView};
use verdeel::results::{
    Band, BasisPoints, CeilingBand, Chance, CostBands, Receipt, Series, SeriesName, Share,
    Simulated, SimulatedVariant,
};
use verdeel::study::Study;

/// The smallest world with a variant; what is uncertain in it is added by hand.
const WORLD: &str = r#"
title = "Two futures"
years = ["2025/2026"]
coverage = "complete"
[[region]]
id = "noord"
[[partnership]]
id = "de-linde"
students = { noord = 100 }
[[partnership]]
id = "de-es"
students = { noord = 50 }
[[component]]
id = "per-student"
amount = 10
per = "student"
[[division]]
id = "national"
pot = 1_500
pays = ["per-student"]
[[variant]]
id = "v"
title = "A variant"
set = { "component.per-student.amount" = 11 }
"#;

const DRAWS: u64 = 10_000;

/// A simulation that was made up, with the scenarios it is of.
struct Made {
    simulated: Simulated,
    scenarios: Vec<Scenario>,
    receipt: Receipt,
}

impl Made {
    fn new() -> Made {
        let read = |_: &str| Ok(WORLD.to_owned());
        let study = Study::open("world.toml", &read).expect("a sound world");
        let variants = study.opened.variants.iter();
        let mut scenarios: Vec<Scenario> = variants.map(|one| one.scenario.clone()).collect();
        for scenario in &mut scenarios {
            scenario.uncertain = vec![growth()];
        }
        scenarios[1].events = vec![event()];
        Made {
            simulated: simulated(),
            scenarios,
            receipt: Receipt {
                seed: Some(7),
                ..study.receipt()
            },
        }
    }

    /// Calls `look` with the view that reports are made of.
    fn view<T>(&self, is_detailed: bool, look: impl FnOnce(SimulationView<'_>) -> T) -> T {
        let asked = SimulationAsked {
            variant: is_detailed.then_some("v"),
            ..SimulationAsked::default()
        };
        let scenarios: Vec<&Scenario> = self.scenarios.iter().collect();
        let unevaluated = vec![Vec::new(); scenarios.len()];
        look(SimulationView {
            vintages: None,
            scenario: &Text::new("Two futures", "Two futures"),
            question: Some(&Text::new("Who can rely on what?", "Who can rely on what?")),
            path: "world.toml",
            simulated: &self.simulated,
            scenarios: &scenarios,
            unevaluated: &unevaluated,
            receipt: &self.receipt,
            asked,
        })
    }
}

fn growth() -> Uncertain {
    Uncertain {
        id: id("growth"),
        name: Text::new("groei", "growth"),
        target: Uncertainty::Growth(Per::Sector),
        range: NumberRange::Growth,
        distribution: Distribution::Normal {
            mean: Exact::zero(),
            sd: Exact::ratio(1, 20),
        },
        change: Change::Difference,
        years: OverYears::Walk,
        common: Exact::ratio(3, 10),
        provenance: Provenance {
            source: Some("S1".to_owned()),
            grade: None,
        },
    }
}

fn event() -> Event {
    Event {
        id: id("merger"),
        name: Text::new("twee partnerschappen fuseren", "two partnerships merge"),
        sets: Vec::new(),
        probability: Exact::ratio(1, 8),
        provenance: Provenance::default(),
    }
}

fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

fn euros(euros: i64) -> Cents {
    Cents::new(euros * 100)
}

/// A band around a mean in euros: 10,000 to either side at 5 and 95 %.
fn band(mean: i64) -> Band {
    let at = |beside: i64| euros(mean + beside);
    Band {
        mean: at(0),
        sd: euros(6_080),
        error: Cents::new(6_080),
        least: at(-20_000),
        most: at(20_000),
        quantiles: vec![
            (at(-10_000), Cents::new(13_000)),
            (at(0), Cents::new(7_600)),
            (at(10_000), Cents::new(13_000)),
        ],
        tail_mean: at(-12_500),
        resolution: Cents::ZERO,
    }
}

fn series(recipient: &str, component: Option<&str>, mean: i64) -> Series {
    Series {
        name: SeriesName {
            kind: AccountKind::Partnership,
            recipient: recipient.to_owned(),
            region: None,
            component: component.map(str::to_owned),
            year: Some("2025/2026".to_owned()),
        },
        band: band(mean),
        difference: None,
        costs: None,
        chances: Vec::new(),
        kept: vec![euros(mean), euros(mean + 1)],
    }
}

/// Costs that are now covered and now not.
fn paid_oneself() -> CostBands {
    let points = BasisPoints;
    CostBands {
        contribution: Band {
            tail_mean: euros(17_500),
            ..band(5_000)
        },
        difference: Some(band(0)),
        coverage: Some(Band {
            mean: points(9_525),
            sd: points(554),
            error: points(6),
            least: points(8_000),
            most: points(12_500),
            quantiles: vec![
                (points(8_700), points(12)),
                (points(9_500), points(7)),
                (points(10_500), points(12)),
            ],
            tail_mean: points(8_400),
            resolution: points(0),
        }),
    }
}

/// The same in a variant: less by some euros, and in some draws less than in the baseline.
fn varied(series: Series, change: i64, loses: u64) -> Series {
    let share = |holds| Share {
        holds,
        draws: DRAWS,
    };
    Series {
        difference: Some(band(change)),
        costs: (series.name.recipient == "de-es").then(paid_oneself),
        chances: vec![
            (Chance::Loses, share(loses)),
            (Chance::UnderMinimum, share(0)),
        ],
        ..series
    }
}

fn simulated() -> Simulated {
    let linde = || series("de-linde", None, 334_375);
    let part = || series("de-linde", Some("per-student"), 334_375);
    let es = || series("de-es", None, 100_000);
    let ceiling = CeilingBand {
        pot: "national".to_owned(),
        year: Some("2025/2026".to_owned()),
        cut: Share {
            holds: 3_700,
            draws: DRAWS,
        },
        rates: vec![(
            "per-student".to_owned(),
            Text::new("Bedrag per student", "Amount per student"),
            Band {
                mean: Cents::new(93_656),
                quantiles: vec![
                    (Cents::new(91_000), Cents::ONE),
                    (Cents::new(93_700), Cents::ONE),
                    (Cents::new(95_500), Cents::ONE),
                ],
                ..band(900)
            },
        )],
    };
    let happens = Share {
        holds: 1_250,
        draws: DRAWS,
    };
    let variant = |id: &str, title: &str, series: Vec<Series>| SimulatedVariant {
        id: id.to_owned(),
        title: Text::new(title, title),
        series,
        ceilings: vec![ceiling.clone()],
        events: vec![("merger".to_owned(), happens)],
    };
    Simulated {
        seed: 7,
        draws: DRAWS,
        stopped_before: None,
        quantiles: [5, 50, 95].map(|part| Exact::ratio(part, 100)).into(),
        tail: Exact::ratio(1, 20),
        baseline: "base".to_owned(),
        variants: vec![
            variant("base", "base", vec![linde(), part(), es()]),
            variant(
                "v",
                "A variant",
                vec![
                    varied(linde(), -2_000, 1_200),
                    varied(part(), -2_000, 1_200),
                    varied(es(), 0, DRAWS),
                ],
            ),
        ],
    }
}
