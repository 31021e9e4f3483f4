//! Words of sensitivity: one uncertain number at a time.

use super::Sentences;
use crate::domain::{Change, Uncertain, Uncertainty};
use crate::money::Exact;

impl Sentences {
    /// Heads the section.
    pub(crate) fn sways_head(self) -> &'static str {
        self.word("Wat het zwaarst weegt", "What matters most")
    }

    /// Says how it is computed.
    pub(crate) fn sways_intro(self) -> &'static str {
        self.word(
            "Eén onzeker getal tegelijk staat op het lage en op het hoge eind van zijn bereik, in \
             alle jaren en bij iedereen; al het andere blijft zoals het is opgegeven. Het bereik \
             loopt van kwantiel 5 % tot 95 %, of van de laagste tot de hoogste waarde waar die \
             zijn opgesomd of alle even waarschijnlijk.",
            "One uncertain number at a time is at the low and at the high end of its range, in all \
             years and for everybody; all else stays as it is stated. The range is from the 5 % to \
             the 95 % quantile, or from the least to the greatest value where these are listed or \
             all equally likely.",
        )
    }

    /// Says that no uncertain number moves the total.
    pub(crate) fn total_stands_still(self) -> &'static str {
        self.word(
            "Geen van de onzekere getallen verandert wat alle partnerschappen samen ontvangen.",
            "None of the uncertain numbers changes what all partnerships receive together.",
        )
    }

    /// Heads a tornado.
    pub(crate) fn tornado_head(self, model: &str) -> String {
        self.say(
            format!("Wat alle partnerschappen samen ontvangen in model {model}"),
            format!("What all partnerships receive together in model {model}"),
        )
    }

    /// Says which number moves the total most, and to what.
    pub(crate) fn sways_most(self, name: &str, [low, high]: &[String; 2]) -> String {
        self.say(
            format!("Het zwaarst weegt {name}: {low} aan het lage eind, {high} aan het hoge."),
            format!("{name} matters most: {low} at the low end, {high} at the high end."),
        )
    }

    /// Heads the table of what matters most to each partnership.
    pub(crate) fn widest_table(self, model: &str) -> String {
        self.say(
            format!("Wat per partnerschap het zwaarst weegt in model {model}"),
            format!("What matters most to each partnership in model {model}"),
        )
    }

    /// Heads its columns.
    pub(crate) fn widest_heads(self) -> [&'static str; 6] {
        [
            self.name_head(),
            self.word("bedrag zoals opgegeven", "amount as stated"),
            self.word("weegt het zwaarst", "matters most"),
            self.word("bereik", "range"),
            self.word("bedrag aan het lage eind", "amount at the low end"),
            self.word("bedrag aan het hoge eind", "amount at the high end"),
        ]
    }

    /// Says that nothing uncertain moves an amount.
    pub(crate) fn nothing_moves(self) -> &'static str {
        self.word("niets", "nothing")
    }

    /// Says what moves the amount of a letter most, and to what.
    pub(crate) fn letter_widest(
        self,
        name: &str,
        ends: &[String; 2],
        amounts: &[String; 2],
    ) -> String {
        let ([low, high], [least, most]) = (ends, amounts);
        self.say(
            format!(
                "Van wat onzeker is weegt {name} het zwaarst: {least} bij {low}, {most} bij {high}."
            ),
            format!(
                "Of what is uncertain, {name} matters most: {least} at {low}, {most} at {high}."
            ),
        )
    }

    /// Writes the end of a range: a growth in percent, what is large as a whole number.
    pub(crate) fn end_of(self, uncertain: &Uncertain, end: &Exact) -> String {
        let is_growth = matches!(uncertain.target, Uncertainty::Growth(_));
        let is_part = is_growth && uncertain.change != Change::Factor;
        let (shown, decimals) = match is_part {
            true => (end.times(&Exact::from(100)), 1),
            false if *end >= Exact::from(1_000) => (end.clone(), 0),
            false => (end.clone(), 3),
        };
        let rounded = Exact::from_number_text(&shown.to_decimal_text(decimals));
        let number = self.number(&rounded.unwrap_or(shown));
        let does = match uncertain.change {
            Change::Value => "",
            Change::Factor => self.word("maal ", "times "),
            Change::Difference => self.word("plus ", "plus "),
        };
        match is_part {
            true => format!("{does}{number} %"),
            false => format!("{does}{number}"),
        }
    }
}
