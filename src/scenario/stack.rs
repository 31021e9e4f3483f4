//! What variants lay over a scenario: their own settings, and those of the variants below them.

use std::collections::BTreeSet;

use super::open::BASE;
use super::overlay::{Setting, settings};
use super::problem::{Place, Problem};
use super::reshaping::{Act, acts, add};
use super::tree::{Node, Table};
use crate::domain::Text;

/// Most variants of one file.
pub(super) const MAX_VARIANTS: usize = 10_000;

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
    pub(super) fn none(base: &Table) -> Overlay {
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
