//! Constrained equal awards: everybody the same, nobody above the claim.

use super::{Bounds, water_filling};
use crate::money::Exact;

/// Divides `pot` so that all awards are equal except those that reach their claim.
pub fn equal_awards(pot: &Exact, claims: &[Exact]) -> Vec<Exact> {
    let everyone_alike = vec![Exact::one(); claims.len()];
    let bounds: Vec<Bounds> = claims.iter().map(Bounds::up_to).collect();
    match water_filling(pot, &everyone_alike, &bounds) {
        Ok(level) => level.awards,
        Err(_) => claims.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_talmudic_estate_of_200_gives_everyone_two_thirds_of_a_hundred() {
        let claims = [100, 200, 300].map(Exact::from);
        let third = Exact::ratio(200, 3);
        assert_eq!(
            equal_awards(&200.into(), &claims),
            [third.clone(), third.clone(), third]
        );
        assert_eq!(
            equal_awards(&500.into(), &claims),
            [100, 200, 200].map(Exact::from)
        );
        assert_eq!(equal_awards(&900.into(), &claims), claims);
    }
}
