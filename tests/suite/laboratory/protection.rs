//! Limits, guarantees, transitions, equalisation, tiers, shared costs and stages: the answers to
//! the examples, and what is refused.

use serde_json::{Value, json};
use verdeel::laboratory::{RULES, answer};

const OURS: [&str; 11] = [
    "water-filling",
    "hold-harmless",
    "minimum-guarantee",
    "phase-in",
    "equalise",
    "levelling-up",
    "levelling-down",
    "need-capacity",
    "tiers",
    "shared-costs",
    "two-stages",
];

/// Returns the field of an answer, with `/` between the steps to it.
#[track_caller]
fn field(problem: &str, path: &str) -> Value {
    let found = answer(problem).unwrap_or_else(|fault| panic!("{problem}: {fault:?}"));
    found
        .pointer(path)
        .unwrap_or_else(|| panic!("{found} has no {path}"))
        .clone()
}

#[test]
fn every_example_has_an_answer_with_a_certificate() {
    for name in OURS {
        let rule = RULES.iter().find(|rule| rule.name == name);
        for example in rule.expect("a rule").example.lines() {
            let found = answer(example).unwrap_or_else(|fault| panic!("{example}: {fault:?}"));
            assert!(found.to_string().contains("\"certificate\":{"), "{found}");
        }
    }
}

#[test]
fn answers_are_exact_texts() {
    for (problem, path, expected) in [
        (
            r#"{"rule":"water-filling","pot":60,"weights":[1,2,3],"minimum":[16,0,0]}"#,
            "/awards",
            json!(["16", "88/5", "132/5"]),
        ),
        (
            r#"{"rule":"water-filling","pot":60,"weights":[1,2,3],"minimum":[16,0,0],"maximum":[20,null,25]}"#,
            "/certificate",
            json!({"multiplier": "19/2", "at_minimum": [0], "at_maximum": [2], "residual": "0"}),
        ),
        (
            r#"{"rule":"hold-harmless","pot":1000,"shares":[1,1,2],"baseline":[400,200,400],"guarantee":"0.95"}"#,
            "/awards",
            json!(["380", "620/3", "1240/3"]),
        ),
        (
            r#"{"rule":"hold-harmless","pot":1000,"shares":[1,1,2],"baseline":[400,200,400],"guarantee":[0,0,"0.5"]}"#,
            "/certificate/protected",
            json!([]),
        ),
        (
            r#"{"rule":"levelling-up","pot":"120","amounts":[100,"200",300],"heads":[1,1,1]}"#,
            "/awards",
            json!(["210", "210", "300"]),
        ),
        (
            r#"{"rule":"equalise","amounts":[300,100],"heads":[1,1],"alpha":"1/2"}"#,
            "/awards",
            json!(["250", "150"]),
        ),
        (
            r#"{"rule":"tiers","kind":"step","brackets":[{"from":60,"amount":"200000"},{"from":140,"amount":"280000"}],"count":139}"#,
            "/amount",
            json!("200000"),
        ),
        (
            r#"{"rule":"tiers","kind":"slab","brackets":[{"from":0,"amount":10},{"from":5,"amount":6}],"counts":[4,5]}"#,
            "/certificate",
            json!({"brackets": [0, 1], "cliffs": [{"at": 5, "before": "40", "after": "30"}]}),
        ),
        (
            r#"{"rule":"phase-in","baseline":[100],"target":[200],"ladder":["25e-2"]}"#,
            "/years/0/awards",
            json!(["125"]),
        ),
        (
            r#"{"rule":"shared-costs","method":"shapley","participants":3,"items":[{"cost":60,"users":[0,2]}]}"#,
            "/charges",
            json!(["30", "0", "30"]),
        ),
    ] {
        assert_eq!(field(problem, path), expected, "{problem}");
    }
}

