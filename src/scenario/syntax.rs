//! What is wrong with the writing of a TOML file: in both languages, with something to do.
//!
//! One missing quote or bracket makes a parser complain many times. Here a line complains once,
//! and behind a bracket that is never closed nothing is said any more.

use toml::de::Error;

use super::problem::{Place, Problem};
use super::tree::{Node, Table, Value};
use crate::domain::Text;

/// What the parser says (the beginning of its message), the same in Dutch and in English, and
/// what to do.
type Saying = (
    &'static [&'static str],
    [&'static str; 2],
    [&'static str; 2],
);

const UNQUOTED: &str = "string values must be quoted";
const DUPLICATE: &str = "duplicate key";

/// Messages of a list or table that is not closed: what stands behind it is read as part of it.
const OPEN_ENDED: [&str; 6] = [
    "missing comma between array elements",
    "unexpected `=` in array",
    "unclosed array,",
    "missing comma between key-value pairs",
    "extra assignment between key-value pairs",
    "unclosed inline table",
];

const WRITE_A_PAIR: [&str; 2] = ["schrijf `sleutel = waarde`", "write `key = value`"];

const SAYINGS: [Saying; 12] = [
    (
        &[
            "invalid basic string",
            "invalid literal string",
            "invalid multi-line",
        ],
        [
            "een tekst zonder aanhalingsteken aan het eind",
            "a text without a closing quote",
        ],
        [
            "sluit de tekst af met het aanhalingsteken waarmee hij begint",
            "end the text with the quote that it begins with",
        ],
    ),
    (
        &["missing escaped value"],
        [
            "na `\\` staat geen bekend teken",
            "no known sign follows `\\`",
        ],
        [
            "schrijf `/` of `\\\\`, of zet de tekst tussen enkele aanhalingstekens",
            "write `/` or `\\\\`, or put the text in single quotes",
        ],
    ),
    (
        &["key with no value", "invalid key-value pair"],
        ["geen sleutel met een waarde", "no key with a value"],
        WRITE_A_PAIR,
    ),
    (
        &["unquoted keys cannot be empty"],
        ["een waarde zonder sleutel", "a value without a key"],
        WRITE_A_PAIR,
    ),
    (
        &["invalid unquoted key"],
        [
            "een sleutel kan dit teken niet bevatten",
            "a key cannot hold this sign",
        ],
        [
            "zet de sleutel tussen aanhalingstekens",
            "put the key in quotes",
        ],
    ),
    (
        &["unexpected key or value"],
        [
            "de regel gaat door waar hij moet eindigen",
            "the line goes on where it should end",
        ],
        [
            "geef elke sleutel een eigen regel, en schrijf getallen zonder komma",
            "give each key a line of its own, and write numbers without a comma",
        ],
    ),
    (
        &[
            "missing comma between array elements",
            "unexpected `=` in array",
            "unclosed array,",
        ],
        ["een lijst zonder `,` of `]`", "a list without `,` or `]`"],
        [
            "zet een `,` tussen twee waarden en een `]` achter de laatste",
            "put a `,` between two values and a `]` behind the last",
        ],
    ),
    (
        &[
            "missing comma between key-value pairs",
            "extra assignment between key-value pairs",
            "unclosed inline table",
        ],
        ["een tabel zonder `,` of `}`", "a table without `,` or `}`"],
        [
            "zet een `,` tussen twee sleutels en een `}` achter de laatste waarde",
            "put a `,` between two keys and a `}` behind the last value",
        ],
    ),
    (
        &["extra comma"],
        ["een `,` te veel", "one `,` too many"],
        ["haal de `,` weg", "remove the `,`"],
    ),
    (
        &["unclosed table", "unclosed array table"],
        [
            "een kop die niet is afgesloten",
            "a header that is not closed",
        ],
        [
            "schrijf `[naam]`, of `[[naam]]` voor een lijst",
            "write `[name]`, or `[[name]]` for a list",
        ],
    ),
    (
        &["invalid date", "invalid time"],
        ["geen geldige datum of tijd", "no valid date or time"],
        [
            "een schooljaar is `\"2022/2023\"`, met aanhalingstekens",
            "a school year is `\"2022/2023\"`, in quotes",
        ],
    ),
    (
        &[
            "unexpected leading zero",
            "`_` may only go",
            "invalid fraction",
            "invalid mantissa",
            "invalid exponent",
            "invalid integer",
            "invalid float",
            "redundant",
            "integers with a radix",
            "radix must be",
        ],
        [
            "zo wordt een getal niet geschreven",
            "this is not how a number is written",
        ],
        [
            "schrijf getallen als `1250`, `1_250` of `937.50`",
            "write numbers as `1250`, `1_250` or `937.50`",
        ],
    ),
];

/// Adds what the parser found wrong; says whether the tree can still be checked.
pub(super) fn report(
    (file, text): (usize, &str),
    tree: &Table,
    errors: &[Error],
    problems: &mut Vec<Problem>,
) -> bool {
    let place_of = |error: &Error| {
        let span = error.span().unwrap_or(0..0);
        let end = span.end.max(span.start);
        Place {
            file,
            start: span.start,
            end,
        }
    };
    let mut sorted: Vec<(Place, &str)> = errors
        .iter()
        .map(|error| (place_of(error), error.message()))
        .collect();
    sorted.sort_by_key(|(place, _)| *place);
    let (mut is_readable, mut last_line) = (true, None);
    for (place, message) in sorted {
        let before = text.get(..place.start).unwrap_or(text);
        let line = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let starts_header = text
            .get(line..)
            .is_some_and(|line| line.trim_start().starts_with('['));
        let written = text.get(place.start..place.end).unwrap_or_default();
        let is_duplicate = message.starts_with(DUPLICATE);
        is_readable &= match is_duplicate {
            true => !starts_header,
            false => is_unquoted(message, written),
        };
        if last_line.replace(line) == Some(line) {
            continue;
        }
        problems.push(match is_duplicate {
            true => repeated_key(place, (text, written), tree, starts_header),
            false => problem(place, message, written),
        });
        if OPEN_ENDED.iter().any(|begins| message.starts_with(begins)) {
            break;
        }
    }
    is_readable
}

/// Says whether a scalar without quotes is a word, though it may begin like `nan` or `true`.
pub(super) fn is_word(written: &str) -> bool {
    written.starts_with(char::is_alphabetic) && !["nan", "inf", "true", "false"].contains(&written)
}

/// Says whether the parser found a text without quotes, and so what was meant.
fn is_unquoted(message: &str, written: &str) -> bool {
    let is_almost = ["invalid float", "invalid boolean"]
        .iter()
        .any(|begins| message.starts_with(begins));
    message.starts_with(UNQUOTED) && !written.is_empty() || is_almost && is_word(written)
}

fn problem(place: Place, message: &str, written: &str) -> Problem {
    let says = |nl: &str, en: &str| Problem::error("syntax", place, Text::new(nl, en));
    if is_unquoted(message, written) {
        let problem = says(
            &format!("`{written}` staat niet tussen aanhalingstekens"),
            &format!("`{written}` is not in quotes"),
        );
        // Word processors put other quotes than TOML knows.
        let plain = written.trim_matches(['“', '”', '„', '‘', '’']);
        return problem.hint(
            format!("schrijf `\"{plain}\"`"),
            format!("write `\"{plain}\"`"),
        );
    }
    if message.starts_with(UNQUOTED) {
        return says("hier ontbreekt een waarde", "a value is missing here")
            .hint(WRITE_A_PAIR[0], WRITE_A_PAIR[1]);
    }
    let begins = |begin: &&str| message.starts_with(*begin);
    let found = SAYINGS
        .iter()
        .find(|(begin, _, _)| begin.iter().any(begins));
    match found {
        Some((_, [nl, en], [hint_nl, hint_en])) => says(nl, en).hint(*hint_nl, *hint_en),
        None => says(
            &format!("dit is geen TOML ({message})"),
            &format!("this is no TOML ({message})"),
        )
        .hint(
            "zie https://toml.io voor de schrijfwijze",
            "see https://toml.io for the syntax",
        ),
    }
}

fn repeated_key(
    place: Place,
    (text, written): (&str, &str),
    tree: &Table,
    starts_header: bool,
) -> Problem {
    let says = Text::new(
        format!("sleutel `{written}` staat er twee keer"),
        format!("repeated key `{written}`"),
    );
    let problem = Problem::error("repeated-key", place, says);
    let problem = match starts_header {
        true => problem.hint(
            format!("schrijf `[[{written}]]` boven elk element van een lijst"),
            format!("write `[[{written}]]` above each element of a list"),
        ),
        false => problem.hint("haal een van beide weg", "remove one of them"),
    };
    let mut first = None;
    last_before(tree, place, (text, written), &mut first);
    match first {
        Some(first) => problem.related(first, "eerder hier", "first here"),
        None => problem,
    }
}

/// Finds the last key before `place` that is written the same.
fn last_before(table: &Table, place: Place, of: (&str, &str), found: &mut Option<Place>) {
    let (text, written) = of;
    for entry in &table.entries {
        let key = entry.key_place;
        let is_same = text.get(key.start..key.end) == Some(written);
        if is_same && key.end <= place.start && found.is_none_or(|found| found < key) {
            *found = Some(key);
        }
        last_within(&entry.node, place, of, found);
    }
}

fn last_within(node: &Node, place: Place, of: (&str, &str), found: &mut Option<Place>) {
    match &node.value {
        Value::Table(table) => last_before(table, place, of, found),
        Value::List(nodes) => nodes
            .iter()
            .for_each(|node| last_within(node, place, of, found)),
        _ => {}
    }
}
