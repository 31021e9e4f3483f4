//! Rules as sentences to fill in: `{}` stands for a number or choice that can be changed.

use super::Sentences;
use crate::domain::{Head, Level, Text};

/// What a choice in a form does: its name in files, its name and a line on it, in Dutch and in
/// English.
struct Told {
    value: &'static str,
    name: (&'static str, &'static str),
    about: (&'static str, &'static str),
}

const fn told(
    value: &'static str,
    name: (&'static str, &'static str),
    about: (&'static str, &'static str),
) -> Told {
    Told { value, name, about }
}

/// Keys, those that most boards talk about first.
const KEYS: [Told; 11] = [
    told(
        "per-student",
        ("naar studenten", "by students"),
        (
            "ieder naar het aantal studenten",
            "each by its number of students",
        ),
    ),
    told(
        "equal",
        ("gelijk", "equally"),
        (
            "ieder evenveel, groot of klein",
            "the same for each, large or small",
        ),
    ),
    told(
        "per-student-or-side-entrant",
        (
            "naar studenten en zij-instromers",
            "by students and side entrants",
        ),
        (
            "ook zij-instromers tellen mee",
            "side entrants count as well",
        ),
    ),
    told(
        "weights",
        ("naar afgesproken gewicht", "by agreed weight"),
        (
            "ieder naar een gewicht dat is afgesproken",
            "each by a weight that was agreed",
        ),
    ),
    told(
        "previous",
        ("naar vorig jaar", "by last year"),
        (
            "in dezelfde verhouding als vorig jaar",
            "in the same proportion as last year",
        ),
    ),
    told(
        "per-board",
        ("naar schoolbesturen", "by school boards"),
        (
            "ieder naar het aantal besturen",
            "each by its number of boards",
        ),
    ),
    told(
        "per-side-entrant",
        ("naar zij-instromers", "by side entrants"),
        ("alleen zij-instromers tellen", "side entrants alone count"),
    ),
    told(
        "per-pupil",
        ("naar leerlingen", "by pupils"),
        (
            "ieder naar het aantal leerlingen",
            "each by its number of pupils",
        ),
    ),
    told(
        "per-staff",
        ("naar personeel", "by staff"),
        (
            "ieder naar het aantal voltijdbanen",
            "each by its full-time equivalents",
        ),
    ),
    told(
        "per-school",
        ("naar scholen", "by schools"),
        (
            "ieder naar het aantal scholen",
            "each by its number of schools",
        ),
    ),
    told(
        "lead",
        ("naar de penvoerder", "to the lead applicant"),
        (
            "alles naar de regio van de penvoerder",
            "all to the region of the lead applicant",
        ),
    ),
];

/// Rules for a pot that is too small, of those that need nothing else to be stated.
const SHORTAGES: [Told; 11] = [
    told(
        "proportional",
        ("naar rato verlaagd", "lowered in proportion"),
        ("ieder verliest hetzelfde deel", "each loses the same part"),
    ),
    told(
        "equal-awards",
        ("gelijke bedragen", "equal awards"),
        (
            "ieder evenveel, tot het eigen recht",
            "the same for each, up to its own claim",
        ),
    ),
    told(
        "equal-losses",
        ("gelijke verliezen", "equal losses"),
        (
            "ieder verliest evenveel euro",
            "each loses the same number of euros",
        ),
    ),
    told(
        "talmud",
        ("de Talmoedregel", "the Talmud rule"),
        (
            "eerst gelijke bedragen, boven de helft gelijke verliezen",
            "equal awards first, beyond half equal losses",
        ),
    ),
    told(
        "average-awards-losses",
        ("het midden van beide", "the middle of both"),
        (
            "half gelijke bedragen, half gelijke verliezen",
            "half equal awards, half equal losses",
        ),
    ),
    told(
        "reverse-talmud",
        ("de omgekeerde Talmoedregel", "the reverse Talmud rule"),
        (
            "eerst gelijke verliezen, daarna gelijke bedragen",
            "equal losses first, then equal awards",
        ),
    ),
    told(
        "piniles",
        ("de regel van Piniles", "the rule of Piniles"),
        ("twee keer gelijke bedragen", "equal awards, twice"),
    ),
    told(
        "constrained-egalitarian",
        ("begrensd gelijk", "constrained egalitarian"),
        (
            "gelijk, en nooit voorbij de helft vooraf",
            "equal, and not beyond half at first",
        ),
    ),
    told(
        "adjusted-proportional",
        ("aangepast naar rato", "adjusted proportional"),
        (
            "eerst wat niemand betwist, dan naar rato",
            "what nobody contests first, then in proportion",
        ),
    ),
    told(
        "random-arrival",
        ("gemiddelde van alle volgorden", "mean of all orders"),
        (
            "alsof ieder even vaak als eerste komt",
            "as if each came first as often",
        ),
    ),
    told(
        "minimal-overlap",
        ("kleinste overlap", "minimal overlap"),
        (
            "elke euro gedeeld door wie hem vraagt",
            "every euro shared by who claims it",
        ),
    ),
];

