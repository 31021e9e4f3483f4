//! The ledger of one model and year: amounts and students by recipient and region.

use std::collections::{BTreeMap, BTreeSet};

use super::Model;
use super::votes::Ballot;
use crate::domain::{Amount, CountPlace, Head, Id, Level, SchoolYear};
use crate::money::Cents;
use crate::plan::{Account, AccountKind, Counts, Students};
use crate::results::{Award, PriceFactor, VariantResult, YearResult};

/// Who is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipient {
    /// What it is; a partnership as a whole for its parts in regions.
    pub kind: AccountKind,
    /// Its id.
    pub id: Id,
}

/// A recipient in a region; `None` where no region is told.
pub(super) type Part = (Recipient, Option<Id>);

/// What one model says of one year, or of all years together.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    /// Amounts of everybody who has an award, also of nothing.
    pub(super) amounts: BTreeMap<Part, Cents>,
    /// What of it comes from components that are the same whatever the number of heads.
    pub(super) fixed: BTreeMap<Recipient, Cents>,
    /// Students of the recipients of the level, with their side entrants where those are counted.
    pub(super) students: BTreeMap<Part, i64>,
    /// School years in which they were counted.
    pub(super) counted: BTreeSet<SchoolYear>,
    /// What could not be placed.
    pub(super) unallocated: Cents,
    /// Amounts of the parties, in the order of the ballot.
    pub(super) parties: Vec<Cents>,
}

impl Recipient {
    fn new(kind: AccountKind, id: &Id) -> Recipient {
        let id = id.clone();
        Recipient { kind, id }
    }

    /// Returns the recipient that an account counts for at a level.
    fn at(level: Level, account: &Account) -> Recipient {
        let own = match account.kind {
            AccountKind::Cell => AccountKind::Partnership,
            kind => kind,
        };
        match account.at(level) {
            Some(id) => Recipient::new(kind_of(level), id),
            None => Recipient::new(own, &account.id),
        }
    }

    /// Says whether it is a recipient of the level, and not money that goes elsewhere.
    pub(super) fn is_of(&self, level: Level) -> bool {
        self.kind == kind_of(level)
    }
}

/// Returns what reaches each recipient at a level in all years of a result.
pub fn totals(result: &VariantResult, level: Level) -> BTreeMap<Recipient, Cents> {
    let mut sums = BTreeMap::new();
    for (recipient, amount) in result.years.iter().flat_map(|year| totals_of(year, level)) {
        *sums.entry(recipient).or_default() += amount;
    }
    sums
}

/// What reaches recipients in all years of a result, in the prices of one year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConstantTotals {
    /// Of each recipient: its nominal amount of each year, rounded by itself.
    pub amounts: BTreeMap<Recipient, Cents>,
    /// Of all together: the nominal total of each year, rounded by itself. The amounts need not
    /// add up to it.
    pub total: Cents,
}

impl ConstantTotals {
    /// Returns the amount of a recipient; zero where nothing reaches it.
    pub fn of(&self, recipient: &Recipient) -> Cents {
        self.amounts.get(recipient).copied().unwrap_or_default()
    }

    /// Says whether the amounts add up to the total.
    pub fn adds_up(&self) -> bool {
        self.amounts.values().copied().sum::<Cents>() == self.total
    }
}

/// Returns the same in the prices to which the result is told; `None` where the price index does
/// not reach.
pub fn constant_totals(result: &VariantResult, level: Level) -> Option<ConstantTotals> {
    let prices = result.prices.as_ref()?;
    let mut sums = ConstantTotals::default();
    for year in &result.years {
        let factor = PriceFactor::of(prices, year.year)?;
        let nominal = totals_of(year, level);
        sums.total += factor.constant(nominal.values().copied().sum())?;
        for (recipient, amount) in nominal {
            *sums.amounts.entry(recipient).or_default() += factor.constant(amount)?;
        }
    }
    Some(sums)
}

/// Returns whose count at a level it is, and in which region.
fn part_at(level: Level, place: &CountPlace) -> Option<(&Id, Option<&Id>)> {
    let id = match level {
        Level::Region => &place.region,
        Level::Partnership => &place.partnership,
        Level::Board => &place.board,
        Level::Institute => &place.institute,
    };
    Some((id.as_ref()?, place.region.as_ref()))
}

fn totals_of(year: &YearResult, level: Level) -> BTreeMap<Recipient, Cents> {
    let mut sums = BTreeMap::new();
    for award in &year.awards {
        let own = sums.entry(Recipient::at(level, &award.account));
        *own.or_default() += award.amount;
    }
    sums
}

