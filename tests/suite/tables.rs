//! Tables of a run and warnings of a check: nothing that happened to money stays out of sight.

use verdeel::study::{self, Format, Lang, Look, Manner, RunQuestion};

use crate::runs::PATH;

/// Region `a` with two partnerships under the scheme of 2025; a variant that can place nothing.
const STUCK: &str = "title = \"t\"\nyears = [\"2025\"]\nscheme = \"regional-2025\"\n\
    [[region]]\nid = \"a\"\n\
    [[partnership]]\nid = \"p\"\nstudents = { a = 100 }\n\
    [[partnership]]\nid = \"q\"\nstudents = { a = 160 }\n\
    [[variant]]\nid = \"stuck\"\n\
    [variant.set]\n\"division.in-region@a.key\" = \"per-board\"\n";

fn manner(lang: Lang) -> Manner {
    Manner {
        format: Format::Table,
        look: Look { lang, width: 100 },
        colour: false,
    }
}

/// Returns a run as text in English.
#[track_caller]
fn run(text: &str) -> String {
    run_at(text, 100)
}

/// Returns a run as text in English, on a screen so wide.
#[track_caller]
fn run_at(text: &str, width: u16) -> String {
    let mut manner = manner(Lang::En);
    manner.look.width = width;
    let question = RunQuestion {
        paths: vec![PATH.to_owned()],
        variant: None,
    };
    let answer = study::run(&question, manner, &|_| Ok(text.to_owned()));
    let shown = answer.unwrap_or_else(|failure| panic!("{}", failure.text));
    shown.text.replace('\u{a0}', " ")
}

/// Returns a check as text.
#[track_caller]
fn check(text: &str, lang: Lang) -> String {
    let answer = study::check(PATH, manner(lang), &|_| Ok(text.to_owned()));
    let shown = answer.unwrap_or_else(|failure| panic!("{}", failure.text));
    shown.text.replace('\u{a0}', " ")
}

#[track_caller]
fn shows(text: &str, part: &str) {
    assert!(text.contains(part), "no `{part}` in\n{text}");
}

#[track_caller]
fn hides(text: &str, part: &str) {
    assert!(!text.contains(part), "`{part}` in\n{text}");
}

/// A country with one region, partnerships that each train so many, and a scheme of its own.
fn country(students: &[i64], scheme: &str) -> String {
    let mut text = "title = \"t\"\nyears = [\"2022/2023\"]\ncoverage = \"complete\"\n\
        [[region]]\nid = \"a\"\n"
        .to_owned();
    for (position, students) in students.iter().enumerate() {
        text +=
            &format!("[[partnership]]\nid = \"p-{position}\"\nstudents = {{ a = {students} }}\n");
    }
    text + scheme
}

const PER_HEAD: &str = "[[component]]\nid = \"rate\"\nname = \"rate\"\namount = 10\n\
    per = \"student\"\n";

#[test]
fn money_that_could_not_be_placed_is_told() {
    let shown = run(STUCK);
    shows(&shown, "stuck: pot national");
    shows(&shown, "paid €0.00, unallocated €325,000.00");
    for (lang, part) in [
        (
            Lang::Nl,
            "regio a kan € 325.000,00 in 2025 niet plaatsen: niemand heeft een gewicht",
        ),
        (
            Lang::En,
            "region a cannot place €325,000.00 in 2025: nobody has a weight in its key",
        ),
    ] {
        let checked = check(STUCK, lang);
        shows(&checked, "cannot-place");
        shows(&checked, part);
        shows(&checked, "in variant `stuck`");
    }
    hides(
        &check(&STUCK.replace("per-board", "equal"), Lang::En),
        "cannot-place",
    );
}

#[test]
fn a_table_of_zeros_keeps_its_columns() {
    let text = "title = \"t\"\nyears = [\"2022/2023\"]\nscheme = \"linear-2020\"\n\
        [[region]]\nid = \"a\"\n[[partnership]]\nid = \"p\"\nstudents = { a = 59 }\n";
    let shown = run(text);
    shows(&shown, "base amount");
    shows(&shown, "€0.00");
}

