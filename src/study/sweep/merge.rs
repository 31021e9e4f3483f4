//! Shards put together: how far they are, and one folder of them all.

use super::super::{Answer, Failure, Format, Manner, pretty};
use super::columns::{name_cells, points as table_of_points};
use super::field::{Failed, Field, Summaries, quantiles};
use super::folder::{Notes, Standing, Store, input, manifest as stored, read, standing, write};
use super::manifest::{MANIFEST, Manifest, part_name};
use super::notes;
use super::run::another_program;
use crate::domain::{Lang, Text};
use crate::report::{SweepStatus, parquet_of, sweep_status_json, sweep_status_text};
use crate::results::Columns;

/// Points that stand in one group of the table of points.
const POINTS_OF_A_GROUP: u64 = 1 << 16;

/// What parts say beside their rows, taken together.
#[derive(Default)]
struct Gathered {
    failed: Vec<Failed>,
    summaries: Summaries,
}

impl Gathered {
    /// Adds the notes of a part; says whether they could be read.
    fn add(&mut self, notes: &Notes) -> bool {
        let text = |note: &str| notes.get(note).map_or("", String::as_str);
        let failed = notes::failed_of(text(notes::FAILED));
        let is_read = notes::add_summaries(text(notes::SUMMARY), &mut self.summaries);
        match failed {
            Some(failed) => {
                self.failed.extend(failed);
                is_read
            }
            None => false,
        }
    }
}

