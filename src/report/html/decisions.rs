//! Points to decide, in draft: what the models set, wishes that fail, transition and evaluation.
//! Every point is a question; none says what to answer.

use super::block::{Block, Section};
use super::page::Page;
use crate::domain::{Check, Id};
use crate::report::wording::Setting;

/// Returns the questions that the models leave to a board.
pub(super) fn section(page: &Page<'_>) -> Section {
    let mut points = settings(page);
    points.extend(wishes(page));
    points.extend(transition(page));
    Section {
        id: "besluitpunten",
        title: page.say.decisions_head().to_owned(),
        blocks: vec![
            Block::Words(page.say.decisions_intro().to_owned()),
            Block::List(points),
            Block::Words(page.say.evaluation().to_owned()),
        ],
    }
}

/// A question for each value that models set, in the order in which they do.
fn settings(page: &Page<'_>) -> Vec<String> {
    let mut points: Vec<((&str, &str), Vec<&str>)> = Vec::new();
    for (at, (_, result)) in page.view.models.iter().enumerate() {
        for (path, value) in &result.settings {
            // What a party can live with is its own: a report goes from hand to hand.
            if path.starts_with("party.") {
                continue;
            }
            let point = (path.as_str(), value.as_str());
            match points.iter_mut().find(|(known, _)| *known == point) {
                Some((_, models)) => models.push(page.letter(at)),
                None => points.push((point, vec![page.letter(at)])),
            }
        }
    }
    let asked = points.into_iter().map(|((path, value), models)| {
        let setting = Setting {
            path,
            value,
            models: &models,
        };
        page.say.decide(&setting, |table, id| name(page, table, id))
    });
    asked.collect()
}

/// The name of a component or division in the first model that has it.
fn name(page: &Page<'_>, table: &str, id: &str) -> Option<String> {
    let is_own = |own: &Id| own.as_str() == id;
    page.view.models.iter().find_map(|(_, result)| {
        let name = match table {
            "component" => {
                let mut all = result.scheme.components.iter();
                all.find(|one| is_own(&one.id)).map(|one| &one.name)
            }
            "division" => {
                let mut all = result.scheme.divisions.iter();
                all.find(|one| is_own(&one.id)).map(|one| &one.name)
            }
            _ => None,
        };
        name.map(|name| name.in_lang(page.lang).to_owned())
    })
}

/// A question for each wish that fails somewhere.
fn wishes(page: &Page<'_>) -> Vec<String> {
    let mut failing: Vec<(&Check, Vec<&str>)> = Vec::new();
    for verdict in page.view.wishes.iter().filter(|one| !one.holds) {
        let mut models = page.view.models.iter();
        let Some(at) = models.position(|(one, _)| one.id == verdict.variant) else {
            continue;
        };
        let letter = page.letter(at);
        match failing
            .iter_mut()
            .find(|(check, _)| check.id == verdict.check.id)
        {
            Some((_, models)) if models.contains(&letter) => {}
            Some((_, models)) => models.push(letter),
            None => failing.push((verdict.check, vec![letter])),
        }
    }
    let asked = failing.into_iter().map(|(check, models)| {
        let title = page.say.titled(check);
        page.say.accept(&title, &models)
    });
    asked.collect()
}

/// Whether a model comes at once, beside what the one who loses most would lose.
fn transition(page: &Page<'_>) -> Option<String> {
    let period = page.period()?;
    let models = period.sums.iter().enumerate().skip(1);
    let losses = models.filter_map(|(at, sums)| Some((at, sums.worst.amount?)));
    let most = losses.min_by_key(|(_, (_, lost))| *lost);
    let told = most.map(|(at, (row, lost))| {
        let who = page.recipient(&period.rows[row].recipient, false);
        page.say
            .largest_decline(&page.euros(lost.count()), &who, page.letter(at))
    });
    (period.sums.len() > 1).then(|| page.say.transition(told.as_deref()))
}
