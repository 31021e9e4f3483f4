//! Words about small counts that are not shown.

use super::Sentences;
use crate::results::Suppression;

impl Sentences {
    /// Id and name of all partnerships, and of all regions, that are shown as one.
    pub(crate) fn names_together(self) -> [(&'static str, &'static str); 2] {
        [
            (
                self.word("overige-partnerschappen", "other-partnerships"),
                self.word(
                    "overige partnerschappen (samengevoegd)",
                    "other partnerships (taken together)",
                ),
            ),
            (
                self.word("overige-regios", "other-regions"),
                self.word(
                    "overige regio's (samengevoegd)",
                    "other regions (taken together)",
                ),
            ),
        ]
    }

    /// Says that small counts are not shown, what is taken together for it, and what that leaves
    /// out.
    pub(crate) fn taken_together(self, hidden: &Suppression) -> String {
        let threshold = hidden.threshold();
        let (partnerships, regions) = (hidden.partnerships().len(), hidden.regions().len());
        let [(_, name), (_, of_regions)] = self.names_together();
        let apart = self.word(
            "Schoolbesturen en opleidingen staan niet los van hun partnerschap.",
            "School boards and institutes are not told apart from their partnership.",
        );
        if partnerships == 0 {
            return self.say(
                format!(
                    "Aantallen studenten of zij-instromers onder de {threshold} zouden verborgen \
                     zijn; geen partnerschap heeft er een in een regio. {apart}"
                ),
                format!(
                    "Counts of students or side entrants below {threshold} would be hidden; no \
                     partnership has one in a region. {apart}"
                ),
            );
        }
        let further = match regions {
            0 => String::new(),
            _ => self.say(
                format!(" Ook {regions} regio's staan samen, als “{of_regions}”."),
                format!(" {regions} regions are shown together too, as “{of_regions}”."),
            ),
        };
        self.say(
            format!(
                "Aantallen studenten of zij-instromers onder de {threshold} zijn verborgen, zodat \
                 niemand te herkennen is, en ook elk bedrag waaruit ze zijn af te leiden. Daarom \
                 staan {partnerships} partnerschappen samen, als “{name}”; zij tellen als \
                 één.{further} Alle totalen kloppen. Wensen, verschillen en aannames die over een \
                 van hen gaan, staan er niet bij. {apart}"
            ),
            format!(
                "Counts of students or side entrants below {threshold} are hidden, so that nobody \
                 can be recognised, and so is every amount from which they could be derived. For \
                 that {partnerships} partnerships are shown together, as “{name}”; they count as \
                 one.{further} All totals add up. Wishes, differences and assumptions that are \
                 about one of them are left out. {apart}"
            ),
        )
    }

    /// Says that a workbook in which counts are hidden does not compute.
    pub(crate) fn values_only(self) -> &'static str {
        self.word(
            "Deze werkmap bevat uitkomsten van het programma en sommen daarvan. Omdat kleine \
             aantallen verborgen zijn, staan er geen rekenbladen in: wie een parameter verandert, \
             verandert geen bedrag.",
            "This workbook holds outcomes of the program and sums of these. As small counts are \
             hidden, there are no sheets of rules: whoever changes a parameter changes no amount.",
        )
    }

    /// Heads the counts of a workbook in which small ones are hidden.
    pub(crate) fn shown_count_heads(self) -> [&'static str; 4] {
        [
            self.word("Jaar", "Year"),
            self.word("Partnerschap", "Partnership"),
            self.word("Regio", "Region"),
            self.word("Wie", "Who"),
        ]
    }

    /// What students and side entrants are called there.
    pub(crate) fn measures_shown(self) -> [&'static str; 2] {
        [
            self.word("studenten", "students"),
            self.word("zij-instromers", "side entrants"),
        ]
    }

    /// Says to whom no letter goes.
    pub(crate) fn without_letter(self, ids: &[&str]) -> String {
        let ids = ids.join(", ");
        self.say(
            format!(
                "geen brief: {ids} (hun bedragen staan alleen samen met die van anderen in het \
                 rapport)\n"
            ),
            format!(
                "no letter: {ids} (the report shows their amounts together with those of others \
                 only)\n"
            ),
        )
    }
}
