//! The projection of students: numbers by hand, and fractions that follow each intake by itself.

use num_rational::BigRational;
use num_traits::ToPrimitive;
use verdeel::domain::{Text, Year};
use verdeel::engine::{Silent, allocate};
use verdeel::money::Cents;
use verdeel::plan::Counts;
use verdeel::results::VariantResult;
use verdeel::simulation::{Draws, Model, SimulationRequest, Watch, replayed, simulate};
use verdeel::study::Study;

/// Counted in 2021/2022; one euro for each head of the school year before.
const WORLD: &str = r#"
title = "projection"
years = ["2022/2023", "2023/2024", "2024/2025", "2025/2026", "2026/2027"]
component = [
    { id = "student", amount = 1, per = "student" },
    { id = "entrant", amount = 1, per = "side-entrant" },
]
division = [{ id = "pot", pays = ["student", "entrant"] }]
"#;

/// A course of four years: of 1,000 students 350, 270, 200 and 180.
const COURSE: &str = r#"
attrition = { 1 = "20 %", 2 = "8 %", 3 = "5 %", 4 = "3 %" }
by-year-of-study = { 1 = "35 %", 2 = "27 %", 3 = "20 %", 4 = "18 %" }
"#;

fn world(counts: &str, projection: &str, rest: &str) -> String {
    let partnership = format!("[[partnership]]\nid = \"p\"\n{counts}\n");
    format!("{WORLD}\n{partnership}[projection]\n{projection}\n{rest}")
}

#[track_caller]
fn opened(text: &str) -> Study {
    let study = Study::open("world.toml", &|_| Ok(text.to_owned()));
    study.unwrap_or_else(|refused| panic!("{:#?}\n{text}", refused.problems))
}

/// Returns the heads of a component, year by year.
fn heads(result: &VariantResult, component: &str) -> Vec<i64> {
    let years = result.years.iter().map(|year| {
        let of = |position: usize| result.plan.components[position].id.as_str() == component;
        let awards = year.awards.iter().filter(|award| of(award.component));
        let sum: Cents = awards.map(|award| award.amount).sum();
        sum.count() / 100
    });
    years.collect()
}

#[track_caller]
fn projected(counts: &str, projection: &str, component: &str) -> Vec<i64> {
    heads(
        &opened(&world(counts, projection, "")).results()[0],
        component,
    )
}

#[test]
fn a_course_is_followed_year_by_year() {
    // Rising by 10 %, after one year 385 + 280 + 248.4 + 190; then 423.5 + 308 + 257.6 + 235.98,
    // 465.85 + 338.8 + 283.36 + 244.72 and 512.435 + 372.68 + 311.696 + 269.192.
    // Halving: 175 + 280 + 248.4 + 190; 87.5 + 140 + 257.6 + 235.98; 43.75 + 70 + 128.8 + 244.72
    // and 21.875 + 35 + 64.4 + 122.36.
    let table = [
        ("10 %", [1_000, 1_103, 1_225, 1_333, 1_466]),
        ("-50 %", [1_000, 893, 721, 487, 244]),
    ];
    for (intake, expected) in table {
        let projection = format!("intake-growth = \"{intake}\"\n{COURSE}");
        let found = projected("students = 1000", &projection, "student");
        assert_eq!(found, expected, "{intake}");
    }
    // Two years of study, half of the first leave: 50 + 25, then 50 + 25 again.
    let short = "intake-growth = 0\nattrition = { 1 = \"1/2\", 2 = \"1\" }\n\
        by-year-of-study = { 1 = \"50 %\", 2 = \"50 %\" }";
    let found = projected("students = 100", short, "student");
    assert_eq!(found, [100, 75, 75, 75, 75]);
}

