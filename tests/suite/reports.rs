//! Reports for boards: figures by hand, sections in their order, one file that needs nothing else.

mod decisions;
mod letters;

use std::collections::BTreeSet;

use verdeel::study::{
    self, Answer, Failure, FailureKind, Format, Lang, Look, Manner, ReportQuestion,
};

use self::letters::letters;
use crate::runs::{PATH, read_text};
use crate::source::files_below;

/// The sections of every report, in the order of reading.
const SECTIONS: [&str; 14] = [
    "antwoord",
    "cijfers",
    "modellen",
    "besluitpunten",
    "voor-en-achteruit",
    "partnerschappen",
    "regios",
    "hoe-zeker",
    "volg-de-euro",
    "jaren",
    "wensen",
    "verschillen",
    "aannames",
    "bon",
];

/// Two partnerships in one region that receives 1,000 euros per student; under `office` it keeps a
/// tenth of it for its office and divides the rest equally.
const OFFICE: &str = r#"
title    = "Kantoor"
question = "Wat kost het kantoor?"
years    = ["2025"]

[[region]]
id = "noord"

[[partnership]]
id       = "de-linde"
name     = "De Linde"
students = { noord = 100 }

[[partnership]]
id       = "de-es"
name     = "De <Es> & co"
students = { noord = 300 }

[[component]]
id     = "per-student"
amount = 1_000
per    = "student"
to     = "region"

[[division]]
id   = "national"
pays = ["per-student"]

[[division]]
id   = "in-region"
from = "region"
to   = "partnership"
key  = "per-student"

[[variant]]
id    = "office"
title = "Met kantoor"

[variant.set]
"division.in-region.slice" = [{ to = "office", share = "10 %" }]
"division.in-region.key"   = "equal"
"#;

fn question(path: &str) -> ReportQuestion {
    ReportQuestion {
        path: path.to_owned(),
        letters: None,
        baseline: None,
        models: Vec::new(),
        draws: 50,
        seed: 1,
        charts: None,
        suppress: None,
    }
}

fn made(question: &ReportQuestion, text: &str, lang: Lang) -> Result<String, Failure> {
    Ok(answer(question, text, lang)?.text)
}

fn answer(question: &ReportQuestion, text: &str, lang: Lang) -> Result<Answer, Failure> {
    let look = Look { lang, width: 100 };
    let manner = Manner {
        format: Format::Table,
        look,
        colour: false,
    };
    study::report(question, manner, &|path| read_text(path, text))
}

#[track_caller]
fn report(path: &str, text: &str, lang: Lang) -> String {
    made(&question(path), text, lang).expect("a report")
}

/// Returns the text of a section without its tags, words divided by single spaces.
fn section(html: &str, id: &str) -> String {
    let from = html
        .find(&format!("<section id=\"{id}\""))
        .expect("the section");
    let rest = &html[from..];
    let section = &rest[..rest.find("</section>").expect("its end")];
    let (mut text, mut is_tag) = (String::new(), false);
    for letter in section.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                text.push(' ');
            }
            _ if !is_tag => text.push(letter),
            _ => {}
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

#[track_caller]
fn says(text: &str, expected: &str) {
    let text = text.replace('\u{a0}', " ");
    assert!(text.contains(expected), "no `{expected}` in:\n{text}");
}

/// Returns every value of an attribute.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let before = format!(" {attribute}=\"");
    let parts = html.split(&before).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

#[test]
fn four_figures_are_those_of_a_hand_calculation() {
    // The region receives 400 × 1,000 = 400,000. At the start that is 1,000 for each student. With
    // an office, 40,000 stays there and each partnership receives 180,000: 1,800 per student of De
    // Linde and 600 per student of De Es, which had 300,000 and so loses 120,000.
    let html = report(PATH, OFFICE, Lang::Nl);
    let figures = section(&html, "cijfers");
    says(&figures, "opgeleid alle 400");
    says(
        &figures,
        "laagste tot hoogste partnerschap A € 1.000 B € 600 tot € 1.800",
    );
    says(
        &figures,
        "niet rechtstreeks naar partnerschappen gaat A 0 % B 10 %",
    );
    says(&figures, "B € -120.000 (De &lt;Es&gt; &amp; co)");
    let answer = section(&html, "antwoord");
    says(&answer, "bij B gaat 1 erop vooruit en 1 erop achteruit");
    // Changes without their signs are 80,000 + 120,000 + 40,000; half of that changes hands.
    says(
        &section(&html, "modellen"),
        "verschuift bij B € 120.000: de helft",
    );
    says(
        &answer,
        "De Linde € 80.000 meer en De &lt;Es&gt; &amp; co € 120.000 minder",
    );
    says(
        &section(&html, "modellen"),
        "partnerschappen gaat € 360.000 tot € 400.000",
    );
    says(
        &section(&html, "partnerschappen"),
        "totaal 400 € 400.000,00 € 400.000,00",
    );
    says(
        &section(&html, "verschillen"),
        "B: Met kantoor, anders dan A",
    );
    says(
        &section(&html, "volg-de-euro"),
        "totaal € 400.000,00 € 0,00",
    );
}

