//! Regimes: which formula a shortage rule used where its awards do not show it.
//!
//! Most rules bend where somebody starts or stops to get nothing or everything, which is a decision
//! of its own. The others bend in between: at half of a claim, where claims change places, or where
//! the pot passes the sum of some claims. Within one regime every award is an affine function of
//! pot and claims, and the pots and claims of a regime are convex. So equal regimes at two values
//! of a parameter that moves pot or claims in proportion mean the same formula in between. Adjusted
//! proportional alone is a fraction within its regimes.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::books::Books;
use crate::engine::{Reason, Shortfall};
use crate::money::{Cents, Exact};
use crate::plan::{Inputs, KeyRule, Pay, Plan, Step, UpperRule};
use crate::rules::Shortage;
use crate::rules::shortage::{Multiplier, Problem};

/// Most claimants under random arrival of which every coalition is looked at.
const MOST_ARRIVING: usize = 8;

/// The regimes of the shortages of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regimes {
    /// By computed year and division, by position; only of rules of which decisions do not show it.
    marks: BTreeMap<(usize, usize), Vec<usize>>,
    /// Whether some rule may bend where neither decisions nor regimes show it.
    pub hides_bends: bool,
}

impl Regimes {
    /// Reads the regimes of a run from its books.
    pub fn of(plan: &Plan, inputs: &Inputs, books: &[Books]) -> Regimes {
        let mut regimes = Regimes::default();
        for (position, (year, books)) in plan.years.iter().zip(books).enumerate() {
            for step in &year.steps {
                let marks = match step {
                    Step::Pay(pay) => marks_of(pay, inputs, books),
                    Step::Pass(pass) => {
                        let mut keys = pass.sources.iter().map(|source| &source.terms.key);
                        match keys.any(hides_claims) {
                            true => None,
                            false => continue,
                        }
                    }
                };
                match (marks, step) {
                    (Some(marks), Step::Pay(pay)) => {
                        regimes.marks.insert((position, pay.division), marks);
                    }
                    _ => regimes.hides_bends = true,
                }
            }
        }
        regimes
    }
}

/// Says whether a key cuts claims by a rule that bends.
fn hides_claims(key: &KeyRule) -> bool {
    match key {
        KeyRule::Claims {
            shortage, surplus, ..
        } => {
            shortage.rule != Shortage::Proportional || surplus.as_deref().is_some_and(hides_claims)
        }
        KeyRule::First { then, .. } => hides_claims(then),
        KeyRule::Mix(parts) => parts.iter().any(|(_, key)| hides_claims(key)),
        _ => false,
    }
}

/// Says whether a rule bends only where somebody starts or stops to get nothing or everything.
fn shows_bends(rule: Shortage) -> bool {
    matches!(
        rule,
        Shortage::Proportional
            | Shortage::EqualAwards
            | Shortage::EqualLosses
            | Shortage::Priority
            | Shortage::WeightedEqualAwards
            | Shortage::WeightedEqualLosses
    )
}

/// Returns the regime of a payment, empty where decisions show it; `None` where it is not known.
fn marks_of(pay: &Pay, inputs: &Inputs, books: &Books) -> Option<Vec<usize>> {
    let rule = match pay.shortage.rule {
        Shortage::PriorityClasses => {
            let classes = pay.shortage.classes.as_ref();
            classes.map_or(Shortage::Proportional, |classes| classes.inner)
        }
        rule => rule,
    };
    let upper = pay.first.as_ref().map(|first| &first.upper);
    let is_shown = match upper {
        Some(UpperRule::Claims(upper)) => shows_bends(*upper) && shows_bends(rule),
        _ => shows_bends(rule),
    };
    if is_shown {
        return Some(Vec::new());
    }
    let Some((shortfall, units)) = cut(pay, inputs, books) else {
        return Some(Vec::new());
    };
    if upper.is_some() {
        return None;
    }
    let mut rest = Exact::from(shortfall.available);
    let mut classes: BTreeMap<usize, Vec<Exact>> = BTreeMap::new();
    for unit in units {
        let each = Exact::from(unit.claim).over(&unit.members.into());
        let members = usize::try_from(unit.members).unwrap_or_default();
        let class = classes.entry(unit.class).or_default();
        class.extend(std::iter::repeat_n(each, members));
    }
    for (class, claims) in classes {
        let sum: Exact = claims.iter().cloned().sum();
        if sum > rest {
            let marks = regime(rule, &rest, &claims)?;
            return Some([vec![class], marks].concat());
        }
        rest = rest.minus(&sum);
    }
    Some(Vec::new())
}

/// What one claimant claims in all.
struct Unit {
    claim: Cents,
    /// How many equal members it stands for.
    members: i64,
    class: usize,
}

