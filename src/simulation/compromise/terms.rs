//! Terms: floors and wishes as lines over the models.

use super::region::{Line, Region, value};
use crate::domain::Check;
use crate::money::Exact;
use crate::results::comparison::Comparison;
use crate::results::compromise::{JudgedOn, MixedWish, Term};
use crate::simulation::Judged;
use crate::simulation::wishes::{deciding, judge_one, mixed};

/// A floor or a wish, with the lines that a mix must satisfy.
pub(super) struct Asked {
    pub(super) term: Term,
    pub(super) lines: Vec<Line>,
}

impl Asked {
    /// Says whether a mix satisfies it.
    pub(super) fn holds(&self, weights: &[Exact]) -> bool {
        let mut lines = self.lines.iter();
        lines.all(|line| !value(line, weights).is_negative())
    }

    /// Says whether every mix satisfies it: whether every model does.
    pub(super) fn is_idle(&self) -> bool {
        let mut margins = self.lines.iter().flatten();
        margins.all(|margin| !margin.is_negative())
    }
}

/// Returns the mixes of a region that satisfy all of some terms.
pub(super) fn within<'t>(region: &Region, asked: impl IntoIterator<Item = &'t Asked>) -> Region {
    region.within(asked.into_iter().flat_map(|one| &one.lines))
}

/// Returns the floors of the parties, each to be kept in every year.
pub(super) fn floors(comparison: &Comparison) -> Vec<Asked> {
    let years = comparison.periods.iter().filter(|one| one.length == 1);
    let years: Vec<_> = years.map(|year| &year.votes.parties).collect();
    let parties = years.first().map_or(0, |parties| parties.len());
    let floor = |party: usize| {
        let lines = years.iter().filter_map(|parties| {
            let line = parties.get(party)?;
            let floor = line.floor?;
            Some(
                line.amounts
                    .iter()
                    .map(|own| (*own - floor).into())
                    .collect(),
            )
        });
        let lines = deciding(lines.collect());
        let term = Term::Floor(party);
        (!lines.is_empty()).then_some(Asked { term, lines })
    };
    (0..parties).filter_map(floor).collect()
}

/// Returns the wishes of the baseline with what they are judged on, and those of them that can be
/// read from a mix.
pub(super) fn wishes<'a>(
    models: &[&'a Judged<'a>],
    world: &'a [Judged<'a>],
) -> (Vec<MixedWish>, Vec<Asked>) {
    let checks = models.first().map_or(&[][..], |one| &one.scenario.checks);
    let (mut wishes, mut asked) = (Vec::new(), Vec::new());
    for (position, check) in checks.iter().enumerate() {
        let on = match mixed(check, models, world) {
            Some(lines) => {
                let (term, lines) = (Term::Wish(position), deciding(lines));
                asked.push(Asked { term, lines });
                JudgedOn::Mixes
            }
            None => JudgedOn::Models(of_models(check, models, world)),
        };
        let check = check.clone();
        wishes.push(MixedWish { check, on });
    }
    (wishes, asked)
}

/// Says whether a wish holds in each model, in all years.
fn of_models<'a>(
    check: &Check,
    models: &[&'a Judged<'a>],
    world: &'a [Judged<'a>],
) -> Vec<Option<bool>> {
    let of_model = |own: &&'a Judged<'a>| {
        let mut checks = own.scenario.checks.iter();
        let verdicts = judge_one(checks.find(|one| one.id == check.id)?, own, world);
        let judged = verdicts.iter().filter(|verdict| verdict.tried > 0);
        judged
            .map(|verdict| verdict.holds)
            .reduce(|left, right| left && right)
    };
    models.iter().map(of_model).collect()
}
