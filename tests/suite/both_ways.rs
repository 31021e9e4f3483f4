//! Tables of partnerships and regions in scenarios: totals of both, rounding in both directions,
//! and pots that go over the regions first.

use crate::runs::{JSON, PATH, Run};
use serde_json::Value;
use std::collections::BTreeMap;
use verdeel::study::{self, ExplainQuestion};

mod laws;
mod stages;

/// Amounts of cells, as `partnership@region`.
type Cells = &'static [(&'static str, &'static str)];

/// Returns regions, partnerships with their students, and what regions hold; the rest follows.
///
/// `students` are rows of `id = { region = students }`, `pools` those of `region = euros`.
fn world(students: &[(&str, &str)], pools: &str, rest: &str) -> String {
    let mut text = "title = 'table'\nyears = ['2022/2023']\ncoverage = 'complete'\n\
                    [[region]]\nid = 'noord'\n[[region]]\nid = 'zuid'\n"
        .to_owned();
    for (id, own) in students {
        text += &format!("[[partnership]]\nid = '{id}'\n{own}\n");
    }
    text + &format!(
        "[[component]]\nid = 'pool'\nto = 'region'\namounts = {{ {pools} }}\n\
         [[division]]\nid = 'regional'\npays = ['pool']\n{rest}"
    )
}

/// Returns the passage inside regions with these terms.
fn in_region(terms: &str) -> String {
    format!(
        "[[division]]\nid = 'in-region'\nfrom = 'region'\nto = 'partnership'\n\
         key = 'per-student'\n{terms}\n"
    )
}

/// Asserts what cells come to, and that the audit agrees.
#[track_caller]
fn check(scenario: &str, expected: Cells) {
    let run = Run::of(scenario);
    let found = run.awards("base", "2022/2023");
    let found: BTreeMap<String, String> = found
        .into_iter()
        .filter(|(_, cents)| *cents != 0)
        .map(|((account, _), cents)| (account, crate::runs::euros(cents)))
        .collect();
    let expected = expected.iter().map(|(account, amount)| {
        let name = match account.split_once('/') {
            Some((function, region)) => format!("function:{function}@{region}"),
            None if account.contains('@') => format!("partnership:{account}"),
            None => (*account).to_owned(),
        };
        (name, (*amount).to_owned())
    });
    assert_eq!(found, expected.collect(), "{scenario}");
    assert_eq!(run.findings(), Vec::<String>::new());
}

/// Returns the explanation of a recipient as JSON.
#[track_caller]
fn explained(scenario: &str, recipient: &str) -> Value {
    let question = ExplainQuestion {
        path: PATH.to_owned(),
        recipient: recipient.to_owned(),
        variant: None,
        drawn: None,
        versus: None,
        against: None,
    };
    let answer = study::explain(&question, JSON, &|path| {
        crate::runs::read_text(path, scenario)
    });
    let answer = answer.unwrap_or_else(|failure| panic!("{}", failure.text));
    serde_json::from_str(&answer.text).expect("JSON")
}

/// Weights 100, 100 and 100, 50; row multipliers 1 and 2, column multipliers 500 and 800.
const LINDE_ES: [(&str, &str); 2] = [
    (
        "de-es",
        "students = { noord = 100, zuid = 50 }\nprevious = { noord = 90_000, zuid = 90_000 }",
    ),
    (
        "de-linde",
        "students = { noord = 100, zuid = 100 }\nprevious = 130_000",
    ),
];

#[test]
fn a_table_that_is_exact_is_found_by_both_methods() {
    for method in ["proportional-fitting", "biproportional"] {
        let terms = format!("both-ways = {{ rows = 'previous', method = '{method}' }}");
        let text = world(
            &LINDE_ES,
            "noord = 150_000, zuid = 160_000",
            &in_region(&terms),
        );
        check(
            &text,
            &[
                ("de-es@noord", "100000.00"),
                ("de-es@zuid", "80000.00"),
                ("de-linde@noord", "50000.00"),
                ("de-linde@zuid", "80000.00"),
            ],
        );
    }
}

