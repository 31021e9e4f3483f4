//! `amount`: the amount of each recipient lies between two ends, in all or per head.
//!
//! Nothing is changed; the slack is in euros of the whole amount. Beside fixed amounts nothing is
//! tolerated; per head, what rounding can do to the amount. Heads are those of the previous school
//! year, projected as everywhere; who has none is not looked at.

use super::altered::Rerun;
use super::region_share::{sides, slack};
use super::{Bench, Judged, Look};
use crate::domain::{
    Amount, Component, Condition, Division, Ends, Flow, Given, Head, Id, Level, Payment, Precision,
    Provenance, Reference, Scheme, Text, Validity,
};
use crate::money::{Cents, Exact};
use crate::results::{Amounts, Trial};
use crate::rules::Shortage;

pub(super) fn looks(bench: &Bench<'_, '_>, ends: &Ends<Cents>, per: Option<Head>) -> Vec<Look> {
    let counted = match per {
        Some(head) => match heads(bench.own, bench.check.scope.level, head) {
            Some(counted) => Some((head, counted)),
            None => return Vec::new(),
        },
        None => None,
    };
    let mut looks = Vec::new();
    for year in bench.years() {
        for id in bench.recipients() {
            let amount = bench.amount(year, id);
            let level = bench.check.scope.level;
            let per = counted
                .as_ref()
                .map(|(head, counted)| (*head, counted[year].at(level, id).count()));
            let heads = per.map_or(1, |(_, heads)| heads);
            if heads == 0 {
                continue;
            }
            let tolerance = match per {
                Some(_) => bench.tolerance(year, id),
                None => Exact::zero(),
            };
            for (end, is_least) in sides(ends) {
                let whole = Exact::from(*end).times(&heads.into());
                looks.push(Look {
                    year,
                    size: 0,
                    slack: slack(&amount.into(), &whole, is_least),
                    tolerance: tolerance.clone(),
                    says: bench.says(&[id], [*end, amount], Trial::Bounded { is_least, per }),
                });
            }
        }
    }
    looks
}

/// Counts heads as the rules do: by a scheme that pays every recipient one cent per head.
///
/// Each head of a recipient is a cent, per year of the scenario.
pub(in crate::simulation) fn heads(
    own: &Judged<'_>,
    level: Level,
    head: Head,
) -> Option<Vec<Amounts>> {
    let rerun = Rerun::of(own)?;
    let mut scenario = rerun.scenario.clone();
    let id = Id::parse("heads")?;
    let name = Text::new(id.as_str(), id.as_str());
    let provenance = Provenance::default();
    let component = Component {
        id: id.clone(),
        name: name.clone(),
        to: level,
        amount: Amount::PerHead {
            rate: Given::plain(Cents::ONE),
            per: head,
        },
        share: None,
        maximum: None,
        reference: Reference::PreviousSchoolYear,
        when: Condition::AllOf(Vec::new()),
        share_double_members: false,
        provenance: provenance.clone(),
    };
    let payment = Payment {
        pot: None,
        pays: vec![id.clone()],
        protect: Vec::new(),
        shortage: Shortage::Proportional.into(),
        rate_step: None,
        national: false,
        adjustments: Vec::new(),
        instalments: Vec::new(),
        precision: Precision::PLAIN,
    };
    let division = Division {
        id,
        name: name.clone(),
        flow: Flow::Payment(Box::new(payment)),
        provenance: provenance.clone(),
    };
    scenario.scheme = Scheme {
        id: None,
        title: name,
        year_kind: None,
        validity: Validity {
            from: None,
            until: None,
        },
        components: vec![component],
        divisions: vec![division],
        provenance,
    };
    rerun.run(&scenario)
}
