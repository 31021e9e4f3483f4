//! Tier tables.

use rand::RngExt;
use verdeel::money::Exact;
use verdeel::rules::{Bracket, TierError, TierKind, Tiers};

use super::{draws, exact, one};

/// Reads `from:amount` pairs.
fn brackets(text: &str) -> Vec<Bracket> {
    let pairs = text.split_whitespace().map(|pair| {
        let (from, amount) = pair.split_once(':').expect("from:amount");
        Bracket {
            from: one(from),
            amount: one(amount),
        }
    });
    pairs.collect()
}

fn tiers(kind: TierKind, text: &str) -> Tiers {
    Tiers::new(kind, brackets(text)).expect("a table")
}

/// The scheme of 2018 in part, and rates that fall with size.
const STEPS: &str = "60:200000 140:280000 380:500000";
const RATES: &str = "0:1000 100:900 200:850";

#[test]
fn a_bound_belongs_to_the_bracket_that_begins_there() {
    for (kind, table, count, amount) in [
        (TierKind::Step, STEPS, "59", "0"),
        (TierKind::Step, STEPS, "59.9", "0"),
        (TierKind::Step, STEPS, "60", "200000"),
        (TierKind::Step, STEPS, "139", "200000"),
        (TierKind::Step, STEPS, "140", "280000"),
        (TierKind::Step, STEPS, "9999", "500000"),
        (TierKind::Slab, RATES, "99", "99000"),
        (TierKind::Slab, RATES, "100", "90000"),
        (TierKind::Slab, RATES, "200", "170000"),
        // 100 at 1000, 100 at 900 and 50 at 850.
        (TierKind::Graduated, RATES, "100", "100000"),
        (TierKind::Graduated, RATES, "250", "232500"),
        (TierKind::Graduated, RATES, "0", "0"),
        // Below the first bracket there is nothing, and heads below it are not paid.
        (TierKind::Graduated, "60:10", "61.5", "15"),
        (TierKind::Graduated, "60:10", "59", "0"),
    ] {
        assert_eq!(
            tiers(kind, table).amount(&one(count)),
            one(amount),
            "{kind:?} {count}"
        );
    }
}

#[test]
fn cliffs_are_the_counts_at_which_one_head_more_pays_less() {
    let slab = tiers(TierKind::Slab, RATES).cliffs();
    let found: Vec<_> = slab
        .iter()
        .map(|cliff| (cliff.at, cliff.before.clone(), cliff.after.clone()))
        .collect();
    // 99 * 1000 against 100 * 900; 199 * 900 against 200 * 850.
    let expected = [(100, "99000 90000"), (200, "179100 170000")];
    let expected = expected.map(|(at, amounts)| {
        let amounts = exact(amounts);
        (at, amounts[0].clone(), amounts[1].clone())
    });
    assert_eq!(found, expected);
    // A rate that falls by less than one head in sixty is no cliff: 59 * 955 against 60 * 950.
    assert_eq!(tiers(TierKind::Slab, "0:955 60:950").cliffs(), []);
    assert_eq!(
        tiers(TierKind::Step, "60:200 140:100 150:100")
            .cliffs()
            .len(),
        1
    );
}

#[test]
fn cliffs_are_those_found_by_counting() {
    let mut draw = draws(7);
    let mut found = 0;
    for _ in 0..60 {
        let mut from = Exact::zero();
        let table: Vec<Bracket> = (0..4)
            .map(|_| {
                from = from.plus(&one(&format!("{}/4", draw.random_range(1..40))));
                Bracket {
                    from: from.clone(),
                    amount: draw.random_range(0..30).into(),
                }
            })
            .collect();
        for (_, kind) in TierKind::ALL {
            let tiers = Tiers::new(kind, table.clone()).expect("a table");
            let falls = |at: &i64| tiers.amount(&(*at).into()) < tiers.amount(&(*at - 1).into());
            let expected: Vec<i64> = (1..60).filter(falls).collect();
            let cliffs: Vec<i64> = tiers.cliffs().iter().map(|cliff| cliff.at).collect();
            assert_eq!(cliffs, expected, "{kind:?} {table:?}");
            assert!(kind != TierKind::Graduated || cliffs.is_empty());
            found += cliffs.len();
        }
    }
    assert!(found > 50, "{found} cliffs");
}

#[test]
fn a_table_that_does_not_ascend_is_refused() {
    for (table, error) in [
        ("", TierError::Empty),
        ("5:1 5:2", TierError::NotAscending(1)),
        ("5:1 4:2", TierError::NotAscending(1)),
        ("-1:1", TierError::Negative(0)),
        ("1:1 2:-1", TierError::Negative(1)),
    ] {
        assert_eq!(
            Tiers::new(TierKind::Step, brackets(table)),
            Err(error),
            "{table}"
        );
    }
}
