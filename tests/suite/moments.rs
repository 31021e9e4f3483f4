//! Payment moments and cash, against amounts by hand.

mod audited;

use serde_json::Value;

use crate::runs::{JSON, Run};
use verdeel::study::{CompareQuestion, Level, compare};

/// Returns the parts of the awards of the first variant, as `year recipient month amount`.
#[track_caller]
fn paid(run: &Run) -> Vec<String> {
    let years = list(&run.variants_json()[0]["years"]);
    let rows = years.flat_map(|year| {
        list(&year["awards"]).flat_map(move |award| {
            let head = format!("{} {}", text(&year["year"]), text(&award["recipient"]));
            list(&award["moments"]).map(move |part| {
                format!("{head} {} {}", text(&part["moment"]), text(&part["amount"]))
            })
        })
    });
    rows.collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

/// Runs a text, of which the audit finds nothing to say.
#[track_caller]
fn proven(scenario: &str) -> Run {
    let run = Run::of(scenario);
    assert_eq!(run.findings(), Vec::<String>::new());
    run
}

#[test]
fn amounts_fall_in_months_of_the_year_that_money_is_for() {
    // Year, instalments, amount, and what is paid when.
    let table: [(&str, &str, &str, &[&str]); 8] = [
        (
            "2025",
            r#"{ month = 3, share = "60 %" }, { month = 6, years-later = 1, share = "40 %" }"#,
            "100",
            &["2025-03 60.00", "2026-06 40.00"],
        ),
        // School years begin in August.
        (
            "2022/2023",
            r#"{ month = 7, share = "50 %" }, { month = 8, share = "50 %" }"#,
            "100",
            &["2022-08 50.00", "2023-07 50.00"],
        ),
        (
            "2022/2023",
            r#"{ month = 3, years-later = 2, share = 1 }"#,
            "100",
            &["2025-03 100.00"],
        ),
        // The odd cent goes to the largest remainder, of equal ones to the earliest month.
        (
            "2025",
            r#"{ month = 9, share = "50 %" }, { month = 2, share = "50 %" }"#,
            "100.01",
            &["2025-02 50.01", "2025-09 50.00"],
        ),
        (
            "2025",
            r#"{ month = 1, share = "1/3" }, { month = 2, share = "2/3" }"#,
            "0.02",
            &["2025-01 0.01", "2025-02 0.01"],
        ),
        (
            "2025",
            r#"{ month = 1, share = "10 %" }, { month = 2, share = "90 %" }"#,
            "0.01",
            &["2025-02 0.01"],
        ),
        ("2025", r#"{ month = 1, share = 1 }"#, "0", &[]),
        ("2025", "", "100", &[]),
    ];
    for (year, instalments, amount, expected) in table {
        let run = proven(&format!(
            "years = [\"{year}\"]\n[[partnership]]\nid = \"p\"\n[[component]]\nid = \"c\"\n\
             amount = \"{amount}\"\n[[division]]\nid = \"d\"\npays = [\"c\"]\n\
             instalments = [{instalments}]\n"
        ));
        let expected: Vec<String> = expected
            .iter()
            .map(|part| format!("{year} p {part}"))
            .collect();
        assert_eq!(paid(&run), expected, "{year} {instalments} {amount}");
    }
}

/// A region of three partnerships that share its 100.01 equally: 33.34, 33.34 and 33.33.
const REGION: &str = r#"
years = ["2025"]
[[region]]
id = "n"
[[partnership]]
id = "a"
regions = ["n"]
[[partnership]]
id = "b"
regions = ["n"]
[[partnership]]
id = "c"
regions = ["n"]
[[component]]
id = "whole"
to = "region"
amount = "100.01"
[[division]]
id = "pot"
pays = ["whole"]
instalments = [{ month = 3, share = "60 %" }, { month = 9, share = "40 %" }]
[[division]]
id = "within"
from = "region"
to = "partnership"
key = "equal"
"#;

#[test]
fn money_goes_on_when_it_comes_in() {
    // The region has 60.01 and 40.00. Of 33.34 that is 20.0053 and 13.3347: 20.01 and 13.33. Of
    // what is left, 40.00 and 26.67, it is 20.003 and 13.337; and the third has the rest.
    let run = proven(REGION);
    assert_eq!(
        paid(&run),
        [
            "2025 a 2025-03 20.01",
            "2025 a 2025-09 13.33",
            "2025 b 2025-03 20.00",
            "2025 b 2025-09 13.34",
            "2025 c 2025-03 20.00",
            "2025 c 2025-09 13.33",
        ]
    );
}

#[test]
fn a_holder_may_pass_money_on_in_months_of_its_own() {
    let later = r#"instalments = [{ month = 5, share = "50 %" }, { month = 11, share = "50 %" }]"#;
    let common = format!("{REGION}{later}\n");
    let single = format!("{REGION}[division.at.n]\n{later}\n");
    for scenario in [common, single] {
        let run = proven(&scenario);
        assert_eq!(
            paid(&run),
            [
                "2025 a 2025-05 16.67",
                "2025 a 2025-11 16.67",
                "2025 b 2025-05 16.67",
                "2025 b 2025-11 16.67",
                "2025 c 2025-05 16.67",
                "2025 c 2025-11 16.66",
            ]
        );
        let postings = list(&run.variants_json()[0]["years"][0]["postings"]);
        let first = postings.take(2).map(|one| text(&one["moment"]));
        assert_eq!(first.collect::<Vec<_>>(), ["2025-03", "2025-09"]);
    }
}

#[test]
fn what_has_no_months_keeps_none() {
    let text = REGION.replace("instalments = ", "# ");
    let run = proven(&text);
    assert_eq!(paid(&run), [""; 0]);
    let postings = list(&run.variants_json()[0]["years"][0]["postings"]);
    assert!(postings.into_iter().all(|one| one["moment"].is_null()));
    assert!(run.variants_json()[0]["cash"].is_null());
}

#[test]
fn a_year_made_of_two_keeps_the_months_of_both() {
    let scheme = "title = \"x\"\nyear = \"calendar-year\"\nvalid-from = \"2022\"\nsource = \"x\"\n\
        [[component]]\nid = \"c\"\namount = 1_200\n[[division]]\nid = \"d\"\npays = [\"c\"]\n\
        scope = \"local\"\ninstalments = [{ month = 3, share = \"100 %\" }]\n";
    let text = "years = [\"2022/2023\"]\nscheme = \"scheme.toml\"\nyear-conversion = \"months\"\n\
        [[partnership]]\nid = \"p\"\n";
    // The last five months of 2022 and the first seven of 2023.
    let run = Run::with(text, &[("scheme.toml", scheme)]);
    assert_eq!(run.findings(), Vec::<String>::new());
    let expected = ["2022/2023 p 2022-03 500.00", "2022/2023 p 2023-03 700.00"];
    assert_eq!(paid(&run), expected);
}

/// A region keeps a tenth of 100,000 for mentoring, and two partnerships share the rest equally;
/// 30 and 10 students; each spends 48,000.
const MENTORS: &str = r#"
years = ["2025"]
[[region]]
id = "n"
[[partnership]]
id = "p"
students = { n = 30 }
[[partnership]]
id = "q"
students = { n = 10 }
[[component]]
id = "whole"
to = "region"
amount = 100_000
[[component]]
id = "late"
amount = 600
[[division]]
id = "pot"
pays = ["whole"]
instalments = [{ month = 4, share = "100 %" }]
[[division]]
id = "other-pot"
pays = ["late"]
[[division]]
id = "within"
from = "region"
to = "partnership"
passes = ["whole"]
key = "equal"
slice = [{ to = "begeleiden", share = "10 %" }]
[[cost]]
id = "c"
amount = 48_000
borne-by = { board = "100 %" }
[[variant]]
id = "waits"
set = { "division.within.instalments" = [{ month = 5, share = "100 %" }] }
"#;

#[test]
fn cash_is_what_came_in_less_what_was_spent_so_far() {
    // 4,000 a month. In April 45,000 and of the 10,000 for mentoring 7,500 and 2,500.
    let run = proven(MENTORS);
    let cash = &run.variants_json()[0]["cash"];
    let told = |at: usize, month: usize| {
        let one = &cash[at]["months"][month];
        let keys = ["month", "received", "of_functions", "cost", "balance"];
        keys.map(|key| text(&one[key]).to_owned()).join(" ")
    };
    assert_eq!(told(0, 2), "2025-03 0.00 0.00 4000.00 -12000.00");
    assert_eq!(told(0, 3), "2025-04 52500.00 7500.00 4000.00 36500.00");
    assert_eq!(told(0, 11), "2025-12 0.00 0.00 4000.00 4500.00");
    assert_eq!(told(1, 3), "2025-04 47500.00 2500.00 4000.00 31500.00");
    assert_eq!(told(1, 11), "2025-12 0.00 0.00 4000.00 -500.00");
    for row in list(cash) {
        assert_eq!(row["deepest"]["month"], "2025-03");
        assert_eq!(row["deepest"]["balance"], "-12000.00");
        // The other pot does not say when it pays.
        assert_eq!(row["undated"], "600.00");
    }
}

#[test]
fn a_comparison_says_that_only_months_differ() {
    let question = CompareQuestion {
        path: "s.toml".into(),
        baseline: None,
        models: Vec::new(),
        level: Level::Partnership,
        break_even: Vec::new(),
        compromise: None,
        is_short: true,
    };
    let answer = compare(&question, JSON, &|_| Ok(MENTORS.to_owned())).expect("sound");
    let document: Value = serde_json::from_str(&answer.text).expect("JSON");
    assert_eq!(document["notices"][0]["why"], "only-moments");
}
