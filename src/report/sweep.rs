//! Sweeps: what there is to expect, what was done, how far it is, and whether it is sound.

use serde_json::{Value, json};

use super::fold::folded;
use super::grid::Look;
use super::wording::Sentences;
use crate::domain::{Lang, Text};

/// What there is to expect of a sweep before anything of it runs.
#[derive(Clone, Copy, Debug)]
pub struct SweepExpected<'a> {
    /// Title of the scenario.
    pub scenario: &'a Text,
    /// The name of the design.
    pub design: &'a str,
    /// The points.
    pub points: u64,
    /// The variants at each point.
    pub variants: u64,
    /// The draws of each, if any.
    pub draws: u64,
    /// The runs in all.
    pub runs: u64,
    /// The rows in all.
    pub rows: u64,
    /// The parts.
    pub parts: u64,
    /// The shards that are asked for; none where that is not settled.
    pub shards: u64,
    /// The points of the trial.
    pub trial_points: u64,
    /// The bytes that their file takes.
    pub trial_bytes: u64,
    /// The seconds that they took on one core.
    pub trial_seconds: f64,
}

impl SweepExpected<'_> {
    /// Returns the bytes and the seconds of one core of the whole, as far as the trial tells.
    fn whole(&self) -> (f64, f64) {
        let float = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let times = float(self.points) / float(self.trial_points.max(1));
        (float(self.trial_bytes) * times, self.trial_seconds * times)
    }
}

/// What was done of a sweep.
#[derive(Clone, Copy, Debug)]
pub struct SweepDone<'a> {
    /// The folder.
    pub folder: &'a str,
    /// Which shard, and of how many, where not all was asked.
    pub shard: Option<(u64, u64)>,
    /// The points that are there now.
    pub points: u64,
    /// Of how many.
    pub of: u64,
    /// The parts that were made now.
    pub made: u64,
    /// Of how many.
    pub parts: u64,
    /// Whether it was interrupted.
    pub is_stopped: bool,
    /// How many points failed, where all of it is there.
    pub failed: Option<u64>,
}

/// How far a sweep is.
#[derive(Clone, Copy, Debug)]
pub struct SweepStatus<'a> {
    /// The folder.
    pub folder: &'a str,
    /// The parts.
    pub parts: u64,
    /// Those that are whole.
    pub whole: u64,
    /// Those that are damaged, or of another sweep.
    pub broken: &'a [u64],
    /// The points.
    pub points: u64,
    /// The points of which a variant failed.
    pub failed: u64,
    /// For each shard its parts that are whole, and all of them.
    pub shards: &'a [(u64, u64)],
}

/// Whether a sweep is sound.
#[derive(Clone, Copy, Debug)]
pub struct SweepProof<'a> {
    /// The folder.
    pub folder: &'a str,
    /// The parts.
    pub parts: u64,
    /// Those that are missing or damaged.
    pub unsound: &'a [u64],
    /// How many were computed again.
    pub recomputed: u64,
    /// Those that came out differently.
    pub differing: &'a [u64],
}

/// Tells what there is to expect.
pub fn sweep_expected_text(expected: &SweepExpected<'_>, lang: Lang) -> String {
    let (bytes, seconds) = expected.whole();
    Sentences::new(lang).sweep_expected(expected, (bytes, seconds))
}

/// Returns how fast rows were written: so many, in so many seconds, and how many in each.
pub fn sweep_rate_text(rows: u64, (seconds, each): (f64, f64), lang: Lang) -> String {
    Sentences::new(lang).sweep_rate(rows, (seconds, each))
}

/// Returns what to expect as JSON.
pub fn sweep_expected_json(expected: &SweepExpected<'_>) -> Value {
    let (bytes, seconds) = expected.whole();
    json!({
        "schema": "verdeel/sweep-plan@1",
        "scenario": expected.scenario.nl,
        "scenario_en": expected.scenario.en,
        "design": expected.design,
        "points": expected.points,
        "variants": expected.variants,
        "draws": expected.draws,
        "runs": expected.runs,
        "rows": expected.rows,
        "parts": expected.parts,
        "shards": expected.shards,
        "estimated_bytes": format!("{bytes:.0}"),
        "estimated_core_hours": format!("{:.4}", seconds / 3600.0),
    })
}

