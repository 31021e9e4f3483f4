//! Uncertain numbers as files state them: what is read, what is assumed, what is warned of.

use verdeel::domain::{
    Change, Distribution, Id, Level, Minimum, OverYears, Per, Scenario, Uncertain, Uncertainty,
};
use verdeel::money::{Cents, Exact};
use verdeel::scenario::{ChangeKind, Library, Opened, Refused, implausible, open};

/// A partnership under rules of the file itself.
const WORLD: &str = r#"
years = ["2025", "2026"]
growth = "0 %"
[[partnership]]
id = "p"
students = 100
[[component]]
id = "rate"
amount = 955
per = "student"
[[division]]
id = "all"
pays = ["rate"]
"#;

/// Values that were seen, in no order, between cells that say nothing.
const SEEN: &str = "year;growth\n2021;1.02\n2022;\n2023;0.9\n2024;\"1.1\"\n";

/// One scenario, one that it may go on from, and one CSV file.
struct Shelf(String);

impl Library for Shelf {
    fn read(&self, path: &str) -> Result<String, String> {
        match path {
            "seen.csv" => Ok(SEEN.to_owned()),
            "kept.toml" => Ok("[simulation]\ndraws = 9\nlevels = [\"region\"]\n".to_owned()),
            _ => Ok(self.0.clone()),
        }
    }

    fn scheme(&self, _: &str) -> Option<&str> {
        None
    }

    fn scheme_names(&self) -> Vec<&str> {
        Vec::new()
    }
}

#[track_caller]
fn opened(more: &str) -> Opened {
    let text = format!("{WORLD}{more}");
    open("scenario.toml", &Shelf(text))
        .unwrap_or_else(|Refused { problems, .. }| panic!("{problems:#?}\n{more}"))
}

#[track_caller]
fn scenario(more: &str) -> Scenario {
    opened(more).variants.remove(0).scenario
}

/// Returns the one uncertain number of a table with these keys.
#[track_caller]
fn uncertain(keys: &str) -> Uncertain {
    let text = format!("[[uncertain]]\nid = \"u\"\n{keys}\n");
    scenario(&text).uncertain.remove(0)
}

#[track_caller]
fn distribution(keys: &str) -> Distribution {
    let table = format!("path = \"growth\"\ndistribution = {{ {keys} }}");
    uncertain(&table).distribution
}

fn per_cent(percent: i64) -> Exact {
    Exact::ratio(percent, 100)
}

#[test]
fn distributions_with_parameters_are_read_exactly() {
    let one = Exact::from;
    for (keys, expected) in [
        (
            "kind = \"normal\", mean = \"1 %\", sd = \"6 %\"",
            Distribution::Normal {
                mean: per_cent(1),
                sd: per_cent(6),
            },
        ),
        (
            "kind = \"lognormal\", mean = -0.5, sd = 0",
            Distribution::Lognormal {
                mean: Exact::ratio(-1, 2),
                sd: Exact::zero(),
            },
        ),
        (
            "kind = \"triangular\", low = -2, mode = -2, high = 5",
            Distribution::Triangular {
                low: one(-2),
                mode: one(-2),
                high: one(5),
            },
        ),
        (
            "kind = \"uniform\", low = \"1/3\", high = { value = 1, source = \"memo\" }",
            Distribution::Uniform {
                low: Exact::ratio(1, 3),
                high: one(1),
            },
        ),
        (
            "kind = \"beta\", alpha = 2, beta = 0.5",
            Distribution::Beta {
                alpha: one(2),
                beta: Exact::ratio(1, 2),
                low: one(0),
                high: one(1),
            },
        ),
        (
            "kind = \"pert\", low = 0, mode = 1_000, high = 1_000",
            Distribution::Pert {
                low: one(0),
                mode: one(1000),
                high: one(1000),
            },
        ),
    ] {
        assert_eq!(distribution(keys), expected, "{keys}");
    }
}

