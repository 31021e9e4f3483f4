//! Two-way tables in the laboratory: every example of the help, and what is ill-posed.

use serde_json::{Value, json};
use verdeel::laboratory::{RULES, answer};

#[track_caller]
fn solved(problem: &str) -> Value {
    answer(problem).unwrap_or_else(|fault| panic!("{problem}: {fault:?}"))
}

#[track_caller]
fn examples(name: &str) -> Vec<Value> {
    let rule = RULES.iter().find(|rule| rule.name == name).expect(name);
    rule.example.lines().map(solved).collect()
}

#[test]
fn a_biproportional_table_comes_with_its_divisors() {
    let found = &examples("biproportional")[0];
    // By hand: the tables with these totals are [0 4; 3 2] to [3 1; 0 5]. One unit moved from the
    // first to the next is worth 120 · 200 / (80 · 50) = 6 times (a - 1/2) (d - 1/2) over
    // (b + 1/2) (c + 1/2), where cells end at a, b, c, d: for [2 2; 1 4] 6 · (2 1/2 · 1 1/2) over
    // (1 1/2 · 3 1/2) is 30/7, more than one; for [3 1; 0 5] 6 · (1 1/2 · 1/2) over
    // (2 1/2 · 4 1/2) is 2/5, less than one.
    assert_eq!(found["table"], json!([["2", "2"], ["1", "4"]]));
    assert_eq!(found["ties"], json!([]));
    assert_eq!(found["row_divisors"].as_array().map(Vec::len), Some(2));
    assert_eq!(found["column_divisors"].as_array().map(Vec::len), Some(2));
}

#[test]
fn rows_that_need_too_much_are_named() {
    let found =
        solved(r#"{"rule":"biproportional","rows":[5,1],"columns":[3,3],"weights":[[1,0],[1,1]]}"#);
    let expected = json!({ "infeasible": {
        "rows": [0], "columns": [0], "needs": "5", "holds": "3", "needing": "rows",
    }});
    assert_eq!(found, expected);
    let found = solved(
        r#"{"rule":"proportional-fitting","rows":["2.5",1],"columns":[2,"3/2"],
            "weights":[[1,0],[1,1]],"tolerance":0.001}"#,
    );
    assert_eq!(found["infeasible"]["needs"], "5/2");
    let found =
        solved(r#"{"rule":"controlled-rounding","table":[["1/2","1/2"],[0,1]],"rows":[2,0]}"#);
    assert!(found["infeasible"].is_object(), "{found}");
}

#[test]
fn controlled_roundings_tell_their_distance() {
    let found = examples("controlled-rounding");
    // By hand: 1/3 2/3; 5/3 1/3 with sums 1, 2 and 2, 1. Rounding 2/3 and 5/3 up and both 1/3 down
    // is 1/3 away four times.
    let distance = json!({ "absolute": "4/3", "squared": "4/9" });
    assert_eq!(found[0]["table"], json!([["0", "1"], ["2", "0"]]));
    assert_eq!(found[0]["distance"], distance);
    assert_eq!(found[1]["table"], json!([["1", "0"], ["1", "0"]]));
    let distance = json!({ "absolute": "2", "squared": "1" });
    assert_eq!(found[1]["distance"], distance);
}

#[test]
fn fitted_cells_are_decimals_with_three_more_than_the_tolerance() {
    let found = &examples("proportional-fitting")[0];
    let cell = |row: usize, column: usize| found["table"][row][column].as_str().expect("a text");
    // Two thirds and one third, as in the tests of the rule.
    assert!(cell(0, 0).starts_with("0.666666666") && cell(0, 1).starts_with("0.333333333"));
    assert_eq!(cell(1, 1).len(), "0.".len() + 12);
    assert_eq!(found["certificate"]["forced_to_zero"], json!([]));
    let found = solved(
        r#"{"rule":"proportional-fitting","rows":[2,3],"columns":[2,3],
            "weights":[[5,0],[7,3]],"tolerance":1}"#,
    );
    assert_eq!(
        found["table"],
        json!([["2.000", "0.000"], ["0.000", "3.000"]])
    );
    assert_eq!(found["certificate"]["forced_to_zero"], json!([[1, 0]]));
}

/// Asserts that each problem has a fault with this code and these words.
#[track_caller]
fn refused(code: &str, table: &[(&str, &str)]) {
    for (problem, word) in table {
        let problem = format!(r#"{{"rule":{problem}}}"#);
        let fault = answer(&problem).expect_err(&problem);
        assert_eq!(fault.code, code, "{problem}: {fault:?}");
        assert!(fault.message.contains(word), "{problem}: {}", fault.message);
    }
}

#[test]
fn what_is_ill_posed_says_where() {
    refused(
        "ill-posed",
        &[
            (
                r#""biproportional","rows":[1],"columns":[1]"#,
                "`weights` is missing",
            ),
            (
                r#""biproportional","rows":[1],"columns":[1],"weights":[]"#,
                "a table has",
            ),
            (
                r#""biproportional","rows":[1],"columns":[1],"weights":[1]"#,
                "not a list",
            ),
            (
                r#""biproportional","rows":[1,1],"columns":[2],"weights":[[1,1],[1]]"#,
                "one length",
            ),
            (
                r#""biproportional","rows":[1],"columns":[1,0],"weights":[[1,-1]]"#,
                "[0][1]`",
            ),
            (
                r#""biproportional","rows":["1/2"],"columns":[1],"weights":[[1]]"#,
                "`rows[0]`",
            ),
            (
                r#""biproportional","rows":[1],"columns":[-1],"weights":[[1]]"#,
                "`columns[0]`",
            ),
            (
                r#""biproportional","rows":[1],"columns":[2],"weights":[[1]]"#,
                "`columns` to 2",
            ),
            (
                r#""controlled-rounding","table":[[1,2]],"rows":[3,3]"#,
                "one length",
            ),
            (
                r#""controlled-rounding","table":[[1]],"rows":[1],"columns":[2]"#,
                "add up to 1",
            ),
            (
                r#""proportional-fitting","rows":[1],"columns":[1],"weights":[[1]],"tolerance":0"#,
                "`tolerance`",
            ),
            (
                r#""proportional-fitting","rows":[-1],"columns":[-1],"weights":[[1]],
                   "tolerance":1"#,
                "`rows[0]` is negative",
            ),
        ],
    );
}

#[test]
fn what_would_take_too_long_or_does_not_fit_is_refused() {
    let wide = vec!["1"; 1_001].join(",");
    let wide = format!(r#""biproportional","rows":[1],"columns":[1],"weights":[[{wide}]]"#);
    let high = vec!["[1]"; 1_001].join(",");
    let high = format!(r#""controlled-rounding","table":[{high}]"#);
    refused(
        "too-large",
        &[
            (&wide, "1001 columns"),
            (&high, "1001 rows"),
            (
                r#""biproportional","rows":[4e18],"columns":[4e18],"weights":[[1]]"#,
                "18 digits",
            ),
            (
                r#""controlled-rounding","table":[["1e-9999"],[1]]"#,
                "too many digits",
            ),
            (
                r#""controlled-rounding","table":[[1,1]],"columns":[9e17,9e17]"#,
                "18 digits",
            ),
            (
                r#""proportional-fitting","rows":[1],"columns":[1],"weights":[[1]],
                   "tolerance":"1e-200""#,
                "tolerance",
            ),
            (
                r#""proportional-fitting","rows":[1,1],"columns":["1.000001","0.999999"],
                   "weights":[[1,1],[1,0]],"tolerance":"1e-9""#,
                "rounds of scaling",
            ),
        ],
    );
}
