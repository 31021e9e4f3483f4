//! Wishes: whether they hold in each variant and year, and what breaks them.

use serde_json::{Value, json};

use super::grid::{Look, matrix};
use super::json::euros;
use super::wording::{Sentences, euros as in_words};
use crate::domain::{Grade, Lang};
use crate::money::{Cents, Rounding};
use crate::results::{Conflict, Counterexample, Recount, Trial, Verdict};

/// Returns verdicts in sentences: per wish and variant, a line for each year in which it fails;
/// then wishes that cannot hold together.
pub fn wishes_text(verdicts: &[Verdict<'_>], conflicts: &[Conflict<'_>], lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let lines = listed(verdicts, conflicts, sentences, |years| {
        let failing = failing(years, sentences);
        match (failing.is_empty(), years.first()) {
            (true, Some(first)) => vec![match least(years) {
                Some(margin) => sentences.holds(first.variant, &first.check.wish, margin),
                None => sentences.nothing_to_judge(first.variant),
            }],
            _ => failing,
        }
    });
    let (hold, all) = fulfilled(verdicts);
    format!("{}\n{lines}", sentences.wishes(hold, all))
}

/// Returns verdicts as a table with a row for each wish and a column for each model, and what
/// breaks a wish below it; then wishes that cannot hold together.
pub(super) fn wishes_table(
    verdicts: &[Verdict<'_>],
    conflicts: &[Conflict<'_>],
    models: &[String],
    look: Look,
) -> String {
    let sentences = Sentences::new(look.lang);
    let rows = by_check(verdicts).map(|own| {
        let cell = |model: &String| {
            let mut years = own.chunk_by(|left, right| left.variant == right.variant);
            let years = years.find(|years| years.iter().any(|one| one.variant == model.as_str()));
            years.map_or(String::new(), |years| {
                let lacking = least(years).filter(|margin| *margin < Cents::ZERO);
                match lacking {
                    Some(margin) => in_words(-margin, look.lang),
                    None => sentences.fulfilled(least(years).is_some()).to_owned(),
                }
            })
        };
        let name = own
            .first()
            .map_or(String::new(), |one| one.check.id.to_string());
        (name, models.iter().map(cell).collect())
    });
    let rows: Vec<(String, Vec<String>)> = rows.collect();
    let lines = listed(verdicts, conflicts, sentences, |years| {
        failing(years, sentences)
    });
    let (hold, all) = fulfilled(verdicts);
    let head = sentences.wishes_by_model(hold, all);
    format!("{head}\n{}\n{lines}", matrix(models, &rows, look))
}

/// Returns how many wishes hold in every variant and year, and how many there are.
pub fn fulfilled(verdicts: &[Verdict<'_>]) -> (usize, usize) {
    let hold = by_check(verdicts).filter(|own| own.iter().all(|verdict| verdict.holds));
    (hold.count(), by_check(verdicts).count())
}

fn by_check<'v, 'a>(verdicts: &'v [Verdict<'a>]) -> impl Iterator<Item = &'v [Verdict<'a>]> {
    verdicts.chunk_by(|left, right| left.check.id == right.check.id)
}

/// Returns what there is to spare in the worst year.
fn least(years: &[Verdict<'_>]) -> Option<Cents> {
    years.iter().filter_map(Verdict::spare).min()
}

/// Lists wishes by their title, below each what is said of it in each variant; then wishes that
/// cannot hold together.
fn listed(
    verdicts: &[Verdict<'_>],
    conflicts: &[Conflict<'_>],
    sentences: Sentences,
    say: impl Fn(&[Verdict<'_>]) -> Vec<String>,
) -> String {
    let mut lines = String::new();
    for own in by_check(verdicts) {
        let Some(first) = own.first() else { continue };
        lines += &format!("- {}: {}\n", first.check.id, sentences.titled(first.check));
        for years in own.chunk_by(|left, right| left.variant == right.variant) {
            for line in say(years) {
                lines += &format!("  - {line}\n");
            }
        }
    }
    for conflict in conflicts {
        lines += &format!("- {}\n", sentences.conflict(conflict));
    }
    lines
}

/// Returns what breaks a wish in a variant, year by year.
fn failing(years: &[Verdict<'_>], sentences: Sentences) -> Vec<String> {
    let failing = years.iter().filter_map(|verdict| {
        let says = verdict.counterexample.as_ref()?;
        Some(sentences.fails(verdict.variant, &verdict.year.to_string(), says))
    });
    failing.collect()
}

/// Returns verdicts as JSON, one for each wish, variant and year.
pub fn wishes_json(verdicts: &[Verdict<'_>], lang: Lang) -> Value {
    let sentences = Sentences::new(lang);
    let rows = verdicts.iter().map(|verdict| {
        let check = verdict.check;
        let says = verdict.counterexample.as_ref();
        json!({
            "check": check.id.as_str(),
            "wish": check.wish.name(),
            "title": sentences.titled(check),
            "source": check.provenance.source,
            "grade": check.provenance.grade.map(Grade::name),
            "variant": verdict.variant,
            "year": verdict.year.to_string(),
            "holds": verdict.holds,
            "tried": verdict.tried,
            "margin": verdict.spare().map(euros),
            "tolerance": euros(verdict.tolerance.to_cents(Rounding::Down)),
            "counterexample": says.map(|says| counterexample(says, sentences)),
        })
    });
    rows.collect()
}

/// Returns wishes that cannot hold together as JSON.
pub fn conflicts_json(conflicts: &[Conflict<'_>], lang: Lang) -> Value {
    let rows = conflicts.iter().map(|conflict| {
        let checks = conflict.checks.iter().map(|check| check.id.as_str());
        json!({
            "variant": conflict.variant,
            "year": conflict.year.to_string(),
            "checks": checks.collect::<Vec<&str>>(),
            "needs": euros(conflict.needs),
            "allows": euros(conflict.allows),
            "sentence": Sentences::new(lang).conflict(conflict),
        })
    });
    rows.collect()
}

fn counterexample(says: &Counterexample, sentences: Sentences) -> Value {
    let recipients: Vec<&str> = says
        .recipients
        .iter()
        .map(crate::domain::Id::as_str)
        .collect();
    json!({
        "level": says.level.name(),
        "recipients": recipients,
        "before": euros(says.before),
        "after": euros(says.after),
        "trial": trial(&says.trial),
        "sentence": sentences.counterexample(says),
    })
}

fn trial(trial: &Trial) -> Value {
    let recount = |recount: &Recount| {
        json!({
            "partnership": recount.partnership.as_ref().map(crate::domain::Id::as_str),
            "region": recount.region.as_ref().map(crate::domain::Id::as_str),
            "year": recount.year.to_string(),
            "from": recount.from,
            "to": recount.to,
        })
    };
    match trial {
        Trial::Compared { part, is_least, .. } => {
            json!({ "kind": "compared", "part": part.to_string(), "is_least": is_least })
        }
        Trial::Equals => json!({ "kind": "equals" }),
        Trial::MoreStudents(more) => json!({ "kind": "more-students", "count": recount(more) }),
        Trial::LargerPot { pot, from, to } => json!({
            "kind": "larger-pot", "pot": pot.as_str(), "from": euros(*from), "to": euros(*to),
        }),
        Trial::Share { share, is_least } => {
            json!({ "kind": "share", "share": share.to_string(), "is_least": is_least })
        }
        Trial::Covered { share, is_least } => {
            json!({ "kind": "covered", "share": share.to_string(), "is_least": is_least })
        }
        Trial::Merged => json!({ "kind": "merged" }),
        Trial::Split => json!({ "kind": "split" }),
        Trial::Moved { from, to } => {
            json!({ "kind": "moved", "from": recount(from), "to": recount(to) })
        }
        Trial::Bounded { is_least, per } => json!({
            "kind": "bounded",
            "is_least": is_least,
            "per": per.map(|(head, _)| head.name()),
            "heads": per.map(|(_, heads)| heads),
        }),
    }
}

/// Returns verdicts as cells: path, variant, year, whether it holds, margin, counterexample.
pub fn wishes_rows(verdicts: &[Verdict<'_>], lang: Lang) -> Vec<Vec<String>> {
    let sentences = Sentences::new(lang);
    let rows = verdicts.iter().map(|verdict| {
        let margin = verdict.spare().map(Cents::to_euro_text);
        let says = verdict.counterexample.as_ref();
        vec![
            format!("check.{}", verdict.check.id),
            verdict.variant.to_owned(),
            verdict.year.to_string(),
            verdict.holds.to_string(),
            margin.unwrap_or_default(),
            says.map(|says| sentences.counterexample(says))
                .unwrap_or_default(),
        ]
    });
    rows.collect()
}
