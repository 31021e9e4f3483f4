//! The one level at which bounded awards add up to a pot: the certificate of every rule that
//! treats euros above or below it alike.

use super::outcome::{Multiplier, Solved};
use super::whole::{Shares, Whole, sum};

/// A place on the way up where an award leaves its floor or reaches its cap.
struct Event<'n, W> {
    amount: &'n W,
    weight: &'n W,
    leaves_floor: bool,
}

/// Divides `pot` as `min(max(t * weight, floor), cap)` with the one `t` that fits.
///
/// Weights are above zero, floors at most the caps, and the pot lies between the sums of both.
/// Events are sorted once; the segment of the pot then has one linear equation.
pub(super) fn level<W: Whole>(pot: &W, weights: &[W], floors: &[W], caps: &[W]) -> Solved<W> {
    let mut events: Vec<Event<W>> = Vec::new();
    for ((weight, floor), cap) in weights.iter().zip(floors).zip(caps) {
        for (amount, leaves_floor) in [(floor, true), (cap, false)] {
            events.push(Event {
                amount,
                weight,
                leaves_floor,
            });
        }
    }
    // Stable, so that a claimant whose bounds are equal leaves the floor before reaching the cap.
    events.sort_by(|one, two| {
        let (left, right) = (one.amount.times(two.weight), two.amount.times(one.weight));
        left.cmp(&right)
    });
    let (mut resting, mut rising) = (sum(floors), W::zero());
    for event in &events {
        let reached = resting
            .times(event.weight)
            .plus(&rising.times(event.amount));
        if !rising.is_zero() && reached >= pot.times(event.weight) {
            break;
        }
        if event.leaves_floor {
            resting = resting.minus(event.amount);
            rising = rising.plus(event.weight);
        } else {
            resting = resting.plus(event.amount);
            rising = rising.minus(event.weight);
        }
    }
    if rising.is_zero() {
        return Solved::plain(Shares::whole(caps.to_vec()));
    }
    let above = pot.minus(&resting);
    let bounds = weights.iter().zip(floors).zip(caps);
    let parts = bounds.map(|((weight, floor), cap)| {
        let award = above.times(weight).max(floor.times(&rising));
        award.min(cap.times(&rising))
    });
    let shares = Shares {
        parts: parts.collect(),
        below: rising.clone(),
    };
    Solved::at(shares, Multiplier::Award, above, rising)
}
