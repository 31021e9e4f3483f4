//! Reasons: why money moved, in sentences that a programme leader understands.

use super::{Sentences, euros_short, number};
use crate::domain::{Head, Sector};
use crate::engine::{By, Formula, Reason, Refused, Shortfall};
use crate::money::{Cents, Exact, Rounding};
use crate::plan::Fact;
use crate::rules::{Shortage, TierKind};

impl Sentences {
    pub(super) fn money(self, amount: Cents) -> String {
        euros_short(amount, self.lang)
    }

    pub(super) fn number(self, exact: &Exact) -> String {
        number(exact, self.lang)
    }

    pub(super) fn percent(self, share: &Exact) -> String {
        format!("{} %", self.number(&share.times(&Exact::from(100))))
    }

    /// Names heads: "250 studenten", "1 zij-instromer".
    pub(super) fn heads(self, heads: &Exact, head: Head) -> String {
        let is_one = *heads == Exact::one() && head != Head::Staff;
        let name = match is_one {
            true => self.unit(head),
            false => self.units(head),
        };
        format!("{} {name}", self.number(heads))
    }

    /// Names a number of students.
    pub(super) fn students(self, students: i64) -> String {
        self.heads(&students.into(), Head::Student)
    }

    /// Names heads.
    pub(super) fn units(self, head: Head) -> &'static str {
        match head {
            Head::Student => self.word("studenten", "students"),
            Head::SideEntrant => self.word("zij-instromers", "side entrants"),
            Head::Trained => self.word("studenten en zij-instromers", "students and side entrants"),
            Head::Pupil => self.word("leerlingen", "pupils"),
            Head::Staff => self.word("fte personeel", "full-time equivalents of staff"),
            Head::School => self.word("scholen", "schools"),
            Head::Board => self.word("schoolbesturen", "school boards"),
        }
    }

    /// Names one head.
    pub(super) fn unit(self, head: Head) -> &'static str {
        match head {
            Head::Student => "student",
            Head::SideEntrant => self.word("zij-instromer", "side entrant"),
            Head::Trained => self.word("student of zij-instromer", "student or side entrant"),
            Head::Pupil => self.word("leerling", "pupil"),
            Head::Staff => "fte",
            Head::School => "school",
            Head::Board => self.word("schoolbestuur", "school board"),
        }
    }

    /// Says why money moved, in one sentence without an end.
    pub(crate) fn reason(self, reason: &Reason) -> String {
        match reason {
            Reason::Entitled {
                formula,
                claim,
                shortfall,
                adjusted,
            } => {
                let text = self.formula(formula, *claim, None);
                let text = match shortfall {
                    Some(shortfall) => format!("{text}; {}", self.shortfall(formula, shortfall)),
                    None => text,
                };
                match adjusted {
                    Some(adjusted) => format!("{text}; {}", self.adjusted_claim(adjusted)),
                    None => text,
                }
            }
            Reason::Sliced { share, fixed, of } => self.sliced(share.as_ref(), *fixed, *of),
            Reason::SharedCost {
                cost, passed_on, ..
            } => self.shared_cost(*cost, *passed_on),
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
                made_of,
                adjusted,
                bound,
                cell,
            } => {
                let by_whom = self.by(*by, weight, total) + &self.parts_of_key(made_of);
                let text = self.keyed(*pot, &by_whom, adjusted, *bound);
                match cell {
                    Some(cell) => format!("{text}; {}", self.cell(cell, *by)),
                    None => text,
                }
            }
            Reason::Left => self
                .word("kon niet worden verdeeld", "could not be placed")
                .to_owned(),
        }
    }

    /// Says by what a key divides, and what part that gives.
    pub(super) fn by(self, by: By, weight: &Exact, total: &Exact) -> String {
        let (own, all) = (self.number(weight), self.number(total));
        if total.is_zero() {
            return self
                .word(
                    "waarin niemand een gewicht heeft",
                    "in which nobody has a weight",
                )
                .to_owned();
        }
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
            By::Claims => {
                let money = |cents: &Exact| self.money(cents.to_cents(Rounding::HalfUp));
                let (own, all) = (money(weight), money(total));
                self.say(
                    format!("naar aanspraak: {own} van {all}"),
                    format!("by entitlement: {own} of {all}"),
                )
            }
            By::Amounts => {
                let money = |cents: &Exact| self.money(cents.to_cents(Rounding::HalfUp));
                let (own, all) = (money(weight), money(total));
                self.say(
                    format!("met een samengestelde verdeelsleutel: {own} van {all}"),
                    format!("by a composed allocation key: {own} of {all}"),
                )
            }
        }
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

    /// Says how a claim is made; a result that is `stated` beside it is not said again.
    pub(super) fn formula(self, formula: &Formula, claim: Cents, stated: Option<Cents>) -> String {
        let is_stated = stated == Some(claim);
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
                let factors = format!("{} × {}", self.heads(heads, *head), self.money(*rate));
                match (product == claim, is_stated) {
                    (true, true) => factors,
                    (true, false) => format!("{factors} = {product}"),
                    (false, _) => self.say(
                        format!("{factors} = {product}, door deel of maximum {claim}"),
                        format!("{factors} = {product}, by share or maximum {claim}"),
                    ),
                }
            }
            Formula::Step {
                kind,
                head,
                heads,
                from,
            } => {
                let heads = self.heads(heads, *head);
                let Some((from, amount)) = from else {
                    return self.say(
                        format!("{heads}: minder dan de eerste stap"),
                        format!("{heads}: below the first step"),
                    );
                };
                let amount = self.money(*amount);
                match kind {
                    TierKind::Step => self.say(
                        format!("{heads}: de stap vanaf {from} geeft {claim}"),
                        format!("{heads}: the step from {from} gives {claim}"),
                    ),
                    TierKind::Slab => self.say(
                        format!("{heads}: vanaf {from} voor allen {amount}, samen {claim}"),
                        format!("{heads}: from {from} on {amount} for all, together {claim}"),
                    ),
                    TierKind::Graduated => self.say(
                        format!("{heads}: schijven, boven {from} elk {amount}, samen {claim}"),
                        format!("{heads}: bands, beyond {from} {amount} each, together {claim}"),
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

    /// Says which condition does not hold.
    pub(crate) fn fact(self, fact: &Fact) -> String {
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
                format!(
                    "er is {there} voor {asked} aan beschermde bedragen, \
                     daarom evenredig verlaagd"
                ),
                format!(
                    "there is {there} for {asked} of protected amounts, \
                     so lowered proportionally"
                ),
            );
        }
        if let Some(first) = &shortfall.first {
            return self.in_two_stages((&there, &asked), first, shortfall.rule);
        }
        let (rule, served) = (
            self.shortage(shortfall.rule),
            self.served(&shortfall.served),
        );
        let cut = self.say(
            format!("er is {there} voor {asked}, daarom {rule}{served}"),
            format!("there is {there} for {asked}, so {rule}{served}"),
        );
        match self.cut_rate(formula, shortfall) {
            Some((paid, rate, unit)) => self.say(
                format!("{cut}: {paid} in plaats van {rate} per {unit}"),
                format!("{cut}: {paid} instead of {rate} per {unit}"),
            ),
            None => cut,
        }
    }

    /// Says who bears a shortage.
    pub(super) fn shortage(self, rule: Shortage) -> &'static str {
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
            Shortage::Talmud => self.word(
                "ieder evenveel tot de helft van de aanspraak, \
                 en daarboven ieder dezelfde verlaging",
                "the same for everybody up to half of the entitlement, \
                 and beyond that the same reduction for everybody",
            ),
            Shortage::ReverseTalmud => self.word(
                "ieder dezelfde verlaging tot de helft van de aanspraak, \
                 en daarboven ieder evenveel",
                "the same reduction for everybody up to half of the entitlement, \
                 and beyond that the same for everybody",
            ),
            Shortage::Piniles => self.word(
                "ieder evenveel tot de helft van de aanspraak, en daarboven opnieuw ieder evenveel",
                "the same for everybody up to half of the entitlement, \
                 and beyond that the same again",
            ),
            Shortage::ConstrainedEgalitarian => self.word(
                "zo gelijk mogelijk, met bij de halve pot ieder de halve aanspraak",
                "as equal as can be, with half of each entitlement for half of the pot",
            ),
            Shortage::AdjustedProportional => self.word(
                "ieder eerst wat niemand anders vraagt, de rest evenredig verlaagd",
                "first for each what nobody else asks, the rest lowered proportionally",
            ),
            Shortage::RandomArrival => self.word(
                "het gemiddelde over alle volgordes van wie het eerst komt",
                "the mean over all orders of first come, first served",
            ),
            Shortage::MinimalOverlap => self.word(
                "elke euro gedeeld door wie hem vraagt, met zo weinig mogelijk overlap",
                "every euro shared by those who ask for it, with as little overlap as can be",
            ),
            Shortage::AverageAwardsLosses => self.word(
                "het gemiddelde van ieder evenveel en ieder dezelfde verlaging",
                "the mean of the same for everybody and the same reduction for everybody",
            ),
            Shortage::Priority => self.word(
                "de een na de ander betaald, zover de pot reikt",
                "paid one after the other, as far as the pot goes",
            ),
            Shortage::PriorityClasses => self.word(
                "groep na groep betaald, zover de pot reikt",
                "paid class after class, as far as the pot goes",
            ),
            Shortage::WeightedEqualAwards => self.word(
                "ieder evenveel per eenheid van het gewicht, niemand meer dan de aanspraak",
                "the same per unit of weight for everybody, nobody more than the entitlement",
            ),
            Shortage::WeightedEqualLosses => self.word(
                "ieder dezelfde verlaging per eenheid van het gewicht",
                "the same reduction per unit of weight for everybody",
            ),
        }
    }

    /// Returns what is paid per head and what the scheme states, where all rates are cut alike.
    fn cut_rate(
        self,
        formula: &Formula,
        shortfall: &Shortfall,
    ) -> Option<(String, String, &'static str)> {
        let Formula::PerHead { rate, head, .. } = formula else {
            return None;
        };
        let exact = Exact::from(*rate)
            .times(&shortfall.available.into())
            .over(&shortfall.claims.into());
        let paid = match (shortfall.rate, shortfall.rule) {
            (Some(rate), _) => rate,
            (None, _) if shortfall.cuts_alike() => exact.to_cents(Rounding::HalfUp),
            (None, _) => return None,
        };
        Some((self.money(paid), self.money(*rate), self.unit(*head)))
    }
}
