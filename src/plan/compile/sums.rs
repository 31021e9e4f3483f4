//! Sums: proof that no sum of a plan can leave the range of cents.

use super::super::{
    AmountRule, Claim, CostYear, CountRule, GrowthRule, Inputs, KeyRule, Pass, Plan, PlanYear,
    Refusal,
};
use crate::domain::{Precision, Text};
use crate::money::{Cents, Exact};
use crate::rules::{Apportionment, MOST_STEPS, TierKind};

/// Greatest sum of a year: ten trillion euro, a hundredth of what 64 bits of cents can hold.
const MAX_SUM: Cents = Cents::new(1_000_000_000_000_000);

/// Greatest projected count.
const MAX_HEADS: i64 = 1_000_000_000_000;

/// Returns why the sums of a plan might not fit, if so.
pub(super) fn too_large(plan: &Plan, inputs: &Inputs) -> Option<Refusal> {
    let mut years = plan.years.iter().enumerate();
    let paid = years.find_map(|(at, year)| {
        let inputs = inputs.year(at);
        match tallied(year, inputs) {
            Ok(tallies) => too_large_in(plan, year, (&tallies, inputs)),
            Err(refusal) => Some(*refusal),
        }
    });
    let mut years = plan.costs.years.iter().enumerate();
    paid.or_else(|| {
        years.find_map(|(at, year)| {
            let own = plan.years.len().saturating_add(at);
            too_costly_in(year, inputs.year(own))
        })
    })
}

/// Returns why the costs of a year might not fit, if so.
fn too_costly_in(year: &CostYear, inputs: &Inputs) -> Option<Refusal> {
    let tallies = match tallied(&year.counted, inputs) {
        Ok(tallies) => tallies,
        Err(refusal) => return Some(*refusal),
    };
    let lines = year.partnerships.iter().flat_map(|one| &one.lines);
    let costs = lines.map(|line| {
        let heads = line.heads.map(|tally| tallies[tally.position()].clone());
        let hours = line.hours.map(|slot| inputs.fraction(slot, 0));
        let factors = heads.into_iter().chain(hours);
        let rate = Exact::from(inputs.cents(line.rate, 0));
        factors.fold(rate, |cost, factor| cost.times(&factor))
    });
    (costs.sum::<Exact>() > Exact::from(MAX_SUM)).then(|| {
        let year = year.counted.year;
        Refusal {
            code: "sum-too-large",
            path: "cost".into(),
            text: Text::new(
                format!("de kosten van {year} zijn meer dan tien biljoen euro"),
                format!("the costs of {year} are more than ten trillion euro"),
            ),
            hint: Text::new("verlaag bedragen of aantallen", "lower amounts or counts"),
        }
    })
}

/// Returns the tallies of a year.
///
/// # Errors
///
/// The refusal of counts that grow too large.
fn tallied(year: &PlanYear, inputs: &Inputs) -> Result<Vec<Exact>, Box<Refusal>> {
    let counts: Vec<Exact> = year
        .counts
        .iter()
        .enumerate()
        .map(|(position, rule)| match inputs.drawn_heads(position) {
            Some(drawn) => drawn.first().copied().unwrap_or_default().into(),
            None => projected(rule, inputs),
        })
        .collect();
    let most = Exact::from(MAX_HEADS);
    let whole: Exact = counts.iter().cloned().sum();
    if whole > most {
        return Err(Box::new(Refusal {
            code: "count-too-large",
            path: "growth".into(),
            text: Text::new(
                format!("de tellingen van {} groeien boven een biljoen", year.year),
                format!("the counts of {} grow beyond a trillion", year.year),
            ),
            hint: Text::new("verlaag de groei", "lower the growth"),
        }));
    }
    let tallies = year.tallies.iter().map(|tally| {
        let terms = tally
            .terms
            .iter()
            .map(|(position, times)| counts[*position].times(&Exact::from(*times)));
        terms
            .sum::<Exact>()
            .plus(&tally.members.into())
            .over(&tally.divisor.into())
    });
    Ok(tallies.collect())
}

