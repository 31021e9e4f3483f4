//! The page with its own engine, and the overview of what stands beside it.

use maud::{Markup, html};

use super::desk::{Desk, list, tag, text};
use super::shell::{Page, Part, calculator, live, overview as overview_path, said, seen_from};
use crate::study::{Failure, Lang};

/// What the page may do: run its own modules and engine, and fetch what is in this folder.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; worker-src 'self'; connect-src 'self'; base-uri 'none'; \
    form-action 'none'";

/// The questions that the overview shows first.
const FIRST: [&str; 4] = ["A5", "B1", "C1", "D1"];

/// Returns the page as it calculates by itself: with its engine and workers beside it, and a way to
/// the pages without script.
pub(super) fn with_own_engine(page: &str) -> String {
    let head = html! {
        meta http-equiv="Content-Security-Policy" content=(POLICY);
        meta name="referrer" content="no-referrer";
        link id="engine" rel="preload" as="fetch" crossorigin="anonymous" href="engine.bin";
        link id="worker" rel="prefetch" href="worker.js";
        link rel="stylesheet" href="site.css";
    };
    let ways = html! {
        nav class="ways" aria-label="Vragen, regelingen, gidsen – Questions, schemes, guides" {
            @for lang in [Lang::Nl, Lang::En] {
                p lang=(tag(lang)) {
                    a href=(overview_path(lang)) { (said(lang, "Overzicht", "Overview")) }
                    @for part in Part::ALL {
                        " · " a href=(part.list(lang)) { (part.title(lang)) }
                    }
                }
            }
        }
    };
    let page = page.replacen("<title>", &format!("{}<title>", head.into_string()), 1);
    page.replacen("</body>", &format!("{}</body>", ways.into_string()), 1)
}

/// Returns the overview.
pub(super) fn overview(desk: &Desk) -> Result<Page, Failure> {
    let lang = desk.lang;
    let library = desk.library()?;
    let (path, other) = match lang {
        Lang::Nl => (overview_path(lang), overview_path(Lang::En)),
        Lang::En => (overview_path(lang), overview_path(Lang::Nl)),
    };
    let to = |target: &str| seen_from(&path, target);
    let say = |nl, en| said(lang, nl, en);
    let body = html! {
        div class="title" {
            h1 { (say("Wie krijgt wat, en waarom?", "Who gets what, and why?")) }
            p class="question" { (say(
                "Geld voor samen opleiden, verdeeld tot op de cent, met bij elke euro de reden.",
                "Money for training teachers together, divided to the cent, with the reason for \
                 every euro.",
            )) }
        }
        p class="first" {
            a class="go" href=(to(&calculator(lang))) { (say(
                "Reken uit wat uw partnerschap krijgt",
                "Calculate what your partnership gets",
            )) }
            span class="muted" { (say(
                "Een eerste antwoord in een minuut. Niets wordt verzonden.",
                "A first answer in a minute. Nothing is sent.",
            )) }
        }
        div class="doors" {
            @for part in Part::ALL { (door(part, lang, to)) }
        }
        section {
            h2 { (say("Om mee te beginnen", "To begin with")) }
            ul class="asked" {
                @for one in list(&library, "questions") {
                    @let id = text(one, "id");
                    @if FIRST.contains(&id) {
                        li {
                            a href=(to(&Part::Questions.path(lang, &super::questions::name(id)))) {
                                b { (id) } " " (text(one, "text"))
                            }
                        }
                    }
                }
            }
        }
        section {
            h2 { (say("Voorbeelden om mee te rekenen", "Examples to calculate with")) }
            ul class="asked" {
                @for one in list(&library, "examples") {
                    li {
                        a href=(to(&live(lang, text(one, "path"), "partnerschappen"))) {
                            (text(one, "title"))
                        }
                    }
                }
            }
        }
    };
    let title = say("Overzicht", "Overview").to_owned();
    Ok(Page {
        path,
        lang,
        title,
        part: None,
        other,
        body,
    })
}

/// Returns the way to a part, with what is there.
fn door(part: Part, lang: Lang, to: impl Fn(&str) -> String) -> Markup {
    let say = |nl, en| said(lang, nl, en);
    let about = match part {
        Part::Questions => say(
            "Wat programmaleiders vragen, met het antwoord van het model.",
            "What programme leaders ask, with the answer of the model.",
        ),
        Part::Schemes => say(
            "Elke regeling sinds 2018 in zinnen, met de bron van elk bedrag.",
            "Every scheme since 2018 in sentences, with the source of each amount.",
        ),
        Part::Guides => say(
            "Van een eerste keer tot een eigen regeling, stap voor stap.",
            "From a first time to a scheme of your own, step by step.",
        ),
        Part::Gallery => say(
            "Wat een bestuur ziet: wie erop vooruitgaat, en waar het geld blijft.",
            "What a board sees: who goes up, and where the money goes.",
        ),
    };
    html! {
        div class="door" {
            h2 { a href=(to(&part.list(lang))) { (part.title(lang)) } }
            p { (about) }
        }
    }
}
