//! Letters: what a report says, to each partnership by itself.

use std::collections::BTreeMap;

use super::causes::between;
use super::library::Reading;
use crate::domain::{Lang, Level};
use crate::money::Cents;
use crate::report::{BoardView, CauseAmount, Letter, letter_html};
use crate::results::comparison::{Period, Recipient, Row, totals};
use crate::results::{explain, premises};

/// Returns a letter to each partnership, as files in a folder.
///
/// A letter explains the amount of the only model beside the baseline or else of the baseline.
pub(super) fn letters(
    folder: &str,
    view: BoardView<'_>,
    lang: Lang,
    read: Reading<'_>,
) -> Vec<(String, Vec<u8>)> {
    let Some(period) = view.partnerships.periods.last() else {
        return Vec::new();
    };
    let about = usize::from(view.models.len() == 2);
    let changes = Changes::of(view, period, read);
    let rows = own(period).enumerate();
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
    letters.collect()
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
