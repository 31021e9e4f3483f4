//! The answer, in sentences with numbers.

use super::block::{Block, Section};
use super::page::{Page, rounded};
use crate::report::chart::Unit;
use crate::results::comparison::{Period, Row};

/// Returns the sentences of the scenario, or where it states none what the figures say: of the
/// student first, then of who gains and who loses.
pub(super) fn section(page: &Page<'_>) -> Section {
    let sentences = match page.view.answer {
        [] => told(page),
        stated => stated.to_vec(),
    };
    let models = 0..page.view.models.len();
    let models = models.map(|model| (page.letter(model).to_owned(), page.title(model)));
    let mut blocks = vec![Block::Models(models.collect()), Block::List(sentences)];
    blocks.push(Block::Words(page.say.no_advice().to_owned()));
    if let Some(hidden) = page.view.suppression {
        blocks.push(Block::Words(page.say.taken_together(hidden)));
    }
    Section {
        title: page.say.answer_head().to_owned(),
        blocks,
    }
}

fn told(page: &Page<'_>) -> Vec<String> {
    let Some(period) = page.period() else {
        return Vec::new();
    };
    let mut sentences = Vec::new();
    let own = period.rows.iter().filter(|row| !row.is_beside);
    let students: i64 = own
        .filter_map(|row| row.cells.first())
        .map(|cell| cell.students)
        .sum();
    let students = Unit::Number.short(students, page.lang);
    let ends = page
        .view
        .figures
        .first()
        .and_then(|one| one.per_student.as_ref());
    if let Some((lowest, highest)) = ends {
        let [lowest, highest] = [lowest, highest].map(|one| page.euros(rounded(&one.amount)));
        let says = page
            .say
            .students_and_amounts(&students, [&lowest, &highest], period);
        sentences.push(says);
    }
    let others = || period.sums.iter().enumerate().skip(1);
    if others().next().is_some() {
        let outcomes = others().map(|(model, sums)| {
            let sides = [&sums.outcome.gainers, &sums.outcome.losers];
            (page.letter(model), sides.map(|side| side.number))
        });
        sentences.push(
            page.say
                .outcomes(page.letter(0), &outcomes.collect::<Vec<_>>()),
        );
        let who = (1..period.sums.len()).map(|model| who_moves(page, period, model));
        sentences.push(page.say.greatest_changes(&who.collect::<Vec<String>>()));
    }
    sentences
}

/// Says which partnership gains most in a model and which loses most, without an end.
fn who_moves(page: &Page<'_>, period: &Period, model: usize) -> String {
    let own = || period.rows.iter().filter(|row| !row.is_beside);
    let told = |row: &Row| {
        let name = page.recipient(&row.recipient, false);
        let change = row.cells[model].change.count();
        (name, page.euros(change.saturating_abs()))
    };
    let change = |row: &&Row| row.cells[model].change.count();
    let more = own().max_by_key(change).filter(|row| change(row) > 0);
    let less = own().min_by_key(change).filter(|row| change(row) < 0);
    let letter = page.letter(model);
    page.say.who_moves(letter, more.map(told), less.map(told))
}
