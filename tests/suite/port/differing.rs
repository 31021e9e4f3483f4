//! What was changed since a scenario was handed over, in sentences.

use serde_json::{Value, json};

use super::{asked, scenario, text};

/// Makes changes in the example of two regions and asks what differs.
fn differing(edits: Value, lang: &str) -> Vec<[String; 3]> {
    let own = scenario("two-regions");
    let edited = asked("edit", &json!({ "scenario": own, "edits": edits }));
    let after = json!({ "path": own["path"], "text": edited["text"] });
    let told = asked(
        "diff",
        &json!({ "lang": lang, "before": own, "after": after }),
    );
    let parts = told["changes"].as_array().expect("changes").iter();
    let parts = parts.map(|part| {
        let lines = part["lines"].as_array().expect("lines").iter();
        let lines: Vec<String> = lines.map(text).collect();
        [
            text(&part["variant"]),
            text(&part["became"]),
            lines.join("; ").replace('\u{a0}', " "),
        ]
    });
    parts.collect()
}

#[test]
fn what_was_changed_is_told_per_model_and_without_paths() {
    let slice = "division.in-region@zuid.slice";
    let share = format!("{slice}.office.share");
    let heads = "partnership.de-linde.students.zuid";
    let cases = [
        // changes, language, and per model what became of it
        (json!([]), "nl", vec![]),
        (
            json!([{ "set": heads, "value": "66" }]),
            "nl",
            vec![[
                "base",
                "changed",
                "partnerschap de-linde: studenten, zuid wordt 66 in plaats van 60",
            ]],
        ),
        (
            json!([{ "set": heads, "value": "66" }]),
            "en",
            vec![[
                "base",
                "changed",
                "partnership de-linde: students, zuid becomes 66 instead of 60",
            ]],
        ),
        (
            json!([{ "set": slice, "variant": "zuid-equal", "value": "5" }]),
            "nl",
            vec![[
                "zuid-equal",
                "changed",
                "verdeling binnen de onderwijsregio, zuid: inhouding regiobureau, deel wordt \
                 5 % in plaats van 10 %",
            ]],
        ),
        (
            // As the bracket of the page sets it.
            json!([{ "set": share, "variant": "zuid-equal", "value": "5" }]),
            "nl",
            vec![[
                "zuid-equal",
                "changed",
                "verdeling binnen de onderwijsregio, zuid: inhouding regiobureau, deel wordt \
                 5 % in plaats van 10 %",
            ]],
        ),
        (
            json!([{ "add": "mine", "title": "Mijn voorstel", "like": "rate-1050" }]),
            "nl",
            vec![[
                "mine",
                "new",
                "bedrag per student: bedrag wordt € 1.050 in plaats van € 955",
            ]],
        ),
        (
            json!([{ "remove": "rate-1050" }, { "rename": "regional", "title": "Regeling 2025" }]),
            "nl",
            vec![["regional", "renamed", ""], ["rate-1050", "gone", ""]],
        ),
    ];
    for (edits, lang, expected) in cases {
        assert_eq!(differing(edits.clone(), lang), expected, "{edits}");
    }
}
