//! Mixes of models: vetoes, regret and clashes by hand, and a grid as a second method.

mod grid;

use serde_json::{Value, json};
use verdeel::money::Exact;
use verdeel::study::{FailureKind, Format, Lang, with_threads};

use super::{Asked, list, one};

/// Models with these amounts for partnerships p, q and r, and what else a scenario says.
fn world(models: &[[i64; 3]], rest: &str) -> String {
    let amounts = |[p, q, r]: &[i64; 3]| format!("{{ p = {p}, q = {q}, r = {r} }}");
    let mut text = "title = \"t\"\nyears = [\"2022/2023\"]\ncoverage = \"complete\"\n".to_owned();
    for id in ["p", "q", "r"] {
        text += &format!("[[partnership]]\nid = \"{id}\"\nstudents = 10\n");
    }
    let base = amounts(&models[0]);
    text += &format!(
        "[[component]]\nid = \"stated\"\namounts = {base}\n\
         [[division]]\nid = \"pot\"\npays = [\"stated\"]\n"
    );
    for (at, model) in models.iter().enumerate().skip(1) {
        let amounts = amounts(model);
        text += &format!(
            "[[variant]]\nid = \"m{at}\"\nset = {{ component.stated.amounts = {amounts} }}\n"
        );
    }
    text + rest
}

/// Parties p, q and r with votes and floors.
fn parties(floors: [Option<i64>; 3]) -> String {
    let table = |((id, votes), floor): ((&str, i64), Option<i64>)| {
        let floor = floor.map_or(String::new(), |floor| format!("floor = {floor}\n"));
        format!("[[party]]\nid = \"{id}\"\nvotes = {votes}\n{floor}")
    };
    let named = [("p", 2), ("q", 1), ("r", 2)];
    named.into_iter().zip(floors).map(table).collect()
}

#[track_caller]
fn compromise(text: &str, steps: u32) -> Value {
    let asked = Asked {
        compromise: Some(steps),
        is_short: true,
        ..Asked::of(text)
    };
    asked.json()["compromise"].clone()
}

/// Two models: p loses 400 from the first to the second, q gains 200 and r gains 800.
const TWO: [[i64; 3]; 2] = [[2_000, 3_000, 4_000], [1_600, 3_200, 4_800]];

/// Returns the mix that stands out first in a list.
#[track_caller]
fn first<'v>(found: &'v Value, list: &str) -> &'v Value {
    let at = found[list][0]["mix"].as_u64().expect("a position");
    &found["mixes"][usize::try_from(at).expect("a position")]
}

fn weights(mix: &Value) -> Vec<&str> {
    let weights = list(&mix["weights"]).iter();
    weights.filter_map(|one| one["weight"].as_str()).collect()
}

/// Returns the listed mix with these weights.
#[track_caller]
fn mix<'v>(found: &'v Value, of: &[&str]) -> &'v Value {
    let mut mixes = list(&found["mixes"]).iter();
    mixes
        .find(|mix| weights(mix) == of)
        .unwrap_or_else(|| panic!("no mix {of:?}"))
}

/// With λ of the second model p gets 2000 − 400 λ and has regret 400 λ, r gets 4000 + 800 λ and has
/// regret 800 (1 − λ). The floor of p, 1700, allows λ up to 3/4, that of r, 4300, from 3/8 on. The
/// two regrets are equal at λ = 2/3: 800/3.
#[test]
fn floors_and_regret_of_two_models_meet_where_they_do_by_hand() {
    let text = world(&TWO, &parties([Some(1_700), None, Some(4_300)]));
    let found = compromise(&text, 10);
    let ends = json!([
        { "model": "base", "from": "1/4", "until": "5/8" },
        { "model": "m1", "from": "3/8", "until": "3/4" },
    ]);
    assert_eq!(found["allowed"], ends);
    // Eleven on the grid, two ends, one with the least worst regret.
    assert_eq!(list(&found["mixes"]).len(), 14);
    let least = list(&found["least_worst_regret"]);
    assert_eq!(least.len(), 1);
    let picked = first(&found, "least_worst_regret");
    assert_eq!(weights(picked), ["1/3", "2/3"]);
    assert_eq!(picked["worst_regret_exact"], "800/3");
    assert_eq!(picked["worst_regret"], "266.67");
    assert_eq!(picked["worst_for"], json!(["p", "r"]));
    assert_eq!(
        [&picked["votes_for"], &picked["votes_for_baseline"]],
        [&json!(3), &json!(2)]
    );
    assert_eq!(picked["total_exact"], "9400/1");
    // 173,333 1/3, 313,333 1/3 and 453,333 1/3 cents: the first gets the cent that is left.
    let paid = list(&least[0]["years"][0]["recipients"]).iter();
    let paid: Vec<&Value> = paid.map(|one| &one["amount"]).collect();
    assert_eq!(paid, ["1733.34", "3133.33", "4533.33"]);
    assert_eq!(mix(&found, &["7/10", "3/10"])["below_floor"], json!(["r"]));
    assert_eq!(mix(&found, &["1/5", "4/5"])["below_floor"], json!(["p"]));
    let undominated = list(&found["mixes"]).iter();
    let undominated = undominated.filter(|mix| mix["undominated"] == true);
    let undominated: Vec<&str> = undominated.map(|mix| weights(mix)[1]).collect();
    // 4/10 to 7/10 on the grid, both ends, and 2/3.
    assert_eq!(
        undominated,
        ["3/8", "2/5", "1/2", "3/5", "2/3", "7/10", "3/4"]
    );
    assert_eq!(found["clashes"], json!([]));
}

