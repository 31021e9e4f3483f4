//! Damaged scenarios: whatever is missing from a text or has come into it, the answer is a scenario
//! or an error with a place.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use verdeel::scenario::{Opened, Problem, Refused, Severity, open};

use super::{Shelf, ill_formed};

/// A scenario without problems, with most of what a scenario may say.
const SOUND: &str = include_str!("../../problems/parts/sound.toml");

/// Counts without problems for that scenario.
const SOUND_COUNTS: &str = "\u{feff}# counts of two years
partnership;region;year;students;site;source
de-linde;noord;2021/2022;140;16SW03;DUO
de-linde;zuid;2021/2022;60;;\"DUO; october\"
het-anker;zuid;2021/2022;85;;
";

/// Opens a scenario text with counts beside it.
fn opened(text: &str, counts: &str) -> Result<Opened, Refused> {
    let files = [("sound.toml", text), ("counts.csv", counts)];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let shelf = Shelf {
        files: files.into(),
    };
    open("sound.toml", &shelf)
}

/// Opens a scenario text with counts beside it, and says what is wrong with the answer.
///
/// An answer is sound when it is a scenario, or at least one error with a place inside a file.
fn answer_to(text: &str, counts: &str) -> Result<(), String> {
    let Err(Refused { sources, problems }) = opened(text, counts) else {
        return Ok(());
    };
    let has_place = |problem: &Problem| problem.place.is_some();
    let is_error = |problem: &Problem| problem.severity == Severity::Error;
    let mut faults: Vec<String> = problems
        .iter()
        .flat_map(|problem| ill_formed(problem, &sources))
        .collect();
    if !problems
        .iter()
        .any(|problem| is_error(problem) && has_place(problem))
    {
        faults.push(format!("no error with a place: {problems:?}"));
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults.join("\n")),
    }
}

#[test]
fn the_sound_scenario_is_sound() {
    let opened = opened(SOUND, SOUND_COUNTS);
    let opened = opened.map_err(|refused| refused.problems).unwrap();
    assert_eq!(opened.variants.len(), 4);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_move_no_place() {
    let text = "\u{feff}years = [\"2022/2023\"]\r\nscheme = \"linear-2020\"\r\ncountry = 1\r\n";
    let refused = opened(text, "").unwrap_err();
    let [problem] = refused.problems.as_slice() else {
        panic!("{:?}", refused.problems);
    };
    let place = problem.place.unwrap();
    let found = (problem.code, &text[place.start..place.end]);
    assert_eq!(found, ("unknown-key", "country"));
}

#[test]
fn a_missing_scenario_is_a_problem_without_a_place() {
    let refused = open("no-such-scenario.toml", &Shelf::default()).unwrap_err();
    let problems = refused.problems.iter();
    let places: Vec<_> = problems
        .map(|problem| (problem.code, problem.place))
        .collect();
    assert_eq!(places, [("unreadable-file", None)]);
}

#[test]
fn every_beginning_of_a_scenario_is_answered() {
    for (at, _) in SOUND.char_indices() {
        let text = &SOUND[..at];
        if let Err(fault) = answer_to(text, SOUND_COUNTS) {
            panic!("the first {at} bytes: {fault}");
        }
    }
}

#[test]
fn every_beginning_of_a_csv_file_is_answered() {
    for (at, _) in SOUND_COUNTS.char_indices() {
        if let Err(fault) = answer_to(SOUND, &SOUND_COUNTS[..at]) {
            panic!("the first {at} bytes: {fault}");
        }
    }
}

/// Pieces that have a meaning in a scenario or in CSV, and some that have none, by spaces.
const PIECES: &str = "[ ] { } \" ' = , . # \n \r\n \\ - _ / % ; @ 0 9 é \u{feff} \u{0} \
                      \n[[region]]\n id= \"\"\" 99999999999999999999 1e9 nan true 2022/2023";

/// Returns a text with some stretches taken out, doubled or replaced.
fn mutated(text: &str, random: &mut ChaCha8Rng) -> String {
    let mut signs: Vec<char> = text.chars().collect();
    for _ in 0..random.random_range(1..=4) {
        let start = random.random_range(0..=signs.len());
        let end = (start + random.random_range(0..=12)).min(signs.len());
        let stretch: Vec<char> = signs[start..end].to_vec();
        let pieces: Vec<&str> = PIECES.split(' ').collect();
        let piece = pieces[random.random_range(0..pieces.len())].chars();
        match random.random_range(0..4) {
            0 => drop(signs.splice(start..end, [])),
            1 => drop(signs.splice(start..start, stretch)),
            2 => drop(signs.splice(start..start, piece)),
            _ => drop(signs.splice(start..end, piece)),
        }
    }
    signs.into_iter().collect()
}

#[test]
fn random_damage_is_answered() {
    let mut random = ChaCha8Rng::seed_from_u64(20_250_801);
    for number in 0..2_000 {
        let text = mutated(SOUND, &mut random);
        let counts = match number % 4 {
            0 => mutated(SOUND_COUNTS, &mut random),
            _ => SOUND_COUNTS.to_owned(),
        };
        if let Err(fault) = answer_to(&text, &counts) {
            panic!("mutation {number}: {fault}\n{text}\n{counts}");
        }
    }
}

#[test]
fn an_empty_text_is_answered() {
    for text in ["", "\n", "\u{feff}", "# only a comment"] {
        answer_to(text, "").unwrap();
    }
}

#[test]
fn nesting_without_end_is_answered() {
    for (open, close) in [("[", "]"), ("{ a = ", "}"), ("{ not = ", "}")] {
        for depth in [31, 33, 79, 81, 1_000, 100_000] {
            let (open, close) = (open.repeat(depth), close.repeat(depth));
            for text in [
                format!("question = {open}1{close}"),
                format!("question = {open}"),
            ] {
                answer_to(&text, SOUND_COUNTS).unwrap();
            }
        }
    }
    let keys = vec!["a"; 100_000].join(".");
    answer_to(&format!("{keys} = 1"), SOUND_COUNTS).unwrap();
    answer_to(&format!("[{keys}]"), SOUND_COUNTS).unwrap();
}
