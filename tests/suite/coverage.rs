//! Costs, coverage, own contributions and prices, against hand calculations.

use verdeel::domain::{Level, Year};
use verdeel::money::{Cents, Exact};
use verdeel::report::{coverage_json, coverage_text};
use verdeel::results::{CoverageRow, PriceFactor, VariantResult};
use verdeel::study::{Lang, Look, Study};

/// Two boards and an institute; 90 students counted per board, 60 of a second partnership not.
const WORLD: &str = r#"
years = ["2025"]
scheme = "regional-2025"
[[region]]
id = "a"
[[board]]
id = "b1"
[[board]]
id = "b2"
[[institute]]
id = "i"
[[partnership]]
id = "p"
[[partnership]]
id = "q"
boards = ["b1", "b2"]
students = { a = 60 }
[[count]]
partnership = "p"
region = "a"
board = "b1"
institute = "i"
students = 60
[[count]]
partnership = "p"
region = "a"
board = "b2"
institute = "i"
students = 30
"#;

/// Mentors at 40 x 50 = 2,000 per student, borne by boards; 10,000 fixed, half borne by each, of
/// q 7,000.
const COSTS: &str = r#"
[[cost]]
id = "mentor"
hours = 40
hourly = 50
borne-by = { board = "100 %" }
[[cost]]
id = "fixed"
amount = 10_000
amounts = { q = 7_000 }
borne-by = { board = "50 %", institute = "50 %" }
"#;

/// What a row says: level, id, cost, income, own contribution.
type Told = (&'static str, Option<String>, String, String, String);

fn results(text: &str) -> Vec<VariantResult> {
    let study = Study::open("scenario.toml", &|_| Ok(text.to_owned()));
    study
        .unwrap_or_else(|refused| panic!("{:#?}\n{text}", refused.problems))
        .results()
}

fn rows(text: &str) -> Vec<CoverageRow> {
    let mut results = results(text);
    results.remove(0).years.remove(0).coverage
}

fn told(rows: &[CoverageRow]) -> Vec<Told> {
    let text = |amount: Option<Cents>| amount.map_or("-".into(), Cents::to_euro_text);
    let told = rows.iter().map(|row| {
        let id = row.id.as_ref().map(ToString::to_string);
        let (cost, income) = (text(row.cost), text(Some(row.income)));
        (row.level.name(), id, cost, income, text(row.contribution()))
    });
    told.collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str, &str, &str, &str)]) -> Vec<CoverageRow> {
    let rows = rows(text);
    let expected = expected.iter().map(|(level, id, cost, income, own)| {
        let level = Level::ALL.iter().find(|(name, _)| name == level);
        let id = (*id != "-").then(|| (*id).to_owned());
        let level = level.expect("a level").0;
        (
            level,
            id,
            (*cost).to_owned(),
            (*income).to_owned(),
            (*own).to_owned(),
        )
    });
    assert_eq!(told(&rows), expected.collect::<Vec<Told>>());
    reconciles(&rows);
    rows
}

/// Contributions of boards and institutes add up to those of partnerships.
fn reconciles(rows: &[CoverageRow]) {
    let sum = |of: &dyn Fn(&CoverageRow) -> bool| -> Cents {
        rows.iter()
            .filter(|row| of(row))
            .filter_map(CoverageRow::contribution)
            .sum()
    };
    let of_partnerships = sum(&|row| row.level == Level::Partnership);
    assert_eq!(sum(&|row| row.level != Level::Partnership), of_partnerships);
}

