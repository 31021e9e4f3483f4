//! Rows of counts: what was used, by place and year, as the CSV file of a scenario.

use std::collections::BTreeMap;

use super::heads::Suppressed;
use super::inventory::Portion;
use super::joins::Member;
use crate::domain::{Id, Lang, SchoolYear, Sector, Text};
use crate::money::{Cents, Exact, place};

/// What the students of a row have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub(super) partnership: Option<Id>,
    pub(super) region: Option<Id>,
    pub(super) sector: Sector,
    pub(super) year: SchoolYear,
    pub(super) institute: String,
}

/// The students of a row, and whether some of its cells are suppressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Students {
    pub(super) number: i64,
    pub(super) is_partly_hidden: bool,
}

/// Students that were used, by row and site, before they are divided over partnerships.
pub(super) type Groups = BTreeMap<(String, Row), Portion>;

/// Returns the rows with their students. Those of a site of several partnerships are divided by
/// their shares into whole numbers that add up; where only suppressed cells say anything and these
/// are left out, there is no row.
pub(super) fn rows<'m>(
    groups: &Groups,
    members: impl Fn(&str) -> Option<&'m [Member]>,
    suppressed: Suppressed,
) -> BTreeMap<Row, Students> {
    let mut rows: BTreeMap<Row, Students> = BTreeMap::new();
    for ((site, row), portion) in groups {
        let is_silent = portion.hidden == portion.cells && suppressed == Suppressed::LeaveOut;
        if is_silent {
            continue;
        }
        let number = portion.students + suppressed.students(portion.hidden);
        let mut add = |row: Row, number: i64| {
            let students = rows.entry(row).or_default();
            students.number += number;
            students.is_partly_hidden |= portion.hidden > 0;
        };
        let Some(members) = members(site) else {
            add(row.clone(), number);
            continue;
        };
        let whole = Exact::from(number);
        let quotas: Vec<Exact> = members
            .iter()
            .map(|member| member.share.times(&whole))
            .collect();
        let parts = place(Cents::new(number), &quotas, Cents::new(1)).parts;
        for (member, part) in members.iter().zip(parts) {
            let partnership = Some(member.partnership.clone());
            let row = Row {
                partnership,
                ..row.clone()
            };
            add(row, part.count());
        }
    }
    rows
}

/// Returns rows as CSV below comments, with the columns that are in use.
pub(super) fn csv(
    comments: &[Text],
    rows: &BTreeMap<Row, Students>,
    (by_partnership, by_region): (bool, bool),
    lang: Lang,
) -> String {
    let kept = |cells: [(bool, String); 7]| {
        let cells = cells.into_iter().filter(|(is_kept, _)| *is_kept);
        cells.map(|(_, cell)| cell).collect::<Vec<String>>()
    };
    let name = |text: &str| text.to_owned();
    let id = |id: &Option<Id>| id.as_ref().map(Id::to_string).unwrap_or_default();
    let mut records = vec![kept([
        (by_partnership, name("partnership")),
        (by_region, name("region")),
        (true, name("sector")),
        (true, name("year")),
        (true, name("institute")),
        (true, name("students")),
        (true, name("grade")),
    ])];
    records.extend(rows.iter().map(|(row, students)| {
        let grade = match students.is_partly_hidden {
            true => "assumption",
            false => "",
        };
        kept([
            (by_partnership, id(&row.partnership)),
            (by_region, id(&row.region)),
            (true, name(row.sector.name())),
            (true, row.year.to_string()),
            (true, row.institute.clone()),
            (true, students.number.to_string()),
            (true, name(grade)),
        ])
    }));
    written(comments, &records, lang)
}

/// Returns records as CSV with semicolons, below comments.
pub(super) fn written(comments: &[Text], records: &[Vec<String>], lang: Lang) -> String {
    let mut text = String::new();
    for comment in comments {
        text += &format!("# {}\n", comment.in_lang(lang).replace(['\n', '\r'], " "));
    }
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(Vec::new());
    for record in records {
        // Writing to memory cannot fail, and all records are as long as the first.
        writer.write_record(record).unwrap_or_default();
    }
    let bytes = writer.into_inner().unwrap_or_default();
    text + &String::from_utf8(bytes).unwrap_or_default()
}
