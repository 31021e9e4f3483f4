//! [`Suppression`]: small counts hidden, by taking partnerships together before anything is shown.
//!
//! A partnership that counts few students anywhere is taken together with others, in all models
//! and years alike. Everything that a report is made of is made of the whole of them: no sum is
//! left from which a part could be subtracted. See "Small counts" in `docs/method.md`.

mod choice;
mod merged;
mod told;

use std::collections::BTreeSet;

pub use choice::{Cells, Unhidden, cells};

use self::choice::{Counted, choice};
use super::VariantResult;
use crate::domain::{Id, Scenario, Text};

/// Which partnerships and regions are shown as one, in all models and years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    threshold: i64,
    partnerships: BTreeSet<Id>,
    regions: BTreeSet<Id>,
    /// Id and name of all partnerships, and of all regions, that are taken together.
    together: [(Id, String); 2],
    /// The names of these partnerships.
    names: BTreeSet<String>,
}

impl Suppression {
    /// Chooses what to take together so that no count from one up to below the threshold can be
    /// read or derived from these models shown side by side. `names` are what all partnerships,
    /// and all regions, that are taken together are called: an id, which is made unique, and a
    /// name.
    ///
    /// # Errors
    ///
    /// [`Unhidden`] where a small count can be derived whatever is taken together.
    pub fn of(
        models: &[(&Scenario, &VariantResult)],
        threshold: i64,
        names: [(Id, String); 2],
    ) -> Result<Suppression, Unhidden> {
        let scenarios: Vec<&Scenario> = models.iter().map(|(scenario, _)| *scenario).collect();
        let known = scenarios.iter().map(|scenario| {
            let all = scenario.partnerships.iter();
            all.map(|one| one.id.clone()).collect()
        });
        let known: Vec<BTreeSet<Id>> = known.collect();
        let chosen = choice(&Counted::of(models), &known, threshold)?;
        let partnerships = scenarios.iter().flat_map(|scenario| &scenario.partnerships);
        let hidden = partnerships.filter(|one| chosen.partnerships.contains(&one.id));
        let regions = scenarios.iter().flat_map(|scenario| &scenario.regions);
        let regions: BTreeSet<Id> = regions.map(|one| one.id.clone()).collect();
        let known: BTreeSet<Id> = known.into_iter().flatten().collect();
        let [of_partnerships, of_regions] = names;
        Ok(Suppression {
            threshold,
            names: hidden.map(|one| one.name.clone()).collect(),
            partnerships: chosen.partnerships,
            regions: chosen.regions,
            together: [
                unused(of_partnerships, &known),
                unused(of_regions, &regions),
            ],
        })
    }

    /// Returns the threshold: no count from one up to below it is shown.
    pub fn threshold(&self) -> i64 {
        self.threshold
    }

    /// Returns the partnerships that are taken together.
    pub fn partnerships(&self) -> &BTreeSet<Id> {
        &self.partnerships
    }

    /// Returns the regions that are taken together.
    pub fn regions(&self) -> &BTreeSet<Id> {
        &self.regions
    }

    /// Returns the id under which partnerships, or those taken together, are shown.
    fn partnership(&self, id: &Id) -> Id {
        match self.partnerships.contains(id) {
            true => self.together[0].0.clone(),
            false => id.clone(),
        }
    }

    /// Returns the id under which regions, or those taken together, are shown.
    fn region(&self, id: &Id) -> Id {
        match self.regions.contains(id) {
            true => self.together[1].0.clone(),
            false => id.clone(),
        }
    }

    /// Says whether an id is that of a partnership or region that is not shown by itself.
    fn hides(&self, id: &Id) -> bool {
        self.partnerships.contains(id) || self.regions.contains(id)
    }

    fn is_small(&self, heads: i64) -> bool {
        (1..self.threshold).contains(&heads)
    }

    /// Says whether an id is the one under which partnerships, or regions, are shown as one.
    pub fn is_together(&self, id: &Id) -> bool {
        self.together.iter().any(|(own, _)| own == id)
    }

    /// Says whether a path, or a value as written in a file, names a partnership that is taken
    /// together.
    pub fn is_named_in_path(&self, path: &str) -> bool {
        words(path).any(|word| self.partnerships.iter().any(|id| id.as_str() == word))
    }

    /// Says whether a text for people names a partnership that is taken together.
    pub fn is_named_in_text(&self, text: &Text) -> bool {
        [&text.nl, &text.en].into_iter().any(|text| {
            let names = self.names.iter().filter(|name| !is_short(name));
            let mut ids = self.partnerships.iter();
            names.into_iter().any(|name| text.contains(name.as_str()))
                || ids.any(|id| {
                    let is_word = |word: &str| word == id.as_str();
                    let is_quoted = text.contains(&format!("`{id}`"));
                    is_quoted || !is_short(id.as_str()) && words(text).any(is_word)
                })
        })
    }
}

/// Says whether a name is so short that it may stand in a text as something else.
fn is_short(name: &str) -> bool {
    name.chars().count() < 3
}

/// Returns what may be ids in a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !(sign.is_alphanumeric() || sign == '-' || sign == '_'))
}

/// Returns an id that nobody else has.
fn unused((id, name): (Id, String), taken: &BTreeSet<Id>) -> (Id, String) {
    let numbered = (2..).map(|number: usize| Id::parse(&format!("{id}-{number}")));
    let mut all = std::iter::once(Some(id.clone())).chain(numbered).flatten();
    let free = all.find(|one| !taken.contains(one));
    (free.unwrap_or(id), name)
}
