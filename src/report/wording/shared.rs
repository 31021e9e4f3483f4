//! Shared costs: who bears what a function gets.

use super::Sentences;
use crate::money::Cents;
use crate::rules::ServiceMethod;

impl Sentences {
    /// Tells of a cost that its users bear, and how it was passed on to them.
    pub(super) fn shared_cost(self, cost: Cents, passed_on: Option<ServiceMethod>) -> String {
        let cost = self.money(cost);
        let Some(method) = passed_on else {
            return self.say(
                format!("gedeelde kosten van {cost}, gedragen door wie ze gebruiken"),
                format!("a shared cost of {cost}, borne by those who use it"),
            );
        };
        let how = match method {
            ServiceMethod::Direct => self.word(
                "rechtstreeks doorbelast aan de ontvangers die hem gebruiken",
                "charged directly to the recipients that use it",
            ),
            ServiceMethod::StepDown => self.word(
                "stap voor stap doorbelast, ook aan diensten die later komen",
                "passed on step by step, also to services that come later",
            ),
            ServiceMethod::Reciprocal => self.word(
                "doorbelast aan alle gebruikers tegelijk, ook aan andere diensten",
                "passed on to all users at once, other services among them",
            ),
        };
        self.say(
            format!("de kosten van een dienst, {cost}, {how}"),
            format!("the cost of a service, {cost}, {how}"),
        )
    }
}
