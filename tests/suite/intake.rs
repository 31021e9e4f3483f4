//! Importing: files of both generations of DUO, all of them synthetic, joined to tables of a user,
//! with totals worked by hand; and sheets of a workbook.

use serde_json::Value;
use verdeel::study::{self, Answer, DuoQuestion, Failure, FailureKind, Lang, Manner, Suppressed};

use crate::method::says;
use crate::runs::JSON;

mod faults;
mod laws;
mod workbook;

/// The paths under which files are read.
const STUDENTS: &str = "students.csv";
const LOCATIONS: &str = "locations.csv";
const REGIONS: &str = "regions.csv";
const PROGRAMMES: &str = "programmes.csv";
const REPORT: &str = "report.json";

/// Files by path.
type Files<'a> = &'a [(&'a str, &'a [u8])];

/// Of the long files: by programme, as the portal has had them since 2024.
const LONG: &str = "\
STUDIEJAAR,PROVINCIENAAM,GEMEENTENUMMER,GEMEENTENAAM,SOORT_INSTELLING,TYPE_HOGER_ONDERWIJS,\
INSTELLINGSCODE_ACTUEEL,INSTELLINGSNAAM_ACTUEEL,ONDERDEEL,SUBONDERDEEL,OPLEIDINGSCODE_ACTUEEL,\
OPLEIDINGSNAAM_ACTUEEL,AANTAL_INGESCHREVENEN
2023,Nergens,0901,Voorbeeldstad,reguliere inst.,bachelor,90AA,Hogeschool Één,ONDERWIJS,\
leraar basisonderwijs,34808,B Opleiding tot leraar Basisonderwijs,120
2024,Nergens,0901,Voorbeeldstad,reguliere inst.,bachelor,90AA,Hogeschool Één,ONDERWIJS,\
leraar basisonderwijs,34808,B Opleiding tot leraar Basisonderwijs,100
2024,Nergens,0901,Voorbeeldstad,reguliere inst.,bachelor,90AA,Hogeschool Één,ONDERWIJS,\
n.v.t. (onderwijs),35195,B Opleiding tot leraar voortgezet onderwijs van de tweede graad in \
Engels,40
2024,Nergens,0901,Voorbeeldstad,reguliere inst.,bachelor,90AA,Hogeschool Één,ONDERWIJS,\
n.v.t. (onderwijs),35196,B Opleiding tot leraar voortgezet onderwijs van de tweede graad in Frans,-1
2024,Nergens,0902,Testdorp,reguliere inst.,bachelor,90BB,Hogeschool Twee,ONDERWIJS,\
leraar basisonderwijs,34808,B Opleiding tot leraar Basisonderwijs,61
2024,Nergens,0902,Testdorp,reguliere inst.,bachelor,90AA,Hogeschool Één,TECHNIEK,\
n.v.t. (techniek),34267,B Elektrotechniek,500
2024,Nergens,0903,Nergenshuizen,reguliere inst.,bachelor,90AA,Hogeschool Één,ONDERWIJS,\
leraar basisonderwijs,34808,B Opleiding tot leraar Basisonderwijs,17
2024,Nergens,0901,Voorbeeldstad,reguliere inst.,bachelor,90CC,Hogeschool Drie,ONDERWIJS,\
leraar basisonderwijs,34808,B Opleiding tot leraar Basisonderwijs,33
2024,Nergens,0901,Voorbeeldstad,reguliere inst.,bachelor,90AA,Hogeschool Één,ONDERWIJS,\
leraar basisonderwijs,34808,B Opleiding tot leraar Basisonderwijs,100
2024,Nergens,0901,Voorbeeldstad,reguliere inst.,bachelor,90AA,Hogeschool Één,TECHNIEK,\
n.v.t. (techniek),34267,B Elektrotechniek,-1
";

