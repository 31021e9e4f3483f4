//! Allocation keys: in what proportion a pot goes to its recipients.

use super::{Given, Head, Id, ShortageTerms};
use crate::money::{Cents, Exact};

/// An allocation key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// The same for each recipient.
    Equal,
    /// By counted heads of the reference year.
    PerHead(Head),
    /// By agreed weights, stated at the recipients.
    Weights,
    /// By last year's amounts.
    Previous,
    /// All to the region of the lead applicant.
    Lead,
    /// An amount for each recipient first, the rest by another key.
    First {
        /// Amount per recipient.
        amount: Given<Cents>,
        /// The key for the rest.
        then: Box<Key>,
    },
    /// What each would be entitled to; a rule for when the pot is smaller, a key for what is left.
    Claims {
        /// The components that say what each would be entitled to.
        components: Vec<Id>,
        /// Who bears it when the pot is smaller.
        shortage: Box<ShortageTerms>,
        /// How the rest is divided when it is larger; in proportion to the claims unless stated.
        surplus: Option<Box<Key>>,
    },
    /// Parts of the pot by different keys; the parts add up to one.
    Mix(Vec<(Given<Exact>, Key)>),
}

impl Key {
    /// The keys that are one word, with their names in scenario files.
    pub const NAMED: [(&'static str, Key); 11] = [
        ("per-student", Key::PerHead(Head::Student)),
        ("equal", Key::Equal),
        ("weights", Key::Weights),
        ("per-student-or-side-entrant", Key::PerHead(Head::Trained)),
        ("per-side-entrant", Key::PerHead(Head::SideEntrant)),
        ("per-board", Key::PerHead(Head::Board)),
        ("per-pupil", Key::PerHead(Head::Pupil)),
        ("per-staff", Key::PerHead(Head::Staff)),
        ("per-school", Key::PerHead(Head::School)),
        ("previous", Key::Previous),
        ("lead", Key::Lead),
    ];

    /// Returns the components whose entitlements it divides by.
    pub fn claimed(&self) -> Vec<&Id> {
        match self {
            Key::Claims {
                components,
                surplus,
                ..
            } => {
                let more = surplus.iter().flat_map(|key| key.claimed());
                components.iter().chain(more).collect()
            }
            Key::First { then, .. } => then.claimed(),
            Key::Mix(parts) => parts.iter().flat_map(|(_, key)| key.claimed()).collect(),
            Key::Equal | Key::PerHead(_) | Key::Weights | Key::Previous | Key::Lead => Vec::new(),
        }
    }

    /// Returns who bears a shortage of the entitlements it divides by, with their components.
    pub fn shortages(&self) -> Vec<(&ShortageTerms, &[Id])> {
        match self {
            Key::Claims {
                components,
                shortage,
                surplus,
            } => {
                let more = surplus.iter().flat_map(|key| key.shortages());
                let own = (&**shortage, components.as_slice());
                std::iter::once(own).chain(more).collect()
            }
            Key::First { then, .. } => then.shortages(),
            Key::Mix(parts) => {
                let parts = parts.iter().flat_map(|(_, key)| key.shortages());
                parts.collect()
            }
            Key::Equal | Key::PerHead(_) | Key::Weights | Key::Previous | Key::Lead => Vec::new(),
        }
    }

    /// Returns the one-word name in scenario files; `first`, `claims` and `mix` for the composed
    /// keys.
    pub fn name(&self) -> &'static str {
        match self {
            Key::First { .. } => "first",
            Key::Claims { .. } => "claims",
            Key::Mix(_) => "mix",
            simple => Key::NAMED
                .iter()
                .find(|(_, key)| key == simple)
                .map_or("", |(name, _)| name),
        }
    }
}
