//! The letter to one partnership: what a calculation says of it, on one page of paper.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::BoardView;
use super::page::{Page, language};
use crate::domain::{Assumption, Id, Lang};
use crate::money::Cents;
use crate::plan::AccountKind;
use crate::report::CauseAmount;
use crate::report::causes::causes_text;
use crate::report::chart::Unit;
use crate::results::comparison::{Period, Row};
use crate::results::{Explanation, Line};

const STYLE: &str = include_str!("letter.css");

/// How many lines of an explanation are reasons, beside the students that were counted.
const LINES: usize = 2;

/// What a letter says beside the report that it goes with.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    /// The partnership.
    pub partnership: &'a Id,
    /// The model whose amount is explained, by position.
    pub about: usize,
    /// How that amount came about; `None` where the model does not know the partnership.
    pub explained: Option<&'a Explanation>,
    /// What that amount rests on.
    pub premises: &'a [&'a Assumption],
    /// What brought its change about, per model behind the baseline.
    pub causes: &'a [Vec<CauseAmount>],
}

/// Returns the letter as one HTML file; `None` where the report does not know the partnership.
///
/// What parties can live with is in no letter: it is not in what letters are made of.
pub fn letter_html(view: BoardView<'_>, letter: &Letter<'_>, lang: Lang) -> Option<String> {
    let page = Page::of(view, lang);
    let period = page.period()?;
    let mut rows = period.rows.iter().filter(|row| !row.is_beside);
    let row = rows.find(|row| row.recipient.id == *letter.partnership)?;
    let written = Written {
        page: &page,
        period,
        row,
        letter,
    };
    Some(written.html().into_string())
}

/// A letter being written.
struct Written<'w> {
    page: &'w Page<'w>,
    period: &'w Period,
    row: &'w Row,
    letter: &'w Letter<'w>,
}

