//! Letters: what a report says, to each partnership by itself.

use std::collections::BTreeMap;

use super::causes::between;
use super::library::Reading;
use crate::domain::{Id, Lang, Level};
use crate::money::Cents;
use crate::report::wording::Sentences;
use crate::report::{BoardView, CauseAmount, Letter, letter_html};
use crate::results::comparison::{Period, Recipient, Row, totals};
use crate::results::{Suppression, explain, premises};

/// Returns a letter to each partnership, or to one, as files in a folder.
///
/// A letter explains the amount of the only model beside the baseline or else of the baseline.
/// Where small counts are hidden, nobody has one whose amount or region is shown together with
/// others only: then they are told beside the letters.
pub(super) fn letters(
    (folder, only): (&str, Option<&str>),
    view: BoardView<'_>,
    lang: Lang,
    read: Reading<'_>,
) -> (Vec<(String, Vec<u8>)>, String) {
    let Some(period) = view.partnerships.periods.last() else {
        return Default::default();
    };
    let about = usize::from(view.models.len() == 2);
    let changes = Changes::of(view, period, read);
    let rows = own(period)
        .enumerate()
        .filter(|(_, row)| is_open(view, row))
        .filter(|(_, row)| only.is_none_or(|id| row.recipient.id.as_str() == id));
    let letters = rows.filter_map(|(at, row)| {
        let partnership = &row.recipient.id;
        let result = &view.models.get(about)?.1;
        let explained = explain(result, partnership.as_str()).ok();
        let premises = explained.as_ref().map(|one| premises(result, one));
        let causes: Vec<_> = changes.rows.iter().map(|of| of[at].clone()).collect();
        let letter = Letter {
            partnership,
            about,
            explained: explained.as_ref(),
            premises: premises.as_deref().unwrap_or_default(),
            causes: &causes,
        };
        let path = path(folder, partnership.as_str());
        Some((path, letter_html(view, &letter, lang)?.into_bytes()))
    });
    (letters.collect(), without(view, period, lang))
}

/// Says whether a partnership and all its regions are shown by themselves.
fn is_open(view: BoardView<'_>, row: &Row) -> bool {
    let mut ids = row.regions.iter().chain([&row.recipient.id]);
    view.suppression
        .is_none_or(|hidden| !ids.any(|id| hidden.is_together(id)))
}

/// Tells who has no letter, if there are any.
fn without(view: BoardView<'_>, period: &Period, lang: Lang) -> String {
    let hidden = view.suppression.map(Suppression::partnerships);
    let closed = own(period).filter(|row| !is_open(view, row));
    let closed = closed.map(|row| &row.recipient.id);
    let closed = closed.filter(|id| view.suppression.is_some_and(|one| !one.is_together(id)));
    let mut ids: Vec<&str> = hidden
        .into_iter()
        .flatten()
        .chain(closed)
        .map(Id::as_str)
        .collect();
    ids.sort_unstable();
    match ids.is_empty() {
        true => String::new(),
        false => Sentences::new(lang).without_letter(&ids),
    }
}

/// Returns the path of the letter to a partnership.
fn path(folder: &str, id: &str) -> String {
    format!("{}/{id}.html", folder.trim_end_matches('/'))
}

fn own(period: &Period) -> impl Iterator<Item = &Row> {
    period.rows.iter().filter(|row| !row.is_beside)
}

/// What brought the changes about, per model behind the baseline and row.
struct Changes {
    rows: Vec<Vec<Vec<CauseAmount>>>,
}

impl Changes {
    fn of(view: BoardView<'_>, period: &Period, read: Reading<'_>) -> Changes {
        let Some(((baseline, _), others)) = view.models.split_first() else {
            return Changes { rows: Vec::new() };
        };
        let models = others.iter().map(|(variant, _)| {
            let none = || own(period).map(|_| Vec::new()).collect();
            let Some(between) = between(view.path, (&baseline.id, &variant.id), read) else {
                return none();
            };
            let results = between.results.iter();
            let totals: Vec<BTreeMap<Recipient, Cents>> = results
                .map(|result| totals(result, Level::Partnership))
                .collect();
            let rows = own(period).map(|row| {
                let amounts = totals.iter().map(|all| all.get(&row.recipient).copied());
                let amounts: Vec<Cents> = amounts.map(Option::unwrap_or_default).collect();
                let parts = between.parts_of(&amounts).into_iter();
                parts.map(|part| (part.kinds, part.amount)).collect()
            });
            rows.collect()
        });
        Changes {
            rows: models.collect(),
        }
    }
}
