//! Hybrids: worlds between two variants, each kind of change taken from the one or the other.

use std::collections::BTreeSet;

use super::grammar::SCENARIO;
use super::loader::Loader;
use super::open::variant;
use super::overlay::Setting;
use super::path::leaf;
use super::problem::Severity;
use super::shape::{Kind, Shape};
use super::sources::Library;
use super::stack::{Overlay, overlays};
use super::tree::Table;
use crate::domain::{Measure, Scenario, Text};

/// What kind of change a path makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// The scheme, and choices in it: keys, conditions, slices, shortage rules.
    Rule,
    /// Numbers in it: rates, shares, limits, agreed weights, last year's amounts.
    Parameter,
    /// Counts and growth.
    Counts,
    /// What there is to pay from, and whether it is evaluated.
    Pot,
    /// Who takes part, where, with which status and flags.
    Membership,
}

impl ChangeKind {
    /// Every kind with its name in results.
    pub const ALL: [(&'static str, ChangeKind); 5] = [
        ("rule", ChangeKind::Rule),
        ("parameter", ChangeKind::Parameter),
        ("counts", ChangeKind::Counts),
        ("pot", ChangeKind::Pot),
        ("membership", ChangeKind::Membership),
    ];

    /// Returns the name in results.
    pub fn name(self) -> &'static str {
        let mut all = ChangeKind::ALL.iter();
        all.find(|(_, kind)| *kind == self)
            .map_or("", |(name, _)| name)
    }

    /// Returns the kind of change that a path makes; `None` when it moves no amount.
    ///
    /// # Examples
    ///
    /// ```
    /// use verdeel::scenario::ChangeKind;
    /// let of = ChangeKind::of_path;
    /// assert_eq!(of("division.in-region@zuid.key"), Some(ChangeKind::Rule));
    /// assert_eq!(of("component.per-student.amount"), Some(ChangeKind::Parameter));
    /// assert_eq!(of("partnership.de-linde.students.noord"), Some(ChangeKind::Counts));
    /// assert_eq!(of("partnership.de-linde.name"), None);
    /// assert_eq!(of("uncertain.growth.distribution.sd"), None);
    /// ```
    pub fn of_path(path: &str) -> Option<ChangeKind> {
        let steps: Vec<&str> = path.split('.').map(without_holder).collect();
        let is_note = |step: &&str| NOTES.contains(step);
        let moves_in_time = matches!(steps[..], ["division", _, "instalments", ..])
            || matches!(steps[..], ["division", _, "at", _, "instalments", ..]);
        if steps.last().is_some_and(is_note) || moves_in_time {
            return None;
        }
        match *steps.first()? {
            "scheme" | "years" | "year-conversion" => Some(ChangeKind::Rule),
            "coverage" => Some(ChangeKind::Pot),
            "growth" | "projection" | "counted" | "counts" | "count" => Some(ChangeKind::Counts),
            "component" | "division" => Some(match (steps.get(2), leaf(&SCENARIO, &steps)) {
                (Some(&"pot"), _) => ChangeKind::Pot,
                (_, Some(kind)) if is_numeric(kind) => ChangeKind::Parameter,
                _ => ChangeKind::Rule,
            }),
            "region" | "partnership" | "others" | "board" | "institute" | "function" => {
                let field = steps.get(2).copied().unwrap_or_default();
                Some(match field {
                    "growth" | "counted" => ChangeKind::Counts,
                    field if Measure::ALL.iter().any(|(name, _)| *name == field) => {
                        ChangeKind::Counts
                    }
                    "weight" | "region-weights" | "partner-weights" | "previous" => {
                        ChangeKind::Parameter
                    }
                    _ => ChangeKind::Membership,
                })
            }
            _ => None,
        }
    }
}

/// Keys that say something about a value but move nothing.
const NOTES: [&str; 8] = [
    "name",
    "name-en",
    "assumption",
    "assumption-en",
    "source",
    "grade",
    "needs",
    "needs-en",
];

fn without_holder(step: &str) -> &str {
    step.split_once('@').map_or(step, |(id, _)| id)
}

