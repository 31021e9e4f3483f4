//! Sentences about solutions: values of a parameter, intervals, conflicts, and ways out.

use super::Sentences;
use crate::domain::Check;
use crate::plan::Plan;
use crate::results::{Beside, Binding, Certainty, Dial, GridRelaxation, Interval};
use crate::results::{Quantity, Relaxation};

impl Sentences {
    /// Writes a value of a parameter.
    pub(crate) fn quantity(self, value: &Quantity) -> String {
        match value {
            Quantity::Amount(amount) => super::euros(*amount, self.lang),
            Quantity::Heads(heads) => self.number(&(*heads).into()),
            Quantity::Part(part) => self.percent(part),
            Quantity::Number(number) => self.number(number),
        }
    }

    /// Heads an answer: the parameter and the values that were looked at.
    pub(crate) fn dial(self, plan: &Plan, dial: &Dial, variant: &str) -> String {
        let name = self.parameter(plan, &dial.path);
        let [from, to, step, now] =
            [&dial.from, &dial.to, &dial.step, &dial.now].map(|value| self.quantity(value));
        self.say(
            format!("{name} van {from} tot en met {to}, per {step} (nu {now}), variant {variant}"),
            format!("{name} from {from} to {to}, by {step} (now {now}), variant {variant}"),
        )
    }

    /// Names the values of a parameter that are tried beside the last.
    pub(crate) fn tried_beside(self, plan: &Plan, beside: &Beside) -> String {
        let name = self.parameter(plan, &beside.dial.path);
        let now = self.quantity(&beside.dial.now);
        let values: Vec<String> = beside.values.iter().map(|one| self.quantity(one)).collect();
        let (count, values) = (values.len(), values.join("; "));
        self.say(
            format!("{name}: alleen deze {count} waarden zijn geprobeerd (nu {now}): {values}"),
            format!("{name}: only these {count} values were tried (now {now}): {values}"),
        )
    }

    /// Says of how many points a grid is, and what was not searched.
    pub(crate) fn grid(self, points: usize, last: &Dial) -> String {
        let path = &last.path;
        self.say(
            format!(
                "{points} punten in totaal, tussen de punten is niets gezocht; op elk punt zijn \
                 alle waarden van {path} bekeken"
            ),
            format!(
                "{points} points in all, between the points nothing was searched; at each point \
                 all values of {path} were looked at"
            ),
        )
    }

    /// Names a point of a grid.
    pub(crate) fn point(self, beside: &[Beside], point: &[Quantity]) -> String {
        let pairs = beside.iter().zip(point);
        let pairs =
            pairs.map(|(one, value)| format!("{} = {}", one.dial.path, self.quantity(value)));
        pairs.collect::<Vec<String>>().join(", ")
    }

    /// Heads the solutions at a point of a grid.
    pub(crate) fn at_point(self, beside: &[Beside], point: &[Quantity]) -> String {
        let point = self.point(beside, point);
        self.say(format!("Bij {point}"), format!("With {point}"))
    }

    /// Heads a conflict that holds at every point of a grid.
    pub(crate) fn clash_everywhere(self, numbers: &[usize]) -> String {
        let clash = self.clash(numbers);
        self.say(
            format!("{clash}, op geen enkel punt"),
            format!("{clash}, at none of these points"),
        )
    }

    /// Tells the cheapest way out of such a conflict by one of its conditions.
    pub(crate) fn way_out_at(
        self,
        beside: &[Beside],
        one: &GridRelaxation,
        is_alone: bool,
    ) -> String {
        let at = self.quantity(&one.way.at);
        let at = format!("{at}, {}", self.point(beside, &one.point));
        self.way(&one.way, &at, is_alone)
    }

    /// Says that the search ended at an end of an interval, which is no limit by itself.
    pub(crate) fn search_ended(self, is_below: bool, at: &Quantity) -> String {
        let at = self.quantity(at);
        match is_below {
            true => self.say(
                format!(
                    "onder {at} is niet gezocht: het bereik begint daar, niet per se de oplossing"
                ),
                format!(
                    "below {at} nothing was searched: the range begins there, not necessarily \
                     the solution"
                ),
            ),
            false => self.say(
                format!(
                    "boven {at} is niet gezocht: het bereik eindigt daar, niet per se de \
                     oplossing"
                ),
                format!(
                    "above {at} nothing was searched: the range ends there, not necessarily the \
                     solution"
                ),
            ),
        }
    }

    /// Names a condition by number, its id where somebody gave it one, and what is wished.
    pub(crate) fn condition(self, position: usize, check: &Check) -> String {
        let (number, wish) = (position + 1, self.titled(check));
        match check.is_named() {
            true => format!("{number}. {}: {wish}", check.id),
            false => format!("{number}. {wish}"),
        }
    }

    /// Says that all conditions are meant.
    pub(crate) fn all_conditions(self) -> &'static str {
        self.word("Alles samen", "All of these together")
    }

    /// Says for which values something holds.
    pub(crate) fn holds_from(self, interval: &Interval) -> String {
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
    pub(crate) fn binds(self, is_below: bool, at: &Quantity, binding: &Binding) -> String {
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
    pub(crate) fn holds_nowhere(self) -> &'static str {
        self.word("geldt bij geen enkele waarde", "holds at no value")
    }

    /// Says that a condition finds nothing to look at.
    pub(crate) fn nothing_looked_at(self) -> &'static str {
        self.word(
            "niets om te beoordelen, dus overal vervuld",
            "nothing to judge, so it holds everywhere",
        )
    }

    /// Heads a conflict.
    pub(crate) fn clash(self, numbers: &[usize]) -> String {
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
    pub(crate) fn way_out(self, way: &Relaxation, is_alone: bool) -> String {
        self.way(way, &self.quantity(&way.at), is_alone)
    }

    fn way(self, way: &Relaxation, at: &str, is_alone: bool) -> String {
        let (number, gives) = (way.condition + 1, super::euros(way.gives, self.lang));
        let certainty = self.certainty(way.certainty);
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
    pub(crate) fn certainty(self, certainty: Certainty) -> &'static str {
        match certainty {
            Certainty::Exact => self.word("exact", "exact"),
            Certainty::Bracketed => self.word("ingesloten", "bracketed"),
        }
    }

    /// Says what was assumed where an answer is bracketed.
    pub(crate) fn bracketed(self) -> &'static str {
        self.word(
            "ingesloten: de eindpunten zijn doorgerekend; tussen waarden die zijn geprobeerd is \
             aangenomen dat de uitkomst niet heen en weer wisselt",
            "bracketed: the end points were run; between values that were tried, the outcome is \
             assumed not to change and change back",
        )
    }

    /// Says how many values were tried.
    pub(crate) fn tried(self, values: usize) -> String {
        let values = self.number(&i64::try_from(values).unwrap_or(i64::MAX).into());
        self.say(
            format!("{values} waarden doorgerekend"),
            format!("{values} values were run"),
        )
    }
}
