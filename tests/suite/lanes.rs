//! Lanes: blocks of draws over columns give the same cents as the steps taken one by one.

use std::collections::BTreeMap;

use proptest::prelude::{prop_assert_eq, proptest};
use proptest::test_runner::TestCaseError;
use verdeel::engine::{Asked, Form, LANES, Silent, Workspace, allocate};
use verdeel::plan::{Inputs, Plan, Slot, SlotLine, Unit};
use verdeel::study::Study;

use crate::runs::opened;
use crate::source::root;
use crate::worlds::{Tape, World, tapes, trials};

/// Asks for every component in every account of every year, and for every cut.
fn everything(plan: &Plan, counted_as: Vec<usize>) -> Asked {
    let mut asked = Asked {
        series: 0,
        counted_as,
        sinks: Vec::new(),
        cuts: Vec::new(),
        rates: Vec::new(),
    };
    for year in &plan.years {
        let mut sinks = BTreeMap::new();
        for account in 0..plan.accounts.len() {
            for component in 0..plan.components.len() {
                if asked.counted_as[component] == component {
                    sinks.insert((component, account), vec![asked.series]);
                    asked.series += 1;
                }
            }
        }
        asked.sinks.push(sinks);
        let mut cuts = BTreeMap::new();
        for pay in year.payments() {
            cuts.insert(pay.division, vec![asked.series]);
            asked.series += 1;
        }
        asked.cuts.push(cuts);
    }
    asked
}

/// Lets many balances count towards the same few series, and every one towards a sum of all.
fn sharing(mut asked: Asked, few: usize) -> Asked {
    let all = asked.series;
    asked.series += 1;
    for sinks in &mut asked.sinks {
        for series in sinks.values_mut() {
            *series = vec![all, series[0] % few];
        }
    }
    asked
}

/// Returns a block in which every count of every year is drawn, from nobody to a few hundred, and
/// some amounts differ.
fn drawn(plan: &Plan, inputs: &Inputs, tape: &mut Tape) -> Inputs {
    let mut block = inputs.in_lanes(LANES);
    block.tell_years_apart(plan.years.len());
    let spread = 1 + tape.below(400);
    for (position, year) in plan.years.iter().enumerate() {
        let Some(own) = block.year_mut(position) else {
            continue;
        };
        for count in 0..year.counts.len() {
            let first = tape.below(1_000);
            for (lane, heads) in own.drawn_heads_mut(count).iter_mut().enumerate() {
                let drawn = (first * 7 + lane * 131 + count * 17) % spread;
                *heads = i64::try_from(drawn).expect("small");
            }
        }
    }
    vary_amounts(plan, inputs, &mut block, tape);
    block
}

/// Lets some amounts differ from lane to lane, from two thirds of what they are to twice as much.
fn vary_amounts(plan: &Plan, inputs: &Inputs, block: &mut Inputs, tape: &mut Tape) {
    for line in plan.slots.iter().filter(|line| is_an_amount(line)) {
        if tape.below(3) > 0 {
            continue;
        }
        let own = inputs.heads(line.slot, 0);
        let lanes = (2..6).cycle().take(LANES);
        let amounts: Vec<(i64, i64)> = lanes.map(|thirds| (own * thirds / 3, 1)).collect();
        block.write_lanes(line, &amounts);
    }
}

/// Lets some counted heads differ from lane to lane, in the place of counts that are drawn.
fn vary_heads(plan: &Plan, inputs: &Inputs, tape: &mut Tape) -> Inputs {
    let mut block = inputs.in_lanes(LANES);
    let bases = plan.years.iter().flat_map(|year| &year.counts);
    let bases: Vec<Slot> = bases.map(|rule| rule.base).collect();
    for line in plan.slots.iter().filter(|line| bases.contains(&line.slot)) {
        if tape.below(2) == 0 {
            let own = inputs.heads(line.slot, 0);
            let lanes = (0..7).cycle().take(LANES);
            let heads: Vec<(i64, i64)> = lanes.map(|sevenths| (own * sevenths / 4, 1)).collect();
            block.write_lanes(line, &heads);
        }
    }
    vary_amounts(plan, inputs, &mut block, tape);
    block
}

/// Says whether a number is an amount that is paid or paid from, and no step of a rate.
fn is_an_amount(line: &SlotLine) -> bool {
    line.unit == Unit::Cents && !line.path.ends_with("rate-step")
}

#[expect(clippy::cast_precision_loss, reason = "amounts here are below 2^53")]
fn float(cents: i64) -> f64 {
    cents as f64
}

