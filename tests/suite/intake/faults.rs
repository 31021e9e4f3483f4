//! What is refused: each problem with its file, line, column and what to do.

use verdeel::study::{DuoQuestion, FailureKind, Lang};

use Made::{Replaced, Whole};

use super::{LOCATIONS, LONG, PROGRAMMES, REGIONS, STUDENTS, import_in, latin1, question, refused};

/// How a file came to be what it is.
enum Made {
    /// The long file of students, with the first of these texts replaced by the second.
    Replaced(&'static str, &'static str),
    /// A text of its own.
    Whole(&'static str),
}

/// What was done, to which file, and what is said of it.
const CASES: &[(&str, &str, Made, &[&str])] = &[
    (
        "a number in words",
        STUDENTS,
        Replaced(",61\n", ",veel\n"),
        &[
            "error[not-heads]: `veel` is no number",
            "students.csv:6:",
            "hint: expected",
        ],
    ),
    (
        "a negative number",
        STUDENTS,
        Replaced(",61\n", ",-2\n"),
        &["a negative number `-2`", "students.csv:6:"],
    ),
    (
        "an empty cell",
        STUDENTS,
        Replaced(",61\n", ",\n"),
        &["error[not-heads]", "students.csv:6:"],
    ),
    (
        "a year in words",
        STUDENTS,
        Replaced("2023,", "vorig,"),
        &["error[bad-year]", "students.csv:2:1"],
    ),
    (
        "a missing column",
        STUDENTS,
        Replaced("SUBONDERDEEL", "SUBDEEL"),
        &[
            "error[missing-column]: missing columns: SUBONDERDEEL",
            "students.csv:1:1",
        ],
    ),
    (
        "a name of a programme without its code",
        STUDENTS,
        Replaced("OPLEIDINGSCODE_ACTUEEL", "CODE"),
        &["missing columns: OPLEIDINGSCODE ACTUEEL"],
    ),
    (
        "a repeated column",
        STUDENTS,
        Replaced("PROVINCIENAAM", "gemeentenaam"),
        &[
            "error[csv-repeated-column]: repeated column `GEMEENTENAAM`",
            "first here",
        ],
    ),
    (
        "another file",
        STUDENTS,
        Whole("naam,adres\nA,B\n"),
        &[
            "error[unknown-layout]",
            "its columns are naam, adres",
            "nearest layout is a row",
        ],
    ),
    (
        "first-years",
        STUDENTS,
        Replaced("AANTAL_INGESCHREVENEN", "AANTAL_EERSTEJAARS_INGESCHREVENEN"),
        &["error[not-students]: this file counts first-year students"],
    ),
    (
        "an empty file",
        STUDENTS,
        Whole(""),
        &["error[csv-empty]: the CSV file is empty"],
    ),
    (
        "a short row",
        STUDENTS,
        Replaced("2023,Nergens,", "2023,"),
        &[
            "error[csv-row-length]: a row with 12 cells below a header of 13",
            "students.csv:2",
        ],
    ),
    (
        "two readings of one letter",
        STUDENTS,
        Replaced("Één", "Ã‰Ã©n"),
        &[
            "error[wrong-encoding]: a letter was lost",
            "students.csv:2:",
        ],
    ),
    (
        "a workbook",
        STUDENTS,
        Whole("PK\u{3}\u{4}\0\0"),
        &[
            "error[wrong-encoding]: `students.csv` is no text",
            "verdeel import workbook",
        ],
    ),
    (
        "shares that do not add up",
        LOCATIONS,
        Whole("location,partnership,share\n90AA,a,60 %\n90AA,b,30 %\n"),
        &[
            "error[shares-not-one]: the shares of location `90AA`",
            "locations.csv:3:1",
        ],
    ),
    (
        "two partnerships without shares",
        LOCATIONS,
        Whole("location,partnership\n90AA,a\n90AA,b\n"),
        &[
            "error[shares-not-one]",
            "hint: give each partnership its part",
        ],
    ),
    (
        "a row twice",
        LOCATIONS,
        Whole("location,partnership\n90AA,a\n90AA,a\n"),
        &["error[repeated-location]", "first here"],
    ),
    (
        "no location",
        LOCATIONS,
        Whole("location,partnership\nPabo Noord,a\n"),
        &[
            "error[bad-location]: `PABO NOORD` is no location",
            "locations.csv:2:1",
        ],
    ),
    (
        "no share",
        LOCATIONS,
        Whole("location,partnership,share\n90AA,a,deels\n"),
        &["error[bad-share]", "locations.csv:2:8"],
    ),
    (
        "no id",
        REGIONS,
        Whole("municipality,region\n0901,regio noord\n"),
        &["error[bad-id]: `regio noord` is no id", "regions.csv:2:6"],
    ),
    (
        "a municipality twice",
        REGIONS,
        Whole("municipality,region\n0901,noord\n901,zuid\n"),
        &["error[repeated-municipality]", "regions.csv:3:1"],
    ),
    (
        "a misspelt column",
        REGIONS,
        Whole("municipality,regio\n0901,noord\n"),
        &[
            "unknown column `regio`",
            "did you mean `region`?",
            "missing column `region`",
        ],
    ),
];

#[test]
fn every_fault_is_told_at_its_place() {
    for (what, path, made, told) in CASES {
        let text = match made {
            Whole(text) => (*text).to_owned(),
            Replaced(from, to) => {
                assert!(LONG.contains(from), "{from}");
                LONG.replacen(from, to, 1)
            }
        };
        let refusal = refused(&question(), &[(path, text.as_bytes())]);
        for told in *told {
            assert!(refusal.contains(told), "{what}: {told}\n{refusal}");
        }
    }
}

#[test]
fn programmes_are_refused_where_a_file_names_none_or_the_sector_is_unknown() {
    let question = DuoQuestion {
        programmes: Some(PROGRAMMES.to_owned()),
        ..question()
    };
    let unknown = "programme,sector\n34808,basis\n";
    let refusal = refused(&question, &[(PROGRAMMES, unknown.as_bytes())]);
    assert!(refusal.contains("unknown sector `basis`"), "{refusal}");
    let long = "STUDIEJAAR,GEMEENTENUMMER,GEMEENTENAAM,INSTELLINGSCODE_ACTUEEL,\
        INSTELLINGSNAAM_ACTUEEL,ONDERDEEL,SUBONDERDEEL,AANTAL_INGESCHREVENEN\n\
        2024,0901,V,90AA,H,ONDERWIJS,leraar basisonderwijs,30\n";
    let list = "programme,sector\n34808,po\n";
    let files: super::Files = &[(STUDENTS, long.as_bytes()), (PROGRAMMES, list.as_bytes())];
    assert!(refused(&question, files).contains("the file names no programmes"));
}

#[test]
fn nothing_left_to_count_is_refused_with_the_inventory() {
    let locations = "location,partnership\n99ZZ,a\n";
    let refusal = refused(&question(), &[(LOCATIONS, locations.as_bytes())]);
    for told in [
        "nothing is left to count",
        "institution 90AA Hogeschool Één",
    ] {
        assert!(refusal.contains(told), "{refusal}");
    }
}

#[test]
fn a_question_without_tables_or_with_a_strange_year_is_wrong_usage() {
    let no_tables = DuoQuestion {
        partnerships: None,
        regions: None,
        ..question()
    };
    let strange_year = DuoQuestion {
        years: vec!["2024".to_owned()],
        ..question()
    };
    for (question, nl, en) in [
        (no_tables, "zonder tabel", "without a table"),
        (
            strange_year,
            "`2024` is geen schooljaar",
            "`2024` is no school year",
        ),
    ] {
        for (lang, told) in [(Lang::Nl, nl), (Lang::En, en)] {
            let failure = import_in(lang, &question, &[]).expect_err("a refusal");
            assert_eq!(failure.kind, FailureKind::Usage);
            assert!(failure.text.contains(told), "{}", failure.text);
        }
    }
}

#[test]
fn a_file_that_is_latin_1_in_part_only_is_refused() {
    let mut bytes = latin1("STUDIEJAAR;GEMEENTENAAM\n2024;België\n2024;");
    bytes.extend("Coëvorden\n".as_bytes());
    let refusal = refused(&question(), &[(STUDENTS, &bytes)]);
    assert!(refusal.contains("students.csv:3:8"), "{refusal}");
}
