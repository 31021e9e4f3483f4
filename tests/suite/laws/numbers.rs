//! Numbers: writing a slot is the same as laying a value over the file, and lanes do not touch.

use super::{Outcome, world};
use crate::runs::{PATH, opened};
use crate::worlds::{Tape, World, tapes, trials};
use proptest::prelude::{prop_assert_eq, proptest};
use verdeel::engine::{Silent, allocate};
use verdeel::money::Cents;
use verdeel::plan::{Inputs, Slot, SlotLine, Unit};
use verdeel::study::Study;

/// Problems that a new value may bring although its path is sound.
const CONTRADICTIONS: [&str; 3] = ["empty-range", "contradictory-limits", "more-than-the-pot"];

proptest! {
    #![proptest_config(trials(120))]

    #[test]
    fn a_slot_that_is_written_equals_an_overlay_that_is_read(mut tape in tapes()) {
        let text = world(&mut tape).text();
        for _ in 0..4 {
            written_equals_laid_over(&text, &mut tape)?;
        }
    }

    #[test]
    fn a_count_that_is_written_equals_a_row_that_is_read(mut tape in tapes()) {
        let world = world(&mut tape);
        for _ in 0..2 {
            written_equals_counted(&world, &mut tape)?;
        }
    }

    #[test]
    fn a_block_of_lanes_equals_single_runs(mut tape in tapes()) {
        let study = opened(&world(&mut tape).text());
        let case = &study.cases[0];
        let mut block = case.inputs.in_lanes(3);
        let mut single = vec![case.inputs.clone(); 3];
        for _ in 0..8 {
            let last = case.plan.slots.len() - 1;
            let line = &case.plan.slots[tape.below(last + 1).min(last)];
            let (lane, value) = (tape.below(3), value(line, &mut tape));
            value.write(&mut block, line.slot, lane);
            value.write(&mut single[lane], line.slot, 0);
        }
        let block = allocate(&case.plan, &block, &mut Silent);
        for (lane, inputs) in single.iter().enumerate() {
            let single = allocate(&case.plan, inputs, &mut Silent);
            for (block, single) in block.years.iter().zip(&single.years) {
                for component in 0..case.plan.components.len() {
                    for account in 0..case.plan.accounts.len() {
                        let amount = block.balances.amount(component, account, lane);
                        prop_assert_eq!(amount, single.balances.amount(component, account, 0));
                    }
                }
            }
        }
    }
}

/// A value for a slot.
enum Number {
    Cents(i64),
    Heads(i64),
    Fraction(i64, i64),
}

/// Draws a value that its slot can hold: shares are small enough to go with others, weights and
/// members at least one.
fn value(line: &SlotLine, tape: &mut Tape) -> Number {
    let number = i64::try_from(tape.below(400)).expect("small");
    match line.unit {
        Unit::Cents => Number::Cents(number * 317),
        Unit::Heads => Number::Heads(number + 1),
        Unit::Fraction if line.path.contains("weight") => Number::Fraction(number + 1, 1),
        Unit::Fraction => Number::Fraction(number + 1, 5_000),
    }
}

impl Number {
    fn write(&self, inputs: &mut Inputs, slot: Slot, lane: usize) {
        match self {
            Number::Cents(cents) => inputs.write_cents(slot, lane, Cents::new(*cents)),
            Number::Heads(heads) => inputs.write_heads(slot, lane, *heads),
            Number::Fraction(above, below) => inputs.write_fraction(slot, lane, (*above, *below)),
        }
    }

    fn text(&self) -> String {
        match self {
            Number::Cents(cents) => Cents::new(*cents).to_euro_text(),
            Number::Heads(heads) => heads.to_string(),
            Number::Fraction(above, 1) => above.to_string(),
            Number::Fraction(above, below) => format!("\"{above}/{below}\""),
        }
    }
}

/// Says whether a path can be written in a file: elements of `any-of` and `all-of` have no names,
/// counts are rows, the parts of a mixture must stay one together, and sites without a region have
/// no weight.
fn is_overlay(path: &str) -> bool {
    let pieces = ["#", ".any-of.", ".all-of.", "count.", ".mix.", ".-"];
    pieces.iter().all(|piece| !path.contains(piece))
}

/// Returns a variant that lays three values over a scenario; they may contradict each other.
pub(super) fn variant(text: &str, tape: &mut Tape) -> String {
    let study = opened(text);
    let mut lines: Vec<&SlotLine> = study.cases[0].plan.slots.iter().collect();
    lines.retain(|line| is_overlay(&line.path) && line.path != "growth");
    let mut variant = "[[variant]]\nid = \"laid\"\n[variant.set]\n".to_owned();
    for _ in 0..3 {
        if !lines.is_empty() {
            let line = lines.swap_remove(tape.below(lines.len()));
            variant += &format!("\"{}\" = {}\n", line.path, value(line, tape).text());
        }
    }
    variant
}