#[test]
fn without_floors_nobody_vetoes_and_a_model_that_is_worse_for_all_is_dominated() {
    let found = compromise(&world(&[[1, 2, 3], [2, 2, 4]], ""), 4);
    let undominated = list(&found["mixes"]).iter();
    let undominated = undominated.filter(|mix| mix["undominated"] == true);
    assert_eq!(
        undominated.map(weights).collect::<Vec<_>>(),
        [["0/1", "1/1"]]
    );
    assert_eq!(found["allowed"][0]["until"], "1/1");
    assert_eq!(mix(&found, &["0/1", "1/1"])["worst_regret"], "0.00");
}

/// The floor of r, 4500, asks λ ≥ 5/8; a total of at most 9300 asks 9000 + 600 λ ≤ 9300: λ ≤ 1/2.
/// At 1/2 r lacks 100, at 5/8 the total is 75 above.
#[test]
fn a_floor_and_a_wish_clash_and_each_has_its_cheapest_way_out() {
    let wish = "[[check]]\nid = \"thrifty\"\nwish = \"total\"\nat-most = 9_300\n\
        [[check]]\nid = \"everyone\"\nwish = \"amount\"\nat-least = 1_650\n\
        [[check]]\nid = \"more\"\nwish = \"more-students\"\n";
    let floors = parties([Some(1_700), None, Some(4_500)]);
    let found = compromise(&world(&TWO, &format!("{floors}{wish}")), 10);
    let expected = json!([{
        "is_smallest": true,
        "ways_out": [
            {
                "floor": "r", "gives": "100.00", "keeps_all": true,
                "weights": [
                    { "model": "base", "weight": "1/2" }, { "model": "m1", "weight": "1/2" },
                ],
            },
            {
                "wish": "thrifty", "gives": "75.00", "keeps_all": true,
                "weights": [
                    { "model": "base", "weight": "3/8" }, { "model": "m1", "weight": "5/8" },
                ],
            },
        ],
    }]);
    assert_eq!(found["clashes"], expected);
    assert_eq!(found["fulfilling"], json!([]));
    let failing = |of: [&str; 2]| mix(&found, &of)["wishes_failing"].clone();
    assert_eq!(failing(["1/2", "1/2"]), json!([]));
    assert_eq!(failing(["2/5", "3/5"]), json!(["thrifty"]));
    assert_eq!(failing(["1/10", "9/10"]), json!(["thrifty", "everyone"]));
    let judged = |id: &str| one(&found["wishes"], "check", id)["judged_on"].clone();
    assert_eq!([judged("thrifty"), judged("everyone")], ["mixes", "mixes"]);
    assert_eq!(judged("more"), "models");
    // The amounts are stated by name, so that more students change nothing.
    let more = &one(&found["wishes"], "check", "more")["models"];
    assert_eq!(one(more, "model", "m1")["holds"], true);
}

/// With a total of at most 9300 the mixes end at λ = 1/2, where r has most regret: 400.
#[test]
fn the_least_worst_regret_is_also_sought_among_mixes_that_fulfil_the_wishes() {
    let wish = "[[check]]\nid = \"thrifty\"\nwish = \"total\"\nat-most = 9_300\n";
    let found = compromise(&world(&TWO, wish), 10);
    let least = first(&found, "least_worst_regret");
    assert_eq!(least["worst_regret_exact"], "800/3");
    let fulfilling = first(&found, "fulfilling");
    assert_eq!(weights(fulfilling), ["1/2", "1/2"]);
    assert_eq!(fulfilling["worst_regret_exact"], "400/1");
}

