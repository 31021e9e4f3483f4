//! Opening a scenario: its base and each variant as a domain scenario of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::conform::Conformity;
use super::grammar::{SCENARIO, SCHEME};
use super::known::Known;
use super::loader::{Loader, SchemeTree};
use super::overlay::{Setting, apply, settings};
use super::problem::{Place, Problem, Severity};
use super::read::{Reader, leads, questioned, read_scenario, sweep};
use super::reshaping::{Act, reshaped};
use super::shape::Referent;
use super::sources::{Library, Sources};
use super::stack::{MAX_VARIANTS, Overlay, overlays};
use super::tree::Table;
use super::worlds::check_events;
use crate::domain::{Assumption, Id, Questioned, Scenario, Sweep, Text};

/// The id of the scenario without any variant.
pub const BASE: &str = "base";

/// A scenario that was opened without errors.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Every file it was made of.
    pub sources: Sources,
    /// Title for people.
    pub title: Text,
    /// The question it answers, where it states one, with its figures and its answer.
    pub questioned: Questioned,
    /// Where a figure names a number by its path, or a year.
    pub leads: BTreeMap<Id, Place>,
    /// The points of which it is to be computed, where it says so.
    pub sweep: Option<Sweep>,
    /// The base first, then the variants in file order.
    pub variants: Vec<Variant>,
}

/// One variant with its overlays in place.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Stable id.
    pub id: String,
    /// Title for people.
    pub title: Text,
    /// The paths it sets and what it makes of recipients, with their values as written.
    pub settings: Vec<(String, String)>,
    /// The scenario as it stands with the overlays.
    pub scenario: Scenario,
    /// Where its parts stand, by path.
    pub places: BTreeMap<String, Place>,
}

/// A scenario that could not be opened.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Every file it was made of.
    pub sources: Sources,
    /// All problems, in file order.
    pub problems: Vec<Problem>,
}

/// Opens the scenario at `path`.
///
/// # Errors
///
/// [`Refused`] with every problem of the scenario and its variants.
pub fn open(path: &str, library: &dyn Library) -> Result<Opened, Refused> {
    let mut loader = Loader::new(library);
    let Some(base) = loader.scenario(path) else {
        return Err(Refused {
            sources: loader.sources,
            problems: in_file_order(loader.problems),
        });
    };
    let overlays = overlays(&base, &mut loader.problems);
    let mut variants: Vec<Variant> = Vec::new();
    for overlay in overlays.iter().take(MAX_VARIANTS) {
        let found = loader.problems.len();
        variants.push(variant(&base, overlay, &mut loader));
        let problems = loader.problems.iter_mut().skip(found);
        problems.for_each(|problem| overlay.name_in(problem));
    }
    let is_error = |problem: &Problem| problem.severity == Severity::Error;
    if !loader.problems.iter().any(is_error) {
        check_events(&base, &overlays, &mut loader);
    }
    let questioned = questioned(&base, &mut loader.problems);
    let sweep = swept(&base, &mut loader);
    let problems = in_file_order(loader.problems);
    if problems.iter().any(is_error) {
        return Err(Refused {
            sources: loader.sources,
            problems,
        });
    }
    Ok(Opened {
        sweep,
        sources: loader.sources,
        title: base
            .in_both("title")
            .unwrap_or_else(|| Text::new(path, path)),
        questioned,
        leads: leads(&base),
        variants,
    })
}

/// Returns the sweep of a scenario, of which a file of points is loaded.
fn swept(base: &Table, loader: &mut Loader<'_>) -> Option<Sweep> {
    let mut problems = std::mem::take(&mut loader.problems);
    let swept = sweep(base, &mut problems, |path, place| {
        loader.beside_sweep(path, place)
    });
    loader.problems.splice(0..0, problems);
    swept
}

/// Returns the finished trees of the variants `ids` of the scenario at `path`, and what each makes
/// of recipients.
///
/// # Errors
///
/// [`Refused`] when the scenario has problems or lacks one of the variants.
pub(super) fn trees_of(
    path: &str,
    ids: &[&str],
    library: &dyn Library,
) -> Result<Vec<(Table, Vec<Act>)>, Refused> {
    let mut loader = Loader::new(library);
    let mut trees = Vec::new();
    if let Some(base) = loader.scenario(path) {
        let overlays = overlays(&base, &mut loader.problems);
        for id in ids {
            match overlays.iter().find(|overlay| overlay.id == *id) {
                Some(overlay) => {
                    let tree = laid_out(&base, overlay, &mut loader).tree;
                    trees.push((tree, overlay.acts.clone()));
                }
                None => loader.problems.push(no_variant(path, id)),
            }
        }
    }
    let Loader {
        sources, problems, ..
    } = loader;
    match problems.is_empty() {
        true => Ok(trees),
        false => Err(Refused {
            sources,
            problems: in_file_order(problems),
        }),
    }
}

fn no_variant(path: &str, id: &str) -> Problem {
    let text = Text::new(
        format!("`{path}` heeft geen variant `{id}`"),
        format!("`{path}` has no variant `{id}`"),
    );
    Problem::error("unknown-variant", Place::start_of(0), text)
}