#[test]
fn english_is_complete_beside_dutch() {
    let html = report(PATH, OFFICE, Lang::En);
    assert!(html.contains("<html lang=\"en\">"));
    says(
        &section(&html, "cijfers"),
        "lowest to highest partnership A €1,000 B €600 to €1,800",
    );
    says(&section(&html, "antwoord"), "under B, 1 gain and 1 lose");
}

#[test]
fn every_example_becomes_one_file_that_needs_nothing_else() {
    for file in files_below(&["scenarios/examples"], ".toml") {
        let html = report(&file.path, "", Lang::Nl);
        let path = &file.path;
        assert!(
            html.starts_with("<!DOCTYPE html><html lang=\"nl\">"),
            "{path}"
        );
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        for outside in ["<script", "<link", "<img", " src=", "@import", "<iframe"] {
            assert!(!html.contains(outside), "{path}: {outside}");
        }
        let mut ids = BTreeSet::new();
        for id in values(&html, "id") {
            assert!(ids.insert(id), "{path}: `{id}` twice");
        }
        for to in values(&html, "href") {
            let is_here = to.strip_prefix('#').is_some_and(|id| ids.contains(id));
            assert!(is_here || to.starts_with("data:text/csv"), "{path}: {to}");
        }
        for attribute in ["aria-labelledby", "aria-describedby"] {
            for id in values(&html, attribute) {
                assert!(ids.contains(id), "{path}: {attribute} `{id}`");
            }
        }
        let places = SECTIONS.map(|id| html.find(&format!("<section id=\"{id}\"")));
        assert!(
            places.is_sorted() && places[0].is_some(),
            "{path}: {places:?}"
        );
    }
}

#[test]
fn equal_reports_are_equal_bytes() {
    let path = "scenarios/examples/uncertain.toml";
    assert_eq!(report(path, "", Lang::Nl), report(path, "", Lang::Nl));
}

#[test]
fn bands_are_drawn_where_something_is_uncertain() {
    let path = "scenarios/examples/uncertain.toml";
    let html = report(path, "", Lang::Nl);
    says(
        &section(&html, "jaren"),
        "van kwantiel 5 % tot 95 % van 50 doorgerekende toekomsten",
    );
    says(&section(&html, "jaren"), "ondergrens bovengrens");
    let mut without = question(path);
    without.draws = 0;
    let html = made(&without, "", Lang::Nl).expect("a report");
    assert!(!section(&html, "jaren").contains("ondergrens"));
}

#[test]
fn how_sure_an_amount_is_stands_beside_it_in_one_year_too() {
    // Three rates, each in about a third of the futures: 500, 1,000 or 2,000 for each of 100
    // students of De Linde. Fewer than 5 % of fifty futures are three; so many have each rate.
    let text = format!(
        "{OFFICE}\n[[uncertain]]\nid = \"rate\"\npath = \"component.per-student.amount\"\n\
         distribution = {{ kind = \"discrete\", values = [500, 1_000, 2_000] }}\n"
    );
    let sure = section(&report(PATH, &text, Lang::Nl), "hoe-zeker");
    says(
        &sure,
        "in 5 % hoogstens in 50 % hoogstens in 95 % hoogstens",
    );
    says(
        &sure,
        "De Linde A € 100.000,00 € 50.000,00 € 100.000,00 € 200.000,00",
    );
    // With an office, half of 90 % of 400 times the rate.
    says(
        &sure,
        "B € 180.000,00 € 90.000,00 € 180.000,00 € 360.000,00",
    );
    says(
        &sure,
        "alle samen A € 400.000,00 € 200.000,00 € 400.000,00 € 800.000,00",
    );
    let sure = section(&report(PATH, OFFICE, Lang::Nl), "hoe-zeker");
    says(&sure, "Er is geen onzekerheid doorgerekend");
}

#[test]
fn the_chart_of_years_and_the_table_below_it_hold_the_same_amounts() {
    // In each of two years 400 x 1,000; with an office a tenth of it is not for partnerships.
    let text = OFFICE.replace("[\"2025\"]", "[\"2025\", \"2026\"]\ngrowth = \"0 %\"");
    let years = section(&report(PATH, &text, Lang::Nl), "jaren");
    for year in [2025, 2026] {
        says(
            &years,
            &format!("{year}, partnerschappen samen € 400.000,00 € 360.000,00"),
        );
        says(
            &years,
            &format!("{year}, niet naar partnerschappen € 0,00 € 40.000,00"),
        );
    }
    says(&years, "totaal € 800.000,00 € 800.000,00");
}

