//! Words of workbooks: sheets and heads of columns.

use super::Sentences;
use crate::plan::Unit;

impl Sentences {
    /// The name of the first sheet.
    pub(crate) fn overview_sheet(self) -> &'static str {
        self.word("Overzicht", "Overview")
    }

    /// The name of the sheet of models side by side.
    pub(crate) fn models_sheet(self) -> &'static str {
        self.word("Modellen", "Models")
    }

    /// The name of the sheet of results.
    pub(crate) fn results_sheet(self) -> &'static str {
        self.word("Uitkomsten", "Results")
    }

    /// The names of the sheets of parameters and of counts.
    pub(crate) fn input_sheets(self) -> [&'static str; 2] {
        [
            self.word("Parameters", "Parameters"),
            self.word("Tellingen", "Counts"),
        ]
    }

    /// What the names of the sheets of rules begin with.
    pub(crate) fn rules_sheet(self) -> &'static str {
        self.word("Rekenblad", "Rules")
    }

    /// The name of the last sheet.
    pub(crate) fn sources_sheet(self) -> &'static str {
        self.word("Aannames en bronnen", "Assumptions and sources")
    }

    /// How to use a workbook, line by line.
    pub(crate) fn how_to_use(self) -> [&'static str; 4] {
        [
            self.word(
                "Een berekening, geen beschikking. Verander een geel vakje op Tellingen of \
                 Parameters: de rekenbladen, de uitkomsten en de grafieken rekenen mee.",
                "A calculation, no grant decision. Change a yellow cell on Counts or Parameters: \
                 the sheets of rules, the results and the charts follow.",
            ),
            self.word(
                "De andere modellen verwijzen naar de eerste kolom waar zij hetzelfde getal \
                 hebben.",
                "The other models refer to the first column where they have the same number.",
            ),
            self.word(
                "Een aandeel of groei staat in twee vakjes, teller en noemer: 10 % is 10 en 100.",
                "A share or growth stands in two cells, numerator and denominator: 10 % is 10 and \
                 100.",
            ),
            self.word(
                "De rekenbladen rekenen in hele centen. #N/B betekent: te groot om precies te \
                 blijven, of een tekort dat geen formule verdeelt.",
                "The sheets of rules compute in whole cents. #N/A means: too large to stay exact, \
                 or a shortage that no formula divides.",
            ),
        ]
    }

    /// What the colours of cells mean: inputs, and amounts that are no formulas.
    pub(crate) fn colours(self) -> [&'static str; 2] {
        [
            self.word("mag u veranderen", "may be changed"),
            self.word(
                "uitkomst van het programma, of een formule die op zo'n uitkomst rust: verandert \
                 niet of niet helemaal mee",
                "an outcome of the program, or a formula that rests on one: it does not follow a \
                 change, or not in full",
            ),
        ]
    }

    /// Heads of the list of models.
    pub(crate) fn model_heads(self) -> [&'static str; 3] {
        [
            self.word("Model", "Model"),
            self.word("Wat het is", "What it is"),
            self.word("Is al het geld verantwoord?", "Is all money accounted for?"),
        ]
    }

    /// Whether all money is accounted for.
    pub(crate) fn accounted(self) -> [&'static str; 2] {
        [self.word("ja", "yes"), self.word("nee", "no")]
    }

    /// Heads of the list of amounts that are no formulas.
    pub(crate) fn unlive_heads(self) -> [&'static str; 3] {
        [
            self.word("Model", "Model"),
            self.word("Wat geen formule is", "What is no formula"),
            self.word("Aantal vakjes", "Number of cells"),
        ]
    }

    /// Says that everything is a formula.
    pub(crate) fn all_live(self) -> &'static str {
        self.word("Alles is een formule.", "Everything is a formula.")
    }

    /// Says which models rest on outcomes of the program in a row.
    pub(crate) fn rests_on_values(self, ids: &[&str]) -> String {
        let ids = ids.join(", ");
        self.say(
            format!("{ids}: rust op uitkomsten van het programma, zie het rekenblad"),
            format!("{ids}: rests on outcomes of the program, see the sheet of rules"),
        )
    }

    /// Heads of the parameters.
    pub(crate) fn parameter_heads(self) -> [&'static str; 3] {
        [
            self.word("Parameter", "Parameter"),
            self.word("Pad in het scenario", "Path in the scenario"),
            self.word("Eenheid", "Unit"),
        ]
    }

    /// Names what a number holds.
    pub(crate) fn unit_of_input(self, unit: Unit) -> &'static str {
        match unit {
            Unit::Cents => self.word("euro", "euro"),
            Unit::Heads => self.word("aantal", "number"),
            Unit::Fraction => self.word("aandeel", "share"),
        }
    }

    /// The head of the second cell of a fraction.
    pub(crate) fn denominator(self) -> &'static str {
        self.word("noemer", "denominator")
    }

    /// Heads of the counts.
    pub(crate) fn count_heads(self) -> [&'static str; 4] {
        [
            self.word("Partnerschap", "Partnership"),
            self.word("Regio", "Region"),
            self.word("Sector", "Sector"),
            self.word("Pad in het scenario", "Path in the scenario"),
        ]
    }

    /// Heads of the results.
    pub(crate) fn result_heads(self) -> [&'static str; 7] {
        [
            self.word("Jaar", "Year"),
            self.word("Soort", "Kind"),
            self.word("Ontvanger", "Recipient"),
            self.word("Partnerschap", "Partnership"),
            self.word("Regio", "Region"),
            self.word("Pot", "Pot"),
            self.word("Onderdeel", "Component"),
        ]
    }

    /// The head of notes.
    pub(crate) fn note(self) -> &'static str {
        self.word("Opmerking", "Note")
    }

    /// The title of the sheet of models.
    pub(crate) fn models_title(self) -> &'static str {
        self.word("Modellen naast elkaar", "Models side by side")
    }

    /// Titles of the blocks of the sheet of models, and of their charts.
    pub(crate) fn model_blocks(self) -> [(&'static str, &'static str); 3] {
        [
            (
                self.word("Per partnerschap, alle jaren", "Per partnership, all years"),
                self.word("Bedrag per partnerschap", "Amount per partnership"),
            ),
            (
                self.word("Per regio, alle jaren", "Per region, all years"),
                self.word("Bedrag per regio", "Amount per region"),
            ),
            (
                self.word("Per jaar, iedereen samen", "Per year, everybody together"),
                self.word("Bedrag per jaar", "Amount per year"),
            ),
        ]
    }

    /// The unit of amounts.
    pub(crate) fn euros_unit(self) -> &'static str {
        self.word("euro", "euros")
    }

    /// Describes a chart that shows a table beside it.
    pub(crate) fn chart_of_table(self, title: &str) -> String {
        self.say(
            format!("Staven van de tabel hiernaast: {title}"),
            format!("Bars of the table beside it: {title}"),
        )
    }

    /// Heads of assumptions.
    pub(crate) fn assumed_heads(self) -> [&'static str; 2] {
        [
            self.word("Aangenomen", "Taken for granted"),
            self.word("In model", "In model"),
        ]
    }

    /// Heads of schemes.
    pub(crate) fn scheme_heads(self) -> [&'static str; 2] {
        [
            self.word("Regeling", "Scheme"),
            self.word("In model", "In model"),
        ]
    }
}
