//! The guarantee per student: protected is the amount per student of the base year.

use super::world;
use crate::runs::Run;

/// Returns the world with students in the year before, and other amounts of last year.
fn counted(guarantee: &str, before: [u32; 3], previous: [u32; 3]) -> String {
    let rule = format!("{{ id = 'x', rule = 'minimum-guarantee', per = 'student', {guarantee} }}");
    let text = world("per-student", &rule, "['2022/2023']");
    let mut text = text.replace("counted = '2021/2022'\n", "");
    for (id, (students, own, last)) in [("a", (1, 20, 0)), ("b", (2, 10, 1)), ("c", (3, 10, 2))] {
        text = text.replace(
            &format!("id = '{id}'\nstudents = {{ noord = {students} }}\nprevious = {own}\n"),
            &format!(
                "id = '{id}'\nregions = ['noord']\nprevious = {}\n",
                previous[last]
            ),
        );
        for (year, students) in [("2020/2021", before[last]), ("2021/2022", students)] {
            text += &format!(
                "[[count]]\npartnership = '{id}'\nregion = 'noord'\nyear = '{year}'\n\
                 students = {students}\n"
            );
        }
    }
    text
}

#[track_caller]
fn check(text: &str, expected: [&str; 3]) {
    let run = Run::of(text);
    let found = ["a", "b", "c"].map(|id| run.award("base", id));
    assert_eq!(found, expected.map(str::to_owned), "{text}");
    assert_eq!(run.findings(), Vec::<String>::new());
}

#[test]
fn the_amount_per_student_is_protected_and_gains_per_student_pay() {
    // Per student 12, 6 and 5. a has one left: guaranteed 10.80, so it lacks 0.80. Beyond 6.60 and
    // 5.50 per student b gains 6.80 and c 13.50, and pay 0.80 / 20.30 of it.
    let guarantee = "share = '90 %', cap = '10 %'";
    let text = counted(guarantee, [2, 2, 2], [24, 12, 10]);
    check(&text, ["10.80", "19.73", "29.47"]);
}

#[test]
fn who_is_new_is_not_capped() {
    // c had no students: it keeps 30, and b pays all of the 0.80.
    let text = counted("share = '90 %', cap = '10 %'", [2, 2, 0], [24, 12, 10]);
    check(&text, ["10.80", "19.20", "30.00"]);
}

#[test]
fn each_step_of_the_statement_is_rounded() {
    // Per student 33.33, 5 and 3.33. Guaranteed is 95 % of 33.33, which is 31.66: a lacks 21.66. b
    // gains 2 x 5 and c 3 x 6.67, and pay 21.66 / 30.01 of it: 7.2176 and 14.4424.
    let text = counted("share = '95 %'", [3, 2, 3], [100, 10, 10]);
    let adjust = "key = 'per-student'\n";
    let text = text.replace(adjust, &format!("{adjust}rounding = 'each-step'\n"));
    check(&text, ["31.66", "12.78", "15.55"]);
}
