//! Compiling a scenario into a plan and its inputs.

mod adjusting;
mod claims;
mod conditions;
mod costs;
mod countable;
mod counting;
mod first_stage;
mod index;
mod need;
mod passing;
mod projecting;
mod rationing;
mod services;
mod students;
mod sums;
mod terms;
mod two_way;
mod year;

pub use self::students::{Counts, Students};

use std::collections::{BTreeMap, BTreeSet};

use self::costs::compile_costs;
pub use self::counting::path_of_count;
use self::index::{CountIndex, Standing};
use self::year::compile_year;
use super::slot::Slots;
use super::{
    Account, ComponentLine, DivisionLine, Inputs, Plan, PlanYear, Refusal, Slot, YearView,
};
use crate::domain::{Amount, Conversion, Division, Flow, Given, Measure, Scenario, Text, Year};
use crate::money::{Cents, Exact};

/// Compiles a scenario.
///
/// # Errors
///
/// Every [`Refusal`]: counts that are missing, weights that a key needs, sums that do not fit.
pub fn compile(scenario: &Scenario) -> Result<(Plan, Inputs), Vec<Refusal>> {
    let (years, views) = computed_years(scenario);
    let first = years.first().map_or(0, |year| year.start());
    let mut compiler = Compiler {
        scenario,
        first,
        index: CountIndex::new(scenario),
        slots: Slots::default(),
        counts: BTreeMap::new(),
        accounts: Accounts::default(),
        refusals: Vec::new(),
        refused: BTreeSet::new(),
    };
    let mut before: Option<Year> = None;
    let years = years.into_iter().map(|year| {
        let follows = before.replace(year).map(Year::next) == Some(year);
        compile_year(&mut compiler, year, follows)
    });
    let years: Vec<PlanYear> = years.collect();
    let components = component_lines(&mut compiler);
    let divisions = scenario.scheme.divisions.iter().map(division_line);
    let divisions = divisions.collect();
    let costs = compile_costs(&mut compiler);
    let Compiler {
        slots,
        accounts,
        mut refusals,
        ..
    } = compiler;
    let plan = Plan {
        years,
        views,
        accounts: accounts.list,
        components,
        divisions,
        costs,
        slots: slots.lines,
    };
    let inputs = Inputs::single(slots.values);
    if refusals.is_empty() {
        refusals.extend(too_large(&plan, &inputs));
    }
    if refusals.is_empty() {
        Ok((plan, inputs))
    } else {
        Err(refusals)
    }
}

/// Returns why a plan cannot be computed with these numbers, if so: a sum that might not fit, or
/// claims that a rule cannot divide exactly. Of several lanes the first is looked at.
pub(super) fn too_large(plan: &Plan, inputs: &Inputs) -> Option<Refusal> {
    sums::too_large(plan, inputs).or_else(|| countable::uncountable(plan, inputs))
}

/// Says whether every sum of a plan fits with other numbers than those it was compiled with, and
/// every claim can be divided; of several lanes the first is looked at.
pub fn fits(plan: &Plan, inputs: &Inputs) -> bool {
    too_large(plan, inputs).is_none()
}

fn division_line(division: &Division) -> DivisionLine {
    let (instalments, at) = match &division.flow {
        Flow::Payment(payment) => (payment.instalments.clone(), BTreeMap::new()),
        Flow::Passage(passage) => {
            let own = passage.at.iter();
            let own = own.map(|(holder, terms)| (holder.clone(), terms.instalments.clone()));
            (passage.terms.instalments.clone(), own.collect())
        }
    };
    DivisionLine {
        id: division.id.clone(),
        name: division.name.clone(),
        instalments,
        at,
    }
}

