//! Sweeps: many points into a folder, all of them or one shard.

use pyo3::prelude::*;
use verdeel::disk::{DiskStore, read_text};
use verdeel::study::{self, Format, MANIFEST, Reading, Shard, Store, SweepJob, SweepQuestion};

use crate::session::{Session, language, manner};
use crate::work::{long, without_python};

/// Of what: a scenario that is held open, or the path of one or of a manifest.
#[derive(FromPyObject)]
pub(crate) enum Source {
    Held(Py<Session>),
    Path(String),
}

/// What a sweep is, beside what its scenario says.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Design {
    design: Option<String>,
    points: Option<u64>,
    grid_levels: Option<u64>,
    second_order: bool,
    list: Option<String>,
    vary: Vec<String>,
    seed: Option<u64>,
    draws: Option<u64>,
    variants: Vec<String>,
    rows: Option<String>,
    points_per_part: Option<u64>,
}

impl Design {
    fn question(self, path: &str) -> SweepQuestion {
        SweepQuestion {
            path: path.to_owned(),
            design: self.design,
            points: self.points,
            grid_levels: self.grid_levels,
            second_order: self.second_order,
            list: self.list,
            vary: self.vary,
            seed: self.seed,
            draws: self.draws,
            variants: self.variants,
            rows: self.rows,
            points_per_part: self.points_per_part,
        }
    }
}

/// Runs a sweep, or one shard of it, into the folder `out`; with `is_plan` it writes the manifest
/// only. Returns as JSON what was done, or how far the plan is.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "named in Python")]
pub(crate) fn sweep(
    py: Python<'_>,
    source: Source,
    design: Design,
    out: &str,
    shard: Option<(u64, u64)>,
    is_plan: bool,
    lang: &str,
    threads: Option<usize>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let lang = language(lang)?;
    let manner = manner(Format::Json, lang);
    let store = DiskStore::at(out);
    let shard = shard.map(|(number, of)| Shard { number, of });
    let told = long(py, (threads, progress), |watch| {
        let work = |job: &SweepJob<'_>| match is_plan {
            true => {
                job.plan(&store)?;
                study::sweep_status(&store, None, manner)
            }
            false => job.run(shard, &store, watch),
        };
        let from = |path: &str, read: Reading<'_>, folder: Option<&dyn Store>| {
            study::with_sweep(&design.question(path), (manner, read), folder, work)
        };
        match &source {
            Source::Held(session) => {
                let held = session.get().held();
                held.ask(lang, |path, read| from(path, read, None))
            }
            Source::Path(path) => {
                let folder = folder_of(path).map(DiskStore::at);
                let folder = folder.as_ref().map(|folder| folder as &dyn Store);
                from(path, &from_disk, folder)
            }
        }
    })?;
    Ok(told.text)
}

/// Tells as JSON how far a sweep is.
#[pyfunction]
pub(crate) fn sweep_status(
    py: Python<'_>,
    folder: &str,
    shards: Option<u64>,
    lang: &str,
) -> PyResult<String> {
    let manner = manner(Format::Json, language(lang)?);
    let store = DiskStore::at(folder);
    let told = without_python(py, || study::sweep_status(&store, shards, manner));
    Ok(told?.text)
}

/// Puts folders with shards of one sweep together, and tells as JSON how far that is.
#[pyfunction]
pub(crate) fn merge_sweep(
    py: Python<'_>,
    out: &str,
    folders: Vec<String>,
    lang: &str,
) -> PyResult<String> {
    let manner = manner(Format::Json, language(lang)?);
    let out = DiskStore::at(out);
    let folders: Vec<DiskStore> = folders.iter().map(|one| DiskStore::at(one)).collect();
    let told = without_python(py, || {
        let from: Vec<&dyn Store> = folders.iter().map(|one| one as &dyn Store).collect();
        study::merge_sweep(&out, &from, manner)
    });
    Ok(told?.text)
}

/// Returns the folder of which a path names the manifest.
fn folder_of(path: &str) -> Option<&str> {
    let folder = path.strip_suffix(MANIFEST)?;
    Some(if folder.is_empty() { "." } else { folder })
}

fn from_disk(path: &str) -> Result<String, String> {
    read_text(path).map_err(|error| error.to_string())
}
