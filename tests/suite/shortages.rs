//! Shortage rules in scenarios: as the shortage of a pot, and as an allocation key.
//!
//! The claims are those of the Talmud: 100, 200 and 300 (Kethubot 93a; Aumann and Maschler 1985).

mod references;
mod told;

use crate::runs::{Run, opened};

/// Returns partnerships `a`, `b` and `c` with claims of 100, 200 and 300 on a pot of their region.
fn world(pot: i64, shortage: &str) -> String {
    format!(
        "{}\
         [[division]]\nid = 'pot'\npays = ['claim']\npot = {pot}\nshortage = {shortage}\n",
        partnerships()
    )
}

/// Returns the same claims as a key for what the region of all three holds.
fn keyed(pot: i64, key: &str) -> String {
    format!(
        "{}[[component]]\nid = 'sum'\nto = 'region'\namount = {pot}\n\
         [[division]]\nid = 'pot'\npays = ['sum']\n\
         [[division]]\nid = 'in-region'\nfrom = 'region'\nto = 'partnership'\nkey = {key}\n",
        partnerships()
    )
}

fn partnerships() -> String {
    let mut text = "title = 'claims'\nyears = ['2022/2023']\ncoverage = 'complete'\n\
                    [[region]]\nid = 'noord'\n"
        .to_owned();
    for (id, students) in [("a", 1), ("b", 2), ("c", 3)] {
        text += &format!(
            "[[partnership]]\nid = '{id}'\nstudents = {{ noord = {students} }}\n\
             weight = {students}\n"
        );
    }
    text + "[[component]]\nid = 'claim'\namount = 100\nper = 'student'\n"
}

#[track_caller]
fn check(scenario: &str, expected: [&str; 3]) {
    let run = Run::of(scenario);
    let found = ["a", "b", "c"].map(|id| run.award("base", id));
    assert_eq!(found, expected.map(str::to_owned), "{scenario}");
    assert_eq!(run.findings(), Vec::<String>::new());
}

/// Pot, rule as written in a scenario, and what the claims of 100, 200 and 300 get.
const TABLE: &[(i64, &str, [&str; 3])] = &[
    (200, "'proportional'", ["33.33", "66.67", "100.00"]),
    // 66 2/3 each: the two spare cents go to the first of equal remainders.
    (200, "'equal-awards'", ["66.67", "66.67", "66.66"]),
    (200, "'equal-losses'", ["0.00", "50.00", "150.00"]),
    (200, "'talmud'", ["50.00", "75.00", "75.00"]),
    (300, "'talmud'", ["50.00", "100.00", "150.00"]),
    // Up to half of the claims as equal losses on 50, 100 and 150: 100 is lost, 33 1/3 each.
    (200, "'reverse-talmud'", ["16.67", "66.67", "116.66"]),
    (200, "'piniles'", ["50.00", "75.00", "75.00"]),
    (
        200,
        "'constrained-egalitarian'",
        ["50.00", "75.00", "75.00"],
    ),
    // Nobody's claim is conceded by the others: claims cut at 200, so 100, 200, 200 on 200.
    (200, "'adjusted-proportional'", ["40.00", "80.00", "80.00"]),
    // Orders: a first 100 of it in 2 of 6, and so on; abc acb bac bca cab cba.
    // a: 100 100 0 0 0 0; b: 100 0 200 200 0 0; c: 0 100 0 0 200 200. Equal remainders: a is first.
    (200, "'random-arrival'", ["33.34", "83.33", "83.33"]),
    // Layers of 100 and 100: 33 1/3 each, then 50 for b and c.
    (200, "'minimal-overlap'", ["33.34", "83.33", "83.33"]),
    // Half of 66 2/3, 66 2/3, 66 2/3 and half of 0, 50, 150.
    (200, "'average-awards-losses'", ["33.34", "58.33", "108.33"]),
    (
        200,
        "{ rule = 'priority', order = ['b', 'a'] }",
        ["0.00", "200.00", "0.00"],
    ),
    (
        250,
        "{ rule = 'priority', order = ['b', 'a'] }",
        ["50.00", "200.00", "0.00"],
    ),
    // c first; a and b share the other 100 proportionally, or as equal awards.
    (
        400,
        "{ rule = 'priority-classes', classes = [['c']] }",
        ["33.33", "66.67", "300.00"],
    ),
    (
        400,
        "{ rule = 'priority-classes', classes = [['c']], inner = 'equal-awards' }",
        ["50.00", "50.00", "300.00"],
    ),
    // Weights 1:2:3 are those of the claims.
    (
        300,
        "{ rule = 'weighted-equal-awards', weights = 'per-student' }",
        ["50.00", "100.00", "150.00"],
    ),
    (
        300,
        "{ rule = 'weighted-equal-losses', weights = 'weights' }",
        ["50.00", "100.00", "150.00"],
    ),
    (
        300,
        "{ rule = 'weighted-equal-losses', weights = 'equal' }",
        ["0.00", "100.00", "200.00"],
    ),
];