fn too_large_in(
    plan: &Plan,
    year: &PlanYear,
    (tallies, inputs): (&[Exact], &Inputs),
) -> Option<Refusal> {
    let mut owed_in_all = Exact::zero();
    for (division, pot, claims) in claims(year, inputs) {
        let owed: Exact = claims
            .into_iter()
            .map(|claim| owed(claim, tallies, inputs))
            .sum();
        owed_in_all = owed_in_all.plus(&owed);
        if owed.plus(&pot) > Exact::from(MAX_SUM) {
            let id = &plan.divisions[division].id;
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
    too_many_units(plan, year, &owed_in_all)
}

/// Returns what is claimed in each division, with what there is: of pots, and of keys.
fn claims<'p>(year: &'p PlanYear, inputs: &Inputs) -> Vec<(usize, Exact, Vec<&'p Claim>)> {
    let payments = year.payments().map(|pay| {
        let components = pay.components.iter();
        let claims = components.flat_map(|component| &component.claims).collect();
        let pot = pay
            .available
            .map_or(Exact::zero(), |pot| inputs.cents(pot, 0).into());
        (pay.division, pot, claims)
    });
    let passages = year.passages().map(|pass| {
        let claims = keys(pass).into_iter().flat_map(KeyRule::claims);
        (pass.division, Exact::zero(), claims.collect())
    });
    payments.chain(passages).collect()
}

/// Returns the keys of a passage, of all its holders and of its table.
pub(super) fn keys(pass: &Pass) -> Vec<&KeyRule> {
    let terms = pass.sources.iter().map(|source| &source.terms);
    let keys = terms.flat_map(|terms| {
        let keys = terms.earmarks.iter().map(|earmark| &earmark.key);
        keys.chain([&terms.key]).chain(&terms.fallback)
    });
    let of_table = pass.table.iter().filter_map(|table| table.fit.as_ref());
    keys.chain(of_table.map(|fit| &fit.key)).collect()
}

/// Refuses the quota method where it would hand out too many units one after the other.
fn too_many_units(plan: &Plan, year: &PlanYear, owed: &Exact) -> Option<Refusal> {
    let of_payments = year.payments().map(|pay| (pay.division, &pay.precision));
    let of_passages = year.passages().flat_map(|pass| {
        let sources = pass.sources.iter();
        sources.map(|source| (pass.division, &source.terms.precision))
    });
    let most = Exact::from(MOST_STEPS);
    let is_too_many = |precision: &Precision| {
        precision.method == Apportionment::Quota && owed.over(&precision.unit.into()) > most
    };
    let mut precisions = of_payments.chain(of_passages);
    let (division, _) = precisions.find(|(_, precision)| is_too_many(precision))?;
    let id = &plan.divisions[division].id;
    Some(Refusal {
        code: "too-many-units",
        path: format!("division.{id}"),
        text: Text::new(
            format!(
                "verdeling `{id}` deelt in {} meer dan een miljoen eenheden uit",
                year.year
            ),
            format!(
                "division `{id}` hands out more than a million units in {}",
                year.year
            ),
        ),
        hint: Text::new(
            "kies een grotere `unit`, of een andere `apportionment` dan `quota`",
            "choose a larger `unit`, or another `apportionment` than `quota`",
        ),
    })
}

fn projected(rule: &CountRule, inputs: &Inputs) -> Exact {
    let base = Exact::from(inputs.heads(rule.base, 0));
    let growth = match &rule.growth {
        GrowthRule::Counted => return base,
        GrowthRule::Rate(growth) => *growth,
        GrowthRule::Projection(projection) => {
            return base.times(&projection.factor(inputs, 0, rule.years));
        }
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
        AmountRule::Steps {
            kind, tally, bands, ..
        } => {
            let amounts = bands
                .iter()
                .map(|(_, amount)| Exact::from(inputs.cents(*amount, 0)));
            let greatest = amounts.max().unwrap_or(Exact::zero());
            match kind {
                TierKind::Step => greatest.times(&members),
                // No head is paid more than the greatest rate.
                TierKind::Slab | TierKind::Graduated => greatest.times(&tallies[tally.position()]),
            }
        }
        AmountRule::Nothing => Exact::zero(),
    }
}
