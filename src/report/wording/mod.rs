//! Wording: every text a user reads, with the two languages side by side.
//!
//! The words are the field's own (`docs/glossary.md`). A text without one of its languages does
//! not compile.

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
mod formulas;
mod keyed;
mod labels;
mod letters;
mod lines;
mod numbers;
mod optima;
mod parameters;
mod per_head;
mod reading;
mod reasons;
mod served;
mod shared;
mod simulation;
mod solutions;
mod stages;
mod suppression;
mod sways;
mod tables;
mod uncertainty;
mod verdicts;
mod vintages;
mod wishes;
mod workbook;

pub use decisions::Setting;
pub use formulas::Unlive;
pub use labels::Labels;
pub use numbers::{decimal, euros, euros_change, euros_short, number};
pub use simulation::{RateLeft, percentage, whole_euros};

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
    pub fn lang(self) -> Lang {
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
}
