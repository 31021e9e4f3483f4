//! The verification cases from the regions on: what moves to them, what they may get, how their
//! money goes on to partnerships, boards and institutes, and how one kind of year becomes another.

use super::{alone, check};
use crate::runs::{Award, Run, cents, euros};

/// Partnerships at and just below each break-even, each alone in a region.
const AROUND_BREAK_EVENS: [i64; 16] = [
    338, 339, 418, 419, 430, 431, 588, 589, 930, 931, 2_222, 2_223, 13_333, 13_334, 100_000,
    1_000_000,
];

/// Returns which partnerships get at least as much in one variant as in another.
fn not_worse(run: &Run, variant: &str, than: &str) -> Vec<i64> {
    let students = AROUND_BREAK_EVENS.into_iter();
    let gets = |variant: &str, n: i64| cents(&run.award(variant, &format!("n-{n}")));
    students
        .filter(|n| gets(variant, *n) >= gets(than, *n))
        .collect()
}

#[test]
fn the_break_evens_with_the_old_amount_hold() {
    // D: 1,250 (1 - t) n >= 100,000 + 955 n. At 23.6 % the two rates are equal: never.
    let slices = [
        "0 %", "5 %", "10 %", "15 %", "20 %", "23 %", "23.6 %", "30 %",
    ];
    let mut text = format!(
        "title = \"shares\"\nyears = [\"2022/2023\"]\nscheme = \"linear-2020\"\n{}",
        alone(&AROUND_BREAK_EVENS)
    );
    for (at, share) in slices.iter().enumerate() {
        text += &format!(
            "[[variant]]\nid = \"slice-{at}\"\n[variant.set]\nscheme = \"regional-2025\"\n\
             \"division.in-region.slice\" = [{{ to = \"office\", share = \"{share}\" }}]\n"
        );
    }
    let run = Run::of(&text);
    let least = [339, 431, 589, 931, 2_223, 13_334];
    for (at, share) in slices.iter().enumerate() {
        let found = not_worse(&run, &format!("slice-{at}"), "base");
        let least = least.get(at).copied().unwrap_or(i64::MAX);
        let mut expected = AROUND_BREAK_EVENS.to_vec();
        expected.retain(|n| *n >= least);
        assert_eq!(found, expected, "{share}");
    }
}

#[test]
fn from_419_students_the_linear_amount_is_never_below_the_step_table() {
    let text = format!(
        "title = \"steps\"\nyears = [\"2019/2020\"]\nscheme = \"step-2018\"\n{}\
         [[variant]]\nid = \"linear\"\nset = {{ scheme = \"linear-2020\" }}\n",
        alone(&AROUND_BREAK_EVENS)
    );
    let found = not_worse(&Run::of(&text), "linear", "base");
    // 338 and 339 gain as well: they lie at the top of the band of 420,000.
    assert_eq!(found[..2], [338, 339]);
    assert_eq!(found[2..], AROUND_BREAK_EVENS[3..]);
}

#[test]
fn an_aspirant_gets_a_fixed_amount_for_two_years_and_then_the_usual_one() {
    let run = Run::of_file("scenarios/examples/aspirant.toml");
    // P/S: 250,000 in years 1 and 2; 100,000 + 60 x 955 in years 3 and 4; the variant asks for 80.
    let years = ["2020/2021", "2021/2022", "2022/2023", "2023/2024"];
    let table = [
        ("base", ["250000.00", "250000.00", "157300.00", "157300.00"]),
        ("minimum-80", ["250000.00", "250000.00", "0.00", "0.00"]),
    ];
    for (variant, amounts) in table {
        for (year, amount) in years.iter().zip(amounts) {
            assert_eq!(
                euros(run.sum(variant, year, |_| true)),
                amount,
                "{variant} {year}"
            );
        }
    }
}

#[test]
fn the_amounts_of_a_rap_region_follow_its_staff() {
    // P S12. With mbo: nothing below 600 fte, 150,000 (D) to 1,200, then the maximum of annex 2.
    // Without mbo: nothing below 400, 115,500 to 800, then 77 % of the maximum. The maximum of
    // annex 2 is not known (N); 500,000 stands for it, and 77 % of it is 385,000.
    let bands = [
        (399, "0.00", "0.00"),
        (400, "0.00", "115500.00"),
        (599, "0.00", "115500.00"),
        (600, "150000.00", "115500.00"),
        (800, "150000.00", "115500.00"),
        (801, "150000.00", "385000.00"),
        (1_200, "150000.00", "385000.00"),
        (1_201, "500000.00", "385000.00"),
    ];
    let (mut text, mut amounts) = (String::new(), String::new());
    for (staff, ..) in bands {
        for (name, flags) in [
            ("with", "\"door-rap\", \"mbo\""),
            ("without", "\"door-rap\""),
        ] {
            text += &format!(
                "[[region]]\nid = \"{name}-{staff}\"\nflags = [{flags}]\nstaff = {staff}\n"
            );
            amounts += &format!("{name}-{staff} = 500_000, ");
        }
    }
    let head = "title = \"RAP\"\nyears = [\"2024\"]\nscheme = \"doors-2024\"\n";
    let set = format!(
        "[set]\n\"component.rap.amounts\" = {{ {} }}\n",
        amounts.trim_end_matches(", ")
    );
    let run = Run::of(&format!("{head}{set}{text}"));
    for (staff, with, without) in bands {
        assert_eq!(
            run.award("base", &format!("with-{staff}")),
            with,
            "{staff} with mbo"
        );
        assert_eq!(
            run.award("base", &format!("without-{staff}")),
            without,
            "{staff} without"
        );
    }
}