impl Written<'_> {
    fn html(&self) -> Markup {
        let Written { page, letter, .. } = self;
        let say = page.say;
        let name = page.recipient(&self.row.recipient, false);
        let title = page.view.scenario.in_lang(page.lang);
        let about = page.model(letter.about);
        html! {
            (DOCTYPE)
            html lang=(language(page.lang)) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="generator" content=(page.view.receipt.program);
                    title { (say.letter_title(&name)) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    header {
                        p.kind { (say.letter_kind()) }
                        h1 { (say.letter_title(&name)) }
                        p { (title) ". " (say.report_years(&page.years(self.period))) "." }
                    }
                    main {
                        (section("bedrag", say.letter_amount(), self.amounts()))
                        (section("redenen", &say.letter_reasons(&about), listed(&self.reasons())))
                        (section("verschil", say.letter_changes(), listed(&self.changes())))
                        (section("onzeker", say.letter_uncertain(), listed(&self.uncertain())))
                        (section("aanname", say.letter_premise(), listed(&self.premise())))
                        (section("vragen", say.letter_questions(), listed(&self.contact())))
                    }
                    footer { p { (say.letter_foot(&page.view.receipt.program)) } }
                }
            }
        }
    }

    /// The amount in each model, with the difference from the baseline.
    fn amounts(&self) -> Markup {
        let (page, say) = (self.page, self.page.say);
        let full = |amount: Cents| Unit::Euros.full(amount.count(), page.lang);
        let about = self.row.cells.get(self.letter.about);
        let heads = say.letter_heads(page.letter(0));
        html! {
            p.amount { (full(about.map_or(Cents::ZERO, |cell| cell.amount))) }
            table {
                thead { tr { @for (at, head) in heads.iter().enumerate() {
                    th scope="col" class=[(at > 0).then_some("n")] { (head) }
                } } }
                tbody { @for (at, cell) in self.row.cells.iter().enumerate() {
                    tr {
                        th scope="row" { (page.model(at)) }
                        td.n { (full(cell.amount)) }
                        td.n { @if at > 0 { (say.signed(cell.change)) } }
                    }
                } }
            }
        }
    }

    /// The students that were counted, then the lines that bring most.
    fn reasons(&self) -> Vec<String> {
        let page = self.page;
        let students = self.row.cells.get(self.letter.about);
        let students = students.map_or(0, |cell| cell.students);
        let counted = self.period.counted.iter().map(ToString::to_string);
        let counted = counted.collect::<Vec<String>>().join(", ");
        let mut reasons = vec![
            page.say
                .letter_students(students, &counted, self.period.length),
        ];
        let model = page.view.models.get(self.letter.about);
        let years = self.letter.explained.map_or(&[][..], |one| &one.years);
        let lines = years.iter().flat_map(|year| {
            let mut lines: Vec<&Line> = year.lines.iter().collect();
            lines.retain(|line| line.amount != Cents::ZERO);
            lines.sort_by_key(|line| std::cmp::Reverse(line.amount));
            lines.into_iter().map(move |line| (year.year, line))
        });
        let told = model.into_iter().flat_map(|(_, result)| {
            lines.clone().map(|(year, line)| {
                let told = page.say.line(&result.plan, line);
                match years {
                    [_] => told,
                    _ => format!("{year}: {told}"),
                }
            })
        });
        reasons.extend(told.take(LINES));
        if reasons.len() == 1 {
            reasons.push(page.say.nothing().to_owned());
        }
        reasons
    }

    /// What changes in each model against the baseline, and what brings it about.
    fn changes(&self) -> Vec<String> {
        let page = self.page;
        let models = self.row.cells.iter().enumerate().skip(1);
        let changes = models.map(|(at, cell)| {
            let causes = self.letter.causes.get(at - 1);
            let causes = causes.map_or(&[][..], Vec::as_slice);
            let told = match cell.change {
                Cents::ZERO => page.say.letter_no_change().to_owned(),
                change => causes_text(change, causes, page.lang)
                    .trim_end()
                    .replace('\n', "; "),
            };
            let told = match told.as_str() {
                "" => page.say.signed(cell.change),
                _ => told,
            };
            page.say
                .letter_change(&page.model(at), page.letter(0), &told)
        });
        let changes: Vec<String> = changes.collect();
        match changes.is_empty() {
            true => vec![page.say.one_model().to_owned()],
            false => changes,
        }
    }

    /// The band around the amount of each model.
    fn uncertain(&self) -> Vec<String> {
        let page = self.page;
        let Some(simulated) = page.view.simulated else {
            return vec![page.say.letter_certain().to_owned()];
        };
        let models = page.view.models.iter().enumerate();
        let bands = models.filter_map(|(at, (variant, _))| {
            let own = simulated.variants.iter().find(|one| one.id == variant.id)?;
            let mut series = own.series.iter().filter(|one| {
                let name = &one.name;
                let is_whole = name.region.is_none() && name.component.is_none();
                let is_own = name.recipient == self.letter.partnership.as_str();
                is_own && is_whole && name.kind == AccountKind::Partnership
            });
            // All years together stand behind the years.
            let band = &series.next_back()?.band;
            let ends = [band.quantiles.first()?.0, band.quantiles.last()?.0];
            let ends = ends.map(|end| page.euros(end.count()));
            Some(page.say.letter_band(&page.model(at), &ends))
        });
        let mut told: Vec<String> = bands.collect();
        told.push(page.drawn(simulated));
        told
    }

    fn premise(&self) -> Vec<String> {
        let page = self.page;
        let own = page.view.sways.get(self.letter.about);
        if let Some((sway, amounts)) = own.and_then(|own| own.widest(&self.row.recipient)) {
            let name = sway.uncertain.name.in_lang(page.lang);
            let ends = sway.ends.each_ref();
            let ends = ends.map(|end| page.say.end_of(&sway.uncertain, end));
            let amounts = amounts.map(|amount| page.euros(amount.count()));
            return vec![page.say.letter_widest(name, &ends, &amounts)];
        }
        // What names no path goes before what does, and what is about everything before a part.
        let mut all: Vec<&&Assumption> = self.letter.premises.iter().collect();
        all.sort_by_key(|one| (one.text.nl.contains('`'), one.path.is_some()));
        let first = all
            .first()
            .map(|one| one.text.in_lang(page.lang).to_owned());
        vec![first.unwrap_or_else(|| page.say.letter_no_premise().to_owned())]
    }

    fn contact(&self) -> Vec<String> {
        let page = self.page;
        let regions = self.row.regions.iter();
        let regions = regions.map(|id| page.named(AccountKind::Region, id.as_str()));
        vec![page.say.letter_contact(&regions.collect::<Vec<String>>())]
    }
}

fn section(id: &str, title: &str, inside: Markup) -> Markup {
    let heading = format!("{id}-kop");
    html! {
        section id=(id) aria-labelledby=(heading) {
            h2 id=(heading) { (title) }
            (inside)
        }
    }
}

/// Writes one sentence as a paragraph, several as a list.
fn listed(sentences: &[String]) -> Markup {
    html! {
        @if let [only] = sentences {
            p { (only) }
        } @else {
            ol { @for sentence in sentences { li { (sentence) } } }
        }
    }
}
