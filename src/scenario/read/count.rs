//! Counts: shorthand of partnerships and regions, `[[count]]` rows, and CSV rows.

use std::collections::{BTreeMap, BTreeSet};

use super::super::grammar::COUNT;
use super::super::problem::{Place, Problem};
use super::super::scalar::whole;
use super::super::tree::{Node, Table};
use super::reader::{Reader, id_under, one_of, school_year};
use crate::domain::{Count, CountPlace, Id, Measure, Partnership, SchoolYear, Sector, Text};

/// A measure of a count as it stands in a file.
struct Found {
    of: (CountPlace, SchoolYear, Measure),
    heads: i64,
    place: Place,
    path: Option<String>,
}

/// Counts under collection.
type Collected = Vec<Found>;

/// The value of a count, and the path by which an overlay can name it.
struct Written<'t> {
    measure: Measure,
    node: &'t Node,
    path: Option<String>,
}

impl Reader {
    /// Returns all counts of a tree, in order of place and year.
    pub(super) fn counts(
        &mut self,
        tree: &Table,
        partnerships: &[Partnership],
        counted: SchoolYear,
    ) -> Vec<Count> {
        let sectors: BTreeMap<&Id, Option<Sector>> = partnerships
            .iter()
            .map(|one| (&one.id, one.sector))
            .collect();
        let mut collected = Collected::new();
        for table in first_of_each_id(tree, "partnership") {
            self.partnership_counts(table, &sectors, counted, &mut collected);
        }
        for table in first_of_each_id(tree, "region") {
            self.region_counts(table, counted, &mut collected);
        }
        for (node, table) in tree.tables("count") {
            self.count_row(node, table, (&sectors, counted), &mut collected);
        }
        // A stable sort, which is quick where a file is in order: of two the first stays in front.
        collected.sort_by(|one, other| one.of.cmp(&other.of));
        for (first, again) in collected.iter().zip(collected.iter().skip(1)) {
            if first.of == again.of {
                self.counted_twice(first, again);
            }
        }
        let mut counts: Vec<Count> = Vec::new();
        for found in collected {
            let (place, year, measure) = found.of;
            let is_new = |last: &Count| (&last.place, last.year) != (&place, year);
            if counts.last().is_none_or(is_new) {
                counts.push(Count {
                    place,
                    year,
                    heads: BTreeMap::new(),
                    paths: BTreeMap::new(),
                });
            }
            if let Some(count) = counts.last_mut() {
                count.heads.insert(measure, found.heads);
                count.paths.extend(found.path.map(|path| (measure, path)));
            }
        }
        counts
    }

    fn partnership_counts(
        &mut self,
        table: &Table,
        sectors: &BTreeMap<&Id, Option<Sector>>,
        counted: SchoolYear,
        collected: &mut Collected,
    ) {
        let Some(partnership) = id_under(table, "id") else {
            return;
        };
        let sector = sectors.get(&partnership).copied().flatten();
        for (key, measure) in Measure::ALL {
            let Some(node) = table.get(key) else { continue };
            let mut place = CountPlace {
                partnership: Some(partnership.clone()),
                sector,
                ..Default::default()
            };
            match node.as_table().filter(|table| table.get("value").is_none()) {
                Some(by_region) => {
                    for entry in &by_region.entries {
                        place.region = Id::parse(&entry.key);
                        let path = format!("partnership.{partnership}.{key}.{}", entry.key);
                        let written = Written {
                            measure,
                            node: &entry.node,
                            path: Some(path),
                        };
                        Self::collect(&place, counted, written, collected);
                    }
                }
                None => {
                    place.region = only_region(table);
                    let path = Some(format!("partnership.{partnership}.{key}"));
                    let written = Written {
                        measure,
                        node,
                        path,
                    };
                    Self::collect(&place, counted, written, collected);
                }
            }
        }
    }

