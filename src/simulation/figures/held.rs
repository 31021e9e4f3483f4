//! Figures of what every recipient has: amounts, costs, heads.

use std::collections::{BTreeMap, BTreeSet};

use super::Looked;
use crate::domain::{Head, Held, Holders, Id, Level, Pick, Quantity, Scenario};
use crate::money::Exact;
use crate::plan::{Account, AccountKind};
use crate::results::{Award, CoverageRow, FigureValue, Found, VariantResult, YearResult};
use crate::simulation::wishes::heads;

/// What one recipient has, and the heads that it is divided by.
#[derive(Clone, Default)]
struct Line {
    value: Exact,
    /// What the value is divided by: heads, or for a coverage the cost.
    over: Exact,
}

/// Recipients by id; `None` stands for everybody as one.
type Lines = BTreeMap<Option<Id>, Line>;

/// Returns what a figure of recipients comes to.
pub(super) fn value(held: &Held, looked: Looked<'_>) -> Option<Found> {
    let own = lines(held, &held.view.variant, looked)?;
    let others = match &held.against {
        Some(variant) => Some(lines(held, variant, looked)?),
        None => None,
    };
    let is_quotient = held.is_quotient();
    let found = match held.pick {
        Pick::Sum => {
            let sum = total(&own, is_quotient)?;
            let less = others.map(|lines| total(&lines, is_quotient));
            let sum = match less {
                Some(less) => sum.minus(&less?),
                None => sum,
            };
            Some((sum, None))
        }
        _ => {
            let years = looked.years(&held.view)?.len();
            let values = values(&own, others.as_ref(), is_quotient);
            picked(held.pick, &values, &held.tolerance(years))
        }
    };
    let (exact, who) = found?;
    let is_number = matches!(held.pick, Pick::Rising | Pick::Falling);
    let (_, scenario) = looked.contender(&held.view.variant)?;
    Some(Found {
        value: match is_number {
            true => FigureValue::Number(exact),
            false => held.in_unit(exact),
        },
        is_change: held.against.is_some() && !is_number && held.pick != Pick::Spread,
        is_rate: held.per.is_some() || held.quantity == Quantity::BreakEvenCost,
        who: who.map(|id| name(scenario, held.holders, &id)),
    })
}

impl Held {
    /// Says whether the value of several is not the sum of their values.
    fn is_quotient(&self) -> bool {
        let is_ratio = matches!(self.quantity, Quantity::Coverage | Quantity::BreakEvenCost);
        is_ratio || self.per.is_some() && self.quantity != Quantity::Heads
    }

    /// Returns what counts as no difference: what rounding alone can do to an amount.
    fn tolerance(&self, years: usize) -> Exact {
        match self.quantity {
            Quantity::Amount => i64::try_from(years).unwrap_or(1).into(),
            _ => Exact::zero(),
        }
    }

    fn in_unit(&self, exact: Exact) -> FigureValue {
        match self.quantity {
            Quantity::Coverage => FigureValue::Share(exact),
            Quantity::Heads | Quantity::Number => FigureValue::Number(exact),
            _ => FigureValue::Amount(exact),
        }
    }
}

/// Returns the sum of all values, or of quotients the sum over what they are all divided by.
fn total(lines: &Lines, is_quotient: bool) -> Option<Exact> {
    let sum: Exact = lines.values().map(|line| line.value.clone()).sum();
    if !is_quotient {
        return Some(sum);
    }
    let over: Exact = lines.values().map(|line| line.over.clone()).sum();
    (!over.is_zero()).then(|| sum.over(&over))
}

/// Returns the value of each recipient, less that of the other variant; those without heads are
/// left out.
fn values(own: &Lines, others: Option<&Lines>, is_quotient: bool) -> Vec<(Exact, Option<Id>)> {
    let ids = own.keys().chain(others.into_iter().flat_map(Lines::keys));
    let ids: BTreeSet<&Option<Id>> = ids.collect();
    let one = |lines: &Lines, id: &Option<Id>| {
        let line = lines.get(id).cloned().unwrap_or_default();
        match is_quotient {
            true => (!line.over.is_zero()).then(|| line.value.over(&line.over)),
            false => Some(line.value),
        }
    };
    let values = ids.into_iter().filter_map(|id| {
        let value = one(own, id)?;
        let less = match others {
            Some(others) => one(others, id)?,
            None => Exact::zero(),
        };
        Some((value.minus(&less), id.clone()))
    });
    values.collect()
}

