//! `diff`: what somebody changed in a scenario, in sentences.

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::diff::changes;
use super::request::{Language, Sent, read};
use super::{Port, Reply, Trouble};
use crate::domain::Scheme;
use crate::report::wording::Sentences;
use crate::report::{Change, changes_text, set_in_words};
use crate::scenario::{BASE, Facts, Variant};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DiffRequest {
    #[serde(default)]
    lang: Language,
    before: Sent,
    after: Sent,
}

/// Tells what was changed: of the scenario itself, then of each variant.
pub(super) fn diff(port: Port<'_>, body: &[u8]) -> Reply {
    let request: DiffRequest = read(body)?;
    let sent = [&request.before, &request.after];
    let opened = |one: &Sent| one.open(port, request.lang);
    let studies = [opened(sent[0])?, opened(sent[1])?];
    let variants = studies.each_ref().map(|one| &*one.opened.variants);
    let sides = Sides {
        sent,
        variants,
        around: (port, request.lang),
    };
    let mut ids: Vec<&str> = Vec::new();
    for one in variants.iter().flat_map(|list| list.iter()) {
        if !ids.contains(&one.id.as_str()) {
            ids.push(&one.id);
        }
    }
    let parts = ids.into_iter().map(|id| sides.part(id));
    let parts: Vec<Value> = parts
        .flat_map(Result::transpose)
        .collect::<Result<_, _>>()?;
    Ok(json!({ "changes": parts }))
}

/// A scenario before and after.
struct Sides<'a> {
    sent: [&'a Sent; 2],
    variants: [&'a [Variant]; 2],
    around: (Port<'a>, Language),
}

impl Sides<'_> {
    /// Tells what became of a variant; `None` where it is as it was.
    fn part(&self, id: &str) -> Result<Option<Value>, Trouble> {
        let lang = self.around.1.lang();
        let of = |list: &'_ [Variant]| list.iter().position(|one| one.id == id);
        let [was, is] = self.variants.map(of);
        let was = was.and_then(|at| self.variants[0].get(at));
        let is = is.and_then(|at| self.variants[1].get(at));
        let title = is.or(was).map(|one| one.title.in_lang(lang));
        let lines = match (was, is) {
            _ if id == BASE => self.own_lines()?,
            (Some(was), Some(is)) if was.settings == is.settings => Vec::new(),
            (_, Some(is)) => self.lines_of(was, is)?,
            (_, None) => Vec::new(),
        };
        let became = match (was, is) {
            (None, _) => "new",
            (_, None) => "gone",
            (Some(was), Some(is)) if was.title != is.title && id != BASE => "renamed",
            _ => "changed",
        };
        let is_as_it_was = became == "changed" && lines.is_empty();
        Ok((!is_as_it_was)
            .then(|| json!({ "variant": id, "title": title, "became": became, "lines": lines })))
    }

    /// Tells what the scenario itself states otherwise.
    fn own_lines(&self) -> Result<Vec<String>, Trouble> {
        let lang = self.around.1.lang();
        let [before, after] = [self.facts(0, BASE)?, self.facts(1, BASE)?];
        let fact = |path: &str| after.get(path).or_else(|| before.get(path));
        let bullets = |changes: &[Change]| -> Vec<String> {
            let text = changes_text(changes, fact, lang);
            let lines = text.lines().filter_map(|line| line.strip_prefix("- "));
            lines.map(str::to_owned).collect()
        };
        let mut changes = changes(&before, &after);
        // What a party can live with is its own.
        changes.retain(|one| !one.path.starts_with("party."));
        let (values, parts): (Vec<Change>, Vec<Change>) = changes
            .into_iter()
            .partition(|one| one.from.is_some() && one.to.is_some());
        let is_told = |one: &&Change| !bullets(std::slice::from_ref(*one)).is_empty();
        let values = values.iter().filter(is_told);
        let values = values.filter_map(|one| self.line(&one.path, [&before, &after]));
        // Who reads this has no use for paths.
        let without_path = |line: String| {
            let mut wholes = parts.iter().map(|one| one.path.trim_end_matches(".id"));
            let path = wholes.find(|path| line.contains(&format!(" ({path})")));
            path.map_or(line.clone(), |path| line.replace(&format!(" ({path})"), ""))
        };
        let whole = bullets(&parts).into_iter().map(without_path);
        Ok(values.chain(whole).collect())
    }

    /// Tells what a variant sets otherwise; a new one is held against the scenario itself.
    fn lines_of(&self, was: Option<&Variant>, is: &Variant) -> Result<Vec<String>, Trouble> {
        let before = match was {
            Some(was) => self.facts(0, &was.id)?,
            None => self.facts(1, BASE)?,
        };
        let after = self.facts(1, &is.id)?;
        let had = was.map(|was| was.settings.as_slice()).unwrap_or_default();
        let mut paths: Vec<&str> = Vec::new();
        for setting in is.settings.iter().chain(had) {
            let is_otherwise = is.settings.contains(setting) != had.contains(setting);
            if is_otherwise && !paths.contains(&setting.0.as_str()) {
                paths.push(&setting.0);
            }
        }
        let paths = paths
            .into_iter()
            .flat_map(|path| leaves(path, [&before, &after]));
        let lines = paths.filter_map(|path| self.line(&path, [&before, &after]));
        Ok(lines.collect())
    }

    /// Tells one value.
    fn line(&self, path: &str, facts: [&Facts; 2]) -> Option<String> {
        let lang = self.around.1.lang();
        let title_of = |id: &str| {
            let variants = self.variants.iter().flat_map(|list| list.iter());
            let mut schemes = variants.map(|one| &one.scenario.scheme);
            let is_own = |one: &&Scheme| one.id.as_ref().is_some_and(|own| own.as_str() == id);
            let title = schemes.find(is_own)?.title.in_lang(lang);
            Some(format!("“{title}”"))
        };
        let set = set_in_words(path, facts, title_of, lang)?;
        let (from, to) = (set.from.as_deref(), set.to.as_deref());
        Some(Sentences::new(lang).change(&set.name, from, to))
    }

    fn facts(&self, side: usize, id: &str) -> Result<Facts, Trouble> {
        self.sent[side].facts(self.around, id)
    }
}

/// Returns the values below a setting that are otherwise, where both sides have it as a table; else
/// the setting itself.
fn leaves(path: &str, [before, after]: [&Facts; 2]) -> Vec<String> {
    let stated = path.replace('@', ".at.");
    let own = |facts: &Facts| -> Vec<String> {
        let below = facts.range(format!("{stated}.")..).map(|(path, _)| path);
        let below = below.map_while(|path| path.strip_prefix(&stated));
        let below = below.take_while(|rest| rest.starts_with('.'));
        below.map(str::to_owned).collect()
    };
    let [had, mut has] = [own(before), own(after)];
    if had != has || has.is_empty() {
        return vec![path.to_owned()];
    }
    let value = |facts: &Facts, rest: &str| facts.get(&format!("{stated}{rest}")).cloned();
    has.retain(|rest| value(before, rest) != value(after, rest));
    has.iter().map(|rest| format!("{path}{rest}")).collect()
}
