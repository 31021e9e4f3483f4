//! A point that cannot be computed is told, and never the end of the others.

use super::{Memory, folder, folder_beside, refused, swept};

/// Returns the problem of every point.
fn problems(folder: &Memory) -> Vec<String> {
    let rows = folder.rows("points.parquet").into_iter();
    rows.map(|row| row["problem"].clone()).collect()
}

/// Returns the points of which there are rows in a variant.
fn computed(folder: &Memory, variant: &str) -> Vec<String> {
    let rows = folder.rows("parts").into_iter();
    let rows = rows.filter(|row| row["variant"] == variant && row["kind"] == "pot");
    let mut points: Vec<String> = rows.map(|row| row["point"].clone()).collect();
    points.sort();
    points.dedup();
    points
}

/// A sweep over a list of numbers.
const LISTED: &str = r#"
design = "list"
list = "points.csv"
years = false
variants = ["base"]
[[sweep.parameter]]
name = "amount"
path = "component.per-student.amount"
[[sweep.parameter]]
name = "share"
path = "division.in-region.slice.office.share"
"#;

#[test]
fn a_listed_point_that_cannot_be_is_a_row_with_its_reason() {
    let list = "amount,share\n900,10 %\n999999999999,10 %\n1000,0 %\n900,100 %\n";
    let folder = folder_beside(&swept(LISTED), &[("points.csv", list)]);
    let problems = problems(&folder);
    for (point, is_sound) in [true, false, true, true].into_iter().enumerate() {
        assert_eq!(
            problems[point].is_empty(),
            is_sound,
            "point {point}: {}",
            problems[point]
        );
        assert!(
            is_sound || problems[point].starts_with("base: "),
            "{}",
            problems[point]
        );
    }
    assert_eq!(computed(&folder, "base"), ["0", "2", "3"]);
    let summary = folder.rows("summary.parquet");
    assert!(
        summary.iter().all(|row| row["runs"] == "3"),
        "failed points are in no summary"
    );
}

#[test]
fn a_choice_that_leads_nowhere_in_one_variant_fails_in_that_variant_alone() {
    // A laid value, as it is a choice; the variant without slices has no office to give a part.
    for variants in ["\"base\", \"no-office\"", "\"no-office\", \"base\""] {
        let folder = folder(&swept(&format!(
            r#"
design = "grid"
variants = [{variants}]
[[sweep.parameter]]
path = "division.in-region.slice.office.of"
values = ["rest", "pot"]
"#
        )));
        for problem in problems(&folder) {
            let told =
                "no-office: dangling-path: the path leads nowhere: there is no slice `office`";
            assert_eq!(problem, told, "{variants}");
        }
        assert_eq!(computed(&folder, "base"), ["0", "1"]);
        assert_eq!(computed(&folder, "no-office"), Vec::<String>::new());
    }
}

#[test]
fn a_listed_number_that_is_none_is_refused() {
    for (cells, told) in [
        ("900000000000000,10 %", "points.csv:3: "),
        ("-5,10 %", "points.csv:3: "),
        ("900,-1 %", "points.csv:3: "),
        ("900,half", "points.csv:3: "),
        ("900,150 %", "`1.5` is out of range"),
    ] {
        let list = format!("amount,share\n900,10 %\n{cells}\n900,20 %\n");
        let refused = refused(&swept(LISTED), &[("points.csv", &list)]);
        assert!(refused.contains(told), "{cells}: {refused}");
    }
}

#[test]
fn what_no_variant_can_have_is_told_at_once() {
    for (parameter, told) in [
        (
            "path = \"division.in-region.key\"\nvalues = [\"equal\", \"eqaul\"]",
            "eqaul",
        ),
        (
            "path = \"component.per-studnt.amount\"\nvalues = [1, 2]",
            "per-studnt",
        ),
        (
            "path = \"division.in-region.slice.office.share\"\nvalues = [0, 2]",
            "out of range",
        ),
        (
            "path = \"component.per-student.amount\"\nfrom = 5\nto = 4\nsteps = 2",
            "does not ascend",
        ),
        (
            "path = \"component.per-student.amount\"\nfrom = -5\nto = 4\nsteps = 2",
            "`-5` is no value for",
        ),
    ] {
        let text = swept(&format!(
            "design = \"grid\"\n[[sweep.parameter]]\n{parameter}\n"
        ));
        let refused = refused(&text, &[]);
        assert!(refused.contains(told), "{parameter}: {refused}");
    }
}

#[test]
fn a_grid_of_more_points_than_can_be_numbered_is_refused() {
    let names = ["component.per-student.amount", "division.national.pot"];
    let parameters = names.map(|path| {
        format!(
            "[[sweep.parameter]]\npath = \"{path}\"\nfrom = 1\nto = 900_000\nsteps = 1_000_000\n"
        )
    });
    let more = "[[sweep.parameter]]\npath = \"division.in-region.slice.office.share\"\n\
        from = 0\nto = 1\nsteps = 1_000_000\n[[sweep.parameter]]\n\
        path = \"partnership.de-linde.students.noord\"\nfrom = 0\n\
        to = 1_000_000\nsteps = 1_000_000\n";
    let text = swept(&format!("design = \"grid\"\n{}{more}", parameters.concat()));
    let refused = refused(&text, &[]);
    assert!(refused.contains("points"), "{refused}");
}

#[test]
fn slices_that_are_more_than_everything_together_fail_at_that_point() {
    let slice = "slice = [{ to = \"office\", share = \"10 %\" }]";
    let world = swept(
        r#"
design = "grid"
variants = ["base"]
[[sweep.parameter]]
path = "division.in-region.slice.office.share"
values = ["20 %", "80 %"]
[[sweep.parameter]]
path = "division.in-region.slice.fund.share"
values = ["20 %", "80 %"]
"#,
    );
    let two = slice.replace("}]", "}, { to = \"fund\", share = \"10 %\" }]");
    let text = world.replace(slice, &two);
    let text = text.replacen(
        "[[function]]",
        "[[function]]\nid = \"fund\"\n[[function]]",
        1,
    );
    let problems = problems(&folder(&text));
    let sound: Vec<bool> = problems.iter().map(String::is_empty).collect();
    // 40, 100, 100 and 160 % of the money.
    assert_eq!(sound, [true, true, true, false], "{problems:?}");
}
