//! Names of parameters, for people who do not read paths.

use super::Sentences;
use crate::domain::{Head, Key};
use crate::plan::Plan;

/// Steps of paths with their words, in Dutch and in English.
const STEPS: [(&str, &str, &str); 94] = [
    ("amount", "bedrag", "amount"),
    ("amounts", "bedrag", "amount"),
    ("pot", "pot", "pot"),
    (
        "rate-step",
        "stap van het bedrag per hoofd",
        "step of the rate per head",
    ),
    ("maximum", "maximum", "maximum"),
    ("minimum", "minimum", "minimum"),
    (
        "maximum-per-student",
        "maximum per student",
        "maximum per student",
    ),
    (
        "minimum-per-student",
        "minimum per student",
        "minimum per student",
    ),
    ("share", "deel", "share"),
    (
        "cap",
        "groei die geen vangnet betaalt",
        "growth that pays for no guarantee",
    ),
    (
        "scaling",
        "grootste deel van de groei dat betaalt",
        "greatest part of the growth that pays",
    ),
    (
        "band",
        "afwijking van het gemiddelde die blijft",
        "deviation from the average that stays",
    ),
    ("rise", "grootste stijging", "greatest rise"),
    (
        "balance",
        "wie de bandbreedte betaalt",
        "who balances the band",
    ),
    ("against", "eerder bedrag", "earlier amount"),
    ("need", "behoefte per student", "need per student"),
    (
        "capacity",
        "draagkracht per student",
        "capacity per student",
    ),
    ("rule", "regel", "rule"),
    ("method", "methode", "method"),
    ("units", "dienst", "service"),
    ("cost", "kosten", "cost"),
    ("serves", "gebruik door", "use by"),
    ("keep", "vangnet", "hold-harmless"),
    ("ladder", "ingroeiregeling", "phase-in"),
    ("adjust", "aanpassing", "adjustment"),
    ("slice", "inhouding", "slice"),
    ("earmark", "oormerk", "earmark"),
    ("key", "verdeelsleutel", "key"),
    ("first", "vooraf voor ieder", "first for each"),
    ("then", "daarna", "then"),
    ("surplus", "overschot", "surplus"),
    ("mix", "aandeel van", "share of"),
    ("both-ways", "verdeeltabel", "table with two margins"),
    (
        "rows",
        "totalen van de ontvangers",
        "totals of the recipients",
    ),
    ("shortage", "bij tekort", "on shortage"),
    ("when", "voorwaarde", "condition"),
    ("any-of", "mogelijkheid", "alternative"),
    ("all-of", "deel", "part"),
    ("not", "niet", "not"),
    ("steps", "staffel vanaf", "step table from"),
    ("weight", "afgesproken gewicht", "agreed weight"),
    (
        "region-weights",
        "afgesproken gewicht van",
        "agreed weight of",
    ),
    (
        "partner-weights",
        "afgesproken gewicht van",
        "agreed weight of",
    ),
    ("previous", "bedrag van vorig jaar", "amount of last year"),
    ("growth", "groei", "growth"),
    ("projection", "vooruitberekening", "projection"),
    (
        "intake-growth",
        "groei van de instroom",
        "growth of the intake",
    ),
    (
        "attrition",
        "uitval in studiejaar",
        "attrition in year of study",
    ),
    (
        "in-partnerships",
        "deel binnen partnerschappen",
        "share within partnerships",
    ),
    ("target", "doel", "target"),
    (
        "partnerships",
        "aantal partnerschappen",
        "number of partnerships",
    ),
    ("regions", "aantal regio's", "number of regions"),
    ("hours", "uren per hoofd", "hours per head"),
    ("hourly", "kosten per uur", "cost per hour"),
    ("borne-by", "gedragen door", "borne by"),
    ("instalments", "termijn", "instalment"),
    ("month", "maand", "month"),
    ("years-later", "jaren later", "years later"),
    ("merge", "fusie", "merger"),
    ("split", "splitsing", "split"),
    ("move", "verhuizing", "move"),
    ("board", "schoolbestuur", "school board"),
    (
        "institute",
        "lerarenopleiding",
        "teacher education institute",
    ),
    ("at-least", "minimum aantal", "least number of"),
    ("at-most", "maximum aantal", "greatest number of"),
    ("all", "alle sectoren", "all sectors"),
    ("aspirant-year", "jaar als aspirant", "year as an aspirant"),
    (
        "common",
        "deel dat allen gemeen hebben",
        "part that all have in common",
    ),
    ("counted", "teljaar", "counted year"),
    ("counted-in", "geteld in", "counted in"),
    ("coverage", "wie er bekend zijn", "who is known"),
    (
        "double-members",
        "wie twee keer meedoet",
        "who takes part twice",
    ),
    ("first-year", "eerste jaar", "first year"),
    ("flag", "vlag", "flag"),
    ("from", "van", "from"),
    (
        "lead-region",
        "regio van de penvoerder",
        "region of the lead applicant",
    ),
    ("level", "niveau", "level"),
    ("of", "van", "of"),
    ("order", "volgorde", "order"),
    ("pays", "betaalt", "pays"),
    ("per", "per", "per"),
    ("protect", "beschermt", "protects"),
    ("reference", "teljaar", "counted year"),
    ("rounding", "afronding", "rounding"),
    ("scheme", "regeling", "scheme"),
    ("scope", "bereik", "scope"),
    ("sector", "sector", "sector"),
    ("start-year", "startjaar", "first year"),
    ("status", "status", "status"),
    ("to", "aan", "to"),
    ("unit", "eenheid", "unit"),
    ("unused", "wat overblijft", "what is left"),
    ("weights", "gewichten", "weights"),
    ("years", "jaren", "years"),
];

