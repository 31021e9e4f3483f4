//! Cases from Balinski and Young, Fair Representation (2nd edition, 2001).

use verdeel::money::{Cents, Exact};
use verdeel::rules::Apportionment;

use super::{DIVISORS, deal, exact, is_certified, seats};

/// Census of 1880, apportionment populations of the 38 states in alphabetical order; they add up
/// to the 49,371,340 of the Census Office. Position 0 is Alabama, 32 is Nevada.
const STATES_1880: [i64; 38] = [
    1_262_505, 802_525, 864_694, 194_327, 622_700, 146_608, 269_493, 1_542_180, 3_077_871,
    1_978_301, 1_624_615, 996_096, 1_648_690, 939_946, 648_936, 934_943, 1_783_085, 1_636_937,
    780_773, 1_131_597, 2_168_380, 452_402, 62_266, 346_991, 1_131_116, 5_082_871, 1_399_750,
    3_198_062, 174_768, 4_282_891, 276_531, 995_577, 1_542_359, 1_591_749, 332_286, 1_512_565,
    618_457, 1_315_497,
];

/// Census of 1900, the same for the 45 states; they add up to 74,562,608. Position 15 is Maine,
/// 27 is New York.
const STATES_1900: [i64; 45] = [
    1_828_697, 1_311_564, 1_483_504, 539_103, 908_420, 184_735, 528_542, 2_216_331, 159_475,
    4_821_550, 2_516_462, 2_231_853, 1_470_495, 2_147_174, 1_381_625, 694_466, 1_188_044,
    2_805_346, 2_420_982, 1_749_626, 1_551_270, 3_106_665, 232_583, 1_066_300, 40_670, 411_588,
    1_883_669, 7_264_183, 1_893_810, 314_454, 4_157_545, 413_536, 6_302_115, 428_556, 1_340_316,
    390_638, 2_020_616, 3_048_710, 275_277, 343_641, 1_854_184, 515_572, 958_800, 2_067_385,
    92_531,
];

#[test]
fn six_states_under_five_methods_give_five_answers() {
    // Fair Representation, chapter 8: 36 seats over a population of 100,000.
    let population = [27_744, 25_178, 19_951, 14_610, 9_225, 3_292];
    for (method, expected) in [
        (Apportionment::Adams, [10, 9, 7, 5, 3, 2]),
        (Apportionment::Dean, [10, 9, 7, 5, 4, 1]),
        (Apportionment::HuntingtonHill, [10, 9, 7, 6, 3, 1]),
        (Apportionment::Webster, [10, 9, 8, 5, 3, 1]),
        (Apportionment::Jefferson, [11, 9, 7, 5, 3, 1]),
        (Apportionment::LargestRemainder, [10, 9, 7, 5, 4, 1]),
    ] {
        assert_eq!(
            seats(method, 36, &population),
            expected,
            "{}",
            method.name()
        );
    }
    for method in DIVISORS {
        let dealt = deal(method, 36, &population, &[]);
        is_certified(method, &dealt, &exact(&population), &[]);
        assert_eq!(dealt.tie, None);
    }
}

/// Returns the seats by largest remainder, where a state with a quota below one has the one seat
/// of the constitution, and the quotas of the others stay.
fn congress(size: i64, people: &[i64]) -> Vec<i64> {
    let all: i64 = people.iter().sum();
    let quota = |people: &i64| Exact::ratio(people * size, all).max(Exact::one());
    let quotas: Vec<Exact> = people.iter().map(quota).collect();
    let method = Apportionment::LargestRemainder;
    let placed = method.place(Cents::new(size), &quotas, Cents::ONE);
    let parts = placed.expect("quotas of a house").parts;
    parts.iter().map(|seats| seats.count()).collect()
}

#[test]
fn alabama_loses_a_seat_to_a_larger_house() {
    // The clerk's table of 1880: 8 of 299 seats, 7 of 300; Texas and Illinois gain one each.
    assert_eq!(STATES_1880.iter().sum::<i64>(), 49_371_340);
    let house = |size: i64| {
        let seats = congress(size, &STATES_1880);
        [seats[0], seats[33], seats[8]]
    };
    assert_eq!(house(299), [8, 9, 18]);
    assert_eq!(house(300), [7, 10, 19]);
}

#[test]
fn oklahoma_takes_a_seat_from_new_york_for_maine() {
    // 1907: Oklahoma joins with about a million people and the five seats that are its due, and
    // the other states keep 386 together.
    assert_eq!(STATES_1900.iter().sum::<i64>(), 74_562_608);
    let after = [STATES_1900.as_slice(), &[1_000_000]].concat();
    let (before, later) = (congress(386, &STATES_1900), congress(391, &after));
    assert_eq!((before[15], before[27]), (3, 38));
    assert_eq!((later[15], later[27], later[45]), (4, 37, 5));
    // Under Webster, with as many seats as it brings, nobody else is touched.
    let before = seats(Apportionment::Webster, 386, &STATES_1900);
    assert_eq!(seats(Apportionment::Webster, 391, &after)[..45], before);
}

#[test]
fn who_grows_faster_can_lose_a_unit() {
    // By hand, 100 units. Of 100,000 people 1,440, 8,560 and 90,000 have 1.44, 8.56 and 90: the
    // spare unit goes to the second. Then the first grows by 0.7 % to 1,450, the second by 1.2 %
    // to 8,660 and the third by 2.2 % to 92,000: of 102,110 the quotas are 1.4200, 8.4810 and
    // 90.0989, and the second keeps it. With 1,441, 8,570 (more growth) and 92,500 they are
    // 1.4058, 8.3605 and 90.2374: the spare unit moves to the first, which grew least.
    let before = seats(
        Apportionment::LargestRemainder,
        100,
        &[1_440, 8_560, 90_000],
    );
    assert_eq!(before, [1, 9, 90]);
    let after = seats(
        Apportionment::LargestRemainder,
        100,
        &[1_450, 8_660, 92_000],
    );
    assert_eq!(after, [1, 9, 90]);
    let after = seats(
        Apportionment::LargestRemainder,
        100,
        &[1_441, 8_570, 92_500],
    );
    assert_eq!(after, [2, 8, 90]);
}

#[test]
fn divisor_methods_leave_the_quota() {
    // By hand: 2,000 people, 200 seats, so the quota is people / 10: 190.4 and six times 1.6.
    let people = [1_904, 16, 16, 16, 16, 16, 16];
    // Webster rounds all six up to 2 (divisor 10.1: 1.58), and 188 are left: below 190.
    assert_eq!(seats(Apportionment::Webster, 200, &people)[0], 188);
    // Adams gives all six 2 as well.
    assert_eq!(seats(Apportionment::Adams, 200, &people)[0], 188);
    // Jefferson rounds all six down, and 194 are left: above 191.
    assert_eq!(seats(Apportionment::Jefferson, 200, &people)[0], 194);
    // Within quota by definition.
    assert_eq!(seats(Apportionment::LargestRemainder, 200, &people)[0], 190);
    assert!([190, 191].contains(&seats(Apportionment::Quota, 200, &people)[0]));
}

#[test]
fn four_seats_over_equal_thirds_are_a_tie() {
    for (_, method) in Apportionment::ALL {
        let dealt = deal(method, 4, &[5, 5, 5], &[]);
        assert_eq!(dealt.seats, [2, 1, 1], "{}", method.name());
        let tie = dealt.tie.unwrap_or_else(|| panic!("{}", method.name()));
        assert_eq!((tie.equal, tie.served), (vec![0, 1, 2], vec![0]));
    }
}
