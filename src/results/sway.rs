//! [`Sways`]: how far each uncertain number moves amounts when it alone is otherwise.

use std::collections::BTreeMap;

use super::comparison::Recipient;
use crate::domain::Uncertain;
use crate::money::{Cents, Exact};
use crate::plan::AccountKind;

/// What reaches recipients, partnerships as a whole, in all years together.
pub type Reached = BTreeMap<Recipient, Cents>;

/// The uncertain numbers of one variant, each at both ends of its range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sways {
    /// Stable id of the variant.
    pub variant: String,
    /// The amounts with every number as the file states it.
    pub middle: Reached,
    /// The uncertain numbers that have a place in the variant, in the order of the file.
    pub sways: Vec<Sway>,
}

/// One uncertain number at both ends of its range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sway {
    /// The number.
    pub uncertain: Uncertain,
    /// The ends: euros, a part, a factor or a difference.
    pub ends: [Exact; 2],
    /// The amounts at either end.
    pub amounts: [Reached; 2],
}

impl Sways {
    /// Returns the number that moves the amount of a recipient most, with the amount at either
    /// end; the first of equals, `None` where none moves it.
    pub fn widest(&self, recipient: &Recipient) -> Option<(&Sway, [Cents; 2])> {
        let all = self.sways.iter().map(|sway| {
            let of = |amounts: &Reached| amounts.get(recipient).copied().unwrap_or_default();
            let [low, high] = sway.amounts.each_ref().map(of);
            (sway, [low, high])
        });
        let width = |ends: &[Cents; 2]| (ends[1] - ends[0]).count().abs();
        let moving = all.filter(|(_, ends)| width(ends) > 0);
        moving.reduce(|most, one| match width(&one.1) > width(&most.1) {
            true => one,
            false => most,
        })
    }
}

/// Returns what partnerships receive together.
pub fn of_partnerships(amounts: &Reached) -> Cents {
    let own = amounts.iter();
    let own = own.filter(|(recipient, _)| recipient.kind == AccountKind::Partnership);
    own.map(|(_, amount)| *amount).sum()
}
