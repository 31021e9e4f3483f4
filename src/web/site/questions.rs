//! The questions of the field, each with its answer and a way to open it live.

use maud::{PreEscaped, html};
use serde_json::{Value, json};

use super::desk::{Desk, list, text};
use super::shell::{Page, Part, live, said, seen_from};
use crate::study::{Failure, Lang, QUESTIONS};

/// What a page shows of the answer, in the order of the report.
const SECTIONS: [&str; 3] = ["antwoord", "partnerschappen", "aannames"];

/// Returns where the text of a question stands.
pub(super) fn source(name: &str) -> String {
    format!("scenarios/questions/{name}.toml")
}

/// Returns the name of the page of a question.
pub(super) fn name(id: &str) -> String {
    format!("{}.html", id.to_lowercase())
}

/// Returns what the questions of a letter are about.
fn group(letter: &str, lang: Lang) -> &'static str {
    let say = |nl, en| said(lang, nl, en);
    match letter {
        "A" => say("Is het genoeg?", "Is it enough?"),
        "B" => say("Verdelen binnen een regio", "Dividing within a region"),
        "C" => say("Meer dan een regio", "More than one region"),
        "D" => say("Groeien en erbij komen", "Growing and joining"),
        _ => say("Sturen en verantwoorden", "Steering and accounting"),
    }
}

/// Returns the list of questions and the page of each.
pub(super) fn pages(desk: &Desk) -> Result<Vec<Page>, Failure> {
    let library = desk.library()?;
    let questions = list(&library, "questions");
    let mut pages = vec![listed(questions, desk.lang)];
    for ((own, toml), one) in QUESTIONS.iter().zip(questions) {
        pages.push(page((own, toml), one, desk)?);
    }
    Ok(pages)
}

fn listed(questions: &[Value], lang: Lang) -> Page {
    let say = |nl, en| said(lang, nl, en);
    let mut letters: Vec<&str> = Vec::new();
    for one in questions {
        let letter = text(one, "id").get(..1).unwrap_or_default();
        if !letters.contains(&letter) {
            letters.push(letter);
        }
    }
    let body = html! {
        div class="title" {
            h1 { (say("Vragen uit het veld", "Questions of the field")) }
            p class="question" { (say(
                "Wat programmaleiders vroegen toen het landelijke geld voor samen opleiden een \
                 afspraak binnen de onderwijsregio werd. Elk antwoord is doorgerekend, en met \
                 eigen aantallen opnieuw te rekenen.",
                "What programme leaders asked when national money for training teachers together \
                 became an agreement within the education region. Every answer is computed, and \
                 can be computed anew with your own counts.",
            )) }
        }
        @for letter in letters {
            section {
                h2 { (group(letter, lang)) }
                ul class="asked" {
                    @for one in questions.iter().filter(|one| text(one, "id").starts_with(letter)) {
                        li {
                            a href=(name(text(one, "id"))) {
                                b { (text(one, "id")) } " " (text(one, "text"))
                            }
                        }
                    }
                }
            }
        }
    };
    Page {
        path: Part::Questions.list(lang),
        lang,
        title: Part::Questions.title(lang).to_owned(),
        part: Some(Part::Questions),
        other: Part::Questions.list(said_other(lang)),
        body,
    }
}

/// Returns the other language.
pub(super) fn said_other(lang: Lang) -> Lang {
    match lang {
        Lang::Nl => Lang::En,
        Lang::En => Lang::Nl,
    }
}

fn page((own, toml): (&str, &str), one: &Value, desk: &Desk) -> Result<Page, Failure> {
    let lang = desk.lang;
    let say = |nl, en| said(lang, nl, en);
    let id = text(one, "id");
    let asked = text(one, "path");
    let look = json!({ "scenario": { "path": asked }, "sections": SECTIONS });
    let seen = desk.ask("look", look)?;
    let path = Part::Questions.path(lang, &name(id));
    let to = |target: &str| seen_from(&path, target);
    let body = html! {
        div class="title" {
            p class="muted" { (say("Vraag", "Question")) " " (id) }
            h1 { (text(one, "text")) }
            p class="question" { (say(
                "Doorgerekend voor een voorbeeld met verzonnen aantallen. Met uw eigen aantallen \
                 rekent u het opnieuw.",
                "Computed for an example with made-up counts. With your own counts you compute it \
                 anew.",
            )) }
        }
        p class="first" {
            a class="go" href=(to(&live(lang, asked, "antwoord"))) { (say(
                "Open deze vraag en verander de getallen",
                "Open this question and change the numbers",
            )) }
        }
        @for section in list(&seen, "sections") {
            section id=(text(section, "id")) {
                h2 { (text(section, "title")) }
                // The port gives fragments in which every text is escaped.
                (PreEscaped(text(section, "html")))
            }
        }
        section id="scenario" {
            h2 { (say("Het scenario", "The scenario")) }
            p { (say(
                "Zo staat de vraag in een bestand; ",
                "This is how the question stands in a file; ",
            )) a href=(to(&source(own))) { (say("neem het mee", "take it along")) } "." }
            details {
                summary { (own) ".toml" }
                pre tabindex="0" { code { (toml) } }
            }
        }
    };
    Ok(Page {
        lang,
        title: format!("{id} {}", text(one, "title")),
        part: Some(Part::Questions),
        other: Part::Questions.path(said_other(lang), &name(id)),
        body,
        path,
    })
}
