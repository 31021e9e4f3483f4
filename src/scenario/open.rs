//! Opening a scenario: its base and each variant as a domain scenario of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::conform::Conformity;
use super::grammar::{SCENARIO, SCHEME};
use super::known::Known;
use super::loader::{Loader, SchemeTree};
use super::overlay::{Setting, apply, settings};
use super::problem::{Place, Problem, Severity};
use super::read::{Reader, questioned, read_scenario};
use super::reshaping::{Act, acts, add, reshaped};
use super::shape::Referent;
use super::sources::{Library, Sources};
use super::tree::{Node, Table};
use super::worlds::check_events;
use crate::domain::{Assumption, Questioned, Scenario, Text};

/// The id of the scenario without any variant.
pub const BASE: &str = "base";

/// Most variants of one file.
const MAX_VARIANTS: usize = 10_000;

/// A scenario that was opened without errors.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Every file it was made of.
    pub sources: Sources,
    /// Title for people.
    pub title: Text,
    /// The question it answers, where it states one, with its figures and its answer.
    pub questioned: Questioned,
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
    let problems = in_file_order(loader.problems);
    if problems.iter().any(is_error) {
        return Err(Refused {
            sources: loader.sources,
            problems,
        });
    }
    Ok(Opened {
        sources: loader.sources,
        title: base
            .in_both("title")
            .unwrap_or_else(|| Text::new(path, path)),
        questioned,
        variants,
    })
}

/// Returns the finished tree of the variant `id` of the scenario at `path`, and what it makes of
/// recipients.
///
/// # Errors
///
/// [`Refused`] when the scenario has problems or no such variant.
pub(super) fn tree_of(
    path: &str,
    id: &str,
    library: &dyn Library,
) -> Result<(Table, Vec<Act>), Refused> {
    let mut loader = Loader::new(library);
    let tree = loader.scenario(path).and_then(|base| {
        let overlays = overlays(&base, &mut loader.problems);
        let overlay = overlays.iter().find(|overlay| overlay.id == id);
        if overlay.is_none() {
            let text = Text::new(
                format!("`{path}` heeft geen variant `{id}`"),
                format!("`{path}` has no variant `{id}`"),
            );
            loader
                .problems
                .push(Problem::error("unknown-variant", Place::start_of(0), text));
        }
        let overlay = overlay?;
        let acts = overlay.acts.clone();
        Some((laid_out(&base, overlay, &mut loader).tree, acts))
    });
    let Loader {
        sources, problems, ..
    } = loader;
    match tree {
        Some(tree) if problems.is_empty() => Ok(tree),
        _ => Err(Refused {
            sources,
            problems: in_file_order(problems),
        }),
    }
}

/// What one variant lays over the base.
#[derive(Clone)]
pub(super) struct Overlay {
    pub(super) id: String,
    /// Where a variant stands, and how problems name it; `None` for the base.
    pub(super) place: Option<(Place, Text)>,
    pub(super) title: Text,
    pub(super) settings: Vec<Setting>,
    /// What becomes of recipients, after that.
    pub(super) acts: Vec<Act>,
    pub(super) assumption: Option<Text>,
}

impl Overlay {
    /// Returns the overlay of the scenario itself, which sets nothing.
    fn none(base: &Table) -> Overlay {
        Overlay {
            id: BASE.to_owned(),
            place: None,
            title: base.in_both("title").unwrap_or_default(),
            settings: Vec::new(),
            acts: Vec::new(),
            assumption: None,
        }
    }

    /// Names the variant in a problem that lies outside its own settings: there it is only wrong
    /// in this variant, unless the base has it too.
    pub(super) fn name_in(&self, problem: &mut Problem) {
        let (Some((own, says)), Some(found)) = (&self.place, problem.place) else {
            return;
        };
        let set = self
            .settings
            .iter()
            .map(|one| (one.start(), one.node.place));
        let acts = self.acts.iter().map(|one| (one.node.place, one.node.place));
        let is_inside = set.chain(acts).any(|(key, value)| {
            let inside = key.start..=value.end.max(key.end);
            key.file == found.file && inside.contains(&found.start)
        });
        if !is_inside && problem.related.is_none() {
            problem.related = Some((*own, says.clone()));
        }
    }
}

