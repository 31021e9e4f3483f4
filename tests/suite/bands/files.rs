//! The files of a simulation: JSON against its schema, CSV, and Parquet read back.

use std::io::Write;

use parquet::data_type::AsBytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use serde_json::{Value, json};
use verdeel::domain::Lang;
use verdeel::report::{
    draws_columns, parquet_of, simulation_csv, simulation_json, statistics_columns,
};
use verdeel::results::Columns;

use super::Made;

/// The Parquet file of groups of rows.
fn file(groups: Vec<Columns>) -> Vec<u8> {
    let mut groups = groups.into_iter();
    let first = groups.next().expect("at least one group");
    parquet_of(&first, groups, &[])
}

fn document() -> Value {
    Made::new().view(false, simulation_json)
}

/// An object with exactly these properties, all of them there.
fn object(properties: &Value) -> Value {
    let names: Vec<&String> = properties.as_object().expect("some").keys().collect();
    json!({
        "type": "object",
        "required": names,
        "properties": properties,
        "additionalProperties": false,
    })
}

/// A band of amounts with more properties beside it.
fn banded(more: &Value) -> Value {
    band_of(r"^-?[0-9]+\.[0-9]{2}$", more)
}

/// A band of numbers as written, with more properties beside it.
fn band_of(pattern: &str, more: &Value) -> Value {
    let amount = json!({ "type": "string", "pattern": pattern });
    let amounts = json!({
        "type": "object",
        "propertyNames": { "pattern": r"^0\.[0-9]+$" },
        "additionalProperties": amount,
    });
    let mut properties = json!({
        "mean": amount, "sd": amount, "error": amount, "least": amount, "most": amount,
        "tail_mean": amount, "resolution": amount,
        "quantiles": amounts, "quantile_errors": amounts,
    });
    for (name, property) in more.as_object().expect("properties") {
        properties[name] = property.clone();
    }
    object(&properties)
}

/// The schema of `verdeel/simulate@1`.
fn schema() -> Value {
    let ratio = json!({ "type": "string", "pattern": "^[0-9]+/[0-9]+$" });
    let decimal = json!({ "type": "string", "pattern": r"^[0-9]+\.[0-9]{4}$" });
    let text = json!({ "type": "string" });
    let or_nothing = json!({ "type": ["string", "null"] });
    let or_none = json!({ "anyOf": [{ "type": "null" }, banded(&json!({}))] });
    let contribution = banded(&json!({ "difference": or_none }));
    let coverage = band_of(r"^-?[0-9]+\.[0-9]{4}$", &json!({}));
    let series = banded(&json!({
        "kind": text, "recipient": text, "region": or_nothing, "component": or_nothing,
        "year": text,
        "difference": or_none,
        "contribution": { "anyOf": [{ "type": "null" }, contribution] },
        "coverage": { "anyOf": [{ "type": "null" }, coverage] },
        "probabilities": { "type": "object", "additionalProperties": ratio },
        "probability_errors": { "type": "object", "additionalProperties": decimal },
    }));
    let rate = banded(&json!({ "component": text, "nl": text, "en": text }));
    let ceiling = object(&json!({
        "pot": text, "year": text, "cut": ratio, "cut_error": decimal,
        "rates": { "type": "array", "items": rate },
    }));
    let amount = json!({ "type": "string", "pattern": r"^[0-9]+\.[0-9]{2}$" });
    let unevaluated = object(&json!({
        "pot": text, "least": amount, "most": amount, "is_drawn": { "type": "boolean" },
    }));
    let variant = object(&json!({
        "id": text, "title": text, "title_en": text,
        "unevaluated": { "type": "array", "items": unevaluated },
        "series": { "type": "array", "items": series },
        "ceilings": { "type": "array", "items": ceiling },
        "assumptions": { "type": "array" },
    }));
    object(&json!({
        "schema": { "const": "verdeel/simulate@1" },
        "scenario": text, "scenario_en": text, "file": text, "currency": { "const": "EUR" },
        "draws": { "type": "integer", "minimum": 1 },
        "seed": { "type": "integer" },
        "stopped_before": { "type": ["integer", "null"] },
        "baseline": text, "tail": ratio,
        "variants": { "type": "array", "items": variant },
        "uncertain": { "type": "array" },
        "events": { "type": "array" },
        "vintages": { "anyOf": [{ "type": "null" }, vintages()] },
        "receipt": object(&json!({
            "program": text, "inputs": { "type": "object" },
            "seed": { "type": "integer" }, "digest": text,
        })),
    }))
}

