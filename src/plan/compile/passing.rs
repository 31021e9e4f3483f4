//! Passages: who passes on to whom, on which terms.

use std::collections::BTreeSet;

use super::super::{Account, AccountKind, BoundRule, KeyRule, Pass, Slot, Source, Target};
use super::super::{TermsRule, Test};
use super::counting::{Cell, Question, Who};
use super::index::CountIndex;
use super::year::YearCompiler;
use crate::domain::{Head, Id, Level, Partnership, Passage, Precision, Region, Terms};

/// A possible recipient while its rules are compiled.
pub(super) struct Recipient<'a> {
    pub(super) id: &'a Id,
    pub(super) who: Who<'a>,
    pub(super) account: Account,
    /// What it is to the key: under one partnership, its regions are the recipients.
    pub(super) level: Level,
    pub(super) partnership: Option<&'a Partnership>,
    pub(super) region: Option<&'a Id>,
    pub(super) members: Option<Slot>,
}

/// The holder whose terms are compiled.
#[derive(Clone, Copy)]
pub(super) struct Holder<'a, 'p> {
    /// The path of the terms of every holder.
    pub(super) common: &'p str,
    /// The path of its own terms.
    pub(super) path: &'p str,
    pub(super) terms: &'a Terms,
    pub(super) lead: Option<&'a Id>,
}

impl<'p> Holder<'_, 'p> {
    /// Returns the path of the terms that state a field: those of the holder itself, or of all.
    pub(super) fn path_of(&self, field: &str) -> &'p str {
        match self.terms.own.contains(field) {
            true => self.path,
            false => self.common,
        }
    }
}

