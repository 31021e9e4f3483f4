//! [`Exact`]: a fraction without rounding, of any size.

use std::fmt;
use std::iter::Sum;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{Cents, Rounding};

/// An exact fraction: a share, a growth factor, an amount before it is rounded.
///
/// It never overflows and never rounds; [`Exact::round`] is the only way back to whole numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

/// Why a text is not a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareError {
    /// Neither a percentage, nor a fraction, nor a decimal.
    NotAShare,
    /// A fraction over zero.
    ZeroDenominator,
    /// More digits than a scenario may use.
    TooLong,
}

/// Longest number, in digits, that a share may be written with.
const MAX_SHARE_DIGITS: usize = 15;

impl Exact {
    /// Returns zero.
    pub fn zero() -> Exact {
        Exact(BigRational::zero())
    }

    /// Returns one.
    pub fn one() -> Exact {
        Exact(BigRational::one())
    }

    /// Returns `numerator / denominator`; a zero denominator counts as one, so that the empty
    /// share of nothing is nothing.
    pub fn ratio(numerator: i64, denominator: i64) -> Exact {
        let denominator = if denominator == 0 { 1 } else { denominator };
        Exact(BigRational::new(numerator.into(), denominator.into()))
    }

    /// Reads a share such as `10 %`, `2/3`, `0.125` or `2`.
    ///
    /// # Errors
    ///
    /// [`ShareError`] when the text is none of these forms or longer than a share may be.
    pub fn from_share_text(text: &str) -> Result<Exact, ShareError> {
        let text = text.trim();
        if let Some(percent) = text.strip_suffix('%') {
            return Ok(decimal(percent.trim_end())?.over(&Exact::from(100)));
        }
        let Some((above, below)) = text.split_once('/') else {
            return decimal(text);
        };
        let below = decimal(below.trim())?;
        if below.is_zero() {
            return Err(ShareError::ZeroDenominator);
        }
        Ok(decimal(above.trim())?.over(&below))
    }

    /// Reads `p/q` of any length, as [`Exact`] is written.
    pub fn from_ratio_text(text: &str) -> Option<Exact> {
        let (above, below) = text.split_once('/')?;
        let (above, below): (BigInt, BigInt) = (above.parse().ok()?, below.parse().ok()?);
        (!below.is_zero()).then(|| Exact(BigRational::new(above, below)))
    }

    /// Returns the whole number nearest by `rounding`, or `None` beyond 64 bits.
    pub fn round(&self, rounding: Rounding) -> Option<i64> {
        let (below, above) = (self.0.numer(), self.0.denom());
        let (floor, rest) = below.div_mod_floor(above);
        let twice = rest * BigInt::from(2);
        let up = match rounding {
            Rounding::Down => false,
            Rounding::HalfUp => match twice.cmp(above) {
                std::cmp::Ordering::Equal => !self.0.is_negative(),
                order => order.is_gt(),
            },
            Rounding::HalfEven => match twice.cmp(above) {
                std::cmp::Ordering::Equal => floor.is_odd(),
                order => order.is_gt(),
            },
        };
        (floor + BigInt::from(i64::from(up))).to_i64()
    }

    /// Returns the fraction rounded to cents, reading it as a number of cents.
    ///
    /// # Panics
    ///
    /// Beyond 64 bits, which a plan has excluded.
    pub fn to_cents(&self, rounding: Rounding) -> Cents {
        Cents::new(
            self.round(rounding)
                .expect("amounts of an accepted plan fit in 64 bits"),
        )
    }

    /// Returns `self * other`.
    pub fn times(&self, other: &Exact) -> Exact {
        Exact(&self.0 * &other.0)
    }

    /// Returns `self / other`; zero when `other` is zero, as the empty share of nothing.
    pub fn over(&self, other: &Exact) -> Exact {
        if other.is_zero() {
            Exact::zero()
        } else {
            Exact(&self.0 / &other.0)
        }
    }

    /// Returns `self + other`.
    pub fn plus(&self, other: &Exact) -> Exact {
        Exact(&self.0 + &other.0)
    }

    /// Returns `self - other`.
    pub fn minus(&self, other: &Exact) -> Exact {
        Exact(&self.0 - &other.0)
    }

