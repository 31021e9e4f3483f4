//! Worlds: a model as it stands when some events have happened, and all of those together.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::Case;
use super::Model;
use super::events::{Events, Set, positions_of, possible_worlds, set_of};
use super::floats::to_whole;
use super::futures::Futures;
use super::pool::{ColumnAt, Drawn, Pool};
use super::series::{Ledger, Sinks};
use crate::domain::{Scenario, Text};
use crate::engine::{Asked, Column, Form, LANES, Silent, Workspace, allocate};
use crate::money::Cents;
use crate::plan::{Inputs, Refusal, SlotLine};
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
    /// For each world, which block of numbers it reads.
    pub(super) blocks: Vec<usize>,
}

/// What one thread has of one model, block by block.
pub(super) struct Desk {
    pub(super) sets: [Set; LANES],
    /// What came out of the last world.
    outcome: Vec<Column>,
    /// What came out of all, each draw in its own world; none where there is only one.
    columns: Option<Vec<Column>>,
}

/// The numbers of a block of draws, by the position that forms give.
pub(super) type Blocks = BTreeMap<usize, Block>;

/// What draws write for one world, or for some that draw alike.
pub(super) struct Block {
    /// Its first draw, once it is written.
    first: Option<u64>,
    inputs: Inputs,
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

    /// Returns the forms in which blocks are computed; `first` is the position of the first block
    /// of numbers that they read.
    pub(super) fn forms(&self, greatest: &[f64], first: usize) -> Forms<'_> {
        self.forms_dialed(greatest, first, &|_, _| {})
    }

    /// The same, where `dial` marks in a block of the world at a position what differs from point
    /// to point, and writes the greatest of it into numbers of one lane.
    pub(super) fn forms_dialed(
        &self,
        greatest: &[f64],
        first: usize,
        dial: &dyn Fn(usize, &mut Inputs),
    ) -> Forms<'_> {
        let worlds = self.worlds.iter().zip(&self.ledger.asked).enumerate();
        Forms {
            forms: worlds
                .map(|(at, (world, asked))| world.form(greatest, asked, &|inputs| dial(at, inputs)))
                .collect(),
            blocks: (first..first + self.worlds.len()).collect(),
        }
    }

    /// Lets worlds that draw the same numbers in the same places read the block of the first of
    /// them; `before` are the models before this one.
    pub(super) fn share(&self, forms: &mut Forms<'_>, before: &[(&Worlds<'_>, &Forms<'_>)]) {
        for (at, world) in self.worlds.iter().enumerate() {
            if !self.reads_columns_only(forms, at) {
                continue;
            }
            let first = before.iter().find_map(|(other, own)| {
                let mut alike = (0..other.worlds.len()).filter(|at| {
                    other.worlds[*at].draws_as(world) && other.reads_columns_only(own, *at)
                });
                alike.next().map(|at| own.blocks[at])
            });
            if let Some(first) = first {
                forms.blocks[at] = first;
            }
        }
    }

    /// Says whether a world reads nothing of a block but what draws write.
    fn reads_columns_only(&self, forms: &Forms<'_>, world: usize) -> bool {
        forms.forms[world].is_in_columns() && self.ledger.sinks[world].is_none()
    }

    pub(super) fn desk(&self) -> Desk {
        Desk {
            sets: [0; LANES],
            outcome: Vec::new(),
            columns: match self.worlds.len() {
                1 => None,
                _ => Some(vec![[0.0; LANES]; self.ledger.columns]),
            },
        }
    }

    /// Computes the block of [`LANES`] draws that begins at `first`.
    pub(super) fn fill(
        &self,
        forms: &Forms<'_>,
        draws: (u64, &Drawn),
        place: (&mut Workspace, &mut Blocks, &mut Desk),
    ) {
        self.fill_dialed(forms, draws, place, &mut |_, _| {});
    }

    /// The same, with numbers that `dial` writes for the world at a position, after those that are
    /// drawn.
    pub(super) fn fill_dialed(
        &self,
        forms: &Forms<'_>,
        (first, drawn): (u64, &Drawn),
        (work, blocks, desk): (&mut Workspace, &mut Blocks, &mut Desk),
        dial: &mut dyn FnMut(usize, &mut Inputs),
    ) {
        self.events.draw(first, &mut desk.sets);
        drawn.repeat_lanes(&mut desk.sets);
        let sets = desk.sets;
        for (at, world) in self.worlds.iter().enumerate() {
            let own = |lane: &usize| self.worlds.len() == 1 || sets[*lane] == world.set;
            if !(0..LANES).any(|lane| own(&lane)) {
                continue;
            }
            let block = blocks.entry(forms.blocks[at]);
            let block = block.or_insert_with(|| Block::of(world));
            block.write(world, (first, drawn));
            dial(at, &mut block.inputs);
            forms.forms[at].fill(&block.inputs, work, &mut desk.outcome);
            if let Some(sinks) = &self.ledger.sinks[at] {
                let lanes = (0..LANES).filter(own);
                look_closer((world, &block.inputs), sinks, lanes, &mut desk.outcome);
            }
            for (column, own_column) in desk.columns.iter_mut().flatten().zip(&desk.outcome) {
                for lane in (0..LANES).filter(own) {
                    column[lane] = own_column[lane];
                }
            }
        }
    }

    /// Returns the world of one draw of the block that begins at `first`.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when that world was not formed.
    pub(super) fn of_draw(&self, first: u64, lane: usize) -> Result<&World<'a>, Box<Refusal>> {
        let mut sets = [0; LANES];
        self.events.draw(first, &mut sets);
        let mut worlds = self.worlds.iter();
        let world = worlds.find(|world| world.set == sets[lane]);
        world.ok_or_else(not_formed)
    }
}

