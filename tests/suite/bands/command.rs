//! `verdeel simulate` and `verdeel explain --draw` as they are called.

use std::process::{Command, Output};

use serde_json::{Value, json};

use super::files::hold_to_schema;
use crate::source::root;

const FILE: &str = "scenarios/examples/two-regions.toml";

fn call(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_verdeel"))
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("it starts")
}

pub(super) fn said(arguments: &[&str]) -> String {
    let output = call(arguments);
    let fault = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}\n{fault}");
    String::from_utf8(output.stdout).expect("text")
}

pub(super) fn parsed(arguments: &[&str]) -> Value {
    serde_json::from_str(&said(arguments)).expect("JSON")
}

#[test]
fn a_wrong_question_ends_with_two_and_says_what_to_do() {
    let table: [(&[&str], &str); 17] = [
        (&["--draws", "0"], "nothing to tell of no draws"),
        (&["--draws", "many"], "neither a whole number"),
        (&["--draws", "-1"], "unexpected argument"),
        (&["--seed", "one"], "invalid digit"),
        (&["--precision", "1%"], "--draws auto"),
        (&["--draws", "10", "--precision", "1%"], "--draws auto"),
        (&["--draws", "auto", "--precision", "x"], "no precision"),
        (&["--draws", "auto", "--precision", "0"], "no precision"),
        (&["--draws", "auto", "--precision", "100%"], "no precision"),
        (&["--quantiles", "0.5,1.5"], "`1.5` is no quantile"),
        (&["--variant", "nobody"], "unknown variant `nobody`"),
        (&["--baseline", "nobody"], "unknown variant `nobody`"),
        (&["--only-draw", "3", "--draws", "3"], "the numbers 0 to 2"),
        (&["--vintages"], "there are counts of one school year"),
        (&["--only-draw", "first"], "invalid digit"),
        (
            &["--only-draw", "1", "--out", "one.parquet"],
            "one draw cannot be written as Parquet\nhint: choose .json, .csv or text",
        ),
        (
            &["--only-draw", "1", "--baseline", "base"],
            "cannot be used with '--baseline",
        ),
    ];
    for (arguments, says) in table {
        let output = call(&[&["simulate", FILE, "--lang", "en"], arguments].concat());
        let fault = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}\n{fault}");
        assert!(fault.contains(says), "{arguments:?}\n{fault}");
        assert!(output.stdout.is_empty());
    }
    for arguments in [&["--seed", "2"][..], &["--draw", "x"]] {
        let output = call(&[&["explain", FILE, "--recipient", "de-es"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_scenario_without_anything_uncertain_has_one_future() {
    let run = parsed(&["run", FILE, "--format", "json"]);
    let simulated = parsed(&["simulate", FILE, "--draws", "50", "--format", "json"]);
    hold_to_schema(&simulated);
    assert_eq!(
        (&simulated["draws"], &simulated["seed"]),
        (&50.into(), &1.into())
    );
    let awards = run["variants"][1]["years"][0]["awards"]
        .as_array()
        .expect("awards");
    let linde = awards
        .iter()
        .filter(|award| award["recipient"] == "de-linde");
    let cents = linde.map(|award| {
        let amount = award["amount"]
            .as_str()
            .expect("an amount")
            .replace('.', "");
        amount.parse::<i64>().expect("cents")
    });
    let cents: i64 = cents.sum();
    let series = simulated["variants"][1]["series"]
        .as_array()
        .expect("series");
    let whole = series.iter().find(|one| {
        one["recipient"] == "de-linde"
            && one["component"].is_null()
            && one["region"].is_null()
            && one["year"] == "2022/2023"
    });
    let whole = whole.expect("a band of de-linde");
    let mean = format!("{}.{:02}", cents / 100, cents % 100);
    assert_eq!(whole["mean"], mean.as_str());
    assert_eq!(whole["sd"], "0.00");
    // 250,000 under the scheme of 2025 instead of 287,312.74: in every future.
    assert_eq!(whole["probabilities"]["loses"], "1/1");
}

/// A national pot of 600,000 in a scenario that knows one partnership of the country.
const ONE_OF_MANY: &str = r#"
title = "One of many"
years = ["2025"]
[[region]]
id = "noord"
[[partnership]]
id = "p"
students = { noord = 100 }
[[component]]
id = "per-student"
amount = 10
per = "student"
[[division]]
id = "national"
pot = 600_000
pays = ["per-student"]
"#;

/// An uncertain amount at a path.
fn uncertain(path: &str) -> String {
    format!(
        "[[uncertain]]\nid = \"u\"\npath = \"{path}\"\n\
         distribution = {{ kind = \"normal\", mean = 10, sd = 1 }}\n"
    )
}

#[test]
fn a_ceiling_that_is_not_evaluated_is_told_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("world.toml");
    let path = path.to_str().expect("a path");
    let (pot, amount) = (
        uncertain("division.national.pot"),
        uncertain("component.per-student.amount"),
    );
    let whole = ONE_OF_MANY.replace("[[region]]", "coverage = \"complete\"\n[[region]]");
    let told = "\n- The ceiling `national` (€600,000) is not evaluated, because the rest of the \
        country is missing: add `[[others]]` or `coverage = \"complete\"`.";
    let drawn = " That it is uncertain therefore changes no amount.\n";
    for (text, is_told, is_drawn) in [
        (format!("{ONE_OF_MANY}{pot}"), true, true),
        (format!("{ONE_OF_MANY}{amount}"), true, false),
        (format!("{whole}{amount}"), false, false),
    ] {
        std::fs::write(path, text).expect("a file");
        let asked = ["simulate", path, "--draws", "2", "--lang", "en"];
        let text = said(&asked).replace("\n  ", " "); // As it was before it was folded.
        assert_eq!(text.contains(told), is_told, "{text}");
        assert_eq!(text.contains(drawn), is_drawn, "{text}");
        let document = parsed(&[&asked[..], &["--format", "json"]].concat());
        hold_to_schema(&document);
        let expected = match is_told {
            true => json!([{
                "pot": "national", "least": "600000.00", "most": "600000.00",
                "is_drawn": is_drawn,
            }]),
            false => json!([]),
        };
        assert_eq!(document["variants"][0]["unevaluated"], expected);
    }
}

#[test]
fn a_region_that_receives_nothing_is_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("world.toml");
    let path = path.to_str().expect("a path");
    let empty = ONE_OF_MANY.replace(
        "[[partnership]]",
        "[[region]]\nid = \"leeg\"\n[[partnership]]",
    );
    std::fs::write(path, empty).expect("a file");
    for (id, says) in [
        (
            "leeg",
            "region `leeg` itself receives no money in this scenario\n",
        ),
        ("nobody", "unknown recipient `nobody`\n"),
    ] {
        let output = call(&["explain", path, "--recipient", id, "--lang", "en"]);
        assert_eq!(output.status.code(), Some(2), "{id}");
        let fault = String::from_utf8_lossy(&output.stderr);
        assert!(fault.contains(says), "{fault}");
    }
}

#[test]
fn earlier_counts_are_asked_for_by_an_option() {
    let uncertain = "scenarios/examples/uncertain.toml";
    let asked = ["simulate", uncertain, "--draws", "10", "--format", "json"];
    let document = parsed(&[&asked[..], &["--vintages"]].concat());
    hold_to_schema(&document);
    assert_eq!(document["vintages"]["years"][2]["counted"], "2021/2022");
    assert!(parsed(&asked)["vintages"].is_null());
    let output = call(&["simulate", FILE, "--vintages", "--only-draw", "1"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_answer_says_how_to_make_it_again_with_what_was_asked() {
    let uncertain = "scenarios/examples/uncertain.toml";
    let plain = ["simulate", uncertain, "--draws", "10", "--seed", "3"];
    let start = format!("verdeel simulate {uncertain}");
    let table: [(&[&str], &str, &str); 3] = [
        (&[], "", ""),
        (
            &["--variant", "no-base", "--quantiles", "0.1,90 %"],
            " --variant no-base --quantiles 0.1,90%",
            " --variant no-base",
        ),
        (
            &["--baseline", "no-base", "--vintages"],
            " --baseline no-base --vintages",
            "",
        ),
    ];
    for (asked, all, one) in table {
        let text = said(&[&plain[..], asked, &["--lang", "en"]].concat());
        let unfolded = text.replace("\n    ", " ");
        let lines = format!(
            "Again, and one draw:\n  {start} --draws 10 --seed 3{all}\n  {start} --seed 3{one} \
             --only-draw 0\n"
        );
        assert!(unfolded.ends_with(&lines), "{text}");
    }
}

#[test]
fn one_variant_is_simulated_beside_the_baseline_in_the_order_of_the_file() {
    let ids = |arguments: &[&str]| {
        let asked = ["simulate", FILE, "--draws", "10", "--format", "json"];
        let simulated = parsed(&[&asked, arguments].concat());
        let variants = simulated["variants"].as_array().expect("variants").iter();
        let ids = variants.map(|one| one["id"].as_str().expect("an id"));
        (
            ids.collect::<Vec<_>>().join(" "),
            simulated["baseline"].clone(),
        )
    };
    let table = [
        (&["--variant", "regional"][..], "base regional", "base"),
        (&["--variant", "base"], "base", "base"),
        (
            &["--variant", "regional", "--baseline", "rate-1050"],
            "regional rate-1050",
            "rate-1050",
        ),
        (&[], "base regional zuid-equal rate-1050", "base"),
    ];
    for (arguments, expected, baseline) in table {
        assert_eq!(ids(arguments), (expected.to_owned(), baseline.into()));
    }
}

#[test]
fn one_draw_is_shown_as_a_run_and_explained() {
    let arguments = ["simulate", FILE, "--only-draw", "4211", "--seed", "9"];
    let run = parsed(&[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(run["schema"], "verdeel/run@1");
    assert_eq!(
        (&run["receipt"]["seed"], &run["receipt"]["draw"]),
        (&9.into(), &4211.into())
    );
    let plain = parsed(&["run", FILE, "--format", "json"]);
    assert_eq!(run["variants"], plain["variants"]);
    assert!(plain["receipt"]["draw"].is_null());
    let sentence = "één mogelijke toekomst: trekking 4211 met seed 9\n";
    assert!(said(&arguments).contains(sentence));
    let asked = [
        "explain",
        FILE,
        "--recipient",
        "de-linde",
        "--draw",
        "4211",
        "--seed",
        "9",
    ];
    let explained = said(&asked);
    assert!(explained.starts_with(sentence), "{explained}");
    let plain = said(&["explain", FILE, "--recipient", "de-linde"]);
    assert_eq!(
        explained.split_once("\n\n").map(|(_, rest)| rest),
        Some(plain.as_str())
    );
    let document = parsed(&[&asked[..], &["--format", "json"]].concat());
    assert_eq!(
        (&document["seed"], &document["draw"]),
        (&9.into(), &4211.into())
    );
}

#[test]
fn a_draw_says_which_events_happen_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("s.toml").to_string_lossy().into_owned();
    let text = "years = [\"2025\"]\n[[region]]\nid = \"a\"\n[[partnership]]\nid = \"p\"\n\
        students = { a = 100 }\n[[partnership]]\nid = \"q\"\nstudents = { a = 50 }\n\
        [[component]]\nid = \"rate\"\namount = 10\nper = \"student\"\n\
        [[division]]\nid = \"all\"\npays = [\"rate\"]\n\
        [[event]]\nid = \"fusion\"\nname = \"p en q fuseren\"\nprobability = CHANCE\n\
        merge = [\"p\", \"q\"]\n";
    for (chance, ids, says, amount) in [
        (
            "1",
            json!(["fusion"]),
            "dit gebeurt: p en q fuseren\n",
            "1500.00",
        ),
        (
            "0",
            json!([]),
            "geen van de gebeurtenissen doet zich voor\n",
            "1000.00",
        ),
    ] {
        std::fs::write(&path, text.replace("CHANCE", chance)).expect("written");
        let run = parsed(&["simulate", &path, "--only-draw", "3", "--format", "json"]);
        let variant = &run["variants"][0];
        assert_eq!(variant["happened"], ids);
        assert_eq!(variant["years"][0]["awards"][0]["amount"], amount);
        let asked = ["explain", &path, "--recipient", "p", "--draw", "3"];
        assert!(said(&asked).contains(says), "{chance}");
        assert!(said(&["simulate", &path, "--only-draw", "3"]).contains(says));
        let simulated = parsed(&["simulate", &path, "--draws", "20", "--format", "json"]);
        hold_to_schema(&simulated);
        assert_eq!(simulated["events"][0]["happens"], format!("{chance}/1"));
    }
    assert!(parsed(&["run", &path, "--format", "json"])["variants"][0]["happened"].is_null());
}

#[test]
fn the_ending_of_the_file_decides() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let table: [(&str, &[&str], &[u8]); 6] = [
        ("a.json", &[], b"{"),
        ("a.csv", &[], b"file,variant"),
        ("a.parquet", &[], b"PAR1"),
        ("a.txt", &[], b"Twee regio's"),
        ("b.csv", &["--format", "csv"], b"file,variant"),
        ("b.txt", &["--format", "csv"], b"file,variant"),
    ];
    for (name, more, start) in table {
        let path = path(name);
        let asked = ["simulate", FILE, "--draws", "10", "--out", &path];
        assert_eq!(said(&[&asked[..], more].concat()), "");
        let bytes = std::fs::read(&path).expect("a file");
        assert!(bytes.starts_with(start), "{name}");
    }
    let kept = path("draws.parquet");
    said(&["simulate", FILE, "--draws", "10", "--keep-draws", &kept]);
    assert!(std::fs::read(&kept).expect("a file").starts_with(b"PAR1"));
    let nowhere = path("no-such-folder/draws.parquet");
    let output = call(&["simulate", FILE, "--draws", "10", "--keep-draws", &nowhere]);
    assert_eq!(output.status.code(), Some(4));
}

#[test]
fn check_refuses_a_world_that_simulate_refuses() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("s.toml").to_string_lossy().into_owned();
    // 60 students at a hundred billion euros are six trillion; ten trillion is the most that a
    // division may pay, so either event may happen, and both may not.
    let event = |id: &str, chance: &str| {
        format!(
            "[[event]]\nid = \"{id}\"\nprobability = {chance}\n\
             set = {{ component.{id}.amount = 100_000_000_000 }}\n"
        )
    };
    let text = "years = [\"2025\"]\n[[region]]\nid = \"r\"\n[[partnership]]\nid = \"p\"\n\
        students = { r = 60 }\n[[component]]\nid = \"a\"\namount = 1\nper = \"student\"\n\
        [[component]]\nid = \"b\"\namount = 1\nper = \"student\"\n\
        [[division]]\nid = \"all\"\npays = [\"a\", \"b\"]\n";
    for (chances, code) in [(["0.5", "0.5"], 3), (["0.5", "0"], 0), (["1", "1"], 3)] {
        let [a, b] = [event("a", chances[0]), event("b", chances[1])];
        std::fs::write(&path, format!("{text}{a}{b}")).expect("written");
        let simulate: &[&str] = &["simulate", &path, "--draws", "64", "--lang", "en"];
        for arguments in [&["check", &path, "--lang", "en"], simulate] {
            let output = call(arguments);
            let fault = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(code), "{chances:?} {fault}");
            let says = "pays more than ten trillion euro in 2025";
            assert_eq!(fault.contains(says), code == 3, "{fault}");
        }
    }
}

#[test]
fn check_refuses_the_draws_that_simulate_refuses() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("s.toml").to_string_lossy().into_owned();
    let text = "years = [\"2025\"]\n[[region]]\nid = \"r\"\n\
        [[partnership]]\nid = \"p\"\nstudents = { r = 60 }\n\
        [[partnership]]\nid = \"q\"\nstudents = { r = 10 }\n\
        [[component]]\nid = \"a\"\namount = 1\nper = \"student\"\n\
        [[division]]\nid = \"all\"\npays = [\"a\"]\n";
    let merged = "[[event]]\nid = \"e\"\nprobability = 1\nmerge = [\"p\", \"q\"]\n";
    let uncertain = |id: &str, path: &str, distribution: &str| {
        format!(
            "[[uncertain]]\nid = \"{id}\"\npath = \"{path}\"\n\
             distribution = {{ {distribution} }}\n"
        )
    };
    let beta = "kind = \"beta\", alpha = 1_000_000, beta = 2";
    let wide = "kind = \"normal\", mean = 1, sd = 1_000_000_000_000";
    let some = "kind = \"uniform\", low = 1, high = 2";
    let table: [(String, &[&str]); 4] = [
        (uncertain("u", "component.a.amount", some), &[]),
        (
            uncertain("u", "component.a.amount", beta) + &uncertain("v", "division.all.pot", some),
            &[
                "nothing can be drawn from this distribution",
                "`division.all.pot` is no number",
            ],
        ),
        (
            uncertain("u", "component.a.amount", wide),
            &["in the farthest draw"],
        ),
        (
            merged.to_owned() + &uncertain("u", "partnership.q.previous", some),
            &["is no number that this scenario uses"],
        ),
    ];
    for (more, says) in table {
        std::fs::write(&path, format!("{text}{more}")).expect("written");
        let simulate: &[&str] = &["simulate", &path, "--draws", "64", "--lang", "en"];
        for (command, all) in [
            (&["check", &path, "--lang", "en"][..], true),
            (simulate, false),
        ] {
            let output = call(command);
            let fault = String::from_utf8_lossy(&output.stderr);
            let code = if says.is_empty() { 0 } else { 3 };
            assert_eq!(output.status.code(), Some(code), "{more}\n{fault}");
            for (at, says) in says.iter().enumerate() {
                assert!(fault.contains(says) || (at > 0 && !all), "{fault}");
            }
        }
    }
}

#[test]
fn the_usual_bands_stand_side_by_side_at_a_hundred_columns() {
    // Regions have up to ten million over two years.
    let text = crate::source::read("scenarios/examples/uncertain.toml");
    let text = ["60_000", "900", "725_000", "1_250", "640_000", "780_000"]
        .iter()
        .fold(text, |text, amount| {
            text.replace(amount, &format!("{amount}0"))
        });
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("s.toml").to_string_lossy().into_owned();
    let quantiles = "quantiles = [\"5 %\", \"50 %\", \"95 %\"]";
    assert!(text.contains(quantiles));
    std::fs::write(&path, text.replace(quantiles, "")).expect("written");
    for (lang, mean, region) in [("nl", "gemiddeld", "regio"), ("en", "mean", "region")] {
        let told = said(&["simulate", &path, "--draws", "20", "--lang", lang]);
        let is_head = |line: &&str| line.starts_with("  ") && line.ends_with("  95 %");
        let heads: Vec<&str> = told.lines().filter(is_head).collect();
        assert_eq!(heads.len(), 3, "{told}");
        assert!(heads.iter().all(|head| head.contains(mean)), "{told}");
        let millions =
            |line: &str| line.starts_with(region) && line.matches(['.', ',']).count() > 9;
        assert!(told.lines().any(millions), "{told}");
        assert!(
            told.lines().all(|line| line.chars().count() <= 100),
            "{told}"
        );
    }
}
