//! The national set: what is published is hit, the same seed gives the same bytes, and the set that
//! is shipped is the one of seed 1.

mod schemes;

use std::collections::{BTreeMap, BTreeSet};

use crate::source::read;
use verdeel::generator::{Figure, Impossible, LABEL, National, Order, national};

/// Returns an order of seed 1 for so many partnerships and regions.
fn order(partnerships: usize, regions: usize) -> Order {
    Order {
        seed: 1,
        partnerships,
        regions,
        in_partnerships: "43 %".to_owned(),
    }
}

fn made(order: &Order) -> National {
    national(order).expect("a set can be made")
}

/// A row of the counts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    partnership: String,
    region: String,
    sector: String,
    institute: String,
    board: String,
    year: String,
    students: i64,
    side_entrants: i64,
}

fn rows(counts: &str) -> Vec<Row> {
    let lines = counts.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(';').collect();
            let text = |at: usize| cells[at].to_owned();
            let number = |at: usize| cells[at].parse().expect("a whole number");
            Row {
                partnership: text(0),
                region: text(1),
                sector: text(2),
                institute: text(3),
                board: text(4),
                year: text(5),
                students: number(6),
                side_entrants: number(7),
            }
        })
        .collect()
}

/// Returns the students by what a row belongs to.
fn by<Key: Ord>(rows: &[Row], key: impl Fn(&Row) -> Key) -> BTreeMap<Key, i64> {
    let mut sums = BTreeMap::new();
    for row in rows {
        *sums.entry(key(row)).or_default() += row.students;
    }
    sums
}

#[test]
fn the_shipped_set_is_that_of_seed_1() {
    let National {
        scenario, counts, ..
    } = made(&order(90, 50));
    let hint = "verdeel generate national --seed 1 --out scenarios/national";
    assert!(
        scenario == read("scenarios/national/national.toml"),
        "{hint}"
    );
    assert!(counts == read("scenarios/national/counts.csv"), "{hint}");
}

/// By hand from DUO (domain research, section 4.2): pabo, and all of hbo.
const DUO: [(&str, i64, i64); 5] = [
    ("2020/2021", 26_236, 58_678),
    ("2021/2022", 26_474, 58_328),
    ("2022/2023", 26_562, 56_975),
    ("2023/2024", 26_057, 55_063),
    ("2024/2025", 25_891, 54_405),
];

#[test]
fn students_are_the_share_of_those_of_duo_to_the_student() {
    for (partnerships, regions) in [(90, 50), (60, 12), (121, 50)] {
        let rows = rows(&made(&order(partnerships, regions)).counts);
        let sums = by(&rows, |row| (row.year.clone(), row.sector == "po"));
        for (year, po, all) in DUO {
            let sum = |is_po: bool| sums[&(year.to_owned(), is_po)];
            let (whole, exact) = (sum(true) + sum(false), all * 43);
            // In hundredths of a student: the nearest whole number is at most a half away.
            assert!(
                (whole * 100 - exact).abs() <= 50,
                "{year}: {whole} of {all}"
            );
            let off = (sum(true) * all - whole * po).abs();
            assert!(off < all, "{year}: {} of {po} for po", sum(true));
        }
        // 43 % of 58,678 is 25,231.54.
        let first = sums.iter().filter(|((year, _), _)| year == "2020/2021");
        assert_eq!(first.map(|(_, sum)| sum).sum::<i64>(), 25_232);
    }
}

#[test]
fn everybody_is_counted_where_it_can_be() {
    for (partnerships, regions) in [(90, 50), (90, 1), (50, 50), (121, 33)] {
        let rows = rows(&made(&order(partnerships, regions)).counts);
        let sizes = by(&rows, |row| (row.partnership.clone(), row.year.clone()));
        assert_eq!(sizes.len(), partnerships * 5);
        assert!(sizes.values().all(|size| *size >= 60), "the minimum of S7");
        assert!(sizes.values().all(|size| *size < 4_000));
        let used: BTreeSet<&String> = rows.iter().map(|row| &row.region).collect();
        assert_eq!(used.len(), regions, "nobody trains in some region");
        let mut heads: BTreeMap<(&str, &str), i64> = BTreeMap::new();
        for row in &rows {
            *heads.entry((&row.region, &row.year)).or_default() += row.students + row.side_entrants;
        }
        assert!(heads.values().all(|heads| *heads >= 150), "the test of S15");
        let entrants: i64 = rows.iter().map(|row| row.side_entrants).sum();
        let students: i64 = rows.iter().map(|row| row.students).sum();
        // Five per hundred, rounded once per partnership and year.
        let off = (entrants * 100 - students * 5).abs();
        assert!(off <= 50 * 5 * i64::try_from(partnerships).expect("few"));
    }
}

