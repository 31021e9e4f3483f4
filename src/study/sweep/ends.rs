//! Ends: what varies is laid over the scenario at the ends of its ranges before anything runs, so
//! that what no variant can have is told at once.

use super::super::library::Shelf;
use super::super::open::refused;
use super::super::{Failure, Manner};
use super::axis::{Axis, Number, Scale};
use super::field::Field;
use crate::domain::PointDesign;
use crate::plan::{compile, fits};
use crate::scenario::{Refused, Worlds};

impl Field<'_> {
    /// Lays the ends of every range and every value of a list over the scenario. Ranges whose
    /// values are sound by themselves are laid together, first all of their least values and then
    /// all of their greatest; where that is refused, one by one like all others, which names the
    /// one that is not sound.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when no variant can have a value.
    pub(super) fn check_ends(&self, manner: Manner) -> Result<(), Failure> {
        // A count in rows has a slot, but no path that a file could set.
        let axes = self.space.axes.iter();
        let axes = axes.filter(|axis| !axis.path.starts_with("count."));
        let (together, alone): (Vec<&Axis>, Vec<&Axis>) = axes.partition(|axis| is_by_itself(axis));
        let shelf = Shelf { read: self.read };
        let told = |problems: Refused| refused(&problems, manner);
        let mut worlds = Worlds::open(&self.path, &shelf).map_err(told)?;
        let mut at_an_end = |end: fn(&Axis) -> Option<Number>| {
            let settings = together.iter().filter_map(|axis| Some((*axis, end(axis)?)));
            self.holds(&mut worlds, &settings.collect::<Vec<_>>())
        };
        let is_sound = together.len() > 1
            && at_an_end(|axis| axis.extremes().first().copied())
            && at_an_end(|axis| axis.extremes().last().copied());
        let together = together.iter().filter(|_| !is_sound);
        for axis in together.chain(&alone) {
            let slotted = |at: &usize| {
                let lines = &self.study.cases[*at].plan.slots;
                axis.line().is_none() || lines.iter().any(|line| line.path == axis.path)
            };
            let chosen = self.chosen.iter().copied();
            let chosen: Vec<usize> = chosen.filter(slotted).collect();
            for number in axis.extremes() {
                lay(&mut worlds, &[(axis, number)]).map_err(told)?;
                self.check_laid((&mut worlds, &chosen), manner)?;
            }
        }
        Ok(())
    }

    /// Says whether some variant can have these numbers, none of which makes another plan.
    fn holds(&self, worlds: &mut Worlds<'_>, settings: &[(&Axis, Number)]) -> bool {
        if lay(worlds, settings).is_err() {
            return false;
        }
        let mut chosen = self.chosen.iter();
        chosen.any(|at| {
            let case = &self.study.cases[*at];
            let mut inputs = case.inputs.clone();
            for (axis, number) in settings {
                let mut lines = case.plan.slots.iter();
                if let Some(line) = lines.find(|line| line.path == axis.path) {
                    inputs.write_lanes(line, &[*number]);
                }
            }
            !matches!(worlds.of(*at, &[]), Some(Err(_))) && fits(&case.plan, &inputs)
        })
    }

    /// Refuses what was laid over some variants when none of them can have it.
    fn check_laid(
        &self,
        (worlds, chosen): (&mut Worlds<'_>, &[usize]),
        manner: Manner,
    ) -> Result<(), Failure> {
        // What is too large together with the rest of its row is told at that point.
        let is_listed = matches!(self.sweep.design, PointDesign::List(_));
        let mut first = None;
        for at in chosen {
            let failure = match worlds.of(*at, &[]) {
                None => return Ok(()),
                Some(Err(problems)) => refused(&problems, manner),
                Some(Ok(_)) if is_listed => return Ok(()),
                Some(Ok(variant)) => match compile(&variant.scenario) {
                    Ok(_) => return Ok(()),
                    Err(refusals) => match refusals.into_iter().next() {
                        Some(refusal) => self.study.refused(refusal, manner),
                        None => return Ok(()),
                    },
                },
            };
            first.get_or_insert(failure);
        }
        first.map_or(Ok(()), Err)
    }
}

/// Lays numbers over a scenario.
fn lay(worlds: &mut Worlds<'_>, settings: &[(&Axis, Number)]) -> Result<(), Refused> {
    let values = settings.iter().map(|(axis, number)| match axis.is_laid() {
        true => axis.written(*number),
        false => axis.told(*number),
    });
    let values: Vec<String> = values.collect();
    let paths = settings.iter().map(|(axis, _)| axis.path.as_str());
    let settings: Vec<(&str, &str)> = paths.zip(values.iter().map(String::as_str)).collect();
    worlds.lay(&settings)
}

/// Says whether a range is of amounts, or of means and deviations: whether one of its values is
/// sound depends on no other number of the file.
fn is_by_itself(axis: &Axis) -> bool {
    let path = axis.path.as_str();
    let is_amount = path.starts_with("component.") && path.ends_with(".amount");
    let is_pot = path.starts_with("division.") && path.ends_with(".pot");
    let is_moment = !axis.is_laid() && axis.line().is_none();
    let is_range = matches!(axis.scale, Scale::Range { .. });
    is_range && (is_amount || is_pot || is_moment) && !axis.is_laid()
}
