//! How a shortage rule came to a claim: its turn, its weight, and what it can be checked by.

use super::{Sentences, number};
use crate::engine::{Served, Turn};
use crate::money::{Exact, Rounding};
use crate::rules::shortage::Multiplier;

impl Sentences {
    /// Tells how a rule came to a claim, each part behind a semicolon; nothing where there is
    /// nothing to tell.
    pub(super) fn served(self, served: &Served) -> String {
        let turn = served.turn.as_ref().map(|turn| self.turn(turn));
        let weight = served.weight.as_ref().map(|weight| {
            let weight = number(weight, self.lang);
            self.say(format!("gewicht {weight}"), format!("weight {weight}"))
        });
        let is_weighted = served.weight.is_some();
        let multipliers = served.multipliers.iter();
        let multipliers = multipliers.map(|(name, value)| {
            let value = match name {
                Multiplier::Share => self.percent(value),
                _ => self.money(value.to_cents(Rounding::HalfUp)),
            };
            format!("{} {value}", self.multiplier(*name, is_weighted))
        });
        let parts = turn.into_iter().chain(weight).chain(multipliers);
        parts.fold(String::new(), |text, part| text + "; " + &part)
    }

    fn turn(self, turn: &Turn) -> String {
        let money = |cents: &Exact| self.money(cents.to_cents(Rounding::HalfUp));
        let (available, claims) = (money(&turn.available), money(&turn.claims));
        let (position, of) = (turn.position, turn.of);
        let Some(inner) = turn.inner else {
            return self.say(
                format!(
                    "als nummer {position} van {of} aan de beurt, \
                     met nog {available} over voor {claims}"
                ),
                format!(
                    "number {position} of {of} in the order, with {available} left for {claims}"
                ),
            );
        };
        let class = self.say(
            format!("klasse {position} van {of}, met nog {available} over voor {claims}"),
            format!("class {position} of {of}, with {available} left for {claims}"),
        );
        if !turn.is_cut() {
            return class;
        }
        let inner = self.shortage(inner);
        self.say(
            format!("{class}, daarbinnen {inner}"),
            format!("{class}, inside it {inner}"),
        )
    }

    /// Names a number by which awards can be checked.
    fn multiplier(self, multiplier: Multiplier, is_weighted: bool) -> &'static str {
        match (multiplier, is_weighted) {
            (Multiplier::Award, false) => self.word("gelijk bedrag", "equal amount"),
            (Multiplier::Award, true) => {
                self.word("gelijk bedrag per gewicht", "equal amount per weight")
            }
            (Multiplier::Loss, false) => self.word("gelijke verlaging", "equal reduction"),
            (Multiplier::Loss, true) => self.word(
                "gelijke verlaging per gewicht",
                "equal reduction per weight",
            ),
            (Multiplier::Share, _) => self.word("betaald deel", "part that is paid"),
            (Multiplier::Threshold, _) => self.word("drempel", "threshold"),
        }
    }
}
