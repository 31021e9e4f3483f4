//! Answers: figures inside sentences, as people write them.

use super::{Sentences, decimal, euros_short, number};
use crate::domain::{Lang, Piece, Sentence, Tells};
use crate::money::{Cents, Exact, Rounding};
use crate::results::{FigureValue, Figures, Found};

/// From this amount on a sentence needs no cents: a thousand euros.
const WITHOUT_CENTS: i64 = 100_000;

impl Sentences {
    /// Says what of a scenario of one's own is used under a question, and what is not.
    pub(crate) fn asked_of_ones_own(self) -> &'static str {
        self.word(
            "Van uw bestand zijn ontvangers, tellingen, kosten en partijen gebruikt; regels, jaren \
             en varianten zijn die van de vraag.",
            "Of your file recipients, counts, costs and parties are used; rules, years and \
             variants are those of the question.",
        )
    }

    /// Returns the sentences of an answer that are to be told: those whose conditions hold and
    /// whose figures all have a value.
    pub(crate) fn answer(self, sentences: &[Sentence], figures: &Figures) -> Vec<String> {
        let found = |id| figures.get(id).and_then(Option::as_ref);
        let holds = |id| found(id).is_some_and(Found::is_positive);
        let meant = sentences.iter().filter(|sentence| {
            sentence.when.as_ref().is_none_or(holds) && !sentence.unless.as_ref().is_some_and(holds)
        });
        let told = meant.filter_map(|sentence| {
            let pieces = match self.lang {
                Lang::Nl => &sentence.nl,
                Lang::En => &sentence.en,
            };
            let words = pieces.iter().map(|piece| match piece {
                Piece::Words(words) => Some(words.clone()),
                Piece::Figure { id, tells } => self.told(found(id)?, *tells),
            });
            words.collect::<Option<String>>()
        });
        told.collect()
    }

    /// Returns what a sentence tells of a figure.
    fn told(self, found: &Found, tells: Tells) -> Option<String> {
        let Some(exact) = found.value.exact() else {
            return match (&found.value, tells) {
                (_, Tells::Who) => found.who.clone(),
                (FigureValue::Truth(true), _) => Some(self.word("ja", "yes").to_owned()),
                (FigureValue::Truth(false), _) => Some(self.word("nee", "no").to_owned()),
                (FigureValue::Year(year), _) => Some(year.to_string()),
                _ => None,
            };
        };
        let size = match exact.is_negative() {
            true => Exact::zero().minus(exact),
            false => exact.clone(),
        };
        let sized = |exact: &Exact| {
            let value = found.value.with(exact.clone());
            match (&value, found.is_change) {
                (FigureValue::Share(share), true) => Some(self.percentage_points(share)),
                _ => self.figure(&value, found.is_rate),
            }
        };
        match tells {
            Tells::Who => found.who.clone(),
            Tells::Size => sized(&size),
            Tells::Value if found.is_change && is_nothing(&found.value) => {
                Some(self.word("evenveel", "the same").to_owned())
            }
            Tells::Value if found.is_change => {
                let more = match exact.is_negative() {
                    true => self.word("minder", "less"),
                    false => self.word("meer", "more"),
                };
                Some(format!("{} {more}", sized(&size)?))
            }
            Tells::Value => sized(exact),
            Tells::Signed => {
                let sign = match exact.is_negative() {
                    true => "−\u{a0}",
                    false if exact.is_zero() => "",
                    false => "+\u{a0}",
                };
                Some(format!("{sign}{}", sized(&size)?))
            }
        }
    }

    /// Writes a difference of two shares.
    fn percentage_points(self, share: &Exact) -> String {
        let points = share.times(&100.into()).to_decimal_text(1);
        let points = points.strip_suffix(".0").unwrap_or(&points);
        let points = decimal(points, self.lang);
        format!("{points} {}", self.word("procentpunt", "percentage points"))
    }

    /// Writes a number with its unit: from a thousand on whole euros, unless per head.
    fn figure(self, value: &FigureValue, is_rate: bool) -> Option<String> {
        let lang = self.lang;
        Some(match value {
            FigureValue::Amount(exact) => {
                let cents = Cents::new(exact.round(Rounding::HalfUp)?);
                let is_large = !is_rate && cents.count().abs() >= WITHOUT_CENTS;
                let euros = exact.over(&100.into()).round(Rounding::HalfUp)?;
                match is_large {
                    true => euros_short(Cents::new(euros.checked_mul(100)?), lang),
                    false => euros_short(cents, lang),
                }
            }
            FigureValue::Share(exact) => {
                let percent = exact.times(&100.into()).to_decimal_text(1);
                let percent = percent.strip_suffix(".0").unwrap_or(&percent);
                format!("{}\u{a0}%", decimal(percent, lang))
            }
            FigureValue::Number(exact) => {
                let text = exact.to_decimal_text(1);
                match text.strip_suffix(".0") {
                    Some(_) => number(&exact.round(Rounding::HalfUp)?.into(), lang),
                    None => decimal(&text, lang),
                }
            }
            FigureValue::Truth(_) | FigureValue::Year(_) => return None,
        })
    }
}

/// Says whether a value is nothing once it is written: less than half a cent, or none at all.
fn is_nothing(value: &FigureValue) -> bool {
    value.exact().is_some_and(|exact| match value {
        FigureValue::Amount(_) => exact.round(Rounding::HalfUp) == Some(0),
        _ => exact.is_zero(),
    })
}