impl Sentences {
    /// Names a parameter: of what it is, and what; its path stands in brackets behind it.
    pub(crate) fn parameter(self, plan: &Plan, path: &str) -> String {
        self.setting(path, |table, id| {
            let components = plan.components.iter().map(|one| (&one.id, &one.name));
            let divisions = plan.divisions.iter().map(|one| (&one.id, &one.name));
            let named = match table {
                "component" => components.into_iter().find(|one| one.0.as_str() == id),
                "division" => divisions.into_iter().find(|one| one.0.as_str() == id),
                _ => None,
            };
            named.map(|(_, name)| name.in_lang(self.lang).to_owned())
        })
    }

    /// Names a setting in the same way, where `name_of` knows the name of a table and id.
    pub(in crate::report) fn setting(
        self,
        path: &str,
        name_of: impl Fn(&str, &str) -> Option<String>,
    ) -> String {
        match self.setting_name(path, name_of) {
            name if name == path => format!("`{path}`"),
            name => format!("{name} ({path})"),
        }
    }

    /// Names a setting without its path.
    pub(in crate::report) fn setting_name(
        self,
        path: &str,
        name_of: impl Fn(&str, &str) -> Option<String>,
    ) -> String {
        // A number behind `#` tells values apart that a list of conditions repeats.
        let plain = path.split('#').next().unwrap_or_default();
        let mut steps = plain.split('.');
        let (table, id) = (steps.next().unwrap_or_default(), steps.next());
        let steps: Vec<&str> = steps.collect();
        let (subject, steps) = match (id, steps.as_slice()) {
            (Some(step), below) if table == "projection" => {
                let steps = [&[step], below].concat();
                return format!("{}: {}", self.named_step(table), self.steps(&steps));
            }
            // So a file writes what a path writes as `ID@HOLDER`.
            (Some(id), ["at", holder, below @ ..]) => (
                self.subject(table, &format!("{id}@{holder}"), name_of),
                below,
            ),
            (Some(id), below) => (self.subject(table, id, name_of), below),
            (None, below) => (self.named_step(table), below),
        };
        let words = match (table, steps) {
            // Elsewhere the same word counts them.
            ("partnership", ["regions"]) => self.word("regio's", "regions").to_owned(),
            (_, steps) => self.steps(steps),
        };
        match words.is_empty() {
            true => subject,
            false => format!("{subject}: {words}"),
        }
    }

