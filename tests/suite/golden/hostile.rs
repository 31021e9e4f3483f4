//! Documents that no run has made: whatever they hold, the audit answers with a finding.

use super::{findings_sealed, run};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use verdeel::audit::audit;

/// Returns what the audit finds, or fails with the name of the document that made it stop.
#[track_caller]
fn findings_of(name: &str, text: &str) -> Vec<String> {
    let found = catch_unwind(AssertUnwindSafe(|| audit(text, &|_| None).findings));
    found.unwrap_or_else(|_| panic!("{name}: the audit stopped"))
}

fn first_run() -> Value {
    serde_json::from_str(&run("first-run").json).expect("JSON")
}

/// Values that have no place where a result has a text or a list.
fn strangers() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!("-170141183460469231731687303715884105728/1"),
        json!("1/170141183460469231731687303715884105727"),
        json!("0/0"),
        json!("-/-"),
        json!("-1.00"),
        json!("-92233720368547758.08"),
        json!("99999999999999999999999999999999999999999999.99"),
        json!("é:@/.\u{1b}[2J"),
        json!([]),
        json!([null, [], {}, "x", 1]),
        json!({ "": null }),
    ]
}

/// Returns the paths of all values below `value`.
fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                paths(item, &format!("{path}/{at}"), found);
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                let key = key.replace('~', "~0").replace('/', "~1");
                paths(field, &format!("{path}/{key}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn amounts_beyond_every_sum_are_a_finding() {
    // A hundred times 10^15 euros is beyond what 64 bits hold in cents, as is thrice the greatest.
    for (amount, count) in [("1000000000000000.00", 100), ("92233720368547758.07", 3)] {
        let mut result = first_run();
        let year = &mut result["variants"][0]["years"][0];
        let mut posting = year["postings"][0].clone();
        posting["amount"] = json!(amount);
        year["postings"] = vec![posting; count].into();
        assert!(!findings_sealed(&mut result).is_empty(), "{amount} moved");
        for (table, key) in [("awards", "amount"), ("pots", "paid")] {
            let rows = &mut result["variants"][0]["years"][0][table];
            let mut row = rows[0].clone();
            row[key] = json!(amount);
            *rows = vec![row; 3].into();
            assert!(!findings_sealed(&mut result).is_empty(), "{amount} {key}");
        }
    }
}

#[test]
fn a_value_of_another_kind_in_any_place_is_answered() {
    let whole = first_run();
    let mut places = Vec::new();
    paths(&whole, "", &mut places);
    assert!(places.len() > 200, "a result has many places");
    for place in places {
        for stranger in strangers() {
            let mut changed = whole.clone();
            *changed.pointer_mut(&place).expect("a place") = stranger.clone();
            findings_of(&format!("{stranger} at {place}"), &changed.to_string());
        }
    }
}

#[test]
fn a_document_that_is_no_result_is_a_finding() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let within = |schema: &str, key: &str, value: &str| {
        format!("{{\"schema\": \"verdeel/{schema}@1\", \"{key}\": {value}}}")
    };
    let mut texts = vec![
        String::new(),
        "\u{feff}{}".to_owned(),
        "null".to_owned(),
        "1e999999999".to_owned(),
        "-".to_owned(),
        "\"\\ud800\"".to_owned(),
        "{\"schema\": 1e308}".to_owned(),
        deep(100),
        deep(1_000_000),
        "{\"schema\":".repeat(100_000),
    ];
    for value in ["null", "[]", "[null]", "[[]]", "[{}]", "{}", "7", "1e99"] {
        texts.push(within("run", "variants", value));
        texts.push(within("runs", "runs", value));
        texts.push(within("run", "receipt", value));
        let years = format!("[{{\"id\": \"a\", \"years\": {value}}}]");
        texts.push(within("run", "variants", &years));
    }
    texts.push(within("run", "variants", &deep(120)));
    for text in texts {
        let name: String = text.chars().take(80).collect();
        assert!(!findings_of(&name, &text).is_empty(), "{name}");
    }
}

/// Returns bytes with some stretches taken out, doubled or replaced.
fn mutated(bytes: &[u8], random: &mut ChaCha8Rng) -> Vec<u8> {
    const PIECES: &[&[u8]] = &[
        b"[", b"]", b"{", b"}", b"\"", b",", b":", b"-", b"9", b"0", b"/", b"null", b"1e99",
        b"\\u0000", b"@", b"\xff",
    ];
    let mut bytes = bytes.to_vec();
    for _ in 0..random.random_range(1..=4) {
        let start = random.random_range(0..=bytes.len());
        let end = (start + random.random_range(0..=12)).min(bytes.len());
        let stretch = bytes[start..end].to_vec();
        let piece = PIECES[random.random_range(0..PIECES.len())].to_vec();
        match random.random_range(0..4) {
            0 => drop(bytes.splice(start..end, [])),
            1 => drop(bytes.splice(start..start, stretch)),
            2 => drop(bytes.splice(start..start, piece)),
            _ => drop(bytes.splice(start..end, piece)),
        }
    }
    bytes
}

#[test]
fn random_damage_to_a_result_is_answered() {
    let mut random = ChaCha8Rng::seed_from_u64(20_251_121);
    let sound = run("two-regions").json;
    for number in 0..500 {
        let bytes = mutated(sound.as_bytes(), &mut random);
        let text = String::from_utf8_lossy(&bytes);
        findings_of(&format!("mutation {number}"), &text);
    }
}

#[test]
fn a_finding_does_not_steer_a_terminal() {
    let mut result = first_run();
    result["variants"][0]["years"][0]["awards"][0]["account"] = json!("x\u{1b}[2J\n");
    let findings = findings_sealed(&mut result);
    assert!(!findings.is_empty());
    let steers = |finding: &String| finding.chars().any(char::is_control);
    assert!(!findings.iter().any(steers), "{findings:?}");
}