#[test]
fn a_cell_is_explained_by_its_weight_both_totals_and_both_multipliers() {
    let text = world(
        &LINDE_ES,
        "noord = 150_000, zuid = 160_000",
        &in_region("both-ways = { rows = 'previous' }"),
    );
    // The first row has multiplier one: es 1 and linde 1/2, noord 1,000 and zuid 1,600 euros.
    let explained = explained(&text, "de-linde");
    let line = &explained["years"][0]["lines"][1];
    let cause = &line["cause"];
    assert_eq!(cause["rule"], "key-both-ways");
    assert_eq!(
        (&cause["weight"], &cause["pot"]),
        (&"100/1".into(), &"160000.00".into())
    );
    let table = &cause["table"];
    assert_eq!(
        (&table["total"], &table["pot"], &table["by"]),
        (&"130000.00".into(), &"310000.00".into(), &"previous".into())
    );
    let close = |key: &str, expected: f64| {
        let number: f64 = table[key].as_str().expect("text").parse().expect("number");
        assert!((number - expected).abs() < 0.000_001, "{key} is {number}");
    };
    close("row_multiplier", 0.5);
    close("column_multiplier", 1_600.0);
    let sentence = line["sentence"].as_str().expect("text");
    let words = "factor 0.5 for the partnership and €1,600 per unit of weight for the region";
    assert!(sentence.contains(words), "{sentence}");
    let order = line["order"].as_array().expect("stages");
    assert!(order.contains(&serde_json::json!({ "both_totals": "proportional-fitting" })));
}

#[test]
fn rows_go_by_any_key() {
    // Of 350 euros es has 150 by students (150 and 200), half of it in equal parts, 164.29 with 100
    // first and 150 by students, and 162.50 by the mean of the first two.
    let text = |rows: &str| {
        let terms = format!("both-ways = {{ rows = {rows} }}");
        world(&LINDE_ES, "noord = 150, zuid = 200", &in_region(&terms))
    };
    for (rows, es) in [
        ("'per-student'", 15_000),
        ("'equal'", 17_500),
        ("{ first = 100, then = 'per-student' }", 16_429),
        ("{ mix = { equal = '50 %', per-student = '50 %' } }", 16_250),
    ] {
        let run = Run::of(&text(rows));
        assert_eq!(
            run.sum("base", "2022/2023", |award| award.recipient == "de-es"),
            es,
            "{rows}"
        );
        assert_eq!(
            run.sum("base", "2022/2023", |award| award.region == Some("noord")),
            15_000,
            "{rows}"
        );
        assert_eq!(run.findings(), Vec::<String>::new());
    }
}

#[test]
fn slices_and_earmarks_come_first() {
    // Noord holds 200,000, of which a quarter goes to the office: the same table is left.
    let terms = "slice = [{ to = 'office', share = '25 %' }]\nboth-ways = { rows = 'previous' }\n\
                 [division.at.zuid]\nslice = []";
    let text = world(
        &LINDE_ES,
        "noord = 200_000, zuid = 160_000",
        &in_region(terms),
    );
    check(
        &text,
        &[
            ("de-es@noord", "100000.00"),
            ("de-es@zuid", "80000.00"),
            ("de-linde@noord", "50000.00"),
            ("de-linde@zuid", "80000.00"),
            ("office/noord", "50000.00"),
        ],
    );
}

#[test]
fn totals_that_cannot_be_met_leave_each_region_its_own_key_and_are_named() {
    // De-wilg is in zuid alone, which holds 100; three quarters of 200 is more than that.
    let students = [
        ("de-es", "students = { noord = 10, zuid = 10 }\nweight = 1"),
        ("de-wilg", "students = { zuid = 30 }\nweight = 3"),
    ];
    for method in ["proportional-fitting", "biproportional"] {
        let terms = format!("both-ways = {{ rows = 'weights', method = '{method}' }}");
        let text = world(&students, "noord = 100, zuid = 100", &in_region(&terms));
        check(
            &text,
            &[
                ("de-es@noord", "100.00"),
                ("de-es@zuid", "25.00"),
                ("de-wilg@zuid", "75.00"),
            ],
        );
        let explained = explained(&text, "de-wilg");
        let line = &explained["years"][0]["lines"][0];
        assert_eq!(line["cause"]["rule"], "key-alone");
        let unmet = serde_json::json!({
            "why": "blocked", "partnerships": ["de-wilg"], "regions": ["zuid"],
            "needs": "150.00", "holds": "100.00",
        });
        assert_eq!(line["cause"]["table"]["unmet"], unmet);
        let sentence = line["sentence"].as_str().expect("text");
        assert!(
            sentence.contains("€150 is needed for de-wilg, and there is €100 in zuid"),
            "{sentence}"
        );
    }
}