/// The schema of the changes on earlier counts.
fn vintages() -> Value {
    let text = json!({ "type": "string" });
    let year = object(&json!({
        "counted": text,
        "uncounted": { "type": "array", "items": text },
        "refused": { "anyOf": [{ "type": "null" }, object(&json!({ "nl": text, "en": text }))] },
    }));
    let change = object(&json!({
        "counted": text,
        "change": { "type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$" },
        "direction": { "enum": ["gains", "loses", "unchanged"] },
    }));
    let recipient = object(&json!({
        "kind": text, "recipient": text, "flips": { "type": "boolean" },
        "changes": { "type": "array", "items": change },
    }));
    let variant = object(&json!({
        "id": text, "recipients": { "type": "array", "items": recipient },
    }));
    object(&json!({
        "years": { "type": "array", "items": year },
        "variants": { "type": "array", "items": variant },
    }))
}

/// Holds a document against the schema of simulations.
#[track_caller]
pub(super) fn hold_to_schema(document: &Value) {
    let validator = jsonschema::validator_for(&schema()).expect("a sound schema");
    let faults: Vec<String> = validator
        .iter_errors(document)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn json_is_as_the_contract_says() {
    let document = document();
    hold_to_schema(&document);
    let series = &document["variants"][1]["series"][0];
    assert_eq!(series["mean"], "334375.00");
    assert_eq!(series["quantiles"]["0.05"], "324375.00");
    assert_eq!(series["quantile_errors"]["0.95"], "130.00");
    assert_eq!(series["difference"]["mean"], "-2000.00");
    assert_eq!(series["probabilities"]["loses"], "3/25");
    assert_eq!(series["probability_errors"]["loses"], "0.0032"); // √(0.12 × 0.88 / 10,000)
    assert_eq!(document["variants"][0]["ceilings"][0]["cut"], "37/100");
    assert_eq!(
        document["variants"][0]["series"][0]["difference"],
        Value::Null
    );
    assert_eq!(document["uncertain"][0]["variants"], json!(["base", "v"]));
    assert_eq!(document["events"][0]["variants"], json!(["v"]));
    assert_eq!(document["events"][0]["happens"], "1/8");
    assert_eq!(series["contribution"], Value::Null);
    let costs = &document["variants"][1]["series"][2];
    assert_eq!(costs["contribution"]["tail_mean"], "17500.00");
    assert_eq!(costs["contribution"]["difference"]["mean"], "0.00");
    assert_eq!(costs["coverage"]["quantiles"]["0.95"], "1.0500");
    // A schema that holds everything would hold this too.
    let validator = jsonschema::validator_for(&schema()).expect("a sound schema");
    let mut float = document.clone();
    float["variants"][0]["series"][0]["mean"] = json!(334_375.0);
    assert!(!validator.is_valid(&float));
}

/// The rows of one series in the variant, by hand: nine of its band, nine of the difference, two
/// chances.
const ROWS: &str = "\
world.toml,v,partnership,de-linde,,,2025/2026,mean,334375.00,60.80,,
world.toml,v,partnership,de-linde,,,2025/2026,sd,6080.00,,,
world.toml,v,partnership,de-linde,,,2025/2026,least,314375.00,,,
world.toml,v,partnership,de-linde,,,2025/2026,most,354375.00,,,
world.toml,v,partnership,de-linde,,,2025/2026,tail-mean,321875.00,,,
world.toml,v,partnership,de-linde,,,2025/2026,quantile-0.05,324375.00,130.00,,
world.toml,v,partnership,de-linde,,,2025/2026,quantile-0.5,334375.00,76.00,,
world.toml,v,partnership,de-linde,,,2025/2026,quantile-0.95,344375.00,130.00,,
world.toml,v,partnership,de-linde,,,2025/2026,resolution,0.00,,,
world.toml,v,partnership,de-linde,,,2025/2026,difference-mean,-2000.00,60.80,,
world.toml,v,partnership,de-linde,,,2025/2026,difference-sd,6080.00,,,
world.toml,v,partnership,de-linde,,,2025/2026,difference-least,-22000.00,,,
world.toml,v,partnership,de-linde,,,2025/2026,difference-most,18000.00,,,
world.toml,v,partnership,de-linde,,,2025/2026,difference-tail-mean,-14500.00,,,
world.toml,v,partnership,de-linde,,,2025/2026,difference-quantile-0.05,-12000.00,130.00,,
world.toml,v,partnership,de-linde,,,2025/2026,difference-quantile-0.5,-2000.00,76.00,,
world.toml,v,partnership,de-linde,,,2025/2026,difference-quantile-0.95,8000.00,130.00,,
world.toml,v,partnership,de-linde,,,2025/2026,difference-resolution,0.00,,,
world.toml,v,partnership,de-linde,,,2025/2026,loses,,,1200,10000
world.toml,v,partnership,de-linde,,,2025/2026,under-minimum,,,0,10000
";

/// Returns rows without the title of the scenario, which each of them ends in.
fn without_titles(csv: &str) -> String {
    let (head, rows) = csv.split_once('\n').expect("a head");
    assert!(head.ends_with(",scenario"), "{head}");
    let rows = rows.lines().map(|row| row.strip_suffix(",Two futures"));
    let rows: Vec<&str> = rows.map(|row| row.expect("the title")).collect();
    format!("{head}\n{}\n", rows.join("\n"))
}

#[test]
fn csv_has_a_row_per_statistic() {
    let csv = Made::new().view(false, |view| simulation_csv(view, Lang::En));
    let csv = without_titles(&csv);
    assert!(csv.contains(ROWS), "{csv}");
    let cut = "\nworld.toml,base,pot,national,,,2025/2026,cut,,,3700,10000\n\
        world.toml,base,pot,national,,per-student,2025/2026,rate-mean,936.56,60.80,,\n";
    assert!(csv.contains(cut), "{csv}");
    for costs in [
        "contribution-mean,5000.00,60.80,,",
        "contribution-tail-mean,17500.00,,,",
        "contribution-difference-quantile-0.05,-10000.00,130.00,,",
        "coverage-mean,0.9525,0.0006,,",
        "coverage-least,0.8000,,,",
        "contribution-resolution,0.00,,,",
        "coverage-resolution,0.0000,,,",
    ] {
        let row = format!("\nworld.toml,v,partnership,de-es,,,2025/2026,{costs}\n");
        assert!(csv.contains(&row), "{csv}");
    }
}

/// Returns the cells of a Parquet file as text, an empty one as nothing.
fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("bytes");
    let reader = SerializedFileReader::new(file).expect("a Parquet file");
    let rows = reader.get_row_iter(None).expect("rows");
    rows.map(|row| {
        let row = row.expect("a row");
        let cell = |at: usize| {
            let text = row.get_bytes(at);
            let text = text.map(|text| String::from_utf8_lossy(text.as_bytes()).into_owned());
            let text = text.or_else(|_| row.get_string(at).cloned());
            let number = || row.get_long(at).map(|number| number.to_string());
            text.or_else(|_| number()).unwrap_or_default()
        };
        (0..row.len()).map(cell).collect()
    })
    .collect()
}

