//! Figures: what the named numbers of a scenario come to.
//!
//! Every figure is read from what the models gave, or from a probe that others use as well: wishes,
//! break-even values, solving. Nothing here decides an amount.

mod combined;
mod held;
mod sought;

use super::covering::covering;
use super::wishes::judge_one;
use super::{Case, Contender, Judged, break_evens};
use crate::domain::{Check, Figure, FigureKind, Id, Level, Pick, Scenario, View, When, Year};
use crate::money::Cents;
use crate::plan::Unit;
use crate::results::comparison::{BreakEvens, Comparison, Depth, Direction, Model, compare};
use crate::results::{FigureValue, Figures, Found, VariantResult, Verdict, YearResult};

/// The models that figures are about, in one order.
#[derive(Clone, Copy)]
pub struct Looked<'a> {
    /// What came out.
    pub results: &'a [VariantResult],
    /// The same as wishes judge it.
    pub world: &'a [Judged<'a>],
    /// Plans and numbers.
    pub cases: &'a [Case],
}

/// Returns what each figure comes to.
pub fn figures(figures: &[Figure], looked: Looked<'_>) -> Figures {
    let mut found = Figures::new();
    for figure in figures {
        let value = value(&figure.kind, looked, &found);
        found.insert(figure.id.clone(), value);
    }
    found
}

fn value(kind: &FigureKind, looked: Looked<'_>, earlier: &Figures) -> Option<Found> {
    match kind {
        FigureKind::Held(held) => held::value(held, looked),
        FigureKind::Rate { component, view } => rate(component, view, looked),
        FigureKind::Parameter { path, variant } => parameter(path, looked.case(variant)?),
        FigureKind::Unallocated(view) => {
            let years = looked.years(view)?;
            let pots = years.iter().flat_map(|year| &year.pots);
            let left: Cents = pots.map(|pot| pot.unallocated).sum();
            Some(Found::plain(FigureValue::Amount(left.into())))
        }
        FigureKind::Holds { check, view } => {
            let verdicts = looked.verdicts(check, &view.variant);
            let years = looked.years(view)?;
            let is_meant = |verdict: &&Verdict<'_>| {
                verdict.tried > 0 && years.iter().any(|year| year.year == verdict.year)
            };
            let meant: Vec<&Verdict<'_>> = verdicts.iter().filter(is_meant).collect();
            let holds = meant.iter().all(|verdict| verdict.holds);
            (!meant.is_empty()).then(|| Found::plain(FigureValue::Truth(holds)))
        }
        FigureKind::Holding { check } => {
            let ids = looked.results.iter().filter_map(|one| Id::parse(&one.id));
            let holds = |id: &Id| {
                let verdicts = looked.verdicts(check, id);
                let tried = verdicts.iter().any(|verdict| verdict.tried > 0);
                tried && verdicts.iter().all(|verdict| verdict.holds)
            };
            Some(number(ids.filter(holds).count()))
        }
        FigureKind::FirstFailing { check, variant } => {
            let verdicts = looked.verdicts(check, variant);
            let failing = verdicts.iter().filter(|verdict| !verdict.holds);
            let first = failing.map(|verdict| verdict.year).min()?;
            Some(Found::plain(FigureValue::Year(first)))
        }
        FigureKind::Solution(sought) => sought::value(sought, looked),
        FigureKind::BreakEven {
            variant,
            against,
            recipients,
            pick,
        } => {
            let only: Vec<Id> = recipients.iter().cloned().collect();
            let models = [looked.contender(against)?, looked.contender(variant)?];
            first_gain(&break_evens(&models, &only), *pick, models[0].1)
        }
        FigureKind::Covering {
            variant,
            recipients,
            pick,
        } => {
            let only: Vec<Id> = recipients.iter().cloned().collect();
            let model = looked.contender(variant)?;
            outermost(covering(model, &only)?.into_iter(), *pick, model.1)
        }
        FigureKind::Votes { variant, against } => {
            let models = [looked.model(against)?, looked.model(variant)?];
            let votes = compared(&models).periods.pop()?.votes;
            Some(Found::plain(FigureValue::Number(votes.prefer[1][0].into())))
        }
        FigureKind::Combined { by, of } => combined::value(*by, of, earlier),
    }
}

