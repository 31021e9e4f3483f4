//! Results in which something other than an amount was changed, and that were sealed again.

use super::{examples, findings_sealed, run};
use crate::runs::Run;
use serde_json::{Value, json};

/// A change, and what it does to a result; it returns false where there is nothing to change.
type Tampering = (&'static str, fn(&mut Value) -> bool);

/// What nobody may change unnoticed.
const TAMPERINGS: &[Tampering] = &[
    ("two recipients swapped", swap_recipients),
    ("a recipient renamed", |run| {
        set(run, "awards", "recipient", json!("x"))
    }),
    ("another kind", |run| {
        set(run, "awards", "kind", json!("office"))
    }),
    ("another region", |run| {
        set(run, "awards", "region", json!("x"))
    }),
    ("another partnership", |run| {
        set(run, "awards", "partnership", json!("x"))
    }),
    ("another pot", |run| set(run, "awards", "pot", json!("x"))),
    ("an account renamed", |run| {
        set(run, "awards", "account", json!("x"))
    }),
    ("evaluated flipped", flip_evaluated),
    ("a conservation row dropped", |run| {
        drop_row(run, "conservation")
    }),
    ("a conservation row doubled", |run| {
        double_row(run, "conservation")
    }),
    ("a pot dropped", |run| drop_row(run, "pots")),
    ("a pot doubled", |run| double_row(run, "pots")),
    ("an award of nothing doubled", double_award),
    ("a division without movements", |run| {
        let row =
            json!({"division": "x", "available": "1.00", "paid": "1.00", "unallocated": "0.00"});
        push(run, "conservation", row)
    }),
    ("a year of one variant dropped", drop_year),
    ("a year of every variant doubled", double_year),
    ("a year renamed in one variant", |run| {
        run["variants"][1]["years"][0]["year"] = json!("1999");
        true
    }),
    ("a variant twice", |run| {
        let variants = run["variants"].as_array_mut().expect("variants");
        variants.push(variants[0].clone());
        true
    }),
    ("a table gone", |run| {
        run["variants"][0]["years"][0]["rates"] = Value::Null;
        true
    }),
    ("a rate of half a year", |run| {
        set(run, "rates", "of_year", json!("2022"))
    }),
    ("a rate doubled", |run| double_row(run, "rates")),
    ("a rate hidden", |run| {
        set(run, "rates", "effective_exact", Value::Null)
    }),
    ("a nominal rate below zero", |run| {
        set(run, "rates", "nominal", json!("-1.00"))
    }),
    ("heads in another form", |run| {
        set(run, "rates", "heads", json!("2/2"))
    }),
    ("a ceiling that is no amount", |run| {
        set(run, "pots", "ceiling", json!("much"))
    }),
    ("money back into a pot", |run| {
        set(run, "postings", "to", json!("pot:national"))
    }),
    ("a movement of another division", |run| {
        set(run, "postings", "division", json!("x"))
    }),
    ("no program", |run| {
        run["receipt"]["program"] = json!("");
        true
    }),
    ("no inputs", |run| {
        run["receipt"]["inputs"] = json!({});
        true
    }),
    ("an input without a hash", |run| {
        let inputs = run["receipt"]["inputs"].as_object_mut().expect("inputs");
        inputs
            .values_mut()
            .for_each(|hash| *hash = json!("sha256:"));
        true
    }),
];

/// Returns the rows of a table in the first year of the first variant.
fn rows<'a>(run: &'a mut Value, table: &str) -> &'a mut Vec<Value> {
    let rows = run["variants"][0]["years"][0][table].as_array_mut();
    rows.expect("a table")
}

fn years(run: &mut Value, variant: usize) -> &mut Vec<Value> {
    let years = run["variants"][variant]["years"].as_array_mut();
    years.expect("years")
}

fn set(run: &mut Value, table: &str, key: &str, value: Value) -> bool {
    let row = &mut rows(run, table)[0];
    let changes = row[key] != value;
    row[key] = value;
    changes
}

fn push(run: &mut Value, table: &str, row: Value) -> bool {
    rows(run, table).push(row);
    true
}

fn drop_row(run: &mut Value, table: &str) -> bool {
    rows(run, table).remove(0);
    true
}

fn double_row(run: &mut Value, table: &str) -> bool {
    let row = rows(run, table)[0].clone();
    push(run, table, row)
}

fn swap_recipients(run: &mut Value) -> bool {
    let awards = rows(run, "awards");
    let first = awards[0]["recipient"].clone();
    let other = awards.iter().position(|award| award["recipient"] != first);
    let Some(other) = other else { return false };
    awards[0]["recipient"] = awards[other]["recipient"].take();
    awards[other]["recipient"] = first;
    true
}

fn flip_evaluated(run: &mut Value) -> bool {
    let flag = &mut rows(run, "pots")[0]["evaluated"];
    *flag = json!(!flag.as_bool().expect("a flag"));
    true
}

fn double_award(run: &mut Value) -> bool {
    let mut row = rows(run, "awards")[0].clone();
    row["amount"] = json!("0.00");
    push(run, "awards", row)
}

fn drop_year(run: &mut Value) -> bool {
    years(run, 1).pop();
    true
}

fn double_year(run: &mut Value) -> bool {
    let variants = run["variants"].as_array().expect("variants").len();
    for variant in 0..variants {
        let year = years(run, variant)[0].clone();
        years(run, variant).push(year);
    }
    true
}

#[test]
fn the_audit_finds_every_tampering() {
    let mut tried = vec![0; TAMPERINGS.len()];
    for name in examples() {
        let whole: Value = serde_json::from_str(&run(&name).json).expect("JSON");
        for (tried, (what, tamper)) in tried.iter_mut().zip(TAMPERINGS) {
            let mut changed = whole.clone();
            if !tamper(&mut changed) {
                continue;
            }
            *tried += 1;
            let findings = findings_sealed(&mut changed);
            assert!(!findings.is_empty(), "{name}: {what}");
        }
    }
    let idle = tried
        .iter()
        .zip(TAMPERINGS)
        .filter(|(tried, _)| **tried == 0);
    let idle: Vec<&str> = idle.map(|(_, (what, _))| *what).collect();
    assert_eq!(idle, Vec::<&str>::new());
}

#[test]
fn a_variant_may_set_years_of_its_own() {
    let run = Run::of(
        "title = \"x\"\nyears = [\"2025\"]\nscheme = \"regional-2025\"\n\
         [[region]]\nid = \"r\"\n[[partnership]]\nid = \"p\"\nstudents = { r = 200 }\n\
         [[variant]]\nid = \"later\"\nset = { years = [\"2026\"] }\n",
    );
    assert_eq!(run.years("later"), ["2026"]);
    assert_eq!(run.findings(), Vec::<String>::new());
}
