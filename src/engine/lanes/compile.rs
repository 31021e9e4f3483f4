//! From a plan to steps over columns, with the proof that every number fits.

use std::collections::{BTreeMap, BTreeSet};

use super::kernel::MOST;
use super::steps::{Goal, Place, StepForm, TestForm, YearForm};
use super::{Asked, onward};
use crate::money::Exact;
use crate::plan::{Inputs, Plan, PlanYear, Slot, Step, TallyId, Test};

/// Greatest amount that a column may hold: 2^50, so that parts and remainders stay exact.
pub(super) const MOST_AMOUNT: i128 = 1_125_899_906_842_624;

/// A component under which others count, in an account.
pub(super) type Node = (usize, usize);

/// Returns every year over columns; `None` when a step has no such form, or might not fit.
pub(super) fn years(
    plan: &Plan,
    (block, most): (&Inputs, &Inputs),
    asked: &Asked,
) -> Option<Vec<YearForm>> {
    let mut reach: Vec<i128> = vec![0; asked.series];
    let mut years = Vec::new();
    for (position, year) in plan.years.iter().enumerate() {
        let inputs = (block.year(position), most.year(position));
        let mut compiler = Compiler::of((position, year), inputs, asked);
        let steps = compiler.steps(&mut reach)?;
        years.push(YearForm {
            steps,
            ..compiler.form
        });
    }
    let fit = reach.iter().all(|most| *most < i128::from(MOST));
    fit.then_some(years)
}

/// One year under way.
pub(super) struct Compiler<'a> {
    pub(super) position: usize,
    pub(super) year: &'a PlanYear,
    pub(super) block: &'a Inputs,
    pub(super) most: &'a Inputs,
    pub(super) asked: &'a Asked,
    form: YearForm,
    /// What each step takes, as far as any money can be there.
    takes: Vec<BTreeSet<Node>>,
    balances: BTreeMap<Node, usize>,
    /// Where money can be by now, and the most there can be.
    pub(super) reached: BTreeMap<Node, i128>,
    counts: BTreeMap<usize, usize>,
    tallies: BTreeMap<usize, usize>,
    slots: BTreeMap<Slot, usize>,
}

impl<'a> Compiler<'a> {
    fn of(
        (position, year): (usize, &'a PlanYear),
        (block, most): (&'a Inputs, &'a Inputs),
        asked: &'a Asked,
    ) -> Compiler<'a> {
        let takes = year.steps.iter().map(|step| match step {
            Step::Pay(_) => BTreeSet::new(),
            Step::Pass(pass) => {
                let sources = pass.sources.iter();
                let active =
                    sources.filter(|one| !one.targets.is_empty() || !one.terms.slices.is_empty());
                let nodes = active.flat_map(|one| {
                    let components = pass.components.iter();
                    components.map(|component| (asked.counted_as[*component], one.account))
                });
                nodes.collect()
            }
        });
        Compiler {
            takes: takes.collect(),

            position,
            year,
            block,
            most,
            asked,
            form: YearForm::default(),
            balances: BTreeMap::new(),
            reached: BTreeMap::new(),
            counts: BTreeMap::new(),
            tallies: BTreeMap::new(),
            slots: BTreeMap::new(),
        }
    }

    /// Returns the steps; `reach` gathers the most that each series can come to.
    fn steps(&mut self, reach: &mut [i128]) -> Option<Vec<StepForm>> {
        let mut steps = Vec::new();
        for (at, step) in self.year.steps.iter().enumerate() {
            steps.push(match step {
                Step::Pay(pay) => StepForm::Pay(Box::new(self.pay(at, pay)?)),
                Step::Pass(pass) => StepForm::Pass(self.pass(at, pass)?),
            });
            if self.reached.values().any(|most| *most >= MOST_AMOUNT) {
                return None;
            }
        }
        onward::at_once(&mut steps, self.form.balances);
        for (node, most) in &self.reached {
            for series in self.series(*node) {
                reach[*series] = reach[*series].saturating_add(*most);
            }
        }
        Some(steps)
    }

