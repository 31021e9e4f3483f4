//! `verdeel sweep`: many points of a scenario into a folder, in shards that any machine can run.

use std::time::Instant;

use clap::{Args, Subcommand};

use super::options::Options;
use super::output::{Outcome, aside, misnamed};
use super::progress::Progress;
use crate::disk::DiskStore;
use crate::study::{
    AnalyseQuestion, Answer, Failure, Lang, MANIFEST, Shard, SlurmQuestion, Store, SweepJob,
    SweepQuestion, analyse_sweep, merge_sweep, sweep_status, verify_sweep, with_sweep,
};

const NOTES: &str = "\
A scenario says in [sweep] what varies and how the points lie; the options say it for once, or say
otherwise. What varies is any path of `set`: numbers, and choices such as a key or a scheme. Points
are computed for every variant, and with --draws on the same futures each.

The folder --out then holds
  manifest.json     what the sweep is: program, inputs with their hashes, design, seed, columns
  inputs/           the files it is made of, by hash
  parts/            one Parquet file per part, a fixed number of points: one row per point, variant,
                    recipient and year, in whole cents
  points.parquet    the values of every point, and why a point failed where one did
  summary.parquet   every series over all points: exact sum and mean, deviation, quantiles
and nothing else. `verdeel sweep describe FILE` lists the columns.

Parts are written whole or not at all and never computed twice: the same command goes on where it
was interrupted. Their bytes depend on the manifest alone, so any number of threads, shards and
machines makes the same folder:
  verdeel sweep FILE --plan --shards 20 --out DIR        only the manifest, and what to expect
  verdeel sweep DIR/manifest.json --shard 0/20 --out DIR one shard of 20, counted from 0
  verdeel sweep FILE --slurm 16 --shards 20 --out DIR    a script for a Slurm job array
  verdeel sweep status DIR                               how far it is
  verdeel sweep merge --out M A B                        shards of several folders as one
  verdeel sweep verify DIR                               a drawn part computed again, byte by byte
  verdeel sweep analyse DIR                              which parameters decide

A point that cannot be computed is a row of points.parquet with its reason, and never the end of the
others.

Exit code: 0 when done; 1 when it was interrupted, is not complete or is not sound; 2 when the
question is wrong; 3 when the scenario has problems; 4 when a file cannot be read or written.";

/// The cores of one element of a job array, as Dutch clusters hand them out.
const CORES: [&str; 2] = ["16", "24"];

/// Most elements of a job array: centres ask for few that take long.
const MOST_ELEMENTS: u64 = 200;

/// Many points of a scenario to columnar files, with a receipt
#[derive(Args)]
#[command(after_long_help = NOTES, subcommand_negates_reqs = true)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Sweep {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    run: Run,
}

#[derive(Subcommand)]
enum What {
    /// Write the manifest only, and tell what to expect: runs, rows, bytes and core-hours
    Plan(Run),
    Status(Status),
    Merge(Merge),
    Verify(Verify),
    /// List the columns of the files
    Describe(Run),
    Analyse(Analyse),
}

/// What is swept, and where it goes.
#[derive(Args)]
struct Run {
    /// Scenario file, or the manifest.json of a sweep
    #[arg(value_name = "FILE", required = true)]
    path: Option<String>,
    /// How the points lie: grid, list, latin-hypercube, random, sobol or morris
    #[arg(long, value_name = "NAME")]
    design: Option<String>,
    /// What varies: PATH=FROM..TO, for a grid PATH=FROM..TO/STEPS, PATH=A,B,C, or for a list the
    /// path alone; may be repeated, and then replaces the parameters of the scenario
    #[arg(long, value_name = "PATH=VALUES")]
    vary: Vec<String>,
    /// Points; of sobol base points, of morris trajectories
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    points: Option<u64>,
    /// Of list: CSV file with a column for each parameter, by its path
    #[arg(long, value_name = "FILE")]
    list: Option<String>,
    /// Of morris: values of each parameter
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(2..=64))]
    grid_levels: Option<u64>,
    /// Of sobol: also tell pairs of parameters apart
    #[arg(long)]
    second_order: bool,
    /// Draws of each point; without any, points are runs
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    draws: Option<u64>,
    /// Seed of the design and of all draws [default: as the scenario says, or else 1]
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u64).range(..1 << 63))]
    seed: Option<u64>,
    /// Only these variants
    #[arg(long, value_name = "ID,ID,…", value_delimiter = ',')]
    variants: Vec<String>,
    /// Rows to keep: points, draws or summary
    #[arg(long, value_name = "WHICH")]
    rows: Option<String>,
    /// Points in one file
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    points_per_part: Option<u64>,
    /// Write the manifest only, and tell what to expect: runs, rows, bytes and core-hours
    #[arg(long)]
    plan: bool,
    /// Into how many shards it is to be cut
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    shards: Option<u64>,
    /// Only shard I of S, counted from 0
    #[arg(long, value_name = "I/S", value_parser = shard, conflicts_with_all = ["plan", "slurm"])]
    shard: Option<Shard>,
    /// Write the manifest, and print a job array for Slurm whose elements have so many cores
    #[arg(long, value_name = "CORES", value_parser = CORES, conflicts_with = "plan")]
    slurm: Option<String>,
    /// Of the job array: minutes after which Slurm ends an element
    #[arg(long, value_name = "M", default_value_t = 60, requires = "slurm",
        value_parser = clap::value_parser!(u64).range(1..=7_200))]
    minutes: u64,
}

