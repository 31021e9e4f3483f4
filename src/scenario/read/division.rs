//! Divisions: payments out of a pot, and passages from holder to recipients.

use std::collections::{BTreeMap, BTreeSet};

use super::super::grammar::{DIVISION, EARMARK, SLICE};
use super::super::problem::{Place, Problem, euros, percent};
use super::super::tree::{Entry, Node, Table};
use super::component::reference;
use super::level::HOLDING;
use super::reader::{Reader, id_list, id_under, one_of};
use crate::domain::{
    Division, Earmark, Flow, Given, Head, Id, Key, Level, Limits, Passage, Payment, Precision,
    Provenance, Sector, ShortageTerms, Slice, Terms, Text, TieRule, Unused,
};
use crate::money::{Cents, Exact};
use crate::rules::{Apportionment, Shortage};

const OF_A_PAYMENT: [&str; 6] = ["pot", "pays", "protect", "shortage", "rate-step", "scope"];
const OF_A_PASSAGE: [&str; 16] = [
    "both-ways",
    "from",
    "to",
    "passes",
    "key",
    "slice",
    "earmark",
    "minimum",
    "maximum",
    "minimum-per-student",
    "maximum-per-student",
    "keep",
    "reference",
    "when",
    "first-year",
    "at",
];

impl Reader {
    /// Returns the division of a `[[division]]` table.
    pub(super) fn division(&mut self, node: &Node, table: &Table) -> Option<Division> {
        let id = self.id("division", table)?;
        let path = format!("division.{id}");
        self.assumption(table, &path);
        let is_payment = table.get("pays").is_some();
        let is_passage = table.get("from").is_some();
        let flow = match (is_payment, is_passage) {
            (true, false) => {
                self.refuse(table, &OF_A_PASSAGE, "pays");
                Flow::Payment(Box::new(self.payment(table, &path)))
            }
            (false, true) => {
                self.refuse(table, &OF_A_PAYMENT, "from");
                Flow::Passage(Box::new(self.passage(table, &path, node.place)?))
            }
            (true, true) => {
                self.refuse(table, &["from"], "pays");
                return None;
            }
            (false, false) => {
                if DIVISION.lacks(table, &["pays", "from"]) {
                    let text = Text::new(
                        format!("`{path}` heeft geen `pays` en geen `from`"),
                        format!("`{path}` has neither `pays` nor `from`"),
                    );
                    self.problem(Problem::error("bad-division", node.place, text).hint(
                        "`pays` betaalt componenten uit een pot, `from` geeft ontvangen geld door",
                        "`pays` pays components out of a pot, `from` passes received money on",
                    ));
                }
                return None;
            }
        };
        let name = Reader::name(table, &id);
        Some(Division {
            id,
            name,
            flow,
            provenance: self.provenance(table),
        })
    }

    fn refuse(&mut self, table: &Table, keys: &[&str], because: &str) {
        for Entry { key, key_place, .. } in &table.entries {
            if keys.contains(&key.as_str()) {
                let text = Text::new(
                    format!("`{key}` gaat niet samen met `{because}`"),
                    format!("`{key}` does not go with `{because}`"),
                );
                let problem = Problem::error("bad-division", *key_place, text);
                self.problem(match key.as_str() {
                    "when" | "reference" => problem.hint(
                        format!("zet `{key}` bij de componenten zelf"),
                        format!("put `{key}` at the components themselves"),
                    ),
                    _ => problem.hint(
                        "maak er een tweede verdeling van",
                        "make it a second division",
                    ),
                });
            }
        }
    }

