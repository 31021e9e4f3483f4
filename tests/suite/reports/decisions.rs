//! What a board is asked, and what is said of settings: in words, with paths folded away.

use verdeel::study::Lang;

use super::{OFFICE, report, says, section};
use crate::runs::PATH;

const FOUR: &str = "scenarios/examples/four-models.toml";

/// Two points of a board's own, one with a day, and the day of the evaluation.
const STATED: &str = r#"
evaluate = "2027-09-01"

[[decision]]
text    = "Welk model geldt vanaf 2026?"
text-en = "Which model applies from 2026?"
by      = 2026-03-01

[[decision]]
text = "Wie houdt het bij?"
"#;

#[test]
fn points_to_decide_are_questions_about_what_models_set() {
    // As in the figures: with the office De Es loses 120,000.
    let told = section(&report(PATH, OFFICE, Lang::Nl), "besluitpunten");
    for expected in [
        "Houdt de regio vooraf geld in: office 10 % (model B)?",
        "verdeelsleutel: gelijk (model B)?",
        "De grootste achteruitgang is € -120.000 (De &lt;Es&gt; &amp; co, model B).",
        "Evaluatie uiterlijk op: ____",
    ] {
        says(&told, expected);
    }
    let told = section(&report(FOUR, "", Lang::Nl), "besluitpunten");
    for expected in [
        "Geldt de regeling “Onderwijsregio's 2025: onderdeel samen opleiden” (model B, C en D)?",
        "verdeelsleutel: vooraf voor ieder € 50.000, daarna naar studenten (model C)?",
        "Komt er een vangnet van 95 % (model D)?",
    ] {
        says(&told, expected);
    }
    for word in ["aanbevel", "advies", "beste"] {
        assert!(!told.contains(word), "{word}");
    }
    // An amount has the signs of the language.
    let told = section(
        &report("scenarios/examples/uncertain.toml", "", Lang::Nl),
        "besluitpunten",
    );
    says(
        &told,
        "Wordt bedrag per student, bedrag: € 1.250 (model B)?",
    );
}

#[test]
fn a_scenario_states_its_own_points_and_days() {
    let text = OFFICE.replacen("[[region]]", &format!("{STATED}\n[[region]]"), 1);
    let told = section(&report(PATH, &text, Lang::Nl), "besluitpunten");
    for expected in [
        "Welk model geldt vanaf 2026? (uiterlijk 1 maart 2026)",
        "Wie houdt het bij? Gaat een gekozen model in één keer in",
        "Evaluatie uiterlijk op: 1 september 2027",
    ] {
        says(&told, expected);
    }
    assert!(!told.contains("Houdt de regio"), "{told}");
    let told = section(&report(PATH, &text, Lang::En), "besluitpunten");
    says(
        &told,
        "Which model applies from 2026? (no later than 1 March 2026)",
    );
}

#[test]
fn what_models_set_is_said_in_words() {
    let html = report(FOUR, "", Lang::Nl);
    says(
        &section(&html, "verschillen"),
        "Verdeling binnen de onderwijsregio, verdeelsleutel: vooraf voor ieder € 50.000, daarna \
         naar studenten; dat is nieuw.",
    );
    // The scenario itself is called by its scheme.
    says(
        &section(&html, "antwoord"),
        "A Opleidingsscholen 2020/2021 - 2022/2023: vaste voet en bedrag per student \
         (uitgangspunt)",
    );
    let html = report("scenarios/examples/uncertain.toml", "", Lang::Nl);
    let told = section(&html, "verschillen");
    says(&told, "Vaste voet, bedrag: € 0, in plaats van € 60.000.");
    says(
        &section(&html, "aannames"),
        "Vaste voet, bedrag: € 60.000 is een aanname",
    );
    for html in [report(FOUR, "", Lang::Nl), html] {
        let open = without_folds(&html);
        for path in ["component.", "division.", "growth.", "50_000", "{ "] {
            let body = open.split("</style>").nth(1).expect("a body");
            assert!(
                !body.contains(path),
                "`{path}` where nobody unfolded anything"
            );
        }
    }
}

/// Returns the page as it stands before anything is unfolded, without what links hold.
fn without_folds(html: &str) -> String {
    let parts = html
        .split("<details")
        .enumerate()
        .map(|(at, part)| match at {
            0 => part,
            _ => part.split_once("</details>").map_or("", |(_, rest)| rest),
        });
    let shown: String = parts.collect();
    let links = shown.split("href=\"data:").enumerate();
    let kept = links.map(|(at, part)| match at {
        0 => part,
        _ => part.split_once('"').map_or("", |(_, rest)| rest),
    });
    kept.collect()
}

#[test]
fn a_long_table_says_on_paper_where_its_rows_are() {
    let html = report("scenarios/national/national.toml", "", Lang::Nl);
    says(
        &section(&html, "voor-en-achteruit"),
        "De 90 rijen van de tabel “Alle bedragen, model A en B” staan niet op papier",
    );
}
