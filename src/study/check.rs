//! Checking: is a scenario sound, plausible, does every parameter do something, and do its wishes
//! hold?

use std::collections::{BTreeMap, BTreeSet};

use super::doubts::of_no_effect;
use super::library::Reading;
use super::open::{Study, refused};
use super::{Answer, Failure, Format, Manner, pretty};
use crate::domain::{Lang, Text};
use crate::engine::{Posting, Reason};
use crate::money::Cents;
use crate::plan::Account;
use crate::report::wording::Sentences;
use crate::report::{
    IdleView, MOST_MISSED, csv_text, folded, idle_text, problems_json, problems_text,
    soundness_text,
};
use crate::report::{conflicts_json, fulfilled, wishes_json, wishes_rows, wishes_text};
use crate::results::{Missed, VariantResult, YearResult};
use crate::scenario::{Problem, implausible};
use crate::simulation::{conflicts, idle_parameters, judge_all};

/// Columns of the rows: parameters that move nothing leave the last four empty.
const CSV_HEAD: [&str; 6] = [
    "path",
    "variants",
    "year",
    "holds",
    "margin",
    "counterexample",
];

/// Checks a scenario: errors, also of worlds in which events have happened, warnings about its
/// counts, parameters that move nothing, wishes. The answer fails when a wish does.
///
/// # Errors
///
/// A [`Failure`] with every problem of the scenario.
pub fn check(path: &str, manner: Manner, read: Reading<'_>) -> Result<Answer, Failure> {
    let study = Study::open(path, read).map_err(|problems| refused(&problems, manner))?;
    let worlds = study.check_worlds((path, read));
    worlds.map_err(|problems| refused(&problems, manner))?;
    let warnings = warnings(&study);
    let idle = idle(&study, manner.look.lang);
    let world = study.judged_on_wishes();
    let verdicts = judge_all(&world);
    let conflicts = conflicts(&world);
    let sources = &study.opened.sources;
    let lang = manner.look.lang;
    let text = match manner.format {
        Format::Json => {
            let mut report = problems_json(&warnings, sources);
            let rows: Vec<serde_json::Value> = idle
                .iter()
                .map(|one| {
                    let IdleView {
                        name,
                        path,
                        variants,
                    } = one;
                    serde_json::json!({ "path": path, "name": name, "variants": variants })
                })
                .collect();
            report["idle_parameters"] = rows.into();
            report["wishes"] = wishes_json(&verdicts, lang);
            report["conflicts"] = conflicts_json(&conflicts, lang);
            pretty(&report)
        }
        Format::Csv => {
            let idle = idle.iter().map(|one| {
                let nothing = || String::new();
                let rest = [nothing(), nothing(), nothing(), nothing()];
                [
                    vec![one.path.clone(), one.variants.join(" ")],
                    rest.to_vec(),
                ]
                .concat()
            });
            let rows: Vec<Vec<String>> = idle.chain(wishes_rows(&verdicts, lang)).collect();
            csv_text(&CSV_HEAD, &rows)
        }
        Format::Table => {
            let (variants, wishes) = (study.cases.len(), fulfilled(&verdicts));
            let mut text = soundness_text(variants, warnings.len(), wishes, lang);
            if !verdicts.is_empty() {
                text += &format!("\n{}", wishes_text(&verdicts, &conflicts, lang));
            }
            text = folded(&text, manner.look);
            if !warnings.is_empty() {
                // Excerpts of the file stay as they are.
                let warned = problems_text(&warnings, sources, lang, false);
                text += &format!("\n{}\n", warned.trim_end());
            }
            text + &folded(&idle_text(&idle, lang), manner.look)
        }
    };
    Ok(Answer {
        text,
        fails: verdicts.iter().any(|verdict| !verdict.holds),
        ..Answer::default()
    })
}

/// Returns what looks wrong in any variant, each once.
fn warnings(study: &Study) -> Vec<Problem> {
    let results = study.results();
    let mut told = BTreeSet::new();
    let implausible = study.opened.variants.iter().flat_map(implausible);
    let implausible = implausible.filter(|warning| told.insert(warning.clone()));
    implausible
        .chain(unplaced(study, &results))
        .chain(missed(study, &results))
        .chain(of_no_effect(study))
        .collect()
}

