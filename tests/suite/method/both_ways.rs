//! Worked numbers of tables and of two stages.

use super::{check, results, says, selected, variant};
use verdeel::money::Cents;

/// Returns regions `n` and `z`, which have these amounts, and partnerships.
fn regions(amounts: [u32; 2], partnerships: &str) -> String {
    let [north, south] = amounts;
    format!(
        r#"
        title = "a table"
        years = ["2025"]
        coverage = "complete"
        region = [{{ id = "n" }}, {{ id = "z" }}]
        {partnerships}
        [[component]]
        id = "sum"
        to = "region"
        amounts = {{ n = {north}, z = {south} }}
        [[division]]
        id = "pot"
        pays = ["sum"]
        [[division]]
        id = "in-region"
        from = "region"
        to = "partnership"
        "#
    )
}

#[test]
fn tables_keep_to_totals_of_both_sides_or_to_the_keys_of_regions() {
    let partnerships = r#"
        [[partnership]]
        id = "a"
        students = { n = 100, z = 100 }
        previous = 130_000
        [[partnership]]
        id = "b"
        students = { n = 100, z = 50 }
        previous = 180_000
    "#;
    let both = |method: &str| {
        let table = format!("{{ rows = \"previous\", method = \"{method}\" }}");
        variant(
            method,
            &format!("\"division.in-region.both-ways\" = {table}"),
        )
    };
    let methods = ["proportional-fitting", "biproportional"];
    let text = regions([150_000, 160_000], partnerships) + &methods.map(both).concat();
    for method in methods {
        let table = format!(
            "{method} a n 50,000.00\n{method} a z 80,000.00\n\
             {method} b n 100,000.00\n{method} b z 80,000.00"
        );
        check("Both ways", &text, &table);
    }
    says(
        "Both ways",
        &[
            "1 and 2 for the partnerships",
            "500 and 800 euros for the regions",
        ],
    );
    let partnerships = r#"
        [[partnership]]
        id = "a"
        students = { n = 10, z = 10 }
        weight = 1
        [[partnership]]
        id = "b"
        students = { z = 30 }
        weight = 3
    "#;
    let text = regions([100, 100], partnerships) + "both-ways = { rows = \"weights\" }\n";
    check("Both ways", &text, "a 125.00\nb 75.00");
}

#[test]
fn rounding_both_ways_serves_every_region() {
    let scenario = |rounding: &str| {
        let partnerships = ["a", "b", "c"].map(|id| {
            format!("[[partnership]]\nid = \"{id}\"\nstudents = {{ n = 1, o = 1, z = 1 }}\n")
        });
        format!(
            r#"
            title = "cents"
            years = ["2025"]
            region = [{{ id = "n" }}, {{ id = "o" }}, {{ id = "z" }}]
            component = [{{ id = "cent", amount = 0.01 }}]
            {}
            [[division]]
            id = "pot"
            pays = ["cent"]
            [[division]]
            id = "apart"
            from = "partnership"
            to = "region"
            rounding = "{rounding}"
            "#,
            partnerships.concat()
        )
    };
    check("Both ways", &scenario("once"), "n 0.03");
    for region in ["n", "o", "z"] {
        check(
            "Both ways",
            &scenario("both-ways"),
            &format!("{region} 0.01"),
        );
    }
}

#[test]
fn a_pot_goes_over_regions_first_with_or_without_spill_over() {
    let first = |unused: &str| {
        let shortage = format!(
            "{{ rule = \"proportional\", \
             first = {{ key = \"per-side-entrant\", unused = \"{unused}\" }} }}"
        );
        variant(unused, &format!("\"division.pot.shortage\" = {shortage}"))
    };
    let scenario = r#"
        title = "stages"
        years = ["2025"]
        coverage = "complete"
        region = [{ id = "n" }, { id = "z" }]
        [[partnership]]
        id = "a"
        students = { n = 300 }
        side-entrants = { n = 9 }
        [[partnership]]
        id = "b"
        students = { n = 300, z = 100 }
        [[partnership]]
        id = "c"
        students = { z = 500 }
        side-entrants = { z = 1 }
        [[component]]
        id = "claim"
        amount = 1
        per = "student"
        [[division]]
        id = "pot"
        pays = ["claim"]
        pot = 1_000
    "#;
    let text = scenario.to_owned() + &first("return") + &first("keep");
    let table = "return b 366.67\nreturn c 333.33\nkeep b 316.67\nkeep c 83.33";
    check("Two stages", &text, table);
    check("Two stages", &text, "keep unallocated 300.00");
    assert_eq!(
        selected(&results(&text), &["return", "a"]),
        Cents::new(30_000)
    );
}
