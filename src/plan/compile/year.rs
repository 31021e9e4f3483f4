//! One year of a plan: its counts, tallies and steps.

use std::collections::BTreeMap;

use super::super::{CountRule, Pass, Pay, PlanYear, Step, Tally, TallyId};
use super::Compiler;
use crate::domain::{Flow, Id, Measure, Reference, SchoolYear, Year};

/// What is compiled of one year.
pub(super) struct YearCompiler<'c, 'a> {
    pub(super) compiler: &'c mut Compiler<'a>,
    pub(super) year: Year,
    /// Whether the year before is computed too.
    pub(super) follows_a_year: bool,
    counts: Interned<CountRule>,
    /// Where counts of the scenario stand that were asked for: by position, in a school year.
    pub(super) counted: BTreeMap<(usize, Measure, SchoolYear), usize>,
    tallies: Interned<Tally>,
}

/// A list without repetitions.
struct Interned<T> {
    list: Vec<T>,
    positions: BTreeMap<T, usize>,
}

impl<T: Clone + Ord> Interned<T> {
    fn new() -> Interned<T> {
        Interned {
            list: Vec::new(),
            positions: BTreeMap::new(),
        }
    }

    fn position(&mut self, item: T) -> usize {
        if let Some(position) = self.positions.get(&item) {
            return *position;
        }
        let position = self.list.len();
        self.list.push(item.clone());
        self.positions.insert(item, position);
        position
    }
}

/// Compiles one year.
pub(super) fn compile_year(
    compiler: &mut Compiler<'_>,
    year: Year,
    follows_a_year: bool,
) -> PlanYear {
    let scenario = compiler.scenario;
    let mut compiler = YearCompiler::of(compiler, year);
    compiler.follows_a_year = follows_a_year;
    let mut steps = Vec::new();
    for (position, division) in scenario.scheme.divisions.iter().enumerate() {
        steps.push(match &division.flow {
            Flow::Payment(payment) => Step::Pay(compiler.pay(position, &division.id, payment)),
            Flow::Passage(passage) => Step::Pass(compiler.pass(position, &division.id, passage)),
        });
    }
    compiler.finished(steps)
}

impl<'c, 'a> YearCompiler<'c, 'a> {
    pub(super) fn of(compiler: &'c mut Compiler<'a>, year: Year) -> YearCompiler<'c, 'a> {
        YearCompiler {
            compiler,
            year,
            follows_a_year: false,
            counts: Interned::new(),
            counted: BTreeMap::new(),
            tallies: Interned::new(),
        }
    }

    /// Returns the year with what was counted for its steps.
    pub(super) fn finished(self, steps: Vec<Step>) -> PlanYear {
        PlanYear {
            year: self.year,
            counts: self.counts.list,
            tallies: self.tallies.list,
            steps,
        }
    }
}

impl YearCompiler<'_, '_> {
    pub(super) fn count_of(&mut self, rule: CountRule) -> usize {
        self.counts.position(rule)
    }

    pub(super) fn tally_of(&mut self, tally: Tally) -> TallyId {
        TallyId(self.tallies.position(tally))
    }

    /// Returns the counted school year that a reference means in this year.
    pub(super) fn counted_year(&self, reference: Reference) -> SchoolYear {
        match reference {
            Reference::PreviousSchoolYear => self.year.previous_school_year(),
            Reference::RunningSchoolYear => self.year.running_school_year(),
            Reference::Fixed(year) => year,
        }
    }

    /// Returns the position of a component.
    pub(super) fn component(&self, id: &Id) -> Option<usize> {
        self.compiler
            .scenario
            .scheme
            .components
            .iter()
            .position(|one| one.id == *id)
    }
}

/// The steps of a year by what they do, for those that look at a plan.
impl PlanYear {
    /// Returns the payments.
    pub fn payments(&self) -> impl Iterator<Item = &Pay> {
        self.steps.iter().filter_map(|step| match step {
            Step::Pay(pay) => Some(pay),
            Step::Pass(_) => None,
        })
    }

    /// Returns the passages.
    pub fn passages(&self) -> impl Iterator<Item = &Pass> {
        self.steps.iter().filter_map(|step| match step {
            Step::Pass(pass) => Some(pass),
            Step::Pay(_) => None,
        })
    }
}
