//! A second, naive allocation in exact fractions, written from the definitions in the method.
//!
//! It reads the domain scenario and nothing else of the program: no plan, no engine, no rules, and
//! of the money no more than the number of cents. It is slow and plain on purpose. The engine must
//! agree with it to the cent, for every year, account and component of random scenarios.

use crate::runs::opened;
use crate::worlds::{World, tapes, trials};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use proptest::prelude::proptest;
use std::collections::BTreeMap;
use verdeel::domain::{Conversion, Flow, Scenario, Year};
use verdeel::engine::{Silent, allocate};
use verdeel::money::Exact;

mod count;
mod pass;
mod pay;
mod share;

/// An exact fraction.
type Q = BigRational;

/// Whole cents by component and account, where an account is named as in results.
type Held = BTreeMap<(String, String), i64>;

/// One year under way.
struct Oracle<'a> {
    scenario: &'a Scenario,
    year: Year,
    held: Held,
}

impl Oracle<'_> {
    fn give(&mut self, component: &str, account: &str, cents: i64) {
        let key = (component.to_owned(), account.to_owned());
        *self.held.entry(key).or_default() += cents;
    }
}

/// Allocates every year that the scenario needs, of the scheme's own kind.
fn allocated(scenario: &Scenario) -> Vec<(Year, Held)> {
    let asked = scenario.years.first().map(|year| year.kind());
    let converts = scenario
        .scheme
        .year_kind
        .is_some_and(|kind| Some(kind) != asked)
        && scenario.conversion == Conversion::Months;
    let mut years = scenario.years.clone();
    if converts {
        years = years.iter().flat_map(|year| year.overlapped()).collect();
        years.sort();
        years.dedup();
    }
    let one = |year: Year| {
        let mut oracle = Oracle {
            scenario,
            year,
            held: Held::new(),
        };
        for division in &scenario.scheme.divisions {
            match &division.flow {
                Flow::Payment(payment) => oracle.pay(division.id.as_str(), payment),
                Flow::Passage(passage) => oracle.pass(division.id.as_str(), passage),
            }
        }
        oracle.held.retain(|_, cents| *cents != 0);
        (year, oracle.held)
    };
    years.into_iter().map(one).collect()
}

/// Reads an exact number of the domain, which is written as `p/q`.
fn q(exact: &Exact) -> Q {
    let text = exact.to_string();
    let (above, below) = text.split_once('/').expect("a ratio");
    Q::new(
        above.parse().expect("a number"),
        below.parse().expect("a number"),
    )
}

fn whole(number: i64) -> Q {
    Q::from_integer(BigInt::from(number))
}

fn floor(number: &Q) -> i64 {
    number.floor().to_integer().to_i64().expect("fits")
}

/// Rounds half up; amounts are never negative here.
fn half_up(number: &Q) -> i64 {
    floor(&(number + Q::new(1.into(), 2.into())))
}

fn sum(numbers: &[Q]) -> Q {
    numbers
        .iter()
        .fold(Q::zero(), |total, number| total + number)
}

/// Shares a pot by weights; nobody gets anything when there are no weights.
fn by_weight(pot: &Q, weights: &[Q]) -> Vec<Q> {
    let total = sum(weights);
    let share = |weight: &Q| {
        if total.is_zero() {
            Q::zero()
        } else {
            pot * weight / &total
        }
    };
    weights.iter().map(share).collect()
}

/// Places at most `most` cents on exact amounts in whole units: first what is whole, then one unit
/// each to the largest remainders, equal ones in the given order of precedence.
fn largest_remainders(most: i64, quotas: &[Q], unit: i64, precedence: &[usize]) -> Vec<i64> {
    let most = most.min(floor(&sum(quotas)));
    let units: Vec<Q> = quotas.iter().map(|quota| quota / whole(unit)).collect();
    let mut parts: Vec<i64> = units.iter().map(floor).collect();
    let mut waiting: Vec<usize> = precedence.to_vec();
    waiting.retain(|at| !units[*at].is_integer());
    waiting.sort_by(|left, right| units[*right].fract().cmp(&units[*left].fract()));
    let spare = most / unit - parts.iter().sum::<i64>();
    for at in waiting
        .into_iter()
        .take(usize::try_from(spare.max(0)).expect("few"))
    {
        parts[at] += 1;
    }
    parts.into_iter().map(|part| part * unit).collect()
}

