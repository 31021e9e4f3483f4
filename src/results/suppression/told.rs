//! What else a report tells: what numbers move, bands, wishes.

use std::collections::BTreeMap;

use super::Suppression;
use crate::domain::{Check, Id, Level, Uncertain, Uncertainty};
use crate::money::Cents;
use crate::plan::AccountKind;
use crate::results::comparison::Recipient;
use crate::results::{
    Band, Conflict, Counterexample, Reached, Recount, Series, SeriesName, Simulated, Sways, Trial,
    Verdict,
};

impl Suppression {
    /// Returns what numbers move, without those of one that is taken together.
    pub fn sways(&self, mut all: Vec<Sways>) -> Vec<Sways> {
        for own in &mut all {
            own.middle = self.reached(&own.middle);
            own.sways
                .retain(|sway| !self.is_about_hidden(&sway.uncertain));
            for sway in &mut own.sways {
                sway.amounts = sway.amounts.each_ref().map(|amounts| self.reached(amounts));
            }
        }
        all
    }

    pub(super) fn is_about_hidden(&self, uncertain: &Uncertain) -> bool {
        let path = match &uncertain.target {
            Uncertainty::Number(path) => path.as_str(),
            Uncertainty::Growth(_) | Uncertainty::Counts(_) => "",
        };
        let id = uncertain.id.as_str();
        [path, id]
            .into_iter()
            .any(|path| self.is_named_in_path(path))
            || self.is_named_in_text(&uncertain.name)
    }

    fn reached(&self, amounts: &Reached) -> Reached {
        let mut shown = Reached::new();
        for (recipient, amount) in amounts {
            let id = match recipient.kind {
                AccountKind::Partnership | AccountKind::Cell => self.partnership(&recipient.id),
                AccountKind::Region => self.region(&recipient.id),
                _ => recipient.id.clone(),
            };
            let kind = recipient.kind;
            *shown.entry(Recipient { kind, id }).or_default() += *amount;
        }
        shown
    }

    /// Returns the bands of a simulation of partnerships as wholes. Those taken together have the
    /// band of what they receive together, draw by draw, which `banded` makes of it; where draws
    /// were not kept they have none.
    pub fn simulated(
        &self,
        mut simulated: Simulated,
        banded: impl Fn(&[Cents]) -> Option<Band>,
    ) -> Simulated {
        for variant in &mut simulated.variants {
            let mut sums: BTreeMap<SeriesName, Vec<Cents>> = BTreeMap::new();
            let mut shown = Vec::new();
            for series in std::mem::take(&mut variant.series) {
                let Some(name) = self.named(&series.name) else {
                    shown.push(series);
                    continue;
                };
                let kept = sums.entry(name).or_default();
                kept.resize(kept.len().max(series.kept.len()), Cents::ZERO);
                for (sum, amount) in kept.iter_mut().zip(&series.kept) {
                    *sum += *amount;
                }
            }
            shown.extend(sums.into_iter().filter_map(|(name, kept)| {
                Some(Series {
                    name,
                    band: banded(&kept)?,
                    difference: None,
                    costs: None,
                    chances: Vec::new(),
                    kept,
                })
            }));
            // As before: a year by itself stands before all years together.
            shown.sort_by_key(|series| series.name.year.is_none());
            variant.series = shown;
        }
        simulated
    }

    /// Returns the name under which an amount is shown; `None` where it is its own.
    fn named(&self, name: &SeriesName) -> Option<SeriesName> {
        let is_of = |level: Level| name.level() == Some(level);
        let recipient = Id::parse(&name.recipient)?;
        let recipient = match (is_of(Level::Partnership), is_of(Level::Region)) {
            (true, _) => self.partnership(&recipient),
            (_, true) => self.region(&recipient),
            _ => return None,
        };
        (recipient.as_str() != name.recipient).then(|| SeriesName {
            recipient: recipient.to_string(),
            ..name.clone()
        })
    }

    /// Returns what wishes come to, without those about one that is taken together and without
    /// what breaks a wish where that is such a one.
    pub fn verdicts<'a>(&self, mut all: Vec<Verdict<'a>>) -> Vec<Verdict<'a>> {
        all.retain(|verdict| !self.is_wished_of_hidden(verdict.check));
        for verdict in &mut all {
            let found = verdict.counterexample.take();
            verdict.counterexample = found.filter(|one| !self.is_broken_by_hidden(one));
        }
        all
    }

    /// Returns wishes that cannot hold together, without those about one that is taken together.
    pub fn conflicts<'a>(&self, mut all: Vec<Conflict<'a>>) -> Vec<Conflict<'a>> {
        all.retain(|conflict| {
            let mut checks = conflict.checks.iter();
            !checks.any(|check| self.is_wished_of_hidden(check))
        });
        all
    }

    fn is_wished_of_hidden(&self, check: &Check) -> bool {
        let mut recipients = check.scope.recipients.iter();
        recipients.any(|id| self.hides(id))
            || self.is_named_in_path(check.id.as_str())
            || check
                .title
                .as_ref()
                .is_some_and(|title| self.is_named_in_text(title))
    }

    fn is_broken_by_hidden(&self, one: &Counterexample) -> bool {
        let is_hidden = |count: &Recount| {
            let mut places = count.partnership.iter().chain(&count.region);
            // A count may be of a site, or of a board, and so less than what is shown of anybody.
            let mut heads = [count.from, count.to].into_iter();
            places.any(|id| self.hides(id)) || heads.any(|heads| self.is_small(heads))
        };
        let is_tried_on_hidden = match &one.trial {
            Trial::MoreStudents(count) => is_hidden(count),
            Trial::Moved { from, to } => is_hidden(from) || is_hidden(to),
            Trial::Bounded {
                per: Some((_, heads)),
                ..
            } => self.is_small(*heads),
            _ => false,
        };
        // Boards and institutes are not told apart.
        let is_within = matches!(one.level, Level::Board | Level::Institute);
        is_within || is_tried_on_hidden || one.recipients.iter().any(|id| self.hides(id))
    }
}
