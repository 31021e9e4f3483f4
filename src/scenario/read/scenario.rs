//! A whole scenario: its scheme, its recipients, its counts, and what ties them together.

use std::collections::{BTreeMap, BTreeSet};

use super::super::problem::{Place, Problem};
use super::super::tree::{Node, Table};
use super::reader::{Reader, one_of, year};
use super::recipient::join_counted;
use crate::domain::{
    Component, Conversion, Coverage, Division, Flow, Growth, Id, Scenario, Scheme, SchoolYear,
    Sector, Text, Validity, Year, YearKind,
};

/// The tree of a scheme file with the name by which it was found.
pub(in crate::scenario) type SchemeTree = (Table, Option<String>);

pub(super) const NOWHERE: Place = Place {
    file: 0,
    start: 0,
    end: 0,
};

/// Reads a whole tree; what it returns is only sound when the reader has met no error.
pub(in crate::scenario) fn read_scenario(
    reader: &mut Reader,
    tree: &Table,
    scheme: Option<&SchemeTree>,
) -> Scenario {
    for table in [Some(tree), scheme.map(|(table, _)| table)]
        .into_iter()
        .flatten()
    {
        let Some(sources) = table.get("sources").and_then(Node::as_table) else {
            continue;
        };
        for entry in &sources.entries {
            let text = entry.node.as_text().unwrap_or_default();
            reader.sources.insert(entry.key.clone(), text.to_owned());
        }
    }
    reader.assumption(tree, "scenario");
    let years = reader.years(tree);
    let first = years.first().copied();
    let counted = reader.counted(tree, first);
    let mut partnerships = reader.partnerships(tree);
    let counts = reader.counts(tree, &partnerships, counted);
    join_counted(&mut partnerships, &counts);
    let scheme = reader.scheme(tree, scheme, &years);
    let growth = reader.growth(tree);
    let others = reader.others(tree, counted);
    if !others.is_empty() {
        reader.assume(None, Text::new(
            "de partnerschappen en regio's onder `[[others]]` zijn even groot, erkend en voldoen aan alle voorwaarden die geen aantal noemen",
            "the partnerships and regions under `[[others]]` are equal in size, recognised, and meet every condition that names no count",
        ));
    }
    let mut scenario = Scenario {
        title: tree.text("title").unwrap_or_default().to_owned(),
        years,
        scheme,
        conversion: match tree.text("year-conversion") {
            Some("months") => Conversion::Months,
            _ => Conversion::WholeYear,
        },
        coverage: match tree.text("coverage") {
            Some("complete") => Coverage::Complete,
            _ => Coverage::Partial,
        },
        regions: reader.regions(tree),
        partnerships,
        boards: reader.boards(tree),
        institutes: reader.institutes(tree),
        functions: reader.functions(tree),
        others,
        counts,
        growth,
        assumptions: Vec::new(),
    };
    reader.conversion_assumption(&scenario);
    reader.check_needs(tree, &scenario);
    scenario.assumptions = std::mem::take(&mut reader.assumptions);
    scenario.assumptions.sort();
    scenario.assumptions.dedup();
    scenario
}

impl Reader {
    fn years(&mut self, tree: &Table) -> Vec<Year> {
        let entry = tree.entry("years");
        let nodes = entry
            .and_then(|entry| entry.node.as_list())
            .unwrap_or_default();
        let years: Vec<(Year, Place)> = nodes
            .iter()
            .filter_map(|node| Some((year(node)?, node.place)))
            .collect();
        if nodes.is_empty() {
            let text = Text::new("geen jaren om door te rekenen", "no years to allocate");
            let place = entry.map_or(NOWHERE, |entry| entry.key_place);
            self.problem(Problem::error("no-years", place, text).hint(
                "voeg toe `years = [\"2022/2023\"]`",
                "add `years = [\"2022/2023\"]`",
            ));
        }
        for (before, (now, place)) in years.iter().zip(years.iter().skip(1)) {
            if before.0.kind() != now.kind() {
                let text = Text::new(
                    "schooljaren en kalenderjaren door elkaar",
                    "school years and calendar years in one list",
                );
                self.problem(Problem::error("mixed-years", *place, text).hint(
                    "kies een soort; `year-conversion` zet regelingen om",
                    "choose one kind; `year-conversion` converts schemes",
                ));
            } else if before.0 >= *now {
                let text = Text::new(
                    format!("{now} komt niet na {}", before.0),
                    format!("{now} does not come after {}", before.0),
                );
                self.problem(Problem::error("years-not-ascending", *place, text));
            }
        }
        years.into_iter().map(|(year, _)| year).collect()
    }

    /// Returns the school year of counts without a year of their own.
    fn counted(&mut self, tree: &Table, first: Option<Year>) -> SchoolYear {
        let stated = tree.text("counted").and_then(SchoolYear::parse);
        let implied = first.map(Year::previous_school_year);
        stated.or(implied).unwrap_or(SchoolYear::FIRST)
    }

