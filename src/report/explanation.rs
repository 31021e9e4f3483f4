//! Explanations as text and CSV.

use super::causes::{CauseAmount, causes_text};
use super::wording::{Sentences, euros};
use crate::domain::{Assumption, Lang, Stage, Year};
use crate::money::Cents;
use crate::plan::Plan;
use crate::results::{Contribution, Explanation, YearExplanation};

/// A difference with what it is made of.
#[derive(Clone, Debug)]
pub struct Contrast<'a> {
    /// The year.
    pub year: Year,
    /// What it is compared with: another recipient or another variant.
    pub with: &'a str,
    /// The difference.
    pub difference: Cents,
    /// What adds up to it.
    pub contributions: Vec<Contribution>,
    /// What brought a change between two variants about, which adds up to it as well.
    pub causes: Vec<CauseAmount>,
}

/// Returns an explanation in sentences.
pub fn explanation_text(
    plan: &Plan,
    variant: &str,
    explanation: &Explanation,
    lang: Lang,
) -> String {
    let sentences = Sentences::new(lang);
    let kind = sentences.kind(explanation.kind);
    let mut text = String::new();
    for year in &explanation.years {
        let (id, amount) = (&explanation.recipient, euros(year.received, lang));
        let head = sentences.heading(kind, id.as_str(), variant, &year.year.to_string());
        text += &format!("{head}: {amount}\n\n");
        text += &lines(plan, year, &sentences);
        text.push('\n');
    }
    text
}

fn lines(plan: &Plan, year: &YearExplanation, sentences: &Sentences) -> String {
    let mut text = String::new();
    let pays_any = year.lines.iter().any(|line| !line.is_beside_the_point());
    for line in year
        .lines
        .iter()
        .filter(|line| !pays_any || !line.is_beside_the_point())
    {
        text += &format!("- {}\n", sentences.line(plan, line));
        text += &format!("  {}\n", sentences.sourced(&line.provenance));
        if let Some(terms) = &line.terms {
            text += &format!("  {}\n", sentences.terms_sourced(terms));
        }
    }
    if year.lines.is_empty() {
        text += &format!("- {}\n", sentences.nothing());
    }
    text += &orders(plan, year, sentences);
    for (title, movements) in [
        (sentences.told_apart(), &year.regions),
        (sentences.goes_on(), &year.passed_on),
    ] {
        let moved: Vec<_> = movements
            .iter()
            .filter(|movement| movement.amount != Cents::ZERO)
            .collect();
        if moved.is_empty() {
            continue;
        }
        text += &format!("\n{title}\n");
        for movement in moved {
            text += &format!("- {}\n", sentences.movement(movement));
        }
    }
    text
}

/// Returns the order of steps of each division that played a part.
fn orders(plan: &Plan, year: &YearExplanation, sentences: &Sentences) -> String {
    let mut told: Vec<(usize, &[Stage])> = Vec::new();
    for line in &year.lines {
        let order = (line.division, line.stages.as_slice());
        if !line.stages.is_empty() && !told.contains(&order) {
            told.push(order);
        }
    }
    if told.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n", sentences.order_of_steps());
    for (division, stages) in told {
        let id = &plan.divisions[division].id;
        text += &format!("- `{id}`: {}\n", sentences.stages(stages));
    }
    text
}

/// Lists the assumptions that an amount rests on; nothing where there are none.
pub fn premises_text(premises: &[&Assumption], lang: Lang) -> String {
    if premises.is_empty() {
        return String::new();
    }
    let mut lines: Vec<&str> = Vec::new();
    for premise in premises {
        let line = premise.text.in_lang(lang);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let lines: String = lines.iter().map(|line| format!("- {line}\n")).collect();
    format!("{}\n{lines}\n", Sentences::new(lang).premises())
}

/// Returns a difference in sentences; the contributions add up to it.
pub fn contrast_text(contrast: &Contrast<'_>, lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let mut text = format!(
        "{}: {}\n\n",
        sentences.compared_with(contrast.with, &contrast.year.to_string()),
        euros(contrast.difference, lang)
    );
    let amounts: Vec<String> = contrast
        .contributions
        .iter()
        .map(|one| euros(one.amount, lang))
        .collect();
    let total = euros(contrast.difference, lang);
    let amounts_with_total = amounts.iter().chain(std::iter::once(&total));
    let width = amounts_with_total
        .map(|amount| amount.chars().count())
        .max()
        .unwrap_or(0);
    for (contribution, amount) in contrast.contributions.iter().zip(&amounts) {
        text += &format!(
            "  {amount:>width$}  {}\n",
            sentences.contribution(contribution)
        );
    }
    text += &format!("  {total:>width$}  {}\n", sentences.total());
    let causes = causes_text(contrast.difference, &contrast.causes, lang);
    if !causes.is_empty() {
        text += &format!("\n{causes}");
    }
    text
}

/// Returns an explanation as CSV, one row per amount received, told apart or passed on.
pub fn explanation_csv(plan: &Plan, explanation: &Explanation, lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let mut rows = Vec::new();
    for year in &explanation.years {
        let year_name = year.year.to_string();
        for line in &year.lines {
            rows.push(vec![
                year_name.clone(),
                "received".into(),
                plan.components[line.component].id.to_string(),
                line.amount.to_euro_text(),
                sentences.line(plan, line),
            ]);
        }
        for (role, movements) in [("region", &year.regions), ("passed-on", &year.passed_on)] {
            for movement in movements {
                rows.push(vec![
                    year_name.clone(),
                    role.into(),
                    movement.to.to_string(),
                    movement.amount.to_euro_text(),
                    sentences.movement(movement),
                ]);
            }
        }
    }
    super::csv::written(&["year", "role", "of", "amount", "sentence"], &rows)
}

/// Returns differences as CSV, one row per contribution.
pub fn contrast_csv(contrasts: &[Contrast<'_>], lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let rows = contrasts.iter().flat_map(|contrast| {
        contrast.contributions.iter().map(|one| {
            vec![
                contrast.year.to_string(),
                contrast.with.to_owned(),
                one.topic.name().to_owned(),
                one.amount.to_euro_text(),
                sentences.contribution(one),
            ]
        })
    });
    let rows: Vec<Vec<String>> = rows.collect();
    super::csv::written(&["year", "with", "topic", "amount", "label"], &rows)
}
