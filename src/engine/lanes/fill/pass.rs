//! Passing on over columns: slices first, then by the key.

use super::super::kernel::{Column, NOTHING};
use super::super::steps::{ApartForm, KeyForm, PassForm, SourceForm};
use super::{Workspace, number};

impl Workspace {
    /// Passes on what balances hold.
    pub(super) fn pass(&mut self, pass: &PassForm) {
        let mut parts = std::mem::take(&mut self.parts);
        for source in &pass.sources {
            match source {
                SourceForm::Whole(balance, onward) => {
                    let held = self.holdings.take(*balance);
                    self.holdings.send(&held, onward);
                }
                SourceForm::Apart(source) => self.pass_on(source, &mut parts),
            }
        }
        self.parts = parts;
    }

    fn pass_on(&mut self, source: &ApartForm, parts: &mut Vec<Column>) {
        let takes = source.takes.iter();
        let held: Vec<Column> = takes.map(|balance| self.holdings.take(*balance)).collect();
        let mut rest = NOTHING;
        for own in &held {
            self.kernel.add(&mut rest, own, 1);
        }
        parts.clear();
        let pool = rest;
        for slice in &source.slices {
            let of = if slice.is_of_rest { rest } else { pool };
            let mut asked = NOTHING;
            if let Some(share) = slice.share {
                self.kernel.share(&of, share, &mut asked);
            }
            if let Some(amount) = slice.amount {
                self.kernel
                    .at_least(&mut asked, number(&self.numbers, amount));
            }
            self.kernel.take(&mut rest, &mut asked);
            parts.push(asked);
        }
        let first = parts.len();
        parts.resize(first.saturating_add(source.targets.len()), NOTHING);
        match &source.key {
            KeyForm::Keep => {}
            KeyForm::Same(weights) => {
                self.kernel.split(&rest, weights, &mut parts[first..]);
                rest = NOTHING;
            }
            KeyForm::Each(weights, fallback) => {
                for weights in [weights, fallback] {
                    let weights: Vec<Column> = weights.iter().map(|one| self.weight(one)).collect();
                    self.lane.split(&mut rest, &weights, &mut parts[first..]);
                }
            }
        }
        parts.push(rest);
        let goals = source.slices.iter().map(|slice| &slice.goals);
        let goals = goals.chain(&source.targets).chain([&source.left]);
        if held.len() == 1 {
            for (goals, part) in goals.zip(&*parts) {
                self.holdings.bring(part, &goals[0]);
            }
            return;
        }
        // The parts are told apart by what they were made of, component by component.
        let mut own = vec![NOTHING; parts.len()];
        for (component, amounts) in held.iter().enumerate() {
            self.lane.tell_apart(amounts, parts, &mut own);
            for (goals, part) in goals.clone().zip(&own) {
                self.holdings.bring(part, &goals[component]);
            }
        }
    }
}
