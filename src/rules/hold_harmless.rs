//! Hold-harmless: nobody below a guarantee, paid by the others in proportion, or on top.

use super::Impossible;
use crate::money::Exact;

/// The outcome of [`hold_harmless`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// One award per share.
    pub awards: Vec<Exact>,
    /// What everybody who is not lifted receives per unit of share.
    pub factor: Exact,
    /// Who is lifted to the guarantee.
    pub protected: Vec<usize>,
    /// How many times the others were scaled, the first division included.
    pub rounds: usize,
}

/// Divides `pot` by `shares`, lifts everybody below the guarantee, scales the others down, and
/// repeats until nobody is below: ratable reduction.
///
/// The outcome equals [`water_filling`](super::water_filling) with the guarantees as minima.
/// Source: US Department of Education, Title I policy guidance (1996).
///
/// # Errors
///
/// [`Impossible`] when the guarantees exceed the pot, or nobody may receive what they leave.
pub fn hold_harmless(
    pot: &Exact,
    shares: &[Exact],
    guarantees: &[Exact],
) -> Result<Held, Impossible> {
    let needs: Exact = guarantees.iter().cloned().sum();
    if needs > *pot {
        let missing = needs.minus(pot);
        return Err(Impossible::MinimaAbovePot { needs, missing });
    }
    let order = most_protected_first(shares, guarantees);
    let (mut left, mut open) = (pot.clone(), shares.iter().cloned().sum::<Exact>());
    let (mut lifted, mut rounds) = (0_usize, 1_usize);
    let mut factor = left.over(&open);
    loop {
        let rest = order.iter().skip(lifted);
        let below = rest.take_while(|at| guarantees[**at] > shares[**at].times(&factor));
        let below: Vec<usize> = below.copied().collect();
        if below.is_empty() {
            break;
        }
        for at in &below {
            left = left.minus(&guarantees[*at]);
            open = open.minus(&shares[*at]);
        }
        factor = left.over(&open);
        lifted = lifted.saturating_add(below.len());
        rounds = rounds.saturating_add(1);
    }
    if open.is_zero() && !left.is_zero() {
        return Err(Impossible::MaximaBelowPot { holds: needs, left });
    }
    let mut awards: Vec<Exact> = shares.iter().map(|share| share.times(&factor)).collect();
    let mut protected = order;
    protected.truncate(lifted);
    protected.sort_unstable();
    for at in &protected {
        awards[*at] = guarantees[*at].clone();
    }
    Ok(Held {
        awards,
        factor,
        protected,
        rounds,
    })
}

/// Returns all positions by guarantee per unit of share, the highest first.
fn most_protected_first(shares: &[Exact], guarantees: &[Exact]) -> Vec<usize> {
    let pairs = shares.iter().zip(guarantees);
    // A guarantee without a share is above any level.
    let levels: Vec<(bool, Exact)> = pairs
        .map(|(share, floor)| (share.is_zero() && !floor.is_zero(), floor.over(share)))
        .collect();
    let mut order: Vec<usize> = (0..levels.len()).collect();
    order.sort_by(|left, right| levels[*right].cmp(&levels[*left]));
    order
}

/// Returns who receives what when `awards` below the guarantee are lifted from another pot, and
/// what that costs.
pub fn lifted_on_top(awards: &[Exact], guarantees: &[Exact]) -> (Vec<Exact>, Exact) {
    let pairs = awards.iter().zip(guarantees);
    let lifted: Vec<Exact> = pairs
        .map(|(award, floor)| award.max(floor).clone())
        .collect();
    let total = |amounts: &[Exact]| amounts.iter().cloned().sum::<Exact>();
    let cost = total(&lifted).minus(&total(awards));
    (lifted, cost)
}
