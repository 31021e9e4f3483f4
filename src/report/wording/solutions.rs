//! Sentences about solutions: values of a parameter, intervals, conflicts, and ways out.

use super::Sentences;
use crate::domain::Check;
use crate::results::{Binding, Certainty, Dial, Interval, Quantity, Relaxation};

impl Sentences {
    /// Writes a value of a parameter.
    pub fn quantity(self, value: &Quantity) -> String {
        match value {
            Quantity::Amount(amount) => super::euros(*amount, self.lang),
            Quantity::Heads(heads) => self.number(&(*heads).into()),
            Quantity::Part(part) => self.percent(part),
            Quantity::Number(number) => self.number(number),
        }
    }

    /// Heads an answer: the parameter and the values that were looked at.
    pub fn dial(self, dial: &Dial, variant: &str) -> String {
        let Dial { path, .. } = dial;
        let [from, to, step, now] =
            [&dial.from, &dial.to, &dial.step, &dial.now].map(|value| self.quantity(value));
        self.say(
            format!("{path} van {from} tot en met {to}, per {step} (nu {now}), variant {variant}"),
            format!("{path} from {from} to {to}, by {step} (now {now}), variant {variant}"),
        )
    }

    /// Heads the solutions beside one value of another parameter.
    pub fn beside(self, value: &Quantity) -> String {
        let value = self.quantity(value);
        self.say(format!("Bij {value}"), format!("With {value}"))
    }

    /// Names a condition by number and what is wished.
    pub fn condition(self, position: usize, check: &Check) -> String {
        format!("{}. {}: {}", position + 1, check.id, self.titled(check))
    }

    /// Says that all conditions are meant.
    pub fn all_conditions(self) -> &'static str {
        self.word("Alles samen", "All of these together")
    }

    /// Says for which values something holds.
    pub fn holds_from(self, interval: &Interval) -> String {
        let [first, last] =
            [&interval.first.value, &interval.last.value].map(|value| self.quantity(value));
        let certainty = self.certainty(interval.certainty);
        match first == last {
            true => self.say(
                format!("geldt bij {first} ({certainty})"),
                format!("holds at {first} ({certainty})"),
            ),
            false => self.say(
                format!("geldt van {first} tot en met {last} ({certainty})"),
                format!("holds from {first} to {last} ({certainty})"),
            ),
        }
    }

    /// Says what binds right below or above an interval.
    pub fn binds(self, is_below: bool, at: &Quantity, binding: &Binding) -> String {
        let (at, number) = (self.quantity(at), binding.condition + 1);
        let says = self.counterexample(&binding.counterexample);
        let side = match is_below {
            true => self.word("onder", "below"),
            false => self.word("boven", "above"),
        };
        let year = binding.year;
        self.say(
            format!("{side} {at} niet ({number}), {year}: {says}"),
            format!("not {side} {at} ({number}), {year}: {says}"),
        )
    }

    /// Says that something holds for no value.
    pub fn holds_nowhere(self) -> &'static str {
        self.word("geldt bij geen enkele waarde", "holds at no value")
    }

    /// Says that a condition finds nothing to look at.
    pub fn nothing_looked_at(self) -> &'static str {
        self.word(
            "niets om te beoordelen, dus overal vervuld",
            "nothing to judge, so it holds everywhere",
        )
    }

    /// Heads a conflict.
    pub fn clash(self, numbers: &[usize]) -> String {
        let numbers: Vec<String> = numbers.iter().map(|at| (at + 1).to_string()).collect();
        match numbers.as_slice() {
            [one] => self.say(
                format!("Voorwaarde {one} kan op zichzelf al niet"),
                format!("Condition {one} cannot hold by itself"),
            ),
            [all @ .., last] => {
                let all = all.join(", ");
                self.say(
                    format!("Voorwaarden {all} en {last} kunnen niet samen"),
                    format!("Conditions {all} and {last} cannot hold together"),
                )
            }
            [] => String::new(),
        }
    }

    /// Tells the cheapest way out of a conflict by one of its conditions.
    pub fn way_out(self, way: &Relaxation, is_alone: bool) -> String {
        let (number, gives) = (way.condition + 1, super::euros(way.gives, self.lang));
        let (at, certainty) = (self.quantity(&way.at), self.certainty(way.certainty));
        let stays = match is_alone {
            true => "",
            false => self.word(", als de rest blijft", ", with the others kept"),
        };
        let says = way.binding.as_ref().map_or(String::new(), |binding| {
            format!(": {}", self.counterexample(&binding.counterexample))
        });
        self.say(
            format!("{number} moet minstens {gives} toegeven{stays}, bij {at} ({certainty}){says}"),
            format!(
                "{number} must give way by at least {gives}{stays}, at {at} ({certainty}){says}"
            ),
        )
    }

    /// Says how sure something is.
    pub fn certainty(self, certainty: Certainty) -> &'static str {
        match certainty {
            Certainty::Exact => self.word("exact", "exact"),
            Certainty::Bracketed => self.word("ingesloten", "bracketed"),
        }
    }

    /// Says what was assumed where an answer is bracketed.
    pub fn bracketed(self) -> &'static str {
        self.word(
            "ingesloten: de eindpunten zijn doorgerekend; tussen waarden die zijn geprobeerd is \
             aangenomen dat de uitkomst niet heen en weer wisselt",
            "bracketed: the end points were run; between values that were tried, the outcome is \
             assumed not to change and change back",
        )
    }

    /// Says how many values were tried.
    pub fn tried(self, values: usize) -> String {
        let values = self.number(&i64::try_from(values).unwrap_or(i64::MAX).into());
        self.say(
            format!("{values} waarden doorgerekend"),
            format!("{values} values were run"),
        )
    }
}
