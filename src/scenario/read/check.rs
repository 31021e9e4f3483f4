//! Checks: wishes, on what they are looked at, and what does not go together.

use std::collections::BTreeSet;

use super::super::grammar::CHECK;
use super::super::problem::{Place, Problem};
use super::super::tree::{Entry, Node, Table};
use super::level::noun;
use super::reader::{Reader, ids, one_of, year};
use super::wish::{FORMS, Form};
use crate::domain::{Against, Check, Id, Level, Scenario, Scope, Text, Year};

impl Reader {
    /// Returns the wishes of a scenario, in the order in which they stand there.
    pub(super) fn checks(&mut self, tree: &Table, scenario: &Scenario) -> Vec<Check> {
        let tables: Vec<(&Node, &Table)> = tree.tables("check").collect();
        let checks = tables
            .into_iter()
            .filter_map(|(node, table)| self.check((tree, node.place), table, scenario));
        checks.collect()
    }

    fn check(
        &mut self,
        (tree, place): (&Table, Place),
        table: &Table,
        scenario: &Scenario,
    ) -> Option<Check> {
        let id = self.id("check", table)?;
        let name = table.text("wish")?;
        let form = FORMS.iter().find(|form| form.name == name)?;
        self.refuse_foreign(table, form);
        let mut missing = form.needs.iter().filter(|key| CHECK.lacks(table, &[key]));
        if let Some(key) = missing.next() {
            self.missing(key, form, place);
            return None;
        }
        let wish = (form.read)(self, table)?;
        let levels = form.levels;
        let usual = levels.first().copied().unwrap_or(Level::Partnership);
        let level = one_of(table, "level", &Level::ALL).unwrap_or(usual);
        self.check_level(table, level, form);
        self.check_recipients(table, level, scenario);
        let years = self.years_of_check(tree, table, scenario);
        let scope = Scope {
            variants: ids(table, "variants"),
            years,
            level,
            recipients: ids(table, "recipients"),
        };
        let title = table.in_both("title");
        let check = Check {
            id,
            title,
            wish,
            scope,
            provenance: self.provenance(table),
        };
        self.check_comparable(tree, table, &check, scenario);
        Some(check)
    }
}

/// What does not go together.
impl Reader {
    fn refuse_foreign(&mut self, table: &Table, form: &Form) {
        let keys = form.keys();
        let foreign = table.entries.iter().filter(|entry| {
            CHECK.field(&entry.key).is_some() && !keys.contains(&entry.key.as_str())
        });
        let name = form.name;
        let known = keys.join(", ");
        for Entry { key, key_place, .. } in foreign {
            let text = Text::new(
                format!("wens `{name}` kent geen `{key}`"),
                format!("wish `{name}` takes no `{key}`"),
            );
            let problem = Problem::error("bad-wish", *key_place, text)
                .expected(format!("een van {known}"), format!("one of {known}"));
            self.problem(problem.hint(
                format!("haal `{key}` weg, of kies een andere wens"),
                format!("remove `{key}`, or choose another wish"),
            ));
        }
    }

    fn missing(&mut self, key: &str, form: &Form, place: Place) {
        let name = form.name;
        let text = Text::new(
            format!("wens `{name}` zonder `{key}`"),
            format!("wish `{name}` without `{key}`"),
        );
        self.problem(
            Problem::error("bad-wish", place, text)
                .hint(format!("voeg toe `{key} = …`"), format!("add `{key} = …`")),
        );
    }

    fn check_level(&mut self, table: &Table, level: Level, form: &Form) {
        let Some(node) = table.get("level") else {
            return;
        };
        let levels = form.levels;
        if levels.len() > 1 && !levels.contains(&level) {
            let (name, level) = (form.name, level.name());
            let known: Vec<&str> = levels.iter().map(|level| level.name()).collect();
            let known = known.join(", ");
            let text = Text::new(
                format!("wens `{name}` kijkt niet naar `{level}`"),
                format!("wish `{name}` does not look at `{level}`"),
            );
            let problem = Problem::error("wrong-level", node.place, text);
            self.problem(problem.expected(format!("een van {known}"), format!("one of {known}")));
        }
    }

