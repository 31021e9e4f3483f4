//! Pots that are too small and go over the regions first.

use super::{Cells, check, explained};

/// Returns claims on a pot: a (noord 30), b (noord 30 and zuid 10) and c (zuid 50), of 10 each.
fn world(pot: &str, shortage: &str) -> String {
    let mut text = "title = 'stages'\nyears = ['2022/2023']\ncoverage = 'complete'\n\
                    [[region]]\nid = 'noord'\n[[region]]\nid = 'zuid'\n"
        .to_owned();
    for (id, students) in [
        ("a", "noord = 30"),
        ("b", "noord = 30, zuid = 10"),
        ("c", "zuid = 50"),
    ] {
        text += &format!("[[partnership]]\nid = '{id}'\nstudents = {{ {students} }}\n");
    }
    text + &format!(
        "[[component]]\nid = 'claim'\namount = 10\nper = 'student'\n\
         [[division]]\nid = 'pot'\npays = ['claim']\npot = {pot}\nshortage = {shortage}\n"
    )
}

/// The pot, the rule inside, the first stage, and what a, b and c get. Claims: noord 300 and 300,
/// zuid 100 and 500, so 600 in each.
const TABLE: &[(&str, &str, &str, [&str; 3])] = &[
    // Proportional at both stages is proportional at once: half.
    (
        "600",
        "proportional",
        "'proportional'",
        ["150.00", "200.00", "250.00"],
    ),
    // 300 each: 150 and 150 in noord; 100 and 200 in zuid.
    (
        "600",
        "equal-awards",
        "'equal-losses'",
        ["150.00", "250.00", "200.00"],
    ),
    // Losses of 300 each: 150 and 150; in zuid b loses all of its 100 and c 200.
    (
        "600",
        "equal-losses",
        "'proportional'",
        ["150.00", "150.00", "300.00"],
    ),
    // 60 and 60 students count: 300 each again.
    (
        "600",
        "equal-awards",
        "{ key = 'per-student' }",
        ["150.00", "250.00", "200.00"],
    ),
    // Boards: nobody counted in either, so nobody has a weight and all is left.
    (
        "600",
        "equal-awards",
        "{ key = 'per-pupil' }",
        ["0.00", "0.00", "0.00"],
    ),
    // A pot that is large enough is settled at once.
    (
        "1_200",
        "equal-awards",
        "'proportional'",
        ["300.00", "400.00", "500.00"],
    ),
    // A third of a cent too much in each region: rounded once, over all of the pot.
    (
        "0.01",
        "proportional",
        "'proportional'",
        ["0.00", "0.00", "0.01"],
    ),
];

#[test]
fn a_pot_goes_over_the_regions_and_then_inside_each() {
    for (pot, rule, first, expected) in TABLE {
        let text = world(pot, &format!("{{ rule = '{rule}', first = {first} }}"));
        let run = crate::runs::Run::of(&text);
        let found = ["a", "b", "c"].map(|id| run.award("base", id));
        assert_eq!(found, expected.map(str::to_owned), "{text}");
        assert_eq!(run.findings(), Vec::<String>::new());
    }
}

/// Side entrants count 9 in noord and 1 in zuid: 900 and 100 of 1,000.
fn skewed(unused: &str) -> String {
    let shortage = format!(
        "{{ rule = 'proportional', first = {{ key = 'per-side-entrant', unused = '{unused}' }} }}"
    );
    let text = world("1_000", &shortage);
    text.replace("id = 'a'\n", "id = 'a'\nside-entrants = { noord = 9 }\n")
        .replace("id = 'c'\n", "id = 'c'\nside-entrants = { zuid = 1 }\n")
}

#[test]
fn what_a_region_cannot_use_goes_to_the_others_or_nowhere() {
    // Noord can use 600 of its 900. Zuid then has 400: 1/6 for b, 5/6 for c.
    let returned: Cells = &[
        ("partnership:a", "300.00"),
        ("partnership:b", "366.67"),
        ("partnership:c", "333.33"),
    ];
    check(&skewed("return"), returned);
    // Without spill-over zuid has its 100, and 300 are left.
    let kept: Cells = &[
        ("partnership:a", "300.00"),
        ("partnership:b", "316.67"),
        ("partnership:c", "83.33"),
    ];
    check(&skewed("keep"), kept);
    let run = crate::runs::Run::of(&skewed("keep"));
    assert_eq!(run.pot("base", "pot", "unallocated"), "300.00");
}

#[test]
fn a_claim_that_was_cut_in_two_stages_says_what_its_regions_had() {
    let text = world("600", "{ rule = 'equal-awards', first = 'equal-losses' }");
    let explained = explained(&text, "b");
    let line = &explained["years"][0]["lines"][0];
    // In noord 300 and 300 share 300; in zuid 100 is paid in full and 500 gets the rest.
    let awarded = |award: &str| {
        serde_json::json!({
            "turn": null, "weight": null, "multipliers": [{ "name": "award", "value": award }],
        })
    };
    let regions = serde_json::json!([
        { "region": "noord", "claim": "300.00", "claims": "600.00", "held": "300.00",
          "served": awarded("150/1") },
        { "region": "zuid", "claim": "100.00", "claims": "600.00", "held": "300.00",
          "served": awarded("200/1") },
    ]);
    assert_eq!(line["cause"]["cut"]["first"]["rule"], "equal-losses");
    assert_eq!(line["cause"]["cut"]["first"]["regions"], regions);
    let sentence = line["sentence"].as_str().expect("text");
    let words = "noord has €300 for €600, of which €300 here (equal amount €150); zuid has €300";
    assert!(sentence.contains(words), "{sentence}");
    assert_eq!(
        line["order"][1],
        serde_json::json!({ "regions": { "rule": "equal-losses" } })
    );
}

#[test]
fn protected_claims_and_those_of_regions_stand_where_they_are() {
    // 100 for noord itself is a claim in noord: 700 and 600 on 650. Noord has 350, a half for each.
    let text = world("650", "{ rule = 'proportional', first = 'proportional' }")
        .replace("pays = ['claim']", "pays = ['claim', 'office']")
        + "[[component]]\nid = 'office'\nto = 'region'\namounts = { noord = 100 }\n";
    let expected: Cells = &[
        ("partnership:a", "150.00"),
        ("partnership:b", "200.00"),
        ("partnership:c", "250.00"),
        ("region:noord", "50.00"),
    ];
    check(&text, expected);
    // Protected, it is paid first, and 550 go over 600 and 600.
    let protected = text.replace("pot = 650", "pot = 700\nprotect = ['office']");
    let expected: Cells = &[
        ("partnership:a", "150.00"),
        ("partnership:b", "200.00"),
        ("partnership:c", "250.00"),
        ("region:noord", "100.00"),
    ];
    check(&protected, expected);
}
