//! The verification cases: published outcomes and hand calculations on the real scheme files.
//!
//! Each expected number stands in a table with where it comes from: P and S as published, D worked
//! out from published rules (the CSV of derived vectors, or the calculation in the comment).

use crate::runs::{Run, cents, euros};
use crate::source::read;
use std::fmt::Write;

mod regional;

/// Returns partnerships `n-<students>`, each alone in a region `r-<students>`.
fn alone(students: &[i64]) -> String {
    students.iter().fold(String::new(), |mut text, n| {
        let _infallible = write!(
            text,
            "[[region]]\nid = \"r-{n}\"\n\
             [[partnership]]\nid = \"n-{n}\"\nstudents = {{ r-{n} = {n} }}\n"
        );
        text
    })
}

/// Returns regions `g-1` … with the given lines each.
fn regions(count: usize, lines: &str) -> String {
    let one = |number: usize| format!("[[region]]\nid = \"g-{number}\"\n{lines}\n");
    (1..=count).map(one).collect()
}

/// Asserts awards in a table: a header of variants, then a row for each recipient.
#[track_caller]
fn check(run: &Run, table: &str) {
    let mut lines = table.trim().lines().map(str::trim);
    let variants: Vec<&str> = lines
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    for line in lines {
        let cells: Vec<&str> = line.split_whitespace().collect();
        for (variant, expected) in variants.iter().zip(&cells).skip(1) {
            let found = run.award(variant, cells[0]);
            assert_eq!(
                found,
                expected.replace('_', ""),
                "{} in {variant}",
                cells[0]
            );
        }
    }
}

/// The variants under which one partnership is looked at.
///
/// The derived vectors give 1,250 per student also for 59 students, while a region with fewer than
/// 150 gets nothing. They are the amount before that size test, so the variant lifts it.
const REGIMES: &str = r#"
[[variant]]
id = "linear"
set = { scheme = "linear-2020" }
[[variant]]
id = "first-award"
stack = ["linear"]
set = { "component.per-student.amount" = 937.50 }
[[variant]]
id = "regional"
[variant.set]
scheme = "regional-2025"
"component.per-student.when.students-and-side-entrants.at-least" = 0
"#;

#[test]
fn every_row_of_the_derived_vectors_holds() {
    let csv = read("tests/vectors/derived.csv");
    let rows: Vec<Vec<&str>> = csv
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_digit()))
        .map(|line| line.split(',').collect())
        .collect();
    let students: Vec<i64> = rows
        .iter()
        .map(|row| row[0].parse().expect("a count"))
        .collect();
    let head = "title = \"vectors\"\nyears = [\"2019/2020\"]\nscheme = \"step-2018\"\n";
    let run = Run::of(&format!("{head}{}{REGIMES}", alone(&students)));
    for row in &rows {
        let award = |variant: &str| cents(&run.award(variant, &format!("n-{}", row[0])));
        let (step, linear) = (award("base"), award("linear"));
        let (first, regional) = (award("first-award"), award("regional"));
        let found = [
            step,
            linear,
            first,
            linear - first,
            regional,
            linear - step,
            regional - linear,
        ];
        let expected: Vec<i64> = row[1..].iter().map(|cell| cents(cell)).collect();
        assert_eq!(found.as_slice(), expected, "{} students", row[0]);
    }
    assert_eq!(rows.len(), 31);
}

#[test]
fn bands_are_inclusive_and_nothing_is_interpolated() {
    let head = "title = \"bands\"\nyears = [\"2018/2019\"]\nscheme = \"step-2018\"\n";
    let run = Run::of(&format!("{head}{}", alone(&[59, 60, 139, 140, 379, 380])));
    check(
        &run,
        "
        students   base
        n-59       0.00
        n-60    200_000.00
        n-139   200_000.00
        n-140   280_000.00
        n-379   460_000.00
        n-380   500_000.00
    ",
    );
}

#[test]
fn the_award_of_2021_comes_in_two_parts() {
    // P S4: 937.50 at first, 955 in the end. 100,000 + 250 x 937.50 = 334,375, then 250 x 17.50.
    let head = "title = \"2021\"\nyears = [\"2021/2022\"]\nscheme = \"linear-2020\"\n";
    let run = Run::of(&format!("{head}{}{REGIMES}", alone(&[250])));
    check(
        &run,
        "
        students  base        linear      first-award
        n-250     338_750.00  338_750.00  334_375.00
    ",
    );
    // The same reduced rate out of a ceiling: what 250 students at 937.50 come to.
    let ceiling = "coverage = \"complete\"\nset = { \"division.national.pot\" = 334_375 }\n";
    let run = Run::of(&format!("{head}{ceiling}{}", alone(&[250])));
    assert_eq!(run.award("base", "n-250"), "334375.00");
    assert_eq!(run.rate("base", "per-student", "effective_exact"), "1875/2");
    assert_eq!(run.pot("base", "national", "unallocated"), "0.00");
}