#[test]
fn the_mix_of_sectors_is_that_of_the_poll() {
    // 98 partnerships are twice the 49 answers: 40 po, 42 vo, 8 vo/mbo and 8 mbo.
    let rows = rows(&made(&order(98, 50)).counts);
    let mut sectors: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &rows {
        sectors
            .entry(&row.partnership)
            .or_default()
            .insert(&row.sector);
    }
    let count = |wanted: &[&str]| {
        let wanted: BTreeSet<&str> = wanted.iter().copied().collect();
        sectors.values().filter(|found| **found == wanted).count()
    };
    let found = [&["po"][..], &["vo"], &["vo", "mbo"], &["mbo"]].map(count);
    assert_eq!(found, [40, 42, 8, 8]);
}

#[test]
fn a_seed_gives_the_same_bytes_and_another_seed_others() {
    let first = made(&order(90, 50));
    assert!(first == made(&order(90, 50)));
    let other = Order {
        seed: 2,
        ..order(90, 50)
    };
    assert!(first.counts != made(&other).counts);
}

#[test]
fn a_partnership_that_is_added_changes_no_other_one_but_its_heads() {
    let places = |partnerships| {
        let mut rows = rows(&made(&order(partnerships, 50)).counts);
        rows.retain(|row| row.partnership.as_str() <= "p090");
        for row in &mut rows {
            (row.students, row.side_entrants) = (0, 0);
        }
        rows
    };
    assert!(places(90) == places(91));
    assert!(places(90) == places(140));
}

#[test]
fn every_file_says_that_it_is_synthetic() {
    let made = made(&order(60, 20));
    let title = format!("title         = \"Landelijke set, {LABEL}\"");
    assert!(made.scenario.lines().any(|line| line == title));
    for text in [&made.scenario, &made.counts] {
        let comments = text.lines().take_while(|line| line.starts_with('#'));
        assert!(comments.take(3).any(|line| line.contains(LABEL)));
    }
}

#[test]
fn distances_are_told_with_their_sources() {
    let made = made(&order(90, 50));
    let find = |en: &str| {
        let mut anchors = made.anchors.iter();
        let found = anchors.find(|anchor| anchor.what.en.starts_with(en));
        found.expect("an anchor").clone()
    };
    let table = [
        ("partnerships (55 + 16", Figure::Count(90), Figure::Count(0)),
        ("education regions", Figure::Count(50), Figure::Count(0)),
        ("of which without", Figure::Count(4), Figure::Count(0)),
        // All sites lie in a region, where 97 % of those of po did in 2025.
        (
            "sites in a region, po",
            Figure::Tenths(1_000),
            Figure::Tenths(30),
        ),
        // Of 25,232 students 26,236 / 58,678 is 11,281.68, the larger of both remainders.
        (
            "43 % (assumed) of 26,236 students po",
            Figure::Count(11_282),
            Figure::Count(0),
        ),
    ];
    for (what, made, distance) in table {
        let anchor = find(what);
        assert_eq!(
            (anchor.made, anchor.distance()),
            (made, Some(distance)),
            "{what}"
        );
    }
    for anchor in &made.anchors {
        assert_eq!(
            anchor.published.is_none(),
            anchor.grade == "N",
            "{anchor:?}"
        );
        assert!(
            anchor.grade == "N" || !anchor.source.is_empty(),
            "{anchor:?}"
        );
    }
}

#[test]
fn impossible_numbers_are_refused_with_a_hint() {
    let with = |partnerships, regions, share: &str| Order {
        in_partnerships: share.to_owned(),
        ..order(partnerships, regions)
    };
    let table = [
        (with(0, 0, "43 %"), "from 1 to 999"),
        (with(1_000, 50, "43 %"), "from 1 to 999"),
        (with(90, 0, "43 %"), "no region at all"),
        (with(90, 91, "43 %"), "not every region gets one"),
        (with(90, 50, "0 %"), "no part of the students"),
        (with(90, 50, "101 %"), "no part of the students"),
        (with(90, 50, "half"), "no part of the students"),
        (with(1, 1, "43 %"), "no partnership for the"),
        (with(90, 50, "5 %"), "too few for"),
        (with(999, 50, "43 %"), "too few for"),
    ];
    for (order, wanted) in table {
        let refusal: Impossible = national(&order).expect_err("it is impossible");
        assert!(refusal.text().en.contains(wanted), "{:?}", refusal.text());
        assert!(refusal.hint().nl.contains("`--"), "{:?}", refusal.hint());
    }
}