    fn series(&self, node: Node) -> &'a [usize] {
        let sinks = self.asked.sinks.get(self.position);
        let own = sinks.and_then(|sinks| sinks.get(&node));
        own.map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns where money goes that comes to a node in the step at `at`.
    pub(super) fn goal(&mut self, at: usize, node: Node) -> Goal {
        let later = self.takes.iter().skip(at.saturating_add(1));
        let is_taken = later.into_iter().any(|takes| takes.contains(&node));
        match is_taken {
            true => Goal {
                balance: Some(self.balance(node)),
                series: Vec::new(),
            },
            false => Goal {
                balance: None,
                series: self.series(node).to_vec(),
            },
        }
    }

    /// Returns the balance of a node.
    pub(super) fn balance(&mut self, node: Node) -> usize {
        let next = self.balances.len();
        let balance = *self.balances.entry(node).or_insert(next);
        self.form.balances = self.balances.len();
        balance
    }

    /// Notes that at most so much more can come to a node.
    pub(super) fn reach(&mut self, node: Node, most: i128) {
        let known = self.reached.entry(node).or_default();
        *known = known.saturating_add(most);
    }

    fn column(&mut self) -> usize {
        let column = self.form.columns;
        self.form.columns = column.saturating_add(1);
        column
    }

    /// Returns an amount or heads, with the most they can be.
    pub(super) fn number(&mut self, slot: Slot) -> (Place, i128) {
        let most = i128::from(self.most.heads(slot, 0));
        if self.block.column(slot).is_none() {
            let same = self.block.heads(slot, 0);
            return (Place::Same(same), most.max(i128::from(same)));
        }
        let column = match self.slots.get(&slot) {
            Some(column) => *column,
            None => {
                let column = self.column();
                self.form.slots.push((slot, column));
                self.slots.insert(slot, column);
                column
            }
        };
        (Place::Column(column), most)
    }

    /// Returns whole heads of a tally, with the most they can be.
    pub(super) fn heads(&mut self, tally: TallyId) -> Option<(Place, i128)> {
        let own = &self.year.tallies[tally.position()];
        if own.divisor != 1 {
            return None;
        }
        let mut most = i128::from(own.members);
        let mut same = own.members;
        let mut columns = Vec::new();
        for (count, times) in &own.terms {
            let rule = &self.year.counts[*count];
            let greatest = match self.most.drawn_heads(*count) {
                Some(drawn) => drawn.first().copied().unwrap_or_default(),
                None => rule.heads(self.most, 0),
            };
            most = most.saturating_add(i128::from(greatest).saturating_mul(i128::from(*times)));
            if self.block.drawn_heads(*count).is_some() || rule.is_varied(self.block) {
                columns.push((self.count(*count), *times));
                continue;
            }
            let heads = rule.heads(self.block, 0);
            same = same.saturating_add(heads.saturating_mul(*times));
        }
        let place = match (columns.as_slice(), same) {
            ([], same) => Place::Same(same),
            ([(column, 1)], 0) => Place::Column(*column),
            _ => Place::Column(match self.tallies.get(&tally.position()) {
                Some(column) => *column,
                None => {
                    let column = self.column();
                    self.form.sums.push((column, same, columns));
                    self.tallies.insert(tally.position(), column);
                    column
                }
            }),
        };
        (most < MOST_AMOUNT).then_some((place, most))
    }

    fn count(&mut self, count: usize) -> usize {
        if let Some(column) = self.counts.get(&count) {
            return *column;
        }
        let column = self.column();
        match self.block.drawn_heads(count) {
            Some(_) => self.form.counts.push((count, column)),
            None => self.form.projected.push((count, column)),
        }
        self.counts.insert(count, column);
        column
    }

