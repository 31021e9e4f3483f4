//! Simulations held against `run` of each of their draws, against shorter and slower ones of
//! themselves, and against expectations by hand.

mod costs;
mod events;
mod moments;
mod national;
mod numbers;
mod rates;
mod replay;
mod same;
mod unmoved;

use crate::runs::Shelf;
use verdeel::domain::{Level, Scenario, Text};
use verdeel::money::Exact;
use verdeel::plan::{AccountKind, compile};
use verdeel::results::{Award, Series, SeriesName, Simulated, YearResult};
use verdeel::scenario::{Opened, Worlds, open};
use verdeel::simulation::{
    Case, Draws, Happened, Model, SimulationRequest, Watch, possible_worlds, replayed, simulate,
};

/// A pot that often cuts, with everything that can be uncertain; of the events one merges, one
/// sets a rate, one takes away a partnership's own amount. The variant has another rate, and an
/// event of its own likelihood.
const UNCERTAIN: &str = r#"
years = ["2025", "2026"]
growth = "2 %"
[[region]]
id = "noord"
[[region]]
id = "zuid"
[[board]]
id = "b1"
[[board]]
id = "b2"
[[partnership]]
id = "p"
sector = "po"
[[partnership]]
id = "q"
sector = "vo"
weight = 2
students = { noord = 50, zuid = 31 }
[[partnership]]
id = "r"
students = { zuid = 17 }
[[count]]
partnership = "p"
region = "noord"
board = "b1"
students = 40
[[count]]
partnership = "p"
region = "zuid"
board = "b2"
students = 20
[[component]]
id = "base"
amounts = { p = 1_000, q = 2_000, r = 100.01 }
[[component]]
id = "rate"
amount = 955
per = "student"
[[division]]
id = "national"
pot = 140_000
pays = ["base", "rate"]
protect = ["base"]
[[uncertain]]
id = "growth"
path = "growth"
per = "partnership"
common = "25 %"
distribution = { kind = "normal", mean = "1 %", sd = "9 %" }
[[uncertain]]
id = "pot"
path = "division.national.pot"
distribution = { kind = "triangular", low = 130_000, mode = 150_000, high = 190_000 }
[[uncertain]]
id = "own"
path = "component.rate.amount"
years = "each-year"
distribution = { kind = "discrete", values = [900, 955, 1_000.5], weights = [1, 2, 1] }
[[event]]
id = "fusion"
probability = "30 %"
merge = ["p", "r"]
[[event]]
id = "larger"
probability = "1/4"
set = { component.base.amounts.q = 3_000 }
[[variant]]
id = "v"
set = { component.base.amounts.p = 7_777.77, event.larger.probability = "1/2" }
[simulation]
minimum = { q = 70_000 }
"#;

/// Nobody watches, and nobody stops it.
struct Unwatched;

impl Watch for Unwatched {
    fn done(&self, _: u64, _: Option<u64>) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// A scenario with every world of every variant, compiled.
struct Study {
    opened: Opened,
    cases: Vec<Case>,
    worlds: Vec<Vec<Happened>>,
}

fn case(scenario: &Scenario) -> Case {
    let (plan, inputs) = compile(scenario).expect("a sound plan");
    Case {
        plan: plan.into(),
        inputs,
    }
}

impl Study {
    #[track_caller]
    fn of(text: &str) -> Study {
        let shelf = Shelf(text);
        let opened = open("s.toml", &shelf);
        let opened = opened.unwrap_or_else(|refused| panic!("{:#?}", refused.problems));
        let mut formed = Worlds::open("s.toml", &shelf).expect("readable");
        let variants = opened.variants.iter().enumerate();
        let worlds = variants.map(|(at, variant)| {
            let happenings = possible_worlds(&variant.scenario.events);
            let happenings = happenings.into_iter().filter(|one| !one.is_empty());
            let worlds = happenings.map(|events| {
                let world = formed.of(at, &events).expect("a variant");
                let scenario = world.expect("a sound world").scenario;
                Happened {
                    case: case(&scenario),
                    events,
                    scenario,
                }
            });
            worlds.collect()
        });
        let worlds = worlds.collect();
        let cases = opened.variants.iter().map(|one| case(&one.scenario));
        Study {
            cases: cases.collect(),
            opened,
            worlds,
        }
    }

    fn models(&self) -> Vec<Model<'_>> {
        let variants = self.opened.variants.iter().enumerate();
        let models = variants.map(|(at, variant)| Model {
            id: variant.id.clone(),
            title: Text::default(),
            scenario: &variant.scenario,
            case: &self.cases[at],
            worlds: &self.worlds[at],
        });
        models.collect()
    }

    #[track_caller]
    fn simulated(&self, draws: Draws) -> Simulated {
        self.watched(draws, &Unwatched)
    }

    #[track_caller]
    fn watched(&self, draws: Draws, watch: &dyn Watch) -> Simulated {
        let request = SimulationRequest {
            keep_draws: matches!(draws, Draws::Fixed(_)),
            draws,
            seed: SEED,
        };
        simulate(&self.models(), &request, watch).expect("what can be drawn")
    }
}

const SEED: u64 = 11;

/// Returns what a run says of an amount, from its awards.
fn awarded(years: &[YearResult], case: &Case, name: &SeriesName) -> i64 {
    let components = &case.plan.components;
    let counts = |award: &&Award| {
        let account = &award.account;
        let at = |level| account.at(level).map(ToString::to_string);
        let region = account.region.as_ref().map(ToString::to_string);
        let is_own = match name.kind {
            AccountKind::Region => at(Level::Region) == Some(name.recipient.clone()),
            AccountKind::Partnership => at(Level::Partnership) == Some(name.recipient.clone()),
            AccountKind::Cell => {
                at(Level::Partnership) == Some(name.recipient.clone()) && region == name.region
            }
            AccountKind::Board => at(Level::Board) == Some(name.recipient.clone()),
            AccountKind::Institute => at(Level::Institute) == Some(name.recipient.clone()),
            kind => {
                (account.kind, account.id.as_str()) == (kind, name.recipient.as_str())
                    && region == name.region
            }
        };
        let component = components[award.component].id.as_str();
        is_own && name.component.as_deref().is_none_or(|own| own == component)
    };
    let years = years.iter().filter(|year| {
        let own = name.year.as_deref();
        own.is_none_or(|own| own == year.year.to_string())
    });
    let awards = years.flat_map(|year| year.awards.iter().filter(counts));
    awards.map(|award| award.amount.count()).sum()
}

/// Returns the series of a recipient, of everything and all years together or the only one.
#[track_caller]
fn whole<'a>(simulated: &'a Simulated, variant: usize, recipient: &str) -> &'a Series {
    let series = simulated.variants[variant].series.iter();
    let mut own = series.filter(|one| {
        one.name.recipient == recipient
            && one.name.component.is_none()
            && one.name.kind != AccountKind::Cell
    });
    own.next_back().expect("a series")
}

/// Returns a number far below 2^53 as a float.
#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn float(number: i64) -> f64 {
    number as f64
}

fn percent(percent: i64) -> Exact {
    Exact::ratio(percent, 100)
}
