//! Sentences about what changes from a value of a parameter on.

use std::cmp::Ordering;

use super::Sentences;
use crate::domain::{AdjustmentKind, Level, Year};
use crate::engine::Bound;
use crate::plan::Plan;
use crate::results::{Breakpoints, Decision, Extent, Happening, Place, Quantity, Turn};

impl Sentences {
    /// Says with what gains are compared, and what counts as no difference.
    pub(crate) fn gains_beside(self, map: &Breakpoints) -> String {
        let baseline = &map.baseline;
        let who = match map.level {
            Level::Region => self.word("onderwijsregio's", "education regions"),
            _ => self.word("partnerschappen", "partnerships"),
        };
        self.say(
            format!(
                "vergeleken: {who}, met variant {baseline} zoals die in het bestand staat; wat \
                 afronding kan doen, telt niet als verschil"
            ),
            format!(
                "compared: {who}, with variant {baseline} as it is in the file; what rounding can \
                 do counts as no difference"
            ),
        )
    }

    /// Heads what changes at a value.
    pub(crate) fn here_from(self, at: &Quantity) -> String {
        let at = self.quantity(at);
        self.say(format!("Vanaf {at}"), format!("From {at}"))
    }

    /// Says that nothing changes.
    pub(crate) fn no_breakpoints(self) -> &'static str {
        self.word("niets slaat om", "nothing changes over")
    }

    /// Says that there are more changes than were looked for.
    pub(crate) fn more_breakpoints(self) -> &'static str {
        self.word(
            "er slaat zo vaak iets om dat niet alles is opgezocht; neem een kleiner bereik",
            "so much changes that not all of it was looked for; take a smaller range",
        )
    }

    /// Tells something that changes.
    pub(crate) fn happening(
        self,
        plan: &Plan,
        baseline: &str,
        happening: &Happening,
    ) -> Vec<String> {
        let in_year = |year: Year| match plan.views.len() + plan.years.len() {
            ..=2 => String::new(),
            _ => format!(" ({year})"),
        };
        match happening {
            Happening::Decided {
                place,
                before,
                after,
            } => {
                let year = plan.years.get(place.year).map(|year| in_year(year.year));
                let year = year.unwrap_or_default();
                let told = self.decided(plan, place, before.as_ref(), after.as_ref());
                told.into_iter().map(|line| line + &year).collect()
            }
            Happening::Standing {
                year,
                recipient,
                after,
                ..
            } => {
                let how = match after {
                    Ordering::Less => self.word("gaat erop achteruit", "loses"),
                    Ordering::Equal => self.word("krijgt evenveel", "receives as much"),
                    Ordering::Greater => self.word("gaat erop vooruit", "gains"),
                };
                let beside = self.say(
                    format!("vergeleken met {baseline}"),
                    format!("compared with {baseline}"),
                );
                vec![format!("{recipient} {how}, {beside}{}", in_year(*year))]
            }
            Happening::Rank {
                head,
                year,
                one,
                other,
                after,
                ..
            } => {
                let how = match after {
                    Ordering::Less => self.word("minder dan", "less than"),
                    Ordering::Equal => self.word("evenveel als", "as much as"),
                    Ordering::Greater => self.word("meer dan", "more than"),
                };
                let (year, unit) = (in_year(*year), self.unit(*head));
                vec![self.say(
                    format!("{one} krijgt per {unit} {how} {other}{year}"),
                    format!("{one} receives {how} {other} per {unit}{year}"),
                )]
            }
        }
    }

    fn decided(
        self,
        plan: &Plan,
        place: &Place,
        before: Option<&Decision>,
        after: Option<&Decision>,
    ) -> Vec<String> {
        let who = self.account(&plan.accounts[place.to]);
        let from = self.account(&plan.accounts[place.from]);
        let Some(component) = place.component else {
            return match place.is_unallocated() {
                true => vec![self.leaves(&from, after.is_some())],
                false => self.passed(&who, &from, before, after),
            };
        };
        let what = plan.components[component].name.in_lang(self.lang);
        match (before, after) {
            (Some(before), Some(after)) => self.claimed(&who, &from, what, (before, after)),
            _ => Vec::new(),
        }
    }

    fn leaves(self, from: &str, does: bool) -> String {
        match does {
            true => self.say(
                format!("van {from} blijft geld onverdeeld"),
                format!("some money of {from} is left unallocated"),
            ),
            false => self.say(
                format!("van {from} blijft geen geld meer onverdeeld"),
                format!("no money of {from} is left unallocated any more"),
            ),
        }
    }

    fn claimed(
        self,
        who: &str,
        pot: &str,
        what: &str,
        (before, after): (&Decision, &Decision),
    ) -> Vec<String> {
        if before.is_refused != after.is_refused {
            return vec![match after.is_refused {
                true => self.say(
                    format!("{who} komt niet meer in aanmerking voor {what}"),
                    format!("{who} no longer qualifies for {what}"),
                ),
                false => self.say(
                    format!("{who} komt in aanmerking voor {what}"),
                    format!("{who} qualifies for {what}"),
                ),
            }];
        }
        let mut told = Vec::new();
        if before.band != after.band {
            let from = after.band.unwrap_or_default();
            told.push(self.say(
                format!("{who} komt voor {what} in de trede vanaf {from}"),
                format!("{who} comes into the step from {from} for {what}"),
            ));
        }
        if before.is_capped != after.is_capped {
            told.push(match after.is_capped {
                true => self.say(
                    format!("{who} zit voor {what} op het maximum"),
                    format!("{who} is at the maximum for {what}"),
                ),
                false => self.say(
                    format!("{who} zit voor {what} niet meer op het maximum"),
                    format!("{who} is no longer at the maximum for {what}"),
                ),
            });
        }
        if before.shortage != after.shortage {
            told.push(self.shortage_of(pot, after.shortage));
        } else if before.extent != after.extent {
            told.push(match after.extent {
                Extent::Nothing => self.say(
                    format!("{who} krijgt niets voor {what}"),
                    format!("{who} receives nothing for {what}"),
                ),
                Extent::Part => self.say(
                    format!("{who} krijgt een deel van wat {what} toekent"),
                    format!("{who} receives a part of its claim for {what}"),
                ),
                Extent::Whole => self.say(
                    format!("{who} krijgt {what} geheel"),
                    format!("{who} receives its whole claim for {what}"),
                ),
            });
        }
        told
    }

    fn shortage_of(self, pot: &str, shortage: Option<bool>) -> String {
        match shortage {
            None => self.say(
                format!("{pot} is genoeg: aanspraken worden niet meer verlaagd"),
                format!("{pot} is enough: claims are no longer cut"),
            ),
            Some(false) => self.say(
                format!("{pot} is te klein: aanspraken worden verlaagd"),
                format!("{pot} is too small: claims are cut"),
            ),
            Some(true) => self.say(
                format!("{pot} is zelfs voor beschermde aanspraken te klein"),
                format!("{pot} is too small even for protected claims"),
            ),
        }
    }

    fn passed(
        self,
        who: &str,
        from: &str,
        before: Option<&Decision>,
        after: Option<&Decision>,
    ) -> Vec<String> {
        let has = |decision: Option<&Decision>| {
            decision.is_some_and(|decision| decision.extent != Extent::Nothing)
        };
        let mut told = Vec::new();
        if has(before) != has(after) {
            told.push(match has(after) {
                true => self.say(
                    format!("{who} krijgt iets van {from}"),
                    format!("{who} receives something of {from}"),
                ),
                false => self.say(
                    format!("{who} krijgt niets van {from}"),
                    format!("{who} receives nothing of {from}"),
                ),
            });
        }
        let (Some(before), Some(after)) = (before, after) else {
            return told;
        };
        if before.bound != after.bound {
            told.push(self.bound_of(who, before.bound, after.bound));
        }
        for turn in &after.adjustments {
            let mut known = before.adjustments.iter();
            let same = |one: &&Turn| one.adjustment == turn.adjustment && one.kind == turn.kind;
            let known = known.find(same);
            let was = known.map_or(Ordering::Equal, |one| one.way);
            if let Some(lacks) = turn.lacks
                && known.is_some_and(|one| one.lacks != turn.lacks)
            {
                told.push(match lacks {
                    true => self.say(
                        format!("de behoefte van {who} komt boven de draagkracht"),
                        format!("the need of {who} comes above the capacity"),
                    ),
                    false => self.say(
                        format!("de draagkracht van {who} dekt de behoefte"),
                        format!("the capacity of {who} covers the need"),
                    ),
                });
                continue;
            }
            // The limits of the terms themselves are told as a bound.
            if was != turn.way && (turn.adjustment.is_some() || before.bound == after.bound) {
                told.push(self.turned(who, turn, was));
            }
        }
        if before.is_fixed != after.is_fixed {
            told.push(match after.is_fixed {
                true => self.say(
                    format!("{who} krijgt het vaste bedrag, dat meer is dan het deel"),
                    format!("{who} receives the fixed amount, which is more than the share"),
                ),
                false => self.say(
                    format!("{who} krijgt het deel, dat meer is dan het vaste bedrag"),
                    format!("{who} receives the share, which is more than the fixed amount"),
                ),
            });
        }
        told
    }

    /// Tells how an adjustment that did something else before now works out for somebody.
    fn turned(self, who: &str, turn: &Turn, was: Ordering) -> String {
        let rule = self.adjustment(turn.kind);
        let rule = match &turn.adjustment {
            Some(id) => format!("{rule} (`{id}`)"),
            None => rule.to_owned(),
        };
        let guarantees = matches!(
            turn.kind,
            AdjustmentKind::HoldHarmless | AdjustmentKind::MinimumGuarantee
        );
        match (guarantees, turn.way, was) {
            (true, Ordering::Greater, _) => self.say(
                format!("{who} komt op de ondergrens van {rule}"),
                format!("{who} comes to the floor of {rule}"),
            ),
            (true, _, Ordering::Greater) => self.say(
                format!("{who} komt los van de ondergrens van {rule}"),
                format!("{who} leaves the floor of {rule}"),
            ),
            (true, Ordering::Less, _) => self.say(
                format!("{who} betaalt mee aan {rule}"),
                format!("{who} pays towards {rule}"),
            ),
            (true, Ordering::Equal, _) => self.say(
                format!("{who} betaalt niet meer mee aan {rule}"),
                format!("{who} no longer pays towards {rule}"),
            ),
            (false, Ordering::Greater, _) => self.say(
                format!("{rule} verhoogt wat {who} krijgt"),
                format!("{rule} raises what {who} receives"),
            ),
            (false, Ordering::Less, _) => self.say(
                format!("{rule} verlaagt wat {who} krijgt"),
                format!("{rule} lowers what {who} receives"),
            ),
            (false, Ordering::Equal, _) => self.say(
                format!("{rule} verandert niet meer wat {who} krijgt"),
                format!("{rule} no longer changes what {who} receives"),
            ),
        }
    }

    fn bound_of(self, who: &str, before: Option<Bound>, after: Option<Bound>) -> String {
        let name = |bound: Bound| match bound {
            Bound::Minimum => self.word("minimum", "minimum"),
            Bound::Maximum => self.word("maximum", "maximum"),
            Bound::MinimaCut => self.word("verlaagde minimum", "cut minimum"),
        };
        match (before, after) {
            (_, Some(bound)) => {
                let name = name(bound);
                self.say(
                    format!("{who} zit op het {name}"),
                    format!("{who} is at the {name}"),
                )
            }
            (before, None) => {
                let name = before.map_or("", name);
                self.say(
                    format!("{who} zit niet meer op het {name}"),
                    format!("{who} is no longer at the {name}"),
                )
            }
        }
    }
}
