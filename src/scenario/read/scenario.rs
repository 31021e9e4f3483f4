//! A whole scenario: its scheme, its recipients, its counts, and what ties them together.

use std::collections::{BTreeMap, BTreeSet};

use super::super::grammar::SCENARIO;
use super::super::loader::SchemeTree;
use super::super::problem::{Place, Problem};
use super::super::tree::{Node, Table};
use super::level::HOLDING;
use super::reader::{Reader, one_of, year};
use super::recipient::join_counted;
use crate::domain::{
    Component, Conversion, Coverage, Division, Flow, Growth, Id, Scenario, Scheme, SchoolYear,
    Sector, Terms, Text, Validity, Year, YearKind,
};

/// The start of the scenario, for what it does not say anywhere.
pub(super) const START: Place = Place::start_of(0);

/// Reads a whole tree; what it returns is only sound when the reader has met no error.
pub(in crate::scenario) fn read_scenario(
    reader: &mut Reader,
    tree: &Table,
    scheme: Option<&SchemeTree>,
) -> Scenario {
    reader.take_names(tree, scheme);
    reader.assumption(tree, "scenario");
    let years = reader.years(tree);
    let first = years.first().copied();
    let counted = reader.counted(tree, first);
    let mut partnerships = reader.partnerships(tree);
    let counts = reader.counts(tree, &partnerships, counted);
    join_counted(&mut partnerships, &counts);
    if reader.knows_counts {
        reader.check_partners(tree, &partnerships);
    }
    let scheme = reader.scheme(tree, scheme, &years);
    let growth = reader.growth(tree);
    let projection = reader.projection(tree, &counts, counted);
    let others = reader.others(tree, counted);
    if !others.is_empty() {
        reader.assume(None, Text::new(
            "de partnerschappen en regio's onder `[[others]]` zijn even groot, erkend en \
             voldoen aan alle voorwaarden die geen aantal noemen",
            "the partnerships and regions under `[[others]]` are equal in size, recognised, and \
             meet every condition that names no count",
        ));
    }
    let mut scenario = Scenario {
        title: tree.in_both("title").unwrap_or_default(),
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
        parties: reader.parties(tree),
        counts,
        growth,
        projection,
        costs: reader.costs(tree),
        prices: reader.prices(tree),
        checks: Vec::new(),
        uncertain: Vec::new(),
        events: Vec::new(),
        simulation: reader.simulation(tree),
        assumptions: Vec::new(),
    };
    scenario.checks = reader.checks(tree, &scenario);
    scenario.uncertain = reader.uncertain(tree, &scenario);
    scenario.events = reader.events(tree, &scenario);
    reader.conversion_assumption(&scenario);
    reader.members_assumption(&scenario);
    reader.cost_assumptions(&scenario);
    reader.check_needs(tree, &scenario);
    scenario.assumptions = std::mem::take(&mut reader.assumptions);
    scenario.assumptions.sort();
    scenario.assumptions.dedup();
    scenario
}

impl Reader {
    /// Takes the short names of sources, and what the ids of recipients are.
    fn take_names(&mut self, tree: &Table, scheme: Option<&SchemeTree>) {
        for table in [Some(tree), scheme.map(|scheme| &scheme.table)]
            .into_iter()
            .flatten()
        {
            let Some(sources) = table.get("sources").and_then(Node::as_table) else {
                continue;
            };
            for entry in &sources.entries {
                let text = entry.node.as_text().unwrap_or_default();
                self.sources.insert(entry.key.clone(), text.to_owned());
            }
        }
        for (name, level) in HOLDING {
            let declared = tree.tables(name).filter_map(|(_, table)| table.text("id"));
            self.levels
                .extend(declared.map(|id| (id.to_owned(), level)));
        }
    }

