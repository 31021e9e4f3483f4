//! Words about how sure the amounts of a report are.

use super::Sentences;

impl Sentences {
    /// Heads how sure the amounts are.
    pub(crate) fn certainty_head(self) -> &'static str {
        self.word("Hoe zeker is dat", "How sure is that")
    }

    /// Says that no futures were computed.
    pub(crate) fn nothing_drawn(self) -> &'static str {
        self.word(
            "Er is geen onzekerheid doorgerekend: elk bedrag geldt als de tellingen, bedragen en \
             regels precies zo uitkomen als ze zijn ingevoerd.",
            "No uncertainty was computed: every amount holds if counts, amounts and rules turn \
             out exactly as entered.",
        )
    }

    /// Captions the table of quantiles.
    pub(crate) fn certainty_table(self, years: &str) -> String {
        self.say(
            format!("Bedrag per partnerschap in de doorgerekende toekomsten, {years}"),
            format!("Amount per partnership in the computed futures, {years}"),
        )
    }

    /// Heads the columns before the quantiles.
    pub(crate) fn certainty_heads(self) -> [&'static str; 3] {
        [
            self.name_head(),
            self.word("model", "model"),
            self.word("zoals ingevoerd", "as entered"),
        ]
    }

    /// Heads the column of a quantile, in percent: in so many futures it is this or less.
    pub(crate) fn quantile_head(self, percent: &str) -> String {
        self.say(
            format!("in {percent} % hoogstens"),
            format!("at most, in {percent}%"),
        )
    }

    /// Names the rows of all partnerships together.
    pub(crate) fn all_together(self) -> &'static str {
        self.word("alle samen", "all together")
    }

    /// Says how the quantiles are read.
    pub(crate) fn quantiles_do_not_add_up(self) -> &'static str {
        self.word(
            "Deze bedragen tellen niet op tot dat van alle samen: wat voor het ene partnerschap \
             een slechte toekomst is, hoeft dat niet voor het andere te zijn.",
            "These amounts do not add up to that of all together: a bad future for one \
             partnership need not be one for another.",
        )
    }
}
