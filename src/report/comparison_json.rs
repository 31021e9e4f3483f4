//! The JSON of a comparison, `verdeel/compare@1`; its fields are told by `verdeel compare --help`.
//!
//! Amounts are strings of euros with two decimals, ratios `"p/q"`, indices decimals of twelve
//! digits. Sections that other commands or options add stand beside the others in [`sections`].

use serde_json::{Value, json};

use super::causes::all_causes_json;
use super::comparison::CompareView;
use super::compromise_json::compromise_json;
use super::coverage::coverage_json;
use super::json::{SettingDocument, assumption, euros, in_euros, receipt, to_value};
use super::wishes::{conflicts_json, wishes_json};
use crate::domain::{Grade, Lang};
use crate::money::{Exact, Rounding};
use crate::results::VariantResult;
use crate::results::comparison::{
    BreakEvens, Cell, Comparison, Group, GroupName, Notice, Outcome, Period, Recipient, Row, Side,
    Spread, Sums, Votes, Why, constant_totals,
};
use crate::results::inequality::{Decomposition, Inequality};

/// How many decimals an index has.
const DECIMALS: usize = 12;

/// Returns the JSON of a comparison.
pub fn compare_json(view: CompareView<'_>, lang: Lang) -> Value {
    let mut document = sections(view, lang);
    let receipt = to_value(&receipt(view.receipt, &document));
    document["schema"] = "verdeel/compare@1".into();
    document["scenario"] = view.scenario.nl.as_str().into();
    document["scenario_en"] = view.scenario.en.as_str().into();
    document["file"] = view.path.into();
    document["currency"] = "EUR".into();
    document["receipt"] = receipt;
    document
}

/// Everything that the digest of the receipt is about, section by section.
fn sections(view: CompareView<'_>, lang: Lang) -> Value {
    let comparison = view.comparison;
    let ids = Ids(comparison);
    let mut document = json!({
        "level": comparison.level.name(),
        "baseline": ids.id(0),
        "models": view.models.iter().map(model).collect::<Vec<Value>>(),
        "periods": comparison.periods.iter().map(|one| period(ids, one)).collect::<Vec<Value>>(),
        "break_even": break_even(ids),
        "causes": all_causes_json(view.causes),
        "constant_prices": constant_prices(view),
        "coverage": view.models.iter().map(coverage).collect::<Vec<Value>>(),
        "wishes": wishes_json(view.wishes, lang),
        "conflicts": conflicts_json(view.conflicts, lang),
        "notices": comparison.notices.iter().map(|one| notice(ids, one)).collect::<Vec<Value>>(),
    });
    if view.compromise.is_some() {
        document["compromise"] = compromise_json(view);
    }
    document
}

/// The ids of the models.
#[derive(Clone, Copy)]
struct Ids<'a>(&'a Comparison);

impl Ids<'_> {
    fn id(self, model: usize) -> Value {
        let found = self.0.models.get(model);
        found.map_or(Value::Null, |(id, _)| id.as_str().into())
    }

    /// Returns one value per model, each with the id of its model.
    fn each<T>(self, items: &[T], value: impl Fn(&T) -> Value) -> Vec<Value> {
        let items = items.iter().enumerate().map(|(model, item)| {
            let mut value = value(item);
            value["model"] = self.id(model);
            value
        });
        items.collect()
    }
}

/// Returns the amounts of all years together in the prices of one.
fn constant_prices(view: CompareView<'_>) -> Value {
    let prices = view.models.first().and_then(|model| model.prices.as_ref());
    let (Some(prices), Some(period)) = (prices, view.comparison.periods.last()) else {
        return Value::Null;
    };
    let totals = view.models.iter().map(|model| {
        let totals = constant_totals(model, view.comparison.level);
        (model, totals)
    });
    let totals: Vec<_> = totals.collect();
    let rows = period.rows.iter().map(|row| {
        let models = totals.iter().map(|(model, totals)| {
            let amount = totals.as_ref().map(|all| euros(all.of(&row.recipient)));
            json!({ "model": model.id, "amount": amount })
        });
        json!({
            "kind": row.recipient.kind.name(),
            "recipient": row.recipient.id.as_str(),
            "models": models.collect::<Vec<Value>>(),
        })
    });
    let sums = totals.iter().map(|(model, totals)| {
        let total = totals.as_ref().map(|all| euros(all.total));
        json!({ "model": model.id, "amount": total })
    });
    json!({
        "level": prices.level.to_string(),
        "totals": sums.collect::<Vec<Value>>(),
        "source": prices.provenance.source,
        "grade": prices.provenance.grade.map(Grade::name),
        "recipients": rows.collect::<Vec<Value>>(),
    })
}

