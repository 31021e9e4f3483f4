//! Need and capacity: grants by what each lacks, by hand and against the laboratory.
//!
//! The region has 60 for partnerships with 1, 2 and 3 students; equal parts are 20 each.

use super::world;
use crate::runs::{JSON, PATH, Run, opened, read_text};
use crate::source::read;
use verdeel::engine::{Silent, allocate};
use verdeel::money::Cents;
use verdeel::study::{ExplainQuestion, Format, Lang, Look, Manner, explain, rule};

/// Key, the part set apart, need and capacity per student, and what a, b and c get.
const TABLE: &[(&str, &str, &str, &str, [&str; 3])] = &[
    // a lacks 1 × (10 − 4) = 6, b 2 × (10 − 8) = 4, and the capacity of c exceeds the need.
    (
        "equal",
        "100 %",
        "10",
        "{ a = 4, b = 8, c = 12 }",
        ["36.00", "24.00", "0.00"],
    ),
    // Whatever the key: all of it is divided by what is lacking.
    (
        "per-student",
        "100 %",
        "10",
        "{ a = 4, b = 8, c = 12 }",
        ["36.00", "24.00", "0.00"],
    ),
    // Everybody keeps 10; of the 30 set apart a gets 18 and b 12.
    (
        "equal",
        "50 %",
        "10",
        "{ a = 4, b = 8, c = 12 }",
        ["28.00", "22.00", "10.00"],
    ),
    // Needs differ: a lacks 3, b 2 × 1 and c 3 × 5, 20 in all, so that 60 is three times as much.
    (
        "equal",
        "100 %",
        "{ a = 7, b = 9, c = 9 }",
        "{ a = 4, b = 8, c = 4 }",
        ["9.00", "6.00", "45.00"],
    ),
    // One need and one capacity: by students alone.
    ("equal", "100 %", "10", "4", ["10.00", "20.00", "30.00"]),
    // Nobody lacks anything, so that nothing is set apart.
    ("equal", "100 %", "10", "10", ["20.00", "20.00", "20.00"]),
];

fn adjusted(key: &str, share: &str, need: &str, capacity: &str) -> String {
    let adjust = format!(
        "{{ id = 'x', rule = 'need-capacity', share = '{share}', need = {need}, \
         capacity = {capacity} }}"
    );
    world(key, &adjust, "['2022/2023']")
}

/// Returns the first world of the table with more behind it.
fn granted(more: &str) -> String {
    let (key, share, need, capacity, _) = TABLE[0];
    adjusted(key, share, need, capacity) + more
}

fn awards(run: &Run, variant: &str) -> [String; 3] {
    ["a", "b", "c"].map(|id| run.award(variant, id))
}

#[test]
fn a_part_is_divided_by_what_each_lacks() {
    for (key, share, need, capacity, expected) in TABLE {
        let run = Run::of(&adjusted(key, share, need, capacity));
        assert_eq!(
            awards(&run, "base"),
            expected.map(str::to_owned),
            "{share} {need} {capacity}"
        );
        assert_eq!(run.findings(), Vec::<String>::new());
    }
}

#[test]
fn all_of_it_by_need_is_what_the_laboratory_gives() {
    let asked = r#"{"rule":"need-capacity","pot":60,"need":[10,10,10],"capacity":[4,8,12],
                    "heads":[1,2,3]}"#;
    let answer = rule(Some(asked.as_bytes()));
    let answer: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
    assert_eq!(answer["awards"], serde_json::json!(["36", "24", "0"]));
}

#[test]
fn a_payment_to_regions_goes_by_their_need_too() {
    // Each is entitled to 30; noord lacks 6 × (10 − 8) = 12 and zuid 4 × (10 − 1) = 36.
    let text = "title = 'regions'\nyears = ['2022/2023']\ncoverage = 'complete'\n\
        [[region]]\nid = 'noord'\n[[region]]\nid = 'zuid'\n\
        [[partnership]]\nid = 'a'\nstudents = { noord = 6, zuid = 4 }\n\
        [[component]]\nid = 'sum'\nto = 'region'\namount = 30\n\
        [[division]]\nid = 'pot'\npays = ['sum']\npot = 60\n\
        adjust = [{ id = 'x', rule = 'need-capacity', share = '100 %', need = 10, \
        capacity = { noord = 8, zuid = 1 } }]\n";
    let run = Run::of(text);
    assert_eq!(run.award("base", "noord"), "15.00");
    assert_eq!(run.award("base", "zuid"), "45.00");
    assert_eq!(run.findings(), Vec::<String>::new());
}