#[test]
fn every_rule_bears_the_shortage_of_a_pot() {
    for (pot, rule, expected) in TABLE {
        check(&world(*pot, rule), *expected);
    }
}

#[test]
fn every_rule_divides_by_claims_as_a_key() {
    for (pot, rule, expected) in TABLE {
        let key = format!("{{ claims = ['claim'], shortage = {rule} }}");
        check(&keyed(*pot, &key), *expected);
    }
}

#[test]
fn a_key_by_claims_divides_what_is_left_of_a_larger_pot() {
    // 700 holds 600 of claims and 100 more: in proportion to them, or in equal parts.
    let claims = "{ claims = ['claim'] }";
    check(&keyed(700, claims), ["116.67", "233.33", "350.00"]);
    let equal = "{ claims = ['claim'], surplus = 'equal' }";
    check(&keyed(700, equal), ["133.34", "233.33", "333.33"]);
}

#[test]
fn classes_of_components_are_served_in_turn() {
    // The head amounts first, 100 + 200 + 300, and then 60 of the flat amounts of 40 each.
    let rules = "[[component]]\nid = 'flat'\namount = 40\n\
                 [[division]]\nid = 'pot'\npays = ['flat', 'claim']\npot = 660\n\
                 shortage = { rule = 'priority-classes', component-classes = [['claim']] }\n";
    check(&(partnerships() + rules), ["120.00", "220.00", "320.00"]);
}

#[test]
fn who_has_no_weight_comes_last() {
    // Without students a loses first: its 100 of equal losses; the award of b and c is untouched.
    let text = world(
        500,
        "{ rule = 'weighted-equal-awards', weights = 'per-side-entrant' }",
    );
    let entrants = text.replace("id = 'b'\n", "id = 'b'\nside-entrants = { noord = 1 }\n");
    let entrants = entrants.replace("id = 'c'\n", "id = 'c'\nside-entrants = { noord = 1 }\n");
    check(&entrants, ["0.00", "200.00", "300.00"]);
}

#[test]
fn a_rule_that_cannot_be_exact_for_so_many_claims_is_refused() {
    let mut text = "title = 'many'\nyears = ['2022/2023']\ncoverage = 'complete'\n\
                    [[region]]\nid = 'noord'\n\
                    [[component]]\nid = 'claim'\namount = 100\nper = 'student'\n\
                    [[division]]\nid = 'pot'\npays = ['claim']\npot = 200\n\
                    shortage = 'random-arrival'\n"
        .to_owned();
    for id in 0..60 {
        text += &format!("[[partnership]]\nid = 'p{id}'\nstudents = {{ noord = {id} }}\n");
    }
    // Claims that are all made alike are counted; those with a share that is rounded are not.
    let run = Run::of(&text);
    assert_eq!(run.award("base", "p0"), "0.00");
    assert_eq!(run.findings(), Vec::<String>::new());
    text = text.replace("per = 'student'\n", "per = 'student'\nshare = '33 %'\n");
    let refused = Run::refused(&text);
    assert!(refused.contains("shortage-too-large"), "{refused}");
    assert!(
        refused.contains("cannot be counted exactly for 60 claims"),
        "{refused}"
    );
}

