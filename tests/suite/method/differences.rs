//! Worked numbers of converted years and of contributions to a difference, and the digest.

use super::{check, results, says};
use sha2::{Digest, Sha256};
use verdeel::money::Cents;
use verdeel::results::{Topic, contrast, explain};
use verdeel::study::{self, Format, Lang, Look, Manner, RunQuestion, run, verify};

use crate::runs::JSON;

#[test]
fn a_calendar_year_of_a_school_year_scheme_is_a_whole_year_or_months_of_two() {
    let scenario = r#"
        title = "the linear scheme for a calendar year"
        years = ["2022"]
        scheme = "linear-2020"
        partnership = [{ id = "a" }]
        count = [
            { partnership = "a", year = "2020/2021", students = 120 },
            { partnership = "a", year = "2021/2022", students = 140 },
        ]
        variant = [{ id = "months", set = { year-conversion = "months" } }]
    "#;
    let table = "
        a 214,600.00
        months a base 100,000.00
        months a per-student 122,558.33
    ";
    check("School and calendar years", scenario, table);
    let worked = [
        "58,333.33",
        "41,666.67",
        "66,850.00",
        "55,708.33",
        "214,600",
        "233,700",
    ];
    says("School and calendar years", &worked);
}

#[test]
fn a_difference_is_charged_by_the_average_of_both_orders() {
    let scenario = r#"
        title = "two rates"
        years = ["2022/2023"]
        partnership = [{ id = "a", students = 210 }]
        component = [{ id = "sum", amount = 1_050, per = "student" }]
        division = [{ id = "pot", pays = ["sum"] }]
        [[variant]]
        id = "other"
        [variant.set]
        component.sum.amount = 955
        partnership.a.students = 200
    "#;
    let results = results(scenario);
    let sides = [&results[0], &results[1]].map(|result| {
        let explanation = explain(result, "a").expect("a receives money");
        (result.plan.clone(), explanation.years[0].clone())
    });
    let [(plan, first), (other_plan, second)] = &sides;
    assert_eq!(first.received - second.received, Cents::new(2_950_000));
    let found = contrast((plan, first), (other_plan, second));
    let found: Vec<(Topic, Cents)> = found.iter().map(|one| (one.topic, one.amount)).collect();
    let rate = (Topic::Rate, Cents::new(1_947_500));
    assert_eq!(found, [rate, (Topic::Heads, Cents::new(1_002_500))]);
    let worked = ["220,500", "191,000", "29,500.00", "19,475.00", "10,025.00"];
    says("Why two amounts differ", &worked);
}

#[test]
fn the_digest_is_the_hash_of_the_variants() {
    let paths = vec!["scenarios/examples/first-run.toml".to_owned()];
    let question = RunQuestion {
        paths,
        variant: None,
    };
    let look = Look {
        lang: Lang::Nl,
        width: 100,
    };
    let manner = Manner {
        format: Format::Json,
        look,
        colour: false,
    };
    let file = |path: &str| Ok(crate::source::read(path));
    let answer = run(&question, manner, &file).expect("the example runs");
    let result: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
    let hash = Sha256::digest(result["variants"].to_string());
    let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(result["receipt"]["digest"], format!("sha256:{digits}"));
    let stored = |path: &str| match path {
        "result.json" => Ok(answer.text.clone()),
        path => file(path),
    };
    let verdict = verify("result.json", manner, &stored).expect("the result is read");
    assert!(!verdict.fails, "{}", verdict.text);
}

#[test]
fn wishes_find_what_merging_and_splitting_bring() {
    let found = |scenario: &str| -> Vec<String> {
        let answer = study::check("worked.toml", JSON, &|_| Ok(scenario.to_owned()));
        let report: serde_json::Value = serde_json::from_str(&answer.expect("sound").text).unwrap();
        let says = &report["wishes"][0]["counterexample"];
        let amounts = [&says["before"], &says["after"]];
        amounts
            .map(|amount| amount.as_str().unwrap().to_owned())
            .into()
    };
    let splitting = r#"
        years = ["2022/2023"]
        partnership = [{ id = "a", students = 60 }]
        component = [
          { id = "base", amount = 100_000 },
          { id = "per-student", amount = 1_000, per = "student" },
        ]
        division = [{ id = "national", pays = ["base", "per-student"] }]
        check = [{ id = "c", wish = "splitting" }]
    "#;
    assert_eq!(found(splitting), ["160000.00", "260000.00"]);
    let merging = r#"
        years = ["2022/2023"]
        scheme = "linear-2020"
        partnership = [{ id = "a", students = 59 }, { id = "b", students = 59 }]
        check = [{ id = "c", wish = "merging" }]
    "#;
    assert_eq!(found(merging), ["0.00", "212690.00"]);
    says("Wishes", &["160,000.00", "260,000.00", "212,690.00"]);
}
