//! Verifying a sweep: every part is whole, and some of them are computed again.

use std::sync::Mutex;

use super::super::{Answer, Failure, Format, Manner, pretty};
use super::folder::{Standing, Store, manifest as stored, standing};
use super::{SweepQuestion, with_sweep};
use crate::draw::{Key, Stream};
use crate::report::{SweepProof, sweep_proof_json, sweep_proof_text};
use crate::simulation::in_parallel;

/// Proves a sweep: the fingerprint of every part, and so many parts drawn with a seed computed
/// again, byte by byte. The answer fails when anything differs.
///
/// # Errors
///
/// A [`Failure`] when the folder holds no sweep, or another version of the program made it.
pub fn verify_sweep(
    store: &dyn Store,
    (sample, seed): (u64, u64),
    manner: Manner,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let manifest = stored(store, lang)?;
    let (mut whole, mut unsound) = (Vec::new(), Vec::new());
    for part in 0..manifest.parts() {
        match standing((store, &manifest), part, lang)? {
            Standing::Whole(..) => whole.push(part),
            Standing::Missing | Standing::Broken => unsound.push(part),
        }
    }
    let chosen = drawn(&whole, (sample, seed));
    let question = SweepQuestion::default();
    let none = |path: &str| Err(path.to_owned());
    let differing = with_sweep(&question, (manner, &none), Some(store), |job| {
        let failure: Mutex<Option<Failure>> = Mutex::new(None);
        let same = in_parallel(&chosen, |part| {
            let (again, _) = job.contents(*part, manifest.points_of(*part));
            match standing((store, &manifest), *part, lang) {
                Ok(Standing::Whole(contents, _)) => contents == again,
                Ok(_) => false,
                Err(why) => {
                    if let Ok(mut failure) = failure.lock() {
                        *failure = Some(why);
                    }
                    false
                }
            }
        });
        match failure.into_inner() {
            Ok(Some(failure)) => Err(failure),
            _ => {
                let parts = chosen.iter().zip(same);
                Ok(parts
                    .filter(|(_, same)| !same)
                    .map(|(part, _)| *part)
                    .collect::<Vec<u64>>())
            }
        }
    })?;
    let proof = SweepProof {
        folder: store.name(),
        parts: manifest.parts(),
        unsound: &unsound,
        recomputed: chosen.len() as u64,
        differing: &differing,
    };
    Ok(Answer {
        fails: !unsound.is_empty() || !differing.is_empty(),
        text: match manner.format {
            Format::Json => pretty(&sweep_proof_json(&proof)),
            Format::Table | Format::Csv => sweep_proof_text(&proof, lang),
        },
        ..Answer::default()
    })
}

/// Draws parts without repetition.
fn drawn(whole: &[u64], (sample, seed): (u64, u64)) -> Vec<u64> {
    let stream = Stream::new(&Key {
        seed,
        purpose: "sweep/verify",
        entity: "",
        year: "",
    });
    let mut words = vec![0; whole.len()];
    stream.words(0, &mut words);
    let mut order: Vec<(u32, u64)> = words.into_iter().zip(whole.iter().copied()).collect();
    order.sort_unstable();
    let sample = usize::try_from(sample).unwrap_or(usize::MAX);
    let mut chosen: Vec<u64> = order
        .into_iter()
        .map(|(_, part)| part)
        .take(sample)
        .collect();
    chosen.sort_unstable();
    chosen
}
