//! Running a sweep: planning it, one shard of it, or all of it.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::super::library::Reading;
use super::super::live::scenario_in;
use super::super::{Answer, Failure, Format, Manner, pretty};
use super::describe::described;
use super::field::Field;
use super::folder::{Standing, Store, input, manifest as stored, read, standing, write};
use super::manifest::{MANIFEST, Manifest, part_name};
use super::merge::finish;
use super::{SlurmQuestion, SweepQuestion, columns, notes, overlay};
use crate::domain::{Lang, SweepRows, Text};
use crate::report::{SweepDone, SweepExpected, parquet_of, sweep_done_json, sweep_done_text};
use crate::report::{sweep_expected_json, sweep_expected_text, sweep_rate_text};
use crate::simulation::{ReadyPoints, Watch, on_threads};

/// The most points of a trial, by which a sweep is measured before it is run.
const TRIAL_POINTS: u64 = 256;

/// The most runs of a trial.
const TRIAL_RUNS: u64 = 1 << 16;

/// One of several shards, counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which one.
    pub number: u64,
    /// Of how many.
    pub of: u64,
}

/// A sweep that was opened, ready to be planned or run.
pub struct SweepJob<'a> {
    pub(super) field: &'a Field<'a>,
    pub(super) manifest: Manifest,
    ready: Option<&'a ReadyPoints<'a>>,
    series: usize,
    manner: Manner,
    /// The rows of parts that were written.
    rows: AtomicU64,
}

