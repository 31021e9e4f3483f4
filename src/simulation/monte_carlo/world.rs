//! Worlds: a model as it stands when some events have happened, and all of those together.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::Case;
use super::events::{Events, Set, positions_of, possible_worlds, set_of};
use super::futures::Futures;
use super::pool::{Drawn, Node, Pool};
use super::series::{Ledger, Sinks};
use super::{Model, Replayed};
use crate::domain::{Scenario, Text};
use crate::engine::{Asked, Column, Form, LANES, Silent, Workspace, allocate};
use crate::money::Cents;
use crate::plan::{Inputs, Refusal};
use crate::results::{coverages, standings};

/// One world of a model, ready to be drawn.
#[derive(Clone, Debug)]
pub(super) struct World<'a> {
    set: Set,
    case: &'a Case,
    futures: Futures,
}

/// All worlds of a model that can occur.
#[derive(Clone, Debug)]
pub(super) struct Worlds<'a> {
    pub(super) events: Events,
    pub(super) worlds: Vec<World<'a>>,
    pub(super) ledger: Ledger,
}

/// The form of each world of a model.
pub(super) struct Forms<'a> {
    forms: Vec<Form<'a>>,
}

/// Where one thread computes one model, block by block. Worlds take turns in one workspace: of many
/// series and worlds, one for each would be most of the memory.
pub(super) struct Desk {
    pub(super) sets: [Set; LANES],
    /// The numbers of each world, once it has occurred.
    blocks: Vec<Option<Inputs>>,
    work: Workspace,
    /// What came out of the last world, where it is more than the workspace has.
    closer: Vec<Column>,
    /// What came out, each draw in its own world; not used where there is only one.
    columns: Vec<Column>,
}

impl<'a> Worlds<'a> {
    /// Prepares a model.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when something uncertain cannot be drawn, or has no place in any world.
    pub(super) fn of(model: &Model<'a>, pool: &mut Pool) -> Result<Worlds<'a>, Box<Refusal>> {
        let events = &model.scenario.events;
        let mut worlds = Vec::new();
        for happening in possible_worlds(events) {
            let of_set = (happening.is_empty()).then_some((model.scenario, model.case));
            let formed = model.worlds.iter().find(|world| world.events == happening);
            let formed = formed.map(|world| (&world.scenario, &world.case));
            let (scenario, case) = of_set.or(formed).ok_or_else(not_formed)?;
            worlds.push(World::of(set_of(&happening), (scenario, case), pool)?);
        }
        absent_everywhere(&worlds)?;
        let reached: Vec<_> = worlds
            .iter()
            .map(|world| {
                let Case { plan, inputs } = world.case;
                (plan.as_ref(), allocate(plan, inputs, &mut Silent))
            })
            .collect();
        Ok(Worlds {
            events: Events::of(model.scenario, pool),
            ledger: Ledger::of(&reached, &model.scenario.simulation),
            worlds,
        })
    }

    /// Returns the forms in which blocks are computed.
    pub(super) fn forms(&self, greatest: &[f64]) -> Forms<'_> {
        let worlds = self.worlds.iter().zip(&self.ledger.asked);
        Forms {
            forms: worlds
                .map(|(world, asked)| world.form(greatest, asked))
                .collect(),
        }
    }

    pub(super) fn desk(&self, forms: &Forms<'_>) -> Desk {
        Desk {
            sets: [0; LANES],
            blocks: self.worlds.iter().map(|_| None).collect(),
            work: Form::workspace_of(&forms.forms),
            closer: Vec::new(),
            columns: match self.worlds.len() {
                1 => Vec::new(),
                _ => vec![[0.0; LANES]; self.ledger.columns],
            },
        }
    }

    /// Computes the block of [`LANES`] draws that begins at `first`.
    pub(super) fn fill(&self, forms: &Forms<'_>, (first, drawn): (u64, &Drawn), desk: &mut Desk) {
        self.events.draw(first, &mut desk.sets);
        let sets = desk.sets;
        for (at, world) in self.worlds.iter().enumerate() {
            let own = |lane: &usize| self.worlds.len() == 1 || sets[*lane] == world.set;
            if !(0..LANES).any(|lane| own(&lane)) {
                continue;
            }
            let block = desk.blocks[at].get_or_insert_with(|| world.block());
            world.write(drawn, block);
            forms.forms[at].fill(block, &mut desk.work);
            desk.closer.clear();
            if let Some(sinks) = &self.ledger.sinks[at] {
                let lanes = (0..LANES).filter(own);
                let work = desk.work.outcome();
                look_closer((world, block), sinks, (work, &mut desk.closer), lanes);
            }
            let outcome = match desk.closer.is_empty() {
                true => desk.work.outcome(),
                false => &desk.closer,
            };
            for (column, own_column) in desk.columns.iter_mut().zip(outcome) {
                for lane in (0..LANES).filter(own) {
                    column[lane] = own_column[lane];
                }
            }
        }
    }