/// Of the wide files: the oldest generation, with men and women apart.
const WIDE: &str = "\
PROVINCIE;GEMEENTENUMMER;GEMEENTENAAM;SOORT INSTELLING;TYPE HOGER ONDERWIJS;BRIN NUMMER ACTUEEL;\
INSTELLINGSNAAM ACTUEEL;CROHO ONDERDEEL;CROHO SUBONDERDEEL;OPLEIDINGSCODE ACTUEEL;\
OPLEIDINGSNAAM ACTUEEL;OPLEIDINGSVORM;2013 MAN;2013 VROUW;2014 MAN;2014 VROUW
Nergens;901;België aan Zee;reguliere inst.;bachelor;90AA;Hogeschool Één;onderwijs;\
leraar basisonderwijs;34808;B Opleiding tot leraar Basisonderwijs;voltijd onderwijs;10;30;<5;32
Nergens;901;België aan Zee;reguliere inst.;bachelor;90AA;Hogeschool Één;onderwijs;\
leraar basisonderwijs;34808;B Opleiding tot leraar Basisonderwijs;deeltijd onderwijs;<5;7;<5;<5
Nergens;901;België aan Zee;reguliere inst.;master;90AA;Hogeschool Één;onderwijs;\
n.v.t. (onderwijs);44080;M Educational Needs;deeltijd onderwijs;6;60;<5;66
";

const LOCATIONS_TABLE: &str = "\
location,partnership,share
90aa,de-linde,
90BB,de-wilg,40 %
90BB,de-linde,60 %
";

const REGIONS_TABLE: &str = "municipality;region\n0901;noord\nTestdorp;zuid\n";

/// Returns a question about all files and school year 2024/2025.
fn question() -> DuoQuestion {
    DuoQuestion {
        path: STUDENTS.to_owned(),
        partnerships: Some(LOCATIONS.to_owned()),
        regions: Some(REGIONS.to_owned()),
        years: vec!["2024/2025".to_owned()],
        report: Some(REPORT.to_owned()),
        ..DuoQuestion::default()
    }
}

/// Imports files in a language; those that are not given are the tables above.
fn import_in(lang: Lang, question: &DuoQuestion, files: Files) -> Result<Answer, Failure> {
    let mut manner: Manner = JSON;
    manner.look.lang = lang;
    study::import_duo(question, manner, &|path| {
        let usual: Files = &[
            (STUDENTS, LONG.as_bytes()),
            (LOCATIONS, LOCATIONS_TABLE.as_bytes()),
            (REGIONS, REGIONS_TABLE.as_bytes()),
        ];
        let found = files.iter().chain(usual).find(|(name, _)| *name == path);
        let found = found.ok_or_else(|| "no such file".to_owned())?;
        Ok(found.1.to_vec())
    })
}

#[track_caller]
fn imported(question: &DuoQuestion, files: Files) -> Answer {
    import_in(Lang::En, question, files).unwrap_or_else(|failure| panic!("{}", failure.text))
}

/// Returns why an import is refused.
#[track_caller]
fn refused(question: &DuoQuestion, files: Files) -> String {
    let failure = import_in(Lang::En, question, files).expect_err("a refusal");
    assert_eq!(failure.kind, FailureKind::Problems, "{}", failure.text);
    failure.text
}

/// Returns the counts without comments.
fn counts(answer: &Answer) -> Vec<&str> {
    let lines = answer.text.lines();
    lines.filter(|line| !line.starts_with('#')).collect()
}

/// Returns the inventory as it was written.
fn inventory(answer: &Answer) -> Value {
    let (path, bytes) = answer.files.first().expect("a report");
    assert_eq!(path, REPORT);
    serde_json::from_slice(bytes).expect("JSON")
}

/// Returns cells, students and suppressed cells at a place of the inventory.
fn portion(inventory: &Value, pointer: &str) -> [i64; 3] {
    let found = inventory.pointer(pointer).expect(pointer);
    ["cells", "students", "suppressed"].map(|key| found[key].as_i64().expect(key))
}

/// Returns a text in Latin-1.
fn latin1(text: &str) -> Vec<u8> {
    let bytes = text.chars().map(|sign| u8::try_from(u32::from(sign)));
    bytes
        .map(|byte| byte.expect("a letter of Latin-1"))
        .collect()
}

