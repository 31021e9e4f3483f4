//! Wishes that are read from amounts, without changing anything.

use super::{Case, Fails, Holds, Nothing, PER_STUDENT, hold, judged, under, verdicts, world};

/// A region that pays its partnerships by students, from an amount of its own.
fn region(amount: &str, terms: &str, partnerships: &[(&str, i64, &str)]) -> String {
    let rules = format!(
        r#"
[[component]]
id = "region-money"
to = "region"
amount = {amount}
[[division]]
id = "to-regions"
pays = ["region-money"]
scope = "local"
[[division]]
id = "in-region"
from = "region"
to = "partnership"
{terms}
"#
    );
    world(partnerships, &rules)
}

#[test]
fn keep_looks_at_everybody_beside_what_is_stated() {
    // 100,000 and 200 × 955 = 291,000, which is 97 % of 300,000.
    let of = || under("linear-2020", &[("de-linde", 200, "previous = 300_000")]);
    let case = |name, wish, outcome| Case {
        name,
        world: of(),
        wish,
        outcome,
    };
    hold(&[
        case(
            "95 % is 285,000",
            "wish = \"keep\"\nat-least = \"95 %\"\nagainst = \"previous\"",
            Holds("6000.00"),
        ),
        case(
            "97 % is exactly 291,000",
            "wish = \"keep\"\nat-least = \"97 %\"\nagainst = \"previous\"",
            Holds("0.00"),
        ),
        case(
            "98 % is 294,000",
            "wish = \"keep\"\nat-least = 0.98\nagainst = \"previous\"",
            Fails(&["de-linde"], "300000.00", "291000.00"),
        ),
    ]);
}

#[test]
fn keep_looks_at_the_year_before_and_at_variants() {
    let world = r#"
years = ["2022/2023", "2023/2024"]
coverage = "complete"
[[region]]
id = "noord"
[[partnership]]
id = "de-linde"
[[count]]
partnership = "de-linde"
region = "noord"
year = "2021/2022"
students = 100
[[count]]
partnership = "de-linde"
region = "noord"
year = "2022/2023"
students = 80
[[variant]]
id = "richer"
set = { "component.per-student.amount" = 1_250 }
[[check]]
id = "year"
wish = "keep"
at-least = "90 %"
against = "last-year"
variants = ["base"]
[[check]]
id = "variant"
wish = "keep"
at-least = "90 %"
against = "richer"
years = ["2023/2024"]
"#;
    let found = verdicts(&format!("{world}{PER_STUDENT}"));
    let shape: Vec<(&str, &str, &str, bool, u64)> = found
        .iter()
        .map(|verdict| {
            let text = |key: &str| verdict[key].as_str().unwrap_or_default();
            let tried = verdict["tried"].as_u64().unwrap_or(99);
            let holds = verdict["holds"] == true;
            (text("check"), text("variant"), text("year"), holds, tried)
        })
        .collect();
    // 80 students are 80 % of 100; 1,000 is 80 % of 1,250; a variant is not compared with itself.
    assert_eq!(
        shape,
        [
            ("year", "base", "2022/2023", true, 0),
            ("year", "base", "2023/2024", false, 1),
            ("variant", "base", "2023/2024", false, 1),
        ]
    );
    assert_eq!(found[1]["counterexample"]["before"], "100000.00");
    assert_eq!(found[1]["counterexample"]["after"], "80000.00");
    assert_eq!(found[1]["margin"], "-10000.00");
    assert_eq!(found[2]["counterexample"]["before"], "100000.00");
}

