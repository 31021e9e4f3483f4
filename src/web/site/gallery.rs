//! Pictures of what reports show, drawn anew in each language.

use maud::html;

use super::Files;
use super::questions::said_other;
use super::shell::{Page, Part, live, said, seen_from};
use crate::study::{Failure, Format, Lang, Look, Manner, ReportQuestion, SCENARIOS, report};

/// A picture: the scenario it is of, the name of the chart, and its caption in both languages.
type Picture = (&'static str, &'static str, [&'static str; 2]);

const PICTURES: [Picture; 5] = [
    (
        "scenarios/examples/four-models.toml",
        "bedrag-partnerschap",
        [
            "Vier modellen naast elkaar: waar de tekens van een rij uit elkaar liggen, maakt de \
             keuze voor dat partnerschap uit.",
            "Four models side by side: where the marks of a row lie apart, the choice matters to \
             that partnership.",
        ],
    ),
    (
        "scenarios/examples/four-models.toml",
        "verschil-c",
        [
            "Wie erop vooruit- en achteruitgaat als elk partnerschap eerst 50.000 euro krijgt en \
             de rest naar studenten gaat.",
            "Who gains and who loses when each partnership first gets 50,000 euros and the rest \
             goes by students.",
        ],
    ),
    (
        "scenarios/examples/three-partnerships.toml",
        "stroom-e",
        [
            "Volg de euro: van de pot door twee regio's naar drie partnerschappen en wat zij samen \
             doen.",
            "Follow the euro: from the pot through two regions to three partnerships and what they \
             do together.",
        ],
    ),
    (
        "scenarios/examples/uncertain.toml",
        "verloop",
        [
            "Twee jaren met banden: tussen de randen liggen negen van de tien toekomsten.",
            "Two years with bands: between the edges lie nine of ten futures.",
        ],
    ),
    (
        "scenarios/national/national.toml",
        "verschil-d",
        [
            "Een verzonnen land: negentig partnerschappen onder de regeling van 2025 tegen de \
             staffel van 2018.",
            "A made-up country: ninety partnerships under the scheme of 2025 against the step \
             table of 2018.",
        ],
    ),
];

/// Returns the page of the gallery, and its pictures.
pub(super) fn pages(lang: Lang) -> Result<(Page, Files), Failure> {
    let mut scenarios: Vec<&str> = PICTURES.iter().map(|(path, ..)| *path).collect();
    scenarios.dedup();
    let mut pictures: Files = Vec::new();
    for scenario in scenarios {
        pictures.extend(charts(scenario, lang)?);
    }
    let path = Part::Gallery.list(lang);
    let to = |target: &str| seen_from(&path, target);
    let say = |nl, en| said(lang, nl, en);
    let body = html! {
        div class="title" {
            h1 { (say("Galerij", "Gallery")) }
            p class="question" { (say(
                "Plaatjes uit rapporten, zoals een bestuur ze krijgt. De aantallen zijn verzonnen.",
                "Pictures out of reports, as a board gets them. The counts are made up.",
            )) }
        }
        div class="pictures" {
            @for (scenario, chart, caption) in &PICTURES {
                @let caption = said(lang, caption[0], caption[1]);
                figure {
                    img src=(name(scenario, chart)) alt=(caption) loading="lazy";
                    figcaption {
                        (caption) " "
                        a href=(to(&live(lang, scenario, "partnerschappen"))) { (say(
                            "Reken ermee",
                            "Calculate with it",
                        )) span class="hidden" { ": " (caption) } }
                    }
                }
            }
        }
    };
    let page = Page {
        lang,
        title: Part::Gallery.title(lang).to_owned(),
        part: Some(Part::Gallery),
        other: Part::Gallery.list(said_other(lang)),
        body,
        path,
    };
    Ok((page, pictures))
}

fn name(scenario: &str, chart: &str) -> String {
    let file = scenario.rsplit('/').next().unwrap_or(scenario);
    format!("{}.{chart}.svg", file.trim_end_matches(".toml"))
}

/// Draws those charts of a scenario that are in the gallery.
fn charts(scenario: &str, lang: Lang) -> Result<Files, Failure> {
    let question = ReportQuestion {
        path: scenario.to_owned(),
        letters: None,
        baseline: None,
        models: Vec::new(),
        draws: 2_000,
        seed: 1,
        charts: Some(String::new()),
        suppress: None,
    };
    let manner = Manner {
        format: Format::Table,
        look: Look {
            lang,
            width: Look::PAGE,
        },
        colour: false,
    };
    let read = |path: &str| {
        let mut known = SCENARIOS.iter();
        let found = known.find(|(own, _)| *own == path);
        found
            .map(|(_, text)| (*text).to_owned())
            .ok_or_else(String::new)
    };
    let drawn = report(&question, manner, &read)?.files.into_iter();
    let shown = drawn.filter_map(|(file, svg)| {
        let chart = file.trim_start_matches('/').trim_end_matches(".svg");
        let mut pictures = PICTURES.iter();
        let is_shown = pictures.any(|(own, name, _)| (*own, *name) == (scenario, chart));
        is_shown.then(|| (Part::Gallery.path(lang, &name(scenario, chart)), svg))
    });
    Ok(shown.collect())
}