    fn region_counts(&mut self, table: &Table, counted: SchoolYear, collected: &mut Collected) {
        let place = CountPlace {
            region: id_under(table, "id"),
            ..Default::default()
        };
        let path = format!("region.{}", table.text("id").unwrap_or_default());
        if let Some(pupils) = table.get("pupils").and_then(Node::as_table) {
            for entry in &pupils.entries {
                let sector = Sector::ALL.iter().find(|(name, _)| *name == entry.key);
                let place = CountPlace {
                    sector: sector.map(|(_, sector)| *sector),
                    ..place.clone()
                };
                let path = format!("{path}.pupils.{}", entry.key);
                let node = &entry.node;
                let written = Written {
                    measure: Measure::Pupils,
                    node,
                    path: Some(path),
                };
                Self::collect(&place, counted, written, collected);
            }
        }
        if let Some(staff) = table.get("staff") {
            let path = Some(format!("{path}.staff"));
            let written = Written {
                measure: Measure::Staff,
                node: staff,
                path,
            };
            Self::collect(&place, counted, written, collected);
        }
    }

    fn count_row(
        &mut self,
        node: &Node,
        table: &Table,
        (sectors, counted): (&BTreeMap<&Id, Option<Sector>>, SchoolYear),
        collected: &mut Collected,
    ) {
        let partnership = id_under(table, "partnership");
        let sector = one_of(table, "sector", &Sector::ALL);
        let sector = sector.or(partnership
            .as_ref()
            .and_then(|id| sectors.get(id).copied().flatten()));
        let place = CountPlace {
            partnership,
            region: id_under(table, "region"),
            sector,
            board: id_under(table, "board"),
            institute: id_under(table, "institute"),
            site: id_under(table, "site"),
        };
        if COUNT.lacks(table, &["partnership", "region", "board"]) {
            let text = Text::new(
                "een telling zonder partnerschap, regio of schoolbestuur",
                "a count without partnership, region or board",
            );
            self.problem(Problem::error("count-of-nobody", node.place, text).hint(
                "voeg toe `partnership = \"…\"`",
                "add `partnership = \"…\"`",
            ));
        }
        let year = match table.get("year") {
            Some(_) => school_year(table, "year"),
            None => Some(counted),
        };
        for (key, measure) in Measure::ALL {
            if let (Some(node), Some(year)) = (table.get(key), year) {
                let written = Written {
                    measure,
                    node,
                    path: None,
                };
                Self::collect(&place, year, written, collected);
            }
        }
        let measures = Measure::ALL.map(|(name, _)| name);
        if COUNT.lacks(table, &measures) {
            let known = measures.join(", ");
            let text = Text::new("een telling die niets telt", "a count that counts nothing");
            self.problem(
                Problem::error("empty-count", node.place, text)
                    .expected(format!("een van {known}"), format!("one of {known}"))
                    .hint("voeg toe `students = …`", "add `students = …`"),
            );
        }
    }

    fn collect(
        place: &CountPlace,
        year: SchoolYear,
        Written {
            measure,
            node,
            path,
        }: Written<'_>,
        collected: &mut Collected,
    ) {
        let Some(number) = whole(node.plain()) else {
            return;
        };
        collected.push(Found {
            of: (place.clone(), year, measure),
            heads: number,
            place: node.place,
            path,
        });
    }

    fn counted_twice(&mut self, first: &Found, again: &Found) {
        let (_, year, measure) = &again.of;
        let what = measure.name();
        let text = Text::new(
            format!("dubbele telling van `{what}` in {year}"),
            format!("duplicate count of `{what}` in {year}"),
        );
        self.problem(
            Problem::error("duplicate-count", again.place, text)
                .related(first.place, "eerder hier", "first here")
                .hint(
                    "haal er één weg, of onderscheid ze met `site` of `board`",
                    "remove one, or tell them apart by `site` or `board`",
                ),
        );
    }
}

/// Returns the tables of a list without those that repeat an id: their counts would repeat too.
fn first_of_each_id<'t>(tree: &'t Table, list: &str) -> Vec<&'t Table> {
    let mut seen = BTreeSet::new();
    let tables = tree.tables(list).map(|(_, table)| table);
    tables
        .filter(|table| table.text("id").is_some_and(|id| seen.insert(id)))
        .collect()
}

/// Returns the region of a partnership that names exactly one.
fn only_region(table: &Table) -> Option<Id> {
    let regions = super::reader::ids(table, "regions");
    let mut regions = regions.into_iter().chain(id_under(table, "lead-region"));
    let first = regions.next()?;
    regions.all(|other| other == first).then_some(first)
}