#[test]
fn distributions_with_lists_are_read_exactly() {
    let one = Exact::from;
    let sorted = vec![
        Exact::ratio(9, 10),
        Exact::ratio(102, 100),
        Exact::ratio(11, 10),
    ];
    for (keys, expected) in [
        (
            "kind = \"discrete\", values = [\"2 %\", 0], weights = [3, 0]",
            Distribution::Discrete(vec![(per_cent(2), one(3)), (one(0), one(0))]),
        ),
        (
            "kind = \"discrete\", values = [7]",
            Distribution::Discrete(vec![(one(7), one(1))]),
        ),
        (
            "kind = \"empirical\", values = [3, 1, 3]",
            Distribution::Empirical(vec![one(1), one(3), one(3)]),
        ),
        (
            "kind = \"empirical\", file = \"seen.csv\", column = \"growth\"",
            Distribution::Empirical(sorted),
        ),
        (
            "kind = \"quantiles\", at = [0, \"50 %\", 1], values = [1, 1, 4]",
            Distribution::Quantiles(vec![
                (one(0), one(1)),
                (per_cent(50), one(1)),
                (one(1), one(4)),
            ]),
        ),
    ] {
        assert_eq!(distribution(keys), expected, "{keys}");
    }
}

#[test]
fn what_a_table_leaves_out_depends_on_its_path() {
    let number = |path: &str| Uncertainty::Number(path.to_owned());
    for (path, target, change, years) in [
        (
            "growth",
            Uncertainty::Growth(Per::National),
            Change::Value,
            OverYears::EachYear,
        ),
        (
            "counts",
            Uncertainty::Counts(Per::National),
            Change::Factor,
            OverYears::Once,
        ),
        (
            "growth.po",
            number("growth.po"),
            Change::Value,
            OverYears::Once,
        ),
        (
            "component.*.amount",
            number("component.*.amount"),
            Change::Value,
            OverYears::Once,
        ),
        (
            "partnership.p.students",
            number("partnership.p.students"),
            Change::Value,
            OverYears::Once,
        ),
        (
            "component.rate.when.students.at-least",
            number("component.rate.when.students.at-least"),
            Change::Value,
            OverYears::Once,
        ),
    ] {
        let keys = format!(
            "path = \"{path}\"\ndistribution = {{ kind = \"uniform\", low = 0, high = 1 }}"
        );
        let one = uncertain(&keys);
        assert_eq!(
            (one.target, one.change, one.years),
            (target, change, years),
            "{path}"
        );
        assert_eq!(one.common, Exact::zero(), "{path}");
    }
}

#[test]
fn what_a_table_states_is_read() {
    let one = uncertain(
        "name = \"groei\"\nname-en = \"growth\"\npath = \"growth\"\nper = \"region\"\n\
         change = \"factor\"\nyears = \"once\"\ncommon = \"25 %\"\nsource = \"memo\"\n\
         distribution = { kind = \"lognormal\", mean = 0, sd = 0.1 }",
    );
    assert_eq!(one.id, Id::parse("u").unwrap());
    assert_eq!(
        (one.name.nl.as_str(), one.name.en.as_str()),
        ("groei", "growth")
    );
    assert_eq!(one.target, Uncertainty::Growth(Per::Region));
    assert_eq!((one.change, one.years), (Change::Factor, OverYears::Once));
    assert_eq!(one.common, Exact::ratio(1, 4));
    assert_eq!(one.provenance.source.as_deref(), Some("memo"));
}

#[test]
fn what_is_uncertain_is_an_assumption_of_a_run_and_is_told_once_in_a_simulation() {
    let file = "scenarios/examples/uncertain.toml";
    let said = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_verdeel"))
            .args([arguments, &[file, "--lang", "en"]].concat())
            .current_dir(crate::source::root())
            .output()
            .expect("it starts");
        let text = String::from_utf8(output.stdout).expect("text");
        text.replace("\n  ", " ") // As it was before it was folded.
    };
    let thought = "common budget: `division.budget.pot` is at least 640,000, most likely 725,000, \
        at most 780,000 (PERT); one value for all years (source: assumption)\n";
    for (command, start) in [
        (&["run"][..], "- uncertain: "),
        (&["compare"], "- uncertain: "),
        (&["simulate", "--draws", "2"], "- "),
    ] {
        let text = said(command);
        assert!(text.contains(&format!("\n{start}{thought}")), "{text}");
        assert_eq!(text.matches("640,000").count(), 1, "{text}");
    }
}

