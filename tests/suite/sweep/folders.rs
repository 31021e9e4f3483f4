//! The folder of a sweep is the same however it was made; and what is not whole is told.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

use verdeel::report::parquet_of;
use verdeel::study::{
    Answer, Columns, Failure, Store, Watch, merge_sweep, sweep_status, verify_sweep, with_threads,
};

use super::{Memory, folder, hold_same, run, swept, with};
use crate::runs::{JSON, PATH};

/// Ten parts of points with draws, the last of which is not full.
const SWEEP: &str = r#"
design = "latin-hypercube"
points = 28
points-per-part = 3
[[sweep.parameter]]
path = "component.per-student.amount"
from = 900
to = 1_100
[[sweep.parameter]]
path = "division.in-region.key"
values = ["equal", "per-student"]
"#;

fn text() -> String {
    swept(SWEEP)
}

/// Merges folders into a new one.
fn merged(from: &[Memory]) -> Result<Memory, Failure> {
    let out = Memory::new("merged");
    let from: Vec<&dyn Store> = from.iter().map(|one| one as &dyn Store).collect();
    merge_sweep(&out, &from, JSON).map(|_| out)
}

/// Returns folders that each hold one shard of so many.
fn shards(text: &str, count: u64) -> Vec<Memory> {
    let shards = (0..count).map(|number| {
        let store = Memory::new(&format!("shard-{number}"));
        run(text, Some((number, count)), &store);
        store
    });
    shards.collect()
}

#[test]
fn a_whole_run_has_these_files_and_no_others() {
    let folder = folder(&text());
    let names = folder.names();
    let named = |start: &str| names.iter().filter(|name| name.starts_with(start)).count();
    assert_eq!(named("parts/"), 10);
    assert_eq!(named("inputs/"), 1);
    for name in ["manifest.json", "points.parquet", "summary.parquet"] {
        assert!(names.contains(&name.to_owned()), "{name}");
    }
    assert_eq!(names.len(), 14);
}

/// Of points without draws a part is a block of 64; a point of 64 draws under three variants is 192
/// runs, so 86 of them make the 16,384 that a part without rows has at least.
#[test]
fn a_sweep_is_cut_into_parts_that_are_worth_a_file() {
    let table = [
        (1, "", 1),
        (640, "", 10),
        (86, "draws = 64", 1),
        (87, "draws = 64", 2),
        (172, "draws = 64", 2),
        (3, "draws = 8_192", 3),
    ];
    for (points, draws, parts) in table {
        let sweep = PLAIN.replace("POINTS", &points.to_string());
        let folder = folder(&swept(&sweep.replace("DRAWS", draws)));
        assert_eq!(folder.parts().len(), parts, "{points} points, {draws}");
    }
}

const PLAIN: &str = r#"
design = "random"
points = POINTS
rows = "summary"
DRAWS
[[sweep.parameter]]
path = "component.per-student.amount"
from = 900
to = 1_100
"#;

#[test]
fn any_number_of_threads_makes_the_same_folder() {
    let text = text();
    let whole = folder(&text);
    for threads in [1, 2, 5] {
        let other = with_threads(Some(threads), || folder(&text));
        hold_same(&whole, &other, &format!("{threads} threads"));
    }
}

#[test]
fn any_number_of_shards_in_any_order_makes_the_same_folder() {
    let text = text();
    let whole = folder(&text);
    for count in [1, 3, 7, 13] {
        let mut folders = shards(&text, count);
        let parts: usize = folders.iter().map(|folder| folder.parts().len()).sum();
        assert_eq!(parts, 10, "{count} shards have no part in common");
        hold_same(
            &whole,
            &merged(&folders).expect("whole"),
            &format!("{count} shards"),
        );
        folders.reverse();
        let half = folders.len() / 2;
        folders.rotate_left(half);
        let how = format!("{count} shards in another order");
        hold_same(&whole, &merged(&folders).expect("whole"), &how);
    }
}

#[test]
fn shards_in_one_folder_are_merged_in_place() {
    let text = text();
    let together = Memory::new("together");
    for number in [2, 0, 1] {
        run(&text, Some((number, 3)), &together);
    }
    merge_sweep(&together, &[&together], JSON).expect("whole");
    hold_same(&folder(&text), &together, "in place");
}

/// Whoever stops a sweep after some points.
struct Stops {
    after: u64,
    done: AtomicU64,
}

