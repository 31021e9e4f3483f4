//! Variants in which recipients merge, split or move, against amounts by hand.

use std::collections::BTreeMap;

use serde_json::Value;
use verdeel::domain::{Id, Scenario};
use verdeel::scenario::{Refused, Worlds, facts, open};
use verdeel::study::{
    CompareQuestion, Format, Lang, Level, Look, Manner, RunQuestion, between, compare, run,
};

use super::Shelf;

/// 10,000 for each partnership, and 1,000 per student from 40 students on: es 151, iep 70 and
/// wilg 30 students.
const WORLD: &str = r#"
years = ["2025"]
[[region]]
id = "noord"
[[region]]
id = "zuid"
[[board]]
id = "b1"
[[board]]
id = "b2"
[[partnership]]
id = "es"
boards = ["b1", "b2"]
partner-weights = { b1 = 2, b2 = 1 }
[[partnership]]
id = "iep"
students = { noord = 70 }
[[partnership]]
id = "wilg"
partner-weights = { b1 = 3 }
[[count]]
partnership = "es"
board = "b1"
region = "noord"
students = 100
[[count]]
partnership = "es"
board = "b2"
region = "zuid"
students = 51
[[count]]
partnership = "wilg"
board = "b1"
region = "noord"
students = 30
[[component]]
id = "base"
amount = 10_000
[[component]]
id = "rate"
amount = 1_000
per = "student"
when = { students = { at-least = 40 } }
[[division]]
id = "all"
pays = ["base", "rate"]
[[variant]]
id = "together"
merge = ["es", "wilg"]
[[variant]]
id = "halves"
split = "es"
set = { component.rate.amount = 900 }
[[variant]]
id = "split-merged"
stack = ["together", "halves"]
[[variant]]
id = "merged-split"
stack = ["halves", "together"]
[[variant]]
id = "twice-the-same"
stack = ["together"]
merge = ["es", "wilg"]
[[variant]]
id = "one-board"
move = { board = "b1", from = "wilg", to = "iep" }
[[variant]]
id = "both-boards"
move = { board = "b1", to = "iep" }
[[variant]]
id = "regions"
move = [{ board = "b1", from = "es", to = "zuid" }, { board = "b2", to = "noord" }]
[[variant]]
id = "merged-then-moved"
merge = ["es", "wilg"]
move = { board = "b1", from = "noord", to = "iep" }
"#;

const ENGLISH: Manner = Manner {
    format: Format::Json,
    look: Look {
        lang: Lang::En,
        width: 100,
    },
    colour: false,
};

/// Returns the results of a file as JSON.
fn ran(text: &str) -> Value {
    let question = RunQuestion {
        paths: vec!["s.toml".into()],
        variant: None,
    };
    let answer = run(&question, ENGLISH, &|_| Ok(text.to_owned())).expect("sound");
    serde_json::from_str(&answer.text).expect("JSON")
}

/// Returns the whole euros that each recipient of a variant receives.
fn euros(document: &Value, variant: &str) -> BTreeMap<String, i64> {
    let variants = document["variants"].as_array().expect("variants");
    let found = variants.iter().find(|one| one["id"] == variant);
    let awards = found.expect("the variant")["years"][0]["awards"].as_array();
    let mut sums = BTreeMap::new();
    for award in awards.expect("awards") {
        let text = |key: &str| award[key].as_str().expect("text").to_owned();
        let euros = text("amount").strip_suffix(".00").map(str::to_owned);
        let euros: i64 = euros.expect("whole euros").parse().expect("a number");
        *sums.entry(text("recipient")).or_default() += euros;
    }
    sums
}

