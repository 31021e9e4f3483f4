//! [`ShortageTerms`]: who bears a shortage, with what the rule asks beside the claims.

use super::{Id, Key};
use crate::rules::Shortage;

/// Who bears a shortage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortageTerms {
    /// The rule.
    pub rule: Shortage,
    /// Recipients in the order in which they are served; the others come last, in order of id.
    pub order: Vec<Id>,
    /// Classes of recipients, served in turn; the others are the last class.
    pub classes: Vec<Vec<Id>>,
    /// Classes of components, served in turn; the others are the last class.
    pub component_classes: Vec<Vec<Id>>,
    /// The rule inside a class.
    pub inner: Option<Shortage>,
    /// By what awards or losses are weighted.
    pub weights: Option<Key>,
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
        }
    }
}

impl ShortageTerms {
    /// Returns the rank of the class that has `id`; the last for who is in none.
    pub fn class_of(classes: &[Vec<Id>], id: &Id) -> usize {
        let position = classes.iter().position(|class| class.contains(id));
        position.unwrap_or(classes.len())
    }
}
