//! Cash: month by month what a partnership has received and what training has cost it so far.
//!
//! The money is that of the coverage: what reached the partnership, its boards and institutes, in
//! the months in which it is paid, with its part of what a region pays for training. The costs of
//! a year are spread evenly over its months.

use std::collections::{BTreeMap, BTreeSet};

use super::coverage::{Income, function_money};
use super::moments::{Due, add};
use super::run::VariantResult;
use super::tables::Award;
use crate::domain::{Id, Level, Month};
use crate::engine::YearCost;
use crate::money::{Cents, split};
use crate::plan::{AccountKind, Plan};

/// The cash of one partnership over all years of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashRow {
    /// The partnership.
    pub partnership: Id,
    /// Every month from the first to the last in which anything is paid or spent.
    pub months: Vec<CashMonth>,
    /// Income of which no month is known, which is left out.
    pub undated: Cents,
}

/// One month of the cash of a partnership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CashMonth {
    /// The month.
    pub month: Month,
    /// What is received in it.
    pub received: Cents,
    /// What of that a region pays for training functions.
    pub of_functions: Cents,
    /// What training costs in it.
    pub cost: Cents,
    /// What has been received less what has been spent at the end of it; negative where the
    /// partnership has prefinanced training.
    pub balance: Cents,
}

impl CashRow {
    /// Returns the month at the end of which most is prefinanced, the first of several; `None`
    /// where nothing ever is.
    pub fn deepest(&self) -> Option<&CashMonth> {
        let below = self.months.iter().filter(|one| one.balance < Cents::ZERO);
        below.min_by_key(|one| one.balance)
    }
}

/// What a partnership receives in a year of the scenario, by month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inflow {
    own: Due,
    functions: Due,
    undated: Cents,
}

/// Returns what each partnership receives, by month; nothing where no division says when it pays
/// or no costs are stated.
pub(super) fn inflows(
    plan: &Plan,
    view: usize,
    awards: &[Award],
    costs: &[YearCost],
) -> BTreeMap<Id, Inflow> {
    let mut inflows: BTreeMap<Id, Inflow> = BTreeMap::new();
    let (Some(year), Some(cost)) = (plan.costs.years.get(view), costs.get(view)) else {
        return inflows;
    };
    if !plan.is_dated() || !plan.costs.is_stated {
        return inflows;
    }
    for award in awards {
        let partnership = award.account.partnership_name().and_then(Id::parse);
        let Some(partnership) = partnership else {
            continue;
        };
        let inflow = inflows.entry(partnership).or_default();
        match award.due.is_empty() {
            true => inflow.undated += award.amount,
            false => add(&mut inflow.own, &award.due),
        }
    }
    let incomes = awards.iter().map(|award| (&award.account, award.amount));
    let incomes: Vec<Income<'_>> = incomes.collect();
    for (region, partnership, amount) in function_money(&plan.costs, year, cost, &incomes) {
        let paid = awards.iter().filter(|award| {
            award.account.kind == AccountKind::Function
                && award.account.partnership.is_none()
                && award.account.region.as_ref() == Some(region)
                && plan.costs.income.contains(&award.account.id)
        });
        let inflow = inflows.entry(partnership.clone()).or_default();
        inflow.share(amount, paid);
    }
    inflows
}

impl Inflow {
    /// Adds a part of awards, in the months of those.
    fn share<'a>(&mut self, amount: Cents, awards: impl Iterator<Item = &'a Award>) {
        let mut paid: BTreeMap<Option<Month>, Cents> = BTreeMap::new();
        for award in awards {
            for (month, part) in &award.due {
                *paid.entry(Some(*month)).or_default() += *part;
            }
            if award.due.is_empty() {
                *paid.entry(None).or_default() += award.amount;
            }
        }
        let weights: Vec<i64> = paid.values().map(|part| part.count()).collect();
        let parts = split(amount, &weights).map_or_else(Vec::new, |split| split.parts);
        for (month, part) in paid.into_keys().zip(parts) {
            match month {
                Some(month) => *self.functions.entry(month).or_default() += part,
                None => self.undated += part,
            }
        }
    }
}

impl VariantResult {
    /// Returns the cash of each partnership, in order of id; nothing where no division says when
    /// it pays or no costs are stated.
    pub fn cash(&self) -> Vec<CashRow> {
        let inflows = self.years.iter().flat_map(|year| year.inflows.keys());
        let partnerships: BTreeSet<&Id> = inflows.collect();
        let rows = partnerships.into_iter();
        rows.map(|partnership| self.cash_of(partnership)).collect()
    }

    fn cash_of(&self, partnership: &Id) -> CashRow {
        let (mut spent, mut inflow) = (Due::new(), Inflow::default());
        for year in &self.years {
            if let Some(own) = year.inflows.get(partnership) {
                add(&mut inflow.own, &own.own);
                add(&mut inflow.functions, &own.functions);
                inflow.undated += own.undated;
            }
            let mut rows = year.coverage.iter();
            let row = rows.find(|row| {
                row.level == Level::Partnership && row.id.as_ref() == Some(partnership)
            });
            let cost = row.and_then(|row| row.cost).unwrap_or_default();
            let parts = split(cost, &[1; 12]).map_or_else(Vec::new, |split| split.parts);
            add(
                &mut spent,
                &year.year.months().into_iter().zip(parts).collect(),
            );
        }
        let of = |due: &Due, month: Month| due.get(&month).copied().unwrap_or_default();
        let mut months: Vec<CashMonth> = Vec::new();
        let mut balance = Cents::ZERO;
        for month in span([&spent, &inflow.own, &inflow.functions]) {
            let of_functions = of(&inflow.functions, month);
            let received = of(&inflow.own, month) + of_functions;
            let cost = of(&spent, month);
            balance = balance + received - cost;
            months.push(CashMonth {
                month,
                received,
                of_functions,
                cost,
                balance,
            });
        }
        CashRow {
            partnership: partnership.clone(),
            months,
            undated: inflow.undated,
        }
    }
}

/// Returns every month from the first to the last.
fn span(dues: [&Due; 3]) -> impl Iterator<Item = Month> {
    let months = || dues.into_iter().flat_map(|due| due.keys().copied());
    let (first, last) = (months().min(), months().max());
    let following = std::iter::successors(first, |month| Some(month.next()));
    following.take_while(move |month| Some(*month) <= last)
}
