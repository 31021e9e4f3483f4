//! Two-way tables of passages: who the rows across the holders are, and what they come to.

use std::collections::BTreeMap;

use super::super::{Account, AccountKind, FitRule, Source, TableRule};
use super::counting::Who;
use super::passing::{Holder, Recipient};
use super::year::YearCompiler;
use crate::domain::{Id, Level, Passage, Text, TwoWay};

/// Most cells of a table: a larger one takes too long for a run.
const MOST_CELLS: usize = 10_000;

impl<'a> YearCompiler<'_, 'a> {
    /// Returns the table of a passage, where it has one.
    pub(super) fn table(
        &mut self,
        id: &Id,
        passage: &'a Passage,
        sources: &[Source],
    ) -> Option<TableRule> {
        let two_way = passage.two_way.as_ref()?;
        let accounts = &self.compiler.accounts.list;
        let across = |position: usize| {
            let account = &accounts[position];
            match passage.from {
                Level::Region => (Some(account.id.clone()), account.kind),
                _ => (account.region.clone(), AccountKind::Region),
            }
        };
        let targets = sources.iter().flat_map(|source| &source.targets);
        let rows: BTreeMap<(Option<Id>, AccountKind), usize> =
            targets.map(|target| (across(target.account), 0)).collect();
        let numbered = rows.into_keys().zip(0..);
        let rows: BTreeMap<(Option<Id>, AccountKind), usize> = numbered.collect();
        let columns = sources.iter().map(|source| {
            let own = source.targets.iter();
            let own = own.filter_map(|target| rows.get(&across(target.account)).copied());
            (accounts[source.account].id.clone(), own.collect())
        });
        let columns: Vec<(Id, Vec<usize>)> = columns.collect();
        let rows: Vec<Option<Id>> = rows.into_keys().map(|(id, _)| id).collect();
        self.refuse_large(id, rows.len().saturating_mul(columns.len()));
        Some(TableRule {
            fit: match two_way {
                TwoWay::Rounded => None,
                TwoWay::Fitted { rows: key, method } => {
                    let recipients = self.whole(&rows);
                    let path = format!("division.{id}.both-ways");
                    let holder = Holder {
                        common: &path,
                        path: &path,
                        terms: &passage.terms,
                        lead: None,
                    };
                    let all: Vec<&Recipient<'a>> = recipients.iter().collect();
                    Some(FitRule {
                        method: *method,
                        key: self.key(key, &format!("{path}.rows"), holder, &all),
                        members: recipients.iter().map(|one| one.members).collect(),
                    })
                }
            },
            rows,
            columns,
            precision: passage.terms.precision.clone(),
        })
    }

    /// Returns the recipients of rows as a whole, over all regions.
    fn whole(&mut self, rows: &[Option<Id>]) -> Vec<Recipient<'a>> {
        let scenario = self.compiler.scenario;
        let mut recipients = Vec::new();
        for row in rows.iter().flatten() {
            let mut partnerships = scenario.partnerships.iter();
            if let Some(one) = partnerships.find(|one| one.id == *row) {
                recipients.push(Recipient {
                    id: &one.id,
                    who: Who::Partnership(one),
                    account: Account::of(AccountKind::Partnership, &one.id),
                    level: Level::Partnership,
                    partnership: Some(one),
                    region: None,
                    members: None,
                });
            } else if let Some(one) = scenario.others.iter().find(|one| one.id == *row) {
                let account = Account::of(AccountKind::Others, &one.id);
                recipients.push(Recipient {
                    id: &one.id,
                    who: Who::Others(one),
                    account: account.in_region(one.region.as_ref()),
                    level: Level::Partnership,
                    partnership: None,
                    region: one.region.as_ref(),
                    members: Some(self.members(one, Level::Partnership)),
                });
            }
        }
        recipients
    }

    fn refuse_large(&mut self, id: &Id, cells: usize) {
        if cells <= MOST_CELLS {
            return;
        }
        self.compiler.refuse(
            "table-too-large",
            &format!("division.{id}"),
            Text::new(
                format!("de tabel van `{id}` heeft {cells} cellen, meer dan {MOST_CELLS}"),
                format!("the table of `{id}` has {cells} cells, more than {MOST_CELLS}"),
            ),
            Text::new(
                "verdeel zonder `both-ways`, of neem minder regio's of partnerschappen",
                "divide without `both-ways`, or take fewer regions or partnerships",
            ),
        );
    }
}
