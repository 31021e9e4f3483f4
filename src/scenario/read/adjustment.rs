//! Adjustments: steps after a key, in the order in which they are written.

use super::super::grammar::ADJUSTMENT;
use super::super::problem::{Place, Problem};
use super::super::tree::{Entry, Node, Table};
use super::reader::{Reader, id_under, ids, one_of};
use crate::domain::{Adjustment, AdjustmentKind, AdjustmentTerms, Baseline, Ladder};
use crate::domain::{
    BALANCES, Id, Limits, MinimumGuarantee, NeedCapacity, PerStudent, Text, Year, YearKind,
};
use crate::money::Exact;
use crate::rules::Balance;

/// Keys that every adjustment has.
const ALWAYS: [&str; 4] = ["id", "rule", "source", "grade"];

/// Keys that an adjustment cannot do without, where its rule takes them.
const NEEDED: [&str; 8] = [
    "share", "need", "capacity", "ladder", "to", "amount", "method", "units",
];

impl Reader {
    /// Returns the adjustments of terms, in order.
    pub(super) fn adjustments(&mut self, table: &Table, path: &str) -> Vec<Adjustment> {
        let mut adjustments = Vec::new();
        for (node, own) in table.tables("adjust") {
            let kind = one_of(own, "rule", &AdjustmentKind::ALL);
            let (Some(id), Some(kind)) = (id_under(own, "id"), kind) else {
                continue;
            };
            let path = format!("{path}.adjust.{id}");
            self.check_keys(own, node.place, kind);
            self.refuse_nobody(own);
            if let Some(terms) = self.adjustment_terms(kind, own, &path) {
                adjustments.push(Adjustment { id, terms });
            }
        }
        adjustments
    }

    /// Refuses keys that the rule does not take, and names those that it lacks.
    fn check_keys(&mut self, table: &Table, place: Place, kind: AdjustmentKind) {
        let (rule, takes) = (kind.name(), kind.keys());
        for Entry { key, key_place, .. } in &table.entries {
            let key = key.as_str();
            let is_known = ADJUSTMENT.field(key).is_some();
            if is_known && !ALWAYS.contains(&key) && !takes.contains(&key) {
                let text = Text::new(
                    format!("`{key}` zegt niets bij `rule = \"{rule}\"`"),
                    format!("`{key}` means nothing with `rule = \"{rule}\"`"),
                );
                let keys = takes.join(", ");
                self.problem(
                    Problem::error("bad-adjustment", *key_place, text)
                        .expected(format!("een van {keys}"), format!("one of {keys}"))
                        .hint(format!("haal `{key}` weg"), format!("remove `{key}`")),
                );
            }
        }
        let bounds = AdjustmentKind::Limits.keys();
        if kind == AdjustmentKind::Limits && ADJUSTMENT.lacks(table, bounds) {
            let text = Text::new(
                "`rule = \"limits\"` heeft een minimum of maximum nodig",
                "`rule = \"limits\"` needs a minimum or maximum",
            );
            self.problem(Problem::error("bad-adjustment", place, text).hint(
                "voeg toe `minimum = 10_000`, of een ander minimum of maximum",
                "add `minimum = 10_000`, or another minimum or maximum",
            ));
        }
        let needed = NEEDED.iter().filter(|key| takes.contains(key));
        for key in needed {
            if ADJUSTMENT.lacks(table, &[key]) {
                let text = Text::new(
                    format!("`rule = \"{rule}\"` heeft een `{key}` nodig"),
                    format!("`rule = \"{rule}\"` needs a `{key}`"),
                );
                let example = match *key {
                    "ladder" => "ladder = { 2026 = \"50 %\", 2027 = \"100 %\" }",
                    "need" => "need = 1_250",
                    "capacity" => "capacity = { de-linde = 300, het-baken = 500 }",
                    "to" => "to = \"office\"",
                    "amount" => "amount = 25_000",
                    "method" => "method = \"step-down\"",
                    "units" => "units = [{ to = \"office\", cost = 25_000, serves = { … } }]",
                    _ => "share = \"95 %\"",
                };
                self.problem(
                    Problem::error("bad-adjustment", place, text)
                        .hint(format!("voeg toe `{example}`"), format!("add `{example}`")),
                );
            }
        }
    }

