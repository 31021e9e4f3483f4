//! Figures that lead nowhere: to a number or a year that their variant does not have.

use super::open::Study;
use crate::domain::{Figure, FigureKind, Id, Text, View, When, Year};
use crate::scenario::{Place, Problem};
use crate::simulation::Case;

impl Study {
    /// Returns a problem for each figure that names a path or a year in vain. Without it the
    /// sentence that tells the figure would just be missing.
    pub(super) fn astray(&self) -> Vec<Problem> {
        let figures = self.opened.questioned.figures.iter();
        let figures = figures.filter_map(|figure| {
            let place = *self.opened.leads.get(&figure.id)?;
            self.problem_with(figure, place)
        });
        figures.collect()
    }

    fn problem_with(&self, figure: &Figure, place: Place) -> Option<Problem> {
        match &figure.kind {
            FigureKind::Parameter { path, variant } => self.without_number(path, variant, place),
            FigureKind::Solution(sought) => {
                self.without_number(&sought.path, &sought.variant, place)
            }
            FigureKind::Held(held) => {
                let against = held.against.as_ref();
                let others = against.and_then(|id| self.without_year(id, held.view.year, place));
                self.without_view(&held.view, place).or(others)
            }
            FigureKind::Rate { view, .. }
            | FigureKind::Unallocated(view)
            | FigureKind::Holds { view, .. } => self.without_view(view, place),
            FigureKind::Holding { .. }
            | FigureKind::FirstFailing { .. }
            | FigureKind::BreakEven { .. }
            | FigureKind::Covering { .. }
            | FigureKind::Votes { .. }
            | FigureKind::Combined { .. } => None,
        }
    }

    fn case(&self, variant: &Id) -> Option<&Case> {
        let mut variants = self.opened.variants.iter();
        let at = variants.position(|one| one.id == variant.as_str());
        self.cases.get(at?)
    }

    fn without_number(&self, path: &str, variant: &Id, place: Place) -> Option<Problem> {
        let slots = &self.case(variant)?.plan.slots;
        if slots.iter().any(|line| line.path == path) {
            return None;
        }
        let text = Text::new(
            format!("`{path}` is geen getal van variant `{variant}`"),
            format!("`{path}` is no number of variant `{variant}`"),
        );
        let known = slots.iter().map(|line| line.path.as_str());
        Some(Problem::error("dangling-path", place, text).hint_nearest(path, known))
    }

    fn without_view(&self, view: &View, place: Place) -> Option<Problem> {
        self.without_year(&view.variant, view.year, place)
    }

    fn without_year(&self, variant: &Id, year: Option<When>, place: Place) -> Option<Problem> {
        let Some(When::Of(year)) = year else {
            return None;
        };
        let views = self.case(variant)?.plan.views.iter();
        let years: Vec<Year> = views.map(|view| view.year).collect();
        if years.contains(&year) {
            return None;
        }
        let text = Text::new(
            format!("{year} is geen jaar van variant `{variant}`"),
            format!("{year} is no year of variant `{variant}`"),
        );
        let known: Vec<String> = years.iter().map(Year::to_string).collect();
        let known = known.join(", ");
        Some(Problem::error("bad-figure", place, text).expected(
            format!("een van {known}, `first` of `last`"),
            format!("one of {known}, `first` or `last`"),
        ))
    }
}
