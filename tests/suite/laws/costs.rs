//! Costs: own contributions reconcile, and no income is made or lost, in any world.

use super::{Outcome, world};
use crate::worlds::{tapes, trials};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use verdeel::domain::Level;
use verdeel::money::Cents;
use verdeel::results::{CoverageRow, YearResult};
use verdeel::study::Study;

/// Costs per head and per partnership, over both levels in thirds.
const COSTS: &str = r#"
[[cost]]
id = "hours"
hours = "7/3"
hourly = 33.33
per = "student-or-side-entrant"
borne-by = { board = "1/3", institute = "2/3" }
[[cost]]
id = "fixed"
amount = 1000.01
borne-by = { board = "2/3", institute = "1/3" }
"#;

proptest! {
    #![proptest_config(trials(60))]

    #[test]
    fn own_contributions_reconcile_and_income_is_what_was_awarded(mut tape in tapes()) {
        let text = format!("{}\n{COSTS}", world(&mut tape).text());
        let study = match Study::open("world.toml", &|_| Ok(text.clone())) {
            Ok(study) => study,
            Err(refused) => {
                // A component need not count what a cost counts.
                let mut problems = refused.problems.iter();
                prop_assert!(problems.all(|problem| problem.code == "missing-count"), "{}", text);
                return Ok(());
            }
        };
        for result in study.results() {
            for year in &result.years {
                adds_up(year)?;
            }
        }
    }
}

fn adds_up(year: &YearResult) -> Outcome {
    let sum = |is_partnership: bool, of: &dyn Fn(&CoverageRow) -> Cents| -> Cents {
        let rows = year.coverage.iter();
        rows.filter(|row| (row.level == Level::Partnership) == is_partnership)
            .map(of)
            .sum()
    };
    let contribution = |row: &CoverageRow| row.contribution().unwrap_or_default();
    prop_assert_eq!(sum(true, &contribution), sum(false, &contribution));
    let cost = |row: &CoverageRow| row.cost.unwrap_or_default();
    prop_assert_eq!(sum(true, &cost), sum(false, &cost));
    let awards = year.awards.iter();
    let own = awards.filter(|award| award.account.partnership_name().is_some());
    let received: Cents = own.map(|award| award.amount).sum();
    let from_awards = |row: &CoverageRow| row.income - row.of_functions;
    prop_assert_eq!(sum(true, &from_awards), received);
    prop_assert_eq!(sum(false, &|row| row.income), sum(true, &|row| row.income));
    Ok(())
}
