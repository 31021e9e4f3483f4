//! Costs: whose heads they are per, and over which boards and institutes they go.

use std::collections::BTreeSet;

use super::super::{
    CostBearer, CostLine, CostPlan, CostYear, PartnershipCost, PlanYear, RegionPart, RegionParts,
    TallyId,
};
use super::Compiler;
use super::counting::{Question, Who};
use super::year::YearCompiler;
use crate::domain::{
    Cost, Head, Id, Level, Outlay, Partnership, Reference, Scenario, TRAINING_FUNCTIONS, Year,
};
use crate::money::Exact;

/// Compiles the costs of every year of the scenario.
pub(super) fn compile_costs(compiler: &mut Compiler<'_>) -> CostPlan {
    let scenario = compiler.scenario;
    let of_training = TRAINING_FUNCTIONS.iter().filter_map(|id| Id::parse(id));
    let named = scenario.costs.iter().flat_map(|cost| cost.income.clone());
    let years = scenario.years.iter();
    let income: BTreeSet<Id> = of_training.chain(named).collect();
    let mut functions = scenario.scheme.functions().into_iter();
    let is_paid = functions.any(|function| income.contains(function));
    CostPlan {
        is_stated: !scenario.costs.is_empty(),
        years: years
            .map(|year| compile_year(compiler, *year, is_paid))
            .collect(),
        income,
    }
}

fn compile_year(compiler: &mut Compiler<'_>, year: Year, is_paid: bool) -> CostYear {
    let scenario = compiler.scenario;
    let mut compiler = YearCompiler::of(compiler, year);
    let partnerships = scenario.partnerships.iter();
    let partnerships = partnerships.map(|one| compiler.cost_of(one)).collect();
    let regions = scenario.regions.iter().filter(|_| is_paid);
    let regions = regions
        .map(|region| compiler.parts_of(&region.id))
        .collect();
    CostYear {
        counted: compiler.finished(Vec::new()),
        partnerships,
        regions,
    }
}

/// What is counted of students and side entrants who were trained in the previous school year.
fn trained(compiler: &YearCompiler<'_, '_>) -> Question {
    Question {
        head: Head::Trained,
        sector: None,
        year: compiler.counted_year(Reference::PreviousSchoolYear),
        share_double_members: false,
    }
}

impl<'a> YearCompiler<'_, 'a> {
    fn cost_of(&mut self, partnership: &'a Partnership) -> PartnershipCost {
        let scenario = self.compiler.scenario;
        let named = bearers(scenario, partnership);
        let question = trained(self);
        let bearers = named.iter().map(|(level, id)| CostBearer {
            level: *level,
            id: id.cloned(),
            students: id.and_then(|id| self.heads_at(partnership, (*level, id), question)),
        });
        let bearers = bearers.collect();
        let costs = scenario.costs.iter();
        let lines = costs.filter_map(|cost| self.line(cost, partnership, &named));
        let lines = lines.collect();
        PartnershipCost {
            partnership: partnership.id.clone(),
            students: self.attempt(Who::Partnership(partnership), question),
            bearers,
            lines,
        }
    }

    fn heads_at(
        &mut self,
        partnership: &'a Partnership,
        (level, id): (Level, &'a Id),
        question: Question,
    ) -> Option<TallyId> {
        let who = match level {
            Level::Board => Who::Board(partnership, None, id),
            _ => Who::Institute(partnership, None, id),
        };
        self.attempt(who, question)
    }

    fn line(
        &mut self,
        cost: &'a Cost,
        partnership: &'a Partnership,
        bearers: &[(Level, Option<&'a Id>)],
    ) -> Option<CostLine> {
        let path = format!("cost.{}", cost.id);
        let (rate, hours, per) = match &cost.outlay {
            Outlay::Amount { amount, own, per } => {
                let stated = own.get(&partnership.id);
                let path = match stated {
                    Some(_) => format!("{path}.amounts.{}", partnership.id),
                    None => format!("{path}.amount"),
                };
                let amount = stated.or(amount.as_ref())?;
                (self.compiler.cents(path, amount), None, *per)
            }
            Outlay::Hours { hours, hourly, per } => {
                let hours = self.compiler.fraction(format!("{path}.hours"), hours);
                let hourly = self.compiler.cents(format!("{path}.hourly"), hourly);
                (hourly, Some(hours), Some(*per))
            }
        };
        let question = |head| Question {
            head,
            sector: None,
            year: self.counted_year(cost.reference),
            share_double_members: false,
        };
        let weighed = question(per.unwrap_or(Head::Student));
        let heads = per.map(question);
        let heads = heads.map(|question| self.tally(Who::Partnership(partnership), question));
        let parts = bearers.iter().map(|(level, id)| {
            let share = cost.borne_by.get(level);
            let share = share.map_or(Exact::zero(), |share| share.value.clone());
            let id = id.filter(|_| !share.is_zero());
            let heads = id.and_then(|id| self.heads_at(partnership, (*level, id), weighed));
            (share, heads)
        });
        Some(CostLine {
            parts: parts.collect(),
            rate,
            hours,
            heads,
        })
    }

    /// Returns over whom a region's money for training goes.
    fn parts_of(&mut self, region: &'a Id) -> RegionParts {
        let scenario = self.compiler.scenario;
        let question = trained(self);
        let mut parts = Vec::new();
        for one in &scenario.partnerships {
            if one.regions.contains(region) {
                parts.push(RegionPart {
                    partnership: Some(one.id.clone()),
                    students: self.attempt(Who::Cell(one, Some(region)), question),
                    members: None,
                });
            }
        }
        for others in &scenario.others {
            if others.region.as_ref() == Some(region) {
                let path = format!("others.{}.partnerships", others.id);
                let members = self.compiler.slots.heads(path, others.partnerships.value);
                parts.push(RegionPart {
                    partnership: None,
                    students: self.attempt(Who::Others(others), question),
                    members: Some(members),
                });
            }
        }
        RegionParts {
            region: region.clone(),
            parts,
        }
    }

    /// Returns a tally where heads can be counted: what is no cost need not be known.
    fn attempt(&mut self, who: Who<'a>, question: Question) -> Option<TallyId> {
        let told = self.compiler.refusals.len();
        let known = self.compiler.refused.clone();
        let tally = self.tally(who, question);
        if self.compiler.refusals.len() == told {
            return Some(tally);
        }
        self.compiler.refusals.truncate(told);
        self.compiler.refused = known;
        None
    }
}

/// Returns the boards and institutes of a partnership, in order of level and id; all of a level
/// together where the scenario names none and some cost is borne there. Without any costs nobody
/// bears them.
fn bearers<'a>(scenario: &Scenario, partnership: &'a Partnership) -> Vec<(Level, Option<&'a Id>)> {
    let mut bearers = Vec::new();
    if scenario.costs.is_empty() {
        return bearers;
    }
    for (level, ids) in [
        (Level::Board, &partnership.boards),
        (Level::Institute, &partnership.institutes),
    ] {
        bearers.extend(ids.iter().map(|id| (level, Some(id))));
        let bears = |cost: &Cost| {
            cost.borne_by
                .get(&level)
                .is_some_and(|one| !one.value.is_zero())
        };
        if ids.is_empty() && scenario.costs.iter().any(bears) {
            bearers.push((level, None));
        }
    }
    bearers
}

/// The years in which costs are counted, for those that look at a plan.
impl CostPlan {
    /// Returns the counted years.
    pub fn counted(&self) -> impl Iterator<Item = &PlanYear> {
        self.years.iter().map(|year| &year.counted)
    }
}
