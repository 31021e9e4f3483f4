//! Keys: what a recipient gets by a key, by the parts of a composed one, and after adjustments.

use super::Sentences;
use crate::domain::Head;
use crate::engine::{Adjusted, AdjustedClaim, Bound, Made, UnmetNeed};
use crate::money::{Cents, Exact, Rounding};

impl Sentences {
    /// Tells the parts of a composed key; nothing of a plain one.
    pub(super) fn parts_of_key(self, made_of: &[Made]) -> String {
        let money = |cents: &Exact| self.money(cents.to_cents(Rounding::HalfUp));
        let parts = made_of.iter().map(|made| {
            let (amount, pot) = (money(&made.amount), money(&made.pot));
            let by = self.by(made.by, &made.weight, &made.total);
            let cut = made.shortage.as_ref().map(|(rule, served)| {
                // Who comes before those who fall short is not cut.
                if served.turn.as_ref().is_some_and(|turn| !turn.is_cut()) {
                    return self.served(served);
                }
                let (rule, served) = (self.shortage(*rule), self.served(served));
                self.say(
                    format!("; dat past niet, daarom {rule}{served}"),
                    format!("; that does not fit, so {rule}{served}"),
                )
            });
            let by = by + &cut.unwrap_or_default();
            self.say(
                format!("{amount} uit {pot} {by}"),
                format!("{amount} out of {pot} {by}"),
            )
        });
        let parts: Vec<String> = parts.collect();
        match parts.is_empty() {
            true => String::new(),
            false => format!(" ({})", parts.join(self.word(", en ", ", and "))),
        }
    }

    pub(super) fn keyed(
        self,
        pot: Cents,
        by: &str,
        adjusted: &[Adjusted],
        bound: Option<Bound>,
    ) -> String {
        let pot = self.money(pot);
        let key = self.say(
            format!("aandeel in {pot}, {by}"),
            format!("share of {pot}, {by}"),
        );
        let adjusted = adjusted
            .iter()
            .map(|adjusted| format!("; {}", self.adjusted(adjusted)));
        let key = adjusted.fold(key, |text, adjusted| text + &adjusted);
        let bound = match bound {
            None => return key,
            Some(Bound::Minimum) => {
                self.word("opgetrokken tot het minimum", "raised to the minimum")
            }
            Some(Bound::Maximum) => self.word("verlaagd tot het maximum", "lowered to the maximum"),
            Some(Bound::MinimaCut) => self.word(
                "de minima samen pasten niet en zijn evenredig verlaagd",
                "the minima did not fit together and were lowered proportionally",
            ),
        };
        format!("{key}; {bound}")
    }

    /// Says what adjustments made of all that a payment gave a recipient.
    pub(super) fn adjusted_claim(self, claim: &AdjustedClaim) -> String {
        let steps = claim.steps.iter().map(|step| self.adjusted(step));
        let steps: Vec<String> = steps.collect();
        let (before, steps) = (self.money(claim.before), steps.join("; "));
        self.say(
            format!("betaald {before}; van alles samen: {steps}"),
            format!("paid {before}; of all together: {steps}"),
        )
    }

    /// Says what an adjustment made of an amount.
    fn adjusted(self, adjusted: &Adjusted) -> String {
        let cents = |exact: &Exact| self.money(exact.to_cents(Rounding::HalfUp));
        let (before, after) = (cents(&adjusted.before), cents(&adjusted.after));
        let rule = match &adjusted.adjustment {
            Some(id) => format!("{} (`{id}`)", self.adjustment(adjusted.kind)),
            None => self.adjustment(adjusted.kind).to_owned(),
        };
        if adjusted.before == adjusted.after {
            return self.say(
                format!("{rule} verandert niets"),
                format!("{rule} changes nothing"),
            );
        }
        let by_need = adjusted.unmet.as_deref().map(|need| self.by_need(need));
        let by_need = by_need.unwrap_or_default();
        self.say(
            format!("{rule}: {before} wordt {after}{by_need}"),
            format!("{rule}: {before} becomes {after}{by_need}"),
        )
    }

    /// Says what a recipient lacks, and what it gets for that.
    fn by_need(self, unmet: &UnmetNeed) -> String {
        let cents = |exact: &Exact| self.money(exact.to_cents(Rounding::HalfUp));
        let (need, capacity) = (self.money(unmet.need), self.money(unmet.capacity));
        let pot = cents(&unmet.pot);
        if unmet.own.is_zero() {
            return self.say(
                format!(
                    "; geen aandeel in {pot}: de draagkracht van {capacity} per student dekt de \
                     behoefte van {need}"
                ),
                format!(
                    "; no share of {pot}: the capacity of {capacity} per student covers the need \
                     of {need}"
                ),
            );
        }
        let grant = cents(&unmet.pot.times(&unmet.own.over(&unmet.of_all)));
        let (own, of_all) = (cents(&unmet.own), cents(&unmet.of_all));
        let heads = self.heads(&unmet.heads, Head::Student);
        self.say(
            format!(
                ", waarvan {grant} uit {pot} naar wat ieder tekortkomt: {heads} × ({need} − \
                 {capacity}) = {own} van {of_all}"
            ),
            format!(
                ", of which {grant} out of {pot} by what each lacks: {heads} × ({need} − \
                 {capacity}) = {own} of {of_all}"
            ),
        )
    }
}