/// Returns 85 partnerships with 25,400 students and `more`, spread as evenly as whole heads can be.
fn country(more: i64) -> Vec<i64> {
    let mut students: Vec<i64> = (0..85).map(|at| if at < 70 { 299 } else { 298 }).collect();
    students[84] += more;
    students
}

fn country_text(more: i64, set: &str) -> String {
    let mut text = format!(
        "title = \"country\"\nyears = [\"2020/2021\"]\nscheme = \"linear-2020\"\n\
         coverage = \"complete\"\n{set}\n[[region]]\nid = \"nl\"\n"
    );
    for (at, n) in country(more).iter().enumerate() {
        let _infallible = writeln!(
            text,
            "[[partnership]]\nid = \"p-{at:02}\"\nstudents = {{ nl = {n} }}"
        );
    }
    text
}

#[test]
fn the_ceiling_of_2020_is_met_by_85_partnerships_and_25400_students() {
    // 85 x 100,000 + 25,400 x 955 = 32,757,000.
    let run = Run::of(&country_text(0, ""));
    assert_eq!(run.rate("base", "per-student", "effective_exact"), "955/1");
    assert_eq!(run.pot("base", "national", "available"), "32757000.00");
    assert_eq!(run.pot("base", "national", "paid"), "32757000.00");
    assert_eq!(run.award("base", "p-00"), euros(10_000_000 + 299 * 95_500));
}

#[test]
fn one_student_more_is_cut_and_the_cents_go_to_the_largest_remainders() {
    let run = Run::of(&country_text(1, ""));
    assert_eq!(
        run.rate("base", "per-student", "effective_exact"),
        "24257000/25401"
    );
    assert_eq!(run.pot("base", "national", "paid"), "32757000.00");
    assert_eq!(run.pot("base", "national", "unallocated"), "0.00");
    // The second method: every share of 24,257,000 euros over 25,401 students rounded down, then a
    // cent each to the largest remainders, in order of id where they are equal.
    let students = country(1);
    let product = |n: i64| 2_425_700_000 * n;
    let mut parts: Vec<i64> = students.iter().map(|n| product(*n) / 25_401).collect();
    let spare = 2_425_700_000 - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..85).collect();
    order.sort_by_key(|at| (-(product(students[*at]) % 25_401), *at));
    for at in order
        .iter()
        .take(usize::try_from(spare).expect("a few cents"))
    {
        parts[*at] += 1;
    }
    assert!((1..85).contains(&spare));
    for (at, part) in parts.iter().enumerate() {
        let award = run.award("base", &format!("p-{at:02}"));
        assert_eq!(award, euros(10_000_000 + part), "p-{at:02}");
    }
}

#[test]
fn a_rate_step_of_a_cent_pays_a_whole_rate_and_leaves_the_rest() {
    // 24,257,000 / 25,401 = 954.96...; 25,401 x 954.96 = 24,256,938.96; the rest is 61.04.
    let set = "set = { \"division.national.rate-step\" = \"0.01\" }";
    let run = Run::of(&country_text(1, set));
    assert_eq!(
        run.rate("base", "per-student", "effective_exact"),
        "23874/25"
    );
    assert_eq!(run.rate("base", "per-student", "effective"), "954.96");
    assert_eq!(run.pot("base", "national", "unallocated"), "61.04");
    assert_eq!(run.pot("base", "national", "paid"), "32756938.96");
    assert_eq!(run.award("base", "p-00"), euros(10_000_000 + 299 * 95_496));
}

#[test]
fn the_rest_of_the_country_takes_part_and_without_it_a_ceiling_is_not_evaluated() {
    let known = "title = \"others\"\nyears = [\"2020/2021\"]\nscheme = \"linear-2020\"\n";
    let others = |students: i64| {
        format!(
            "{known}{}[[others]]\nid = \"rest\"\npartnerships = 84\nregions = 49\n\
             students = {students}\n",
            alone(&[300])
        )
    };
    // 300 + 25,100 = 25,400: the last point without a cut.
    let run = Run::of(&others(25_100));
    assert_eq!(run.pot("base", "national", "evaluated"), "true");
    assert_eq!(run.award("base", "n-300"), "386500.00");
    assert_eq!(
        run.award("base", "rest"),
        euros(84 * 10_000_000 + 25_100 * 95_500)
    );
    // 300 x 24,257,000 / 25,401 = 286,488.720917 and 25,101 x the same = 23,970,511.279083: the
    // rest of the country has the larger remainder and gets the cent.
    let run = Run::of(&others(25_101));
    assert_eq!(
        run.rate("base", "per-student", "effective_exact"),
        "24257000/25401"
    );
    assert_eq!(run.award("base", "n-300"), "386488.72");
    assert_eq!(run.award("base", "rest"), "32370511.28");
    // Without the rest nobody knows whether there is a cut: never "no cut".
    let run = Run::of(&format!("{known}{}", alone(&[300])));
    assert_eq!(run.pot("base", "national", "evaluated"), "false");
    assert_eq!(run.pot("base", "national", "available"), "null");
    assert_eq!(run.pot("base", "national", "ceiling"), "32757000.00");
    assert_eq!(run.award("base", "n-300"), "386500.00");
}

