//! [`Sample`]: the amounts of a sweep, read back from its parts.

use std::collections::BTreeMap;

use super::super::{Failure, Manner};
use super::columns::TOTAL;
use super::folder::{Standing, Store, standing};
use super::run::SweepJob;
use crate::domain::{SweepRow, Text};
use crate::intake::parquet_columns;
use crate::results::{Columns, Recurring, Texts, Values};

/// Who receives: kind and id.
pub(super) type Receiver = (String, String);

/// The amounts of every point, in euros.
pub(super) struct Sample {
    /// The year they are of.
    pub(super) year: String,
    /// By variant and receiver; a missing amount is no number.
    pub(super) amounts: BTreeMap<(String, Receiver), Vec<f64>>,
    pub(super) points: usize,
}

impl Sample {
    /// Reads the amounts of a year of everybody; those of all years together, or else of the only
    /// one, unless a year is named.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when parts are missing, or hold no rows by point.
    pub(super) fn read(
        job: &SweepJob<'_>,
        store: &dyn Store,
        year: Option<&str>,
        manner: Manner,
    ) -> Result<Sample, Failure> {
        let lang = manner.look.lang;
        let row = job.field.sweep.rows.row(job.field.sweep.draws);
        if matches!(row, None | Some(SweepRow::Draw)) {
            return Err(Failure::usage(
                &Text::new(
                    "deze sweep heeft geen rij per punt",
                    "this sweep has no row for each point",
                ),
                &Text::new(
                    "reken hem met `--rows points`",
                    "run it with `--rows points`",
                ),
                lang,
            ));
        }
        let points = usize::try_from(job.manifest.points).unwrap_or(usize::MAX);
        let mut amounts = BTreeMap::new();
        let mut years: Vec<String> = Vec::new();
        for part in 0..job.manifest.parts() {
            let columns = match standing((store, &job.manifest), part, lang)? {
                Standing::Whole(contents, _) => parquet_columns(&contents),
                Standing::Missing | Standing::Broken => None,
            };
            let columns =
                columns.ok_or_else(|| super::merge::incomplete(store.name(), &[part], lang))?;
            gather(&columns, points, &mut amounts, &mut years);
        }
        let wanted = match year {
            Some(year) => year.to_owned(),
            None if years.iter().any(|own| own == TOTAL) => TOTAL.to_owned(),
            None => years.last().cloned().unwrap_or_default(),
        };
        if !years.contains(&wanted) {
            let what = Text::new("jaar", "year");
            return Err(Failure::unknown(&what, &wanted, &years, lang));
        }
        let of_year = amounts
            .into_iter()
            .filter(|((_, _, own), _)| *own == wanted);
        let amounts = of_year.map(|((variant, receiver, _), own)| ((variant, receiver), own));
        Ok(Sample {
            amounts: amounts.collect(),
            year: wanted,
            points,
        })
    }

    /// Returns the amounts of every receiver under a variant.
    pub(super) fn of_variant<'s>(
        &'s self,
        variant: &'s str,
    ) -> impl Iterator<Item = (&'s Receiver, &'s Vec<f64>)> {
        let own = self
            .amounts
            .iter()
            .filter(move |((id, _), _)| id == variant);
        own.map(|((_, receiver), amounts)| (receiver, amounts))
    }

    /// Returns the amounts of a receiver, by id, under a variant.
    pub(super) fn of(&self, variant: &str, recipient: &str) -> Option<&Vec<f64>> {
        let mut all = self.amounts.iter();
        let found = all.find(|((own, (_, id)), _)| own == variant && id == recipient);
        found.map(|(_, amounts)| amounts)
    }
}

/// Variant, receiver and year.
type Key = (String, Receiver, String);

/// What a row is of, as positions of its texts.
type Codes = [Option<u32>; 4];

/// Adds the rows of a part: sums over everything, in all regions together.
fn gather(
    columns: &Columns,
    points: usize,
    amounts: &mut BTreeMap<Key, Vec<f64>>,
    years: &mut Vec<String>,
) {
    let (Some(ids), Some(cents)) = (columns.column("point"), columns.column("cents")) else {
        return;
    };
    let parts = ["region", "component"].map(|name| texts(columns, name));
    let names = ["variant", "kind", "recipient", "year"].map(|name| texts(columns, name));
    let code = |texts: Option<&Texts>, row: usize| texts.and_then(|texts| texts.cells[row]);
    // The rows of a part are of a few that recur at every point.
    let mut known: Recurring<Codes> = Recurring::default();
    let mut found: Vec<Vec<(usize, f64)>> = Vec::new();
    for row in 0..columns.rows {
        if parts.iter().any(|part| code(*part, row).is_some()) {
            continue;
        }
        let place = known.place(&names.map(|name| code(name, row)));
        if place == found.len() {
            found.push(Vec::new());
        }
        if let (Some(point), Some(amount)) = (ids.whole(row), cents.whole(row)) {
            let point = usize::try_from(point).unwrap_or(usize::MAX);
            found[place].push((point, euros(amount)));
        }
    }
    for (codes, found) in known.keys().iter().zip(found) {
        let mut own = names.iter().zip(codes).map(|(texts, code)| {
            let text = texts
                .zip(*code)
                .and_then(|(texts, code)| texts.list.get(code as usize));
            text.cloned().unwrap_or_default()
        });
        let mut own = || own.next().unwrap_or_default();
        let key = (own(), (own(), own()), own());
        if !years.contains(&key.2) {
            years.push(key.2.clone());
        }
        let all = amounts.entry(key).or_insert_with(|| vec![f64::NAN; points]);
        for (point, amount) in found {
            if let Some(own) = all.get_mut(point) {
                *own = amount;
            }
        }
    }
}

/// Returns a column of texts.
fn texts<'c>(columns: &'c Columns, name: &str) -> Option<&'c Texts> {
    match columns.column(name)? {
        Values::Texts(texts) => Some(texts),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "amounts are below 2^53 cents")]
fn euros(cents: i64) -> f64 {
    cents as f64 / 100.0
}