    /// Checks that recipients are of the level of the wish.
    fn check_recipients(&mut self, table: &Table, level: Level, scenario: &Scenario) {
        let of_level = ids_of(scenario, level);
        let nodes = table.get("recipients").and_then(Node::as_list);
        for node in nodes.unwrap_or_default() {
            let Some(id) = node.as_text() else { continue };
            let found = Level::ALL
                .iter()
                .map(|(_, level)| *level)
                .find(|level| ids_of(scenario, *level).contains(id));
            let Some(found) = found.filter(|_| !of_level.contains(id)) else {
                continue;
            };
            let (is, wanted) = (noun(found), noun(level));
            let text = Text::new(
                format!("`{id}` is een {}, hier hoort een {}", is.nl, wanted.nl),
                format!("`{id}` is a {} where a {} belongs", is.en, wanted.en),
            );
            let name = found.name();
            self.problem(Problem::error("wrong-level", node.place, text).hint(
                format!("voeg toe `level = \"{name}\"`, of noem een {}", wanted.nl),
                format!("add `level = \"{name}\"`, or name a {}", wanted.en),
            ));
        }
    }

    /// Returns the years of a wish, refusing those that the scenario does not compute.
    fn years_of_check(
        &mut self,
        tree: &Table,
        table: &Table,
        scenario: &Scenario,
    ) -> BTreeSet<Year> {
        let nodes = table.get("years").and_then(Node::as_list);
        let mut found = BTreeSet::new();
        for node in nodes.unwrap_or_default() {
            let Some(one) = year(node) else { continue };
            found.insert(one);
            if scenario.years.contains(&one) || has_own_years(tree) {
                continue;
            }
            let years: Vec<String> = scenario.years.iter().map(Year::to_string).collect();
            let known = years.join(", ");
            let text = Text::new(
                format!("{one} wordt niet doorgerekend"),
                format!("{one} is not computed"),
            );
            let problem = Problem::error("unknown-year", node.place, text);
            self.problem(problem.expected(format!("een van {known}"), format!("one of {known}")));
        }
        found
    }

    /// Checks that there is something to compare with.
    fn check_comparable(
        &mut self,
        tree: &Table,
        table: &Table,
        check: &Check,
        scenario: &Scenario,
    ) {
        let Some(place) = table.get("against").map(|node| node.place) else {
            return;
        };
        let is_everywhere = check.scope.variants.is_empty() && !has_own_years(tree);
        let (text, hint) = match check.wish.against() {
            Some(Against::LastYear) if scenario.years.len() < 2 && is_everywhere => (
                Text::new(
                    "het scenario rekent maar één jaar door: er is geen jaar ervoor",
                    "the scenario computes one year only: there is no year before it",
                ),
                Text::new(
                    "voeg het jaar ervoor toe aan `years`, of kies `against = \"previous\"`",
                    "add the year before to `years`, or choose `against = \"previous\"`",
                ),
            ),
            Some(Against::Previous) if check.scope.level != Level::Partnership => (
                Text::new(
                    "`previous` staat bij partnerschappen, niet bij andere ontvangers",
                    "`previous` is stated of partnerships, not of other recipients",
                ),
                Text::new(
                    "kies `level = \"partnership\"`, of vergelijk met een variant",
                    "choose `level = \"partnership\"`, or compare with a variant",
                ),
            ),
            Some(Against::Previous) => match without_previous(check, scenario).as_slice() {
                [] => return,
                [id, ..] => (
                    Text::new(
                        format!("partnerschap `{id}` heeft geen `previous`"),
                        format!("partnership `{id}` has no `previous`"),
                    ),
                    Text::new(
                        "voeg bij elk partnerschap `previous = …` toe, of noem `recipients`",
                        "add `previous = …` to each partnership, or name `recipients`",
                    ),
                ),
            },
            _ => return,
        };
        let problem = Problem::error("nothing-to-compare", place, text);
        self.problem(problem.hint(hint.nl, hint.en));
    }
}

/// Says whether a variant has set the years, so that a wish of all may name others.
fn has_own_years(tree: &Table) -> bool {
    tree.get("years").is_some_and(Node::is_overlaid)
}

fn without_previous<'s>(check: &Check, scenario: &'s Scenario) -> Vec<&'s Id> {
    let looked_at = scenario
        .partnerships
        .iter()
        .filter(|one| check.scope.has(&one.id) && one.previous.is_empty());
    looked_at.map(|one| &one.id).collect()
}

fn ids_of(scenario: &Scenario, level: Level) -> BTreeSet<&str> {
    match level {
        Level::Region => scenario.regions.iter().map(|one| one.id.as_str()).collect(),
        Level::Partnership => scenario
            .partnerships
            .iter()
            .map(|one| one.id.as_str())
            .collect(),
        Level::Board => scenario.boards.iter().map(|one| one.id.as_str()).collect(),
        Level::Institute => scenario
            .institutes
            .iter()
            .map(|one| one.id.as_str())
            .collect(),
    }
}
