//! Futures: what the columns of the pool make of the numbers of one model.

use super::pool::{Drawn, Node, Pool, float};
use crate::domain::{Change, OverYears, Per, Scenario, Text, Uncertain, Uncertainty};
use crate::draw::{BadNumber, round_half_even, whole_products};
use crate::engine::LANES;
use crate::money::{Cents, MAX_AMOUNT};
use crate::plan::{CountOwner, CountRule, Inputs, Plan, PlanYear, Refusal, SlotLine, Unit, grown};

/// Greatest count that a draw can come to: a hundred million heads.
const MAX_HEADS: f64 = 100_000_000.0;

/// Parts of one in which drawn fractions are written.
const PARTS: i64 = 1_000_000_000;

/// What the draws write into the numbers of one model.
#[derive(Clone, Debug)]
pub(super) struct Futures {
    heads: Vec<HeadsWriter>,
    numbers: Vec<NumberWriter>,
    years: usize,
}

/// A count of a year: so many heads times a column.
#[derive(Clone, Debug)]
struct HeadsWriter {
    year: usize,
    count: usize,
    heads: f64,
    factor: Node,
}

/// A number of a year.
#[derive(Clone, Debug)]
struct NumberWriter {
    year: usize,
    line: SlotLine,
    base: f64,
    change: Change,
    value: Node,
}