#[test]
fn what_one_recipient_claims_on_several_components_is_one_claim() {
    // a claims 150 in one component, b 75 in each of two: both 150 in all, on a pot of 180.
    for rule in [
        "equal-awards",
        "equal-losses",
        "talmud",
        "random-arrival",
        "minimal-overlap",
    ] {
        let text = format!(
            "title = 'parts'\nyears = ['2022/2023']\ncoverage = 'complete'\n\
             [[partnership]]\nid = 'a'\nstudents = 2\n[[partnership]]\nid = 'b'\nstudents = 1\n\
             [[component]]\nid = 'head'\namount = 75\nper = 'student'\n\
             [[component]]\nid = 'own'\namounts = {{ b = 75 }}\n\
             [[division]]\nid = 'pot'\npays = ['head', 'own']\npot = 180\nshortage = '{rule}'\n"
        );
        let run = Run::of(&text);
        let found = ["a", "b"].map(|id| run.award("base", id));
        assert_eq!(found, ["90.00", "90.00"].map(str::to_owned), "{rule}");
        assert_eq!(run.findings(), Vec::<String>::new());
    }
}

#[test]
fn those_known_only_in_sum_claim_one_by_one() {
    // Three partnerships alike claim 150 each on 150, two of them known only in sum: 50 each.
    for rule in [
        "equal-awards",
        "equal-losses",
        "talmud",
        "random-arrival",
        "proportional",
    ] {
        let text = format!(
            "title = 'rest'\nyears = ['2022/2023']\n\
             [[partnership]]\nid = 'a'\nstudents = 1\n\
             [[others]]\nid = 'rest'\npartnerships = 2\nregions = 1\nstudents = 2\n\
             [[component]]\nid = 'head'\namount = 150\nper = 'student'\n\
             [[division]]\nid = 'pot'\npays = ['head']\npot = 150\nshortage = '{rule}'\n"
        );
        let run = Run::of(&text);
        let found = ["a", "rest"].map(|id| run.award("base", id));
        assert_eq!(found, ["50.00", "100.00"].map(str::to_owned), "{rule}");
    }
}

#[test]
fn members_known_only_in_sum_are_an_assumption_and_a_threshold_a_warning() {
    let text = |shortage: &str, when: &str| {
        format!(
            "title = 'rest'\nyears = ['2022/2023']\n\
             [[partnership]]\nid = 'a'\nstudents = 1\n\
             [[others]]\nid = 'rest'\npartnerships = 2\nregions = 1\nstudents = 2\n\
             [[component]]\nid = 'head'\namount = 150\nper = 'student'\n{when}\
             [[division]]\nid = 'pot'\npays = ['head']\npot = 150\nshortage = {shortage}\n"
        )
    };
    let threshold = "when = { students = { at-least = 2 } }\n";
    let classes = "{ rule = 'priority-classes', classes = [['a']] }";
    for (shortage, when, is_assumed, is_suspect) in [
        ("'talmud'", "", true, false),
        ("'talmud'", threshold, true, true),
        ("'proportional'", threshold, false, false),
        (classes, threshold, false, false),
    ] {
        let text = text(shortage, when);
        let study = crate::runs::opened(&text);
        let variant = &study.opened.variants[0];
        let mut assumptions = variant.scenario.assumptions.iter();
        let words = "claims exactly as much as the others there";
        let found = assumptions.any(|one| one.text.en.contains(words));
        assert_eq!(found, is_assumed, "{text}");
        let warnings = verdeel::scenario::implausible(variant);
        let mut warnings = warnings.iter();
        let found = warnings.any(|warning| warning.code == "members-split");
        assert_eq!(found, is_suspect, "{text}");
    }
}

#[test]
fn the_class_of_a_component_comes_before_that_of_a_recipient() {
    // On the head amounts c has 300, and a and b share 100; nothing is left for the flat ones.
    let rules = "[[component]]\nid = 'flat'\namount = 40\n\
                 [[division]]\nid = 'pot'\npays = ['flat', 'claim']\npot = 400\n\
                 [division.shortage]\nrule = 'priority-classes'\n\
                 component-classes = [['claim']]\nclasses = [['c']]\n";
    check(&(partnerships() + rules), ["33.33", "66.67", "300.00"]);
}

