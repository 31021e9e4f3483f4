//! The layouts of DUO's files of enrolled hbo students, told apart by their columns.
//!
//! Since the portal of 2024 a file is long: a row per year, by programme, or without programmes by
//! form or by gender. Before, it was wide: a column per year, the oldest with one for men and one
//! for women. Columns have gone by several names.

use super::table::{Table, canonical};
use crate::domain::{SchoolYear, Text};
use crate::scenario::Problem;

type Names = &'static [&'static str];

const MUNICIPALITY_NUMBER: Names = &["GEMEENTENUMMER"];
const MUNICIPALITY: Names = &["GEMEENTENAAM"];
const INSTITUTION: Names = &["INSTELLINGSCODE ACTUEEL", "BRIN NUMMER ACTUEEL"];
const INSTITUTION_NAME: Names = &["INSTELLINGSNAAM ACTUEEL"];
const PART: Names = &["ONDERDEEL", "CROHO ONDERDEEL"];
const SUBPART: Names = &["SUBONDERDEEL", "CROHO SUBONDERDEEL"];
const PROGRAMME: Names = &["OPLEIDINGSCODE ACTUEEL"];
const PROGRAMME_NAME: Names = &["OPLEIDINGSNAAM ACTUEEL"];
const SITE: Names = &["VESTIGINGSNUMMER"];
const YEAR: Names = &["STUDIEJAAR"];
const HEADS: Names = &["AANTAL INGESCHREVENEN"];

/// What files of all layouts have.
const COMMON: [Names; 6] = [
    MUNICIPALITY_NUMBER,
    MUNICIPALITY,
    INSTITUTION,
    INSTITUTION_NAME,
    PART,
    SUBPART,
];

/// Columns of files that look the same and count something else, and what they count.
const OTHER_COUNTS: [(&str, &str, &str); 3] = [
    (
        "AANTAL EERSTEJAARS INGESCHREVENEN",
        "eerstejaars",
        "first-year students",
    ),
    ("AANTAL GEDIPLOMEERDEN", "gediplomeerden", "graduates"),
    (
        "AANTAL INSCHRIJVINGEN",
        "inschrijvingen, waarvan een student er meer kan hebben",
        "registrations, of which a student may have several",
    ),
];

/// Where each thing stands in a record.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub(super) municipality_number: usize,
    pub(super) municipality: usize,
    pub(super) institution: usize,
    pub(super) institution_name: usize,
    pub(super) part: usize,
    pub(super) subpart: usize,
    /// Code and name; files by form or gender tell of no programmes.
    pub(super) programme: Option<(usize, usize)>,
    pub(super) site: Option<usize>,
    pub(super) values: Values,
}

/// Where the students stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Values {
    /// One number a row, in the column `heads`, of the year in the column `year`.
    Long { year: usize, heads: usize },
    /// A number a column, of the year in its name.
    Wide(Vec<(usize, SchoolYear)>),
}

impl Columns {
    /// Returns the name of the layout.
    pub(super) fn layout(&self) -> Text {
        match (&self.values, self.programme) {
            (Values::Wide(_), _) => WIDE.text(),
            (Values::Long { .. }, Some(_)) => LONG.text(),
            (Values::Long { .. }, None) => Text::new(
                "een rij per jaar, zonder opleidingen",
                "a row per year, without programmes",
            ),
        }
    }

    /// Returns whether a column holds students.
    pub(super) fn is_value(&self, at: usize) -> bool {
        match &self.values {
            Values::Long { heads, .. } => *heads == at,
            Values::Wide(years) => years.iter().any(|(column, _)| *column == at),
        }
    }
}

/// A layout by the columns it must have beside the common ones.
struct Layout {
    nl: &'static str,
    en: &'static str,
    columns: &'static [Names],
}

const LONG: Layout = Layout {
    nl: "een rij per jaar (ingeschrevenenhbo.csv)",
    en: "a row per year (ingeschrevenenhbo.csv)",
    columns: &[YEAR, HEADS],
};

const WIDE: Layout = Layout {
    nl: "een kolom per jaar (01-ingeschrevenen-hbo-JJJJ.csv)",
    en: "a column per year (01-ingeschrevenen-hbo-YYYY.csv)",
    columns: &[PROGRAMME, PROGRAMME_NAME],
};

impl Layout {
    fn text(&self) -> Text {
        Text::new(self.nl, self.en)
    }

    fn names(&self) -> impl Iterator<Item = Names> {
        COMMON.into_iter().chain(self.columns.iter().copied())
    }

