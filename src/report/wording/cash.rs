//! Cash: what has to be prefinanced, and when.

use super::{Sentences, euros};
use crate::money::Cents;
use crate::results::CashMonth;

impl Sentences {
    /// Heads what partnerships have to prefinance.
    pub(crate) fn cash(self) -> &'static str {
        self.word(
            "Kas: hoeveel een partnerschap hoogstens voorschiet, en aan het eind van welke maand",
            "Cash: how much a partnership prefinances at most, and at the end of which month",
        )
    }

    /// Says what is spread over months.
    pub(crate) fn cash_is_by_month(self) -> &'static str {
        self.word(
            "De kosten van een jaar zijn gelijk over de maanden verdeeld; het geld komt in de \
             maanden waarin wordt betaald.",
            "The costs of a year are spread evenly over its months; money comes in the months in \
             which it is paid.",
        )
    }

    /// Says what is prefinanced at most; nothing where nothing ever is.
    pub(crate) fn prefinanced(self, deepest: Option<&CashMonth>) -> String {
        deepest.map_or_else(
            || self.word("niets", "nothing").to_owned(),
            |one| {
                let most = euros(Cents::ZERO - one.balance, self.lang);
                format!("{most} ({})", one.month)
            },
        )
    }

    /// Says that no month is known of some income.
    pub(crate) fn undated(self, partnership: &str, amount: Cents) -> String {
        let amount = euros(amount, self.lang);
        self.say(
            format!(
                "van {amount} van {partnership} is geen betaalmoment bekend: dat telt niet mee"
            ),
            format!("of {amount} of {partnership} no payment moment is known: it is left out"),
        )
    }

    /// Heads balances month by month.
    pub(crate) fn cash_balances(self) -> &'static str {
        self.word(
            "Ontvangen min uitgegeven tot en met de maand",
            "Received less spent up to and including the month",
        )
    }
}
