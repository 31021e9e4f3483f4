//! The JSON of `explain`: the same reasons as in the sentences, as data beside them.
//!
//! Amounts are strings of euros with two decimals, numbers that need not be whole are `"p/q"`.

use serde_json::{Value, json};

use super::causes::causes_json;
use super::explanation::Contrast;
use super::json::{assumption, euros, to_value};
use super::table_json;
use super::wording::Sentences;
use crate::domain::{Assumption, Grade, Head, Id, Lang, SERVICE_METHODS, Stage};
use crate::engine::{
    Adjusted, AdjustedClaim, By, Formula, Made, Reason, Refused, Shortfall, UnmetNeed,
};
use crate::money::{Cents, Exact, Rounding};
use crate::plan::{Account, Plan};
use crate::results::{Cause, Explanation, Holding, Line, Movement, YearExplanation};
use crate::rules::{ServiceMethod, Shortage};

/// Returns the JSON of an explanation, with the contributions to a difference where asked for.
pub fn explanation_json(
    plan: &Plan,
    variant: &str,
    explanation: &Explanation,
    premises: &[&Assumption],
    contrasts: &[Contrast<'_>],
    lang: Lang,
) -> Value {
    let sentences = Sentences::new(lang);
    let years = explanation
        .years
        .iter()
        .map(|one| year(plan, one, sentences));
    let premises = premises.iter().map(|one| to_value(&assumption(one)));
    let contrasts = contrasts.iter().map(|one| contrast(one, sentences));
    json!({
        "schema": "verdeel/explain@1",
        "recipient": explanation.recipient.as_str(),
        "variant": variant,
        "years": years.collect::<Vec<Value>>(),
        "assumptions": premises.collect::<Vec<Value>>(),
        "contrasts": contrasts.collect::<Vec<Value>>(),
    })
}

fn year(plan: &Plan, year: &YearExplanation, sentences: Sentences) -> Value {
    let lines = year.lines.iter().map(|one| line(plan, one, sentences));
    let movements = |movements: &[Movement]| -> Vec<Value> {
        movements
            .iter()
            .map(|one| movement(one, sentences))
            .collect()
    };
    json!({
        "year": year.year.to_string(),
        "amount": euros(year.received),
        "lines": lines.collect::<Vec<Value>>(),
        "regions": movements(&year.regions),
        "passed_on": movements(&year.passed_on),
    })
}

fn line(plan: &Plan, line: &Line, sentences: Sentences) -> Value {
    json!({
        "component": plan.components[line.component].id.as_str(),
        "division": plan.divisions[line.division].id.as_str(),
        "months": line.months,
        "amount": euros(line.amount),
        "source": line.provenance.source,
        "grade": line.provenance.grade.map(Grade::name),
        "source_of_terms": line.terms_source(),
        "order": line.stages.iter().map(stage).collect::<Vec<Value>>(),
        "cause": cause(&line.cause),
        "sentence": sentences.line(plan, line),
    })
}

fn cause(cause: &Cause) -> Value {
    match cause {
        Cause::Entitled {
            formula,
            claim,
            shortfall,
            adjusted,
        } => {
            let (formula, shortfall) = (formula.clone(), shortfall.clone());
            reason(&Reason::Entitled {
                formula,
                claim: *claim,
                shortfall,
                adjusted: adjusted.clone(),
            })
        }
        Cause::Shared {
            reason: why,
            holder,
            whole,
        } => {
            let mut value = reason(why);
            value["holder"] = holding(holder, whole);
            value
        }
        Cause::Gathered => json!({ "rule": "gathered" }),
    }
}

fn holding(holder: &Holding, whole: &Holding) -> Value {
    let claims = whole.claims.iter().map(|(why, paid)| {
        let mut value = reason(why);
        value["paid"] = euros(*paid).into();
        value
    });
    json!({
        "account": holder.account.to_string(),
        "of_component": euros(holder.received),
        "in_all": euros(whole.received),
        "sliced": euros(whole.sliced()),
        "claims": claims.collect::<Vec<Value>>(),
    })
}

/// Returns a reason as data: the rule and the numbers it used.
fn reason(reason: &Reason) -> Value {
    let mut value = match reason {
        Reason::Entitled {
            formula: made,
            claim,
            shortfall,
            adjusted,
        } => entitled(made, *claim, shortfall.as_ref(), adjusted.as_deref()),
        Reason::Sliced { share, fixed, of } => json!({
            "share": share.as_ref().map(ToString::to_string),
            "fixed": fixed.map(euros),
            "of": euros(*of),
        }),
        Reason::SharedCost {
            adjustment,
            cost,
            passed_on,
        } => json!({
            "adjustment": adjustment.as_str(),
            "cost": euros(*cost),
            "method": passed_on.map(service_method),
        }),
        Reason::Earmarked {
            earmark,
            pot,
            by: key,
            weight,
            total,
        } => json!({
            "earmark": earmark.as_str(),
            "pot": euros(*pot),
            "by": by(*key),
            "weight": weight.to_string(),
            "total": total.to_string(),
        }),
        Reason::Keyed {
            pot,
            by: key,
            weight,
            total,
            made_of,
            adjusted,
            cell,
            ..
        } => json!({
            "pot": euros(*pot),
            "by": by(*key),
            "weight": weight.to_string(),
            "total": total.to_string(),
            "made_of": made_of.iter().map(made).collect::<Vec<Value>>(),
            "adjustments": adjusted.iter().map(adjusted_json).collect::<Vec<Value>>(),
            "table": cell.as_deref().map(table_json::cell),
        }),
        Reason::Left => json!({}),
    };
    value["rule"] = reason.rule().into();
    value
}

/// Returns a claim with the shortage and the adjustments it went through.
fn entitled(
    made: &Formula,
    claim: Cents,
    shortfall: Option<&Shortfall>,
    adjusted: Option<&AdjustedClaim>,
) -> Value {
    let cut = shortfall.map(|cut| {
        json!({
            "rule": cut.rule.name(),
            "available": euros(cut.available),
            "claims": euros(cut.claims),
            "cuts_protected": cut.cuts_protected,
            "rate": cut.rate.map(euros),
            "first": cut.first.as_ref().map(table_json::first),
            "served": table_json::served(&cut.served),
        })
    });
    let mut value = json!({ "formula": formula(made), "claim": euros(claim), "cut": cut });
    if let Some(adjusted) = adjusted {
        let steps = adjusted.steps.iter().map(adjusted_json);
        value["before_adjustments"] = euros(adjusted.before).into();
        value["adjustments"] = steps.collect();
    }
    value
}

fn made(made: &Made) -> Value {
    let cents = |exact: &Exact| euros(exact.to_cents(Rounding::HalfUp));
    json!({
        "pot": cents(&made.pot),
        "by": by(made.by),
        "weight": made.weight.to_string(),
        "total": made.total.to_string(),
        "amount": cents(&made.amount),
        "cut": made.shortage.as_ref().map(|(rule, served)| json!({
            "rule": rule.name(),
            "served": table_json::served(served),
        })),
    })
}

fn adjusted_json(adjusted: &Adjusted) -> Value {
    let cents = |exact: &Exact| euros(exact.to_cents(Rounding::HalfUp));
    json!({
        "id": adjusted.adjustment.as_ref().map(Id::as_str),
        "rule": adjusted.kind.name(),
        "before": cents(&adjusted.before),
        "after": cents(&adjusted.after),
        "unmet_need": adjusted.unmet.as_deref().map(unmet_need),
    })
}

fn unmet_need(unmet: &UnmetNeed) -> Value {
    let cents = |exact: &Exact| euros(exact.to_cents(Rounding::HalfUp));
    json!({
        "heads": unmet.heads.to_string(),
        "need": euros(unmet.need),
        "capacity": euros(unmet.capacity),
        "own": cents(&unmet.own),
        "of_all": cents(&unmet.of_all),
        "pot": cents(&unmet.pot),
    })
}

fn stage(stage: &Stage) -> Value {
    match stage {
        Stage::Entitlements => "entitlements".into(),
        Stage::Protected => "protected".into(),
        Stage::Regions(first) => json!({ "regions": table_json::first_stage(first) }),
        Stage::Shortage { rule, inner } => json!({
            "shortage": rule.name(),
            "inner": inner.map(Shortage::name),
        }),
        Stage::Slices => "slices".into(),
        Stage::Earmarks => "earmarks".into(),
        Stage::Key => "key".into(),
        Stage::Adjustment { id, kind } => {
            json!({ "adjustment": id.as_str(), "rule": kind.name() })
        }
        Stage::Limits => "limits".into(),
        Stage::Rounding(precision) => json!({
            "rounding": if precision.each_step { "each-step" } else { "once" },
            "unit": euros(precision.unit),
            "apportionment": precision.method.name(),
        }),
        Stage::BothTotals(method) => json!({ "both_totals": method.name() }),
        Stage::RoundedBothWays => json!({ "rounding": "both-ways", "unit": euros(Cents::ONE) }),
    }
}

fn service_method(method: ServiceMethod) -> &'static str {
    let named = SERVICE_METHODS.iter().find(|(_, own)| *own == method);
    named.map_or("", |(name, _)| name)
}

