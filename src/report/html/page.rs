//! [`Page`]: what all sections share, and the page around them.

use std::collections::BTreeMap;

use maud::{DOCTYPE, PreEscaped, html};

use super::block::Section;
use super::{BoardView, MOST_MODELS};
use crate::domain::{Id, Lang};
use crate::money::{Cents, Exact, Rounding};
use crate::plan::AccountKind;
use crate::report::chart::{Cell, Unit};
use crate::report::wording::{Sentences, number};
use crate::results::Simulated;
use crate::results::comparison::{Period, Recipient, Row};
use crate::scenario::BASE;

const STYLE: &str = include_str!("style.css");

/// The letters by which models are called.
const LETTERS: [&str; MOST_MODELS] = ["A", "B", "C", "D", "E"];

/// What all sections share.
pub(super) struct Page<'a> {
    pub(super) view: BoardView<'a>,
    pub(super) lang: Lang,
    pub(super) say: Sentences,
    names: BTreeMap<(AccountKind, String), String>,
}

impl<'a> Page<'a> {
    pub(super) fn of(view: BoardView<'a>, lang: Lang) -> Page<'a> {
        let mut names = BTreeMap::new();
        for (variant, result) in view.models {
            let scenario = &variant.scenario;
            let regions = scenario.regions.iter();
            names.extend(
                regions.map(|one| ((AccountKind::Region, one.id.to_string()), one.name.clone())),
            );
            let all = scenario.partnerships.iter();
            names.extend(all.map(|one| {
                (
                    (AccountKind::Partnership, one.id.to_string()),
                    one.name.clone(),
                )
            }));
            let functions = scenario.functions.iter();
            names.extend(functions.map(|one| {
                let name = one.name.in_lang(lang).to_owned();
                ((AccountKind::Function, one.id.to_string()), name)
            }));
            let divisions = result.scheme.divisions.iter();
            names.extend(divisions.map(|one| {
                let name = one.name.in_lang(lang).to_owned();
                ((AccountKind::Pot, one.id.to_string()), name)
            }));
        }
        let say = Sentences::new(lang);
        Page {
            view,
            lang,
            say,
            names,
        }
    }

    /// Names a holder of money: by its name where it has one, with what it is where that would
    /// not be clear.
    pub(super) fn named(&self, kind: AccountKind, id: &str) -> String {
        let kind = match kind {
            AccountKind::Cell => AccountKind::Partnership,
            kind => kind,
        };
        let name = self.names.get(&(kind, id.to_owned()));
        let name = name
            .filter(|name| !name.is_empty())
            .map_or(id, String::as_str);
        match kind {
            AccountKind::Unallocated => self.say.unallocated().to_owned(),
            AccountKind::Others => format!("{} ({name})", self.say.kind(kind)),
            _ => name.to_owned(),
        }
    }

    /// Names a recipient of a comparison, with what it is where it stands beside the level.
    pub(super) fn recipient(&self, recipient: &Recipient, is_beside: bool) -> String {
        let name = self.named(recipient.kind, recipient.id.as_str());
        match (is_beside, recipient.kind) {
            (true, AccountKind::Others) | (false, _) => name,
            (true, kind) => format!("{} {name}", self.say.kind(kind)),
        }
    }

    /// Names a parameter by the words of the first model that has it.
    pub(super) fn parameter(&self, path: &str) -> String {
        let is_own = |own: &Id, id: &str| own.as_str() == id;
        let name_of = |table: &str, id: &str| {
            let named = self.view.models.iter().find_map(|(variant, result)| {
                let scheme = &result.scheme;
                let mut components = scheme.components.iter();
                let mut divisions = scheme.divisions.iter();
                let mut uncertain = variant.scenario.uncertain.iter();
                match table {
                    "component" => components
                        .find(|one| is_own(&one.id, id))
                        .map(|one| &one.name),
                    "division" => divisions
                        .find(|one| is_own(&one.id, id))
                        .map(|one| &one.name),
                    "uncertain" => uncertain
                        .find(|one| is_own(&one.id, id))
                        .map(|one| &one.name),
                    _ => None,
                }
            });
            named.map(|name| name.in_lang(self.lang).to_owned())
        };
        self.say.setting_name(path, name_of).replace(": ", ", ")
    }

    /// The title of a scheme in quotes, where a model has it.
    pub(super) fn scheme(&self, id: &str) -> Option<String> {
        let schemes = self.view.models.iter().map(|(_, result)| &result.scheme);
        let mut own = schemes.filter(|one| one.id.as_ref().is_some_and(|own| own.as_str() == id));
        let title = own.next()?.title.in_lang(self.lang);
        Some(format!("“{title}”"))
    }

    /// The letter of a model.
    pub(super) fn letter(&self, model: usize) -> &'static str {
        LETTERS[model % LETTERS.len()]
    }

