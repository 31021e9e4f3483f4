//! Events: how likely they are, and what does not go together in them.

use std::collections::BTreeMap;

use super::super::grammar::EVENT;
use super::super::hybrid::ChangeKind;
use super::super::overlay::settings;
use super::super::problem::{Place, Problem};
use super::super::reshaping::{acts, reshaped};
use super::super::tree::{Node, Table};
use super::reader::Reader;
use crate::domain::{Event, Id, Scenario, Text};

/// Most events of one file: each may happen with and without each other one.
const MAX_EVENTS: usize = 6;

/// What an event can do.
const DEEDS: [&str; 4] = ["set", "merge", "split", "move"];

/// The partnerships that events merge or split, with the event and the place.
type Reshaped = BTreeMap<Id, (Id, Place)>;

impl Reader {
    /// Returns what may happen, in the order of the file.
    pub(super) fn events(&mut self, tree: &Table, scenario: &Scenario) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::new();
        let mut once = Reshaped::new();
        for (node, table) in tree.tables("event") {
            let Some(id) = self.id("event", table) else {
                continue;
            };
            let path = format!("event.{id}");
            self.assumption(table, &path);
            self.check_deeds(node, table, &id);
            self.check_sets(table);
            self.check_once(table, &id, &mut once);
            for act in acts(table) {
                let knows_counts = self.knows_counts;
                reshaped(scenario.clone(), &[act], knows_counts, &mut self.problems);
            }
            let probability = self.share(table, "probability", &path);
            let Some(probability) = probability else {
                continue;
            };
            self.assume_chance(table, &id, &path);
            let paths = settings(table.get("set")).into_iter();
            events.push(Event {
                name: Reader::name(table, &id),
                sets: paths.map(|setting| setting.path).collect(),
                probability: probability.value,
                provenance: self.provenance(table),
                id,
            });
        }
        if let Some((node, _)) = tree.tables("event").nth(MAX_EVENTS) {
            let text = Text::new(
                format!("meer dan {MAX_EVENTS} gebeurtenissen"),
                format!("more than {MAX_EVENTS} events"),
            );
            self.problem(Problem::error("too-many-events", node.place, text).hint(
                "voeg samen wat samen gebeurt, of maak er varianten van",
                "make one of those that happen together, or make them variants",
            ));
        }
        events
    }

    fn assume_chance(&mut self, table: &Table, id: &Id, path: &str) {
        let node = table.get("probability").map(Node::plain);
        let chance = node
            .and_then(super::super::scalar::digits)
            .unwrap_or_default();
        let name = Reader::name(table, id);
        self.assume(
            Some(path.to_owned()),
            Text::new(
                format!("`{}` gebeurt met kans {chance}", name.nl),
                format!("`{}` happens with probability {chance}", name.en),
            ),
        );
    }

    fn check_deeds(&mut self, node: &Node, table: &Table, id: &Id) {
        if EVENT.lacks(table, &DEEDS) {
            let text = Text::new(
                format!("gebeurtenis `{id}` verandert niets"),
                format!("event `{id}` changes nothing"),
            );
            self.problem(bad(node.place, text).hint(
                "voeg toe `set = { … }`, `merge`, `split` of `move`",
                "add `set = { … }`, `merge`, `split` or `move`",
            ));
        }
    }

    /// Checks that an event sets what moves amounts, in the years that are computed anyway.
    fn check_sets(&mut self, table: &Table) {
        for setting in settings(table.get("set")) {
            let path = &setting.path;
            let is_fixed = path == "years" || ChangeKind::of_path(path).is_none();
            // A path that leads nowhere at all is told where it is laid.
            let first = path.split('.').next().unwrap_or_default();
            let is_known = super::super::grammar::SCENARIO.field(first).is_some();
            if !(is_fixed && is_known) {
                continue;
            }
            let text = Text::new(
                format!("een gebeurtenis kan `{path}` niet zetten"),
                format!("an event cannot set `{path}`"),
            );
            self.problem(bad(setting.place, text).hint(
                "zet wat bedragen verandert: regels, getallen, aantallen, deelnemers",
                "set what moves amounts: rules, numbers, counts, who takes part",
            ));
        }
    }

    /// Checks that a partnership merges or splits once, as events happen with and without others.
    fn check_once(&mut self, table: &Table, id: &Id, reshaped: &mut Reshaped) {
        let merged = table
            .get("merge")
            .and_then(Node::as_list)
            .unwrap_or_default();
        let split = table.get("split");
        let named = |node: &Node| Some((Id::parse(node.as_text()?)?, node.place));
        for (one, place) in merged.iter().chain(split).filter_map(named) {
            if let Some((event, first)) = reshaped.get(&one) {
                // Twice in one list has been reported as that.
                if event != id || split.is_some_and(|node| node.place == place) {
                    let text = Text::new(
                        format!("`{one}` fuseert of splitst al door `{event}`"),
                        format!("`{one}` is merged or split by `{event}` already"),
                    );
                    let problem = bad(place, text).related(*first, "eerder hier", "first here");
                    self.problem(problem.hint(
                        "laat elk partnerschap hoogstens één keer fuseren of splitsen",
                        "let each partnership merge or split at most once",
                    ));
                }
                continue;
            }
            reshaped.insert(one, (id.clone(), place));
        }
    }
}

fn bad(place: Place, text: Text) -> Problem {
    Problem::error("bad-event", place, text)
}