#[test]
fn twenty_seven_frontrunners_use_up_the_ceiling_of_2023() {
    let head = "title = \"2023\"\nyears = [\"2023\"]\nscheme = \"frontrunner-2023\"\n";
    let text = |count| {
        let flagged = regions(count, "flags = [\"frontrunner\"]");
        format!("{head}coverage = \"complete\"\n{flagged}[[region]]\nid = \"h\"\n")
    };
    let run = Run::of(&text(27));
    check(
        &run,
        "region base\n g-1 100_000.00\n g-27 100_000.00\n h 0.00",
    );
    assert_eq!(run.pot("base", "frontrunners", "paid"), "2700000.00");
    assert_eq!(run.pot("base", "frontrunners", "unallocated"), "0.00");
    // One more: 2,700,000 / 28 = 96,428.5714..., so 16 of 28 get the cent more.
    let run = Run::of(&text(28));
    check(&run, "region base\n g-1 96_428.58\n g-9 96_428.57");
    assert_eq!(run.pot("base", "frontrunners", "paid"), "2700000.00");
}

#[test]
fn the_supplement_lowers_every_bid_alike() {
    // S S16: at most 250,000 a region, 10 million in all.
    for (bids, each) in [(40, "250000.00"), (41, "243902.44"), (50, "200000.00")] {
        let head = "title = \"bids\"\nyears = [\"2025\"]\nscheme = \"supplement-2025\"\n";
        let bidders = regions(bids, "flags = [\"bid\"]");
        let run = Run::of(&format!("{head}coverage = \"complete\"\n{bidders}"));
        assert_eq!(run.award("base", "g-1"), each, "{bids} bids");
        assert_eq!(run.pot("base", "supplement", "paid"), "10000000.00");
    }
}

#[test]
fn the_sector_totals_of_po_vo_are_whole_numbers_of_schools() {
    // P S32: 38.28, 14.28, 3.72 and 0.48 million; D: 638, 238, 62 and 8 times 60,000.
    let coalition = |(name, slots): (&str, i64)| {
        format!(
            "[[partnership]]\nid = \"{name}\"\nsector = \"{name}\"\n\
             schools = {{ nl = {slots} }}\n"
        )
    };
    let slots = [("po", 638), ("vo", 238), ("sbo", 62), ("so", 8)];
    let coalitions: String = slots.map(coalition).concat();
    let head = "title = \"po-vo\"\nyears = [\"2024\"]\nscheme = \"po-vo-2024\"\n";
    let nl = "coverage = \"complete\"\n[[region]]\nid = \"nl\"\n";
    let run = Run::of(&format!("{head}{nl}{coalitions}"));
    check(
        &run,
        "
        sector  base
        po      38_280_000.00
        vo      14_280_000.00
        sbo      3_720_000.00
        so         480_000.00
    ",
    );
    // 61.2 million less 56.76 million for the slots: what is left for pupils.
    assert_eq!(run.pot("base", "national", "unallocated"), "4440000.00");
}

#[test]
fn a_school_in_two_coalitions_counts_half_for_its_pupils_in_each() {
    let count = |coalition: &str, site: &str, pupils: i64| {
        format!(
            "[[count]]\npartnership = \"{coalition}\"\nregion = \"nl\"\nsite = \"{site}\"\n\
             pupils = {pupils}\nschools = 1\n"
        )
    };
    let text = format!(
        "title = \"po-vo\"\nyears = [\"2024\"]\nscheme = \"po-vo-2024\"\n[[region]]\nid = \"nl\"\n\
         [[partnership]]\nid = \"a\"\n[[partnership]]\nid = \"b\"\n{}{}{}",
        count("a", "both", 21),
        count("b", "both", 21),
        count("a", "own", 10),
    );
    let run = Run::of(&text);
    let part = |who: &str, what: &str| {
        let keep = |one: &crate::runs::Award<'_>| one.recipient == who && one.component == what;
        euros(run.sum("base", "2024", keep))
    };
    // 21 x 112.50 = 2,362.50; 10 x 225 = 2,250. The school itself counts whole in both.
    assert_eq!(part("a", "per-pupil"), "4612.50");
    assert_eq!(part("b", "per-pupil"), "2362.50");
    assert_eq!(part("a", "per-school"), "120000.00");
    assert_eq!(part("b", "per-school"), "60000.00");
}
