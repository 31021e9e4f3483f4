//! The worked numbers of `docs/method.md`, computed again.
//!
//! Each number is compared twice: with what the program computes, and with the text of the section
//! it stands in, so that neither can change alone.

mod both_ways;
mod costs;
mod differences;
mod laboratory;
mod models;
mod passages;
mod payments;
mod sensitivities;
mod simulation;
mod whole_units;

use verdeel::money::{AmountError, Cents, Exact, Rounding};
use verdeel::results::VariantResult;
use verdeel::study::Study;

use crate::source::read;

/// Returns the text of a section of the method, up to the next one.
fn section(title: &str) -> String {
    let text = read("docs/method.md");
    let head = format!("\n## {title}\n");
    let (_, rest) = text.split_once(&head).expect("the method has the section");
    rest.split("\n## ").next().unwrap_or_default().to_owned()
}

/// Asserts that a section says every one of these words.
#[track_caller]
pub(crate) fn says(title: &str, words: &[&str]) {
    let text = section(title);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for word in words {
        assert!(text.contains(word), "{title} does not say {word}");
    }
}

/// Returns the results of a scenario, given as text.
#[track_caller]
fn results(scenario: &str) -> Vec<VariantResult> {
    let file = |_: &str| Ok(scenario.to_owned());
    let study = Study::open("worked.toml", &file);
    let study = study.unwrap_or_else(|refused| panic!("{:#?}", refused.problems));
    study.results()
}

/// Asserts the amounts of a scenario, and that a section of the method says them.
///
/// Each row of the table is a selection and an amount. A selection may begin with a variant, and
/// names any of year, recipient, region and component; `unallocated` is what pots could not place.
#[track_caller]
fn check(title: &str, scenario: &str, table: &str) {
    let results = results(scenario);
    for row in table.trim().lines().map(str::trim) {
        let (selection, amount) = row.rsplit_once(' ').expect("a selection and an amount");
        let words: Vec<&str> = selection.split_whitespace().collect();
        let expected = Cents::from_euro_text(&amount.replace(',', "")).expect("an amount");
        assert_eq!(selected(&results, &words), expected, "{row}");
        says(title, &[amount]);
    }
}

/// Returns the sum of the awards, or of the unallocated money, that a selection names.
fn selected(results: &[VariantResult], words: &[&str]) -> Cents {
    let id = words.first().copied().unwrap_or_default();
    let what_if = results[1..].iter().find(|result| result.id == id);
    let (result, words) = match what_if {
        Some(result) => (result, &words[1..]),
        None => (&results[0], words),
    };
    let mut sum = Cents::ZERO;
    for year in &result.years {
        if words == ["unallocated"] {
            sum += year.pots.iter().map(|pot| pot.unallocated).sum();
        }
        for award in &year.awards {
            let component = result.plan.components[award.component].id.as_str();
            let own = [
                year.year.to_string(),
                award.account.id.to_string(),
                award
                    .account
                    .region_name()
                    .unwrap_or("no-region")
                    .to_owned(),
                component.to_owned(),
            ];
            if words.iter().all(|word| own.iter().any(|own| own == word)) {
                sum += award.amount;
            }
        }
    }
    sum
}

/// Returns a variant that lays these settings over the scenario.
fn variant(id: &str, settings: &str) -> String {
    format!("[[variant]]\nid = \"{id}\"\nset = {{ {settings} }}\n")
}

