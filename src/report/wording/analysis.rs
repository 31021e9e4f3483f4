//! Sentences on what a sweep says.

use super::{Sentences, decimal};
use crate::report::{AnalysisTable, Cell, Method};

/// From here on a number is told without decimals.
const LARGE: f64 = 1_000.0;

impl Sentences {
    /// Says of which sweep and year tables are.
    pub(crate) fn analysed(self, folder: &str, year: &str) -> String {
        let year = match year {
            "total" => self.word("alle jaren samen", "all years together"),
            year => year,
        };
        self.say(
            format!("sweep in `{folder}`, {year}; parameters:\n"),
            format!("sweep in `{folder}`, {year}; what varies:\n"),
        )
    }

    /// Heads a table.
    pub(crate) fn analysis_head(self, table: &AnalysisTable) -> String {
        let head = match table.method {
            Method::Sobol => self.word(
                "Welk deel van de spreiding van elk bedrag van een parameter komt (Sobol)",
                "Which part of the spread of each amount comes from a parameter (Sobol)",
            ),
            Method::Morris => self.word(
                "Hoeveel elk bedrag met een parameter meebeweegt, in euro's over zijn hele bereik \
                 (Morris)",
                "How far each amount moves with a parameter, in euros over its range (Morris)",
            ),
            Method::Regression => self.word(
                "Hoe elk bedrag met de parameters samenhangt (regressie)",
                "How each amount goes with the parameters (regression)",
            ),
            Method::Boxes => self.word(
                "Waar het vooral gebeurt (PRIM)",
                "Where it mostly happens (PRIM)",
            ),
            Method::Regret => self.word(
                "Wat elke variant minder geeft dan de beste van dat punt, in euro's",
                "What each variant gives less than the best one of that point, in euros",
            ),
            Method::Front => self.word(
                "Punten die door geen ander punt op alle doelen worden overtroffen (Pareto)",
                "Points that no other one beats on every goal (Pareto)",
            ),
        };
        match &table.variant {
            Some(variant) => format!("{head} [{variant}]"),
            None => head.to_owned(),
        }
    }

    /// Writes a cell.
    pub(crate) fn analysis_cell(self, cell: &Cell) -> String {
        let number = |value: f64| {
            let digits = if value.abs() < LARGE { 3 } else { 0 };
            decimal(&format!("{value:.digits$}"), self.lang)
        };
        match cell {
            Cell::Number(value, None) => number(*value),
            Cell::Number(value, Some(margin)) => {
                format!("{} ± {}", number(*value), number(*margin))
            }
            Cell::Words(words) => words.clone(),
            Cell::Nothing => "–".to_owned(),
        }
    }

    /// Says what a table rests on.
    pub(crate) fn analysis_note(self, table: &AnalysisTable) -> String {
        let (used, missing) = (table.used, table.missing);
        let (nl, en) = match table.method {
            Method::Sobol => ("basispunten", "base points"),
            Method::Morris => ("trajecten", "trajectories"),
            Method::Regression | Method::Boxes | Method::Regret | Method::Front => {
                ("punten", "points")
            }
        };
        let rests = match missing {
            0 => self.say(
                format!("berust op {used} {nl}"),
                format!("rests on {used} {en}"),
            ),
            _ => self.say(
                format!("berust op {used} {nl}; {missing} zonder uitkomst zijn weggelaten"),
                format!("rests on {used} {en}; {missing} without an outcome are left out"),
            ),
        };
        let reads = match table.method {
            Method::Sobol => self.word(
                "; `totaal` min `eerste` is wat een parameter alleen samen met andere doet; ± is \
                 het 95 %-interval",
                "; `total` less `first` is what a parameter does together with others only; ± is \
                 the 95 % interval",
            ),
            Method::Morris => self.word(
                "; mu* is de omvang, mu ook de richting, sigma hoe ongelijk de stappen zijn",
                "; mu* is the size, mu the direction as well, sigma how unequal the steps are",
            ),
            Method::Regression => self.word(
                "; SRC op waarden, PRCC op rangen, R² het deel dat een rechte lijn verklaart",
                "; SRC on values, PRCC on ranks, R² the part that a straight line explains",
            ),
            Method::Boxes => self.word(
                "; dekking: welk deel van de gevallen in de doos valt; dichtheid: welk deel van de \
                 doos zo'n geval is",
                "; coverage: which part of the cases is in the box; density: which part of the box \
                 is such a case",
            ),
            Method::Regret => self.word(
                "; `voldoet` is het deel van de punten waarin het bedrag genoeg is",
                "; `enough` is the part of the points in which the amount is enough",
            ),
            Method::Front => "",
        };
        format!("{rests}{reads}")
    }

    /// Names a column of an analysis.
    pub(crate) fn analysis_column(self, column: AnalysisColumn) -> &'static str {
        match column {
            AnalysisColumn::First => self.word("eerste", "first"),
            AnalysisColumn::Total => self.word("totaal", "total"),
            AnalysisColumn::Box => self.word("grenzen", "limits"),
            AnalysisColumn::Coverage => self.word("dekking", "coverage"),
            AnalysisColumn::Density => self.word("dichtheid", "density"),
            AnalysisColumn::Mass => self.word("aandeel", "mass"),
            AnalysisColumn::MeanRegret => self.word("gemiddeld", "mean"),
            AnalysisColumn::LargestRegret => self.word("grootste", "largest"),
            AnalysisColumn::Enough => self.word("voldoet", "enough"),
        }
    }
}

/// A column that has a name in each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnalysisColumn {
    /// A first-order index.
    First,
    /// A total index.
    Total,
    /// The limits of a box.
    Box,
    /// The part of the cases that a box holds.
    Coverage,
    /// The part of a box that are cases.
    Density,
    /// The part of all points that a box holds.
    Mass,
    /// The mean regret.
    MeanRegret,
    /// The largest regret.
    LargestRegret,
    /// The part of points in which an amount is enough.
    Enough,
}