    /// Returns a fraction that all lanes share.
    pub(super) fn fraction(&self, slot: Slot) -> Option<(i64, i64)> {
        let is_same = !self.block.is_fraction_varied(slot);
        is_same.then(|| self.block.parts(slot, 0))
    }

    /// Returns a condition over columns, on heads that are counted together.
    pub(super) fn test(&mut self, test: &Test) -> Option<TestForm> {
        self.test_by(test, known)
    }

    /// Returns a condition over columns on each of those whose heads are counted together, so that
    /// what is known of all of these heads decides nothing.
    pub(super) fn test_of_each(&mut self, test: &Test) -> Option<TestForm> {
        self.test_by(test, |_, _, _| None)
    }

    fn test_by(&mut self, test: &Test, known: Known) -> Option<TestForm> {
        Some(match test {
            Test::AllOf(parts) => {
                let parts = self.tests(parts, known)?;
                let open: Vec<TestForm> = parts
                    .into_iter()
                    .filter(|part| *part != TestForm::Known(true))
                    .collect();
                match open.as_slice() {
                    [] => TestForm::Known(true),
                    _ if open.contains(&TestForm::Known(false)) => TestForm::Known(false),
                    _ => TestForm::All(open),
                }
            }
            Test::AnyOf(parts) => {
                let parts = self.tests(parts, known)?;
                let open: Vec<TestForm> = parts
                    .into_iter()
                    .filter(|part| *part != TestForm::Known(false))
                    .collect();
                match open.as_slice() {
                    [] => TestForm::Known(false),
                    _ if open.contains(&TestForm::Known(true)) => TestForm::Known(true),
                    _ => TestForm::Any(open),
                }
            }
            Test::Not(part) => match self.test_by(part, known)? {
                TestForm::Known(holds) => TestForm::Known(!holds),
                other => TestForm::Not(Box::new(other)),
            },
            Test::Known(holds, _) => TestForm::Known(*holds),
            Test::Counted {
                tally,
                at_least,
                at_most,
                ..
            } => {
                let (heads, _) = self.heads(*tally)?;
                let least = at_least.map(|slot| self.number(slot).0);
                let most = at_most.map(|slot| self.number(slot).0);
                known(heads, least, most).unwrap_or(TestForm::Counted(heads, least, most))
            }
        })
    }

    fn tests(&mut self, parts: &[Test], known: Known) -> Option<Vec<TestForm>> {
        let parts = parts.iter().map(|part| self.test_by(part, known));
        parts.collect()
    }
}

/// Tells the outcome of a count between two ends, where there is one for all lanes.
type Known = fn(Place, Option<Place>, Option<Place>) -> Option<TestForm>;

/// Returns the outcome of a count that is the same in all lanes.
fn known(heads: Place, least: Option<Place>, most: Option<Place>) -> Option<TestForm> {
    let same = |place: Place| match place {
        Place::Same(number) => Some(number),
        Place::Column(_) => None,
    };
    let heads = same(heads)?;
    let above = match least {
        Some(least) => heads >= same(least)?,
        None => true,
    };
    let below = match most {
        Some(most) => heads <= same(most)?,
        None => true,
    };
    Some(TestForm::Known(above && below))
}

/// Returns whole numbers in the proportion of fractions, where they stay small.
pub(super) fn whole(fractions: &[(i64, i64)]) -> Option<Vec<i64>> {
    let below = fractions.iter().try_fold(1_i64, |common, (_, below)| {
        let divisor = gcd(common, *below);
        common.checked_div(divisor)?.checked_mul(*below)
    })?;
    let scaled = fractions.iter().map(|(above, own)| {
        let weight = Exact::ratio(*above, *own).times(&below.into());
        weight.round(crate::money::Rounding::Down)
    });
    scaled.collect()
}

fn gcd(left: i64, right: i64) -> i64 {
    match right {
        0 => left.max(1),
        _ => gcd(right, left.rem_euclid(right)),
    }
}
