//! [`Compromise`]: mixes of models, who would veto them, and which regret each leaves.
//!
//! A mix gives every recipient the same parts of its amounts in the models. All figures of a mix
//! are exact, in cents over all years together; only a payout is placed on whole cents.

use super::comparison::Recipient;
use crate::domain::{Check, Id, Year};
use crate::money::{Cents, Exact};

/// Mixes of the models of a comparison. Models and parties are named by their positions there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compromise {
    /// Each weight of a listed mix is a whole number of this many parts of one.
    pub steps: u32,
    /// The most that any model gives each party: regret is what a party gets less than that.
    pub best: Vec<Cents>,
    /// The wishes of the baseline, in their order.
    pub wishes: Vec<MixedWish>,
    /// The mixes that are listed, by their weights.
    pub mixes: Vec<Mix>,
    /// Least and greatest weight of each model in the mixes that nobody vetoes; empty when every
    /// mix is vetoed.
    pub allowed: Vec<(Exact, Exact)>,
    /// Of all mixes that nobody vetoes, those whose worst regret is least. With several of them,
    /// each mix between these has the same worst regret.
    pub least: Vec<Pick>,
    /// The same of the mixes that also fulfil every wish that can be read from a mix.
    pub fulfilling: Vec<Pick>,
    /// Why no mix satisfies all floors and wishes, where none does.
    pub clashes: Vec<Clash>,
}

/// One mix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mix {
    /// The weight of each model; together one.
    pub weights: Vec<Exact>,
    /// All money, in cents.
    pub total: Exact,
    /// What each party gets, in cents.
    pub amounts: Vec<Exact>,
    /// What each party gets less than in the model that gives it most, in cents.
    pub regrets: Vec<Exact>,
    /// Votes that prefer the mix to the baseline, and the other way round.
    pub votes: (i64, i64),
    /// The parties that get less than their floor in some year.
    pub vetoed_by: Vec<usize>,
    /// The wishes that do not hold, by position, of those that can be read from a mix.
    pub failing: Vec<usize>,
    /// Whether nobody vetoes it, and no other such mix gives one party more and none less.
    pub is_undominated: bool,
}

impl Mix {
    /// Returns the greatest regret, in cents.
    pub fn worst(&self) -> Exact {
        self.regrets.iter().max().cloned().unwrap_or_default()
    }

    /// Returns the parties whose regret is the greatest.
    pub fn worst_for(&self) -> Vec<usize> {
        let worst = self.worst();
        let regrets = self.regrets.iter().enumerate();
        let worst_off = regrets.filter(|(_, regret)| !worst.is_zero() && **regret == worst);
        worst_off.map(|(party, _)| party).collect()
    }

    /// Returns the model that this is, where it mixes nothing.
    pub fn is_model(&self) -> Option<usize> {
        let one = Exact::one();
        self.weights.iter().position(|weight| *weight == one)
    }
}

/// A mix that stands out, with its amounts in whole cents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The mix, by position.
    pub mix: usize,
    /// Who gets what, year by year.
    pub payouts: Vec<Payout>,
}

/// What a mix pays in one year. The amounts add up to the total of the mix in that year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payout {
    /// The year.
    pub year: Year,
    /// Recipients in regions, in the order of the comparison.
    pub parts: Vec<(Recipient, Option<Id>, Cents)>,
}

/// A wish, with what it was judged on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MixedWish {
    /// The wish.
    pub check: Check,
    /// On what it was judged.
    pub on: JudgedOn,
}

/// On what a wish was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JudgedOn {
    /// On every mix: it can be read from the amounts.
    Mixes,
    /// On the models alone: whether it holds in each, `None` where there is nothing to judge.
    Models(Vec<Option<bool>>),
}

/// Something that a mix should satisfy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// The floor of a party, by position.
    Floor(usize),
    /// A wish, by position.
    Wish(usize),
}

/// Floors and wishes that no mix satisfies together; none of them can be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Each with its cheapest way out.
    pub ways_out: Vec<WayOut>,
    /// Whether there is no clash of fewer; else there were too many sets to look at.
    pub is_smallest: bool,
}

/// How far a floor or a wish must give way at least, when what it clashes with is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayOut {
    /// What gives way.
    pub term: Term,
    /// By how much, in one year and for whomever it gives way most; rounded up to the cent.
    pub gives: Cents,
    /// At which mix: the weight of each model.
    pub weights: Vec<Exact>,
    /// Whether all other floors and wishes hold there, or only those of the clash.
    pub keeps_all: bool,
}