impl Desk {
    /// Returns a column per series, as the last block left them.
    pub(super) fn outcome(&self) -> &[Column] {
        self.columns.as_ref().unwrap_or(&self.outcome)
    }
}

impl Block {
    fn of(world: &World<'_>) -> Block {
        Block {
            first: None,
            inputs: world.block(),
        }
    }

    /// Forgets what draws wrote.
    pub(super) fn forget(&mut self) {
        self.first = None;
    }

    /// Writes the draws from `first` on, unless they are there.
    fn write(&mut self, world: &World<'_>, (first, drawn): (u64, &Drawn)) {
        if self.first != Some(first) {
            world.write(drawn, &mut self.inputs);
            self.first = Some(first);
        }
    }
}

/// Reads draw by draw what no form over columns gives, as a run reads it.
fn look_closer(
    world: (&World<'_>, &Inputs),
    sinks: &Sinks,
    lanes: impl Iterator<Item = usize>,
    columns: &mut [Column],
) {
    match sinks.received.is_empty() {
        true => read_books(world, sinks, lanes, columns),
        false => read_costs(world, sinks, lanes, columns),
    }
}

/// Reads what training costs beside what is received, which stands in the columns.
fn read_costs(
    (world, block): (&World<'_>, &Inputs),
    sinks: &Sinks,
    lanes: impl Iterator<Item = usize>,
    columns: &mut [Column],
) {
    let outcome = columns.to_vec();
    let received = |column: &usize, lane: usize| Cents::new(to_whole(outcome[*column][lane]));
    let received = (sinks.received.as_slice(), received);
    coverages(
        (&world.case.plan, block),
        received,
        lanes,
        |lane, view, rows| {
            sinks.gather_costs(view, rows, |series, amount| {
                columns[series][lane] += amount;
            });
        },
    );
}

/// Reads amounts of years that are made of months, and what training costs beside them.
fn read_books(
    (world, block): (&World<'_>, &Inputs),
    sinks: &Sinks,
    lanes: impl Iterator<Item = usize>,
    columns: &mut [Column],
) {
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

impl<'a> World<'a> {
    /// Prepares a world.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when something uncertain cannot be drawn.
    pub(super) fn of(
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
        self.hold_dialed(greatest, &|_| {})
    }

    /// The same, where `dial` writes the greatest numbers of any point.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] where amounts could be too large.
    pub(super) fn hold_dialed(
        &self,
        greatest: &[f64],
        dial: &dyn Fn(&mut Inputs),
    ) -> Result<(), Box<Refusal>> {
        let mut most = self.most(greatest);
        dial(&mut most);
        let refusal = self.case.plan.too_large(&most);
        refusal.map_or(Ok(()), |refusal| Err(Box::new(in_a_draw(refusal))))
    }

    /// Returns the numbers of its plan that have slots.
    pub(super) fn lines(&self) -> &[SlotLine] {
        &self.case.plan.slots
    }

    /// Returns the columns of the pool that it reads.
    pub(super) fn reads(&self) -> impl Iterator<Item = ColumnAt> + '_ {
        self.futures.reads()
    }

    /// Returns the events that happen in it, by position, ascending.
    pub(super) fn events(&self) -> Vec<usize> {
        positions_of(self.set)
    }

    /// Returns one draw of a block as a case.
    pub(super) fn case_of(&self, drawn: &Drawn, lane: usize) -> Case {
        let mut block = self.block();
        self.write(drawn, &mut block);
        Case {
            plan: Arc::clone(&self.case.plan),
            inputs: block.lane(lane),
        }
    }

    fn block(&self) -> Inputs {
        self.futures.block(&self.case.inputs, LANES)
    }

    /// Says whether draws write the same numbers in the same places of one plan.
    fn draws_as(&self, other: &World<'_>) -> bool {
        Arc::ptr_eq(&self.case.plan, &other.case.plan) && self.futures.write_as(&other.futures)
    }

    fn write(&self, drawn: &Drawn, block: &mut Inputs) {
        self.futures.write(drawn, block);
    }

    /// Returns the greatest numbers that any draw can come to.
    fn most(&self, greatest: &[f64]) -> Inputs {
        self.futures.most(&self.case.inputs, greatest)
    }

    fn form<'f>(
        &'f self,
        greatest: &[f64],
        asked: &'f Asked,
        dial: &dyn Fn(&mut Inputs),
    ) -> Form<'f> {
        let (mut block, mut most) = (self.block(), self.most(greatest));
        self.futures.vary(&mut block);
        dial(&mut block);
        dial(&mut most);
        Form::of(&self.case.plan, (&block, &most), asked)
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
