//! The projection of students, compiled for one counted year.

use super::super::{GrowthRule, ParticipationRule, ProjectionRule};
use super::Compiler;
use crate::domain::{Participation, Projection, SchoolYear};

impl Compiler<'_> {
    /// Returns how students of a counted year grow.
    ///
    /// What leaves during the last year of study changes no number of students, and under steady
    /// growth nothing that leaves does; these numbers have no slot.
    pub(super) fn projection(&mut self, of: &Projection, counted: SchoolYear) -> GrowthRule {
        let intake = self.fraction("projection.intake-growth".into(), &of.intake_growth);
        let last = of.by_year_of_study.len();
        let mut cohorts = Vec::new();
        for (number, (share, leaving)) in (1..).zip(of.by_year_of_study.iter().zip(&of.attrition)) {
            let path = format!("projection.attrition.{number}");
            let slot = (number < last).then(|| self.fraction(path, leaving));
            cohorts.push((share.value.clone(), slot));
        }
        let participation = of.in_partnerships.as_ref().and_then(|one| {
            let years = years_to_target(one, counted);
            (years > 0).then(|| ParticipationRule {
                now: one.now.value.clone(),
                target: self.fraction("projection.in-partnerships.target".into(), &one.target),
                years,
            })
        });
        GrowthRule::Projection(ProjectionRule {
            intake,
            cohorts,
            participation,
        })
    }
}

/// Returns how many years the target year lies behind a counted year; zero where it does not.
pub(super) fn years_to_target(of: &Participation, counted: SchoolYear) -> u32 {
    u32::try_from(of.by.years_after(counted)).unwrap_or_default()
}