    fn missing(&self, table: &Table) -> Vec<&'static str> {
        let absent = self.names().filter(|names| table.find(names).is_none());
        absent.filter_map(|names| names.first().copied()).collect()
    }
}

/// Returns the columns of a file of enrolled students.
///
/// # Errors
///
/// A problem when it counts something else, lacks columns, or is no such file.
pub(super) fn columns(table: &Table) -> Result<Columns, Box<Problem>> {
    let counts_else = OTHER_COUNTS
        .iter()
        .find_map(|(name, nl, en)| Some((table.find(&[name])?, nl, en)));
    if let Some((at, nl, en)) = counts_else {
        return Err(Box::new(not_students(table, at, (nl, en))));
    }
    let years = years(table);
    let layout = match years.is_empty() {
        true => LONG,
        false => WIDE,
    };
    let mut missing = layout.missing(table);
    let (code, name) = (table.find(PROGRAMME), table.find(PROGRAMME_NAME));
    let half = [(code, PROGRAMME), (name, PROGRAMME_NAME)];
    // Of a programme either both code and name are told, or neither.
    if code.is_some() != name.is_some() && years.is_empty() {
        let absent = half.iter().find(|(found, _)| found.is_none());
        missing.extend(absent.and_then(|(_, names)| names.first().copied()));
    }
    let refused = || Box::new(lacking(table, &layout, &missing));
    if !missing.is_empty() {
        return Err(refused());
    }
    let at = |names: Names| table.find(names).ok_or_else(refused);
    Ok(Columns {
        municipality_number: at(MUNICIPALITY_NUMBER)?,
        municipality: at(MUNICIPALITY)?,
        institution: at(INSTITUTION)?,
        institution_name: at(INSTITUTION_NAME)?,
        part: at(PART)?,
        subpart: at(SUBPART)?,
        programme: code.zip(name),
        site: table.find(SITE),
        values: match years.is_empty() {
            true => Values::Long {
                year: at(YEAR)?,
                heads: at(HEADS)?,
            },
            false => Values::Wide(years),
        },
    })
}

/// Returns the columns of years: `2020`, or `2020 MAN` and `2020 VROUW`.
fn years(table: &Table) -> Vec<(usize, SchoolYear)> {
    let cells = table.header.iter().enumerate();
    let years = cells.filter_map(|(at, (name, _))| {
        let name = canonical(name);
        let (year, who) = name.split_once(' ').unwrap_or((&name, ""));
        let is_of_all = ["", "MAN", "VROUW"].contains(&who);
        Some((at, counted_year(year).filter(|_| is_of_all)?))
    });
    years.collect()
}

/// Reads a year of study, counted on 1 October: `2024` is the school year 2024/2025.
pub(super) fn counted_year(text: &str) -> Option<SchoolYear> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    match is_year {
        true => SchoolYear::starting(text.parse().ok()?),
        false => SchoolYear::parse(text),
    }
}

fn not_students(table: &Table, at: usize, (nl, en): (&str, &str)) -> Problem {
    let place = table.header.get(at).map(|(_, place)| *place);
    let text = Text::new(
        format!("dit bestand telt {nl}, geen studenten"),
        format!("this file counts {en}, not students"),
    );
    Problem::error(
        "not-students",
        place.unwrap_or_else(|| table.header_place()),
        text,
    )
    .hint(
        "neem het bestand met ingeschrevenen: `ingeschrevenenhbo.csv`",
        "take the file of enrolled students: `ingeschrevenenhbo.csv`",
    )
}

fn lacking(table: &Table, layout: &Layout, missing: &[&str]) -> Problem {
    let found: Vec<&str> = table.header.iter().map(|(name, _)| name.trim()).collect();
    let names = layout.names().filter_map(|names| names.first().copied());
    let (found, known) = (found.join(", "), names.collect::<Vec<_>>());
    let is_near = missing.len() * 2 < known.len();
    let (missing, expected) = (missing.join(", "), known.join(", "));
    let (code, text) = match is_near {
        true => (
            "missing-column",
            Text::new(
                format!("kolommen ontbreken: {missing}"),
                format!("missing columns: {missing}"),
            ),
        ),
        false => (
            "unknown-layout",
            Text::new(
                format!("geen bestand van DUO met studenten; de kolommen zijn {found}"),
                format!("no file of DUO with students; its columns are {found}"),
            ),
        ),
    };
    let (nl, en) = (layout.nl, layout.en);
    Problem::error(code, table.header_place(), text).hint(
        format!("de meest gelijkende indeling is {nl}, met de kolommen {expected}"),
        format!("the nearest layout is {en}, with the columns {expected}"),
    )
}
