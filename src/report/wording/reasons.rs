//! Reasons: why money moved, in sentences that a programme leader understands.

use super::{Sentences, euros_short, number};
use crate::domain::{Head, Sector};
use crate::engine::{Bound, By, Formula, Reason, Refused, Shortfall};
use crate::money::{Cents, Exact, Rounding};
use crate::plan::{Fact, Plan};
use crate::results::{Cause, Contribution, Holding, Line, Movement, Topic};
use crate::rules::Shortage;

impl Sentences {
    fn money(self, amount: Cents) -> String {
        euros_short(amount, self.lang)
    }

    fn number(self, exact: &Exact) -> String {
        number(exact, self.lang)
    }

    fn percent(self, share: &Exact) -> String {
        format!("{} %", self.number(&share.times(&Exact::from(100))))
    }

    /// Names heads: "250 studenten", "1 zij-instromer".
    fn heads(self, heads: &Exact, head: Head) -> String {
        let one = *heads == Exact::one();
        let (nl, en) = match (head, one) {
            (Head::Student, true) => ("student", "student"),
            (Head::Student, false) => ("studenten", "students"),
            (Head::SideEntrant, true) => ("zij-instromer", "side entrant"),
            (Head::SideEntrant, false) => ("zij-instromers", "side entrants"),
            (Head::Trained, true) => ("student of zij-instromer", "student or side entrant"),
            (Head::Trained, false) => ("studenten en zij-instromers", "students and side entrants"),
            (Head::Pupil, true) => ("leerling", "pupil"),
            (Head::Pupil, false) => ("leerlingen", "pupils"),
            (Head::Staff, _) => ("fte personeel", "full-time equivalents of staff"),
            (Head::School, true) => ("school", "school"),
            (Head::School, false) => ("scholen", "schools"),
            (Head::Board, true) => ("schoolbestuur", "school board"),
            (Head::Board, false) => ("schoolbesturen", "school boards"),
        };
        format!("{} {}", self.number(heads), self.word(nl, en))
    }

    /// Says why money moved, in one sentence without an end.
    pub fn reason(self, reason: &Reason) -> String {
        match reason {
            Reason::Entitled {
                formula,
                claim,
                shortfall,
            } => {
                let text = self.formula(formula, *claim);
                match shortfall {
                    Some(shortfall) => format!("{text}; {}", self.shortfall(formula, shortfall)),
                    None => text,
                }
            }
            Reason::Sliced { share, fixed, of } => self.sliced(share.as_ref(), *fixed, *of),
            Reason::Earmarked {
                earmark,
                pot,
                by,
                weight,
                total,
            } => {
                let (pot, by) = (self.money(*pot), self.by(*by, weight, total));
                self.say(
                    format!("oormerk `{earmark}` van {pot}, {by}"),
                    format!("earmark `{earmark}` of {pot}, {by}"),
                )
            }
            Reason::Keyed {
                pot,
                by,
                weight,
                total,
                bound,
            } => self.keyed(*pot, &self.by(*by, weight, total), *bound),
            Reason::Left => self
                .word("kon niet worden verdeeld", "could not be placed")
                .to_owned(),
        }
    }

    /// Says by what a key divides, and what part that gives.
    fn by(self, by: By, weight: &Exact, total: &Exact) -> String {
        let (own, all) = (self.number(weight), self.number(total));
        match by {
            By::Equally => self.say(
                format!("gelijk verdeeld: {own} van {all} delen"),
                format!("in equal parts: {own} of {all}"),
            ),
            By::Heads(head) => {
                let all = self.heads(total, head);
                self.say(
                    format!("naar rato: {own} van {all}"),
                    format!("pro rata: {own} of {all}"),
                )
            }
            By::Weights => self.say(
                format!("naar afgesproken gewicht: {own} van {all}"),
                format!("by agreed weight: {own} of {all}"),
            ),
            By::Previous => {
                let money = |cents: &Exact| self.money(cents.to_cents(Rounding::HalfUp));
                let (own, all) = (money(weight), money(total));
                self.say(
                    format!("naar het bedrag van vorig jaar: {own} van {all}"),
                    format!("by last year's amount: {own} of {all}"),
                )
            }
            By::One => self
                .word(
                    "alles naar de regio van de penvoerder",
                    "all to the lead applicant's region",
                )
                .to_owned(),
            By::Amounts => self
                .word(
                    "met een samengestelde verdeelsleutel",
                    "by a composed allocation key",
                )
                .to_owned(),
        }
    }

