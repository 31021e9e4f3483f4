//! School years and calendar years: different types, never compared by accident.

use std::fmt;

/// First and last year that a scenario may name.
const RANGE: std::ops::RangeInclusive<u16> = 1990..=2100;

/// The month in which a school year begins.
const FIRST_MONTH_OF_SCHOOL: u8 = 8;

/// A school year, 1 August to 31 July, by the calendar year in which it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchoolYear(u16);

/// A calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarYear(u16);

/// The year that money is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Year {
    /// A school year, as in the schemes up to 2023.
    School(SchoolYear),
    /// A calendar year, as in the schemes of 2023 and later.
    Calendar(CalendarYear),
}

/// A month of a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: u16,
    /// From 1 to 12.
    month: u8,
}

/// The kind of year that a scheme pays for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearKind {
    /// School years.
    School,
    /// Calendar years.
    Calendar,
}

impl SchoolYear {
    /// The first school year that a scenario may name.
    pub const FIRST: SchoolYear = SchoolYear(*RANGE.start());

    /// Returns the school year that starts in `year`, or `None` outside the years in use.
    pub fn starting(year: u16) -> Option<SchoolYear> {
        RANGE.contains(&year).then_some(SchoolYear(year))
    }

    /// Reads `2021/2022`.
    pub fn parse(text: &str) -> Option<SchoolYear> {
        let (first, second) = text.split_once('/')?;
        let first: u16 = (first.len() == 4).then(|| first.parse().ok())??;
        let second: u16 = (second.len() == 4).then(|| second.parse().ok())??;
        (first.checked_add(1)? == second).then(|| SchoolYear::starting(first))?
    }

    /// Returns the calendar year in which the school year starts.
    pub fn start(self) -> u16 {
        self.0
    }

    /// Returns the school year `years` later (earlier when negative).
    pub fn shifted(self, years: i16) -> SchoolYear {
        SchoolYear(self.0.saturating_add_signed(years))
    }

    /// Returns how many years `self` lies after `earlier`; negative before it.
    pub fn years_after(self, earlier: SchoolYear) -> i64 {
        i64::from(self.0).saturating_sub(i64::from(earlier.0))
    }
}

impl CalendarYear {
    /// Returns the calendar year, or `None` outside the years in use.
    pub fn new(year: u16) -> Option<CalendarYear> {
        RANGE.contains(&year).then_some(CalendarYear(year))
    }
}

impl Year {
    /// Reads a school year `2021/2022` or a calendar year `2025`.
    pub fn parse(text: &str) -> Option<Year> {
        if text.contains('/') {
            return SchoolYear::parse(text).map(Year::School);
        }
        let year = (text.len() == 4).then(|| text.parse().ok())??;
        CalendarYear::new(year).map(Year::Calendar)
    }

    /// Returns the kind of year.
    pub fn kind(self) -> YearKind {
        match self {
            Year::School(_) => YearKind::School,
            Year::Calendar(_) => YearKind::Calendar,
        }
    }

    /// Returns the calendar year in which the year starts.
    pub fn start(self) -> u16 {
        match self {
            Year::School(year) => year.0,
            Year::Calendar(year) => year.0,
        }
    }

    /// Returns the school year that runs on the first day of the year: itself, or for the
    /// calendar year 2025 the school year 2024/2025.
    pub fn running_school_year(self) -> SchoolYear {
        match self {
            Year::School(year) => year,
            Year::Calendar(year) => SchoolYear(year.0.saturating_sub(1)),
        }
    }

    /// Returns the last school year that ended before the year began: 2021/2022 for the school
    /// year 2022/2023, and 2023/2024 for the calendar year 2025 (both as the schemes have it).
    pub fn previous_school_year(self) -> SchoolYear {
        self.running_school_year().shifted(-1)
    }

    /// Returns the calendar month of a number from 1 to 12 that falls in the year: month 3 of the
    /// school year 2022/2023 is March 2023.
    pub fn month(self, number: u8) -> Month {
        let is_later = matches!(self, Year::School(_)) && number < FIRST_MONTH_OF_SCHOOL;
        Month {
            year: self.start().saturating_add(u16::from(is_later)),
            month: number.clamp(1, 12),
        }
    }

    /// Returns the twelve months of the year, in order of time.
    pub fn months(self) -> Vec<Month> {
        let mut months: Vec<Month> = (1..=12).map(|number| self.month(number)).collect();
        months.sort_unstable();
        months
    }

    /// Returns the following year of the same kind.
    pub fn next(self) -> Year {
        match self {
            Year::School(year) => Year::School(year.shifted(1)),
            Year::Calendar(year) => Year::Calendar(CalendarYear(year.0.saturating_add(1))),
        }
    }

    /// Returns the two years of the other kind that this year overlaps, in order of time.
    ///
    /// The school year 2022/2023 is the last five months of 2022 and the first seven of 2023; the
    /// calendar year 2025 is the last seven months of 2024/2025 and the first five of 2025/2026.
    pub fn overlapped(self) -> [Year; 2] {
        match self {
            Year::School(year) => {
                let first = Year::Calendar(CalendarYear(year.0));
                [first, first.next()]
            }
            Year::Calendar(_) => {
                let running = Year::School(self.running_school_year());
                [running, running.next()]
            }
        }
    }
}

impl Month {
    /// Returns the same month so many years later.
    pub fn years_later(self, years: u8) -> Month {
        Month {
            year: self.year.saturating_add(u16::from(years)),
            month: self.month,
        }
    }

    /// Returns the following month.
    pub fn next(self) -> Month {
        match self.month {
            12 => Month {
                year: self.year.saturating_add(1),
                month: 1,
            },
            month => Month {
                year: self.year,
                month: month.saturating_add(1),
            },
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{:02}", self.year, self.month)
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.0, self.0.saturating_add(1))
    }
}

impl fmt::Display for CalendarYear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

impl fmt::Display for Year {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Year::School(year) => year.fmt(out),
            Year::Calendar(year) => year.fmt(out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_pays_for_the_last_school_year_that_had_ended() {
        for (year, counted) in [("2022/2023", "2021/2022"), ("2025", "2023/2024")] {
            let year = Year::parse(year).unwrap();
            assert_eq!(year.previous_school_year().to_string(), counted);
        }
    }

    #[test]
    fn a_year_overlaps_two_of_the_other_kind() {
        let names = |year: &str| {
            Year::parse(year)
                .unwrap()
                .overlapped()
                .map(|y| y.to_string())
        };
        assert_eq!(names("2022/2023"), ["2022", "2023"]);
        assert_eq!(names("2025"), ["2024/2025", "2025/2026"]);
    }

    #[test]
    fn what_is_not_a_year_is_refused() {
        for text in [
            "2021/2023",
            "21/22",
            "2021-2022",
            "1989",
            "2101",
            "202",
            "2022/2021",
            "",
        ] {
            assert_eq!(Year::parse(text), None, "{text}");
        }
    }
}
