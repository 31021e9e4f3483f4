//! Sentences and labels of compromises. They describe mixes; they recommend none.

use super::{Sentences, decimal};
use crate::money::{Cents, Exact, Rounding};

/// Stands before percentages that are rounded.
const NEARLY: &str = "≈\u{a0}";

/// Greatest denominator of a weight that a sentence shows.
const MOST_PARTS: i64 = 999;

/// Says whether a percentage with two decimals tells a weight exactly.
fn is_told_whole(weight: &Exact) -> bool {
    let parts = weight.times(&Exact::from(10_000)).to_parts();
    matches!(parts, Some((_, 1)))
}

impl Sentences {
    /// Heads the mixes of some models.
    pub(crate) fn mixes_of(self, models: &[String]) -> String {
        let models = self.and(models);
        self.say(
            format!("Compromis: mengvormen van {models}"),
            format!("Compromise: mixes of {models}"),
        )
    }

    /// Says what a mix is and what regret is.
    pub(crate) fn what_a_mix_is(self) -> &'static str {
        self.word(
            "Een mengvorm geeft ieder dezelfde delen van de bedragen in de modellen. Spijt is wat \
             een partij minder krijgt dan in het model dat haar het meest geeft.",
            "A mix gives everybody the same parts of the amounts in the models. Regret is what a \
             party gets less than in the model that gives it most.",
        )
    }

    /// Names a mix by its weights, as percentages with at most two decimals; a sign tells where
    /// these are rounded.
    pub(crate) fn mix(self, models: &[String], weights: &[Exact]) -> String {
        let parts = models.iter().zip(weights);
        let parts = parts.filter(|(_, weight)| !weight.is_zero());
        let parts = parts.map(|(model, weight)| match *weight == Exact::one() {
            true => model.clone(),
            false => format!("{} {model}", self.near_weight(weight)),
        });
        let mix = parts.collect::<Vec<String>>().join(" + ");
        match weights.iter().all(is_told_whole) {
            true => mix,
            false => format!("{NEARLY}{mix}"),
        }
    }

    /// Names a mix in a sentence, with its weights as fractions where these are short and the
    /// percentages rounded.
    pub(crate) fn exact_mix(self, models: &[String], weights: &[Exact]) -> String {
        let mix = self.mix(models, weights);
        let is_short = |weight: &Exact| {
            let parts = weight.to_parts();
            parts.is_some_and(|(_, below)| below <= MOST_PARTS)
        };
        match weights.iter().all(is_told_whole) || !weights.iter().all(is_short) {
            true => mix,
            false => {
                let parts = weights.iter().filter(|weight| !weight.is_zero());
                let parts: Vec<String> = parts.map(ToString::to_string).collect();
                format!("{mix} ({})", parts.join(" + "))
            }
        }
    }

    fn weight(self, weight: &Exact) -> String {
        let near = self.near_weight(weight);
        match is_told_whole(weight) {
            true => near,
            false => format!("{NEARLY}{near}"),
        }
    }

    fn near_weight(self, weight: &Exact) -> String {
        let text = weight.times(&Exact::from(100)).to_decimal_text(2);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        format!("{}\u{a0}%", decimal(text, self.lang))
    }

    /// Joins names: "a, b and c".
    pub(crate) fn and(self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [most @ .., last] => {
                format!("{}{}{last}", most.join(", "), self.word(" en ", " and "))
            }
        }
    }

    /// Tells the mixes whose worst regret is least, with that regret in cents and who has it.
    pub(crate) fn least_worst(
        self,
        mixes: &[String],
        regret: &Exact,
        parties: &[String],
    ) -> String {
        let regret = self.money(regret.to_cents(Rounding::HalfUp));
        let who = match parties {
            [] => String::new(),
            parties => format!(" ({})", self.and(parties)),
        };
        match mixes {
            [one] => self.say(
                format!("De kleinste grootste spijt is {regret}{who}, bij {one}."),
                format!("The least worst regret is {regret}{who}, with {one}."),
            ),
            several => {
                let several = self.and(several);
                self.say(
                    format!(
                        "De kleinste grootste spijt is {regret}, bij {several} en elke mengvorm \
                         daartussen."
                    ),
                    format!(
                        "The least worst regret is {regret}, with {several} and every mix between \
                         them."
                    ),
                )
            }
        }
    }

    /// Heads the same among the mixes that fulfil wishes.
    pub(crate) fn among_fulfilling(self, wishes: &[String]) -> String {
        let wishes = self.and(wishes);
        self.say(
            format!("Van de mengvormen die ook vervullen wat gewenst is ({wishes}):"),
            format!("Of the mixes that also hold what is wished ({wishes}):"),
        )
    }

    /// Says that what was just told also holds what is wished.
    pub(crate) fn also_fulfilling(self, wishes: &[String]) -> String {
        let wishes = self.and(wishes);
        self.say(
            format!("Ook wat gewenst is, wordt daar vervuld ({wishes})."),
            format!("What is wished holds there as well ({wishes})."),
        )
    }

    /// Says that no mix satisfies everything that can be read from it.
    pub(crate) fn none_satisfies(self) -> &'static str {
        self.word(
            "Geen enkele mengvorm voldoet aan alle ondergrenzen en aan alle wensen die uit een \
             mengvorm af te lezen zijn.",
            "No mix satisfies all floors and all wishes that can be read from a mix.",
        )
    }

    /// Says that every mix is below the floor of some party.
    pub(crate) fn all_vetoed(self) -> &'static str {
        self.word(
            "Elke mengvorm is onder de ondergrens van een partij.",
            "Every mix is below the floor of some party.",
        )
    }

    /// Says that no party states a floor.
    pub(crate) fn no_floors(self) -> &'static str {
        self.word(
            "Geen partij noemt een ondergrens, dus geen mengvorm valt af.",
            "No party states a floor, so that nobody vetoes a mix.",
        )
    }

    /// Tells how much of each model the mixes have that nobody vetoes.
    pub(crate) fn reach(self, models: &[String], reach: &[(Exact, Exact)]) -> String {
        let parts = models.iter().zip(reach).map(|(model, (least, most))| {
            let (least, most) = (self.weight(least), self.weight(most));
            self.say(
                format!("{model} {least} tot en met {most}"),
                format!("{model} {least} to {most}"),
            )
        });
        let parts = parts.collect::<Vec<String>>().join(", ");
        self.say(
            format!("In de mengvormen waarin niemand onder zijn ondergrens komt: {parts}."),
            format!("In the mixes in which nobody gets less than its floor: {parts}."),
        )
    }

    /// Warns that the models differ in their totals.
    pub(crate) fn totals_differ(self) -> &'static str {
        self.word(
            "De modellen verdelen niet evenveel; het totaal van een mengvorm ligt ertussen.",
            "The models do not divide the same total; that of a mix lies between them.",
        )
    }

    /// Heads the mixes that are shown.
    pub(crate) fn mixes(self, shown: usize, listed: usize, undominated: usize) -> String {
        let which = match shown == listed {
            true => String::new(),
            false => self.say(
                format!(", {shown} getoond: de modellen en die met de kleinste grootste spijt"),
                format!(", {shown} shown: the models and those with the least worst regret"),
            ),
        };
        self.say(
            format!(
                "Mengvormen: {listed} bekeken{which}. In de Pareto-verzameling: {undominated} \
                 (niemand komt onder zijn ondergrens, en geen andere zulke mengvorm geeft een \
                 partij meer en niemand minder)"
            ),
            format!(
                "Mixes: {listed} looked at{which}. In the Pareto set: {undominated} (nobody is \
                 below its floor, and no other such mix gives a party more and nobody less)"
            ),
        )
    }

    /// The columns behind the amounts of the parties: total, regret, votes, wishes, floors, Pareto.
    pub(crate) fn mix_columns(self) -> [&'static str; 6] {
        [
            self.word("totaal", "total"),
            self.word("grootste spijt", "worst regret"),
            self.word("stemmen", "votes"),
            self.word("wensen niet vervuld", "wishes that fail"),
            self.word("onder ondergrens", "below floor"),
            self.word("Pareto", "Pareto"),
        ]
    }

    /// "Yes".
    pub(crate) fn yes(self) -> &'static str {
        self.word("ja", "yes")
    }

    /// Says what the votes in the table mean.
    pub(crate) fn mix_votes(self, baseline: &str) -> String {
        self.say(
            format!("stemmen: voor de mengvorm boven {baseline} / voor {baseline}"),
            format!("votes: for the mix over {baseline} / for {baseline}"),
        )
    }

    /// Says that a wish was judged on the models alone.
    pub(crate) fn only_on_models(self, wish: &str, holds: &[String], fails: &[String]) -> String {
        let list = |names: &[String]| match names {
            [] => "-".to_owned(),
            names => names.join(", "),
        };
        let (holds, fails) = (list(holds), list(fails));
        self.say(
            format!(
                "{wish} is niet uit een mengvorm af te lezen en alleen op de modellen beoordeeld; \
                 vervuld: {holds}; niet vervuld: {fails}"
            ),
            format!(
                "{wish} cannot be read from a mix and is judged on the models alone; holds: \
                 {holds}; does not hold: {fails}"
            ),
        )
    }

    /// Heads what a mix pays each recipient, in whole cents.
    pub(crate) fn paid_by(self, mix: &str) -> String {
        self.say(
            format!("Bedragen bij {mix}, in hele centen"),
            format!("Amounts with {mix}, in whole cents"),
        )
    }

    /// Names the floor of a party.
    pub(crate) fn floor_of(self, party: &str) -> String {
        self.say(
            format!("de ondergrens van {party}"),
            format!("the floor of {party}"),
        )
    }

    /// Names a wish.
    pub(crate) fn wish_called(self, id: &str) -> String {
        self.say(format!("wens {id}"), format!("wish {id}"))
    }

    /// Says that floors and wishes clash.
    pub(crate) fn clashing(self, terms: &[String], is_smallest: bool) -> String {
        let all = self.and(terms);
        let text = match terms {
            [_] => self.say(
                format!("Geen mengvorm voldoet aan {all}"),
                format!("No mix satisfies {all}"),
            ),
            _ => self.say(
                format!("Niet samen mogelijk: {all}"),
                format!("Not possible together: {all}"),
            ),
        };
        match is_smallest {
            true => text,
            false => {
                let note = self.word(
                    " (geen ervan kan weg; misschien botsen er ook minder)",
                    " (none of them can be left out; fewer may clash as well)",
                );
                text + note
            }
        }
    }

    /// Tells the cheapest way out of a clash by one of its terms.
    pub(crate) fn gives_way(self, term: &str, gives: Cents, at: &str, keeps_all: bool) -> String {
        let gives = self.money(gives);
        let but = match keeps_all {
            true => self.word("de rest blijft", "the rest is kept"),
            false => self.word(
                "de rest van dit rijtje blijft, andere voorwaarden niet",
                "the rest of these is kept, other conditions are not",
            ),
        };
        self.say(
            format!("{term} geeft minstens {gives} toe, bij {at}; {but}"),
            format!("{term} gives way by at least {gives}, with {at}; {but}"),
        )
    }

    /// Says that more clashes of this size were found than are shown.
    pub(crate) fn more_clashes(self, count: usize) -> String {
        self.say(
            format!("en nog {count} even kleine"),
            format!("and {count} more as small"),
        )
    }
}
