//! [`MoneyFlow`]: the euro followed from pot to whoever keeps it, by kind of holder.

use std::collections::BTreeMap;

use super::VariantResult;
use crate::money::Cents;
use crate::plan::{Account, AccountKind};

/// Who holds money: its kind, and the id of the recipient in all regions and partnerships.
pub type Holder = (AccountKind, String);

/// Money between holders in all years of a result.
///
/// A partnership and its parts in regions are one holder; so is what could not be placed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoneyFlow {
    /// The kinds of holders from pot to leaf, by column.
    pub columns: Vec<Vec<AccountKind>>,
    /// How much goes from whom to whom; nothing that comes to zero.
    pub links: Vec<(Holder, Holder, Cents)>,
}

/// Every kind of holder, from where money comes to where it goes.
const KINDS: [AccountKind; 8] = [
    AccountKind::Pot,
    AccountKind::Region,
    AccountKind::Partnership,
    AccountKind::Board,
    AccountKind::Institute,
    AccountKind::Function,
    AccountKind::Others,
    AccountKind::Unallocated,
];

impl MoneyFlow {
    /// Follows the money of a result through its postings.
    pub fn of(result: &VariantResult) -> MoneyFlow {
        let mut sums: BTreeMap<(Holder, Holder), Cents> = BTreeMap::new();
        for entry in result.years.iter().flat_map(|year| &year.entries) {
            let posting = &entry.posting;
            let holder = |at: usize| holder(&result.plan.accounts[at]);
            let (from, to) = (holder(posting.from), holder(posting.to));
            if from != to {
                *sums.entry((from, to)).or_default() += posting.amount;
            }
        }
        let links = sums
            .into_iter()
            .filter(|(_, amount)| *amount != Cents::ZERO);
        let links: Vec<(Holder, Holder, Cents)> = links
            .map(|((from, to), amount)| (from, to, amount))
            .collect();
        MoneyFlow {
            columns: columns(&links),
            links,
        }
    }

    /// Returns the column of a holder.
    pub fn column(&self, holder: &Holder) -> usize {
        let column = self
            .columns
            .iter()
            .position(|kinds| kinds.contains(&holder.0));
        column.unwrap_or_default()
    }
}

fn holder(account: &Account) -> Holder {
    match account.kind {
        AccountKind::Cell => (AccountKind::Partnership, account.id.to_string()),
        AccountKind::Unallocated => (AccountKind::Unallocated, String::new()),
        kind => (kind, account.id.to_string()),
    }
}

/// Puts each kind behind all kinds that hand it money.
///
/// Where kinds hand each other money in a circle, each stands behind those that come earlier in
/// [`KINDS`] only.
fn columns(links: &[(Holder, Holder, Cents)]) -> Vec<Vec<AccountKind>> {
    let rank = |kind: AccountKind| {
        KINDS
            .iter()
            .position(|one| *one == kind)
            .unwrap_or_default()
    };
    let edges = links.iter().map(|(from, to, _)| (rank(from.0), rank(to.0)));
    let mut edges: Vec<(usize, usize)> = edges.filter(|(from, to)| from != to).collect();
    edges.sort_unstable();
    edges.dedup();
    let places = places(&edges).unwrap_or_else(|| {
        let forward: Vec<(usize, usize)> = edges
            .iter()
            .copied()
            .filter(|(from, to)| from < to)
            .collect();
        places(&forward).unwrap_or_default()
    });
    let mut columns: Vec<Vec<AccountKind>> = Vec::new();
    for (kind, place) in KINDS.into_iter().zip(places) {
        let met = edges
            .iter()
            .any(|(from, to)| rank(kind) == *from || rank(kind) == *to);
        if met {
            columns.resize_with(columns.len().max(place + 1), Vec::new);
            columns[place].push(kind);
        }
    }
    columns
}

/// Returns the length of the longest way to each kind; `None` where a way leads in a circle.
fn places(edges: &[(usize, usize)]) -> Option<Vec<usize>> {
    let mut places = vec![0; KINDS.len()];
    for _ in 0..=KINDS.len() {
        let before = places.clone();
        for (from, to) in edges {
            places[*to] = places[*to].max(places[*from] + 1);
        }
        if before == places {
            return Some(places);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(from: AccountKind, to: AccountKind) -> (Holder, Holder, Cents) {
        let holder = |kind: AccountKind| (kind, kind.name().to_owned());
        (holder(from), holder(to), Cents::new(100))
    }

    #[test]
    fn each_kind_stands_behind_those_that_hand_it_money() {
        use AccountKind::{Board, Function, Partnership, Pot, Region};
        for (links, columns) in [
            (
                vec![
                    (Pot, Region),
                    (Region, Function),
                    (Region, Partnership),
                    (Partnership, Board),
                ],
                vec![
                    vec![Pot],
                    vec![Region],
                    vec![Partnership, Function],
                    vec![Board],
                ],
            ),
            (
                vec![(Pot, Partnership), (Partnership, Region)],
                vec![vec![Pot], vec![Partnership], vec![Region]],
            ),
            // A circle: the region stands before the partnership.
            (
                vec![(Pot, Region), (Region, Partnership), (Partnership, Region)],
                vec![vec![Pot], vec![Region], vec![Partnership]],
            ),
        ] {
            let links: Vec<_> = links.into_iter().map(|(from, to)| link(from, to)).collect();
            assert_eq!(super::columns(&links), columns);
        }
    }
}