#[test]
fn a_variant_may_think_otherwise_of_a_number() {
    let text = "[[uncertain]]\nid = \"u\"\npath = \"growth\"\n\
        distribution = { kind = \"normal\", mean = 0, sd = \"6 %\" }\n\
        [[variant]]\nid = \"sure\"\nset = { \"uncertain.u.distribution.sd\" = \"1 %\" }\n";
    let found = opened(text).variants.into_iter().map(|variant| {
        let mut uncertain = variant.scenario.uncertain;
        uncertain.remove(0).distribution
    });
    let normal = |percent| Distribution::Normal {
        mean: Exact::zero(),
        sd: per_cent(percent),
    };
    assert_eq!(found.collect::<Vec<_>>(), [normal(6), normal(1)]);
    assert_eq!(ChangeKind::of_path("uncertain.u.distribution.sd"), None);
    assert_eq!(ChangeKind::of_path("simulation.draws"), None);
}

#[test]
fn a_simulation_keeps_what_the_file_says() {
    let terms = scenario(
        "[simulation]\ndraws = 4_096\nquantiles = [\"10 %\", 0.5]\nlevels = [\"region\"]\n\
         components = false\nregions = true\nyears = false\nbaseline = \"base\"\n\
         minimum = { p = 1_000 }\n",
    )
    .simulation;
    assert_eq!(terms.draws, Some(4096));
    assert_eq!(terms.quantiles, [per_cent(10), per_cent(50)]);
    assert_eq!(terms.levels, [Level::Region]);
    let flags = (terms.by_component, terms.by_region, terms.by_year);
    assert_eq!(flags, (false, true, false));
    assert_eq!(terms.baseline, Id::parse("base"));
    let least = |id: &str| Id::parse(id).and_then(|id| terms.minimum.of(&id));
    assert_eq!(least("p"), Some(Cents::new(100_000)));
    assert_eq!(least("q"), None);
    let of_all = scenario("[simulation]\nminimum = 12.50\n")
        .simulation
        .minimum;
    assert_eq!(of_all, Minimum::All(Cents::new(1_250)));
    let unsaid = scenario("").simulation;
    assert_eq!(unsaid.quantiles, [5, 25, 50, 75, 95].map(per_cent));
}

#[test]
fn what_a_simulation_keeps_is_laid_over_key_by_key() {
    let text = format!("extends = \"kept.toml\"\n{WORLD}[simulation]\ndraws = 1_024\n");
    let mut opened = open("scenario.toml", &Shelf(text)).expect("it opens");
    let terms = opened.variants.remove(0).scenario.simulation;
    assert_eq!(terms.draws, Some(1_024));
    assert_eq!(terms.levels, [Level::Region]);
}