#[test]
fn impossible_problems_say_by_how_much() {
    for (problem, words) in [
        (
            r#"{"rule":"water-filling","pot":10,"weights":[1,1],"minimum":[6,6]}"#,
            "need 12, 2 more",
        ),
        (
            r#"{"rule":"water-filling","pot":20,"weights":[1,1],"maximum":[6,6]}"#,
            "more than 12 can be placed, which leaves 8",
        ),
        (
            r#"{"rule":"water-filling","pot":20,"weights":[0]}"#,
            "leaves 20",
        ),
        (
            r#"{"rule":"hold-harmless","pot":10,"shares":[1],"baseline":[20],"guarantee":1}"#,
            "need 20, 10 more",
        ),
        (
            r#"{"rule":"levelling-down","cut":11,"amounts":[10],"heads":[1]}"#,
            "takes 1 more than the 10",
        ),
        (
            r#"{"rule":"need-capacity","pot":5,"need":[1],"capacity":[2],"heads":[3]}"#,
            "leaves 5",
        ),
        (
            r#"{"rule":"phase-in","baseline":[100],"target":[200],"band":{"down":0,"up":"0.1"},"years":2}"#,
            "in year 1: no more than 110",
        ),
        (
            r#"{"rule":"minimum-guarantee","guarantee":0,"cap":0,"recipients":[{"baseline":10,"baseline_heads":1,"share":9,"heads":1}]}"#,
            "pays 1 and at most 0 can be deducted: 1 is missing",
        ),
        (
            r#"{"rule":"shared-costs","method":"reciprocal","costs":[1,1],"between":[[0,1],[1,0]],"to_users":[[0],[0]]}"#,
            "services 0, 1 use only each other",
        ),
        (
            r#"{"rule":"shared-costs","method":"direct","costs":[1],"between":[[0]],"to_users":[[]]}"#,
            "uses service 0",
        ),
    ] {
        let fault = answer(problem).expect_err(problem);
        assert_eq!(fault.code, "impossible", "{fault:?}");
        assert!(fault.message.contains(words), "{fault:?}");
    }
}

