//! Places in proportion, handed out one after the other.

use crate::money::Exact;
use crate::rules::Apportionment;

/// Returns whom each of `length` places goes to, one after the other, so that every beginning of
/// the list is in proportion to the weights and a longer list begins as a shorter one.
pub(super) fn sequence(method: Apportionment, weights: &[i64], length: usize) -> Vec<usize> {
    let exact: Vec<Exact> = weights.iter().map(|weight| Exact::from(*weight)).collect();
    let mut held = vec![0; weights.len()];
    let next = |total| {
        let seats = method.apportion(total, &exact, &[]).ok()?.seats;
        let at = (0..seats.len()).find(|at| seats[*at] > held[*at])?;
        held = seats;
        Some(at)
    };
    (1..).take(length).map_while(next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_sequence_begins_as_a_shorter_one_and_keeps_to_the_weights() {
        let long = sequence(Apportionment::Webster, &[20, 21, 4, 4], 98);
        assert_eq!(
            long[..49],
            sequence(Apportionment::Webster, &[20, 21, 4, 4], 49)
        );
        let count = |at| long.iter().filter(|one| **one == at).count();
        assert_eq!([0, 1, 2, 3].map(count), [40, 42, 8, 8]);
    }
}