#[test]
fn a_partnership_has_a_row_in_every_region_where_it_trains() {
    let text = "title = \"t\"\nyears = [\"2025\"]\nscheme = \"regional-2025\"\n\
        [[region]]\nid = \"a\"\n[[region]]\nid = \"b\"\n\
        [[partnership]]\nid = \"p\"\nstudents = { a = 160, b = 20 }\n";
    let shown = run(text);
    let rows: Vec<Vec<&str>> = shown
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert!(rows.contains(&vec!["p", "b", "€0.00", "€0.00"]), "{shown}");
}

#[test]
fn amounts_and_ids_never_break() {
    let mut text = "title = \"t\"\nyears = [\"2025\"]\nscheme = \"regional-2025\"\n\
        [[region]]\nid = \"a-region-with-a-name\"\n\
        [[partnership]]\nid = \"a-partnership-with-a-name\"\n\
        students = { a-region-with-a-name = 19000 }\n"
        .to_owned();
    for position in 0..8 {
        text += &format!(
            "[[variant]]\nid = \"a-variant-{position}\"\n\
             set = {{ \"component.per-student.amount\" = {} }}\n",
            1300 + position
        );
    }
    let shown = run(&text);
    for position in 0..8 {
        let head = format!("a-variant-{position}");
        assert!(
            shown
                .lines()
                .any(|line| line.split_whitespace().any(|word| word == head))
        );
        let thousands = (1300 + position) * 19;
        let (millions, rest) = (thousands / 1000, thousands % 1000);
        shows(&shown, &format!("€{millions},{rest:03},000.00"));
    }
    let table = shown
        .lines()
        .take_while(|line| !line.contains("pot national"));
    let longest = table.map(|line| line.chars().count()).max();
    assert!(longest <= Some(100), "{shown}");
    // Where nothing else fits the names give way, and amounts stay whole.
    let narrow = run_at(&text, 40);
    shows(&narrow, "a-variant-7");
    shows(&narrow, "€24,833,000.00");
    let table = narrow
        .lines()
        .take_while(|line| !line.contains("pot national"));
    assert!(
        table.map(|line| line.chars().count()).max() <= Some(40),
        "{narrow}"
    );
}

#[test]
fn a_long_head_folds_between_words() {
    let name = "een heel lange naam voor een bedrag dat per student wordt betaald ".repeat(2);
    let scheme = format!(
        "[[component]]\nid = \"rate\"\nname = \"{}\"\namount = 10\nper = \"student\"\n\
         [[division]]\nid = \"pot\"\npays = [\"rate\"]\n",
        name.trim()
    );
    let shown = run(&country(&[10], &scheme));
    let table = shown.lines().skip_while(|line| *line != "2022/2023");
    let head = table.take_while(|line| !line.starts_with('─'));
    assert!(head.clone().count() > 2, "{shown}");
    assert!(
        head.map(|line| line.chars().count()).max() <= Some(100),
        "{shown}"
    );
}

#[test]
fn a_cut_rate_is_told_as_such_only_when_all_were_cut_alike() {
    let division = |rule: &str| {
        format!(
            "{PER_HEAD}[[division]]\nid = \"pot\"\npays = [\"rate\"]\npot = 150\n\
             shortage = \"{rule}\"\n"
        )
    };
    let shown = run(&country(&[10, 20], &division("proportional")));
    shows(&shown, "rate: €10.00 becomes €5.00 (exactly 5/1)");
    let shown = run(&country(&[5, 20], &division("equal-awards")));
    shows(
        &shown,
        "rate: €10.00 becomes €6.00 on average, not the same for all",
    );
    hides(&shown, "exactly");
    // A maximum lowers what some get per head, and a factor afterwards does not mend that.
    let most = format!(
        "{}[[division]]\nid = \"pot\"\npays = [\"rate\"]\n",
        PER_HEAD.replace("per =", "maximum = 100\nper =")
    );
    shows(&run(&country(&[10, 20], &most)), "becomes €6.67 on average");
}