    /// Says whether this is zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Says whether this is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Returns numerator and denominator in lowest terms when both fit in 64 bits.
    pub fn to_parts(&self) -> Option<(i64, i64)> {
        Some((self.0.numer().to_i64()?, self.0.denom().to_i64()?))
    }

    /// Returns the fraction as a decimal with `decimals` digits, a half rounded away from zero.
    pub fn to_decimal_text(&self, decimals: usize) -> String {
        let scale = BigInt::from(10).pow(u32::try_from(decimals).unwrap_or(u32::MAX));
        let scaled = (&self.0 * BigRational::from_integer(scale))
            .round()
            .to_integer();
        let sign = if scaled.is_negative() { "-" } else { "" };
        let digits = format!(
            "{:0>width$}",
            scaled.abs(),
            width = decimals.saturating_add(1)
        );
        let (whole, fraction) = digits.split_at(digits.len().saturating_sub(decimals));
        if decimals == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{fraction}")
        }
    }

    pub(super) fn numerator(&self) -> &BigInt {
        self.0.numer()
    }

    pub(super) fn denominator(&self) -> &BigInt {
        self.0.denom()
    }
}

fn decimal(text: &str) -> Result<Exact, ShareError> {
    let text: String = text.chars().filter(|sign| *sign != '_').collect();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) {
        return Err(ShareError::NotAShare);
    }
    let fraction = fraction.trim_end_matches('0');
    let written = format!("{whole}{fraction}");
    if written.trim_start_matches('0').len() > MAX_SHARE_DIGITS || fraction.len() > MAX_SHARE_DIGITS
    {
        return Err(ShareError::TooLong);
    }
    let count: i64 = written.parse().map_err(|_| ShareError::TooLong)?;
    let scale = i64::pow(10, u32::try_from(fraction.len()).unwrap_or_default());
    Ok(Exact::ratio(
        if negative {
            count.saturating_neg()
        } else {
            count
        },
        scale,
    ))
}

impl From<i64> for Exact {
    fn from(whole: i64) -> Exact {
        Exact(BigRational::from_integer(whole.into()))
    }
}

impl From<Cents> for Exact {
    fn from(amount: Cents) -> Exact {
        Exact::from(amount.count())
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(terms: I) -> Exact {
        terms.fold(Exact::zero(), |total, term| total.plus(&term))
    }
}

impl fmt::Display for Exact {
    /// Writes `p/q` in lowest terms, also for whole numbers, so that the form is always the same.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.0.numer(), self.0.denom())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_as_percentages_fractions_and_decimals() {
        for (text, above, below) in [
            ("10 %", 1, 10),
            ("12.5%", 1, 8),
            ("2/3", 2, 3),
            ("0.125", 1, 8),
            ("3", 3, 1),
        ] {
            assert_eq!(
                Exact::from_share_text(text),
                Ok(Exact::ratio(above, below)),
                "{text}"
            );
        }
        for (text, error) in [
            ("ten", ShareError::NotAShare),
            ("1/0", ShareError::ZeroDenominator),
            ("%", ShareError::NotAShare),
            ("0.1234567890123456", ShareError::TooLong),
        ] {
            assert_eq!(Exact::from_share_text(text), Err(error), "{text}");
        }
    }

    #[test]
    fn each_rounding_mode_does_what_it_is_called() {
        for (above, below, down, half_even, half_up) in [
            (5, 2, 2, 2, 3),
            (7, 2, 3, 4, 4),
            (-5, 2, -3, -2, -3),
            (8, 3, 2, 3, 3),
        ] {
            let number = Exact::ratio(above, below);
            assert_eq!(number.round(Rounding::Down), Some(down), "{number}");
            assert_eq!(
                number.round(Rounding::HalfEven),
                Some(half_even),
                "{number}"
            );
            assert_eq!(number.round(Rounding::HalfUp), Some(half_up), "{number}");
        }
    }

    #[test]
    fn a_decimal_is_written_from_the_exact_value() {
        let rate = Exact::ratio(24_257_000, 25_401);
        assert_eq!(rate.to_decimal_text(2), "954.96");
        assert_eq!(Exact::ratio(-1, 3).to_decimal_text(4), "-0.3333");
        assert_eq!(Exact::ratio(1, 2).to_decimal_text(0), "1");
    }
}
