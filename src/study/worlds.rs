//! Worlds of a study: its variants as they stand when events have happened, each compiled.

use super::library::{Reading, Shelf};
use super::open::{Study, problem};
use crate::domain::Text;
use crate::plan::{Refusal, compile};
use crate::scenario::{Place, Problem, Refused, Variant, Worlds};
use crate::simulation::{Case, Happened, in_parallel, possible_worlds, undrawable};

/// A path and how files are read: where a study came from.
pub(super) type Origin<'a> = (&'a str, Reading<'a>);

/// So many worlds are under way at once: enough for all threads, few enough for memory.
const TOGETHER: usize = 16;

impl Study {
    /// Forms every world that can occur of a variant, by position, other than the variant itself.
    ///
    /// # Errors
    ///
    /// [`Refused`] with every problem of the first world that has any, at the event where the
    /// world itself has no place for it.
    pub(super) fn worlds(
        &self,
        at: usize,
        origin: Origin<'_>,
    ) -> Result<Vec<Happened>, Box<Refused>> {
        let mut worlds = Vec::new();
        self.form_worlds(at, origin, |world| worlds.push(world))?;
        Ok(worlds)
    }

    /// Finds out whether every world of every variant can be formed, and whether what is uncertain
    /// in it can be drawn.
    ///
    /// # Errors
    ///
    /// As [`Study::worlds`], and with every uncertain number that cannot be drawn.
    pub(super) fn check_worlds(&self, origin: Origin<'_>) -> Result<(), Box<Refused>> {
        let mut problems: Vec<Problem> = Vec::new();
        for (at, variant) in self.opened.variants.iter().enumerate() {
            if variant.scenario.uncertain.is_empty() {
                self.form_worlds(at, origin, drop)?;
                continue;
            }
            let worlds = self.worlds(at, origin)?;
            for refusal in undrawable(&self.model(at, &worlds)) {
                let problem = problem(variant, refusal);
                let same =
                    |known: &Problem| (known.place, &known.text) == (problem.place, &problem.text);
                if !problems.iter().any(same) {
                    problems.push(problem);
                }
            }
        }
        if problems.is_empty() {
            return Ok(());
        }
        problems.sort_by_key(|problem| problem.place);
        Err(Box::new(Refused {
            sources: self.opened.sources.clone(),
            problems,
        }))
    }

    /// Tells `found` every world of a variant; no more than a few are under way at once.
    fn form_worlds(
        &self,
        at: usize,
        (path, read): Origin<'_>,
        mut found: impl FnMut(Happened),
    ) -> Result<(), Box<Refused>> {
        let events = &self.opened.variants[at].scenario.events;
        let mut wanted = possible_worlds(events);
        wanted.retain(|happening| !happening.is_empty());
        if wanted.is_empty() {
            return Ok(());
        }
        let shelf = Shelf { read };
        let mut worlds = Worlds::open(path, &shelf)?;
        for together in wanted.chunks(TOGETHER) {
            let mut formed: Vec<(&Vec<usize>, Variant)> = Vec::new();
            for happening in together {
                if let Some(world) = worlds.of(at, happening) {
                    let mut world = world.map_err(|refused| self.named(at, happening, refused))?;
                    world.id.clone_from(&self.opened.variants[at].id);
                    formed.push((happening, world));
                }
            }
            let compiled = in_parallel(&formed, |(_, world)| compile(&world.scenario));
            for ((happening, world), compiled) in formed.into_iter().zip(compiled) {
                let (plan, inputs) = compiled.map_err(|refusals| {
                    self.named(at, happening, self.unplanned(&world, refusals))
                })?;
                found(Happened {
                    events: happening.clone(),
                    scenario: world.scenario,
                    case: Case {
                        plan: std::sync::Arc::new(plan),
                        inputs,
                    },
                });
            }
        }
        Ok(())
    }

    fn unplanned(&self, world: &Variant, refusals: Vec<Refusal>) -> Refused {
        let problems = refusals.into_iter().map(|refusal| {
            let has_place = world.places.contains_key(&refusal.path);
            let mut problem = problem(world, refusal);
            problem.place = problem.place.filter(|_| has_place);
            problem
        });
        Refused {
            sources: self.opened.sources.clone(),
            problems: problems.collect(),
        }
    }

    /// Says of problems in which events they come up, and at those where nothing else is known.
    fn named(&self, at: usize, happening: &[usize], mut refused: Refused) -> Refused {
        let variant = &self.opened.variants[at];
        let events = happening.iter().rev();
        let events = events.filter_map(|event| variant.scenario.events.get(*event));
        let place = |path: String| variant.places.get(&path).copied();
        let places = events.filter_map(|event| place(format!("event.{}", event.id)));
        let Some(last) = places.collect::<Vec<Place>>().first().copied() else {
            return refused;
        };
        let tell = |problem: &mut Problem| match problem.place {
            None => problem.place = Some(last),
            Some(own) if own != last && problem.related.is_none() => {
                let says = Text::new("als dit gebeurt", "when this happens");
                problem.related = Some((last, says));
            }
            Some(_) => {}
        };
        refused.problems.iter_mut().for_each(tell);
        refused
    }
}