#[test]
fn those_known_only_in_sum_lack_for_all_their_students() {
    // Two partnerships with 4 students lack 4 × 5 = 20 beside the 6 and 4 of a and b.
    let more = "[[others]]\nid = 'rest'\nregion = 'noord'\npartnerships = 2\nstudents = 4\n";
    let text = granted(more).replace("{ a = 4,", "{ rest = 5, a = 4,");
    let run = Run::of(&text);
    assert_eq!(
        awards(&run, "base"),
        ["12.00", "8.00", "0.00"].map(str::to_owned)
    );
    assert_eq!(run.award("base", "rest"), "40.00");
}

/// Path, value, and what a, b and c get of it.
const PATHS: &[(&str, &str, i64, [&str; 3])] = &[
    // b lacks 2 × 7 = 14 beside the 6 of a.
    ("capacity.b", "3", 300, ["18.00", "42.00", "0.00"]),
    // Of a need of 14: 10, 2 × 6 = 12 and 3 × 2 = 6, 28 in all.
    ("need", "14", 1_400, ["21.43", "25.71", "12.86"]),
];

#[test]
fn variants_and_slots_change_need_and_capacity() {
    for (field, value, cents, expected) in PATHS {
        let path = format!("division.in-region.adjust.x.{field}");
        let text = granted(&format!(
            "[[variant]]\nid = 'other'\nset = {{ '{path}' = {value} }}\n"
        ));
        let run = Run::of(&text);
        assert_eq!(awards(&run, "other"), expected.map(str::to_owned), "{path}");
        let study = opened(&text);
        let case = &study.cases[0];
        let mut inputs = case.inputs.clone();
        let slot = case.plan.slot(&path).expect("a slot");
        inputs.write_cents(slot, 0, Cents::new(*cents));
        let written = allocate(&case.plan, &inputs, &mut Silent);
        let laid = allocate(&study.cases[1].plan, &study.cases[1].inputs, &mut Silent);
        assert_eq!(written.years[0].balances, laid.years[0].balances, "{path}");
    }
}

#[test]
fn every_recipient_has_a_need_and_nobody_else() {
    let capacity = "{ a = 4, b = 8, c = 12 }";
    // Both that lack one are named, at the table that should have them.
    let refused = Run::refused(&granted("").replace(capacity, "{ a = 4 }"));
    for id in ["b", "c"] {
        let words = format!("states no amount for `{id}`");
        assert!(refused.contains(&words), "{refused}");
        assert!(refused.contains(&format!("add `{id} = …`")), "{refused}");
    }
    assert!(!refused.contains("for `a`"), "{refused}");
    let stranger = granted("").replace(capacity, "{ a = 4, b = 8, c = 12, noord = 1 }");
    let refused = Run::refused(&stranger);
    assert!(
        refused.contains("`noord` is no recipient here"),
        "{refused}"
    );
}

#[test]
fn what_is_not_stated_is_found_where_it_should_stand() {
    let text = granted("").replace("{ a = 4, b = 8, c = 12 }", "{ a = 4 }");
    let study = verdeel::study::Study::open(PATH, &|path| read_text(path, &text));
    let refused = study.err().expect("a refusal");
    let places = refused.problems.iter().filter_map(|one| one.place);
    let found: Vec<&str> = places.map(|at| &text[at.start..at.end]).collect();
    assert_eq!(found, ["{ a = 4 }"; 2]);
}

fn told(recipient: &str, lang: Lang) -> String {
    let text = granted("");
    let question = ExplainQuestion {
        path: PATH.into(),
        recipient: recipient.into(),
        variant: None,
        drawn: None,
        versus: None,
        against: None,
    };
    let manner = Manner {
        format: Format::Table,
        look: Look { lang, width: 400 },
        ..JSON
    };
    let answer = explain(&question, manner, &|path| read_text(path, &text)).expect("an answer");
    answer.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_explanation_tells_what_is_lacking_and_what_that_gives() {
    for (recipient, lang, sentence) in [
        (
            "b",
            Lang::En,
            "grant by need and capacity (`x`): €20 becomes €24, of which €24 out of €60 by what \
             each lacks: 2 students × (€10 − €8) = €4 of €10",
        ),
        (
            "b",
            Lang::Nl,
            "aanvulling naar behoefte en draagkracht (`x`): € 20 wordt € 24, waarvan € 24 uit € 60 \
             naar wat ieder tekortkomt: 2 studenten × (€ 10 − € 8) = € 4 van € 10",
        ),
        (
            "c",
            Lang::En,
            "(`x`): €20 becomes €0; no share of €60: the capacity of €12 per student covers the \
             need of €10",
        ),
    ] {
        let words = told(recipient, lang);
        let words = words.replace('\u{a0}', " ");
        assert!(words.contains(sentence), "{words}");
    }
}

#[test]
fn the_method_says_what_need_and_capacity_give() {
    let method = read("docs/method.md");
    for (_, share, need, capacity, [a, b, c]) in &TABLE[..3] {
        let row = format!("| {a} | {b} | {c} |");
        assert!(
            method.contains(&row),
            "{share} {need} {capacity}: no row {row}"
        );
    }
}
