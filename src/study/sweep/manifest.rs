//! [`Manifest`]: what a sweep is, so that any machine computes the same parts of it.

use serde_json::{Value, json};

use super::super::open::{PROGRAM, PROGRAM_SHA256};
use super::super::pretty;
use super::columns::{columns_of, value_columns};
use super::field::Field;
use super::space::MOST_POINTS;
use crate::domain::{ParameterValues, PointDesign, SweepRows};
use crate::results::{digest, fingerprint};

/// The name of the manifest in the folder of a sweep.
pub const MANIFEST: &str = "manifest.json";

/// The version of its contract.
const SCHEMA: &str = "verdeel/sweep@1";

/// The most rows of one part, unless the scenario says how many points one has.
const ROWS_OF_A_PART: u64 = 1_000_000;

/// The most runs of one part: draws of points of variants.
const RUNS_OF_A_PART: u64 = 1 << 22;

/// The fewest parts of a sweep that has as many blocks of points.
const FEWEST_PARTS: u64 = 64;

/// The fewest draws of one part without a row for each of them, where the sweep has as many: of
/// fewer, writing, reading and checking the file is a tenth of the work and more.
const DRAWS_OF_A_PART: u64 = 1 << 14;

/// Rows that are worth a file, however few draws they are made of.
const ROWS_OF_A_FILE: u64 = 1 << 16;

/// Points that run side by side: fewer than that in a part would leave lanes empty.
const BLOCK: u64 = 64;

/// A sweep as it is stored: what it varies, what it is made of, and how it is cut into parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) scenario: String,
    /// The fingerprint of the program; empty where it is not stated.
    pub(super) program: String,
    /// Path, fingerprint and name in the folder of every file.
    pub(super) inputs: Vec<(String, String, String)>,
    pub(super) points: u64,
    pub(super) points_per_part: u64,
    /// The text of the manifest.
    pub(super) text: String,
}

impl Manifest {
    /// Returns the manifest of a sweep, of which each point has so many series of amounts.
    pub(super) fn of(field: &Field<'_>, series: usize) -> Manifest {
        let files = field.study.opened.sources.files().iter();
        let inputs: Vec<(String, String, String)> = files
            .map(|file| {
                let hash = fingerprint(&file.text);
                let name = input_name(&hash).unwrap_or_default();
                (file.path.clone(), hash, name)
            })
            .collect();
        let points = field.space.points();
        let points_per_part = points_per_part(field, points, series as u64);
        let document = document(field, &inputs, (points, points_per_part));
        Manifest {
            scenario: field.path.clone(),
            program: PROGRAM_SHA256.to_owned(),
            inputs,
            points,
            points_per_part,
            text: pretty(&document),
        }
    }

