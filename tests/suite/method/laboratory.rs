//! Worked numbers of the rules that stand by themselves.

use verdeel::laboratory::answer;

use super::says;

/// Asserts parts of the answer to a problem, and that a section says these words.
#[track_caller]
fn check(title: &str, problem: &str, parts: &[&str], words: &[&str]) {
    let found = answer(problem).expect("an answer").to_string();
    for part in parts {
        assert!(found.contains(part), "{found} lacks {part}");
    }
    says(title, words);
}

#[test]
fn protection_by_hand() {
    check(
        "Protection",
        r#"{"rule":"hold-harmless","pot":1000,"shares":[1,1,2],"baseline":[380,190,380],
            "guarantee":1}"#,
        &[r#""awards":["380","620/3","1240/3"]"#],
        &["1 : 1 : 2 with 380, 190 and 380", "380, 620/3 and 1240/3"],
    );
    let school = |share: u32| {
        format!(
            r#"{{"baseline":500000,"baseline_outside":100000,"baseline_heads":100,
                "share":{share},"outside":100000,"heads":100}}"#
        )
    };
    let (first, second) = (school(480_000), school(540_000));
    check(
        "Protection",
        &format!(
            r#"{{"rule":"minimum-guarantee","guarantee":"0.005","cap":"0.03",
                "recipients":[{first},{second}]}}"#
        ),
        &[
            r#""awards":["502000","518000"]"#,
            r#""scaling":"11/14""#,
            r#""paid":"22000""#,
            r#""excess":"28000""#,
        ],
        &["22,000", "28,000", "11/14", "502,000 and 518,000"],
    );
}

#[test]
fn equalisation_by_hand() {
    check(
        "Equalisation",
        r#"{"rule":"equalise","amounts":[300,100],"heads":[1,1],"alpha":"1/2"}"#,
        &[r#""awards":["250","150"]"#],
        &["become 250 and 150"],
    );
    check(
        "Equalisation",
        r#"{"rule":"levelling-up","pot":120,"amounts":[100,200,300],"heads":[1,1,1]}"#,
        &[r#""awards":["210","210","300"]"#],
        &["210, 210 and 300"],
    );
}

#[test]
fn tiers_by_hand() {
    let table = |kind: &str, counts: &str| {
        format!(
            r#"{{"rule":"tiers","kind":"{kind}","counts":[{counts}],
                "brackets":[{{"from":0,"amount":1000}},{{"from":100,"amount":900}}]}}"#
        )
    };
    check(
        "Tier tables",
        &table("slab", "99,100"),
        &[r#""amounts":["99000","90000"]"#, r#""at":100"#],
        &["99,000 for 99 heads and 90,000 for 100"],
    );
    check(
        "Tier tables",
        &table("graduated", "150"),
        &[r#""amounts":["145000"]"#],
        &["145,000 for 150"],
    );
}

#[test]
fn shared_costs_by_hand() {
    check(
        "Shared costs",
        r#"{"rule":"shared-costs","method":"shapley","participants":3,
            "items":[{"needs":[10,20,40]}]}"#,
        &[r#""charges":["10/3","25/3","85/3"]"#],
        &["10, 20 and 40 costs them 10/3, 25/3 and 85/3"],
    );
    for (method, charges, words) in [
        ("direct", r#"["500","700"]"#, "500 and 700"),
        ("step-down", r#"["520","680"]"#, "520 and 680"),
        (
            "reciprocal",
            r#"["11400/23","16200/23"]"#,
            "11400/23 and 16200/23",
        ),
    ] {
        let order = if method.starts_with("step") {
            r#""order":[0,1],"#
        } else {
            ""
        };
        check(
            "Shared costs",
            &format!(
                r#"{{"rule":"shared-costs","method":"{method}",{order}"costs":[800,400],
                    "between":[[0,20],[40,0]],"to_users":[[30,50],[30,30]]}}"#
            ),
            &[charges],
            &[words],
        );
    }
}

#[test]
fn two_stages_by_hand() {
    check(
        "Two stages",
        r#"{"rule":"two-stages","pot":300,"claims":[[100,200],[300]],
            "first":"equal-awards","inside":"equal-awards"}"#,
        &[
            r#""awards":[["75","75"],["150"]]"#,
            r#""at_once":[["100","100"],["100"]]"#,
        ],
        &["75, 75 and 150", "100 each"],
    );
}