/// Writes the table of points and the summary of a folder of which every part is whole; returns how
/// many points failed.
///
/// # Errors
///
/// A [`Failure`] when a part is not whole, or the folder cannot be read or written.
pub(super) fn finish(
    (field, manifest): (&Field<'_>, &Manifest),
    store: &dyn Store,
    manner: Manner,
) -> Result<u64, Failure> {
    let lang = manner.look.lang;
    let mut gathered = Gathered::default();
    for part in 0..manifest.parts() {
        match standing((store, manifest), part, lang)? {
            Standing::Whole(_, notes) if gathered.add(&notes) => {}
            _ => return Err(incomplete(store.name(), &[part], lang)),
        }
    }
    gathered.failed.sort();
    let failed = &gathered.failed;
    let mut groups = (0..manifest.points)
        .step_by(usize::try_from(POINTS_OF_A_GROUP).unwrap_or(usize::MAX))
        .map(|first| {
            let last = manifest.points.min(first + POINTS_OF_A_GROUP);
            table_of_points(&field.space, (first, last), failed)
        });
    let first = groups.next().unwrap_or_default();
    let own = [(notes::SWEEP, manifest.fingerprint())];
    let points = parquet_of(&first, groups, &own);
    write(store, ("points.parquet", &points), lang)?;
    let summary = summary_rows(&gathered.summaries);
    let summary = parquet_of(&summary, std::iter::empty(), &own);
    write(store, ("summary.parquet", &summary), lang)?;
    let mut points: Vec<i64> = failed.iter().map(|one| one.point).collect();
    points.dedup();
    Ok(points.len() as u64)
}

/// Returns the summary of every series in columns.
fn summary_rows(summaries: &Summaries) -> Columns {
    let mut columns = Columns::default();
    let names = summaries
        .keys()
        .map(|(variant, name)| (variant.as_str(), name, 1));
    name_cells(&mut columns, &names.collect::<Vec<_>>());
    let all = || summaries.values();
    columns.whole(
        "runs",
        all()
            .map(|one| i64::try_from(one.count()).unwrap_or(i64::MAX))
            .collect(),
    );
    let totals: Vec<String> = all().map(|one| one.parts().total.to_string()).collect();
    columns.texts(
        "sum_cents",
        false,
        totals.iter().map(|total| Some(total.as_str())),
    );
    let mean = all().map(|one| one.moments().map_or(0, |own| own.mean.count()));
    columns.whole("mean_cents", mean.collect());
    let sd = all().map(|one| one.moments().map_or(0, |own| own.sd.count()));
    columns.whole("sd_cents", sd.collect());
    let least = all().map(|one| one.ends().map_or(0, |(least, _)| least.count()));
    columns.whole("least_cents", least.collect());
    for quantile in quantiles() {
        let cells = all().map(|one| one.quantile(&quantile).map_or(0, |own| own.count()));
        columns.whole(&super::columns::quantile_column(&quantile), cells.collect());
    }
    let most = all().map(|one| one.ends().map_or(0, |(_, most)| most.count()));
    columns.whole("most_cents", most.collect());
    columns
}

/// Puts folders with shards of one sweep together in `out`, which may be one of them. Their order
/// does not matter; every part must be there, and be the same wherever it is.
///
/// # Errors
///
/// A [`Failure`] when the folders are of different sweeps, when a part is missing, damaged or
/// there in two forms, or when a folder cannot be read or written.
pub fn merge_sweep(
    out: &dyn Store,
    from: &[&dyn Store],
    manner: Manner,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let Some(first) = from.first() else {
        return Err(nothing_to_merge(lang));
    };
    let manifest = common_manifest((*first, &from[1..]), lang)?;
    if let Some(known) = read(out, MANIFEST, lang)?
        && known != manifest.text.as_bytes()
    {
        return Err(different((first.name(), out.name()), lang));
    }
    let mut missing = Vec::new();
    for part in 0..manifest.parts() {
        let mut found: Option<(&str, Vec<u8>)> = None;
        for store in from {
            match (standing((*store, &manifest), part, lang)?, &found) {
                (Standing::Missing, _) => {}
                (Standing::Broken, _) => return Err(broken((store.name(), part), lang)),
                (Standing::Whole(contents, _), None) => found = Some((store.name(), contents)),
                (Standing::Whole(contents, _), Some((other, known))) if contents != *known => {
                    return Err(doubled((other, store.name()), part, lang));
                }
                (Standing::Whole(..), Some(_)) => {}
            }
        }
        match found {
            None => missing.push(part),
            Some((_, contents)) if missing.is_empty() => {
                put(out, (&part_name(part), &contents), lang)?;
            }
            Some(_) => {}
        }
    }
    if !missing.is_empty() {
        return Err(incomplete(first.name(), &missing, lang));
    }
    for (path, _, name) in &manifest.inputs {
        let text = input(*first, &manifest, path)
            .map_err(|reason| unusable_input(first.name(), &reason, lang))?;
        put(out, (name, text.as_bytes()), lang)?;
    }
    let own = |path: &str| input(*first, &manifest, path);
    let field = Field::open(&manifest.scenario, manner, &own)?;
    let failed = finish((&field, &manifest), out, manner)?;
    put(out, (MANIFEST, manifest.text.as_bytes()), lang)?;
    let status = SweepStatus {
        folder: out.name(),
        parts: manifest.parts(),
        whole: manifest.parts(),
        broken: &[],
        points: manifest.points,
        failed,
        shards: &[],
    };
    Ok(told(&status, manner))
}

/// Returns the manifest of several folders, which is the same and was made by this program.
fn common_manifest(
    (first, others): (&dyn Store, &[&dyn Store]),
    lang: Lang,
) -> Result<Manifest, Failure> {
    let own = |store: &dyn Store| match stored(store, lang)? {
        manifest if manifest.is_own() => Ok(manifest),
        _ => Err(another_program(store.name(), lang)),
    };
    let manifest = own(first)?;
    for other in others {
        if own(*other)?.text != manifest.text {
            return Err(different((first.name(), other.name()), lang));
        }
    }
    Ok(manifest)
}

/// Writes a file unless it is there.
fn put(out: &dyn Store, (name, contents): (&str, &[u8]), lang: Lang) -> Result<(), Failure> {
    match read(out, name, lang)?.as_deref() == Some(contents) {
        true => Ok(()),
        false => write(out, (name, contents), lang),
    }
}

/// Tells how far a sweep is, and where it is cut into shards how far each of them is. The answer
/// fails while parts are missing.
///
/// # Errors
///
/// A [`Failure`] when the folder holds no sweep or cannot be read.
pub fn sweep_status(
    store: &dyn Store,
    shards: Option<u64>,
    manner: Manner,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let manifest = stored(store, lang)?;
    let (mut whole, mut broken, mut gathered) = (Vec::new(), Vec::new(), Gathered::default());
    for part in 0..manifest.parts() {
        match standing((store, &manifest), part, lang)? {
            Standing::Missing => {}
            Standing::Whole(_, notes) if gathered.add(&notes) => whole.push(part),
            Standing::Broken | Standing::Whole(..) => broken.push(part),
        }
    }
    let shards = (0..shards.unwrap_or_default()).map(|shard| {
        let parts = manifest.parts_of((shard, shards.unwrap_or(1)));
        let own = whole.iter().filter(|part| parts.contains(part)).count();
        (own as u64, parts.end - parts.start)
    });
    let mut failed: Vec<i64> = gathered.failed.iter().map(|one| one.point).collect();
    failed.sort_unstable();
    failed.dedup();
    let status = SweepStatus {
        folder: store.name(),
        parts: manifest.parts(),
        whole: whole.len() as u64,
        broken: &broken,
        points: manifest.points,
        failed: failed.len() as u64,
        shards: &shards.collect::<Vec<_>>(),
    };
    Ok(Answer {
        fails: status.whole < status.parts,
        ..told(&status, manner)
    })
}

fn told(status: &SweepStatus<'_>, manner: Manner) -> Answer {
    Answer {
        text: match manner.format {
            Format::Json => pretty(&sweep_status_json(status)),
            Format::Table | Format::Csv => sweep_status_text(status, manner.look.lang),
        },
        ..Answer::default()
    }
}

fn nothing_to_merge(lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            "er is niets om samen te voegen",
            "there is nothing to merge",
        ),
        &Text::new(
            "noem de mappen van de shards",
            "name the folders of the shards",
        ),
        lang,
    )
}