/// How many choices stand at hand; the others are behind a fold.
const AT_HAND: usize = 5;

/// A choice in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormOption {
    /// Its name in files.
    pub(crate) value: String,
    /// Its name for people.
    pub(crate) name: String,
    /// What it does, in a line.
    pub(crate) about: String,
}

/// Choices: those at hand, and the others.
pub(crate) type FormOptions = (Vec<FormOption>, Vec<FormOption>);

impl Sentences {
    /// Returns the keys to choose from.
    pub(crate) fn key_options(self) -> FormOptions {
        self.options(&KEYS)
    }

    /// Returns the rules for a shortage to choose from.
    pub(crate) fn shortage_options(self) -> FormOptions {
        self.options(&SHORTAGES)
    }

    fn options(self, all: &[Told]) -> FormOptions {
        let option = |one: &Told| FormOption {
            value: one.value.to_owned(),
            name: self.word(one.name.0, one.name.1).to_owned(),
            about: self.word(one.about.0, one.about.1).to_owned(),
        };
        let (at_hand, rest) = all.split_at(all.len().min(AT_HAND));
        (
            at_hand.iter().map(option).collect(),
            rest.iter().map(option).collect(),
        )
    }

    /// Stands for a rule that is made of several and is written in the file.
    pub(crate) fn own_rule(self) -> FormOption {
        FormOption {
            value: String::new(),
            name: self.word("eigen regel", "own rule").to_owned(),
            about: self
                .word(
                    "staat in het bestand; in de tekst te wijzigen",
                    "stands in the file; to be changed in the text",
                )
                .to_owned(),
        }
    }

    /// Heads the choice of a scheme.
    pub(crate) fn form_scheme(self) -> [&'static str; 2] {
        match self.lang {
            crate::domain::Lang::Nl => ["Regeling", "De regeling is {}."],
            crate::domain::Lang::En => ["Scheme", "The scheme is {}."],
        }
    }

    /// Heads the counts, and the numbers that no sentence names.
    pub(crate) fn form_heads(self) -> [&'static str; 2] {
        match self.lang {
            crate::domain::Lang::Nl => ["Studenten", "Overige getallen"],
            crate::domain::Lang::En => ["Students", "Other numbers"],
        }
    }

    /// A number by itself, behind its name.
    pub(crate) fn form_number(self, label: &str) -> String {
        format!("{label}: {{}}")
    }