    fn keyed(self, pot: Cents, by: &str, bound: Option<Bound>) -> String {
        let pot = self.money(pot);
        let key = self.say(
            format!("aandeel in {pot}, {by}"),
            format!("share of {pot}, {by}"),
        );
        let bound = match bound {
            None => return key,
            Some(Bound::Minimum) => {
                self.word("opgetrokken tot het minimum", "raised to the minimum")
            }
            Some(Bound::Maximum) => self.word("verlaagd tot het maximum", "lowered to the maximum"),
            Some(Bound::MinimaCut) => self.word(
                "de minima samen pasten niet en zijn evenredig verlaagd",
                "the minima did not fit together and were lowered proportionally",
            ),
        };
        format!("{key}; {bound}")
    }

    fn sliced(self, share: Option<&Exact>, fixed: Option<Cents>, of: Cents) -> String {
        let of = self.money(of);
        match (share, fixed) {
            (Some(share), None) => {
                let share = self.percent(share);
                self.say(format!("{share} van {of}"), format!("{share} of {of}"))
            }
            (Some(share), Some(fixed)) => {
                let (share, fixed) = (self.percent(share), self.money(fixed));
                self.say(
                    format!("het grootste van {share} van {of} en {fixed}"),
                    format!("the larger of {share} of {of} and {fixed}"),
                )
            }
            (None, Some(fixed)) => {
                let fixed = self.money(fixed);
                self.say(
                    format!("vast bedrag van {fixed}"),
                    format!("fixed amount of {fixed}"),
                )
            }
            (None, None) => of,
        }
    }

    fn formula(self, formula: &Formula, claim: Cents) -> String {
        let claim = self.money(claim);
        match formula {
            Formula::Flat(amount) if self.money(*amount) == claim => claim,
            Formula::Flat(amount) => {
                let amount = self.money(*amount);
                self.say(
                    format!("{claim} (van {amount})"),
                    format!("{claim} (of {amount})"),
                )
            }
            Formula::PerHead { rate, head, heads } => {
                let product = Exact::from(*rate).times(heads).to_cents(Rounding::HalfUp);
                let product = self.money(product);
                let text = format!(
                    "{} × {} = {product}",
                    self.heads(heads, *head),
                    self.money(*rate)
                );
                match product == claim {
                    true => text,
                    false => self.say(
                        format!("{text}, naar deel of maximum {claim}"),
                        format!("{text}, by share or maximum {claim}"),
                    ),
                }
            }
            Formula::Step { head, heads, from } => {
                let heads = self.heads(heads, *head);
                match from {
                    Some(from) => self.say(
                        format!("{heads}: de stap vanaf {from} geeft {claim}"),
                        format!("{heads}: the step from {from} gives {claim}"),
                    ),
                    None => self.say(
                        format!("{heads}: minder dan de eerste stap"),
                        format!("{heads}: below the first step"),
                    ),
                }
            }
            Formula::Members { members, .. } => self.say(
                format!("{members} ontvangers die alleen als som bekend zijn, samen {claim}"),
                format!("{members} recipients known only in sum, together {claim}"),
            ),
            Formula::NotStated => self
                .word("geen bedrag opgegeven", "no amount stated")
                .to_owned(),
            Formula::Refused(refused) => self.refused(refused),
        }
    }

