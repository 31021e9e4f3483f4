//! Opening a scenario: its base and each variant as a domain scenario of its own.

use std::collections::BTreeMap;

use super::conform::Conformity;
use super::grammar::{SCENARIO, SCHEME};
use super::known::Known;
use super::loader::Loader;
use super::overlay::{Setting, apply, settings};
use super::problem::{Place, Problem, Severity};
use super::read::{Reader, SchemeTree, read_scenario};
use super::sources::{Library, Sources};
use super::tree::{Node, Table};
use crate::domain::{Scenario, Text};

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
    pub title: String,
    /// The question it answers, where it states one.
    pub question: Option<String>,
    /// The base first, then the variants in file order.
    pub variants: Vec<Variant>,
}

/// One variant with its overlays in place.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Stable id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// The paths it sets, with their values as written.
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
    let mut loader = Loader {
        library,
        sources: Sources::default(),
        problems: Vec::new(),
    };
    let Some(base) = loader.scenario(path) else {
        return Err(Refused {
            sources: loader.sources,
            problems: loader.problems,
        });
    };
    let mut overlays = overlays(&base, &mut loader.problems);
    overlays.truncate(MAX_VARIANTS);
    let variants: Vec<Variant> = overlays
        .iter()
        .map(|overlay| variant(&base, overlay, &mut loader))
        .collect();
    let problems = in_file_order(loader.problems);
    if problems
        .iter()
        .any(|problem| problem.severity == Severity::Error)
    {
        return Err(Refused {
            sources: loader.sources,
            problems,
        });
    }
    let title = base.text("title").unwrap_or(path).to_owned();
    let question = base.text("question").map(str::to_owned);
    Ok(Opened {
        sources: loader.sources,
        title,
        question,
        variants,
    })
}

/// Returns the finished tree of the variant `id` of the scenario at `path`.
///
/// # Errors
///
/// [`Refused`] when the scenario has problems or no such variant.
pub(super) fn tree_of(path: &str, id: &str, library: &dyn Library) -> Result<Table, Refused> {
    let mut loader = Loader {
        library,
        sources: Sources::default(),
        problems: Vec::new(),
    };
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
                .push(Problem::error("unknown-variant", NOWHERE, text));
        }
        Some(laid_out(&base, overlay?, &mut loader).0)
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

const NOWHERE: Place = Place {
    file: 0,
    start: 0,
    end: 0,
};

/// What one variant lays over the base.
struct Overlay {
    id: String,
    title: String,
    settings: Vec<Setting>,
    assumption: Option<Text>,
}

/// Returns the base and every variant with its whole stack.
fn overlays(base: &Table, problems: &mut Vec<Problem>) -> Vec<Overlay> {
    let title = base.text("title").unwrap_or_default().to_owned();
    let mut overlays = vec![Overlay {
        id: BASE.to_owned(),
        title,
        settings: Vec::new(),
        assumption: None,
    }];
    let tables: Vec<&Table> = base.tables("variant").map(|(_, table)| table).collect();
    for table in &tables {
        let Some(id) = table.text("id") else { continue };
        if id == BASE
            && let Some(node) = table.get("id")
        {
            let text = Text::new(
                "`base` is het scenario zelf",
                "`base` is the scenario itself",
            );
            let problem = Problem::error("repeated-id", node.place, text);
            problems.push(problem.hint("kies een andere id", "choose another id"));
        }
        let mut stack = Stack {
            tables: &tables,
            settings: Vec::new(),
            seen: Vec::new(),
            problems,
        };
        stack.lay(table);
        let settings = stack.settings;
        let assumption = table
            .text("assumption")
            .map(|nl| Text::new(nl, table.text("assumption-en").unwrap_or(nl)));
        let title = table.text("title").unwrap_or(id).to_owned();
        overlays.push(Overlay {
            id: id.to_owned(),
            title,
            settings,
            assumption,
        });
    }
    overlays
}

