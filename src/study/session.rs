//! [`Session`]: a scenario that is held open and asked one thing after another, with what-ifs laid
//! over it, for programs that do so many times.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::library::Reading;
use super::live::path_among;
use super::numbers::{Given, line, numbers_columns};
use super::open::{Study, refused};
use super::solve::number;
use super::{Failure, Lang, Manner};
use crate::domain::{Id, Text};
use crate::plan::{Plan, SlotLine, Unit};
use crate::results::{Columns, Ran, awards_columns, pots_columns, totals_columns};
use crate::scenario::{Asked, BASE, Edit, edited};
use crate::simulation::{Case, run_cases, write_number};

/// What a variant can make of recipients, after all that is set.
const RESHAPING: [&str; 3] = ["merge", "move", "split"];

/// A scenario with the texts it was made of, so that nothing is read again.
///
/// What is laid over it is a variant of its own. Where that changes plain numbers only, they are
/// written into the slots of the variant below; otherwise the changed text is opened anew. Tests
/// hold both against each other.
#[derive(Clone)]
pub struct Session {
    path: String,
    /// The file that is changed: the first of the scenario.
    main: String,
    texts: Arc<BTreeMap<String, String>>,
    /// What was laid over the text, one change after the other.
    edits: Vec<Edit>,
    study: Arc<Study>,
    /// Variants that the study does not have: they differ in numbers only.
    laid: Vec<Laid>,
    /// The first path that was laid and that no text can state.
    untold: Option<String>,
}

#[derive(Clone)]
struct Laid {
    id: String,
    case: Case,
    /// Whether recipients have merged, split or moved in it.
    is_reshaped: bool,
}

/// A run in columns; amounts are whole cents.
#[derive(Clone, Debug, PartialEq)]
pub struct RunColumns {
    /// Every award.
    pub awards: Columns,
    /// What everybody receives in all, per variant.
    pub totals: Columns,
    /// Every pot of every year.
    pub pots: Columns,
}

impl Session {
    /// Opens the scenario at `path`, reading files through `read`.
    ///
    /// # Errors
    ///
    /// A [`Failure`] with every problem of the scenario.
    pub fn open(path: &str, manner: Manner, read: Reading<'_>) -> Result<Session, Failure> {
        let study = Study::open(path, read).map_err(|problems| refused(&problems, manner))?;
        let files = study.opened.sources.files();
        let main = files.first().map_or(path, |file| &file.path).to_owned();
        let texts = files
            .iter()
            .map(|file| (file.path.clone(), file.text.clone()));
        Ok(Session {
            path: path_among(path, &study.opened.sources),
            main,
            texts: Arc::new(texts.collect()),
            edits: Vec::new(),
            study: Arc::new(study),
            laid: Vec::new(),
            untold: None,
        })
    }

    /// Returns the title.
    pub fn title(&self, lang: Lang) -> &str {
        self.study.opened.title.in_lang(lang)
    }

    /// Returns the variants, the base first, each with its title.
    pub fn variants(&self, lang: Lang) -> Vec<(String, String)> {
        let variants = self.study.opened.variants.iter();
        let variants = variants.map(|one| (one.id.clone(), one.title.in_lang(lang).to_owned()));
        let laid = self.laid.iter().map(|one| (one.id.clone(), one.id.clone()));
        variants.chain(laid).collect()
    }

    /// Returns the path by which the scenario can be opened from its texts.
    pub fn path(&self) -> &str {
        match Asked::of(&self.path) {
            Some(_) if !self.edits.is_empty() => &self.main,
            _ => &self.path,
        }
    }

    /// Returns every text that the scenario is made of, by path, with what was laid over it.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when something was laid over it that no text can state.
    pub fn texts(&self, lang: Lang) -> Result<BTreeMap<String, String>, Failure> {
        let mut texts = BTreeMap::clone(&self.texts);
        texts.insert(self.main.clone(), self.text(lang)?);
        Ok(texts)
    }

    /// Returns the text of the scenario with what was laid over it.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when something was laid over it that no text can state.
    pub fn text(&self, lang: Lang) -> Result<String, Failure> {
        if let Some(path) = &self.untold {
            return Err(only_amounts(path, lang));
        }
        let text = self.texts.get(&self.main).map_or("", String::as_str);
        if self.edits.is_empty() {
            return Ok(text.to_owned());
        }
        let edited = edited(text, &self.edits, &Text::default());
        edited
            .map(|edited| edited.text)
            .map_err(|why| not_laid(&why, lang))
    }