fn different((one, other): (&str, &str), lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("`{one}` en `{other}` zijn van verschillende sweeps"),
            format!("`{one}` and `{other}` are of different sweeps"),
        ),
        &Text::new(
            "voeg alleen shards van één manifest samen",
            "merge shards of one manifest only",
        ),
        lang,
    )
}

fn broken((folder, part): (&str, u64), lang: Lang) -> Failure {
    let name = part_name(part);
    Failure::usage(
        &Text::new(
            format!("`{folder}/{name}` is beschadigd of van een andere sweep"),
            format!("`{folder}/{name}` is damaged, or of another sweep"),
        ),
        &Text::new(
            "reken zijn shard opnieuw: wat heel is, blijft staan",
            "run its shard again: what is whole stays as it is",
        ),
        lang,
    )
}

fn doubled((one, other): (&str, &str), part: u64, lang: Lang) -> Failure {
    let name = part_name(part);
    Failure::usage(
        &Text::new(
            format!("`{name}` verschilt tussen `{one}` en `{other}`"),
            format!("`{name}` differs between `{one}` and `{other}`"),
        ),
        &Text::new(
            "`verdeel sweep verify` zegt welke van de twee klopt",
            "`verdeel sweep verify` says which of the two is right",
        ),
        lang,
    )
}

pub(super) fn incomplete(folder: &str, missing: &[u64], lang: Lang) -> Failure {
    let count = missing.len();
    let first = missing.first().copied().unwrap_or_default();
    Failure::usage(
        &Text::new(
            format!("van deze sweep ontbreken {count} delen, het eerste is {first} (`{folder}`)"),
            format!("{count} parts of this sweep are missing, the first is {first} (`{folder}`)"),
        ),
        &Text::new(
            "reken de rest: `verdeel sweep MAP/manifest.json --out MAP`",
            "run the rest: `verdeel sweep DIR/manifest.json --out DIR`",
        ),
        lang,
    )
}

fn unusable_input(folder: &str, reason: &str, lang: Lang) -> Failure {
    Failure::usage(
        &Text::new(
            format!("de invoer in `{folder}` is niet te gebruiken: {reason}"),
            format!("the inputs in `{folder}` cannot be used: {reason}"),
        ),
        &Text::new(
            "maak het plan opnieuw met `--plan`",
            "plan it again with `--plan`",
        ),
        lang,
    )
}