/// Variants laid one over the other; no two may set one path differently.
struct Stack<'a> {
    tables: &'a [&'a Table],
    settings: Vec<Setting>,
    seen: Vec<String>,
    problems: &'a mut Vec<Problem>,
}

impl Stack<'_> {
    fn lay(&mut self, variant: &Table) {
        let id = variant.text("id").unwrap_or_default().to_owned();
        if self.seen.contains(&id) {
            return;
        }
        self.seen.push(id);
        let below = variant
            .get("stack")
            .and_then(Node::as_list)
            .unwrap_or_default();
        for node in below {
            let name = node.as_text().unwrap_or_default();
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
    }

    fn add(&mut self, setting: Setting) {
        let same = self
            .settings
            .iter()
            .find(|earlier| earlier.path == setting.path);
        let Some(earlier) = same else {
            return self.settings.push(setting);
        };
        if earlier.node.value != setting.node.value {
            let path = &setting.path;
            let text = Text::new(
                format!("twee varianten van een stapel zetten `{path}` verschillend"),
                format!("two variants of a stack set `{path}` differently"),
            );
            let problem = Problem::error("conflicting-overlays", setting.place, text)
                .related(earlier.place, "eerder hier", "first here")
                .hint("haal een van beide weg", "remove one of them");
            self.problems.push(problem);
        }
    }
}

/// Builds one variant.
fn variant(base: &Table, overlay: &Overlay, loader: &mut Loader<'_>) -> Variant {
    let (tree, scheme) = laid_out(base, overlay, loader);
    let (scenario, places) = read(&tree, scheme.as_ref(), loader, overlay.assumption.as_ref());
    let settings = overlay
        .settings
        .iter()
        .map(|setting| (setting.path.clone(), written(loader, setting.node.place)));
    Variant {
        id: overlay.id.clone(),
        title: overlay.title.clone(),
        settings: settings.collect(),
        scenario,
        places,
    }
}

/// Lays out the tree of one variant: top-level settings, then the scheme they choose, then the
/// rest, then the counts.
fn laid_out(
    base: &Table,
    overlay: &Overlay,
    loader: &mut Loader<'_>,
) -> (Table, Option<SchemeTree>) {
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
    for setting in deeper {
        lay(
            &mut tree,
            setting,
            loader,
            chosen_at.map(|chosen| chosen.place),
        );
    }
    loader.attach_counts(&mut tree);
    (tree, scheme)
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

/// Checks a finished tree and reads it.
fn read(
    tree: &Table,
    scheme: Option<&SchemeTree>,
    loader: &mut Loader<'_>,
    assumption: Option<&Text>,
) -> (Scenario, BTreeMap<String, Place>) {
    let known = Known::collect(tree, &mut loader.problems);
    let mut conformity = Conformity {
        known: &known,
        problems: &mut loader.problems,
    };
    let start = Place {
        file: 0,
        start: 0,
        end: 0,
    };
    conformity.table(tree, &SCENARIO, start);
    if let Some((table, _)) = scheme {
        let place = table.entries.first().map_or(start, |entry| entry.key_place);
        conformity.table(table, &SCHEME, place);
    }
    let mut reader = Reader::default();
    let mut scenario = read_scenario(&mut reader, tree, scheme);
    if let Some(text) = assumption {
        let text = text.clone();
        scenario.assumptions.push(crate::domain::Assumption {
            path: None,
            text,
            source: None,
        });
    }
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

/// Sorts problems by place and drops those that several variants share.
fn in_file_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.place);
    let mut kept: Vec<Problem> = Vec::new();
    for problem in problems {
        let is_known = kept
            .iter()
            .rev()
            .take_while(|known| known.place == problem.place)
            .any(|known| {
                known.code == problem.code && (problem.place.is_some() || *known == problem)
            });
        if !is_known {
            kept.push(problem);
        }
    }
    kept
}