fn coverage(result: &VariantResult) -> Value {
    json!({ "model": result.id, "years": coverage_json(result) })
}

fn model(result: &VariantResult) -> Value {
    let settings = result.settings.iter();
    let settings = settings.map(|(path, value)| to_value(&SettingDocument { path, value }));
    let assumptions = result.assumptions.iter();
    let assumptions = assumptions.map(|one| to_value(&assumption(one)));
    json!({
        "id": result.id,
        "title": result.title.nl,
        "title_en": result.title.en,
        "settings": settings.collect::<Vec<Value>>(),
        "assumptions": assumptions.collect::<Vec<Value>>(),
    })
}

fn period(ids: Ids<'_>, period: &Period) -> Value {
    let counted = period.counted.iter().map(ToString::to_string);
    let rows = &period.rows;
    let groups = period.groups.iter().map(|one| group(ids, one));
    let lorenz = period.lorenz.iter().map(|pair| {
        json!({
            "models": [ids.id(pair.models.0), ids.id(pair.models.1)],
            "shares": pair.shares.name(),
            "amounts": pair.amounts.name(),
        })
    });
    json!({
        "from": period.years.0.to_string(),
        "until": period.years.1.to_string(),
        "years": period.length,
        "per": period.head.name(),
        "students_counted": counted.collect::<Vec<String>>(),
        "recipients": rows.iter().map(|one| row(ids, one)).collect::<Vec<Value>>(),
        "totals": ids.each(&period.sums, |one| sums(rows, one)),
        "groups": groups.collect::<Vec<Value>>(),
        "evenness": ids.each(&period.spread, spread),
        "lorenz": lorenz.collect::<Vec<Value>>(),
        "votes": votes(ids, &period.votes),
    })
}

fn recipient(recipient: &Recipient) -> Value {
    json!({ "kind": recipient.kind.name(), "recipient": recipient.id.as_str() })
}

fn row(ids: Ids<'_>, row: &Row) -> Value {
    let mut value = recipient(&row.recipient);
    let regions = row.regions.iter().map(|id| id.as_str());
    value["beside"] = row.is_beside.into();
    value["regions"] = regions.collect::<Vec<&str>>().into();
    value["sector"] = row.sector.map(|sector| sector.name()).into();
    value["base_share"] = ratio(row.fixed_share.as_ref());
    value["models"] = ids.each(&row.cells, cell).into();
    value
}

fn cell(cell: &Cell) -> Value {
    let per_student = cell.per_student.as_ref().map(in_euros);
    json!({
        "amount": euros(cell.amount),
        "absent": cell.is_absent,
        "change": euros(cell.change),
        "ratio": ratio(cell.ratio.as_ref()),
        "students": cell.students,
        "per_student": per_student.as_ref().map(|euros| euros.to_decimal_text(2)),
        "per_student_exact": ratio(per_student.as_ref()),
        "outcome": cell.direction.name(),
    })
}

fn ratio(exact: Option<&Exact>) -> Value {
    exact.map(ToString::to_string).into()
}

fn sums(rows: &[Row], sums: &Sums) -> Value {
    let worst = |found: Option<(usize, Value)>, field: &str| {
        found.map(|(at, value)| {
            let mut loser = recipient(&rows[at].recipient);
            loser[field] = value;
            loser
        })
    };
    let amount = sums.worst.amount.map(|(at, lost)| (at, euros(lost).into()));
    let part = sums.worst.ratio.as_ref();
    let part = part.map(|(at, lost)| (*at, ratio(Some(lost))));
    let per_student = sums.worst.per_student.as_ref();
    let per_student = per_student.map(|(at, lost)| (*at, in_euros(lost).to_decimal_text(2).into()));
    let mut value = outcome(&sums.outcome);
    value["total"] = euros(sums.total).into();
    value["unallocated"] = euros(sums.unallocated).into();
    value["change"] = euros(sums.change).into();
    value["moved"] = euros(sums.moved.to_cents(Rounding::HalfUp)).into();
    value["worst"] = json!({
        "amount": worst(amount, "change"),
        "ratio": worst(part, "ratio"),
        "per_student": worst(per_student, "change_per_student"),
    });
    value
}

fn outcome(outcome: &Outcome) -> Value {
    json!({
        "gainers": side(&outcome.gainers),
        "losers": side(&outcome.losers),
        "unchanged": side(&outcome.unchanged),
    })
}

fn side(side: &Side) -> Value {
    json!({ "number": side.number, "students": side.students, "change": euros(side.change) })
}

