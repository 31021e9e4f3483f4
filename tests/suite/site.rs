//! The folder that `verdeel site` writes: everything is in it, in both languages, every link leads
//! somewhere, and nothing comes from elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::OnceLock;

use verdeel::study::{QUESTIONS, SCENARIOS, SCHEMES};
use verdeel::web::site;

use crate::source::{paths_below, read, root};

/// The languages and the names of their parts.
const LANGUAGES: [(&str, [&str; 4]); 2] = [
    ("nl", ["vragen", "regelingen", "gidsen", "galerij"]),
    ("en", ["questions", "schemes", "guides", "gallery"]),
];

/// Returns the folder, with an engine that is none.
fn folder() -> &'static BTreeMap<String, Vec<u8>> {
    static FOLDER: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let files = site(b"engine").expect("a site");
        let count = files.len();
        let files: BTreeMap<String, Vec<u8>> = files.into_iter().collect();
        assert_eq!(files.len(), count, "two files have one name");
        files
    })
}

fn text(path: &str) -> &'static str {
    let file = folder().get(path).unwrap_or_else(|| panic!("no {path}"));
    std::str::from_utf8(file).expect("UTF-8")
}

/// Returns every page by its path.
fn pages() -> Vec<(&'static str, &'static str)> {
    let pages = folder().keys().filter(|path| path.ends_with(".html"));
    pages.map(|path| (path.as_str(), text(path))).collect()
}

/// Returns the values of an attribute, with the tag it is in.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<(&'a str, String)> {
    let mut found = Vec::new();
    for tag in page
        .split('<')
        .filter_map(|part| Some(part.split_once('>')?.0))
    {
        let name = tag.split(char::is_whitespace).next().unwrap_or_default();
        let start = format!(" {attribute}=\"");
        if let Some((_, rest)) = tag.split_once(start.as_str()) {
            let value = rest.split('"').next().unwrap_or_default();
            found.push((name, value.replace("&amp;", "&")));
        }
    }
    found
}