    /// Reads a manifest; `None` where the text is none.
    pub(super) fn read(text: &str) -> Option<Manifest> {
        let document: Value = serde_json::from_str(text).ok()?;
        if document["schema"] != SCHEMA {
            return None;
        }
        let inputs = document["inputs"].as_array()?.iter().map(|input| {
            let own = |key: &str| Some(input[key].as_str()?.to_owned());
            let (path, hash, name) = (own("path")?, own("sha256")?, own("file")?);
            // A manifest comes from anybody, and must not name what lies outside its folder.
            (input_name(&hash).as_ref() == Some(&name)).then_some((path, hash, name))
        });
        Some(Manifest {
            scenario: document["scenario"].as_str()?.to_owned(),
            program: document["program_sha256"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            inputs: inputs.collect::<Option<_>>()?,
            points: document["points"]
                .as_u64()
                .filter(|own| *own <= MOST_POINTS)?,
            points_per_part: document["points_per_part"]
                .as_u64()
                .filter(|own| *own > 0)?,
            text: text.to_owned(),
        })
    }

    /// Says whether this program made it.
    pub(super) fn is_own(&self) -> bool {
        self.program == PROGRAM_SHA256
    }

    /// Returns the number of parts.
    pub(super) fn parts(&self) -> u64 {
        self.points.div_ceil(self.points_per_part)
    }

    /// Returns the first point of a part, and the first one after it.
    pub(super) fn points_of(&self, part: u64) -> (u64, u64) {
        let first = part * self.points_per_part;
        (first, self.points.min(first + self.points_per_part))
    }

    /// Returns the parts of a shard: as many as of any other, give or take one.
    pub(super) fn parts_of(&self, (shard, shards): (u64, u64)) -> std::ops::Range<u64> {
        let at = |shard: u64| {
            let parts = u128::from(self.parts()) * u128::from(shard) / u128::from(shards.max(1));
            u64::try_from(parts).unwrap_or(u64::MAX)
        };
        at(shard)..at(shard + 1)
    }

    /// Returns the fingerprint of the manifest, which every part bears.
    pub(super) fn fingerprint(&self) -> String {
        digest(self.text.as_bytes())
    }
}

/// Returns the name of the file of an input in the folder of a sweep; `None` of what is no hash.
fn input_name(hash: &str) -> Option<String> {
    let digits = hash.strip_prefix("sha256:")?;
    let is_hash = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_hash.then(|| format!("inputs/{digits}"))
}

/// Returns the name of the file of a part.
pub(super) fn part_name(part: u64) -> String {
    format!("parts/part-{part:06}.parquet")
}

/// Cuts a sweep so that a part fits in memory, lanes are full, and threads have enough to do.
fn points_per_part(field: &Field<'_>, points: u64, series: u64) -> u64 {
    if let Some(stated) = field.sweep.points_per_part {
        return stated.clamp(1, points.max(1));
    }
    let draws = field.sweep.draws.max(1);
    let rows = match field.sweep.rows {
        SweepRows::Points => series.max(1),
        SweepRows::Draws => series.max(1).saturating_mul(draws),
        SweepRows::Summary => 1,
    };
    let runs = draws.saturating_mul(field.chosen.len().max(1) as u64);
    let most = (ROWS_OF_A_PART / rows).min(RUNS_OF_A_PART / runs).max(1);
    let own = points.div_ceil(FEWEST_PARTS);
    let own = match (field.sweep.draws, field.sweep.rows) {
        (1.., SweepRows::Summary | SweepRows::Points) => {
            own.max(DRAWS_OF_A_PART.div_ceil(runs).min(ROWS_OF_A_FILE / rows))
        }
        _ => own,
    };
    let own = most.min(own).max(1);
    match field.sweep.draws {
        0 if most >= BLOCK => own.div_ceil(BLOCK) * BLOCK,
        _ => own,
    }
    .min(points.max(1))
}

fn document(
    field: &Field<'_>,
    inputs: &[(String, String, String)],
    (points, points_per_part): (u64, u64),
) -> Value {
    let sweep = &field.sweep;
    let axes = field.space.axes.iter().zip(&sweep.parameters);
    let parameters = axes.map(|(axis, parameter)| {
        let values = match &parameter.values {
            ParameterValues::Range { from, to, steps } => {
                json!({ "from": from, "to": to, "steps": steps })
            }
            ParameterValues::List(values) => json!({ "values": values }),
            ParameterValues::Column => json!({}),
        };
        json!({
            "name": axis.name, "path": axis.path, "unit": axis.unit(), "of": values,
        })
    });
    let variants = field.chosen.iter();
    let variants = variants.map(|at| field.study.opened.variants[*at].id.clone());
    let inputs = inputs
        .iter()
        .map(|(path, hash, file)| json!({ "path": path, "sha256": hash, "file": file }));
    let described = |columns: Vec<super::columns::Described>| -> Vec<Value> {
        let columns = columns.into_iter();
        columns
            .map(|column| {
                json!({
                    "name": column.name, "type": column.sort, "unit": column.unit,
                    "about": column.about.en,
                })
            })
            .collect()
    };
    json!({
        "schema": SCHEMA,
        "program": PROGRAM,
        "program_sha256": PROGRAM_SHA256,
        "scenario": field.path,
        "inputs": inputs.collect::<Vec<_>>(),
        "design": design(&sweep.design),
        "seed": sweep.seed,
        "draws": sweep.draws,
        "rows": SweepRows::ALL.iter().find(|(_, own)| *own == sweep.rows).map(|(name, _)| name),
        "parameters": parameters.collect::<Vec<_>>(),
        "shares": sweep.shares.iter().map(|one| &one.parameters).collect::<Vec<_>>(),
        "correlations": sweep.correlations.iter().map(|one| json!({
            "of": one.parameters, "value": one.correlation.to_decimal_text(6),
        })).collect::<Vec<_>>(),
        "variants": variants.collect::<Vec<_>>(),
        "points": points,
        "points_per_part": points_per_part,
        "parts": points.div_ceil(points_per_part.max(1)),
        "columns": described(columns_of(field)),
        "point_columns": described(value_columns(&field.space)),
    })
}

fn design(design: &PointDesign) -> Value {
    let name = design.name();
    match design {
        PointDesign::Grid => json!({ "name": name }),
        PointDesign::List(path) => json!({ "name": name, "list": path }),
        PointDesign::LatinHypercube(points) | PointDesign::Random(points) => {
            json!({ "name": name, "points": points })
        }
        PointDesign::Sobol { base, second_order } => {
            json!({ "name": name, "base": base, "second_order": second_order })
        }
        PointDesign::Morris {
            trajectories,
            levels,
        } => json!({ "name": name, "trajectories": trajectories, "levels": levels }),
    }
}