    fn refused(self, refused: &Refused) -> String {
        match refused {
            Refused::Count {
                head,
                sector,
                heads,
                at_least,
                at_most,
            } => {
                let heads = self.heads(heads, *head);
                let sector = sector.map(|sector| format!(" ({})", sector.name()));
                let sector = sector.unwrap_or_default();
                match (at_least, at_most) {
                    (Some(least), None) => self.say(
                        format!("{heads}{sector}, minder dan het minimum van {least}"),
                        format!("{heads}{sector}, fewer than the minimum of {least}"),
                    ),
                    (None, Some(most)) => self.say(
                        format!("{heads}{sector}, meer dan het maximum van {most}"),
                        format!("{heads}{sector}, more than the maximum of {most}"),
                    ),
                    (least, most) => {
                        let end =
                            |end: &Option<i64>| end.map_or("…".into(), |end| end.to_string());
                        let (least, most) = (end(least), end(most));
                        self.say(
                            format!("{heads}{sector}, buiten {least} tot en met {most}"),
                            format!("{heads}{sector}, outside {least} to {most}"),
                        )
                    }
                }
            }
            Refused::Fact(fact) => self.fact(fact),
            Refused::Excluded => self
                .word("valt onder een uitzondering", "falls under an exception")
                .to_owned(),
        }
    }

    fn fact(self, fact: &Fact) -> String {
        match fact {
            Fact::Recognised => self.word("niet erkend", "not recognised").to_owned(),
            Fact::AspirantYear(None) => self
                .word("geen aspirant-opleidingsschool", "no aspirant partnership")
                .to_owned(),
            Fact::AspirantYear(Some(year)) => self.say(
                format!("aspirantjaar {year} valt buiten deze component"),
                format!("aspirant year {year} is outside this component"),
            ),
            Fact::OfSector(sector) => {
                let sector = Sector::name(*sector);
                self.say(
                    format!("niet in de sector {sector}"),
                    format!("not in sector {sector}"),
                )
            }
            Fact::Flagged(flag) => self.say(
                format!("voldoet niet aan `{flag}`"),
                format!("does not meet `{flag}`"),
            ),
        }
    }

    fn shortfall(self, formula: &Formula, shortfall: &Shortfall) -> String {
        let (there, asked) = (
            self.money(shortfall.available),
            self.money(shortfall.claims),
        );
        if shortfall.cuts_protected {
            return self.say(
                format!("zelfs de beschermde bedragen passen niet: er is {there} voor {asked}"),
                format!("even the protected amounts do not fit: there is {there} for {asked}"),
            );
        }
        let cut = self.say(
            format!(
                "er is {there} voor {asked}, daarom {}",
                self.shortage(shortfall.rule)
            ),
            format!(
                "there is {there} for {asked}, so {}",
                self.shortage(shortfall.rule)
            ),
        );
        match self.cut_rate(formula, shortfall) {
            Some((paid, rate)) => self.say(
                format!("{cut}: {paid} in plaats van {rate} per hoofd"),
                format!("{cut}: {paid} instead of {rate} per head"),
            ),
            None => cut,
        }
    }

