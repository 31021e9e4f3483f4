//! Questions as they are asked: of their own case, or of another scenario that takes its place.
//!
//! Of a case a question takes who there is and what was counted. What it asks, it brings itself.

use std::collections::BTreeSet;

use super::known::RECIPIENTS;
use super::loader::Loader;
use super::problem::{Place, Problem};
use super::sources::Library;
use super::tree::{Node, Table};
use crate::domain::Text;

/// Returns where a question of the library stands inside it.
pub fn question_path(id: &str) -> String {
    format!("scenarios/questions/{}.toml", id.to_lowercase())
}

/// A question of the library where the path of a file is asked for: `question:A5`, or
/// `question:A5@my.toml` for the same question of another scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Which question.
    pub id: &'a str,
    /// The scenario that takes the place of the one that the question extends.
    pub with: Option<&'a str>,
}

impl<'a> Asked<'a> {
    /// How such a path begins.
    const PREFIX: &'static str = "question:";

    /// Reads a path; `None` where it is that of a file.
    pub fn of(path: &'a str) -> Option<Asked<'a>> {
        let rest = path.strip_prefix(Asked::PREFIX)?;
        let parts = rest.split_once('@');
        Some(match parts {
            Some((id, with)) => Asked {
                id,
                with: Some(with),
            },
            None => Asked {
                id: rest,
                with: None,
            },
        })
    }

    /// Returns the path.
    pub fn path(self) -> String {
        match self.with {
            Some(with) => format!("{}{}@{with}", Asked::PREFIX, self.id),
            None => format!("{}{}", Asked::PREFIX, self.id),
        }
    }
}

/// Returns the variants of a question in which somebody merges, splits or moves.
pub fn reshaping_variants(id: &str, library: &dyn Library) -> Vec<String> {
    let tree = Loader::new(library).scenario(&Asked { id, with: None }.path());
    let tree = tree.unwrap_or_default();
    let acting = tree.tables("variant").map(|(_, table)| table);
    let acting = acting.filter(|table| ACTS.iter().any(|act| table.get(act).is_some()));
    let ids = acting.filter_map(|table| table.text("id"));
    ids.map(str::to_owned).collect()
}

/// Takes out of a case what a question brings itself: what-ifs, wishes, figures and answers, and
/// with another scheme its rules. One's own scenario says who merges, splits or moves.
pub(super) fn make_room(case: &mut Table, question: &Table, is_own: bool) {
    let brings = |key: &str| question.get(key).is_some();
    let rules = ["scheme", "set", "component", "division"];
    let rules = rules.iter().filter(|_| brings("scheme"));
    let all = [
        "question",
        "question-en",
        "check",
        "figure",
        "answer",
        "decision",
        "evaluate",
        "uncertain",
        "event",
    ];
    let out: Vec<&str> = all.iter().chain(rules).copied().collect();
    case.entries
        .retain(|entry| !out.contains(&entry.key.as_str()));
    let asked: BTreeSet<&str> = question
        .tables("variant")
        .filter(|(_, table)| is_own && ACTS.iter().any(|act| table.get(act).is_some()))
        .filter_map(|(_, table)| table.text("id"))
        .collect();
    if let Some(variants) = case.get_mut("variant").and_then(Node::as_list_mut) {
        variants.retain(|node| {
            let id = node.as_table().and_then(|table| table.text("id"));
            id.is_some_and(|id| asked.contains(id))
        });
    }
}

/// Says whether a key tells who there is and how many were counted.
pub(super) fn is_population(key: &str) -> bool {
    let keys = [
        "region",
        "partnership",
        "board",
        "institute",
        "function",
        "others",
        "party",
        "count",
        "counts",
        "counted",
    ];
    keys.contains(&key)
}

/// The keys by which a variant says who merges, splits or moves.
const ACTS: [&str; 3] = ["merge", "split", "move"];

/// Leaves it to a scenario of one's own who merges, splits or moves in a variant that both have.
pub(super) fn give_way(question: &mut Table, own: &Table) {
    let nodes = question.get_mut("variant").and_then(Node::as_list_mut);
    for theirs in nodes.into_iter().flatten().filter_map(Node::as_table_mut) {
        if !ACTS.iter().any(|act| theirs.get(act).is_some()) {
            continue;
        }
        let id = theirs.text("id").unwrap_or_default();
        let mut variants = own.tables("variant").map(|(_, table)| table);
        let same = variants.find(|table| table.text("id") == Some(id));
        if let Some(same) = same {
            let is_said = |key: &str| ACTS.contains(&key) || same.get(key).is_some();
            let keeps = ["id", "stack"];
            theirs
                .entries
                .retain(|entry| keeps.contains(&entry.key.as_str()) || !is_said(&entry.key));
        }
    }
}

/// Leaves out of a question the figures of recipients that a scenario of one's own does not have,
/// and what is made of them: they would be those of its own example.
pub(super) fn forget_strangers(question: &mut Table, own: &Table) {
    let declared = |id: &str| {
        let mut lists = RECIPIENTS.iter().map(|(list, _)| list);
        lists.any(|list| {
            let tables = [own.tables(list), question.tables(list)];
            tables
                .into_iter()
                .flatten()
                .any(|(_, table)| table.text("id") == Some(id))
        })
    };
    let names = |table: &Table, key: &str| -> Vec<String> {
        let nodes = table.get(key).and_then(Node::as_list).unwrap_or_default();
        nodes
            .iter()
            .filter_map(Node::as_text)
            .map(str::to_owned)
            .collect()
    };
    let mut strange: Vec<String> = Vec::new();
    for (_, table) in question.tables("figure") {
        let is_strange = names(table, "recipients").iter().any(|id| !declared(id))
            || names(table, "of").iter().any(|id| strange.contains(id));
        if is_strange {
            strange.extend(table.text("id").map(str::to_owned));
        }
    }
    let says = |table: &Table, id: &str| {
        let texts = ["text", "text-en"]
            .into_iter()
            .filter_map(|key| table.text(key));
        let conditions = ["when", "unless"]
            .into_iter()
            .filter_map(|key| table.text(key));
        let tells = |text: &str| {
            [format!("{{{id}}}"), format!("{{{id}.")]
                .iter()
                .any(|told| text.contains(told.as_str()))
        };
        texts.into_iter().any(tells) || conditions.into_iter().any(|named| named == id)
    };
    for list in ["figure", "answer"] {
        if let Some(nodes) = question.get_mut(list).and_then(Node::as_list_mut) {
            nodes.retain(|node| {
                let Some(table) = node.as_table() else {
                    return true;
                };
                let id = table.text("id").unwrap_or_default();
                !strange
                    .iter()
                    .any(|strange| strange == id || says(table, strange))
            });
        }
    }
}

pub(super) fn unknown_question(id: &str) -> Problem {
    let text = Text::new(
        format!("vraag `{id}` is onbekend"),
        format!("unknown question `{id}`"),
    );
    Problem {
        place: None,
        ..Problem::error("unknown-question", Place::start_of(0), text)
    }
    .hint(
        "`verdeel questions` noemt ze alle",
        "`verdeel questions` lists them all",
    )
}