#[test]
fn protected_amounts_that_do_not_fit_are_flagged() {
    let scheme = |pot: i64| {
        format!(
            "{PER_HEAD}[[component]]\nid = \"base\"\namount = 100\n\
             [[division]]\nid = \"pot\"\npays = [\"base\", \"rate\"]\nprotect = [\"base\"]\n\
             pot = {pot}\n"
        )
    };
    let flag = "pot pot: even the protected amounts do not fit, lowered proportionally";
    shows(&run(&country(&[10, 20], &scheme(150))), flag);
    hides(&run(&country(&[10, 20], &scheme(250))), flag);
}

#[test]
fn a_pot_is_named_by_its_id_and_by_its_division() {
    let scheme = |name: &str| {
        format!("{PER_HEAD}[[division]]\nid = \"pot\"\n{name}pays = [\"rate\"]\npot = 900\n")
    };
    let named = "name = \"landelijk\"\nname-en = \"nationwide\"\n";
    shows(
        &run(&country(&[10], &scheme(named))),
        "pot pot (nationwide): available €900.00",
    );
    shows(
        &run(&country(&[10], &scheme(""))),
        "pot pot: available €900.00",
    );
}

#[test]
fn many_members_known_in_sum_only_are_paid_as_one_by_one() {
    // 10,000 members with 605,000 students: half have 60 and half have 61.
    let text = "title = \"t\"\nyears = [\"2022/2023\"]\nscheme = \"linear-2020\"\n\
        [[others]]\nid = \"rest\"\npartnerships = 10_000\nregions = 40\nstudents = 605_000\n\
        [[variant]]\nid = \"above-60\"\n[variant.set]\n\
        \"division.national.pot\" = 9_000_000_000\n\
        \"component.base.when.students.at-least\" = 61\n\
        \"component.per-student.when.students.at-least\" = 61\n";
    let shown = run(text);
    // 5,000 members of 61 students at 100,000 and 955 per student.
    shows(&shown, "€791,275,000.00");
}

#[test]
fn a_tier_table_in_which_one_head_more_pays_less_is_told() {
    // 99 heads at 10 are 990, 100 at 8 are 800; bands that rise are no cliff.
    let scheme = |tiers: &str| {
        format!(
            "[[component]]\nid = \"sum\"\nper = \"student\"\ntiers = \"{tiers}\"\n\
             steps = [{{ from = 0, amount = 10 }}, {{ from = 100, amount = 8 }}]\n\
             [[division]]\nid = \"pot\"\npays = [\"sum\"]\n"
        )
    };
    let warning = "100 pays €800.00, less than €990.00 for 99";
    shows(&check(&country(&[120], &scheme("slab")), Lang::En), warning);
    hides(
        &check(&country(&[120], &scheme("graduated")), Lang::En),
        "less than",
    );
}

#[test]
fn no_text_in_csv_is_a_formula_or_steers_a_screen() {
    for (title, told) in [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("-2+3", "'-2+3"),
        ("@som", "'@som"),
        ("plan\\u001b[2J", "plan [2J"),
        ("-2", "-2"),
    ] {
        let scenario = STUCK.replace("\"t\"", &format!("\"{title}\""));
        let question = RunQuestion {
            paths: vec![PATH.to_owned()],
            variant: None,
        };
        let manner = Manner {
            format: Format::Csv,
            ..manner(Lang::En)
        };
        let answer = study::run(&question, manner, &|_| Ok(scenario.clone()));
        let answer = answer.unwrap_or_else(|failure| panic!("{}", failure.text));
        let row = answer.text.lines().nth(1).expect("a row");
        assert!(row.ends_with(&format!(",{told}")), "{row}");
    }
}
