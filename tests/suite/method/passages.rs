//! Worked numbers of slices, earmarks, keys, limits, splits over regions and remainders.

use super::{check, results, says, selected, variant};
use crate::source::read;
use verdeel::money::{Cents, split};

/// Returns a scenario of one region that divides `pot` over recipients, given as the rest of it.
fn region(pot: &str, rest: &str) -> String {
    format!(
        r#"
        title = "a region that divides"
        years = ["2025"]
        region = [{{ id = "r" }}]
        component = [{{ id = "sum", to = "region", amount = {pot} }}]
        {rest}
        [[division]]
        id = "pot"
        pays = ["sum"]
        scope = "local"
        [[division]]
        id = "in-region"
        from = "region"
        to = "partnership"
        "#
    )
}

/// Returns the partnerships `a`, `b`, … with these students in the region.
fn trained(students: &[u32]) -> String {
    let ids = ["a", "b", "c"].iter().zip(students);
    ids.map(|(id, count)| format!("[[partnership]]\nid = \"{id}\"\nstudents = {{ r = {count} }}\n"))
        .collect()
}

#[test]
fn slices_come_before_everything_else() {
    let slices =
        |id: &str, slices: &str| variant(id, &format!("\"division.in-region.slice\" = [{slices}]"));
    let first = "{ to = \"office\", share = \"10 %\" }, ";
    let variants = slices("share", first)
        + &slices(
            "larger",
            "{ to = \"office\", share = \"10 %\", amount = 150 }",
        )
        + &slices(
            "pot",
            &format!("{first} {{ to = \"werven\", share = \"10 %\" }}"),
        )
        + &slices(
            "rest",
            &format!("{first} {{ to = \"werven\", share = \"10 %\", of = \"rest\" }}"),
        );
    let table = "
        share office 100.00
        larger office 150.00
        pot werven 100.00
        rest werven 90.00
    ";
    check(
        "Slices",
        &region("1_000", &(trained(&[1]) + &variants)),
        table,
    );
    let odd = region("333.35", &(trained(&[1]) + &slices("share", first)));
    check("Slices", &odd, "share office 33.34");
}

#[test]
fn earmarks_return_or_stay() {
    let earmark = |id: &str, unused: &str| {
        let earmark = format!("id = \"mbo\", share = \"30 %\", sector = \"mbo\"{unused}");
        variant(
            id,
            &format!("\"division.in-region.earmark\" = [{{ {earmark} }}]"),
        )
    };
    let scenario = |mbo: u32| {
        let partnerships = format!(
            r#"
            [[partnership]]
            id = "a"
            sector = "po"
            students = {{ r = 60 }}
            [[partnership]]
            id = "b"
            sector = "vo"
            students = {{ r = 30 }}
            [[partnership]]
            id = "c"
            sector = "mbo"
            students = {{ r = {mbo} }}
            "#
        );
        let variants = earmark("return", "") + &earmark("keep", ", unused = \"keep\"");
        region("1_000", &(partnerships + &variants))
    };
    let table = "
        return a 420.00
        return b 210.00
        return c 370.00
    ";
    check("Earmarks", &scenario(10), table);
    let table = "
        return a 666.67
        return b 333.33
        keep a 466.67
        keep b 233.33
        keep unallocated 300.00
    ";
    check("Earmarks", &scenario(0), table);
}

#[test]
fn keys_give_each_its_part() {
    let partnerships = r#"
        [[partnership]]
        id = "a"
        students = { r = 10 }
        side-entrants = { r = 2 }
        boards = ["p", "q"]
        weight = 5
        previous = 200
        [[partnership]]
        id = "b"
        students = { r = 20 }
        side-entrants = { r = 1 }
        boards = ["p"]
        weight = 3
        previous = 200
        [[partnership]]
        id = "c"
        students = { r = 30 }
        boards = ["q"]
        weight = 2
        previous = 400
        [[board]]
        id = "p"
        [[board]]
        id = "q"
    "#;
    let rows = [
        ("\"equal\"", "300.00 300.00 300.00"),
        ("\"per-student\"", "150.00 300.00 450.00"),
        ("\"per-student-or-side-entrant\"", "171.43 300.00 428.57"),
        ("\"per-board\"", "450.00 225.00 225.00"),
        ("\"weights\"", "450.00 270.00 180.00"),
        ("\"previous\"", "225.00 225.00 450.00"),
        (
            "{ first = 100, then = \"per-student\" }",
            "200.00 300.00 400.00",
        ),
        ("{ first = 400 }", "300.00 300.00 300.00"),
        (
            "{ mix = { equal = \"50 %\", per-student = \"50 %\" } }",
            "225.00 300.00 375.00",
        ),
    ];
    for (key, amounts) in rows {
        let keyed = variant("keyed", &format!("\"division.in-region.key\" = {key}"));
        let results = results(&region("900", &(partnerships.to_owned() + &keyed)));
        let found = ["a", "b", "c"].map(|id| selected(&results, &["keyed", id]).to_euro_text());
        assert_eq!(found.join(" "), amounts, "{key}");
        let cells = amounts.replace(' ', " | ");
        says(
            "Keys",
            &[&format!("| `{}` | {cells} |", key.trim_matches('"'))],
        );
    }
}

