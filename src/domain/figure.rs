//! Figures: named numbers of a scenario and its variants, and the sentences that tell them.

use std::collections::BTreeSet;

use super::{Day, Head, Id, Level, Sector, Text, Year};
use crate::money::Exact;

/// A named number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The name by which sentences and later figures know it.
    pub id: Id,
    /// What it is.
    pub kind: FigureKind,
}

/// What a figure is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureKind {
    /// Something that every recipient has, and what is made of it.
    Held(Box<Held>),
    /// The amount per head that a component really paid.
    Rate {
        /// The component.
        component: Id,
        /// In which variant and year.
        view: View,
    },
    /// A number of the scenario, by its path.
    Parameter {
        /// The path, as overlays write it.
        path: String,
        /// In which variant.
        variant: Id,
    },
    /// Money that could not be placed.
    Unallocated(View),
    /// Whether a check holds.
    Holds {
        /// The check.
        check: Id,
        /// In which variant and year.
        view: View,
    },
    /// The number of variants in which a check holds.
    Holding {
        /// The check.
        check: Id,
    },
    /// The first year in which a check fails.
    FirstFailing {
        /// The check.
        check: Id,
        /// In which variant.
        variant: Id,
    },
    /// The outermost value of a number for which a check holds.
    Solution(Box<Sought>),
    /// The number of students from which on a variant gives a partnership more than another one.
    BreakEven {
        /// The variant.
        variant: Id,
        /// The other one.
        against: Id,
        /// Only these partnerships; all of them when empty.
        recipients: BTreeSet<Id>,
        /// Whose number it is.
        pick: Pick,
    },
    /// The number of students from which on the income of a partnership covers its costs.
    Covering {
        /// In which variant.
        variant: Id,
        /// Only these partnerships; all of them when empty.
        recipients: BTreeSet<Id>,
        /// Whose number it is.
        pick: Pick,
    },
    /// Votes of the parties that prefer a variant to another one.
    Votes {
        /// The variant.
        variant: Id,
        /// The other one.
        against: Id,
    },
    /// What follows from earlier figures.
    Combined {
        /// How they are combined.
        by: Combining,
        /// The figures, at least two.
        of: Vec<Id>,
    },
}

/// A variant and a year of it; all its years together where none is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The variant; `base` is the scenario itself.
    pub variant: Id,
    /// The year.
    pub year: Option<When>,
}

/// A year of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The first.
    First,
    /// The last.
    Last,
    /// This one.
    Of(Year),
}

/// Something that every recipient has, and what is made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What they have.
    pub quantity: Quantity,
    /// In which variant and year.
    pub view: View,
    /// The variant of which each recipient's value is taken off first.
    pub against: Option<Id>,
    /// Who they are.
    pub holders: Holders,
    /// Only these; all of them when empty.
    pub recipients: BTreeSet<Id>,
    /// Only partnerships of this sector.
    pub sector: Option<Sector>,
    /// Only money that lies in this region.
    pub region: Option<Id>,
    /// Only money of this component.
    pub component: Option<Id>,
    /// Per what.
    pub per: Option<Head>,
    /// What is made of their values.
    pub pick: Pick,
}

/// What a recipient has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Money that reached it.
    Amount,
    /// What training costs it.
    Cost,
    /// What it receives for training.
    Income,
    /// Cost less income.
    Contribution,
    /// Income over cost.
    Coverage,
    /// The cost per head at which income and cost are equal.
    BreakEvenCost,
    /// What it prefinances at most: the deepest its cash goes below zero in all years.
    Prefinanced,
    /// Heads.
    Heads,
    /// Itself: one.
    Number,
}

/// Whose values are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holders {
    /// Recipients of a level.
    Level(Level),
    /// Functions that slices pay.
    Functions,
    /// Everybody whom money reached, those known only in sum as well, as one.
    Everybody,
}

/// What is made of the values of several recipients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Their sum; per head the sum over all heads.
    Sum,
    /// The least of them.
    Least,
    /// The greatest of them.
    Most,
    /// The greatest less the least.
    Spread,
    /// How many lie above zero.
    Rising,
    /// How many lie below zero.
    Falling,
}

/// An outermost value that is sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The variant.
    pub variant: Id,
    /// The check that is to hold.
    pub check: Id,
    /// The path of the number that varies.
    pub path: String,
    /// The least value that is tried, in euros, heads or parts; zero unless stated.
    pub from: Option<Exact>,
    /// The greatest value that is tried; twice the value of the scenario unless stated.
    pub to: Option<Exact>,
    /// Whether the greatest value is sought and not the least.
    pub is_greatest: bool,
}

/// How figures are combined, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combining {
    /// Added up.
    Sum,
    /// The others taken off the first.
    Difference,
    /// Multiplied.
    Product,
    /// The first over the others.
    Quotient,
    /// The same, told as a share.
    Share,
}

