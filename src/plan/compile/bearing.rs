//! Shortage rules: an order, classes or weights for each claim.

use std::collections::BTreeMap;

use super::super::{KeyRule, ShortageRule, WeightRule};
use super::year::YearCompiler;
use crate::domain::{Id, ShortageTerms, Text};
use crate::rules::Shortage;
use crate::rules::shortage::{Needs, Parameters};

/// Most claimants over whom minimal overlap is divided as exact fractions.
const MOST_OVERLAPPED: usize = 2_000;

/// A claim while the rule for a shortage is compiled.
#[derive(Clone, Copy)]
pub(super) struct Claimant<'a> {
    pub(super) id: &'a Id,
    /// The component, where claims of several are told apart.
    pub(super) component: Option<&'a Id>,
    pub(super) weight: WeightRule,
    /// How many equal members it stands for.
    pub(super) members: i64,
}

impl YearCompiler<'_, '_> {
    /// Returns the rule for these claims, refusing what it cannot divide exactly.
    pub(super) fn bearing(
        &mut self,
        terms: &ShortageTerms,
        path: &str,
        claimants: &[Claimant<'_>],
        as_fractions: bool,
    ) -> ShortageRule {
        let inner = terms.inner.filter(|_| terms.rule.needs() == Needs::Classes);
        let needs = [
            terms.rule.needs(),
            inner.map_or(Needs::Nothing, Shortage::needs),
        ];
        let of_all = |need: Needs, value: &dyn Fn(&Claimant<'_>) -> usize| -> Vec<usize> {
            match needs.contains(&need) {
                true => claimants.iter().map(value).collect(),
                false => Vec::new(),
            }
        };
        let mut units: BTreeMap<(usize, &Id), (usize, i64)> = BTreeMap::new();
        let unit_of = claimants.iter().map(|claimant| {
            let of_component = claimant.component.map_or(0, |component| {
                ShortageTerms::class_of(&terms.component_classes, component)
            });
            let next = units.len();
            let entry = units.entry((of_component, claimant.id));
            entry.or_insert((next, claimant.members.max(1))).0
        });
        let unit_of: Vec<usize> = unit_of.collect();
        let count: i64 = units.values().map(|(_, members)| *members).sum();
        let rule = ShortageRule {
            rule: terms.rule,
            inner: terms.inner,
            claimants: unit_of,
            ranks: of_all(Needs::Order, &|claimant| {
                let rank = terms.order.iter().position(|id| id == claimant.id);
                rank.unwrap_or(terms.order.len())
            }),
            classes: of_all(Needs::Classes, &|claimant| class(terms, claimant)),
            weights: match needs.contains(&Needs::Weights) {
                true => claimants.iter().map(|claimant| claimant.weight).collect(),
                false => Vec::new(),
            },
        };
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        self.refuse_uncountable(path, &rule, count, as_fractions);
        rule
    }

    /// Refuses a shortage rule that cannot be exact for so many claims.
    pub(super) fn refuse_uncountable(
        &mut self,
        path: &str,
        rule: &ShortageRule,
        claimants: usize,
        as_fractions: bool,
    ) {
        let inner = rule.inner.unwrap_or(Shortage::Proportional);
        let uncountable = [rule.rule, inner].into_iter().find(|rule| {
            let is_plain = rule.needs() == Needs::Nothing;
            let is_refused = || rule.refusal(claimants, &Parameters::default()).is_some();
            let is_overlap = *rule == Shortage::MinimalOverlap;
            is_plain && is_refused() || is_overlap && as_fractions && claimants > MOST_OVERLAPPED
        });
        let Some(rule) = uncountable else { return };
        let name = rule.name();
        let text = Text::new(
            format!("`{name}` is voor {claimants} aanspraken niet exact te tellen"),
            format!("`{name}` cannot be counted exactly for {claimants} claims"),
        );
        let hint = Text::new("kies een andere regel", "choose another rule");
        let path = format!("{path}.shortage");
        self.compiler
            .refuse("shortage-too-large", &path, text, hint);
    }
}

/// Returns the class of a claim: that of its component, and within it that of its recipient.
fn class(terms: &ShortageTerms, claimant: &Claimant<'_>) -> usize {
    let recipients = terms.classes.len().saturating_add(1);
    let component = claimant.component.map_or(0, |component| {
        ShortageTerms::class_of(&terms.component_classes, component)
    });
    component
        .saturating_mul(recipients)
        .saturating_add(ShortageTerms::class_of(&terms.classes, claimant.id))
}

/// Returns the weights that a key gives to each of its recipients.
pub(super) fn weights_of(key: &KeyRule, recipients: usize) -> Vec<WeightRule> {
    match key {
        KeyRule::Heads(_, tallies) => tallies.iter().copied().map(WeightRule::Heads).collect(),
        KeyRule::Weights(slots) => slots.iter().copied().map(WeightRule::Agreed).collect(),
        _ => vec![WeightRule::One; recipients],
    }
}