pub(super) fn by(by: By) -> &'static str {
    match by {
        By::Equally => "equal",
        By::Heads(head) => head.name(),
        By::Weights => "weights",
        By::Previous => "previous",
        By::One => "lead",
        By::Claims => "claims",
        By::Amounts => "composed",
    }
}

fn formula(formula: &Formula) -> Value {
    match formula {
        Formula::Flat(amount) => json!({ "kind": "flat", "amount": euros(*amount) }),
        Formula::PerHead { rate, head, heads } => json!({
            "kind": "per-head", "rate": euros(*rate), "per": head.name(),
            "heads": heads.to_string(),
        }),
        Formula::Step {
            kind,
            head,
            heads,
            from,
        } => json!({
            "kind": kind.name(), "per": head.name(), "heads": heads.to_string(),
            "from": from.map(|(from, _)| from), "amount": from.map(|(_, amount)| euros(amount)),
        }),
        Formula::Members { members, heads } => json!({
            "kind": "members", "members": members,
            "heads": heads.as_ref().map(ToString::to_string),
        }),
        Formula::NotStated => json!({ "kind": "not-stated" }),
        Formula::Refused(why) => json!({ "kind": "refused", "why": refused(why) }),
    }
}

fn refused(refused: &Refused) -> Value {
    match refused {
        Refused::Count {
            head,
            sector,
            heads,
            at_least,
            at_most,
        } => json!({
            "counted": Head::counted_name(*head),
            "sector": sector.map(crate::domain::Sector::name),
            "heads": heads.to_string(),
            "at_least": at_least,
            "at_most": at_most,
        }),
        Refused::Fact(fact) => json!({ "fact": Sentences::new(Lang::En).fact(fact) }),
        Refused::Excluded => json!({ "fact": "falls under an exception" }),
    }
}

fn movement(movement: &Movement, sentences: Sentences) -> Value {
    json!({
        "to": movement.to.to_string(),
        "amount": euros(movement.amount),
        "cause": reason(&movement.reason),
        "sentence": sentences.movement(movement),
    })
}

fn contrast(contrast: &Contrast<'_>, sentences: Sentences) -> Value {
    let contributions = contrast.contributions.iter().map(|one| {
        json!({
            "component": one.component.as_str(),
            "holder": one.holder.as_ref().map(ToString::to_string),
            "region": one.holder.as_ref().and_then(Account::region_name),
            "topic": one.topic.name(),
            "amount": euros(one.amount),
            "label": sentences.contribution(one),
        })
    });
    json!({
        "year": contrast.year.to_string(),
        "with": contrast.with,
        "difference": euros(contrast.difference),
        "contributions": contributions.collect::<Vec<Value>>(),
        "causes": causes_json(&contrast.causes),
    })
}