#[test]
fn the_share_in_partnerships_grows_in_equal_steps_and_then_stays() {
    // 70 %, 85 % and 100 %: 1,000 × 85/70 = 1,214.29 and 1,000 × 100/70 = 1,428.57.
    let share = "in-partnerships = { now = \"70 %\", target = \"100 %\", by = \"2023/2024\" }";
    let found = projected(
        "students = 1000",
        &format!("intake-growth = 0\n{share}"),
        "student",
    );
    assert_eq!(found, [1_000, 1_214, 1_429, 1_429, 1_429]);
    // Beside the course: 1,103.4 × 85/70 = 1,339.84; 1,225.08 / 0.7 = 1,750.11;
    // 1,332.73 / 0.7 = 1,903.9; 1,466.003 / 0.7 = 2,094.29.
    let both = format!("intake-growth = \"10 %\"\n{COURSE}{share}");
    let found = projected("students = 1000", &both, "student");
    assert_eq!(found, [1_000, 1_340, 1_750, 1_904, 2_094]);
    // Students counted in 2023/2024 and 2024/2025 have the target already; a smaller target
    // shrinks: from 80 % by half of it to 60 %, 40 × 60/80 = 30 and 40 × 40/80 = 20.
    let shrinks = "intake-growth = 0\n\
        in-partnerships = { now = \"80 %\", target = \"40 %\", by = \"2023/2024\" }";
    assert_eq!(
        projected("students = 40", shrinks, "student"),
        [40, 30, 20, 20, 20]
    );
}

#[test]
fn each_count_goes_on_from_its_own_year() {
    // 40 of 2021/2022 and, elsewhere, 30 of 2022/2023: two years and one year from 100 %.
    let text = format!(
        "{WORLD}\n[[partnership]]\nid = \"p\"\n[[partnership]]\nid = \"q\"\n\
         [[count]]\npartnership = \"p\"\nyear = \"2021/2022\"\nstudents = 40\n\
         [[count]]\npartnership = \"q\"\nyear = \"2021/2022\"\nstudents = 0\n\
         [[count]]\npartnership = \"q\"\nyear = \"2022/2023\"\nstudents = 30\n\
         [projection]\nintake-growth = 0\n\
         in-partnerships = {{ now = \"50 %\", target = \"100 %\", by = \"2023/2024\" }}\n"
    );
    let found = heads(&opened(&text).results()[0], "student");
    assert_eq!(found, [40, 60 + 30, 80 + 60, 80 + 60, 80 + 60]);
}

#[test]
fn it_goes_before_growth_for_students_and_leaves_other_counts_to_growth() {
    let counts = "students = 35\nside-entrants = 100\ngrowth = \"50 %\"";
    let growth = "intake-growth = \"10 %\"";
    // 38.5, 42.35, 46.585 and 51.2435 of 35; 150, 225, 337.5 and 506.25 of 100.
    assert_eq!(projected(counts, growth, "student"), [35, 38, 42, 47, 51]);
    assert_eq!(
        projected(counts, growth, "entrant"),
        [100, 150, 225, 338, 506]
    );
    // Others known only in sum follow it too.
    let others = "[[others]]\nid = \"o\"\npartnerships = 1\nstudents = 45\n";
    let study = opened(&world("students = 0", growth, others));
    assert_eq!(heads(&study.results()[0], "student"), [45, 50, 54, 60, 66]);
}

#[test]
fn students_of_comparisons_are_the_same() {
    let projection = format!(
        "intake-growth = \"10 %\"\n{COURSE}\
         in-partnerships = {{ now = \"70 %\", target = \"100 %\", by = \"2023/2024\" }}"
    );
    let study = opened(&world("students = 1000", &projection, ""));
    let scenario = &study.opened.variants[0].scenario;
    let counted = scenario.years.iter().map(|year: &Year| {
        let found = Counts::of(scenario).students(*year);
        found.iter().map(|one| one.heads).sum()
    });
    let counted: Vec<i64> = counted.collect();
    assert_eq!(counted, heads(&study.results()[0], "student"));
}

/// A small generator: the tests need variety, not randomness.
struct Tape(u64);

impl Tape {
    fn below(&mut self, most: u64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        i64::try_from((self.0 >> 33) % most).expect("small")
    }
}

fn q(above: i64, below: i64) -> BigRational {
    BigRational::new(above.into(), below.into())
}

fn rounded(number: &BigRational) -> i64 {
    let floor = number.floor();
    let rest = number - &floor;
    let floor = floor.to_integer().to_i64().expect("small");
    match rest.cmp(&q(1, 2)) {
        std::cmp::Ordering::Less => floor,
        std::cmp::Ordering::Equal => floor + floor % 2,
        std::cmp::Ordering::Greater => floor + 1,
    }
}

