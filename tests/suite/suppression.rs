//! Small counts: who is taken together so that none can be read or derived, and what is written.

mod written;

use verdeel::domain::{Id, Scenario};
use verdeel::results::{Suppression, Unhidden, VariantResult};
use verdeel::study::Study;

use crate::runs::opened;

/// Returns a scenario of partnerships with their students by region, such as
/// `es noord 3; berk noord 40, zuid 60`; `-` is no region.
fn world(counts: &str) -> String {
    let mut text = String::from("title = \"x\"\nyears = [\"2025\"]\n");
    for region in ["noord", "oost", "zuid"] {
        text += &format!("[[region]]\nid = \"{region}\"\n");
    }
    for line in counts.split("; ") {
        let (id, places) = line.split_once(' ').expect("an id before its places");
        text += &format!("[[partnership]]\nid = \"{id}\"\n");
        for place in places.split(", ") {
            let words: Vec<&str> = place.split(' ').collect();
            let [region, students, ..] = words[..] else {
                panic!("{place}");
            };
            let year = words.get(2).unwrap_or(&"2023/2024");
            let region = match region {
                "-" => String::new(),
                region => format!("region = \"{region}\"\n"),
            };
            text += &format!(
                "[[count]]\npartnership = \"{id}\"\n{region}year = \"{year}\"\n\
                 students = {students}\n"
            );
        }
    }
    text + "[[component]]\nid = \"per-student\"\namount = 1_000\nper = \"student\"\n\
            [[division]]\nid = \"national\"\npays = [\"per-student\"]\n"
}

/// Returns the partnerships and the regions that are taken together, or why that is not enough.
#[track_caller]
pub(super) fn together(text: &str, threshold: i64) -> Result<(String, String), Unhidden> {
    let found = suppression(&opened(text), threshold)?;
    let listed = |ids: &std::collections::BTreeSet<Id>| {
        let ids: Vec<&str> = ids.iter().map(Id::as_str).collect();
        ids.join(" ")
    };
    Ok((listed(found.partnerships()), listed(found.regions())))
}

fn suppression(study: &Study, threshold: i64) -> Result<Suppression, Unhidden> {
    let results = study.results();
    let scenarios = study.opened.variants.iter().map(|one| &one.scenario);
    let models: Vec<(&Scenario, &VariantResult)> = scenarios.zip(&results).collect();
    let names = ["overige", "elders"];
    let names = names.map(|id| (Id::parse(id).expect("an id"), id.to_owned()));
    Suppression::of(&models, threshold, names)
}

#[test]
fn whoever_counts_few_is_taken_together_with_the_smallest_others() {
    for (counts, threshold, partnerships, regions) in [
        // Nobody counts few; none at all is not few.
        ("es noord 0, zuid 5; berk noord 40", 5, "", ""),
        // The smallest other in the region joins, as one alone could be read.
        (
            "es noord 3; linde noord 100; berk noord 40; eik zuid 50",
            5,
            "berk es",
            "",
        ),
        // Equals in order of id.
        (
            "es noord 3; linde noord 40; berk noord 40",
            5,
            "berk es",
            "",
        ),
        // Two that count few are two, but 3 and 1 are less than 5 together.
        (
            "es noord 3; els noord 1; linde noord 100; berk noord 40",
            5,
            "berk els es",
            "",
        ),
        // Together they are 5: enough.
        ("es noord 3; els noord 2; linde noord 100", 5, "els es", ""),
        // Whoever joins takes its other regions along: alone in zuid, it is joined there by eik.
        (
            "es noord 3; linde noord 100; berk noord 40, zuid 60; eik zuid 50; iep zuid 70",
            5,
            "berk eik es",
            "",
        ),
        // Nobody else is in oost: the smallest other region is taken together with it, and there
        // the smallest partnership.
        (
            "es oost 3; linde noord 100; berk noord 40; eik zuid 50; iep zuid 60",
            5,
            "eik es",
            "oost zuid",
        ),
        // Few in an earlier counted year are few.
        (
            "es noord 3 2021/2022, noord 30; linde noord 100 2021/2022, noord 100; berk noord 40 \
             2021/2022, noord 20",
            5,
            "berk es",
            "",
        ),
        // Without a region, they are those without one.
        (
            "es - 3; linde - 100; berk - 40, noord 10; eik noord 70",
            5,
            "berk eik es",
            "",
        ),
        // A threshold of 100 hides 40 and 50 as well.
        (
            "linde noord 100; berk noord 40; eik zuid 50; iep zuid 60",
            100,
            "berk eik iep linde",
            "",
        ),
    ] {
        let found = together(&world(counts), threshold);
        let expected = (partnerships.to_owned(), regions.to_owned());
        assert_eq!(found, Ok(expected), "{counts} below {threshold}");
    }
}

