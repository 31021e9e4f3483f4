//! Passages over columns.

use super::compile::{Compiler, whole};
use super::kernel::{MOST, MOST_PAIRED, MOST_SPLIT, SameWeights};
use super::steps::{
    ApartForm, Goal, KeyForm, Onward, Parts, PassForm, Place, SliceForm, SourceForm, TestForm,
    Weight,
};
use crate::domain::Precision;
use crate::plan::{KeyRule, Pass, SliceRule, Source, TermsRule};

impl Compiler<'_> {
    /// Returns a passage over columns; `None` where it has no such form.
    pub(super) fn pass(&mut self, at: usize, pass: &Pass) -> Option<PassForm> {
        if pass.table.is_some() || pass.is_remembered {
            return None;
        }
        let mut sources = Vec::new();
        for source in &pass.sources {
            if source.targets.is_empty() && source.terms.slices.is_empty() {
                continue;
            }
            let mut components: Vec<usize> = Vec::new();
            for component in &pass.components {
                let component = self.asked.counted_as[*component];
                let is_there = self.reached.contains_key(&(component, source.account));
                if is_there && !components.contains(&component) {
                    components.push(component);
                }
            }
            if !components.is_empty() {
                sources.push(self.source(at, (pass, source), &components)?);
            }
        }
        Some(PassForm { sources })
    }

    fn source(
        &mut self,
        at: usize,
        (pass, source): (&Pass, &Source),
        components: &[usize],
    ) -> Option<SourceForm> {
        let terms = &source.terms;
        if !has_form(terms) || source.targets.iter().any(|one| !one.bounds.is_empty()) {
            return None;
        }
        let takes: Vec<usize> = components
            .iter()
            .map(|component| self.balance((*component, source.account)))
            .collect();
        let held: Vec<i128> = components
            .iter()
            .map(|component| self.reached.remove(&(*component, source.account)))
            .map(Option::unwrap_or_default)
            .collect();
        let most: i128 = held.iter().fold(0, |all, one| all.saturating_add(*one));
        let mut goals = |account: usize| -> Vec<Goal> {
            let own = components.iter().zip(&held).map(|(component, most)| {
                let node = (*component, account);
                self.reach(node, *most);
                self.goal(at, node)
            });
            own.collect()
        };
        let targets: Vec<Vec<Goal>> = source
            .targets
            .iter()
            .map(|target| goals(target.account))
            .collect();
        let left = match source.targets.is_empty() {
            true => goals(source.account),
            false => goals(pass.unallocated),
        };
        let slice_goals: Vec<Vec<Goal>> = terms
            .slices
            .iter()
            .map(|slice| goals(slice.account))
            .collect();
        let mut slices = Vec::new();
        for (slice, goals) in terms.slices.iter().zip(slice_goals) {
            slices.push(self.slice(slice, goals, most)?);
        }
        let key = match source.targets.is_empty() {
            true => KeyForm::Keep,
            false => self.key(source, most)?,
        };
        Some(match (key, takes.as_slice()) {
            (KeyForm::Same(by), [balance]) if slices.is_empty() => {
                SourceForm::Whole(*balance, onward(by, targets))
            }
            (key, _) => SourceForm::Apart(Box::new(ApartForm {
                takes,
                slices,
                key,
                targets,
                left,
            })),
        })
    }

    fn slice(&mut self, slice: &SliceRule, goals: Vec<Goal>, most: i128) -> Option<SliceForm> {
        let share = match slice.share.share {
            Some(slot) => Some(self.fraction(slot)?),
            None => None,
        };
        if let Some((above, below)) = share {
            let product = most.saturating_mul(i128::from(above)).saturating_mul(2);
            if product.saturating_add(i128::from(below)) >= i128::from(MOST) {
                return None;
            }
        }
        Some(SliceForm {
            share,
            amount: slice.share.amount.map(|slot| self.number(slot).0),
            is_of_rest: slice.of_rest,
            goals,
        })
    }

    fn key(&mut self, source: &Source, most: i128) -> Option<KeyForm> {
        let weights = self.weights(source, &source.terms.key)?;
        if let Some(same) = same(&weights, most) {
            return Some(KeyForm::Same(same));
        }
        let fallback = source.terms.fallback.as_ref();
        let fallback = match fallback {
            Some(key) => self.weights(source, key)?,
            None => Vec::new(),
        };
        Some(KeyForm::Each(weights, fallback))
    }

    /// Returns the weight of each target in a key, with the condition on which it takes part.
    fn weights(&mut self, source: &Source, key: &KeyRule) -> Option<Vec<Weight>> {
        let mut weights = Vec::new();
        for (position, target) in source.targets.iter().enumerate() {
            let when = self.test(&target.when)?;
            let weight = match key {
                KeyRule::Equal => match target.members {
                    Some(slot) => self.number(slot).0,
                    None => Place::Same(1),
                },
                KeyRule::Heads(_, tallies) => self.heads(tallies[position])?.0,
                KeyRule::Only(one) => Place::Same(i64::from(position == *one)),
                KeyRule::Weights(_) => Place::Same(0),
                KeyRule::Previous(_)
                | KeyRule::First { .. }
                | KeyRule::Claims { .. }
                | KeyRule::Mix(_) => return None,
            };
            weights.push((weight, when));
        }
        if let KeyRule::Weights(slots) = key {
            let fractions: Option<Vec<(i64, i64)>> =
                slots.iter().map(|slot| self.fraction(*slot)).collect();
            let whole = whole(&fractions?)?;
            for ((weight, _), own) in weights.iter_mut().zip(whole) {
                *weight = Place::Same(own);
            }
        }
        Some(weights)
    }
}