fn group(ids: Ids<'_>, group: &Group) -> Value {
    let mut value = match &group.name {
        GroupName::Size(least, most) => json!({ "least": least, "most": most }),
        GroupName::Region(region) => json!({ "region": region.as_ref().map(|id| id.as_str()) }),
        GroupName::Sector(sector) => json!({ "sector": sector.map(|sector| sector.name()) }),
        GroupName::FixedShare(above, most) => json!({
            "above": format!("{above}/100"),
            "most": format!("{most}/100"),
        }),
    };
    value["by"] = group.name.kind().into();
    value["models"] = ids.each(&group.outcomes, outcome).into();
    value
}

fn float(index: f64) -> String {
    format!("{index:.DECIMALS$}")
}

fn spread(spread: &Spread) -> Value {
    json!({
        "per_student": spread.per_student.as_ref().map(indices),
        "per_recipient": spread.per_recipient.as_ref().map(indices),
        "of_amounts": spread.of_amounts.as_ref().map(indices),
        "regions": spread.regions.as_ref().map(regions),
        "without_students": spread.without_students,
    })
}

fn indices(found: &Inequality) -> Value {
    let exact = |index: &Exact| index.to_decimal_text(DECIMALS);
    json!({
        "gini": exact(&found.gini),
        "hoover": exact(&found.hoover),
        "theil_t": float(found.theil_t),
        "theil_l": found.theil_l.map(float),
        "jain": exact(&found.jain),
        "cv": float(found.cv),
        "least": in_euros(&found.least).to_decimal_text(2),
        "greatest": in_euros(&found.greatest).to_decimal_text(2),
    })
}

fn regions(found: &Decomposition) -> Value {
    json!({
        "theil_t": float(found.theil_t()),
        "theil_l": found.theil_l().map(float),
        "t_within": float(found.t_within),
        "t_between": float(found.t_between),
        "l_within": found.l_within.map(float),
        "l_between": found.l_between.map(float),
    })
}

fn votes(ids: Ids<'_>, votes: &Votes) -> Value {
    let parties = votes.parties.iter().map(|party| {
        let models = party.amounts.iter().enumerate().map(|(model, amount)| {
            json!({
                "model": ids.id(model),
                "amount": euros(*amount),
                "below_floor": party.is_below_floor(model),
            })
        });
        json!({
            "id": party.id.as_str(),
            "votes": party.votes,
            "floor": party.floor.map(euros),
            "models": models.collect::<Vec<Value>>(),
        })
    });
    let mut prefer = Vec::new();
    for (model, row) in votes.prefer.iter().enumerate() {
        for (over, count) in row.iter().enumerate().filter(|(over, _)| *over != model) {
            prefer.push(json!({ "model": ids.id(model), "over": ids.id(over), "votes": count }));
        }
    }
    let cycle = votes.cycle.iter().flatten().map(|model| ids.id(*model));
    json!({
        "voters": votes.voters.name(),
        "parties": parties.collect::<Vec<Value>>(),
        "prefer": prefer,
        "ahead_of_all": votes.ahead_of_all.map(|model| ids.id(model)),
        "cycle": cycle.collect::<Vec<Value>>(),
    })
}

fn break_even(ids: Ids<'_>) -> Value {
    match &ids.0.break_even {
        BreakEvens::NotSought(why) => json!({ "not_sought": why.en }),
        BreakEvens::Found { up_to, lines } => {
            let lines = lines.iter().map(|line| {
                let stretches = line.stretches.iter();
                let stretches =
                    stretches.map(|(from, side)| json!({ "from": from, "outcome": side.name() }));
                let mut value = recipient(&line.recipient);
                value["year"] = line.year.to_string().into();
                value["model"] = ids.id(line.model);
                value["students"] = line.students.into();
                value["stretches"] = stretches.collect();
                value
            });
            json!({ "up_to": up_to, "recipients": lines.collect::<Vec<Value>>() })
        }
    }
}

fn notice(ids: Ids<'_>, notice: &Notice) -> Value {
    match notice {
        Notice::NothingChanges { model, why } => {
            let mut value = match why {
                Why::SameSettings => json!({ "why": "same-settings" }),
                Why::OtherLevel => json!({ "why": "other-level" }),
                Why::OnlyCosts => json!({ "why": "only-costs" }),
                Why::OnlyMoments => json!({ "why": "only-moments" }),
                Why::PotUsedUp(pot) => json!({ "why": "pot-used-up", "pot": pot.as_str() }),
                Why::NoEffect(paths) => json!({ "why": "no-effect", "paths": paths }),
            };
            value["notice"] = "nothing-changes".into();
            value["model"] = ids.id(*model);
            value
        }
        Notice::OnlyElsewhere {
            recipient: absent_one,
            absent,
        } => {
            let mut value = recipient(absent_one);
            let absent = absent.iter().map(|model| ids.id(*model));
            value["notice"] = "absent".into();
            value["models"] = absent.collect();
            value
        }
    }
}
