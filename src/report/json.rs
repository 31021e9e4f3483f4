//! The JSON of `run`: a binding contract, with a schema name and version.
//!
//! Amounts are strings of euros with two decimals, ratios `"p/q"`; there is no float in it and no
//! clock, so equal runs are equal bytes.

use serde::Serialize;
use serde_json::Value;

use super::cash::cash_json;
use super::wording::Sentences;
use crate::domain::{Assumption, Lang, Month, Text};
use crate::money::{Cents, Exact};
use crate::plan::Plan;
use crate::results::{
    Award, ConservationRow, Drawing, Entry, PotRow, RateRow, Receipt, VariantResult, YearResult,
    digest,
};

/// Everything that the JSON of a run shows.
#[derive(Clone, Copy)]
pub struct RunJson<'a> {
    /// Title of the scenario.
    pub scenario: &'a Text,
    /// Path of its file.
    pub path: &'a str,
    /// The variants.
    pub variants: &'a [VariantResult],
    /// What the result was made of.
    pub receipt: &'a Receipt,
}

#[derive(Serialize)]
struct RunDocument<'a> {
    schema: &'static str,
    scenario: &'a str,
    scenario_en: &'a str,
    file: &'a str,
    currency: &'static str,
    receipt: ReceiptDocument<'a>,
    variants: Value,
}

#[derive(Serialize)]
pub(super) struct ReceiptDocument<'a> {
    program: &'a str,
    inputs: &'a std::collections::BTreeMap<String, String>,
    seed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    draw: Option<u64>,
    digest: String,
}

#[derive(Serialize)]
struct VariantDocument<'a> {
    id: &'a str,
    title: &'a str,
    title_en: &'a str,
    settings: Vec<SettingDocument<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    happened: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    drawn: Option<Value>,
    assumptions: Vec<AssumptionDocument<'a>>,
    years: Vec<YearDocument<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cash: Vec<Value>,
}

#[derive(Serialize)]
pub(super) struct SettingDocument<'a> {
    pub(super) path: &'a str,
    pub(super) value: &'a str,
}

#[derive(Serialize)]
pub(super) struct AssumptionDocument<'a> {
    path: Option<&'a str>,
    nl: &'a str,
    en: &'a str,
    source: Option<&'a str>,
}

#[derive(Serialize)]
struct YearDocument<'a> {
    year: String,
    pots: Vec<PotDocument<'a>>,
    rates: Vec<RateDocument<'a>>,
    awards: Vec<AwardDocument<'a>>,
    conservation: Vec<ConservationDocument<'a>>,
    postings: Vec<PostingDocument<'a>>,
}

#[derive(Serialize)]
struct PotDocument<'a> {
    id: &'a str,
    available: Option<String>,
    paid: String,
    unallocated: String,
    evaluated: bool,
    ceiling: Option<String>,
}

#[derive(Serialize)]
struct RateDocument<'a> {
    component: &'a str,
    nominal: String,
    effective: Option<String>,
    effective_exact: Option<String>,
    heads: String,
    of_year: Option<&'a str>,
}

#[derive(Serialize)]
struct AwardDocument<'a> {
    pot: &'a str,
    recipient: &'a str,
    kind: &'static str,
    region: Option<&'a str>,
    partnership: Option<&'a str>,
    component: &'a str,
    amount: String,
    account: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    moments: Vec<MomentDocument>,
}

#[derive(Serialize)]
struct MomentDocument {
    moment: String,
    amount: String,
}

#[derive(Serialize)]
struct ConservationDocument<'a> {
    division: &'a str,
    available: String,
    paid: String,
    unallocated: String,
}

#[derive(Serialize)]
struct PostingDocument<'a> {
    from: String,
    to: String,
    component: &'a str,
    division: &'a str,
    moment: Option<String>,
    amount: String,
    rule: &'static str,
    source: Option<&'a str>,
    grade: Option<&'static str>,
    reason: String,
}

pub(super) fn euros(amount: Cents) -> String {
    amount.to_euro_text()
}

/// Returns an exact number of cents as an exact number of euros.
pub(super) fn in_euros(cents: &Exact) -> Exact {
    cents.over(&Exact::from(100))
}

/// Returns the JSON of a run.
pub fn run_json(run: RunJson<'_>) -> Value {
    let variants: Vec<VariantDocument<'_>> = run.variants.iter().map(variant).collect();
    let variants = to_value(&variants);
    let receipt = receipt(run.receipt, &variants);
    to_value(&RunDocument {
        schema: "verdeel/run@1",
        scenario: &run.scenario.nl,
        scenario_en: &run.scenario.en,
        file: run.path,
        currency: "EUR",
        receipt,
        variants,
    })
}

/// Returns a receipt with the digest of the result it is for.
pub(super) fn receipt<'a>(receipt: &'a Receipt, result: &Value) -> ReceiptDocument<'a> {
    ReceiptDocument {
        program: &receipt.program,
        inputs: &receipt.inputs,
        seed: receipt.seed,
        draw: receipt.draw,
        digest: digest(result.to_string().as_bytes()),
    }
}

pub(super) fn to_value(document: &impl Serialize) -> Value {
    serde_json::to_value(document).expect("documents hold only strings, numbers and lists")
}

