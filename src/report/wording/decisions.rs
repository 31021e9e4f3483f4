//! Words of points to decide: questions, in draft, without an answer.

use super::numbers::currency;
use super::{Sentences, decimal};
use crate::money::Exact;

/// A value that some models set.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// Its path.
    pub path: &'a str,
    /// The value, as written.
    pub value: &'a str,
    /// The letters of the models.
    pub models: &'a [&'a str],
}

/// Last steps of paths that name euros.
const AMOUNTS: [&str; 4] = ["amount", "pot", "maximum", "minimum"];

impl Sentences {
    /// Heads the points to decide.
    pub fn decisions_head(self) -> &'static str {
        self.word("Punten om over te besluiten", "Points to decide")
    }

    /// Says that the points are a draft.
    pub fn decisions_intro(self) -> &'static str {
        self.word(
            "In concept, afgeleid van wat de modellen instellen en van wensen die niet worden \
             vervuld. De antwoorden zijn aan het bestuur.",
            "In draft, derived from what the models set and from wishes that do not hold. The \
             answers are up to the board.",
        )
    }

    /// Asks whether what some models set is to be.
    pub fn decide(
        self,
        setting: &Setting<'_>,
        name_of: impl Fn(&str, &str) -> Option<String>,
    ) -> String {
        let Setting { path, value, .. } = *setting;
        let models = self.in_models(setting.models);
        let named = self.setting(path, name_of);
        let bracket = format!(" ({path})");
        let name = named.strip_suffix(&bracket).unwrap_or(&named);
        let name = name.trim_matches('`').replace(": ", ", ");
        let last = path.rsplit('.').next().unwrap_or_default();
        match (last, self.set_value(last, value)) {
            ("scheme", Some(value)) => self.say(
                format!("Geldt de regeling `{value}` ({models})?"),
                format!("Does the scheme `{value}` apply ({models})?"),
            ),
            ("slice", _) => {
                let share = share_of(value).map_or(String::new(), |share| {
                    self.say(format!(" van {share}"), format!(" of {share}"))
                });
                self.say(
                    format!("Neemt de regio een inhouding{share} op ({models})?"),
                    format!("Does the region take a slice{share} ({models})?"),
                )
            }
            ("keep", Some(value)) => self.say(
                format!("Komt er een vangnet van {value} ({models})?"),
                format!("Is {value} of the earlier amount kept ({models})?"),
            ),
            (_, Some(value)) => self.say(
                format!("Wordt {name}: {value} ({models})?"),
                format!("Does {name} become {value} ({models})?"),
            ),
            (_, None) => self.say(
                format!("Wordt {name} zoals in {models}?"),
                format!("Does {name} become as in {models}?"),
            ),
        }
    }

    /// Writes a value as people do; `None` of one that is made of several.
    fn set_value(self, last: &str, value: &str) -> Option<String> {
        if value.starts_with(['{', '[']) {
            return None;
        }
        let plain = value.trim_matches('"');
        let digits = plain.replace('_', "");
        Some(match Exact::from_number_text(&digits) {
            Some(_) if AMOUNTS.contains(&last) => currency(&decimal(&digits, self.lang), self.lang),
            Some(_) => decimal(&digits, self.lang),
            None => self.named_step(plain),
        })
    }

    /// Names models by their letters.
    fn in_models(self, letters: &[&str]) -> String {
        let and = self.word(" en ", " and ");
        let letters = match letters.split_last() {
            Some((last, [first, others @ ..])) => {
                let others = others.iter().map(|letter| format!(", {letter}"));
                format!("{first}{}{and}{last}", others.collect::<String>())
            }
            _ => letters.concat(),
        };
        format!("model {letters}")
    }

    /// Asks whether it is acceptable that a wish does not hold.
    pub fn accept(self, wish: &str, models: &[&str]) -> String {
        let models = self.in_models(models);
        self.say(
            format!("Is het aanvaardbaar dat deze wens niet wordt vervuld in {models}: {wish}?"),
            format!("Is it acceptable that this wish does not hold in {models}: {wish}?"),
        )
    }

    /// Tells the largest decline.
    pub fn largest_decline(self, lost: &str, who: &str, model: &str) -> String {
        self.say(
            format!("De grootste achteruitgang is {lost} ({who}, model {model})."),
            format!("The largest decline is {lost} ({who}, model {model})."),
        )
    }

    /// Asks how a model begins.
    pub fn transition(self, decline: Option<&str>) -> String {
        let decline = decline.unwrap_or_else(|| self.nobody_loses_at_all());
        self.say(
            format!(
                "Gaat een gekozen model in één keer in, of met een ingroeiregeling of vangnet? \
                 {decline}"
            ),
            format!(
                "Does a chosen model begin at once, or with a phase-in or hold-harmless? {decline}"
            ),
        )
    }

    fn nobody_loses_at_all(self) -> &'static str {
        self.word(
            "In geen van de modellen gaat iemand erop achteruit.",
            "Nobody loses in any of the models.",
        )
    }

    /// Leaves room for the date of the evaluation.
    pub fn evaluation(self) -> &'static str {
        self.word(
            "Besloten op: ____________________  Evaluatie uiterlijk op: ____________________",
            "Decided on: ____________________  Evaluation no later than: ____________________",
        )
    }
}

/// Returns the share in a slice, as written.
fn share_of(value: &str) -> Option<&str> {
    let (_, after) = value.split_once("share")?;
    after.split('"').nth(1)
}