impl Quantity {
    /// Every quantity with its name in files.
    pub const ALL: [(&'static str, Quantity); 9] = [
        ("amount", Quantity::Amount),
        ("cost", Quantity::Cost),
        ("income", Quantity::Income),
        ("contribution", Quantity::Contribution),
        ("coverage", Quantity::Coverage),
        ("break-even-cost", Quantity::BreakEvenCost),
        ("prefinanced", Quantity::Prefinanced),
        ("heads", Quantity::Heads),
        ("number", Quantity::Number),
    ];

    /// Says whether it is read from what training costs and what is received for it.
    pub fn is_costed(self) -> bool {
        matches!(
            self,
            Quantity::Cost
                | Quantity::Income
                | Quantity::Contribution
                | Quantity::Coverage
                | Quantity::BreakEvenCost
        )
    }
}

impl Holders {
    /// All holders with their names in files.
    pub const ALL: [(&'static str, Holders); 6] = [
        ("region", Holders::Level(Level::Region)),
        ("partnership", Holders::Level(Level::Partnership)),
        ("board", Holders::Level(Level::Board)),
        ("institute", Holders::Level(Level::Institute)),
        ("function", Holders::Functions),
        ("everybody", Holders::Everybody),
    ];
}

impl Pick {
    /// Every pick with its name in files.
    pub const ALL: [(&'static str, Pick); 6] = [
        ("sum", Pick::Sum),
        ("least", Pick::Least),
        ("most", Pick::Most),
        ("spread", Pick::Spread),
        ("rising", Pick::Rising),
        ("falling", Pick::Falling),
    ];
}

impl Combining {
    /// Every combination with its name in files.
    pub const ALL: [(&'static str, Combining); 5] = [
        ("sum", Combining::Sum),
        ("difference", Combining::Difference),
        ("product", Combining::Product),
        ("quotient", Combining::Quotient),
        ("share", Combining::Share),
    ];
}

/// A sentence with figures in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its pieces in Dutch.
    pub nl: Vec<Piece>,
    /// Its pieces in English.
    pub en: Vec<Piece>,
    /// It is told only when this figure is above zero, or holds.
    pub when: Option<Id>,
    /// It is told only when this figure is not above zero, or does not hold.
    pub unless: Option<Id>,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words as they stand.
    Words(String),
    /// A figure.
    Figure {
        /// Which one.
        id: Id,
        /// What is told of it.
        tells: Tells,
    },
}

/// What a sentence tells of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// Its value; of a difference with the word for more or less.
    Value,
    /// Its value without sign or word.
    Size,
    /// Its value with its sign.
    Signed,
    /// Whose it is.
    Who,
}

impl Tells {
    /// Everything that can be told, with its name behind the figure's: `{loss.who}`.
    pub const ALL: [(&'static str, Tells); 3] = [
        ("size", Tells::Size),
        ("signed", Tells::Signed),
        ("who", Tells::Who),
    ];
}

impl Sentence {
    /// Reads the pieces of a text: words, and figures in braces.
    ///
    /// # Errors
    ///
    /// What stands in braces, or behind a brace without its fellow, and names no figure.
    pub fn pieces(text: &str) -> Result<Vec<Piece>, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((words, behind)) = rest.split_once('{') {
            let (inside, after) = behind.split_once('}').ok_or_else(|| behind.to_owned())?;
            if !words.is_empty() {
                pieces.push(Piece::Words(words.to_owned()));
            }
            pieces.push(figure(inside).ok_or_else(|| inside.to_owned())?);
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Words(rest.to_owned()));
        }
        Ok(pieces)
    }

    /// Returns every figure that it names, its conditions among them.
    pub fn figures(&self) -> impl Iterator<Item = &Id> {
        let told = self.nl.iter().chain(&self.en);
        let told = told.filter_map(|piece| match piece {
            Piece::Figure { id, .. } => Some(id),
            Piece::Words(_) => None,
        });
        told.chain(&self.when).chain(&self.unless)
    }
}

fn figure(inside: &str) -> Option<Piece> {
    let (name, tells) = match inside.split_once('.') {
        Some((name, word)) => {
            let mut known = Tells::ALL.iter();
            (name, known.find(|(known, _)| *known == word)?.1)
        }
        None => (inside, Tells::Value),
    };
    Some(Piece::Figure {
        id: Id::parse(name)?,
        tells,
    })
}

/// A question with its answer in sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Questioned {
    /// The question, where one is stated.
    pub question: Option<Text>,
    /// The figures, in their order: a figure is made of earlier ones only.
    pub figures: Vec<Figure>,
    /// The answer.
    pub answer: Vec<Sentence>,
    /// The points to decide, where the scenario states them.
    pub decisions: Vec<DecisionPoint>,
    /// The day by which what was decided is evaluated.
    pub evaluate: Option<Day>,
}

/// A point that boards are to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionPoint {
    /// What is to be decided.
    pub text: Text,
    /// The day by which, where one is stated.
    pub by: Option<Day>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_words_and_figures() {
        let figure = |id: &str, tells| Piece::Figure {
            id: Id::parse(id).expect("an id"),
            tells,
        };
        let words = |text: &str| Piece::Words(text.to_owned());
        assert_eq!(
            Sentence::pieces("Bij {loss.who} {loss}, samen {all.size}."),
            Ok(vec![
                words("Bij "),
                figure("loss", Tells::Who),
                words(" "),
                figure("loss", Tells::Value),
                words(", samen "),
                figure("all", Tells::Size),
                words("."),
            ])
        );
        for (text, wrong) in [("{a", "a"), ("{a.b}", "a.b"), ("x {} y", "")] {
            assert_eq!(Sentence::pieces(text), Err(wrong.to_owned()), "{text}");
        }
    }
}