impl Watch for Stops {
    fn done(&self, points: u64, _: Option<u64>) {
        self.done.store(points, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.done.load(Ordering::Relaxed) >= self.after
    }
}

#[test]
fn an_interrupted_sweep_goes_on_where_it_was() {
    let text = text();
    let whole = folder(&text);
    for after in [0, 3, 12] {
        let store = Memory::new("interrupted");
        let watch = Stops {
            after,
            done: AtomicU64::new(0),
        };
        let stopped = with(&[(PATH, &text)], |job| {
            with_threads(Some(1), || job.run(None, &store, &watch))
        });
        let stopped = stopped.expect("an answer");
        assert!(stopped.fails, "an interrupted sweep is not done");
        assert_eq!(store.parts().len() as u64, after / 3);
        assert!(!store.names().contains(&"summary.parquet".to_owned()));
        let before = store.names();
        let again = run(&text, None, &store);
        assert!(!again.fails);
        assert!(
            again
                .text
                .contains(&format!("\"parts_made\": {}", 10 - after / 3)),
            "{}",
            again.text
        );
        assert!(before.iter().all(|name| whole.names().contains(name)));
        hold_same(&whole, &store, &format!("interrupted after {after}"));
    }
}

/// What becomes of a part.
type Damage = fn(&mut Vec<u8>);

/// What can happen to the bytes of a part.
const DAMAGES: [(&str, Damage); 5] = [
    ("a changed byte", |bytes| bytes[100] ^= 1),
    ("cut short", |bytes| bytes.truncate(bytes.len() / 2)),
    ("nothing left", Vec::clear),
    ("no Parquet at all", |bytes| {
        *bytes = b"PAR1 is no file PAR1".to_vec();
    }),
    ("more behind it", |bytes| bytes.extend_from_slice(b"more")),
];

const PART: &str = "parts/part-000004.parquet";

#[test]
fn a_damaged_part_is_told_and_made_again() {
    let text = text();
    let whole = folder(&text);
    for (how, damage) in DAMAGES {
        let store = whole.copy();
        damage(store.files().get_mut(PART).expect("a part"));
        let status = sweep_status(&store, None, JSON).expect("a sweep");
        assert!(status.fails, "{how}");
        let verified = verify_sweep(&store, (0, 1), JSON).expect("a sweep");
        assert!(
            verified.fails && verified.text.contains('4'),
            "{how}: {}",
            verified.text
        );
        let refused = merged(&[store]).expect_err("a broken part").text;
        assert!(refused.contains(PART), "{how}: {refused}");
        let store = whole.copy();
        damage(store.files().get_mut(PART).expect("a part"));
        run(&text, None, &store);
        hold_same(&whole, &store, how);
    }
}

#[test]
fn a_change_of_any_byte_of_a_part_is_found() {
    let text = swept(SWEEP).replace("points = 28", "points = 3");
    let store = folder(&text);
    let part = "parts/part-000000.parquet";
    let whole = store.file(part);
    let mut unseen = BTreeSet::new();
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        store.files().get_mut(part).expect("a part")[at] ^= 1;
        if !sweep_status(&store, None, JSON).expect("a sweep").fails {
            unseen.insert(at);
        }
        store.files().insert(part.to_owned(), whole.clone());
    }
    assert_eq!(unseen, BTreeSet::new(), "of {} bytes", whole.len());
}

/// Returns a part with another amount, that bears the notes of its sweep and a fingerprint of its
/// own: what another program could have made.
fn foreign(part: &[u8]) -> Vec<u8> {
    let mut columns: Columns = verdeel::intake::parquet_columns(part).expect("columns");
    let cents = columns.columns.iter_mut().find(|(name, _)| name == "cents");
    let Some((_, verdeel::study::Values::Whole(cents))) = cents else {
        panic!("no amounts");
    };
    cents[0] += 1;
    let notes = verdeel::intake::parquet_notes(part).expect("notes");
    let made_again = [
        "verdeel:sweep",
        "verdeel:part",
        "verdeel:failed",
        "verdeel:summary",
    ];
    assert!(made_again.iter().all(|note| notes.contains_key(*note)));
    let notes = made_again.map(|note| (note, notes[note].clone()));
    parquet_of(&columns, std::iter::empty(), &notes)
}

