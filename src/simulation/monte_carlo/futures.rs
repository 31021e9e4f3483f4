//! Futures: what the columns of the pool make of the numbers of one model.

use std::collections::BTreeSet;

use super::floats::{from_whole, nearest, to_whole};
use super::pool::{ColumnAt, Drawn, Pool};
use super::projecting::{self, ProjectionWriter, drawn_projection};
use crate::domain::{
    Change, NumberRange, OverYears, Per, Scenario, SchoolYear, Text, Uncertain, Uncertainty,
    matched,
};
use crate::draw::{BadNumber, round_half_even, whole_products, whole_products_of_two};
use crate::engine::LANES;
use crate::money::{Cents, Exact, MAX_AMOUNT};
use crate::plan::{
    CountOwner, CountRule, GrowthRule, Inputs, Plan, PlanYear, Refusal, Slot, SlotLine, Unit,
};

/// Greatest count that a draw can come to: a hundred million heads.
pub(super) const MAX_HEADS: f64 = 100_000_000.0;

/// Parts of one in which drawn fractions are written.
const PARTS: i64 = 1_000_000_000;

/// What the draws write into the numbers of one model.
#[derive(Clone, Debug)]
pub(super) struct Futures {
    heads: Vec<HeadsWriter>,
    numbers: Vec<NumberWriter>,
    projections: Vec<ProjectionWriter>,
    years: usize,
    /// Uncertain numbers that have no place here.
    pub(super) absent: Vec<Refusal>,
}

/// A count of a year: so many heads times a column, or times two.
#[derive(Clone, Debug, PartialEq)]
struct HeadsWriter {
    year: usize,
    count: usize,
    heads: f64,
    factor: ColumnAt,
    second: Option<ColumnAt>,
}

/// A number of a year.
#[derive(Clone, Debug, PartialEq)]
struct NumberWriter {
    year: usize,
    line: SlotLine,
    base: f64,
    change: Change,
    range: NumberRange,
    value: ColumnAt,
}

impl Futures {
    /// Prepares what the uncertain numbers of a scenario do to a plan.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] where an uncertain number has no distribution.
    pub(super) fn of(
        scenario: &Scenario,
        (plan, inputs): (&Plan, &Inputs),
        pool: &mut Pool,
    ) -> Result<Futures, Box<Refusal>> {
        let years: Vec<&PlanYear> = plan
            .years
            .iter()
            .chain(plan.costs.years.iter().map(|year| &year.counted))
            .collect();
        let mut futures = Futures {
            heads: Vec::new(),
            numbers: Vec::new(),
            projections: Vec::new(),
            years: years.len(),
            absent: Vec::new(),
        };
        let of_counts: Vec<&Uncertain> = scenario
            .uncertain
            .iter()
            .filter(|one| !matches!(one.target, Uncertainty::Number(_)))
            .collect();
        for one in &scenario.uncertain {
            if let Uncertainty::Number(pattern) = &one.target {
                futures.add_number((one, pattern), (plan, inputs), &years, pool)?;
            }
        }
        let drawn: BTreeSet<Slot> = futures.numbers.iter().map(|one| one.line.slot).collect();
        for (position, year) in years.iter().enumerate() {
            for (count, rule) in year.counts.iter().enumerate() {
                let path = path(rule, inputs, &of_counts, pool)?;
                if let Some(projection) = drawn_projection(rule, &drawn) {
                    let factor = path.map(|path| match path.second {
                        Some(second) => pool.times(path.factor, second),
                        None => path.factor,
                    });
                    let at = (position, count);
                    projecting::add(&mut futures.projections, at, (rule, projection), factor);
                } else if let Some(path) = path {
                    futures.heads.push(HeadsWriter {
                        year: position,
                        count,
                        heads: path.heads,
                        factor: path.factor,
                        second: path.second,
                    });
                }
            }
        }
        Ok(futures)
    }

    fn add_number(
        &mut self,
        (one, pattern): (&Uncertain, &str),
        (plan, inputs): (&Plan, &Inputs),
        years: &[&PlanYear],
        pool: &mut Pool,
    ) -> Result<(), Box<Refusal>> {
        let lines = plan.slots.iter();
        let found: Vec<(&SlotLine, String)> = lines
            .filter_map(|line| Some((line, matched(pattern, &line.path)?)))
            .collect();
        if found.is_empty() {
            self.absent.push(unknown(one, pattern));
        }
        for (line, entity) in found {
            let base = match line.unit {
                Unit::Cents | Unit::Heads => from_whole(inputs.heads(line.slot, 0)),
                Unit::Fraction => nearest(&inputs.fraction(line.slot, 0)),
            };
            let mut walked: Option<ColumnAt> = None;
            for (position, year) in years.iter().enumerate() {
                if position == plan.years.len() {
                    // Costs are counted in the same years again.
                    walked = None;
                }
                let name = of_year(one.years, year.year);
                let own = pool.values(one, &entity, &name);
                let own = own.map_err(|problem| unsound(one, &problem))?;
                let value = match (one.years, walked, one.change) {
                    (OverYears::Walk, Some(before), Change::Factor) => pool.times(before, own),
                    (OverYears::Walk, Some(before), _) => pool.plus(before, own),
                    _ => own,
                };
                walked = Some(value);
                self.numbers.push(NumberWriter {
                    year: position,
                    line: line.clone(),
                    base,
                    change: one.change,
                    range: one.range,
                    value,
                });
            }
        }
        Ok(())
    }

