//! Points to decide, in draft: what the models set, wishes that fail, transition and evaluation.
//! Every point is a question; none says what to answer.

use super::block::{Block, Section};
use super::page::Page;
use crate::domain::Check;
use crate::report::wording::Setting;

/// Returns the questions that the models leave to a board.
pub(super) fn section(page: &Page<'_>) -> Section {
    let stated = page.view.decisions.iter().map(|one| {
        let text = one.text.in_lang(page.lang);
        page.say.to_decide(text, one.by)
    });
    let mut points: Vec<String> = stated.collect();
    let intro = match points.is_empty() {
        true => page.say.decisions_intro(),
        false => page.say.decisions_stated(),
    };
    if points.is_empty() {
        points.extend(settings(page));
        points.extend(wishes(page));
    }
    points.extend(transition(page));
    Section {
        title: page.say.decisions_head().to_owned(),
        blocks: vec![
            Block::Words(intro.to_owned()),
            Block::List(points),
            Block::Words(page.say.evaluation(page.view.evaluate)),
        ],
    }
}

/// A question for each setting in which models differ from the first, in their order.
fn settings(page: &Page<'_>) -> Vec<String> {
    let mut points: Vec<(&Setting, Vec<&str>)> = Vec::new();
    for (at, model) in page.view.differences.iter().enumerate() {
        for set in &model.set {
            let same =
                |known: &&mut (&Setting, _)| known.0.path == set.path && known.0.to == set.to;
            match points.iter_mut().find(same) {
                Some((_, models)) => models.push(page.letter(at + 1)),
                None => points.push((set, vec![page.letter(at + 1)])),
            }
        }
    }
    let asked = points.into_iter();
    asked
        .map(|(set, models)| page.say.decide(set, &models))
        .collect()
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
