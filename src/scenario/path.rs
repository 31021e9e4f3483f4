//! Paths that are read and not set: the number that a path leads to.
//!
//! The walk is that of [`overlay`](super::overlay), and so are its problems; but a step `*` stands
//! for every id, and nothing is changed on the way.

use super::grammar::SCENARIO;
use super::problem::{Place, Problem};
use super::shape::{Kind, Shape};
use super::tree::{Node, Table};
use crate::domain::Text;

/// The step that stands for every id.
pub(super) const EVERY: &str = "*";

/// Returns the kind of the number that `path` leads to in `tree`; where it holds `*`, in every
/// table that it may lead through.
///
/// # Errors
///
/// The problem with the path, at `place`, where it is written.
pub(super) fn number_at(
    tree: &Table,
    path: &str,
    place: Place,
) -> Result<&'static Kind, Box<Problem>> {
    let steps: Vec<&str> = path.split('.').collect();
    let walk = Walk {
        astray: Astray { path, place },
    };
    let kind = walk.field(&[tree], &SCENARIO, &steps)?;
    plain_number(kind).ok_or_else(|| walk.astray.no_number())
}

/// Returns the kind of the number that a path leads to by the grammar alone.
pub(super) fn kind_of_number(path: &str) -> Option<&'static Kind> {
    let steps: Vec<&str> = path
        .split('.')
        .map(|step| step.split_once('@').map_or(step, |(id, _)| id))
        .collect();
    plain_number(leaf(&SCENARIO, &steps)?)
}

/// Returns the kind that a plain number may have there.
fn plain_number(kind: &'static Kind) -> Option<&'static Kind> {
    match kind {
        Kind::Either(kinds) => kinds.iter().find(|kind| kind.is_number()),
        kind => Some(kind).filter(|kind| kind.is_number()),
    }
}

/// Returns what the value at a path is to be.
pub(super) fn leaf(shape: &'static Shape, steps: &[&str]) -> Option<&'static Kind> {
    let (first, rest) = steps.split_first()?;
    inside(shape.field(first)?.kind, rest)
}

fn inside(kind: &'static Kind, rest: &[&str]) -> Option<&'static Kind> {
    let Some((_, deeper)) = rest.split_first() else {
        return Some(kind);
    };
    match kind {
        Kind::Either(kinds) => kinds.iter().find_map(|kind| inside(kind, rest)),
        Kind::Tables(_) if deeper.is_empty() => Some(kind),
        Kind::Tables(shape) => leaf(shape, deeper),
        Kind::Table(shape) => leaf(shape, rest),
        Kind::Map(_, of) => inside(of, deeper),
        _ => None,
    }
}

/// Returns the name of an element of a list of tables.
pub(super) fn name_of<'t>(element: &'t Table, shape: &Shape) -> Option<&'t str> {
    super::scalar::digits(element.get(shape.named_by)?)
}

struct Walk<'a> {
    astray: Astray<'a>,
}

type Found = Result<&'static Kind, Box<Problem>>;

impl Walk<'_> {
    /// Goes to the field that the first step names in the tables.
    fn field(&self, tables: &[&Table], shape: &'static Shape, steps: &[&str]) -> Found {
        let [step, rest @ ..] = steps else {
            return Err(self.astray.unfinished());
        };
        let Some(field) = shape.field(step) else {
            return Err(match step.is_empty() {
                true => self.astray.unfinished(),
                false => self.astray.no_such_field(step, shape),
            });
        };
        if rest.is_empty() {
            return Ok(field.kind);
        }
        let nodes: Vec<&Node> = tables.iter().filter_map(|one| one.get(field.key)).collect();
        self.inside(&nodes, (field.key, field.kind), rest)
    }

    fn inside(&self, nodes: &[&Node], (key, kind): (&str, &'static Kind), rest: &[&str]) -> Found {
        let kinds = match kind {
            Kind::Either(kinds) => kinds,
            kind => std::slice::from_ref(kind),
        };
        let tables = || nodes.iter().filter_map(|node| node.as_table());
        for kind in kinds {
            match kind {
                Kind::Tables(shape) => return self.element(nodes, key, shape, rest),
                Kind::Table(shape) => {
                    return self.field(&tables().collect::<Vec<_>>(), shape, rest);
                }
                Kind::Map(_, of) => {
                    let [name, deeper @ ..] = rest else {
                        return Err(self.astray.unfinished());
                    };
                    if deeper.is_empty() {
                        return Ok(of);
                    }
                    let inner: Vec<&Node> = tables()
                        .flat_map(|table| &table.entries)
                        .filter(|entry| *name == EVERY || entry.key == *name)
                        .map(|entry| &entry.node)
                        .collect();
                    return self.inside(&inner, (name, of), deeper);
                }
                Kind::List(_) => return Err(self.astray.goes_into_a_list(key)),
                _ => {}
            }
        }
        Err(self.astray.goes_into_a_value(key))
    }

    /// Goes into the elements of lists that the first step names.
    fn element(&self, nodes: &[&Node], list: &str, shape: &'static Shape, rest: &[&str]) -> Found {
        let [step, deeper @ ..] = rest else {
            return Err(self.astray.unfinished());
        };
        let (id, holder) = match step.split_once('@') {
            Some((id, holder)) => (id, Some(holder)),
            None => (*step, None),
        };
        let all = nodes.iter().filter_map(|node| node.as_list()).flatten();
        let all: Vec<&Table> = all.filter_map(Node::as_table).collect();
        let named = |table: &&&Table| id == EVERY || name_of(table, shape) == Some(id);
        let found: Vec<&Table> = all.iter().filter(named).copied().collect();
        if found.is_empty() {
            return Err(self.astray.no_such_element(&all, list, shape, id));
        }
        let Some(holder) = holder else {
            return self.field(&found, shape, deeper);
        };
        let Some(field) = deeper.first().filter(|_| !holder.is_empty()) else {
            return Err(self.astray.unfinished());
        };
        match shape.field("at").map(|at| at.kind) {
            Some(Kind::Map(_, Kind::Table(terms))) => {
                let stated = found.iter().flat_map(|one| stated(one, holder, field));
                self.field(&stated.collect::<Vec<_>>(), terms, deeper)
            }
            _ => Err(self.astray.no_holder(shape.name)),
        }
    }
}

