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

#[test]
fn tiers_are_read_for_the_band_per_head_or_per_head_inside_it() {
    // 10 and 8 a head from 0 and 100: for 80, 100 and 150 heads.
    let rules = |tiers: &str| {
        format!(
            "
            [[component]]
            id = 'sum'
            per = 'student'
            tiers = '{tiers}'
            steps = [{{ from = 0, amount = 10 }}, {{ from = 100, amount = 8 }}]
            [[division]]
            id = 'pot'
            pays = ['sum']
            pot = 10_000
        "
        )
    };
    let students = [80, 100, 150];
    for (tiers, expected, unallocated) in [
        ("step", ["10.00", "8.00", "8.00"], "9974.00"),
        ("slab", ["800.00", "800.00", "1200.00"], "7200.00"),
        // 150 heads: 100 x 10 and 50 x 8.
        ("graduated", ["800.00", "1000.00", "1400.00"], "6800.00"),
    ] {
        check(students, &rules(tiers), expected, unallocated);
    }
}

#[test]
fn whole_units_are_handed_out_by_the_stated_method() {
    // 10 units of 100 on 6:3:1 with a pot of 1,000 are 6, 3 and 1 by any method; on 55:25:20 the
    // quotas are 5.5, 2.5 and 2. Largest remainder ties and serves the first; Jefferson divides by
    // 9: 6, 2, 2; Adams by 12.5: 5, 2, 2 with one more for 25/2 = 12.5 over 55/5 and 20/2: 5, 3, 2.
    let rules = |method: &str| {
        format!(
            "
            [[component]]
            id = 'sum'
            amount = 100
            per = 'student'
            [[division]]
            id = 'pot'
            pays = ['sum']
            pot = 1_000
            unit = 100
            apportionment = '{method}'
        "
        )
    };
    for (method, expected) in [
        ("largest-remainder", ["600.00", "200.00", "200.00"]),
        ("jefferson", ["600.00", "200.00", "200.00"]),
        ("adams", ["500.00", "300.00", "200.00"]),
        ("quota", ["600.00", "200.00", "200.00"]),
    ] {
        check([55, 25, 20], &rules(method), expected, "0.00");
    }
}
