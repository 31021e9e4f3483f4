//! Adjustments: what bends the outcome of a key, in the order in which it is written.

use super::super::grammar::ADJUSTMENT;
use super::super::problem::{Place, Problem};
use super::super::tree::{Entry, Node, Table};
use super::reader::{Reader, id_under, ids, one_of};
use crate::domain::{Adjustment, Baseline, Bend, Ladder, Limits, Text, Year};
use crate::money::Exact;

/// Keys that every adjustment has.
const ALWAYS: [&str; 4] = ["id", "rule", "source", "grade"];

/// Keys that an adjustment cannot do without, where its rule takes them.
const NEEDED: [&str; 4] = ["share", "ladder", "to", "amount"];

impl Reader {
    /// Returns the adjustments of terms, in order.
    pub(super) fn adjustments(&mut self, table: &Table, path: &str) -> Vec<Adjustment> {
        let mut adjustments = Vec::new();
        for (node, own) in table.tables("adjust") {
            let (Some(id), Some(rule)) = (id_under(own, "id"), own.text("rule")) else {
                continue;
            };
            let path = format!("{path}.adjust.{id}");
            let Some((rule, takes)) = Bend::ALL.iter().find(|(name, _)| *name == rule) else {
                continue;
            };
            self.check_keys(own, node.place, rule, takes);
            self.refuse_nobody(own);
            if let Some(bend) = self.bend(rule, own, &path) {
                adjustments.push(Adjustment { id, bend });
            }
        }
        adjustments
    }

    /// Refuses keys that the rule does not take, and names those that it lacks.
    fn check_keys(&mut self, table: &Table, place: Place, rule: &str, takes: &[&str]) {
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
        let needed = NEEDED.iter().filter(|key| takes.contains(key));
        for key in needed {
            if ADJUSTMENT.lacks(table, &[key]) {
                let text = Text::new(
                    format!("`rule = \"{rule}\"` heeft een `{key}` nodig"),
                    format!("`rule = \"{rule}\"` needs a `{key}`"),
                );
                let example = match *key {
                    "ladder" => "ladder = { 2026 = \"50 %\", 2027 = \"100 %\" }",
                    "to" => "to = \"office\"",
                    "amount" => "amount = 25_000",
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

    fn bend(&mut self, rule: &str, table: &Table, path: &str) -> Option<Bend> {
        let against = one_of(table, "against", &Baseline::ALL).unwrap_or(Baseline::Previous);
        let mut share = |key| self.share(table, key, path);
        Some(match rule {
            "equalise" => Bend::Equalise {
                share: share("share")?,
            },
            "level-up" => Bend::LevelUp {
                share: share("share")?,
            },
            "hold-harmless" => Bend::HoldHarmless {
                share: share("share")?,
                against,
            },
            "minimum-guarantee" => Bend::MinimumGuarantee {
                share: share("share")?,
                cap: share("cap"),
                against,
            },
            "year-band" => Bend::YearBand {
                share: share("share")?,
                against,
            },
            "phase-in" => Bend::PhaseIn {
                ladder: self.ladder(table, path),
                against,
            },
            "compensation" => Bend::Compensation {
                ladder: self.ladder(table, path),
                against,
            },
            "limits" => {
                let limits = self.limits(table, &|_| path.to_owned());
                Bend::Limits(Box::new(Limits {
                    keep: None,
                    ..limits
                }))
            }
            _ => Bend::SharedCost {
                to: id_under(table, "to")?,
                amount: self.amount(table, "amount", path)?,
                users: ids(table, "users"),
                per_student: table.text("per") == Some("student"),
            },
        })
    }

    /// Returns the parts by year; a falling phase-in or a rising compensation is reported.
    fn ladder(&mut self, table: &Table, path: &str) -> Ladder {
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
