//! Small counts: what of a study is shown where they are hidden.

use std::borrow::Cow;

use super::Failure;
use super::open::Study;
use crate::domain::{Id, Lang, Scenario, Text};
use crate::money::Cents;
use crate::report::Change;
use crate::report::wording::Sentences;
use crate::results::{Conflict, Simulated, Suppression, Sways, Unhidden, VariantResult, Verdict};
use crate::scenario::Variant;
use crate::simulation::sample::banded;

/// What everything passes before it is shown; without a threshold it passes as it is.
pub(super) struct Veil(Option<Suppression>);

impl Veil {
    /// Chooses what to take together of these models, by position with their
    /// results, so that no count below the
    /// threshold can be read or derived.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when the threshold hides nothing, or when a small count can be derived
    /// whatever is taken together.
    pub(super) fn of(
        study: &Study,
        (chosen, results): (&[usize], &[VariantResult]),
        threshold: Option<i64>,
        lang: Lang,
    ) -> Result<Veil, Failure> {
        let Some(threshold) = threshold else {
            return Ok(Veil(None));
        };
        if threshold < 2 {
            return Err(hides_nothing(threshold, lang));
        }
        let scenarios = chosen.iter().map(|at| &study.opened.variants[*at].scenario);
        let models: Vec<(&Scenario, &VariantResult)> = scenarios.zip(results).collect();
        let names = Sentences::new(lang).names_together();
        let names = names.map(|(id, name)| Some((Id::parse(id)?, name.to_owned())));
        let [Some(partnerships), Some(regions)] = names else {
            return Ok(Veil(None));
        };
        let found = Suppression::of(&models, threshold, [partnerships, regions]);
        match found {
            Ok(suppression) => Ok(Veil(Some(suppression))),
            Err(why) => Err(unhidden(&why, threshold, lang)),
        }
    }

    /// Returns what is taken together; `None` where nothing is to be hidden.
    pub(super) fn suppression(&self) -> Option<&Suppression> {
        self.0.as_ref()
    }

    /// Returns a variant as it may be shown.
    pub(super) fn variant<'a>(&self, variant: &'a Variant) -> Cow<'a, Variant> {
        match &self.0 {
            None => Cow::Borrowed(variant),
            Some(own) => Cow::Owned(Variant {
                scenario: own.scenario(&variant.scenario),
                settings: own.settings(&variant.settings),
                ..variant.clone()
            }),
        }
    }

    /// Returns results as they may be shown.
    pub(super) fn results(&self, results: Vec<VariantResult>) -> Vec<VariantResult> {
        match &self.0 {
            None => results,
            Some(own) => results.iter().map(|one| own.result(one)).collect(),
        }
    }

    /// Returns what wishes come to, as far as it may be shown.
    pub(super) fn verdicts<'a>(&self, verdicts: Vec<Verdict<'a>>) -> Vec<Verdict<'a>> {
        match &self.0 {
            None => verdicts,
            Some(own) => own.verdicts(verdicts),
        }
    }

    /// Returns wishes that cannot hold together, as far as they may be shown.
    pub(super) fn conflicts<'a>(&self, conflicts: Vec<Conflict<'a>>) -> Vec<Conflict<'a>> {
        match &self.0 {
            None => conflicts,
            Some(own) => own.conflicts(conflicts),
        }
    }

    /// Returns the bands of a simulation as they may be shown.
    pub(super) fn simulated(&self, simulated: Option<Simulated>) -> Option<Simulated> {
        match (&self.0, simulated) {
            (Some(own), Some(simulated)) => {
                let (quantiles, tail) = (simulated.quantiles.clone(), simulated.tail.clone());
                let banded = |kept: &[Cents]| banded(kept, &quantiles, &tail);
                Some(own.simulated(simulated, banded))
            }
            (_, simulated) => simulated,
        }
    }

    /// Returns what uncertain numbers move, as far as it may be shown.
    pub(super) fn sways(&self, sways: Vec<Sways>) -> Vec<Sways> {
        match &self.0 {
            None => sways,
            Some(own) => own.sways(sways),
        }
    }

    /// Says whether figures may be told that a scenario asks for: they are of everybody.
    pub(super) fn tells_figures(&self) -> bool {
        let hidden = self.0.as_ref().map(Suppression::partnerships);
        hidden.is_none_or(std::collections::BTreeSet::is_empty)
    }

    /// Says whether a difference between models may be told: counts in rows may be of a site, and
    /// nothing is told of those taken together.
    pub(super) fn tells(&self, change: &Change) -> bool {
        let Some(own) = &self.0 else {
            return true;
        };
        let values = change.from.iter().chain(&change.to);
        let mut texts = values.chain([&change.path]);
        !change.path.starts_with("count.") && !texts.any(|text| own.is_named_in_path(text))
    }
}

fn hides_nothing(threshold: i64, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("`--suppress {threshold}` verbergt niets: onder {threshold} telt niemand mee"),
            format!("`--suppress {threshold}` hides nothing: no count lies between 0 and that"),
        ),
        &Text::new(
            "geef een drempel van 2 of hoger, zoals `--suppress 5`",
            "give a threshold of 2 or more, such as `--suppress 5`",
        ),
        lang,
    )
}

/// Returns the failure that a small count can be derived whatever is taken together.
fn unhidden(why: &Unhidden, threshold: i64, lang: Lang) -> Failure {
    let text = match why {
        Unhidden::TooFew => Text::new(
            format!(
                "een aantal onder {threshold} is niet te verbergen: alle partnerschappen en \
                 regio's samen zijn er nog te weinig"
            ),
            format!(
                "a count below {threshold} cannot be hidden: all partnerships and regions \
                 together are still too few"
            ),
        ),
        Unhidden::WithoutRegion => Text::new(
            format!(
                "een aantal onder {threshold} is niet te verbergen: het zijn studenten zonder \
                 regio, en niemand anders telt er zo"
            ),
            format!(
                "a count below {threshold} cannot be hidden: it is of students without a region, \
                 and nobody else counts any"
            ),
        ),
        Unhidden::Rate => Text::new(
            format!(
                "een aantal onder {threshold} is niet te verbergen: het volgt uit een bedrag per \
                 student dat alleen voor hen geldt, of voor iedereen behalve hen"
            ),
            format!(
                "a count below {threshold} cannot be hidden: it follows from an amount per \
                 student that is paid for them only, or for everybody but them"
            ),
        ),
        Unhidden::Difference => Text::new(
            format!(
                "een aantal onder {threshold} is niet te verbergen: het volgt uit het verschil \
                 tussen twee modellen"
            ),
            format!(
                "a count below {threshold} cannot be hidden: it follows from the difference \
                 between two models"
            ),
        ),
    };
    let hint = match why {
        Unhidden::Difference => Text::new(
            "laat met `--models` modellen weg die studenten verplaatsen of partnerschappen \
             veranderen, of kies een lagere drempel",
            "leave out models that move students or change partnerships with `--models`, or \
             choose a lower threshold",
        ),
        _ => Text::new("kies een lagere drempel", "choose a lower threshold"),
    };
    Failure::usage(&text, &hint, lang)
}