#[test]
fn a_long_file_becomes_counts() {
    // De-linde has 60 % of 61 students and de-wilg 40 %: 36.6 and 24.4, so 37 and 24.
    let answer = imported(&question(), &[]);
    let expected = [
        "partnership;region;sector;year;institute;students;grade",
        "de-linde;noord;po;2024/2025;90AA;100;",
        "de-linde;noord;vo;2024/2025;90AA;40;assumption",
        "de-linde;zuid;po;2024/2025;90BB;37;",
        "de-wilg;zuid;po;2024/2025;90BB;24;",
    ];
    assert_eq!(counts(&answer), expected);
    // Some programs put a mark before UTF-8.
    let marked = format!("\u{feff}{LONG}");
    let same = imported(&question(), &[(STUDENTS, marked.as_bytes())]);
    assert_eq!(same.text, answer.text);
}

#[test]
fn the_inventory_of_a_long_file_is_that_worked_by_hand() {
    let inventory = inventory(&imported(&question(), &[]));
    for (place, expected) in [
        // 120 + 100 + 40 + 61 + 500 + 17 + 33 + 100, and two suppressed.
        ("/read", [10, 971, 2]),
        ("/used", [4, 201, 1]),
        ("/left_out/programme", [2, 500, 1]),
        ("/left_out/doubled", [1, 100, 0]),
        ("/left_out/year", [1, 120, 0]),
        ("/missing/institutions/0", [1, 33, 0]),
        ("/missing/municipalities/0", [1, 17, 0]),
    ] {
        assert_eq!(portion(&inventory, place), expected, "{place}");
    }
    for (place, expected) in [
        ("/encoding", "UTF-8".into()),
        ("/missing/institutions/0/code", "90CC".into()),
        ("/missing/institutions/0/name", "Hogeschool Drie".into()),
        ("/missing/municipalities/0/name", "Nergenshuizen".into()),
        ("/suppressed/least", Value::from(1)),
        ("/suppressed/greatest", Value::from(4)),
        ("/suppressed/counted", Value::from(0)),
        ("/written/students", Value::from(201)),
    ] {
        assert_eq!(inventory.pointer(place), Some(&expected), "{place}");
    }
}

#[test]
fn a_suppressed_cell_counts_as_was_chosen() {
    // One cell of one to four students beside 40; 2.5 is rounded to the even 2.
    for (choice, students) in [
        (Suppressed::LeaveOut, 40),
        (Suppressed::Low, 41),
        (Suppressed::Middle, 42),
        (Suppressed::High, 44),
    ] {
        let question = DuoQuestion {
            suppressed: choice,
            ..question()
        };
        let answer = imported(&question, &[]);
        let row = format!("de-linde;noord;vo;2024/2025;90AA;{students};assumption");
        assert!(counts(&answer).contains(&row.as_str()), "{}", answer.text);
        let said = format!("--suppressed {}", choice.name());
        let comments = answer.text.lines().filter(|line| line.starts_with('#'));
        assert!(comments.into_iter().any(|line| line.contains(&said)));
        let counted = &inventory(&answer)["suppressed"]["counted"];
        assert_eq!(counted, &Value::from(students - 40));
    }
}

#[test]
fn the_method_tells_the_same_numbers() {
    let words = [
        "36.6 and 24.4, so 37 and 24",
        "left out that is 40, with `low` 41, with `middle` 42.5, rounded 42, and with `high` 44",
        "201 + 500 + 100 + 120 + 33 + 17 = 971",
    ];
    says("Where counts come from", &words);
}

#[test]
fn a_wide_file_in_latin_1_becomes_the_same() {
    let question = DuoQuestion {
        years: Vec::new(),
        suppressed: Suppressed::Middle,
        ..question()
    };
    let regions = latin1("municipality;region\nBELGIË AAN ZEE;noord\n");
    let answer = imported(&question, &[(STUDENTS, &latin1(WIDE)), (REGIONS, &regions)]);
    // 2013: 10 + 30 + 7 and one suppressed: 47 + 2. 2014: 32 and three: 7.5, half even 8.
    let expected = [
        "partnership;region;sector;year;institute;students;grade",
        "de-linde;noord;po;2013/2014;90AA;49;assumption",
        "de-linde;noord;po;2014/2015;90AA;40;assumption",
    ];
    assert_eq!(counts(&answer), expected);
    let inventory = inventory(&answer);
    assert_eq!(inventory["encoding"], "Latin-1");
    assert_eq!(portion(&inventory, "/read"), [12, 211, 5]);
    assert_eq!(portion(&inventory, "/used"), [8, 79, 4]);
    // A master in educational needs makes nobody a teacher: 6 + 60 + 66, and one suppressed.
    assert_eq!(portion(&inventory, "/left_out/programme"), [4, 132, 1]);
}

