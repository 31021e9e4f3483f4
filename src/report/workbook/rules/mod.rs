//! The sheet of rules of one model: every step of its plan as formulas, year after year.
//!
//! The steps are those of the engine (`engine/pay.rs`, `engine/pass.rs`), in the same order and
//! over the same accounts. What a step comes to is held against the books of the run: a step that
//! no formula can say, or that comes to something else, stands as the program computed it.

mod claims;
mod heads;
mod key;
mod limits;
mod pass;
mod pay;
mod split;

use std::collections::{BTreeMap, BTreeSet};

pub(in crate::report) use self::split::SplitHeads;
use self::split::{Pool, split};
use super::WorkbookModel;
use super::draft::{Column, Draft, TooLarge};
use super::inputs::Slots;
use super::term::Term;
use crate::engine::Reason;
use crate::plan::{Plan, PlanYear, Step, TallyId};
use crate::report::wording::{Sentences, Unlive};
use crate::results::Books;

/// A component in an account.
type Node = (usize, usize);

/// What became of each component in each account.
type Outcome = Vec<(Node, Term)>;

impl From<TooLarge> for Unlive {
    fn from(_: TooLarge) -> Unlive {
        Unlive::TooLarge
    }
}

/// What the engine moved in a year, in cents.
struct Moved {
    /// By division, component, from and to.
    amounts: BTreeMap<(usize, usize, usize, usize), i64>,
    /// Claims, by division, component and recipient.
    claims: BTreeMap<(usize, usize, usize), i64>,
}

impl Moved {
    fn of(books: &Books) -> Moved {
        let mut moved = Moved {
            amounts: BTreeMap::new(),
            claims: BTreeMap::new(),
        };
        for entry in &books.entries {
            let one = &entry.posting;
            let key = (one.division, one.component, one.from, one.to);
            *moved.amounts.entry(key).or_default() += one.amount.count();
            if let Reason::Entitled { claim, .. } = &one.reason {
                let key = (one.division, one.component, one.to);
                *moved.claims.entry(key).or_default() += claim.count();
            }
        }
        moved
    }

    fn amount(&self, division: usize, component: usize, (from, to): (usize, usize)) -> i64 {
        let amount = self.amounts.get(&(division, component, from, to));
        amount.copied().unwrap_or_default()
    }
}

/// What a model comes to, on its sheet.
pub(super) struct ModelSheet {
    /// The sheet.
    pub(super) draft: Draft,
    /// For each year of the model, the cells of its awards in their order.
    pub(super) awards: Vec<Vec<Term>>,
    /// Cells that are zero where all money is accounted for.
    pub(super) checks: Vec<Term>,
    /// What no formula says, each with how often.
    pub(super) unlive: BTreeMap<Unlive, usize>,
}

/// A year under way.
struct Year<'a> {
    plan: &'a Plan,
    year: &'a PlanYear,
    slots: &'a Slots<'a>,
    say: Sentences,
    draft: &'a mut Draft,
    unlive: &'a mut BTreeMap<Unlive, usize>,
    moved: Moved,
    tallies: Vec<Term>,
    balances: BTreeMap<Node, Vec<Term>>,
    reached: BTreeSet<Node>,
    /// What came out of pots, division by division.
    entered: Vec<Term>,
}

/// Writes the rules of a model.
pub(super) fn rules(
    model: &WorkbookModel<'_>,
    slots: &Slots<'_>,
    name: String,
    say: Sentences,
) -> ModelSheet {
    let plan: &Plan = &model.result.plan;
    let mut sheet = ModelSheet {
        draft: Draft::new(name),
        awards: Vec::new(),
        checks: Vec::new(),
        unlive: BTreeMap::new(),
    };
    let title = say.rules_title(&model.result.id);
    sheet.draft.put(0, super::draft::Content::Title(title));
    sheet.draft.next();
    sheet.draft.text(0, say.rules_in_cents());
    let mut years: Vec<BTreeMap<Node, Term>> = Vec::new();
    for (year, books) in plan.years.iter().zip(&model.books) {
        let mut year = Year {
            plan,
            year,
            slots,
            say,
            draft: &mut sheet.draft,
            unlive: &mut sheet.unlive,
            moved: Moved::of(books),
            tallies: Vec::new(),
            balances: BTreeMap::new(),
            reached: BTreeSet::new(),
            entered: Vec::new(),
        };
        year.count();
        for step in &plan.years[years.len()].steps {
            match step {
                Step::Pay(pay) => year.pay(pay),
                Step::Pass(pass) => year.pass(pass),
            }
        }
        let (rests, check) = year.closed();
        sheet.checks.extend(check);
        years.push(rests);
    }
    awards(model, &years, say, &mut sheet);
    sheet
}