#[test]
fn a_part_that_was_not_computed_is_found_by_computing_it_again() {
    let store = folder(&text());
    let part = foreign(&store.file(PART));
    assert_ne!(part, store.file(PART));
    store.files().insert(PART.to_owned(), part.clone());
    let verify =
        |sample: u64| -> Answer { verify_sweep(&store, (sample, 1), JSON).expect("a sweep") };
    assert!(!verify(0).fails, "it looks whole");
    let all = verify(10);
    assert!(all.fails && all.text.contains('4'), "{}", all.text);
    // Beside the right one it is a part in two forms.
    let refused = merged(&[folder(&text()), store])
        .expect_err("two forms")
        .text;
    assert!(
        refused.contains(&format!("`{PART}` differs between")),
        "{refused}"
    );
}

#[test]
fn what_does_not_make_one_sweep_is_not_merged() {
    let text = text();
    let mut folders = shards(&text, 3);
    let missing = folders.pop().expect("three");
    let refused = merged(&folders).expect_err("a missing shard").text;
    // Ten parts in three shards: 0 to 2, 3 to 5, 6 to 9.
    assert!(
        refused.contains("4 parts of this sweep are missing, the first is 6"),
        "{refused}"
    );
    let other = folder(&text.replace("1_100", "1_101"));
    let refused = merged(&[missing, other]).expect_err("two sweeps").text;
    assert!(refused.contains("are of different sweeps"), "{refused}");
    assert!(merge_sweep(&Memory::new("out"), &[], JSON).is_err());
    let refused = merged(&[Memory::new("empty")]).expect_err("no sweep").text;
    assert!(
        refused.contains("there is no manifest of a sweep in `empty`"),
        "{refused}"
    );
}

#[test]
fn a_folder_holds_one_sweep() {
    let store = folder(&text());
    let other = text().replace("1_100", "1_101");
    let refused = with(&[(PATH, &other)], |job| {
        job.run(None, &store, &super::Unwatched)
    });
    let refused = refused.expect_err("another sweep").text;
    assert!(
        refused.contains("there is another sweep in `whole`"),
        "{refused}"
    );
    hold_same(&folder(&text()), &store, "and is left as it is");
}

#[test]
fn how_far_a_sweep_is_is_told_by_shard() {
    let text = text();
    let store = Memory::new("one");
    run(&text, Some((1, 3)), &store);
    let status = sweep_status(&store, Some(3), JSON).expect("a sweep");
    assert!(status.fails);
    let status: serde_json::Value = serde_json::from_str(&status.text).expect("JSON");
    assert_eq!(
        (&status["parts"], &status["whole"]),
        (&10.into(), &3.into()),
        "{status}"
    );
    let verified = verify_sweep(&store, (3, 1), JSON).expect("a sweep");
    assert!(verified.fails, "seven parts are missing");
    let whole = folder(&text);
    assert!(!sweep_status(&whole, Some(3), JSON).expect("a sweep").fails);
    assert!(!verify_sweep(&whole, (3, 1), JSON).expect("a sweep").fails);
}

#[test]
fn a_manifest_names_no_file_outside_its_folder() {
    let whole = folder(&text());
    let manifest = String::from_utf8(whole.file("manifest.json")).expect("text");
    let outside = manifest.replacen("\"inputs/", "\"../inputs/", 1);
    assert_ne!(manifest, outside);
    let store = Memory::new("foreign");
    store
        .files()
        .insert("manifest.json".to_owned(), outside.into_bytes());
    let failure = sweep_status(&store, None, JSON).expect_err("a manifest of a stranger");
    assert!(failure.text.contains("no manifest"), "{}", failure.text);
}

#[test]
fn parts_of_another_program_are_not_merged() {
    let text = swept(SWEEP);
    let other = folder(&text);
    let manifest = String::from_utf8(other.file("manifest.json")).expect("text");
    let at = manifest
        .find("\"program_sha256\": \"sha256:")
        .expect("a hash");
    let hash = &manifest[at + 26..at + 26 + 64];
    assert!(
        hash.bytes().all(|digit| digit.is_ascii_hexdigit()),
        "{hash}"
    );
    let altered = manifest.replace(hash, &"0".repeat(64));
    other
        .files()
        .insert("manifest.json".to_owned(), altered.into_bytes());
    for from in [[folder(&text), other.copy()], [other, folder(&text)]] {
        let refused = merged(&from).expect_err("two programs").text;
        assert!(
            refused.contains("is of another version of this program"),
            "{refused}"
        );
    }
}
