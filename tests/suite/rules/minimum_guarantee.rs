//! The English minimum funding guarantee, by hand, step by step.

use verdeel::money::Exact;
use verdeel::rules::{Capping, Case, Guarantee, GuaranteeError, minimum_guarantee};

use super::{exact, one};

/// Reads baseline, its part outside, its heads, share, its part outside, heads.
fn case(text: &str) -> Case {
    let [
        baseline,
        baseline_outside,
        baseline_heads,
        share,
        outside,
        heads,
    ] = exact(text).try_into().expect("six numbers");
    Case {
        baseline,
        baseline_outside,
        baseline_heads,
        share,
        outside,
        heads,
        is_growing: false,
    }
}

fn terms(change: &str, cap: &str, scaling: Option<&str>) -> Guarantee {
    Guarantee {
        change: one(change),
        capping: Some(Capping {
            cap: one(cap),
            scaling: scaling.map(one),
        }),
        least_per_head: None,
        decimals: None,
    }
}

/// One school that loses 5 % per pupil and one that gains 10 %, with 100,000 outside the guarantee.
fn two_schools() -> Vec<Case> {
    vec![
        case("500000 100000 100 480000 100000 100"),
        case("500000 100000 100 540000 100000 100"),
    ]
}

#[test]
fn gains_above_the_cap_pay_for_the_guarantee() {
    // Guaranteed 4000 * 1.005 = 4020 per pupil, 402,000 against 380,000: 22,000 is paid. Above
    // the cap lies (10 % - 3 %) * 4000 * 100 = 28,000; 22/28 of it is deducted.
    let outcome = minimum_guarantee(&two_schools(), &terms("0.005", "0.03", None)).expect("fits");
    let [first, second] = &outcome.statements[..] else {
        panic!("two statements")
    };
    assert_eq!(outcome.scaling, one("11/14"));
    assert_eq!(first.guaranteed_per_head, one("4020"));
    assert_eq!(
        (first.paid.clone(), first.award.clone()),
        (22_000.into(), 502_000.into())
    );
    assert_eq!(first.change, Some(one("-0.05")));
    assert_eq!(
        (second.excess.clone(), second.award.clone()),
        (28_000.into(), 518_000.into())
    );
}

#[test]
fn the_least_amount_per_head_and_growth_stop_deductions() {
    let mut cases = two_schools();
    cases.push(case("400000 0 100 440000 0 100"));
    let mut guarantee = terms("0.005", "0.03", None);
    // Both gain (10 % - 3 %) * 400,000 = 28,000 above the cap. At least 4,350 per pupil leaves the
    // third 440,000 - 435,000 = 5,000 to give, so the second gives 17,000 of 28,000.
    guarantee.least_per_head = Some(4_350.into());
    let outcome = minimum_guarantee(&cases, &guarantee).expect("fits");
    let awards: Vec<Exact> = outcome
        .statements
        .iter()
        .map(|each| each.award.clone())
        .collect();
    assert_eq!(awards, exact("502000 523000 435000"));
    assert_eq!(outcome.scaling, one("17/28"));
    assert_eq!(outcome.statements[2].added_back, one("12000"));
    assert_eq!(outcome.paid, outcome.deducted);
    // Growing, the third gives nothing.
    cases[2].is_growing = true;
    let outcome = minimum_guarantee(&cases, &guarantee).expect("fits");
    assert_eq!(outcome.statements[2].award, one("440000"));
    assert_eq!(outcome.scaling, one("22/28"));
    // New, without a baseline, it has neither guarantee nor cap.
    cases[2].baseline_heads = Exact::zero();
    let outcome = minimum_guarantee(&cases, &guarantee).expect("fits");
    assert_eq!(
        (&outcome.statements[2].change, outcome.scaling),
        (&None, one("22/28"))
    );
}

#[test]
fn rounding_each_step_is_another_amount_than_rounding_none() {
    // 400,000 / 101 = 3,960.396..., rounded 3,960.40; times 99 it is 392,079.60.
    let cases = [
        case("400000 0 101 380000 0 99"),
        case("400000 0 100 440000 0 100"),
    ];
    for (decimals, paid) in [(None, "39600000/101 - 380000"), (Some(2), "12079.60")] {
        let mut guarantee = terms("0", "0.03", Some("0.4"));
        guarantee.decimals = decimals;
        let outcome = minimum_guarantee(&cases, &guarantee).expect("fits");
        let expected = match paid.split_once(" - ") {
            Some((left, right)) => one(left).minus(&one(right)),
            None => one(paid),
        };
        assert_eq!(outcome.paid, expected);
        // 40 % of 28,000 is deducted; the pot bears the rest.
        assert_eq!(outcome.deducted, one("11200"));
    }
}

#[test]
fn without_a_cap_the_pot_pays_and_a_guarantee_may_be_a_loss() {
    let mut guarantee = terms("-0.015", "0", None);
    guarantee.capping = None;
    // Guaranteed 3940 per pupil: 394,000 - 380,000 = 14,000.
    let outcome = minimum_guarantee(&two_schools(), &guarantee).expect("fits");
    assert_eq!(
        (outcome.paid, outcome.deducted),
        (one("14000"), Exact::zero())
    );
}

#[test]
fn what_cannot_be_guaranteed_is_refused_with_the_amount() {
    let schools = two_schools();
    let refused = |terms| minimum_guarantee(&schools, &terms).expect_err("it cannot");
    // With a cap of 6 % only 4 % of 400,000 lies above it.
    assert_eq!(
        refused(terms("0.005", "0.06", None)),
        GuaranteeError::Unfunded {
            needs: one("22000"),
            holds: one("16000"),
        }
    );
    assert_eq!(
        refused(terms("0.005", "0.03", Some("1"))),
        GuaranteeError::DeductsTooMuch {
            needs: one("22000"),
            deducts: one("28000"),
        }
    );
    assert_eq!(
        refused(terms("0.005", "0", None)),
        GuaranteeError::CapBelowGuarantee
    );
    assert_eq!(
        refused(terms("0", "0", Some("1.5"))),
        GuaranteeError::Scaling
    );
    for (text, error) in [
        ("0 0 100 1 0 100", GuaranteeError::NoBaseline(0)),
        ("5 0 0 1 0 100", GuaranteeError::NoBaseline(0)),
        ("5 9 10 1 0 100", GuaranteeError::NoBaseline(0)),
        ("5 0 10 1 0 0", GuaranteeError::NoHeads(0)),
    ] {
        assert_eq!(
            minimum_guarantee(&[case(text)], &terms("0", "0", None)),
            Err(error)
        );
    }
}