#[test]
fn a_scenario_with_one_model_has_a_report_too() {
    let alone = OFFICE.split("[[variant]]").next().expect("the scenario");
    let html = report(PATH, alone, Lang::Nl);
    says(
        &section(&html, "voor-en-achteruit"),
        "één model, dus is er niets te vergelijken",
    );
}

#[test]
fn what_a_party_can_live_with_is_not_in_a_report() {
    let party = "[[party]]\nid = \"de-linde\"\nfloor = 123_456\n\n[[variant]]\nid = \"lower\"\n\
                 set = { \"party.de-linde.floor\" = 98_765 }\n";
    let text = OFFICE.replacen("[[variant]]", &format!("{party}\n[[variant]]"), 1);
    let html = report(PATH, &text, Lang::Nl);
    for floor in ["123_456", "123.456", "98_765", "98.765"] {
        assert!(!html.contains(floor), "{floor}");
    }
    says(
        &section(&html, "verschillen"),
        "B: lower, anders dan A geen verschil",
    );
}

#[test]
fn money_elsewhere_stands_in_the_table_where_there_is_any() {
    let html = report(PATH, OFFICE, Lang::Nl);
    says(
        &section(&html, "partnerschappen"),
        "functie regiobureau € 0,00 € 40.000,00",
    );
    let alone = OFFICE.split("[[variant]]").next().expect("the scenario");
    let html = report(PATH, alone, Lang::Nl);
    assert!(!section(&html, "partnerschappen").contains("onderwijsregio noord"));
}

#[test]
fn at_most_five_models_stand_side_by_side() {
    let more = (0..5).map(|number| {
        format!(
            "[[variant]]\nid = \"rate-{number}\"\n\
                 set = {{ \"component.per-student.amount\" = {} }}\n",
            900 + number
        )
    });
    let text = format!("{OFFICE}{}", more.collect::<String>());
    let html = report(PATH, &text, Lang::Nl);
    says(&section(&html, "modellen"), "Niet getoond: rate-3, rate-4.");
    let mut six = question(PATH);
    six.models = (0..5).map(|number| format!("rate-{number}")).collect();
    let refused = made(&six, &text, Lang::Nl).expect_err("six models");
    assert_eq!(refused.kind, FailureKind::Usage);
    assert!(refused.text.contains("6 modellen"), "{}", refused.text);
    six.models.truncate(4);
    six.baseline = Some("office".to_owned());
    let html = made(&six, &text, Lang::Nl).expect("five models");
    says(&section(&html, "antwoord"), "A Met kantoor B rate-0");
}

/// What is not known under [`OFFICE`]: the rate, and how many students there are.
const UNKNOWN: &str = r#"
[[uncertain]]
id           = "rate"
name         = "bedrag per student"
path         = "component.per-student.amount"
distribution = { kind = "uniform", low = 900, high = 1_100 }

[[uncertain]]
id           = "students"
name         = "aantal studenten"
path         = "counts"
change       = "factor"
distribution = { kind = "normal", mean = 1, sd = 0.05 }
"#;

#[test]
fn one_uncertain_number_at_a_time_is_at_the_ends_of_its_range() {
    // The rate is uniform: 900 × 400 = 360,000 and 1,100 × 400 = 440,000. Students are normal: 5 %
    // of draws are below 1 − 1.6449 × 0.05 = 0.9178, 92 + 275 students, and 95 % below 1.0822,
    // 108 + 325 students. The office leaves nine tenths of it, half for each.
    let html = report(PATH, &format!("{OFFICE}{UNKNOWN}"), Lang::Nl);
    let told = section(&html, "gevoeligheid");
    says(
        &told,
        "weegt bedrag per student: € 360.000 aan het lage eind, € 440.000 aan het hoge",
    );
    says(
        &told,
        "bedrag per student 900 € 360.000,00 1.100 € 440.000,00 \
         aantal studenten maal 0,918 € 367.000,00 maal 1,082 € 433.000,00",
    );
    says(
        &told,
        "De Linde € 100.000,00 bedrag per student 900 tot 1.100 € 90.000,00 € 110.000,00",
    );
    says(
        &told,
        "De Linde € 180.000,00 bedrag per student 900 tot 1.100 € 162.000,00 € 198.000,00",
    );
    let letter = &letters(PATH, &format!("{OFFICE}{UNKNOWN}"), Lang::Nl)["brieven/de-linde.html"];
    says(
        &section(letter, "aanname"),
        "weegt bedrag per student het zwaarst: € 162.000 bij 900, € 198.000 bij 1.100",
    );
    assert!(!report(PATH, OFFICE, Lang::Nl).contains("gevoeligheid"));
}
