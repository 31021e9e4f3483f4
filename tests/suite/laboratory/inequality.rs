//! Indices of inequality against values by hand, against their definitions, and against all pairs.

use serde_json::{Value, json};
use verdeel::laboratory;

/// Returns the answer to a problem, or the error as it is answered.
fn answer(problem: &str) -> Value {
    laboratory::answer(problem).unwrap_or_else(|fault| fault.to_json())
}

/// Asks for the indices of values, with or without weights.
fn indices(values: &Value, weights: Option<&Value>) -> Value {
    let mut problem = json!({ "rule": "inequality", "values": values });
    if let Some(weights) = weights {
        problem["weights"] = weights.clone();
    }
    answer(&problem.to_string())
}

#[test]
fn indices_are_those_of_hand_calculations() {
    // Mean 2.5; deviations 1.5, 0.5, 0.5, 1.5; squares 30.
    let four = json!({
        "gini": "0.250000000000", "hoover": "0.200000000000",
        "theil_t": "0.106440135286", "theil_l": "0.121777274287",
        "jain": "0.833333333333", "cv": "0.447213595500",
    });
    assert_eq!(indices(&json!([1, 2, 3, 4]), None), four);
    assert_eq!(indices(&json!(["4/7", "1/7", "3/7", "2/7"]), None), four);
    // One has all: Gini and Hoover 3/4, T is ln 4, L has no value, CV is the root of 3.
    let one = json!({
        "gini": "0.750000000000", "hoover": "0.750000000000",
        "theil_t": "1.386294361120", "theil_l": null,
        "jain": "0.250000000000", "cv": "1.732050807569",
    });
    assert_eq!(indices(&json!([0, 0, 9, 0]), None), one);
    // T is ½(½ ln ½ + 3/2 ln 3/2), L is ½ ln 4/3.
    let two = json!({
        "gini": "0.250000000000", "hoover": "0.250000000000",
        "theil_t": "0.130812035941", "theil_l": "0.143841036226",
        "jain": "0.800000000000", "cv": "0.500000000000",
    });
    assert_eq!(indices(&json!([1, 3]), None), two);
    let equal = indices(&json!(["0.1", "0.1", "1/10"]), None);
    for index in ["gini", "hoover", "theil_t", "theil_l", "cv"] {
        assert_eq!(equal[index], "0.000000000000", "{index}");
    }
    assert_eq!(equal["jain"], "1.000000000000");
}

#[test]
fn a_weight_counts_a_value_so_many_times() {
    let weighted = indices(&json!([7, 2, 5]), Some(&json!([1, 3, 0])));
    assert_eq!(weighted, indices(&json!([2, 2, 2, 7]), None));
    // Half weights count half, everywhere.
    let halves = indices(&json!([7, 2]), Some(&json!(["1/2", "1.5"])));
    assert_eq!(halves, weighted);
}

#[test]
fn numbers_far_apart_keep_their_logarithms() {
    // With 1 beside 10^50 the mean is 5·10^49: L is 25 ln 10 − ln 2, T is ln 2.
    let far = indices(&json!([1, "1e50"]), None);
    assert_eq!(far["theil_l"], "56.871480144291");
    assert_eq!(far["theil_t"], "0.693147180560");
    // Two that differ by one part in 10^9: CV is half of that, T and L a quarter of its square / 2.
    let near = indices(&json!([1_000_000_000, 1_000_000_002]), None);
    assert_eq!(near["cv"], "0.000000001000");
}

#[test]
fn gini_is_the_mean_difference_of_all_pairs() {
    let mut state = 7_u64;
    let mut next = |most: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % most
    };
    for count in 1..40 {
        let values: Vec<u64> = (0..count).map(|_| next(50)).collect();
        let weights: Vec<u64> = (0..count).map(|_| next(9)).collect();
        let weight: u64 = weights.iter().sum();
        let total: u64 = values.iter().zip(&weights).map(|(y, w)| y * w).sum();
        if total == 0 {
            continue;
        }
        let mut pairs = 0;
        for (left, by_left) in values.iter().zip(&weights) {
            for (right, by_right) in values.iter().zip(&weights) {
                pairs += left.abs_diff(*right) * by_left * by_right;
            }
        }
        // Rounded half up to twelve decimals, in whole numbers.
        let (above, below) = (u128::from(pairs), u128::from(2 * weight * total));
        let digits = (above * 10_u128.pow(12) * 2 + below) / (2 * below);
        let expected = format!("0.{digits:012}");
        let found = indices(&json!(values), Some(&json!(weights)));
        assert_eq!(found["gini"], expected, "{values:?} {weights:?}");
    }
}

#[test]
fn the_order_of_values_changes_no_digit() {
    let values: Vec<u64> = (1..200).map(|at| at * at % 83 + 1).collect();
    let mut turned = values.clone();
    turned.reverse();
    turned.rotate_left(71);
    assert_eq!(indices(&json!(values), None), indices(&json!(turned), None));
}

#[test]
fn what_has_no_index_says_why() {
    let many: Vec<u32> = (0..5_001).collect();
    let fractions: Vec<String> = (1_000..1_030).map(|below| format!("1/{below}")).collect();
    let long = "1".repeat(61);
    let table = [
        (json!({ "values": [] }), "impossible"),
        (json!({ "values": [0, 0] }), "impossible"),
        (json!({ "values": [1, 2], "weights": [0, 0] }), "impossible"),
        (json!({ "values": [1, -2] }), "ill-posed"),
        (
            json!({ "values": [1, 2], "weights": [1, "-1/2"] }),
            "ill-posed",
        ),
        (json!({ "values": [1, 2], "weights": [1] }), "ill-posed"),
        (json!({ "values": [1, "two"] }), "ill-posed"),
        (json!({ "values": [1, null] }), "ill-posed"),
        (json!({ "values": 3 }), "ill-posed"),
        (json!({}), "ill-posed"),
        (json!({ "values": [1, "1/0"] }), "ill-posed"),
        (json!({ "values": [1], "wieghts": [1] }), "ill-posed"),
        (json!({ "values": many }), "too-large"),
        (json!({ "values": [1, long] }), "too-large"),
        (json!({ "values": [1, "1e9999"] }), "too-large"),
        (json!({ "values": fractions }), "too-large"),
    ];
    for (mut problem, code) in table {
        problem["rule"] = "inequality".into();
        let found = answer(&problem.to_string());
        assert_eq!(found["error"]["code"], code, "{found}");
        assert_ne!(found["error"]["message"], "");
    }
}

#[test]
fn long_numbers_and_many_numbers_are_answered() {
    let values: Vec<String> = (0..1_000)
        .map(|at| format!("{}{at:04}", "7".repeat(55)))
        .collect();
    let found = indices(&json!(values), None);
    assert_eq!(found["jain"], "1.000000000000", "{found}");
    let many: Vec<u32> = (0..5_000).collect();
    // Of 0 to n - 1 the Gini is (n + 1) / 3n.
    assert_eq!(indices(&json!(many), None)["gini"], "0.333400000000");
}
