//! Common costs item by item: who causes a cost shares it, and who would rather leave.
//!
//! A coalition by itself would pay, for each item, what the item says it costs without the
//! others. Sources: AR section 7; S. Littlechild and G. Owen, Management Science 20 (1973), for
//! the airport.

use super::proportional;
use crate::money::Exact;

/// One item of common cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CostItem {
    /// A fixed cost, the same for any number of users.
    Shared {
        /// The cost.
        cost: Exact,
        /// Who uses it, by position.
        users: Vec<usize>,
    },
    /// A cost that grows with use.
    PerUse {
        /// The cost of all use.
        cost: Exact,
        /// Use by each participant; not all zero.
        uses: Vec<Exact>,
    },
    /// The cost of the largest that any participant needs ("airport").
    Largest {
        /// What it would cost for each participant alone.
        needs: Vec<Exact>,
    },
}

impl CostItem {
    /// Returns the Shapley value of this item for `count` participants.
    ///
    /// Everybody pays the average over all orders of arrival of what they add to the cost: a fixed
    /// cost is shared equally by its users, use is paid by use, and each further increment of a
    /// size is shared by those who need it.
    pub fn shapley(&self, count: usize) -> Vec<Exact> {
        match self {
            CostItem::Shared { cost, users } => {
                let mut charges = vec![Exact::zero(); count];
                let weights = vec![Exact::one(); users.len()];
                for (user, charge) in users.iter().zip(proportional(cost, &weights)) {
                    charges[*user] = charge;
                }
                charges
            }
            CostItem::PerUse { cost, uses } => proportional(cost, uses),
            CostItem::Largest { needs } => increments(needs),
        }
    }

    /// Returns what this item would cost if only those for whom `is_in` holds existed.
    pub fn alone(&self, is_in: &dyn Fn(usize) -> bool) -> Exact {
        match self {
            CostItem::Shared { cost, users } => match users.iter().any(|user| is_in(*user)) {
                true => cost.clone(),
                false => Exact::zero(),
            },
            CostItem::PerUse { cost, uses } => {
                let total: Exact = uses.iter().cloned().sum();
                cost.times(&of(uses, is_in).sum::<Exact>().over(&total))
            }
            CostItem::Largest { needs } => of(needs, is_in).max().unwrap_or_else(Exact::zero),
        }
    }
}

fn of(numbers: &[Exact], is_in: &dyn Fn(usize) -> bool) -> impl Iterator<Item = Exact> {
    let those = numbers.iter().enumerate().filter(move |(at, _)| is_in(*at));
    those.map(|(_, number)| number.clone())
}

/// Shares each increment of the sorted needs equally among those who need at least as much.
fn increments(needs: &[Exact]) -> Vec<Exact> {
    let mut order: Vec<usize> = (0..needs.len()).collect();
    order.sort_by(|left, right| needs[*left].cmp(&needs[*right]));
    let mut charges = vec![Exact::zero(); needs.len()];
    let (mut paid, mut below) = (Exact::zero(), Exact::zero());
    let mut sharing = Exact::from(i64::try_from(needs.len()).unwrap_or(i64::MAX));
    for at in order {
        paid = paid.plus(&needs[at].minus(&below).over(&sharing));
        below = needs[at].clone();
        sharing = sharing.minus(&Exact::one());
        charges[at] = paid.clone();
    }
    charges
}

/// Returns what all items together would cost a coalition.
pub fn stand_alone(items: &[CostItem], is_in: &dyn Fn(usize) -> bool) -> Exact {
    items.iter().map(|item| item.alone(is_in)).sum()
}

/// What each participant causes, and a division of what nobody causes alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Separable {
    /// What each pays.
    pub charges: Vec<Exact>,
    /// What the total would be less without this participant.
    pub separable: Vec<Exact>,
    /// What remains to be divided.
    pub remaining: Exact,
}

/// Charges everybody the separable cost, and divides the rest over `benefits`: in proportion to
/// what each saves by taking part, or equally when there are none.
///
/// A benefit counts up to the cost of standing alone. Source: T. Heaney and R. Dickinson, Water
/// Resources Research 18 (1982).
pub fn separable_costs(items: &[CostItem], count: usize, benefits: Option<&[Exact]>) -> Separable {
    let all = stand_alone(items, &|_| true);
    let without = |one: usize| all.minus(&stand_alone(items, &|at| at != one));
    let separable: Vec<Exact> = (0..count).map(without).collect();
    let remaining = all.minus(&separable.iter().cloned().sum());
    let weight = |one: usize| match benefits {
        None => Exact::one(),
        Some(benefits) => {
            let most = stand_alone(items, &|at| at == one).min(benefits[one].clone());
            most.minus(&separable[one]).max(Exact::zero())
        }
    };
    let weights: Vec<Exact> = (0..count).map(weight).collect();
    let rest = proportional(&remaining, &weights);
    let charges = separable.iter().zip(&rest);
    Separable {
        charges: charges.map(|(own, rest)| own.plus(rest)).collect(),
        separable,
        remaining,
    }
}

/// A coalition that would rather leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Who is in it, by position.
    pub coalition: Vec<usize>,
    /// What they pay together.
    pub pays: Exact,
    /// What they would pay by themselves.
    pub alone: Exact,
}

/// Most participants whose coalitions are all looked at.
pub const MAX_COALITION: usize = 10;

/// Returns the coalition that saves most by leaving, if any: then `charges` are not in the core.
///
/// Looks at every coalition of at most [`MAX_COALITION`] participants; more give `None`, so the
/// caller asks that first. Of equal savings the first in binary order counts.
pub fn objection(items: &[CostItem], charges: &[Exact]) -> Option<Objection> {
    let count = u32::try_from(charges.len()).ok()?;
    if charges.len() > MAX_COALITION {
        return None;
    }
    let mut worst: Option<(Exact, Objection)> = None;
    for mask in 1..2_u32.pow(count) {
        let is_in = |at: usize| {
            let shifted = u32::try_from(at).ok().and_then(|at| mask.checked_shr(at));
            shifted.is_some_and(|rest| rest.trailing_ones() > 0)
        };
        let pays: Exact = of(charges, &is_in).sum();
        let alone = stand_alone(items, &is_in);
        let gain = pays.minus(&alone);
        let least = worst
            .as_ref()
            .map_or_else(Exact::zero, |(gain, _)| gain.clone());
        if gain > least {
            let coalition = (0..charges.len()).filter(|at| is_in(*at)).collect();
            let objection = Objection {
                coalition,
                pays,
                alone,
            };
            worst = Some((gain, objection));
        }
    }
    worst.map(|(_, objection)| objection)
}