#[test]
fn published_rows_come_to_the_published_totals() {
    // One municipality of the file of 2024, as a public copy has it (S34), and what the same source
    // comes to when it is added up by programme: pabo and physical education, men and women.
    let head = "PROVINCIE;GEMEENTENUMMER;GEMEENTENAAM;INSTELLINGSCODE ACTUEEL;\
        INSTELLINGSNAAM ACTUEEL;ONDERDEEL;SUBONDERDEEL;OPLEIDINGSCODE ACTUEEL;\
        OPLEIDINGSNAAM ACTUEEL;OPLEIDINGSVORM;GESLACHT;2020;2021;2022;2023;2024\n";
    let at = "Gelderland;0268;Nijmegen;25KB;Hogeschool van Arnhem en Nijmegen;onderwijs;";
    let primary = "leraar basisonderwijs;34808;B Opleiding tot leraar Basisonderwijs;";
    let sports = "n.v.t. (onderwijs);35025;\
        B Opleiding tot Leraar van de eerste graad in Lichamelijke Opvoeding;";
    let mut text = head.to_owned();
    for (programme, who, students) in [
        (primary, "deeltijd onderwijs;man", "109;107;100;98;103"),
        (primary, "deeltijd onderwijs;vrouw", "246;286;288;273;232"),
        (primary, "voltijd onderwijs;man", "310;325;310;296;319"),
        (primary, "voltijd onderwijs;vrouw", "797;806;849;888;968"),
        (sports, "deeltijd onderwijs;man", "79;0;0;0;0"),
        (sports, "deeltijd onderwijs;vrouw", "32;0;0;0;0"),
        (sports, "voltijd onderwijs;man", "437;384;372;373;369"),
        (sports, "voltijd onderwijs;vrouw", "192;174;171;172;176"),
    ] {
        text += &format!("{at}{programme}{who};{students}\n");
    }
    let question = DuoQuestion {
        regions: None,
        years: Vec::new(),
        ..question()
    };
    let locations = "location,partnership\n25KB,a\n";
    let answer = imported(
        &question,
        &[
            (STUDENTS, text.as_bytes()),
            (LOCATIONS, locations.as_bytes()),
        ],
    );
    let years = [
        "2020/2021",
        "2021/2022",
        "2022/2023",
        "2023/2024",
        "2024/2025",
    ];
    let totals = [
        ("po", [1462, 1524, 1547, 1555, 1622]),
        ("vo", [740, 558, 543, 545, 545]),
    ];
    let rows = totals.iter().flat_map(|(sector, totals)| {
        let rows = years.iter().zip(totals);
        rows.map(move |(year, total)| format!("a;{sector};{year};25KB;{total};"))
    });
    assert_eq!(counts(&answer)[1..], rows.collect::<Vec<String>>());
}

#[test]
fn files_without_programmes_tell_of_primary_teachers_only() {
    let long = "STUDIEJAAR,GEMEENTENUMMER,GEMEENTENAAM,INSTELLINGSCODE_ACTUEEL,\
        INSTELLINGSNAAM_ACTUEEL,ONDERDEEL,SUBONDERDEEL,OPLEIDINGSVORM,AANTAL_INGESCHREVENEN\n\
        2024,0901,V,90AA,H,ONDERWIJS,leraar basisonderwijs,VT,30\n\
        2024,0901,V,90AA,H,ONDERWIJS,leraar basisonderwijs,DT,12\n\
        2024,0901,V,90AA,H,ONDERWIJS,n.v.t. (onderwijs),VT,80\n";
    let answer = imported(&question(), &[(STUDENTS, long.as_bytes())]);
    let row = "de-linde;noord;po;2024/2025;90AA;42;";
    assert_eq!(counts(&answer).get(1), Some(&row));
    let inventory = inventory(&answer);
    assert_eq!(portion(&inventory, "/left_out/programme"), [1, 80, 0]);
}

