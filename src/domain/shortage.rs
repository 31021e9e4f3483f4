//! [`ShortageTerms`]: who bears a shortage, with what the rule asks beside the claims.

use super::{Id, Key, Unused};
use crate::rules::Shortage;
use crate::rules::shortage::Needs;

/// Who bears a shortage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortageTerms {
    /// The rule.
    pub rule: Shortage,
    /// Recipients in the order in which they are served; the others come last, in order of id.
    pub order: Vec<Id>,
    /// Classes of recipients, served in turn; the others are the last class. Where there are
    /// classes of components as well, these come first: recipients are told apart inside them.
    pub classes: Vec<Vec<Id>>,
    /// Classes of components, served in turn; the others are the last class.
    pub component_classes: Vec<Vec<Id>>,
    /// The rule inside a class.
    pub inner: Option<Shortage>,
    /// By what awards or losses are weighted.
    pub weights: Option<Key>,
    /// How what there is goes over the regions first; the rule is then that inside each region.
    pub first: Option<FirstStage>,
}

/// How a pot that is too small goes over the regions, before it is divided inside each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FirstStage {
    /// By a rule over the sums of the claims in each region.
    Claims(Shortage),
    /// In proportion to what a key counts in each region, up to the sum of its claims.
    Key {
        /// The key: equal parts or counted heads.
        key: Key,
        /// Where the share of a region goes that it cannot use: to the other regions, or nowhere.
        unused: Unused,
    },
}

impl From<Shortage> for ShortageTerms {
    fn from(rule: Shortage) -> ShortageTerms {
        ShortageTerms {
            rule,
            order: Vec::new(),
            classes: Vec::new(),
            component_classes: Vec::new(),
            inner: None,
            weights: None,
            first: None,
        }
    }
}

impl ShortageTerms {
    /// Returns the rule inside a class, where classes are served in turn; proportional unless
    /// another is stated.
    pub fn inside_classes(&self) -> Option<Shortage> {
        let has_classes = self.rule.needs() == Needs::Classes;
        has_classes.then(|| self.inner.unwrap_or(Shortage::Proportional))
    }

    /// Says whether it matters how claims of one sum are spread over claimants: not where every
    /// claim shrinks by the same factor.
    pub fn tells_claimants_apart(&self) -> bool {
        let inner = self.inside_classes().unwrap_or(self.rule);
        inner != Shortage::Proportional
    }

    /// Returns the rank of the class that has `id`; the last for who is in none.
    pub fn class_of(classes: &[Vec<Id>], id: &Id) -> usize {
        let position = classes.iter().position(|class| class.contains(id));
        position.unwrap_or(classes.len())
    }
}