#[test]
fn what_nobody_can_hide_is_refused() {
    for (counts, threshold, why) in [
        ("es noord 3", 5, Unhidden::TooFew),
        ("es noord 3; els noord 1", 5, Unhidden::TooFew),
        ("es noord 3; linde zuid 40", 100, Unhidden::TooFew),
        (
            "es - 3; linde noord 40; berk noord 50",
            5,
            Unhidden::WithoutRegion,
        ),
    ] {
        assert_eq!(together(&world(counts), threshold), Err(why), "{counts}");
    }
}

#[test]
fn a_difference_between_models_tells_of_nobody() {
    let counts = "es noord 3, zuid 0; linde noord 100; berk noord 40; eik zuid 50; iep oost 70; \
                  ulm oost 80";
    let variant = |set: &str| format!("[[variant]]\nid = \"other\"\n{set}\n");
    // The students of es are those of a school board.
    let text = world(counts).replace("students = 3\n", "students = 3\nboard = \"bord\"\n");
    let text = text + "[[board]]\nid = \"bord\"\n";
    let found = |set: &str| together(&(text.clone() + &variant(set)), 5);
    let hidden =
        |partnerships: &str, regions: &str| Ok((partnerships.to_owned(), regions.to_owned()));
    // Rules alone tell nothing of counts: es and the smallest other of noord.
    assert_eq!(
        found("set = { component.per-student.amount = 900 }"),
        hidden("berk es", "")
    );
    // The 3 of es move to zuid. Then berk is alone in noord and linde joins, and eik joins es in
    // zuid. Noord would still differ by the 3 of es: it is taken together with the smallest other
    // region, zuid with 50, and there nothing changes.
    let moved = "move = { board = \"bord\", to = \"zuid\" }";
    assert_eq!(found(moved), hidden("berk eik es linde", "noord zuid"));
    // Merged with berk they are still in what they come to together, with linde as berk is alone.
    let merged = "merge = [\"berk\", \"es\"]";
    assert_eq!(found(merged), hidden("berk es linde", ""));
    // Whoever is in one model only could be told from the difference: so is linde, which becomes
    // part of es.
    let merged = "merge = [\"es\", \"linde\"]";
    assert_eq!(found(merged), hidden("berk es linde", ""));
}

#[test]
fn an_amount_per_head_tells_of_nobody_either() {
    // Whoever has 30 students or more is paid for them. Of 63 students in noord 40,000 would be
    // paid: 23 are not, of two.
    let paid = |counts: &str| {
        world(counts).replace(
            "per = \"student\"",
            "per = \"student\"\nwhen = { students = { at-least = 30 } }",
        )
    };
    for (counts, found) in [
        (
            "es noord 3; berk noord 40; els noord 20",
            Ok(("els es", "")),
        ),
        // 3 and 1 are less than 5; eik with 6 is the smallest other, and none of them is paid.
        (
            "es noord 3; els noord 1; berk noord 40; eik noord 6",
            Ok(("eik els es", "")),
        ),
        // Berk joins es as the smallest other in noord, but would be the only one there that is
        // paid, and es the only one that is not. With zuid there are two of each.
        (
            "es noord 3; berk noord 40; els zuid 20; iep zuid 60; ulm oost 90",
            Ok(("berk els es iep", "noord zuid")),
        ),
        // The students that no amount is paid for are 3 in the whole country.
        ("es noord 3; berk noord 40", Err(Unhidden::Rate)),
    ] {
        let found = found.map(|(one, other): (&str, &str)| (one.to_owned(), other.to_owned()));
        assert_eq!(together(&paid(counts), 5), found, "{counts}");
    }
}