    /// Asks a question of the scenario as its texts have it: `ask` is given the path, and what
    /// reads them.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when something was laid over it that no text can state, or that of `ask`.
    pub fn ask<R>(
        &self,
        lang: Lang,
        ask: impl FnOnce(&str, Reading<'_>) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        let text = self.text(lang)?;
        let read = |path: &str| match path == self.main {
            true => Ok(text.clone()),
            false => self.texts.get(path).cloned().ok_or_else(no_such_text),
        };
        ask(self.path(), &read)
    }

    /// Lays values over a variant, and returns the scenario with that as a variant of its own.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when there is no such variant, when the name is taken, or with every problem
    /// that the values bring about.
    pub fn overlay(
        &self,
        settings: &[(String, Given)],
        (like, id): (&str, &str),
        manner: Manner,
    ) -> Result<Session, Failure> {
        let lang = manner.look.lang;
        let below = self.case(like, lang)?;
        self.hold_name(id, lang)?;
        let laid: Vec<(&str, String)> = settings
            .iter()
            .map(|(path, given)| (path.as_str(), given.written(&below.plan, path)))
            .collect();
        let mut edits = self.edits.clone();
        edits.push(Edit::Add {
            id: id.to_owned(),
            title: id.to_owned(),
            like: like.to_owned(),
        });
        edits.extend(laid.iter().map(|(path, value)| Edit::Lay {
            path: (*path).to_owned(),
            variant: id.to_owned(),
            value: value.clone(),
        }));
        let mut next = Session {
            edits,
            ..self.clone()
        };
        let mut counts = laid.iter().map(|(path, _)| *path);
        if let Some(count) = counts.find(|path| is_count(&below.plan, path)) {
            next.untold.get_or_insert_with(|| count.to_owned());
        }
        let is_reshaped = self.is_reshaped(like);
        match written(below, (&laid, is_reshaped), lang) {
            Some(case) => next.laid.push(Laid {
                id: id.to_owned(),
                case,
                is_reshaped,
            }),
            None => next.reopen(manner)?,
        }
        Ok(next)
    }

    /// Says whether recipients have merged, split or moved in a variant: what a file says of one is
    /// then not what stands in its slot.
    fn is_reshaped(&self, id: &str) -> bool {
        let mut laid = self.laid.iter();
        if let Some(laid) = laid.find(|one| one.id == id) {
            return laid.is_reshaped;
        }
        let mut variants = self.study.opened.variants.iter();
        let variant = variants.find(|one| one.id == id);
        let mut settings = variant.into_iter().flat_map(|one| &one.settings);
        settings.any(|(path, _)| RESHAPING.contains(&path.as_str()))
    }

    /// Opens the changed text.
    fn reopen(&mut self, manner: Manner) -> Result<(), Failure> {
        if Asked::of(&self.path).is_some_and(|asked| asked.with.is_some()) {
            return Err(not_of_two(manner.look.lang));
        }
        let study = self.ask(manner.look.lang, |path, read| {
            Study::open(path, read).map_err(|problems| refused(&problems, manner))
        })?;
        self.study = Arc::new(study);
        self.laid.clear();
        Ok(())
    }

    /// Refuses a name that is none, or that is taken.
    fn hold_name(&self, id: &str, lang: Lang) -> Result<(), Failure> {
        let is_taken = self.variants(lang).iter().any(|(known, _)| known == id);
        if !is_taken && Id::parse(id).is_some() {
            return Ok(());
        }
        let text = match is_taken {
            true => Text::new(
                format!("er is al een variant `{id}`"),
                format!("there is a variant `{id}` already"),
            ),
            false => Text::new(
                format!("`{id}` is geen id voor een variant"),
                format!("`{id}` is no id for a variant"),
            ),
        };
        let hint = Text::new("kies een andere naam", "choose another name");
        Err(Failure::usage(&text, &hint, lang))
    }

    /// Returns the numbers of a variant that can be given other values.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when there is no such variant.
    pub fn numbers(&self, variant: &str, lang: Lang) -> Result<Columns, Failure> {
        Ok(numbers_columns(self.case(variant, lang)?))
    }

    /// Runs all variants, or one of them, into columns.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when there is no such variant.
    pub fn run_columns(&self, variant: Option<&str>, lang: Lang) -> Result<RunColumns, Failure> {
        let chosen: Vec<(&str, &Case)> = match variant {
            Some(id) => vec![(id, self.case(id, lang)?)],
            None => self.cases().collect(),
        };
        let cases: Vec<Case> = chosen.iter().map(|(_, case)| (*case).clone()).collect();
        let results = run_cases(&cases);
        let ran = chosen
            .iter()
            .zip(&results)
            .map(|((variant, case), years)| Ran {
                variant,
                plan: &case.plan,
                years,
            });
        let ran: Vec<Ran<'_>> = ran.collect();
        Ok(RunColumns {
            awards: awards_columns(&ran),
            totals: totals_columns(&ran),
            pots: pots_columns(&ran),
        })
    }

    /// Returns the case of a variant.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when there is no such variant.
    pub(super) fn case(&self, id: &str, lang: Lang) -> Result<&Case, Failure> {
        let found = self.cases().find(|(known, _)| *known == id);
        found.map(|(_, case)| case).ok_or_else(|| {
            let known: Vec<String> = self.cases().map(|(id, _)| id.to_owned()).collect();
            Failure::unknown(&Text::new("variant", "variant"), id, &known, lang)
        })
    }

    fn cases(&self) -> impl Iterator<Item = (&str, &Case)> {
        let variants = self.study.opened.variants.iter().map(|one| one.id.as_str());
        let laid = self.laid.iter().map(|one| (one.id.as_str(), &one.case));
        variants.zip(&self.study.cases).chain(laid)
    }

    /// Returns the id of the scenario without any variant.
    pub const fn base() -> &'static str {
        BASE
    }
}

