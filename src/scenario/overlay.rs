//! Overlays: paths with values, laid over a tree.
//!
//! A path names a list, an id and a field: `component.per-student.amount`. A holder's own terms
//! are behind an `@`: `division.in-region@zuid.key`. A path that leads nowhere is an error at the
//! place where it is written.

use super::grammar::SCENARIO;
use super::path::{Astray, name_of};
use super::problem::{Place, Problem};
use super::shape::{Field, Kind, Shape};
use super::tree::{Node, Table, Value};
use crate::domain::Text;

/// Keys that have been read before overlays are laid, so that a path cannot set them.
const FIXED: [&str; 3] = ["extends", "variant", "set"];

/// One path with its value.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) path: String,
    /// Where the last step is written.
    pub(super) place: Place,
    /// Where each step is written.
    steps: Vec<Place>,
    pub(super) node: Node,
}

impl Setting {
    /// Returns where the first step is written.
    pub(super) fn start(&self) -> Place {
        self.steps.first().copied().unwrap_or(self.place)
    }

    /// Says whether the path leads into what a scheme may declare.
    pub(super) fn leads_into_a_scheme(&self) -> bool {
        let first = self.path.split('.').next();
        first.is_some_and(|first| ["component", "division"].contains(&first))
    }

    /// Says whether this setting undoes `earlier`: it sets the same, or a whole of which `earlier`
    /// sets a part.
    pub(super) fn undoes(&self, earlier: &Setting) -> bool {
        let spelled = |path: &str| path.replace('@', ".at.");
        let (whole, part) = (spelled(&self.path), spelled(&earlier.path));
        match part.strip_prefix(&whole) {
            Some("") => !self.node.says_the_same_as(&earlier.node),
            Some(rest) => rest.starts_with('.'),
            None => false,
        }
    }

    /// Says whether one of `others` sets the same path to the same value.
    pub(super) fn is_in(&self, others: &[Setting]) -> bool {
        let spelled = |path: &str| path.replace('@', ".at.");
        others.iter().any(|other| {
            spelled(&other.path) == spelled(&self.path) && self.node.says_the_same_as(&other.node)
        })
    }

    /// Says whether the path is a key of the scenario itself, such as `scheme`.
    pub(super) fn is_top_level(&self) -> bool {
        !self.path.contains('.')
    }
}

/// Returns the settings of a `set` table; dotted keys without quotes become the same paths.
pub(super) fn settings(set: Option<&Node>) -> Vec<Setting> {
    let mut found = Vec::new();
    if let Some(table) = set.and_then(Node::as_table) {
        flatten(table, ("", &[]), &mut found);
    }
    found
}

fn flatten(table: &Table, (prefix, before): (&str, &[Place]), found: &mut Vec<Setting>) {
    for entry in &table.entries {
        let path = format!("{prefix}{}", entry.key);
        let steps = path.split('.').count();
        let mut places = before.to_vec();
        places.resize(steps, entry.key_place);
        let first = path.split('.').next().unwrap_or_default();
        let steps_of_a_field = match SCENARIO.field(first).map(|field| field.kind) {
            Some(Kind::Tables(_)) => 3,
            Some(Kind::Table(_)) => 2,
            _ => 1,
        };
        match &entry.node.value {
            Value::Table(inner) if steps < steps_of_a_field => {
                flatten(inner, (&format!("{path}."), &places), found);
            }
            _ => found.push(Setting {
                path,
                place: entry.key_place,
                steps: places,
                node: entry.node.clone(),
            }),
        }
    }
}

/// Lays one setting over the tree.
///
/// # Errors
///
/// The problem with the path, at the place of the setting.
pub(super) fn apply(tree: &mut Table, setting: &Setting) -> Result<(), Box<Problem>> {
    let steps: Vec<&str> = setting.path.split('.').collect();
    if let Some(first) = steps.first().filter(|first| FIXED.contains(first)) {
        return Err(Box::new(fixed(setting, first).hint(
            "schrijf een variant op een variant met `stack`, en `extends` boven in het bestand",
            "write a variant on a variant with `stack`, and `extends` at the top of the file",
        )));
    }
    if let [_, _, .., "id"] = steps.as_slice() {
        return Err(Box::new(fixed(setting, "id").hint(
            "een id blijft; zet `name` voor een andere naam",
            "an id stays; set `name` for another name",
        )));
    }
    let mut node = setting.node.clone();
    node.overlaid = true;
    let walk = Walk { setting, node };
    walk.field(tree, &SCENARIO, &steps)
}

fn fixed(setting: &Setting, key: &str) -> Problem {
    let text = Text::new(
        format!("een pad kan `{key}` niet zetten"),
        format!("a path cannot set `{key}`"),
    );
    Problem::error("dangling-path", setting.place, text)
}

struct Walk<'a> {
    setting: &'a Setting,
    node: Node,
}

type Walked = Result<(), Box<Problem>>;