/// Returns the greatest heads of each count and the greatest amounts of a block, in one lane.
fn most(plan: &Plan, inputs: &Inputs, block: &Inputs) -> Inputs {
    let mut most = inputs.clone();
    most.tell_years_apart(plan.years.len());
    for (position, year) in plan.years.iter().enumerate() {
        for count in 0..year.counts.len() {
            let heads = block.year(position).drawn_heads(count).unwrap_or_default();
            let greatest = heads.iter().max().copied();
            if let (Some(own), Some(greatest)) = (most.year_mut(position), greatest) {
                own.drawn_heads_mut(count)[0] = greatest;
            }
        }
    }
    for line in &plan.slots {
        let amounts = block.year(0).column(line.slot).unwrap_or_default();
        if let Some(greatest) = amounts.iter().max() {
            most.write_lanes(line, &[(*greatest, 1)]);
        }
    }
    most
}

/// Holds a block against the steps taken lane by lane; says whether it went over columns.
fn agrees(study: &Study, tape: &mut Tape, is_merged: bool) -> Result<bool, TestCaseError> {
    agrees_on(study, tape, is_merged, |asked| asked)
}

/// Likewise, with something else asked.
fn agrees_on(
    study: &Study,
    tape: &mut Tape,
    is_merged: bool,
    change: impl Fn(Asked) -> Asked,
) -> Result<bool, TestCaseError> {
    let case = &study.cases[0];
    let plan = &case.plan;
    let counted_as = match is_merged {
        true => Asked::counted_together(plan),
        false => (0..plan.components.len()).collect(),
    };
    let asked = change(everything(plan, counted_as));
    let block = match tape.below(3) {
        1 => vary_heads(plan, &case.inputs, tape),
        _ => drawn(plan, &case.inputs, tape),
    };
    let form = Form::of(plan, (&block, &most(plan, &case.inputs, &block)), &asked);
    let mut outcome = Vec::new();
    form.fill(&block, &mut Workspace::default(), &mut outcome);
    let allocation = allocate(plan, &block, &mut Silent);
    let mut wanted = vec![[0_i64; LANES]; asked.series];
    for (position, year) in allocation.years.iter().enumerate() {
        for ((component, account), own) in &asked.sinks[position] {
            let merged =
                (0..plan.components.len()).filter(|other| asked.counted_as[*other] == *component);
            for other in merged {
                for series in own {
                    for (lane, sum) in wanted[*series].iter_mut().enumerate() {
                        *sum += year.balances.amount(other, *account, lane).count();
                    }
                }
            }
        }
        for (division, cut) in &year.cuts {
            let own = &asked.cuts[position][division];
            for series in own {
                for (sum, cut) in wanted[*series].iter_mut().zip(cut) {
                    *sum += i64::from(*cut);
                }
            }
        }
    }
    for (series, (got, wanted)) in outcome.iter().zip(&wanted).enumerate() {
        let wanted = wanted.map(float);
        prop_assert_eq!(*got, wanted, "series {}", series);
    }
    Ok(form.is_in_columns())
}

proptest! {
    #![proptest_config(trials(150))]

    #[test]
    fn blocks_over_columns_equal_the_steps_one_by_one(mut tape in tapes()) {
        let is_merged = tape.below(2) == 0;
        let world = match tape.below(2) {
            0 => World::of(&mut tape),
            _ => World::of_scheme(&mut tape),
        };
        agrees(&opened(&world.text()), &mut tape, is_merged)?;
    }
}

/// The schemes that are simulated most have a form over columns, so that speed does not hang on
/// luck; of those that have none, the steps are taken one by one.
#[test]
fn these_scenarios_go_over_columns() {
    let table = [
        ("scenarios/examples/two-regions.toml", true),
        ("scenarios/national/benchmark.toml", true),
    ];
    for (path, is_in_columns) in table {
        let read = |path: &str| {
            std::fs::read_to_string(root().join(path)).map_err(|error| error.to_string())
        };
        let Ok(study) = Study::open(path, &read) else {
            panic!("{path} opens");
        };
        for is_merged in [true, false] {
            let got = agrees(&study, &mut Tape::of(vec![60_000; 40]), is_merged).expect("equal");
            assert_eq!(got, is_in_columns, "{path}");
        }
    }
}

