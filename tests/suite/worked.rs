//! Worked cases: rules that no scheme uses yet, each small enough to check by hand.

use crate::runs::{Run, euros};

/// Returns regions `a`, `b` and `c` with a partnership each that trains so many students.
fn world(students: [i64; 3], rules: &str) -> String {
    let mut text =
        "title = \"worked\"\nyears = [\"2022/2023\"]\ncoverage = \"complete\"\n".to_owned();
    for (id, n) in ["a", "b", "c"].iter().zip(students) {
        text += &format!(
            "[[region]]\nid = \"{id}\"\n[[partnership]]\nid = \"p-{id}\"\n\
             students = {{ {id} = {n} }}\n"
        );
    }
    text + rules
}

/// Asserts what `p-a`, `p-b` and `p-c` get, and what the pot keeps.
#[track_caller]
fn check(students: [i64; 3], rules: &str, expected: [&str; 3], unallocated: &str) {
    let run = Run::of(&world(students, rules));
    let found = ["p-a", "p-b", "p-c"].map(|id| run.award("base", id));
    assert_eq!(found, expected.map(str::to_owned));
    assert_eq!(run.pot("base", "pot", "unallocated"), unallocated);
    assert_eq!(run.findings(), Vec::<String>::new());
}

#[test]
fn a_rate_step_lowers_the_rate_that_a_share_leaves() {
    // Claims: half of 1,000 x 3 = 1,500, and 1,000 flat for a. The pot is 2,000 of 2,500, so 500
    // a head becomes 400 and the flat amounts fall by the same factor.
    let rules = "
        [[component]]
        id = 'head'
        amount = 1_000
        per = 'student'
        share = '50 %'
        [[component]]
        id = 'flat'
        amounts = { p-a = 1_000 }
        [[division]]
        id = 'pot'
        pays = ['head', 'flat']
        pot = 2_000
        rate-step = '0.01'
    ";
    check([1, 1, 1], rules, ["1200.00", "400.00", "400.00"], "0.00");
}

#[test]
fn a_rate_step_lowers_the_rate_that_a_maximum_leaves() {
    // a asks 1,000 x 4 = 4,000, at most 2,000, which is 500 a head; b and c 1,000 each. Of 4,000
    // there are 3,000: 375 and 750 a head.
    let rules = "
        [[component]]
        id = 'head'
        amount = 1_000
        per = 'student'
        maximum = 2_000
        [[division]]
        id = 'pot'
        pays = ['head']
        pot = 3_000
        rate-step = 1
    ";
    check([4, 1, 1], rules, ["1500.00", "750.00", "750.00"], "0.00");
}

#[test]
fn rounding_at_each_step_rounds_protected_claims_down_too() {
    let rules = "
        [[component]]
        id = 'flat'
        amount = 50
        [[division]]
        id = 'pot'
        pays = ['flat']
        protect = ['flat']
        pot = 100
        rounding = 'each-step'
    ";
    check([1, 1, 1], rules, ["33.33", "33.33", "33.33"], "0.01");
}

#[test]
fn rounding_at_each_step_keeps_the_shortage_rule() {
    // Claims 10, 50 and 60; equal awards of 100 give 10, 45 and 45.
    let rules = "
        [[component]]
        id = 'head'
        amount = 10
        per = 'student'
        [[division]]
        id = 'pot'
        pays = ['head']
        pot = 100
        shortage = 'equal-awards'
        rounding = 'each-step'
    ";
    check([1, 5, 6], rules, ["10.00", "45.00", "45.00"], "0.00");
}

#[test]
fn a_least_amount_above_the_greatest_counts_as_the_greatest_when_both_are_cut() {
    // 10 and 1 students in one region, 100 each at least but 500 at most: 500 and 100. The 300
    // that there is goes by these: 250 and 50.
    let text = "title = 'limits'
        years = ['2022/2023']
        region = [{ id = 'a' }]
        partnership = [
          { id = 'large', students = { a = 10 } },
          { id = 'small', students = { a = 1 } },
        ]
        component = [{ id = 'flat', to = 'region', amount = 300 }]
        [[division]]
        id = 'pot'
        pays = ['flat']
        [[division]]
        id = 'in-region'
        from = 'region'
        to = 'partnership'
        minimum-per-student = 100
        maximum = 500
    ";
    let run = Run::of(text);
    let sum = |who: &str| euros(run.sum("base", "2022/2023", |award| award.recipient == who));
    assert_eq!([sum("large"), sum("small")], ["250.00", "50.00"]);
}

#[test]
fn every_partnership_without_a_count_is_named() {
    let text = "years = [\"2020/2021\"]\nscheme = \"linear-2020\"\ncounted = \"2017/2018\"\n\
                [[region]]\nid = \"r\"\n\
                [[partnership]]\nid = \"p\"\nstudents = { r = 100 }\n\
                [[partnership]]\nid = \"q\"\nstudents = { r = 100 }\n";
    let read = |_: &str| Ok(text.to_owned());
    let refused = verdeel::study::Study::open("two.toml", &read)
        .err()
        .expect("no growth");
    let places: Vec<_> = refused
        .problems
        .iter()
        .map(|problem| (problem.code, problem.place))
        .collect();
    let at = |id: &str| {
        let start = text.find(&format!("\"{id}\"\nstudents")).expect("its id");
        Some(verdeel::scenario::Place {
            file: 0,
            start,
            end: start + 3,
        })
    };
    assert_eq!(
        places,
        [("missing-count", at("p")), ("missing-count", at("q"))]
    );
}