#[test]
fn amounts_shares_and_rounding_are_exact() {
    assert_eq!(Cents::from_euro_text("937.5"), Ok(Cents::new(93_750)));
    assert_eq!(Cents::from_euro_text("1.100"), Ok(Cents::new(110)));
    let refused = Cents::from_euro_text("937.505");
    assert_eq!(refused, Err(AmountError::FractionOfACent));
    assert_eq!(Exact::from_share_text("12.5 %"), Ok(Exact::ratio(1, 8)));
    let half = |number| Exact::ratio(number, 2);
    assert_eq!(half(5).round(Rounding::HalfUp), Some(3));
    assert_eq!(half(5).round(Rounding::HalfEven), Some(2));
    assert_eq!(half(7).round(Rounding::HalfEven), Some(4));
    let worked = ["93,750 cents", "110 cents", "`937.505` is refused", "1/8"];
    says("Money and shares", &worked);
    says("Money and shares", &["2.5 is 3", "2.5 is 2 and 3.5 is 4"]);
}

#[test]
fn counts_are_projected_once_from_the_base_year() {
    let scenario = r#"
        title = "projection"
        years = ["2022/2023", "2023/2024", "2024/2025"]
        growth = "10 %"
        partnership = [{ id = "a", students = 45 }, { id = "b", students = 35 }]
        component = [{ id = "one", amount = 1, per = "student" }]
        division = [{ id = "pot", pays = ["one"] }]
    "#;
    let table = "
        a 2022/2023 45.00
        a 2023/2024 50.00
        a 2024/2025 54.00
        b 2022/2023 35.00
        b 2023/2024 38.00
        b 2024/2025 42.00
    ";
    check("Counts and reference years", scenario, table);
}

#[test]
fn students_are_projected_by_year_of_study() {
    let course = r#"
        title = "projection"
        years = ["2022/2023", "2023/2024", "2024/2025"]
        partnership = [{ id = "a", students = 1000 }]
        component = [{ id = "one", amount = 1, per = "student" }]
        division = [{ id = "pot", pays = ["one"] }]
        [projection]
        intake-growth = "10 %"
        attrition = { 1 = "20 %", 2 = "8 %", 3 = "5 %", 4 = "3 %" }
        by-year-of-study = { 1 = "35 %", 2 = "27 %", 3 = "20 %", 4 = "18 %" }
    "#;
    let table = "
        2022/2023 1,000.00
        2023/2024 1,103.00
        2024/2025 1,225.00
    ";
    check("Counts and reference years", course, table);
    let share = "in-partnerships = { now = '70 %', target = '100 %', by = '2023/2024' }";
    let table = "
        2023/2024 1,340.00
        2024/2025 1,750.00
    ";
    check(
        "Counts and reference years",
        &format!("{course}{share}"),
        table,
    );
    let worked = ["1,103.4", "1,225.08", "1,339.84", "1,750.11"];
    says("Counts and reference years", &worked);
}

#[test]
fn a_reference_is_a_rule_and_not_a_number_of_years() {
    let counted = |years: &str| {
        let rows = (2020..=2024).map(|year| {
            let next = year + 1;
            format!("[[count]]\npartnership = \"a\"\nyear = \"{year}/{next}\"\nstudents = {year}\n")
        });
        let (rows, running): (String, _) = (rows.collect(), "running-school-year");
        format!(
            r#"
            title = "references"
            years = ["{years}"]
            partnership = [{{ id = "a" }}]
            component = [
                {{ id = "previous", amount = 1, per = "student" }},
                {{ id = "running", amount = 1, per = "student", reference = "{running}" }},
                {{ id = "fixed", amount = 1, per = "student", reference = "2020/2021" }},
            ]
            division = [{{ id = "pot", pays = ["previous", "running", "fixed"] }}]
            {rows}
            "#
        )
    };
    let section = "Counts and reference years";
    for (year, previous, running) in [("2022/2023", 2021, 2022), ("2025", 2023, 2024)] {
        let results = results(&counted(year));
        for (component, start) in [("previous", previous), ("running", running)] {
            let euros = Cents::new(start * 100);
            assert_eq!(selected(&results, &["a", component]), euros);
            says(section, &[&format!("{start}/{}", start + 1)]);
        }
        assert_eq!(selected(&results, &["a", "fixed"]), Cents::new(202_000));
    }
}