fn number(count: usize) -> Found {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    Found::plain(FigureValue::Number(count.into()))
}

fn compared(models: &[Model<'_>]) -> Comparison {
    let not_sought = BreakEvens::NotSought(crate::domain::Text::default());
    compare(models, (Level::Partnership, Depth::All), not_sought)
}

/// Returns what was paid per head in the first of the years that are looked at.
fn rate(component: &Id, view: &View, looked: Looked<'_>) -> Option<Found> {
    let at = looked.position(&view.variant)?;
    let components = &looked.results[at].scheme.components;
    let component = components.iter().position(|one| one.id == *component)?;
    let years = looked.years(view)?;
    let rates = &years.first()?.rates;
    let rate = rates.iter().find(|rate| rate.component == component)?;
    Some(Found::rate(FigureValue::Amount(rate.effective.clone()?)))
}

/// Returns a number of the scenario by its path.
fn parameter(path: &str, case: &Case) -> Option<Found> {
    let line = case.plan.slots.iter().find(|line| line.path == path)?;
    Some(Found::rate(match line.unit {
        Unit::Cents => FigureValue::Amount(case.inputs.heads(line.slot, 0).into()),
        Unit::Heads => FigureValue::Number(case.inputs.heads(line.slot, 0).into()),
        Unit::Fraction => FigureValue::Share(case.inputs.fraction(line.slot, 0)),
    }))
}

/// Returns from how many students on a partnership gains for good.
fn first_gain(found: &BreakEvens, pick: Pick, scenario: &Scenario) -> Option<Found> {
    let BreakEvens::Found { lines, .. } = found else {
        return None;
    };
    let gains = lines.iter().filter_map(|line| {
        let (from, direction) = line.stretches.last()?;
        (*direction == Direction::Up).then(|| (*from, line.recipient.id.clone()))
    });
    outermost(gains, pick, scenario)
}

/// Returns the least or greatest number of partnerships, and whose it is.
fn outermost(
    numbers: impl Iterator<Item = (i64, Id)>,
    pick: Pick,
    scenario: &Scenario,
) -> Option<Found> {
    let (from, id) = match pick {
        Pick::Most => numbers.max()?,
        _ => numbers.min()?,
    };
    let named = scenario.partnerships.iter().find(|one| one.id == id);
    Some(Found {
        who: named.map(|one| one.name.clone()),
        ..Found::plain(FigureValue::Number(from.into()))
    })
}

impl<'a> Looked<'a> {
    fn position(self, id: &Id) -> Option<usize> {
        let mut results = self.results.iter();
        results.position(|result| result.id == id.as_str())
    }

    fn case(self, id: &Id) -> Option<&'a Case> {
        self.cases.get(self.position(id)?)
    }

    fn judged(self, id: &Id) -> Option<&'a Judged<'a>> {
        self.world.get(self.position(id)?)
    }

    fn contender(self, id: &Id) -> Option<Contender<'a>> {
        let at = self.position(id)?;
        Some((self.cases.get(at)?, self.world.get(at)?.scenario))
    }

    fn model(self, id: &Id) -> Option<Model<'a>> {
        let at = self.position(id)?;
        Some(Model {
            result: self.results.get(at)?,
            scenario: self.world.get(at)?.scenario,
        })
    }

    /// Returns the years of a view; `None` where it names a year that is not computed.
    fn years(self, view: &View) -> Option<&'a [YearResult]> {
        let years = &self.results.get(self.position(&view.variant)?)?.years;
        let at = |year: Year| years.iter().position(|one| one.year == year);
        let at = match view.year {
            None => return Some(years),
            Some(When::First) => 0,
            Some(When::Last) => years.len().checked_sub(1)?,
            Some(When::Of(year)) => at(year)?,
        };
        years.get(at..=at)
    }

    /// Returns the check of a variant, where it has it.
    fn check(self, check: &Id, variant: &Id) -> Option<&'a Check> {
        let mut checks = self.judged(variant)?.scenario.checks.iter();
        checks.find(|one| one.id == *check)
    }

    fn verdicts(self, check: &Id, variant: &Id) -> Vec<Verdict<'a>> {
        let own = self.check(check, variant).zip(self.judged(variant));
        own.map_or_else(Vec::new, |(check, own)| judge_one(check, own, self.world))
    }
}
