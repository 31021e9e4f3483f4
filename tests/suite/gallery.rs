//! The gallery shows what the program draws: every picture is made again from the scenario that
//! stands below it.
//!
//! `GUIDES=overwrite cargo test gallery` draws the pictures anew.

use std::{env, fs};

use verdeel::study::{Format, Lang, Look, Manner, ReportQuestion, report};

use crate::source::{names_in, read, root};

const GALLERY: &str = "docs/gallery.md";
const FOLDER: &str = "docs/gallery";

/// A picture of the gallery: its file, the scenario, and the name of the chart.
fn pictures() -> Vec<(String, String, String)> {
    let text = read(GALLERY);
    let parts = text.split("](gallery/").skip(1);
    let pictures = parts.map(|part| {
        let (file, behind) = part.split_once(')').expect("an end of the address");
        let marked: Vec<&str> = behind.split('`').collect();
        let [scenario, chart] = [marked[1], marked[3]].map(str::to_owned);
        (file.to_owned(), scenario, chart)
    });
    pictures.collect()
}

/// Returns a chart of the report of a scenario.
fn drawn(scenario: &str, chart: &str) -> String {
    let question = ReportQuestion {
        path: scenario.to_owned(),
        letters: None,
        baseline: None,
        models: Vec::new(),
        draws: 2_000,
        seed: 1,
        charts: Some("charts".to_owned()),
        suppress: None,
    };
    let manner = Manner {
        format: Format::Table,
        look: Look {
            lang: Lang::Nl,
            width: 100,
        },
        colour: false,
    };
    let on_disk =
        |path: &str| fs::read_to_string(root().join(path)).map_err(|error| error.to_string());
    let answer = report(&question, manner, &on_disk);
    let answer = answer.unwrap_or_else(|failure| panic!("{scenario}: {}", failure.text));
    let name = format!("charts/{chart}.svg");
    let found = answer.files.into_iter().find(|(path, _)| *path == name);
    let (_, bytes) = found.unwrap_or_else(|| panic!("{scenario} has no chart {chart}"));
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn every_picture_is_what_the_program_draws() {
    let pictures = pictures();
    assert!(pictures.len() > 3, "only {} pictures", pictures.len());
    let files: Vec<&String> = pictures.iter().map(|(file, ..)| file).collect();
    for name in names_in(FOLDER) {
        assert!(files.contains(&&name), "{GALLERY} does not show {name}");
    }
    for (file, scenario, chart) in &pictures {
        let (path, svg) = (format!("{FOLDER}/{file}"), drawn(scenario, chart));
        match env::var("GUIDES").is_ok_and(|mode| mode == "overwrite") {
            true => fs::write(root().join(&path), svg).expect("the picture can be written"),
            false => assert!(
                svg == read(&path),
                "{path}: draw it anew with GUIDES=overwrite"
            ),
        }
    }
}