    /// A fixed amount for each recipient.
    pub(crate) fn form_flat(self, to: Level) -> &'static str {
        match to {
            Level::Region => self.word("Elke regio krijgt {}.", "Each region receives {}."),
            _ => self.word(
                "Elk partnerschap krijgt {}.",
                "Each partnership receives {}.",
            ),
        }
    }

    /// An amount per head.
    pub(crate) fn form_per_head(self, to: Level, per: Head) -> String {
        let one = self.unit(per);
        match to {
            Level::Region => self.say(
                format!("Elke regio krijgt {{}} per {one}."),
                format!("Each region receives {{}} per {one}."),
            ),
            _ => self.say(
                format!("Elk partnerschap krijgt {{}} per {one}."),
                format!("Each partnership receives {{}} per {one}."),
            ),
        }
    }

    /// A bound below which nothing is paid.
    pub(crate) fn form_at_least(self, head: Head) -> String {
        let many = self.units(head);
        self.say(
            format!("Dat geldt vanaf {{}} {many}."),
            format!("That holds from {{}} {many} on."),
        )
    }

    /// A pot with what it pays.
    pub(crate) fn form_pot(self, pays: &str) -> String {
        self.say(
            format!("Voor {pays} is er samen hoogstens {{}}."),
            format!("For {pays} there is at most {{}} in all."),
        )
    }

    /// A pot that is not stated.
    pub(crate) fn form_no_pot(self, pays: &str) -> String {
        self.say(
            format!("Voor {pays} is geen plafond genoemd; zet er een: {{}}."),
            format!("For {pays} no ceiling is stated; set one: {{}}."),
        )
    }

    /// What happens on a shortage.
    pub(crate) fn form_shortage(self, protected: &str) -> String {
        match protected.is_empty() {
            true => self
                .word("Is dat te weinig, dan {}.", "If that is too little: {}.")
                .to_owned(),
            false => self.say(
                format!("Is dat te weinig, dan blijft {protected} zo lang mogelijk heel en: {{}}."),
                format!(
                    "If that is too little, {protected} stays whole as long as it can, and: {{}}."
                ),
            ),
        }
    }

    /// What a region keeps, and how it divides the rest; `name` is that of one region.
    pub(crate) fn form_passage(self, name: Option<&str>) -> [String; 2] {
        let who = match name {
            Some(name) => self.say(format!("Regio {name}"), format!("Region {name}")),
            None => self.word("Elke regio", "Each region").to_owned(),
        };
        let keeps = self.say(
            format!("{who} houdt {{}} in voor haar bureau."),
            format!("{who} keeps {{}} for its office."),
        );
        let divides = self.word("Zij verdeelt de rest: {}.", "It divides the rest: {}.");
        [keeps, divides.to_owned()]
    }

    /// How a partnership's money is told apart by region.
    pub(crate) fn form_told_apart(self) -> &'static str {
        self.word(
            "Het bedrag van een partnerschap wordt uitgesplitst: {}.",
            "The amount of a partnership is told apart: {}.",
        )
    }

    /// Students of a partnership in a region.
    pub(crate) fn form_students(self, partnership: &str, region: &str) -> String {
        self.say(
            format!("{partnership} in {region}: {{}} studenten"),
            format!("{partnership} in {region}: {{}} students"),
        )
    }

    /// Names the partnership of whoever asks.
    pub(crate) fn my_partnership(self) -> &'static str {
        self.word("Mijn partnerschap", "My partnership")
    }

    /// Heads a first estimate.
    pub(crate) fn estimate_title(self) -> Text {
        Text::new("Een eerste schatting", "A first estimate")
    }

    /// What a first estimate rests on.
    pub(crate) fn estimate_premise(self) -> Text {
        Text::new(
            "schatting uit drie gegevens: alleen de eigen studenten zijn bekend; de regio is groot \
             genoeg (150 studenten), verdeelt naar studenten en krijgt € 1.250 per student, zoals \
             de regeling van 2025",
            "an estimate from three numbers: only the own students are known; the region is large \
             enough (150 students), divides by students and gets €1,250 per student, as the scheme \
             of 2025 has it",
        )
    }

    /// Names the variant of whoever changes a rule.
    pub(crate) fn proposal() -> Text {
        Text::new("Mijn voorstel", "My proposal")
    }

    /// Names what was received last year.
    pub(crate) fn last_year(self) -> Text {
        Text::new("Vorig jaar", "Last year")
    }

    /// Heads what each party gets in each model.
    pub(crate) fn stands_heads(self) -> [&'static str; 3] {
        match self.lang {
            crate::domain::Lang::Nl => ["Wat elke partij krijgt", "partij", "ondergrens"],
            crate::domain::Lang::En => ["What each party gets", "party", "floor"],
        }
    }

    /// Says that an amount is below the floor of a party.
    pub(crate) fn veto(self) -> &'static str {
        self.word("onder de ondergrens: veto", "below the floor: veto")
    }

    /// Names what was, and what is after a change.
    pub(crate) fn before_and_after(self) -> [&'static str; 2] {
        match self.lang {
            crate::domain::Lang::Nl => ["de stand ervoor", "deze wijziging"],
            crate::domain::Lang::En => ["the state before", "this change"],
        }
    }
}