/// Says whether a value holds numbers and no choice.
fn is_numeric(kind: &Kind) -> bool {
    let all = |shape: &Shape| shape.fields.iter().all(|field| is_numeric(field.kind));
    match kind {
        Kind::Either(kinds) => kinds.iter().all(is_numeric),
        Kind::Map(_, of) => is_numeric(of),
        Kind::Table(shape) | Kind::Tables(shape) => all(shape),
        kind => kind.is_number(),
    }
}

/// The worlds between two variants of one scenario.
#[derive(Clone, Debug)]
pub struct Hybrids {
    /// The kinds of change that the variants differ in, in the order of [`ChangeKind::ALL`].
    pub kinds: Vec<ChangeKind>,
    /// One world for each set of kinds: bit `i` of the position is set where kind `i` is as in the
    /// second variant. `None` where that cannot be: what one kind sets, another has taken away.
    pub worlds: Vec<Option<Scenario>>,
}

/// Forms every world between the variants `from` and `to` of the scenario at `path`.
///
/// `None` when the scenario cannot be opened or lacks one of the variants.
pub fn hybrids(path: &str, (from, to): (&str, &str), library: &dyn Library) -> Option<Hybrids> {
    let mut loader = Loader::new(library);
    let base = loader.scenario(path)?;
    let overlays = overlays(&base, &mut loader.problems);
    let named = |id: &str| overlays.iter().find(|overlay| overlay.id == id);
    let (from, to) = (named(from)?, named(to)?);
    let kinds = changed(from, to);
    let all = 1_usize << kinds.len();
    let worlds = (0..all).map(|chosen| {
        if chosen == 0 || chosen + 1 == all {
            let end = if chosen == 0 { from } else { to };
            return formed(&base, end, &mut loader);
        }
        let of_second = |setting: &Setting| {
            let kind = ChangeKind::of_path(&setting.path);
            let position = kinds.iter().position(|one| Some(*one) == kind);
            position.is_some_and(|position| chosen >> position & 1 == 1)
        };
        let membership = kinds.iter().position(|one| *one == ChangeKind::Membership);
        let reshapes = membership.is_some_and(|position| chosen >> position & 1 == 1);
        let mut overlay = mixed(from, to, of_second)?;
        overlay.acts = if reshapes { to } else { from }.acts.clone();
        formed(&base, &overlay, &mut loader)
    });
    Some(Hybrids {
        worlds: worlds.collect(),
        kinds,
    })
}

/// Returns the kinds of the paths that two variants set differently.
fn changed(from: &Overlay, to: &Overlay) -> Vec<ChangeKind> {
    let of = |own: &Overlay, other: &Overlay| -> BTreeSet<ChangeKind> {
        let differing = own
            .settings
            .iter()
            .filter(|one| !one.is_in(&other.settings));
        let of_paths = differing.filter_map(|one| ChangeKind::of_path(&one.path));
        let reshapes = own.acts.iter().any(|act| !act.is_in(&other.acts));
        of_paths
            .chain(reshapes.then_some(ChangeKind::Membership))
            .collect()
    };
    of(from, to).union(&of(to, from)).copied().collect()
}

/// Returns the settings of both variants that were chosen; `None` when one undoes another.
fn mixed(from: &Overlay, to: &Overlay, of_second: impl Fn(&Setting) -> bool) -> Option<Overlay> {
    let of_first = |one: &&Setting| one.is_in(&to.settings) || !of_second(one);
    let mut settings: Vec<Setting> = from.settings.iter().filter(of_first).cloned().collect();
    for own in &to.settings {
        if own.is_in(&from.settings) || !of_second(own) {
            continue;
        }
        if settings.iter().any(|earlier| own.undoes(earlier)) {
            return None;
        }
        settings.push(own.clone());
    }
    Some(Overlay {
        id: String::new(),
        place: None,
        title: Text::default(),
        settings,
        acts: Vec::new(),
        assumption: None,
    })
}

/// Forms one world; `None` when it has problems.
fn formed(base: &Table, overlay: &Overlay, loader: &mut Loader<'_>) -> Option<Scenario> {
    let found = loader.problems.len();
    let formed = variant(base, overlay, loader);
    let mut problems = loader.problems.drain(found..);
    let is_sound = problems.all(|problem| problem.severity != Severity::Error);
    is_sound.then_some(formed.scenario)
}
