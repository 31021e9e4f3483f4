//! Four figures, per model.

use super::block::{Block, Section};
use super::page::{Page, basis_points, rounded};
use crate::report::chart::Unit;

/// Returns students trained, euros per student, what does not serve training, and the largest
/// decline.
pub(super) fn section(page: &Page<'_>) -> Section {
    let names = page.say.four_figures(page.period());
    let figures: [fn(&Page<'_>, usize) -> String; 4] = [students, per_student, elsewhere, decline];
    let cards = names.into_iter().zip(figures).map(|(name, figure)| {
        let models = 0..page.view.models.len();
        let values = models.map(|model| figure(page, model));
        (name, lines(page, values.collect()))
    });
    Section {
        title: page.say.figures_head().to_owned(),
        blocks: vec![Block::Cards(cards.collect())],
    }
}

/// A line per model, or one where all have the same.
fn lines(page: &Page<'_>, values: Vec<String>) -> Vec<(String, String)> {
    match values.as_slice() {
        [only] => vec![(String::new(), only.clone())],
        [first, others @ ..] if others.iter().all(|one| one == first) => {
            vec![(page.say.all_models().to_owned(), first.clone())]
        }
        _ => {
            let lines = values.into_iter().enumerate();
            let lines = lines.map(|(model, value)| (page.letter(model).to_owned(), value));
            lines.collect()
        }
    }
}

fn students(page: &Page<'_>, model: usize) -> String {
    let rows = page.period().map_or(&[][..], |period| &period.rows);
    let own = rows.iter().filter(|row| !row.is_beside);
    let students: i64 = own.map(|row| row.cells[model].students).sum();
    Unit::Number.short(students, page.lang)
}

fn per_student(page: &Page<'_>, model: usize) -> String {
    let figures = page.view.figures.get(model);
    match figures.and_then(|one| one.per_student.as_ref()) {
        Some((lowest, highest)) => {
            let [lowest, highest] = [lowest, highest].map(|one| page.euros(rounded(&one.amount)));
            page.say.between_ends(&lowest, &highest)
        }
        None => page.say.unknown().to_owned(),
    }
}

fn elsewhere(page: &Page<'_>, model: usize) -> String {
    let figures = page.view.figures.get(model);
    match figures.and_then(crate::results::KeyFigures::part_elsewhere) {
        Some(part) => Unit::Percent.short(basis_points(&part), page.lang),
        None => page.say.unknown().to_owned(),
    }
}

fn decline(page: &Page<'_>, model: usize) -> String {
    let Some(period) = page.period().filter(|_| model > 0) else {
        return page.say.compared_with_this().to_owned();
    };
    match period.sums[model].worst.amount {
        Some((row, lost)) => {
            let who = page.recipient(&period.rows[row].recipient, false);
            format!("{} ({who})", page.euros(lost.count()))
        }
        None => page.say.nobody_loses().to_owned(),
    }
}
