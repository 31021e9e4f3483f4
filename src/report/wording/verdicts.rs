//! Sentences about checks, audits and differences.

use super::Sentences;

impl Sentences {
    /// Says that a scenario is sound, and of how many wishes how many hold.
    pub(crate) fn sound(
        self,
        variants: usize,
        warnings: usize,
        (hold, all): (usize, usize),
    ) -> String {
        let wishes = match all {
            0 => String::new(),
            _ => {
                let wishes = self.several(all, ["wens", "wensen"], ["wish", "wishes"]);
                self.say(
                    format!(", {hold} van {wishes} vervuld"),
                    format!(", {hold} of {wishes} fulfilled"),
                )
            }
        };
        let variants = self.variants(variants);
        let warnings = self.several(
            warnings,
            ["waarschuwing", "waarschuwingen"],
            ["warning", "warnings"],
        );
        self.say(
            format!("in orde: {variants} doorgerekend, {warnings}{wishes}"),
            format!("sound: {variants} computed, {warnings}{wishes}"),
        )
    }

    /// Heads the parameters that move nothing.
    pub(crate) fn idle(self) -> &'static str {
        self.word(
            "Parameters die op deze gegevens niets veranderen:",
            "Parameters that change nothing on this data:",
        )
    }

    /// Says whether a stored result holds.
    pub(crate) fn verdict(self, path: &str, holds: bool) -> String {
        match holds {
            true => self.say(format!("{path} klopt"), format!("{path} holds")),
            false => self.say(
                format!("{path} klopt niet"),
                format!("{path} does not hold"),
            ),
        }
    }

    /// Names something that an audit has proven.
    pub(crate) fn proven(self, what: &str) -> &str {
        match what {
            "digest" => self.word("kenmerk van het resultaat", "digest of the result"),
            "years" => self.word(
                "varianten met dezelfde jaren",
                "variants with the same years",
            ),
            "awards" => self.word(
                "toekenningen onder eigen naam",
                "awards under their own name",
            ),
            "accounts" => self.word("rekeningen in evenwicht", "accounts in balance"),
            "pots" => self.word("potten in evenwicht", "pots in balance"),
            "moments" => self.word("betaalmomenten nagegaan", "payment moments followed"),
            "cash" => self.word("kasstanden nagerekend", "cash balances recomputed"),
            "divisions" => self.word("verdelingen in evenwicht", "divisions in balance"),
            "rates" => self.word("bedragen per hoofd nagerekend", "rates per head recomputed"),
            "inputs" => self.word("invoerbestanden ongewijzigd", "input files unchanged"),
            other => other,
        }
    }

    /// Says that an input could not be compared.
    pub(crate) fn unread(self, path: &str) -> String {
        self.say(
            format!("niet vergeleken, want niet gevonden: {path}"),
            format!("not compared, because not found: {path}"),
        )
    }

    /// Says how many problems are not shown.
    pub(crate) fn and_more(self, number: usize) -> String {
        self.say(
            format!("en nog {number} meer"),
            format!("and {number} more"),
        )
    }

    /// Says that nothing differs.
    pub(crate) fn no_change(self) -> &'static str {
        self.word("geen verschil", "no difference")
    }

    /// Tells one change.
    pub(crate) fn change(self, name: &str, from: Option<&str>, to: Option<&str>) -> String {
        match (from, to) {
            (Some(from), Some(to)) => self.say(
                format!("{name} wordt {to} in plaats van {from}"),
                format!("{name} becomes {to} instead of {from}"),
            ),
            (None, Some("")) => self.say(format!("{name} komt erbij"), format!("{name} is new")),
            (Some(""), None) => self.say(format!("{name} vervalt"), format!("{name} is gone")),
            (None, Some(to)) => self.say(
                format!("{name} komt erbij: {to}"),
                format!("{name} is new: {to}"),
            ),
            (Some(from), None) => self.say(
                format!("{name} vervalt (was {from})"),
                format!("{name} is gone (was {from})"),
            ),
            (None, None) => name.to_owned(),
        }
    }
}
