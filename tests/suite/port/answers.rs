//! What a command of the command line says, through the port; and letters.

use serde_json::{Value, json};
use verdeel::study;

use super::{asked, scenario, text};
use crate::source::root;

#[test]
fn the_port_gives_the_json_of_the_command_line() {
    // Example, command and its options, and the schema of what it gives.
    let cases = [
        ("two-regions", json!({ "command": "run" }), "verdeel/run@"),
        (
            "four-models",
            json!({ "command": "compare" }),
            "verdeel/compare@",
        ),
        (
            "two-regions",
            json!({ "command": "explain", "recipient": "de-linde" }),
            "verdeel/explain@",
        ),
        (
            "uncertain",
            json!({ "command": "simulate", "draws": 100 }),
            "verdeel/simulate@",
        ),
        (
            "two-regions",
            json!({ "command": "solve", "vary": ["component.base.amount"], "breakpoints": true }),
            "verdeel/solve@",
        ),
        (
            "two-regions",
            json!({ "command": "check" }),
            "verdeel/problems@",
        ),
    ];
    for (name, mut request, schema) in cases {
        request["scenario"] = scenario(name);
        let answer = asked("answer", &request);
        let json: Value = serde_json::from_str(&text(&answer["text"])).expect("a document");
        let own = text(&json["schema"]);
        assert!(own.starts_with(schema), "{request}: {own}");
    }
}

#[test]
fn a_letter_is_the_one_that_a_report_comes_with() {
    let path = "scenarios/examples/four-models.toml";
    let request = |recipient: &str| {
        json!({
            "scenario": { "path": path }, "as": "letter", "recipient": recipient,
        })
    };
    let letter = asked("keep", &request("de-linde"));
    assert_eq!(letter["name"], "four-models-de-linde.html");
    let question = study::ReportQuestion {
        path: path.to_owned(),
        letters: Some("letters".to_owned()),
        baseline: None,
        models: Vec::new(),
        draws: 2_000,
        seed: 1,
        charts: None,
        suppress: None,
    };
    let manner = study::Manner {
        format: study::Format::Table,
        look: study::Look {
            lang: study::Lang::Nl,
            width: study::Look::PAGE,
        },
        colour: false,
    };
    let read =
        |path: &str| std::fs::read_to_string(root().join(path)).map_err(|error| error.to_string());
    let report = study::report(&question, manner, &read).expect("a report");
    let mut files = report.files.into_iter();
    let own = files.find(|(path, _)| path == "letters/de-linde.html");
    let (_, bytes) = own.expect("a letter to De Linde");
    assert!(text(&letter["text"]).into_bytes() == bytes);
    let unknown = asked("keep", &request("niemand"));
    assert!(text(&unknown["message"]).contains("`niemand`"), "{unknown}");
}