    fn payment(&mut self, table: &Table, path: &str) -> Payment {
        let pays = id_list(table, "pays");
        let protect = id_list(table, "protect");
        let nodes = table
            .get("protect")
            .and_then(Node::as_list)
            .unwrap_or_default();
        for node in nodes {
            let name = node.as_text().unwrap_or_default();
            if !pays.iter().any(|paid| paid.as_str() == name) {
                let text = Text::new(
                    format!("`{name}` is beschermd maar wordt hier niet betaald"),
                    format!("`{name}` is protected but not paid here"),
                );
                let known = pays.iter().map(Id::as_str).collect::<Vec<_>>().join(", ");
                self.problem(
                    Problem::error("protects-what-it-does-not-pay", node.place, text)
                        .expected(format!("een van {known}"), format!("one of {known}"))
                        .hint(
                            format!("zet `{name}` ook in `pays`, of haal het hier weg"),
                            format!("put `{name}` in `pays` as well, or remove it here"),
                        ),
                );
            }
        }
        let shortage = self.shortage(table);
        self.check_rate_step(table, &shortage);
        self.refuse_rounding(table);
        let adjustments = self.adjustments(table, path);
        self.refuse_shared_costs(table);
        Payment {
            adjustments,
            instalments: self.instalments(table, path),
            pot: self.amount(table, "pot", path),
            pays,
            protect,
            shortage,
            rate_step: self.amount(table, "rate-step", path),
            national: table.text("scope") != Some("local"),
            precision: self.precision(table, path),
        }
    }

    /// A rate can only be stepped where every rate is cut alike.
    fn check_rate_step(&mut self, table: &Table, shortage: &ShortageTerms) {
        let Some(entry) = table.entry("rate-step") else {
            return;
        };
        if shortage.rule != Shortage::Proportional || shortage.first.is_some() {
            let name = match shortage.first {
                Some(_) => "first".to_owned(),
                None => format!("shortage = \"{}\"", shortage.rule.name()),
            };
            let text = Text::new(
                format!("`rate-step` gaat niet samen met `{name}`"),
                format!("`rate-step` does not go with `{name}`"),
            );
            self.problem(Problem::error("bad-division", entry.key_place, text).hint(
                "haal `rate-step` weg, of verlaag evenredig met `shortage = \"proportional\"`",
                "remove `rate-step`, or lower proportionally with `shortage = \"proportional\"`",
            ));
        }
    }

    fn passage(&mut self, table: &Table, path: &str, place: Place) -> Option<Passage> {
        let from = one_of(table, "from", &HOLDING)?;
        let to = self.levels_under_to(table, from, place)?;
        self.check_levels(table, "at", from);
        let mut terms = self.terms(table, path, None);
        let common = table.entries.iter().filter(|entry| entry.key != "at");
        if !common.into_iter().any(|entry| entry.node.is_overlaid()) {
            terms.provenance = self.provenance(table);
        }
        self.check_terms(table, &terms, &to);
        let two_way = self.two_way(table, path, (from, &to));
        let mut at = BTreeMap::new();
        let holders = table
            .get("at")
            .and_then(Node::as_table)
            .cloned()
            .unwrap_or_default();
        for entry in &holders.entries {
            let (Some(holder), Some(own)) = (Id::parse(&entry.key), entry.node.as_table()) else {
                continue;
            };
            let laid_over = laid_over(table, own);
            let terms = self.terms(&laid_over, path, Some((&holder, own)));
            self.check_terms(&laid_over, &terms, &to);
            if two_way.is_none() {
                self.refuse_rounding(own);
            }
            at.insert(holder, terms);
        }
        Some(Passage {
            from,
            to,
            passes: id_list(table, "passes"),
            terms,
            at,
            two_way,
        })
    }

