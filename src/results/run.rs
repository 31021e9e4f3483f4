//! The result of a run: every variant, every year, read from the books.

use std::collections::BTreeMap;

use super::books::{Books, Entry, keep_books};
use super::calendar::books_of;
use super::cash::{Inflow, inflows};
use super::coverage::{CoverageRow, coverage};
use super::drawing::Drawing;
use super::tables::{self, Award, ConservationRow, PotRow, RateRow};
use crate::domain::{Assumption, Event, Id, Prices, Scenario, Scheme, Text, Year};
use crate::engine::{Costing, YearCost};
use crate::money::Cents;
use crate::plan::{Account, Inputs, Plan, YearView};

/// The result of one variant.
#[derive(Clone, Debug)]
pub struct VariantResult {
    /// Stable id.
    pub id: String,
    /// Title for people.
    pub title: Text,
    /// What the variant sets, by path, as written.
    pub settings: Vec<(String, String)>,
    /// What is taken for granted.
    pub assumptions: Vec<Assumption>,
    /// The scheme that was applied, with its sources.
    pub scheme: Scheme,
    /// The price index, where the user gives one.
    pub prices: Option<Prices>,
    /// The plan that was run, which names everything in the years.
    pub plan: std::sync::Arc<Plan>,
    /// In one draw of a simulation, the events that happen in it; `None` where none can.
    pub happened: Option<Vec<Event>>,
    /// In one draw of a simulation, the values of what is uncertain; `None` where nothing is.
    pub drawn: Option<Vec<Drawing>>,
    /// The years of the scenario.
    pub years: Vec<YearResult>,
}

impl VariantResult {
    /// Returns the result of a scenario that is no variant of a file.
    pub fn unnamed(
        scenario: &Scenario,
        plan: std::sync::Arc<Plan>,
        years: Vec<YearResult>,
    ) -> VariantResult {
        VariantResult {
            id: String::new(),
            title: Text::default(),
            settings: Vec::new(),
            assumptions: scenario.assumptions.clone(),
            scheme: scenario.scheme.clone(),
            prices: scenario.prices.clone(),
            plan,
            happened: None,
            drawn: None,
            years,
        }
    }
}

/// The result of one year.
#[derive(Clone, Debug)]
pub struct YearResult {
    /// The year of the scenario.
    pub year: Year,
    /// What there was and what became of it.
    pub pots: Vec<PotRow>,
    /// Rates per head.
    pub rates: Vec<RateRow>,
    /// Money that reached recipients.
    pub awards: Vec<Award>,
    /// Every movement.
    pub entries: Vec<Entry>,
    /// What came in and went out, division by division.
    pub conservation: Vec<ConservationRow>,
    /// Cost, income and own contribution: partnerships, then boards and institutes.
    pub coverage: Vec<CoverageRow>,
    /// What partnerships receive by month, where it is known when divisions pay.
    pub(super) inflows: BTreeMap<Id, Inflow>,
}

impl YearResult {
    /// Runs a plan and reads the years of the scenario from its books.
    pub fn of(plan: &Plan, inputs: &Inputs) -> Vec<YearResult> {
        let computed = keep_books(plan, inputs);
        let costs = Costing::of(plan, inputs).costs(0);
        let views = plan.views.iter().enumerate();
        views
            .map(|(at, view)| YearResult::read(plan, inputs, (at, view), (&computed, &costs)))
            .collect()
    }

    fn read(
        plan: &Plan,
        inputs: &Inputs,
        (at, view): (usize, &YearView),
        (computed, costs): (&[Books], &[YearCost]),
    ) -> YearResult {
        let books = books_of(plan, view, computed);
        let is_made_of_two = view.parts.len() > 1;
        let rates = view.parts.iter().flat_map(|(position, _)| {
            let of_year = is_made_of_two.then(|| plan.years[*position].year.to_string());
            tables::rates(plan, inputs.year(*position), &computed[*position], of_year)
        });
        let first = view.parts.first().map_or(0, |(position, _)| *position);
        let mut pots = tables::pots(plan, inputs.year(first), &books);
        if is_made_of_two {
            // The ceiling is that of a whole year of the scheme; here are parts of two.
            pots.iter_mut().for_each(|pot| pot.ceiling = None);
        }
        let awards = tables::awards(plan, &books);
        let incomes = awards.iter().map(|award| (&award.account, award.amount));
        let incomes: Vec<(&Account, Cents)> = incomes.collect();
        YearResult {
            year: view.year,
            pots,
            rates: rates.collect(),
            coverage: coverage(plan, at, &incomes, costs),
            inflows: inflows(plan, at, &awards, costs),
            awards,
            conservation: tables::conservation(plan, &books),
            entries: books.entries,
        }
    }
}
