//! Lines of an explanation: amounts with the chain that made them, and what goes on.

use super::Sentences;
use crate::engine::Reason;
use crate::money::Cents;
use crate::plan::{AccountKind, Plan};
use crate::results::{Cause, Contribution, Holding, Line, Movement, Topic};

impl Sentences {
    /// Tells one amount that a recipient receives.
    pub(crate) fn line(self, plan: &Plan, line: &Line) -> String {
        let component = &plan.components[line.component];
        let name = component.name.in_lang(self.lang);
        let amount = self.money(line.amount);
        let months = match line.months {
            12 => String::new(),
            months => self.say(
                format!(" ({months} van 12 maanden)"),
                format!(" ({months} of 12 months)"),
            ),
        };
        let why = self.why(line);
        match why.is_empty() || why == amount {
            true => format!("{name}{months}: {amount}."),
            false => format!("{name}{months}: {amount}. {}.", capitalised(&why)),
        }
    }

    /// Tells why an amount is received, without an end.
    fn why(self, line: &Line) -> String {
        match &line.cause {
            Cause::Entitled {
                formula,
                claim,
                shortfall,
                adjusted,
            } => {
                let (formula, shortfall) = (formula.clone(), shortfall.clone());
                self.reason(&Reason::Entitled {
                    formula,
                    claim: *claim,
                    shortfall,
                    adjusted: adjusted.clone(),
                })
            }
            // What a slice is stands in the holder's own sentence.
            Cause::Shared {
                reason: Reason::Sliced { .. },
                whole,
                ..
            } => self.holding(whole),
            // Of nothing there is no share to explain.
            Cause::Shared {
                reason: Reason::Keyed {
                    pot: Cents::ZERO, ..
                },
                whole,
                ..
            } if whole.slices.is_empty() => self.holding(whole),
            Cause::Shared { reason, whole, .. } => {
                let reason = self.reason(reason);
                format!("{}. {}", self.holding(whole), capitalised(&reason))
            }
            Cause::Gathered => self
                .word(
                    "de som van wat ontvangers in deze regio krijgen",
                    "the sum of what recipients in this region get",
                )
                .to_owned(),
        }
    }

    /// Tells what a holder had to divide and took off first, without an end.
    fn holding(self, holder: &Holding) -> String {
        let who = capitalised(&self.account(&holder.account));
        let received = self.money(holder.received);
        let claims = holder.claims.iter().map(|(reason, _)| match reason {
            Reason::Entitled {
                formula,
                claim,
                shortfall: None,
                adjusted: None,
            } => self.formula(formula, *claim, Some(holder.received)),
            reason => self.reason(reason),
        });
        let claims: Vec<String> = claims.filter(|claim| *claim != received).collect();
        let brackets = match claims.is_empty() {
            true => String::new(),
            false => format!(" ({})", claims.join("; ")),
        };
        let mut text = self.say(
            format!("{who} heeft {received} te verdelen{brackets}"),
            format!("{who} has {received} to divide{brackets}"),
        );
        for slice in &holder.slices {
            let to = &slice.to.id;
            let (amount, reason) = (self.money(slice.amount), self.reason(&slice.reason));
            text += &self.say(
                format!(", houdt {amount} in voor {to} ({reason})"),
                format!(", keeps {amount} for {to} ({reason})"),
            );
        }
        if !holder.slices.is_empty() {
            let rest = self.money(holder.received - holder.sliced());
            text += &self.say(
                format!(" en verdeelt {rest}"),
                format!(" and divides {rest}"),
            );
        }
        text
    }

    /// Tells where money goes on.
    pub(crate) fn movement(self, movement: &Movement) -> String {
        let (to, amount) = (self.account(&movement.to), self.money(movement.amount));
        format!("{amount} → {to}: {}.", self.reason(&movement.reason))
    }

    /// Names a contribution to a difference.
    pub(crate) fn contribution(self, contribution: &Contribution) -> String {
        let name = contribution.name.in_lang(self.lang);
        let topic = match contribution.topic {
            Topic::Amount => self.word("bedrag", "amount"),
            Topic::Rate => self.word("bedrag per eenheid", "amount per head"),
            Topic::Heads => self.word("aantal", "number counted"),
            Topic::Cap => self.word("deel of maximum", "share or maximum"),
            Topic::Ceiling => self.word(
                "verlaging door het subsidieplafond",
                "reduction by the ceiling",
            ),
            Topic::RegionMoney => self.word("geld dat er te verdelen is", "money to divide"),
            Topic::KeyShare => self.word("aandeel in de verdeelsleutel", "share in the key"),
            Topic::Slices => self.word("inhouding vooraf", "top-slice"),
            Topic::Adjustments => self.word("aanpassingen", "adjustments"),
            Topic::Other => self.word(
                "oormerken, minima en maxima, afronding",
                "earmarks, limits, rounding",
            ),
        };
        match &contribution.holder {
            Some(holder) if holder.kind == AccountKind::Region => {
                format!(
                    "{name}, {} {}: {topic}",
                    self.word("regio", "region"),
                    holder.id
                )
            }
            Some(holder) => format!("{name}, {}: {topic}", self.account(holder)),
            None => format!("{name}: {topic}"),
        }
    }
}

pub(super) fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(signs).collect()
    })
}
