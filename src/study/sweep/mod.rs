//! Sweeps: many points of a scenario into a folder, in parts that any machine computes alike.
//!
//! A [`Manifest`](manifest::Manifest) says what a sweep is; a part is a fixed number of its points
//! and one file; a shard is a range of parts. A part that is whole is never computed twice, so
//! going on after an interruption is asking again.

mod analyse;
mod axis;
mod columns;
mod describe;
mod discover;
mod ends;
mod field;
mod folder;
mod list;
mod manifest;
mod merge;
mod notes;
mod overlay;
mod reasons;
mod run;
mod sample;
mod sensitive;
mod slurm;
mod space;
mod verify;

pub use analyse::{AnalyseQuestion, analyse_sweep};
pub use folder::Store;
pub use manifest::MANIFEST;
pub use merge::{merge_sweep, sweep_status};
pub use run::{Shard, SweepJob, with_sweep};
pub use slurm::SlurmQuestion;
pub use verify::verify_sweep;

/// What is to be swept: a file, and what the command says beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SweepQuestion {
    /// Path of the scenario, or of the manifest of a sweep.
    pub path: String,
    /// How the points lie.
    pub design: Option<String>,
    /// How many points, base points or trajectories.
    pub points: Option<u64>,
    /// Of morris: the values of each parameter.
    pub grid_levels: Option<u64>,
    /// Of sobol: whether pairs are told apart.
    pub second_order: bool,
    /// Of list: the file of the points.
    pub list: Option<String>,
    /// What varies: `PATH=FROM..TO`, `PATH=FROM..TO/STEPS`, `PATH=A,B,C`, or a path alone.
    pub vary: Vec<String>,
    /// The seed of the design and of all draws.
    pub seed: Option<u64>,
    /// The draws of each point.
    pub draws: Option<u64>,
    /// The variants.
    pub variants: Vec<String>,
    /// Which rows are kept.
    pub rows: Option<String>,
    /// How many points one part has.
    pub points_per_part: Option<u64>,
}
