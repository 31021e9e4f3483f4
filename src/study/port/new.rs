//! `new`: texts of new scenarios, out of a few entries.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;

use super::super::Failure;
use super::request::{Language, read};
use super::{NoRequest, Port, Reply, Trouble};
use crate::domain::Text;
use crate::report::wording::Sentences;
use crate::scenario::{Draft, DraftPartnership, DraftRegion, drafted, records};

/// The name of a new file.
const PATH: &str = "nieuw.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewRequest {
    #[serde(default)]
    lang: Language,
    estimate: Option<Estimate>,
    form: Option<Filled>,
    table: Option<Counted>,
}

/// The first minute: three entries.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Estimate {
    regions: Vec<EstimateRegion>,
    last_year: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EstimateRegion {
    name: String,
    students: u32,
    slice: String,
}

/// A guided form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Filled {
    title: String,
    year: String,
    scheme: String,
    regions: Vec<String>,
    partnerships: Vec<FilledPartnership>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilledPartnership {
    name: String,
    students: BTreeMap<String, u32>,
}

/// A CSV of students.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Counted {
    name: String,
    text: String,
    year: String,
    scheme: String,
}

/// Writes a new scenario.
pub(super) fn new(_: Port<'_>, body: &[u8]) -> Reply {
    let request: NewRequest = read(body)?;
    let say = Sentences::new(request.lang.lang());
    let (draft, files) = match (request.estimate, request.form, request.table) {
        (Some(estimate), None, None) => (estimate.draft(say), json!({})),
        (None, Some(form), None) => (form.draft(), json!({})),
        (None, None, Some(table)) => {
            let files = json!({ table.name.clone(): table.text.clone() });
            (table.draft(say)?, files)
        }
        _ => {
            let why = "one of `estimate`, `form` and `table`".to_owned();
            return Err(Trouble::NoRequest(NoRequest::Malformed(why)));
        }
    };
    let recipient = draft.partnerships.first().map(|one| one.id.clone());
    Ok(json!({
        "path": PATH, "text": drafted(&draft), "files": files, "recipient": recipient,
    }))
}

/// Makes ids out of names: small letters, digits and dashes, none of them twice.
#[derive(Default)]
struct Ids {
    taken: Vec<(String, String)>,
}

impl Ids {
    fn of(&mut self, name: &str) -> String {
        if let Some((_, id)) = self.taken.iter().find(|(known, _)| known == name) {
            return id.clone();
        }
        let mut id = String::new();
        for sign in name.to_lowercase().chars() {
            match sign {
                'a'..='z' | '0'..='9' => id.push(sign),
                'à'..='å' => id.push('a'),
                'è'..='ë' => id.push('e'),
                'ì'..='ï' => id.push('i'),
                'ò'..='ö' => id.push('o'),
                'ù'..='ü' => id.push('u'),
                _ if !id.is_empty() && !id.ends_with('-') => id.push('-'),
                _ => {}
            }
        }
        id.truncate(60);
        let id = id.trim_matches('-').to_owned();
        let stem = if id.is_empty() { "naam".to_owned() } else { id };
        let is_taken = |id: &str| self.taken.iter().any(|(_, taken)| taken == id);
        let mut numbers = (2_u32..).map(|number| format!("{stem}-{number}"));
        let free = match is_taken(&stem) {
            false => stem,
            true => numbers.find(|id| !is_taken(id)).unwrap_or_default(),
        };
        self.taken.push((name.to_owned(), free.clone()));
        free
    }
}

impl Estimate {
    fn draft(self, say: Sentences) -> Draft {
        let mut ids = Ids::default();
        let own = "mijn-partnerschap";
        let name = say.my_partnership();
        let mut draft = Draft {
            title: say.estimate_title(),
            assumption: Some(say.estimate_premise()),
            year: "2025".to_owned(),
            scheme: "regional-2025".to_owned(),
            last_year: self.last_year.filter(|amount| !amount.trim().is_empty()),
            last_year_title: say.last_year(),
            passes_size_tests: true,
            partnerships: vec![DraftPartnership {
                id: own.to_owned(),
                name: name.to_owned(),
                students: Vec::new(),
            }],
            ..Draft::default()
        };
        for region in self.regions {
            let id = ids.of(&region.name);
            draft.partnerships[0]
                .students
                .push((id.clone(), region.students));
            draft.regions.push(DraftRegion {
                id,
                name: region.name,
                slice: Some(region.slice),
            });
        }
        draft
    }
}

impl Filled {
    fn draft(self) -> Draft {
        let (mut regions, mut partnerships) = (Ids::default(), Ids::default());
        Draft {
            title: Text::new(self.title.clone(), self.title),
            year: self.year,
            scheme: self.scheme,
            regions: self
                .regions
                .into_iter()
                .map(|name| DraftRegion {
                    id: regions.of(&name),
                    name,
                    slice: None,
                })
                .collect(),
            partnerships: self
                .partnerships
                .into_iter()
                .map(|one| DraftPartnership {
                    id: partnerships.of(&one.name),
                    students: one
                        .students
                        .iter()
                        .map(|(region, heads)| (regions.of(region), *heads))
                        .collect(),
                    name: one.name,
                })
                .collect(),
            ..Draft::default()
        }
    }
}

impl Counted {
    fn draft(self, say: Sentences) -> Result<Draft, Trouble> {
        let mut rows = records(0, &self.text, &mut Vec::new()).into_iter();
        let head = rows.next().unwrap_or_default();
        let column = |name: &str| head.iter().position(|(cell, _)| cell.trim() == name);
        let (Some(partnership), Some(region)) = (column("partnership"), column("region")) else {
            let text = Text::new(
                format!(
                    "`{}` heeft geen kolommen `partnership` en `region`",
                    self.name
                ),
                format!("`{}` has no columns `partnership` and `region`", self.name),
            );
            let hint = Text::new(
                "begin met een regel als `partnership,region,students`",
                "begin with a line such as `partnership,region,students`",
            );
            return Err(Failure::usage(&text, &hint, say.lang()).into());
        };
        let mut draft = Draft {
            title: Text::new(self.name.clone(), self.name.clone()),
            year: self.year,
            scheme: self.scheme,
            counts: Some(self.name),
            ..Draft::default()
        };
        for row in rows {
            let cell = |at: usize| row.get(at).map_or("", |(cell, _)| cell.trim()).to_owned();
            let (partnership, region) = (cell(partnership), cell(region));
            if !region.is_empty() && !draft.regions.iter().any(|one| one.id == region) {
                draft.regions.push(DraftRegion {
                    name: region.clone(),
                    id: region,
                    slice: None,
                });
            }
            let is_known = draft.partnerships.iter().any(|one| one.id == partnership);
            if !partnership.is_empty() && !is_known {
                draft.partnerships.push(DraftPartnership {
                    name: partnership.clone(),
                    id: partnership,
                    students: Vec::new(),
                });
            }
        }
        Ok(draft)
    }
}
