//! Phase-in: from what was to what will be, in stated steps.

use crate::money::Exact;

/// Returns `baseline + p * (target - baseline)`, with `p` the progress of gains or of losses.
///
/// With one progress for both, the total moves from that of the baseline to that of the target by
/// the same progress. A ladder of compensation `q` is a progress of `1 - q`.
pub fn phase_in(baseline: &[Exact], target: &[Exact], gains: &Exact, losses: &Exact) -> Vec<Exact> {
    let pairs = baseline.iter().zip(target);
    let award = |(from, to): (&Exact, &Exact)| {
        let change = to.minus(from);
        let progress = if change.is_negative() { losses } else { gains };
        from.plus(&change.times(progress))
    };
    pairs.map(award).collect()
}