    /// Returns the terms of a table; those of a single holder with what it states itself.
    fn terms(&mut self, table: &Table, common: &str, holder: Option<(&Id, &Table)>) -> Terms {
        let own = holder.into_iter().flat_map(|(_, own)| &own.entries);
        let own: BTreeSet<String> = own.map(|entry| entry.key.clone()).collect();
        let path_of = |field: &str| match holder {
            Some((holder, _)) if own.contains(field) => format!("{common}@{holder}"),
            _ => common.to_owned(),
        };
        let terms = Terms {
            key: self.key(table, "key", &path_of("key")),
            slices: self.slices(table, &path_of("slice")),
            earmarks: self.earmarks(table, &path_of("earmark")),
            adjustments: self.adjustments(table, &path_of("adjust")),
            limits: self.limits(table, &path_of),
            reference: reference(table),
            when: self.condition(table, "when", &path_of("when")),
            first_year: self
                .whole(table, "first-year", &path_of("first-year"))
                .and_then(|year| u16::try_from(year.value).ok()),
            instalments: self.instalments(table, &path_of("instalments")),
            precision: self.precision(table, common),
            provenance: Provenance::default(),
            own: own.clone(),
        };
        let set_apart = terms
            .earmarks
            .iter()
            .filter_map(|earmark| Some(earmark.share.as_ref()?.value.clone()))
            .sum();
        let sliced = sliced(&terms.slices);
        for (key, total) in [("slice", sliced), ("earmark", set_apart)] {
            if total > Exact::one()
                && let Some(entry) = table.entry(key)
            {
                let percent = percent(&total);
                let text = Text::new(
                    format!("samen {} van de pot", percent.nl),
                    format!("together {} of the pot", percent.en),
                );
                self.problem(
                    Problem::error("more-than-the-pot", entry.node.place, text)
                        .expected("hoogstens 100 %", "at most 100 %")
                        .hint(
                            "verlaag een van de delen, of neem het van de rest",
                            "lower one of the parts, or take it from the rest",
                        ),
                );
            }
        }
        terms
    }

    fn slices(&mut self, table: &Table, path: &str) -> Vec<Slice> {
        let mut slices = Vec::new();
        for (node, slice) in table.tables("slice") {
            let Some(to) = id_under(slice, "to") else {
                continue;
            };
            let path = format!("{path}.slice.{to}");
            let share = self.share(slice, "share", &path);
            let amount = self.amount(slice, "amount", &path);
            self.need_share_or_amount(SLICE.lacks(slice, &["share", "amount"]), node.place);
            slices.push(Slice {
                to,
                share,
                amount,
                of_rest: slice.text("of") == Some("rest"),
            });
        }
        slices
    }

    fn earmarks(&mut self, table: &Table, path: &str) -> Vec<Earmark> {
        let mut earmarks = Vec::new();
        for (node, earmark) in table.tables("earmark") {
            let Some(id) = id_under(earmark, "id") else {
                continue;
            };
            let path = format!("{path}.earmark.{id}");
            let share = self.share(earmark, "share", &path);
            let amount = self.amount(earmark, "amount", &path);
            self.need_share_or_amount(EARMARK.lacks(earmark, &["share", "amount"]), node.place);
            earmarks.push(Earmark {
                id,
                share,
                amount,
                sector: one_of(earmark, "sector", &Sector::ALL),
                level: one_of(earmark, "level", &Level::ALL),
                key: match earmark.get("key") {
                    Some(_) => self.key(earmark, "key", &path),
                    None => Key::PerHead(Head::Student),
                },
                unused: match earmark.text("unused") {
                    Some("keep") => Unused::Keep,
                    _ => Unused::Return,
                },
            });
        }
        earmarks
    }

    fn need_share_or_amount(&mut self, lacks_both: bool, place: Place) {
        if lacks_both {
            let text = Text::new(
                "hoeveel? `share` en `amount` ontbreken",
                "how much? no `share` and no `amount`",
            );
            let problem = Problem::error("missing-share", place, text);
            self.problem(problem.hint("voeg toe `share = \"10 %\"`", "add `share = \"10 %\"`"));
        }
    }

    pub(super) fn limits(&mut self, table: &Table, path_of: &dyn Fn(&str) -> String) -> Limits {
        let mut amount = |field: &str| self.amount(table, field, &path_of(field));
        let limits = Limits {
            minimum: amount("minimum"),
            maximum: amount("maximum"),
            minimum_per_student: amount("minimum-per-student"),
            maximum_per_student: amount("maximum-per-student"),
            keep: self.share(table, "keep", &path_of("keep")),
        };
        self.contradiction(
            table,
            "minimum",
            "maximum",
            (&limits.minimum, &limits.maximum),
        );
        let per_student = (&limits.minimum_per_student, &limits.maximum_per_student);
        self.contradiction(
            table,
            "minimum-per-student",
            "maximum-per-student",
            per_student,
        );
        limits
    }

