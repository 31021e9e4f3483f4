//! Constrained equal losses: everybody gives up the same, nobody more than the claim.

use super::equal_awards;
use crate::money::Exact;

/// Divides `pot` so that all losses are equal except those that reach their claim.
pub fn equal_losses(pot: &Exact, claims: &[Exact]) -> Vec<Exact> {
    let total: Exact = claims.iter().cloned().sum();
    if *pot >= total {
        return claims.to_vec();
    }
    let losses = equal_awards(&total.minus(pot), claims);
    claims
        .iter()
        .zip(&losses)
        .map(|(claim, loss)| claim.minus(loss))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_talmudic_estates_of_200_and_300() {
        let claims = [100, 200, 300].map(Exact::from);
        assert_eq!(
            equal_losses(&200.into(), &claims),
            [0, 50, 150].map(Exact::from)
        );
        assert_eq!(
            equal_losses(&300.into(), &claims),
            [0, 100, 200].map(Exact::from)
        );
    }
}
