//! Worlds: a variant as it stands when some events have happened.

use super::loader::Loader;
use super::open::{Overlay, Refused, Variant, in_file_order, overlays, variant};
use super::overlay::{Setting, apply, settings};
use super::problem::{Problem, Severity};
use super::sources::Library;
use super::tree::{Node, Table};
use crate::domain::{Id, Scenario, Text};

/// The worlds of a scenario file, formed one by one as they are asked for.
pub struct Worlds<'a> {
    loader: Loader<'a>,
    base: Table,
    overlays: Vec<Overlay>,
}

impl<'a> Worlds<'a> {
    /// Loads the scenario at `path`.
    ///
    /// # Errors
    ///
    /// [`Refused`] when its files cannot be read. What is wrong inside them shows in the worlds.
    pub fn open(path: &str, library: &'a dyn Library) -> Result<Worlds<'a>, Refused> {
        let mut loader = Loader::new(library);
        match loader.scenario(path) {
            Some(base) => {
                let overlays = overlays(&base, &mut loader.problems);
                Ok(Worlds {
                    loader,
                    base,
                    overlays,
                })
            }
            None => Err(Refused {
                sources: loader.sources,
                problems: in_file_order(loader.problems),
            }),
        }
    }

    /// Forms the variant at a position, the base being the first, when the events at some
    /// positions have happened, in whatever order those are given.
    ///
    /// Events happen in the order of the file, after the variant: what a later one sets, stands.
    /// A position that is none is passed over. `None` where there is no such variant.
    ///
    /// # Errors
    ///
    /// [`Refused`] with every problem of that world.
    pub fn of(&mut self, position: usize, happening: &[usize]) -> Option<Result<Variant, Refused>> {
        let overlay = self.overlays.get(position)?;
        let events = events(&self.base, overlay);
        let happened = events.iter().enumerate();
        let happened = happened.filter(|(event, _)| happening.contains(event));
        let happened: Vec<&Happening> = happened.map(|(_, event)| event).collect();
        let found = self.loader.problems.len();
        let world = world(&self.base, overlay, &happened, &mut self.loader);
        let problems: Vec<Problem> = self.loader.problems.drain(found..).collect();
        let has_errors = problems
            .iter()
            .any(|problem| problem.severity == Severity::Error);
        Some(match has_errors {
            true => Err(Refused {
                sources: self.loader.sources.clone(),
                problems: in_file_order(problems),
            }),
            false => Ok(world),
        })
    }
}

/// Finds the problems of every variant in which one event has happened, each at its place or with
/// the event named beside it.
pub(super) fn check_events(base: &Table, overlays: &[Overlay], loader: &mut Loader<'_>) {
    for overlay in overlays {
        for event in events(base, overlay) {
            let found = loader.problems.len();
            world(base, overlay, &[&event], loader);
            let problems = loader.problems.iter_mut().skip(found);
            problems.for_each(|problem| event.overlay.name_in(problem));
        }
    }
}

/// What happens when an event does.
struct Happening {
    /// What it sets.
    overlay: Overlay,
    /// What becomes of recipients, after that.
    acts: Vec<Act>,
}

enum Act {
    Merge(Vec<Id>),
    Split(Id),
    Move { board: Id, to: Id },
}

/// Returns the events of a file as a variant has them.
fn events(base: &Table, overlay: &Overlay) -> Vec<Happening> {
    let mut tree = Table::default();
    tree.entries
        .extend(base.entry("event").into_iter().cloned());
    let of_base = settings(base.get("set"));
    for setting in of_base.iter().chain(&overlay.settings) {
        if setting.path.starts_with("event.") {
            // A path that leads nowhere is told where the variant itself is formed.
            let _told_there = apply(&mut tree, setting);
        }
    }
    tree.tables("event")
        .map(|(node, table)| happening(node, table))
        .collect()
}

fn happening(node: &Node, table: &Table) -> Happening {
    let id = |table: &Table, key: &str| Id::parse(table.text(key)?);
    let merged = table.get("merge").and_then(Node::as_list);
    let merged = merged.map(|nodes| {
        let names = nodes.iter().filter_map(Node::as_text);
        Act::Merge(names.filter_map(Id::parse).collect())
    });
    let moved = table.get("move").and_then(Node::as_table);
    let moved = moved.and_then(|moved| {
        let (board, to) = (id(moved, "board")?, id(moved, "to")?);
        Some(Act::Move { board, to })
    });
    let acts = merged
        .into_iter()
        .chain(id(table, "split").map(Act::Split))
        .chain(moved);
    let place = table.get("id").map_or(node.place, |id| id.place);
    let says = Text::new("als dit gebeurt", "when this happens");
    Happening {
        acts: acts.collect(),
        overlay: Overlay {
            id: table.text("id").unwrap_or_default().to_owned(),
            place: Some((place, says)),
            title: Text::default(),
            settings: settings(table.get("set")),
            assumption: None,
        },
    }
}

/// Forms a variant in which some events have happened.
fn world(
    base: &Table,
    overlay: &Overlay,
    events: &[&Happening],
    loader: &mut Loader<'_>,
) -> Variant {
    let mut whole = overlay.clone();
    let sets = events.iter().flat_map(|event| &event.overlay.settings);
    for setting in sets {
        whole
            .settings
            .retain(|earlier| !is_replaced(earlier, setting));
        whole.settings.push(setting.clone());
    }
    let mut formed = variant(base, &whole, loader);
    for act in events.iter().flat_map(|event| &event.acts) {
        formed.scenario = happened(&formed.scenario, act);
    }
    formed
}

/// Says whether a later setting leaves nothing of an earlier one.
fn is_replaced(earlier: &Setting, later: &Setting) -> bool {
    let spelled = |path: &str| path.replace('@', ".at.");
    spelled(&earlier.path) == spelled(&later.path)
}

fn happened(scenario: &Scenario, act: &Act) -> Scenario {
    match act {
        Act::Merge(ids) => {
            let Some((first, others)) = ids.split_first() else {
                return scenario.clone();
            };
            others.iter().fold(scenario.clone(), |merged, other| {
                merged.merged(first, other)
            })
        }
        Act::Split(one) => match scenario.free_id(one) {
            Some(half) => scenario.split(one, &half),
            None => scenario.clone(),
        },
        Act::Move { board, to } => scenario.moved(board, to),
    }
}
