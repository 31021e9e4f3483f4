//! What `explain` says of a shortage: turn, class, inner rule, weight and multiplier.

use serde_json::{Value, json};
use verdeel::study::{self, ExplainQuestion, Lang, Manner};

use super::{keyed, world};
use crate::runs::{JSON, PATH, read_text};

/// Returns what is told of `a` in a language.
fn line(scenario: &str, recipient: &str, lang: Lang) -> Value {
    let question = ExplainQuestion {
        path: PATH.to_owned(),
        recipient: recipient.to_owned(),
        variant: None,
        drawn: None,
        versus: None,
        against: None,
    };
    let mut manner: Manner = JSON;
    manner.look.lang = lang;
    let answer = study::explain(&question, manner, &|path| read_text(path, scenario));
    let answer = answer.unwrap_or_else(|failure| panic!("{}", failure.text));
    let document: Value = serde_json::from_str(&answer.text).expect("JSON");
    document["years"][0]["lines"][0].clone()
}

/// Pot, rule, recipient; its turn, weight and multipliers; words in English and in Dutch.
type Told = (
    i64,
    &'static str,
    &'static str,
    fn() -> Value,
    &'static str,
    &'static str,
);

/// Claims of 100, 200 and 300 of `a`, `b` and `c`.
const TOLD: &[Told] = &[
    // b takes 200 of the 250.
    (
        250,
        "{ rule = 'priority', order = ['b', 'a'] }",
        "a",
        || {
            json!({
                "turn": { "position": 2, "of": 3, "inner": null,
                          "available": "50.00", "claims": "100.00" },
                "weight": null, "multipliers": [],
            })
        },
        "number 2 of 3 in the order, with €50 left for €100",
        "als nummer 2 van 3 aan de beurt, met nog € 50 over voor € 100",
    ),
    // c takes 300 of the 400; a and b share 100 as equal amounts of 50.
    (
        400,
        "{ rule = 'priority-classes', classes = [['c']], inner = 'equal-awards' }",
        "a",
        || {
            json!({
                "turn": { "position": 2, "of": 2, "inner": "equal-awards",
                          "available": "100.00", "claims": "300.00" },
                "weight": null, "multipliers": [{ "name": "award", "value": "50/1" }],
            })
        },
        "class 2 of 2, with €100 left for €300, inside it the same for everybody, \
         nobody more than the entitlement; equal amount €50",
        "klasse 2 van 2, met nog € 100 over voor € 300, daarbinnen ieder evenveel, \
         niemand meer dan de aanspraak; gelijk bedrag € 50",
    ),
    (
        400,
        "{ rule = 'priority-classes', classes = [['c']], inner = 'equal-awards' }",
        "c",
        || {
            json!({
                "turn": { "position": 1, "of": 2, "inner": "equal-awards",
                          "available": "400.00", "claims": "300.00" },
                "weight": null, "multipliers": [],
            })
        },
        "class 1 of 2, with €400 left for €300",
        "klasse 1 van 2, met nog € 400 over voor € 300",
    ),
    // 50 for each of 1, 2 and 3 students.
    (
        300,
        "{ rule = 'weighted-equal-awards', weights = 'per-student' }",
        "b",
        || {
            json!({
                "turn": null, "weight": "2/1",
                "multipliers": [{ "name": "award", "value": "50/1" }],
            })
        },
        "weight 2; equal amount per weight €50",
        "gewicht 2; gelijk bedrag per gewicht € 50",
    ),
    // Halves of the claims are 50, 100 and 150: a has its half, the others 75.
    (
        200,
        "'talmud'",
        "c",
        || {
            json!({
                "turn": null, "weight": null,
                "multipliers": [{ "name": "award", "value": "75/1" }],
            })
        },
        "equal amount €75",
        "gelijk bedrag € 75",
    ),
];

#[test]
fn a_cut_of_a_pot_says_turn_weight_and_multiplier() {
    for (pot, rule, recipient, served, en, nl) in TOLD {
        for (lang, words) in [(Lang::En, en), (Lang::Nl, nl)] {
            let told = line(&world(*pot, rule), recipient, lang);
            assert_eq!(told["cause"]["cut"]["served"], served(), "{rule}");
            let sentence = told["sentence"]
                .as_str()
                .expect("text")
                .replace('\u{a0}', " ");
            assert!(sentence.contains(words), "{sentence}");
        }
    }
}

#[test]
fn a_key_by_claims_says_who_bears_its_shortage() {
    for (pot, rule, recipient, served, en, nl) in TOLD {
        let key = format!("{{ claims = ['claim'], shortage = {rule} }}");
        for (lang, words) in [(Lang::En, en), (Lang::Nl, nl)] {
            let told = line(&keyed(*pot, &key), recipient, lang);
            assert_eq!(told["cause"]["made_of"][0]["cut"]["served"], served());
            let sentence = told["sentence"]
                .as_str()
                .expect("text")
                .replace('\u{a0}', " ");
            assert!(sentence.contains(words), "{sentence}");
        }
    }
}

#[test]
fn the_order_of_steps_names_the_rule_inside_a_class() {
    let classes = "{ rule = 'priority-classes', classes = [['c']] }";
    let told = line(&world(400, classes), "a", Lang::En);
    let step = json!({ "shortage": "priority-classes", "inner": "proportional" });
    assert_eq!(told["order"][1], step);
    let told = line(&world(400, "'talmud'"), "a", Lang::En);
    assert_eq!(
        told["order"][1],
        json!({ "shortage": "talmud", "inner": null })
    );
}

#[test]
fn a_key_tells_what_references_bring_and_then_the_rest() {
    // References of 40, 60 and 20 first; of 200 left b has 75 by the Talmud.
    let key = "{ claims = ['claim', 'own'], shortage = { rule = 'priority-classes', \
               component-classes = [['own']], inner = 'talmud' } }";
    let text =
        keyed(320, key) + "[[component]]\nid = 'own'\namounts = { a = 40, b = 60, c = 20 }\n";
    for (lang, first, then) in [
        (
            Lang::En,
            "€60 out of €120 by entitlement: €60 of €120; class 1 of 2, with €320 left for €120, \
             and €75 out of €200 by entitlement: €200 of €600; that does not fit, so",
            "class 2 of 2, with €200 left for €600, inside it",
        ),
        (
            Lang::Nl,
            "€ 60 uit € 120 naar aanspraak: € 60 van € 120; klasse 1 van 2, met nog € 320 over \
             voor € 120, en € 75 uit € 200 naar aanspraak: € 200 van € 600; dat past niet, daarom",
            "klasse 2 van 2, met nog € 200 over voor € 600, daarbinnen",
        ),
    ] {
        let told = line(&text, "b", lang)["sentence"].to_string();
        let told = told.replace('\u{a0}', " ");
        assert!(told.contains(first) && told.contains(then), "{told}");
    }
}
