//! What a reader of a comparison might overlook: models that change nothing, and why.

use super::ledger::Recipient;
use super::{Model, Period};
use crate::domain::{Id, Level};
use crate::engine::Reason;
use crate::money::Cents;
use crate::results::{Award, Due, VariantResult};

/// Something to notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A model gives everybody what the baseline gives.
    NothingChanges {
        /// The model, by position.
        model: usize,
        /// Why.
        why: Why,
    },
    /// Models do not know a recipient, so that its amount there is zero.
    OnlyElsewhere {
        /// The recipient.
        recipient: Recipient,
        /// The models that do not know it, by position.
        absent: Vec<usize>,
    },
}

/// Why nothing changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Both set the same.
    SameSettings,
    /// Below this level, or in another component, money does move.
    OtherLevel,
    /// The same pot is used up in both, and cut claims share it.
    PotUsedUp(Id),
    /// Everybody receives the same, but costs and own contributions differ.
    OnlyCosts,
    /// Everybody receives the same, in other months.
    OnlyMoments,
    /// What they set differently has no effect on this data: the paths.
    NoEffect(Vec<String>),
}

pub(super) fn notices(models: &[Model<'_>], period: Option<&Period>) -> Vec<Notice> {
    let (Some(period), Some(baseline)) = (period, models.first()) else {
        return Vec::new();
    };
    let mut notices = Vec::new();
    for (at, model) in models.iter().enumerate().skip(1) {
        let mut cells = period.rows.iter().map(|row| &row.cells[at]);
        if cells.all(|cell| cell.change == Cents::ZERO) {
            let why = why(baseline.result, model.result);
            notices.push(Notice::NothingChanges { model: at, why });
        }
    }
    for row in &period.rows {
        let cells = row.cells.iter().enumerate();
        let absent: Vec<usize> = cells
            .filter_map(|(at, cell)| cell.is_absent.then_some(at))
            .collect();
        if !absent.is_empty() {
            let recipient = row.recipient.clone();
            notices.push(Notice::OnlyElsewhere { recipient, absent });
        }
    }
    notices
}

fn why(baseline: &VariantResult, model: &VariantResult) -> Why {
    if baseline.settings == model.settings {
        return Why::SameSettings;
    }
    let awards = |result: &VariantResult| -> Vec<(crate::plan::Account, Id, Cents)> {
        let awards = result.years.iter().flat_map(|year| &year.awards);
        let told = awards.map(|award: &Award| {
            let component = result.plan.components[award.component].id.clone();
            (award.account.clone(), component, award.amount)
        });
        told.collect()
    };
    if awards(baseline) != awards(model) {
        return Why::OtherLevel;
    }
    if covered(baseline) != covered(model) {
        return Why::OnlyCosts;
    }
    let dated = |result: &VariantResult| -> Vec<Due> {
        let awards = result.years.iter().flat_map(|year| &year.awards);
        awards.map(|award| award.due.clone()).collect()
    };
    if dated(baseline) != dated(model) {
        return Why::OnlyMoments;
    }
    let pots = cut_pots(baseline);
    if let Some(pot) = cut_pots(model).into_iter().find(|pot| pots.contains(pot)) {
        return Why::PotUsedUp(pot);
    }
    let differs = |own: &VariantResult, other: &VariantResult| -> Vec<String> {
        let settings = own.settings.iter();
        let new = settings.filter(|setting| !other.settings.contains(setting));
        new.map(|(path, _)| path.clone()).collect()
    };
    let mut paths = differs(model, baseline);
    paths.extend(differs(baseline, model));
    paths.sort();
    paths.dedup();
    Why::NoEffect(paths)
}

/// Returns who bears what costs with what income, year by year; what else a coverage row holds
/// may differ where neither does.
fn covered(result: &VariantResult) -> Vec<(Level, Option<&Id>, Option<Cents>, Cents)> {
    let rows = result.years.iter().flat_map(|year| &year.coverage);
    let told = rows.map(|row| (row.level, row.id.as_ref(), row.cost, row.income));
    told.collect()
}

/// Returns the divisions that had to cut claims.
fn cut_pots(result: &VariantResult) -> Vec<Id> {
    let entries = result.years.iter().flat_map(|year| &year.entries);
    let cut = entries.filter(|entry| {
        let reason = &entry.posting.reason;
        matches!(
            reason,
            Reason::Entitled {
                shortfall: Some(_),
                ..
            }
        )
    });
    let mut ids: Vec<Id> = cut
        .map(|entry| result.plan.divisions[entry.posting.division].id.clone())
        .collect();
    ids.sort();
    ids.dedup();
    ids
}