/// Returns the shortage of the claims that are not protected with the claimants that it cuts, where
/// there is any that the rule bears.
fn cut<'b>(pay: &Pay, inputs: &Inputs, books: &'b Books) -> Option<(&'b Shortfall, Vec<Unit>)> {
    let postings = books.entries.iter().map(|entry| &entry.posting);
    let claimed = postings.filter_map(|posting| match &posting.reason {
        Reason::Entitled {
            claim, shortfall, ..
        } if posting.division == pay.division => Some((*claim, shortfall.as_ref())),
        _ => None,
    });
    let claims = pay.components.iter().flat_map(|paid| {
        let claims = paid.claims.iter();
        claims.map(|claim| (paid.protected, claim.members))
    });
    let mut units: BTreeMap<usize, Unit> = BTreeMap::new();
    let mut borne = None;
    // Claims are handed over in the order of the plan.
    for (position, ((protected, members), (claim, shortfall))) in claims.zip(claimed).enumerate() {
        if protected {
            continue;
        }
        borne = borne.or(shortfall);
        let rule = &pay.shortage;
        let claimant = rule.claimants.get(position).copied().unwrap_or(position);
        let unit = units.entry(claimant).or_insert_with(|| Unit {
            claim: Cents::ZERO,
            members: members.map_or(1, |slot| inputs.heads(slot, 0)).max(1),
            class: rule
                .classes
                .as_ref()
                .and_then(|classes| classes.of.get(position))
                .copied()
                .unwrap_or_default(),
        });
        unit.claim += claim;
    }
    let borne = borne.filter(|shortfall: &&Shortfall| !shortfall.cuts_protected)?;
    Some((borne, units.into_values().collect()))
}

/// Returns the regime of a rule over claims that the pot does not cover; `None` where it is not
/// known.
fn regime(rule: Shortage, pot: &Exact, claims: &[Exact]) -> Option<Vec<usize>> {
    let problem = || Problem::new(pot.clone(), claims.to_vec());
    let awards = |rule: Shortage| Some(rule.divide(&problem()).ok()?.awards);
    match rule {
        Shortage::Talmud
        | Shortage::ReverseTalmud
        | Shortage::Piniles
        | Shortage::ConstrainedEgalitarian => {
            let awards = awards(rule)?;
            let pairs = awards.iter().zip(claims);
            Some(
                pairs
                    .flat_map(|(award, claim)| around(award, claim))
                    .collect(),
            )
        }
        Shortage::AverageAwardsLosses => {
            let both = [
                awards(Shortage::EqualAwards)?,
                awards(Shortage::EqualLosses)?,
            ];
            let pairs = both.iter().flat_map(|awards| awards.iter().zip(claims));
            Some(
                pairs
                    .flat_map(|(award, claim)| around(award, claim))
                    .collect(),
            )
        }
        Shortage::MinimalOverlap => overlap(&problem()),
        Shortage::RandomArrival => coalitions(pot, claims),
        Shortage::AdjustedProportional => Some(adjusted(pot, claims)),
        rule => shows_bends(rule).then(Vec::new),
    }
}

fn mark(order: Ordering) -> usize {
    match order {
        Ordering::Less => 0,
        Ordering::Equal => 1,
        Ordering::Greater => 2,
    }
}

/// Compares an award with nothing, with half of the claim, and with all of it.
fn around(award: &Exact, claim: &Exact) -> [usize; 3] {
    let twice = award.plus(award);
    let orders = [
        award.cmp(&Exact::zero()),
        twice.cmp(claim),
        award.cmp(claim),
    ];
    orders.map(mark)
}

/// Returns the order of the claims, and how many lie above the height to which they overlap.
fn overlap(problem: &Problem) -> Option<Vec<usize>> {
    let outcome = Shortage::MinimalOverlap.divide(problem).ok()?;
    let mut multipliers = outcome.certificate.multipliers.iter();
    let (_, height) = multipliers.find(|(name, _)| *name == Multiplier::Threshold)?;
    let mut order: Vec<usize> = (0..problem.claims.len()).collect();
    order.sort_by_key(|at| &problem.claims[*at]);
    let claims = problem.claims.iter();
    order.push(claims.filter(|claim| *claim > height).count());
    // With one claim above it, the height is that of the pot, or any below the largest claim.
    order.push(usize::from(
        problem.claims.iter().max() >= Some(&problem.pot),
    ));
    Some(order)
}

/// Compares the pot with the claims of every coalition.
fn coalitions(pot: &Exact, claims: &[Exact]) -> Option<Vec<usize>> {
    if claims.len() > MOST_ARRIVING {
        return None;
    }
    let sums = claims.iter().fold(vec![Exact::zero()], |sums, claim| {
        let with = sums.iter().map(|sum| sum.plus(claim));
        let with: Vec<Exact> = with.collect();
        [sums, with].concat()
    });
    Some(sums.iter().map(|sum| usize::from(sum < pot)).collect())
}

/// Says who has a part that nobody else claims, and whose claim is more than is left after that.
fn adjusted(pot: &Exact, claims: &[Exact]) -> Vec<usize> {
    let sum: Exact = claims.iter().cloned().sum();
    let lacks = sum.minus(pot);
    let own = |claim: &Exact| claim.minus(&lacks).max(Exact::zero());
    let rights: Exact = claims.iter().map(own).sum();
    let rest = pot.minus(&rights);
    let each = claims.iter().flat_map(|claim| {
        let has_own = usize::from(*claim > lacks);
        let is_cut = usize::from(claim.minus(&own(claim)) > rest);
        [has_own, is_cut]
    });
    each.collect()
}
