//! Apportionment in the laboratory: every example of the help, and what is ill-posed.

use serde_json::{Value, json};
use verdeel::laboratory::{RULES, answer};

#[track_caller]
fn solved(problem: &str) -> Value {
    answer(problem).unwrap_or_else(|fault| panic!("{problem}: {fault:?}"))
}

fn with(method: &str, fields: &str) -> String {
    format!(r#"{{"rule":"apportion","method":"{method}",{fields}}}"#)
}

#[test]
fn every_example_of_the_help_is_answered() {
    let rule = RULES
        .iter()
        .find(|rule| rule.name == "apportion")
        .expect("the rule");
    let mut examples = rule.example.lines().map(solved);
    // Fair Representation, chapter 8.
    let first = examples.next().expect("an example");
    assert_eq!(first["seats"], json!(["10", "9", "8", "5", "3", "1"]));
    assert_eq!(first["ties"], json!([]));
    // 5 at its maximum; 4 and 1 of 5 by 30 and 5: 30/4 against 5/1, 30/5 against 5/1.
    let second = examples.next().expect("an example");
    assert_eq!(second["seats"], json!(["5", "4", "1"]));
    assert_eq!(second["certificate"]["at_maximum"], json!([0]));
    assert_eq!(second["certificate"]["at_minimum"], json!([2]));
    assert!(examples.next().is_none());
}

#[test]
fn every_method_shows_what_proves_it() {
    let fields = r#""total":4,"weights":["5","5",5.0]"#;
    for (method, certificate) in [
        (
            "largest-remainder",
            json!({"kind": "remainder", "multiplier": "4/15", "least_served": "1/3",
                   "most_unserved": "1/3"}),
        ),
        (
            "adams",
            json!({"kind": "divisor", "divisor": "5", "least": "5", "most": "5",
                   "squared": false}),
        ),
        (
            "dean",
            json!({"kind": "divisor", "divisor": "15/4", "least": "15/4", "most": "15/4",
                   "squared": false}),
        ),
        (
            "huntington-hill",
            json!({"kind": "divisor", "divisor": null, "least": "25/2", "most": "25/2",
                   "squared": true}),
        ),
        (
            "webster",
            json!({"kind": "divisor", "divisor": "10/3", "least": "10/3", "most": "10/3",
                   "squared": false}),
        ),
        (
            "jefferson",
            json!({"kind": "divisor", "divisor": "5/2", "least": "5/2", "most": "5/2",
                   "squared": false}),
        ),
        ("quota", json!({"kind": "quota", "multiplier": "4/15"})),
    ] {
        let found = solved(&with(method, fields));
        assert_eq!(found["seats"], json!(["2", "1", "1"]), "{method}");
        assert_eq!(found["ties"], json!([0, 1, 2]));
        let mut expected = certificate;
        expected["served"] = json!([0]);
        expected["at_minimum"] = json!([]);
        expected["at_maximum"] = json!([]);
        assert_eq!(found["certificate"], expected, "{method}");
    }
}

#[test]
fn what_is_ill_posed_or_impossible_says_where() {
    for (fields, code, word) in [
        (
            r#""total":-1,"weights":[1]"#,
            "ill-posed",
            "`total` is negative",
        ),
        (
            r#""total":1.5,"weights":[1]"#,
            "ill-posed",
            "not a whole number",
        ),
        (r#""total":"1e30","weights":[1]"#, "too-large", "64 bits"),
        (r#""total":3,"weights":[1,-1]"#, "ill-posed", "`weights[1]`"),
        (
            r#""total":3,"weights":[0,0]"#,
            "ill-posed",
            "nobody has a weight",
        ),
        (
            r#""total":3,"weights":[]"#,
            "ill-posed",
            "nobody has a weight",
        ),
        (r#""total":3,"weights":4"#, "ill-posed", "not a list"),
        (r#""total":3"#, "ill-posed", "`weights` is missing"),
        (r#""weights":[1]"#, "ill-posed", "`total` is missing"),
        (
            r#""total":3,"weights":[1,1],"minimum":[1]"#,
            "ill-posed",
            "2 are needed",
        ),
        (
            r#""total":3,"weights":[1,1],"minimum":[1,"1/2"]"#,
            "ill-posed",
            "`minimum[1]`",
        ),
        (
            r#""total":3,"weights":[1,1],"minimum":[2,2]"#,
            "impossible",
            "need 4",
        ),
        (
            r#""total":3,"weights":[1,0],"maximum":[2,5]"#,
            "impossible",
            "hold 2",
        ),
        (
            r#""total":3,"weights":[1,1],"minimum":[2,0],"maximum":[1,9]"#,
            "ill-posed",
            "`maximum[0]`",
        ),
        (
            r#""total":3,"weights":[1],"seats":2"#,
            "ill-posed",
            "`seats` means nothing",
        ),
        (
            r#""total":3,"weights":["1e-9999",1]"#,
            "too-large",
            "digits",
        ),
    ] {
        let fault = answer(&with("webster", fields)).expect_err(fields);
        assert_eq!(fault.code, code, "{fields}: {fault:?}");
        assert!(fault.message.contains(word), "{}", fault.message);
    }
}

#[test]
fn methods_and_sizes_have_limits() {
    let fault = answer(&with("d'hondt", r#""total":3,"weights":[1]"#)).expect_err("no method");
    assert!(fault.message.contains("jefferson"), "{}", fault.message);
    let bounded = with("quota", r#""total":3,"weights":[1],"minimum":[0]"#);
    assert_eq!(answer(&bounded).expect_err("no bounds").code, "ill-posed");
    let long = with("quota", r#""total":"5e9","weights":[9999999967,1]"#);
    assert_eq!(answer(&long).expect_err("too long").code, "too-large");
    let many = vec!["1"; 20_001].join(",");
    let many = with("adams", &format!(r#""total":3,"weights":[{many}]"#));
    assert_eq!(answer(&many).expect_err("too many").code, "too-large");
}
