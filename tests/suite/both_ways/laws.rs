//! Laws of tables, on random worlds: both totals are met wherever a table is made.

use crate::runs::opened;
use crate::worlds::{World, tapes, trials};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::TestCaseError;
use std::collections::BTreeMap;
use verdeel::domain::{Fit, Id};
use verdeel::engine::{Cell, Observer, Posting, Reason, allocate};
use verdeel::money::{Cents, Exact, Rounding};
use verdeel::study::Study;

type Outcome = Result<(), TestCaseError>;

/// Writes down every posting by a key.
#[derive(Default)]
struct Keyed(Vec<Posting>);

impl Observer for Keyed {
    const LISTENS: bool = true;

    fn posting(&mut self, _lane: usize, posting: Posting) {
        if matches!(posting.reason, Reason::Keyed { .. }) {
            self.0.push(posting);
        }
    }
}

proptest! {
    #![proptest_config(trials(200))]

    #[test]
    fn both_totals_are_met_or_the_table_says_why_not(mut tape in tapes()) {
        met(&opened(&World::two_way(&mut tape).text()))?;
    }
}

/// Money by year, division and one side of the table.
type Sums = BTreeMap<(usize, usize, Option<Id>), i64>;

fn met(study: &Study) -> Outcome {
    for case in &study.cases {
        let mut heard = Keyed::default();
        allocate(&case.plan, &case.inputs, &mut heard);
        let (mut rows, mut columns) = (Sums::new(), Sums::new());
        let passages = case.plan.years.iter().flat_map(|year| year.passages());
        let units: BTreeMap<usize, i64> = passages
            .filter_map(|pass| Some((pass.division, pass.table.as_ref()?.precision.unit.count())))
            .collect();
        let accounts = &case.plan.accounts;
        // From a region the row is the partnership; from a partnership it is the region.
        let sides = |posting: &Posting| {
            let (from, to) = (&accounts[posting.from], &accounts[posting.to]);
            let row = match from.kind_name() {
                "region" => Some(to.id.clone()),
                _ => to.region.clone(),
            };
            let key = |side| (posting.year, posting.division, side);
            (key(row), key(Some(from.id.clone())))
        };
        for posting in &heard.0 {
            let (row, column) = sides(posting);
            *rows.entry(row).or_default() += posting.amount.count();
            *columns.entry(column).or_default() += posting.amount.count();
        }
        for posting in &heard.0 {
            let (row, column) = sides(posting);
            of_cell(
                posting,
                units.get(&posting.division),
                (rows[&row], columns[&column]),
            )?;
        }
    }
    Ok(())
}

/// Holds a cell against its multipliers, and the sums of its row and column against their totals.
fn of_cell(posting: &Posting, unit: Option<&i64>, (row, column): (i64, i64)) -> Outcome {
    let Reason::Keyed {
        pot,
        weight,
        cell: Some(cell),
        ..
    } = &posting.reason
    else {
        return Ok(());
    };
    let unit = *unit.expect("a passage with a table");
    let placed = pot.count() - pot.count() % unit;
    match &**cell {
        Cell::Fitted {
            method,
            total,
            row: of_row,
            column: of_column,
        } => {
            // A cell is its weight times both multipliers, rounded: to the nearest unit, or down
            // or up so that all adds up. Only one table is that for its totals.
            let exact = weight.times(of_row).times(of_column);
            let gap = exact.minus(&posting.amount.into()).over(&unit.into());
            let most = match method {
                Fit::Biproportional => Exact::ratio(1, 2),
                Fit::Proportional => Exact::ratio(1_001, 1_000),
            };
            prop_assert!(gap <= most && gap >= Exact::zero().minus(&most));
            prop_assert_eq!(row, total.amount.count());
            prop_assert_eq!(column, placed);
            prop_assert_eq!(posting.amount.count() % unit, 0);
        }
        Cell::Rounded { row: exact, .. } => {
            let floor = exact.to_cents(Rounding::Down).count();
            let is_whole = *exact == Exact::from(Cents::new(floor));
            prop_assert!((floor..=floor + i64::from(!is_whole)).contains(&row));
            prop_assert_eq!(column, pot.count());
        }
        // Each region by its own key, as without a table.
        Cell::Alone { .. } => prop_assert_eq!(column, placed),
    }
    Ok(())
}