#[test]
fn equals_are_treated_equally_unless_last_year_is_protected() {
    let partnerships = [
        ("de-es", 100, "previous = 50_000"),
        ("de-iep", 100, "previous = 200_000"),
        ("de-wilg", 300, "previous = 300_000"),
    ];
    let mut kept = partnerships;
    kept[2].2 = "previous = 10";
    let wish = "wish = \"equal-treatment\"";
    hold(&[
        Case {
            name: "by students: 100,000 each of 500,000 for 500 students",
            world: region("500_000", "", &partnerships),
            wish,
            outcome: Holds("0.00"),
        },
        Case {
            // 500,000.01 over 500 students: 100,000.002 each, so one gets the spare cent or none.
            name: "a cent that cannot be divided is no failure",
            world: region("100_000.01", "", &partnerships[..2]),
            wish,
            outcome: Holds("0.00"),
        },
        Case {
            // 180,000 is kept; the other two share 320,000 as 100 to 300.
            name: "hold-harmless makes equals unequal",
            world: region("500_000", "keep = \"90 %\"", &kept),
            wish,
            outcome: Fails(&["de-es", "de-iep"], "80000.00", "180000.00"),
        },
        Case {
            name: "nobody is equal to another",
            world: region("500_000", "", &partnerships[1..]),
            wish,
            outcome: Nothing,
        },
    ]);
}

#[test]
fn a_region_stays_in_its_band() {
    let world = format!(
        "years = [\"2022/2023\"]\n[[region]]\nid = \"noord\"\n[[region]]\nid = \"zuid\"\n\
         [[partnership]]\nid = \"a\"\nstudents = {{ noord = 140, zuid = 60 }}\n{PER_STUDENT}\
         [[division]]\nid = \"over-regions\"\nfrom = \"partnership\"\nto = \"region\"\n"
    );
    let case = |name, wish, outcome| Case {
        name,
        world: world.clone(),
        wish,
        outcome,
    };
    // 140,000 and 60,000 of 200,000.
    hold(&[
        case(
            "70 % and 30 % exactly",
            "wish = \"region-share\"\nat-least = \"30 %\"\nat-most = \"70 %\"",
            Holds("0.00"),
        ),
        case(
            "noord has a point too much, zuid is not asked",
            "wish = \"region-share\"\nat-most = \"69 %\"",
            Fails(&["noord"], "200000.00", "140000.00"),
        ),
        case(
            "only zuid is looked at",
            "wish = \"region-share\"\nat-least = \"1/3\"\nrecipients = [\"zuid\"]",
            Fails(&["zuid"], "200000.00", "60000.00"),
        ),
    ]);
}

#[test]
fn totals_and_amounts_lie_between_their_ends() {
    let partnerships = [
        ("de-es", 50, "previous = 60_000"),
        ("de-wilg", 150, "previous = 140_000"),
    ];
    let case = |name, wish, outcome| Case {
        name,
        world: world(&partnerships, super::WITH_BASE),
        wish,
        outcome,
    };
    // De Es has 150,000 or 3,000 per student, De Wilg 250,000 or 1,666.67; together 400,000.
    hold(&[
        case(
            "a total",
            "wish = \"total\"\nat-most = 400_000",
            Holds("0.00"),
        ),
        case(
            "a total, a cent too much",
            "wish = \"total\"\nat-most = 399_999.99",
            Fails(&[], "399999.99", "400000.00"),
        ),
        case(
            "twice the total of last year",
            "wish = \"total\"\nat-least = \"200 %\"\nat-most = \"200 %\"\nagainst = \"previous\"",
            Holds("0.00"),
        ),
        case(
            "pot-neutral it is not",
            "wish = \"total\"\nat-most = \"100 %\"\nagainst = \"previous\"",
            Fails(&[], "200000.00", "400000.00"),
        ),
        case(
            "amounts",
            "wish = \"amount\"\nat-least = 150_000\nat-most = 260_000",
            Holds("0.00"),
        ),
        case(
            "one amount",
            "wish = \"amount\"\nat-least = 150_000.01\nrecipients = [\"de-wilg\"]",
            Holds("99999.99"),
        ),
        case(
            "a cent below",
            "wish = \"amount\"\nat-least = 150_000.01",
            Fails(&["de-es"], "150000.01", "150000.00"),
        ),
        case(
            "per student: 250,000 is 5,000 less than 150 times 1,700",
            "wish = \"amount\"\nat-least = 1_700\nper = \"student\"",
            Fails(&["de-wilg"], "1700.00", "250000.00"),
        ),
        case(
            "per student: 150,000 is 50 times 3,000",
            "wish = \"amount\"\nat-most = 3_000\nper = \"student\"",
            Holds("0.00"),
        ),
    ]);
}

