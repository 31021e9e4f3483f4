//! Equalisation and levelling.

use rand::RngExt;
use verdeel::money::Exact;
use verdeel::rules::{equalise, levelling_down, levelling_up, unmet_need};

use super::{draws, exact, one, some, total};

#[test]
fn partial_equalisation_is_the_formula_and_moves_no_total() {
    let mut draw = draws(5);
    for _ in 0..100 {
        let (amounts, heads) = (some(&mut draw, 6, 0, 900), some(&mut draw, 6, 1, 40));
        let alpha = one(&format!("{}/7", draw.random_range(0..=7)));
        let outcome = equalise(&amounts, &heads, &alpha, &Exact::zero());
        let average = total(&amounts).over(&total(&heads));
        for ((before, heads), after) in amounts.iter().zip(&heads).zip(&outcome.awards) {
            let gap = average.times(heads).minus(before);
            assert_eq!(*after, before.plus(&gap.times(&alpha)));
        }
        assert_eq!(total(&outcome.awards), total(&amounts));
    }
}

#[test]
fn a_band_leaves_alone_what_lies_near_the_average() {
    // Average 200. Beyond 10 %: 80 above 220, and 60 below 180; the smaller sum moves.
    for (alpha, band, awards, moved) in [
        ("1", "0.1", "240 180 180", "60"),
        ("1/2", "0.1", "270 150 180", "30"),
        ("1", "0.5", "300 120 180", "0"),
        ("1", "0", "200 200 200", "100"),
    ] {
        let outcome = equalise(
            &exact("300 120 180"),
            &exact("1 1 1"),
            &one(alpha),
            &one(band),
        );
        assert_eq!(outcome.awards, exact(awards), "{alpha} {band}");
        assert_eq!((outcome.average, outcome.moved), (200.into(), one(moved)));
    }
}

#[test]
fn levelling_spends_on_the_poorest_and_takes_from_the_richest() {
    let (amounts, heads) = (exact("100 400 300"), exact("1 2 1"));
    // 100, 200 and 300 per head. 120 lifts the first to 200 and then three heads by 20/3.
    let up = levelling_up(&120.into(), &amounts, &heads).expect("heads");
    assert_eq!(up.multiplier, one("620/3"));
    assert_eq!(up.awards, exact("620/3 1240/3 300"));
    assert_eq!(up.at_minimum, [2]);
    // 120 lowers the third to 200 and then three heads by 20/3.
    let down = levelling_down(&120.into(), &amounts, &heads).expect("enough");
    assert_eq!(down.multiplier, one("580/3"));
    assert_eq!(down.awards, exact("100 1160/3 580/3"));
    assert_eq!(down.at_maximum, [0]);
    levelling_down(&801.into(), &amounts, &heads).expect_err("less than the cut");
    levelling_up(&1.into(), &amounts, &exact("0 0 0")).expect_err("no heads");
}

#[test]
fn the_level_meets_its_definition() {
    let mut draw = draws(6);
    for _ in 0..100 {
        let (amounts, heads) = (some(&mut draw, 7, 0, 500), some(&mut draw, 7, 1, 9));
        let pot = Exact::from(draw.random_range(0..=500));
        let spent = |level: &Exact, sign: &Exact| -> Exact {
            let pairs = amounts.iter().zip(&heads);
            let gaps = pairs.map(|(amount, heads)| level.times(heads).minus(amount).times(sign));
            gaps.map(|gap| gap.max(Exact::zero())).sum()
        };
        let up = levelling_up(&pot, &amounts, &heads).expect("heads");
        assert_eq!(spent(&up.multiplier, &1.into()), pot);
        let cut = pot.min(total(&amounts));
        let down = levelling_down(&cut, &amounts, &heads).expect("enough");
        assert_eq!(spent(&down.multiplier, &(-1).into()), cut);
    }
}

#[test]
fn capacity_beyond_need_lacks_nothing() {
    let lacks = unmet_need(&exact("10 10 10"), &exact("4 8 12"), &exact("100 50 70"));
    assert_eq!(lacks, exact("600 100 0"));
}
