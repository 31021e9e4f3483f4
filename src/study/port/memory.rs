//! [`Memory`]: scenarios that were opened before, and how one text came out of another.
//!
//! A slider sends a text for every step. Opening a large scenario takes longer than computing it,
//! so what a changed number does is written into the slots of the study that is known. What such a
//! study is asked is only what numbers decide; a test holds it against opening the text.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::library::SCHEMES;
use super::super::open::Study;
use super::request::Sent;
use super::{Port, Trouble};
use crate::money::{Cents, Exact};
use crate::plan::{Inputs, SlotLine, Unit};
use crate::results::fingerprint;
use crate::scenario::{BASE, Edit};
use crate::simulation::Case;

/// How many studies are kept, and how many changes.
const MOST_KEPT: usize = 8;

/// What a port remembers between requests. It changes no answer, only how soon it comes.
#[derive(Default)]
pub struct Memory {
    shelves: Mutex<Shelves>,
}

#[derive(Default)]
struct Shelves {
    /// Studies by the key of what was sent, the last one used at the end.
    opened: Vec<(String, Arc<Study>)>,
    /// Studies of which the numbers were written anew.
    derived: Vec<(String, Arc<Study>)>,
    /// What was sent, and out of what it came by which change.
    changes: Vec<(String, Change)>,
}

struct Change {
    from: String,
    variant: String,
    path: String,
    value: String,
}