#[test]
fn limits_bend_a_key_with_one_multiplier() {
    let previous = ["20", "10", "10"];
    let partnerships: String = trained(&[1, 2, 3])
        .split_inclusive("}\n")
        .zip(previous)
        .map(|(one, previous)| format!("{one}previous = {previous}\n"))
        .collect();
    let rows = [
        ("minimum = 16", "16.00 17.60 26.40 0.00", ""),
        ("maximum = 25", "11.67 23.33 25.00 0.00", ""),
        ("minimum = 25", "20.00 20.00 20.00 0.00", ""),
        ("maximum = 15", "15.00 15.00 15.00 15.00", ""),
        (
            "keep = \"90 %\"",
            "18.00 16.80 25.20 0.00",
            " of 20, 10 and 10",
        ),
    ];
    for (limit, amounts, of) in rows {
        let limited = variant("limited", &format!("division.in-region.{limit}"));
        let results = results(&region("60", &(partnerships.clone() + &limited)));
        let names = ["a", "b", "c", "unallocated"];
        let found = names.map(|id| selected(&results, &["limited", id]).to_euro_text());
        assert_eq!(found.join(" "), amounts, "{limit}");
        let cells = amounts.replace(' ', " | ");
        says("Limits", &[&format!("| `{limit}`{of} | {cells} |")]);
    }
}

#[test]
fn money_that_nobody_is_counted_for_has_a_way_to_go() {
    let aspirant = |lead: &str| {
        format!(
            r#"
            title = "an aspirant that counts nobody yet"
            years = ["2020/2021"]
            scheme = "linear-2020"
            region = [{{ id = "noord" }}, {{ id = "zuid" }}]
            [[partnership]]
            id = "a"
            status = "aspirant"
            start-year = "2020/2021"
            regions = ["noord", "zuid"]
            {lead}
            "#
        )
    };
    let title = "Regions, boards and institutes";
    let led = aspirant("lead-region = \"noord\"");
    check(title, &led, "a noord 250,000.00");
    assert_eq!(selected(&results(&led), &["zuid"]), Cents::ZERO);
    check(
        title,
        &aspirant(""),
        "a noord 125,000.00\na zuid 125,000.00",
    );
}

#[test]
fn money_goes_on_by_region_and_to_boards_and_institutes() {
    let title = "Regions, boards and institutes";
    let table = "
        de-linde noord 201,118.92
        de-linde zuid 86,193.82
    ";
    check(title, &read("scenarios/examples/two-regions.toml"), table);
    says(
        title,
        &[
            "287,312.74",
            "259,704.88",
            "36,070.12",
            "181,793.42",
            "77,911.46",
        ],
    );
    let table = "
        de-waaier oost 121,195.61
        het-baken oost 60,597.81
        pabo-oost oost 60,597.80
        hogeschool-delta oost 17,313.66
    ";
    let sites = read("scenarios/examples/sites.toml");
    check(title, &sites, table);
    let results = results(&sites);
    assert_eq!(selected(&results, &["oost"]), Cents::new(25_970_488));
    assert_eq!(selected(&results, &["no-region"]), Cents::new(3_607_012));
}

#[test]
fn remainders_go_to_the_largest_and_ties_to_the_chain() {
    let weighed = |weights: &[u32]| {
        let one = |(count, line): (&u32, &str)| format!("{line}\nweight = {count}\n");
        let partnerships = trained(&vec![1; weights.len()]);
        let lines = partnerships.split_inclusive("}\n");
        weights.iter().zip(lines).map(one).collect::<String>()
    };
    let key = "\"division.in-region.key\" = \"weights\"";
    let laid = |id: &str, more: &str| variant(id, &format!("{key}, {more}"));
    let thirds = weighed(&[1, 1, 1])
        + &variant("once", key)
        + &laid("steps", "\"division.in-region.rounding\" = \"each-step\"");
    let table = "
        once a 33.34
        once b 33.33
        once c 33.33
        steps a 33.33
        steps unallocated 0.01
    ";
    check("Remainders", &region("100", &thirds), table);
    let halves = weighed(&[1, 1]) + &laid("hundreds", "\"division.in-region.unit\" = 100");
    let table = "
        hundreds a 200.00
        hundreds b 100.00
        hundreds unallocated 50.00
    ";
    check("Remainders", &region("350", &halves), table);
    let unit = "\"division.in-region.unit\" = 50";
    let ties = "\"division.in-region.ties\" = [\"larger-amount\"]";
    let tied =
        weighed(&[1, 3]) + &laid("by-id", unit) + &laid("larger", &format!("{unit}, {ties}"));
    let table = "
        by-id a 50.00
        by-id b 50.00
        larger a 0.00
        larger b 100.00
    ";
    check("Remainders", &region("100", &tied), table);
}

#[test]
fn a_larger_pot_can_make_a_part_smaller() {
    let weights = [5, 11, 9, 2, 5];
    let parts = |cents| split(Cents::new(cents), &weights).map(|split| split.parts);
    assert_eq!(parts(10), Some([2, 3, 3, 1, 1].map(Cents::new).to_vec()));
    assert_eq!(parts(11), Some([2, 4, 3, 0, 2].map(Cents::new).to_vec()));
    let worked = [
        "10 cents give 2, 3, 3, 1 and 1",
        "11 cents give 2, 4, 3, 0 and 2",
    ];
    says("Remainders", &worked);
}