#[test]
fn amounts_of_reshaped_variants() {
    let document = ran(WORLD);
    for (variant, expected) in [
        ("base", "es 161_000 iep 80_000 wilg 10_000"),
        // 151 + 30 = 181 students.
        ("together", "es 191_000 iep 80_000"),
        ("twice-the-same", "es 191_000 iep 80_000"),
        // 100 is 50 and 50, 51 is 26 and 25: 76 and 75 students at 900.
        ("halves", "es 78_400 es-2 77_500 iep 73_000 wilg 10_000"),
        // Of 130 and 51 the halves are 65 + 26 = 91 and 65 + 25 = 90.
        ("split-merged", "es 91_900 es-2 91_000 iep 73_000"),
        // The first half of 76 has the 30 of wilg.
        ("merged-split", "es 105_400 es-2 77_500 iep 73_000"),
        // 70 + 30 = 100 for iep; wilg is there and trains nobody.
        ("one-board", "es 161_000 iep 110_000 wilg 10_000"),
        // 70 + 100 + 30 = 200 for iep; es keeps the 51 of b2.
        ("both-boards", "es 61_000 iep 210_000 wilg 10_000"),
        ("regions", "es 161_000 iep 80_000 wilg 10_000"),
        ("merged-then-moved", "es 61_000 iep 210_000"),
    ] {
        let words: Vec<&str> = expected.split(' ').collect();
        let expected = words.chunks(2).map(|pair| {
            let euros = pair[1].replace('_', "").parse().expect("a number");
            (pair[0].to_owned(), euros)
        });
        assert_eq!(euros(&document, variant), expected.collect(), "{variant}");
    }
}

#[test]
fn results_and_differences_show_what_becomes_of_recipients() {
    let document = ran(WORLD);
    let settings = document["variants"][3]["settings"].as_array();
    let settings = settings.expect("settings").iter();
    let pairs = settings.map(|one| format!("{} {}", one["path"], one["value"]));
    assert_eq!(
        pairs.collect::<Vec<_>>(),
        [
            r#""component.rate.amount" "900""#,
            r#""merge" "[\"es\", \"wilg\"]""#,
            r#""split" "\"es\"""#,
        ]
    );
    let told = |variant: &str| {
        let facts = facts(&format!("s.toml#{variant}"), &Shelf(WORLD));
        let facts = facts.expect("sound").into_iter();
        let own = facts.filter(|(path, _)| {
            let key = path.split('.').next().unwrap_or_default();
            ["merge", "split", "move"].contains(&key)
        });
        let own = own.map(|(path, value)| format!("{path} = {value}"));
        own.collect::<Vec<String>>()
    };
    assert_eq!(told("base"), [""; 0]);
    assert_eq!(told("split-merged"), ["merge = es, wilg", "split = es"]);
    assert_eq!(told("one-board"), ["move.b1 = wilg → iep"]);
    assert_eq!(
        told("regions"),
        ["move.b1 = es → zuid", "move.b2 = → noord"]
    );
}

fn variant(id: &str) -> Scenario {
    let opened = open("s.toml", &Shelf(WORLD));
    let opened = opened.unwrap_or_else(|refused| panic!("{:#?}", refused.problems));
    let mut variants = opened.variants.into_iter();
    let found = variants.find(|one| one.id == id);
    found.expect("the variant").scenario
}

