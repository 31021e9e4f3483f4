//! `effect`: whether a change moved anything, and if not, why.

use serde::Deserialize;
use serde_json::json;

use super::super::diff::changes;
use super::request::{Language, Sent, read};
use super::{Port, Reply, Trouble};
use crate::domain::{Level, Scenario, Text};
use crate::report::wording::Sentences;
use crate::results::VariantResult;
use crate::results::comparison::{BreakEvens, Depth, Model, Notice, compare};
use crate::scenario::{BASE, Facts};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EffectRequest {
    #[serde(default)]
    lang: Language,
    before: Sent,
    after: Sent,
    variant: Option<String>,
}

/// Compares a variant before and after a change of the text.
pub(super) fn effect(port: Port<'_>, body: &[u8]) -> Reply {
    let request: EffectRequest = read(body)?;
    let id = request.variant.as_deref().unwrap_or(BASE);
    let mut was = Side::of(&request.before, (port, request.lang), id)?;
    let mut is = Side::of(&request.after, (port, request.lang), id)?;
    let changed = changes(&was.facts, &is.facts);
    let setting =
        |path: &str, value: &Option<String>| (path.to_owned(), value.clone().unwrap_or_default());
    let from = changed.iter().map(|one| setting(&one.path, &one.from));
    was.result.settings = from.collect();
    let to = changed.iter().map(|one| setting(&one.path, &one.to));
    is.result.settings = to.collect();
    let none = BreakEvens::NotSought(Text::default());
    let comparison = compare(
        &[was.model(), is.model()],
        (Level::Partnership, Depth::Together),
        none,
    );
    let mut notices = comparison.notices.iter();
    let nothing = notices.find(|one| matches!(one, Notice::NothingChanges { .. }));
    let say = Sentences::new(request.lang.lang());
    let names = say.before_and_after().map(str::to_owned);
    Ok(json!({
        "moved": nothing.is_none(),
        "notice": nothing.map(|notice| say.notice(notice, &names)),
    }))
}

/// A variant at one side of the change.
struct Side {
    result: VariantResult,
    scenario: Scenario,
    facts: Facts,
}

impl Side {
    fn of(sent: &Sent, (port, language): (Port<'_>, Language), id: &str) -> Result<Side, Trouble> {
        let study = sent.open(port, language)?;
        let result = study.result(id, language.lang())?;
        let at = study.position(id, language.lang())?;
        Ok(Side {
            result,
            facts: sent.facts((port, language), id)?,
            scenario: study.opened.variants[at].scenario.clone(),
        })
    }

    fn model(&self) -> Model<'_> {
        Model {
            result: &self.result,
            scenario: &self.scenario,
        }
    }
}