fn component_lines(compiler: &mut Compiler<'_>) -> Vec<ComponentLine> {
    let components = &compiler.scenario.scheme.components;
    let lines = components.iter().map(|component| {
        let rate = match &component.amount {
            Amount::PerHead { rate, .. } => Some(
                compiler
                    .slots
                    .cents(format!("component.{}.amount", component.id), rate.value),
            ),
            _ => None,
        };
        ComponentLine {
            id: component.id.clone(),
            name: component.name.clone(),
            rate,
        }
    });
    lines.collect()
}

/// Returns the years to compute and how the scenario's years are made of them.
fn computed_years(scenario: &Scenario) -> (Vec<Year>, Vec<YearView>) {
    let kind = scenario.scheme.year_kind;
    let by_months = scenario.conversion == Conversion::Months
        && scenario
            .years
            .iter()
            .any(|year| kind.is_some_and(|kind| kind != year.kind()));
    if !by_months {
        let whole = |(at, year): (usize, &Year)| YearView {
            year: *year,
            parts: vec![(at, 12)],
        };
        return (
            scenario.years.clone(),
            scenario.years.iter().enumerate().map(whole).collect(),
        );
    }
    let computed: BTreeSet<Year> = scenario
        .years
        .iter()
        .flat_map(|year| year.overlapped())
        .collect();
    let computed: Vec<Year> = computed.into_iter().collect();
    let views = scenario.years.iter().map(|year| {
        let months = match year {
            Year::School(_) => [5, 7],
            Year::Calendar(_) => [7, 5],
        };
        let position = |part: &Year| computed.binary_search(part).unwrap_or_default();
        let parts = year.overlapped().iter().map(position).zip(months).collect();
        YearView { year: *year, parts }
    });
    (computed.clone(), views.collect())
}

/// What is shared by all years of a plan under compilation.
pub(super) struct Compiler<'a> {
    scenario: &'a Scenario,
    /// The calendar year in which the first computed year starts.
    first: u16,
    index: CountIndex<'a>,
    slots: Slots,
    /// The slots of counts by position and measure, which most years ask for again.
    counts: BTreeMap<(usize, Measure), Slot>,
    accounts: Accounts,
    refusals: Vec<Refusal>,
    refused: BTreeSet<(&'static str, String)>,
}

impl Compiler<'_> {
    /// Refuses the scenario, once for each code and path.
    fn refuse(&mut self, code: &'static str, path: &str, text: Text, hint: Text) {
        if self.refused.insert((code, path.to_owned())) {
            self.refusals.push(Refusal {
                code,
                path: path.to_owned(),
                text,
                hint,
            });
        }
    }

    fn cents(&mut self, path: String, given: &Given<Cents>) -> Slot {
        self.slots.cents(path, given.value)
    }

    fn fraction(&mut self, path: String, given: &Given<Exact>) -> Slot {
        let parts = given.value.to_parts().unwrap_or_else(|| {
            let text = Text::new(
                "een breuk met te veel cijfers",
                "a fraction with too many digits",
            );
            let hint = Text::new("schrijf minder cijfers", "write fewer digits");
            self.refuse("fraction-too-long", &path, text, hint);
            (0, 1)
        });
        self.slots.fraction(path, parts)
    }

    /// Returns the slot of a measure of a count.
    fn heads_of(&mut self, one: Standing<'_>, measure: Measure, heads: i64) -> Slot {
        if let Some(slot) = self.counts.get(&(one.number, measure)) {
            return *slot;
        }
        let slot = self.slots.heads(path_of_count(one.count, measure), heads);
        self.counts.insert((one.number, measure), slot);
        slot
    }

    fn account(&mut self, account: Account) -> usize {
        self.accounts.position(account)
    }
}

/// Hands out positions of accounts.
#[derive(Default)]
struct Accounts {
    list: Vec<Account>,
    positions: BTreeMap<Account, usize>,
}

impl Accounts {
    fn position(&mut self, account: Account) -> usize {
        if let Some(position) = self.positions.get(&account) {
            return *position;
        }
        let position = self.list.len();
        self.list.push(account.clone());
        self.positions.insert(account, position);
        position
    }
}
