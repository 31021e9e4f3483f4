//! Laws: what holds for every scenario, tried on random worlds.

use crate::runs::{JSON, PATH, Run, cents, opened};
use crate::worlds::{CSV_HEAD, CountRow, Tape, World, tapes, trials};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::TestCaseError;
use std::collections::BTreeMap;
use verdeel::engine::{Observer, Posting, Silent, allocate};
use verdeel::money::Cents;
use verdeel::results::{contrast, explain};
use verdeel::study::{self, RunQuestion, Study};

mod costs;
mod editors;
mod numbers;
mod reach;

type Outcome = Result<(), TestCaseError>;

/// Returns a world of own rules, of a scheme of the library, or with tables.
fn world(tape: &mut Tape) -> World {
    match tape.below(6) {
        0..=2 => World::of(tape),
        3 | 4 => World::of_scheme(tape),
        _ => World::two_way(tape),
    }
}

/// Returns the things in another order.
fn shuffled<T: Clone>(things: &[T], tape: &mut Tape) -> Vec<T> {
    let mut things = things.to_vec();
    for at in (1..things.len()).rev() {
        things.swap(at, tape.below(at + 1));
    }
    things
}

proptest! {
    #![proptest_config(trials(120))]

    #[test]
    fn money_is_conserved_at_every_level(mut tape in tapes()) {
        conserved(&world(&mut tape))?;
    }

    #[test]
    fn the_order_of_rows_changes_nothing(mut tape in tapes()) {
        let first = world(&mut tape);
        let mut second = first.clone();
        second.tables = shuffled(&first.tables, &mut tape);
        second.counts = shuffled(&first.counts, &mut tape);
        let (first, second) = (Run::of(&first.text()), Run::of(&second.text()));
        prop_assert_eq!(first.variants_json(), second.variants_json());
    }

    #[test]
    fn counts_from_csv_in_any_order_change_nothing(mut tape in tapes()) {
        let first = world(&mut tape);
        let mut second = first.clone();
        second.counts.clear();
        second.head += "counts = [\"counts.csv\"]\n";
        let rows: Vec<String> =
            shuffled(&first.counts, &mut tape).iter().map(CountRow::csv).collect();
        let csv = format!("{CSV_HEAD}\n{}\n", rows.join("\n"));
        let second = Run::with(&second.text(), &[("counts.csv", &csv)]);
        let first = Run::of(&first.text());
        prop_assert_eq!(first.variants_json(), second.variants_json());
    }

    #[test]
    fn a_variant_that_changes_nothing_equals_the_base(mut tape in tapes()) {
        let text = format!("{}[[variant]]\nid = \"same\"\n", world(&mut tape).text());
        let run = Run::of(&text);
        for year in run.years("base") {
            prop_assert_eq!(run.year("base", year), run.year("same", year));
        }
    }

    #[test]
    fn threads_change_no_byte(mut tape in tapes()) {
        let mut text = world(&mut tape).text();
        for at in 0..4 {
            text += &format!("[[variant]]\nid = \"v{at}\"\nset = {{ growth = \"{at} %\" }}\n");
        }
        let question = RunQuestion { paths: vec![PATH.to_owned()], variant: None };
        let run = |threads| {
            let read = |_: &str| Ok(text.clone());
            study::with_threads(Some(threads), || study::run(&question, JSON, &read))
        };
        prop_assert_eq!(run(1), run(4));
    }

    #[test]
    fn whoever_listens_changes_no_amount(mut tape in tapes()) {
        heard(&world(&mut tape).text())?;
    }

    #[test]
    fn contributions_add_up_to_the_difference(mut tape in tapes()) {
        let world = world(&mut tape);
        let mut text = world.text();
        let (growth, coverage) = (tape.below(30), tape.one(&["partial", "complete"]));
        text += &format!(
            "[[variant]]\nid = \"other\"\nset = {{ growth = \"{growth} %\", \
             coverage = \"{coverage}\" }}\n"
        );
        if world.head.contains("scheme") {
            let scheme = tape.one(&["linear-2020", "regional-2025", "step-2018"]);
            text += &format!("[[variant]]\nid = \"scheme\"\nset.scheme = \"{scheme}\"\n");
        }
        let laid = numbers::variant(&text, &mut tape);
        let is_sound = Study::open(PATH, &|_| Ok(format!("{text}{laid}"))).is_ok();
        let laid = if is_sound { &laid } else { "" };
        contributions_add_up(&format!("{text}{laid}"), &mut tape)?;
    }

    #[test]
    fn no_text_makes_the_program_panic(mut tape in tapes()) {
        let mut text: Vec<char> = world(&mut tape).text().chars().collect();
        for _ in 0..=tape.below(6) {
            let at = tape.below(text.len());
            let end = (at + 1 + tape.below(40)).min(text.len());
            match tape.below(4) {
                0 => drop(text.drain(at..end)),
                1 => text.splice(at..at, "-9223372036854775808".chars()).for_each(drop),
                2 => text[at] = ['"', '=', '[', '\n', '9', 'é'][tape.below(6)],
                _ => {
                    let piece = text[at..end].to_vec();
                    text.splice(at..at, piece).for_each(drop);
                }
            }
        }
        let text: String = text.into_iter().collect();
        if let Ok(study) = Study::open(PATH, &|_| Ok(text.clone())) {
            prop_assert!(!study.results().is_empty());
        }
    }
}

