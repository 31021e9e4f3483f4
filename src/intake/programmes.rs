//! Which programmes are teacher education, and for which sector.

use std::collections::BTreeMap;

use super::table::{Desk, Given, content};
use crate::domain::{Sector, Text};
use crate::scenario::Problem;

/// What DUO calls the part of education that trains primary teachers.
const PRIMARY: &str = "leraar basisonderwijs";

/// What the filter goes by: the user's list, or else what the file itself says.
pub(super) enum Programmes {
    /// `SUBONDERDEEL` and `OPLEIDINGSNAAM ACTUEEL`, as published.
    Published,
    /// The sector of each programme code; no other programme counts.
    Listed(BTreeMap<String, Sector>),
}

/// What a file says of a programme.
pub(super) struct Programme<'a> {
    pub(super) code: &'a str,
    pub(super) name: &'a str,
    pub(super) part: &'a str,
    pub(super) subpart: &'a str,
}

/// Returns what is to be said of the filter wherever the counts go.
pub(super) fn stated(programmes: &Programmes, names_programmes: bool) -> Text {
    match (programmes, names_programmes) {
        (Programmes::Published, true) => Text::new(
            "po: SUBONDERDEEL `leraar basisonderwijs`; vo: ONDERDEEL `onderwijs` met `leraar` in \
             de naam van de opleiding, of `docent` in die naam",
            "po: SUBONDERDEEL `leraar basisonderwijs`; vo: ONDERDEEL `onderwijs` with `leraar` in \
             the name of the programme, or `docent` in that name",
        ),
        (Programmes::Published, false) => Text::new(
            "po: SUBONDERDEEL `leraar basisonderwijs`; andere opleidingen noemt het bestand niet",
            "po: SUBONDERDEEL `leraar basisonderwijs`; the file names no other programmes",
        ),
        (Programmes::Listed(listed), _) => Text::new(
            format!("de {} opleidingen van --programmes", listed.len()),
            format!("the {} programmes of --programmes", listed.len()),
        ),
    }
}

impl Programmes {
    /// Returns the sector that a programme trains for; `None` when it is no teacher education.
    ///
    /// Grade 1 and 2 programmes train for vo and mbo alike and stand under vo.
    pub(super) fn sector(&self, programme: &Programme<'_>) -> Option<Sector> {
        match self {
            Programmes::Listed(listed) => listed.get(plain_code(programme.code)).copied(),
            Programmes::Published => {
                let name = programme.name.to_lowercase();
                let is_under_education = programme.part.to_lowercase() == "onderwijs";
                let is_primary = programme.subpart.to_lowercase() == PRIMARY;
                let named = |known: &str| {
                    let mut words = name.split(|sign: char| !sign.is_alphabetic());
                    words.any(|word| word == known)
                };
                let is_teacher = named("leraar") || named("lerarenopleiding");
                let is_other = is_under_education && is_teacher || named("docent");
                match (is_primary, is_other) {
                    (true, _) => Some(Sector::Primary),
                    (false, true) => Some(Sector::Secondary),
                    (false, false) => None,
                }
            }
        }
    }
}

/// Returns a code without the zeros before it: some files have it as a number.
fn plain_code(code: &str) -> &str {
    code.trim().trim_start_matches('0')
}

/// Reads a table `programme,sector`.
pub(super) fn listed(desk: &mut Desk, given: &Given) -> Option<Programmes> {
    let table = desk.open(given)?;
    let columns = desk.columns(&table, &["programme", "sector"], &[])?;
    let mut listed = BTreeMap::new();
    let mut places = BTreeMap::new();
    for record in &table.records {
        let (code, place) = (content(record, columns[0]), record[columns[0]].1);
        let written = content(record, columns[1]);
        let sector = Sector::ALL.iter().find(|(name, _)| *name == written);
        let Some((_, sector)) = sector else {
            desk.problems.push(no_sector(written, record[columns[1]].1));
            continue;
        };
        let code = plain_code(code);
        if let Some(first) = places.insert(code.to_owned(), place) {
            let text = Text::new(
                format!("opleiding `{code}` staat er twee keer"),
                format!("repeated programme `{code}`"),
            );
            desk.problems.push(
                Problem::error("repeated-programme", place, text)
                    .related(first, "eerder hier", "first here")
                    .hint("haal een van beide weg", "remove one of them"),
            );
        }
        listed.insert(code.to_owned(), *sector);
    }
    Some(Programmes::Listed(listed))
}

fn no_sector(written: &str, place: crate::scenario::Place) -> Problem {
    let names: Vec<&str> = Sector::ALL.iter().map(|(name, _)| *name).collect();
    let known = names.join(", ");
    let text = Text::new(
        format!("onbekende sector `{written}`"),
        format!("unknown sector `{written}`"),
    );
    Problem::error("unknown-sector", place, text)
        .hint(format!("een van {known}"), format!("one of {known}"))
}