impl Memory {
    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        // What is on a shelf is whole, whoever fell while it was put there.
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the study of what was sent, opened when it is not known.
    pub(super) fn opened(
        &self,
        (sent, port): (&Sent, Port<'_>),
        open: impl FnOnce() -> Result<Study, Trouble>,
    ) -> Result<Arc<Study>, Trouble> {
        let key = key(sent);
        let known = taken(&mut self.shelves().opened, &key);
        if let Some(study) = known.filter(|study| is_current(study, (sent, port))) {
            put(&mut self.shelves().opened, key, &study);
            return Ok(study);
        }
        let study = Arc::new(open()?);
        put(&mut self.shelves().opened, key, &study);
        Ok(study)
    }

    /// Returns a study in which numbers are as in what was sent, where only numbers differ from one
    /// that is known. Its scenarios are still those of the other text.
    pub(super) fn renumbered(&self, (sent, port): (&Sent, Port<'_>)) -> Option<Arc<Study>> {
        let key = key(sent);
        let mut shelves = self.shelves();
        let known = taken(&mut shelves.derived, &key);
        let study = known.or_else(|| {
            let change = shelves.changes.iter().find(|(own, _)| *own == key);
            let (_, change) = change?;
            let from = |list: &[(String, Arc<Study>)]| {
                let found = list.iter().find(|(own, _)| *own == change.from);
                found.map(|(_, study)| Arc::clone(study))
            };
            let study = from(&shelves.opened).or_else(|| from(&shelves.derived))?;
            change.written(&study).map(Arc::new)
        })?;
        put(&mut shelves.derived, key, &study);
        drop(shelves);
        is_current(&study, (sent, port)).then_some(study)
    }

    /// Remembers that a text came out of another by one number.
    pub(super) fn changed(&self, (sent, text): (&Sent, &str), edits: &[Edit]) {
        let [
            Edit::Set {
                path,
                variant,
                value,
            },
        ] = edits
        else {
            return;
        };
        let after = Sent {
            text: Some(text.to_owned()),
            ..sent.clone()
        };
        let change = Change {
            from: key(sent),
            variant: variant.clone(),
            path: path.clone(),
            value: value.clone(),
        };
        let mut shelves = self.shelves();
        let own = key(&after);
        shelves.changes.retain(|(known, _)| *known != own);
        shelves.changes.push((own, change));
        let surplus = shelves.changes.len().saturating_sub(MOST_KEPT);
        shelves.changes.drain(..surplus);
    }
}

/// Returns by what a study is known: everything that was sent.
fn key(sent: &Sent) -> String {
    let files = sent
        .files
        .iter()
        .flat_map(|(path, text)| [path.as_str(), text.as_str()]);
    let parts = [sent.path.as_str(), sent.text.as_deref().unwrap_or("\u{0}")];
    let parts: Vec<&str> = parts.into_iter().chain(files).collect();
    fingerprint(&parts.join("\u{0}"))
}

fn taken(list: &mut Vec<(String, Arc<Study>)>, key: &str) -> Option<Arc<Study>> {
    let at = list.iter().position(|(known, _)| known == key)?;
    Some(list.remove(at).1)
}

fn put(list: &mut Vec<(String, Arc<Study>)>, key: String, study: &Arc<Study>) {
    list.retain(|(known, _)| *known != key);
    list.push((key, Arc::clone(study)));
    let surplus = list.len().saturating_sub(MOST_KEPT);
    list.drain(..surplus);
}

/// Says whether the files beside the text are still what they were.
fn is_current(study: &Study, (sent, port): (&Sent, Port<'_>)) -> bool {
    let mut files = study.opened.sources.files().iter();
    files.all(|file| {
        let is_own = file.path == sent.path && sent.text.is_some();
        let is_scheme = SCHEMES.iter().any(|(_, text)| *text == file.text);
        is_own || is_scheme || sent.read(port, &file.path).as_ref() == Ok(&file.text)
    })
}

impl Change {
    /// Returns a study with the number written into its slots; `None` where the change is more
    /// than a number, or where who else it reaches cannot be told from here.
    fn written(&self, study: &Study) -> Option<Study> {
        let is_rule = ["component.", "division."]
            .iter()
            .any(|start| self.path.starts_with(start));
        let variants = &study.opened.variants;
        let sets = |settings: &[(String, String)]| {
            let spelled = |path: &str| path.replace('@', ".at.");
            let own = spelled(&self.path);
            let mut paths = settings.iter().map(|(path, _)| spelled(path));
            paths
                .any(|path| path == "scheme" || own == path || own.starts_with(&format!("{path}.")))
        };
        // Who stacks on a variant sets all that it sets, and then is reached as well.
        let is_alone = match self.variant.as_str() {
            BASE => true,
            id => {
                let own = &variants.iter().find(|one| one.id == id)?.settings;
                let mut others = variants.iter().filter(|one| one.id != id);
                !own.is_empty()
                    && !others.any(|one| own.iter().all(|setting| one.settings.contains(setting)))
            }
        };
        if !is_rule || !is_alone {
            return None;
        }
        let reaches = |at: usize| match self.variant.as_str() {
            BASE => !sets(&variants[at].settings),
            id => variants[at].id == id,
        };
        let cases = study
            .cases
            .iter()
            .enumerate()
            .map(|(at, case)| match reaches(at) {
                true => self.in_case(case),
                false => Some(case.clone()),
            });
        Some(Study {
            opened: Arc::clone(&study.opened),
            cases: cases.collect::<Option<Vec<Case>>>()?,
        })
    }

    fn in_case(&self, case: &Case) -> Option<Case> {
        let path = self.path.replace('@', ".at.");
        let spelled = |line: &&SlotLine| line.path.replace('@', ".at.") == path;
        let line = case.plan.slots.iter().find(spelled)?;
        let twin = format!("{}#", line.path);
        // A condition that is repeated has numbers of its own.
        if case
            .plan
            .slots
            .iter()
            .any(|one| one.path.starts_with(&twin))
        {
            return None;
        }
        let mut inputs: Inputs = case.inputs.clone();
        match line.unit {
            Unit::Cents => {
                inputs.write_cents(line.slot, 0, Cents::from_euro_text(&self.value).ok()?);
            }
            Unit::Heads => inputs.write_heads(line.slot, 0, self.value.parse().ok()?),
            Unit::Fraction => {
                let share = Exact::from_share_text(&format!("{} %", self.value)).ok()?;
                inputs.write_fraction(line.slot, 0, share.to_parts()?);
            }
        }
        case.plan.too_large(&inputs).is_none().then(|| Case {
            plan: Arc::clone(&case.plan),
            inputs,
        })
    }
}
