//! Regions, partnerships, boards, institutes, functions and others.

use std::collections::{BTreeMap, BTreeSet};

use super::super::known::FUNCTIONS;
use super::super::problem::{Place, Problem};
use super::super::scalar::digits;
use super::super::tree::{Node, Table};
use super::reader::{Reader, id_under, ids, one_of, school_year};
use crate::domain::{
    Board, Function, Given, Id, Institute, Measure, Others, Partnership, Region, SchoolYear,
    Sector, Status, Text,
};
use crate::money::Exact;

fn name_of(table: &Table, id: &Id) -> String {
    table.text("name").unwrap_or(id.as_str()).to_owned()
}

impl Reader {
    pub(super) fn regions(&mut self, tree: &Table) -> Vec<Region> {
        let mut regions = Vec::new();
        for (_, table) in tree.tables("region") {
            let Some(id) = self.id("region", table) else {
                continue;
            };
            self.assumption(table, &format!("region.{id}"));
            regions.push(Region {
                name: name_of(table, &id),
                flags: ids(table, "flags"),
                id,
            });
        }
        regions.sort_by(|left, right| left.id.cmp(&right.id));
        regions
    }

    pub(super) fn boards(&mut self, tree: &Table) -> Vec<Board> {
        let named = self.named(tree, "board");
        named
            .into_iter()
            .map(|(id, name)| Board { id, name })
            .collect()
    }

    pub(super) fn institutes(&mut self, tree: &Table) -> Vec<Institute> {
        let named = self.named(tree, "institute");
        named
            .into_iter()
            .map(|(id, name)| Institute { id, name })
            .collect()
    }

    fn named(&mut self, tree: &Table, list: &str) -> BTreeMap<Id, String> {
        let mut named = BTreeMap::new();
        for (_, table) in tree.tables(list) {
            if let Some(id) = self.id(list, table) {
                named.insert(id.clone(), name_of(table, &id));
            }
        }
        named
    }

    pub(super) fn functions(&mut self, tree: &Table) -> Vec<Function> {
        let built_in = FUNCTIONS
            .iter()
            .filter_map(|(id, nl, en)| Some((Id::parse(id)?, Text::new(*nl, *en))));
        let mut functions: BTreeMap<Id, Text> = built_in.collect();
        for (_, table) in tree.tables("function") {
            if let Some(id) = self.id("function", table) {
                functions.insert(id.clone(), Reader::name(table, &id));
            }
        }
        functions
            .into_iter()
            .map(|(id, name)| Function { id, name })
            .collect()
    }

    pub(super) fn partnerships(&mut self, tree: &Table) -> Vec<Partnership> {
        let mut partnerships = Vec::new();
        for (node, table) in tree.tables("partnership") {
            let Some(id) = self.id("partnership", table) else {
                continue;
            };
            let path = format!("partnership.{id}");
            self.assumption(table, &path);
            partnerships.push(Partnership {
                name: name_of(table, &id),
                sector: one_of(table, "sector", &Sector::ALL),
                status: self.status(table, node.place),
                boards: ids(table, "boards"),
                institutes: ids(table, "institutes"),
                regions: ids(table, "regions"),
                lead_region: id_under(table, "lead-region"),
                weight: self.share(table, "weight", &path),
                region_weights: self.weights(table, "region-weights", &path),
                partner_weights: self.weights(table, "partner-weights", &path),
                previous: self.amount(table, "previous", &path),
                flags: ids(table, "flags"),
                growth: self.share(table, "growth", &path),
                id,
            });
        }
        partnerships.sort_by(|left, right| left.id.cmp(&right.id));
        partnerships
    }

    fn status(&mut self, table: &Table, place: Place) -> Status {
        let is_aspirant = table.text("status") == Some("aspirant");
        match (is_aspirant, school_year(table, "start-year")) {
            (true, Some(year)) => Status::Aspirant(year),
            (true, None) => {
                let place = table
                    .entry("status")
                    .map_or(place, |entry| entry.node.place);
                let text = Text::new(
                    "een aspirant zonder geldig `start-year`",
                    "an aspirant without a valid `start-year`",
                );
                self.problem(Problem::error("aspirant-without-start", place, text).hint(
                    "voeg het eerste schooljaar als aspirant toe: `start-year = \"2020/2021\"`",
                    "add the first school year as aspirant: `start-year = \"2020/2021\"`",
                ));
                Status::Recognised
            }
            (false, Some(_)) => {
                let place = table
                    .entry("start-year")
                    .map_or(place, |entry| entry.node.place);
                let text = Text::new(
                    "`start-year` hoort bij een aspirant",
                    "`start-year` belongs to an aspirant",
                );
                self.problem(Problem::error("start-without-aspirant", place, text).hint(
                    "voeg toe `status = \"aspirant\"` of haal `start-year` weg",
                    "add `status = \"aspirant\"` or remove `start-year`",
                ));
                Status::Recognised
            }
            (false, None) => Status::Recognised,
        }
    }

