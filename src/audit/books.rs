//! Books of a year: movements against awards, pots and divisions.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Verdict;
use super::account::Account;
use super::fields::{amount, list, text};
use super::total::Total;

/// Money per component, then account.
type Sums<'a> = BTreeMap<(&'a str, &'a str), Total>;

/// Proves that movements, awards, pots and divisions of a year agree.
pub(super) fn prove(year: &Value, place: &str, verdict: &mut Verdict) {
    let Some(books) = Books::read(year, place, verdict) else {
        return;
    };
    books.prove_names(year, place, verdict);
    books.prove_accounts(place, verdict);
    books.prove_pots(year, place, verdict);
    books.prove_divisions(year, place, verdict);
}

/// What went out of a pot, and of which components.
#[derive(Default)]
struct Outflow<'a> {
    left: Total,
    components: BTreeSet<&'a str>,
}

/// What a division handed on and could not place.
#[derive(Clone, Copy, Default)]
struct Divided {
    paid: Total,
    unallocated: Total,
}

#[derive(Default)]
struct Books<'a> {
    /// What came in and did not go out.
    rests: Sums<'a>,
    awards: Sums<'a>,
    /// What the awards of each pot come to.
    awarded: BTreeMap<&'a str, Total>,
    outflows: BTreeMap<&'a str, Outflow<'a>>,
    divisions: BTreeMap<&'a str, Divided>,
    /// What was not placed of each component.
    unplaced: BTreeMap<&'a str, Total>,
}

