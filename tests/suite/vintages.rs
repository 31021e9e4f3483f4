//! The same variants on earlier counts: amounts worked out by hand, and what cannot be told.

use serde_json::{Value, json};
use verdeel::study::{
    Answer, DrawCount, Failure, FailureKind, Form, Format, Lang, Look, Manner, SimulateQuestion,
    Watch, simulate,
};

/// Nobody stops it.
struct Patient;

impl Watch for Patient {
    fn done(&self, _: u64, _: Option<u64>) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// 60,000 and 900 per student, or 1,250 per student: whoever has 172 students or more gains.
const WORLD: &str = r#"
title = "t"
years = ["2025"]
growth = "0 %"
[[region]]
id = "noord"
[[partnership]]
id = "p"
[[partnership]]
id = "q"
[[component]]
id = "base"
amount = 60_000
[[component]]
id = "rate"
amount = 900
per = "student"
[[division]]
id = "pot"
pays = ["base", "rate"]
scope = "local"
[[variant]]
id = "v"
set = { component.base.amount = 0, component.rate.amount = 1_250 }
"#;

/// Writes counts of the school years that begin in these years: partnership, year, students.
fn world(counts: &[(&str, u16, u16)]) -> String {
    let rows = counts.iter().map(|(id, year, students)| {
        let next = year + 1;
        format!(
            "[[count]]\npartnership = \"{id}\"\nregion = \"noord\"\nyear = \"{year}/{next}\"\n\
             students = {students}\n"
        )
    });
    format!("{WORLD}{}", rows.collect::<String>())
}

fn asked(text: &str, format: Format, lang: Lang) -> Result<Answer, Failure> {
    let question = SimulateQuestion {
        path: "world.toml".into(),
        draws: Some(DrawCount::Fixed(2)),
        precision: None,
        seed: 1,
        variant: None,
        baseline: None,
        quantiles: Vec::new(),
        vintages: true,
        only_draw: None,
        keep_draws: None,
        form: Form::Text,
    };
    let look = Look { lang, width: 100 };
    let manner = Manner {
        format,
        look,
        colour: false,
    };
    simulate(&question, manner, &|_| Ok(text.to_owned()), &Patient)
}

fn answered(text: &str, format: Format) -> String {
    asked(text, format, Lang::En).expect("sound").text
}

fn section(text: &str) -> Value {
    let document: Value = serde_json::from_str(&answered(text, Format::Json)).expect("JSON");
    document["vintages"].clone()
}

/// Returns what a partnership gains in the variant, by year, and whether its sign flips.
fn changes(vintages: &Value, id: &str) -> (String, bool) {
    let rows = vintages["variants"][0]["recipients"]
        .as_array()
        .expect("rows");
    let is_row =
        |row: &&Value| (&row["kind"], &row["recipient"]) == (&json!("partnership"), &json!(id));
    let row = rows.iter().find(is_row).expect("a row");
    let changes = row["changes"].as_array().expect("changes").iter();
    let changes = changes.map(|one| {
        let text = |key: &str| one[key].as_str().expect("a text").to_owned();
        format!(
            "{} {} {}",
            text("counted"),
            text("change"),
            text("direction")
        )
    });
    (
        changes.collect::<Vec<String>>().join(", "),
        row["flips"] == json!(true),
    )
}

const THREE: &[(&str, u16, u16)] = &[
    ("p", 2023, 200),
    ("p", 2022, 180),
    ("p", 2021, 160),
    ("q", 2023, 100),
    ("q", 2022, 100),
    ("q", 2021, 100),
];

#[test]
fn earlier_counts_stand_for_the_last_ones() {
    // 350 × 200 − 60,000 = 10,000; 350 × 180 − 60,000 = 3,000; 350 × 160 − 60,000 = −4,000.
    let vintages = section(&world(THREE));
    let expected = "2023/2024 10000.00 gains, 2022/2023 3000.00 gains, 2021/2022 -4000.00 loses";
    assert_eq!(changes(&vintages, "p"), (expected.to_owned(), true));
    // 350 × 100 − 60,000.
    let expected = "2023/2024 -25000.00 loses, 2022/2023 -25000.00 loses, \
        2021/2022 -25000.00 loses";
    assert_eq!(changes(&vintages, "q"), (expected.to_owned(), false));
}

#[test]
fn a_year_that_is_projected_stays_so_far_ahead() {
    // 2026 asks for 2024/2025, one year beyond the last count: 110 %, and so on every vintage.
    let text = world(&THREE[..2])
        .replace("2025\"]", "2026\"]")
        .replace("0 %", "10 %");
    let text = text.replace("[[partnership]]\nid = \"q\"\n", "");
    // 350 × 220 − 60,000 = 17,000; 350 × 198 − 60,000 = 9,300.
    let expected = "2023/2024 17000.00 gains, 2022/2023 9300.00 gains";
    assert_eq!(changes(&section(&text), "p"), (expected.to_owned(), false));
}

#[test]
fn years_without_counts_say_so() {
    let gap: Vec<_> = THREE.iter().filter(|one| one.1 != 2022).copied().collect();
    let vintages = section(&world(&gap));
    assert_eq!(vintages["years"][1]["counted"], "2022/2023");
    let refused = vintages["years"][1]["refused"]["en"]
        .as_str()
        .expect("a reason");
    assert_eq!(refused, "nothing was counted in 2022/2023");
    let expected = "2023/2024 10000.00 gains, 2021/2022 -4000.00 loses";
    assert_eq!(changes(&vintages, "p"), (expected.to_owned(), true));
    // Without any count up to that year a recognised partnership cannot be computed.
    let late: Vec<_> = THREE
        .iter()
        .filter(|one| one.0 == "p" || one.1 == 2023)
        .copied()
        .collect();
    let vintages = section(&world(&late));
    let refused = vintages["years"][1]["refused"]["en"]
        .as_str()
        .expect("a reason");
    assert_eq!(
        refused,
        "partnership `q` has no count of 2022/2023 or earlier"
    );
    // With an earlier count that one stands for it, and the answer tells of it.
    let once: Vec<_> = THREE
        .iter()
        .filter(|one| (one.0, one.1) != ("q", 2022))
        .copied()
        .collect();
    let vintages = section(&world(&once));
    assert_eq!(vintages["years"][1]["uncounted"], json!(["q"]));
    assert!(vintages["years"][1]["refused"].is_null());
}

#[test]
fn texts_and_rows_name_whose_sign_flips() {
    let text = answered(&world(THREE), Format::Table).replace('\u{a0}', " ");
    assert!(
        text.contains("- v: for 1 of 2 gain or loss depends on the counted year: p\n"),
        "{text}"
    );
    let table = "
v, all years together: difference with base by counted year, whole euros
    2023/2024  2022/2023  2021/2022   sign
──────────────────────────────────────────
p      10,000      3,000     -4,000  flips
q     -25,000    -25,000    -25,000   same
──────────────────────────────────────────
";
    assert!(text.contains(table), "{text}");
    let dutch = asked(&world(THREE), Format::Table, Lang::Nl)
        .expect("sound")
        .text;
    let said = "- v: bij 1 van de 2 hangt winst of verlies af van het teljaar: p\n";
    assert!(dutch.contains(said), "{dutch}");
    let rows = answered(&world(THREE), Format::Csv);
    for row in [
        "world.toml,v,partnership,p,,,total,vintage-2021/2022,-4000.00,,,,t",
        "world.toml,v,partnership,p,,,total,vintage-gains,,,2,3,t",
        "world.toml,v,partnership,p,,,total,vintage-losses,,,1,3,t",
        "world.toml,v,partnership,p,,,total,vintage-flips,,,1,1,t",
        "world.toml,v,partnership,q,,,total,vintage-flips,,,0,1,t",
    ] {
        assert!(rows.lines().any(|line| line == row), "{row}\n{rows}");
    }
}

#[test]
fn one_counted_year_or_one_model_is_an_error_with_a_hint() {
    let one_year = world(&[("p", 2023, 200), ("q", 2023, 100)]);
    let one_model = world(THREE)
        .split("[[variant]]")
        .next()
        .expect("a world")
        .to_owned()
        + &world(THREE)[WORLD.len()..];
    for (text, says) in [
        (one_year, "[[count]]` with an earlier `year`"),
        (one_model, "add a `[[variant]]`"),
    ] {
        let failure = asked(&text, Format::Table, Lang::En).expect_err("nothing to tell");
        assert_eq!(failure.kind, FailureKind::Usage);
        assert!(failure.text.contains(says), "{}", failure.text);
    }
}