    /// Says who bears a shortage.
    fn shortage(self, rule: Shortage) -> &'static str {
        match rule {
            Shortage::Proportional => self.word("evenredig verlaagd", "lowered proportionally"),
            Shortage::EqualAwards => self.word(
                "ieder evenveel, niemand meer dan de aanspraak",
                "the same for everybody, nobody more than the entitlement",
            ),
            Shortage::EqualLosses => self.word(
                "ieder dezelfde verlaging",
                "the same reduction for everybody",
            ),
        }
    }

    /// Returns what is paid per head and what the scheme states, where all rates are cut alike.
    fn cut_rate(self, formula: &Formula, shortfall: &Shortfall) -> Option<(String, String)> {
        let Formula::PerHead { rate, .. } = formula else {
            return None;
        };
        let exact = Exact::from(*rate)
            .times(&shortfall.available.into())
            .over(&shortfall.claims.into());
        let paid = match (shortfall.rate, shortfall.rule) {
            (Some(rate), _) => rate,
            (None, Shortage::Proportional) => exact.to_cents(Rounding::HalfUp),
            (None, Shortage::EqualAwards | Shortage::EqualLosses) => return None,
        };
        Some((self.money(paid), self.money(*rate)))
    }

    /// Tells one amount that a recipient receives.
    pub fn line(self, plan: &Plan, line: &Line) -> String {
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
        match &line.cause {
            Cause::Entitled {
                formula,
                claim,
                shortfall,
            } => {
                let reason = Reason::Entitled {
                    formula: formula.clone(),
                    claim: *claim,
                    shortfall: shortfall.clone(),
                };
                let reason = self.reason(&reason);
                if reason == amount {
                    return format!("{name}{months}: {amount}.");
                }
                format!("{name}{months}: {amount}. {}.", capitalised(&reason))
            }
            // What a slice is stands in the holder's own sentence.
            Cause::Shared {
                reason: Reason::Sliced { .. },
                holder,
            } => {
                format!("{name}{months}: {amount}. {}", self.holding(holder))
            }
            Cause::Shared { reason, holder } => {
                let chain = self.holding(holder);
                let reason = self.reason(reason);
                format!(
                    "{name}{months}: {amount}. {chain} {}.",
                    capitalised(&reason)
                )
            }
        }
    }

    /// Tells what a holder received and took off first.
    fn holding(self, holder: &Holding) -> String {
        let who = capitalised(&self.account(&holder.account));
        let received = self.money(holder.received);
        let claims: Vec<String> = holder
            .claims
            .iter()
            .map(|(formula, amount)| self.formula(formula, *amount))
            .map(|claim| claim.trim_end_matches(&format!(" = {received}")).to_owned())
            .filter(|claim| *claim != received)
            .collect();
        let mut text = match claims.is_empty() {
            true => self.say(
                format!("{who} ontvangt {received}"),
                format!("{who} receives {received}"),
            ),
            false => {
                let claims = claims.join("; ");
                self.say(
                    format!("{who} ontvangt {received} ({claims})"),
                    format!("{who} receives {received} ({claims})"),
                )
            }
        };
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
        format!("{text}.")
    }

    /// Tells where money goes on.
    pub fn movement(self, movement: &Movement) -> String {
        let (to, amount) = (self.account(&movement.to), self.money(movement.amount));
        format!("{amount} → {to}: {}.", self.reason(&movement.reason))
    }

    /// Names a contribution to a difference.
    pub fn contribution(self, contribution: &Contribution) -> String {
        let name = contribution.name.in_lang(self.lang);
        let topic = match contribution.topic {
            Topic::Amount => self.word("bedrag", "amount"),
            Topic::Rate => self.word("bedrag per hoofd", "amount per head"),
            Topic::Heads => self.word("aantal", "number counted"),
            Topic::Cap => self.word("deel of maximum", "share or maximum"),
            Topic::Ceiling => self.word("verlaging door het plafond", "reduction by the ceiling"),
            Topic::RegionMoney => self.word(
                "geld dat de regio ontvangt",
                "money that the region receives",
            ),
            Topic::KeyShare => self.word("aandeel in de verdeelsleutel", "share in the key"),
            Topic::Slices => self.word("inhouding voor de regio", "top-slice of the region"),
            Topic::Other => self.word(
                "oormerken, minima en maxima, afronding",
                "earmarks, limits, rounding",
            ),
        };
        match &contribution.region {
            Some(region) => {
                let within = self.word("regio", "region");
                format!("{name}, {within} {region}: {topic}")
            }
            None => format!("{name}: {topic}"),
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(signs).collect()
    })
}