    /// The title of a model. The scenario itself is the starting point: it is called by its scheme,
    /// where that has a name of its own.
    pub(super) fn title(&self, model: usize) -> String {
        let Some((variant, result)) = self.view.models.get(model) else {
            return String::new();
        };
        match &result.scheme.id {
            Some(_) if variant.id == BASE => self
                .say
                .starting_from(result.scheme.title.in_lang(self.lang)),
            None if variant.id == BASE => self.say.starting_point().to_owned(),
            _ => variant.title.in_lang(self.lang).to_owned(),
        }
    }

    /// Letter and title of a model.
    pub(super) fn model(&self, model: usize) -> String {
        format!("{}: {}", self.letter(model), self.title(model))
    }

    /// Leaves of the letter and title of a model its letter: titles stand once on the page.
    pub(super) fn shorten(&self, head: &mut String) {
        let models = 0..self.view.models.len();
        if let Some(model) = models.into_iter().find(|model| self.model(*model) == *head) {
            self.letter(model).clone_into(head);
        }
    }

    /// The letters of all models, as heads of columns.
    pub(super) fn letters(&self) -> Vec<String> {
        let all = 0..self.view.models.len();
        all.map(|model| self.letter(model).to_owned()).collect()
    }

    /// All models, as names of series.
    pub(super) fn models(&self) -> Vec<String> {
        let all = 0..self.view.models.len();
        all.map(|model| self.model(model)).collect()
    }

    /// All years together where there are several, else the year.
    pub(super) fn period(&self) -> Option<&'a Period> {
        self.view.partnerships.periods.last()
    }

    /// Names the years of a period.
    pub(super) fn years(&self, period: &Period) -> String {
        self.say.years(period.years, period.length)
    }

    /// Says what the ends of bands are.
    pub(super) fn drawn(&self, simulated: &Simulated) -> String {
        let percent = |quantile: Option<&Exact>| {
            let quantile = quantile.map(|one| one.times(&Exact::from(100)));
            quantile.map_or(String::new(), |one| number(&one, self.lang))
        };
        let ends = [simulated.quantiles.first(), simulated.quantiles.last()].map(percent);
        let draws = i64::try_from(simulated.draws).unwrap_or(i64::MAX);
        let draws = Unit::Number.short(draws, self.lang);
        self.say.bands_are(&ends, &draws, simulated.seed)
    }

    /// Writes an amount in whole euros.
    pub(super) fn euros(&self, cents: i64) -> String {
        Unit::Euros.short(cents, self.lang)
    }
}

/// Returns the rows of a table: all of the level, and beside them those where there is money.
pub(super) fn told(period: &Period) -> impl Iterator<Item = &Row> {
    let has_any = |row: &Row| row.cells.iter().any(|cell| cell.amount != Cents::ZERO);
    let rows = period.rows.iter();
    rows.filter(move |row| !row.is_beside || has_any(row))
}

/// Returns an exact number of cents, or of anything else, as a whole one.
pub(super) fn rounded(exact: &Exact) -> i64 {
    exact.round(Rounding::HalfEven).unwrap_or_default()
}

/// Returns a ratio in ten-thousandths.
pub(super) fn basis_points(ratio: &Exact) -> i64 {
    rounded(&ratio.times(&Exact::from(10_000)))
}

/// A cell of words.
pub(super) fn words(text: impl Into<String>) -> Cell {
    Cell::Words(text.into())
}

/// Returns the code of a language.
pub(super) fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "nl",
        Lang::En => "en",
    }
}

/// Returns the page around sections.
pub(super) fn written(page: &Page<'_>, sections: &[(&str, Section)]) -> String {
    let (view, say, lang) = (page.view, page.say, page.lang);
    let title = view.scenario.in_lang(lang);
    html! {
        (DOCTYPE)
        html lang=(language(lang)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content=(view.receipt.program);
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#inhoud" { (say.skip()) }
                header {
                    p.kind { (say.report_kind()) }
                    h1 { (title) }
                    @if let Some(question) = view.question {
                        p.question { (question.in_lang(lang)) }
                    }
                    @if let Some(period) = page.period() {
                        p.years { (say.report_years(&page.years(period))) }
                    }
                }
                nav aria-label=(say.contents()) {
                    ol { @for (id, section) in sections {
                        li { a href=(format!("#{id}")) { (section.title) } }
                    } }
                }
                main id="inhoud" tabindex="-1" {
                    @for (id, section) in sections { (section.written(page, id)) }
                }
                footer { p { (say.report_foot(&view.receipt.program)) } }
            }
        }
    }
    .into_string()
}
