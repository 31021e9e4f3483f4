//! A job array for Slurm that runs the shards of a sweep.

use super::manifest::Manifest;

/// How the shards of a sweep are to run on a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlurmQuestion {
    /// The folder of the sweep, as the cluster sees it.
    pub folder: String,
    /// The number of shards, which are the elements of the array.
    pub shards: u64,
    /// The cores of each element.
    pub cores: u64,
    /// The minutes after which Slurm ends an element.
    pub minutes: u64,
}

impl SlurmQuestion {
    /// Returns the script.
    pub(super) fn script(&self, manifest: &Manifest) -> String {
        let SlurmQuestion {
            folder,
            shards,
            cores,
            minutes,
        } = self;
        let quoted = format!("'{}'", folder.replace('\'', r"'\''"));
        let last = shards.saturating_sub(1);
        let (hours, minutes) = (minutes / 60, minutes % 60);
        format!(
            "#!/bin/bash\n\
             # {points} points in {parts} parts; submit it again to go on: what is whole stays.\n\
             #SBATCH --job-name=verdeel\n\
             #SBATCH --array=0-{last}\n\
             #SBATCH --nodes=1\n\
             #SBATCH --ntasks=1\n\
             #SBATCH --cpus-per-task={cores}\n\
             #SBATCH --time={hours:02}:{minutes:02}:00\n\
             #SBATCH --requeue\n\
             set -eu\n\
             \"${{VERDEEL:-verdeel}}\" sweep {quoted}/manifest.json --out {quoted} --quiet \\\n    \
             --shard \"$SLURM_ARRAY_TASK_ID/{shards}\" \\\n    \
             --threads \"${{SLURM_CPUS_PER_TASK:-{cores}}}\"\n",
            points = manifest.points,
            parts = manifest.parts(),
        )
    }
}