/// Tell how far a sweep is
#[derive(Args)]
struct Status {
    /// Folder of the sweep
    #[arg(value_name = "DIR")]
    folder: String,
    /// Also of each of so many shards
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u64).range(1..=10_000))]
    shards: Option<u64>,
}

/// Put shards together into one folder: proves that nothing is missing or there twice
#[derive(Args)]
struct Merge {
    /// Folders with shards of one sweep, in any order
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<String>,
}

/// Prove a sweep: every part is whole, and some of them come out the same again
#[derive(Args)]
struct Verify {
    /// Folder of the sweep
    #[arg(value_name = "DIR")]
    folder: String,
    /// How many parts are computed again
    #[arg(long, value_name = "N", default_value_t = 3)]
    sample: u64,
    /// Seed by which these are drawn
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
}

/// Tell what a sweep says: which parameters decide, where something happens, which variant bears it
#[derive(Args)]
#[command(after_long_help = ANALYSES)]
struct Analyse {
    /// Folder of the sweep, all of it there
    #[arg(value_name = "DIR")]
    folder: String,
    /// Only this variant
    #[arg(long, value_name = "ID")]
    variant: Option<String>,
    /// Amounts of this year [default: all years together]
    #[arg(long, value_name = "YEAR")]
    year: Option<String>,
    /// Only these recipients; `all` is everybody together
    #[arg(long, value_name = "ID,ID,…", value_delimiter = ',')]
    recipients: Vec<String>,
    /// In which boxes of values it happens that a recipient gets less (<) or more (>) than so many
    /// euros, or than under another variant
    #[arg(long, value_name = "ID<WHAT")]
    when: Option<String>,
    /// How much each variant gives less than the best one of each point
    #[arg(long)]
    regret: bool,
    /// With regret: in which part of the points a recipient gets at least this
    #[arg(long, value_name = "EUROS")]
    enough: Option<String>,
    /// Points that no other one beats on every goal, such as max:de-linde,min:all
    #[arg(long, value_name = "GOAL,GOAL,…", value_delimiter = ',')]
    front: Vec<String>,
    /// How often the sample is drawn again for intervals
    #[arg(long, value_name = "N", default_value_t = 100)]
    resamples: u16,
    /// Seed by which it is
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
}

const ANALYSES: &str = "\
Without a special question: which parameters decide, per variant and recipient. Of a sobol design
the first-order and total indices, of a morris design mu*, mu and sigma, each with its 95 %
interval; of any other the regression on values (SRC), the partial correlation of ranks (PRCC) and
R².

--when finds boxes (PRIM), --regret and --enough hold variants against each other, --front finds
what nothing beats. A point that failed is left out and counted. docs/method.md has the formulas.

Exit code: 0 when done; 2 when the question is wrong or the sweep is not complete; 4 when a file
cannot be read.

JSON (--format json), schema verdeel/sweep-analysis@1:
  scenario, scenario_en, year, parameters[] (name, path)
  tables[]       method, variant, used, missing
    rows[]       of, cells (by column: value and margin, or text; null where nothing can be told)

CSV (--format csv): method, variant, year, of, column, value, margin.";

/// Reads `I/S`.
fn shard(text: &str) -> Result<Shard, String> {
    let wrong = || format!("`{text}` is no shard: write I/S with I from 0 up to S, such as 0/20");
    let (number, of) = text.split_once('/').ok_or_else(wrong)?;
    let read = |text: &str| text.trim().parse::<u64>().map_err(|_| wrong());
    let shard = Shard {
        number: read(number)?,
        of: read(of)?,
    };
    match shard.number < shard.of {
        true => Ok(shard),
        false => Err(wrong()),
    }
}

impl Sweep {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let manner = options.manner();
        match &self.what {
            None => self.run.answer(options),
            Some(What::Plan(run)) => run.planned(options),
            Some(What::Describe(run)) => run.with(options, |job| Ok(job.described())),
            Some(What::Status(status)) => {
                sweep_status(&DiskStore::at(&status.folder), status.shards, manner)
            }
            Some(What::Verify(verify)) => {
                let folder = DiskStore::at(&verify.folder);
                verify_sweep(&folder, (verify.sample, verify.seed), manner)
            }
            Some(What::Analyse(analyse)) => {
                let question = AnalyseQuestion {
                    variant: analyse.variant.clone(),
                    year: analyse.year.clone(),
                    recipients: analyse.recipients.clone(),
                    when: analyse.when.clone(),
                    regret: analyse.regret,
                    enough: analyse.enough.clone(),
                    front: analyse.front.clone(),
                    resamples: usize::from(analyse.resamples),
                    seed: analyse.seed,
                };
                analyse_sweep(&DiskStore::at(&analyse.folder), &question, manner)
            }
            Some(What::Merge(merge)) => {
                let out = out(options)?;
                let folders = merge.folders.iter().map(|folder| DiskStore::at(folder));
                let folders: Vec<DiskStore> = folders.collect();
                let from: Vec<&dyn Store> =
                    folders.iter().map(|folder| folder as &dyn Store).collect();
                let merged = merge_sweep(&out, &from, manner)?;
                Ok(into(options, merged))
            }
        }
    }
}