    /// Names what a parameter is of.
    fn subject(
        self,
        table: &str,
        name: &str,
        name_of: impl Fn(&str, &str) -> Option<String>,
    ) -> String {
        let (id, holder) = name.split_once('@').unwrap_or((name, ""));
        let kind = match table {
            "component" => self.word("onderdeel", "component"),
            "division" => self.word("verdeling", "division"),
            "region" => self.word("regio", "region"),
            "partnership" => self.word("partnerschap", "partnership"),
            "others" => self.word("overige", "others"),
            "cost" => self.word("kosten", "cost"),
            "variant" => self.word("variant", "variant"),
            "count" => self.word("telling", "count"),
            "check" => self.word("wens", "check"),
            "board" => self.word("schoolbestuur", "school board"),
            "institute" => self.word("lerarenopleiding", "teacher education institute"),
            "function" => self.word("functie", "function"),
            "party" => self.word("partij", "party"),
            "move" => self.word("verhuizing van schoolbestuur", "move of school board"),
            "growth" => self.word("groei", "growth"),
            "uncertain" => self.word("onzekerheid over", "uncertainty about"),
            other => other,
        };
        let own = match name_of(table, id) {
            Some(name) if name != id => name,
            _ if table == "growth" => format!("{kind}, {}", self.named_step(id)),
            _ => format!("{kind} {id}"),
        };
        match holder.is_empty() {
            true => own,
            false => format!("{own}, {holder}"),
        }
    }

    /// Names the steps below a subject; a bound goes before what it bounds, a number or an id
    /// behind what it tells apart.
    fn steps(self, steps: &[&str]) -> String {
        let mut words: Vec<String> = Vec::new();
        let mut is_open = false;
        for (at, step) in steps.iter().enumerate() {
            let last = words.last_mut();
            match (*step, last) {
                ("at-least" | "at-most", Some(last)) => {
                    *last = format!("{} {last}", self.named_step(step));
                }
                (step, Some(last)) if is_open => {
                    // Paths count alternatives from zero.
                    let number = step.parse::<usize>().ok().filter(|_| counts(steps[at - 1]));
                    let name = match (number, steps[at - 1]) {
                        (Some(number), _) => (number + 1).to_string(),
                        (None, "mix" | "borne-by") => self.named_step(step),
                        (None, "slice") if step == "office" => {
                            self.word("regiobureau", "regional office").to_owned()
                        }
                        // An id stands for itself, also where it is a word of files.
                        (None, _) => step.to_owned(),
                    };
                    *last += &format!(" {name}");
                }
                _ => words.push(self.named_step(step)),
            }
            // What has ids of its own below it, and a step for each alternative.
            let with_ids = [
                "amounts",
                "slice",
                "earmark",
                "instalments",
                "adjust",
                "units",
                "serves",
                "need",
                "capacity",
                "ladder",
                "mix",
                "any-of",
                "all-of",
                "steps",
                "region-weights",
                "partner-weights",
                "previous",
                "borne-by",
                "attrition",
            ];
            is_open = !is_open && with_ids.contains(step) && at + 1 < steps.len();
        }
        words.join(", ")
    }

    /// Names one step; an id stands for itself.
    pub(super) fn named_step(self, step: &str) -> String {
        if let Some((_, nl, en)) = STEPS.iter().find(|(name, ..)| *name == step) {
            return self.word(nl, en).to_owned();
        }
        let counted = Head::ALL.iter().map(|(_, head)| *head);
        if let Some(head) = counted.into_iter().find(|head| head.counted_name() == step) {
            return self.units(head).to_owned();
        }
        if let Some((_, Key::PerHead(head))) = Key::NAMED.iter().find(|(name, _)| *name == step) {
            return self.say(
                format!("naar {}", self.units(*head)),
                format!("by {}", self.units(*head)),
            );
        }
        match step {
            "equal" => self.word("gelijk", "equal"),
            "weights" => self.word("naar gewicht", "by weight"),
            "lead" => self.word("naar penvoerder", "to the lead applicant"),
            id => id,
        }
        .to_owned()
    }
}

/// Says whether the step below this one is a position.
fn counts(step: &str) -> bool {
    ["any-of", "all-of"].contains(&step)
}
