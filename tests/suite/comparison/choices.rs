//! Votes and Lorenz curves: preferences that go round, weights of votes, curves that cross.

use serde_json::{Value, json};

use super::{Asked, list, one};

/// Three partnerships that are paid 3, 2 and 1, and in two variants in another order.
const ROUND: &str = r#"
title = "round"
years = ["2022/2023"]
coverage = "complete"
[[partnership]]
id = "p"
students = 10
[[partnership]]
id = "q"
students = 10
[[partnership]]
id = "r"
students = 10
[[component]]
id = "stated"
amounts = { p = 3, q = 2, r = 1 }
[[division]]
id = "pot"
pays = ["stated"]
[[variant]]
id = "b"
set = { component.stated.amounts = { p = 1, q = 3, r = 2 } }
[[variant]]
id = "c"
set = { component.stated.amounts = { p = 2, q = 1, r = 3 } }
"#;

fn votes(text: &str) -> Value {
    Asked::of(text).json()["periods"][0]["votes"].clone()
}

fn prefer(votes: &Value, model: &str, over: &str) -> i64 {
    let mut pairs = list(&votes["prefer"]).iter();
    let pair = pairs.find(|pair| pair["model"] == model && pair["over"] == over);
    pair.expect("a pair")["votes"].as_i64().expect("a number")
}

#[test]
fn preferences_that_go_round_are_named() {
    let found = votes(ROUND);
    assert_eq!(found["voters"], "partnerships");
    for (model, over) in [("base", "c"), ("c", "b"), ("b", "base")] {
        assert_eq!(prefer(&found, model, over), 2, "{model} over {over}");
        assert_eq!(prefer(&found, over, model), 1, "{over} over {model}");
    }
    assert_eq!(found["cycle"], json!(["base", "c", "b"]));
    assert_eq!(found["ahead_of_all"], Value::Null);
}

#[test]
fn votes_count_with_their_weight_and_floors_are_held_against_amounts() {
    let parties = "[[party]]\nid = \"p\"\nvotes = 3\nfloor = 2\n\
        [[party]]\nid = \"others\"\nof = [\"q\", \"r\"]\nvotes = 2\nfloor = 3.01\n";
    let found = votes(&format!("{ROUND}{parties}"));
    assert_eq!(found["voters"], "parties");
    // p has most votes, and most money in the base, then in c.
    assert_eq!(found["ahead_of_all"], "base");
    assert_eq!(found["cycle"], json!([]));
    assert_eq!(
        (prefer(&found, "base", "b"), prefer(&found, "b", "base")),
        (3, 2)
    );
    let below = |party: &str, model: &str| {
        let party = one(&found["parties"], "id", party);
        let model = one(&party["models"], "model", model);
        (model["amount"].clone(), model["below_floor"].clone())
    };
    assert_eq!(below("p", "base"), (json!("3.00"), json!(false)));
    assert_eq!(below("p", "b"), (json!("1.00"), json!(true)));
    assert_eq!(below("p", "c"), (json!("2.00"), json!(false)));
    assert_eq!(below("others", "base"), (json!("3.00"), json!(true)));
    assert_eq!(below("others", "b"), (json!("5.00"), json!(false)));
}

#[test]
fn money_that_two_of_its_recipients_share_counts_once_for_a_party() {
    let party = "[[region]]\nid = \"a\"\n[[party]]\nid = \"both\"\nof = [\"p\", \"a\"]\n";
    let text = ROUND.replace(
        "id = \"p\"\nstudents = 10",
        "id = \"p\"\nstudents = { a = 10 }",
    ) + "[[division]]\nid = \"apart\"\nfrom = \"partnership\"\nto = \"region\"\n"
        + party;
    let found = votes(&text);
    let amounts = &found["parties"][0]["models"];
    assert_eq!(one(amounts, "model", "base")["amount"], "3.00");
}

#[test]
fn a_cent_is_rounding_and_no_preference() {
    let text = ROUND.replace("{ p = 1, q = 3, r = 2 }", "{ p = 3.01, q = 2, r = 0.98 }");
    let comparison = Asked::of(&text).json();
    let found = &comparison["periods"][0]["votes"];
    assert_eq!(
        (prefer(found, "b", "base"), prefer(found, "base", "b")),
        (0, 1)
    );
    let totals = one(&comparison["periods"][0]["totals"], "model", "b");
    assert_eq!(totals["gainers"]["number"], 0);
    assert_eq!(totals["unchanged"]["change"], "0.01");
}

#[test]
fn boards_vote_where_every_model_pays_them() {
    let four = Asked::of_file("scenarios/examples/four-models.toml").json();
    assert_eq!(four["periods"][0]["votes"]["voters"], "parties");
    let sites = Asked::of_file("scenarios/examples/sites.toml").json();
    let votes = &sites["periods"][0]["votes"];
    assert_eq!(votes["voters"], "boards-and-institutes");
    assert_eq!(list(&votes["parties"]).len(), 4);
}

/// Four partnerships with one student each.
fn curves(first: [i64; 4], second: [i64; 4]) -> (Value, Value) {
    let ids = ["p", "q", "r", "s"];
    let mut text = "title = \"t\"\nyears = [\"2022/2023\"]\ncoverage = \"complete\"\n".to_owned();
    for id in ids {
        text += &format!("[[partnership]]\nid = \"{id}\"\nstudents = 1\n");
    }
    let amounts = |amounts: [i64; 4]| {
        let stated = ids
            .iter()
            .zip(amounts)
            .map(|(id, amount)| format!("{id} = {amount}"));
        format!("{{ {} }}", stated.collect::<Vec<_>>().join(", "))
    };
    text += &format!(
        "[[component]]\nid = \"stated\"\namounts = {}\n[[division]]\nid = \"pot\"\n\
         pays = [\"stated\"]\n[[variant]]\nid = \"other\"\n\
         set = {{ component.stated.amounts = {} }}\n",
        amounts(first),
        amounts(second)
    );
    let pair = Asked::of(&text).json()["periods"][0]["lorenz"][0].clone();
    (pair["shares"].clone(), pair["amounts"].clone())
}

#[test]
fn lorenz_curves_dominate_or_cross() {
    let table = [
        // Partial sums 1, 6, 12, 20 and 2, 5, 11, 20: they cross.
        (
            [1, 5, 6, 8],
            [2, 3, 6, 9],
            "not-comparable",
            "not-comparable",
        ),
        // One euro from the richest to the poorest: the second is more even.
        ([1, 5, 6, 8], [7, 2, 6, 5], "second", "second"),
        // The same shares of twice the money.
        ([1, 5, 6, 8], [16, 2, 10, 12], "equal", "second"),
        // More even, yet the richest lose more than the poor gain: sums 5, 10, 15 and 1, 6, 12, 30.
        ([5, 5, 5, 0], [1, 5, 6, 18], "not-comparable", "second"),
        ([4, 4, 4, 4], [4, 4, 4, 4], "equal", "equal"),
    ];
    for (first, second, shares, amounts) in table {
        let found = curves(first, second);
        assert_eq!(
            found,
            (json!(shares), json!(amounts)),
            "{first:?} {second:?}"
        );
    }
}