/// Returns the base and every variant with its whole stack.
pub(super) fn overlays(base: &Table, problems: &mut Vec<Problem>) -> Vec<Overlay> {
    let mut overlays = vec![Overlay::none(base)];
    let tables: Vec<&Table> = base.tables("variant").map(|(_, table)| table).collect();
    let mut circles = BTreeSet::new();
    if let Some((node, _)) = base.tables("variant").nth(MAX_VARIANTS) {
        let text = Text::new(
            format!("meer dan {MAX_VARIANTS} varianten"),
            format!("more than {MAX_VARIANTS} variants"),
        );
        let problem = Problem::error("too-many-variants", node.place, text);
        problems.push(problem.hint(
            "verdeel ze over bestanden die hetzelfde scenario uitbreiden",
            "divide them over files that extend the same scenario",
        ));
    }
    for table in &tables {
        let Some(node) = table.get("id") else {
            continue;
        };
        let Some(id) = node.as_text() else { continue };
        if id == BASE {
            let text = Text::new(
                "`base` is het scenario zelf",
                "`base` is the scenario itself",
            );
            let problem = Problem::error("repeated-id", node.place, text);
            problems.push(problem.hint("kies een andere id", "choose another id"));
        }
        let mut stack = Stack {
            of: id,
            tables: &tables,
            settings: Vec::new(),
            acts: Vec::new(),
            laid: Vec::new(),
            open: Vec::new(),
            circles: &mut circles,
            problems,
        };
        stack.lay(table);
        let (settings, acts) = (stack.settings, stack.acts);
        let assumption = table.in_both("assumption");
        let title = table.in_both("title");
        overlays.push(Overlay {
            id: id.to_owned(),
            place: Some((node.place, Text::new("in deze variant", "in this variant"))),
            title: title.unwrap_or_else(|| Text::new(id, id)),
            settings,
            acts,
            assumption,
        });
    }
    overlays
}

/// Variants laid one over the other; no two may set one path differently.
struct Stack<'a> {
    /// The variant on top.
    of: &'a str,
    tables: &'a [&'a Table],
    settings: Vec<Setting>,
    acts: Vec<Act>,
    /// Variants that have been laid.
    laid: Vec<String>,
    /// Variants that wait for those below them.
    open: Vec<String>,
    /// The circles that were reported, each as the ids of its variants.
    circles: &'a mut BTreeSet<BTreeSet<String>>,
    problems: &'a mut Vec<Problem>,
}

impl Stack<'_> {
    fn lay(&mut self, variant: &Table) {
        let id = variant.text("id").unwrap_or_default().to_owned();
        if self.laid.contains(&id) {
            return;
        }
        self.open.push(id);
        let below = variant
            .get("stack")
            .and_then(Node::as_list)
            .unwrap_or_default();
        for node in below {
            let name = node.as_text().unwrap_or_default();
            if let Some(at) = self.open.iter().position(|open| open == name) {
                let circle = self.open.iter().skip(at).cloned().collect();
                if self.circles.insert(circle) {
                    self.endless(name, node.place);
                }
                continue;
            }
            let found = self
                .tables
                .iter()
                .find(|table| table.text("id") == Some(name));
            if let Some(table) = found {
                self.lay(table);
            }
        }
        for setting in settings(variant.get("set")) {
            self.add(setting);
        }
        add(&mut self.acts, acts(variant));
        self.laid.extend(self.open.pop());
    }

    fn endless(&mut self, name: &str, place: Place) {
        let text = Text::new(
            format!("variant `{name}` ligt onder zichzelf"),
            format!("variant `{name}` lies below itself"),
        );
        let problem = Problem::error("endless-stack", place, text);
        self.problems.push(problem.hint(
            format!("haal `{name}` weg uit deze stapel"),
            format!("remove `{name}` from this stack"),
        ));
    }

    fn add(&mut self, setting: Setting) {
        let mut settings = self.settings.iter();
        if let Some(earlier) = settings.find(|earlier| setting.undoes(earlier)) {
            let (of, path) = (self.of, &earlier.path);
            let text = Text::new(
                format!("variant `{of}` zet `{path}` op twee manieren"),
                format!("variant `{of}` sets `{path}` in two ways"),
            );
            let problem = Problem::error("conflicting-overlays", setting.place, text)
                .related(earlier.place, "eerder hier", "first here")
                .hint("haal een van beide weg", "remove one of them");
            return self.problems.push(problem);
        }
        if self
            .settings
            .iter()
            .all(|earlier| earlier.path != setting.path)
        {
            self.settings.push(setting);
        }
    }
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