impl Run {
    fn answer(&self, options: &Options) -> Outcome {
        if self.plan {
            return self.planned(options);
        }
        let out = out(options)?;
        if let Some(cores) = &self.slurm {
            let cores = cores.parse().unwrap_or_default();
            return self.array(options, &out, cores);
        }
        let lang = options.manner().look.lang;
        let done = self.with(options, |job| {
            let progress = Progress::of_points(options.quiet, lang);
            let (done, seconds) = timed(|| job.run(self.shard, &out, &progress));
            progress.end();
            if let Some(rate) = job.rate(seconds).filter(|_| !options.quiet && done.is_ok()) {
                aside(&rate);
            }
            done
        })?;
        Ok(into(options, done))
    }

    /// Writes the manifest, where a folder is named, and tells what to expect.
    fn planned(&self, options: &Options) -> Outcome {
        self.with(options, |job| {
            let expected = self.expected(job);
            match &options.out {
                None => Ok(expected),
                Some(folder) => {
                    job.plan(&DiskStore::at(folder))?;
                    Ok(into(options, expected))
                }
            }
        })
    }

    fn expected(&self, job: &SweepJob<'_>) -> Answer {
        let (bytes, seconds) = timed(|| job.trial());
        job.expected((bytes, seconds), self.shards.unwrap_or_default())
    }

    /// Writes the manifest and prints a job array.
    fn array(&self, options: &Options, out: &DiskStore, cores: u64) -> Outcome {
        let lang = options.manner().look.lang;
        let shards = self.shards.unwrap_or(1);
        if shards > MOST_ELEMENTS {
            return Err(too_many_elements(lang));
        }
        self.with(options, |job| {
            let expected = self.expected(job);
            job.plan(out)?;
            if !options.quiet {
                aside(&expected.text);
            }
            let question = SlurmQuestion {
                folder: out.name().to_owned(),
                shards,
                cores,
                minutes: self.minutes,
            };
            Ok(into(
                options,
                Answer {
                    text: job.slurm(&question),
                    ..Answer::default()
                },
            ))
        })
    }

    /// Opens the sweep of the scenario or the manifest.
    fn with<R>(
        &self,
        options: &Options,
        work: impl FnOnce(&SweepJob<'_>) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        let path = self.path.clone().unwrap_or_default();
        let read = |path: &str| options.outputs.read(path);
        let folder = path
            .strip_suffix(MANIFEST)
            .map(|folder| if folder.is_empty() { "." } else { folder });
        let folder = folder.map(DiskStore::at);
        let store = folder.as_ref().map(|folder| folder as &dyn Store);
        let question = SweepQuestion {
            path,
            design: self.design.clone(),
            points: self.points,
            grid_levels: self.grid_levels,
            second_order: self.second_order,
            list: self.list.clone(),
            vary: self.vary.clone(),
            seed: self.seed,
            draws: self.draws,
            variants: self.variants.clone(),
            rows: self.rows.clone(),
            points_per_part: self.points_per_part,
        };
        with_sweep(&question, (options.manner(), &read), store, work)
    }
}

/// Does work and returns how many seconds it took.
#[expect(
    clippy::disallowed_methods,
    reason = "how long a sweep takes is told and never stored"
)]
fn timed<R>(work: impl FnOnce() -> R) -> (R, f64) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed().as_secs_f64())
}

/// Returns the folder that `--out` names.
fn out(options: &Options) -> Result<DiskStore, Failure> {
    let lang = options.manner().look.lang;
    options
        .out
        .as_deref()
        .map(DiskStore::at)
        .ok_or_else(|| match lang {
            Lang::Nl => misnamed(
                "waar de sweep heen gaat, staat er niet",
                "noem een map met `--out MAP`",
            ),
            Lang::En => misnamed(
                "where the sweep goes is not stated",
                "name a folder with `--out DIR`",
            ),
        })
}

/// Marks an answer as told on the screen, its files being in the folder already.
fn into(options: &Options, answer: Answer) -> Answer {
    Answer {
        folder: options.out.clone(),
        ..answer
    }
}

fn too_many_elements(lang: Lang) -> Failure {
    match lang {
        Lang::Nl => misnamed(
            &format!("een reeks van meer dan {MOST_ELEMENTS} taken"),
            "neem minder shards: weinig taken die 10 tot 60 minuten duren",
        ),
        Lang::En => misnamed(
            &format!("an array of more than {MOST_ELEMENTS} elements"),
            "take fewer shards: few elements that take 10 to 60 minutes",
        ),
    }
}
