//! Changes of the text of a scenario: comments and order stay.

use verdeel::domain::Text;
use verdeel::scenario::{Edit, edited};

const FILE: &str = r#"# Who pays what
title  = "Proef"
years  = ["2025"]  # one year
scheme = "regional-2025"

[[region]]
id = "noord" # the only one

[[partnership]]
id       = "p"
students = { noord = 140 } # counted

[[component]]
id     = "extra"
amount = { value = 1_000, source = "S1" } # ours

[[variant]]
id  = "half"
set = { "division.in-region.key" = "equal" }
"#;

fn set(path: &str, variant: &str, value: &str) -> Edit {
    Edit::Set {
        path: path.to_owned(),
        variant: variant.to_owned(),
        value: value.to_owned(),
    }
}

fn after(edits: &[Edit]) -> Result<String, String> {
    let changed = edited(FILE, edits, &Text::new("Mijn voorstel", "My proposal"));
    changed.map(|changed| changed.text).map_err(|why| why.en)
}

#[test]
fn a_value_changes_where_it_stands_and_nothing_else_does() {
    let cases = [
        // path, variant, value, the line before, the line after
        (
            "partnership.p.students.noord",
            "base",
            "1250",
            "students = { noord = 140 } # counted",
            "students = { noord = 1_250 } # counted",
        ),
        (
            "component.extra.amount",
            "base",
            "937.50",
            r#"amount = { value = 1_000, source = "S1" } # ours"#,
            r#"amount = { value = 937.5, source = "S1" } # ours"#,
        ),
        (
            "division.in-region.key",
            "half",
            "per-student",
            r#"set = { "division.in-region.key" = "equal" }"#,
            r#"set = { "division.in-region.key" = "per-student" }"#,
        ),
        (
            "division.in-region.slice",
            "half",
            "7.5",
            r#"set = { "division.in-region.key" = "equal" }"#,
            concat!(
                r#"set = { "division.in-region.key" = "equal", "#,
                r#""division.in-region.slice" = [{ to = "office", share = "7.5 %" }] }"#,
            ),
        ),
    ];
    for (path, variant, value, from, to) in cases {
        let expected = FILE.replace(from, to);
        assert_ne!(expected, FILE, "{path}");
        assert_eq!(after(&[set(path, variant, value)]), Ok(expected), "{path}");
    }
}

#[test]
fn what_a_scheme_states_is_set_behind_the_file() {
    let expected = format!("{FILE}\n[set]\n\"component.per-student.amount\" = 1_300\n");
    let path = "component.per-student.amount";
    assert_eq!(after(&[set(path, "base", "1300")]), Ok(expected.clone()));
    // A second change is made in the same place, and taking it out leaves nothing of it.
    let again = [set(path, "base", "1200"), set(path, "base", "1300")];
    assert_eq!(after(&again), Ok(expected));
    let unset = Edit::Unset {
        path: path.to_owned(),
        variant: "base".to_owned(),
    };
    let gone = after(&[set(path, "base", "1300"), unset]);
    assert_eq!(gone, Ok(format!("{FILE}\n[set]\n")));
}

#[test]
fn variants_come_get_other_titles_and_go() {
    let add = Edit::Add {
        id: "mine".to_owned(),
        title: "Van \"ons\"".to_owned(),
        like: "half".to_owned(),
    };
    let added = after(std::slice::from_ref(&add)).expect("a variant more");
    let variant = "\n[[variant]]\nid = \"mine\"\ntitle = 'Van \"ons\"'\n\
                   set = { \"division.in-region.key\" = \"equal\" }\n";
    assert_eq!(added, format!("{FILE}{variant}"));
    let remove = Edit::Remove {
        id: "mine".to_owned(),
    };
    assert_eq!(after(&[add.clone(), remove]), Ok(FILE.to_owned()));
    let rename = Edit::Rename {
        id: "mine".to_owned(),
        title: "Ons".to_owned(),
    };
    let renamed = after(&[add, rename]).expect("another title");
    assert!(renamed.contains("title = \"Ons\"\n"), "{renamed}");
}

#[test]
fn a_rule_that_other_schemes_lack_becomes_a_proposal() {
    let file = FILE.replace(
        "\"division.in-region.key\" = \"equal\"",
        "scheme = \"linear-2020\"",
    );
    let edit = set("component.per-student.amount", "base", "1300");
    let proposal = Text::new("Mijn voorstel", "My proposal");
    let changed = edited(&file, &[edit], &proposal).expect("a proposal");
    assert_eq!(changed.variant.as_deref(), Some("proposal"));
    let variant = "\n[[variant]]\nid = \"proposal\"\ntitle = \"Mijn voorstel\"\n\
                   title-en = \"My proposal\"\n\n\
                   [variant.set]\n\"component.per-student.amount\" = 1_300\n";
    assert_eq!(changed.text, format!("{file}{variant}"));
}

#[test]
fn what_is_no_change_is_refused_in_words() {
    let cases = [
        (
            set("component.extra.amount", "base", "-1"),
            "`-1` is no value for",
        ),
        (
            set("component.extra.amount", "base", "1e9"),
            "`1e9` is no value for",
        ),
        (
            set("component.extra.amount", "base", ""),
            "`` is no value for",
        ),
        (
            set("nothing.at.all", "base", "1"),
            "path `nothing.at.all` leads nowhere",
        ),
        (
            set("component.extra.amount", "gone", "1"),
            "this file has no variant `gone`",
        ),
        (
            Edit::Remove {
                id: "gone".to_owned(),
            },
            "this file has no variant `gone`",
        ),
        (
            Edit::Add {
                id: "half".to_owned(),
                title: "twice".to_owned(),
                like: "base".to_owned(),
            },
            "there is a variant `half` already",
        ),
    ];
    for (edit, why) in cases {
        let refused = after(std::slice::from_ref(&edit)).expect_err("a refusal");
        assert!(refused.contains(why), "{edit:?}: {refused}");
    }
    let broken = edited("title = ", &[], &Text::default()).expect_err("no TOML");
    assert!(broken.en.starts_with("the text is no TOML"), "{broken:?}");
}