    /// Returns one draw of the block that begins at `first`, in its own world.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when that world was not formed.
    pub(super) fn replayed(
        &self,
        (first, drawn): (u64, &Drawn),
        lane: usize,
    ) -> Result<Replayed, Box<Refusal>> {
        let mut sets = [0; LANES];
        self.events.draw(first, &mut sets);
        let mut worlds = self.worlds.iter();
        let world = worlds.find(|world| world.set == sets[lane]);
        let world = world.ok_or_else(not_formed)?;
        let mut block = world.block();
        world.write(drawn, &mut block);
        Ok(Replayed {
            events: positions_of(world.set),
            case: Case {
                plan: Arc::clone(&world.case.plan),
                inputs: block.lane(lane),
            },
        })
    }
}

impl Desk {
    /// Returns a column per series, as the last block left them.
    pub(super) fn outcome(&self) -> &[Column] {
        match (self.columns.is_empty(), self.closer.is_empty()) {
            (false, _) => &self.columns,
            (true, false) => &self.closer,
            (true, true) => self.work.outcome(),
        }
    }
}

/// Reads draw by draw what no form over columns gives, as a run reads it: amounts of years that
/// are made of months, and what training costs beside what is received. Takes what came out of a
/// world, and writes all of it.
fn look_closer(
    (world, block): (&World<'_>, &Inputs),
    sinks: &Sinks,
    (outcome, columns): (&[Column], &mut Vec<Column>),
    lanes: impl Iterator<Item = usize>,
) {
    columns.extend_from_slice(outcome);
    if !sinks.received.is_empty() {
        let received = |column: &usize, lane: usize| cents(outcome[*column][lane]);
        coverages(
            (&world.case.plan, block),
            (&sinks.received, received),
            lanes,
            |lane, view, rows| {
                sinks.gather_costs(view, rows, |series, amount| {
                    columns[series][lane] += amount;
                });
            },
        );
        return;
    }
    for lane in lanes {
        for series in &sinks.overwritten {
            columns[*series][lane] = 0.0;
        }
        let standings = standings(&world.case.plan, &block.lane(lane));
        for (view, standing) in standings.iter().enumerate() {
            sinks.gather(view, standing, |series, amount| {
                columns[series][lane] += amount;
            });
        }
    }
}

/// Returns whole cents that were carried in a float.
#[expect(clippy::cast_possible_truncation, reason = "whole numbers below 2^53")]
fn cents(amount: f64) -> Cents {
    Cents::new(amount as i64)
}

impl<'a> World<'a> {
    fn of(
        set: Set,
        (scenario, case): (&Scenario, &'a Case),
        pool: &mut Pool,
    ) -> Result<World<'a>, Box<Refusal>> {
        Ok(World {
            set,
            case,
            futures: Futures::of(scenario, (&case.plan, &case.inputs), pool)?,
        })
    }

    /// Refuses a plan in which the greatest numbers of any draw are too large.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] where amounts could be too large.
    pub(super) fn hold(&self, greatest: &[f64]) -> Result<(), Box<Refusal>> {
        let most = self.most(greatest);
        let refusal = self.case.plan.too_large(&most);
        refusal.map_or(Ok(()), |refusal| Err(Box::new(in_a_draw(refusal))))
    }

    /// Returns the columns of the pool that it reads.
    pub(super) fn reads(&self) -> impl Iterator<Item = Node> + '_ {
        self.futures.reads()
    }

    fn block(&self) -> Inputs {
        self.futures.block(&self.case.inputs, LANES)
    }

    fn write(&self, drawn: &Drawn, block: &mut Inputs) {
        self.futures.write(drawn, block);
    }

    /// Returns the greatest numbers that any draw can come to.
    fn most(&self, greatest: &[f64]) -> Inputs {
        self.futures.most(&self.case.inputs, greatest)
    }

    fn form<'f>(&'f self, greatest: &[f64], asked: &'f Asked) -> Form<'f> {
        let mut block = self.block();
        self.futures.vary(&mut block);
        Form::of(&self.case.plan, (&block, &self.most(greatest)), asked)
    }
}

/// Refuses what is uncertain and has a place in no world.
fn absent_everywhere(worlds: &[World<'_>]) -> Result<(), Box<Refusal>> {
    let mut absent: BTreeMap<&str, (usize, &Refusal)> = BTreeMap::new();
    for refusal in worlds.iter().flat_map(|world| &world.futures.absent) {
        absent.entry(&refusal.path).or_insert((0, refusal)).0 += 1;
    }
    let everywhere = absent
        .into_values()
        .find(|(times, _)| *times == worlds.len());
    everywhere.map_or(Ok(()), |(_, refusal)| Err(Box::new(refusal.clone())))
}

fn not_formed() -> Box<Refusal> {
    Box::new(Refusal {
        code: "world-not-formed",
        path: "event".into(),
        text: Text::new(
            "niet elke mogelijke samenloop van gebeurtenissen is uitgewerkt",
            "not every possible conjunction of events was formed",
        ),
        hint: Text::new(
            "geef het model een wereld voor elke mogelijke samenloop",
            "give the model a world for every possible conjunction",
        ),
    })
}

/// Returns a refusal that says that only some draws lead to it.
fn in_a_draw(mut refusal: Refusal) -> Refusal {
    refusal.text = Text::new(
        format!("in de verste trekking: {}", refusal.text.nl),
        format!("in the farthest draw: {}", refusal.text.en),
    );
    refusal.hint = Text::new(
        "verklein de spreiding, of begrens haar met een verdeling met einden",
        "lessen the spread, or bound it with a distribution that has ends",
    );
    refusal
}
