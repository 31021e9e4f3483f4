//! Regions, partnerships, boards, institutes, functions and others.

use std::collections::{BTreeMap, BTreeSet};

use super::super::grammar::{OTHERS, PARTNERSHIP};
use super::super::known::FUNCTIONS;
use super::super::problem::{Place, Problem, percent};
use super::super::scalar::{digits, whole};
use super::super::tree::{Node, Table};
use super::reader::{Reader, id_under, ids, one_of, school_year};
use crate::domain::{
    Board, Function, Given, Id, Institute, Measure, Others, Partnership, Region, SchoolYear,
    Sector, Status, Text,
};
use crate::money::{Cents, Exact};

pub(super) fn name_of(table: &Table, id: &Id) -> String {
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
                weight: self.weight(table, "weight", &path),
                region_weights: self.weights(table, "region-weights", &path),
                partner_weights: self.weights(table, "partner-weights", &path),
                previous: self.previous(table, &path),
                flags: ids(table, "flags"),
                growth: self.growth_rate(table, "growth", &path),
                id,
            });
        }
        partnerships.sort_by(|left, right| left.id.cmp(&right.id));
        partnerships
    }

    fn previous(&mut self, table: &Table, path: &str) -> BTreeMap<Option<Id>, Given<Cents>> {
        let by_region = table.get("previous").and_then(Node::as_table);
        let Some(by_region) = by_region.filter(|inner| inner.get("value").is_none()) else {
            let whole = self.amount(table, "previous", path);
            return whole.into_iter().map(|amount| (None, amount)).collect();
        };
        let path = format!("{path}.previous");
        let regions = by_region
            .entries
            .iter()
            .filter_map(|entry| Id::parse(&entry.key));
        let amounts = regions.filter_map(|region| {
            let amount = self.amount(by_region, region.as_str(), &path)?;
            Some((Some(region), amount))
        });
        amounts.collect()
    }

    fn status(&mut self, table: &Table, place: Place) -> Status {
        let is_aspirant = table.text("status") == Some("aspirant");
        match (is_aspirant, school_year(table, "start-year")) {
            (true, Some(year)) => Status::Aspirant(year),
            (true, None) if PARTNERSHIP.lacks(table, &["start-year"]) => {
                let place = table
                    .entry("status")
                    .map_or(place, |entry| entry.node.place);
                let text = Text::new(
                    "een aspirant-opleidingsschool zonder `start-year`",
                    "an aspirant without `start-year`",
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
                    "`start-year` hoort bij een aspirant-opleidingsschool",
                    "`start-year` belongs to an aspirant",
                );
                self.problem(Problem::error("start-without-aspirant", place, text).hint(
                    "voeg toe `status = \"aspirant\"` of haal `start-year` weg",
                    "add `status = \"aspirant\"` or remove `start-year`",
                ));
                Status::Recognised
            }
            (true | false, None) => Status::Recognised,
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
            let written = digits(entry.node.plain()).unwrap_or_default();
            are_parts |= written.contains('%') || written.contains('/');
            if let (Some(id), Some(weight)) =
                (Id::parse(&entry.key), self.weight(inner, &entry.key, &path))
            {
                weights.insert(id, weight);
            }
        }
        if weights.len() < inner.entries.len() {
            return weights;
        }
        let total: Exact = weights.values().map(|weight| weight.value.clone()).sum();
        if are_parts && total != Exact::one() {
            let percent = percent(&total);
            let text = Text::new(
                format!("de gewichten tellen op tot {}", percent.nl),
                format!("the weights add up to {}", percent.en),
            );
            self.problem(
                Problem::error("weights-do-not-add-up", node.place, text)
                    .expected(
                        "delen die samen 100 % zijn",
                        "parts that make 100 % together",
                    )
                    .hint(
                        "schrijf gewichten die niet optellen zonder `%`, als 2 en 1",
                        "write weights that do not add up without `%`, such as 2 and 1",
                    ),
            );
        } else if total.is_zero() && !weights.is_empty() {
            let text = Text::new("alle gewichten zijn nul", "all weights are zero");
            self.problem(Problem::error("weights-are-zero", node.place, text).hint(
                "geef minstens één ervan een gewicht boven nul",
                "give at least one of them a weight above zero",
            ));
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
            self.check_others(node, table, &heads);
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

    fn check_others(&mut self, node: &Node, table: &Table, heads: &BTreeMap<Measure, Given<i64>>) {
        let is_zero = |key: &str| match table.get(key) {
            Some(node) => whole(node.plain()) == Some(0),
            None => OTHERS.lacks(table, &[key]),
        };
        if is_zero("partnerships") && is_zero("regions") {
            let text = Text::new(
                "`[[others]]` noemt geen partnerschappen en geen regio's",
                "`[[others]]` names neither partnerships nor regions",
            );
            let counts_heads = heads.values().any(|count| count.value > 0);
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
        if let (Some(_), Some(entry)) = (table.get("region"), table.entry("regions")) {
            let text = Text::new(
                "de rest van een regio bevat geen regio's",
                "the rest of a region holds no regions",
            );
            let problem = Problem::error("regions-in-a-region", entry.key_place, text);
            self.problem(problem.hint(
                "haal `region` of `regions` weg",
                "remove `region` or `regions`",
            ));
        }
    }

    /// Checks that agreed weights are those of partners, once counts have added theirs.
    pub(super) fn check_partners(&mut self, tree: &Table, partnerships: &[Partnership]) {
        let declared: BTreeSet<&str> = ["board", "institute"]
            .iter()
            .flat_map(|list| tree.tables(list))
            .filter_map(|(_, table)| table.text("id"))
            .collect();
        for (_, table) in tree.tables("partnership") {
            let id = id_under(table, "id");
            let known = partnerships.iter().find(|one| Some(&one.id) == id.as_ref());
            let is_list = |key: &str| match table.get(key) {
                Some(node) => node.as_list().is_some(),
                None => PARTNERSHIP.lacks(table, &[key]),
            };
            let Some(partnership) = known.filter(|_| is_list("boards") && is_list("institutes"))
            else {
                continue;
            };
            let weights = table.get("partner-weights").and_then(Node::as_table);
            for entry in weights.into_iter().flat_map(|table| &table.entries) {
                let mut partners = partnership.boards.iter().chain(&partnership.institutes);
                let is_partner = partners.any(|partner| partner.as_str() == entry.key);
                if is_partner || !declared.contains(entry.key.as_str()) {
                    continue;
                }
                let (stranger, id) = (&entry.key, &partnership.id);
                let text = Text::new(
                    format!("`{stranger}` doet niet mee in `{id}`"),
                    format!("`{stranger}` takes no part in `{id}`"),
                );
                let problem = Problem::error("weight-of-a-stranger", entry.key_place, text);
                self.problem(problem.hint(
                    format!("voeg `{stranger}` toe aan `boards` of `institutes`"),
                    format!("add `{stranger}` to `boards` or `institutes`"),
                ));
            }
        }
    }
}

/// Returns the regions, boards and institutes that counts add to a partnership.
pub(super) fn join_counted(partnerships: &mut [Partnership], counts: &[crate::domain::Count]) {
    for partnership in partnerships.iter_mut() {
        partnership.regions.extend(partnership.lead_region.clone());
        partnership
            .regions
            .extend(partnership.region_weights.keys().cloned());
    }
    for crate::domain::Count { place, .. } in counts {
        let Some(id) = &place.partnership else {
            continue;
        };
        // Partnerships are in order of id.
        let found = partnerships.binary_search_by(|one| one.id.cmp(id));
        let Some(own) = found.ok().and_then(|at| partnerships.get_mut(at)) else {
            continue;
        };
        own.regions.extend(place.region.clone());
        own.boards.extend(place.board.clone());
        own.institutes.extend(place.institute.clone());
    }
}
