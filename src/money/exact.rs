//! [`Exact`]: a fraction without rounding, of any size.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, ToPrimitive, Zero};

use super::{Cents, Rounding, large};

/// An exact fraction: a share, a growth factor, an amount before it is rounded.
///
/// It never overflows and never rounds; [`Exact::round`] is the only way back to whole numbers.
/// Fractions of 128 bits are computed as they are, larger ones by a big-integer crate; a value
/// has one form only, so equal fractions are equal values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Exact(Form);

/// The form of a fraction; `Large` only where `Small` cannot hold it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Form {
    Small(Ratio<i128>),
    Large(Box<BigRational>),
}

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

/// Longest number, in signs, that is read; also the largest power of ten.
const MAX_NUMBER_LENGTH: usize = 10_000;

/// An operation in 128 bits, `None` where it does not fit.
type InSmall = fn(&Ratio<i128>, &Ratio<i128>) -> Option<Ratio<i128>>;

/// The same operation without a limit.
type InLarge = fn(&BigRational, &BigRational) -> BigRational;

impl Exact {
    /// Returns zero.
    pub fn zero() -> Exact {
        Exact::from(0)
    }

    /// Returns one.
    pub fn one() -> Exact {
        Exact::from(1)
    }

    /// Returns `numerator / denominator`; a zero denominator counts as one, so that the empty
    /// share of nothing is nothing.
    pub fn ratio(numerator: i64, denominator: i64) -> Exact {
        let denominator = if denominator == 0 { 1 } else { denominator };
        Exact(Form::Small(Ratio::new(
            numerator.into(),
            denominator.into(),
        )))
    }

    fn large(ratio: BigRational) -> Exact {
        match (ratio.numer().to_i128(), ratio.denom().to_i128()) {
            (Some(above), Some(below)) => Exact(Form::Small(Ratio::new_raw(above, below))),
            _ => Exact(Form::Large(Box::new(ratio))),
        }
    }

    fn to_large(&self) -> BigRational {
        match &self.0 {
            Form::Small(ratio) => {
                BigRational::new_raw((*ratio.numer()).into(), (*ratio.denom()).into())
            }
            Form::Large(ratio) => (**ratio).clone(),
        }
    }

    /// Combines two whole numbers, which have no lowest terms to look for; `None` where one is a
    /// fraction, or the outcome does not fit.
    fn whole_with(&self, other: &Exact, combine: fn(i128, i128) -> Option<i128>) -> Option<Exact> {
        let (left, right) = (self.small_parts()?, other.small_parts()?);
        if (left.1, right.1) != (1, 1) {
            return None;
        }
        // Lowest terms are made by negation, which the least number of 128 bits has not.
        let whole = combine(left.0, right.0).filter(|whole| *whole != i128::MIN)?;
        Some(Exact(Form::Small(Ratio::new_raw(whole, 1))))
    }

    fn combined(&self, other: &Exact, small: InSmall, large: InLarge) -> Exact {
        if let (Form::Small(left), Form::Small(right)) = (&self.0, &other.0)
            && let Some(outcome) = small(left, right)
        {
            return Exact(Form::Small(outcome));
        }
        Exact::large(large(&self.to_large(), &other.to_large()))
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
        (!below.is_zero()).then(|| Exact::large(BigRational::new(above, below)))
    }

    /// Reads a number of any length: `12`, `-0.5`, `1e-9` or `p/q`.
    pub fn from_number_text(text: &str) -> Option<Exact> {
        let text = text.trim();
        if text.len() > MAX_NUMBER_LENGTH {
            return None;
        }
        match text.split_once('/') {
            Some((above, below)) => {
                let below = decimal_of_any_length(below.trim())?;
                (!below.is_zero())
                    .then(|| Some(decimal_of_any_length(above.trim())?.over(&below)))?
            }
            None => decimal_of_any_length(text),
        }
    }

    /// Writes a whole number as `p` and any other as `p/q`.
    pub fn to_number_text(&self) -> String {
        let text = self.to_string();
        text.strip_suffix("/1").map_or(text.clone(), str::to_owned)
    }

