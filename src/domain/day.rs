//! [`Day`]: a day of the calendar, on which something is decided or looked at again.

use std::fmt;

use super::SchoolYear;

/// A day between 1990 and 2100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    /// From 1 to 12.
    month: u8,
    /// From 1.
    day: u8,
}

impl Day {
    /// Reads `2026-03-01`.
    pub fn parse(text: &str) -> Option<Day> {
        let digits = |range: std::ops::Range<usize>| {
            let part = text.get(range)?;
            let is_plain = part.bytes().all(|byte| byte.is_ascii_digit());
            is_plain.then(|| part.parse::<u16>().ok())?
        };
        let is_dashed =
            text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
        let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
        // The years that a scenario may name at all.
        SchoolYear::starting(year)?;
        let is_day = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        (is_dashed && is_day).then_some(Day {
            year,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        })
    }

    /// Returns the year, the month from 1 to 12 and the day of the month.
    pub fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_in(year: u16, month: u16) -> u16 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_days() {
        for (text, is_day) in [
            ("2026-03-01", true),
            ("2028-02-29", true),
            ("2026-02-29", false),
            ("2100-02-29", false),
            ("2026-04-31", false),
            ("2026-13-01", false),
            ("2026-00-10", false),
            ("2026-3-1", false),
            ("2026/03/01", false),
            ("1026-03-01", false),
            ("2026-03-01T00", false),
            ("+026-03-01", false),
        ] {
            let day = Day::parse(text).map(|day| day.to_string());
            assert_eq!(day.as_deref(), is_day.then_some(text), "{text}");
        }
    }
}
