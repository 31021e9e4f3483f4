//! [`Page`]: what all pages without script have in common.

use maud::{DOCTYPE, Markup, html};

use super::desk::tag;
use crate::study::Lang;

/// What a page without script may do: show itself, its style and its pictures.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
    base-uri 'none'; form-action 'none'";

/// The parts of the site that have pages of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Questions,
    Schemes,
    Guides,
    Gallery,
}

impl Part {
    pub(super) const ALL: [Part; 4] = [Part::Questions, Part::Schemes, Part::Guides, Part::Gallery];

    /// Returns its folder and its name for people.
    fn names(self, lang: Lang) -> (&'static str, &'static str) {
        match (self, lang) {
            (Part::Questions, Lang::Nl) => ("vragen", "Vragen"),
            (Part::Questions, Lang::En) => ("questions", "Questions"),
            (Part::Schemes, Lang::Nl) => ("regelingen", "Regelingen"),
            (Part::Schemes, Lang::En) => ("schemes", "Schemes"),
            (Part::Guides, Lang::Nl) => ("gidsen", "Gidsen"),
            (Part::Guides, Lang::En) => ("guides", "Guides"),
            (Part::Gallery, Lang::Nl) => ("galerij", "Galerij"),
            (Part::Gallery, Lang::En) => ("gallery", "Gallery"),
        }
    }

    pub(super) fn title(self, lang: Lang) -> &'static str {
        self.names(lang).1
    }

    /// Returns the path of a file of this part.
    pub(super) fn path(self, lang: Lang, name: &str) -> String {
        format!("{}/{}/{name}", tag(lang), self.names(lang).0)
    }

    /// Returns the path of the page that lists it.
    pub(super) fn list(self, lang: Lang) -> String {
        self.path(lang, "index.html")
    }
}

/// Returns the path of the overview.
pub(super) fn overview(lang: Lang) -> String {
    format!("{}/index.html", tag(lang))
}

/// Returns a path of the site as seen from a page of it.
pub(super) fn seen_from(page: &str, path: &str) -> String {
    format!("{}{path}", "../".repeat(page.matches('/').count()))
}

/// A page without script.
pub(super) struct Page {
    /// Its path in the site.
    pub(super) path: String,
    pub(super) lang: Lang,
    pub(super) title: String,
    /// Where it stands.
    pub(super) part: Option<Part>,
    /// The path of the same in the other language.
    pub(super) other: String,
    pub(super) body: Markup,
}

impl Page {
    /// Returns the text of the page.
    pub(super) fn written(&self) -> String {
        let Page {
            path,
            lang,
            title,
            body,
            ..
        } = self;
        let to = |target: &str| seen_from(path, target);
        let say = |nl, en| said(*lang, nl, en);
        let page = html! {
            (DOCTYPE)
            html lang=(tag(*lang)) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    title { (title) " – Verdeel" }
                    link rel="icon" href="data:,";
                    link rel="stylesheet" href=(to("page.css"));
                    link rel="stylesheet" href=(to("site.css"));
                }
                body {
                    a class="skip" href="#main" { (say("Naar de inhoud", "Skip to content")) }
                    header id="header" { (self.head()) }
                    main id="main" class="still" tabindex="-1" { (body) }
                    footer { p { (footer(*lang)) } }
                }
            }
        };
        page.into_string()
    }

    fn head(&self) -> Markup {
        let Page {
            path,
            lang,
            part,
            other,
            ..
        } = self;
        let to = |target: &str| seen_from(path, target);
        let say = |nl, en| said(*lang, nl, en);
        let (name, code) = match lang {
            Lang::Nl => ("English", "en"),
            Lang::En => ("Nederlands", "nl"),
        };
        html! {
            a class="brand" href=(to(&overview(*lang))) translate="no" { "Verdeel" }
            nav aria-label=(say("Onderdelen", "Parts")) {
                a href=(to(&calculator(*lang))) { (say("Rekenen", "Calculate")) }
                @for one in Part::ALL {
                    @let current = (*part == Some(one)).then_some("page");
                    a href=(to(&one.list(*lang))) aria-current=[current] { (one.title(*lang)) }
                }
            }
            a class="language" href=(to(other)) lang=(code) hreflang=(code) { (name) }
        }
    }
}

/// Returns the address of the page with the calculator, in a language.
pub(super) fn calculator(lang: Lang) -> String {
    match lang {
        Lang::Nl => "index.html".to_owned(),
        Lang::En => "index.html#lang=en".to_owned(),
    }
}

/// Returns the address that opens a scenario of the library live.
pub(super) fn live(lang: Lang, path: &str, panel: &str) -> String {
    let path = path.replace(':', "%3A").replace('/', "%2F");
    let lang = match lang {
        Lang::Nl => "",
        Lang::En => "&lang=en",
    };
    format!("index.html#path={path}&view=work&panel={panel}{lang}")
}

/// Returns a text in a language.
pub(super) fn said<'a>(lang: Lang, nl: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}

fn footer(lang: Lang) -> &'static str {
    said(
        lang,
        "Aantallen in voorbeelden zijn verzonnen: geen uitspraak over Nederland. Rekenen gebeurt \
         in uw browser; wat u invult, wordt niet verzonden en niet bewaard.",
        "Counts in examples are made up: no statement about the Netherlands. Calculating happens \
         in your browser; what you enter is not sent and not kept.",
    )
}