/// What is paid and sent on at once, or is not, since others bring to the same balance or it is not
/// sent on whole: in full, at a lowered rate, cut in proportion, and with nothing for open claims.
#[test]
fn payments_sent_on_at_once_equal_the_steps_one_by_one() {
    let component = "[[component]]\nid = \"extra\"\namount = 500\n";
    let condition = format!("{component}when = {{ students = {{ at-least = 80 }} }}");
    let another = format!("{component}[[division]]\nid = \"other\"\npays = [\"extra\"]");
    let slice = format!("slice = [{{ to = \"office\", share = \"10 %\" }}]\n{component}");
    let endings = [
        (", \"extra\"", component),
        (", \"extra\"", condition.as_str()),
        ("", another.as_str()),
        (", \"extra\"", slice.as_str()),
    ];
    for pot in [1_000_000, 120_000, 40_000, 2_000, 0] {
        for rate_step in ["", "rate-step = 0.01"] {
            for (extra, ending) in endings {
                let text = SENT_ON.replace("POT", &pot.to_string());
                let text = text.replace("RATE-STEP", rate_step).replace("EXTRA", extra);
                let study = opened(&(text + ending));
                for few in 0..4 {
                    let mut tape = Tape::of(vec![60_000; 40]);
                    let got = agrees_on(&study, &mut tape, few % 2 == 0, |asked| match few {
                        0 | 1 => asked,
                        few => sharing(asked, few - 1),
                    });
                    assert!(
                        got.expect("equal"),
                        "over columns: {pot} {rate_step} {ending}"
                    );
                }
            }
        }
    }
}

/// Three partnerships in the rest of the country have 317 students: 106, 106 and 105. A condition
/// looks at each of them, also where none of these counts is drawn.
#[test]
fn a_condition_looks_at_each_of_those_who_are_counted_together() {
    let paid = |least: i64| -> i64 {
        let students: [i64; 3] = [106, 106, 105];
        let own = students.iter().filter(|own| **own >= least);
        own.map(|own| own * 1_250).sum()
    };
    let table = [(105, 396_250), (106, 265_000), (107, 0), (150, 0), (317, 0)];
    for (least, euros) in table {
        assert_eq!(paid(least), euros, "by hand, from {least} students");
        let study = opened(&COUNTED_TOGETHER.replace("LEAST", &least.to_string()));
        let case = &study.cases[0];
        let held = allocate(&case.plan, &case.inputs, &mut Silent);
        let others = case.plan.accounts.iter().enumerate();
        let others = others.filter(|(_, own)| own.id.as_str().ends_with("country"));
        let held: i64 = others
            .map(|(at, _)| held.years[0].balances.amount(0, at, 0).count())
            .sum();
        assert_eq!(held, euros * 100, "from {least} students");
        // No count is drawn; then some amounts differ from lane to lane.
        for picks in [vec![1; 40], vec![1, 1, 1]] {
            agrees(&study, &mut Tape::of(picks), false).expect("equal");
        }
    }
}

const COUNTED_TOGETHER: &str = r#"
title    = "Counted together"
years    = ["2020/2021"]
counted  = "2018/2019"
growth   = "0 %"
coverage = "complete"

[[region]]
id = "noord"
[[partnership]]
id       = "de-linde"
regions  = ["noord"]
students = { noord = 140 }
[[others]]
id           = "country"
partnerships = 3
students     = 317

[[component]]
id        = "per-student"
amount    = 1_250
per       = "student"
reference = "previous-school-year"
when      = { students = { at-least = LEAST } }

[[division]]
id   = "national"
pays = ["per-student"]
"#;

/// Three partnerships whose amounts go on to the regions, with a pot and what follows still open.
const SENT_ON: &str = r#"
title    = "Sent on at once"
years    = ["2020/2021", "2021/2022"]
counted  = "2018/2019"
growth   = "0 %"
coverage = "complete"

[[region]]
id = "noord"
[[region]]
id = "zuid"
[[partnership]]
id             = "de-linde"
regions        = ["noord", "zuid"]
region-weights = { noord = 2, zuid = 1 }
students       = { noord = 140, zuid = 60 }
[[partnership]]
id             = "de-wilg"
regions        = ["noord", "zuid"]
region-weights = { noord = 1, zuid = 1 }
students       = { noord = 90 }
[[partnership]]
id             = "de-es"
regions        = ["zuid"]
region-weights = { zuid = 3 }
students       = { zuid = 70 }

[[component]]
id     = "base"
amount = 1_000
[[component]]
id        = "per-student"
amount    = 955
per       = "student"
reference = "previous-school-year"

[[division]]
id       = "national"
pot      = POT
pays     = ["base", "per-student"EXTRA]
protect  = ["base"]
shortage = "proportional"
RATE-STEP
[[division]]
id   = "over-regions"
from = "partnership"
to   = "region"
key  = "weights"
"#;
