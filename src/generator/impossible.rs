//! [`Impossible`]: why no national set can be made of the numbers that were asked for.

use super::MOST_PARTNERSHIPS;
use super::published::{LEAST_IN_A_REGION, LEAST_STUDENTS};
use crate::domain::Text;

/// Why no set can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// No partnership, or more than there are ids for.
    Partnerships(usize),
    /// No region.
    NoRegions,
    /// More regions than partnerships: some would have nobody to train.
    Regions {
        /// Regions that were asked for.
        regions: usize,
        /// Partnerships that were asked for.
        partnerships: usize,
    },
    /// The part within partnerships is no share above nothing and up to all.
    Share(String),
    /// Too few students for the partnerships, or no partnership for the students.
    Students {
        /// The pool: `po`, or all others.
        pool: &'static str,
        /// Its partnerships.
        partnerships: usize,
        /// The autumn.
        autumn: usize,
        /// Its students within partnerships.
        students: i64,
    },
}

impl Impossible {
    /// Returns what is wrong.
    pub fn text(&self) -> Text {
        match self {
            Impossible::Partnerships(number) => Text::new(
                format!("{number} partnerschappen: dat kan van 1 tot en met {MOST_PARTNERSHIPS}"),
                format!("{number} partnerships: from 1 to {MOST_PARTNERSHIPS} is possible"),
            ),
            Impossible::NoRegions => Text::new("geen enkele regio", "no region at all"),
            Impossible::Regions {
                regions,
                partnerships,
            } => Text::new(
                format!(
                    "{regions} regio's bij {partnerships} partnerschappen: niet elke regio \
                     krijgt er een"
                ),
                format!(
                    "{regions} regions and {partnerships} partnerships: not every region gets one"
                ),
            ),
            Impossible::Share(share) => Text::new(
                format!("`{share}` is geen deel van de studenten"),
                format!("`{share}` is no part of the students"),
            ),
            Impossible::Students {
                pool,
                partnerships: 0,
                students,
                ..
            } => Text::new(
                format!("geen partnerschap voor de {students} studenten {pool}"),
                format!("no partnership for the {students} students {pool}"),
            ),
            Impossible::Students {
                pool,
                partnerships,
                autumn,
                students,
            } => Text::new(
                format!(
                    "{students} studenten {pool} op 1 oktober {autumn} zijn te weinig voor \
                     {partnerships} partnerschappen van minstens {LEAST_STUDENTS}, en \
                     {LEAST_IN_A_REGION} in elke regio"
                ),
                format!(
                    "{students} students {pool} on 1 October {autumn} are too few for \
                     {partnerships} partnerships of at least {LEAST_STUDENTS}, and \
                     {LEAST_IN_A_REGION} in every region"
                ),
            ),
        }
    }

    /// Returns what to ask for instead.
    pub fn hint(&self) -> Text {
        match self {
            Impossible::Partnerships(_) => Text::new(
                "noem bij `--partnerships` een getal daartussen, zoals 90",
                "name a number between them under `--partnerships`, such as 90",
            ),
            Impossible::NoRegions => Text::new(
                "noem bij `--regions` minstens 1; in 2025 waren het er 50",
                "name at least 1 under `--regions`; in 2025 there were 50",
            ),
            Impossible::Regions { partnerships, .. } => Text::new(
                format!("noem bij `--regions` hoogstens {partnerships}, of meer `--partnerships`"),
                format!("name at most {partnerships} under `--regions`, or more `--partnerships`"),
            ),
            Impossible::Share(_) => Text::new(
                "noem bij `--in-partnerships` meer dan 0 % en hoogstens 100 %, zoals \"43.5 %\"",
                "name more than 0 % and at most 100 % under `--in-partnerships`, such as \
                 \"43.5 %\"",
            ),
            Impossible::Students {
                partnerships: 0, ..
            } => Text::new(
                "noem bij `--partnerships` minstens 2: een voor po en een voor de rest",
                "name at least 2 under `--partnerships`: one for po and one for all others",
            ),
            Impossible::Students { .. } => Text::new(
                "noem minder `--partnerships` of `--regions`, of een groter deel bij \
                 `--in-partnerships`",
                "name fewer `--partnerships` or `--regions`, or a larger part under \
                 `--in-partnerships`",
            ),
        }
    }
}