/// Returns a path of the folder, of a link in one of its pages.
fn resolved(page: &str, link: &str) -> String {
    let mut steps: Vec<&str> = page.split('/').collect();
    steps.pop();
    for step in link.split('/') {
        match step {
            ".." => assert!(steps.pop().is_some(), "{page}: {link} leaves the folder"),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[test]
fn every_link_leads_to_a_file_of_the_folder_and_a_place_in_it() {
    let (mut seen, mut broken) = (0, Vec::new());
    for (path, page) in pages() {
        let links = ["href", "src"].map(|attribute| values(page, attribute));
        for (_, link) in links.into_iter().flatten() {
            if ["https://", "http://", "data:"]
                .iter()
                .any(|other| link.starts_with(other))
            {
                continue;
            }
            seen += 1;
            let (file, place) = link.split_once('#').unwrap_or((&link, ""));
            let file = if file.is_empty() {
                path.to_owned()
            } else {
                resolved(path, file)
            };
            let is_there = folder().contains_key(&file);
            // The page itself reads what stands behind the sign as what to open.
            let is_place = file == "index.html"
                || place.is_empty()
                || !is_there
                || text(&file).contains(&format!("id=\"{place}\""));
            if !is_there || !is_place {
                broken.push(format!("{path}: {link}"));
            }
        }
    }
    assert!(seen > 500, "only {seen} links");
    assert_eq!(broken, [""; 0]);
}

#[test]
fn what_opens_live_is_in_the_library() {
    let mut opened = BTreeSet::new();
    for (path, page) in pages() {
        for (_, link) in values(page, "href") {
            let Some((_, asked)) = link.split_once("index.html#path=") else {
                continue;
            };
            let name = asked.split('&').next().unwrap_or_default();
            let name = name.replace("%3A", ":").replace("%2F", "/");
            let is_question = QUESTIONS
                .iter()
                .any(|(id, _)| name == format!("question:{}", id.to_uppercase()));
            let is_scenario = SCENARIOS.iter().any(|(own, _)| *own == name);
            assert!(is_question || is_scenario, "{path}: {name}");
            let is_english = path.starts_with("en/");
            assert_eq!(asked.contains("lang=en"), is_english, "{path}: {link}");
            opened.insert(name);
        }
    }
    assert!(opened.len() >= QUESTIONS.len() + 5, "{opened:?}");
}

#[test]
fn nothing_comes_from_elsewhere() {
    for (path, page) in pages() {
        let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ";
        assert!(page.contains(policy), "{path}");
        // A reader may go elsewhere by a link; the page itself goes nowhere.
        for attribute in ["src", "href", "srcset", "action", "poster"] {
            for (tag, value) in values(page, attribute) {
                let is_far = value.contains("//") || value.starts_with('/');
                assert!(!is_far || tag == "a", "{path}: {tag} {value}");
            }
        }
        for mark in ["<style", " style=\"", " onclick", "<iframe", "<form"] {
            let is_there = page.contains(mark);
            assert!(!is_there, "{path} has {mark}");
        }
        let scripts = values(page, "type").into_iter();
        let scripts = scripts.filter(|(tag, _)| *tag == "script").count();
        assert_eq!(scripts, usize::from(path == "index.html"), "{path}");
    }
    let page = text("index.html");
    for part in [
        "connect-src 'self'",
        "worker-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert_eq!(folder()["engine.bin"], b"engine");
}

#[test]
fn every_question_scheme_and_guide_has_its_pages() {
    for (lang, parts) in LANGUAGES {
        for part in parts {
            assert!(folder().contains_key(&format!("{lang}/{part}/index.html")));
        }
        for (name, toml) in QUESTIONS {
            let page = text(&format!("{lang}/{}/{name}.html", parts[0]));
            assert!(
                page.contains(&format!("path=question%3A{}", name.to_uppercase())),
                "{name}"
            );
            assert_eq!(text(&format!("scenarios/questions/{name}.toml")), toml);
        }
        for (name, toml) in SCHEMES {
            let page = text(&format!("{lang}/{}/{name}.html", parts[1]));
            let sentences = page.matches("class=\"sentence\"").count();
            assert!(
                sentences > 0 && page.contains("class=\"source\""),
                "{lang} {name}"
            );
            assert_eq!(text(&format!("scenarios/schemes/{name}.toml")), toml);
        }
    }
    for path in paths_below("docs/guides") {
        let name = path
            .trim_start_matches("docs/guides/")
            .replace(".md", ".html");
        let places = ["nl/gidsen", "en/guides"].map(|part| format!("{part}/{name}"));
        let found = places.iter().filter(|place| folder().contains_key(*place));
        assert_eq!(found.count(), 1, "{path}");
    }
}

#[test]
fn rules_of_schemes_are_sentences_with_their_amounts() {
    for (page, sentence) in [
        (
            "nl/regelingen/linear-2020",
            "Elk partnerschap krijgt € 955 per student.",
        ),
        (
            "nl/regelingen/linear-2020",
            "is er samen hoogstens € 32.757.000.",
        ),
        (
            "nl/regelingen/regional-2025",
            "Voor bedrag per student of zij-instromer is geen plafond genoemd.",
        ),
        ("en/schemes/linear-2020", "€955 per student"),
        ("en/schemes/linear-2020", "S2: Stcrt. 2020, 39807"),
    ] {
        let told = text(&format!("{page}.html")).replace('\u{a0}', " ");
        assert!(told.contains(sentence), "{page}: {sentence}");
    }
}

#[test]
fn answers_are_those_of_the_command_line() {
    for (lang, page) in [("nl", "nl/vragen/a5.html"), ("en", "en/questions/a5.html")] {
        let output = Command::new(env!("CARGO_BIN_EXE_verdeel"))
            .args(["questions", "A5", "--format", "json", "--lang", lang])
            .output()
            .expect("it starts");
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let sentences = told["answer"].as_array().expect("sentences");
        assert!(!sentences.is_empty());
        for sentence in sentences.iter().filter_map(|one| one.as_str()) {
            assert!(
                text(page).contains(&sentence.replace('&', "&amp;")),
                "{page}: {sentence}"
            );
        }
    }
}

#[test]
fn dutch_pictures_are_those_of_the_gallery() {
    let drawn = paths_below("docs/gallery");
    assert!(drawn.len() >= 5);
    for path in drawn {
        let name = path.trim_start_matches("docs/gallery/");
        assert_eq!(text(&format!("nl/galerij/{name}")), read(&path), "{path}");
        assert!(
            folder().contains_key(&format!("en/gallery/{name}")),
            "{path}"
        );
    }
}

#[test]
#[cfg(not(feature = "live"))]
fn without_an_engine_the_command_says_what_is_missing() {
    let scenario = root().join("scenarios/examples/two-regions.toml");
    let scenario = scenario.to_string_lossy();
    let report = ["report", &scenario, "--live", "--out", "public"];
    for command in [["site", "public"].as_slice(), &report] {
        for (lang, told) in [("nl", "zonder de rekenkern"), ("en", "without the engine")] {
            let around = tempfile::tempdir().expect("a folder");
            let output = Command::new(env!("CARGO_BIN_EXE_verdeel"))
                .args(command)
                .args(["--lang", lang])
                .current_dir(around.path())
                .output()
                .expect("it starts");
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.contains(told) && said.contains("hint: "), "{said}");
            assert!(!around.path().join("public").exists());
        }
    }
    assert!(root().join("docs/guides/hosting.md").exists());
}
