//! Draws that are made apart: whatever the parts and their order, what is seen is the same.

use serde_json::{Value, json};

use super::{asked, scenario};

/// A look at an example with 500 draws, and what its parts are asked.
fn uncertain() -> (Value, Value) {
    let look = json!({
        "scenario": scenario("uncertain"), "sections": ["hoe-zeker"], "draws": 500, "seed": 7,
    });
    let part = json!({ "scenario": scenario("uncertain"), "seed": 7 });
    (look, part)
}

fn with(request: &Value, more: &[(&str, Value)]) -> Value {
    let mut request = request.clone();
    for (key, value) in more {
        request[*key] = value.clone();
    }
    request
}

fn part_of(request: &Value, first: u64, count: u64) -> Value {
    let of_draws = [("first", json!(first)), ("count", json!(count))];
    asked("draw", &with(request, &of_draws))["part"].clone()
}

#[test]
fn draws_that_were_made_apart_show_the_same() {
    let (look, part) = uncertain();
    let whole = asked("look", &look).to_string();
    assert!(
        whole.contains("van 500 doorgerekende toekomsten"),
        "{whole}"
    );
    // Where each part begins and how many draws it has, as they are handed in.
    let cuts: [&[(u64, u64)]; 4] = [
        &[(0, 500)],
        &[(0, 64), (64, 436)],
        &[(256, 244), (0, 192), (192, 64)],
        &[(448, 52), (384, 64), (320, 64), (0, 320)],
    ];
    for cut in cuts {
        let parts = cut
            .iter()
            .map(|(first, count)| part_of(&part, *first, *count));
        let parts: Vec<Value> = parts.collect();
        let seen = asked("look", &with(&look, &[("drawn", json!(parts))])).to_string();
        assert!(seen == whole, "{cut:?}");
    }
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    let (look, part) = uncertain();
    let (first, rest) = (part_of(&part, 0, 256), part_of(&part, 256, 244));
    let other_seed = part_of(&with(&part, &[("seed", json!(8))]), 256, 244);
    let models = [("baseline", json!("base")), ("models", json!(["base"]))];
    let other_models = part_of(&with(&part, &models), 256, 244);
    let longer = part_of(&part, 256, 256);
    let kept = rest["kept"].as_str().expect("what is kept");
    let shorter = with(&rest, &[("kept", json!(kept[..kept.len() / 8 * 4]))]);
    let elsewhere = with(&rest, &[("first", json!(192))]);
    // What is handed in, why it does not fit.
    let cases = [
        (json!([]), "nothing"),
        (json!([first]), "draws are missing"),
        (json!([first, first, rest]), "draws are there twice"),
        (json!([first, longer]), "more draws than were asked for"),
        (json!([first, other_seed]), "another seed"),
        (json!([first, other_models]), "other models"),
        (json!([first, shorter]), "cut off"),
        (json!([first, elsewhere]), "a draw twice and one missing"),
        (
            json!([rest, first, { "of": "", "first": 0, "count": 0, "kept": "" }]),
            "",
        ),
    ];
    for (parts, why) in cases {
        let seen = asked("look", &with(&look, &[("drawn", parts)]));
        let message = seen["message"].as_str().unwrap_or_default();
        let is_refused = message.contains("trekkingen zijn niet die van dit scenario");
        assert_eq!(is_refused, !why.is_empty(), "{why}: {message}");
    }
}

#[test]
fn a_part_begins_where_draws_are_made_together() {
    let (_, part) = uncertain();
    let of_draws = [("first", json!(32)), ("count", json!(64))];
    let refused = asked("draw", &with(&part, &of_draws));
    let message = refused["message"].as_str().unwrap_or_default();
    assert!(message.contains("veelvoud van 64"), "{message}");
}

#[test]
fn where_nothing_is_uncertain_there_are_no_parts() {
    let certain = json!({ "scenario": scenario("two-regions"), "first": 0, "count": 64 });
    assert_eq!(asked("draw", &certain)["part"], Value::Null);
}