impl<'a> Books<'a> {
    fn read(year: &'a Value, place: &str, verdict: &mut Verdict) -> Option<Books<'a>> {
        let before = verdict.findings.len();
        let mut books = Books::default();
        for (position, posting) in list(year, "postings").iter().enumerate() {
            if let Err(what) = books.move_money(posting) {
                verdict.finds(place, &format!("posting {position} {what}"));
            }
        }
        for award in list(year, "awards") {
            let (account, component) = (text(award, "account"), text(award, "component"));
            let Some(amount) = amount(award, "amount").filter(|amount| !amount.is_negative())
            else {
                verdict.finds(place, &format!("award of `{account}` has no proper amount"));
                continue;
            };
            if books.awards.insert((component, account), amount).is_some() {
                let what = format!("`{account}` has two awards of `{component}`");
                verdict.finds(place, &what);
            }
            let pot = text(award, "pot");
            books.awarded.entry(pot).or_default().add(amount);
        }
        (verdict.findings.len() == before).then_some(books)
    }

    /// Writes one movement down, or says what is wrong with it.
    fn move_money(&mut self, posting: &'a Value) -> Result<(), &'static str> {
        let amount = amount(posting, "amount").filter(|amount| !amount.is_negative());
        let amount = amount.ok_or("has no proper amount")?;
        let (from, to) = (text(posting, "from"), text(posting, "to"));
        let (source, target) = Account::of(from)
            .zip(Account::of(to))
            .ok_or("names no proper accounts")?;
        if target.kind == "pot" || source.kind == "unallocated" {
            return Err("moves money back");
        }
        let (component, division) = (text(posting, "component"), text(posting, "division"));
        let divided = self.divisions.entry(division).or_default();
        if target.kind == "unallocated" {
            divided.unallocated.add(amount);
            self.unplaced.entry(component).or_default().add(amount);
        } else {
            divided.paid.add(amount);
            self.rests.entry((component, to)).or_default().add(amount);
        }
        if source.kind == "pot" {
            if source.id != division {
                return Err("takes from the pot of another division");
            }
            let outflow = self.outflows.entry(source.id).or_default();
            outflow.left.add(amount);
            outflow.components.insert(component);
        } else {
            let rest = self.rests.entry((component, from)).or_default();
            rest.take(amount);
        }
        Ok(())
    }

    /// An award tells of its recipient what its account is called, and names the right pot.
    fn prove_names(&self, year: &'a Value, place: &str, verdict: &mut Verdict) {
        for award in list(year, "awards") {
            let (name, component) = (text(award, "account"), text(award, "component"));
            let outflow = self.outflows.get(text(award, "pot"));
            let holds = Account::of(name).is_some_and(|account| account.fits(award))
                && outflow.is_some_and(|outflow| outflow.components.contains(component));
            let otherwise = format!("the award of `{component}` to `{name}` is called otherwise");
            verdict.prove("awards", holds, place, &otherwise);
        }
    }

    /// What came into an account and did not leave it is its award.
    fn prove_accounts(&self, place: &str, verdict: &mut Verdict) {
        let keys: BTreeSet<&(&str, &str)> = self.rests.keys().chain(self.awards.keys()).collect();
        for key in keys {
            let (component, account) = *key;
            let rest = self.rests.get(key).copied().unwrap_or_default();
            let award = self.awards.get(key).copied().unwrap_or_default();
            let otherwise =
                format!("`{account}` keeps {rest} of `{component}` but is awarded {award}");
            verdict.prove("accounts", rest == award, place, &otherwise);
        }
    }

    /// What was available in a pot is paid or unallocated, and what was paid are its awards.
    fn prove_pots(&self, year: &'a Value, place: &str, verdict: &mut Verdict) {
        let mut missing: BTreeSet<&str> = self.outflows.keys().copied().collect();
        let (mut seen, none) = (BTreeSet::new(), Outflow::default());
        for pot in list(year, "pots") {
            let id = text(pot, "id");
            missing.remove(id);
            let outflow = self.outflows.get(id).unwrap_or(&none);
            let left = outflow.left;
            let unplaced = outflow.components.iter();
            let unplaced: Total = unplaced
                .filter_map(|component| self.unplaced.get(component).copied())
                .sum();
            let awarded = self.awarded.get(id).copied().unwrap_or_default();
            let placed: Total = [awarded, unplaced].into_iter().sum();
            let (paid, unallocated) = (amount(pot, "paid"), amount(pot, "unallocated"));
            let is_evaluated = !pot["available"].is_null();
            let ceiling = amount(pot, "ceiling");
            let holds = seen.insert(id)
                && paid == Some(awarded)
                && unallocated == Some(unplaced)
                && placed == left
                && pot["evaluated"].as_bool() == Some(is_evaluated)
                && (!is_evaluated || amount(pot, "available") == Some(left))
                && (pot["ceiling"].is_null() || ceiling.is_some_and(|most| !most.is_negative()))
                && (!is_evaluated || pot["ceiling"].is_null() || ceiling == Some(left));
            let otherwise = format!(
                "pot `{id}` gave {left}, of which {awarded} was awarded and {unplaced} not placed, \
                 and its row says otherwise"
            );
            verdict.prove("pots", holds, place, &otherwise);
        }
        for id in missing {
            verdict.finds(place, &format!("pot `{id}` has no row"));
        }
        let awarded: Total = self.awards.values().copied().sum();
        let of_pots: Total = list(year, "pots")
            .iter()
            .filter_map(|pot| amount(pot, "paid"))
            .sum();
        let otherwise = format!("awards come to {awarded}, pots paid {of_pots}");
        verdict.prove("pots", awarded == of_pots, place, &otherwise);
    }

    /// What a division divided, it handed on or could not place; one without movements nothing.
    fn prove_divisions(&self, year: &'a Value, place: &str, verdict: &mut Verdict) {
        let mut missing: BTreeSet<&str> = self.divisions.keys().copied().collect();
        let mut seen = BTreeSet::new();
        for row in list(year, "conservation") {
            let id = text(row, "division");
            missing.remove(id);
            let Divided { paid, unallocated } = self.divisions.get(id).copied().unwrap_or_default();
            let divided: Total = [paid, unallocated].into_iter().sum();
            let holds = seen.insert(id)
                && amount(row, "paid") == Some(paid)
                && amount(row, "unallocated") == Some(unallocated)
                && amount(row, "available") == Some(divided);
            let otherwise =
                format!("division `{id}` moved {paid} and left {unallocated} unallocated");
            verdict.prove("divisions", holds, place, &otherwise);
        }
        for id in missing {
            verdict.finds(place, &format!("division `{id}` has no row"));
        }
    }
}