fn written_equals_laid_over(text: &str, tape: &mut Tape) -> Outcome {
    let study = opened(text);
    let case = &study.cases[0];
    let lines: Vec<&SlotLine> = case
        .plan
        .slots
        .iter()
        .filter(|line| is_overlay(&line.path))
        .collect();
    let line = lines[tape.below(lines.len())];
    let value = value(line, tape);
    let mut inputs = case.inputs.clone();
    value.write(&mut inputs, line.slot, 0);
    let path = &line.path;
    let overlay = format!(
        "{text}\n[[variant]]\nid = \"laid\"\nset = {{ \"{path}\" = {} }}\n",
        value.text()
    );
    let laid = match Study::open(PATH, &|_| Ok(overlay.clone())) {
        Ok(study) => study,
        Err(refused) => {
            let mut problems = refused.problems.iter();
            let first = problems.find(|problem| !CONTRADICTIONS.contains(&problem.code));
            prop_assert_eq!(first, None, "{}", overlay);
            return Ok(());
        }
    };
    let laid = &laid.cases[1];
    let written = allocate(&case.plan, &inputs, &mut Silent);
    prop_assert_eq!(
        &*laid.plan,
        &*case.plan,
        "{} changed the plan of {}",
        path,
        text
    );
    let laid = allocate(&laid.plan, &laid.inputs, &mut Silent);
    prop_assert_eq!(written, laid, "{} = {}\n{}", path, value.text(), text);
    Ok(())
}

fn written_equals_counted(world: &World, tape: &mut Tape) -> Outcome {
    let mut changed = world.clone();
    let row = &mut changed.counts[tape.below(world.counts.len())];
    let students = tape.below(500);
    row.heads[0].1 = students;
    let place = |key: &str| {
        let named = row.places.iter().find(|(known, _)| *known == key);
        named.map(|(key, name)| (*key, name.clone()))
    };
    let region = place("region").map_or("-".to_owned(), |(_, name)| name);
    let start = format!("count.{}@{region}", row.partnership);
    let end = format!(".{}.students", row.year);
    let others: Vec<String> = ["board", "institute", "site"]
        .iter()
        .filter_map(|key| place(key))
        .map(|(key, name)| format!("{key}={name}"))
        .collect();
    let study = opened(&world.text());
    let case = &study.cases[0];
    let is_row = |line: &&SlotLine| {
        let middle = line
            .path
            .strip_prefix(&start)
            .and_then(|path| path.strip_suffix(&end));
        middle.is_some_and(|middle| {
            let named = middle
                .trim_matches(['[', ']'])
                .split(',')
                .filter(|part| part.contains('='));
            named.eq(others.iter())
        })
    };
    // A count that no rule asks for has no slot, and changes nothing.
    let mut inputs = case.inputs.clone();
    if let Some(line) = case.plan.slots.iter().find(is_row) {
        inputs.write_heads(line.slot, 0, i64::try_from(students).expect("small"));
    }
    let counted = opened(&changed.text());
    let written = allocate(&case.plan, &inputs, &mut Silent);
    let counted = allocate(
        &counted.cases[0].plan,
        &counted.cases[0].inputs,
        &mut Silent,
    );
    prop_assert_eq!(written, counted);
    Ok(())
}

#[test]
fn slots_bear_the_paths_by_which_files_name_their_numbers() {
    let plan = |rest: &str| {
        let text = format!(
            "title = 'paths'\nyears = ['2022/2023']\n{rest}\n[[region]]\nid = 'oost'\n\
             [[region]]\nid = 'west'\n[[partnership]]\nid = 'p'\nsector = 'po'\n\
             students = {{ oost = 200 }}\n"
        );
        opened(&text).cases.remove(0).plan
    };
    let sliced = "set = { 'division.in-region.slice' = [{ to = 'office', share = '5 %' }], \
        'division.in-region@oost.key' = 'equal', 'division.in-region@west.slice' = \
        [{ to = 'office', share = '6 %' }] }";
    let growing = "counted = '2019/2020'\ngrowth = { all = '1 %', po = '2 %' }";
    for (rest, paths) in [
        (
            "scheme = 'linear-2020'",
            vec![
                "component.base.amount",
                "component.per-student.when.students.at-least",
                "division.national.pot",
                "partnership.p.students.oost",
            ],
        ),
        (
            &format!("scheme = 'regional-2025'\n{sliced}"),
            vec![
                "component.per-student.when.students-and-side-entrants.at-least",
                // Oost states its key but not its slice, which is that of every region.
                "division.in-region.slice.office.share",
                "division.in-region@west.slice.office.share",
            ],
        ),
        (
            &format!("scheme = 'step-2018'\n{growing}"),
            vec!["growth.po", "component.step.steps.180.amount"],
        ),
    ] {
        let plan = plan(rest);
        for path in paths {
            let known: Vec<&String> = plan.slots.iter().map(|line| &line.path).collect();
            assert!(plan.slot(path).is_some(), "{path} is not in {known:#?}");
        }
        assert_eq!(
            plan.slot("division.in-region@oost.slice.office.share"),
            None
        );
    }
}
