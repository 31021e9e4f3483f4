//! Coverage: what training costs, what is received for it, and what is left to pay oneself.
//!
//! Income is what reached a partnership, its boards and its institutes, with its part of what a
//! region pays for begeleiden and professionaliseren. Every amount is read from the same awards
//! as all other tables; see "Costs and coverage" in `docs/method.md`.

use std::collections::BTreeMap;

use crate::domain::{Id, Level};
use crate::engine::YearCost;
use crate::money::{Cents, Exact, place, split};
use crate::plan::{Account, AccountKind, CostPlan, CostYear, PartnershipCost, Plan};

/// Cost and income of one partnership, board or institute in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRow {
    /// Partnership, board or institute.
    pub level: Level,
    /// Which one; `None` for all boards or institutes that the scenario does not name.
    pub id: Option<Id>,
    /// What training costs it; `None` where the scenario states no costs.
    pub cost: Option<Cents>,
    /// What it receives for training.
    pub income: Cents,
    /// The part of the income that a region pays for a function.
    pub of_functions: Cents,
    /// Its students and side entrants of the previous school year, where they can be counted.
    pub students: Option<Exact>,
}

impl CoverageRow {
    /// Returns the coverage: income over cost; `None` where there is no cost.
    pub fn coverage(&self) -> Option<Exact> {
        let cost = self.cost.filter(|cost| *cost != Cents::ZERO)?;
        Some(Exact::from(self.income).over(&cost.into()))
    }

    /// Returns the own contribution: cost minus income, negative where the income is more.
    pub fn contribution(&self) -> Option<Cents> {
        Some(self.cost? - self.income)
    }

    /// Returns the own contribution per student or side entrant, in cents.
    pub fn contribution_per_student(&self) -> Option<Exact> {
        self.per_student(self.contribution()?)
    }

    /// Returns the cost per student or side entrant at which income and cost are equal, in cents;
    /// at the prices of the year itself.
    pub fn break_even(&self) -> Option<Exact> {
        self.per_student(self.income)
    }

    fn per_student(&self, amount: Cents) -> Option<Exact> {
        let students = self.students.as_ref().filter(|count| !count.is_zero())?;
        Some(Exact::from(amount).over(students))
    }
}

/// Money in an account at the end of a year.
pub(super) type Income<'a> = (&'a Account, Cents);

