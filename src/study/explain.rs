//! Explaining: why this amount, why more than the other, what changed.

use super::causes::between;
use super::library::Reading;
use super::open::{Study, refused};
use super::run::drawn_text;
use super::{Answer, Failure, Format, Manner, OneDraw, pretty};
use crate::domain::{Lang, Level, Text, Year};
use crate::money::Cents;
use crate::plan::AccountKind;
use crate::report::{
    CauseAmount, Contrast, contrast_csv, contrast_text, coverage_json, coverage_of_text,
    drawn_json, explanation_csv, explanation_json, explanation_text, folded, premises_text,
};
use crate::results::{
    Explanation, UnknownRecipient, VariantResult, YearExplanation, contrast, premises,
};
use crate::scenario::BASE;
use crate::simulation::Between;

/// What is to be explained.
#[derive(Clone, Debug)]
pub struct ExplainQuestion {
    /// Path of the scenario file.
    pub path: String,
    /// The recipient.
    pub recipient: String,
    /// The variant; the base when `None`.
    pub variant: Option<String>,
    /// Another recipient to compare with.
    pub versus: Option<String>,
    /// Another variant to compare with.
    pub against: Option<String>,
    /// In this draw of a simulation; as the scenario states its numbers when `None`.
    pub drawn: Option<OneDraw>,
}

/// Explains the amount of one recipient.
///
/// # Errors
///
/// A [`Failure`] when the scenario has problems, or has no such recipient or variant.
pub fn explain(
    question: &ExplainQuestion,
    manner: Manner,
    read: Reading<'_>,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let id = question.variant.as_deref().unwrap_or(BASE);
    let (versus, against) = (question.versus.as_deref(), question.against.as_deref());
    Failure::of_itself("--versus", (&question.recipient, versus), lang)?;
    Failure::of_itself("--against", (id, against), lang)?;
    let study = Study::open(&question.path, read).map_err(|problems| refused(&problems, manner))?;
    let text = explained(
        &study,
        question,
        (manner, read),
        |variant, own, contrasts| written(question.drawn, (variant, own), contrasts, manner),
    )?;
    Ok(Answer {
        text,
        ..Answer::default()
    })
}

