//! The JSON of a simulation, `verdeel/simulate@1`; its fields are told by
//! `verdeel simulate --help`.
//!
//! Amounts are strings of euros with two decimals, ratios `"p/q"`, errors of ratios decimals of
//! four digits. There is no float in it and no clock, so equal simulations are equal bytes.

use serde_json::{Map, Value, json};

use super::json::{assumption, euros, receipt, to_value};
use super::simulation::{SimulationView, Unevaluated};
use super::simulation_rows::{ANY, TOTAL, chance_name, quantile_name, ratio_text};
use super::vintages::vintages_json;
use super::wording::Sentences;
use crate::domain::{Event, Grade, Lang, Provenance, Scenario, Uncertain};
use crate::results::{Band, CeilingBand, Series, Share, SimulatedVariant};

/// Returns the JSON of a simulation.
pub fn simulation_json(view: SimulationView<'_>) -> Value {
    let mut document = sections(view);
    let receipt = to_value(&receipt(view.receipt, &document));
    document["schema"] = "verdeel/simulate@1".into();
    document["scenario"] = view.scenario.nl.as_str().into();
    document["scenario_en"] = view.scenario.en.as_str().into();
    document["file"] = view.path.into();
    document["currency"] = "EUR".into();
    document["receipt"] = receipt;
    document
}

/// Everything that the digest of the receipt is about.
fn sections(view: SimulationView<'_>) -> Value {
    let simulated = view.simulated;
    let names: Vec<String> = simulated.quantiles.iter().map(quantile_name).collect();
    let variants = simulated.variants.iter().zip(view.scenarios);
    let variants = variants.zip(view.unevaluated);
    let variants = variants.map(|((one, scenario), unevaluated)| {
        let mut document = variant(one, scenario, &names);
        document["unevaluated"] = unevaluated.iter().map(not_evaluated).collect();
        document
    });
    let uncertain = view.uncertain();
    let uncertain = uncertain.iter().map(|(one, ids)| number(one, ids));
    let events = view.events();
    let events = events.iter().map(|(one, ids)| event(view, one, ids));
    json!({
        "draws": simulated.draws,
        "seed": simulated.seed,
        "stopped_before": simulated.stopped_before,
        "baseline": simulated.baseline,
        "tail": simulated.tail.to_string(),
        "variants": variants.collect::<Vec<Value>>(),
        "uncertain": uncertain.collect::<Vec<Value>>(),
        "events": events.collect::<Vec<Value>>(),
        "vintages": view.vintages.map(vintages_json),
    })
}

fn variant(variant: &SimulatedVariant, scenario: &Scenario, names: &[String]) -> Value {
    let series = variant.series.iter().map(|one| series(one, names));
    let ceilings = variant.ceilings.iter().map(|one| ceiling(one, names));
    let assumptions = scenario.assumptions.iter();
    let assumptions = assumptions.map(|one| to_value(&assumption(one)));
    json!({
        "id": variant.id,
        "title": variant.title.nl,
        "title_en": variant.title.en,
        "series": series.collect::<Vec<Value>>(),
        "ceilings": ceilings.collect::<Vec<Value>>(),
        "assumptions": assumptions.collect::<Vec<Value>>(),
    })
}

fn series(series: &Series, names: &[String]) -> Value {
    let name = &series.name;
    let mut document = amounts(&series.band, names);
    document["kind"] = name.kind.name().into();
    document["recipient"] = name.recipient.clone().into();
    document["region"] = name.region.clone().into();
    document["component"] = name.component.clone().into();
    document["year"] = name.year.as_deref().unwrap_or(TOTAL).into();
    let or_null = |band: Option<&Band>| band.map_or(Value::Null, |band| amounts(band, names));
    document["difference"] = or_null(series.difference.as_ref());
    let costs = series.costs.as_ref();
    document["contribution"] = or_null(costs.map(|costs| &costs.contribution));
    if let Some(costs) = costs {
        document["contribution"]["difference"] = or_null(costs.difference.as_ref());
    }
    let coverage = costs.and_then(|costs| costs.coverage.as_ref());
    document["coverage"] = coverage.map_or(Value::Null, |coverage| {
        band(coverage, names, &|ratio| ratio_text(*ratio))
    });
    let (mut parts, mut errors) = (Map::new(), Map::new());
    for (chance, share) in &series.chances {
        parts.insert(chance_name(*chance).to_owned(), part(*share));
        errors.insert(chance_name(*chance).to_owned(), error(*share));
    }
    document["probabilities"] = parts.into();
    document["probability_errors"] = errors.into();
    document
}

fn amounts(own: &Band, names: &[String]) -> Value {
    band(own, names, &|amount| euros(*amount))
}

fn band<T>(band: &Band<T>, names: &[String], write: &dyn Fn(&T) -> String) -> Value {
    let (mut quantiles, mut errors) = (Map::new(), Map::new());
    for (name, (quantile, error)) in names.iter().zip(&band.quantiles) {
        quantiles.insert(name.clone(), write(quantile).into());
        errors.insert(name.clone(), write(error).into());
    }
    json!({
        "mean": write(&band.mean),
        "sd": write(&band.sd),
        "error": write(&band.error),
        "least": write(&band.least),
        "most": write(&band.most),
        "quantiles": quantiles,
        "quantile_errors": errors,
        "tail_mean": write(&band.tail_mean),
        "resolution": write(&band.resolution),
    })
}

fn ceiling(ceiling: &CeilingBand, names: &[String]) -> Value {
    let rates = ceiling.rates.iter().map(|(component, name, rate)| {
        let mut document = amounts(rate, names);
        document["component"] = component.clone().into();
        document["nl"] = name.nl.clone().into();
        document["en"] = name.en.clone().into();
        document
    });
    json!({
        "pot": ceiling.pot,
        "year": ceiling.year.as_deref().unwrap_or(ANY),
        "cut": part(ceiling.cut),
        "cut_error": error(ceiling.cut),
        "rates": rates.collect::<Vec<Value>>(),
    })
}

fn not_evaluated(one: &Unevaluated) -> Value {
    json!({
        "pot": one.pot,
        "least": euros(one.least),
        "most": euros(one.most),
        "is_drawn": one.is_drawn,
    })
}

fn part(share: Share) -> Value {
    share.part().to_string().into()
}

fn error(share: Share) -> Value {
    share.error_text().into()
}

fn number(uncertain: &Uncertain, variants: &[&str]) -> Value {
    let thought = [Lang::Nl, Lang::En].map(|lang| Sentences::new(lang).thought_of(uncertain));
    let [nl, en] = thought;
    let mut document = json!({
        "id": uncertain.id.as_str(),
        "nl": uncertain.name.nl,
        "en": uncertain.name.en,
        "distribution": { "nl": nl, "en": en },
        "variants": variants,
    });
    stamp(&mut document, &uncertain.provenance);
    document
}

fn event(view: SimulationView<'_>, event: &Event, variants: &[&str]) -> Value {
    let happens = view.happens(event, variants);
    let mut document = json!({
        "id": event.id.as_str(),
        "nl": event.name.nl,
        "en": event.name.en,
        "probability": event.probability.to_string(),
        "happens": happens.map(part),
        "happens_error": happens.map(error),
        "variants": variants,
    });
    stamp(&mut document, &event.provenance);
    document
}

fn stamp(document: &mut Value, provenance: &Provenance) {
    document["source"] = provenance.source.clone().into();
    document["grade"] = provenance.grade.map(Grade::name).into();
}
