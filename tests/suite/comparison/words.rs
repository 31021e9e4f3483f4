//! What a comparison says: notices, both languages, width, and what cannot be compared.

use verdeel::study::{Format, Lang, Level};

use super::{Asked, list};
use crate::runs::Run;
use crate::source::names_in;

/// Two partnerships under a pot that is too small, or not.
const WORLD: &str = r#"
title = "t"
years = ["2022/2023"]
coverage = "complete"
[[region]]
id = "a"
[[region]]
id = "b"
[[partnership]]
id = "p"
students = { a = 100 }
[[partnership]]
id = "q"
students = { b = 200 }
[[component]]
id = "rate"
amount = 10
per = "student"
when = { students = { at-least = 60 } }
[[division]]
id = "pot"
pot = 1_500
pays = ["rate"]
"#;

#[test]
fn a_model_that_changes_nothing_says_why() {
    let table = [
        ("", "it sets the same as base", "same-settings"),
        (
            "set = { component.rate.amount = 12 }",
            "pot pot is used up in both, and the claims share it alike",
            "pot-used-up",
        ),
    ];
    for (set, words, why) in table {
        let text = format!("{WORLD}[[variant]]\nid = \"v\"\n{set}\n");
        check(&text, words, why);
    }
    let ample = WORLD.replace("pot = 1_500", "pot = 9_000");
    let set = r#"set = { "component.rate.when.students.at-least" = 70 }"#;
    let words = "on this data `component.rate.when.students.at-least` has no effect";
    check(
        &format!("{ample}[[variant]]\nid = \"v\"\n{set}\n"),
        words,
        "no-effect",
    );
    // What lies in another region is the same to partnerships, not to regions.
    let apart = "[[division]]\nid = \"apart\"\nfrom = \"partnership\"\nto = \"region\"\n\
        [[variant]]\nid = \"v\"\nset = { partnership.p.regions = [\"a\", \"b\"], \
        division.apart.key = \"equal\" }\n";
    check(&format!("{WORLD}{apart}"), "at this level", "other-level");
}

#[track_caller]
fn check(text: &str, words: &str, why: &str) {
    let asked = Asked::of(text);
    let shown = asked.text(Lang::En);
    assert!(
        shown.contains(&format!("v changes nothing: {words}")),
        "{shown}"
    );
    let notices = asked.json()["notices"].clone();
    assert_eq!(
        (&notices[0]["notice"], &notices[0]["why"]),
        (&"nothing-changes".into(), &why.into())
    );
}

#[test]
fn who_exists_in_one_model_only_is_told() {
    let asked = Asked::of_file("scenarios/examples/first-run.toml");
    let shown = asked.text(Lang::Nl);
    assert!(
        shown.contains("- office komt niet voor in base en krijgt daar € 0"),
        "{shown}"
    );
    let notice = asked.json()["notices"][0].clone();
    assert_eq!(
        (&notice["recipient"], &notice["models"][0]),
        (&"office".into(), &"base".into())
    );
}

#[test]
fn a_comparison_describes_and_recommends_nothing() {
    for name in names_in("scenarios/examples") {
        let path = format!("scenarios/examples/{name}");
        let asked = Asked {
            is_short: name != "four-models.toml",
            ..Asked::of_file(&path)
        };
        for lang in [Lang::Nl, Lang::En] {
            let shown = asked.text(lang).to_lowercase();
            for word in [
                "winn",
                "verliezer",
                "loser",
                "aanbevol",
                "recommend",
                "beste",
                "best ",
            ] {
                assert!(!shown.contains(word), "{path} says {word}");
            }
        }
    }
}

#[test]
fn tables_of_four_models_fit_a_hundred_columns() {
    let asked = Asked::of_file("scenarios/examples/four-models.toml");
    for lang in [Lang::Nl, Lang::En] {
        let shown = asked.text(lang);
        let tables = shown.split("\n\n").filter(|part| part.contains('─'));
        let widths =
            tables.flat_map(|table| table.lines().skip(1).map(|line| line.chars().count()));
        assert!(widths.max() <= Some(100), "{shown}");
        // None was broken into blocks: every head stands once in each table.
        let heads = shown
            .lines()
            .filter(|line| line.split_whitespace().take(2).eq(["base", "per-student"]));
        assert_eq!(heads.count(), 5, "{shown}");
    }
}

#[test]
fn the_break_even_sizes_of_the_example_are_told() {
    // 100,000 / (1,250 - 955) is just under 339; below 60 students the old scheme pays nothing.
    let shown = Asked::of_file("scenarios/examples/four-models.toml").text(Lang::En);
    let line = "de-es, 150 students, per-student: loses; up to 59 gains; from 339 gains";
    assert!(shown.contains(line), "{shown}");
}