/// Explains an amount of an opened scenario, and tells it.
pub(super) fn explained<R>(
    study: &Study,
    question: &ExplainQuestion,
    (manner, read): (Manner, Reading<'_>),
    tell: impl FnOnce(&VariantResult, &Explanation, &[Contrast<'_>]) -> R,
) -> Result<R, Failure> {
    let lang = manner.look.lang;
    let id = question.variant.as_deref().unwrap_or(BASE);
    let result = |id: &str| match question.drawn {
        Some(one) => study.drawn(
            study.position(id, lang)?,
            one,
            (&question.path, read),
            manner,
        ),
        None => study.result(id, lang),
    };
    let variant = result(id)?;
    let against = question.against.as_deref().map(result).transpose()?;
    let explanation = |variant: &VariantResult, recipient: &str| {
        explanation(variant, recipient).map_err(|unknown| refusal(study, &unknown, lang))
    };
    let own = match (explanation(&variant, &question.recipient), &against) {
        // What only the other variant knows receives nothing here.
        (Err(_), Some(other)) => nothing(&explanation(other, &question.recipient)?),
        (own, _) => own?,
    };
    let mut contrasts: Vec<Contrast<'_>> = Vec::new();
    if let Some(with) = &question.versus {
        let other = explanation(&variant, with)?;
        contrasts.extend(differences((&variant, &own), (&variant, &other), with));
    }
    if let (Some(with), Some(variant_with)) = (&question.against, &against) {
        let other = explanation(variant_with, &question.recipient);
        let other = other.unwrap_or_else(|_| nothing(&own));
        let changes = differences((&variant, &own), (variant_with, &other), with);
        // Causes are sought in worlds between two variants, of which none is drawn.
        let is_drawn = question.drawn.is_some();
        let between = (!is_drawn).then(|| between(&question.path, (with, id), read));
        let between = between.flatten();
        let caused = changes.into_iter().map(|change| Contrast {
            causes: causes(between.as_ref(), &question.recipient, change.year),
            ..change
        });
        contrasts.extend(caused);
    }
    Ok(tell(&variant, &own, &contrasts))
}

/// Puts an explanation and its contrasts into the form that was asked for.
fn written(
    drawn: Option<OneDraw>,
    (variant, own): (&VariantResult, &Explanation),
    contrasts: &[Contrast<'_>],
    manner: Manner,
) -> String {
    let (lang, id) = (manner.look.lang, variant.id.as_str());
    let premises = premises(variant, own);
    match manner.format {
        Format::Json => {
            let mut document = explanation_json(&variant.plan, id, own, &premises, contrasts, lang);
            if variant.plan.costs.is_stated {
                document["coverage"] = coverage_json(variant);
            }
            if let Some(OneDraw { seed, draw }) = drawn {
                document["seed"] = seed.into();
                document["draw"] = draw.into();
                if let Some(happened) = &variant.happened {
                    let ids = happened.iter().map(|event| event.id.as_str());
                    document["happened"] = ids.collect::<Vec<&str>>().into();
                }
                if let Some(drawings) = &variant.drawn {
                    document["drawn"] = drawn_json(drawings);
                }
            }
            pretty(&document)
        }
        Format::Csv if contrasts.is_empty() => explanation_csv(&variant.plan, own, lang),
        Format::Csv => contrast_csv(contrasts, lang),
        Format::Table => {
            let mut text = drawn.map_or_else(String::new, |one| {
                let said = drawn_text(one, std::slice::from_ref(variant), lang);
                format!("{said}\n\n")
            });
            text += &explanation_text(&variant.plan, id, own, lang);
            if let Some(level) = level_of(own.kind) {
                text += &coverage_of_text(variant, (level, &own.recipient), lang);
            }
            text += &premises_text(&premises, lang);
            for contrast in contrasts {
                text += &contrast_text(contrast, lang);
                text.push('\n');
            }
            folded(&text, manner.look)
        }
    }
}

fn explanation(
    variant: &VariantResult,
    recipient: &str,
) -> Result<Explanation, Box<UnknownRecipient>> {
    let explained = crate::results::explain(variant, recipient);
    explained.or_else(|unknown| bearer(variant, recipient).ok_or(unknown))
}

/// Returns why there is nothing to explain: nobody has the name, or it is that of a region that
/// receives nothing itself.
fn refusal(study: &Study, unknown: &UnknownRecipient, lang: Lang) -> Failure {
    let UnknownRecipient { asked, known } = unknown;
    let variants = study.opened.variants.iter();
    let mut regions = variants.flat_map(|variant| &variant.scenario.regions);
    if !regions.any(|region| region.id.as_str() == asked) {
        let what = Text::new("ontvanger", "recipient");
        return Failure::unknown(&what, asked, known, lang);
    }
    let known: Vec<String> = known.iter().map(|id| format!("`{id}`")).collect();
    let known = known.join(", ");
    Failure::usage(
        &Text::new(
            format!("regio `{asked}` ontvangt in dit scenario zelf geen geld"),
            format!("region `{asked}` itself receives no money in this scenario"),
        ),
        &Text::new(
            format!("wel uit te leggen zijn {known}"),
            format!("those that can be explained are {known}"),
        ),
        lang,
    )
}

/// Returns the explanation of a board or institute that receives nothing but bears costs.
fn bearer(variant: &VariantResult, id: &str) -> Option<Explanation> {
    let mut rows = variant.years.iter().flat_map(|year| &year.coverage);
    let row = rows.find(|row| row.id.as_ref().is_some_and(|own| own.as_str() == id))?;
    let years = variant.years.iter();
    Some(Explanation {
        recipient: row.id.clone()?,
        kind: match row.level {
            Level::Board => AccountKind::Board,
            Level::Institute => AccountKind::Institute,
            Level::Region | Level::Partnership => AccountKind::Partnership,
        },
        years: years
            .map(|year| YearExplanation::empty(year.year))
            .collect(),
    })
}

/// Divides the change of what a recipient receives in a year over its causes.
fn causes(between: Option<&Between>, recipient: &str, year: Year) -> Vec<CauseAmount> {
    let received = |result: &VariantResult| {
        let explained = crate::results::explain(result, recipient).ok();
        let years = explained.into_iter().flat_map(|one| one.years);
        let mut years = years.filter(|one| one.year == year);
        years.next().map_or(Cents::ZERO, |one| one.received)
    };
    let parts = between.map_or_else(Vec::new, |between| between.parts(received));
    parts
        .into_iter()
        .map(|one| (one.kinds, one.amount))
        .collect()
}

/// Returns the level of recipients that bear costs.
fn level_of(kind: AccountKind) -> Option<Level> {
    match kind {
        AccountKind::Partnership | AccountKind::Cell => Some(Level::Partnership),
        AccountKind::Board => Some(Level::Board),
        AccountKind::Institute => Some(Level::Institute),
        _ => None,
    }
}

/// Returns the explanation of nothing, for the same recipient and years.
fn nothing(known: &Explanation) -> Explanation {
    let years = known
        .years
        .iter()
        .map(|year| YearExplanation::empty(year.year));
    Explanation {
        years: years.collect(),
        ..known.clone()
    }
}

/// Returns the differences of each year between two explanations.
fn differences<'a>(
    (variant, own): (&VariantResult, &Explanation),
    (other_variant, other): (&VariantResult, &Explanation),
    with: &'a str,
) -> Vec<Contrast<'a>> {
    let years = own
        .years
        .iter()
        .zip(&other.years)
        .map(|(first, second)| Contrast {
            year: first.year,
            with,
            difference: first.received - second.received,
            contributions: contrast((&variant.plan, first), (&other_variant.plan, second)),
            causes: Vec::new(),
        });
    years.collect()
}