#[test]
fn costs_go_over_boards_by_students_and_equally_where_these_are_not_counted() {
    // p: 90 x 2,000 + 10,000 = 190,000 against 90 x 1,250. b1 bears 120,000 + 3,333.33, b2
    // 60,000 + 1,666.67, i 5,000. q: 120,000 + 7,000 against 75,000; each board 61,750, and for
    // institutes 3,500 that no scenario names.
    let rows = check(
        &format!("{WORLD}{COSTS}"),
        &[
            ("partnership", "p", "190000.00", "112500.00", "77500.00"),
            ("partnership", "q", "127000.00", "75000.00", "52000.00"),
            // Of 112,500 in proportion to costs 73,026.314 and 36,513.160; of 75,000 36,466.535 for
            // each board, where the spare cent goes to the first.
            ("board", "b1", "185083.33", "109492.85", "75590.48"),
            ("board", "b2", "123416.67", "72979.69", "50436.98"),
            ("institute", "-", "3500.00", "2066.93", "1433.07"),
            ("institute", "i", "5000.00", "2960.53", "2039.47"),
        ],
    );
    assert_eq!(rows[0].coverage(), Some(Exact::ratio(112_500, 190_000)));
    assert_eq!(rows[0].students, Some(Exact::from(90)));
    assert_eq!(rows[0].break_even(), Some(Exact::from(125_000)));
    assert_eq!(
        rows[0].contribution_per_student(),
        Some(Exact::ratio(7_750_000, 90))
    );
    // Of q nobody knows how many of the 60 are at which board.
    assert_eq!(rows[2].students, None);
    assert_eq!(rows[5].students, Some(Exact::from(90)));
}

#[test]
fn without_costs_there_is_only_the_cost_per_student_that_the_income_covers() {
    let rows = check(
        WORLD,
        &[
            ("partnership", "p", "-", "112500.00", "-"),
            ("partnership", "q", "-", "75000.00", "-"),
        ],
    );
    assert_eq!(rows[1].break_even(), Some(Exact::from(125_000)));
    assert_eq!(rows[1].coverage(), None);
}

#[test]
fn what_a_region_pays_for_training_is_income_and_for_its_office_is_not() {
    // 187,500: 10 % to begeleiden, 20 % to the office, 5 % to a function that a cost names.
    let slices = "[[function]]\nid = \"coach\"\n[set]\n\"division.in-region.slice\" = [\
        { to = \"begeleiden\", share = \"10 %\" }, { to = \"office\", share = \"20 %\" }, \
        { to = \"coach\", share = \"5 %\" }]\n";
    // 65 % by students is 73,125 and 48,750; begeleiden brings 11,250 and 7,500.
    for (income, p, q) in [
        ("", "84375.00", "56250.00"),
        // The coach brings 5,625 and 3,750 more.
        ("income = [\"coach\"]\n", "90000.00", "60000.00"),
    ] {
        let cost = format!(
            "[[cost]]\nid = \"fixed\"\namount = 100_000\nborne-by = {{ board = 1 }}\n{income}"
        );
        let found = rows(&format!("{WORLD}{cost}{slices}"));
        let incomes: Vec<String> = found.iter().map(|row| row.income.to_euro_text()).collect();
        assert_eq!(incomes[..2], [p.to_owned(), q.to_owned()]);
        reconciles(&found);
    }
    // Others in the region take their part: 150 of 300 students.
    let others = "[[others]]\nid = \"rest\"\nregion = \"a\"\npartnerships = 2\nstudents = 150\n";
    let found = rows(&format!("{WORLD}{others}{slices}"));
    let functions: Vec<String> = found
        .iter()
        .map(|row| row.of_functions.to_string())
        .collect();
    assert_eq!(
        functions,
        ["11250.00", "7500.00"],
        "10 % of 375,000 x 90/300 and 60/300"
    );
}

