//! Opening a live file: what it carries, what was changed in it, and its files.

use serde_json::{Value, json};

use super::super::diff::changes;
use super::super::library::{Reading, Shelf};
use super::super::open::{Study, refused};
use super::super::{Answer, Failure, Format, Manner, Placing, pretty};
use super::bundle::Carried;
use super::{Live, ORIGIN};
use crate::report::wording::Sentences;
use crate::report::{Change, changes_text, csv_text, folded};
use crate::scenario::{BASE, Facts, Variant, facts, live_hint};

/// A live file that is opened.
#[derive(Clone, Debug)]
pub struct OpenQuestion {
    /// The path of the file; with `origin:` before it, what the file was made of.
    pub path: String,
    /// The folder to which its files go.
    pub folder: Option<String>,
}

/// Columns of the rows.
const CSV_HEAD: [&str; 4] = ["variant", "path", "from", "to"];

/// Opens a live file: tells what it carries and what was changed in it, and returns its files where
/// a folder is named. Files are also there when the scenario in it has problems.
///
/// # Errors
///
/// A [`Failure`] when it is no live file, or with the problems of the scenario in it.
pub fn open_live(
    question: &OpenQuestion,
    manner: Manner,
    read: Reading<'_>,
) -> Result<Answer, Failure> {
    let OpenQuestion { path, folder } = question;
    let lang = manner.look.lang;
    let carried = Live::at(path, read).map_err(|why| {
        let failure = Failure::unreadable(path, &why, lang);
        let hint = live_hint();
        let text = format!("{}hint: {}\n", failure.text, hint.in_lang(lang));
        Failure { text, ..failure }
    })?;
    let told = Told::of(path, manner, read);
    let names = carried.texts.keys().cloned().collect();
    let placed = match folder {
        Some(_) => files(carried),
        None => Vec::new(),
    };
    let (told, problems) = match (told, folder) {
        (Ok(told), _) => (told.in_manner((path, names), manner), String::new()),
        (Err(failure), None) => return Err(failure),
        // Who is handed a scenario with problems needs its text to mend them.
        (Err(failure), Some(_)) => (String::new(), failure.text),
    };
    let written = folder
        .as_ref()
        .map(|folder| Sentences::new(lang).written_to(folder));
    Ok(Answer {
        text: told,
        has_problems: !problems.is_empty(),
        aside: problems + &written.unwrap_or_default(),
        files: placed,
        folder: folder.clone(),
        placing: Placing::New,
        ..Answer::default()
    })
}

fn files(carried: Carried) -> Vec<(String, Vec<u8>)> {
    let texts = carried.texts.into_iter();
    texts
        .map(|(name, text)| (name, text.into_bytes()))
        .collect()
}

/// What is told of a live file.
struct Told {
    title: String,
    variants: Vec<(String, String)>,
    /// Against the original; none where that is what is opened.
    against: Option<Against>,
}

/// What differs from the original.
struct Against {
    title: String,
    differences: Vec<Difference>,
    /// Whether the texts differ at all.
    is_other: bool,
}

/// What became of one variant.
pub(in crate::study) struct Difference {
    id: String,
    fate: Fate,
    changes: Vec<Change>,
    facts: [Facts; 2],
}

enum Fate {
    Changed,
    New(String),
    Gone(String),
}

impl Told {
    fn of(path: &str, manner: Manner, read: Reading<'_>) -> Result<Told, Failure> {
        let open =
            |path: &str| Study::open(path, read).map_err(|problems| refused(&problems, manner));
        let now = open(path)?;
        let lang = manner.look.lang;
        let titles = now.opened.variants.iter();
        let titles = titles.map(|one| (one.id.clone(), one.title.in_lang(lang).to_owned()));
        let against = match path.starts_with(ORIGIN) {
            true => None,
            false => {
                let origin = format!("{ORIGIN}{path}");
                let before = open(&origin)?;
                let texts = |study: &Study| {
                    let files = study.opened.sources.files().iter();
                    files.map(|file| file.text.clone()).collect::<Vec<String>>()
                };
                Some(Against {
                    title: before.opened.title.in_lang(lang).to_owned(),
                    is_other: texts(&before) != texts(&now),
                    differences: differences((&origin, &before), (path, &now), (manner, read))?,
                })
            }
        };
        Ok(Told {
            title: now.opened.title.in_lang(lang).to_owned(),
            variants: titles.collect(),
            against,
        })
    }

    fn in_manner(&self, (path, names): (&str, Vec<String>), manner: Manner) -> String {
        match manner.format {
            Format::Table => folded(&self.text((path, &names), manner), manner.look),
            Format::Json => pretty(&self.json((path, &names))),
            Format::Csv => csv_text(&CSV_HEAD, &self.rows()),
        }
    }