/// Returns the kind of the recipients of a level.
pub(super) fn kind_of(level: Level) -> AccountKind {
    match level {
        Level::Region => AccountKind::Region,
        Level::Partnership => AccountKind::Partnership,
        Level::Board => AccountKind::Board,
        Level::Institute => AccountKind::Institute,
    }
}

/// Returns everybody whose money an award is: its account itself, and the partnership and region
/// that it lies in. Who is both is there twice.
pub(super) fn owners(account: &Account) -> impl Iterator<Item = Recipient> {
    let own = Recipient::at(Level::Board, account);
    let around = [Level::Partnership, Level::Region].map(|level| {
        let id = account.at(level)?;
        Some(Recipient::new(kind_of(level), id))
    });
    around.into_iter().flatten().chain([own])
}

impl Ledger {
    /// Returns the ledgers of a model, each of so many years.
    pub(super) fn of_years(
        model: Model<'_>,
        span: usize,
        level: Level,
        (head, ballot): (Head, &Ballot),
    ) -> Vec<Ledger> {
        let counts = Counts::of(model.scenario);
        let spans = model.result.years.chunks(span.max(1)).map(|years| {
            let mut ledger = Ledger {
                parties: vec![Cents::ZERO; ballot.parties.len()],
                ..Ledger::default()
            };
            for year in years {
                ledger.unallocated += year.pots.iter().map(|pot| pot.unallocated).sum();
                for award in &year.awards {
                    ledger.enter(model, level, award, ballot);
                }
                for measure in head.measures() {
                    ledger.count(level, &counts.heads(year.year, *measure));
                }
            }
            ledger
        });
        spans.collect()
    }

    fn count(&mut self, level: Level, heads: &[Students<'_>]) {
        // Counts of one part mostly stand together, and looking it up is most of the work.
        let is_same = |one: &Students<'_>, next: &Students<'_>| {
            part_at(level, one.place()) == part_at(level, next.place())
        };
        for group in heads.chunk_by(is_same) {
            let part = group.first().and_then(|one| part_at(level, one.place()));
            let Some((id, region)) = part else {
                continue;
            };
            let part = (Recipient::new(kind_of(level), id), region.cloned());
            let heads = group.iter().map(|one| one.heads);
            *self.students.entry(part).or_default() += heads.sum::<i64>();
            self.counted.extend(group.iter().map(|one| one.counted()));
        }
    }

    fn enter(&mut self, model: Model<'_>, level: Level, award: &Award, ballot: &Ballot) {
        let recipient = Recipient::at(level, &award.account);
        let components = &model.scenario.scheme.components;
        let amount = components.get(award.component).map(|one| &one.amount);
        if matches!(amount, Some(Amount::Flat(_) | Amount::Each(_))) {
            *self.fixed.entry(recipient.clone()).or_default() += award.amount;
        }
        let region = award.account.at(Level::Region).cloned();
        *self.amounts.entry((recipient, region)).or_default() += award.amount;
        for party in ballot.counting(&award.account) {
            self.parties[party] += award.amount;
        }
    }

    /// Adds years up.
    pub(super) fn together(years: &[Ledger]) -> Ledger {
        let mut sum = Ledger::default();
        for year in years {
            for (part, amount) in &year.amounts {
                *sum.amounts.entry(part.clone()).or_default() += *amount;
            }
            for (recipient, amount) in &year.fixed {
                *sum.fixed.entry(recipient.clone()).or_default() += *amount;
            }
            for (part, heads) in &year.students {
                *sum.students.entry(part.clone()).or_default() += heads;
            }
            sum.counted.extend(&year.counted);
            sum.unallocated += year.unallocated;
            sum.parties.resize(year.parties.len(), Cents::ZERO);
            for (party, amount) in sum.parties.iter_mut().zip(&year.parties) {
                *party += *amount;
            }
        }
        sum
    }

    /// Returns the parts of a recipient with their values in one of the maps.
    pub(super) fn parts<'m, T>(
        map: &'m BTreeMap<Part, T>,
        recipient: &Recipient,
    ) -> impl Iterator<Item = (&'m Option<Id>, &'m T)> {
        let from = (recipient.clone(), None);
        let wanted = recipient.clone();
        map.range(from..)
            .take_while(move |((own, _), _)| *own == wanted)
            .map(|((_, region), value)| (region, value))
    }
}
