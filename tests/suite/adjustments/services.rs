//! Service units: a function serves recipients and another function, by hand.

use super::world;
use crate::runs::Run;
use crate::source::read;

const LIBRARY: &str = "[[function]]\nid = 'library'\n";

/// The office serves the library; the library serves the office more.
const OFFICE_FIRST: &str = "\
    { to = 'office', cost = 8, serves = { library = 20, a = 30, b = 50 } }, \
    { to = 'library', cost = 4, serves = { office = 40, a = 30, b = 30 } }";

const LIBRARY_FIRST: &str = "\
    { to = 'library', cost = 4, serves = { office = 40, a = 30, b = 30 } }, \
    { to = 'office', cost = 8, serves = { library = 20, a = 30, b = 50 } }";

/// Method, units, and what a, b and c get of 10, 20 and 30.
const TABLE: &[(&str, &str, [&str; 3])] = &[
    // The office 3 and 5; the library 2 and 2.
    ("direct", OFFICE_FIRST, ["5.00", "13.00", "30.00"]),
    // The office 1.60 to the library, 2.40 and 4; the library then has 5.60: 2.80 each.
    ("step-down", OFFICE_FIRST, ["4.80", "13.20", "30.00"]),
    // The library 1.60 to the office and 1.20 each; the office then has 9.60: 3.60 and 6.
    ("step-down", LIBRARY_FIRST, ["5.20", "12.80", "30.00"]),
    // x = 8 + 0.4 y and y = 4 + 0.2 x: x = 240/23 and y = 140/23, so that a pays 114/23.
    ("reciprocal", OFFICE_FIRST, ["5.04", "12.96", "30.00"]),
    ("reciprocal", LIBRARY_FIRST, ["5.04", "12.96", "30.00"]),
];

fn served(method: &str, units: &str) -> String {
    let adjust =
        format!("{{ id = 'x', rule = 'service-units', method = '{method}', units = [{units}] }}");
    world("per-student", &adjust, "['2022/2023']")
        .replace("[[function]]\n", &format!("{LIBRARY}[[function]]\n"))
}

#[test]
fn services_pass_their_costs_on() {
    for (method, units, expected) in TABLE {
        let run = Run::of(&served(method, units));
        let found = ["a", "b", "c"].map(|id| run.award("base", id));
        assert_eq!(found, expected.map(str::to_owned), "{method} {units}");
        // Each function gets its own cost, whoever bears it.
        let functions = ["office", "library"].map(|id| run.award("base", id));
        assert_eq!(functions, ["8.00", "4.00"].map(str::to_owned), "{method}");
        assert_eq!(run.findings(), Vec::<String>::new(), "{method} {units}");
    }
}

#[test]
fn nobody_bears_more_than_there_is() {
    // a has 10 of the 24: the functions get it as 2 to 1.
    let units = "{ to = 'office', cost = 16, serves = { a = 1 } }, \
                 { to = 'library', cost = 8, serves = { a = 1 } }";
    for method in ["direct", "step-down", "reciprocal"] {
        let run = Run::of(&served(method, units));
        let found = ["a", "b", "office", "library"].map(|id| run.award("base", id));
        assert_eq!(found, ["0.00", "20.00", "6.67", "3.33"].map(str::to_owned));
        assert_eq!(run.findings(), Vec::<String>::new(), "{method}");
    }
}

#[test]
fn a_service_that_nobody_uses_in_a_region_costs_nothing_there() {
    // The office serves a and the library, the library serves d of the other region. Here the whole
    // office is for a. There the library is for d, and the office by way of it, but not directly.
    let units = "{ to = 'office', cost = 6, serves = { a = 1, library = 1 } }, \
                 { to = 'library', cost = 4, serves = { d = 1 } }";
    for (method, d, office) in [
        ("direct", "56.00", "6.00"),
        ("step-down", "50.00", "12.00"),
        ("reciprocal", "50.00", "12.00"),
    ] {
        let text = served(method, units).replace("pot = 60", "pot = 120")
            + "[[region]]\nid = 'zuid'\n\
               [[partnership]]\nid = 'd'\nstudents = { zuid = 1 }\nprevious = 10\n";
        let run = Run::of(&text);
        let found = ["a", "b", "c", "d", "office", "library"].map(|id| run.award("base", id));
        let expected = ["4.00", "20.00", "30.00", d, office, "4.00"];
        assert_eq!(found, expected.map(str::to_owned), "{method}");
        assert_eq!(run.findings(), Vec::<String>::new(), "{method}");
    }
}

#[test]
fn who_is_served_is_a_unit_or_a_recipient() {
    let units = "{ to = 'office', cost = 6, serves = { a = 1, noord = 1 } }";
    assert!(Run::refused(&served("direct", units)).contains("serves-a-stranger"));
}

#[test]
fn the_method_says_what_services_charge() {
    let method = read("docs/method.md");
    for (name, units, [a, b, c]) in TABLE {
        let row = format!("| {a} | {b} | {c} |");
        assert!(method.contains(&row), "{name} {units}: no row {row}");
    }
}