/// Finds the one level `t` at which `min(max(t * weight, least), most)` adds up to the pot, by
/// trying every level at which somebody leaves a bound and drawing a line to the next.
fn filled(pot: &Q, weights: &[Q], bounds: &[(Q, Option<Q>)]) -> Option<Vec<Q>> {
    let at_level = |level: &Q| -> Vec<Q> {
        let one = |(weight, (least, most)): (&Q, &(Q, Option<Q>))| {
            let amount = (weight * level).max(least.clone());
            most.as_ref()
                .map_or(amount.clone(), |most| amount.min(most.clone()))
        };
        weights.iter().zip(bounds).map(one).collect()
    };
    let mut levels = vec![Q::zero()];
    for (weight, (least, most)) in weights
        .iter()
        .zip(bounds)
        .filter(|(weight, _)| weight.is_positive())
    {
        levels.push(least / weight);
        levels.extend(most.as_ref().map(|most| most / weight));
    }
    levels.sort();
    let last = levels.last().cloned().unwrap_or_default() + whole(1);
    levels.push(last);
    let totals: Vec<Q> = levels.iter().map(|level| sum(&at_level(level))).collect();
    if totals[0] > *pot {
        return None;
    }
    for at in 1..levels.len() {
        let (low, high) = (&totals[at - 1], &totals[at]);
        let is_last = at == levels.len() - 1;
        if high > low && (pot <= high || is_last) {
            let slope = (&levels[at] - &levels[at - 1]) / (high - low);
            return Some(at_level(&(&levels[at - 1] + (pot - low) * slope)));
        }
    }
    (totals[0] == *pot).then(|| at_level(&Q::zero()))
}

/// Returns what the engine leaves in each account, as [`allocated`] does.
fn engine(text: &str) -> Vec<(Scenario, Vec<Held>)> {
    let study = opened(text);
    let variants = study.opened.variants.iter().zip(&study.cases);
    let variants = variants.map(|(variant, case)| {
        let allocation = allocate(&case.plan, &case.inputs, &mut Silent);
        let held = allocation.years.iter().map(|year| {
            let mut held = Held::new();
            for (at, component) in case.plan.components.iter().enumerate() {
                for (account, name) in case.plan.accounts.iter().enumerate() {
                    let cents = year.balances.amount(at, account, 0).count();
                    if cents != 0 {
                        held.insert((component.id.to_string(), name.to_string()), cents);
                    }
                }
            }
            held
        });
        (variant.scenario.clone(), held.collect())
    });
    variants.collect()
}

#[track_caller]
fn agree(world: &World) {
    let text = world.text();
    for (scenario, years) in engine(&text) {
        let expected = allocated(&scenario);
        assert_eq!(expected.len(), years.len(), "{text}");
        for ((year, expected), found) in expected.iter().zip(&years) {
            assert_eq!(found, expected, "engine, then oracle, in {year}\n{text}");
        }
    }
}

proptest! {
    #![proptest_config(trials(600))]

    #[test]
    fn engine_and_oracle_agree_on_rules_of_any_kind(mut tape in tapes()) {
        agree(&World::of(&mut tape));
    }
}

proptest! {
    #![proptest_config(trials(200))]

    #[test]
    fn engine_and_oracle_agree_on_the_schemes(mut tape in tapes()) {
        agree(&World::of_scheme(&mut tape));
    }
}

#[test]
fn the_oracle_fills_between_bounds_as_by_hand() {
    // 60 by 1:1:4 is 10, 10, 40; at most 30 for the third leaves 30 on 1:1; at least 20 for the
    // second leaves 10.
    let weights = [1, 1, 4].map(whole);
    let bounds = [(0, 100), (20, 100), (0, 30)].map(|(low, high)| (whole(low), Some(whole(high))));
    assert_eq!(
        filled(&whole(60), &weights, &bounds),
        Some([10, 20, 30].map(whole).to_vec())
    );
    assert_eq!(filled(&whole(19), &weights, &bounds), None);
    assert_eq!(filled(&whole(231), &weights, &bounds), None);
}