/// Returns how all of one balance is sent on to targets.
fn onward(mut by: SameWeights, targets: Vec<Vec<Goal>>) -> Onward {
    let mut goals: Vec<Goal> = targets.into_iter().flatten().collect();
    by.leave_out(&mut goals);
    let whole = common(&mut goals);
    let mut series = Vec::new();
    for goal in &goals {
        match (goal.balance, goal.series.as_slice()) {
            (None, [own]) if !series.contains(own) => series.push(*own),
            _ => {}
        }
    }
    let is_asked = goals.iter().any(|goal| !goal.is_idle());
    let parts = match series.len() == goals.len() || !is_asked {
        true => Parts::Series(series),
        false => Parts::Goals(goals),
    };
    Onward { by, whole, parts }
}

/// Takes the series out of all goals towards which every target counts.
fn common(goals: &mut [Goal]) -> Vec<usize> {
    let stay = goals.iter().all(|goal| goal.balance.is_none());
    let Some(first) = goals.first().filter(|_| stay) else {
        return Vec::new();
    };
    let mut common = first.series.clone();
    for goal in &*goals {
        common.retain(|series| goal.series.contains(series));
    }
    for goal in goals {
        goal.series.retain(|series| !common.contains(series));
    }
    common
}

/// Says whether terms have a form over columns.
fn has_form(terms: &TermsRule) -> bool {
    terms.earmarks.is_empty() && terms.adjustments.is_empty() && terms.precision == Precision::PLAIN
}

/// Returns weights that are the same in all lanes, where the kernel can rank their remainders and
/// no product with them is too large.
fn same(weights: &[Weight], most: i128) -> Option<SameWeights> {
    let own = weights.iter().map(|(weight, when)| match (weight, when) {
        (Place::Same(weight), TestForm::Known(true)) => Some(*weight),
        (_, TestForm::Known(false)) => Some(0),
        _ => None,
    });
    let own: Vec<i64> = own.collect::<Option<_>>()?;
    let total = own
        .iter()
        .try_fold(0_i64, |sum, weight| sum.checked_add(*weight))?;
    let fits = most.saturating_mul(i128::from(total)) < i128::from(MOST_SPLIT);
    if own.len() > MOST_PAIRED || !fits {
        return None;
    }
    SameWeights::of(&own)
}
