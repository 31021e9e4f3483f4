//! [`Total`]: a sum of cents that cannot overflow, whatever a document holds.

use std::fmt;
use std::iter::Sum;

use crate::money::Exact;

/// A sum of amounts in cents.
///
/// Every amount that is read fits in 64 bits, so it would take more of them than any memory holds
/// to reach the edge of 128 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Total(i128);

impl Total {
    /// Reads an amount as results write it: whole euros without needless zeros, a point, and two
    /// decimals.
    pub(super) fn from_text(text: &str) -> Option<Total> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, text),
        };
        let (euros, cents) = digits.split_once('.')?;
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_plain = euros == "0" || !euros.is_empty() && !euros.starts_with('0');
        if !is_plain || cents.len() != 2 || !is_number(euros) || !is_number(cents) {
            return None;
        }
        let count: i64 = format!("{euros}{cents}").parse().ok()?;
        Some(Total(sign * i128::from(count)))
    }

    /// Says whether this is below zero.
    pub(super) fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Returns the cents as a fraction.
    pub(super) fn to_exact(self) -> Option<Exact> {
        Exact::from_ratio_text(&format!("{}/1", self.0))
    }

    /// Adds an amount.
    pub(super) fn add(&mut self, amount: Total) {
        self.0 = self.0.saturating_add(amount.0);
    }

    /// Takes an amount off.
    pub(super) fn take(&mut self, amount: Total) {
        self.0 = self.0.saturating_sub(amount.0);
    }
}

impl Sum for Total {
    fn sum<I: Iterator<Item = Total>>(amounts: I) -> Total {
        amounts.fold(Total::default(), |mut total, amount| {
            total.add(amount);
            total
        })
    }
}

impl fmt::Display for Total {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        let digits = format!("{:03}", self.0.unsigned_abs());
        let (euros, cents) = digits.split_at(digits.len().saturating_sub(2));
        write!(out, "{sign}{euros}.{cents}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_results_write_them_and_in_no_other_form() {
        for text in ["0.00", "0.07", "-0.07", "955.10", "92233720368547758.07"] {
            let read = Total::from_text(text).map(|total| total.to_string());
            assert_eq!(read.as_deref(), Some(text));
        }
        for text in [
            "",
            ".",
            "-",
            "1",
            "1.0",
            "1.000",
            "01.00",
            ".00",
            "+1.00",
            " 1.00",
            "1_0.00",
            "1e3.00",
            "1.é",
            "--1.00",
            "92233720368547758.08",
        ] {
            assert_eq!(Total::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn a_sum_goes_beyond_64_bits() {
        let most = Total::from_text("92233720368547758.07");
        let total: Total = std::iter::repeat_n(most, 100_000).flatten().sum();
        assert_eq!(total.to_string(), "9223372036854775807000.00");
    }
}
