//! Changes on the counts of earlier years.

use super::Sentences;
use crate::plan::AccountKind;
use crate::results::comparison::Recipient;
use crate::results::{Vintage, VintageRow, VintageVariant, Vintages};

impl Sentences {
    /// Heads the section, and says what it is made of.
    pub(crate) fn earlier_counts(self, vintages: &Vintages, baseline: &str) -> String {
        let last = vintages.years.first();
        let last = last.map_or(String::new(), |year| year.counted.to_string());
        self.say(
            format!(
                "Dezelfde modellen op eerdere tellingen, naast {baseline}\n\
                 - alle tellingen schuiven op, zodat die van een eerder schooljaar voor die van \
                 {last} staan; verder blijft alles gelijk, en er wordt niets getrokken"
            ),
            format!(
                "The same models on earlier counts, beside {baseline}\n\
                 - all counts move on, so that those of an earlier school year stand for those of \
                 {last}; all else stays as it is, and nothing is drawn"
            ),
        )
    }

    /// Says for whom a gain becomes a loss.
    pub(crate) fn whose_sign_flips(self, variant: &VintageVariant) -> String {
        let (id, all) = (&variant.id, variant.rows.len());
        let flips = variant.rows.iter().filter(|row| row.flips());
        let flips: Vec<String> = flips.map(|row| self.vintage_of(&row.recipient)).collect();
        let (count, names) = (flips.len(), flips.join(", "));
        match count {
            0 => self.say(
                format!("{id}: bij niemand hangt winst of verlies af van het teljaar"),
                format!("{id}: for nobody gain or loss depends on the counted year"),
            ),
            _ => self.say(
                format!(
                    "{id}: bij {count} van de {all} hangt winst of verlies af van het teljaar: \
                     {names}"
                ),
                format!(
                    "{id}: for {count} of {all} gain or loss depends on the counted year: {names}"
                ),
            ),
        }
    }

    /// Says what a reader should know of the counts of one year.
    pub(crate) fn about_vintage(self, year: &Vintage, vintages: &Vintages) -> Vec<String> {
        let counted = year.counted;
        if let Some(refused) = &year.refused {
            let why = refused.in_lang(self.lang);
            return vec![self.say(
                format!("{counted}: geen bedragen: {why}"),
                format!("{counted}: no amounts: {why}"),
            )];
        }
        if year.uncounted.is_empty() {
            return Vec::new();
        }
        let names: Vec<&str> = year.uncounted.iter().map(|id| id.as_str()).collect();
        let names = names.join(", ");
        let last = vintages.years.first();
        let last = last.map_or(String::new(), |year| year.counted.to_string());
        vec![self.say(
            format!("{counted}: niet geteld, in {last} wel: {names}"),
            format!("{counted}: not counted, though they were in {last}: {names}"),
        )]
    }

    /// Heads the changes of a variant.
    pub(crate) fn on_earlier_counts(self, variant: &str, baseline: &str) -> String {
        self.say(
            format!(
                "{variant}, alle jaren samen: verschil met {baseline} per teljaar, hele euro's"
            ),
            format!(
                "{variant}, all years together: difference with {baseline} by counted year, whole \
                 euros"
            ),
        )
    }

    /// Heads the column that says whether a sign flips.
    pub(crate) fn sign(self) -> &'static str {
        self.word("teken", "sign")
    }

    /// Says whether the sign of a row flips.
    pub(crate) fn sign_of(self, row: &VintageRow) -> &'static str {
        match row.flips() {
            true => self.word("wisselt", "flips"),
            false => self.word("gelijk", "same"),
        }
    }

    /// Names a recipient, with what it is unless it is a partnership.
    pub(crate) fn vintage_of(self, recipient: &Recipient) -> String {
        match recipient.kind {
            AccountKind::Partnership | AccountKind::Cell => recipient.id.to_string(),
            kind => format!("{} ({})", recipient.id, self.kind(kind)),
        }
    }
}