    /// Returns the whole number nearest by `rounding`, or `None` beyond 64 bits.
    pub fn round(&self, rounding: Rounding) -> Option<i64> {
        match &self.0 {
            Form::Small(ratio) => {
                let (below, above) = (*ratio.numer(), *ratio.denom());
                let (floor, rest) = below.div_mod_floor(&above);
                // The rest is below the denominator, so this compares twice the rest with it.
                let half = rest.cmp(&above.saturating_sub(rest));
                let up = goes_up(rounding, half, floor.is_odd(), below.is_negative());
                i64::try_from(floor.checked_add(i128::from(up))?).ok()
            }
            Form::Large(ratio) => {
                let (below, above) = (ratio.numer(), ratio.denom());
                let (floor, rest) = below.div_mod_floor(above);
                let half = (&rest + &rest).cmp(above);
                let up = goes_up(rounding, half, floor.is_odd(), below.is_negative());
                (floor + BigInt::from(i64::from(up))).to_i64()
            }
        }
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
        match self.whole_with(other, i128::checked_mul) {
            Some(product) => product,
            None => self.combined(other, Ratio::checked_mul, large::product),
        }
    }

    /// Returns `self / other`; zero when `other` is zero, as the empty share of nothing.
    pub fn over(&self, other: &Exact) -> Exact {
        if other.is_zero() {
            return Exact::zero();
        }
        self.combined(other, Ratio::checked_div, large::quotient)
    }

    /// Returns `self + other`.
    pub fn plus(&self, other: &Exact) -> Exact {
        match self.whole_with(other, i128::checked_add) {
            Some(sum) => sum,
            None => self.combined(other, Ratio::checked_add, large::sum),
        }
    }

    /// Returns `self - other`.
    pub fn minus(&self, other: &Exact) -> Exact {
        match self.whole_with(other, i128::checked_sub) {
            Some(difference) => difference,
            None => self.combined(other, Ratio::checked_sub, large::difference),
        }
    }

    /// Says whether this is zero.
    pub fn is_zero(&self) -> bool {
        matches!(&self.0, Form::Small(ratio) if ratio.is_zero())
    }

    /// Says whether this is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small(ratio) => ratio.is_negative(),
            Form::Large(ratio) => ratio.is_negative(),
        }
    }

    /// Returns numerator and denominator in lowest terms when both fit in 64 bits.
    pub fn to_parts(&self) -> Option<(i64, i64)> {
        let (above, below) = self.small_parts()?;
        Some((above.to_i64()?, below.to_i64()?))
    }

    /// Returns the fraction as a decimal with `decimals` digits, a half rounded away from zero.
    pub fn to_decimal_text(&self, decimals: usize) -> String {
        let scale = BigInt::from(10).pow(u32::try_from(decimals).unwrap_or(u32::MAX));
        let (above, below) = self.large_parts();
        // Half a unit more, rounded down.
        let twice = above.abs() * scale * 2 + &below;
        let scaled: BigInt = twice / (below * 2);
        let is_below = self.is_negative() && !scaled.is_zero();
        let sign = if is_below { "-" } else { "" };
        let digits = format!("{scaled:0>width$}", width = decimals.saturating_add(1));
        let (whole, fraction) = digits.split_at(digits.len().saturating_sub(decimals));
        if decimals == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{fraction}")
        }
    }

    /// Returns `above / below`; a `below` of zero counts as one, as in [`Exact::ratio`].
    pub fn from_small_parts(above: i128, below: i128) -> Exact {
        // Lowest terms are made by negation, which the least number of 128 bits has not.
        if above == i128::MIN || below == i128::MIN {
            return Exact::from_large_parts(above.into(), below.into());
        }
        let below = if below == 0 { 1 } else { below };
        Exact(Form::Small(Ratio::new(above, below)))
    }

    /// Returns numerator and denominator where they fit in 128 bits.
    pub(super) fn small_parts(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Form::Small(ratio) => Some((*ratio.numer(), *ratio.denom())),
            Form::Large(_) => None,
        }
    }

    /// Returns numerator and denominator in lowest terms, the denominator above zero.
    pub fn large_parts(&self) -> (BigInt, BigInt) {
        self.to_large().into()
    }

    /// Returns `above / below` for numbers of any size; a zero `below` counts as one, as in
    /// [`Exact::ratio`].
    pub fn from_large_parts(above: BigInt, below: BigInt) -> Exact {
        let below = if below.is_zero() { 1.into() } else { below };
        Exact::large(BigRational::new(above, below))
    }
}

