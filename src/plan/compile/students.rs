//! Students and side entrants of a year, place by place, for figures per head beside the amounts.

use super::counting::{growth_of, path_of_count, projection_of};
use super::index::{Standing, standing};
use super::projecting::years_to_target;
use crate::domain::{Count, CountPlace, Measure, Scenario, SchoolYear, Year};
use crate::plan::count::{grown, multiplied};
use crate::plan::projection::Flow;

/// Students, or side entrants, at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Students<'a> {
    /// How many in the year that is asked for.
    pub heads: i64,
    /// How many were counted.
    pub base: i64,
    count: &'a Count,
    measure: Measure,
}

impl<'a> Students<'a> {
    /// Returns where they are.
    pub fn place(self) -> &'a CountPlace {
        &self.count.place
    }

    /// Returns the school year in which they were counted.
    pub fn counted(self) -> SchoolYear {
        self.count.year
    }

    /// Returns the path by which the count is named.
    pub fn path(self) -> String {
        path_of_count(self.count, self.measure)
    }
}

/// What partnerships have counted, to be asked year by year.
pub struct Counts<'a> {
    scenario: &'a Scenario,
    of_partnerships: Vec<Standing<'a>>,
}

impl<'a> Counts<'a> {
    /// Returns what the partnerships of a scenario have counted.
    pub fn of(scenario: &'a Scenario) -> Counts<'a> {
        let mut of_partnerships = standing(scenario);
        of_partnerships.retain(|one| one.count.place.partnership.is_some());
        Counts {
            scenario,
            of_partnerships,
        }
    }

    /// Returns the students in the school year before `year`, place by place.
    ///
    /// They are counted as for a component with the reference `previous-school-year`: of the last
    /// year in which a partnership counted, with projection or growth where one is stated. Without
    /// either they are taken as counted.
    pub fn students(&self, year: Year) -> Vec<Students<'a>> {
        self.heads(year, Measure::Students)
    }

    /// Returns the heads of a measure, counted as [`Counts::students`] are.
    pub fn heads(&self, year: Year, measure: Measure) -> Vec<Students<'a>> {
        let asked = year.previous_school_year();
        let standing = self.of_partnerships.iter();
        let standing = standing.filter(|one| one.stands_in(asked));
        let found = standing.filter_map(|one| {
            let base = *one.count.heads.get(&measure)?;
            Some(Students {
                heads: self.projected(one.count, measure, (base, asked)),
                base,
                count: one.count,
                measure,
            })
        });
        found.collect()
    }

    fn projected(&self, count: &Count, measure: Measure, (base, asked): (i64, SchoolYear)) -> i64 {
        let years = u32::try_from(asked.years_after(count.year)).unwrap_or_default();
        if years == 0 {
            return base;
        }
        if let Some(projection) = projection_of(self.scenario, measure) {
            let participation = projection.in_partnerships.as_ref();
            let to_target = participation.map_or(0, |one| years_to_target(one, count.year));
            return multiplied(base, &Flow::of(projection, to_target).factor(years));
        }
        let place = &count.place;
        let growth = growth_of(self.scenario, place.partnership.as_ref(), place.sector);
        growth.map_or(base, |(_, given)| grown(base, &given.value, years))
    }
}
