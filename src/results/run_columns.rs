//! A run in columns: awards, what everybody receives in all, and pots.
//!
//! Amounts are whole cents as 64-bit integers.

use std::collections::BTreeMap;

use super::columns::Columns;
use super::run::YearResult;
use super::tables::{Award, PotRow};
use crate::money::Cents;
use crate::plan::Plan;

/// What was run of one variant.
#[derive(Clone, Debug)]
pub struct Ran<'a> {
    /// Its id.
    pub variant: &'a str,
    /// Its plan, which names what is in the years.
    pub plan: &'a Plan,
    /// The years of the scenario.
    pub years: &'a [YearResult],
}

/// Returns a text of an award.
type TextOf = for<'r> fn(&'r AwardRow<'r>) -> Option<&'r str>;

/// Returns an amount of a pot.
type AmountOf = fn(&PotRow) -> Option<Cents>;

struct AwardRow<'a> {
    ran: &'a Ran<'a>,
    year: String,
    award: &'a Award,
}

/// Returns every award: one row per variant, year, recipient, region, component and pot.
pub fn awards_columns(ran: &[Ran<'_>]) -> Columns {
    let years = ran
        .iter()
        .flat_map(|ran| ran.years.iter().map(move |year| (ran, year)));
    let rows = years.flat_map(|(ran, year)| {
        let label = year.year.to_string();
        let awards = year.awards.iter();
        awards.map(move |award| AwardRow {
            ran,
            year: label.clone(),
            award,
        })
    });
    let rows: Vec<AwardRow<'_>> = rows.collect();
    let texts: [(&str, bool, TextOf); 8] = [
        ("variant", false, |row| Some(row.ran.variant)),
        ("year", false, |row| Some(&row.year)),
        ("kind", false, |row| Some(row.award.account.kind_name())),
        ("recipient", false, |row| {
            Some(row.award.account.id.as_str())
        }),
        ("partnership", true, |row| {
            row.award.account.partnership_name()
        }),
        ("region", true, |row| row.award.account.region_name()),
        ("component", false, |row| {
            let component = row.ran.plan.components.get(row.award.component)?;
            Some(component.id.as_str())
        }),
        ("pot", false, |row| Some(row.award.pot.as_str())),
    ];
    let mut columns = Columns::default();
    for (name, is_optional, text) in texts {
        columns.texts(name, is_optional, rows.iter().map(text));
    }
    let cents = rows.iter().map(|row| row.award.amount.count());
    columns.whole("cents", cents.collect());
    columns
}

/// Returns what every recipient receives in all: one row per variant and recipient.
pub fn totals_columns(ran: &[Ran<'_>]) -> Columns {
    let mut rows: Vec<(&str, &str, &str, Cents)> = Vec::new();
    for ran in ran {
        let mut totals: BTreeMap<(&str, &str), Cents> = BTreeMap::new();
        for award in ran.years.iter().flat_map(|year| &year.awards) {
            let who = (award.account.kind_name(), award.account.id.as_str());
            *totals.entry(who).or_default() += award.amount;
        }
        let totals = totals.into_iter();
        rows.extend(totals.map(|((kind, id), amount)| (ran.variant, kind, id, amount)));
    }
    let mut columns = Columns::default();
    columns.texts("variant", false, rows.iter().map(|row| Some(row.0)));
    columns.texts("kind", false, rows.iter().map(|row| Some(row.1)));
    columns.texts("recipient", false, rows.iter().map(|row| Some(row.2)));
    columns.whole("cents", rows.iter().map(|row| row.3.count()).collect());
    columns
}

/// Returns every pot: one row per variant, year and pot.
pub fn pots_columns(ran: &[Ran<'_>]) -> Columns {
    let years = ran
        .iter()
        .flat_map(|ran| ran.years.iter().map(move |year| (ran.variant, year)));
    let rows = years.flat_map(|(variant, year)| {
        let label = year.year.to_string();
        let pots = year.pots.iter();
        pots.map(move |pot| (variant, label.clone(), pot))
    });
    let rows: Vec<(&str, String, &PotRow)> = rows.collect();
    let mut columns = Columns::default();
    columns.texts("variant", false, rows.iter().map(|row| Some(row.0)));
    columns.texts("year", false, rows.iter().map(|row| Some(row.1.as_str())));
    columns.texts("pot", false, rows.iter().map(|row| Some(row.2.id.as_str())));
    let amounts: [(&str, AmountOf); 4] = [
        ("ceiling_cents", |pot| pot.ceiling),
        ("available_cents", |pot| pot.available),
        ("paid_cents", |pot| Some(pot.paid)),
        ("unallocated_cents", |pot| Some(pot.unallocated)),
    ];
    for (name, amount) in amounts {
        let cells = rows.iter().map(|row| amount(row.2).map(Cents::count));
        columns.some_whole(name, cells.collect());
    }
    columns
}