/// Says whether rounding goes up from the floor, given how the rest compares with a half.
pub(super) fn goes_up(
    rounding: Rounding,
    half: Ordering,
    floor_is_odd: bool,
    is_negative: bool,
) -> bool {
    match (rounding, half) {
        (Rounding::Down, _) => false,
        (Rounding::HalfUp, Ordering::Equal) => !is_negative,
        (Rounding::HalfEven, Ordering::Equal) => floor_is_odd,
        (Rounding::HalfUp | Rounding::HalfEven, order) => order.is_gt(),
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Small(left), Form::Small(right)) => left.cmp(right),
            _ => self.to_large().cmp(&other.to_large()),
        }
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

fn decimal_of_any_length(text: &str) -> Option<Exact> {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let written: BigInt = format!("{whole}{fraction}").parse().ok()?;
    let exponent: i64 = exponent.parse().ok()?;
    let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let size = u32::try_from(exponent.unsigned_abs()).ok()?;
    if usize::try_from(size).ok()? > MAX_NUMBER_LENGTH {
        return None;
    }
    let scale = BigInt::from(10).pow(size);
    Some(Exact::large(match exponent.is_negative() {
        true => BigRational::new(written, scale),
        false => BigRational::from_integer(written * scale),
    }))
}

impl From<i64> for Exact {
    fn from(whole: i64) -> Exact {
        Exact(Form::Small(Ratio::from_integer(whole.into())))
    }
}

impl From<Cents> for Exact {
    fn from(amount: Cents) -> Exact {
        Exact::from(amount.count())
    }
}

impl Default for Exact {
    fn default() -> Exact {
        Exact::zero()
    }
}

impl Sum for Exact {
    /// Sums that outgrow 128 bits are set aside and added up two by two, so that few are long.
    fn sum<I: Iterator<Item = Exact>>(terms: I) -> Exact {
        let add = |total: Exact, term: &Exact| total.plus(term);
        let mut long = Vec::new();
        let mut total = Exact::zero();
        for term in terms {
            total = add(total, &term);
            if matches!(total.0, Form::Large(_)) {
                long.push(std::mem::take(&mut total));
            }
        }
        while long.len() > 1 {
            let pairs = long.chunks(2);
            long = pairs
                .map(|pair| pair.iter().fold(Exact::zero(), add))
                .collect();
        }
        long.iter().fold(total, add)
    }
}

impl fmt::Display for Exact {
    /// Writes `p/q` in lowest terms, also for whole numbers, so that the form is always the same.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Small(ratio) => write!(out, "{}/{}", ratio.numer(), ratio.denom()),
            Form::Large(ratio) => write!(out, "{}/{}", ratio.numer(), ratio.denom()),
        }
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
    fn what_outgrows_128_bits_comes_back_exact() {
        let third = Exact::ratio(1, 3);
        let tiny = (0..100).fold(Exact::one(), |power, _| power.times(&third));
        let back = (0..100).fold(tiny.clone(), |power, _| power.over(&third));
        assert_eq!(back, Exact::one());
        assert!(tiny < third && !tiny.is_zero());
        assert_eq!(tiny.plus(&third).minus(&tiny), third);
    }

    #[test]
    fn a_decimal_is_written_from_the_exact_value() {
        let rate = Exact::ratio(24_257_000, 25_401);
        assert_eq!(rate.to_decimal_text(2), "954.96");
        assert_eq!(Exact::ratio(-1, 3).to_decimal_text(4), "-0.3333");
        assert_eq!(Exact::ratio(1, 2).to_decimal_text(0), "1");
    }
}
