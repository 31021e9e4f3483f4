//! Runs of scenario texts through the front desk, with their JSON read back as cents.
//!
//! Tests see what a user of the JSON sees, and nothing of the engine.

use crate::source::root;
use serde_json::Value;
use std::{collections::BTreeMap, fs};
use verdeel::money::Cents;
use verdeel::scenario::Library;
use verdeel::study::{self, Format, Lang, Look, Manner, RunQuestion, SCHEMES, Study};

/// The path under which a scenario text is opened.
pub(crate) const PATH: &str = "scenario.toml";

/// JSON in English, at a fixed width.
pub(crate) const JSON: Manner = Manner {
    format: Format::Json,
    look: Look {
        lang: Lang::En,
        width: 100,
    },
    colour: false,
};

/// A library of one scenario, whatever its path, and the schemes of the program.
pub(crate) struct Shelf<'a>(pub(crate) &'a str);

impl Library for Shelf<'_> {
    fn read(&self, _: &str) -> Result<String, String> {
        Ok(self.0.to_owned())
    }

    fn scheme(&self, name: &str) -> Option<&str> {
        let mut schemes = SCHEMES.iter();
        let scheme = schemes.find(|(known, _)| *known == name)?;
        Some(scheme.1)
    }

    fn scheme_names(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// The result of a run.
pub(crate) struct Run {
    pub(crate) json: String,
    document: Value,
}

/// Reads [`PATH`] as `text`, other names as the `beside` texts, and the rest from the repository.
fn read(path: &str, text: &str, beside: &[(&str, &str)]) -> Result<String, String> {
    let known = beside.iter().find(|(name, _)| *name == path);
    match known {
        _ if path == PATH => Ok(text.to_owned()),
        Some((_, text)) => Ok((*text).to_owned()),
        None => fs::read_to_string(root().join(path)).map_err(|error| error.to_string()),
    }
}

/// Reads [`PATH`] as `text`, and the rest from the repository.
pub(crate) fn read_text(path: &str, text: &str) -> Result<String, String> {
    read(path, text, &[])
}

/// Opens a scenario text; one with problems fails with all of them.
#[track_caller]
pub(crate) fn opened(text: &str) -> Study {
    match Study::open(PATH, &|path| read(path, text, &[])) {
        Ok(study) => study,
        Err(refused) => {
            let problems = refused.problems.iter();
            let texts: Vec<&str> = problems.map(|one| one.text.en.as_str()).collect();
            panic!("{}\n{text}", texts.join("\n"))
        }
    }
}

impl Run {
    /// Runs a scenario text.
    #[track_caller]
    pub(crate) fn of(text: &str) -> Run {
        Run::with(text, &[])
    }

    /// Returns why a scenario text cannot be run, as JSON.
    #[track_caller]
    pub(crate) fn refused(text: &str) -> String {
        let question = RunQuestion {
            paths: vec![PATH.to_owned()],
            variant: None,
        };
        let answer = study::run(&question, JSON, &|path| read(path, text, &[]));
        answer
            .map(|answer| answer.text)
            .expect_err("a refusal")
            .text
    }

    /// Runs a scenario text that names other files.
    #[track_caller]
    pub(crate) fn with(text: &str, beside: &[(&str, &str)]) -> Run {
        Run::asked(PATH, &|path| read(path, text, beside))
    }

    /// Runs a scenario file of the repository.
    #[track_caller]
    pub(crate) fn of_file(path: &str) -> Run {
        Run::asked(path, &|path| read(path, "", &[]))
    }

    #[track_caller]
    fn asked(path: &str, read: study::Reading<'_>) -> Run {
        let question = RunQuestion {
            paths: vec![path.to_owned()],
            variant: None,
        };
        let answer = study::run(&question, JSON, read);
        let json = answer
            .unwrap_or_else(|failure| panic!("{}", failure.text))
            .text;
        let document = serde_json::from_str(&json).expect("a run is JSON");
        Run { json, document }
    }

    /// Returns all variants as they stand in the JSON.
    pub(crate) fn variants_json(&self) -> &Value {
        &self.document["variants"]
    }

    /// Returns the ids of the variants.
    pub(crate) fn variants(&self) -> Vec<&str> {
        list(&self.document["variants"])
            .map(|variant| text(variant, "id"))
            .collect()
    }

    /// Returns the years of a variant.
    pub(crate) fn years(&self, variant: &str) -> Vec<&str> {
        list(&self.variant(variant)["years"])
            .map(|year| text(year, "year"))
            .collect()
    }

    fn variant(&self, id: &str) -> &Value {
        let mut variants = list(&self.document["variants"]);
        variants
            .find(|variant| text(variant, "id") == id)
            .unwrap_or_else(|| panic!("no {id}"))
    }

    /// Returns one year of a variant as it stands in the JSON.
    pub(crate) fn year(&self, variant: &str, year: &str) -> &Value {
        let mut years = list(&self.variant(variant)["years"]);
        years
            .find(|one| text(one, "year") == year)
            .unwrap_or_else(|| panic!("no {year}"))
    }

    /// Returns the sum of the awards that `keep` picks, in one variant and year.
    pub(crate) fn sum(&self, variant: &str, year: &str, keep: impl Fn(&Award<'_>) -> bool) -> i64 {
        let awards = list(&self.year(variant, year)["awards"]).map(Award::of);
        awards.filter(keep).map(|award| award.cents).sum()
    }

    /// Returns what a recipient gets in the first year of a variant, as text in euros.
    pub(crate) fn award(&self, variant: &str, recipient: &str) -> String {
        let year = self.years(variant)[0];
        euros(self.sum(variant, year, |award| award.recipient == recipient))
    }

    /// Returns the awards of a variant and year by account and component, in cents.
    pub(crate) fn awards(&self, variant: &str, year: &str) -> BTreeMap<(String, String), i64> {
        let awards = list(&self.year(variant, year)["awards"]);
        let rows = awards.map(|award| {
            let key = (
                text(award, "account").to_owned(),
                text(award, "component").to_owned(),
            );
            (key, cents(text(award, "amount")))
        });
        rows.collect()
    }

    /// Returns a field of a pot in the first year of a variant; `null` for what is not stated.
    pub(crate) fn pot(&self, variant: &str, pot: &str, field: &str) -> String {
        field_of(
            &self.year(variant, self.years(variant)[0])["pots"],
            ("id", pot),
            field,
        )
    }

    /// Returns a field of a rate in the first year of a variant.
    pub(crate) fn rate(&self, variant: &str, component: &str, field: &str) -> String {
        let year = self.year(variant, self.years(variant)[0]);
        field_of(&year["rates"], ("component", component), field)
    }

    /// Returns what the audit finds on the stored JSON.
    pub(crate) fn findings(&self) -> Vec<String> {
        verdeel::audit::audit(&self.json, &|_| None).findings
    }
}

fn field_of(rows: &Value, (key, name): (&str, &str), field: &str) -> String {
    let row = list(rows).find(|row| text(row, key) == name);
    let value = &row.unwrap_or_else(|| panic!("no {name}"))[field];
    value.as_str().map_or(value.to_string(), str::to_owned)
}

/// One award of a result.
pub(crate) struct Award<'a> {
    pub(crate) recipient: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) region: Option<&'a str>,
    pub(crate) partnership: Option<&'a str>,
    pub(crate) component: &'a str,
    pub(crate) cents: i64,
}

impl<'a> Award<'a> {
    fn of(award: &'a Value) -> Award<'a> {
        Award {
            recipient: text(award, "recipient"),
            kind: text(award, "kind"),
            region: award["region"].as_str(),
            partnership: award["partnership"].as_str(),
            component: text(award, "component"),
            cents: cents(text(award, "amount")),
        }
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// Reads euros such as `334375.00` as cents.
#[track_caller]
pub(crate) fn cents(euros: &str) -> i64 {
    Cents::from_euro_text(euros)
        .unwrap_or_else(|_| panic!("`{euros}`"))
        .count()
}

/// Writes cents as euros.
pub(crate) fn euros(cents: i64) -> String {
    Cents::new(cents).to_euro_text()
}