    fn years(&mut self, tree: &Table) -> Vec<Year> {
        let entry = tree.entry("years");
        let nodes = entry
            .and_then(|entry| entry.node.as_list())
            .unwrap_or_default();
        let years: Vec<(Year, Place)> = nodes
            .iter()
            .filter_map(|node| Some((year(node)?, node.place)))
            .collect();
        let is_list = entry.is_none_or(|entry| entry.node.as_list().is_some());
        let is_written = self.misplaced.contains("years")
            || entry.is_none() && !SCENARIO.lacks(tree, &["years"]);
        if nodes.is_empty() && is_list && !is_written {
            let text = Text::new("geen jaren om door te rekenen", "no years to allocate");
            let place = entry.map_or(START, |entry| entry.key_place);
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
                    "kies één soort; `year-conversion` zet regelingen om",
                    "choose one kind; `year-conversion` converts schemes",
                ));
            } else if before.0 >= *now {
                let text = Text::new(
                    format!("{now} komt niet na {}", before.0),
                    format!("{now} does not come after {}", before.0),
                );
                self.problem(Problem::error("years-not-ascending", *place, text).hint(
                    "zet de jaren in volgorde van tijd, elk jaar één keer",
                    "put the years in order of time, each of them once",
                ));
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
        let table = found.map_or(&empty, |scheme| &scheme.table);
        let id = found.and_then(|scheme| Id::parse(scheme.name.as_ref()?));
        self.assumption(table, "scheme");
        let components: Vec<Component> = tree
            .tables("component")
            .filter_map(|(node, table)| self.component(tree, node, table))
            .collect();
        let divisions: Vec<Division> = tree
            .tables("division")
            .filter_map(|(node, table)| self.division(node, table))
            .collect();
        self.check_payments(tree, &components, &divisions);
        self.check_claimants(tree, &components);
        self.check_validity(table);
        let scheme = Scheme {
            title: table
                .in_both("title")
                .unwrap_or_else(|| Text::new("regels van het scenario", "rules of the scenario")),
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
        let mut paid: BTreeMap<&str, (&str, Place)> = BTreeMap::new();
        for (_, table) in tree.tables("division") {
            let division = table.text("id").unwrap_or_default();
            let nodes = table.get("pays").and_then(Node::as_list);
            for node in nodes.unwrap_or_default() {
                let Some(component) = node.as_text() else {
                    continue;
                };
                let first = *paid.entry(component).or_insert((division, node.place));
                if first.0 != division {
                    self.problem(paid_twice(component, node.place, first));
                }
            }
        }
        let claimed: BTreeSet<&Id> = divisions.iter().flat_map(claimed).collect();
        let ids: BTreeSet<&str> = tree
            .tables("component")
            .filter_map(|(_, table)| table.text("id"))
            .collect();
        // A division that could not be read, or that pays what there is not, may have meant any.
        let is_sure = self.knows_components
            && !SCENARIO.misspells(tree, "division")
            && tree
                .get("division")
                .is_none_or(|node| node.as_list().is_some())
            && divisions.len() == tree.tables("division").count()
            && paid.keys().all(|component| ids.contains(component));
        let unpaid = components
            .iter()
            .filter(|component| is_sure && !paid.contains_key(component.id.as_str()))
            .filter(|component| !claimed.contains(&component.id));
        for component in unpaid {
            let id = &component.id;
            let text = Text::new(
                format!("geen verdeling betaalt component `{id}`"),
                format!("no division pays component `{id}`"),
            );
            let place = self.places.get(&format!("component.{id}"));
            let place = place.copied().unwrap_or(START);
            self.problem(Problem::error("paid-by-nobody", place, text).hint(
                format!("voeg toe `[[division]]` met `pays = [\"{id}\"]`"),
                format!("add a `[[division]]` with `pays = [\"{id}\"]`"),
            ));
        }
        let has_none =
            !self.misplaced.contains("scheme") && SCENARIO.lacks(tree, &["scheme", "component"]);
        if has_none {
            let text = Text::new(
                "geen regeling en geen componenten",
                "no scheme and no components",
            );
            self.problem(Problem::error("no-scheme", START, text).hint(
                "voeg toe `scheme = \"linear-2020\"`, of schrijf `[[component]]` en `[[division]]`",
                "add `scheme = \"linear-2020\"`, or write `[[component]]` and `[[division]]`",
            ));
        }
    }

    fn check_validity(&mut self, scheme: &Table) {
        let bounds = ["valid-from", "valid-until"].map(|key| scheme.get(key));
        let [Some(from), Some(until)] = bounds else {
            return;
        };
        let (Some(first), Some(last)) = (year(from), year(until)) else {
            return;
        };
        if last.start() < first.start() {
            let text = Text::new(
                format!("geldig van {first} tot en met {last}: dat is nooit"),
                format!("valid from {first} until {last}, which is never"),
            );
            let problem = Problem::error("empty-validity", until.place, text).related(
                from.place,
                "het eerste jaar",
                "the first year",
            );
            self.problem(problem.hint(
                "zet het laatste jaar niet voor het eerste",
                "put the last year no earlier than the first",
            ));
        }
    }

    fn growth(&mut self, tree: &Table) -> Growth {
        let mut growth = Growth::default();
        match tree.get("growth").map(|node| (node, node.as_table())) {
            Some((_, Some(by_sector))) if by_sector.get("value").is_none() => {
                growth.general = self.growth_rate(by_sector, "all", "growth");
                for (name, sector) in Sector::ALL {
                    if let Some(given) = self.growth_rate(by_sector, name, "growth") {
                        growth.sectors.insert(sector, given);
                    }
                }
            }
            Some(_) => growth.general = self.growth_rate(tree, "growth", ""),
            None => {}
        }
        growth
    }

    fn validity_assumption(&mut self, scheme: &Scheme, years: &[Year]) {
        let title = &scheme.title.nl;
        let name = scheme.id.as_ref().map_or(title.as_str(), Id::as_str);
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
        let outside: Vec<String> = years.iter().filter(outside).map(Year::to_string).collect();
        if outside.is_empty() {
            return;
        }
        let years = outside.join(", ");
        self.assume(
            Some("scheme".into()),
            Text::new(
                format!("regeling `{name}` wordt gebruikt voor {years}, buiten haar geldigheid"),
                format!("scheme `{name}` is used for {years}, outside its validity"),
            ),
        );
    }

    /// Says that those known only in sum claim equal parts under a shortage that tells them apart.
    fn members_assumption(&mut self, scenario: &Scenario) {
        if scenario.others.is_empty() {
            return;
        }
        for division in &scenario.scheme.divisions {
            let mut shortages = division.shortages().into_iter();
            let Some((terms, _)) = shortages.find(|(terms, _)| terms.tells_claimants_apart())
            else {
                continue;
            };
            let (id, rule) = (&division.id, terms.rule.name());
            let text = Text::new(
                format!(
                    "wie onder `[[others]]` staat, vraagt onder `{rule}` precies evenveel als de \
                     anderen daar: een gelijk deel van wat zij samen vragen, ook rond een drempel"
                ),
                format!(
                    "each of those under `[[others]]` claims exactly as much as the others there \
                     under `{rule}`: an equal part of what they claim together, also around a \
                     threshold"
                ),
            );
            self.assume(Some(format!("division.{id}")), text);
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
                "het bedrag van een heel jaar van de regeling staat voor een jaar van het \
                 scenario, al is het ene een schooljaar en het andere een kalenderjaar",
                "the amount of a whole year of the scheme stands for a year of the scenario, \
                 though one is a school year and the other a calendar year",
            ),
            Conversion::Months => (
                "bedragen gaan naar maanden over van schooljaar op kalenderjaar of andersom: \
                 5/12 voor augustus tot en met december, 7/12 voor januari tot en met juli",
                "amounts pass between school years and calendar years by months: 5/12 for \
                 August to December, 7/12 for January to July",
            ),
        };
        self.assume(Some("year-conversion".into()), Text::new(nl, en));
    }
}

fn paid_twice(component: &str, place: Place, (first, first_place): (&str, Place)) -> Problem {
    let text = Text::new(
        format!("component `{component}` wordt al betaald door `{first}`"),
        format!("component `{component}` is paid by `{first}` already"),
    );
    Problem::error("paid-twice", place, text)
        .related(first_place, "eerder hier", "first here")
        .hint(
            "laat maar één van beide verdelingen de component betalen",
            "let only one of the two divisions pay it",
        )
}

/// Returns the components by whose entitlements a key of a division divides.
fn claimed(division: &Division) -> Vec<&Id> {
    match &division.flow {
        Flow::Passage(passage) => {
            let terms = std::iter::once(&passage.terms).chain(passage.at.values());
            let of_terms = terms.flat_map(Terms::claimed);
            of_terms.chain(passage.claimed()).collect()
        }
        Flow::Payment(_) => Vec::new(),
    }
}
