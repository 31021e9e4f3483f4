//! Cost, income, own contribution, prices.

use super::{Sentences, decimal, euros, euros_short};
use crate::domain::{Grade, Id, Level, Prices};
use crate::money::{Cents, Exact, Rounding};
use crate::results::CoverageRow;

impl Sentences {
    /// "Costs and coverage".
    pub(crate) fn costs_and_income(self) -> &'static str {
        self.word("Kosten en dekking", "Costs and coverage")
    }

    /// "At which cost per student the amount covers it", where no costs are stated.
    pub(crate) fn costs_that_are_covered(self) -> &'static str {
        self.word(
            "Bij welke kosten per student is het bedrag kostendekkend",
            "At which cost per student does the amount cover it",
        )
    }

    /// Heads the same contributions by those who bear them.
    pub(crate) fn borne_contribution(self, prices: &str) -> String {
        self.say(
            format!("Dezelfde eigen bijdrage, naar wie haar draagt, in prijzen van {prices}"),
            format!("The same own contribution, by who bears it, in prices of {prices}"),
        )
    }

    /// Heads own contributions, in the prices of a year.
    pub(crate) fn own_contribution(self, prices: &str) -> String {
        self.say(
            format!("Eigen bijdrage, in prijzen van {prices}"),
            format!("Own contribution, in prices of {prices}"),
        )
    }

    /// Names the price level with what the index rests on.
    pub(crate) fn price_level(self, prices: &Prices) -> String {
        let index = self.word("prijsindex", "price index");
        let provenance = &prices.provenance;
        let grade = provenance.grade.map(|grade: Grade| self.grade(grade));
        let own = self.word("eigen invoer", "own input");
        let stands = match (&provenance.source, grade) {
            (Some(source), Some(grade)) => format!("{source}, {grade}"),
            (Some(source), None) => source.clone(),
            (None, grade) => grade.unwrap_or(own).to_owned(),
        };
        format!("{} ({index}: {stands})", prices.level)
    }

    /// Names a level of partners.
    pub(crate) fn level(self, level: Level) -> &'static str {
        match level {
            Level::Region => self.word("onderwijsregio", "education region"),
            Level::Partnership => self.word("partnerschap", "partnership"),
            Level::Board => self.word("schoolbestuur", "school board"),
            Level::Institute => self.word("lerarenopleiding", "teacher education institute"),
        }
    }

    /// Names who bears costs; all of a level together where the scenario names none.
    pub(crate) fn bearer(self, level: Level, id: Option<&Id>) -> String {
        let all = match level {
            Level::Institute => self.word(
                "lerarenopleidingen samen",
                "teacher education institutes together",
            ),
            _ => self.word("schoolbesturen samen", "school boards together"),
        };
        id.map_or_else(|| all.to_owned(), Id::to_string)
    }

    /// Writes a part as a percentage with two decimals.
    pub(crate) fn coverage_percent(self, part: &Exact) -> String {
        let percent = part.times(&Exact::from(100)).to_decimal_text(2);
        format!("{} %", decimal(&percent, self.lang))
    }

    /// Heads coverage.
    pub(crate) fn coverage_of(self) -> &'static str {
        self.word(
            "Dekkingsgraad: inkomsten gedeeld door kosten",
            "Coverage: income over costs",
        )
    }

    /// Heads the costs per student that the income would cover, in the prices of a year.
    pub(crate) fn break_even_cost(self, prices: &str) -> String {
        self.say(
            format!(
                "Hoogste kosten per student of zij-instromer die de inkomsten dekken, in prijzen \
                 van {prices}"
            ),
            format!(
                "Highest cost per student or side entrant that the income covers, in prices of \
                 {prices}"
            ),
        )
    }

    /// Heads amounts of all years together in constant prices.
    pub(crate) fn amounts_in_prices(self, prices: &Prices) -> String {
        let level = self.price_level(prices);
        self.say(
            format!("Bedragen van alle jaren samen, in prijzen van {level}"),
            format!("Amounts of all years together, in prices of {level}"),
        )
    }

    /// Says why rows in constant prices do not add up to their total.
    pub(crate) fn rounded_by_themselves(self) -> &'static str {
        self.word(
            "Elk bedrag is op zichzelf omgerekend en afgerond, ook het totaal: door het \
             afrondingsverschil tellen de regels niet precies op tot het totaal.",
            "Each amount is converted and rounded by itself, the total too: because of the \
             rounding remainder the rows do not quite add up to the total.",
        )
    }

    /// Tells cost, income, coverage and own contribution of one recipient in one year.
    pub(crate) fn covered(self, row: &CoverageRow) -> String {
        let money = |amount| euros_short(amount, self.lang);
        let (cost, income) = (money(row.cost.unwrap_or_default()), money(row.income));
        let functions = money(row.of_functions);
        let mut text = self.say(
            format!("opleiden kost {cost}, de inkomsten zijn {income}"),
            format!("training costs {cost}, the income is {income}"),
        );
        if row.of_functions != Cents::ZERO {
            text += &self.say(
                format!(", waarvan {functions} uit functies van de regio"),
                format!(", of which {functions} from functions of the region"),
            );
        }
        text.push('.');
        if let Some(coverage) = row.coverage() {
            let percent = self.coverage_percent(&coverage);
            text += &self.say(
                format!(" De dekkingsgraad is {percent}"),
                format!(" Coverage is {percent}"),
            );
            text += &self.contributed(row);
        }
        text
    }

    fn contributed(self, row: &CoverageRow) -> String {
        let contribution = row.contribution().unwrap_or_default();
        let is_left = contribution < Cents::ZERO;
        let amount = euros_short(
            if is_left { -contribution } else { contribution },
            self.lang,
        );
        let text = match is_left {
            true => self.say(
                format!("; er blijft {amount} over"),
                format!("; {amount} is left"),
            ),
            false => self.say(
                format!(" en de eigen bijdrage {amount}"),
                format!(" and the own contribution {amount}"),
            ),
        };
        let per_student = row.contribution_per_student().filter(|_| !is_left);
        let per_student = per_student.map_or(String::new(), |one| {
            let one = self.rounded(&one);
            self.say(
                format!(", {one} per student of zij-instromer"),
                format!(", {one} per student or side entrant"),
            )
        });
        format!("{text}{per_student}.")
    }

    /// Tells an own contribution in constant prices.
    pub(crate) fn constant(self, prices: &Prices, by_months: bool, amount: Cents) -> String {
        let (level, amount) = (self.price_level(prices), euros(amount, self.lang));
        let months = match by_months {
            true => self.word(
                ", met de index van twee jaren naar maanden",
                ", with the index of two years by months",
            ),
            false => "",
        };
        self.say(
            format!("in prijzen van {level}{months}: eigen bijdrage {amount}"),
            format!("in prices of {level}{months}: own contribution {amount}"),
        )
    }

    /// Writes an exact number of cents as an amount, rounded half up to the cent.
    pub(in crate::report) fn rounded(self, cents: &Exact) -> String {
        let whole = cents.round(Rounding::HalfUp).unwrap_or(i64::MAX);
        euros(Cents::new(whole), self.lang)
    }
}
