//! [`Inventory`]: where every cell that was read has gone.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::heads::Heads;
use super::heads::{HIDDEN, Suppressed};
use crate::domain::{Lang, Text};

/// Cells with the students they tell of, and how many of them are suppressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Portion {
    /// Number of cells.
    pub cells: i64,
    /// Students in the cells that are not suppressed.
    pub students: i64,
    /// Number of cells that are suppressed: one to four students each.
    pub hidden: i64,
}

impl Portion {
    /// Adds a cell.
    pub(super) fn add(&mut self, heads: Heads) {
        self.cells += 1;
        match heads {
            Heads::Known(students) => self.students += students,
            Heads::Hidden => self.hidden += 1,
        }
    }

    /// Returns the sum with another.
    pub fn plus(self, other: Portion) -> Portion {
        Portion {
            cells: self.cells + other.cells,
            students: self.students + other.students,
            hidden: self.hidden + other.hidden,
        }
    }

    fn sum<'a>(portions: impl IntoIterator<Item = &'a Portion>) -> Portion {
        let portions = portions.into_iter();
        portions.fold(Portion::default(), |sum, portion| sum.plus(*portion))
    }

    fn json(self) -> Value {
        json!({ "cells": self.cells, "students": self.students, "suppressed": self.hidden })
    }
}

/// Why a cell is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The programme is no teacher education.
    Programme,
    /// Its row repeats an earlier one.
    Doubled,
    /// Its year was not asked for.
    Year,
}

impl Reason {
    /// Every reason with its name in JSON.
    pub const ALL: [(&'static str, Reason); 3] = [
        ("programme", Reason::Programme),
        ("doubled", Reason::Doubled),
        ("year", Reason::Year),
    ];

    fn text(self) -> Text {
        match self {
            Reason::Programme => Text::new("geen lerarenopleiding", "no teacher education"),
            Reason::Doubled => Text::new("dubbele rij", "doubled row"),
            Reason::Year => Text::new("ander jaar", "other year"),
        }
    }
}

/// Something that a table of the user lacks: its code in the file, and its name.
pub type Lacking = BTreeMap<(String, String), Portion>;

/// Where every cell that was read has gone: used, left out or missing, exactly one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// The file.
    pub path: String,
    /// Its layout.
    pub layout: Text,
    /// Its encoding.
    pub encoding: String,
    /// Which programmes count.
    pub programmes: Text,
    /// Number of rows below the header.
    pub rows: i64,
    /// All cells of students.
    pub read: Portion,
    /// What the counts are made of.
    pub used: Portion,
    /// What was left out.
    pub left_out: BTreeMap<Reason, Portion>,
    /// Institutions without a partnership.
    pub institutions: Lacking,
    /// Municipalities without a region, of institutions that have a partnership.
    pub municipalities: Lacking,
    /// Names in the tables of the user that the file does not have: locations, municipalities.
    pub unused: (usize, usize),
    /// What suppressed cells count as.
    pub suppressed: Suppressed,
    /// Rows and students that were written.
    pub written: (usize, i64),
}

impl Inventory {
    /// Returns what is missing in the tables of the user.
    pub fn missing(&self) -> Portion {
        Portion::sum(
            self.institutions
                .values()
                .chain(self.municipalities.values()),
        )
    }

    /// Returns the sum of what was left out.
    pub fn all_left_out(&self) -> Portion {
        Portion::sum(self.left_out.values())
    }

    /// Returns what is to be said of suppressed cells wherever the counts go.
    pub fn about_suppressed(&self) -> Text {
        let (cells, (least, most)) = (self.used.hidden, HIDDEN);
        if cells == 0 {
            return Text::new("onderdrukte cellen: geen", "suppressed cells: none");
        }
        let (least, most) = (cells * least, cells * most);
        let name = self.suppressed.name();
        let counted = self.suppressed.students(cells);
        let (nl, en) = match self.suppressed {
            Suppressed::LeaveOut => (
                "ze zijn weggelaten".to_owned(),
                "they are left out".to_owned(),
            ),
            // The middle is rounded per row, so only the choice is told.
            Suppressed::Middle => (
                "ze tellen voor 2,5 elk, per rij afgerond".to_owned(),
                "they count as 2.5 each, rounded per row".to_owned(),
            ),
            Suppressed::Low | Suppressed::High => (
                format!("ze tellen samen voor {counted}"),
                format!("they count as {counted} together"),
            ),
        };
        Text::new(
            format!(
                "onderdrukte cellen: {cells}, samen {least} tot {most} studenten; {nl} \
                 (--suppressed {name})"
            ),
            format!(
                "suppressed cells: {cells}, {least} to {most} students together; {en} \
                 (--suppressed {name})"
            ),
        )
    }