/// Makes one value of many; of equal ones the first by id stands.
fn picked(
    pick: Pick,
    values: &[(Exact, Option<Id>)],
    tolerance: &Exact,
) -> Option<(Exact, Option<Id>)> {
    let least = || {
        let mut values = values.iter();
        let first = values.next()?;
        Some(values.fold(first, |least, one| match one.0 < least.0 {
            true => one,
            false => least,
        }))
    };
    let most = || {
        let mut values = values.iter();
        let first = values.next()?;
        Some(values.fold(first, |most, one| match one.0 > most.0 {
            true => one,
            false => most,
        }))
    };
    let count = |holds: &dyn Fn(&Exact) -> bool| {
        let count = values.iter().filter(|(value, _)| holds(value)).count();
        Some((i64::try_from(count).ok()?.into(), None))
    };
    match pick {
        Pick::Sum => None,
        Pick::Least => least().cloned(),
        Pick::Most => most().cloned(),
        Pick::Spread => Some((most()?.0.minus(&least()?.0), None)),
        Pick::Rising => count(&|value| value > tolerance),
        Pick::Falling => count(&|value| value.plus(tolerance).is_negative()),
    }
}

/// Returns what each recipient has in a variant.
fn lines(held: &Held, variant: &Id, looked: Looked<'_>) -> Option<Lines> {
    let at = looked.position(variant)?;
    let result = looked.results.get(at)?;
    let (_, scenario) = looked.contender(variant)?;
    let view = crate::domain::View {
        variant: variant.clone(),
        ..held.view.clone()
    };
    let years = looked.years(&view)?;
    let mut lines = Lines::new();
    for id in declared(held, scenario) {
        lines.insert(Some(id), Line::default());
    }
    match held.quantity {
        Quantity::Amount => add_awards(held, (result, years), scenario, &mut lines),
        Quantity::Heads => add_heads(held, years, looked, variant, &mut lines, true)?,
        Quantity::Number => lines
            .values_mut()
            .for_each(|line| line.value = Exact::one()),
        Quantity::Prefinanced => add_cash(held, (scenario, result), &mut lines)?,
        _ => add_costs(held, (scenario, years), &mut lines)?,
    }
    let is_costed = matches!(held.quantity, Quantity::Coverage | Quantity::BreakEvenCost);
    if held.per.is_some() && held.quantity != Quantity::Heads && !is_costed {
        add_heads(held, years, looked, variant, &mut lines, false)?;
    }
    Some(lines)
}

/// Returns the recipients that the scenario declares and the figure looks at.
fn declared(held: &Held, scenario: &Scenario) -> Vec<Id> {
    let ids: Vec<&Id> = match held.holders {
        Holders::Level(Level::Region) => scenario.regions.iter().map(|one| &one.id).collect(),
        Holders::Level(Level::Partnership) => {
            scenario.partnerships.iter().map(|one| &one.id).collect()
        }
        Holders::Level(Level::Board) => scenario.boards.iter().map(|one| &one.id).collect(),
        Holders::Level(Level::Institute) => scenario.institutes.iter().map(|one| &one.id).collect(),
        Holders::Functions | Holders::Everybody => Vec::new(),
    };
    let meant = ids.into_iter().filter(|id| held.means(scenario, id));
    meant.cloned().collect()
}

impl Held {
    /// Says whether a recipient is looked at.
    fn means(&self, scenario: &Scenario, id: &Id) -> bool {
        let is_named = self.recipients.is_empty() || self.recipients.contains(id);
        let is_of_sector = || {
            let mut partnerships = scenario.partnerships.iter();
            let own = partnerships.find(|one| one.id == *id);
            self.sector.is_none() || own.is_some_and(|one| one.sector == self.sector)
        };
        is_named && is_of_sector()
    }

    /// Returns whose money an award is: of the recipients that are looked at, if any.
    fn holder(&self, account: &Account) -> Option<Option<Id>> {
        match self.holders {
            Holders::Level(level) => account.at(level).cloned().map(Some),
            Holders::Functions => {
                (account.kind == AccountKind::Function).then(|| Some(account.id.clone()))
            }
            Holders::Everybody => Some(None),
        }
    }
}

fn add_awards(
    held: &Held,
    (result, years): (&VariantResult, &[YearResult]),
    scenario: &Scenario,
    lines: &mut Lines,
) {
    let components = &result.scheme.components;
    let is_of_component = |award: &Award| {
        let own = components.get(award.component).map(|one| &one.id);
        held.component.is_none() || own == held.component.as_ref()
    };
    let is_in_region = |award: &Award| {
        let region = award.account.region_name();
        held.region.is_none() || region == held.region.as_ref().map(Id::as_str)
    };
    for award in years.iter().flat_map(|year| &year.awards) {
        let Some(holder) = held.holder(&award.account) else {
            continue;
        };
        let is_meant = holder.as_ref().is_none_or(|id| held.means(scenario, id));
        if is_meant && is_of_component(award) && is_in_region(award) {
            let line = lines.entry(holder).or_default();
            line.value = line.value.plus(&award.amount.into());
        }
    }
}