/// Writes what reached whom, in the years of the scenario.
fn awards(
    model: &WorkbookModel<'_>,
    years: &[BTreeMap<Node, Term>],
    say: Sentences,
    sheet: &mut ModelSheet,
) {
    let plan: &Plan = &model.result.plan;
    for (view, result) in plan.views.iter().zip(&model.result.years) {
        let title = say.awards_of(view.year);
        sheet.draft.block(title, &say.award_heads());
        let mut cells = Vec::new();
        for award in &result.awards {
            let account = plan.accounts.iter().position(|one| *one == award.account);
            let node = (award.component, account.unwrap_or(usize::MAX));
            let parts = view
                .parts
                .iter()
                .enumerate()
                .filter_map(|(order, (at, months))| {
                    let whole = years.get(*at)?.get(&node)?;
                    let is_school = matches!(plan.years[*at].year, crate::domain::Year::School(_));
                    Some(part(whole, *months, (order == 0, is_school)))
                });
            let sum = Term::sum(&parts.collect::<Vec<Term>>());
            sheet.draft.text(0, say.account(&award.account));
            let component = &plan.components[award.component];
            sheet.draft.text(1, component.id.to_string());
            let amount = award.amount.count();
            let is_right = sum.value() == Some(amount);
            let written = is_right
                .then(|| sheet.draft.formula(2, &sum).ok())
                .flatten();
            cells.push(written.unwrap_or_else(|| {
                *sheet.unlive.entry(Unlive::Differs).or_default() += 1;
                let note = say.unlive(Unlive::Differs);
                sheet.draft.fixed(2, amount, (3, note))
            }));
            sheet.draft.next();
        }
        sheet.awards.push(cells);
    }
}

/// Returns the part of an amount that the months of its year have: 5/12 and 7/12 by largest
/// remainder, where the earlier year lends its last months.
fn part(whole: &Term, months: u8, (is_last, is_school): (bool, bool)) -> Term {
    if months == 12 {
        return whole.clone();
    }
    let first = if is_school { 5 } else { 7 };
    // One unit at most is spare, and goes to the larger of two remainders, the first of equal ones.
    let first = whole.times(&Term::number(first)).plus(&Term::number(6));
    let first = first.over(&Term::number(12));
    if is_last { whole.minus(&first) } else { first }
}

impl Year<'_> {
    fn tally(&self, tally: TallyId) -> (&Term, i64) {
        let divisor = self.year.tallies[tally.position()].divisor;
        (&self.tallies[tally.position()], divisor)
    }

    fn account(&self, account: usize) -> String {
        self.say.account(&self.plan.accounts[account])
    }

    fn component(&self, component: usize) -> String {
        self.plan.components[component].id.to_string()
    }

    /// Returns the head of a block: the year, and what happens in it.
    fn title(&self, what: &str) -> String {
        format!("{}: {what}", self.year.year)
    }

    fn division(&self, division: usize) -> String {
        let line = &self.plan.divisions[division];
        let name = line.name.in_lang(self.say.lang());
        match name == line.id.as_str() {
            true => name.to_owned(),
            false => format!("{name} ({})", line.id),
        }
    }

    fn add(&mut self, outcome: Outcome) {
        for (node, term) in outcome {
            self.balances.entry(node).or_default().push(term);
        }
    }

    /// Takes what an account has of a component.
    fn take(&mut self, node: Node) -> Term {
        Term::sum(&self.balances.remove(&node).unwrap_or_default())
    }

    /// Splits a pool on this sheet.
    fn split(&mut self, pool: &Pool<'_>) -> Result<Vec<Term>, TooLarge> {
        let heads: SplitHeads = self.say.split_heads();
        split(self.draft, pool, &heads)
    }

    /// Writes amounts as the program computed them, and why they are no formulas.
    fn fixed(&mut self, title: String, amounts: Vec<(Node, i64)>, why: Unlive) -> Outcome {
        *self.unlive.entry(why).or_default() += amounts.len();
        let title = self.title(&title);
        self.draft.block(title, &self.say.award_heads());
        let note = self.say.unlive(why);
        let mut outcome = Vec::new();
        for (node, amount) in amounts {
            self.draft.text(0, self.account(node.1));
            self.draft.text(1, self.component(node.0));
            let cell = self.draft.fixed(2, amount, (3, note.clone()));
            self.draft.next();
            outcome.push((node, cell));
        }
        outcome
    }

    /// Writes what rests where, and returns it with the cell that is zero when that is all that
    /// came out of pots.
    fn closed(self) -> (BTreeMap<Node, Term>, Option<Term>) {
        let title = self.title(self.say.where_money_rests());
        self.draft.block(title, &self.say.award_heads());
        let (mut rests, mut cells) = (BTreeMap::new(), Vec::new());
        for (node, terms) in &self.balances {
            self.draft
                .text(0, self.say.account(&self.plan.accounts[node.1]));
            self.draft
                .text(1, self.plan.components[node.0].id.to_string());
            let sum = Term::sum(terms);
            if let Ok(cell) = self.draft.formula(2, &sum) {
                rests.insert(*node, cell.clone());
                cells.push(cell);
            }
            self.draft.next();
        }
        self.draft.text(0, self.say.not_accounted());
        let entered = Term::sum(&self.entered);
        let check = self
            .draft
            .formula(2, &entered.minus(&Column::of(&cells).sum()));
        self.draft.next();
        (rests, check.ok())
    }
}

/// Says whether an outcome is what the engine moved; what an account keeps is not moved.
fn is_right(outcome: &Outcome, expected: impl Fn(Node) -> Option<i64>) -> bool {
    let mut sums: BTreeMap<Node, Option<i64>> = BTreeMap::new();
    for (node, term) in outcome {
        let sum = sums.entry(*node).or_insert(Some(0));
        *sum = sum.zip(term.value()).map(|(sum, value)| sum + value);
    }
    let is_right = |(node, sum): (&Node, &Option<i64>)| {
        expected(*node).is_none_or(|amount| *sum == Some(amount))
    };
    sums.iter().all(is_right)
}