#[test]
fn titles_and_questions_are_told_in_the_language_asked_for() {
    let own = "title = \"Titel\"\ntitle-en = \"Title\"\nquestion = \"Waarom?\"\n\
        question-en = \"Why?\"\n";
    let variants = "[[variant]]\nid = \"v\"\ntitle = \"Variant vee\"\n\
        title-en = \"Variant vee in English\"\nset = { component.rate.amount = 12 }\n\
        [[variant]]\nid = \"w\"\ntitle = \"Alleen zo\"\nset = { component.rate.amount = 9 }\n";
    let world = WORLD.replace("title = \"t\"\n", own) + variants;
    let asked = Asked::of(&world);
    let dutch = "Titel\nWaarom?\n- v: Variant vee\n- w: Alleen zo\n\n";
    let english = "Title\nWhy?\n- v: Variant vee in English\n- w: Alleen zo\n\n";
    for (lang, head) in [(Lang::Nl, dutch), (Lang::En, english)] {
        let shown = asked.text(lang);
        assert!(shown.starts_with(head), "{shown}");
    }
    let document = asked.json();
    let titles = list(&document["models"]).iter();
    let titles: Vec<_> = titles
        .map(|one| (&one["title"], &one["title_en"]))
        .collect();
    let expected = ["Titel", "Title", "Variant vee", "Variant vee in English"];
    assert_eq!(titles[0], (&expected[0].into(), &expected[1].into()));
    assert_eq!(titles[1], (&expected[2].into(), &expected[3].into()));
    assert_eq!(
        (&document["scenario"], &document["scenario_en"]),
        (&expected[0].into(), &expected[1].into())
    );
}

#[test]
fn a_title_that_is_replaced_takes_its_translation_along() {
    let variant = "[[variant]]\nid = \"v\"\ntitle = \"v\"\ntitle-en = \"vee\"\n";
    let below = WORLD.replace("title = \"t\"", "title = \"t\"\ntitle-en = \"tee\"") + variant;
    let above = "extends = \"below.toml\"\ntitle = \"u\"\n[[variant]]\nid = \"v\"\n\
        title = \"w\"\n";
    let same = "extends = \"below.toml\"\n";
    for (text, titles) in [
        (above, ["u", "u", "w", "w"]),
        (same, ["t", "tee", "v", "vee"]),
    ] {
        let run = Run::with(text, &[("below.toml", &below)]);
        let said = list(run.variants_json()).iter();
        let said = said.flat_map(|one| [&one["title"], &one["title_en"]]);
        assert_eq!(said.collect::<Vec<_>>(), titles);
    }
}

#[test]
fn sentences_are_folded_at_the_width_of_the_screen() {
    let asked = Asked::of_file("scenarios/examples/two-regions.toml");
    for lang in [Lang::Nl, Lang::En] {
        let shown = asked.text(lang);
        let wide = shown.lines().filter(|line| line.chars().count() > 100);
        assert_eq!(wide.collect::<Vec<_>>(), [""; 0], "{shown}");
    }
}

#[test]
fn what_cannot_be_compared_is_refused_with_a_hint() {
    let later =
        "[[variant]]\nid = \"later\"\nset = { years = [\"2023/2024\"], growth = \"0 %\" }\n";
    let (alone, later) = (WORLD.to_owned(), format!("{WORLD}{later}"));
    let four = "scenarios/examples/four-models.toml";
    let table = [
        (Asked::of(&alone), "one model cannot be compared"),
        (
            Asked::of(&later),
            "variant `later` is about 2023/2024 and `base` about 2022/2023",
        ),
        (
            Asked {
                models: &["per-studnet"],
                ..Asked::of_file(four)
            },
            "unknown variant `per-studnet`",
        ),
        (
            Asked {
                models: &["keep-95", "base-first", "keep-95"],
                ..Asked::of_file(four)
            },
            "`keep-95` is given twice under `--models`",
        ),
        (
            Asked {
                break_even: &["de-es", "de-es"],
                ..Asked::of_file(four)
            },
            "`de-es` is given twice under `--break-even`",
        ),
        (
            Asked {
                break_even: &["nobody"],
                ..Asked::of_file(four)
            },
            "unknown partnership `nobody`",
        ),
        (
            Asked {
                baseline: Some("nothing"),
                ..Asked::of_file(four)
            },
            "unknown variant `nothing`",
        ),
        (
            Asked {
                level: Level::Institute,
                ..Asked::of_file(four)
            },
            "money reaches the level `institute`",
        ),
    ];
    for (asked, words) in table {
        let failure = asked.answer(Format::Table, Lang::En).expect_err(words);
        assert!(failure.text.contains(words), "{}", failure.text);
        assert!(failure.text.contains("\nhint: "), "{}", failure.text);
    }
}

#[test]
fn models_come_in_the_order_asked_for_behind_the_baseline() {
    let asked = Asked {
        baseline: Some("keep-95"),
        models: &["base-first", "keep-95", "base"],
        ..Asked::of_file("scenarios/examples/four-models.toml")
    };
    let document = asked.json();
    let ids = list(&document["models"])
        .iter()
        .map(|model| model["id"].as_str());
    let ids: Vec<&str> = ids.map(Option::unwrap_or_default).collect();
    assert_eq!(ids, ["keep-95", "base-first", "base"]);
}