/// Adds heads to the values or to what they are divided by; nothing where they cannot be counted.
fn add_heads(
    held: &Held,
    years: &[YearResult],
    looked: Looked<'_>,
    variant: &Id,
    lines: &mut Lines,
    is_value: bool,
) -> Option<()> {
    let head = held.per.unwrap_or(Head::Student);
    let level = match held.holders {
        Holders::Level(level) => level,
        Holders::Functions | Holders::Everybody => Level::Partnership,
    };
    let counted = heads(looked.judged(variant)?, level, head)?;
    let counted: Vec<_> = counted
        .into_iter()
        .filter(|amounts| years.iter().any(|year| year.year == amounts.year))
        .collect();
    let is_whole = !matches!(held.holders, Holders::Level(_));
    if is_whole {
        lines.entry(None).or_default();
    }
    for (id, line) in lines.iter_mut() {
        for amounts in &counted {
            let heads = match (id, is_whole) {
                (Some(id), false) => amounts.at(level, id),
                _ => amounts.total,
            };
            let sum = match is_value {
                true => &mut line.value,
                false => &mut line.over,
            };
            *sum = sum.plus(&heads.into());
        }
    }
    Some(())
}

/// Adds what stands in the rows of coverage; nothing where the scenario states no costs and the
/// figure needs them.
fn add_costs(
    held: &Held,
    (scenario, years): (&Scenario, &[YearResult]),
    lines: &mut Lines,
) -> Option<()> {
    let Holders::Level(level) = held.holders else {
        return None;
    };
    let rows = years.iter().flat_map(|year| &year.coverage);
    let rows: Vec<&CoverageRow> = rows.filter(|row| row.level == level).collect();
    // Boards and institutes stand there only where the scenario states costs.
    for row in &rows {
        let is_meant = row.id.as_ref().is_some_and(|id| held.means(scenario, id));
        if is_meant {
            let (value, over) = costed(held, row)?;
            let line = lines.entry(row.id.clone()).or_default();
            line.value = line.value.plus(&value);
            line.over = line.over.plus(&over);
        }
    }
    (!rows.is_empty()).then_some(())
}

/// Adds what each partnership prefinances at most; nothing where no division says when it pays, or
/// no costs are stated.
fn add_cash(
    held: &Held,
    (scenario, result): (&Scenario, &VariantResult),
    lines: &mut Lines,
) -> Option<()> {
    let cash = result.cash();
    for row in &cash {
        if held.means(scenario, &row.partnership) {
            let deepest = row.deepest().map(|month| month.balance);
            let line = lines.entry(Some(row.partnership.clone())).or_default();
            line.value = Exact::zero().minus(&deepest.unwrap_or_default().into());
        }
    }
    (!cash.is_empty()).then_some(())
}

/// Returns what a row of coverage says, and what that is divided by.
fn costed(held: &Held, row: &CoverageRow) -> Option<(Exact, Exact)> {
    let heads = || row.students.clone().unwrap_or_else(Exact::zero);
    Some(match held.quantity {
        Quantity::Cost => (row.cost?.into(), Exact::zero()),
        Quantity::Contribution => (row.contribution()?.into(), Exact::zero()),
        Quantity::Coverage => (row.income.into(), row.cost?.into()),
        Quantity::BreakEvenCost => (row.income.into(), heads()),
        _ => (row.income.into(), Exact::zero()),
    })
}

fn name(scenario: &Scenario, holders: Holders, id: &Id) -> String {
    let found = match holders {
        Holders::Level(Level::Region) => {
            let mut all = scenario.regions.iter();
            all.find(|one| one.id == *id).map(|one| one.name.clone())
        }
        Holders::Level(Level::Partnership) => {
            let mut all = scenario.partnerships.iter();
            all.find(|one| one.id == *id).map(|one| one.name.clone())
        }
        Holders::Level(Level::Board) => {
            let mut all = scenario.boards.iter();
            all.find(|one| one.id == *id).map(|one| one.name.clone())
        }
        Holders::Level(Level::Institute) => {
            let mut all = scenario.institutes.iter();
            all.find(|one| one.id == *id).map(|one| one.name.clone())
        }
        Holders::Functions | Holders::Everybody => None,
    };
    found.unwrap_or_else(|| id.to_string())
}