#[test]
fn the_size_tests_of_2025_hold() {
    // P S15: 150 students and side entrants; 15,000 pupils in po or vo, or 9,000 students in mbo.
    let head = "title = \"sizes\"\nyears = [\"2025\"]\nscheme = \"regional-2025\"\n";
    let rows = [
        ("below", 100, 49, "", "0.00"),
        ("enough", 100, 50, "", "187500.00"),
        (
            "po-below",
            150,
            0,
            "po = 14_999, vo = 14_999, mbo = 8_999",
            "0.00",
        ),
        ("po", 150, 0, "po = 15_000", "187500.00"),
        ("vo", 150, 0, "po = 1, vo = 15_000", "187500.00"),
        ("mbo", 150, 0, "mbo = 9_000", "187500.00"),
        ("both", 149, 0, "po = 15_000, vo = 15_000", "0.00"),
    ];
    let mut text = head.to_owned();
    for (id, students, entrants, pupils, _) in rows {
        let tested = match pupils {
            "" => String::new(),
            pupils => format!("flags = [\"size-test\"]\npupils = {{ {pupils} }}\n"),
        };
        text += &format!(
            "[[region]]\nid = \"{id}\"\n{tested}[[partnership]]\nid = \"p-{id}\"\n\
             students = {{ {id} = {students} }}\nside-entrants = {{ {id} = {entrants} }}\n"
        );
    }
    let run = Run::of(&text);
    for (id, .., amount) in rows {
        assert_eq!(run.award("base", &format!("p-{id}")), amount, "{id}");
    }
}

#[test]
fn hollands_noorden_pays_30000_a_board_and_90000_at_most() {
    // P S26, D: at most three boards in a coalition.
    let mut text = "title = \"coalitions\"\nyears = [\"2026/2027\"]\n\
        scheme = \"hollands-noorden-2026\"\n[[region]]\nid = \"hn\"\n"
        .to_owned();
    for board in 1..=10 {
        text += &format!("[[board]]\nid = \"b-{board}\"\n");
    }
    let coalitions = [
        ("one", "\"b-1\""),
        ("two", "\"b-2\", \"b-3\""),
        ("three", "\"b-4\", \"b-5\", \"b-6\""),
        ("four", "\"b-7\", \"b-8\", \"b-9\", \"b-10\""),
    ];
    for (id, boards) in coalitions {
        text += &format!(
            "[[partnership]]\nid = \"{id}\"\nregions = [\"hn\"]\nboards = [{boards}]\n\
             students = 0\n"
        );
    }
    check(
        &Run::of(&text),
        "
        coalition base
        one       30_000.00
        two       60_000.00
        three     90_000.00
        four      90_000.00
    ",
    );
}

#[test]
fn months_turn_calendar_years_into_school_years_that_add_up() {
    // 1,250 a head over 2024, 2025 and 2026 on 241, 253 and 265 heads counted two years before.
    // The last five months of 2024 and the first seven of 2025 make 2024/2025, and so on.
    let mut text = "title = \"months\"\nyears = [\"2024/2025\", \"2025/2026\"]\n\
        scheme = \"regional-2025\"\nyear-conversion = \"months\"\n[[region]]\nid = \"oost\"\n\
        [[partnership]]\nid = \"de-es\"\n"
        .to_owned();
    for (year, students) in [("2022/2023", 241), ("2023/2024", 253), ("2024/2025", 265)] {
        text += &format!(
            "[[count]]\npartnership = \"de-es\"\nregion = \"oost\"\nyear = \"{year}\"\n\
             students = {students}\n"
        );
    }
    let run = Run::of(&text);
    let sum = |year| euros(run.sum("base", year, |_| true));
    // 2024: 301,250.00 = 175,729.17 + 125,520.83 (7/12 has the larger remainder).
    // 2025: 316,250.00 = 184,479.17 + 131,770.83; 2026: 331,250.00 = 193,229.17 + 138,020.83.
    assert_eq!(sum("2024/2025"), "310000.00"); // 125,520.83 + 184,479.17
    assert_eq!(sum("2025/2026"), "325000.00"); // 131,770.83 + 193,229.17
    assert_eq!(run.findings(), Vec::<String>::new());
}

