//! What a cell of DUO's files says: a number of students, or that it is suppressed.

use crate::domain::Text;
use crate::scenario::{Place, Problem};

/// Largest number of one cell: far beyond any programme.
const MOST: i64 = 1_000_000_000;

/// The least and most students that a suppressed cell can hide.
pub(super) const HIDDEN: (i64, i64) = (1, 4);

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heads {
    /// So many students.
    Known(i64),
    /// One to four: `<5` in the older files, `-1` in the newer ones.
    Hidden,
}

/// What the user wants suppressed cells to count as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Suppressed {
    /// Nothing: they are left out of the sum.
    #[default]
    LeaveOut,
    /// One student each.
    Low,
    /// Two and a half students each, rounded half even per row of counts.
    Middle,
    /// Four students each.
    High,
}

impl Suppressed {
    /// Every choice with its name on the command line.
    pub const ALL: [(&'static str, Suppressed); 4] = [
        ("leave-out", Suppressed::LeaveOut),
        ("low", Suppressed::Low),
        ("middle", Suppressed::Middle),
        ("high", Suppressed::High),
    ];

    /// Returns the name on the command line.
    pub fn name(self) -> &'static str {
        let mut all = Suppressed::ALL.iter();
        let found = all.find(|(_, choice)| *choice == self);
        found.map_or("", |(name, _)| name)
    }

    /// Returns how many students so many suppressed cells count as.
    pub(super) fn students(self, cells: i64) -> i64 {
        let (least, most) = HIDDEN;
        match self {
            Suppressed::LeaveOut => 0,
            Suppressed::Low => cells.saturating_mul(least),
            Suppressed::High => cells.saturating_mul(most),
            Suppressed::Middle => {
                let twice = cells.saturating_mul(least + most);
                let half = twice / 2;
                // A half goes to the even neighbour.
                half + i64::from(twice % 2 == 1 && half % 2 == 1)
            }
        }
    }
}

/// Reads a cell of students.
///
/// # Errors
///
/// A problem when it is neither a whole number nor a suppressed one.
pub(super) fn heads(cell: &str, place: Place) -> Result<Heads, Box<Problem>> {
    let cell = cell.trim();
    let plain = cell.replace(' ', "");
    if plain == "<5" || plain == "-1" {
        return Ok(Heads::Hidden);
    }
    let is_digits = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    let number: Option<i64> = cell.parse().ok().filter(|_| is_digits);
    if let Some(number) = number.filter(|number| *number <= MOST) {
        return Ok(Heads::Known(number));
    }
    let text = match cell.strip_prefix('-') {
        Some(rest) if rest.parse::<i64>().is_ok() => Text::new(
            format!("een negatief aantal `{cell}`"),
            format!("a negative number `{cell}`"),
        ),
        _ => Text::new(
            format!("`{cell}` is geen aantal studenten"),
            format!("`{cell}` is no number of students"),
        ),
    };
    let problem = Problem::error("not-heads", place, text).hint(
        "verwacht: een heel getal, of `<5` of `-1` voor een onderdrukt aantal",
        "expected: a whole number, or `<5` or `-1` for a suppressed one",
    );
    Err(Box::new(problem))
}
