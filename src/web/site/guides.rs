//! The guides, and the pages of reference that they lead to.

use maud::{PreEscaped, html};

use super::markdown::{Target, rendered, title_of};
use super::questions::said_other;
use super::shell::{Page, Part, overview, said, seen_from};
use crate::study::{Lang, QUESTIONS};

/// A text in Markdown: its path in the repository, its language, and the path of the same in the
/// other language.
struct Guide {
    path: &'static str,
    lang: Lang,
    other: Option<&'static str>,
    text: &'static str,
}

macro_rules! guide {
    ($lang:ident, $path:literal) => {
        guide!($lang, $path, None)
    };
    ($lang:ident, $path:literal, $other:expr) => {
        Guide {
            path: $path,
            lang: Lang::$lang,
            other: $other,
            text: include_str!(concat!("../../../", $path)),
        }
    };
}

/// The guides in the order in which somebody new reads them. A test compares them with the folder.
const GUIDES: [Guide; 17] = [
    guide!(
        Nl,
        "docs/guides/eerste-keer.md",
        Some("docs/guides/first-run.md")
    ),
    guide!(
        Nl,
        "docs/guides/programmaleider.md",
        Some("docs/guides/programme-leader.md")
    ),
    guide!(
        Nl,
        "docs/guides/schoolbestuur.md",
        Some("docs/guides/board.md")
    ),
    guide!(
        Nl,
        "docs/guides/levend-bestand.md",
        Some("docs/guides/live-file.md")
    ),
    guide!(
        En,
        "docs/guides/first-run.md",
        Some("docs/guides/eerste-keer.md")
    ),
    guide!(
        En,
        "docs/guides/programme-leader.md",
        Some("docs/guides/programmaleider.md")
    ),
    guide!(
        En,
        "docs/guides/board.md",
        Some("docs/guides/schoolbestuur.md")
    ),
    guide!(
        En,
        "docs/guides/live-file.md",
        Some("docs/guides/levend-bestand.md")
    ),
    guide!(En, "docs/guides/own-scheme.md"),
    guide!(En, "docs/guides/how-the-numbers-are-made.md"),
    guide!(En, "docs/guides/researcher.md"),
    guide!(En, "docs/guides/research.md"),
    guide!(En, "docs/guides/cluster.md"),
    guide!(En, "docs/guides/hosting.md"),
    guide!(En, "docs/scenario.md"),
    guide!(En, "docs/glossary.md"),
    guide!(En, "docs/method.md"),
];

/// Returns the list of guides in a language, and the page of each that is written in it.
pub(super) fn pages(lang: Lang) -> Vec<Page> {
    let own = GUIDES.iter().filter(|guide| guide.lang == lang);
    let pages = own.map(page);
    [listed(lang)].into_iter().chain(pages).collect()
}

impl Guide {
    fn place(&self) -> String {
        let name = self.path.rsplit('/').next().unwrap_or(self.path);
        Part::Guides.path(self.lang, &name.replace(".md", ".html"))
    }
}

fn listed(lang: Lang) -> Page {
    let path = Part::Guides.list(lang);
    let to = |target: &str| seen_from(&path, target);
    let say = |nl, en| said(lang, nl, en);
    let in_language = |wanted: Lang| GUIDES.iter().filter(move |guide| guide.lang == wanted);
    // What there is in the own language is not listed twice.
    let elsewhere = in_language(said_other(lang)).filter(|guide| guide.other.is_none());
    let elsewhere: Vec<&Guide> = elsewhere.collect();
    let body = html! {
        div class="title" {
            h1 { (Part::Guides.title(lang)) }
            p class="question" { (say(
                "Stap voor stap van een vraag naar een antwoord, op uw eigen computer.",
                "Step by step from a question to an answer, on your own computer.",
            )) }
        }
        ul class="asked" {
            @for guide in in_language(lang) {
                li { a href=(to(&guide.place())) { (title_of(guide.text)) } }
            }
        }
        @if !elsewhere.is_empty() {
            h2 { (say("In het Engels", "In Dutch")) }
            ul class="asked" {
                @for guide in elsewhere {
                    li {
                        a href=(to(&guide.place())) lang=(super::desk::tag(guide.lang)) {
                            (title_of(guide.text))
                        }
                    }
                }
            }
        }
    };
    Page {
        lang,
        title: Part::Guides.title(lang).to_owned(),
        part: Some(Part::Guides),
        other: Part::Guides.list(said_other(lang)),
        body,
        path,
    }
}

fn page(guide: &Guide) -> Page {
    let path = guide.place();
    let link = |target: &str| {
        let (file, heading) = target.split_once('#').unwrap_or((target, ""));
        let heading = match heading {
            "" => String::new(),
            heading => format!("#{heading}"),
        };
        if file.is_empty() {
            return Some(Target {
                address: heading,
                title: None,
            });
        }
        let file = resolved(guide.path, file);
        let place = place_of(&file, guide.lang)?;
        let known = GUIDES.iter().find(|known| known.path == file);
        Some(Target {
            address: format!("{}{heading}", seen_from(&path, &place)),
            title: known.map(|known| title_of(known.text)),
        })
    };
    let body = html! {
        article class="guide" { (PreEscaped(rendered(guide.text, &link))) }
    };
    let other = guide.other.and_then(|other| place_of(other, guide.lang));
    Page {
        lang: guide.lang,
        title: title_of(guide.text).to_owned(),
        part: Some(Part::Guides),
        other: other.unwrap_or_else(|| Part::Guides.list(said_other(guide.lang))),
        body,
        path,
    }
}

/// Returns a path as the repository has it, of a link in one of its files.
fn resolved(from: &str, link: &str) -> String {
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in link.split('/') {
        match step {
            ".." => _ = steps.pop(),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Returns where a file of the repository stands on the site; `None` where it does not.
fn place_of(path: &str, lang: Lang) -> Option<String> {
    let mut guides = GUIDES.iter();
    if let Some(guide) = guides.find(|guide| guide.path == path) {
        return Some(guide.place());
    }
    let is_question = |(name, _): &(&str, &str)| super::questions::source(name) == path;
    match path {
        "docs/questions.md" => Some(Part::Questions.list(lang)),
        "docs/gallery.md" => Some(Part::Gallery.list(lang)),
        "README.md" => Some(overview(lang)),
        _ => QUESTIONS.iter().any(is_question).then(|| path.to_owned()),
    }
}