#[test]
fn parquet_holds_the_rows_of_the_csv_in_whole_cents() {
    let made = Made::new();
    let csv = made.view(false, |view| simulation_csv(view, Lang::En));
    let csv = without_titles(&csv);
    let expected: Vec<Vec<String>> = csv
        .lines()
        .skip(1)
        .map(|line| {
            let cells = line.split(',').skip(1).map(|cell| cell.replace('.', ""));
            let mut cells: Vec<String> = cells.collect();
            // The names of quantiles keep their point; amounts lose theirs, and leading zeros.
            cells[6] = line.split(',').nth(7).expect("a statistic").to_owned();
            for cell in &mut cells[7..9] {
                *cell = cell.parse::<i64>().map_or(String::new(), |n| n.to_string());
            }
            cells
        })
        .collect();
    assert!(expected.len() > 80);
    assert_eq!(
        cells(&file(vec![made.view(false, statistics_columns)])),
        expected
    );
}

#[test]
fn draws_are_kept_with_their_number() {
    let made = Made::new();
    let rows = cells(&file(draws_columns(&made.simulated).collect()));
    // Two variants with three series of two draws.
    assert_eq!(rows.len(), 12);
    let row = |at: usize| rows[at].join(",");
    assert_eq!(row(0), "base,partnership,de-linde,,,2025/2026,0,33437500");
    assert_eq!(row(1), "base,partnership,de-linde,,,2025/2026,1,33437600");
    let row = row(9);
    assert_eq!(
        row,
        "v,partnership,de-linde,,per-student,2025/2026,1,33437600"
    );
}