#[test]
fn a_board_takes_its_place_and_weight_along() {
    // Variant; of each partnership its boards, regions and weights of partners.
    for (id, expected) in [
        (
            "base",
            [
                "es: b1 b2; noord zuid; b1 2, b2 1",
                "iep: ; noord; ",
                "wilg: b1; noord; b1 3",
            ],
        ),
        (
            "one-board",
            [
                "es: b1 b2; noord zuid; b1 2, b2 1",
                "iep: b1; noord; b1 3",
                "wilg: ; noord; ",
            ],
        ),
        (
            "both-boards",
            [
                "es: b2; noord zuid; b2 1",
                "iep: b1; noord; b1 5",
                "wilg: ; noord; ",
            ],
        ),
        (
            "regions",
            [
                "es: b1 b2; noord zuid; b1 2, b2 1",
                "iep: ; noord; ",
                "wilg: b1; noord; b1 3",
            ],
        ),
    ] {
        let scenario = variant(id);
        let ids = |ids: Vec<&Id>| {
            ids.iter()
                .map(|id| id.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let told = scenario.partnerships.iter().map(|one| {
            let weights = one.partner_weights.iter();
            let weights = weights.map(|(id, given)| {
                let (whole, _) = given.value.to_parts().expect("small");
                format!("{id} {whole}")
            });
            let (boards, regions) = (one.boards.iter().collect(), one.regions.iter().collect());
            let weights: Vec<String> = weights.collect();
            let (boards, regions) = (ids(boards), ids(regions));
            format!("{}: {boards}; {regions}; {}", one.id, weights.join(", "))
        });
        assert_eq!(told.collect::<Vec<_>>(), expected, "{id}");
    }
}

#[test]
fn counts_of_a_board_go_to_the_region_that_is_named() {
    let scenario = variant("regions");
    let told = scenario.counts.iter().map(|count| {
        let name = |id: &Option<Id>| id.as_ref().map_or("-".to_owned(), Id::to_string);
        let heads: i64 = count.heads.values().sum();
        let place = &count.place;
        let (one, board) = (name(&place.partnership), name(&place.board));
        format!("{one} {} {board} {heads}", name(&place.region))
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "es noord b2 51",
            "es zuid b1 100",
            "iep noord - 70",
            "wilg noord b1 30"
        ]
    );
}

#[test]
fn an_event_finds_the_recipients_of_the_variant() {
    let event = |what: &str| {
        let text = format!("{WORLD}\n[[event]]\nid = \"e\"\nprobability = 0.5\n{what}\n");
        let shelf = Shelf(&text);
        let mut worlds = Worlds::open("s.toml", &shelf).expect("readable");
        // The second is `together`.
        let world = worlds.of(1, &[0]).expect("a variant");
        match world {
            Ok(world) => Ok(world.scenario.partnerships.len()),
            Err(Refused { problems, .. }) => Err(problems[0].text.en.clone()),
        }
    };
    // What has become of them already does not again.
    assert_eq!(event(r#"merge = ["es", "wilg"]"#), Ok(2));
    assert_eq!(event(r#"merge = ["es", "iep"]"#), Ok(1));
    assert_eq!(event(r#"split = "es""#), Ok(3));
    let gone = "`wilg` has become part of another partnership here".to_owned();
    assert_eq!(event(r#"merge = ["iep", "wilg"]"#), Err(gone.clone()));
    assert_eq!(event(r#"split = "wilg""#), Err(gone));
}

#[test]
fn who_is_in_one_model_only_is_compared_with_nothing() {
    let question = CompareQuestion {
        path: "s.toml".into(),
        baseline: Some("together".into()),
        models: ["base", "halves", "one-board"].map(str::to_owned).to_vec(),
        level: Level::Partnership,
        break_even: Vec::new(),
        compromise: Some(4),
        is_short: false,
    };
    let answer = compare(&question, ENGLISH, &|_| Ok(WORLD.to_owned())).expect("sound");
    let document: Value = serde_json::from_str(&answer.text).expect("JSON");
    let rows = document["periods"][0]["recipients"]
        .as_array()
        .expect("rows");
    let told = rows.iter().map(|row| {
        let cells = row["models"].as_array().expect("models").iter();
        let changes = cells.map(|cell| cell["change"].as_str().expect("text"));
        let changes: Vec<&str> = changes.collect();
        format!(
            "{} {}",
            row["recipient"].as_str().expect("text"),
            changes.join(" ")
        )
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "es 0.00 -30000.00 -112600.00 -30000.00",
            "es-2 0.00 0.00 77500.00 0.00",
            "iep 0.00 0.00 -7000.00 30000.00",
            "wilg 0.00 10000.00 10000.00 10000.00",
        ]
    );
}

#[test]
fn mergers_are_a_cause_of_their_own() {
    let between = between("s.toml", ("base", "halves"), &|_| Ok(WORLD.to_owned()));
    let between = between.expect("two variants");
    let of = |recipient: &str| {
        let parts = between.parts(|result| {
            let awards = result.years[0].awards.iter();
            let own = awards.filter(|award| award.account.id.as_str() == recipient);
            own.map(|award| award.amount).sum()
        });
        let told = parts.iter().map(|part| {
            let kinds: Vec<&str> = part.kinds.iter().map(|kind| kind.name()).collect();
            format!("{} {}", kinds.join("+"), part.amount.to_euro_text())
        });
        told.collect::<Vec<String>>()
    };
    // es: 161,000; only the rate 145,900; only the split 86,000; both 78,400.
    // Rate: (-15,100 - 7,600) / 2 = -11,350; split: (-75,000 - 67,500) / 2 = -71,250.
    assert_eq!(of("es"), ["parameter -11350.00", "membership -71250.00"]);
    // es-2: nothing; nothing; 85,000; 77,500. Rate: (0 - 7,500) / 2; split: (85,000 + 77,500) / 2.
    assert_eq!(of("es-2"), ["parameter -3750.00", "membership 81250.00"]);
    assert_eq!(of("wilg"), ["parameter 0.00", "membership 0.00"]);
}