/// Returns students after `years` for each counted one, intake by intake: who came in the year
/// `came` is in year of study `years - came + 1`, less those who left on the way.
fn by_intake(
    shares: &[BigRational],
    leave: &[BigRational],
    intake: &BigRational,
    years: i64,
) -> BigRational {
    let course = i64::try_from(shares.len()).expect("few");
    let mut sum = q(0, 1);
    for came in (years - course + 1)..=years {
        let (first, mut students) = match usize::try_from(-came) {
            Ok(before) => (before, shares[before].clone()),
            Err(_) => (
                0,
                num_traits::pow(intake.clone(), usize::try_from(came).expect("later")) * &shares[0],
            ),
        };
        let now = usize::try_from(years - came).expect("came before");
        for gone in &leave[first..now] {
            students *= q(1, 1) - gone;
        }
        sum += students;
    }
    sum
}

#[test]
fn it_equals_fractions_that_follow_each_intake() {
    let mut tape = Tape(20_220_701);
    for _ in 0..60 {
        let course = 1 + usize::try_from(tape.below(8)).expect("few");
        let leave: Vec<i64> = (0..course).map(|_| tape.below(101)).collect();
        let mut weights: Vec<i64> = (0..course).map(|_| 1 + tape.below(9)).collect();
        let whole: i64 = weights.iter().sum();
        let intake = tape.below(190) - 95;
        let (now, target) = (1 + tape.below(100), tape.below(101));
        let (base, until) = (tape.below(30_000), 1 + tape.below(5));
        let written = |numbers: &[i64], below: i64| {
            let parts = (1..)
                .zip(numbers)
                .map(|(at, one)| format!("{at} = \"{one}/{below}\""));
            parts.collect::<Vec<_>>().join(", ")
        };
        let is_steady = tape.below(4) == 0;
        let mut projection = format!(
            "intake-growth = \"{intake} %\"\nattrition = {{ {} }}\n\
             in-partnerships = {{ now = \"{now} %\", target = \"{target} %\", by = \"{}/{}\" }}\n",
            written(&leave, 100),
            2021 + until,
            2022 + until,
        );
        let grows = q(100 + intake, 100);
        let leave: Vec<BigRational> = leave.iter().map(|one| q(*one, 100)).collect();
        let mut shares: Vec<BigRational> = weights.iter().map(|one| q(*one, whole)).collect();
        if is_steady {
            // Who is a year further came in a smaller or larger intake, and stayed.
            shares[0] = q(1, 1);
            for year in 1..course {
                shares[year] = &shares[year - 1] * (q(1, 1) - &leave[year - 1]) / &grows;
            }
            let sum: BigRational = shares.iter().sum();
            shares.iter_mut().for_each(|share| *share /= &sum);
        } else {
            projection += &format!("by-year-of-study = {{ {} }}\n", written(&weights, whole));
        }
        weights.clear();
        let expected: Vec<i64> = (0..5)
            .map(|years| {
                let gone = q(years.min(until), until);
                let share = q(now, 100) + (q(target, 100) - q(now, 100)) * gone;
                let students = by_intake(&shares, &leave, &grows, years);
                rounded(&(students * share / q(now, 100) * q(base, 1)))
            })
            .collect();
        let found = projected(&format!("students = {base}"), &projection, "student");
        assert_eq!(found, expected, "{projection}");
    }
}

#[test]
fn a_number_that_is_laid_over_equals_one_that_is_written() {
    let share = "in-partnerships = { now = \"70 %\", target = \"100 %\", by = \"2023/2024\" }";
    let table = [
        ("projection.intake-growth", "-7 %", (-7, 100)),
        ("projection.attrition.1", "1/3", (1, 3)),
        ("projection.attrition.3", "0.5", (1, 2)),
        ("projection.in-partnerships.target", "80 %", (4, 5)),
    ];
    for (path, value, parts) in table {
        let variant = format!("[[variant]]\nid = \"v\"\nset = {{ \"{path}\" = \"{value}\" }}\n");
        let projection = format!("intake-growth = \"10 %\"\n{COURSE}{share}\n");
        let study = opened(&world("students = 1000", &projection, &variant));
        let (base, laid) = (&study.cases[0], &study.cases[1]);
        let slot = base.plan.slot(path).expect("a number that counts");
        let mut inputs = base.inputs.clone();
        let before = allocate(&base.plan, &inputs, &mut Silent);
        inputs.write_fraction(slot, 0, parts);
        let written = allocate(&base.plan, &inputs, &mut Silent);
        assert_ne!(written, before, "{path} changes nothing");
        assert_eq!(laid.plan, base.plan);
        assert_eq!(
            written,
            allocate(&laid.plan, &laid.inputs, &mut Silent),
            "{path}"
        );
    }
}

struct Quiet;