/// Tells what was done.
pub fn sweep_done_text(done: &SweepDone<'_>, lang: Lang) -> String {
    Sentences::new(lang).sweep_done(done)
}

/// The same as JSON.
pub fn sweep_done_json(done: &SweepDone<'_>) -> Value {
    json!({
        "schema": "verdeel/sweep-done@1",
        "folder": done.folder,
        "shard": done.shard.map(|(shard, of)| format!("{shard}/{of}")),
        "points": done.points,
        "of": done.of,
        "parts_made": done.made,
        "parts": done.parts,
        "interrupted": done.is_stopped,
        "failed_points": done.failed,
    })
}

/// Tells how far a sweep is.
pub fn sweep_status_text(status: &SweepStatus<'_>, lang: Lang) -> String {
    Sentences::new(lang).sweep_status(status)
}

/// The same as JSON.
pub fn sweep_status_json(status: &SweepStatus<'_>) -> Value {
    json!({
        "schema": "verdeel/sweep-status@1",
        "folder": status.folder,
        "parts": status.parts,
        "whole": status.whole,
        "broken": status.broken,
        "points": status.points,
        "failed_points": status.failed,
        "shards": status.shards.iter().map(|(whole, of)| json!({ "whole": whole, "parts": of }))
            .collect::<Vec<_>>(),
    })
}

/// Tells whether a sweep is sound.
pub fn sweep_proof_text(proof: &SweepProof<'_>, lang: Lang) -> String {
    Sentences::new(lang).sweep_proof(proof)
}

/// The same as JSON.
pub fn sweep_proof_json(proof: &SweepProof<'_>) -> Value {
    json!({
        "schema": "verdeel/sweep-proof@1",
        "folder": proof.folder,
        "parts": proof.parts,
        "unsound": proof.unsound,
        "recomputed": proof.recomputed,
        "differing": proof.differing,
    })
}

/// A column of a file, for those who read it with a program.
#[derive(Clone, Copy, Debug)]
pub struct ColumnLine<'a> {
    /// The file, or the pattern of its name.
    pub file: &'a str,
    /// The name of the column.
    pub name: &'a str,
    /// The type of its cells.
    pub sort: &'a str,
    /// What they are measured in; empty where in nothing.
    pub unit: &'a str,
    /// What they are.
    pub about: &'a Text,
}

/// Lists the columns of files.
pub fn columns_text(lines: &[ColumnLine<'_>], look: Look) -> String {
    let sort = |line: &ColumnLine<'_>| match line.unit {
        "" => line.sort.to_owned(),
        unit => format!("{} ({unit})", line.sort),
    };
    let width = |of: &dyn Fn(&ColumnLine<'_>) -> usize| lines.iter().map(of).max().unwrap_or(0);
    let names = width(&|line| line.name.chars().count());
    let sorts = width(&|line| sort(line).chars().count());
    let mut text = String::new();
    let mut file = "";
    for line in lines {
        if line.file != file {
            file = line.file;
            let gap = if text.is_empty() { "" } else { "\n" };
            text += &format!("{gap}{file}\n");
        }
        let about = line.about.in_lang(look.lang);
        text += &format!("  {:names$}  {:sorts$}  {about}\n", line.name, sort(line));
    }
    folded(&text, look)
}

/// The same as JSON.
pub fn columns_json(lines: &[ColumnLine<'_>]) -> Value {
    let columns = lines.iter().map(|line| {
        json!({
            "file": line.file, "name": line.name, "type": line.sort, "unit": line.unit,
            "nl": line.about.nl, "en": line.about.en,
        })
    });
    json!({ "schema": "verdeel/sweep-columns@1", "columns": columns.collect::<Vec<_>>() })
}
