//! What an explanation takes for granted, what check calls parameters that do nothing, and
//! questions that ask for something twice.

use serde_json::Value;
use verdeel::study::{self, ExplainQuestion, Format, Lang, Look, Manner, Study};

use crate::runs::{JSON, PATH};

/// Two regions hold the money of a pot and pass it on; everything has an assumption.
const WORLD: &str = r#"
title = "t"
years = ["2025"]
coverage = "complete"
assumption = "everything"
[[region]]
id = "noord"
assumption = "region noord"
[[region]]
id = "zuid"
assumption = "region zuid"
[[partnership]]
id = "p"
students = { noord = 100 }
assumption = "partnership p"
[[partnership]]
id = "q"
students = { noord = 50 }
assumption = "partnership q"
[[partnership]]
id = "r"
students = { zuid = 100 }
assumption = "partnership r"
[[component]]
id = "rate"
name = "bedrag per student"
name-en = "amount per student"
to = "region"
amount = { value = 10, grade = "assumption" }
per = "student"
assumption = "component rate"
when = { any-of = [{ students = { at-least = 60 } }, { pupils = { at-least = 9 } }] }
[[component]]
id = "bonus"
amount = 5
to = "region"
when = { flag = "frontrunner" }
assumption = "component bonus"
[[division]]
id = "pot"
pot = 9_000
pays = ["rate", "bonus"]
assumption = "division pot"
[[division]]
id = "in-region"
from = "region"
to = "partnership"
assumption = "division in-region"
slice = [{ to = "office", share = "10 %" }]
[[party]]
id = "party"
of = ["p"]
assumption = "party"
"#;

fn explained(text: &str, recipient: &str, format: Format) -> String {
    let question = ExplainQuestion {
        path: PATH.to_owned(),
        recipient: recipient.to_owned(),
        variant: None,
        drawn: None,
        versus: None,
        against: None,
    };
    let manner = Manner { format, ..JSON };
    let answer = study::explain(&question, manner, &|_| Ok(text.to_owned()));
    answer
        .unwrap_or_else(|failure| panic!("{}", failure.text))
        .text
}

fn assumed(text: &str, recipient: &str) -> Vec<String> {
    let json = explained(text, recipient, Format::Json);
    let document: Value = serde_json::from_str(&json).expect("JSON");
    let rows = document["assumptions"].as_array().expect("a list").iter();
    let mut found: Vec<String> = rows
        .map(|row| row["en"].as_str().unwrap_or_default().to_owned())
        .collect();
    found.sort();
    found
}

#[test]
fn an_explanation_tells_the_assumptions_that_touch_the_amount() {
    let of_all = [
        "`component.rate.amount` = 10 is an assumption",
        "component rate",
        "division in-region",
        "division pot",
        "everything",
    ];
    let short = WORLD.replace("pot = 9_000", "pot = 900");
    let table: [(&str, &str, &[&str]); 5] = [
        // p shares the money of noord with q and pays for nobody in zuid; nobody is frontrunner.
        (
            WORLD,
            "p",
            &["partnership p", "partnership q", "region noord"],
        ),
        (WORLD, "r", &["partnership r", "region zuid"]),
        // A pot that falls short is shared by both regions.
        (
            &short,
            "r",
            &["partnership r", "region noord", "region zuid"],
        ),
        // A region is told what it hands on.
        (
            WORLD,
            "noord",
            &["partnership p", "partnership q", "region noord"],
        ),
        (
            WORLD,
            "office",
            &[
                "partnership p",
                "partnership q",
                "partnership r",
                "region noord",
                "region zuid",
            ],
        ),
    ];
    for (text, recipient, others) in table {
        let mut expected: Vec<&str> = of_all.iter().chain(others).copied().collect();
        expected.sort_unstable();
        assert_eq!(assumed(text, recipient), expected, "{recipient}");
    }
    let shown = explained(WORLD, "p", Format::Table);
    let section = "Assumptions that this rests on:\n- ";
    assert!(shown.contains(section), "{shown}");
    assert!(shown.contains("\n- partnership q\n"), "{shown}");
    assert!(!shown.contains("partnership r"), "{shown}");
}

#[test]
fn parameters_that_do_nothing_are_named_with_their_path_behind_them() {
    let of_lang = |lang| {
        let look = Look { lang, width: 200 };
        let format = Format::Table;
        let manner = Manner {
            format,
            look,
            ..JSON
        };
        let answer = study::check(PATH, manner, &|_| Ok(WORLD.to_owned()));
        answer
            .unwrap_or_else(|failure| panic!("{}", failure.text))
            .text
    };
    // Nobody counted pupils, and both regions have students enough.
    let path = "component.rate.when.any-of.1.pupils.at-least";
    for (lang, name) in [
        (
            Lang::Nl,
            "bedrag per student: voorwaarde, mogelijkheid 2, minimum aantal leerlingen",
        ),
        (
            Lang::En,
            "amount per student: condition, alternative 2, least number of pupils",
        ),
    ] {
        let shown = of_lang(lang);
        assert!(
            shown.contains(&format!("\n- {name} ({path}) [base]\n")),
            "{shown}"
        );
    }
}

#[test]
fn a_component_has_the_source_and_grade_of_its_scheme_unless_it_has_its_own() {
    let scenario = "title = \"t\"\nyears = [\"2025\"]\nscheme = \"ours.toml\"\n\
        [[partnership]]\nid = \"p\"\nstudents = 100\n";
    let scheme = "title = \"s\"\nsource = \"a letter\"\ngrade = \"assumption\"\n\
        [[component]]\nid = \"base\"\namount = 1_000\n\
        [[component]]\nid = \"extra\"\namount = 500\nsource = \"a law\"\ngrade = \"P\"\n\
        [[component]]\nid = \"more\"\namount = 250\nsource = \"a talk\"\n\
        [[division]]\nid = \"d\"\npays = [\"base\", \"extra\", \"more\"]\n";
    let read = |path: &str| match path {
        "ours.toml" => Ok(scheme.to_owned()),
        _ => Ok(scenario.to_owned()),
    };
    let study = Study::open("t.toml", &read);
    let study = study.unwrap_or_else(|refused| panic!("{:?}", refused.problems));
    let scenario = &study.opened.variants[0].scenario;
    let sources = scenario.scheme.components.iter();
    let sources = sources.map(|one| one.provenance.source.as_deref());
    let sources: Vec<_> = sources.collect();
    assert_eq!(sources, [Some("a letter"), Some("a law"), Some("a talk")]);
    let assumed = scenario.assumptions.iter();
    let assumed = assumed.filter(|one| one.path.as_deref() != Some("coverage"));
    let assumed = assumed.map(|one| (one.text.en.as_str(), one.source.as_deref()));
    assert_eq!(
        assumed.collect::<Vec<_>>(),
        [(
            "`component.base.amount` = 1_000 is an assumption",
            Some("a letter")
        )]
    );
}