    /// Returns the numbers of a block, ready to be written.
    pub(super) fn block(&self, inputs: &Inputs, lanes: usize) -> Inputs {
        let mut block = inputs.in_lanes(lanes);
        block.tell_years_apart(self.years);
        block
    }

    /// Says whether draws write the same numbers in the same places.
    pub(super) fn write_as(&self, other: &Futures) -> bool {
        self.heads == other.heads
            && self.numbers == other.numbers
            && self.projections == other.projections
    }

    /// Returns the columns that it reads.
    pub(super) fn reads(&self) -> impl Iterator<Item = ColumnAt> + '_ {
        let heads = self.heads.iter();
        let heads = heads.flat_map(|one| std::iter::once(one.factor).chain(one.second));
        let numbers = self.numbers.iter().map(|one| one.value);
        let projections = self.projections.iter().flat_map(ProjectionWriter::reads);
        heads.chain(numbers).chain(projections)
    }

    /// Marks in a block what draws write.
    pub(super) fn vary(&self, block: &mut Inputs) {
        for one in &self.heads {
            if let Some(year) = block.year_mut(one.year) {
                year.drawn_heads_mut(one.count);
            }
        }
        for one in &self.projections {
            if let Some(year) = block.year_mut(one.year) {
                one.vary(year);
            }
        }
        for one in &self.numbers {
            if let Some(year) = block.year_mut(one.year) {
                one.write(year, 0, 0.0);
            }
        }
    }

    /// Writes a block of draws.
    pub(super) fn write(&self, drawn: &Drawn, block: &mut Inputs) {
        for one in &self.heads {
            let factor = drawn.column(one.factor);
            if let Some(year) = block.year_mut(one.year) {
                let heads = year.drawn_heads_mut(one.count);
                match one.second.map(|second| drawn.column(second)) {
                    None => whole_products(one.heads, factor, MAX_HEADS, heads),
                    Some(second) => {
                        whole_products_of_two(one.heads, (factor, second), MAX_HEADS, heads);
                    }
                }
            }
        }
        for one in &self.numbers {
            let column = drawn.column(one.value);
            if let Some(year) = block.year_mut(one.year) {
                for (lane, value) in column.iter().enumerate().take(LANES) {
                    one.write(year, lane, *value);
                }
            }
        }
        for one in &self.projections {
            if let Some(year) = block.year_mut(one.year) {
                one.write(drawn, year);
            }
        }
    }

    /// Returns the greatest numbers that a draw can come to, in a single lane.
    pub(super) fn most(&self, inputs: &Inputs, greatest: &[f64]) -> Inputs {
        let mut most = self.block(inputs, 1);
        for one in &self.heads {
            if let Some(year) = most.year_mut(one.year) {
                let factor = [greatest[one.factor] * one.second.map_or(1.0, |at| greatest[at])];
                whole_products(
                    one.heads,
                    &factor,
                    MAX_HEADS,
                    year.drawn_heads_mut(one.count),
                );
            }
        }
        for one in &self.numbers {
            if let Some(year) = most.year_mut(one.year) {
                one.write_most(year, greatest[one.value]);
            }
        }
        for one in &self.projections {
            if let Some(year) = most.year_mut(one.year) {
                one.write_most(greatest, year);
            }
        }
        most
    }
}

impl NumberWriter {
    /// Writes the number at which amounts are greatest: nobody leaves, or the greatest drawn one.
    fn write_most(&self, year: &mut Inputs, greatest: f64) {
        if self.line.path.starts_with("projection.attrition.") {
            year.write_fraction(self.line.slot, 0, (0, 1));
        } else {
            self.write(year, 0, greatest);
        }
    }

    /// Writes a drawn value, rounded half to even, and never below what the number allows.
    fn write(&self, year: &mut Inputs, lane: usize, value: f64) {
        let unit = match self.line.unit {
            Unit::Cents => 100.0,
            Unit::Heads | Unit::Fraction => 1.0,
        };
        let number = match self.change {
            Change::Value => value * unit,
            Change::Factor => self.base * value,
            Change::Difference => self.base + value * unit,
        };
        let slot = self.line.slot;
        match self.line.unit {
            Unit::Cents => {
                let most = from_whole(MAX_AMOUNT.count());
                let cents = to_whole(round_half_even(number.clamp(0.0, most)));
                year.write_cents(slot, lane, Cents::new(cents));
            }
            Unit::Heads => {
                let heads = to_whole(round_half_even(number.clamp(0.0, MAX_HEADS)));
                year.write_heads(slot, lane, heads);
            }
            Unit::Fraction => {
                let (least, most) = match self.range {
                    NumberRange::Counted => (0.0, 1_000_000.0),
                    NumberRange::Part => (0.0, 1.0),
                    NumberRange::Growth => (-1.0, 1_000_000.0),
                };
                let parts = number.clamp(least, most) * from_whole(PARTS);
                year.write_fraction(slot, lane, (to_whole(round_half_even(parts)), PARTS));
            }
        }
    }
}