#[test]
fn what_is_passed_on_is_income_of_whoever_received_it() {
    // All to b1 and b2 of p by students, nothing to institutes.
    let passing = "[[division]]\nid = \"on\"\nfrom = \"partnership\"\nto = \"board\"\n";
    let text = WORLD.replace(
        "boards = [\"b1\", \"b2\"]\nstudents = { a = 60 }",
        "students = 0",
    );
    check(
        &format!("{text}{COSTS}{passing}"),
        &[
            ("partnership", "p", "190000.00", "0.00", "190000.00"),
            ("partnership", "q", "7000.00", "0.00", "7000.00"),
            ("board", "-", "3500.00", "0.00", "3500.00"),
            ("board", "b1", "123333.33", "0.00", "123333.33"),
            ("board", "b2", "61666.67", "0.00", "61666.67"),
            ("institute", "-", "3500.00", "0.00", "3500.00"),
            ("institute", "i", "5000.00", "0.00", "5000.00"),
        ],
    );
    // With enough students for the region: 175 x 1,250, of which 150,000 for b1 and 68,750 for b2.
    let text = WORLD.replace(
        "institute = \"i\"\nstudents = 60",
        "institute = \"i\"\nstudents = 120",
    );
    let text = text.replace(
        "institute = \"i\"\nstudents = 30",
        "institute = \"i\"\nstudents = 55",
    );
    let text = text.replace(
        "boards = [\"b1\", \"b2\"]\nstudents = { a = 60 }",
        "students = 0",
    );
    let found = rows(&format!("{text}{COSTS}{passing}"));
    let of = |id: &str| {
        let mut rows = found.iter();
        let row = rows.find(|row| row.id.as_ref().is_some_and(|own| own.as_str() == id));
        row.expect("a row").income.to_euro_text()
    };
    assert_eq!(
        (of("p"), of("b1"), of("b2")),
        ("218750.00".into(), "150000.00".into(), "68750.00".into(),)
    );
    assert_eq!(of("i"), "0.00");
    reconciles(&found);
}

#[test]
fn paths_set_costs_and_a_cost_may_be_of_the_year_that_runs() {
    let variants = r#"
[[variant]]
id = "v"
set = { "cost.mentor.hourly" = 60, "cost.fixed.amounts.q" = 1 }
[[variant]]
id = "w"
set = { cost.mentor.hours = "20", cost.fixed.amount = 0 }
"#;
    let results = results(&format!("{WORLD}{COSTS}{variants}"));
    let costs = results.iter().map(|result| {
        let rows = result.years[0].coverage.iter().take(2);
        rows.map(|row| row.cost.expect("a cost").to_euro_text())
            .collect::<Vec<_>>()
    });
    let expected = [
        ["190000.00", "127000.00"],
        ["226000.00", "144001.00"],
        ["90000.00", "67000.00"],
    ];
    assert_eq!(costs.collect::<Vec<_>>(), expected);
    // Income looks back, the cost at the year that runs: 10 % more students.
    let running = "[[cost]]\nid = \"mentor\"\nhours = 1\nhourly = 1000\n\
        reference = \"running-school-year\"\nborne-by = { board = 1 }\n";
    let found = rows(&format!("growth = \"10 %\"{WORLD}{running}"));
    let costs: Vec<_> = found
        .iter()
        .map(|row| row.cost.map(Cents::to_euro_text))
        .collect();
    assert_eq!(
        costs[..2],
        [Some("99000.00".into()), Some("66000.00".into())]
    );
}

#[test]
fn what_cannot_be_counted_is_refused_for_a_cost_and_left_out_without_one() {
    let flat = r#"
years = ["2025"]
[[partnership]]
id = "p"
[[component]]
id = "base"
amount = 1000
[[division]]
id = "pot"
pays = ["base"]
"#;
    let cost = "[[cost]]\nid = \"c\"\nhours = 1\nhourly = 10\nborne-by = { board = 1 }\n";
    let row = rows(flat).remove(0);
    assert_eq!((row.students, row.income), (None, Cents::new(100_000)));
    let text = format!("{flat}{cost}");
    let refused = Study::open("scenario.toml", &|_| Ok(text.clone()))
        .err()
        .expect("refused");
    let codes: Vec<&str> = refused
        .problems
        .iter()
        .map(|problem| problem.code)
        .collect();
    assert_eq!(codes, ["missing-count"]);
    // A thousand billion euros an hour fit in no sum.
    let cost = "[[cost]]\nid = \"c\"\nhours = 900_000_000\nhourly = 1_000_000_000_000\n\
        borne-by = { board = 1 }\n";
    let text = format!("{WORLD}{cost}");
    let refused = Study::open("scenario.toml", &|_| Ok(text.clone()))
        .err()
        .expect("refused");
    assert_eq!(refused.problems[0].code, "sum-too-large");
}