    /// Reports a list of users that names nobody, which would read as everybody.
    fn refuse_nobody(&mut self, table: &Table) {
        let users = table
            .get("users")
            .filter(|node| node.as_list() == Some(&[]));
        if let Some(node) = users {
            let text = Text::new("`users` noemt niemand", "`users` names nobody");
            self.problem(Problem::error("bad-adjustment", node.place, text).hint(
                "laat `users` weg als iedereen meebetaalt",
                "leave `users` out if everybody pays",
            ));
        }
    }

    fn adjustment_terms(
        &mut self,
        kind: AdjustmentKind,
        table: &Table,
        path: &str,
    ) -> Option<AdjustmentTerms> {
        let against = one_of(table, "against", &Baseline::ALL).unwrap_or(Baseline::Previous);
        let mut share = |key| self.share(table, key, path);
        Some(match kind {
            AdjustmentKind::Equalise => AdjustmentTerms::Equalise {
                share: share("share")?,
                band: share("band"),
            },
            AdjustmentKind::LevelDown => AdjustmentTerms::LevelDown {
                share: share("share")?,
            },
            AdjustmentKind::LevelUp => AdjustmentTerms::LevelUp {
                share: share("share")?,
            },
            AdjustmentKind::NeedCapacity => AdjustmentTerms::NeedCapacity(Box::new(NeedCapacity {
                share: share("share")?,
                need: self.per_student(table, "need", path)?,
                capacity: self.per_student(table, "capacity", path)?,
            })),
            AdjustmentKind::HoldHarmless => AdjustmentTerms::HoldHarmless {
                share: share("share")?,
                against,
            },
            AdjustmentKind::MinimumGuarantee => {
                AdjustmentTerms::MinimumGuarantee(Box::new(MinimumGuarantee {
                    share: share("share")?,
                    per_student: table.text("per") == Some("student"),
                    cap: share("cap"),
                    scaling: share("scaling"),
                    least_per_student: self.amount(table, "minimum-per-student", path),
                    against,
                }))
            }
            AdjustmentKind::YearBand => AdjustmentTerms::YearBand {
                share: share("share")?,
                rise: share("rise"),
                balance: one_of(table, "balance", &BALANCES).unwrap_or(Balance::WaterFilling),
                against,
            },
            AdjustmentKind::PhaseIn => AdjustmentTerms::PhaseIn {
                ladder: self.ladder(table, path),
                against,
            },
            AdjustmentKind::Compensation => AdjustmentTerms::Compensation {
                ladder: self.ladder(table, path),
                against,
            },
            AdjustmentKind::Limits => {
                let limits = self.limits(table, &|_| path.to_owned());
                AdjustmentTerms::Limits(Box::new(Limits {
                    keep: None,
                    ..limits
                }))
            }
            AdjustmentKind::SharedCost => AdjustmentTerms::SharedCost {
                to: id_under(table, "to")?,
                amount: self.amount(table, "amount", path)?,
                users: ids(table, "users"),
                per_student: table.text("per") == Some("student"),
            },
            AdjustmentKind::ServiceUnits => self.service_units(table, path)?,
        })
    }

    /// Returns an amount per student: one for all, or one for each recipient that is named.
    fn per_student(&mut self, table: &Table, key: &str, path: &str) -> Option<PerStudent> {
        let node = table.get(key)?;
        let by_recipient = node.as_table().filter(|inner| inner.get("value").is_none());
        let Some(inner) = by_recipient else {
            return self.amount(table, key, path).map(PerStudent::All);
        };
        let path = format!("{path}.{key}");
        self.places.insert(path.clone(), node.place);
        let named = inner.entries.iter().filter_map(|entry| {
            let given = self.amount(inner, &entry.key, &path)?;
            Some((Id::parse(&entry.key)?, given))
        });
        Some(PerStudent::Each(named.collect()))
    }

