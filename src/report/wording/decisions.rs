//! Words of points to decide: questions, in draft, without an answer.

use super::{Sentences, Setting};
use crate::domain::Day;

/// The months, in Dutch and in English.
const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("maart", "March"),
    ("april", "April"),
    ("mei", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augustus", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

impl Sentences {
    /// Heads the points to decide.
    pub(crate) fn decisions_head(self) -> &'static str {
        self.word("Punten om over te besluiten", "Points to decide")
    }

    /// Says that the points are a draft.
    pub(crate) fn decisions_intro(self) -> &'static str {
        self.word(
            "In concept, afgeleid van wat de modellen instellen en van wensen die niet worden \
             vervuld. De antwoorden zijn aan het bestuur.",
            "In draft, derived from what the models set and from wishes that do not hold. The \
             answers are up to the board.",
        )
    }

    /// Asks whether what some models set is to be.
    pub(crate) fn decide(self, setting: &Setting, models: &[&str]) -> String {
        let models = self.in_models(models);
        let name = setting.name.replace(": ", ", ");
        let last = setting.path.rsplit('.').next().unwrap_or_default();
        match (last, &setting.from, &setting.to) {
            ("scheme", _, Some(value)) => self.say(
                format!("Geldt de regeling “{value}” ({models})?"),
                format!("Does the scheme “{value}” apply ({models})?"),
            ),
            ("slice", None, Some(value)) => {
                let region = region_of(&setting.path);
                self.say(
                    format!("Houdt de regio{region} vooraf geld in: {value} ({models})?"),
                    format!("Does the region{region} keep money first: {value} ({models})?"),
                )
            }
            ("keep", None, Some(value)) => self.say(
                format!("Komt er een vangnet van {value} ({models})?"),
                format!("Is {value} of the earlier amount kept ({models})?"),
            ),
            (_, _, Some(value)) => self.say(
                format!("Wordt {name}: {value} ({models})?"),
                format!("Does {name} become {value} ({models})?"),
            ),
            (_, _, None) => self.say(
                format!("Vervalt {name} ({models})?"),
                format!("Is {name} dropped ({models})?"),
            ),
        }
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
    pub(crate) fn accept(self, wish: &str, models: &[&str]) -> String {
        let models = self.in_models(models);
        self.say(
            format!("Is het aanvaardbaar dat deze wens niet wordt vervuld in {models}: {wish}?"),
            format!("Is it acceptable that this wish does not hold in {models}: {wish}?"),
        )
    }

    /// Tells the largest decline.
    pub(crate) fn largest_decline(self, lost: &str, who: &str, model: &str) -> String {
        self.say(
            format!("De grootste achteruitgang is {lost} ({who}, model {model})."),
            format!("The largest decline is {lost} ({who}, model {model})."),
        )
    }

    /// Asks how a model begins.
    pub(crate) fn transition(self, decline: Option<&str>) -> String {
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

    /// Says that the scenario states the points.
    pub(crate) fn decisions_stated(self) -> &'static str {
        self.word(
            "Zoals het scenario ze noemt. De antwoorden zijn aan het bestuur.",
            "As the scenario states them. The answers are up to the board.",
        )
    }

    /// Tells a point that the scenario states.
    pub(crate) fn to_decide(self, text: &str, by: Option<Day>) -> String {
        let Some(by) = by.map(|day| self.day(day)) else {
            return text.to_owned();
        };
        self.say(
            format!("{text} (uiterlijk {by})"),
            format!("{text} (no later than {by})"),
        )
    }

    /// Leaves room for the date of the decision, and for that of the evaluation where none is
    /// stated.
    pub(crate) fn evaluation(self, by: Option<Day>) -> String {
        const ROOM: &str = "____________________";
        let by = by.map_or(ROOM.to_owned(), |day| self.day(day));
        self.say(
            format!("Besloten op: {ROOM}  Evaluatie uiterlijk op: {by}"),
            format!("Decided on: {ROOM}  Evaluation no later than: {by}"),
        )
    }

    /// Writes a day in full.
    fn day(self, day: Day) -> String {
        let (year, month, day) = day.parts();
        let position = usize::from(month.saturating_sub(1));
        let (nl, en) = MONTHS.get(position).copied().unwrap_or_default();
        format!("{day} {} {year}", self.word(nl, en))
    }
}

/// Returns the region that a path is of, behind a space; nothing where it is of all.
fn region_of(path: &str) -> String {
    let of = path
        .split_once('@')
        .and_then(|(_, rest)| rest.split('.').next());
    of.map_or(String::new(), |region| format!(" {region}"))
}