#[test]
fn who_no_region_with_money_weighs_has_no_total() {
    // De-wilg trains in zuid only, which holds nothing: noord pays de-es all of its 100.
    let students = [
        ("de-es", "students = { noord = 10 }\nweight = 1"),
        ("de-wilg", "students = { zuid = 30 }\nweight = 3"),
    ];
    let text = world(
        &students,
        "noord = 100",
        &in_region("both-ways = { rows = 'weights' }"),
    );
    check(&text, &[("de-es@noord", "100.00")]);
}

#[test]
fn whole_units_leave_what_no_unit_holds() {
    // Units of 100: columns of 15 and 16, totals of 18 and 13; 50 and 99 euros are left.
    for method in ["proportional-fitting", "biproportional"] {
        let terms = format!(
            "unit = 100\nboth-ways = {{ rows = {{ mix = {{ previous = '100 %' }} }}, \
             method = '{method}' }}"
        );
        let pools = "noord = 1_550, zuid = 1_699";
        let run = Run::of(&world(&LINDE_ES, pools, &in_region(&terms)));
        let sum =
            |recipient: &str| run.sum("base", "2022/2023", |award| award.recipient == recipient);
        assert_eq!((sum("de-es"), sum("de-linde")), (180_000, 130_000));
        assert_eq!(run.pot("base", "regional", "unallocated"), "149.00");
        assert_eq!(run.findings(), Vec::<String>::new());
    }
}

#[test]
fn rounding_both_ways_keeps_both_sums_within_a_cent() {
    // One cent in three equal parts for each of three partnerships: largest remainder would give
    // every cent to the first region. Both ways, each region has exactly one.
    let text = "title = 'cents'\nyears = ['2022/2023']\ncoverage = 'complete'\n\
                [[region]]\nid = 'noord'\n[[region]]\nid = 'oost'\n[[region]]\nid = 'zuid'\n\
                [[component]]\nid = 'cent'\namount = 0.01\n\
                [[division]]\nid = 'pot'\npays = ['cent']\n\
                [[division]]\nid = 'apart'\nfrom = 'partnership'\nto = 'region'\n\
                key = 'equal'\nrounding = 'both-ways'\n"
        .to_owned();
    let partnership = |id: &str| {
        format!("[[partnership]]\nid = '{id}'\nstudents = {{ noord = 1, oost = 1, zuid = 1 }}\n")
    };
    let text = text + &["a", "b", "c"].map(partnership).concat();
    let once = text.replace("rounding = 'both-ways'\n", "");
    let region = |text: &str, region: &str| {
        Run::of(text).sum("base", "2022/2023", |award| award.region == Some(region))
    };
    assert_eq!(
        ["noord", "oost", "zuid"].map(|one| region(&once, one)),
        [3, 0, 0]
    );
    assert_eq!(
        ["noord", "oost", "zuid"].map(|one| region(&text, one)),
        [1, 1, 1]
    );
    // The first cell is the largest possible, then the second, read region by region.
    check(
        &text,
        &[("a@noord", "0.01"), ("b@oost", "0.01"), ("c@zuid", "0.01")],
    );
}

#[test]
fn a_table_that_takes_too_long_is_refused() {
    let mut text = world(
        &[],
        "noord = 1",
        &in_region("both-ways = { rows = 'equal' }"),
    );
    for at in 0..101 {
        text += &format!("[[region]]\nid = 'r{at}'\n");
        text += &format!("[[partnership]]\nid = 'p{at}'\nstudents = {{ r{at} = 1 }}\n");
    }
    let refused = Run::refused(&text);
    assert!(refused.contains("table-too-large"), "{refused}");
    assert!(refused.contains("10403 cells"), "{refused}");
}