#[test]
fn contributions_reconcile_to_the_cent_whatever_the_sizes() {
    for students in [1, 7, 13, 61, 89] {
        for share in ["1/3", "2/7", "50 %"] {
            let rest = Exact::one().minus(&Exact::from_share_text(share).expect("a share"));
            let cost = format!(
                "[[cost]]\nid = \"c\"\nhours = \"1/3\"\nhourly = 33.33\nborne-by = \
                 {{ board = \"{share}\", institute = \"{}\" }}\n",
                rest.to_number_text()
            );
            let text = WORLD.replace("{ a = 60 }", &format!("{{ a = {students} }}"));
            let found = rows(&format!("{text}{COSTS}{cost}"));
            reconciles(&found);
        }
    }
}

#[test]
fn constant_prices_use_the_index_and_months_where_the_year_is_of_the_other_kind() {
    let prices = "[prices]\nlevel = 2025\nindex = { 2024 = \"96\", 2025 = \"102\" }\n\
        grade = \"assumption\"\n";
    let results = results(&format!("{WORLD}{prices}"));
    let prices = results[0].prices.as_ref().expect("prices");
    let year = |text: &str| Year::parse(text).expect("a year");
    // 5/12 of 96 and 7/12 of 102 are 99.5.
    for (of, factor, by_months) in [
        ("2025", Some(Exact::one()), false),
        ("2024", Some(Exact::ratio(102, 96)), false),
        ("2024/2025", Some(Exact::ratio(1020, 995)), true),
        ("2023", None, false),
        ("2025/2026", None, false),
    ] {
        let found = PriceFactor::of(prices, year(of));
        assert_eq!(found.as_ref().map(|one| one.factor.clone()), factor, "{of}");
        assert_eq!(found.is_some_and(|one| one.is_by_months), by_months, "{of}");
    }
    let factor = PriceFactor::of(prices, year("2024")).expect("a factor");
    // 100 x 102/96 = 106.25; 0.08 x 102/96 = 0.085, half up 0.09; a decrease of it -0.09.
    for (nominal, constant) in [(10_000, 10_625), (8, 9), (-8, -9)] {
        assert_eq!(
            factor.constant(Cents::new(nominal)),
            Some(Cents::new(constant))
        );
    }
}

#[test]
fn every_format_says_the_same() {
    let prices = "[prices]\nlevel = 2024\nindex = { 2024 = \"50\", 2025 = \"100\" }\n";
    let results = results(&format!("{WORLD}{COSTS}{prices}"));
    let document = coverage_json(&results[0]);
    let row = &document[0]["rows"][0];
    for (key, value) in [
        ("recipient", "p"),
        ("cost", "190000.00"),
        ("contribution", "77500.00"),
        ("coverage", "45/76"),
        ("break_even_per_student", "1250/1"),
        ("price_level", "2025"),
    ] {
        assert_eq!(row[key], value, "{key}");
    }
    assert_eq!(row["constant"]["contribution"], "38750.00");
    let look = |lang| Look { lang, width: 100 };
    let text = coverage_text(&results, look(Lang::En));
    for part in [
        "€77,500.00",
        "€38,750.00",
        "in prices of 2024 (price index: own input)",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let text = coverage_text(&results, look(Lang::Nl));
    assert!(text.contains("59,21 %"), "{text}");
}
