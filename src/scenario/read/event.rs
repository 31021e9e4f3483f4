//! Events: how likely they are, and what does not go together in them.

use std::collections::BTreeMap;

use super::super::grammar::EVENT;
use super::super::hybrid::ChangeKind;
use super::super::overlay::settings;
use super::super::problem::{Place, Problem};
use super::super::tree::{Node, Table};
use super::reader::Reader;
use crate::domain::{Count, Event, Id, Scenario, Text};

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
        let mut reshaped = Reshaped::new();
        for (node, table) in tree.tables("event") {
            let Some(id) = self.id("event", table) else {
                continue;
            };
            let path = format!("event.{id}");
            self.assumption(table, &path);
            self.check_deeds(node, table, &id);
            self.check_sets(table);
            self.check_reshaped(table, &id, &mut reshaped, scenario);
            self.check_moved(table, scenario);
            let probability = self.share(table, "probability", &path);
            let Some(probability) = probability else {
                continue;
            };
            self.assume_chance(table, &id, &path);
            events.push(Event {
                name: Reader::name(table, &id),
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
        let Some(merge) = table.get("merge") else {
            return;
        };
        if merge.as_list().is_some_and(|nodes| nodes.len() < 2) {
            let text = Text::new(
                "minder dan twee partnerschappen",
                "fewer than two partnerships",
            );
            self.problem(
                bad(merge.place, text).hint("noem er minstens twee", "name at least two of them"),
            );
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

    /// Checks that a partnership merges or splits once, and that its sites are its own.
    fn check_reshaped(
        &mut self,
        table: &Table,
        id: &Id,
        reshaped: &mut Reshaped,
        scenario: &Scenario,
    ) {
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
            if let Some((site, other)) = shared_site(scenario, &one) {
                let text = Text::new(
                    format!("`{one}` telt op vestiging `{site}`, net als `{other}`"),
                    format!("`{one}` counts at site `{site}`, as `{other}` does"),
                );
                self.problem(bad(place, text).hint(
                    "zet de nieuwe aantallen zelf met `set`",
                    "set the new counts themselves by `set`",
                ));
            }
            reshaped.insert(one, (id.clone(), place));
        }
    }

    /// Checks that a board which moves has counts to take along.
    fn check_moved(&mut self, table: &Table, scenario: &Scenario) {
        let moved = table.get("move").and_then(Node::as_table);
        let Some(node) = moved.and_then(|moved| moved.get("board")) else {
            return;
        };
        let Some(board) = node.as_text() else { return };
        let is_declared = scenario.boards.iter().any(|one| one.id.as_str() == board);
        let counts = |count: &Count| count.place.board.as_ref().map(Id::as_str) == Some(board);
        if !is_declared || !self.knows_counts || scenario.counts.iter().any(counts) {
            return;
        }
        let text = Text::new(
            format!("geen telling noemt schoolbestuur `{board}`: er verhuist niets"),
            format!("no count names board `{board}`: nothing moves"),
        );
        self.problem(bad(node.place, text).hint(
            format!("geef rijen van `[[count]]` `board = \"{board}\"`, of zet aantallen met `set`"),
            format!("give rows of `[[count]]` `board = \"{board}\"`, or set counts by `set`"),
        ));
    }
}

fn bad(place: Place, text: Text) -> Problem {
    Problem::error("bad-event", place, text)
}

/// Returns a site at which another partnership counts as well.
fn shared_site<'s>(scenario: &'s Scenario, one: &Id) -> Option<(&'s Id, &'s Id)> {
    let places = || scenario.counts.iter().map(|count| &count.place);
    let own = places().filter(|place| place.partnership.as_ref() == Some(one));
    let sites: Vec<&Id> = own.filter_map(|place| place.site.as_ref()).collect();
    places().find_map(|place| {
        let (site, other) = (place.site.as_ref()?, place.partnership.as_ref()?);
        (other != one && sites.contains(&site)).then_some((site, other))
    })
}
