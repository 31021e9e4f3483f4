//! Sheets of a workbook: the same counts, and problems by sheet and cell.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use verdeel::study::{self, Answer, Failure, FailureKind, Lang, Manner};

use crate::runs::JSON;

/// Returns the bytes of a workbook with one sheet.
fn workbook(name: &str, fill: impl Fn(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(name).expect("a name");
    fill(sheet).expect("cells");
    workbook.save_to_buffer().expect("a workbook")
}

fn import(bytes: &[u8], sheet: Option<&str>) -> Result<Answer, Failure> {
    let mut manner: Manner = JSON;
    manner.look.lang = Lang::En;
    study::import_workbook("counts.xlsx", sheet, manner, &|_| Ok(bytes.to_vec()))
}

/// Writes a header and a row of counts.
fn usual(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let header = ["partnership", "region", "year", "students", "side_entrants"];
    sheet.write_row(0, 0, header)?;
    sheet.write_row(1, 0, ["de-linde", "noord", "2024/2025"])?;
    sheet.write_number(1, 3, 140)?;
    sheet.write_number(1, 4, 12.0)?;
    Ok(())
}

#[test]
fn a_sheet_becomes_counts() {
    let bytes = workbook("Blad1", |sheet| {
        usual(sheet)?;
        // An empty row says nothing, an empty cell leaves its key out.
        sheet.write_row(3, 0, ["de-wilg", "", "2024/2025"])?;
        sheet.write_number(3, 3, 0)?;
        Ok(())
    });
    let answer = import(&bytes, None).expect("counts");
    let expected = "# from sheet Blad1 of counts.xlsx\n\
        partnership;region;year;students;side-entrants\n\
        de-linde;noord;2024/2025;140;12\n\
        de-wilg;;2024/2025;0;\n";
    assert_eq!(answer.text, expected);
    assert_eq!(answer.aside, "counts.xlsx, sheet Blad1; counts: 2\n");
}

/// Changes a sheet.
type Fill = fn(&mut Worksheet) -> Result<(), XlsxError>;

/// What was done to a sheet of counts, how, and what is said of it.
const CASES: &[(&str, Fill, &str)] = &[
    (
        "half a student",
        |sheet| sheet.write_number(1, 3, 12.5).map(|_| ()),
        "counts!D2: `12.5` does not fit in column `students`",
    ),
    (
        "a negative number",
        |sheet| sheet.write_number(1, 3, -3).map(|_| ()),
        "counts!D2: `-3` does not fit",
    ),
    (
        "a suppressed number",
        |sheet| sheet.write_string(1, 3, "<5").map(|_| ()),
        "hint: this hides a small number",
    ),
    (
        "a calendar year",
        |sheet| sheet.write_number(1, 2, 2024).map(|_| ()),
        "counts!C2: `2024` does not fit in column `year`",
    ),
    (
        "no id",
        |sheet| sheet.write_string(1, 0, "de linde").map(|_| ()),
        "counts!A2: `de linde` does not fit in column `partnership`",
    ),
    (
        "yes and no",
        |sheet| sheet.write_boolean(1, 3, true).map(|_| ()),
        "counts!D2: `true` is neither a number nor text",
    ),
    (
        "an unknown column",
        |sheet| sheet.write_string(0, 27, "studenten").map(|_| ()),
        "counts!AB1: unknown column `studenten`",
    ),
    (
        "a column without a name",
        |sheet| sheet.write_string(1, 6, "2024").map(|_| ()),
        "counts!G2: `2024` stands in a column without a name",
    ),
    (
        "a repeated column",
        |sheet| sheet.write_string(0, 4, "students").map(|_| ()),
        "counts!E1: repeated column `students`",
    ),
    (
        "a place counted twice",
        |sheet| {
            sheet.write_row(6, 0, ["de-linde", "noord", "2024/2025"])?;
            sheet.write_number(6, 3, 7).map(|_| ())
        },
        "counts!D7: duplicate count of `students`, first in counts!D2",
    ),
];

#[test]
fn problems_are_told_by_sheet_and_cell() {
    for (what, fill, told) in CASES {
        let bytes = workbook("counts", |sheet| {
            usual(sheet)?;
            fill(sheet)
        });
        let failure = import(&bytes, None).expect_err(what);
        assert_eq!(failure.kind, FailureKind::Problems, "{what}");
        assert!(
            failure.text.contains(told),
            "{what}: {told}\n{}",
            failure.text
        );
    }
}

#[test]
fn places_hold_where_a_sheet_does_not_begin_in_its_first_cell() {
    let bytes = workbook("counts", |sheet| {
        sheet.write_row(2, 1, ["partnership", "students"])?;
        sheet.write_row(3, 1, ["de-linde", "veel"])?;
        Ok(())
    });
    let failure = import(&bytes, None).expect_err("a problem");
    assert!(
        failure.text.contains("counts!C4: `veel`"),
        "{}",
        failure.text
    );
}

#[test]
fn a_cell_at_the_end_of_the_largest_sheet_costs_nothing() {
    let bytes = workbook("counts", |sheet| {
        usual(sheet)?;
        sheet.write_number(1_048_575, 16_383, 1)?;
        Ok(())
    });
    let failure = import(&bytes, None).expect_err("a problem");
    let told = "counts!XFD1048576: `1` stands in a column without a name";
    assert!(failure.text.contains(told), "{}", failure.text);
}

#[test]
fn a_sheet_is_chosen_by_name() {
    let mut both = Workbook::new();
    for name in ["toelichting", "tellingen"] {
        usual(both.add_worksheet().set_name(name).expect("a name")).expect("cells");
    }
    let bytes = both.save_to_buffer().expect("a workbook");
    assert!(import(&bytes, Some("tellingen")).is_ok());
    for (sheet, told) in [
        (None, "choose one with --sheet: toelichting, tellingen"),
        (Some("telling"), "unknown sheet `telling`"),
    ] {
        let failure = import(&bytes, sheet).expect_err("a problem");
        assert_eq!(failure.kind, FailureKind::Usage);
        assert!(failure.text.contains(told), "{}", failure.text);
    }
}

#[test]
fn a_scenario_that_names_a_workbook_is_told_how_to_make_it_csv() {
    let scenario = "title = \"t\"\nyears = [\"2025\"]\nscheme = \"regional-2025\"\n\
        counts = [\"counts.xlsx\"]\n";
    let read = |path: &str| match path {
        "counts.xlsx" => Err("not UTF-8".to_owned()),
        _ => Ok(scenario.to_owned()),
    };
    let refused = study::Study::open("scenario.toml", &read).err();
    let problems = refused.expect("a problem").problems;
    let hints = problems.iter().filter_map(|problem| problem.hint.as_ref());
    let hints: Vec<&str> = hints.map(|hint| hint.en.as_str()).collect();
    let told = "make it CSV: `verdeel import workbook counts.xlsx --out counts.csv`";
    assert!(hints.contains(&told), "{hints:?}");
}

#[test]
fn what_is_no_workbook_cannot_be_read() {
    let failure = import(b"partnership;students\n", None).expect_err("a problem");
    assert_eq!(failure.kind, FailureKind::Unreadable);
}
