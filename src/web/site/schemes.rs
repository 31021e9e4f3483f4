//! The schemes: their rules in sentences, the sources of their amounts, their text.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::desk::{Desk, list, text};
use super::questions::said_other;
use super::shell::{Page, Part, calculator, said, seen_from};
use crate::study::{Failure, Lang, SCHEMES};

/// Returns where the text of a scheme stands.
pub(super) fn source(name: &str) -> String {
    format!("scenarios/schemes/{name}.toml")
}

/// Returns the list of schemes and the page of each.
pub(super) fn pages(desk: &Desk) -> Result<Vec<Page>, Failure> {
    let library = desk.library()?;
    let schemes = list(&library, "schemes");
    let mut pages = vec![listed(schemes, desk.lang)];
    for ((name, toml), one) in SCHEMES.iter().zip(schemes) {
        pages.push(page((name, toml), one, desk)?);
    }
    Ok(pages)
}

fn listed(schemes: &[Value], lang: Lang) -> Page {
    let say = |nl, en| said(lang, nl, en);
    // The latest first: what holds now is what most people come for.
    let mut latest: Vec<&Value> = schemes.iter().collect();
    latest.sort_by_key(|one| std::cmp::Reverse(text(one, "valid").to_owned()));
    let body = html! {
        div class="title" {
            h1 { (say("Regelingen", "Schemes")) }
            p class="question" { (say(
                "Hoe het Rijk en een regio het geld verdeelden en verdelen, van de nieuwste tot de \
                 oudste. Van elk bedrag staat de bron erbij, en hoe zeker die is.",
                "How the state and a region divided and divide the money, from the newest to the \
                 oldest. With every amount stands its source, and how sure that is.",
            )) }
        }
        ul class="asked" {
            @for one in latest {
                li {
                    a href=(format!("{}.html", text(one, "id"))) {
                        b class="years" { (text(one, "valid")) } " " (text(one, "title"))
                    }
                }
            }
        }
    };
    Page {
        path: Part::Schemes.list(lang),
        lang,
        title: Part::Schemes.title(lang).to_owned(),
        part: Some(Part::Schemes),
        other: Part::Schemes.list(said_other(lang)),
        body,
    }
}

fn page((name, toml): (&str, &str), one: &Value, desk: &Desk) -> Result<Page, Failure> {
    let lang = desk.lang;
    let say = |nl, en| said(lang, nl, en);
    let rules = rules(name, text(one, "valid"), desk)?;
    let groups = list(&rules, "groups").iter();
    let groups = groups.filter(|group| is_of_the_scheme(text(group, "id")));
    let path = Part::Schemes.path(lang, &format!("{name}.html"));
    let to = |target: &str| seen_from(&path, target);
    let body = html! {
        div class="title" {
            h1 { (text(one, "title")) }
            p class="question" {
                (say("Geldig voor ", "Valid for ")) (text(one, "valid"))
            }
        }
        p class="first" {
            a class="go" href=(to(&calculator(lang))) { (say(
                "Reken met deze en andere regelingen",
                "Calculate with this and other schemes",
            )) }
        }
        section class="rules" {
            h2 { (say("De regels", "The rules")) }
            @for group in groups { (told(group, &rules["fields"], lang)) }
            p class="muted" { (say(
                "Zekerheid van een bron: P in een officiële tekst gelezen, S elders gelezen, D \
                 afgeleid, N niet gevonden.",
                "How sure a source is: P read in an official text, S read elsewhere, D derived, N \
                 not found.",
            )) }
        }
        section id="scenario" {
            h2 { (say("Het bestand", "The file")) }
            p { (say("Zo rekent het programma ermee; ", "This is what the program computes with; "))
                a href=(to(&source(name))) { (say("neem het mee", "take it along")) } "." }
            details {
                summary { (name) ".toml" }
                pre tabindex="0" { code { (toml) } }
            }
        }
    };
    Ok(Page {
        lang,
        title: text(one, "title").to_owned(),
        part: Some(Part::Schemes),
        other: Part::Schemes.path(said_other(lang), &format!("{name}.html")),
        body,
        path,
    })
}

/// Returns the rules of a scheme, as they are told of a region with one partnership.
fn rules(scheme: &str, valid: &str, desk: &Desk) -> Result<Value, Failure> {
    let year = valid.split(' ').next().unwrap_or_default();
    let form = json!({
        "title": scheme, "year": year, "scheme": scheme, "regions": ["Noord"],
        "partnerships": [{ "name": "De Linde", "students": { "Noord": 200 } }],
    });
    let made = desk.ask("new", json!({ "form": form }))?;
    let scenario = json!({ "path": made["path"], "text": made["text"], "files": made["files"] });
    desk.ask("rules", json!({ "scenario": scenario }))
}

/// Says whether a group is a rule of the scheme itself, and not of the region that stands in for
/// any.
fn is_of_the_scheme(id: &str) -> bool {
    let is_rule = ["component.", "division."]
        .iter()
        .any(|part| id.starts_with(part));
    is_rule && !id.contains('@')
}

/// Tells one rule.
fn told(group: &Value, fields: &Value, lang: Lang) -> Markup {
    let say = |nl, en| said(lang, nl, en);
    // What the heading says need not be said again.
    let heading = format!("{}: ", text(group, "title"));
    let sentences = |key| {
        let sentences = list(group, key).iter();
        let sentences = sentences.map(|sentence| sentence_of(sentence, fields));
        let sentences = sentences.map(|told| told.trim_start_matches(&*heading).to_owned());
        sentences.collect::<Vec<String>>()
    };
    let (first, more) = (sentences("sentences"), sentences("more"));
    html! {
        div class="rule" {
            h3 { (text(group, "title")) }
            @for sentence in &first { p class="sentence" { (sentence) } }
            @if first.is_empty() && more.is_empty() {
                p class="sentence" { (say(
                    "Een bedrag hiervoor is niet gevonden; een scenario kan het noemen.",
                    "No amount for this was found; a scenario may state it.",
                )) }
            }
            @if !more.is_empty() {
                ul { @for sentence in &more { li { (sentence) } } }
            }
            @if let Some(source) = group["source"].as_str() {
                p class="source" {
                    (say("Bron: ", "Source: ")) (source)
                    @match text(group, "grade") {
                        "" => {},
                        grade if grade.len() == 1 => { " (" (grade) ")" },
                        _ => (say(" (aanname)", " (assumption)")),
                    }
                }
            }
        }
    }
}

/// Returns a sentence with its values filled in. What invites to state a number that is missing is
/// left out.
fn sentence_of(sentence: &Value, fields: &Value) -> String {
    let mut told = String::new();
    for part in sentence.as_array().into_iter().flatten() {
        if let Some(text) = part.as_str() {
            told += text;
            continue;
        }
        let field = &fields[part["field"].as_str().unwrap_or_default()];
        match field["value"].as_str() {
            Some(value) => told += shown(field, value),
            None => {
                let stated = told.rfind(';').unwrap_or(told.len());
                told.truncate(stated);
            }
        }
    }
    told
}

/// Returns the value of a field as people write it.
fn shown<'a>(field: &'a Value, value: &'a str) -> &'a str {
    let lists = ["options", "rest"].into_iter();
    let mut options = lists.flat_map(|key| list(field, key));
    let option = options.find(|option| option["value"] == value);
    option.map_or_else(
        || field["shown"].as_str().unwrap_or(value),
        |option| text(option, "name"),
    )
}
