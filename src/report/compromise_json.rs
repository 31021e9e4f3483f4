//! The JSON of compromises: the field `compromise` of `verdeel/compare@1`.

use serde_json::{Value, json};

use super::comparison::CompareView;
use super::json::{euros, in_euros};
use crate::money::{Exact, Rounding};
use crate::results::comparison::{Comparison, PartyLine};
use crate::results::compromise::{Compromise, JudgedOn, Mix, Pick, Term, WayOut};

struct Names<'a> {
    comparison: &'a Comparison,
    parties: &'a [PartyLine],
    found: &'a Compromise,
}

/// Returns the compromises of a comparison as JSON; null where none were looked for.
pub(super) fn compromise_json(view: CompareView<'_>) -> Value {
    let comparison = view.comparison;
    let (Some(found), Some(period)) = (view.compromise, comparison.periods.last()) else {
        return Value::Null;
    };
    let names = Names {
        comparison,
        parties: &period.votes.parties,
        found,
    };
    let all = |picks: &[Pick]| picks.iter().map(pick).collect::<Vec<Value>>();
    let best = found.best.iter().enumerate();
    let best =
        best.map(|(party, best)| json!({ "party": names.party(party), "amount": euros(*best) }));
    let allowed = found.allowed.iter().enumerate().map(|(model, (least, most))| {
        json!({ "model": names.model(model), "from": ratio(least), "until": ratio(most) })
    });
    let clashes = found.clashes.iter().map(|clash| {
        let ways = clash.ways_out.iter().map(|way| names.way_out(way));
        json!({
            "is_smallest": clash.is_smallest,
            "ways_out": ways.collect::<Vec<Value>>(),
        })
    });
    json!({
        "steps": found.steps,
        "best": best.collect::<Vec<Value>>(),
        "wishes": names.wishes(),
        "mixes": found.mixes.iter().map(|one| names.mix(one)).collect::<Vec<Value>>(),
        "allowed": allowed.collect::<Vec<Value>>(),
        "least_worst_regret": all(&found.least),
        "fulfilling": all(&found.fulfilling),
        "clashes": clashes.collect::<Vec<Value>>(),
    })
}

impl Names<'_> {
    fn model(&self, model: usize) -> &str {
        let found = self.comparison.models.get(model);
        found.map_or("", |(id, _)| id)
    }

    fn party(&self, party: usize) -> &str {
        self.parties.get(party).map_or("", |line| line.id.as_str())
    }

    fn wish(&self, wish: usize) -> &str {
        let found = self.found.wishes.get(wish);
        found.map_or("", |wish| wish.check.id.as_str())
    }

    fn weights(&self, weights: &[Exact]) -> Value {
        let weights = weights.iter().enumerate();
        weights
            .map(|(model, weight)| json!({ "model": self.model(model), "weight": ratio(weight) }))
            .collect()
    }

    fn mix(&self, mix: &Mix) -> Value {
        let amounts = mix.amounts.iter().zip(&mix.regrets).enumerate();
        let parties = amounts.map(|(party, (amount, regret))| {
            json!({
                "party": self.party(party),
                "amount": near(amount),
                "amount_exact": ratio(&in_euros(amount)),
                "regret": near(regret),
                "regret_exact": ratio(&in_euros(regret)),
            })
        });
        let names = |parties: &[usize]| -> Vec<&str> {
            parties.iter().map(|party| self.party(*party)).collect()
        };
        let failing = mix.failing.iter().map(|wish| self.wish(*wish));
        json!({
            "weights": self.weights(&mix.weights),
            "total": near(&mix.total),
            "total_exact": ratio(&in_euros(&mix.total)),
            "parties": parties.collect::<Vec<Value>>(),
            "worst_regret": near(&mix.worst()),
            "worst_regret_exact": ratio(&in_euros(&mix.worst())),
            "worst_for": names(&mix.worst_for()),
            "votes_for": mix.votes.0,
            "votes_for_baseline": mix.votes.1,
            "below_floor": names(&mix.vetoed_by),
            "wishes_failing": failing.collect::<Vec<&str>>(),
            "undominated": mix.is_undominated,
        })
    }

    fn wishes(&self) -> Vec<Value> {
        let wishes = self.found.wishes.iter().map(|wish| {
            let models = match &wish.on {
                JudgedOn::Mixes => Value::Null,
                JudgedOn::Models(models) => {
                    let models = models.iter().enumerate().map(
                        |(model, holds)| json!({ "model": self.model(model), "holds": holds }),
                    );
                    models.collect()
                }
            };
            let on = if models.is_null() { "mixes" } else { "models" };
            json!({ "check": wish.check.id.as_str(), "judged_on": on, "models": models })
        });
        wishes.collect()
    }

    fn way_out(&self, way: &WayOut) -> Value {
        let mut value = match way.term {
            Term::Floor(party) => json!({ "floor": self.party(party) }),
            Term::Wish(wish) => json!({ "wish": self.wish(wish) }),
        };
        value["gives"] = euros(way.gives).into();
        value["weights"] = self.weights(&way.weights);
        value["keeps_all"] = way.keeps_all.into();
        value
    }
}

fn pick(pick: &Pick) -> Value {
    let years = pick.payouts.iter().map(|payout| {
        let recipients = payout.parts.iter().map(|(recipient, region, amount)| {
            json!({
                "kind": recipient.kind.name(),
                "recipient": recipient.id.as_str(),
                "region": region.as_ref().map(crate::domain::Id::as_str),
                "amount": euros(*amount),
            })
        });
        json!({
            "year": payout.year.to_string(),
            "recipients": recipients.collect::<Vec<Value>>(),
        })
    });
    json!({ "mix": pick.mix, "years": years.collect::<Vec<Value>>() })
}

fn ratio(exact: &Exact) -> String {
    exact.to_string()
}

/// Writes exact cents as euros, rounded to the cent.
fn near(cents: &Exact) -> String {
    euros(cents.to_cents(Rounding::HalfUp))
}