/// Awards and unallocated money make the pot, no award is below zero, and the audit agrees.
fn conserved(world: &World) -> Outcome {
    let run = Run::of(&world.text());
    prop_assert_eq!(run.findings(), Vec::<String>::new());
    for year in run.years("base") {
        let awards = run.awards("base", year);
        prop_assert!(awards.values().all(|cents| *cents >= 0));
        let mut paid = 0;
        for pot in run.year("base", year)["pots"].as_array().expect("pots") {
            let field = |name: &str| pot[name].as_str().map(cents);
            paid += field("paid").expect("an amount");
            let handed = field("paid")
                .zip(field("unallocated"))
                .map(|(paid, left)| paid + left);
            // A year that is made of months of two has parts of two ceilings.
            if pot["evaluated"] == true && !world.head.contains("months") {
                prop_assert_eq!(handed, field("ceiling"));
            }
        }
        prop_assert_eq!(awards.values().sum::<i64>(), paid);
    }
    Ok(())
}

/// Writes down every posting.
#[derive(Default)]
struct Everything(Vec<Posting>);

impl Observer for Everything {
    const LISTENS: bool = true;

    fn posting(&mut self, _lane: usize, posting: Posting) {
        self.0.push(posting);
    }
}

/// The balances with and without a listener are the same, and are what the postings move.
fn heard(text: &str) -> Outcome {
    for case in &opened(text).cases {
        let mut heard = Everything::default();
        let allocation = allocate(&case.plan, &case.inputs, &mut heard);
        prop_assert_eq!(
            &allocation,
            &allocate(&case.plan, &case.inputs, &mut Silent)
        );
        let mut moved: BTreeMap<(usize, usize, usize), i64> = BTreeMap::new();
        for Posting {
            year,
            component,
            from,
            to,
            amount,
            ..
        } in heard.0
        {
            prop_assert!(amount >= Cents::ZERO);
            *moved.entry((year, component, to)).or_default() += amount.count();
            if case.plan.accounts[from].is_recipient() {
                *moved.entry((year, component, from)).or_default() -= amount.count();
            }
        }
        for (at, year) in allocation.years.iter().enumerate() {
            for component in 0..case.plan.components.len() {
                for account in 0..case.plan.accounts.len() {
                    let rests = year.balances.amount(component, account, 0).count();
                    let moved = moved.get(&(at, component, account)).copied();
                    prop_assert_eq!(rests, moved.unwrap_or_default());
                }
            }
        }
    }
    Ok(())
}

/// Compares every recipient with another, in another variant.
fn contributions_add_up(text: &str, tape: &mut Tape) -> Outcome {
    let results = opened(text).results();
    let recipients = results.iter().map(|variant| {
        let accounts = variant
            .plan
            .accounts
            .iter()
            .filter(|account| account.is_recipient());
        accounts.map(|account| account.id.to_string()).collect()
    });
    let recipients: Vec<Vec<String>> = recipients.collect();
    for (variant, own) in results.iter().zip(&recipients) {
        for recipient in own {
            let at = tape.below(results.len());
            let (other, others) = (&results[at], &recipients[at]);
            let versus = &others[tape.below(others.len())];
            let first = explain(variant, recipient).expect("a known recipient");
            let second = explain(other, versus).expect("a known recipient");
            for (first, second) in first.years.iter().zip(&second.years) {
                let parts = contrast((&variant.plan, first), (&other.plan, second));
                let total: Cents = parts.iter().map(|part| part.amount).sum();
                prop_assert_eq!(
                    total,
                    first.received - second.received,
                    "{} {}",
                    recipient,
                    versus
                );
            }
        }
    }
    Ok(())
}