/// Returns the parameters that move nothing, with the variants in which they do not.
fn idle(study: &Study, lang: Lang) -> Vec<IdleView> {
    let sentences = Sentences::new(lang);
    let id = |position: &usize| study.opened.variants[*position].id.clone();
    let idle = idle_parameters(&study.cases).into_iter();
    let idle = idle.filter_map(|one| {
        let plan = &study.cases[*one.cases.first()?].plan;
        Some(IdleView {
            name: sentences.parameter(plan, &one.path),
            variants: one.cases.iter().map(id).collect(),
            path: one.path,
        })
    });
    idle.collect()
}

/// Warns of money that a holder could not place because nobody has a weight in its key.
fn unplaced(study: &Study, results: &[VariantResult]) -> Vec<Problem> {
    per_variant((study, results), "cannot-place", |result| {
        let stuck = result.years.iter().flat_map(|year| {
            let of_year = stuck(year).into_iter();
            of_year.map(|(holder, amount)| (holder, amount, year.year))
        });
        let told = stuck.map(|(holder, amount, year)| {
            let account = &result.plan.accounts[holder];
            let say = |lang| Sentences::new(lang).cannot_place(account, amount, year);
            (account.clone(), Text::new(say(Lang::Nl), say(Lang::En)))
        });
        told.collect()
    })
}

/// Warns of recipients that get nothing from a component for want of heads: of the first few, and
/// of how many more there are.
fn missed(study: &Study, results: &[VariantResult]) -> Vec<Problem> {
    let mut warnings = per_variant((study, results), "too-few-heads", |result| {
        let missed = Missed::of(result).into_iter();
        let told = missed.map(|one| {
            let account = &result.plan.accounts[one.account];
            let component = &result.plan.components[one.component].id;
            let say = |lang| Sentences::new(lang).missed(account, component, &one);
            (account.clone(), Text::new(say(Lang::Nl), say(Lang::En)))
        });
        told.collect()
    });
    let more = warnings.len().saturating_sub(MOST_MISSED);
    warnings.truncate(MOST_MISSED);
    if more > 0 {
        let say = |lang| Sentences::new(lang).and_more_missed(more);
        let text = Text::new(say(Lang::Nl), say(Lang::En));
        warnings.push(Problem::warning("too-few-heads", text));
    }
    warnings
}

/// Returns what is told of accounts in any variant, each sentence once at the place of the account,
/// with the variants that it is about where it is not about all.
fn per_variant(
    (study, results): (&Study, &[VariantResult]),
    code: &'static str,
    told: impl Fn(&VariantResult) -> Vec<(Account, Text)>,
) -> Vec<Problem> {
    let mut found: Vec<(Problem, Vec<String>)> = Vec::new();
    let mut positions: BTreeMap<Problem, usize> = BTreeMap::new();
    for (variant, result) in study.opened.variants.iter().zip(results) {
        for (account, text) in told(result) {
            let path = format!("{}.{}", account.kind_name(), account.id);
            let mut problem = Problem::warning(code, text);
            problem.place = variant.places.get(&path).copied();
            let next = found.len();
            let at = *positions.entry(problem.clone()).or_insert(next);
            if at == next {
                found.push((problem, Vec::new()));
            }
            found[at].1.push(format!("`{}`", variant.id));
        }
    }
    let count = results.len();
    let told = found.into_iter().map(|(problem, ids)| match ids.len() {
        all if all == count => problem,
        _ => {
            let ids = ids.join(", ");
            problem.expected(format!("in variant {ids}"), format!("in variant {ids}"))
        }
    });
    told.collect()
}

/// Returns holders in whose key nobody has a weight, with what they left unallocated.
fn stuck(year: &YearResult) -> BTreeMap<usize, Cents> {
    let postings = || year.entries.iter().map(|entry| &entry.posting);
    let weighs_nobody = |posting: &&Posting| match &posting.reason {
        Reason::Keyed { total, .. } => total.is_zero(),
        _ => false,
    };
    let holder = |posting: &Posting| (posting.division, posting.from, posting.year);
    let weightless = postings().filter(weighs_nobody).map(holder);
    let weightless: BTreeSet<(usize, usize, usize)> = weightless.collect();
    let mut stuck: BTreeMap<usize, Cents> = BTreeMap::new();
    for posting in postings().filter(|posting| posting.reason == Reason::Left) {
        if weightless.contains(&holder(posting)) {
            *stuck.entry(posting.from).or_default() += posting.amount;
        }
    }
    stuck
}