/// Builds one variant.
pub(super) fn variant(base: &Table, overlay: &Overlay, loader: &mut Loader<'_>) -> Variant {
    let laid_out = laid_out(base, overlay, loader);
    let (scenario, places) = read(&laid_out, loader);
    let knows_counts = laid_out.knows_counts;
    let mut scenario = reshaped(scenario, &overlay.acts, knows_counts, &mut loader.problems);
    if let Some(text) = overlay.assumption.clone() {
        scenario.assumptions.push(Assumption {
            path: None,
            text,
            value: None,
            source: None,
        });
    }
    let set = overlay.settings.iter();
    let set = set.map(|setting| (setting.path.as_str(), setting.node.place));
    let acts = overlay.acts.iter().map(|act| (act.key, act.node.place));
    let settings = set.chain(acts);
    let settings = settings.map(|(path, place)| (path.to_owned(), written(loader, place)));
    Variant {
        id: overlay.id.clone(),
        title: overlay.title.clone(),
        settings: settings.collect(),
        scenario,
        places,
    }
}

/// The tree of one variant with its scheme, its overlays and its counts in place.
struct LaidOut {
    tree: Table,
    scheme: Option<SchemeTree>,
    /// Whether every component and division could be told.
    knows_rules: bool,
    /// Whether every file with counts could be read.
    knows_counts: bool,
}

/// Lays out the tree of one variant: top-level settings, then the scheme they choose, then the
/// rest, then the counts.
fn laid_out(base: &Table, overlay: &Overlay, loader: &mut Loader<'_>) -> LaidOut {
    let mut tree = base.clone();
    let of_base = settings(base.get("set"));
    let all: Vec<&Setting> = of_base.iter().chain(&overlay.settings).collect();
    let (top, deeper): (Vec<&Setting>, Vec<&Setting>) =
        all.into_iter().partition(|setting| setting.is_top_level());
    for setting in top {
        lay(&mut tree, setting, loader, None);
    }
    let chosen_at = overlay
        .settings
        .iter()
        .find(|setting| setting.path == "scheme");
    let scheme = loader.attach_scheme(&mut tree);
    let lacks_scheme = match &scheme {
        Some(scheme) => !is_whole(&scheme.table) || !is_whole(&tree),
        None => tree.get("scheme").is_some(),
    };
    // Without its scheme, every path into it would seem to lead nowhere.
    let deeper = deeper
        .into_iter()
        .filter(|setting| !(lacks_scheme && setting.leads_into_a_scheme()));
    for setting in deeper {
        lay(
            &mut tree,
            setting,
            loader,
            chosen_at.map(|chosen| chosen.place),
        );
    }
    let found = loader.problems.len();
    loader.attach_counts(&mut tree);
    let knows_counts = loader.problems.len() == found;
    loader.attach_values(&mut tree);
    LaidOut {
        knows_counts,
        knows_rules: !lacks_scheme,
        tree,
        scheme,
    }
}

fn lay(tree: &mut Table, setting: &Setting, loader: &mut Loader<'_>, scheme_at: Option<Place>) {
    if let Err(problem) = apply(tree, setting) {
        let problem = match scheme_at {
            Some(place) if place != setting.place => problem.related(
                place,
                "deze regeling kent het pad niet",
                "this scheme has no such path",
            ),
            _ => *problem,
        };
        loader.problems.push(problem);
    }
}

/// Says whether all components and divisions can be told from a tree.
fn is_whole(tree: &Table) -> bool {
    ["component", "division"].iter().all(|list| {
        let is_list = tree.get(list).is_none_or(|node| node.as_list().is_some());
        is_list && !SCENARIO.misspells(tree, list)
    })
}

/// Checks a finished tree and reads it.
fn read(laid_out: &LaidOut, loader: &mut Loader<'_>) -> (Scenario, BTreeMap<String, Place>) {
    let LaidOut { tree, scheme, .. } = laid_out;
    let mut known = Known::collect(tree, &mut loader.problems);
    if !laid_out.knows_rules {
        known.without_scheme();
    }
    let mut conformity = Conformity {
        known: &known,
        problems: &mut loader.problems,
        misplaced: BTreeSet::new(),
    };
    conformity.table(tree, &SCENARIO, Place::start_of(0));
    if let Some(scheme) = scheme {
        conformity.table(&scheme.table, &SCHEME, scheme.place);
    }
    let mut reader = Reader::default();
    reader.misplaced = conformity.misplaced;
    reader.knows_components = known.is_sure(Referent::Component);
    reader.knows_recipients = known.is_sure(Referent::Body);
    reader.knows_counts = laid_out.knows_counts;
    let scenario = read_scenario(&mut reader, tree, scheme.as_ref());
    loader.problems.append(&mut reader.problems);
    (scenario, reader.places)
}

/// Returns the source text at a place.
fn written(loader: &Loader<'_>, place: Place) -> String {
    let file = loader.sources.file(place.file);
    file.and_then(|file| file.text.get(place.start..place.end))
        .unwrap_or_default()
        .to_owned()
}

/// Reads the scenario itself, without any variant.
pub(super) fn base_of(base: &Table, loader: &mut Loader<'_>) -> Scenario {
    let overlay = Overlay::none(base);
    read(&laid_out(base, &overlay, loader), loader).0
}

/// Sorts problems by place and drops those that several variants share, or that are about a value
/// which could not even be parsed.
pub(super) fn in_file_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| (problem.place, problem.code != "syntax"));
    let mut kept: Vec<Problem> = Vec::new();
    for problem in problems {
        let is_known = kept
            .iter()
            .rev()
            .take_while(|known| known.place == problem.place)
            .any(|known| {
                known.code == "syntax" || known.code == problem.code && known.text == problem.text
            });
        if !is_known {
            kept.push(problem);
        }
    }
    kept
}
