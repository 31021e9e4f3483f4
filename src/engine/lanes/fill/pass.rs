//! Passing on over columns: slices first, then by the key.

use super::super::kernel::{Column, NOTHING, SameWeights};
use super::super::steps::{KeyForm, PassForm, SourceForm};
use super::{Workspace, number};

impl Workspace {
    /// Passes on what balances hold.
    pub(super) fn pass(&mut self, pass: &PassForm) {
        let mut parts = std::mem::take(&mut self.parts);
        for source in &pass.sources {
            match (source.takes.as_slice(), &source.key) {
                ([balance], KeyForm::Same(weights)) if source.slices.is_empty() => {
                    self.pass_on_by(source, (*balance, weights), &mut parts);
                }
                _ => self.pass_on(source, &mut parts),
            }
        }
        self.parts = parts;
    }

    /// Passes on one balance by weights that are the same in all lanes, and nothing else.
    fn pass_on_by(
        &mut self,
        source: &SourceForm,
        (balance, weights): (usize, &SameWeights),
        parts: &mut Vec<Column>,
    ) {
        let number = source.targets.len();
        if parts.len() < number {
            parts.resize(number, NOTHING);
        }
        let held = &mut self.balances[balance];
        for series in &source.whole {
            self.kernel.add(&mut self.series[*series], held, 1);
        }
        self.kernel.split_same(held, weights, &mut parts[..number]);
        *held = NOTHING;
        for (goals, part) in source.targets.iter().zip(&*parts) {
            self.bring(part, &goals[0]);
        }
    }

    fn pass_on(&mut self, source: &SourceForm, parts: &mut Vec<Column>) {
        let held: Vec<Column> = source
            .takes
            .iter()
            .map(|balance| std::mem::replace(&mut self.balances[*balance], NOTHING))
            .collect();
        let mut rest = NOTHING;
        for own in &held {
            self.kernel.add(&mut rest, own, 1);
        }
        for series in &source.whole {
            self.kernel.add(&mut self.series[*series], &rest, 1);
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
                self.kernel.split_same(&rest, weights, &mut parts[first..]);
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
                self.bring(part, &goals[0]);
            }
            return;
        }
        // The parts are told apart by what they were made of, component by component.
        let mut own = vec![NOTHING; parts.len()];
        for (component, amounts) in held.iter().enumerate() {
            self.lane.tell_apart(amounts, parts, &mut own);
            for (goals, part) in goals.clone().zip(&own) {
                self.bring(part, &goals[component]);
            }
        }
    }
}
