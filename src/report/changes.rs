//! Changes between scenarios in sentences, as JSON and as CSV.

use super::wording::{Sentences, Setting};
use crate::domain::Lang;
use crate::scenario::Facts;

/// One value that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its path.
    pub path: String,
    /// What it was; `None` when it is new.
    pub from: Option<String>,
    /// What it is; `None` when it is gone.
    pub to: Option<String>,
}

/// Keys that say something about a value but change nothing.
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

/// Returns the changes in sentences: whole parts that are new or gone in one, and no changes of
/// names, sources and remarks, which move nothing. `fact` is what one of the scenarios states at a
/// path, where it names things.
pub fn changes_text<'a>(
    changes: &[Change],
    fact: impl Fn(&str) -> Option<&'a String>,
    lang: Lang,
) -> String {
    let name_of = |table: &str, id: &str| named(table, id, &fact, lang);
    let sentences = Sentences::new(lang);
    let wholes: Vec<&Change> = changes
        .iter()
        .filter(|change| change.whole().is_some())
        .collect();
    let is_told = |change: &&Change| {
        let inside = |whole: &&Change| {
            change.path != whole.path
                && whole
                    .whole()
                    .is_some_and(|part| change.path.starts_with(&format!("{part}.")))
        };
        let key = change.path.rsplit('.').next().unwrap_or_default();
        !wholes.iter().any(inside) && !NOTES.contains(&key)
    };
    let lines: String = changes
        .iter()
        .filter(is_told)
        .map(|change| {
            let path = change.whole().unwrap_or(&change.path);
            let path = path.trim_end_matches(".value");
            let is_whole = change.whole().is_some();
            let value = |value: &Option<String>| {
                value.as_ref().map(|value| {
                    if is_whole {
                        String::new()
                    } else {
                        value.clone()
                    }
                })
            };
            let (from, to) = (value(&change.from), value(&change.to));
            let name = sentences.setting(path, name_of);
            let change = sentences.change(&name, from.as_deref(), to.as_deref());
            format!("- {change}\n")
        })
        .collect();
    if lines.is_empty() {
        format!("{}\n", sentences.no_change())
    } else {
        lines
    }
}

/// Returns the name of something in the language, as one of the scenarios states it.
fn named<'a>(
    table: &str,
    id: &str,
    fact: impl Fn(&str) -> Option<&'a String>,
    lang: Lang,
) -> Option<String> {
    let name = format!("{table}.{id}.name");
    let own = match lang {
        Lang::Nl => None,
        Lang::En => fact(&format!("{name}-en")),
    };
    own.or_else(|| fact(&name)).cloned()
}

/// Returns in words what becomes of a setting between two scenarios; `None` where both state the
/// same. `title_of` knows the titles of schemes.
pub fn set_in_words(
    path: &str,
    [before, after]: [&Facts; 2],
    title_of: impl Fn(&str) -> Option<String>,
    lang: Lang,
) -> Option<Setting> {
    let say = Sentences::new(lang);
    let fact = |path: &str| after.get(path).or_else(|| before.get(path));
    let name_of = |table: &str, id: &str| named(table, id, fact, lang);
    let stated = path.replace('@', ".at.");
    let value = |facts: &Facts| match facts.get(&stated) {
        Some(value) if path == "scheme" => title_of(value).or_else(|| Some(value.clone())),
        Some(value) => {
            let parts = value.split(", ").map(|part| {
                name_of("component", part).unwrap_or_else(|| say.set_value(path, part))
            });
            Some(parts.collect::<Vec<String>>().join(", "))
        }
        None => {
            let below = format!("{stated}.");
            let parts = facts.range(below.clone()..);
            let parts = parts.map_while(|(path, value)| Some((path.strip_prefix(&below)?, value)));
            let parts = parts.filter_map(|(path, value)| {
                let steps: Vec<&str> = path.split('.').collect();
                let (last, above) = steps.split_last()?;
                // A part that is named by what it says needs no second word for it.
                let is_own_name = above.last().is_some_and(|name| name == value);
                let is_told = !NOTES.contains(last) && !is_own_name;
                is_told
                    .then(|| say.part_of_value(&format!("{stated}.{path}"), &steps, value, name_of))
            });
            let parts: Vec<String> = parts.collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
    };
    let (from, to) = (value(before), value(after));
    (from != to).then(|| Setting {
        path: path.to_owned(),
        name: say.setting_name(path, name_of),
        from,
        to,
    })
}

impl Change {
    /// Returns the path of the part that is new or gone as a whole, if this is its id.
    fn whole(&self) -> Option<&str> {
        let is_one_sided = self.from.is_none() || self.to.is_none();
        self.path.strip_suffix(".id").filter(|_| is_one_sided)
    }
}

/// Returns the changes as JSON.
pub fn changes_json(first: &str, second: &str, changes: &[Change]) -> serde_json::Value {
    let rows: Vec<serde_json::Value> = changes
        .iter()
        .map(
            |Change { path, from, to }| serde_json::json!({ "path": path, "from": from, "to": to }),
        )
        .collect();
    serde_json::json!({
        "schema": "verdeel/diff@1", "first": first, "second": second, "changes": rows,
    })
}

/// Returns the changes as CSV.
pub fn changes_csv(changes: &[Change]) -> String {
    let cell = |value: &Option<String>| value.clone().unwrap_or_default();
    let rows: Vec<Vec<String>> = changes
        .iter()
        .map(|change| vec![change.path.clone(), cell(&change.from), cell(&change.to)])
        .collect();
    super::csv::written(&["path", "from", "to"], &rows)
}
