//! Worlds: a variant as it stands when some events have happened.

use super::loader::Loader;
use super::open::{Refused, Variant, in_file_order, variant};
use super::overlay::{Setting, apply, settings};
use super::problem::{Problem, Severity};
use super::reshaping::{acts, add};
use super::sources::Library;
use super::stack::{Overlay, overlays};
use super::tree::{Node, Table, parse};
use crate::domain::Text;

/// The worlds of a scenario file, formed one by one as they are asked for.
pub struct Worlds<'a> {
    loader: Loader<'a>,
    base: Table,
    overlays: Vec<Overlay>,
    /// What is laid over every variant.
    laid: Vec<Setting>,
}

/// The name under which problems show what is laid over every variant.
const LAID: &str = "sweep";

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
                    laid: Vec::new(),
                })
            }
            None => Err(Refused {
                sources: loader.sources,
                problems: in_file_order(loader.problems),
            }),
        }
    }

    /// Lays settings over every variant, each of them a path with a value as a scenario file writes
    /// it, in place of those that were laid before.
    ///
    /// # Errors
    ///
    /// [`Refused`] when a value cannot be read. Where a path leads shows in the worlds.
    pub fn lay(&mut self, settings_of: &[(&str, &str)]) -> Result<(), Refused> {
        let lines = settings_of.iter().map(|(path, value)| {
            let path = path.replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{path}\" = {value}\n")
        });
        let text: String = std::iter::once("[set]\n".to_owned()).chain(lines).collect();
        let found = self.loader.problems.len();
        let number = match self.loader.sources.number(LAID) {
            Some(number) => number,
            None => self.loader.sources.add(LAID, String::new()),
        };
        self.loader.sources.replace(number, text.clone());
        let tree = parse(number, &text, &mut self.loader.problems);
        let problems: Vec<Problem> = self.loader.problems.drain(found..).collect();
        let (Some(tree), true) = (tree, problems.is_empty()) else {
            return Err(Refused {
                sources: self.loader.sources.clone(),
                problems,
            });
        };
        self.laid = settings(tree.get("set"));
        Ok(())
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
        let mut overlay = self.overlays.get(position)?.clone();
        for own in &self.laid {
            overlay
                .settings
                .retain(|earlier| !own.undoes(earlier) && earlier.path != own.path);
            overlay.settings.push(own.clone());
        }
        let overlay = &overlay;
        let events = events(&self.base, overlay);
        let happened = events.iter().enumerate();
        let happened = happened.filter(|(event, _)| happening.contains(event));
        let happened: Vec<&Overlay> = happened.map(|(_, event)| event).collect();
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
            problems.for_each(|problem| event.name_in(problem));
        }
    }
}

/// Returns the events of a file as a variant has them.
fn events(base: &Table, overlay: &Overlay) -> Vec<Overlay> {
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

fn happening(node: &Node, table: &Table) -> Overlay {
    let place = table.get("id").map_or(node.place, |id| id.place);
    let says = Text::new("als dit gebeurt", "when this happens");
    Overlay {
        id: table.text("id").unwrap_or_default().to_owned(),
        place: Some((place, says)),
        title: Text::default(),
        settings: settings(table.get("set")),
        acts: acts(table),
        assumption: None,
    }
}

/// Forms a variant in which some events have happened.
fn world(base: &Table, overlay: &Overlay, events: &[&Overlay], loader: &mut Loader<'_>) -> Variant {
    let mut whole = overlay.clone();
    for event in events {
        for setting in &event.settings {
            whole
                .settings
                .retain(|earlier| !is_replaced(earlier, setting));
            whole.settings.push(setting.clone());
        }
        add(&mut whole.acts, event.acts.clone());
    }
    variant(base, &whole, loader)
}

/// Says whether a later setting leaves nothing of an earlier one.
fn is_replaced(earlier: &Setting, later: &Setting) -> bool {
    let spelled = |path: &str| path.replace('@', ".at.");
    spelled(&earlier.path) == spelled(&later.path)
}
