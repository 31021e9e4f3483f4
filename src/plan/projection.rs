//! Projection of students: the factor by which counted students grow.

use super::{Inputs, Slot};
use crate::domain::Projection;
use crate::money::Exact;

/// How students of one counted year go on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProjectionRule {
    /// Yearly growth of first-years.
    pub intake: Slot,
    /// The shares of counted students by year of study, each with the share that leaves before
    /// the next; none behind the last. Empty under steady growth.
    pub cohorts: Vec<(Exact, Option<Slot>)>,
    /// The share trained within partnerships, where it changes.
    pub participation: Option<ParticipationRule>,
}

/// How the share of students within partnerships goes on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParticipationRule {
    /// The share in the counted year, above zero.
    pub now: Exact,
    /// The share that is aimed at.
    pub target: Slot,
    /// How many years after the counted one it is reached; at least one.
    pub years: u32,
}

impl ProjectionRule {
    /// Returns the factor between counted students and those so many years later.
    pub fn factor(&self, inputs: &Inputs, lane: usize, years: u32) -> Exact {
        let leaving = |slot: &Slot| inputs.fraction(*slot, lane);
        let cohorts = self.cohorts.iter().map(|(share, attrition)| {
            let leaving = attrition.as_ref().map_or_else(Exact::zero, leaving);
            (share.clone(), leaving)
        });
        let participation = self.participation.as_ref().map(|rule| {
            let target = inputs.fraction(rule.target, lane);
            (rule.now.clone(), target, rule.years)
        });
        Flow {
            intake: inputs.fraction(self.intake, lane),
            cohorts: cohorts.collect(),
            participation,
        }
        .factor(years)
    }

    /// Returns the numbers that the factor depends on.
    pub fn slots(&self) -> impl Iterator<Item = Slot> {
        let attrition = self.cohorts.iter().filter_map(|(_, attrition)| *attrition);
        let target = self.participation.iter().map(|rule| rule.target);
        attrition.chain(target).chain([self.intake])
    }
}

/// The numbers of a projection.
pub(super) struct Flow {
    /// Yearly growth of first-years.
    intake: Exact,
    /// Shares by year of study, with the share of each that leaves before the next.
    cohorts: Vec<(Exact, Exact)>,
    /// The share within partnerships now and in the end, and the years between.
    participation: Option<(Exact, Exact, u32)>,
}

impl Flow {
    /// Returns the numbers of a projection, as a scenario states them, for students counted so
    /// many years before the target year.
    pub(super) fn of(projection: &Projection, to_target: u32) -> Flow {
        let shares = projection.by_year_of_study.iter();
        let cohorts = shares.zip(&projection.attrition);
        let participation = projection.in_partnerships.as_ref();
        let participation = participation.filter(|_| to_target > 0);
        Flow {
            intake: projection.intake_growth.value.clone(),
            cohorts: cohorts
                .map(|(share, leaving)| (share.value.clone(), leaving.value.clone()))
                .collect(),
            participation: participation
                .map(|one| (one.now.value.clone(), one.target.value.clone(), to_target)),
        }
    }

    /// Returns the factor after so many years; drawn shares count as at least 0 and at most 1.
    pub(super) fn factor(&self, years: u32) -> Exact {
        let intake = Exact::one().plus(&self.intake).max(Exact::zero());
        let students = match self.cohorts.is_empty() {
            true => (0..years).fold(Exact::one(), |students, _| students.times(&intake)),
            false => self.students(&intake, years),
        };
        let Some((now, target, until)) = &self.participation else {
            return students;
        };
        let target = target.clone().max(Exact::zero()).min(Exact::one());
        let gone = Exact::ratio(i64::from(years.min(*until)), i64::from(*until));
        let share = now.plus(&target.minus(now).times(&gone));
        students.times(&share).over(now)
    }

    /// Returns how many students there are for each counted one.
    fn students(&self, intake: &Exact, years: u32) -> Exact {
        let mut students: Vec<Exact> = self.cohorts.iter().map(|one| one.0.clone()).collect();
        let staying = self.cohorts.iter().map(|(_, leaving)| {
            let staying = Exact::one().minus(leaving);
            staying.max(Exact::zero()).min(Exact::one())
        });
        let staying: Vec<Exact> = staying.collect();
        for _ in 0..years {
            let first = students.first().map(|first| first.times(intake));
            let moved = students.iter().zip(&staying);
            let moved = moved.map(|(students, staying)| students.times(staying));
            students = first.into_iter().chain(moved).take(staying.len()).collect();
        }
        students.into_iter().sum()
    }
}
