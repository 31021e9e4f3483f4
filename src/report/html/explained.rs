//! The explanation of one amount, as a part of a page.

use maud::{Markup, html};

use crate::domain::{Assumption, Lang};
use crate::money::Cents;
use crate::plan::Plan;
use crate::report::causes::causes_text;
use crate::report::explanation::Contrast;
use crate::report::wording::{Sentences, euros};
use crate::results::{Explanation, YearExplanation};

/// Returns why somebody gets an amount, what it rests on, and what makes it differ from another.
pub fn explanation_html(
    plan: &Plan,
    explanation: &Explanation,
    premises: &[&Assumption],
    contrasts: &[Contrast<'_>],
    lang: Lang,
) -> String {
    let say = Sentences::new(lang);
    html! {
        @for year in &explanation.years {
            h3 { (year.year) ": " (euros(year.received, lang)) }
            (reasons(plan, year, say))
        }
        @for contrast in contrasts {
            (difference(contrast, lang))
        }
        @if !premises.is_empty() {
            details {
                summary { (say.premises().trim_end_matches(':')) }
                ul { @for text in texts(premises, lang) { li { (text) } } }
            }
        }
    }
    .into_string()
}

fn reasons(plan: &Plan, year: &YearExplanation, say: Sentences) -> Markup {
    let pays_any = year.lines.iter().any(|line| !line.is_beside_the_point());
    let lines = year.lines.iter();
    let lines = lines.filter(|line| !pays_any || !line.is_beside_the_point());
    let moved = [
        (say.told_apart(), &year.regions),
        (say.goes_on(), &year.passed_on),
    ];
    html! {
        @if year.lines.is_empty() { p { (say.nothing()) } }
        ul {
            @for line in lines {
                li {
                    (say.line(plan, line))
                    " " small { (say.sourced(&line.provenance)) }
                    @if let Some(terms) = &line.terms { "; " small { (say.terms_sourced(terms)) } }
                }
            }
        }
        @for (title, movements) in moved {
            @if movements.iter().any(|movement| movement.amount != Cents::ZERO) {
                p { (title) }
                ul {
                    @for movement in movements.iter().filter(|one| one.amount != Cents::ZERO) {
                        li { (say.movement(movement)) }
                    }
                }
            }
        }
    }
}

fn difference(contrast: &Contrast<'_>, lang: Lang) -> Markup {
    let say = Sentences::new(lang);
    let title = say.compared_with(contrast.with, &contrast.year.to_string());
    let causes = causes_text(contrast.difference, &contrast.causes, lang);
    html! {
        table {
            caption { (title) ": " (euros(contrast.difference, lang)) }
            tbody {
                @for one in &contrast.contributions {
                    tr {
                        th scope="row" { (say.contribution(one)) }
                        td.n { (euros(one.amount, lang)) }
                    }
                }
            }
            tfoot { tr {
                th scope="row" { (say.total()) }
                td.n { (euros(contrast.difference, lang)) }
            } }
        }
        @if !causes.is_empty() { p { (causes.trim_end()) } }
    }
}

fn texts<'a>(premises: &[&'a Assumption], lang: Lang) -> Vec<&'a str> {
    let mut texts: Vec<&str> = Vec::new();
    for premise in premises {
        let text = premise.text.in_lang(lang);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}