    /// Returns the inventory as text.
    pub fn text(&self, lang: Lang) -> String {
        let pick = |nl: &str, en: &str| match lang {
            Lang::Nl => nl.to_owned(),
            Lang::En => en.to_owned(),
        };
        let mut text = format!(
            "{}: {}, {}, {}: {}\n",
            self.path,
            self.layout.in_lang(lang),
            self.encoding,
            pick("rijen", "rows"),
            self.rows
        );
        let filter = self.programmes.in_lang(lang);
        text += &format!(
            "{}: {filter}\n\n",
            pick("lerarenopleidingen", "teacher education")
        );
        text += &lines(&self.lines(lang), lang);
        text += &format!("\n{}\n", self.about_suppressed().in_lang(lang));
        let (locations, municipalities) = self.unused;
        if locations + municipalities > 0 {
            text += &pick(
                &format!(
                    "in uw tabellen maar niet in het bestand: vestigingen {locations}, gemeenten \
                     {municipalities}\n"
                ),
                &format!(
                    "in your tables but not in the file: locations {locations}, municipalities \
                     {municipalities}\n"
                ),
            );
        }
        let (rows, students) = self.written;
        text += &pick(
            &format!("geschreven: {students} studenten; tellingen: {rows}\n"),
            &format!("written: {students} students; counts: {rows}\n"),
        );
        text
    }

    /// Returns the lines of the table: what was read, then all that it went to.
    fn lines(&self, lang: Lang) -> Vec<(String, Portion)> {
        let word = |nl: &str, en: &str| Text::new(nl, en).in_lang(lang).to_owned();
        let mut lines = vec![
            (word("gelezen", "read"), self.read),
            (word("gebruikt", "used"), self.used),
            (word("weggelaten", "left out"), self.all_left_out()),
        ];
        let reasons = self.left_out.iter();
        lines.extend(
            reasons
                .map(|(reason, portion)| (format!("  {}", reason.text().in_lang(lang)), *portion)),
        );
        lines.push((word("ontbreekt", "missing"), self.missing()));
        let named = |what: String, lacking: &Lacking| {
            let lacking = lacking.iter();
            lacking
                .map(|((code, name), portion)| (format!("  {what} {code} {name}"), *portion))
                .collect::<Vec<_>>()
        };
        let institution = word("instelling", "institution");
        lines.extend(named(institution, &self.institutions));
        let municipality = word("gemeente", "municipality");
        lines.extend(named(municipality, &self.municipalities));
        lines
    }

    /// Returns the inventory as JSON.
    pub fn json(&self) -> Value {
        let left_out = Reason::ALL.iter().map(|(name, reason)| {
            let portion = self.left_out.get(reason).copied().unwrap_or_default();
            ((*name).to_owned(), portion.json())
        });
        let named = |lacking: &Lacking| {
            let rows = lacking.iter().map(|((code, name), portion)| {
                json!({ "code": code, "name": name, "cells": portion.cells,
                    "students": portion.students, "suppressed": portion.hidden })
            });
            rows.collect::<Vec<Value>>()
        };
        let (least, most) = HIDDEN;
        json!({
            "schema": "verdeel/import@1",
            "file": self.path,
            "layout": { "nl": self.layout.nl, "en": self.layout.en },
            "encoding": self.encoding,
            "programmes": { "nl": self.programmes.nl, "en": self.programmes.en },
            "rows": self.rows,
            "read": self.read.json(),
            "used": self.used.json(),
            "left_out": left_out.collect::<serde_json::Map<String, Value>>(),
            "missing": {
                "institutions": named(&self.institutions),
                "municipalities": named(&self.municipalities),
            },
            "suppressed": {
                "choice": self.suppressed.name(),
                "cells": self.used.hidden,
                "least": self.used.hidden * least,
                "greatest": self.used.hidden * most,
                "counted": self.written.1 - self.used.students,
            },
            "unused": { "locations": self.unused.0, "municipalities": self.unused.1 },
            "written": { "rows": self.written.0, "students": self.written.1 },
        })
    }
}

/// Returns lines of portions below a head, in columns.
fn lines(lines: &[(String, Portion)], lang: Lang) -> String {
    let head = match lang {
        Lang::Nl => ["cellen", "studenten", "onderdrukt"],
        Lang::En => ["cells", "students", "suppressed"],
    };
    let width = lines.iter().map(|(name, _)| name.chars().count()).max();
    let width = width.unwrap_or_default();
    let [cells, students, hidden] = head;
    let mut text = format!("{:width$}  {cells:>9}  {students:>10}  {hidden:>10}\n", "");
    for (name, portion) in lines {
        let Portion {
            cells,
            students,
            hidden,
        } = portion;
        text += &format!("{name:width$}  {cells:>9}  {students:>10}  {hidden:>10}\n");
    }
    text
}
