//! Tolerances: what rounding alone can do to the amount of a recipient.
//!
//! One unit of rounding for each claim, and one for each hop of the money: a slice taken before, an
//! earmark made and divided, an adjustment, a table's totals, and the division itself. What a
//! holder passes on carries the rounding of what the holder got, and an adjustment that of the year
//! before. A rate that is rounded down to a step is a rule, not a remainder, and is not tolerated.

use crate::domain::{Id, Level, Precision};
use crate::money::Cents;
use crate::plan::{Pass, Pay, Plan, PlanYear, Step, TableRule};
use crate::rules::Apportionment;

/// What rounding can do, per year of the scenario and account, in cents.
pub(in crate::simulation) struct Tolerances {
    years: Vec<Vec<Cents>>,
}

impl Tolerances {
    pub(in crate::simulation) fn of(plan: &Plan) -> Tolerances {
        let mut computed: Vec<Vec<Cents>> = Vec::new();
        for year in &plan.years {
            let found = of_year(plan, year, computed.last());
            computed.push(found);
        }
        let components = Cents::new(i64::try_from(plan.components.len()).unwrap_or(i64::MAX));
        let years = plan.views.iter().map(|view| {
            let mut own = vec![Cents::ZERO; plan.accounts.len()];
            for (position, months) in &view.parts {
                // Every amount is told apart by months, to the cent.
                let months = if *months == 12 {
                    Cents::ZERO
                } else {
                    components
                };
                for (sum, amount) in own.iter_mut().zip(&computed[*position]) {
                    if *amount > Cents::ZERO {
                        *sum += *amount + months;
                    }
                }
            }
            own
        });
        Tolerances {
            years: years.collect(),
        }
    }

    /// Returns what rounding can do to all that a recipient has.
    pub(in crate::simulation) fn of_recipient(
        &self,
        plan: &Plan,
        year: usize,
        (level, id): (Level, &Id),
    ) -> Cents {
        let accounts = plan.accounts.iter().zip(&self.years[year]);
        let own = accounts.filter(|(account, _)| account.at(level) == Some(id));
        own.map(|(_, amount)| *amount).sum()
    }

    /// Returns what rounding can do to all accounts together.
    pub(in crate::simulation) fn of_all(&self, year: usize) -> Cents {
        self.years[year].iter().copied().sum()
    }
}

fn of_year(plan: &Plan, year: &PlanYear, before: Option<&Vec<Cents>>) -> Vec<Cents> {
    let mut found = vec![Cents::ZERO; plan.accounts.len()];
    for step in &year.steps {
        match step {
            Step::Pay(pay) => claimed(pay, before, &mut found),
            Step::Pass(pass) => passed(pass, before, &mut found),
        }
    }
    found
}

/// Returns what one placing can do to an amount: a unit. A method of apportionment that does not
/// stay within a unit of the exact amount may do as much as a unit for each recipient.
fn unit_of(precision: &Precision, recipients: usize) -> Cents {
    let unit = precision.unit.max(Cents::ONE);
    let units = match precision.method {
        Apportionment::LargestRemainder | Apportionment::Quota => 1,
        _ => i64::try_from(recipients).unwrap_or(i64::MAX).max(1),
    };
    Cents::new(unit.count().saturating_mul(units))
}

fn claimed(pay: &Pay, before: Option<&Vec<Cents>>, found: &mut [Cents]) {
    let claims = pay.components.iter().map(|paid| paid.claims.len()).sum();
    let unit = unit_of(&pay.precision, claims);
    for claim in pay.components.iter().flat_map(|paid| &paid.claims) {
        // A share of an amount is rounded to the cent before the claim is settled.
        let share = if claim.share.is_some() {
            Cents::ONE
        } else {
            Cents::ZERO
        };
        found[claim.account] += unit + share;
    }
    // An adjustment works on what is whole already, of everybody together.
    let paid: Cents = pay.recipients.iter().map(|one| found[one.account]).sum();
    for recipient in &pay.recipients {
        let memory = before.map_or(Cents::ZERO, |before| before[recipient.account]);
        let adjusted: Cents = pay.adjustments.iter().map(|_| unit).sum();
        found[recipient.account] += paid + adjusted + unit + memory;
    }
}

/// Returns what a table can do to a cell beside its holder's own placing: a unit for each total
/// that was rounded, and as much as a divisor method may move for each row and column.
fn in_table(table: &TableRule) -> Cents {
    let lines = table.rows.len() + table.columns.len();
    let unit = unit_of(&table.precision, lines).count();
    Cents::new(unit.saturating_mul(i64::try_from(lines).unwrap_or(i64::MAX)))
}

fn passed(pass: &Pass, before: Option<&Vec<Cents>>, found: &mut [Cents]) {
    // What a table with totals gives one holder depends on what all of them hold.
    let table = pass.table.as_ref();
    let all: Cents = table
        .filter(|table| table.fit.is_some())
        .map_or(Cents::ZERO, |_| {
            let sources = pass.sources.iter();
            sources.map(|source| found[source.account]).sum()
        });
    let crossed = table.map_or(Cents::ZERO, in_table) + all;
    for source in &pass.sources {
        let held = found[source.account];
        if held == Cents::ZERO {
            continue;
        }
        let terms = &source.terms;
        let unit = unit_of(&terms.precision, source.targets.len());
        let sliced: Cents = terms.slices.iter().map(|_| unit).sum();
        let earmarked: Cents = terms.earmarks.iter().map(|_| unit + unit).sum();
        let adjusted: Cents = terms.adjustments.iter().map(|_| unit).sum();
        let before = before.filter(|_| !terms.adjustments.is_empty());
        let own = held + sliced + earmarked + adjusted + unit + crossed;
        for slice in &terms.slices {
            found[slice.account] += own;
        }
        for target in &source.targets {
            let memory = before.map_or(Cents::ZERO, |before| before[target.account]);
            found[target.account] += own + memory;
        }
    }
}