    /// Reports a ladder without years, and one with years of both kinds.
    fn check_years(&mut self, table: &Table) {
        let ladder = table.get("ladder");
        let Some((node, steps)) = ladder.and_then(|node| Some((node, node.as_table()?))) else {
            return;
        };
        let years = steps
            .entries
            .iter()
            .filter_map(|step| Year::parse(&step.key));
        let kinds: Vec<YearKind> = years.map(Year::kind).collect();
        if steps.entries.is_empty() {
            let text = Text::new("een ladder zonder jaren", "a ladder without years");
            let example = "ladder = { 2026 = \"50 %\", 2027 = \"100 %\" }";
            self.problem(Problem::error("empty-ladder", node.place, text).hint(
                format!("schrijf bijvoorbeeld `{example}`"),
                format!("write for example `{example}`"),
            ));
        } else if kinds.windows(2).any(|pair| pair.first() != pair.last()) {
            let text = Text::new(
                "schooljaren en kalenderjaren in één ladder",
                "school years and calendar years in one ladder",
            );
            self.problem(Problem::error("mixed-years", node.place, text).hint(
                "kies één soort; elk jaar telt vanaf het kalenderjaar waarin het begint",
                "choose one kind; each year counts from the calendar year in which it starts",
            ));
        }
    }

    /// Reports costs that nobody but a holder of money can let others bear.
    pub(super) fn refuse_shared_costs(&mut self, table: &Table) {
        for (node, own) in table.tables("adjust") {
            let kinds = [AdjustmentKind::SharedCost, AdjustmentKind::ServiceUnits];
            let rule = one_of(own, "rule", &AdjustmentKind::ALL);
            if let Some(rule) = rule.filter(|rule| kinds.contains(rule)) {
                let rule = rule.name();
                let text = Text::new(
                    format!("`rule = \"{rule}\"` gaat niet samen met `pays`"),
                    format!("`rule = \"{rule}\"` does not go with `pays`"),
                );
                self.problem(Problem::error("bad-adjustment", node.place, text).hint(
                    "zet het bij de verdeling die het geld doorgeeft",
                    "put it at the division that passes the money on",
                ));
            }
        }
    }

    /// Returns the parts by year; a falling phase-in or a rising compensation is reported.
    fn ladder(&mut self, table: &Table, path: &str) -> Ladder {
        self.check_years(table);
        let path = format!("{path}.ladder");
        let mut ladder = Ladder::new();
        let Some(steps) = table.get("ladder").and_then(Node::as_table) else {
            return ladder;
        };
        for entry in &steps.entries {
            let Some(year) = Year::parse(&entry.key) else {
                continue;
            };
            if let Some(share) = self.share(steps, &entry.key, &path) {
                ladder.insert(year.start(), (entry.key.clone(), share));
            }
        }
        let falls = table.text("rule") == Some("compensation");
        let parts: Vec<&Exact> = ladder.values().map(|(_, share)| &share.value).collect();
        let is_straight = parts.windows(2).all(|pair| match pair {
            [first, second] if falls => second <= first,
            [first, second] => first <= second,
            _ => true,
        });
        if !is_straight && let Some(node) = table.get("ladder") {
            let text = Text::new(
                "de delen lopen niet steeds in dezelfde richting",
                "the parts do not go in one direction",
            );
            self.problem(Problem::error("crooked-ladder", node.place, text).hint(
                "een ingroeiregeling loopt op, een compensatie loopt af",
                "a phase-in rises, a compensation falls",
            ));
        }
        ladder
    }
}