    fn precision(&mut self, table: &Table, path: &str) -> Precision {
        let ties = table.get("ties").and_then(Node::as_list);
        let ties = ties.unwrap_or_default().iter().filter_map(|tie| {
            let name = tie.as_text()?;
            TieRule::ALL
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, rule)| *rule)
        });
        let unit = self.amount(table, "unit", path).map(|unit| unit.value);
        for key in ["unit", "rate-step"] {
            let step = self.amount(table, key, path).map(|step| step.value);
            if let (Some(Cents::ZERO), Some(node)) = (step, table.get(key)) {
                let text = Text::new(
                    format!("`{key}` is nul: daarop valt niet af te ronden"),
                    format!("`{key}` is zero, to which nothing can be rounded"),
                );
                let problem = Problem::error("step-of-zero", node.plain().place, text);
                self.problem(problem.hint(
                    format!("laat `{key}` weg, of schrijf \"0.01\" voor een cent"),
                    format!("leave `{key}` out, or write \"0.01\" for a cent"),
                ));
            }
        }
        let each_step = table.text("rounding") == Some("each-step");
        if let (true, Some(entry)) = (each_step, table.entry("apportionment")) {
            let text = Text::new(
                "`apportionment` zegt niets bij `rounding = \"each-step\"`: alles gaat omlaag",
                "`apportionment` means nothing with `rounding = \"each-step\"`: all goes down",
            );
            let problem = Problem::error("bad-division", entry.key_place, text);
            self.problem(problem.hint(
                "haal `apportionment` weg, of rond één keer af",
                "remove `apportionment`, or round once",
            ));
        }
        Precision {
            each_step,
            unit: unit
                .filter(|unit| *unit > Cents::ZERO)
                .unwrap_or(Cents::ONE),
            method: one_of(table, "apportionment", &Apportionment::ALL)
                .unwrap_or(Apportionment::LargestRemainder),
            ties: ties.collect(),
        }
    }

    fn contradiction(
        &mut self,
        table: &Table,
        least: &str,
        most: &str,
        (minimum, maximum): (&Option<Given<Cents>>, &Option<Given<Cents>>),
    ) {
        let (Some(minimum), Some(maximum)) = (minimum, maximum) else {
            return;
        };
        let (Some(low), Some(high)) = (table.get(least), table.get(most)) else {
            return;
        };
        if minimum.value > maximum.value {
            let (minimum, maximum) = (euros(minimum.value), euros(maximum.value));
            let text = Text::new(
                format!(
                    "`{least}` {} ligt boven `{most}` {}",
                    minimum.nl, maximum.nl
                ),
                format!(
                    "`{least}` {} lies above `{most}` {}",
                    minimum.en, maximum.en
                ),
            );
            self.problem(
                Problem::error("contradictory-limits", low.place, text)
                    .related(high.place, "het maximum", "the maximum")
                    .hint(
                        "verlaag het minimum of verhoog het maximum",
                        "lower the minimum or raise the maximum",
                    ),
            );
        }
    }
}

/// Returns the terms of a holder: its own keys over the common ones.
fn laid_over(common: &Table, own: &Table) -> Table {
    let mut terms = common.clone();
    for entry in &own.entries {
        terms.set(&entry.key, entry.key_place, entry.node.clone());
    }
    terms
}

/// Returns what slices take of a pot by their shares, in their order.
fn sliced(slices: &[Slice]) -> Exact {
    let mut taken = Exact::zero();
    for slice in slices {
        let Some(share) = &slice.share else { continue };
        let part = match slice.of_rest {
            true => {
                let rest = Exact::one().minus(&taken).max(Exact::zero());
                share.value.times(&rest)
            }
            false => share.value.clone(),
        };
        taken = taken.plus(&part);
    }
    taken
}
