//! Books of a year: movements against awards, pots and divisions.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Verdict;
use super::fields::{amount, list, text};
use crate::money::Cents;

/// Money per component, then account.
type Sums<'a> = BTreeMap<(&'a str, &'a str), Cents>;

/// Proves that movements, awards, pots and divisions of a year agree.
pub(super) fn prove(year: &Value, place: &str, verdict: &mut Verdict) {
    let Some(books) = Books::read(year, place, verdict) else {
        return;
    };
    books.prove_accounts(place, verdict);
    books.prove_pots(year, place, verdict);
    books.prove_divisions(year, place, verdict);
}

struct Movement<'a> {
    from: &'a str,
    to: &'a str,
    component: &'a str,
    division: &'a str,
    amount: Cents,
}

struct Books<'a> {
    movements: Vec<Movement<'a>>,
    awards: Sums<'a>,
    pots: BTreeMap<&'a str, Cents>,
}

impl<'a> Books<'a> {
    fn read(year: &'a Value, place: &str, verdict: &mut Verdict) -> Option<Books<'a>> {
        let before = verdict.findings.len();
        let mut books = Books {
            movements: Vec::new(),
            awards: Sums::new(),
            pots: BTreeMap::new(),
        };
        for (position, posting) in list(year, "postings").iter().enumerate() {
            let Some(amount) = amount(posting, "amount").filter(|amount| *amount >= Cents::ZERO)
            else {
                verdict.finds(place, &format!("posting {position} has no proper amount"));
                continue;
            };
            books.movements.push(Movement {
                from: text(posting, "from"),
                to: text(posting, "to"),
                component: text(posting, "component"),
                division: text(posting, "division"),
                amount,
            });
        }
        for award in list(year, "awards") {
            let account = text(award, "account");
            let Some(amount) = amount(award, "amount").filter(|amount| *amount >= Cents::ZERO)
            else {
                verdict.finds(place, &format!("award of `{account}` has no proper amount"));
                continue;
            };
            *books
                .awards
                .entry((text(award, "component"), account))
                .or_default() += amount;
            *books.pots.entry(text(award, "pot")).or_default() += amount;
        }
        (verdict.findings.len() == before).then_some(books)
    }

    /// What came into an account and did not leave it is its award.
    fn prove_accounts(&self, place: &str, verdict: &mut Verdict) {
        let mut rests: Sums<'a> = Sums::new();
        for movement in &self.movements {
            *rests.entry((movement.component, movement.to)).or_default() += movement.amount;
            *rests
                .entry((movement.component, movement.from))
                .or_default() -= movement.amount;
        }
        let keys: BTreeSet<&(&str, &str)> = rests.keys().chain(self.awards.keys()).collect();
        for key in keys {
            let (component, account) = *key;
            if account.starts_with("pot:") || account.starts_with("unallocated:") {
                continue;
            }
            let rest = rests.get(key).copied().unwrap_or_default();
            let award = self.awards.get(key).copied().unwrap_or_default();
            let otherwise =
                format!("`{account}` keeps {rest} of `{component}` but is awarded {award}");
            verdict.prove("accounts", rest == award, place, &otherwise);
        }
    }

    /// What was available in a pot is paid or unallocated, and what was paid are its awards.
    fn prove_pots(&self, year: &'a Value, place: &str, verdict: &mut Verdict) {
        for pot in list(year, "pots") {
            let id = text(pot, "id");
            let account = format!("pot:{id}");
            let out: Vec<&Movement<'a>> = self
                .movements
                .iter()
                .filter(|movement| movement.from == account)
                .collect();
            let components: BTreeSet<&str> =
                out.iter().map(|movement| movement.component).collect();
            let left: Cents = out.iter().map(|movement| movement.amount).sum();
            let unplaced = self.movements.iter().filter(|movement| {
                movement.to.starts_with("unallocated:") && components.contains(movement.component)
            });
            let unplaced: Cents = unplaced.map(|movement| movement.amount).sum();
            let awarded = self.pots.get(id).copied().unwrap_or_default();
            let (paid, unallocated) = (amount(pot, "paid"), amount(pot, "unallocated"));
            let holds = paid == Some(awarded)
                && unallocated == Some(unplaced)
                && awarded + unplaced == left
                && (pot["available"].is_null() || amount(pot, "available") == Some(left))
                && (pot["available"].is_null()
                    || pot["ceiling"].is_null()
                    || pot["available"] == pot["ceiling"]);
            let otherwise = format!(
                "pot `{id}` gave {left}, of which {awarded} was awarded and {unplaced} not placed"
            );
            verdict.prove("pots", holds, place, &otherwise);
        }
        let awarded: Cents = self.awards.values().copied().sum();
        let of_pots: Cents = list(year, "pots")
            .iter()
            .filter_map(|pot| amount(pot, "paid"))
            .sum();
        let otherwise = format!("awards come to {awarded}, pots paid {of_pots}");
        verdict.prove("pots", awarded == of_pots, place, &otherwise);
    }

    /// What a division divided, it handed on or could not place.
    fn prove_divisions(&self, year: &'a Value, place: &str, verdict: &mut Verdict) {
        for row in list(year, "conservation") {
            let id = text(row, "division");
            let own = self
                .movements
                .iter()
                .filter(|movement| movement.division == id);
            let (mut paid, mut unallocated) = (Cents::ZERO, Cents::ZERO);
            for movement in own {
                match movement.to.starts_with("unallocated:") {
                    true => unallocated += movement.amount,
                    false => paid += movement.amount,
                }
            }
            let holds = amount(row, "paid") == Some(paid)
                && amount(row, "unallocated") == Some(unallocated)
                && amount(row, "available") == Some(paid + unallocated);
            let otherwise =
                format!("division `{id}` moved {paid} and left {unallocated} unallocated");
            verdict.prove("divisions", holds, place, &otherwise);
        }
    }
}