fn variant(variant: &VariantResult) -> VariantDocument<'_> {
    let settings = variant.settings.iter();
    VariantDocument {
        id: &variant.id,
        title: &variant.title.nl,
        title_en: &variant.title.en,
        settings: settings
            .map(|(path, value)| SettingDocument { path, value })
            .collect(),
        happened: happened(variant),
        drawn: variant.drawn.as_deref().map(drawn_json),
        assumptions: variant.assumptions.iter().map(assumption).collect(),
        years: variant.years.iter().map(|one| year(variant, one)).collect(),
        cash: variant.cash().iter().map(cash_json).collect(),
    }
}

/// Returns the ids of the events that happened in the draw that a result is of.
pub(super) fn happened(variant: &VariantResult) -> Option<Vec<&str>> {
    let events = variant.happened.as_ref()?.iter();
    Some(events.map(|event| event.id.as_str()).collect())
}

/// Returns the values of one draw as a list.
pub fn drawn_json(drawings: &[Drawing]) -> Value {
    let rows = drawings.iter().flat_map(|drawing| {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        drawing.values.iter().map(move |one| {
            let value = one.value.to_decimal_text(6);
            let value = value.trim_end_matches('0').trim_end_matches('.');
            serde_json::json!({
                "id": drawing.uncertain.id.as_str(),
                "of": some(&one.of),
                "year": some(&one.year),
                "value": value,
            })
        })
    });
    rows.collect()
}

pub(super) fn assumption(assumption: &Assumption) -> AssumptionDocument<'_> {
    AssumptionDocument {
        path: assumption.path.as_deref(),
        nl: &assumption.text.nl,
        en: &assumption.text.en,
        source: assumption.source.as_deref(),
    }
}

fn year<'a>(variant: &'a VariantResult, year: &'a YearResult) -> YearDocument<'a> {
    let plan = variant.plan.as_ref();
    YearDocument {
        year: year.year.to_string(),
        pots: year.pots.iter().map(pot).collect(),
        rates: year.rates.iter().map(|row| rate(plan, row)).collect(),
        awards: year.awards.iter().map(|row| award(plan, row)).collect(),
        conservation: year.conservation.iter().map(conservation).collect(),
        postings: year
            .entries
            .iter()
            .flat_map(|entry| postings(variant, entry))
            .collect(),
    }
}

fn pot(row: &PotRow) -> PotDocument<'_> {
    PotDocument {
        id: row.id.as_str(),
        available: row.available.map(euros),
        paid: euros(row.paid),
        unallocated: euros(row.unallocated),
        evaluated: row.available.is_some(),
        ceiling: row.ceiling.map(euros),
    }
}

fn rate<'a>(plan: &'a Plan, row: &'a RateRow) -> RateDocument<'a> {
    let effective = row.effective.as_ref().map(in_euros);
    RateDocument {
        component: plan.components[row.component].id.as_str(),
        nominal: euros(row.nominal),
        effective: effective.as_ref().map(|rate| rate.to_decimal_text(2)),
        effective_exact: effective.map(|rate| rate.to_string()),
        heads: row.heads.to_string(),
        of_year: row.of_year.as_deref(),
    }
}

fn award<'a>(plan: &'a Plan, row: &'a Award) -> AwardDocument<'a> {
    let moments = row.due.iter().map(|(month, amount)| MomentDocument {
        moment: month.to_string(),
        amount: euros(*amount),
    });
    AwardDocument {
        pot: row.pot.as_str(),
        recipient: row.account.id.as_str(),
        kind: row.account.kind_name(),
        region: row.account.region_name(),
        partnership: row.account.partnership_name(),
        component: plan.components[row.component].id.as_str(),
        amount: euros(row.amount),
        account: row.account.to_string(),
        moments: moments.collect(),
    }
}

fn conservation(row: &ConservationRow) -> ConservationDocument<'_> {
    ConservationDocument {
        division: row.division.as_str(),
        available: euros(row.available),
        paid: euros(row.paid),
        unallocated: euros(row.unallocated),
    }
}

/// Returns a movement, one for each month in which it is paid.
fn postings<'a>(variant: &'a VariantResult, entry: &'a Entry) -> Vec<PostingDocument<'a>> {
    let parts = entry.moments.iter();
    let parts = parts.map(|(month, amount)| (Some(*month), *amount));
    let whole = (None, entry.posting.amount);
    let whole = entry.moments.is_empty().then_some(whole);
    let parts = parts.chain(whole);
    parts.map(|part| posting(variant, entry, part)).collect()
}

fn posting<'a>(
    variant: &'a VariantResult,
    entry: &'a Entry,
    (month, amount): (Option<Month>, Cents),
) -> PostingDocument<'a> {
    let plan = variant.plan.as_ref();
    let posting = &entry.posting;
    let component = &plan.components[posting.component];
    let division = &plan.divisions[posting.division];
    let provenance = entry.provenance(&variant.scheme, plan);
    PostingDocument {
        from: plan.accounts[posting.from].to_string(),
        to: plan.accounts[posting.to].to_string(),
        component: component.id.as_str(),
        division: division.id.as_str(),
        moment: month.map(|month| month.to_string()),
        amount: euros(amount),
        rule: posting.reason.rule(),
        source: provenance.source.as_deref(),
        grade: provenance.grade.map(crate::domain::Grade::name),
        reason: Sentences::new(Lang::En).reason(&posting.reason),
    }
}
