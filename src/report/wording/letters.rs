//! Words of the letter to a partnership. It tells a calculation; it awards nothing.

use super::Sentences;

impl Sentences {
    /// What kind of document a letter is.
    pub(crate) fn letter_kind(self) -> &'static str {
        self.word(
            "Doorrekening, geen beschikking",
            "A calculation, not a grant decision",
        )
    }

    /// Titles a letter.
    pub(crate) fn letter_title(self, name: &str) -> String {
        self.say(
            format!("{name}: wat deze doorrekening betekent"),
            format!("{name}: what this calculation means"),
        )
    }

    /// Heads the amount.
    pub(crate) fn letter_amount(self) -> &'static str {
        self.word("Het bedrag", "The amount")
    }

    /// Heads the columns of the amounts.
    pub(crate) fn letter_heads(self, baseline: &str) -> [String; 3] {
        let amount = self.word("bedrag", "amount");
        let change = self.say(
            format!("verschil met {baseline}"),
            format!("difference from {baseline}"),
        );
        let model = self.word("model", "model");
        [model.to_owned(), amount.to_owned(), change]
    }

    /// Heads the reasons for the amount in a model.
    pub(crate) fn letter_reasons(self, model: &str) -> String {
        self.say(
            format!("Waarom dit bedrag, in model {model}"),
            format!("Why this amount, in model {model}"),
        )
    }

    /// Says how many students are counted, and when.
    pub(crate) fn letter_students(self, students: i64, counted: &str, years: usize) -> String {
        let students = match years {
            1 => self.students(students),
            _ => self.several(
                students,
                ["studentjaar", "studentjaren"],
                ["student year", "student years"],
            ),
        };
        let (since, of) = match counted {
            "" => (String::new(), String::new()),
            years => (
                format!(" (schooljaar {years})"),
                format!(" (school year {years})"),
            ),
        };
        self.say(
            format!("Het partnerschap telt {students} lerarenopleiding{since}."),
            format!("The partnership counts {students} of teacher education{of}."),
        )
    }

    /// Heads the changes.
    pub(crate) fn letter_changes(self) -> &'static str {
        self.word("Wat verandert, en waardoor", "What changes, and why")
    }

    /// Says what changes in a model and what brings that about.
    pub(crate) fn letter_change(self, model: &str, baseline: &str, told: &str) -> String {
        self.say(
            format!("Model {model}, vergeleken met {baseline}: {told}."),
            format!("Model {model}, compared with {baseline}: {told}."),
        )
    }

    /// Says that an amount is the same.
    pub(crate) fn letter_no_change(self) -> &'static str {
        self.word("geen verschil", "no difference")
    }

    /// Heads what is uncertain.
    pub(crate) fn letter_uncertain(self) -> &'static str {
        self.word("Wat onzeker is", "What is uncertain")
    }

    /// Says that nothing is drawn.
    pub(crate) fn letter_certain(self) -> &'static str {
        self.word(
            "Deze doorrekening neemt de aantallen en bedragen zoals ze zijn opgegeven, zonder \
             bandbreedte; andere aantallen geven een ander bedrag.",
            "This calculation takes numbers and amounts as they are stated, without a band; other \
             numbers give another amount.",
        )
    }

    /// Says between which amounts most futures of a model lie.
    pub(crate) fn letter_band(self, model: &str, [low, high]: &[String; 2]) -> String {
        self.say(
            format!("Model {model}: tussen {low} en {high}."),
            format!("Model {model}: between {low} and {high}."),
        )
    }

    /// Heads the assumption that matters most.
    pub(crate) fn letter_premise(self) -> &'static str {
        self.word(
            "Welke aanname het zwaarst weegt",
            "Which assumption matters most",
        )
    }

    /// Says that the amount rests on no assumption.
    pub(crate) fn letter_no_premise(self) -> &'static str {
        self.word(
            "Bij dit bedrag is geen aanname vermeld.",
            "No assumption is stated for this amount.",
        )
    }

    /// Heads whom to ask.
    pub(crate) fn letter_questions(self) -> &'static str {
        self.word("Bij wie u terechtkunt", "Whom to ask")
    }

    /// Says whom to ask.
    pub(crate) fn letter_contact(self, regions: &[String]) -> String {
        let names = regions.join(", ");
        let (nl, en) = match regions {
            [] => (
                "de onderwijsregio".to_owned(),
                "the education region".to_owned(),
            ),
            [_] => (
                format!("onderwijsregio {names}"),
                format!("education region {names}"),
            ),
            _ => (
                format!("de onderwijsregio's {names}"),
                format!("the education regions {names}"),
            ),
        };
        self.say(
            format!(
                "Vragen over de tellingen: de penvoerder van het partnerschap. Vragen over de \
                 verdeling: {nl}."
            ),
            format!(
                "Questions about the counts: the lead applicant of the partnership. Questions \
                 about the division: {en}."
            ),
        )
    }

    /// The last lines of a letter.
    pub(crate) fn letter_foot(self, program: &str) -> String {
        self.say(
            format!(
                "Gemaakt met {program}. Aan deze doorrekening zijn geen rechten te ontlenen: een \
                 bedrag staat pas vast met een beschikking."
            ),
            format!(
                "Made with {program}. No rights can be derived from this calculation: only a \
                 grant decision fixes an amount."
            ),
        )
    }
}
