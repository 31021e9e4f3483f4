//! [`Unit`]: what the values of a chart count, and how they are written.

use crate::domain::{Head, Lang};
use crate::money::Cents;
use crate::report::wording::{
    Sentences, decimal, euros, euros_change, euros_short, percentage, whole_euros,
};
use crate::results::BasisPoints;

/// What the values of a chart or of a column count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Cents, shown as euros.
    Euros,
    /// Cents for each head, shown as euros.
    EurosPer(Head),
    /// Heads, or anything else that is counted.
    Number,
    /// Ten-thousandths, shown as percent.
    Percent,
}

impl Unit {
    /// Returns how many of a value make one of what is shown.
    pub(super) fn scale(self) -> i64 {
        match self {
            Unit::Euros | Unit::EurosPer(_) | Unit::Percent => 100,
            Unit::Number => 1,
        }
    }

    /// Says whether values of several recipients can be added up.
    pub fn is_additive(self) -> bool {
        matches!(self, Unit::Euros | Unit::Number)
    }

    /// Names the unit beside an axis.
    pub fn name(self, lang: Lang) -> String {
        Sentences::new(lang).chart_unit(self)
    }

    /// Writes a value in a drawing: amounts in whole euros, percentages with one decimal.
    pub fn short(self, value: i64, lang: Lang) -> String {
        match self {
            Unit::Euros | Unit::EurosPer(_) => euros_short(whole(Cents::new(value)), lang),
            Unit::Number => decimal(&value.to_string(), lang),
            Unit::Percent => percent(value, lang),
        }
    }

    /// Writes a change in a drawing, an increase with its sign.
    pub(super) fn change(self, value: i64, lang: Lang) -> String {
        let short = self.short(value, lang);
        match (value > 0, self, lang) {
            (false, ..) => short,
            (true, Unit::Euros | Unit::EurosPer(_), Lang::Nl) => {
                let change = euros_change(whole(Cents::new(value)), lang);
                change.strip_suffix(",00").unwrap_or(&change).to_owned()
            }
            _ => format!("+{short}"),
        }
    }

    /// Writes a value in a table: amounts to the cent.
    pub fn full(self, value: i64, lang: Lang) -> String {
        match self {
            Unit::Euros | Unit::EurosPer(_) => euros(Cents::new(value), lang),
            Unit::Number | Unit::Percent => self.short(value, lang),
        }
    }

    /// Writes a value for a program: plain decimal text.
    pub fn plain(self, value: i64) -> String {
        match self {
            Unit::Euros | Unit::EurosPer(_) | Unit::Percent => Cents::new(value).to_euro_text(),
            Unit::Number => value.to_string(),
        }
    }
}

fn percent(value: i64, lang: Lang) -> String {
    let text = percentage(BasisPoints(value), lang);
    let point = match lang {
        Lang::Nl => ",0",
        Lang::En => ".0",
    };
    let text = text.strip_suffix(point).unwrap_or(&text);
    match lang {
        Lang::Nl => format!("{text}\u{a0}%"),
        Lang::En => format!("{text}%"),
    }
}

/// Rounds an amount to whole euros, as it is written without cents.
fn whole(amount: Cents) -> Cents {
    let text = whole_euros(amount, Lang::En).replace(',', "");
    Cents::from_euro_text(&text).unwrap_or(amount)
}
