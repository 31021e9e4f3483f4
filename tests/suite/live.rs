//! The live file: what it carries comes out of it again, and nothing in it can break out.

use std::io::Read;

use flate2::read::GzDecoder;
use serde_json::{Value, json};
use verdeel::study::Lang;
use verdeel::web::{LiveFile, LiveQuestion, live};

use crate::source::{files_below, read, root};

/// Stands for an engine where none is needed.
const ENGINE: &[u8] = b"\x1f\x8b, were this one";

/// Names and texts with which a file would end early, if it let them.
const HOSTILE: &str = "</script><script>alert(1)</script><!--<script>\u{2028}]]>&lt;\"'[[engine]]";

fn live_of(text: &str) -> String {
    made_of(text).html
}

fn made_of(text: &str) -> LiveFile {
    let question = LiveQuestion {
        path: "folder/scenario.toml".to_owned(),
        baseline: None,
        models: Vec::new(),
        lang: Lang::En,
    };
    let read = |path: &str| match path {
        "folder/scenario.toml" => Ok(text.to_owned()),
        _ => Err("not there".to_owned()),
    };
    let made = live(&question, ENGINE, &read);
    made.unwrap_or_else(|why| panic!("{}", why.text))
}

fn example() -> String {
    read("scenarios/examples/two-regions.toml")
}

/// Returns the text of the element with an id.
fn element<'a>(file: &'a str, id: &str) -> &'a str {
    let begin = file.find(&format!("id=\"{id}\"")).expect("the element");
    let rest = file[begin..].split_once('>').expect("its beginning").1;
    rest.split_once("</").expect("its end").0
}

fn carried(file: &str, id: &str) -> Value {
    serde_json::from_str(element(file, id)).expect("JSON")
}

/// Returns the bytes that letters stand for: digits of numbers below 2^32, the highest first, from
/// the letters between `!` and `~` that mean nothing in HTML.
fn bytes_of(letters: &str) -> Vec<u8> {
    let digits: Vec<char> = ('!'..='~')
        .filter(|letter| !"\"&'/<>[\\`".contains(*letter))
        .collect();
    assert_eq!(digits.len(), 85);
    let letters: Vec<char> = letters.chars().collect();
    let groups = letters.chunks(5).flat_map(|group| {
        let filled = group.iter().chain(&['~'; 5]).take(5);
        let number = filled.fold(0_u64, |number, letter| {
            let digit = digits.iter().position(|digit| digit == letter);
            number * 85 + u64::try_from(digit.expect("a digit")).expect("small")
        });
        let bytes = u32::try_from(number).expect("32 bits").to_be_bytes();
        bytes.into_iter().take(group.len() - 1)
    });
    groups.collect()
}

#[test]
fn a_live_file_carries_scenario_engine_and_page() {
    let file = live_of(&example());
    let scenarios = carried(&file, "scenario");
    // Where it stood on the disk of the sender is nobody's business.
    assert_eq!(scenarios["origin"]["path"], "scenario.toml");
    assert_eq!(scenarios["origin"]["text"], example());
    // What is as it was sent stands there once.
    assert_eq!(scenarios["current"], json!({}));
    assert_eq!(bytes_of(element(&file, "engine")), ENGINE);
    let mut modules = String::new();
    GzDecoder::new(&*bytes_of(element(&file, "modules")))
        .read_to_string(&mut modules)
        .expect("packed");
    let modules: Value = serde_json::from_str(&modules).expect("JSON");
    let modules = modules.as_object().expect("modules");
    for asset in files_below(&["src/web/assets"], ".js") {
        let name = asset.path.rsplit('/').next().expect("a name");
        assert_eq!(
            modules.contains_key(&format!("verdeel/{name}")),
            !["unpack.js", "worker.js"].contains(&name),
            "{name}"
        );
    }
    assert_eq!(carried(&file, "shell"), read("src/web/live.html"));
}

#[test]
fn the_answer_stands_there_before_anything_runs() {
    let file = live_of(&example());
    let main = file
        .split_once("<main")
        .expect("main")
        .1
        .split_once("</main>")
        .expect("its end")
        .0;
    // What the README shows of `verdeel run`.
    for said in [
        "<h1>Two regions, three partnerships</h1>",
        "287,312.74",
        "id=\"partnerschappen\"",
    ] {
        assert!(main.contains(said), "{said} is not in {main}");
    }
    assert!(!main.contains("<script"));
}