/// Writes values into the slots of a case; none where one of them is no plain number, or where it
/// takes the whole text to tell what is wrong with it.
fn written(
    case: &Case,
    (laid, is_reshaped): (&[(&str, String)], bool),
    lang: Lang,
) -> Option<Case> {
    let mut inputs = case.inputs.clone();
    for (path, value) in laid {
        let line = line(&case.plan, path).filter(|line| is_plain(line, is_reshaped))?;
        let value = number(value.trim(), line, lang).ok()?.to_parts()?;
        write_number(&mut inputs, line, 0, value);
    }
    let plan = Arc::clone(&case.plan);
    let fits = plan.too_large(&inputs).is_none();
    fits.then_some(Case { plan, inputs })
}

/// Says whether no other number of a scenario can contradict the one at a path: rates, pots and
/// counts. Of conditions, limits and shares several must go together.
fn is_plain(line: &SlotLine, is_reshaped: bool) -> bool {
    let steps: Vec<&str> = line.path.split('.').collect();
    match steps.as_slice() {
        ["component", _, "amount"] | ["component", _, "steps", _, "amount"] => true,
        ["division", _, "pot"] | ["count", ..] => true,
        // Students of a partnership by region, and other heads that are counted.
        ["partnership", _, _, _] => line.unit == Unit::Heads && !is_reshaped,
        _ => false,
    }
}

/// Says whether a path is that of a row of counts.
fn is_count(plan: &Plan, path: &str) -> bool {
    path.starts_with("count.") && line(plan, path).is_some()
}

fn no_such_text() -> String {
    "not among the texts of this scenario".to_owned()
}

fn only_amounts(path: &str, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("`{path}` is een rij tellingen, die geen pad in een bestand heeft"),
            format!("`{path}` is a row of counts, which has no path in a file"),
        ),
        &Text::new(
            "vraag alleen bedragen, of verander de telling in het bestand",
            "ask for amounts only, or change the count in the file",
        ),
        lang,
    )
}

fn not_laid(why: &Text, lang: Lang) -> Failure {
    Failure::usage(
        why,
        &Text::new(
            "zet de variant in het bestand zelf",
            "write the variant into the file itself",
        ),
        lang,
    )
}

fn not_of_two(lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            "over een vraag aan een ander scenario kan niets worden gelegd",
            "nothing can be laid over a question that is asked of another scenario",
        ),
        &Text::new(
            "open het scenario zelf, of de vraag van haar eigen geval",
            "open the scenario itself, or the question of its own case",
        ),
        lang,
    )
}
