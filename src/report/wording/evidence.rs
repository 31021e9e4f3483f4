//! Words of the report for boards behind its amounts: flows, years, wishes, differences, sources.

use super::Sentences;

impl Sentences {
    /// Heads the flow of money.
    pub(crate) fn flow_head(self) -> &'static str {
        self.word("Volg de euro", "Follow the euro")
    }

    /// Says how to read a flow of money.
    pub(crate) fn flow_intro(self) -> &'static str {
        self.word(
            "Van links naar rechts: van de pot naar wie het geld houdt. Hoe hoger een blok, hoe \
             meer geld.",
            "From left to right: from the pot to who keeps the money. The higher a block, the \
             more money.",
        )
    }

    /// Heads the flow of a model.
    pub(crate) fn flow_of(self, model: &str) -> String {
        self.say(
            format!("Waar het geld heen gaat in model {model}"),
            format!("Where the money goes in model {model}"),
        )
    }

    /// Says how much flows, and what of it goes to recipients known only in sum.
    pub(crate) fn flow_seen(self, whole: &str, others: Option<&str>) -> String {
        let undrawn = others.map_or(String::new(), |others| {
            self.say(
                format!("; niet getekend is {others} voor overige"),
                format!("; {others} for others is not drawn"),
            )
        });
        self.say(
            format!("Uit de pot komt {whole}{undrawn}."),
            format!("The pot gives {whole}{undrawn}."),
        )
    }

    /// Heads the pots of a model.
    pub(crate) fn pots_of(self, model: &str) -> String {
        self.say(
            format!("Potten in model {model}"),
            format!("Pots in model {model}"),
        )
    }

    /// Heads the columns of the pots.
    pub(crate) fn pots_heads(self) -> [&'static str; 5] {
        [
            self.word("pot", "pot"),
            self.year_head(),
            self.word("subsidieplafond", "ceiling"),
            self.word("betaald", "paid"),
            self.unallocated(),
        ]
    }

    /// Heads the years.
    pub(crate) fn years_head(self) -> &'static str {
        self.word("Over de jaren", "Over the years")
    }

    /// Says that there is one year only.
    pub(crate) fn one_year(self, year: &str) -> String {
        self.say(
            format!("Dit scenario gaat over één jaar: {year}."),
            format!("This scenario is about one year: {year}."),
        )
    }

    /// Heads what is paid in each year.
    pub(crate) fn paid_over_years(self) -> &'static str {
        self.word(
            "Betaald per jaar, lopende prijzen",
            "Paid per year, current prices",
        )
    }

    /// Names what partnerships receive together in a year, and what others do.
    pub(crate) fn own_and_others(self, year: &str) -> [String; 2] {
        [
            self.say(
                format!("{year}, partnerschappen samen"),
                format!("{year}, partnerships together"),
            ),
            self.say(
                format!("{year}, niet naar partnerschappen"),
                format!("{year}, not to partnerships"),
            ),
        ]
    }

    /// Heads what partnerships receive in each year.
    pub(crate) fn received_over_years(self) -> &'static str {
        self.word(
            "Partnerschappen samen per jaar, lopende prijzen",
            "Partnerships together per year, current prices",
        )
    }

    /// Says what becomes of what partnerships receive in a model.
    pub(crate) fn over_years(self, model: &str, [first, last]: &[String; 2]) -> String {
        self.say(
            format!("In model {model} gaat het totaal van {first} naar {last}."),
            format!("In model {model} the total goes from {first} to {last}."),
        )
    }

    /// Says what bands are.
    pub(crate) fn bands_are(self, [low, high]: &[String; 2], draws: &str, seed: u64) -> String {
        self.say(
            format!(
                "De band loopt van kwantiel {low} % tot {high} % van {draws} doorgerekende \
                 toekomsten (startwaarde {seed})."
            ),
            format!(
                "The band runs from quantile {low}% to {high}% of {draws} computed futures \
                 (seed {seed})."
            ),
        )
    }

    /// Heads the wishes.
    pub(crate) fn wishes_head(self) -> &'static str {
        self.word("Wensen", "Wishes")
    }

    /// Heads the table of wishes.
    pub(crate) fn wishes_table(self) -> &'static str {
        self.word("Welke wens waar is vervuld", "Which wish holds where")
    }

    /// Heads the column of wishes.
    pub(crate) fn wish_head(self) -> &'static str {
        self.word("wens", "wish")
    }

    /// Says that the scenario states no wishes.
    pub(crate) fn no_wishes(self) -> &'static str {
        self.word(
            "Dit scenario stelt geen wensen.",
            "This scenario states no wishes.",
        )
    }

    /// Says in a cell that a wish is not looked at in a model.
    pub(crate) fn not_asked(self) -> &'static str {
        self.word("niet gevraagd", "not asked")
    }

    /// Says in a cell that a wish holds.
    pub(crate) fn holds_in_cell(self, has_looked: bool) -> &'static str {
        match has_looked {
            true => self.word("✓ vervuld", "✓ holds"),
            false => self.fulfilled(false),
        }
    }

    /// Says in a cell that a wish does not hold.
    pub(crate) fn fails_in_cell(self) -> &'static str {
        self.word("✗ niet vervuld", "✗ does not hold")
    }

    /// Heads what breaks wishes.
    pub(crate) fn broken_head(self) -> &'static str {
        self.word("Waar het misgaat", "Where it breaks")
    }

    /// Heads what differs.
    pub(crate) fn differences_head(self) -> &'static str {
        self.word(
            "Waarin de modellen verschillen",
            "What differs between the models",
        )
    }

    /// Names all that differs, behind what is set.
    pub(crate) fn all_differences(self, number: usize) -> String {
        self.say(
            format!("Alle verschillen in de regels ({number}), met hun plaats in het bestand"),
            format!("All differences in the rules ({number}), with their place in the file"),
        )
    }

    /// Heads what differs in one model.
    pub(crate) fn differs_from(self, model: &str, baseline: &str) -> String {
        self.say(
            format!("{model}, anders dan {baseline}"),
            format!("{model}, other than {baseline}"),
        )
    }

    /// Heads assumptions and sources.
    pub(crate) fn assumptions_head(self) -> &'static str {
        self.word("Aannames en bronnen", "Assumptions and sources")
    }

    /// Heads the columns of assumptions.
    pub(crate) fn assumption_heads(self) -> [&'static str; 3] {
        [
            self.word("aanname", "assumption"),
            self.word("bron", "source"),
            self.word("in model", "in model"),
        ]
    }

    /// Heads the table of sources.
    pub(crate) fn sources_table(self) -> &'static str {
        self.word(
            "Bronnen van bedragen en regels",
            "Sources of amounts and rules",
        )
    }

    /// Heads the columns of sources.
    pub(crate) fn source_heads(self) -> [&'static str; 4] {
        [
            self.word("bedrag of regel", "amount or rule"),
            self.word("bron", "source"),
            self.word("bewijskracht", "evidence"),
            self.word("in model", "in model"),
        ]
    }

    /// Says that something stands in the scenario itself.
    pub(crate) fn own_input(self) -> &'static str {
        self.word("eigen invoer van het scenario", "the scenario's own input")
    }

    /// "All models".
    pub(crate) fn all_models(self) -> &'static str {
        self.word("alle", "all")
    }

    /// Heads the receipt.
    pub(crate) fn receipt_head(self) -> &'static str {
        self.word("Verantwoording", "Receipt")
    }

    /// Says how to make the report again.
    pub(crate) fn receipt_intro(self, path: &str) -> String {
        self.say(
            format!(
                "Met dezelfde bestanden geeft `verdeel report {path}` precies dit rapport. \
                 Het kenmerk van een bestand is dat van `sha256sum`."
            ),
            format!(
                "With the same files `verdeel report {path}` gives exactly this report. \
                 The fingerprint of a file is that of `sha256sum`."
            ),
        )
    }

    /// Heads the table of the receipt.
    pub(crate) fn receipt_table(self) -> &'static str {
        self.word(
            "Waarvan dit rapport gemaakt is",
            "What this report was made of",
        )
    }

    /// Heads the columns of the receipt.
    pub(crate) fn receipt_heads(self) -> [&'static str; 2] {
        [
            self.word("onderdeel", "part"),
            self.word("kenmerk", "fingerprint"),
        ]
    }

    /// Names the program in the receipt.
    pub(crate) fn program_head(self) -> &'static str {
        self.word("programma", "program")
    }

    /// Names seed and draws in the receipt.
    pub(crate) fn seed_and_draws(self) -> &'static str {
        self.word("startwaarde (trekkingen)", "seed (draws)")
    }

    /// Names the numbers behind a chart.
    pub(crate) fn numbers_behind(self, title: &str) -> String {
        self.say(format!("Cijfers: {title}"), format!("Numbers: {title}"))
    }

    /// Says on paper how long a table is that stands on the screen only.
    pub(crate) fn not_on_paper(self, title: &str, rows: usize) -> String {
        self.say(
            format!(
                "De {rows} rijen van de tabel “{title}” staan niet op papier: lees ze op het \
                 scherm, ook als CSV."
            ),
            format!(
                "The {rows} rows of the table “{title}” are not on paper: read them on the \
                 screen, as CSV too."
            ),
        )
    }

    /// The link to a table as a file.
    pub(crate) fn download(self) -> &'static str {
        self.word("Download als CSV", "Download as CSV")
    }

    /// Says that a total is not the sum of its rows: where, the total and the sum.
    pub(crate) fn does_not_add_up(
        self,
        table: &str,
        column: &str,
        [stated, sum]: [&str; 2],
    ) -> String {
        self.say(
            format!(
                "het rapport is niet geschreven: in de tabel `{table}`, kolom `{column}`, is het \
                 totaal {stated} en de som van de rijen {sum}"
            ),
            format!(
                "the report was not written: in the table `{table}`, column `{column}`, the total \
                 is {stated} and the sum of the rows {sum}"
            ),
        )
    }
}