impl Walk<'_> {
    /// Says that the path goes wrong at the first of the steps that are left.
    fn astray(&self, left: &[&str]) -> Astray<'_> {
        let Setting { steps, place, .. } = self.setting;
        let at = steps.len().saturating_sub(left.len());
        Astray {
            path: &self.setting.path,
            place: steps.get(at).copied().unwrap_or(*place),
        }
    }

    /// Sets the field that the first step names, or goes on inside it.
    fn field(&self, table: &mut Table, shape: &'static Shape, steps: &[&str]) -> Walked {
        let [step, rest @ ..] = steps else {
            return Err(self.astray(steps).unfinished());
        };
        let Some(field) = shape.field(step) else {
            return Err(match step.is_empty() {
                true => self.astray(steps).unfinished(),
                false => self.astray(steps).no_such_field(step, shape),
            });
        };
        if rest.is_empty() {
            table.set(step, self.setting.place, self.node.clone());
            return Ok(());
        }
        self.inside(table, field, rest)
    }

    fn inside(&self, table: &mut Table, field: &'static Field, rest: &[&str]) -> Walked {
        let kinds: &[Kind] = match field.kind {
            Kind::Either(kinds) => kinds,
            kind => std::slice::from_ref(kind),
        };
        for kind in kinds {
            match kind {
                Kind::Tables(shape) => return self.element(table, field.key, shape, rest),
                Kind::Table(shape) => {
                    let inner = self.open(table, field.key, rest)?;
                    return self.field(inner, shape, rest);
                }
                Kind::Map(_, of) => {
                    let inner = self.open(table, field.key, rest)?;
                    return self.map(inner, of, rest);
                }
                Kind::List(_) => return Err(self.astray(rest).goes_into_a_list(field.key)),
                _ => {}
            }
        }
        Err(self.astray(rest).goes_into_a_value(field.key))
    }

    /// Goes into the table under a key, with the steps that are left.
    fn open<'t>(
        &self,
        table: &'t mut Table,
        key: &str,
        left: &[&str],
    ) -> Result<&'t mut Table, Box<Problem>> {
        let place = self.setting.place;
        table
            .table_or_new(key, place)
            .ok_or_else(|| self.astray(left).goes_into_a_value(key))
    }

    fn map(&self, table: &mut Table, of: &'static Kind, rest: &[&str]) -> Walked {
        let [key, deeper @ ..] = rest else {
            return Err(self.astray(rest).unfinished());
        };
        if deeper.is_empty() {
            table.set(key, self.setting.place, self.node.clone());
            return Ok(());
        }
        match of {
            Kind::Table(shape) => self.field(self.open(table, key, deeper)?, shape, deeper),
            _ => Err(self.astray(deeper).goes_into_a_value(key)),
        }
    }

    /// Goes into the element of a list of tables that the first step names.
    fn element(
        &self,
        table: &mut Table,
        list: &str,
        shape: &'static Shape,
        rest: &[&str],
    ) -> Walked {
        let [step, deeper @ ..] = rest else {
            return Err(self.astray(rest).unfinished());
        };
        let (id, holder) = match step.split_once('@') {
            Some((id, holder)) => (id, Some(holder)),
            None => (*step, None),
        };
        let nodes = table.get_mut(list).and_then(Node::as_list_mut);
        let mut tables = nodes.into_iter().flatten().filter_map(Node::as_table_mut);
        let found = tables.find(|element| name_of(element, shape) == Some(id));
        let Some(element) = found else {
            let all: Vec<&Table> = table.tables(list).map(|(_, element)| element).collect();
            return Err(self.astray(rest).no_such_element(&all, list, shape, id));
        };
        match holder {
            Some(holder) if holder.is_empty() || deeper.is_empty() => {
                Err(self.astray(rest).unfinished())
            }
            None => self.field(element, shape, deeper),
            Some(holder) => self.terms(element, shape, holder, rest),
        }
    }

    /// Goes into the terms of one holder; what a deeper step changes starts as the common terms.
    fn terms(&self, element: &mut Table, shape: &Shape, holder: &str, rest: &[&str]) -> Walked {
        let deeper = rest.get(1..).unwrap_or_default();
        let Some(Kind::Map(_, Kind::Table(terms_shape))) = shape.field("at").map(|at| at.kind)
        else {
            return Err(self.astray(rest).no_holder(shape.name));
        };
        if element.get("pays").is_some() && element.get("from").is_none() {
            let id = name_of(element, shape).unwrap_or_default();
            return Err(self.astray(rest).no_holder(&format!("{}.{id}", shape.name)));
        }
        let common = element.clone();
        let at = self.open(element, "at", rest)?;
        let terms = self.open(at, holder, rest)?;
        if let [field, _, ..] = deeper
            && terms.get(field).is_none()
            && let Some(entry) = common.entry(field)
        {
            terms.set(field, entry.key_place, entry.node.clone());
        }
        self.field(terms, terms_shape, deeper)
    }
}
