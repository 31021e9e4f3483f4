//! Sentences about objectives: what is sought, what was found, and what was assumed.

use super::Sentences;
use crate::money::Cents;
use crate::plan::Plan;
use crate::results::{Best, Binding, Dial, Goal, Lack, Optimum, Quantity};

impl Sentences {
    /// Heads an answer: what is sought.
    pub(crate) fn sought(self, plan: &Plan, optimum: &Optimum) -> String {
        let smallest = |is_least: bool| match is_least {
            true => self.word("Zo klein mogelijk", "As small as possible"),
            false => self.word("Zo groot mogelijk", "As large as possible"),
        };
        let (side, what) = match &optimum.goal {
            Goal::Total { is_least } => (
                smallest(*is_least),
                self.word(
                    "alles wat ontvangers krijgen",
                    "all that reaches recipients",
                )
                .to_owned(),
            ),
            Goal::Value {
                parameter,
                is_least,
            } => {
                let dial = optimum.dials.get(*parameter);
                let name = dial.map_or(String::new(), |dial| self.parameter(plan, &dial.path));
                (smallest(*is_least), name)
            }
            Goal::LeastAward => (
                smallest(false),
                self.word(
                    "het bedrag van de ontvanger met het minst",
                    "the amount of the recipient with least",
                )
                .to_owned(),
            ),
            Goal::Change { baseline } => (
                smallest(true),
                self.say(
                    format!("alle verschuivingen samen naast variant {baseline}"),
                    format!("all changes together beside variant {baseline}"),
                ),
            ),
        };
        format!("{side}: {what}")
    }

    /// Tells what the goal comes to in the file.
    pub(crate) fn goal_before(self, optimum: &Optimum) -> String {
        let before = self.quantity(&optimum.before);
        match optimum.holds_before {
            true => self.say(
                format!("in het bestand {before}, en aan alles is voldaan"),
                format!("{before} in the file, where all conditions hold"),
            ),
            false => self.say(
                format!("in het bestand {before}, maar daar is niet aan alles voldaan"),
                format!("{before} in the file, where not all conditions hold"),
            ),
        }
    }

    /// Tells what the goal comes to at the best values.
    pub(crate) fn goal_after(self, best: &Best, optimum: &Optimum) -> String {
        let after = self.quantity(&best.goal);
        let (agreeing, starts) = (best.agreeing, optimum.starts);
        match best.is_exact {
            true => self.say(format!("{after} (exact)"), format!("{after} (exact)")),
            false => self.say(
                format!("{after} (beste gevonden, vanuit {agreeing} van {starts} beginpunten)"),
                format!("{after} (best found, from {agreeing} of {starts} starts)"),
            ),
        }
    }

    /// Tells the best value of a parameter.
    pub(crate) fn best_value(
        self,
        plan: &Plan,
        dial: &Dial,
        value: &Quantity,
        at_end: bool,
    ) -> String {
        let name = self.parameter(plan, &dial.path);
        let (value, now) = (self.quantity(value), self.quantity(&dial.now));
        let end = match at_end {
            true => self.word(", waar het bereik eindigt", ", where its range ends"),
            false => "",
        };
        self.say(
            format!("{name}: {value} (nu {now}){end}"),
            format!("{name}: {value} (now {now}){end}"),
        )
    }

    /// Says that no values were found.
    pub(crate) fn nothing_found(self) -> &'static str {
        self.word(
            "geen waarden gevonden waarbij aan alles is voldaan",
            "no values were found at which all conditions hold",
        )
    }

    /// Says by how much a condition holds.
    pub(crate) fn room(self, room: Option<Cents>) -> String {
        let Some(room) = room else {
            return self.nothing_looked_at().to_owned();
        };
        let room = super::euros(room, self.lang);
        self.say(format!("houdt {room} over"), format!("has {room} to spare"))
    }

    /// Tells that a condition binds, and who is nearest to breaking it.
    pub(crate) fn nearest(self, binding: &Binding) -> String {
        let recipients = &binding.counterexample.recipients;
        let names: Vec<String> = recipients.iter().map(ToString::to_string).collect();
        let (names, year) = (names.join(", "), binding.year);
        match names.is_empty() {
            true => self.say(
                format!("houdt tegen dat het beter kan, {year}"),
                format!("keeps it from being better, {year}"),
            ),
            false => self.say(
                format!("houdt tegen dat het beter kan, {year}: het krapst bij {names}"),
                format!("keeps it from being better, {year}: tightest for {names}"),
            ),
        }
    }

    /// Heads conditions that were not found to hold together.
    pub(crate) fn clash_found(self, numbers: &[usize]) -> String {
        let numbers: Vec<String> = numbers.iter().map(|at| (at + 1).to_string()).collect();
        match numbers.as_slice() {
            [one] => self.say(
                format!("Voor voorwaarde {one} op zichzelf zijn geen waarden gevonden"),
                format!("For condition {one} by itself no values were found"),
            ),
            [all @ .., last] => {
                let all = all.join(", ");
                self.say(
                    format!("Voor voorwaarden {all} en {last} samen zijn geen waarden gevonden"),
                    format!("For conditions {all} and {last} together no values were found"),
                )
            }
            [] => String::new(),
        }
    }

    /// Tells the least that a condition was found to lack.
    pub(crate) fn lack(self, lack: &Lack, dials: &[Dial]) -> String {
        let (number, gives) = (lack.condition + 1, super::euros(lack.gives, self.lang));
        let at = dials.iter().zip(&lack.at);
        let at = at.map(|(dial, value)| format!("{} {}", dial.path, self.quantity(value)));
        let at = at.collect::<Vec<String>>().join(", ");
        self.say(
            format!("{number} komt {gives} tekort, het minst dat is gevonden, bij {at}"),
            format!("{number} lacks {gives}, the least that was found, at {at}"),
        )
    }

    /// Says what was assumed.
    pub(crate) fn assumed(self, optimum: &Optimum) -> &'static str {
        match &optimum.best {
            Some(best) if best.is_exact => self.word(
                "exact: alles wat beter zou kunnen zijn is doorgerekend; in de rest van het bereik \
                 vallen dezelfde beslissingen, op de kleinste waarden na, en is alles recht",
                "exact: all that could be better was run; in the rest of the ranges decisions are \
                 the same, apart from their least values, and everything is straight",
            ),
            Some(best) if best.is_settled => self.word(
                "beste gevonden: alles wat hier staat is doorgerekend; geen stap van een getal, en \
                 geen stap van twee tegelijk, doet het beter; elders kan iets beters liggen",
                "best found: all that is said here was run; no step of one number, and none of two \
                 at once, does better; there may be something better elsewhere",
            ),
            Some(_) => self.word(
                "beste gevonden: alles wat hier staat is doorgerekend; er kan iets beters liggen, \
                 ook vlakbij",
                "best found: all that is said here was run; there may be something better, also \
                 nearby",
            ),
            None => self.word(
                "gevonden, niet bewezen: er kunnen waarden zijn die niet zijn gevonden",
                "found, not proved: there may be values that were not found",
            ),
        }
    }
}
