//! The result of a run: every variant, every year, read from the books.

use super::books::{Books, Entry, keep_books};
use super::calendar::books_of;
use super::tables::{self, Award, ConservationRow, PotRow, RateRow};
use crate::domain::{Assumption, Scheme, Year};
use crate::plan::{Inputs, Plan, YearView};

/// The result of one variant.
#[derive(Clone, Debug)]
pub struct VariantResult {
    /// Stable id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What the variant sets, by path, as written.
    pub settings: Vec<(String, String)>,
    /// What is taken for granted.
    pub assumptions: Vec<Assumption>,
    /// The scheme that was applied, with its sources.
    pub scheme: Scheme,
    /// The plan that was run, which names everything in the years.
    pub plan: std::sync::Arc<Plan>,
    /// The years of the scenario.
    pub years: Vec<YearResult>,
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
}

impl YearResult {
    /// Runs a plan and reads the years of the scenario from its books.
    pub fn of(plan: &Plan, inputs: &Inputs) -> Vec<YearResult> {
        let computed = keep_books(plan, inputs);
        plan.views
            .iter()
            .map(|view| YearResult::read(plan, inputs, view, &computed))
            .collect()
    }

    fn read(plan: &Plan, inputs: &Inputs, view: &YearView, computed: &[Books]) -> YearResult {
        let books = books_of(plan, view, computed);
        let is_made_of_two = view.parts.len() > 1;
        let rates = view.parts.iter().flat_map(|(position, _)| {
            let of_year = is_made_of_two.then(|| plan.years[*position].year.to_string());
            tables::rates(plan, inputs, &computed[*position], of_year)
        });
        let mut pots = tables::pots(plan, inputs, &books);
        if is_made_of_two {
            // The ceiling is that of a whole year of the scheme; here are parts of two.
            pots.iter_mut().for_each(|pot| pot.ceiling = None);
        }
        YearResult {
            year: view.year,
            pots,
            rates: rates.collect(),
            awards: tables::awards(plan, &books),
            conservation: tables::conservation(plan, &books),
            entries: books.entries,
        }
    }
}