/// The heads of a count and the column by which they are multiplied, or the two.
struct Path {
    heads: f64,
    factor: ColumnAt,
    second: Option<ColumnAt>,
}

/// Returns what uncertain growth and counts make of a count; `None` where they do not touch it.
fn path(
    rule: &CountRule,
    inputs: &Inputs,
    uncertain: &[&Uncertain],
    pool: &mut Pool,
) -> Result<Option<Path>, Box<Refusal>> {
    // What projects students is in the heads, which are whole before drawn growth multiplies them.
    let growth = match &rule.growth {
        GrowthRule::Counted => None,
        GrowthRule::Rate(slot) => Some(inputs.fraction(*slot, 0)),
        GrowthRule::Projection(_) => Some(Exact::zero()),
    };
    let mut factors: Vec<ColumnAt> = Vec::new();
    let mut is_grown = false;
    for one in uncertain {
        let values = |pool: &mut Pool, year: &str, per: Per| {
            let found = pool.values(one, entity(per, &rule.of), year);
            found.map_err(|problem| unsound(one, &problem))
        };
        match one.target {
            Uncertainty::Growth(per) => {
                let Some(rate) = growth.as_ref().filter(|_| rule.years > 0) else {
                    continue;
                };
                is_grown = true;
                let mut walked: Option<ColumnAt> = None;
                for name in names(one.years, rule.year, rule.years).iter().rev() {
                    let values = values(pool, name, per)?;
                    let factor = pool.growth(values, one.change, rate);
                    walked = Some(match walked {
                        Some(before) => pool.times(before, factor),
                        None => factor,
                    });
                }
                factors.extend(walked);
            }
            Uncertainty::Counts(per) => {
                let walks = match one.years {
                    OverYears::Walk => rule.years,
                    OverYears::Once | OverYears::EachYear => 0,
                };
                for name in names(one.years, rule.year, walks + 1) {
                    factors.push(values(pool, &name, per)?);
                }
            }
            Uncertainty::Number(_) => {}
        }
    }
    let last = factors.pop();
    let before = factors
        .into_iter()
        .reduce(|left, right| pool.times(left, right));
    // The last product is made where it is written, without a column of its own.
    let (factor, second) = match before {
        None => (last, None),
        Some(_) => (before, last),
    };
    Ok(factor.map(|factor| {
        let heads = match (&rule.growth, is_grown) {
            (GrowthRule::Rate(_), true) => inputs.heads(rule.base, 0),
            _ => rule.heads(inputs, 0),
        };
        Path {
            heads: from_whole(heads),
            factor,
            second,
        }
    }))
}

/// Returns the names under which a number is drawn in so many years up to `last`, the last first.
fn names(of: OverYears, last: SchoolYear, years: u32) -> Vec<String> {
    let year = |before: &SchoolYear| Some(before.shifted(-1));
    let all = std::iter::successors(Some(last), year).take(years as usize);
    all.map(|year| of_year(of, year)).collect()
}

/// Returns the year by which a random number is known; empty where one serves all years.
fn of_year(over: OverYears, year: impl std::fmt::Display) -> String {
    match over {
        OverYears::Once => String::new(),
        OverYears::EachYear | OverYears::Walk => year.to_string(),
    }
}

/// Returns whose random number a count follows.
fn entity(per: Per, of: &CountOwner) -> &str {
    let id = match per {
        Per::National => return "",
        Per::Sector => return of.sector.map_or("-", |sector| sector.name()),
        Per::Region => &of.region,
        Per::Partnership => &of.partnership,
    };
    id.as_ref().map_or("-", |id| id.as_str())
}

fn unknown(one: &Uncertain, pattern: &str) -> Refusal {
    Refusal {
        code: "no-such-number",
        path: format!("uncertain.{}.path", one.id),
        text: Text::new(
            format!("`{pattern}` is geen getal dat in dit scenario wordt gebruikt"),
            format!("`{pattern}` is no number that this scenario uses"),
        ),
        hint: Text::new(
            "`verdeel check` noemt de parameters; `growth` en `counts` gaan over aantallen",
            "`verdeel check` names the parameters; `growth` and `counts` are about counts",
        ),
    }
}

fn unsound(one: &Uncertain, problem: &BadNumber) -> Box<Refusal> {
    Box::new(Refusal {
        code: "unsound-distribution",
        path: format!("uncertain.{}.distribution", one.id),
        text: Text::new(
            format!("uit deze verdeling kan niet worden getrokken: {problem}"),
            format!("nothing can be drawn from this distribution: {problem}"),
        ),
        hint: Text::new(
            "pas de parameters van de verdeling aan",
            "change the parameters of the distribution",
        ),
    })
}