/// Returns the rows of a year of the scenario: partnerships, and where the scenario states costs
/// boards and institutes, each in order of id.
///
/// The own contributions of boards and institutes add up to those of the partnerships.
pub(super) fn coverage(
    plan: &Plan,
    view: usize,
    incomes: &[Income<'_>],
    costs: &[YearCost],
) -> Vec<CoverageRow> {
    let (Some(year), Some(cost)) = (plan.costs.years.get(view), costs.get(view)) else {
        return Vec::new();
    };
    let mut functions: BTreeMap<&Id, Cents> = BTreeMap::new();
    for (_, partnership, amount) in function_money(&plan.costs, year, cost, incomes) {
        *functions.entry(partnership).or_default() += amount;
    }
    let mut partnerships = Vec::new();
    let mut bearers: BTreeMap<(Level, Option<Id>), CoverageRow> = BTreeMap::new();
    let mut within: BTreeMap<&str, Vec<Income<'_>>> = BTreeMap::new();
    for (account, amount) in incomes {
        if let Some(partnership) = account.partnership_name() {
            within
                .entry(partnership)
                .or_default()
                .push((account, *amount));
        }
    }
    for (one, costed) in year.partnerships.iter().zip(&cost.partnerships) {
        let of_functions = functions.get(&one.partnership).copied().unwrap_or_default();
        let own = within.get(one.partnership.as_str());
        let own = own.map_or(&[][..], Vec::as_slice);
        let received: Cents = own.iter().map(|(_, amount)| *amount).sum();
        let row = CoverageRow {
            level: Level::Partnership,
            id: Some(one.partnership.clone()),
            cost: plan.costs.is_stated.then_some(costed.cost),
            income: received + of_functions,
            of_functions,
            students: costed.students.clone(),
        };
        if plan.costs.is_stated {
            for part in parts(one, &row, own, &costed.borne) {
                let key = (part.level, part.id.clone());
                match bearers.get_mut(&key) {
                    Some(known) => known.add(&part),
                    None => {
                        bearers.insert(key, part);
                    }
                }
            }
        }
        partnerships.push(row);
    }
    partnerships.extend(bearers.into_values());
    partnerships
}

/// Returns what regions pay for training functions: the region, a partnership in it, and its part.
pub(super) fn function_money<'a>(
    plan: &CostPlan,
    year: &'a CostYear,
    cost: &YearCost,
    incomes: &[Income<'_>],
) -> Vec<(&'a Id, &'a Id, Cents)> {
    let mut found = Vec::new();
    for (region, shares) in year.regions.iter().zip(&cost.regions) {
        let pays = |account: &Account| {
            account.kind == AccountKind::Function
                && account.partnership.is_none()
                && account.region.as_ref() == Some(&region.region)
                && plan.income.contains(&account.id)
        };
        let paid = incomes.iter().filter(|(account, _)| pays(account));
        let paid: Cents = paid.map(|(_, amount)| *amount).sum();
        let quotas = shares.iter().map(|share| share.times(&paid.into()));
        let quotas: Vec<Exact> = quotas.collect();
        let amounts = place(paid, &quotas, Cents::ONE).parts;
        for (part, amount) in region.parts.iter().zip(amounts) {
            if let Some(id) = &part.partnership {
                found.push((&region.region, id, amount));
            }
        }
    }
    found
}

/// Returns the rows of the boards and institutes of one partnership: what they bear, what was
/// passed on to them, and of what was not passed on a part in proportion to what they bear.
fn parts(
    one: &PartnershipCost,
    row: &CoverageRow,
    incomes: &[Income<'_>],
    borne: &[(Cents, Option<Exact>)],
) -> Vec<CoverageRow> {
    let received = one.bearers.iter().map(|bearer| {
        let own = incomes.iter().filter(|(account, _)| {
            let kind = match bearer.level {
                Level::Board => AccountKind::Board,
                _ => AccountKind::Institute,
            };
            account.kind == kind && Some(&account.id) == bearer.id.as_ref()
        });
        own.map(|(_, amount)| *amount).sum()
    });
    let received: Vec<Cents> = received.collect();
    let kept = row.income - received.iter().copied().sum();
    let weights: Vec<i64> = borne.iter().map(|(cost, _)| cost.count()).collect();
    let shared = |kept: Cents| {
        let equally = || split(kept, &vec![1; weights.len()]);
        let parts = split(kept, &weights).or_else(equally);
        parts.map_or_else(Vec::new, |parts| parts.parts)
    };
    let (kept, of_functions) = (shared(kept), shared(row.of_functions));
    let mut rows = Vec::new();
    for (position, bearer) in one.bearers.iter().enumerate() {
        let (cost, students) = &borne[position];
        rows.push(CoverageRow {
            level: bearer.level,
            id: bearer.id.clone(),
            cost: Some(*cost),
            income: received[position] + kept[position],
            of_functions: of_functions[position],
            students: students.clone(),
        });
    }
    rows
}

impl CoverageRow {
    /// Adds what the same board or institute has in another partnership, or another partnership
    /// that is shown with it.
    pub(super) fn add(&mut self, other: &CoverageRow) {
        let cost = self.cost.zip(other.cost);
        self.cost = cost.map(|(own, others)| own + others);
        self.income += other.income;
        self.of_functions += other.of_functions;
        let students = self.students.as_ref().zip(other.students.as_ref());
        self.students = students.map(|(own, others)| own.plus(others));
    }
}