/// Every model gives all 900 to one party, and each of them asks 400: any two can have that, three
/// cannot. Two that get 400 leave 100 for the third, which must give way by 300.
#[test]
fn three_models_can_clash_in_threes_only() {
    let models = [[900, 0, 0], [0, 900, 0], [0, 0, 900]];
    let found = compromise(&world(&models, &parties([Some(400); 3])), 9);
    assert_eq!(list(&found["clashes"]).len(), 1);
    let ways = list(&found["clashes"][0]["ways_out"]);
    let told: Vec<_> = ways
        .iter()
        .map(|way| (&way["floor"], &way["gives"], weights(way)))
        .collect();
    let floors = ["p", "q", "r"].map(Value::from);
    let gives = Value::from("300.00");
    assert_eq!(
        told,
        [
            (&floors[0], &gives, vec!["1/9", "4/9", "4/9"]),
            (&floors[1], &gives, vec!["4/9", "1/9", "4/9"]),
            (&floors[2], &gives, vec!["4/9", "4/9", "1/9"]),
        ]
    );
    assert_eq!(found["allowed"], json!([]));
    let free = compromise(&world(&models, ""), 10);
    let least = first(&free, "least_worst_regret");
    assert_eq!(weights(least), ["1/3", "1/3", "1/3"]);
    assert_eq!(least["worst_regret_exact"], "600/1");
}

/// λ ≤ 1/4 for p, λ ≥ 3/8 for r, λ ≥ 3/4 for a total of at least 9450: two clashes of two. When p
/// gives way everything else can hold; when r does, p and the total still clash.
#[test]
fn a_way_out_says_whether_all_other_conditions_hold() {
    let wish = "[[check]]\nid = \"enough\"\nwish = \"total\"\nat-least = 9_450\n";
    let floors = parties([Some(1_900), None, Some(4_300)]);
    let found = compromise(&world(&TWO, &format!("{floors}{wish}")), 10);
    let clashes = list(&found["clashes"]).iter().map(|clash| {
        let ways = list(&clash["ways_out"]).iter().map(|way| {
            let who = way["floor"].as_str().or(way["wish"].as_str());
            json!([who, way["gives"], way["keeps_all"]])
        });
        ways.collect::<Value>()
    });
    let expected = [
        json!([["p", "200.00", true], ["r", "100.00", false]]),
        json!([["p", "200.00", true], ["enough", "300.00", false]]),
    ];
    assert_eq!(clashes.collect::<Vec<_>>(), expected);
}

/// λ of the second model, in hundredths, for which each wish holds by hand: q gets 3000 + 200 λ,
/// the total is 9000 + 600 λ of 9600, r gets 4000 + 800 λ of 4800, and r has 2000 + 1200 λ above p.
#[test]
fn wishes_are_read_from_a_mix_as_from_its_amounts() {
    let cases = [
        (
            "wish = \"amount\"\nat-most = 3_100\nrecipients = [\"q\"]",
            0..=50,
        ),
        (
            "wish = \"total\"\nagainst = \"m1\"\nat-least = \"97.5 %\"",
            60..=100,
        ),
        (
            "wish = \"keep\"\nagainst = \"m1\"\nat-least = \"95 %\"",
            70..=100,
        ),
        ("wish = \"equal-treatment\"\nwithin = 2_600", 0..=50),
    ];
    for (wish, expected) in cases {
        let text = world(&TWO, &format!("[[check]]\nid = \"w\"\n{wish}\n"));
        let found = compromise(&text, 100);
        let holds = (0..=100).filter(|part| {
            let weight = |part: i64| Exact::ratio(part, 100).to_string();
            let own = mix(&found, &[&weight(100 - part), &weight(*part)]);
            own["wishes_failing"] == json!([])
        });
        assert_eq!(
            holds.collect::<Vec<_>>(),
            expected.collect::<Vec<i64>>(),
            "{wish}"
        );
    }
}

const FOUR: &str = "scenarios/examples/four-models.toml";

fn four(models: &'static [&'static str], steps: u32) -> Value {
    let asked = Asked {
        models,
        compromise: Some(steps),
        is_short: true,
        ..Asked::of_file(FOUR)
    };
    asked.json()
}

#[test]
fn amounts_of_the_mix_that_stands_out_add_up_to_its_total() {
    let comparison = four(&[], 10);
    let found = &comparison["compromise"];
    let least = &found["least_worst_regret"][0];
    let paid = list(&least["years"][0]["recipients"]).iter();
    let sum: i64 = paid
        .map(|one| {
            let text = one["amount"].as_str().expect("a text").replace('.', "");
            text.parse::<i64>().expect("cents")
        })
        .sum();
    let total = &first(found, "least_worst_regret")["total"];
    let total = total.as_str().expect("a text").replace('.', "");
    assert_eq!(sum.to_string(), total);
}

