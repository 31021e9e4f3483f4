//! Who gets nothing from a component for want of heads: told by `check` at its place, and by `run`
//! below the amounts.

use verdeel::study::{self, Format, Lang, Look, Manner, RunQuestion};

use crate::runs::{PATH, read_text};

/// A region needs 150 students and side entrants, a partnership 60 students.
///
/// | who | students | side entrants | gets |
/// | --- | ---: | ---: | --- |
/// | region x, with p | 120 | 5 | nothing for 125 |
/// | region y, with q | 200 | 0 | 250,000 |
/// | p | 120 | | 100,000 |
/// | q | 200 | | 100,000 |
/// | region z, with nobody | 0 | 0 | nothing, which surprises nobody |
const WORLD: &str = r#"
title = "thresholds"
years = ["2025", "2026"]
growth = "0 %"
coverage = "complete"
[[region]]
id = "x"
[[region]]
id = "y"
[[region]]
id = "z"
[[partnership]]
id = "p"
students = { x = 120 }
side-entrants = { x = 5 }
[[partnership]]
id = "q"
students = { y = 200 }
[[component]]
id = "per-student"
amount = 1_250
per = "student-or-side-entrant"
to = "region"
when = { students-and-side-entrants = { at-least = 150 } }
[[component]]
id = "base"
amount = 100_000
when = { students = { at-least = 60 } }
[[division]]
id = "pot"
pays = ["per-student", "base"]
"#;

fn manner(lang: Lang) -> Manner {
    Manner {
        format: Format::Table,
        look: Look { lang, width: 200 },
        colour: false,
    }
}

#[track_caller]
fn checked(text: &str, lang: Lang) -> String {
    let answer = study::check(PATH, manner(lang), &|path| read_text(path, text));
    answer
        .unwrap_or_else(|failure| panic!("{}", failure.text))
        .text
}

#[track_caller]
fn ran(text: &str, lang: Lang) -> String {
    let question = RunQuestion {
        paths: vec![PATH.to_owned()],
        variant: None,
    };
    let answer = study::run(&question, manner(lang), &|path| read_text(path, text));
    answer
        .unwrap_or_else(|failure| panic!("{}", failure.text))
        .text
}

const MISSED: [(Lang, &str); 2] = [
    (
        Lang::Nl,
        "onderwijsregio `x` krijgt niets uit `per-student`: 125 studenten en zij-instromers, \
         minimaal 150 nodig",
    ),
    (
        Lang::En,
        "education region `x` gets nothing from `per-student`: 125 students and side entrants, \
         at least 150 needed",
    ),
];

#[test]
fn a_region_with_too_few_heads_is_told_once_by_check_and_once_a_year_by_run() {
    for (lang, sentence) in MISSED {
        let told = checked(WORLD, lang);
        assert_eq!(told.matches(sentence).count(), 1, "{told}");
        assert_eq!(told.matches("too-few-heads").count(), 1, "{told}");
        // At the place of the region.
        assert!(told.contains("7 | id = \"x\""), "{told}");
        let told = ran(WORLD, lang);
        assert_eq!(told.matches(sentence).count(), 2, "{told}");
    }
}

#[test]
fn who_reaches_the_number_or_has_nobody_at_all_is_not_told() {
    let enough = WORLD.replace("side-entrants = { x = 5 }", "side-entrants = { x = 30 }");
    for told in [checked(&enough, Lang::En), ran(&enough, Lang::En)] {
        assert!(!told.contains("gets nothing"), "{told}");
    }
}

#[test]
fn a_variant_in_which_alone_it_happens_is_named() {
    let set = "[[variant]]\nid = \"smaller\"\nset = { partnership.p.students.x = 50 }\n";
    let told = checked(&format!("{WORLD}{set}"), Lang::En);
    let sentence = "partnership `p` gets nothing from `base`: 50 students, at least 60 needed";
    assert!(told.contains(sentence), "{told}");
    assert!(told.contains("in variant `smaller`"), "{told}");
    let told = ran(&format!("{WORLD}{set}"), Lang::En);
    assert!(told.contains(&format!("smaller: {sentence}")), "{told}");
}

#[test]
fn of_many_a_few_are_told_and_the_rest_is_counted() {
    // Eight partnerships of 10 students each: all below 60.
    let small = (1..=8).map(|number| {
        format!("[[partnership]]\nid = \"small-{number}\"\nstudents = {{ y = 10 }}\n")
    });
    let many = WORLD
        .replace(
            "id = \"p\"\nstudents = { x = 120 }",
            "id = \"p\"\nstudents = { x = 145 }",
        )
        .replace(
            "[[component]]\nid = \"per-student\"",
            &format!(
                "{}[[component]]\nid = \"per-student\"",
                small.collect::<String>()
            ),
        );
    let told = checked(&many, Lang::En);
    assert_eq!(
        told.matches("gets nothing from `base`").count(),
        5,
        "{told}"
    );
    let rest = "3 more recipients get nothing from a component";
    assert!(told.contains(rest), "{told}");
    assert!(ran(&many, Lang::En).contains(rest));
}