impl Watch for Quiet {
    fn done(&self, _: u64, _: Option<u64>) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// Returns the heads of five years in draw 3, as a replay counts them, and as draws are kept.
fn drawn(text: &str) -> (Vec<i64>, Vec<i64>) {
    let study = opened(text);
    let model = Model {
        id: "base".to_owned(),
        title: Text::new("base", "base"),
        scenario: &study.opened.variants[0].scenario,
        case: &study.cases[0],
        worlds: &[],
    };
    let case = replayed(&model, 7, 3).expect("a sound simulation").case;
    let years = verdeel::results::YearResult::of(&case.plan, &case.inputs);
    let paid = |year: &verdeel::results::YearResult| -> Cents {
        year.awards.iter().map(|award| award.amount).sum()
    };
    let replayed = years.iter().map(|year| paid(year).count() / 100);
    let request = SimulationRequest {
        draws: Draws::Fixed(5),
        seed: 7,
        keep_draws: true,
    };
    let simulated = simulate(&[model], &request, &Quiet).expect("a sound simulation");
    let series = simulated.variants[0].series.iter().filter(|one| {
        one.name.recipient == "p" && one.name.component.is_none() && one.name.year.is_some()
    });
    let kept = series.map(|one| one.kept[3].count() / 100);
    (replayed.collect(), kept.collect())
}

#[test]
fn a_drawn_projection_is_that_of_its_numbers() {
    let uncertain = |path: &str, rest: &str| {
        format!(
            "[[uncertain]]\nid = \"u-{}\"\npath = \"{path}\"\n{rest}\n",
            path.len()
        )
    };
    let always =
        |value: &str| format!("distribution = {{ kind = \"discrete\", values = [{value}] }}");
    let course = format!("intake-growth = \"10 %\"\n{COURSE}");
    // 350 × 0.5 = 175 in the second year of study, and so on: 385 + 175 + 248.4 + 190;
    // 423.5 + 192.5 + 161 + 235.98; 465.85 + 211.75 + 177.1 + 152.95;
    // 512.435 + 232.925 + 194.81 + 168.245.
    let half = uncertain("projection.attrition.1", &always("0.5"));
    let fewer = vec![1_000, 998, 1_013, 1_008, 1_108];
    // Each year half as many again: 1,103 × 1.5, 1,225 × 2.25, 1,333 × 3.375, 1,466 × 5.0625.
    let grown = uncertain("growth", &format!("change = \"factor\"\n{}", always("1.5")));
    let more = vec![1_000, 1_654, 2_756, 4_499, 7_422];
    // Both: 998 × 1.5, 1,013 × 2.25, 1,008 × 3.375, 1,108 × 5.0625.
    let both = vec![1_000, 1_497, 2_279, 3_402, 5_609];
    let table = [
        (half.clone(), fewer),
        (grown.clone(), more),
        (half + &grown, both),
        // An intake that halves, as in the course by hand.
        (
            uncertain("projection.intake-growth", &always("-0.5")),
            vec![1_000, 893, 721, 487, 244],
        ),
    ];
    for (rest, expected) in table {
        let (replayed, kept) = drawn(&world("students = 1000", &course, &rest));
        assert_eq!(replayed, expected, "{rest}");
        assert_eq!(kept, expected, "{rest}");
    }
}

#[test]
fn what_is_taken_for_granted_is_said() {
    let share = "in-partnerships = { now = \"70 %\", target = \"100 %\", by = \"2023/2024\" }";
    let said = |projection: &str| {
        let study = opened(&world("students = 10", projection, ""));
        let assumptions = &study.opened.variants[0].scenario.assumptions;
        let said: Vec<Text> = assumptions.iter().map(|one| one.text.clone()).collect();
        said
    };
    let found = said(&format!("intake-growth = \"2.5 %\"\n{COURSE}{share}"));
    for words in [
        "2,5 %",
        "20 % / 8 % / 5 % / 3 %",
        "van 70 % in het teljaar naar 100 % in 2023/2024",
    ] {
        assert!(
            found.iter().any(|text| text.nl.contains(words)),
            "{words}: {found:?}"
        );
    }
    let steady = said("intake-growth = \"2.5 %\"");
    let words = "attrition does not change their number";
    assert!(
        steady.iter().any(|text| text.en.contains(words)),
        "{steady:?}"
    );
    assert!(
        !found.iter().any(|text| text.en.contains(words)),
        "{found:?}"
    );
}