/// Opens a sweep and hands it to `work`. Of a manifest, `store` is the folder that holds it.
///
/// # Errors
///
/// A [`Failure`] when the scenario has problems or no sweep, when there are no such points, or when
/// this program makes another sweep of a manifest than that manifest says.
pub fn with_sweep<R>(
    question: &SweepQuestion,
    (manner, read): (Manner, Reading<'_>),
    store: Option<&dyn Store>,
    work: impl FnOnce(&SweepJob<'_>) -> Result<R, Failure>,
) -> Result<R, Failure> {
    let lang = manner.look.lang;
    if let Some(store) = store {
        let manifest = stored(store, lang)?;
        let own = |path: &str| input(store, &manifest, path);
        let field = Field::open(&manifest.scenario, manner, &own)?;
        return SweepJob::of(&field, manner, |job| {
            match job.manifest.text == manifest.text {
                true => work(job),
                false => Err(another_program(store.name(), lang)),
            }
        });
    }
    // What a live file carries is extended where it stands, beside the other texts in it.
    let inside = scenario_in(&question.path, read).and_then(Result::ok);
    let path = inside.unwrap_or_else(|| question.path.clone());
    let question = &SweepQuestion {
        path,
        ..question.clone()
    };
    match overlay::scenario(question, lang)? {
        None => SweepJob::of(&Field::open(&question.path, manner, read)?, manner, work),
        Some((path, text)) => {
            let with = |asked: &str| match asked == path {
                true => Ok(text.clone()),
                false => read(asked),
            };
            SweepJob::of(&Field::open(&path, manner, &with)?, manner, work)
        }
    }
}

impl<'a> SweepJob<'a> {
    /// Makes a field ready to be run, and hands it to `work`.
    fn of<R>(
        field: &'a Field<'a>,
        manner: Manner,
        work: impl FnOnce(&SweepJob<'_>) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        field.with_ready(|ready| {
            let series = field.expected_series(ready);
            field.check_amounts(series, manner)?;
            work(&SweepJob {
                field,
                manifest: Manifest::of(field, series),
                ready,
                series,
                manner,
                rows: AtomicU64::new(0),
            })
        })
    }

    /// Returns the number of points of a trial.
    fn trial_points(&self) -> u64 {
        let runs = self.field.sweep.draws.max(1) * self.field.chosen.len().max(1) as u64;
        let points = TRIAL_POINTS.min(TRIAL_RUNS / runs).max(1);
        points.min(self.manifest.points_per_part)
    }

    /// Runs some points and returns how many bytes their file takes; whoever calls may look at a
    /// clock.
    pub fn trial(&self) -> u64 {
        let (contents, _) = self.contents(0, (0, self.trial_points()));
        contents.len() as u64
    }

    /// Tells what there is to expect of a sweep, of which the trial took so many bytes and seconds
    /// on so many shards.
    pub fn expected(&self, (bytes, seconds): (u64, f64), shards: u64) -> Answer {
        let runs_of_a_point = self.field.sweep.draws.max(1) * self.field.chosen.len() as u64;
        let rows = match self.field.sweep.rows {
            SweepRows::Summary => 0,
            SweepRows::Points => self.series as u64,
            SweepRows::Draws => self.series as u64 * self.field.sweep.draws.max(1),
        };
        let expected = SweepExpected {
            scenario: &self.field.study.opened.title,
            design: self.field.sweep.design.name(),
            points: self.manifest.points,
            variants: self.field.chosen.len() as u64,
            draws: self.field.sweep.draws,
            runs: self.manifest.points.saturating_mul(runs_of_a_point),
            rows: self.manifest.points.saturating_mul(rows),
            parts: self.manifest.parts(),
            shards,
            trial_points: self.trial_points(),
            trial_bytes: bytes,
            trial_seconds: seconds,
        };
        Answer {
            text: match self.manner.format {
                Format::Json => pretty(&sweep_expected_json(&expected)),
                Format::Table | Format::Csv => {
                    sweep_expected_text(&expected, self.manner.look.lang)
                }
            },
            ..Answer::default()
        }
    }

    /// Writes the manifest and its inputs into a folder, or finds them there.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when the folder holds another sweep, or cannot be written.
    pub fn plan(&self, store: &dyn Store) -> Result<(), Failure> {
        let lang = self.manner.look.lang;
        let known = read(store, MANIFEST, lang)?;
        if let Some(known) = known {
            return match known == self.manifest.text.as_bytes() {
                true => Ok(()),
                false => Err(another_sweep(store.name(), lang)),
            };
        }
        let files = self.field.study.opened.sources.files().iter();
        for (file, (_, _, name)) in files.zip(&self.manifest.inputs) {
            if read(store, name, lang)?.is_none() {
                write(store, (name, file.text.as_bytes()), lang)?;
            }
        }
        write(store, (MANIFEST, self.manifest.text.as_bytes()), lang)
    }

    /// Runs one shard, or all of it, into a folder; what is whole there is left as it is. All of it
    /// ends with the table of points and the summary.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when the folder holds another sweep, or cannot be read or written.
    pub fn run(
        &self,
        shard: Option<Shard>,
        store: &dyn Store,
        watch: &dyn Watch,
    ) -> Result<Answer, Failure> {
        self.plan(store)?;
        let parts = match shard {
            Some(shard) => self.manifest.parts_of((shard.number, shard.of)),
            None => 0..self.manifest.parts(),
        };
        let points_of = |part: u64| self.manifest.points_of(part);
        let (first, last) = (points_of(parts.start).0, points_of(parts.end).0);
        let of = last.min(self.manifest.points).saturating_sub(first);
        let (made, points) = (AtomicU64::new(0), AtomicU64::new(0));
        let failure: Mutex<Option<Failure>> = Mutex::new(None);
        on_threads(parts.end - parts.start, |at| {
            let part = parts.start + at;
            match self.part(part, store, watch) {
                Ok(Some(is_new)) => {
                    made.fetch_add(u64::from(is_new), Ordering::Relaxed);
                    let (first, last) = points_of(part);
                    let done = points.fetch_add(last - first, Ordering::Relaxed) + last - first;
                    watch.done(done, Some(of));
                    ControlFlow::Continue(())
                }
                Ok(None) => ControlFlow::Break(()),
                Err(why) => {
                    *failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(why);
                    ControlFlow::Break(())
                }
            }
        });
        let failure = failure.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(failure) = failure {
            return Err(failure);
        }
        let is_stopped = watch.is_stopped() && points.load(Ordering::Relaxed) < of;
        let finished = match shard.is_none() && !is_stopped {
            true => Some(finish((self.field, &self.manifest), store, self.manner)?),
            false => None,
        };
        let done = SweepDone {
            folder: store.name(),
            shard: shard.map(|shard| (shard.number, shard.of)),
            points: points.load(Ordering::Relaxed),
            of,
            made: made.load(Ordering::Relaxed),
            parts: parts.end - parts.start,
            is_stopped,
            failed: finished,
        };
        Ok(Answer {
            text: match self.manner.format {
                Format::Json => pretty(&sweep_done_json(&done)),
                Format::Table | Format::Csv => sweep_done_text(&done, self.manner.look.lang),
            },
            fails: is_stopped,
            ..Answer::default()
        })
    }

    /// Tells how fast rows were written, in so many seconds; `None` where none were. Whoever calls
    /// looks at a clock, and tells it beside the answer.
    #[expect(clippy::cast_precision_loss, reason = "rows are below 2^53")]
    pub fn rate(&self, seconds: f64) -> Option<String> {
        let rows = self.rows.load(Ordering::Relaxed);
        let each = rows as f64 / seconds.max(1e-3);
        (rows > 0).then(|| sweep_rate_text(rows, (seconds, each), self.manner.look.lang))
    }

    /// Returns the columns of every file.
    pub fn described(&self) -> Answer {
        described(self, self.manner)
    }

    /// Returns the script of a job array that runs the shards.
    pub fn slurm(&self, question: &SlurmQuestion) -> String {
        question.script(&self.manifest)
    }

    /// Makes a part that is not whole yet; says whether it did, or `None` when it was stopped.
    fn part(
        &self,
        part: u64,
        store: &dyn Store,
        watch: &dyn Watch,
    ) -> Result<Option<bool>, Failure> {
        let lang = self.manner.look.lang;
        if watch.is_stopped() {
            return Ok(None);
        }
        let found = standing((store, &self.manifest), part, lang)?;
        if matches!(found, Standing::Whole(..)) {
            return Ok(Some(false));
        }
        let (contents, rows) = self.contents(part, self.manifest.points_of(part));
        write(store, (&part_name(part), &contents), lang)?;
        self.rows.fetch_add(rows, Ordering::Relaxed);
        Ok(Some(true))
    }

    /// Returns the contents of the file of a part, of which these are the points, and its rows.
    pub(super) fn contents(&self, part: u64, points: (u64, u64)) -> (Vec<u8>, u64) {
        let outcome = self.field.run(points, self.ready);
        let rows = columns::rows(self.field, &outcome);
        let own = [
            (notes::SWEEP, self.manifest.fingerprint()),
            (notes::PART, part.to_string()),
            (notes::FAILED, notes::failed_text(&outcome.failed)),
            (notes::SUMMARY, notes::summary_text(&outcome)),
        ];
        let contents = parquet_of(&rows, std::iter::empty(), &own);
        (contents, rows.rows as u64)
    }
}

fn another_sweep(folder: &str, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("in `{folder}` staat een andere sweep"),
            format!("there is another sweep in `{folder}`"),
        ),
        &Text::new(
            "kies een andere map, of ga er zo mee verder: `verdeel sweep MAP/manifest.json`",
            "choose another folder, or go on with it as it is: `verdeel sweep DIR/manifest.json`",
        ),
        lang,
    )
}

pub(super) fn another_program(folder: &str, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("het manifest in `{folder}` is van een andere versie van dit programma"),
            format!("the manifest in `{folder}` is of another version of this program"),
        ),
        &Text::new(
            "reken alle delen met dezelfde versie",
            "compute all parts with the same version",
        ),
        lang,
    )
}
