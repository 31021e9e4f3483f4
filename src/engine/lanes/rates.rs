//! What a pot leaves of amounts per head, read from the steps taken lane by lane.

use std::collections::BTreeMap;

use super::super::observer::{Formula, Observer, Posting, Reason};
use super::kernel::LANES;
use super::{Asked, Workspace};
use crate::money::{Cents, Exact, Rounding};
use crate::plan::{Inputs, Plan};

/// Listens to what components are paid, and for how many heads.
pub(super) struct RateReader<'a> {
    asked: &'a Asked,
    /// By year, division and component, for each lane.
    paid: BTreeMap<(usize, usize, usize), Vec<PerHead>>,
}

/// What a component is paid in one lane.
#[derive(Clone, Default)]
struct PerHead {
    paid: Cents,
    heads: Exact,
    /// The amount per head, where it is rounded down to a step.
    lowered: Option<Cents>,
}

impl RateReader<'_> {
    pub(super) fn new(asked: &Asked) -> RateReader<'_> {
        RateReader {
            asked,
            paid: BTreeMap::new(),
        }
    }

    /// Brings what is left per head to the series that ask for it.
    pub(super) fn gather(&self, (plan, inputs): (&Plan, &Inputs), work: &mut Workspace) {
        for (year, rates) in self.asked.rates.iter().enumerate() {
            for ((division, component), series) in rates {
                let own = self.paid.get(&(year, *division, *component));
                let stated = plan.components[*component].rate;
                let inputs = inputs.year(year);
                let mut amounts = [0; LANES];
                for (lane, amount) in amounts.iter_mut().enumerate() {
                    let stated = stated.map(|slot| inputs.cents(slot, lane));
                    let left = own.and_then(|own| own.get(lane)?.left());
                    *amount = left.or(stated).unwrap_or_default().count();
                }
                work.gather(&amounts, &[*series]);
            }
        }
    }
}

impl Observer for RateReader<'_> {
    const LISTENS: bool = true;

    fn posting(&mut self, lane: usize, posting: Posting) {
        let (year, own) = (posting.year, (posting.division, posting.component));
        let rates = self.asked.rates.get(year);
        if !rates.is_some_and(|rates| rates.contains_key(&own)) {
            return;
        }
        let Reason::Entitled {
            formula:
                Formula::PerHead { heads, .. }
                | Formula::Members {
                    heads: Some(heads), ..
                },
            shortfall,
            ..
        } = posting.reason
        else {
            return;
        };
        if heads.is_zero() {
            return;
        }
        let lanes = self.paid.entry((year, own.0, own.1));
        let lanes = lanes.or_insert_with(|| vec![PerHead::default(); LANES]);
        if let Some(told) = lanes.get_mut(lane) {
            told.paid += posting.amount;
            told.heads = told.heads.plus(&heads);
            told.lowered = told.lowered.or(shortfall.and_then(|cut| cut.rate));
        }
    }
}

impl PerHead {
    /// Returns what is left per head; `None` where nobody is counted.
    fn left(&self) -> Option<Cents> {
        let each = || {
            let each = Exact::from(self.paid).over(&self.heads);
            each.to_cents(Rounding::HalfUp)
        };
        (!self.heads.is_zero()).then(|| self.lowered.unwrap_or_else(each))
    }
}