/// Returns 40 partnerships in two regions with a base amount and an amount per student.
fn forty(component: &str, rule: &str, more: &str) -> String {
    let mut text = format!(
        "title = 'forty'\nyears = ['2022/2023']\n\
         [[region]]\nid = 'noord'\n[[region]]\nid = 'zuid'\n\
         [[component]]\nid = 'base'\namount = 1_000\n\
         [[component]]\nid = 'head'\namount = 100\nper = 'student'\n{component}\
         [[division]]\nid = 'pot'\npays = ['base', 'head']\npot = 26_000\nscope = 'local'\n\
         shortage = {rule}\n{more}"
    );
    for id in 0..40 {
        let region = if id < 20 { "noord" } else { "zuid" };
        text += &format!("[[partnership]]\nid = 'p{id}'\nstudents = {{ {region} = 3 }}\n");
    }
    text
}

#[test]
fn random_arrival_beyond_32_claims_is_counted_where_all_are_made_alike() {
    // All claim 1,300, 52,000 in all; by symmetry each gets half of it.
    let run = Run::of(&forty("", "'random-arrival'", ""));
    assert_eq!(run.award("base", "p0"), "650.00");
    assert_eq!(run.award("base", "p39"), "650.00");
    assert_eq!(run.findings(), Vec::<String>::new());
    // p0 first with 1,300; 24,700 for 39 claims of 1,300, so 633 1/3 each.
    let classes = "{ rule = 'priority-classes', classes = [['p0']], inner = 'random-arrival' }";
    let run = Run::of(&forty("", classes, ""));
    assert_eq!(run.award("base", "p0"), "1300.00");
    let others: Vec<String> = (1..40)
        .map(|id| run.award("base", &format!("p{id}")))
        .collect();
    let few = others.iter().filter(|award| *award == "633.33").count();
    // 39 × 633.33 = 24,699.87: 13 have a cent more.
    assert_eq!(few, 26);
    assert_eq!(others.iter().filter(|award| *award == "633.34").count(), 13);
}

#[test]
fn random_arrival_is_refused_where_claims_are_not_made_alike() {
    let rest = "[[others]]\nid = 'rest'\npartnerships = 2\nregions = 1\nstudents = 6\n";
    for (component, more, count) in [
        ("share = '33 %'\n", "", 40),
        ("maximum = 250\n", "", 40),
        ("when = { students = { at-least = 1 } }\n", "", 40),
        ("", rest, 42),
    ] {
        let refused = Run::refused(&forty(component, "'random-arrival'", more));
        let words = format!("`random-arrival` cannot be counted exactly for {count} claims: it");
        assert!(refused.contains(&words), "{refused}");
    }
    // Twenty in each region are few enough, whatever they claim.
    let first = "{ rule = 'random-arrival', first = 'proportional' }";
    let run = Run::of(&forty("share = '33 %'\n", first, ""));
    assert_eq!(run.award("base", "p0"), "650.00");
}

#[test]
fn random_arrival_is_counted_for_the_heads_of_each_year() {
    // A draw gives heads of its own to one year: 40 small numbers can be counted, and 40 different
    // ones around a million cannot, whatever the other years have.
    let years = "years = ['2022/2023', '2023/2024']\ncounted = '2021/2022'\ngrowth = '0 %'\n";
    let text = forty("", "'random-arrival'", "").replace("years = ['2022/2023']\n", years);
    let study = opened(&text);
    let case = &study.cases[0];
    assert_eq!(case.plan.years.len(), 2);
    for year in 0..2 {
        for (heads, is_refused) in [(5, false), (1_000_003, true)] {
            let mut inputs = case.inputs.clone();
            inputs.tell_years_apart(2);
            let own = inputs.year_mut(year).expect("a year of its own");
            for (count, apart) in (0_i64..)
                .take(case.plan.years[year].counts.len())
                .enumerate()
            {
                own.drawn_heads_mut(count)[0] = heads + apart;
            }
            let refusal = case.plan.too_large(&inputs).map(|refusal| refusal.code);
            let expected = is_refused.then_some("shortage-too-large");
            assert_eq!(refusal, expected, "{heads} heads in year {year}");
        }
    }
}
