//! Standing: who gains or loses beside a baseline, and who has more per head.
//!
//! What rounding can do counts as no difference.

use std::cmp::Ordering;

use crate::domain::{Amount, Head, Id, Level, Scenario, Year};
use crate::money::{Cents, Exact};
use crate::plan::Plan;
use crate::results::{Amounts, Happening};
use crate::simulation::wishes::{Judged, Tolerances, heads};

/// With what amounts are compared.
#[derive(Clone, Debug)]
pub struct Baseline<'a> {
    /// The amounts, per year.
    amounts: &'a [Amounts],
    /// What is counted.
    head: Head,
    /// Heads of the school year before, per year, one cent each; none where unknown.
    heads: Vec<Amounts>,
    /// Whether the heads depend on the parameter.
    varies_heads: bool,
    pub(super) level: Level,
    recipients: Vec<Id>,
    /// What rounding can do to each recipient, per year.
    tolerances: Vec<Vec<Cents>>,
}

/// How everybody stands, in a fixed order: beside the baseline, then per pair.
pub(super) type Standing = Vec<Ordering>;

impl<'a> Baseline<'a> {
    /// Compares partnerships, or regions where there are none, with what they have in `baseline`,
    /// while the number with this path varies.
    pub fn of(
        own: &Judged<'_>,
        baseline: &'a Judged<'_>,
        (path, varies_heads): (&str, bool),
    ) -> Baseline<'a> {
        let scenario = own.scenario;
        let head = head_of(scenario, path);
        let partnerships = scenario.partnerships.iter().map(|one| one.id.clone());
        let mut recipients: Vec<Id> = partnerships.collect();
        let mut level = Level::Partnership;
        if recipients.is_empty() {
            level = Level::Region;
            recipients = scenario.regions.iter().map(|one| one.id.clone()).collect();
        }
        let tolerances = Tolerances::of(own.plan);
        let of_year = |year: usize| {
            let known = tolerances.of_level(own.plan, year, level);
            let each = |id: &Id| known.get(id).copied().unwrap_or_default();
            recipients.iter().map(each).collect()
        };
        Baseline {
            tolerances: (0..own.amounts.len()).map(of_year).collect(),
            amounts: &baseline.amounts,
            head,
            heads: heads(own, level, head).unwrap_or_default(),
            varies_heads,
            level,
            recipients,
        }
    }

    /// Returns how everybody stands in a run.
    pub(super) fn standing(&self, own: &Judged<'_>) -> Standing {
        let again = self
            .varies_heads
            .then(|| heads(own, self.level, self.head).unwrap_or_default());
        let heads = again.as_ref().unwrap_or(&self.heads);
        let mut standing = Standing::new();
        for (year, amounts) in own.amounts.iter().enumerate() {
            let known = self.amounts.iter().find(|one| one.year == amounts.year);
            let heads = heads.get(year);
            let rounding = self.tolerances.get(year).into_iter().flatten();
            let rows = self
                .recipients
                .iter()
                .zip(rounding)
                .map(|(id, rounding)| Row {
                    amount: amounts.at(self.level, id),
                    before: known.map(|known| known.at(self.level, id)),
                    heads: heads.map_or(0, |heads| heads.at(self.level, id).count()),
                    tolerance: *rounding,
                });
            let rows: Vec<Row> = rows.collect();
            standing.extend(rows.iter().map(Row::beside));
            for (at, one) in rows.iter().enumerate() {
                standing.extend(rows.iter().skip(at + 1).map(|other| one.per_head(other)));
            }
        }
        standing
    }

    /// Tells what differs between two standings.
    pub(super) fn changes(
        &self,
        plan: &Plan,
        before: &Standing,
        after: &Standing,
    ) -> Vec<Happening> {
        let mut pairs = before.iter().zip(after);
        let mut found = Vec::new();
        for year in plan.views.iter().map(|view| view.year) {
            for id in &self.recipients {
                let Some((before, after)) = pairs.next() else {
                    break;
                };
                if before != after {
                    found.push(standing(year, id, *before, *after));
                }
            }
            for (at, one) in self.recipients.iter().enumerate() {
                for other in self.recipients.iter().skip(at + 1) {
                    let Some((before, after)) = pairs.next() else {
                        break;
                    };
                    if before != after {
                        found.push(Happening::Rank {
                            head: self.head,
                            year,
                            one: one.clone(),
                            other: other.clone(),
                            before: *before,
                            after: *after,
                        });
                    }
                }
            }
        }
        found
    }
}

fn standing(year: Year, recipient: &Id, before: Ordering, after: Ordering) -> Happening {
    Happening::Standing {
        year,
        recipient: recipient.clone(),
        before,
        after,
    }
}

/// Returns per what amounts are compared: the head of the component that varies, or else the only
/// head that components count, or else students.
fn head_of(scenario: &Scenario, path: &str) -> Head {
    let components = scenario.scheme.components.iter();
    let counted = components.filter_map(|component| match &component.amount {
        Amount::PerHead { per, .. } => Some((&component.id, *per)),
        _ => None,
    });
    let counted: Vec<(&Id, Head)> = counted.collect();
    let varies = |id: &Id| path.strip_prefix("component.")?.strip_prefix(id.as_str());
    let is_own = |id: &Id| varies(id).is_some_and(|rest| rest.starts_with('.'));
    let own = counted.iter().find(|(id, _)| is_own(id));
    let only = counted.first().filter(|(_, first)| {
        let mut heads = counted.iter();
        heads.all(|(_, head)| head == first)
    });
    own.or(only).map_or(Head::Student, |(_, head)| *head)
}

/// One recipient in one year.
struct Row {
    amount: Cents,
    before: Option<Cents>,
    heads: i64,
    tolerance: Cents,
}

impl Row {
    fn beside(&self) -> Ordering {
        let Some(before) = self.before else {
            return Ordering::Equal;
        };
        match self.amount - before {
            more if more > self.tolerance => Ordering::Greater,
            less if less < -self.tolerance => Ordering::Less,
            _ => Ordering::Equal,
        }
    }

    /// Compares amounts per head; nobody without heads is compared.
    fn per_head(&self, other: &Row) -> Ordering {
        if self.heads <= 0 || other.heads <= 0 {
            return Ordering::Equal;
        }
        let per = |amount: Cents, heads: i64| Exact::from(amount).over(&heads.into());
        let gap = per(self.amount, self.heads).minus(&per(other.amount, other.heads));
        let rounding = per(self.tolerance, self.heads).plus(&per(other.tolerance, other.heads));
        if gap > rounding {
            Ordering::Greater
        } else if gap < Exact::zero().minus(&rounding) {
            Ordering::Less
        } else {
            Ordering::Equal
        }
    }
}