/// Path, change and distribution, and what `check` says of them.
const DOUBTS: &[(&str, &str, &str, Option<&str>)] = &[
    // A normal score of 32 bits lies less than seven deviations away.
    (
        "component.rate.amount",
        "value",
        "\"normal\", mean = 70, sd = 10",
        None,
    ),
    (
        "component.rate.amount",
        "value",
        "\"normal\", mean = 69, sd = 10",
        Some("impossible-value"),
    ),
    (
        "component.rate.amount",
        "difference",
        "\"normal\", mean = 0, sd = 10",
        None,
    ),
    (
        "component.rate.amount",
        "factor",
        "\"uniform\", low = \"-1 %\", high = 2",
        Some("impossible-value"),
    ),
    (
        "component.rate.amount",
        "factor",
        "\"lognormal\", mean = 0, sd = 2",
        None,
    ),
    (
        "component.rate.amount",
        "factor",
        "\"uniform\", low = 0, high = \"10 %\"",
        Some("unlikely-change"),
    ),
    (
        "component.rate.share",
        "value",
        "\"discrete\", values = [1, 1.01]",
        Some("impossible-value"),
    ),
    (
        "component.rate.share",
        "value",
        "\"discrete\", values = [1, 1.01], weights = [1, 0]",
        None,
    ),
    (
        "growth",
        "value",
        "\"uniform\", low = -1, high = \"5 %\"",
        None,
    ),
    (
        "growth",
        "value",
        "\"uniform\", low = -1.01, high = \"5 %\"",
        Some("impossible-value"),
    ),
    (
        "growth",
        "value",
        "\"lognormal\", mean = 0, sd = 0.06",
        Some("unlikely-change"),
    ),
    (
        "growth",
        "factor",
        "\"lognormal\", mean = 0, sd = 0.06",
        None,
    ),
    (
        "growth",
        "difference",
        "\"normal\", mean = 0, sd = 8",
        Some("unlikely-spread"),
    ),
    ("growth", "difference", "\"normal\", mean = 0, sd = 1", None),
    (
        "growth",
        "difference",
        "\"quantiles\", at = [\"5 %\", \"95 %\"], values = [-3, 3]",
        Some("unlikely-spread"),
    ),
    (
        "component.rate.share",
        "value",
        "\"normal\", mean = \"50 %\", sd = 5",
        Some("unlikely-spread"),
    ),
    (
        "component.rate.amount",
        "difference",
        "\"normal\", mean = 0, sd = 8",
        None,
    ),
    (
        "growth.po",
        "factor",
        "\"uniform\", low = 0, high = 2",
        Some("factor-of-a-loss"),
    ),
];

#[test]
fn values_that_cannot_be_and_changes_meant_otherwise_are_warned_of() {
    for (path, change, keys, expected) in DOUBTS {
        let text = format!(
            "[[uncertain]]\nid = \"u\"\npath = \"{path}\"\nchange = \"{change}\"\n\
             distribution = {{ kind = {keys} }}\n"
        );
        let warned = implausible(&opened(&text).variants[0]);
        let codes: Vec<&str> = warned.iter().map(|problem| problem.code).collect();
        assert_eq!(codes.first(), expected.as_ref(), "{path} {change} {keys}");
        assert!(
            warned.iter().all(|problem| problem.place.is_some()),
            "{path}"
        );
    }
}

#[test]
fn paths_lead_into_the_terms_that_a_holder_has_of_its_own() {
    const RULES: &str = r#"
years = ["2025"]
[[function]]
id = "training"
[[function]]
id = "office"
[[region]]
id = "r"
[[region]]
id = "s"
[[partnership]]
id = "p"
students = { r = 100, s = 100 }
[[component]]
id = "rate"
amount = 955
per = "student"
to = "region"
[[division]]
id = "all"
pays = ["rate"]
[[division]]
id = "in"
from = "region"
to = "partnership"
slice = [{ to = "training", share = "5 %" }]
at = { r = { slice = [{ to = "office", share = "10 %" }] } }
"#;
    let table = [
        // The region r has a slice of its own in the place of the general one.
        ("division.in@r.slice.office.share", None),
        ("division.in.at.r.slice.office.share", None),
        ("division.in.slice.training.share", None),
        // The region s has no terms of its own.
        ("division.in@s.slice.training.share", None),
        ("division.in@r.slice.training.share", Some("training")),
        ("division.in@s.slice.office.share", Some("office")),
        ("division.in.slice.office.share", Some("office")),
    ];
    for (path, missing) in table {
        let drawn = "distribution = { kind = \"uniform\", low = \"5 %\", high = \"10 %\" }";
        let text = format!("{RULES}[[uncertain]]\nid = \"u\"\npath = \"{path}\"\n{drawn}\n");
        let found = match open("scenario.toml", &Shelf(text)) {
            Ok(_) => Vec::new(),
            Err(Refused { problems, .. }) => problems,
        };
        let found: Vec<&str> = found.iter().map(|one| one.text.en.as_str()).collect();
        let expected =
            missing.map(|id| format!("the path leads nowhere: there is no slice `{id}`"));
        assert_eq!(found, Vec::from_iter(expected), "{path}");
    }
}