#[test]
fn compromises_are_the_same_bytes_on_any_number_of_threads() {
    let asked = Asked {
        compromise: Some(10),
        is_short: true,
        ..Asked::of_file(FOUR)
    };
    for format in [Format::Json, Format::Table] {
        let on = |threads| with_threads(Some(threads), || asked.answer(format, Lang::Nl).ok());
        assert!(on(1).is_some());
        assert_eq!(on(1), on(3));
    }
}

#[test]
fn too_many_mixes_are_refused_with_a_way_out() {
    let asked = Asked {
        compromise: Some(100),
        is_short: true,
        ..Asked::of_file(FOUR)
    };
    let failure = asked.answer(Format::Table, Lang::En).expect_err("too many");
    assert_eq!(failure.kind, FailureKind::Usage);
    assert_eq!(
        failure.text,
        "error: 4 models in 100 steps make more than 2000 mixes\n\
         hint: name fewer models under `--models`, or a smaller number under `--steps`\n"
    );
    assert!(four(&[], 10)["compromise"].is_object());
}

#[test]
fn without_the_question_there_is_no_compromise() {
    assert!(
        Asked::of(&world(&TWO, ""))
            .json()
            .get("compromise")
            .is_none()
    );
}

/// Asserts that the text on a scenario has these lines, and no word of advice.
#[track_caller]
fn says(scenario: &str, lang: Lang, lines: &[&str]) {
    let asked = Asked {
        compromise: Some(10),
        is_short: true,
        ..Asked::of(scenario)
    };
    let shown = asked.text(lang);
    let unfolded = unfolded(&shown);
    for line in lines {
        assert!(unfolded.iter().any(|own| own == *line), "{line}\n{shown}");
    }
    for word in ["recommend", "should", "aanbevol", "advies", "best "] {
        assert!(!shown.to_lowercase().contains(word), "{word}\n{shown}");
    }
}

/// Returns the lines of a text, with what is folded on the line that it belongs to.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let rest = line.trim_start();
        let goes_on = rest.len() < line.len() && !rest.starts_with("- ");
        match lines.last_mut().filter(|_| goes_on) {
            Some(last) => *last += &format!(" {rest}"),
            None => lines.push(line.to_owned()),
        }
    }
    lines
}

fn at_most(total: i64) -> String {
    format!("[[check]]\nid = \"w\"\nwish = \"total\"\nat-most = {total}\n")
}

#[test]
fn text_says_who_has_the_regret_and_what_nobody_vetoes() {
    let floors = world(&TWO, &parties([Some(1_700), None, Some(4_300)]));
    let lines = [
        "The least worst regret is €266.67 (p and r), with ≈ 33.33 % base + 66.67 % m1 \
         (1/3 + 2/3).",
        "In the mixes in which nobody gets less than its floor: base 25 % to 62.5 %, m1 37.5 % to \
         75 %.",
    ];
    says(&floors, Lang::En, &lines);
    let lines = [
        "De kleinste grootste spijt is € 266,67 (p en r), bij ≈ 33,33 % base + 66,67 % m1 \
         (1/3 + 2/3).",
    ];
    says(&floors, Lang::Nl, &lines);
}

#[test]
fn text_says_what_the_wishes_leave_and_what_clashes() {
    let kept = world(&TWO, &at_most(9_400));
    says(
        &kept,
        Lang::En,
        &["What is wished holds there as well (w)."],
    );
    let lines = [
        "Van de mengvormen die ook vervullen wat gewenst is (w): De kleinste grootste spijt is \
         € 400 (r), bij 50 % base + 50 % m1.",
    ];
    says(&world(&TWO, &at_most(9_300)), Lang::Nl, &lines);
    let floors = parties([Some(1_700), None, Some(4_500)]);
    let lines = [
        "No mix satisfies all floors and all wishes that can be read from a mix.",
        "- Not possible together: the floor of r and wish w",
        "  - the floor of r gives way by at least €100, with 50 % base + 50 % m1; the rest is kept",
        "  - wish w gives way by at least €75, with 37.5 % base + 62.5 % m1; the rest is kept",
    ];
    says(&world(&TWO, &(floors + &at_most(9_300))), Lang::En, &lines);
}

#[test]
fn models_that_give_the_same_leave_every_mix_without_regret() {
    let text = world(&[TWO[0], TWO[0]], "");
    let asked = Asked {
        compromise: Some(10),
        ..Asked::of(&text)
    };
    let line = "The least worst regret is €0, with base and m1 and every mix between them.";
    assert!(asked.text(Lang::En).contains(line));
}