#[test]
fn months_turn_school_years_into_calendar_years_that_add_up() {
    // 100,000 + 955 n over three school years: 302, 310 and 301 students counted the year before.
    let mut text = "title = \"months\"\nyears = [\"2021\", \"2022\"]\nscheme = \"linear-2020\"\n\
        year-conversion = \"months\"\n[[region]]\nid = \"oost\"\n[[partnership]]\nid = \"de-es\"\n"
        .to_owned();
    for (year, students) in [("2019/2020", 302), ("2020/2021", 310), ("2021/2022", 301)] {
        text += &format!(
            "[[count]]\npartnership = \"de-es\"\nregion = \"oost\"\nyear = \"{year}\"\n\
             students = {students}\n"
        );
    }
    let run = Run::of(&text);
    let part =
        |year, component: &str| euros(run.sum("base", year, |award| award.component == component));
    // Base: 7/12 = 58,333.33 and 5/12 = 41,666.67 of each school year.
    assert_eq!(part("2021", "base"), "100000.00");
    // Per student: 288,410 = 120,170.83 + 168,239.17; 296,050 = 123,354.17 + 172,695.83;
    // 287,455 = 119,772.92 + 167,682.08.
    assert_eq!(part("2021", "per-student"), "291593.34"); // 168,239.17 + 123,354.17
    assert_eq!(part("2022", "per-student"), "292468.75"); // 172,695.83 + 119,772.92
    assert_eq!(run.findings(), Vec::<String>::new());
}

#[test]
fn the_rest_of_a_region_takes_part_in_its_key() {
    // 100 + 200 students bring 375,000; one known partnership and two of the rest share it.
    let text = "title = \"rest\"\nyears = [\"2025\"]\nscheme = \"regional-2025\"\n\
        [[region]]\nid = \"west\"\n[[partnership]]\nid = \"ons\"\nstudents = { west = 120 }\n\
        [[others]]\nid = \"rest\"\nregion = \"west\"\npartnerships = 2\nstudents = 180\n\
        [[variant]]\nid = \"equal\"\nset = { \"division.in-region.key\" = \"equal\" }\n";
    check(
        &Run::of(text),
        "
        who   base        equal
        ons   150_000.00  125_000.00
        rest  225_000.00  250_000.00
    ",
    );
}

/// `scenarios/examples/sites.toml` by hand: 205 students bring 100,000 + 195,775 = 295,775.00.
/// By students, oost has 180/205 = 259,704.88 and the site without a region 36,070.12. Of each
/// part 70 % goes to boards, rounded half up: 181,793.42 and 25,249.08; the rest to institutes:
/// 77,911.46 and 10,821.04. In oost the boards have 120 and 60 students, the institutes 140 and 40.
#[test]
fn sites_boards_and_institutes_add_up_in_every_direction() {
    let run = Run::of_file("scenarios/examples/sites.toml");
    let sum = |keep: &dyn Fn(&Award<'_>) -> bool| euros(run.sum("base", "2022/2023", keep));
    assert_eq!(
        sum(&|award| award.partnership == Some("de-esdoorn")),
        "295775.00"
    );
    assert_eq!(sum(&|award| award.region == Some("oost")), "259704.88");
    assert_eq!(sum(&|award| award.region.is_none()), "36070.12");
    assert_eq!(sum(&|award| award.kind == "board"), "207042.50");
    assert_eq!(sum(&|award| award.kind == "institute"), "88732.50");
    check(
        &run,
        "
        partner          base
        de-waaier        121_195.61
        het-baken         85_846.89
        pabo-oost         71_418.84
        hogeschool-delta  17_313.66
    ",
    );
    // The scheme of 2025 asks money for the 180 students in the region only: 225,000.
    let regional =
        |keep: &dyn Fn(&Award<'_>) -> bool| euros(run.sum("regional", "2022/2023", keep));
    assert_eq!(regional(&|award| award.region == Some("oost")), "225000.00");
    assert_eq!(regional(&|award| award.region.is_none()), "0.00");
}

#[test]
fn awards_of_two_regions_add_up_by_partnership_and_by_region() {
    let run = Run::of_file("scenarios/examples/two-regions.toml");
    let sum = |variant: &str, keep: &dyn Fn(&Award<'_>) -> bool| {
        euros(run.sum(variant, "2022/2023", keep))
    };
    // Regional: noord 230 x 1,250, zuid 310 x 1,250. Zuid keeps 10 % = 38,750 and divides 348,750
    // over three partnerships: 116,250 each.
    for (variant, region, amount) in [
        ("regional", "noord", "287500.00"),
        ("regional", "zuid", "387500.00"),
        ("zuid-equal", "noord", "287500.00"),
        ("zuid-equal", "zuid", "387500.00"),
    ] {
        assert_eq!(sum(variant, &|award| award.region == Some(region)), amount);
    }
    check(
        &run,
        "
        who       regional    zuid-equal
        de-linde  250_000.00  291_250.00
        de-wilg   312_500.00  228_750.00
        de-es     112_500.00  116_250.00
        office          0.00   38_750.00
    ",
    );
}
