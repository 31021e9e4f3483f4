//! Limits: proof that no sum of a plan can leave the range of cents.

use super::super::{AmountRule, Claim, CountRule, Inputs, Plan, PlanYear, Refusal};
use crate::domain::Text;
use crate::money::{Cents, Exact};

/// Greatest sum of a year: ten trillion euro, a hundredth of what 64 bits of cents can hold.
const MAX_SUM: Cents = Cents::new(1_000_000_000_000_000);

/// Greatest projected count.
const MAX_HEADS: i64 = 1_000_000_000_000;

/// Returns why the sums of a plan might not fit, if so.
pub(super) fn too_large(plan: &Plan, inputs: &Inputs) -> Option<Refusal> {
    plan.years
        .iter()
        .find_map(|year| too_large_in(plan, year, inputs))
}

fn too_large_in(plan: &Plan, year: &PlanYear, inputs: &Inputs) -> Option<Refusal> {
    let counts: Vec<Exact> = year
        .counts
        .iter()
        .map(|rule| projected(rule, inputs))
        .collect();
    let most = Exact::from(MAX_HEADS);
    let whole: Exact = counts.iter().cloned().sum();
    if whole > most {
        return Some(Refusal {
            code: "count-too-large",
            path: "growth".into(),
            text: Text::new(
                format!("de tellingen van {} groeien boven een biljoen", year.year),
                format!("the counts of {} grow beyond a trillion", year.year),
            ),
            hint: Text::new("verlaag de groei", "lower the growth"),
        });
    }
    let tallies: Vec<Exact> = year
        .tallies
        .iter()
        .map(|tally| {
            let terms = tally
                .terms
                .iter()
                .map(|(position, times)| counts[*position].times(&Exact::from(*times)));
            terms
                .sum::<Exact>()
                .plus(&tally.members.into())
                .over(&tally.divisor.into())
        })
        .collect();
    for pay in year.payments() {
        let claims = pay
            .components
            .iter()
            .flat_map(|component| &component.claims);
        let owed: Exact = claims.map(|claim| owed(claim, &tallies, inputs)).sum();
        let pot = pay
            .available
            .map_or(Exact::zero(), |pot| inputs.cents(pot, 0).into());
        if owed.plus(&pot) > Exact::from(MAX_SUM) {
            let id = &plan.divisions[pay.division].id;
            return Some(Refusal {
                code: "sum-too-large",
                path: format!("division.{id}"),
                text: Text::new(
                    format!(
                        "verdeling `{id}` betaalt in {} meer dan tien biljoen euro",
                        year.year
                    ),
                    format!(
                        "division `{id}` pays more than ten trillion euro in {}",
                        year.year
                    ),
                ),
                hint: Text::new("verlaag bedragen of aantallen", "lower amounts or counts"),
            });
        }
    }
    None
}

fn projected(rule: &CountRule, inputs: &Inputs) -> Exact {
    let base = Exact::from(inputs.heads(rule.base, 0));
    let Some(growth) = rule.growth else {
        return base;
    };
    let factor = Exact::one().plus(&inputs.fraction(growth, 0));
    let ceiling = Exact::from(MAX_HEADS);
    let mut heads = base;
    for _ in 0..rule.years {
        heads = heads.times(&factor);
        if heads > ceiling {
            break;
        }
    }
    heads
}

/// Returns the most that a claim can come to, whatever its condition.
fn owed(claim: &Claim, tallies: &[Exact], inputs: &Inputs) -> Exact {
    let members = claim
        .members
        .map_or(Exact::one(), |slot| inputs.heads(slot, 0).into());
    match &claim.amount {
        AmountRule::Flat(amount) => Exact::from(inputs.cents(*amount, 0)).times(&members),
        AmountRule::PerHead { rate, tally, .. } => {
            Exact::from(inputs.cents(*rate, 0)).times(&tallies[tally.position()])
        }
        AmountRule::Steps { bands, .. } => {
            let amounts = bands
                .iter()
                .map(|(_, amount)| Exact::from(inputs.cents(*amount, 0)));
            amounts.max().unwrap_or(Exact::zero()).times(&members)
        }
        AmountRule::Nothing => Exact::zero(),
    }
}
