//! Limits, guarantees, transitions, equalisation, tiers, shared costs and stages: the answers to
//! the examples, and what is refused.

use serde_json::Value;
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
    for (problem, expected) in table(ANSWERS) {
        let (path, expected) = expected.split_once(' ').expect("a path and a value");
        let expected: Value = serde_json::from_str(expected).expect("JSON");
        assert_eq!(field(problem, path), expected, "{problem}");
    }
}

/// Problems, and where in the answer stands what.
const ANSWERS: &str = r#"
{"rule":"water-filling","pot":60,"weights":[1,2,3],"minimum":[16,0,0]}
=> /awards ["16", "88/5", "132/5"]

{"rule":"water-filling","pot":60,"weights":[1,2,3],"minimum":[16,0,0],"maximum":[20,null,
 25]}
=> /certificate {"multiplier": "19/2", "at_minimum": [0], "at_maximum": [2], "residual": "0"}

{"rule":"hold-harmless","pot":1000,"shares":[1,1,2],"baseline":[400,200,400],
 "guarantee":"0.95"}
=> /awards ["380", "620/3", "1240/3"]

{"rule":"hold-harmless","pot":1000,"shares":[1,1,2],"baseline":[400,200,400],"guarantee":[0,
 0,"0.5"]}
=> /certificate/protected []

{"rule":"levelling-up","pot":"120","amounts":[100,"200",300],"heads":[1,1,1]}
=> /awards ["210", "210", "300"]

{"rule":"equalise","amounts":[300,100],"heads":[1,1],"alpha":"1/2"}
=> /awards ["250", "150"]

{"rule":"tiers","kind":"step","brackets":[{"from":60,"amount":"200000"},{"from":140,
 "amount":"280000"}],"count":139}
=> /amount "200000"

{"rule":"tiers","kind":"slab","brackets":[{"from":0,"amount":10},{"from":5,"amount":6}],
 "counts":[4,5]}
=> /certificate {"brackets": [0, 1], "cliffs": [{"at": 5, "before": "40", "after": "30"}]}

{"rule":"phase-in","baseline":[100],"target":[200],"ladder":["25e-2"]}
=> /years/0/awards ["125"]

{"rule":"shared-costs","method":"shapley","participants":3,"items":[{"cost":60,"users":[0,
 2]}]}
=> /charges ["30", "0", "30"]
"#;

/// Well stated, without an answer, and what the fault says.
const IMPOSSIBLE: &str = r#"
{"rule":"water-filling","pot":10,"weights":[1,1],"minimum":[6,6]}
=> need 12, 2 more

{"rule":"water-filling","pot":20,"weights":[1,1],"maximum":[6,6]}
=> more than 12 can be placed, which leaves 8

{"rule":"water-filling","pot":20,"weights":[0]}
=> leaves 20

{"rule":"hold-harmless","pot":10,"shares":[1],"baseline":[20],"guarantee":1}
=> need 20, 10 more

{"rule":"levelling-down","cut":11,"amounts":[10],"heads":[1]}
=> takes 1 more than the 10

{"rule":"need-capacity","pot":5,"need":[1],"capacity":[2],"heads":[3]}
=> leaves 5

{"rule":"phase-in","baseline":[100],"target":[200],"band":{"down":0,"up":"0.1"},"years":2}
=> in year 1: no more than 110

{"rule":"minimum-guarantee","guarantee":0,"cap":0,"recipients":[{"baseline":10,
 "baseline_heads":1,"share":9,"heads":1}]}
=> pays 1 and at most 0 can be deducted: 1 is missing

{"rule":"shared-costs","method":"reciprocal","costs":[1,1],"between":[[0,1],[1,0]],
 "to_users":[[0],[0]]}
=> services 0, 1 use only each other

{"rule":"shared-costs","method":"direct","costs":[1],"between":[[0]],"to_users":[[]]}
=> uses service 0
"#;

/// Not well stated, and what the fault says.
const ILL_POSED: &str = r#"
{"rule":"water-filling"}
=> `weights` is missing

{"rule":"water-filling","pot":1,"weights":[]}
=> `weights` is empty

{"rule":"water-filling","pot":-1,"weights":[1]}
=> `pot` is negative

{"rule":"water-filling","pot":1,"weights":[1,-1]}
=> `weights[1]` is negative

{"rule":"water-filling","pot":1,"weights":[1,"x"]}
=> `weights[1]` is not a number

{"rule":"water-filling","pot":"1/0","weights":[1]}
=> `pot` is not a number

{"rule":"water-filling","pot":1,"weights":[1],"minimum":[1,2]}
=> `minimum` has 2

{"rule":"water-filling","pot":1,"weights":[1],"maximum":[]}
=> `maximum` has 0

{"rule":"water-filling","pot":1,"weights":[1],"maximum":[-1]}
=> is negative

{"rule":"water-filling","pot":1,"weights":[0,1],"minimum":[1,0]}
=> is zero and

{"rule":"water-filling","pot":1,"weights":[1],"minimum":[2],"maximum":[1]}
=> `minimum[0]` is more than `maximum[0]`

