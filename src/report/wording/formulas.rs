//! Words of the rules of a workbook: heads of columns, and why an amount is no formula.

use super::Sentences;
use crate::domain::Year;
use crate::report::workbook::SplitHeads;
use crate::rules::Shortage;

/// Why an amount in a workbook stands as the program computed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unlive {
    /// A number may become larger than what a spreadsheet computes exactly.
    TooLarge,
    /// A formula came to something else than the program.
    Differs,
    /// Counts are projected by year of study.
    Projection,
    /// Members known only in sum, of whom several counts are asked.
    Members,
    /// Step tables per head.
    Tiers,
    /// Amounts are adjusted.
    Adjusted,
    /// A shortage goes over regions first.
    Regions,
    /// A shortage rule.
    Shortage(Shortage),
    /// Rates or amounts are rounded in steps.
    Steps,
    /// Whole units are handed out by another method.
    Apportionment,
    /// A key is composed of others.
    Mixed,
    /// A table keeps to the totals of regions and partnerships.
    TwoWay,
    /// Amounts have limits.
    Limits,
}

impl Sentences {
    /// Says why an amount is no formula.
    pub(crate) fn unlive(self, why: Unlive) -> String {
        let reason = match why {
            Unlive::TooLarge => self.word(
                "de getallen zijn te groot om in een rekenblad precies te blijven",
                "the numbers are too large to stay exact in a spreadsheet",
            ),
            Unlive::Differs => self.word(
                "een formule kwam op iets anders uit",
                "a formula came to something else",
            ),
            Unlive::Projection => self.word(
                "studenten worden per studiejaar vooruitgerekend",
                "students are projected by year of study",
            ),
            Unlive::Members => self.word(
                "van deze overige aanvragers tellen verschillende aantallen mee",
                "several counts of these others matter",
            ),
            Unlive::Tiers => self.word("een staffel per hoofd", "a step table per head"),
            Unlive::Adjusted => self.word(
                "de uitkomst wordt daarna bijgesteld",
                "the outcome is adjusted after it",
            ),
            Unlive::Regions => self.word(
                "een tekort gaat eerst over de regio's",
                "a shortage goes over the regions first",
            ),
            Unlive::Shortage(rule) => {
                let rule = rule.name();
                return self.by_program(&self.say(
                    format!("verdeelregel bij een tekort: {rule}"),
                    format!("shortage rule: {rule}"),
                ));
            }
            Unlive::Steps => self.word(
                "bedragen worden in stappen afgerond",
                "amounts are rounded in steps",
            ),
            Unlive::Apportionment => self.word(
                "hele eenheden gaan niet naar de grootste resten",
                "whole units do not go to the largest remainders",
            ),
            Unlive::Mixed => self.word(
                "een samengestelde verdeelsleutel",
                "a key that is composed of others",
            ),
            Unlive::TwoWay => self.word(
                "een tabel die op regio's en partnerschappen tegelijk sluit",
                "a table that keeps to totals of regions and partnerships at once",
            ),
            Unlive::Limits => self.word(
                "er gelden bovengrenzen, of een deel van vorig jaar is beschermd",
                "amounts have upper limits, or a part of last year's is protected",
            ),
        };
        self.by_program(reason)
    }

    /// Says that an amount is the program's, and why.
    fn by_program(self, reason: &str) -> String {
        self.say(
            format!("geen formule maar de uitkomst van het programma: {reason}"),
            format!("no formula but the outcome of the program: {reason}"),
        )
    }

    /// The title of the sheet of rules of a model.
    pub(crate) fn rules_title(self, id: &str) -> String {
        self.say(
            format!("Regels van model {id}"),
            format!("Rules of model {id}"),
        )
    }