impl<'a> YearCompiler<'_, 'a> {
    pub(super) fn pass(&mut self, division: usize, id: &Id, passage: &'a Passage) -> Pass {
        let sources = match (passage.from, passage.to.as_slice()) {
            (Level::Region, _) => self.regions(id, passage),
            (_, [Level::Region]) => self.over_regions(id, passage),
            _ => self.partners_of_each(id, passage),
        };
        let components = match passage.passes.as_slice() {
            [] => (0..self.compiler.scenario.scheme.components.len()).collect(),
            named => named.iter().filter_map(|id| self.component(id)).collect(),
        };
        let unallocated = self
            .compiler
            .account(Account::of(AccountKind::Unallocated, id));
        Pass {
            division,
            unallocated,
            components,
            is_remembered: passage.looks_back(),
            table: self.table(id, passage, &sources),
            sources,
        }
    }

    /// Regions pass on to their partnerships, and to what is known of the rest only in sum.
    fn regions(&mut self, id: &Id, passage: &'a Passage) -> Vec<Source> {
        let scenario = self.compiler.scenario;
        let mut sources = Vec::new();
        for Region { id: region, .. } in &scenario.regions {
            let mut recipients: Vec<Recipient<'a>> = Vec::new();
            for one in scenario
                .partnerships
                .iter()
                .filter(|one| one.regions.contains(region))
            {
                recipients.push(cell(one, Some(region), Level::Partnership));
            }
            for one in scenario
                .others
                .iter()
                .filter(|one| one.region.as_ref() == Some(region))
            {
                let account = Account::of(AccountKind::Others, &one.id).in_region(Some(region));
                recipients.push(Recipient {
                    id: &one.id,
                    who: Who::Others(one),
                    account,
                    level: Level::Partnership,
                    partnership: None,
                    region: Some(region),
                    members: Some(self.members(one, Level::Partnership)),
                });
            }
            recipients.sort_by_key(|recipient| recipient.id);
            let account = Account::of(AccountKind::Region, region);
            sources.push(self.source(id, passage, (account, region, None), recipients));
        }
        sources
    }

    /// The money of a partnership is told apart by region.
    fn over_regions(&mut self, id: &Id, passage: &'a Passage) -> Vec<Source> {
        let mut sources = Vec::new();
        for one in &self.compiler.scenario.partnerships {
            let recipients = cells(&self.compiler.index, one);
            let recipients = recipients
                .into_iter()
                .map(|region| cell(one, region, Level::Region))
                .collect();
            let account = Account::of(AccountKind::Partnership, &one.id);
            let holder = (account, &one.id, one.lead_region.as_ref());
            sources.push(self.source(id, passage, holder, recipients));
        }
        sources
    }

    /// Partnerships, as a whole and per region, pass on to their boards and institutes.
    fn partners_of_each(&mut self, id: &Id, passage: &'a Passage) -> Vec<Source> {
        let mut sources = Vec::new();
        for one in &self.compiler.scenario.partnerships {
            let whole = Account::of(AccountKind::Partnership, &one.id);
            let mut holders: Vec<(Account, Cell<'a>)> = vec![(whole, None)];
            for region in cells(&self.compiler.index, one) {
                let account = Account::of(AccountKind::Cell, &one.id).in_region(region);
                holders.push((account, Some(region)));
            }
            for (account, part) in holders {
                let recipients = partners(one, part, &passage.to);
                sources.push(self.source(id, passage, (account, &one.id, None), recipients));
            }
        }
        sources
    }

    fn source(
        &mut self,
        division: &Id,
        passage: &'a Passage,
        (account, holder, lead): (Account, &'a Id, Option<&'a Id>),
        recipients: Vec<Recipient<'a>>,
    ) -> Source {
        let common = format!("division.{division}");
        let path = format!("{common}@{holder}");
        let terms = passage.at.get(holder).unwrap_or(&passage.terms);
        let holder = Holder {
            common: &common,
            path: &path,
            terms,
            lead,
        };
        let has_begun = terms
            .first_year
            .is_none_or(|first| self.year.start() >= first);
        let (targets, terms) = if has_begun {
            (
                self.targets(holder, &recipients),
                self.terms(holder, &account, &recipients),
            )
        } else {
            self.before_the_first_year(&recipients)
        };
        Source {
            account: self.compiler.account(account),
            targets,
            terms,
        }
    }

    /// Before the terms of a holder begin, money follows the students.
    fn before_the_first_year(&mut self, recipients: &[Recipient<'a>]) -> (Vec<Target>, TermsRule) {
        let year = self.year.previous_school_year();
        let question = Question {
            head: Head::Trained,
            sector: None,
            year,
            share_double_members: false,
        };
        let tallies = recipients
            .iter()
            .map(|one| self.tally(one.who, question))
            .collect();
        let targets = recipients.iter().map(|one| Target {
            account: self.compiler.account(one.account.clone()),
            when: Test::AllOf(Vec::new()),
            bounds: BoundRule::default(),
            members: one.members,
        });
        let targets = targets.collect();
        let terms = TermsRule {
            slices: Vec::new(),
            earmarks: Vec::new(),
            key: KeyRule::Heads(Head::Trained, tallies),
            fallback: None,
            adjustments: Vec::new(),
            precision: Precision::PLAIN,
        };
        (targets, terms)
    }
}

fn cell<'a>(partnership: &'a Partnership, region: Option<&'a Id>, level: Level) -> Recipient<'a> {
    Recipient {
        id: &partnership.id,
        who: Who::Cell(partnership, region),
        account: Account::of(AccountKind::Cell, &partnership.id).in_region(region),
        level,
        partnership: Some(partnership),
        region,
        members: None,
    }
}

/// Returns the regions of a partnership; `None` for sites without one, or when it has none.
pub(super) fn cells<'a>(
    index: &CountIndex<'a>,
    partnership: &'a Partnership,
) -> Vec<Option<&'a Id>> {
    let mut regions: BTreeSet<Option<&Id>> = partnership.regions.iter().map(Some).collect();
    if regions.is_empty() || index.counts_without_region(&partnership.id) {
        regions.insert(None);
    }
    regions.into_iter().collect()
}

/// Returns the boards and institutes of a partnership, in order of id.
fn partners<'a>(
    partnership: &'a Partnership,
    part: Cell<'a>,
    levels: &[Level],
) -> Vec<Recipient<'a>> {
    let recipient = |kind, id: &'a Id, level, who| Recipient {
        id,
        who,
        account: Account::of(kind, id)
            .in_region(part.flatten())
            .in_partnership(&partnership.id),
        level,
        partnership: Some(partnership),
        region: part.flatten(),
        members: None,
    };
    let mut recipients = Vec::new();
    if levels.contains(&Level::Board) {
        recipients.extend(partnership.boards.iter().map(|id| {
            let who = Who::Board(partnership, part, id);
            recipient(AccountKind::Board, id, Level::Board, who)
        }));
    }
    if levels.contains(&Level::Institute) {
        recipients.extend(partnership.institutes.iter().map(|id| {
            let who = Who::Institute(partnership, part, id);
            recipient(AccountKind::Institute, id, Level::Institute, who)
        }));
    }
    recipients.sort_by_key(|recipient| recipient.id);
    recipients
}