{"rule":"water-filling","pot":1,"weights":[1],"minimun":[0]}
=> `minimun` means

{"rule":"hold-harmless","pot":1,"shares":[1],"baseline":[1],"guarantee":[1,1]}
=> `guarantee` has 2

{"rule":"hold-harmless","pot":1,"shares":[0],"baseline":[1],"guarantee":1,"paid":"on-top"}
=> all zero

{"rule":"hold-harmless","pot":1,"shares":[1],"baseline":[1],"guarantee":1,"paid":"me"}
=> by-others, on-top

{"rule":"levelling-up","pot":1,"amounts":[1],"heads":[0]}
=> all zero

{"rule":"levelling-up","pot":1,"amounts":[1,1],"heads":[0,1]}
=> no amount per head

{"rule":"equalise","amounts":[1],"heads":[1],"alpha":2}
=> more than one

{"rule":"equalise","amounts":[1],"heads":[1],"alpha":1,"band":"1.1"}
=> `band`

{"rule":"tiers","kind":"stairs","brackets":[]}
=> graduated, slab, step

{"rule":"tiers","kind":"step","brackets":[],"count":1}
=> `brackets` is empty

{"rule":"tiers","kind":"step","brackets":[1],"count":1}
=> `brackets[0]` is not an

{"rule":"tiers","kind":"step","brackets":[{"from":1,"amount":1,"to":2}],"count":1}
=> in `brackets[0]`: `to` means nothing

{"rule":"tiers","kind":"step","brackets":[{"from":2,"amount":1},{"from":1,"amount":1}],
 "count":1}
=> `brackets[1]` does not begin above

{"rule":"tiers","kind":"step","brackets":[{"from":2,"amount":1}],"count":1,"counts":[1]}
=> either `count` or `counts`

{"rule":"phase-in","baseline":[1],"target":[1]}
=> one of `ladder`

{"rule":"phase-in","baseline":[1],"target":[1],"ladder":[1,"1/2"]}
=> goes down

{"rule":"phase-in","baseline":[1],"target":[1],"ladder":[2]}
=> more than one

{"rule":"phase-in","baseline":[1],"target":[1],"band":{"down":1,"up":1},"years":"1/2"}
=> `years` is not a whole number

{"rule":"minimum-guarantee","guarantee":0,"scaling":1,"recipients":[{"baseline":1,
 "baseline_heads":1,"share":1,"heads":1}]}
=> needs a `cap`

{"rule":"minimum-guarantee","guarantee":0,"recipients":[{"baseline":1,"baseline_heads":0,
 "share":1,"heads":1}]}
=> no positive baseline

{"rule":"shared-costs","method":"shapley","participants":2,"items":[{"cost":1,"users":[2]}]}
=> in `items[0]`: `users[0]` is 2 where positions run from 0 to 1

{"rule":"shared-costs","method":"shapley","participants":2,"items":[{"cost":1,"users":[0,
 0]}]}
=> has 0 twice

{"rule":"shared-costs","method":"shapley","participants":1,"items":[{"cost":1,"uses":[0]}]}
=> all zero

{"rule":"shared-costs","method":"step-down","order":[0],"costs":[1,1],"between":[[0,1],[1,
 0]],"to_users":[[1],[1]]}
=> does not name all 2

{"rule":"shared-costs","method":"direct","costs":[1],"between":[[0,1]],"to_users":[[1]]}
=> other than 1

{"rule":"two-stages","pot":1,"claims":[[1]],"inside":"proportional"}
=> either `first` or `weights`

{"rule":"two-stages","pot":1,"claims":[[1]],"weights":[0],"inside":"proportional"}
=> all zero
"#;

/// Returns the rows of a table: each a problem, and after an arrow what is found in the outcome.
fn table(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let rows = text.trim().split("\n\n");
    rows.map(|row| row.split_once("\n=> ").expect("an arrow"))
}

#[test]
fn impossible_problems_say_by_how_much() {
    for (problem, words) in table(IMPOSSIBLE) {
        let fault = answer(problem).expect_err(problem);
        assert_eq!(fault.code, "impossible", "{fault:?}");
        assert!(fault.message.contains(words), "{fault:?}");
    }
}

#[test]
fn ill_posed_problems_name_the_place() {
    for (problem, words) in table(ILL_POSED) {
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
    let square = vec![format!("[{}]", ones(21)); 21].join(",");
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
                r#"{{"rule":"shared-costs","method":"reciprocal",
                "costs":[{}],"between":[{square}],"to_users":[{square}]}}"#,
                ones(21)
            ),
            "at most 20",
        ),
        (
            r#"{"rule":"phase-in","baseline":[1000],"target":[1],
            "band":{"down":"0.0130001","up":0},"balance":"reserve","years":50}"#
                .to_owned(),
            "pass 500 signs",
        ),
        (
            r#"{"rule":"shared-costs","method":"shapley","participants":99999999,"items":[]}"#
                .to_owned(),
            "at most 200",
        ),
    ] {
        let fault = answer(&problem).expect_err(words);
        assert_eq!(fault.code, "too-large", "{fault:?}");
        assert!(fault.message.contains(words), "{fault:?}");
    }
}