#[test]
fn ill_posed_problems_name_the_place() {
    for (problem, words) in [
        (r#"{"rule":"water-filling"}"#, "`weights` is missing"),
        (
            r#"{"rule":"water-filling","pot":1,"weights":[]}"#,
            "`weights` is empty",
        ),
        (
            r#"{"rule":"water-filling","pot":-1,"weights":[1]}"#,
            "`pot` is negative",
        ),
        (
            r#"{"rule":"water-filling","pot":1,"weights":[1,-1]}"#,
            "`weights[1]` is negative",
        ),
        (
            r#"{"rule":"water-filling","pot":1,"weights":[1,"x"]}"#,
            "`weights[1]` is not a number",
        ),
        (
            r#"{"rule":"water-filling","pot":"1/0","weights":[1]}"#,
            "`pot` is not a number",
        ),
        (
            r#"{"rule":"water-filling","pot":1,"weights":[1],"minimum":[1,2]}"#,
            "`minimum` has 2",
        ),
        (
            r#"{"rule":"water-filling","pot":1,"weights":[1],"maximum":[]}"#,
            "`maximum` has 0",
        ),
        (
            r#"{"rule":"water-filling","pot":1,"weights":[1],"maximum":[-1]}"#,
            "is negative",
        ),
        (
            r#"{"rule":"water-filling","pot":1,"weights":[0,1],"minimum":[1,0]}"#,
            "is zero and",
        ),
        (
            r#"{"rule":"water-filling","pot":1,"weights":[1],"minimum":[2],"maximum":[1]}"#,
            "`minimum[0]` is more than `maximum[0]`",
        ),
        (
            r#"{"rule":"water-filling","pot":1,"weights":[1],"minimun":[0]}"#,
            "`minimun` means",
        ),
        (
            r#"{"rule":"hold-harmless","pot":1,"shares":[1],"baseline":[1],"guarantee":[1,1]}"#,
            "`guarantee` has 2",
        ),
        (
            r#"{"rule":"hold-harmless","pot":1,"shares":[0],"baseline":[1],"guarantee":1,"paid":"on-top"}"#,
            "all zero",
        ),
        (
            r#"{"rule":"hold-harmless","pot":1,"shares":[1],"baseline":[1],"guarantee":1,"paid":"me"}"#,
            "by-others, on-top",
        ),
        (
            r#"{"rule":"levelling-up","pot":1,"amounts":[1],"heads":[0]}"#,
            "all zero",
        ),
        (
            r#"{"rule":"levelling-up","pot":1,"amounts":[1,1],"heads":[0,1]}"#,
            "no amount per head",
        ),
        (
            r#"{"rule":"equalise","amounts":[1],"heads":[1],"alpha":2}"#,
            "more than one",
        ),
        (
            r#"{"rule":"equalise","amounts":[1],"heads":[1],"alpha":1,"band":"1.1"}"#,
            "`band`",
        ),
        (
            r#"{"rule":"tiers","kind":"stairs","brackets":[]}"#,
            "graduated, slab, step",
        ),
        (
            r#"{"rule":"tiers","kind":"step","brackets":[],"count":1}"#,
            "`brackets` is empty",
        ),
        (
            r#"{"rule":"tiers","kind":"step","brackets":[1],"count":1}"#,
            "`brackets[0]` is not an",
        ),
        (
            r#"{"rule":"tiers","kind":"step","brackets":[{"from":1,"amount":1,"to":2}],"count":1}"#,
            "in `brackets[0]`: `to` means nothing",
        ),
        (
            r#"{"rule":"tiers","kind":"step","brackets":[{"from":2,"amount":1},{"from":1,"amount":1}],"count":1}"#,
            "`brackets[1]` does not begin above",
        ),
        (
            r#"{"rule":"tiers","kind":"step","brackets":[{"from":2,"amount":1}],"count":1,"counts":[1]}"#,
            "either `count` or `counts`",
        ),
        (
            r#"{"rule":"phase-in","baseline":[1],"target":[1]}"#,
            "one of `ladder`",
        ),
        (
            r#"{"rule":"phase-in","baseline":[1],"target":[1],"ladder":[1,"1/2"]}"#,
            "goes down",
        ),
        (
            r#"{"rule":"phase-in","baseline":[1],"target":[1],"ladder":[2]}"#,
            "more than one",
        ),
        (
            r#"{"rule":"phase-in","baseline":[1],"target":[1],"band":{"down":1,"up":1},"years":"1/2"}"#,
            "`years` is not a whole number",
        ),
        (
            r#"{"rule":"minimum-guarantee","guarantee":0,"scaling":1,"recipients":[{"baseline":1,"baseline_heads":1,"share":1,"heads":1}]}"#,
            "needs a `cap`",
        ),
        (
            r#"{"rule":"minimum-guarantee","guarantee":0,"recipients":[{"baseline":1,"baseline_heads":0,"share":1,"heads":1}]}"#,
            "no positive baseline",
        ),
        (
            r#"{"rule":"shared-costs","method":"shapley","participants":2,"items":[{"cost":1,"users":[2]}]}"#,
            "in `items[0]`: `users[0]` is 2 where positions run from 0 to 1",
        ),
        (
            r#"{"rule":"shared-costs","method":"shapley","participants":2,"items":[{"cost":1,"users":[0,0]}]}"#,
            "has 0 twice",
        ),
        (
            r#"{"rule":"shared-costs","method":"shapley","participants":1,"items":[{"cost":1,"uses":[0]}]}"#,
            "all zero",
        ),
        (
            r#"{"rule":"shared-costs","method":"step-down","order":[0],"costs":[1,1],"between":[[0,1],[1,0]],"to_users":[[1],[1]]}"#,
            "does not name all 2",
        ),
        (
            r#"{"rule":"shared-costs","method":"direct","costs":[1],"between":[[0,1]],"to_users":[[1]]}"#,
            "other than 1",
        ),
        (
            r#"{"rule":"two-stages","pot":1,"claims":[[1]],"inside":"proportional"}"#,
            "either `first` or `weights`",
        ),
        (
            r#"{"rule":"two-stages","pot":1,"claims":[[1]],"weights":[0],"inside":"proportional"}"#,
            "all zero",
        ),
    ] {
        let fault = answer(problem).expect_err(problem);
        assert_eq!(fault.code, "ill-posed", "{fault:?}");
        assert!(fault.message.contains(words), "{fault:?}");
    }
}

#[test]
fn problems_beyond_the_limits_are_refused_with_the_limit() {
    let ones = |count: usize| vec!["1"; count].join(",");
    // Every fraction has a denominator of its own, so that exact sums grow without end.
    let fractions: Vec<String> = (0..5_000)
        .map(|at| format!("\"1/{}\"", 10_007 + 2 * at))
        .collect();
    let fractions = fractions.join(",");
    let square = vec![format!("[{}]", ones(31)); 31].join(",");
    let (many, years) = (ones(100_001), ones(51));
    for (problem, words) in [
        (
            format!(r#"{{"rule":"water-filling","pot":1,"weights":[{many}]}}"#),
            "at most 100000",
        ),
        (
            format!(r#"{{"rule":"water-filling","pot":1,"weights":[{fractions}]}}"#),
            "digits in exact sums",
        ),
        (
            format!(r#"{{"rule":"phase-in","baseline":[1],"target":[1],"ladder":[{years}]}}"#),
            "at most 50",
        ),
        (
            format!(
                r#"{{"rule":"shared-costs","method":"reciprocal","costs":[{}],"between":[{square}],"to_users":[{square}]}}"#,
                ones(31)
            ),
            "at most 30",
        ),
        (
            r#"{"rule":"shared-costs","method":"shapley","participants":99999999,"items":[]}"#
                .to_owned(),
            "at most 1000",
        ),
    ] {
        let fault = answer(&problem).expect_err(words);
        assert_eq!(fault.code, "too-large", "{fault:?}");
        assert!(fault.message.contains(words), "{fault:?}");
    }
}