#[test]
fn a_list_of_programmes_replaces_the_filter() {
    let question = DuoQuestion {
        programmes: Some(PROGRAMMES.to_owned()),
        ..question()
    };
    // Codes may be written as numbers, without zeros before them.
    let list = "programme,sector\n034267,mbo\n";
    let answer = imported(&question, &[(PROGRAMMES, list.as_bytes())]);
    let expected = [
        "partnership;region;sector;year;institute;students;grade",
        "de-linde;zuid;mbo;2024/2025;90AA;500;",
    ];
    assert_eq!(counts(&answer), expected);
    assert_eq!(portion(&inventory(&answer), "/used"), [2, 500, 1]);
}

#[test]
fn a_site_goes_before_its_institution() {
    let long = "STUDIEJAAR,GEMEENTENUMMER,GEMEENTENAAM,INSTELLINGSCODE_ACTUEEL,VESTIGINGSNUMMER,\
        INSTELLINGSNAAM_ACTUEEL,ONDERDEEL,SUBONDERDEEL,AANTAL_INGESCHREVENEN\n\
        2024,0901,V,90AA,01,H,onderwijs,leraar basisonderwijs,30\n\
        2024,0901,V,90AA,02,H,onderwijs,leraar basisonderwijs,12\n";
    let locations = "location,partnership\n90AA,de-linde\n90AA02,de-wilg\n";
    let answer = imported(
        &question(),
        &[
            (STUDENTS, long.as_bytes()),
            (LOCATIONS, locations.as_bytes()),
        ],
    );
    let expected = [
        "de-linde;noord;po;2024/2025;90AA;30;",
        "de-wilg;noord;po;2024/2025;90AA;12;",
    ];
    assert_eq!(counts(&answer)[1..], expected);
}

#[test]
fn counts_can_be_named_in_a_scenario() {
    let answer = imported(&question(), &[]);
    let scenario = "title = \"t\"\nyears = [\"2025/2026\"]\nscheme = \"linear-2020\"\n\
        counts = [\"counts.csv\"]\n[[region]]\nid = \"noord\"\n[[region]]\nid = \"zuid\"\n\
        [[institute]]\nid = \"90AA\"\n[[institute]]\nid = \"90BB\"\n\
        [[partnership]]\nid = \"de-linde\"\n[[partnership]]\nid = \"de-wilg\"\n";
    let read = |path: &str| match path {
        "counts.csv" => Ok(answer.text.clone()),
        _ => Ok(scenario.to_owned()),
    };
    let study = study::Study::open("scenario.toml", &read);
    let study = study.unwrap_or_else(|refused| panic!("{:?}", refused.problems));
    let counts = study.opened.variants[0].scenario.counts.iter();
    let students: i64 = counts.flat_map(|count| count.heads.values()).sum();
    assert_eq!(students, 201);
}

#[test]
fn a_doubled_row_and_a_misspelt_name_are_told_with_their_place() {
    let regions = "municipality,region\n0901,noord\nTestdorp,zuid\nNergenhuizen,zuid\n";
    let answer = imported(&question(), &[(REGIONS, regions.as_bytes())]);
    for told in [
        "warning[repeated-row]: this row stands here twice; only the first counts",
        "--> students.csv:10:1",
        "warning[unknown-location]: `nergenhuizen` is not in the file",
        "--> regions.csv:4:1",
        "hint: did you mean `nergenshuizen`?",
    ] {
        assert!(answer.aside.contains(told), "{told}\n{}", answer.aside);
    }
}

#[test]
fn the_inventory_is_told_in_both_languages() {
    for (lang, told) in [
        (
            Lang::Nl,
            [
                "gelezen",
                "geen lerarenopleiding",
                "instelling 90CC Hogeschool Drie",
            ],
        ),
        (
            Lang::En,
            [
                "read",
                "no teacher education",
                "institution 90CC Hogeschool Drie",
            ],
        ),
    ] {
        let answer = import_in(lang, &question(), &[]).expect("counts");
        for told in told {
            assert!(answer.aside.contains(told), "{told}\n{}", answer.aside);
        }
    }
}
