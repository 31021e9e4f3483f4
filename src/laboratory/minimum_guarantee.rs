//! The English minimum funding guarantee, as a funding statement.

use serde_json::{Value, json};

use super::amounts::{amount, fits, hold, optional_amount, text};
use super::problem::Problem;
use super::{Fault, Rule};
use crate::money::Exact;
use crate::rules::minimum_guarantee;
use crate::rules::{Capping, Case, Guarantee, GuaranteeError, Guaranteed, Statement};

/// The most recipients of one problem.
const MOST_RECIPIENTS: usize = 10_000;

/// The cent of each-step rounding, in decimals of a euro.
const CENTS: usize = 2;

pub(super) const MINIMUM_GUARANTEE: Rule = Rule {
    name: "minimum-guarantee",
    about: "the English guarantee per head, paid by gains above a cap: `guarantee` and `cap` are \
            changes per head, `scaling` is the share of what lies above the cap that is deducted \
            or \"cost-neutral\" (as when absent), `minimum_per_head` stops deductions, \
            `round_each_step` rounds every amount to the cent; a recipient has `baseline`, \
            `baseline_heads`, `share`, `heads` and, if need be, `baseline_outside`, `outside` and \
            `growing`",
    example: concat!(
        r#"{"rule":"minimum-guarantee","guarantee":"0.005","cap":"0.03","#,
        r#""recipients":[{"baseline":500000,"baseline_outside":100000,"baseline_heads":100,"#,
        r#""share":480000,"outside":100000,"heads":100},{"baseline":500000,"#,
        r#""baseline_outside":100000,"baseline_heads":100,"share":540000,"outside":100000,"#,
        r#""heads":100}]}"#,
        "\n",
        r#"{"rule":"minimum-guarantee","guarantee":"0","cap":"0.03","scaling":"0.4","#,
        r#""minimum_per_head":"4000","round_each_step":true,"recipients":[{"baseline":400000,"#,
        r#""baseline_heads":101,"share":380000,"heads":99},{"baseline":400000,"#,
        r#""baseline_heads":100,"share":440000,"heads":100}]}"#,
    ),
    answer,
};

fn answer(problem: &Problem) -> Result<Value, Fault> {
    let cases = problem.objects("recipients", MOST_RECIPIENTS, case)?;
    let cap = problem.value("cap").map(|_| problem.number("cap"));
    let scaling = problem
        .value("scaling")
        .filter(|value| *value != "cost-neutral");
    let scaling = scaling.map(|_| amount(problem, "scaling")).transpose()?;
    let capping = cap.transpose()?.map(|cap| Capping {
        cap,
        scaling: scaling.clone(),
    });
    hold(scaling.is_none() || capping.is_some(), || {
        "`scaling` needs a `cap`".to_owned()
    })?;
    let is_rounded = problem.flag("round_each_step")?;
    let terms = Guarantee {
        change: problem.number("guarantee")?,
        capping,
        least_per_head: optional_amount(problem, "minimum_per_head")?,
        decimals: is_rounded.then_some(CENTS),
    };
    can_be_added(&cases, is_rounded)?;
    let outcome = minimum_guarantee(&cases, &terms).map_err(|error| fault(&error))?;
    Ok(answered(&outcome))
}

/// Fails when sums over all recipients would not end soon: amounts per head have the heads below.
fn can_be_added(cases: &[Case], is_rounded: bool) -> Result<(), Fault> {
    let own = |case: &Case| {
        let shares = [
            &case.baseline,
            &case.baseline_outside,
            &case.share,
            &case.outside,
        ];
        let shares = shares.map(Exact::clone);
        let heads = [&case.baseline_heads, &case.heads].map(|heads| match is_rounded {
            true => heads.clone(),
            false => Exact::one().over(heads),
        });
        shares.into_iter().chain(heads)
    };
    let numbers: Vec<Exact> = cases.iter().flat_map(own).collect();
    fits(&numbers.iter().collect::<Vec<_>>(), "recipients", 1)
}

fn case(recipient: &Problem) -> Result<Case, Fault> {
    let or_zero = |field| Ok(optional_amount(recipient, field)?.unwrap_or_else(Exact::zero));
    Ok(Case {
        baseline: amount(recipient, "baseline")?,
        baseline_outside: or_zero("baseline_outside")?,
        baseline_heads: amount(recipient, "baseline_heads")?,
        share: amount(recipient, "share")?,
        outside: or_zero("outside")?,
        heads: amount(recipient, "heads")?,
        is_growing: recipient.flag("growing")?,
    })
}

fn answered(outcome: &Guaranteed) -> Value {
    let awards = outcome.statements.iter().map(|each| text(&each.award));
    let statements = outcome.statements.iter().map(statement);
    json!({
        "awards": awards.collect::<Value>(),
        "certificate": {
            "scaling": text(&outcome.scaling),
            "paid": text(&outcome.paid),
            "deducted": text(&outcome.deducted),
            "net_cost": text(&outcome.paid.minus(&outcome.deducted)),
            "statements": statements.collect::<Value>(),
        },
    })
}

fn statement(each: &Statement) -> Value {
    json!({
        "baseline_per_head": text(&each.baseline_per_head),
        "guaranteed_per_head": text(&each.guaranteed_per_head),
        "share_per_head": text(&each.share_per_head),
        "change": each.change.as_ref().map(text),
        "paid": text(&each.paid),
        "excess": text(&each.excess),
        "deducted": text(&each.deducted),
        "added_back": text(&each.added_back),
        "award": text(&each.award),
    })
}

fn fault(error: &GuaranteeError) -> Fault {
    let text = Exact::to_number_text;
    match error {
        GuaranteeError::NoHeads(at) => {
            Fault::ill_posed(format!("`recipients[{at}].heads` is zero"))
        }
        GuaranteeError::NoBaseline(at) => Fault::ill_posed(format!(
            "`recipients[{at}]` has no positive baseline per head, and is not `growing`"
        )),
        GuaranteeError::CapBelowGuarantee => Fault::ill_posed("`cap` is below `guarantee`"),
        GuaranteeError::Scaling => Fault::ill_posed("`scaling` is more than one"),
        GuaranteeError::Unfunded { needs, holds } => Fault::impossible(format!(
            "the guarantee pays {} and at most {} can be deducted: {} is missing, so the cap \
             would have to come down",
            text(needs),
            text(holds),
            text(&needs.minus(holds))
        )),
        GuaranteeError::DeductsTooMuch { needs, deducts } => Fault::impossible(format!(
            "`scaling` deducts {}, {} more than the {} that the guarantee pays",
            text(deducts),
            text(&deducts.minus(needs)),
            text(needs)
        )),
    }
}
