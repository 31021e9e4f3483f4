//! Students and side entrants of a year, place by place, for figures per head beside the amounts.

use super::counting::{CountIndex, growth_of, path_of_count, projection_of};
use super::projecting::years_to_target;
use crate::domain::{CountPlace, Measure, Scenario, SchoolYear, Year};
use crate::plan::count::{grown, multiplied};
use crate::plan::projection::Flow;

/// Students, or side entrants, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Students {
    /// Where.
    pub place: CountPlace,
    /// How many in the year that is asked for.
    pub heads: i64,
    /// How many were counted.
    pub base: i64,
    /// The school year in which they were counted.
    pub counted: SchoolYear,
    /// The path by which the count is named.
    pub path: String,
}

/// Returns the students of partnerships in the school year before `year`, place by place.
///
/// They are counted as for a component with the reference `previous-school-year`: of the last year
/// in which a partnership counted, with projection or growth where one is stated. Without either
/// they are taken as counted.
pub fn students(scenario: &Scenario, year: Year) -> Vec<Students> {
    counted(scenario, year, Measure::Students)
}

/// Returns the heads of a measure, counted as [`students`] are.
pub fn counted(scenario: &Scenario, year: Year, measure: Measure) -> Vec<Students> {
    let index = CountIndex::of(scenario);
    let asked = year.previous_school_year();
    let counts = scenario.counts.iter().filter(|count| {
        let is_of_partnership = count.place.partnership.is_some();
        is_of_partnership && index.base_year(&count.place, asked) == Some(count.year)
    });
    let found = counts.filter_map(|count| {
        let base = *count.heads.get(&measure)?;
        let years = u32::try_from(asked.years_after(count.year)).unwrap_or_default();
        let place = &count.place;
        let growth = growth_of(scenario, place.partnership.as_ref(), place.sector);
        let heads = match (projection_of(scenario, measure), growth) {
            _ if years == 0 => base,
            (Some(projection), _) => {
                let participation = projection.in_partnerships.as_ref();
                let to_target = participation.map_or(0, |one| years_to_target(one, count.year));
                multiplied(base, &Flow::of(projection, to_target).factor(years))
            }
            (None, Some((_, given))) => grown(base, &given.value, years),
            (None, None) => base,
        };
        Some(Students {
            heads,
            base,
            counted: count.year,
            path: path_of_count(count, measure),
            place: place.clone(),
        })
    });
    found.collect()
}