    /// Says in what the sheet of rules counts.
    pub(crate) fn rules_in_cents(self) -> &'static str {
        self.word(
            "Alle bedragen op dit blad zijn hele centen.",
            "All amounts on this sheet are whole cents.",
        )
    }

    /// The title of awards of a year.
    pub(crate) fn awards_of(self, year: Year) -> String {
        self.say(
            format!("{year}: wie wat krijgt"),
            format!("{year}: who gets what"),
        )
    }

    /// Heads of amounts.
    pub(crate) fn award_heads(self) -> [&'static str; 4] {
        [
            self.word("Wie", "Who"),
            self.word("Onderdeel", "Component"),
            self.word("Bedrag (cent)", "Amount (cents)"),
            self.note(),
        ]
    }

    /// The title of the counts of a year.
    pub(crate) fn counts_of_year(self) -> &'static str {
        self.word(
            "tellingen die dit jaar meetellen",
            "counts that matter this year",
        )
    }

    /// Heads of counts that grow and of sums of counts.
    pub(crate) fn head_heads(self) -> [&'static str; 7] {
        [
            self.word("Wie", "Who"),
            self.word("Geteld", "Counted"),
            self.word("Geteld × groei, teller", "Counted × growth, numerator"),
            self.word("Noemer", "Denominator"),
            self.word("Heel deel", "Whole part"),
            self.word("Aantal", "Number"),
            self.note(),
        ]
    }

    /// Names a sum of counts.
    pub(crate) fn sum_of(self, owners: &[String], more: usize) -> String {
        let owners = owners.join(" + ");
        match more {
            0 => owners,
            _ => self.say(
                format!("{owners} en {more} andere"),
                format!("{owners} and {more} others"),
            ),
        }
    }

    /// The title of claims.
    pub(crate) fn claims_of(self, division: &str) -> String {
        self.say(
            format!("aanspraken: {division}"),
            format!("claims: {division}"),
        )
    }

    /// The title of claims that are a key.
    pub(crate) fn claims_as_key(self) -> &'static str {
        self.word("aanspraken als verdeelsleutel", "claims as a key")
    }

    /// Heads of claims.
    pub(crate) fn claim_heads(self) -> [&'static str; 6] {
        [
            self.word("Wie", "Who"),
            self.word("Onderdeel", "Component"),
            self.word("Hoofden per lid", "Heads per member"),
            self.word("Leden met een hoofd meer", "Members with a head more"),
            self.word("Aanspraak (cent)", "Claim (cents)"),
            self.note(),
        ]
    }

    /// The title of a ceiling.
    pub(crate) fn ceiling(self) -> &'static str {
        self.word("subsidieplafond en aanspraken", "ceiling and claims")
    }

    /// What there is, what is protected, and what else is asked.
    pub(crate) fn ceiling_rows(self) -> [&'static str; 3] {
        [
            self.word("beschikbaar", "available"),
            self.word("beschermde aanspraken", "protected claims"),
            self.word("andere aanspraken", "other claims"),
        ]
    }

    /// The title of a cut.
    pub(crate) fn cut_of(self, is_protected: bool) -> String {
        let text = match is_protected {
            true => self.word(
                "evenredig deel van beschermde aanspraken, als die samen te veel zijn",
                "proportional part of protected claims, where they are too much together",
            ),
            false => self.word(
                "evenredig deel van de andere aanspraken, als niet alles past",
                "proportional part of the other claims, where not everything fits",
            ),
        };
        text.to_owned()
    }

    /// The title of payments that hold without a shortage only.
    pub(crate) fn only_without_shortage(self, why: Unlive) -> String {
        let why = self.unlive(why);
        self.say(
            format!("betaald zolang alles past; bij een tekort {why}"),
            format!("paid as long as everything fits; with a shortage {why}"),
        )
    }

    /// What a holder divides.
    pub(crate) fn held(self) -> &'static str {
        self.word("ontvangen om te verdelen", "received to be divided")
    }

    /// What earlier parts leave.
    pub(crate) fn rest_to_divide(self) -> &'static str {
        self.word("wat daarvan over is", "what is left of it")
    }

    /// What equal amounts need together.
    pub(crate) fn needed_first(self) -> &'static str {
        self.word(
            "samen nodig voor het vaste bedrag",
            "needed for the fixed amounts",
        )
    }

    /// The title of a key.
    pub(crate) fn by_key(self) -> &'static str {
        self.word("verdeelsleutel", "key")
    }

    /// The title of least amounts.
    pub(crate) fn least_amounts(self) -> &'static str {
        self.word("minimumbedragen", "least amounts")
    }

    /// Heads of least amounts.
    pub(crate) fn least_heads(self) -> [&'static str; 5] {
        [
            self.word("Wie", "Who"),
            self.word("Gewicht", "Weight"),
            self.word("Minimum (cent)", "Minimum (cents)"),
            self.word("Krijgt het minimum", "Gets the minimum"),
            self.word("Gewicht in de rest", "Weight in the rest"),
        ]
    }

    /// The title of parts that are told apart by component.
    pub(crate) fn told_apart_for(self, component: &str) -> String {
        self.say(
            format!("wat daarvan onderdeel {component} is"),
            format!("what of it is component {component}"),
        )
    }

    /// The title of what rests where.
    pub(crate) fn where_money_rests(self) -> &'static str {
        self.word("waar het geld blijft", "where the money rests")
    }

    /// What is zero where all money is accounted for.
    pub(crate) fn not_accounted(self) -> &'static str {
        self.word("niet verantwoord", "not accounted for")
    }

    /// Heads of a split by largest remainder.
    pub(in crate::report) fn split_heads(self) -> SplitHeads {
        SplitHeads {
            who: self.word("Wie", "Who"),
            weight: self.word("Gewicht", "Weight"),
            digit: self.word("Cijfers van het quotiënt", "Digits of the quotient"),
            rest: self.word("Rest", "Remainder"),
            rank: self.word("Grotere resten", "Larger remainders"),
            part: self.word("Deel (cent)", "Part (cents)"),
            pool: self.word("te verdelen (cent)", "to be divided (cents)"),
            sum: self.word("gedeeld door", "divided by"),
            spare: self.word("nog te plaatsen", "still to place"),
        }
    }
}
