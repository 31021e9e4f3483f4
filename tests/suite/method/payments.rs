//! Worked numbers of entitlements, others and ceilings.

use super::{check, results, says, selected, variant};
use verdeel::money::Cents;

#[test]
fn entitlements_follow_the_schemes() {
    let scheme = |scheme: &str, year: &str, students: &[u32]| {
        let one = |count: &u32| format!("{{ id = \"n{count}\", students = {count} }}");
        let partnerships: Vec<String> = students.iter().map(one).collect();
        let partnerships = partnerships.join(", ");
        format!(
            "title = \"t\"\nyears = [\"{year}\"]\nscheme = \"{scheme}\"\n\
             partnership = [{partnerships}]\n"
        )
    };
    let linear = scheme("linear-2020", "2022/2023", &[59, 60, 250])
        + &variant("lower", "component.per-student.amount = 937.50");
    let table = "
        n60 157,300.00
        n250 338,750.00
        lower n250 334,375.00
    ";
    check("Entitlements", &linear, table);
    assert_eq!(selected(&results(&linear), &["n59"]), Cents::ZERO);
    let steps = scheme("step-2018", "2018/2019", &[59, 60, 139, 140, 379, 380]);
    let table = "
        n59 0.00
        n60 200,000.00
        n139 200,000.00
        n140 280,000.00
        n379 460,000.00
        n380 500,000.00
    ";
    check("Entitlements", &steps, table);
}

#[test]
fn shares_round_half_up_and_maxima_come_last() {
    let scenario = r#"
        title = "shares and maxima"
        years = ["2022/2023"]
        partnership = [{ id = "a", students = 1, boards = ["p", "q", "s", "t"] }]
        board = [{ id = "p" }, { id = "q" }, { id = "s" }, { id = "t" }]
        component = [
            { id = "part", amount = 150_000, share = "77 %" },
            { id = "half", amount = 33.33, share = "1/2" },
            { id = "boards", amount = 30_000, per = "board", maximum = 90_000 },
        ]
        division = [{ id = "pot", pays = ["part", "half", "boards"] }]
    "#;
    let table = "
        part 115,500.00
        half 16.67
        boards 90,000.00
    ";
    check("Entitlements", scenario, table);
    let double = r#"
        title = "a school in two coalitions"
        years = ["2024"]
        partnership = [{ id = "a" }, { id = "b" }]
        count = [
            { partnership = "a", site = "x", pupils = 30 },
            { partnership = "b", site = "x", pupils = 30 },
        ]
        component = [{ id = "pupils", amount = 225, per = "pupil", double-members = "share" }]
        division = [{ id = "pot", pays = ["pupils"] }]
    "#;
    check("Entitlements", double, "a 3,375.00\nb 3,375.00");
}

#[test]
fn others_are_as_equal_as_whole_heads_can_be() {
    let scenario = r#"
        title = "others"
        years = ["2022/2023"]
        scheme = "linear-2020"
        others = [{ id = "rest", partnerships = 10, students = 595 }]
    "#;
    check("Others", scenario, "rest 786,500.00");
}

/// Returns the linear scheme with 85 partnerships, one of them with 300 of all these students.
fn country(students: u32, settings: &str) -> String {
    let rest = students - 300;
    format!(
        r#"
        title = "85 partnerships"
        years = ["2020/2021"]
        scheme = "linear-2020"
        set = {{ {settings} }}
        partnership = [{{ id = "a", students = 300 }}]
        others = [{{ id = "rest", partnerships = 84, students = {rest} }}]
        "#
    )
}

#[test]
fn the_ceiling_of_2020_cuts_at_25_401_students() {
    let whole = results(&country(25_400, ""));
    assert_eq!(selected(&whole, &[]), Cents::new(3_275_700_000));
    assert_eq!(selected(&whole, &["a"]), Cents::new(38_650_000));
    says("Ceilings", &["32,757,000.00"]);
    let cut = "
        a per-student 286,488.72
        rest per-student 23,970,511.28
    ";
    check("Ceilings", &country(25_401, ""), cut);
    let stepped = "
        a per-student 286,488.00
        rest per-student 23,970,450.96
        unallocated 61.04
    ";
    let step = "\"division.national.rate-step\" = 0.01";
    check("Ceilings", &country(25_401, step), stepped);
}

#[test]
fn shortages_are_borne_as_the_rule_says() {
    let protected = r#"
        title = "protected claims that do not fit"
        years = ["2022/2023"]
        coverage = "complete"
        partnership = [
            { id = "a", students = 1 }, { id = "b", students = 1 }, { id = "c", students = 1 },
        ]
        component = [{ id = "first", amount = 40 }, { id = "second", amount = 5 }]
        division = [{ id = "pot", pot = 100, pays = ["first", "second"], protect = ["first"] }]
    "#;
    let table = "
        a first 33.34
        b first 33.33
        c first 33.33
        second 0.00
    ";
    check("Ceilings", protected, table);
    let claims = r#"
        title = "shortage rules"
        years = ["2022/2023"]
        coverage = "complete"
        partnership = [
            { id = "a", students = 1 }, { id = "b", students = 2 }, { id = "c", students = 3 },
        ]
        component = [{ id = "claim", amount = 100, per = "student" }]
        division = [{ id = "pot", pot = 200, pays = ["claim"] }]
    "#;
    let claims = claims.to_owned()
        + &variant("awards", "\"division.pot.shortage\" = \"equal-awards\"")
        + &variant("losses", "\"division.pot.shortage\" = \"equal-losses\"");
    let table = "
        a 33.33
        b 66.67
        c 100.00
        awards a 66.67
        awards b 66.67
        awards c 66.66
        losses a 0.00
        losses b 50.00
        losses c 150.00
    ";
    check("Ceilings", &claims, table);
}
