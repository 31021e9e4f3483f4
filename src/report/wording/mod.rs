//! Wording: every text a user reads, with the two languages side by side.
//!
//! The words are the field's own (`docs/glossary.md`). A text without one of its languages does
//! not compile; one that nobody uses is named by the compiler, as all of them are `pub(crate)`.

mod analysis;
mod answers;
mod board;
mod breakpoints;
mod cash;
mod causes;
mod certainty;
mod charts;
mod comparison;
mod compromise;
mod costs;
mod decisions;
mod evidence;
mod form;
mod formulas;
mod keyed;
mod labels;
mod letters;
mod lines;
mod live;
mod numbers;
mod optima;
mod parameters;
mod per_head;
mod reading;
mod reasons;
mod served;
mod settings;
mod shared;
mod simulation;
mod solutions;
mod stages;
mod suppression;
mod sways;
mod sweep;
mod tables;
mod uncertainty;
mod verdicts;
mod vintages;
mod wishes;
mod workbook;

pub use analysis::AnalysisColumn;
pub(crate) use form::{FormOption, FormOptions};
pub use formulas::Unlive;
pub(crate) use numbers::{decimal, euros, euros_change, euros_short, number, whole_number};
pub use settings::Setting;
pub use simulation::RateLeft;
pub(crate) use simulation::{percentage, whole_euros};

use crate::domain::Lang;

/// Sentences in one language.
#[derive(Clone, Copy, Debug)]
pub struct Sentences {
    lang: Lang,
}

impl Sentences {
    /// Returns the sentences in `lang`.
    pub fn new(lang: Lang) -> Sentences {
        Sentences { lang }
    }

    /// Returns the language.
    pub(crate) fn lang(self) -> Lang {
        self.lang
    }

    /// Returns the text of the language.
    fn say(self, nl: String, en: String) -> String {
        match self.lang {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }

    /// Returns the words of the language.
    fn word(self, nl: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }

    /// Counts things, of which one has a name of its own.
    fn several(self, count: impl TryInto<i64>, nl: [&str; 2], en: [&str; 2]) -> String {
        let count = count.try_into().unwrap_or(i64::MAX);
        let [one, more] = match self.lang {
            Lang::Nl => nl,
            Lang::En => en,
        };
        let name = if count == 1 { one } else { more };
        format!("{} {name}", whole_number(count, self.lang))
    }

    /// Counts variants.
    fn variants(self, count: impl TryInto<i64>) -> String {
        self.several(count, ["variant", "varianten"], ["variant", "variants"])
    }
}