    fn text(&self, (path, names): (&str, &[String]), manner: Manner) -> String {
        let say = Sentences::new(manner.look.lang);
        let mut text = say.carried(path, &self.title);
        for (id, title) in &self.variants {
            text += &say.carried_variant(id, title);
        }
        text += &say.carried_files(names);
        let Some(against) = &self.against else {
            return text;
        };
        text.push('\n');
        if against.differences.is_empty() {
            return text
                + match against.is_other {
                    true => say.other_words(),
                    false => say.unchanged_since(),
                };
        }
        text + &say.changed_since(&against.title) + &differences_text(&against.differences, manner)
    }

    fn json(&self, (path, names): (&str, &[String])) -> Value {
        let variants = self.variants.iter();
        let variants = variants.map(|(id, title)| json!({ "id": id, "title": title }));
        let differences = self.against.iter().flat_map(|against| &against.differences);
        let differences = differences.map(|difference| {
            let changes = difference.changes.iter();
            let changes = changes
                .map(|Change { path, from, to }| json!({ "path": path, "from": from, "to": to }));
            json!({
                "variant": difference.id,
                "fate": difference.fate.name(),
                "changes": changes.collect::<Vec<Value>>(),
            })
        });
        json!({
            "schema": "verdeel/open@1",
            "path": path,
            "title": self.title,
            "variants": variants.collect::<Vec<Value>>(),
            "files": names,
            "differences": differences.collect::<Vec<Value>>(),
        })
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let cell = |value: &Option<String>| value.clone().unwrap_or_default();
        let differences = self.against.iter().flat_map(|against| &against.differences);
        let rows = differences.flat_map(|difference| {
            let changes = difference.changes.iter();
            changes.map(|Change { path, from, to }| {
                vec![difference.id.clone(), path.clone(), cell(from), cell(to)]
            })
        });
        rows.collect()
    }
}

impl Fate {
    fn name(&self) -> &'static str {
        match self {
            Fate::Changed => "changed",
            Fate::New(_) => "new",
            Fate::Gone(_) => "gone",
        }
    }
}

/// Tells what became of each variant.
pub(in crate::study) fn differences_text(differences: &[Difference], manner: Manner) -> String {
    let (say, mut text) = (Sentences::new(manner.look.lang), String::new());
    for Difference {
        id,
        fate,
        changes,
        facts: [before, after],
    } in differences
    {
        text += &match fate {
            Fate::Changed if id == BASE => String::new(),
            Fate::Changed => format!("\n{}", say.changed_in_variant(id)),
            Fate::New(title) => format!("\n{}", say.new_variant(id, title)),
            Fate::Gone(title) => format!("\n{}", say.gone_variant(id, title)),
        };
        if !matches!(fate, Fate::Gone(_)) {
            let fact = |path: &str| after.get(path).or_else(|| before.get(path));
            text += &changes_text(changes, fact, manner.look.lang);
        }
    }
    text
}

/// Returns what became of each variant: of those that both have what differs beyond what differs
/// in the scenario itself, of new ones what they change of it.
pub(in crate::study) fn differences(
    (origin, before): (&str, &Study),
    (current, after): (&str, &Study),
    (manner, read): (Manner, Reading<'_>),
) -> Result<Vec<Difference>, Failure> {
    let lang = manner.look.lang;
    let facts = |path: &str, id: &str| {
        let found = facts(&format!("{path}#{id}"), &Shelf { read });
        found.map_err(|problems| refused(&problems, manner))
    };
    let (was, is) = (&before.opened.variants, &after.opened.variants);
    let has = |list: &[Variant], id: &str| list.iter().any(|variant| variant.id == id);
    let of_base = changes(&facts(origin, BASE)?, &facts(current, BASE)?);
    let mut found = Vec::new();
    for variant in is {
        let id = &variant.id;
        let is_new = !has(was, id);
        let other = match is_new {
            true => facts(current, BASE)?,
            false => facts(origin, id)?,
        };
        let own = facts(current, id)?;
        let mut changes = changes(&other, &own);
        if id != BASE && !is_new {
            changes.retain(|change| !of_base.contains(change));
        }
        let fate = match is_new {
            true => Fate::New(variant.title.in_lang(lang).to_owned()),
            false => Fate::Changed,
        };
        if is_new || !changes.is_empty() {
            found.push(Difference {
                id: id.clone(),
                fate,
                changes,
                facts: [other, own],
            });
        }
    }
    let gone = was.iter().filter(|variant| !has(is, &variant.id));
    found.extend(gone.map(|variant| Difference {
        id: variant.id.clone(),
        fate: Fate::Gone(variant.title.in_lang(lang).to_owned()),
        changes: Vec::new(),
        facts: [Facts::new(), Facts::new()],
    }));
    Ok(found)
}
