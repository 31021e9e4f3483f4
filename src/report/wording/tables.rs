//! Tables: what keeping to totals in both directions, and going over regions first, has done.

use super::numbers::currency;
use super::{Sentences, decimal};
use crate::domain::{FirstStage, Fit, Id, Unused};
use crate::engine::{By, Cell, First, RegionPart, RowTotal, Unmet};
use crate::money::{Exact, Rounding};
use crate::rules::Shortage;

impl Sentences {
    /// Says what a table made of the key of a holder.
    pub(super) fn cell(self, cell: &Cell, by: By) -> String {
        match cell {
            Cell::Rounded { exact, row } => {
                let (exact, row) = (self.exact_money(exact), self.exact_money(row));
                self.say(
                    format!(
                        "exact {exact}, afgerond met alle andere samen; \
                         over alle verdelers samen exact {row}"
                    ),
                    format!(
                        "exactly {exact}, rounded with all others together; \
                         over all holders together exactly {row}"
                    ),
                )
            }
            Cell::Fitted {
                method,
                total,
                row,
                column,
            } => {
                let (row, total) = (self.factor(row), self.row_total(total));
                let column = self.per_weight(column, by);
                let method = self.fit(*method);
                self.say(
                    format!(
                        "daarna {method}: factor {row} voor het partnerschap \
                         en {column} voor de regio. {total}"
                    ),
                    format!(
                        "then {method}: factor {row} for the partnership \
                         and {column} for the region. {total}"
                    ),
                )
            }
            Cell::Alone { total, because } => {
                let (total, because) = (self.row_total(total), self.unmet(because));
                self.say(
                    format!("alleen naar deze sleutel, want {because}. {total}"),
                    format!("by this key alone, as {because}. {total}"),
                )
            }
        }
    }

    fn row_total(self, total: &RowTotal) -> String {
        let (amount, pot) = (self.money(total.amount), self.money(total.pot));
        let by = self.by(total.by, &total.weight, &total.weights);
        self.say(
            format!("Totaal van het partnerschap: {amount} van {pot} van alle regio's, {by}"),
            format!("Total of the partnership: {amount} of {pot} of all regions, {by}"),
        )
    }

    fn unmet(self, unmet: &Unmet) -> String {
        match unmet {
            Unmet::NoTotals => self
                .word(
                    "de sleutel van de totalen verdeelt niet alles",
                    "the key of the totals does not divide everything",
                )
                .to_owned(),
            Unmet::Blocked {
                rows,
                holders,
                needs,
                holds,
            } => {
                let (rows, holders) = (listed(rows), listed(holders));
                let (needs, holds) = (self.money(*needs), self.money(*holds));
                self.say(
                    format!("voor {rows} is {needs} nodig, en in {holders} is {holds} te verdelen"),
                    format!("{needs} is needed for {rows}, and there is {holds} in {holders}"),
                )
            }
            Unmet::Unsettled => self
                .word(
                    "de totalen van beide kanten waren niet nauwkeurig genoeg te halen",
                    "the totals of both sides could not be met closely enough",
                )
                .to_owned(),
        }
    }

    fn fit(self, method: Fit) -> &'static str {
        match method {
            Fit::Proportional => self.word(
                "passend gemaakt op de totalen van regio's en partnerschappen",
                "fitted to the totals of regions and partnerships",
            ),
            Fit::Biproportional => self.word(
                "in hele eenheden passend gemaakt op de totalen van regio's en partnerschappen",
                "fitted in whole units to the totals of regions and partnerships",
            ),
        }
    }

    /// Writes the multiplier of a region: euros per unit of weight, or a plain factor of weights
    /// that are money themselves.
    fn per_weight(self, column: &Exact, by: By) -> String {
        match by {
            By::Previous | By::Claims | By::Amounts => self.factor(column),
            _ => {
                let per = self.exact_money(column);
                self.say(
                    format!("{per} per eenheid van het gewicht"),
                    format!("{per} per unit of weight"),
                )
            }
        }
    }

    fn exact_money(self, cents: &Exact) -> String {
        let text = cents.over(&100.into()).to_decimal_text(6);
        currency(plain(&text), self.lang)
    }

    fn factor(self, exact: &Exact) -> String {
        let text = exact.to_decimal_text(6);
        decimal(plain(&text), self.lang)
    }

    /// Names keeping to both totals as a step.
    pub(super) fn both_totals(self, method: Fit) -> String {
        format!("{} ({})", self.fit(method), method.name())
    }

    /// Names rounding both ways as a step.
    pub(super) fn rounded_both_ways(self) -> &'static str {
        self.word(
            "afronden op de cent, in beide richtingen kloppend",
            "rounding to the cent, adding up in both directions",
        )
    }

    /// Names going over regions first as a step.
    pub(super) fn first_stage(self, first: &FirstStage) -> String {
        match first {
            FirstStage::Claims(rule) => {
                let rule = self.shortage(*rule);
                self.say(
                    format!("bij tekort eerst over de regio's: {rule}"),
                    format!("on shortage over the regions first: {rule}"),
                )
            }
            FirstStage::Key { key, unused } => {
                let key = key.name();
                let spills = match unused {
                    Unused::Return => self.word(
                        "wat een regio niet kan gebruiken gaat naar de andere",
                        "what a region cannot use goes to the others",
                    ),
                    Unused::Keep => self.word(
                        "wat een regio niet kan gebruiken blijft over",
                        "what a region cannot use is left",
                    ),
                };
                self.say(
                    format!("bij tekort eerst over de regio's naar `{key}`; {spills}"),
                    format!("on shortage over the regions first by `{key}`; {spills}"),
                )
            }
        }
    }

    /// Says how a shortage was borne by regions first, and then inside them.
    pub(super) fn in_two_stages(
        self,
        (there, asked): (&str, &str),
        first: &First,
        rule: Shortage,
    ) -> String {
        let upper = match first.rule {
            Some(rule) => self.shortage(rule),
            None => self.word("naar een verdeelsleutel", "by an allocation key"),
        };
        let regions: Vec<String> = first.regions.iter().map(|part| self.part(part)).collect();
        let (regions, rule) = (regions.join("; "), self.shortage(rule));
        self.say(
            format!(
                "er is {there} voor {asked}, daarom eerst over de regio's ({upper}) \
                 en dan binnen elke regio ({rule}): {regions}"
            ),
            format!(
                "there is {there} for {asked}, so over the regions first ({upper}) \
                 and then inside each ({rule}): {regions}"
            ),
        )
    }

    fn part(self, part: &RegionPart) -> String {
        let cents = |exact: &Exact| self.money(exact.to_cents(Rounding::HalfUp));
        let (claim, claims) = (cents(&part.claim), cents(&part.claims));
        let held = cents(&part.held);
        let served = match self.served(&part.served).strip_prefix("; ") {
            Some(served) => format!(" ({served})"),
            None => String::new(),
        };
        let region = match &part.region {
            Some(region) => region.as_str(),
            None => self.word("zonder regio", "without a region"),
        };
        self.say(
            format!("{region} heeft {held} voor {claims}, waarvan hier {claim}{served}"),
            format!("{region} has {held} for {claims}, of which {claim} here{served}"),
        )
    }
}

/// Returns decimal text without needless decimals.
fn plain(text: &str) -> &str {
    text.trim_end_matches('0').trim_end_matches('.')
}

fn listed(ids: &[Id]) -> String {
    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ")
}