    /// Returns agreed weights; those that are written as parts must make one together.
    fn weights(&mut self, table: &Table, key: &str, path: &str) -> BTreeMap<Id, Given<Exact>> {
        let Some(node) = table.get(key) else {
            return BTreeMap::new();
        };
        let Some(inner) = node.as_table() else {
            return BTreeMap::new();
        };
        let path = format!("{path}.{key}");
        let mut weights = BTreeMap::new();
        let mut are_parts = false;
        for entry in &inner.entries {
            let written = digits(&entry.node).unwrap_or_default();
            are_parts |= written.contains('%') || written.contains('/');
            if let (Some(id), Some(weight)) =
                (Id::parse(&entry.key), self.share(inner, &entry.key, &path))
            {
                weights.insert(id, weight);
            }
        }
        let total: Exact = weights.values().map(|weight| weight.value.clone()).sum();
        if are_parts && total != Exact::one() {
            let percent = total.times(&Exact::from(100)).to_decimal_text(2);
            let text = Text::new(
                format!("de gewichten tellen op tot {percent} %"),
                format!("the weights add up to {percent} %"),
            );
            self.problem(
                Problem::error("weights-do-not-add-up", node.place, text).expected(
                    "delen die samen 100 % zijn",
                    "parts that make 100 % together",
                ),
            );
        } else if total.is_zero() && !weights.is_empty() {
            let text = Text::new("alle gewichten zijn nul", "all weights are zero");
            self.problem(Problem::error("weights-are-zero", node.place, text));
        }
        weights
    }

    pub(super) fn others(&mut self, tree: &Table, counted: SchoolYear) -> Vec<Others> {
        let mut others = Vec::new();
        for (node, table) in tree.tables("others") {
            let Some(id) = self.id("others", table) else {
                continue;
            };
            let path = format!("others.{id}");
            self.assumption(table, &path);
            let region = id_under(table, "region");
            let number = |reader: &mut Reader, key: &str| {
                reader.whole(table, key, &path).unwrap_or(Given::plain(0))
            };
            let partnerships = number(self, "partnerships");
            let regions = number(self, "regions");
            let heads: BTreeMap<Measure, Given<i64>> = Measure::ALL
                .iter()
                .filter_map(|(key, measure)| Some((*measure, self.whole(table, key, &path)?)))
                .collect();
            self.check_others(node, &region, (&partnerships, &regions), &heads);
            others.push(Others {
                name: name_of(table, &id),
                region,
                partnerships,
                regions,
                flags: table.get("flags").map(|_| ids(table, "flags")),
                year: school_year(table, "counted").unwrap_or(counted),
                heads,
                id,
            });
        }
        others.sort_by(|left, right| left.id.cmp(&right.id));
        others
    }

    fn check_others(
        &mut self,
        node: &Node,
        region: &Option<Id>,
        (partnerships, regions): (&Given<i64>, &Given<i64>),
        heads: &BTreeMap<Measure, Given<i64>>,
    ) {
        let counts_heads = heads.values().any(|count| count.value > 0);
        if partnerships.value == 0 && regions.value == 0 {
            let text = Text::new(
                "`[[others]]` noemt geen partnerschappen en geen regio's",
                "`[[others]]` names neither partnerships nor regions",
            );
            let code = if counts_heads {
                "heads-of-nobody"
            } else {
                "empty-others"
            };
            self.problem(Problem::error(code, node.place, text).hint(
                "voeg toe `partnerships = …` of `regions = …`",
                "add `partnerships = …` or `regions = …`",
            ));
        }
        if region.is_some() && regions.value > 0 {
            let text = Text::new(
                "de rest van een regio bevat geen regio's",
                "the rest of a region holds no regions",
            );
            self.problem(Problem::error("regions-in-a-region", node.place, text));
        }
    }
}

/// Returns the regions, boards and institutes that counts add to a partnership.
pub(super) fn join_counted(partnerships: &mut [Partnership], counts: &[crate::domain::Count]) {
    for partnership in partnerships {
        let own = counts
            .iter()
            .filter(|count| count.place.partnership.as_ref() == Some(&partnership.id));
        let mut regions: BTreeSet<Id> = partnership.lead_region.iter().cloned().collect();
        regions.extend(partnership.region_weights.keys().cloned());
        for count in own {
            regions.extend(count.place.region.clone());
            partnership.boards.extend(count.place.board.clone());
            partnership.institutes.extend(count.place.institute.clone());
        }
        partnership.regions.extend(regions);
    }
}
