//! Words of charts: units, and the heads of the tables behind them.

use super::Sentences;
use crate::report::chart::Unit;

impl Sentences {
    /// Names the unit of a chart.
    pub(crate) fn chart_unit(self, unit: Unit) -> String {
        let name = match unit {
            Unit::Euros | Unit::EurosPer(_) => self.word("in euro", "in euros"),
            Unit::Number => self.word("in aantallen", "in numbers"),
            Unit::Percent => self.word("in procenten", "in percent"),
        };
        match unit {
            Unit::EurosPer(head) => format!("{name} per {}", self.unit(head)),
            _ => name.to_owned(),
        }
    }

    /// Names the row of those who are not shown one by one.
    pub(crate) fn other_rows(self, number: usize) -> String {
        self.say(format!("overige {number}"), format!("{number} others"))
    }

    /// Says where those are who are not shown.
    pub(crate) fn in_the_table(self, who: &str) -> String {
        self.say(
            format!("{who}: in de tabel"),
            format!("{who}: in the table"),
        )
    }

    /// Heads the column of names.
    pub(crate) fn name_head(self) -> &'static str {
        self.word("naam", "name")
    }

    /// Heads the column of years.
    pub(crate) fn year_head(self) -> &'static str {
        self.word("jaar", "year")
    }

    /// Heads a column of values.
    pub(crate) fn value_head(self) -> &'static str {
        self.word("waarde", "value")
    }

    /// Heads the columns of the ends of a band.
    pub(crate) fn band_ends(self) -> [&'static str; 2] {
        [
            self.word("ondergrens", "lower end"),
            self.word("bovengrens", "upper end"),
        ]
    }

    /// Heads the columns of money that moves.
    pub(crate) fn flow_heads(self) -> [&'static str; 3] {
        [
            self.word("van", "from"),
            self.word("naar", "to"),
            self.word("bedrag", "amount"),
        ]
    }

    /// Heads the columns of parameters with what the outcome becomes at their ends.
    pub(crate) fn tornado_heads(self) -> [&'static str; 5] {
        [
            self.word("parameter", "parameter"),
            self.word("laagste waarde", "lowest value"),
            self.word("uitkomst", "outcome"),
            self.word("hoogste waarde", "highest value"),
            self.word("uitkomst", "outcome"),
        ]
    }
}