#[test]
fn levels_are_looked_at_by_themselves() {
    let text = r#"
years = ["2022/2023"]
[[region]]
id = "noord"
[[board]]
id = "b"
[[partnership]]
id = "a"
[[count]]
partnership = "a"
region = "noord"
board = "b"
students = 40
[[division]]
id = "to-boards"
from = "partnership"
to = "board"
"#;
    let world = format!("{text}{PER_STUDENT}").replace("[[division]]\nid = \"to-boards\"", "@");
    let (before, passage) = world.split_once('@').expect("the passage");
    let (passage, payment) = passage.split_once("[[component]]").expect("the payment");
    let world = format!("{before}[[component]]{payment}[[division]]\nid = \"to-boards\"{passage}");
    for (level, id) in [("region", "noord"), ("partnership", "a"), ("board", "b")] {
        let wish = format!("wish = \"amount\"\nat-most = 30_000\nlevel = \"{level}\"");
        let verdict = judged(&world, &wish);
        let is_told_apart = level != "region";
        assert_eq!(verdict["holds"], !is_told_apart, "{level}: {verdict}");
        if is_told_apart {
            assert_eq!(verdict["counterexample"]["recipients"][0], id);
            assert_eq!(verdict["counterexample"]["after"], "40000.00");
        }
    }
}

#[test]
fn income_covers_a_part_of_what_training_costs() {
    // 100,000 and 200 × 955 = 291,000 on 200 × 20 hours × 60 = 240,000 and 100,000 fixed, which
    // is 291/340 of the cost, 2,000 above 85 %.
    let costs = "[[cost]]\nid = \"mentors\"\nhours = 20\nhourly = 60\nper = \"student\"\n\
                 borne-by = { board = \"100 %\" }\n\
                 [[cost]]\nid = \"fixed\"\namount = 100_000\n\
                 borne-by = { institute = \"100 %\" }\n";
    let bare = under("linear-2020", &[("de-linde", 200, "")]);
    let case = |name, wish, outcome| Case {
        name,
        world: format!("{bare}\n{costs}"),
        wish,
        outcome,
    };
    hold(&[
        case(
            "85 % is 289,000",
            "wish = \"coverage\"\nat-least = \"85 %\"",
            Holds("2000.00"),
        ),
        case(
            "100 % is 340,000",
            "wish = \"coverage\"\nat-least = 1",
            Fails(&["de-linde"], "340000.00", "291000.00"),
        ),
        case(
            "at most 85 % is 289,000",
            "wish = \"coverage\"\nat-most = 0.85",
            Fails(&["de-linde"], "340000.00", "291000.00"),
        ),
        Case {
            name: "without costs",
            world: bare.clone(),
            wish: "wish = \"coverage\"\nat-least = 1",
            outcome: Nothing,
        },
    ]);
}

#[test]
fn what_only_rounding_forgives_is_told() {
    // 18,000 in units of 1,000: 9,000 each, where p had 10,000. A unit may come from rounding.
    let world = "title = \"units\"\nyears = [\"2022/2023\"]\ncoverage = \"complete\"\n\
        [[partnership]]\nid = \"p\"\nstudents = 100\nprevious = 10_000\n\
        [[partnership]]\nid = \"q\"\nstudents = 100\nprevious = 1_000\n\
        [[component]]\nid = \"h\"\namount = 150\nper = \"student\"\n\
        [[division]]\nid = \"d\"\npays = [\"h\"]\npot = 18_000\nunit = 1_000\n";
    let wish = "wish = \"keep\"\nat-least = \"100 %\"\nagainst = \"previous\"";
    let verdict = &verdicts(&super::with_check(world, wish))[0];
    assert_eq!(
        (&verdict["holds"], &verdict["margin"]),
        (&true.into(), &"-1000.00".into())
    );
}