impl Futures {
    /// Prepares what the uncertain numbers of a scenario do to a plan.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] where an uncertain number has no place in the plan, or no distribution.
    pub(super) fn of(
        scenario: &Scenario,
        (plan, inputs): (&Plan, &Inputs),
        pool: &mut Pool,
    ) -> Result<Futures, Refusal> {
        let years: Vec<&PlanYear> = plan
            .years
            .iter()
            .chain(plan.costs.years.iter().map(|year| &year.counted))
            .collect();
        let mut futures = Futures {
            heads: Vec::new(),
            numbers: Vec::new(),
            years: years.len(),
        };
        let of_counts: Vec<&Uncertain> = scenario
            .uncertain
            .iter()
            .filter(|one| !matches!(one.target, Uncertainty::Number(_)))
            .collect();
        for (position, year) in years.iter().enumerate() {
            for (count, rule) in year.counts.iter().enumerate() {
                let factor = path(rule, inputs, &of_counts, pool)?;
                if let Some((heads, factor)) = factor {
                    futures.heads.push(HeadsWriter {
                        year: position,
                        count,
                        heads,
                        factor,
                    });
                }
            }
        }
        for one in &scenario.uncertain {
            if let Uncertainty::Number(pattern) = &one.target {
                futures.add_number((one, pattern), (plan, inputs), &years, pool)?;
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
    ) -> Result<(), Refusal> {
        let lines = plan.slots.iter();
        let found: Vec<(&SlotLine, String)> = lines
            .filter_map(|line| Some((line, matched(pattern, &line.path)?)))
            .collect();
        if found.is_empty() {
            return Err(unknown(one, pattern));
        }
        for (line, entity) in found {
            let base = match line.unit {
                Unit::Cents | Unit::Heads => exact_float(inputs.heads(line.slot, 0)),
                Unit::Fraction => float(&inputs.fraction(line.slot, 0)),
            };
            let mut walked: Option<Node> = None;
            for (position, year) in years.iter().enumerate() {
                let name = match one.years {
                    OverYears::Once => String::new(),
                    OverYears::EachYear | OverYears::Walk => year.year.to_string(),
                };
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

    /// Returns the columns that it reads.
    pub(super) fn reads(&self) -> impl Iterator<Item = Node> + '_ {
        let heads = self.heads.iter().map(|one| one.factor);
        heads.chain(self.numbers.iter().map(|one| one.value))
    }

    /// Marks in a block what draws write.
    pub(super) fn vary(&self, block: &mut Inputs) {
        for one in &self.heads {
            if let Some(year) = block.year_mut(one.year) {
                year.drawn_heads_mut(one.count);
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
            let column = drawn.column(one.factor);
            if let Some(year) = block.year_mut(one.year) {
                let heads = year.drawn_heads_mut(one.count);
                whole_products(one.heads, column, MAX_HEADS, heads);
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
    }

    /// Returns the greatest numbers that a draw can come to, in a single lane.
    pub(super) fn most(&self, inputs: &Inputs, greatest: &[f64]) -> Inputs {
        let mut most = self.block(inputs, 1);
        for one in &self.heads {
            if let Some(year) = most.year_mut(one.year) {
                let factor = [greatest[one.factor]];
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
                one.write(year, 0, greatest[one.value]);
            }
        }
        most
    }
}

impl NumberWriter {
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
                let most = exact_float(MAX_AMOUNT.count());
                let cents = whole(round_half_even(number.clamp(0.0, most)));
                year.write_cents(slot, lane, Cents::new(cents));
            }
            Unit::Heads => {
                let heads = whole(round_half_even(number.clamp(0.0, MAX_HEADS)));
                year.write_heads(slot, lane, heads);
            }
            Unit::Fraction => {
                let least = if self.line.path.contains("growth") {
                    -1.0
                } else {
                    0.0
                };
                let parts = number.clamp(least, 1_000_000.0) * exact_float(PARTS);
                year.write_fraction(slot, lane, (whole(round_half_even(parts)), PARTS));
            }
        }
    }
}

/// Returns the heads of a count and the column by which they are multiplied; `None` where nothing
/// uncertain touches it.
fn path(
    rule: &CountRule,
    inputs: &Inputs,
    uncertain: &[&Uncertain],
    pool: &mut Pool,
) -> Result<Option<(f64, Node)>, Refusal> {
    let base = inputs.heads(rule.base, 0);
    let growth = rule.growth.map(|slot| inputs.fraction(slot, 0));
    let mut factors: Vec<Node> = Vec::new();
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
                let back = std::iter::successors(Some(rule.year), |year| Some(year.shifted(-1)));
                let years: Vec<_> = back.take(rule.years as usize).collect();
                let mut walked: Option<Node> = None;
                for year in years.iter().rev() {
                    let name = match one.years {
                        OverYears::Once => String::new(),
                        OverYears::EachYear | OverYears::Walk => year.to_string(),
                    };
                    let values = values(pool, &name, per)?;
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
                let mut year = rule.year;
                for _ in 0..=walks {
                    let name = match one.years {
                        OverYears::Once => String::new(),
                        OverYears::EachYear | OverYears::Walk => year.to_string(),
                    };
                    factors.push(values(pool, &name, per)?);
                    year = year.shifted(-1);
                }
            }
            Uncertainty::Number(_) => {}
        }
    }
    let factor = factors
        .into_iter()
        .reduce(|left, right| pool.times(left, right));
    Ok(factor.map(|factor| {
        let heads = match (&growth, is_grown) {
            (Some(rate), false) => exact_float(grown(base, rate, rule.years)),
            _ => exact_float(base),
        };
        (heads, factor)
    }))
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

/// Returns what the star in a pattern stands for, where a path fits it.
fn matched(pattern: &str, path: &str) -> Option<String> {
    let Some((before, after)) = pattern.split_once('*') else {
        return (pattern == path).then(|| path.to_owned());
    };
    let inside = path.strip_prefix(before)?.strip_suffix(after)?;
    let is_one_step = !inside.is_empty() && !inside.contains('.');
    is_one_step.then(|| inside.to_owned())
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

fn unsound(one: &Uncertain, problem: &BadNumber) -> Refusal {
    Refusal {
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
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "whole numbers far below 2^53, held to a range by the caller"
)]
fn whole(number: f64) -> i64 {
    number as i64
}

#[expect(
    clippy::cast_precision_loss,
    reason = "amounts and counts are below 2^53"
)]
fn exact_float(number: i64) -> f64 {
    number as f64
}
