//! [`Cents`]: an amount of money in whole euro cents.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// Largest amount a scenario may state: one trillion euro. A limit on what is read keeps every
/// sum that a plan can reach far from the edge of 64 bits.
pub const MAX_AMOUNT: Cents = Cents(100_000_000_000_000);

/// An amount of money in whole cents; negative for a decrease.
///
/// Sums of amounts that a plan has accepted fit by construction; a sum that does not is a fault
/// in the program and stops it, in release builds as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cents(i64);

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// Not a decimal number.
    NotANumber,
    /// More than two decimals: the text states a fraction of a cent.
    FractionOfACent,
    /// Beyond [`MAX_AMOUNT`].
    TooLarge,
}

impl Cents {
    /// No money.
    pub const ZERO: Cents = Cents(0);
    /// One cent.
    pub const ONE: Cents = Cents(1);

    /// Returns an amount of `count` cents.
    pub const fn new(count: i64) -> Cents {
        Cents(count)
    }

    /// Returns the number of cents.
    pub const fn count(self) -> i64 {
        self.0
    }

    /// Reads euros from source text such as `955`, `937.50` or `32_757_000`, without a detour
    /// over binary floats.
    ///
    /// # Errors
    ///
    /// [`AmountError`] when the text is no number, states a third decimal that is not zero, or
    /// lies beyond [`MAX_AMOUNT`].
    pub fn from_euro_text(text: &str) -> Result<Cents, AmountError> {
        let digits: String = text.trim().chars().filter(|sign| *sign != '_').collect();
        let (negative, digits) = match digits.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, digits.strip_prefix('+').unwrap_or(&digits)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_number(whole) || !is_number(fraction) {
            return Err(AmountError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 2 {
            return Err(AmountError::FractionOfACent);
        }
        let count: i64 = format!("{whole}{fraction:0<2}")
            .parse()
            .map_err(|_| AmountError::TooLarge)?;
        if count > MAX_AMOUNT.0 {
            return Err(AmountError::TooLarge);
        }
        Ok(if negative {
            -Cents(count)
        } else {
            Cents(count)
        })
    }

    /// Returns the amount in euros with two decimals and a point: `334375.00`.
    pub fn to_euro_text(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let digits = format!("{:03}", self.0.unsigned_abs());
        let (euros, cents) = digits.split_at(digits.len().saturating_sub(2));
        format!("{sign}{euros}.{cents}")
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.to_euro_text())
    }
}

#[expect(
    clippy::arithmetic_side_effects,
    reason = "overflow checks stay on in release builds; plans prove that sums fit"
)]
mod arithmetic {
    use super::{Add, AddAssign, Cents, Neg, Sub, SubAssign, Sum};

    impl Add for Cents {
        type Output = Cents;
        fn add(self, other: Cents) -> Cents {
            Cents(self.0 + other.0)
        }
    }

    impl Sub for Cents {
        type Output = Cents;
        fn sub(self, other: Cents) -> Cents {
            Cents(self.0 - other.0)
        }
    }

    impl Neg for Cents {
        type Output = Cents;
        fn neg(self) -> Cents {
            Cents(-self.0)
        }
    }

    impl AddAssign for Cents {
        fn add_assign(&mut self, other: Cents) {
            *self = *self + other;
        }
    }

    impl SubAssign for Cents {
        fn sub_assign(&mut self, other: Cents) {
            *self = *self - other;
        }
    }

    impl Sum for Cents {
        fn sum<I: Iterator<Item = Cents>>(amounts: I) -> Cents {
            amounts.fold(Cents::ZERO, |total, amount| total + amount)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_from_their_text_and_written_with_two_decimals() {
        for (text, cents, written) in [
            ("955", 95_500, "955.00"),
            ("937.50", 93_750, "937.50"),
            ("937.5", 93_750, "937.50"),
            ("0.01", 1, "0.01"),
            ("-0.05", -5, "-0.05"),
            ("32_757_000", 3_275_700_000, "32757000.00"),
            ("1.100", 110, "1.10"),
        ] {
            let amount = Cents::from_euro_text(text).unwrap();
            assert_eq!(amount, Cents::new(cents), "{text}");
            assert_eq!(amount.to_euro_text(), written);
        }
    }

    #[test]
    fn what_is_not_an_amount_says_why() {
        for (text, error) in [
            ("937.505", AmountError::FractionOfACent),
            ("1e3", AmountError::NotANumber),
            ("", AmountError::NotANumber),
            (".5", AmountError::NotANumber),
            ("nan", AmountError::NotANumber),
            ("1000000000000.01", AmountError::TooLarge),
            ("99999999999999999999", AmountError::TooLarge),
        ] {
            assert_eq!(Cents::from_euro_text(text), Err(error), "{text}");
        }
    }
}
