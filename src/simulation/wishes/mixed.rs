//! Wishes on mixes of models: what each model has to spare, where a mix has the same parts of it.
//!
//! That is so for wishes that only read amounts. What they compare with must be the same in every
//! model, or itself an amount of the model. Of equals every pair is compared, both ways round.

use std::collections::BTreeSet;

use super::{Bench, Judged, Look, equal_treatment};
use crate::domain::{Against, Between, Check, Id, Wish};
use crate::money::{Cents, Exact};
use crate::results::{Counterexample, Trial};

/// Most equals that are compared in pairs.
const MOST_EQUALS: usize = 200;

/// What a wish looks at; the same in every model, or a mix of them means nothing.
#[derive(Clone, PartialEq)]
struct Subject {
    /// The year, by position.
    year: usize,
    /// Who is looked at.
    recipients: Vec<Id>,
    /// How; none where equals are compared.
    trial: Option<Trial>,
    /// The amount beside it, where that is no amount of the model itself.
    beside: Option<Cents>,
}

/// Returns what each model has to spare, with what is tolerated, for everything that a wish looks
/// at. `None` for a wish that cannot be read from a mix of these models: it tries changes, is about
/// some of them only, or looks at nothing or at something else in each.
pub(in crate::simulation) fn mixed<'a>(
    check: &'a Check,
    models: &[&Judged<'a>],
    world: &'a [Judged<'a>],
) -> Option<Vec<Vec<Exact>>> {
    let is_shared = |model: &&Judged<'_>| model.scenario.checks.contains(check);
    if !check.scope.variants.is_empty() || !models.iter().all(is_shared) {
        return None;
    }
    let of_model = |own: &&Judged<'a>| {
        let bench = Bench::on(check, own, world);
        match &check.wish {
            Wish::Keep { .. }
            | Wish::RegionShare { .. }
            | Wish::Total { .. }
            | Wish::TotalAgainst { .. }
            | Wish::Amount { .. }
            | Wish::Coverage { .. } => Some(bench.looks().into_iter().map(margin).collect()),
            Wish::EqualTreatment { within, between } => pairs(&bench, *within, *between),
            Wish::MoreStudents { .. }
            | Wish::LargerPot { .. }
            | Wish::Merging { .. }
            | Wish::Splitting { .. }
            | Wish::MovingStudent { .. } => None,
        }
    };
    let found: Vec<Vec<(Subject, Exact)>> = models.iter().map(of_model).collect::<Option<_>>()?;
    let (first, others) = found.split_first()?;
    let subjects = |margins: &[(Subject, Exact)]| -> Vec<Subject> {
        margins.iter().map(|(subject, _)| subject.clone()).collect()
    };
    let shared = subjects(first);
    if shared.is_empty() || others.iter().any(|margins| subjects(margins) != shared) {
        return None;
    }
    let line = |at: usize| found.iter().map(|margins| margins[at].1.clone()).collect();
    Some((0..shared.len()).map(line).collect())
}

/// Returns what a look has to spare, with what it is about.
fn margin(look: Look) -> (Subject, Exact) {
    let margin = look.margin();
    let Counterexample {
        recipients,
        before,
        trial,
        ..
    } = look.says;
    let is_fixed = match &trial {
        Trial::Covered { .. } => true,
        Trial::Compared { against, .. } => *against != Against::LastYear,
        _ => false,
    };
    let subject = Subject {
        year: look.year,
        recipients,
        trial: Some(trial),
        beside: is_fixed.then_some(before),
    };
    (subject, margin)
}

/// Returns what equals may differ minus what one has above the other, with what is tolerated.
fn pairs(
    bench: &Bench<'_, '_>,
    within: Option<Cents>,
    between: Between,
) -> Option<Vec<(Subject, Exact)>> {
    let mut pairs = Vec::new();
    let groups = equal_treatment::groups(bench, between);
    if groups.iter().any(|group| group.len() > MOST_EQUALS) {
        return None;
    }
    for year in bench.years() {
        for group in &groups {
            let equals = group.iter().map(|id| {
                let amount = Exact::from(bench.amount(year, id));
                (id, amount, bench.tolerance(year, id))
            });
            let equals: Vec<_> = equals.collect();
            for (low, lowest, own) in &equals {
                for (high, highest, other) in equals.iter().filter(|(high, ..)| high != low) {
                    let within = within.map_or_else(|| own.max(other).clone(), Exact::from);
                    let subject = Subject {
                        year,
                        recipients: vec![(**low).clone(), (**high).clone()],
                        trial: None,
                        beside: None,
                    };
                    pairs.push((subject, within.plus(lowest).minus(highest)));
                }
            }
        }
    }
    Some(pairs)
}

/// Returns the lines that decide: of two of which one has nowhere more to spare, only that one.
pub(in crate::simulation) fn deciding(lines: Vec<Vec<Exact>>) -> Vec<Vec<Exact>> {
    let lines: BTreeSet<Vec<Exact>> = lines.into_iter().collect();
    let mut kept: Vec<Vec<Exact>> = Vec::new();
    for line in lines {
        let is_below = |one: &Vec<Exact>| one.iter().zip(&line).all(|(own, other)| own <= other);
        if !kept.iter().any(is_below) {
            kept.push(line);
        }
    }
    kept
}