/// Returns the tables that may state a field for a holder: its own terms where they do, and else
/// those of every holder.
fn stated<'t>(element: &'t Table, holder: &str, field: &str) -> Vec<&'t Table> {
    let at = element.get("at").and_then(Node::as_table);
    let own = at.into_iter().flat_map(|at| &at.entries);
    let own = own.filter(|entry| holder == EVERY || entry.key == holder);
    let own = own.filter_map(|entry| entry.node.as_table());
    let mut tables: Vec<&Table> = own.filter(|terms| terms.get(field).is_some()).collect();
    if holder == EVERY || tables.is_empty() {
        tables.push(element);
    }
    tables
}

/// A path that leads nowhere, and where it is written.
pub(super) struct Astray<'a> {
    pub(super) path: &'a str,
    pub(super) place: Place,
}

impl Astray<'_> {
    fn problem(&self, nl: String, en: String) -> Problem {
        Problem::error("dangling-path", self.place, Text::new(nl, en))
    }

    pub(super) fn unfinished(&self) -> Box<Problem> {
        let path = self.path;
        let problem = self
            .problem(
                format!("het pad `{path}` noemt geen veld"),
                format!("the path `{path}` names no field"),
            )
            .expected("een lijst, een id en een veld", "a list, an id and a field")
            .hint(
                "bijvoorbeeld `component.per-student.amount`",
                "for example `component.per-student.amount`",
            );
        Box::new(problem)
    }

    pub(super) fn no_such_field(&self, step: &str, shape: &'static Shape) -> Box<Problem> {
        let name = shape.name;
        let keys = shape.keys().collect::<Vec<_>>().join(", ");
        let problem = self
            .problem(
                format!("het pad leidt nergens heen: `{name}` heeft geen `{step}`"),
                format!("the path leads nowhere: `{name}` has no `{step}`"),
            )
            .expected(format!("een van {keys}"), format!("one of {keys}"))
            .hint_nearest(step, shape.keys());
        Box::new(problem)
    }

    pub(super) fn no_such_element(
        &self,
        elements: &[&Table],
        list: &str,
        shape: &Shape,
        id: &str,
    ) -> Box<Problem> {
        let names: Vec<&str> = elements
            .iter()
            .filter_map(|element| name_of(element, shape))
            .collect();
        let known = names.join(", ");
        let problem = self
            .problem(
                format!("het pad leidt nergens heen: er is geen `{list}` `{id}`"),
                format!("the path leads nowhere: there is no {list} `{id}`"),
            )
            .expected(
                if known.is_empty() {
                    "er is er geen".into()
                } else {
                    format!("een van {known}")
                },
                if known.is_empty() {
                    "there is none".into()
                } else {
                    format!("one of {known}")
                },
            )
            .hint_nearest(id, names);
        Box::new(problem)
    }

    pub(super) fn no_holder(&self, owner: &str) -> Box<Problem> {
        let problem = self.problem(
            format!("`@` hoort bij een verdeling met `from`, niet bij `{owner}`"),
            format!("`@` belongs to a division with `from`, not to `{owner}`"),
        );
        Box::new(problem.hint(
            "haal `@` weg met de ontvanger erachter",
            "remove `@` with the recipient behind it",
        ))
    }

    pub(super) fn goes_into_a_list(&self, key: &str) -> Box<Problem> {
        let problem = self.problem(
            format!("het pad gaat verder in `{key}`, een lijst zonder namen"),
            format!("the path goes on inside `{key}`, a list without names"),
        );
        Box::new(problem.hint(
            format!("laat het pad eindigen bij `{key}` en geef de hele lijst"),
            format!("end the path at `{key}` and give the whole list"),
        ))
    }

    pub(super) fn goes_into_a_value(&self, key: &str) -> Box<Problem> {
        let problem = self.problem(
            format!("het pad gaat verder dan `{key}`, dat een enkele waarde is"),
            format!("the path goes on beyond `{key}`, which is a single value"),
        );
        Box::new(problem.hint(
            format!("laat het pad eindigen bij `{key}`"),
            format!("end the path at `{key}`"),
        ))
    }

    fn no_number(&self) -> Box<Problem> {
        let path = self.path;
        let problem = self.problem(
            format!("het pad `{path}` leidt naar iets dat geen getal is"),
            format!("the path `{path}` leads to what is no number"),
        );
        Box::new(problem.hint(
            "noem een bedrag, deel, aantal of groei, zoals `component.per-student.amount`",
            "name an amount, share, count or growth, such as `component.per-student.amount`",
        ))
    }
}