#[test]
fn no_text_of_a_scenario_breaks_out_of_its_element() {
    let name = HOSTILE.replace('"', "\\\"");
    let text = example()
        .replace("Two regions, three partnerships", &name)
        .replace(
            "id       = \"de-es\"",
            &format!("id = \"de-es\"\nname = \"{name}\""),
        );
    let (plain, hostile) = (live_of(&example()), live_of(&text));
    for mark in ["<script", "</script", "<!--", "<style", "<main"] {
        let count = |file: &str| file.to_lowercase().matches(mark).count();
        assert_eq!(count(&hostile), count(&plain), "{mark}");
    }
    assert_eq!(carried(&hostile, "scenario")["origin"]["text"], text);
    let packed = element(&plain, "engine");
    assert_eq!(
        hostile.matches(packed).count(),
        1,
        "a slot in a text is no slot"
    );
}

#[test]
fn what_parties_can_live_with_is_not_in_a_live_file() {
    // Each number from 81 on tells of a floor; all that is not private stands where it stood.
    let parties = "# tot 81_000\n[[party]] # tot 82_000\nid = \"de-linde\"\n# tot 83_000\n\
                   votes = 2 # tot 84_000\nfloor = 85_000\n# tot 86_000\n\n# Wat volgt\n\
                   [[variant]]\nid = \"v\"\nset = { \"party.de-linde.floor\" = 87_000, \
                   \"component.per-student.amount\" = 900 }\n\n";
    let sourced = "[[party]]\nid = \"de-es\"\n[party.floor]\nvalue = 88_000\n# tot 89_000\n\n";
    let open = example();
    let (before, behind) = open.split_once("[[variant]]").expect("a variant");
    let text = format!(
        "{before}{parties}{sourced}[[variant]]{behind}\n[[party]]\nid = \"de-wilg\"\n\
         floor = 90_000\n# tot 91_000\n"
    );
    let listed = "party = [\n  # tot 92_000\n  { id = \"de-linde\", floor = 93_000 }, \
                  # tot 94_000\n  # tot 95_000\n]\n\n[set.party.de-linde]\n\
                  floor = 96_000\n\n[[region]]";
    let listed = open.replacen("[[region]]", listed, 1);
    for (text, kept) in [
        (
            &text,
            [
                "votes = 2",
                "# Wat volgt",
                "amount\" = 900",
                "id = \"de-wilg\"",
            ]
            .as_slice(),
        ),
        (&listed, &["party = ["]),
    ] {
        let LiveFile { html, aside } = made_of(text);
        for floor in 81..=96 {
            assert!(!html.contains(&format!("{floor}_000")), "{floor}: {html}");
        }
        assert!(aside.contains("`floor`"), "{aside}");
        let carried = carried(&html, "scenario")["origin"]["text"].clone();
        let carried = carried.as_str().expect("a text");
        for part in kept
            .iter()
            .copied()
            .chain(["synthetic counts", "# counted the school year"])
        {
            assert!(carried.contains(part), "{part}: {carried}");
        }
    }
    // Where there is nothing private nothing moves, and nothing is said.
    let votes = open.replacen("[[variant]]", "[[party]]\nid = \"de-es\"\n\n[[variant]]", 1);
    for text in [&open, &votes] {
        let LiveFile { html, aside } = made_of(text);
        assert_eq!(carried(&html, "scenario")["origin"]["text"], text.as_str());
        assert_eq!(aside, "");
    }
}

#[test]
fn what_may_run_bears_a_number_that_depends_on_all_there_is() {
    let number = |file: &str| {
        let rest = file.split_once("'nonce-").expect("a policy").1;
        rest.split_once('\'').expect("its end").0.to_owned()
    };
    let (one, again) = (live_of(&example()), live_of(&example()));
    assert_eq!(one, again, "equal files are equal bytes");
    let other = live_of(&example().replace("zuid = 60", "zuid = 61"));
    assert_eq!(number(&one).len(), 32);
    assert_ne!(number(&one), number(&other));
    let runs = one.matches("<script").count() + one.matches("<style").count();
    let inert = one.matches("<script type=\"application/").count()
        + one.matches("<script type=\"text/plain\"").count();
    let numbered = one.matches(&format!("nonce=\"{}\"", number(&one))).count();
    assert_eq!(numbered, runs - inert);
}

#[test]
fn every_module_imports_the_others_as_a_live_file_finds_them() {
    for asset in files_below(&["src/web/assets"], ".js") {
        let lines = asset.text.lines();
        let imports = lines.filter(|line| line.starts_with("import") || line.starts_with("} from"));
        for line in imports.chain(
            asset
                .text
                .lines()
                .filter(|line| line.starts_with("export {")),
        ) {
            let path = line.split_once(" from '").map(|(_, rest)| rest);
            let is_known = path.is_none_or(|path| {
                let name = path
                    .strip_prefix("./")
                    .and_then(|name| name.strip_suffix("';"));
                name.is_some_and(|name| root().join("src/web/assets").join(name).is_file())
            });
            assert!(
                is_known && !line.contains("import("),
                "{}: {line}",
                asset.path
            );
        }
    }
}
