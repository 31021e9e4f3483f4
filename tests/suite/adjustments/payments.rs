//! Adjusted payments: what all components together give a recipient is adjusted, by hand.
//!
//! Three partnerships with 1, 2 and 3 students and 20, 10 and 10 last year are paid 6 each and 7
//! per student: 13, 20 and 27, together 60.

use crate::runs::{JSON, PATH, Run, euros, read_text};
use verdeel::study::{ExplainQuestion, Format, Manner, explain};

/// Returns the world with more terms of its payment, over so many years.
fn world(terms: &str, years: &str) -> String {
    let mut text = format!(
        "title = 'adjusted'\nyears = {years}\n\
         counted = '2021/2022'\ncoverage = 'complete'\ngrowth = '0 %'\n\
         [[region]]\nid = 'noord'\n"
    );
    for (id, students, previous) in [("a", 1, 20), ("b", 2, 10), ("c", 3, 10)] {
        text += &format!(
            "[[partnership]]\nid = '{id}'\nstudents = {{ noord = {students} }}\n\
             previous = {previous}\n"
        );
    }
    text + &format!(
        "[[component]]\nid = 'each'\namount = 6\n\
         [[component]]\nid = 'rate'\namount = 7\nper = 'student'\n\
         [[division]]\nid = 'pot'\npays = ['each', 'rate']\n{terms}\n"
    )
}

/// Terms, and what a, b and c get.
const TABLE: &[(&str, [&str; 3])] = &[
    ("adjust = []", ["13.00", "20.00", "27.00"]),
    // The average is 10 per student.
    (
        "pot = 60\nadjust = [{ id = 'x', rule = 'equalise', share = '100 %' }]",
        ["10.00", "20.00", "30.00"],
    ),
    // The same where no ceiling is stated.
    (
        "adjust = [{ id = 'x', rule = 'equalise', share = '100 %' }]",
        ["10.00", "20.00", "30.00"],
    ),
    // Half of everything is 6.50, 10 and 13.50. a is lifted to 10; 20 is left on 10:13.50.
    (
        "pot = 30\nadjust = [{ id = 'x', rule = 'hold-harmless', share = '50 %' }]",
        ["10.00", "8.51", "11.49"],
    ),
    // b and c first, so that nothing is left for a; lifted to 10, and 37 is left on 20:27.
    (
        "pot = 47\nshortage = { rule = 'priority', order = ['b', 'c', 'a'] }\n\
         adjust = [{ id = 'x', rule = 'hold-harmless', share = '50 %' }]",
        ["10.00", "15.74", "21.26"],
    ),
    // At most 25: the 2 of c go to a and b on 13:20.
    (
        "adjust = [{ id = 'x', rule = 'limits', maximum = 25 }]",
        ["13.79", "21.21", "25.00"],
    ),
];

#[test]
fn what_all_components_give_a_recipient_is_adjusted() {
    for (terms, expected) in TABLE {
        let run = Run::of(&world(terms, "['2022/2023']"));
        let found = ["a", "b", "c"].map(|id| run.award("base", id));
        assert_eq!(found, expected.map(str::to_owned), "{terms}");
        assert_eq!(run.findings(), Vec::<String>::new(), "{terms}");
    }
}

/// Returns what a gets of each component.
fn parts_of_a(terms: &str) -> [String; 2] {
    let run = Run::of(&world(terms, "['2022/2023']"));
    ["each", "rate"].map(|component| {
        let own = run.sum("base", "2022/2023", |award| {
            award.recipient == "a" && award.component == component
        });
        euros(own)
    })
}

#[test]
fn the_outcome_is_told_apart_by_component_as_it_was_paid_or_else_claimed() {
    // 10 on 6:7 is 4.615 and 5.385, whether that is what was paid or only what was claimed.
    let expected = ["4.62", "5.38"].map(str::to_owned);
    for terms in [TABLE[1].0, TABLE[4].0] {
        assert_eq!(parts_of_a(terms), expected, "{terms}");
    }
}

#[test]
fn who_may_not_be_paid_stands_aside() {
    // b and c have 47 for 5 students, 9.40 each.
    let terms = "adjust = [{ id = 'x', rule = 'equalise', share = '100 %' }]";
    let text = world(terms, "['2022/2023']").replace("amount = 6\n", "amount = 6\nwhen = {}\n");
    let text = text.replace("when = {}", "when = { students = { at-least = 2 } }");
    let text = text.replace(
        "per = 'student'\n",
        "per = 'student'\nwhen = { students = { at-least = 2 } }\n",
    );
    let run = Run::of(&text);
    let found = ["a", "b", "c"].map(|id| run.award("base", id));
    assert_eq!(found, ["0.00", "18.80", "28.20"].map(str::to_owned));
}

#[test]
fn last_year_is_what_the_payment_gave_in_the_year_before() {
    // At most 110 % of 20, 10 and 10, and then of 22, 11 and 11.
    let band = "pot = 60\n\
        adjust = [{ id = 'x', rule = 'year-band', share = '10 %', against = 'last-year' }]";
    let run = Run::of(&world(band, "['2022/2023', '2023/2024']"));
    let found = ["2022/2023", "2023/2024"].map(|year| {
        ["a", "b", "c"].map(|id| euros(run.sum("base", year, |award| award.recipient == id)))
    });
    let expected = [["22.00", "11.00", "11.00"], ["24.20", "12.10", "12.10"]];
    assert_eq!(found, expected.map(|year| year.map(str::to_owned)));
    assert_eq!(run.findings(), Vec::<String>::new());
}

#[test]
fn what_is_not_known_or_not_alike_is_not_adjusted() {
    let even = "adjust = [{ id = 'x', rule = 'equalise', share = '100 %' }]";
    let text = world(even, "['2022/2023']");
    let partial = text.replace("coverage = 'complete'\n", "");
    assert!(Run::refused(&partial).contains("adjusts-what-is-not-known"));
    let local = format!("{even}\nscope = 'local'");
    let local = world(&local, "['2022/2023']").replace("coverage = 'complete'\n", "");
    assert_eq!(Run::of(&local).award("base", "a"), "10.00");
    let both = text.replace("id = 'each'\n", "id = 'each'\nto = 'region'\n");
    assert!(Run::refused(&both).contains("adjusts-two-levels"));
}

#[test]
fn a_payment_tells_each_step_and_what_it_made_of_everything_together() {
    let text = world(TABLE[1].0, "['2022/2023']");
    let question = ExplainQuestion {
        path: PATH.into(),
        recipient: "a".into(),
        variant: None,
        drawn: None,
        versus: None,
        against: None,
    };
    let manner = Manner {
        format: Format::Table,
        ..JSON
    };
    let answer = explain(&question, manner, &|path| read_text(path, &text)).expect("an answer");
    let words = answer.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = "paid €6; of all together: evening out per student (`x`): €13 \
                    becomes €10";
    assert!(words.contains(sentence), "{words}");
}