    fn scheme(&mut self, tree: &Table, found: Option<&SchemeTree>, years: &[Year]) -> Scheme {
        let empty = Table::default();
        let table = found.map_or(&empty, |(table, _)| table);
        let id = found.and_then(|(_, name)| Id::parse(name.as_ref()?));
        self.assumption(table, "scheme");
        let title = table.text("title").unwrap_or("regels van het scenario");
        let title_en = table.text("title-en").or(table.text("title"));
        let components: Vec<Component> = tree
            .tables("component")
            .filter_map(|(node, table)| self.component(tree, node, table))
            .collect();
        let divisions: Vec<Division> = tree
            .tables("division")
            .filter_map(|(node, table)| self.division(node, table))
            .collect();
        self.check_payments(tree, &components, &divisions);
        let scheme = Scheme {
            title: Text::new(title, title_en.unwrap_or("rules of the scenario")),
            year_kind: one_of(
                table,
                "year",
                &[
                    ("school-year", YearKind::School),
                    ("calendar-year", YearKind::Calendar),
                ],
            ),
            validity: Validity {
                from: table.get("valid-from").and_then(year),
                until: table.get("valid-until").and_then(year),
            },
            components,
            divisions,
            provenance: self.provenance(table),
            id,
        };
        self.validity_assumption(&scheme, years);
        scheme
    }

    /// Checks that each component is paid by exactly one division.
    fn check_payments(&mut self, tree: &Table, components: &[Component], divisions: &[Division]) {
        let mut paid: BTreeMap<&Id, &Id> = BTreeMap::new();
        for division in divisions {
            let Flow::Payment(payment) = &division.flow else {
                continue;
            };
            let own: BTreeSet<&Id> = payment.pays.iter().collect();
            for component in own {
                if let Some(first) = paid.insert(component, &division.id) {
                    let text = Text::new(
                        format!("component `{component}` wordt al betaald door `{first}`"),
                        format!("component `{component}` is paid by `{first}` already"),
                    );
                    let path = format!("division.{}", division.id);
                    let place = self.places.get(&path).copied().unwrap_or(NOWHERE);
                    self.problem(Problem::error("paid-twice", place, text));
                }
            }
        }
        for component in components
            .iter()
            .filter(|component| !paid.contains_key(&component.id))
        {
            let id = &component.id;
            let text = Text::new(
                format!("geen verdeling betaalt component `{id}`"),
                format!("no division pays component `{id}`"),
            );
            let place = self
                .places
                .get(&format!("component.{id}"))
                .copied()
                .unwrap_or(NOWHERE);
            self.problem(Problem::error("paid-by-nobody", place, text).hint(
                format!("voeg toe `[[division]]` met `pays = [\"{id}\"]`"),
                format!("add a `[[division]]` with `pays = [\"{id}\"]`"),
            ));
        }
        if components.is_empty() && tree.get("scheme").is_none() {
            let text = Text::new(
                "geen regeling en geen componenten",
                "no scheme and no components",
            );
            let place = tree
                .entries
                .first()
                .map_or(NOWHERE, |entry| entry.key_place);
            self.problem(Problem::error("no-scheme", place, text).hint(
                "voeg toe `scheme = \"linear-2020\"`, of schrijf `[[component]]` en `[[division]]`",
                "add `scheme = \"linear-2020\"`, or write `[[component]]` and `[[division]]`",
            ));
        }
    }

    fn growth(&mut self, tree: &Table) -> Growth {
        let mut growth = Growth::default();
        match tree.get("growth").map(|node| (node, node.as_table())) {
            Some((_, Some(by_sector))) if by_sector.get("value").is_none() => {
                growth.general = self.share(by_sector, "all", "growth");
                for (name, sector) in Sector::ALL {
                    if let Some(given) = self.share(by_sector, name, "growth") {
                        growth.sectors.insert(sector, given);
                    }
                }
            }
            Some(_) => growth.general = self.share(tree, "growth", ""),
            None => {}
        }
        growth
    }

    fn validity_assumption(&mut self, scheme: &Scheme, years: &[Year]) {
        let Some(name) = &scheme.id else { return };
        let outside = |year: &&Year| {
            let start = year.start();
            let early = scheme
                .validity
                .from
                .is_some_and(|from| start < from.start());
            early
                || scheme
                    .validity
                    .until
                    .is_some_and(|until| start > until.start())
        };
        for year in years.iter().filter(outside) {
            self.assume(
                Some("scheme".into()),
                Text::new(
                    format!("regeling `{name}` wordt gebruikt voor {year}, buiten haar geldigheid"),
                    format!("scheme `{name}` is used for {year}, outside its validity"),
                ),
            );
        }
    }

    fn conversion_assumption(&mut self, scenario: &Scenario) {
        let kinds = (
            scenario.scheme.year_kind,
            scenario.years.first().map(|year| year.kind()),
        );
        let (Some(paid), Some(asked)) = kinds else {
            return;
        };
        if paid == asked {
            return;
        }
        let (nl, en) = match scenario.conversion {
            Conversion::WholeYear => (
                "het bedrag van een heel jaar van de regeling staat voor een jaar van het scenario, al is het ene een schooljaar en het andere een kalenderjaar",
                "the amount of a whole year of the scheme stands for a year of the scenario, though one is a school year and the other a calendar year",
            ),
            Conversion::Months => (
                "bedragen gaan naar maanden over van schooljaar op kalenderjaar of andersom: 5/12 voor augustus tot en met december, 7/12 voor januari tot en met juli",
                "amounts pass between school years and calendar years by months: 5/12 for August to December, 7/12 for January to July",
            ),
        };
        self.assume(Some("year-conversion".into()), Text::new(nl, en));
    }
}
