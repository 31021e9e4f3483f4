//! Need and capacity per student of each recipient of an adjustment.

use super::super::{AdjustmentStep, NeedRule, Slot};
use super::adjusting::Setting;
use super::claims::claiming;
use super::passing::Recipient;
use super::year::YearCompiler;
use crate::domain::{Id, Level, NeedCapacity, PerStudent, Text};
use crate::money::Cents;

impl<'a> YearCompiler<'_, 'a> {
    /// Returns the step that sets a part apart for those who lack something.
    pub(super) fn need(
        &mut self,
        terms: &NeedCapacity,
        path: &str,
        setting: Setting<'_>,
        recipients: &[Recipient<'a>],
    ) -> AdjustmentStep {
        AdjustmentStep::NeedCapacity(NeedRule {
            share: self.share(path, "share", &terms.share),
            need: self.per_student(&terms.need, &format!("{path}.need"), recipients),
            capacity: self.per_student(&terms.capacity, &format!("{path}.capacity"), recipients),
            heads: self.students(setting, recipients),
        })
    }

    /// Returns an amount per student for each recipient, found under `path`; refuses names of
    /// nobody, and recipients without one.
    fn per_student(
        &mut self,
        amounts: &PerStudent,
        path: &str,
        recipients: &[Recipient<'a>],
    ) -> Vec<Slot> {
        let each = match amounts {
            PerStudent::All(amount) => {
                let slot = self.compiler.cents(path.to_owned(), amount);
                return vec![slot; recipients.len()];
            }
            PerStudent::Each(each) => each,
        };
        let known = |id: &&Id| self.receives(id, recipients);
        if let Some(stranger) = each.keys().find(|id| !known(id)).cloned() {
            self.refuse_stranger(&stranger, path);
        }
        let slots = recipients.iter().map(|one| match each.get(one.id) {
            Some(amount) => self.compiler.cents(format!("{path}.{}", one.id), amount),
            None => {
                self.refuse_unstated(one.id, path);
                self.compiler.slots.nameless(Cents::ZERO)
            }
        });
        slots.collect()
    }

    /// Says whether somebody receives here, or at another holder of the division.
    fn receives(&self, id: &Id, recipients: &[Recipient<'a>]) -> bool {
        let scenario = self.compiler.scenario;
        match recipients.first().map(|one| one.level) {
            None => true,
            Some(Level::Board | Level::Institute) => {
                let mut boards = scenario.boards.iter();
                let mut institutes = scenario.institutes.iter();
                boards.any(|one| one.id == *id) || institutes.any(|one| one.id == *id)
            }
            Some(level) => {
                let mut claiming = claiming(scenario, level).into_iter();
                claiming.any(|(known, _)| known == id) || recipients.iter().any(|one| one.id == id)
            }
        }
    }

    fn refuse_stranger(&mut self, id: &Id, path: &str) {
        self.compiler.refuse(
            "stranger-in-an-adjustment",
            &format!("{path}.{id}"),
            Text::new(
                format!("`{id}` is hier geen ontvanger"),
                format!("`{id}` is no recipient here"),
            ),
            Text::new(format!("haal `{id}` weg"), format!("remove `{id}`")),
        );
    }

    fn refuse_unstated(&mut self, id: &Id, path: &str) {
        self.compiler.refuse(
            "missing-parameter",
            &format!("{path}.{id}"),
            Text::new(
                format!("`{path}` noemt geen bedrag voor `{id}`"),
                format!("`{path}` states no amount for `{id}`"),
            ),
            Text::new(
                format!("voeg toe `{id} = …`, of geef één bedrag voor iedereen"),
                format!("add `{id} = …`, or give one amount for all"),
            ),
        );
    }
}
