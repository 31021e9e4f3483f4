//! Causes of a change.

use super::{Sentences, euros};
use crate::domain::Lang;
use crate::money::Cents;
use crate::scenario::ChangeKind;

impl Sentences {
    /// Names a kind of change.
    fn change_kind(self, kind: ChangeKind) -> &'static str {
        match kind {
            ChangeKind::Rule => self.word("regels", "rules"),
            ChangeKind::Parameter => self.word("getallen van de regeling", "numbers of the scheme"),
            ChangeKind::Counts => self.word("tellingen", "counts"),
            ChangeKind::Pot => self.word("pot", "pot"),
            ChangeKind::Membership => self.word("deelnemers", "membership"),
        }
    }

    /// Names the kinds of change of one cause.
    pub(crate) fn cause(self, kinds: &[ChangeKind]) -> String {
        let names: Vec<&str> = kinds.iter().map(|kind| self.change_kind(*kind)).collect();
        names.join(self.word(" en ", " and "))
    }

    /// Divides a change over its causes.
    pub(crate) fn caused(self, change: Cents, causes: &[(Vec<ChangeKind>, Cents)]) -> String {
        let parts: Vec<String> = causes
            .iter()
            .map(|(kinds, amount)| format!("{} {}", self.cause(kinds), self.signed(*amount)))
            .collect();
        let (change, parts) = (self.signed(change), parts.join(", "));
        self.say(
            format!("het verschil van {change} komt door: {parts}"),
            format!("of the change of {change}: {parts}"),
        )
    }

    /// Heads the causes of the changes of a model.
    pub(crate) fn causes_of(self, model: &str, baseline: &str) -> String {
        self.say(
            format!("Waardoor {model} verschilt van {baseline}, alle jaren samen"),
            format!("What makes {model} differ from {baseline}, all years together"),
        )
    }

    /// Says that a model differs from the baseline by one cause only, or by kinds of change that
    /// cannot be told apart.
    pub(crate) fn caused_by(self, model: &str, baseline: &str, kinds: &[ChangeKind]) -> String {
        if let [first, others @ ..] = kinds
            && !others.is_empty()
        {
            let (first, others) = (self.change_kind(*first), self.cause(others));
            return self.say(
                format!(
                    "Waardoor {model} verschilt van {baseline}: {first}, samen met {others} (niet \
                     te scheiden)"
                ),
                format!(
                    "What makes {model} differ from {baseline}: {first}, together with {others} \
                     (cannot be told apart)"
                ),
            );
        }
        let cause = self.cause(kinds);
        self.say(
            format!("Waardoor {model} verschilt van {baseline}: alleen door {cause}"),
            format!("What makes {model} differ from {baseline}: {cause} alone"),
        )
    }

    /// Says that kinds of change cannot be told apart.
    pub(crate) fn inseparable(self, kinds: &[ChangeKind]) -> String {
        let kinds = self.cause(kinds);
        self.say(
            format!("{kinds} staan samen: het een kan hier niet zonder het ander"),
            format!("{kinds} stand together: here the one cannot be without the other"),
        )
    }

    /// Writes an amount with its sign.
    pub(in crate::report) fn signed(self, amount: Cents) -> String {
        let text = euros(amount, self.lang);
        let before_the_digits = text.find(|sign: char| sign.is_ascii_digit());
        match (amount > Cents::ZERO, self.lang, before_the_digits) {
            (true, Lang::Nl, Some(at)) => format!("{}+{}", &text[..at], &text[at..]),
            (true, ..) => format!("+{text}"),
            (false, ..) => text,
        }
    }
}
