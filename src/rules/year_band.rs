//! Year bands: nobody more than so much below or above last year, and who balances that.

use super::{Bounds, Impossible, water_filling};
use crate::money::Exact;

/// How far an award may move from last year's, as shares of last year's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Greatest fall, at most one.
    pub down: Exact,
    /// Greatest rise.
    pub up: Exact,
}

/// Who balances what a band costs or frees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Balance {
    /// Everybody inside the band, in proportion to the target.
    WaterFilling,
    /// A reserve, which may run short.
    Reserve,
    /// Those who gain, in proportion to their gain; what is left over stays in the reserve.
    ScaleGains,
    /// As water-filling, in the narrowest wider band where the stated one has no room.
    Widen,
}

impl Balance {
    /// Every way with its name.
    pub const ALL: [(&'static str, Balance); 4] = [
        ("water-filling", Balance::WaterFilling),
        ("reserve", Balance::Reserve),
        ("scale-gains", Balance::ScaleGains),
        ("widen", Balance::Widen),
    ];
}

/// The outcome of [`year_band`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banded {
    /// One award per recipient.
    pub awards: Vec<Exact>,
    /// The multiplier of targets (water-filling) or of gains (scaled gains), or one.
    pub multiplier: Exact,
    /// The pot less the awards: what a reserve receives, or has to pay when negative.
    pub reserve: Exact,
    /// The band that was used.
    pub band: Band,
    /// Who fell as far as the band allows.
    pub at_lower: Vec<usize>,
    /// Who rose as far as the band allows.
    pub at_upper: Vec<usize>,
}

/// Moves from `previous` towards `target` within a band, out of `pot`.
///
/// # Errors
///
/// [`Impossible`] when the band has no room for the pot and may not be widened, or when those who
/// gain cannot pay for those who fall.
pub fn year_band(
    pot: &Exact,
    previous: &[Exact],
    target: &[Exact],
    band: &Band,
    balance: Balance,
) -> Result<Banded, Impossible> {
    let band = match balance {
        Balance::Widen => widened(pot, previous, band),
        _ => band.clone(),
    };
    let bounds: Vec<Bounds> = previous.iter().map(|before| band.around(before)).collect();
    let (awards, multiplier) = match balance {
        Balance::WaterFilling | Balance::Widen => {
            let level = water_filling(pot, target, &bounds)?;
            (level.awards, level.multiplier)
        }
        Balance::Reserve => (clamped(target, &bounds), Exact::one()),
        Balance::ScaleGains => scaled_gains(pot, previous, &clamped(target, &bounds))?,
    };
    let paid: Exact = awards.iter().cloned().sum();
    let at = |is_at: fn(&Exact, &Bounds) -> bool| {
        let pairs = awards.iter().zip(&bounds).enumerate();
        let found = pairs.filter(|(_, (award, bound))| is_at(award, bound));
        found.map(|(at, _)| at).collect()
    };
    Ok(Banded {
        at_lower: at(|award, bound| *award == bound.minimum),
        at_upper: at(|award, bound| bound.maximum.as_ref() == Some(award)),
        reserve: pot.minus(&paid),
        multiplier,
        band,
        awards,
    })
}

impl Band {
    fn around(&self, before: &Exact) -> Bounds {
        Bounds {
            minimum: before.minus(&before.times(&self.down)).max(Exact::zero()),
            maximum: Some(before.plus(&before.times(&self.up))),
        }
    }
}

/// Returns the narrowest band that has room for the pot: then everybody moves alike.
fn widened(pot: &Exact, previous: &[Exact], band: &Band) -> Band {
    let before: Exact = previous.iter().cloned().sum();
    let change = pot.minus(&before).over(&before);
    Band {
        down: band.down.clone().max(Exact::zero().minus(&change)),
        up: band.up.clone().max(change),
    }
}

fn clamped(target: &[Exact], bounds: &[Bounds]) -> Vec<Exact> {
    let pairs = target.iter().zip(bounds);
    let clamp = |(target, bound): (&Exact, &Bounds)| {
        let award = target.max(&bound.minimum);
        bound
            .maximum
            .as_ref()
            .map_or(award, |most| award.min(most))
            .clone()
    };
    pairs.map(clamp).collect()
}

/// Lets gains shrink until they fit in the pot.
fn scaled_gains(
    pot: &Exact,
    previous: &[Exact],
    wanted: &[Exact],
) -> Result<(Vec<Exact>, Exact), Impossible> {
    let pairs = || previous.iter().zip(wanted);
    let kept: Exact = pairs()
        .map(|(before, wanted)| before.min(wanted).clone())
        .sum();
    let gains: Exact = wanted.iter().cloned().sum::<Exact>().minus(&kept);
    if kept > *pot {
        let missing = kept.minus(pot);
        return Err(Impossible::MinimaAbovePot {
            needs: kept,
            missing,
        });
    }
    let factor = match gains.is_zero() {
        true => Exact::one(),
        false => pot.minus(&kept).over(&gains).min(Exact::one()),
    };
    let award = |(before, wanted): (&Exact, &Exact)| {
        let kept = before.min(wanted);
        kept.plus(&wanted.minus(kept).times(&factor))
    };
    Ok((pairs().map(award).collect(), factor))
}
