//! A sweep through the program: killed half way and run again, and as shards of other processes.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::{fs, thread};

use super::swept;

const SWEEP: &str = r#"
design = "random"
points = 120
points-per-part = 4
draws = 16
[[sweep.parameter]]
path = "component.per-student.amount"
from = 900
to = 1_100
"#;

/// Calls the program in a folder.
fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verdeel"));
    command.args(arguments).current_dir(folder);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[track_caller]
fn call(folder: &Path, arguments: &[&str]) -> Output {
    let output = command(folder, arguments).output().expect("it starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    output
}

/// Returns every file of a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            let below = files(&path).into_iter();
            found.extend(below.map(|(own, contents)| (format!("{name}/{own}"), contents)));
        } else {
            found.insert(name, fs::read(&path).expect("a file"));
        }
    }
    found
}

#[test]
fn a_killed_sweep_goes_on_and_ends_as_if_it_was_never_disturbed() {
    let scratch = tempfile::tempdir().expect("a folder");
    let at = scratch.path();
    fs::write(at.join("s.toml"), swept(SWEEP)).expect("a file");
    call(at, &["sweep", "s.toml", "--out", "whole", "--quiet"]);
    let whole = files(&at.join("whole"));
    let is_part = |name: &&String| name.starts_with("parts/") && name.ends_with(".parquet");
    assert_eq!(whole.keys().filter(is_part).count(), 30);
    let mut killed = command(at, &["sweep", "s.toml", "--out", "killed", "--quiet"])
        .spawn()
        .expect("it starts");
    let parts = || {
        let entries = fs::read_dir(at.join("killed/parts")).into_iter().flatten();
        let names = entries.flatten().map(|entry| entry.file_name());
        let names: Vec<String> = names.map(|name| name.to_string_lossy().into()).collect();
        names
            .iter()
            .filter(|name| whole.contains_key(&format!("parts/{name}")))
            .count()
    };
    // Killed as soon as there are some parts; where the machine is quicker, at the end of them.
    while parts() < 5 && killed.try_wait().expect("a process").is_none() {
        thread::yield_now();
    }
    killed.kill().expect("it ends");
    killed.wait().expect("it ended");
    assert!(parts() >= 5);
    call(
        at,
        &[
            "sweep",
            "killed/manifest.json",
            "--out",
            "killed",
            "--quiet",
        ],
    );
    let mut again = files(&at.join("killed"));
    // What was half written when the process ended is no file of the sweep.
    again.retain(|name, _| whole.contains_key(name));
    assert!(again == whole, "another folder");
    for shard in ["1/2", "0/2"] {
        let out = format!("shard-{}", &shard[..1]);
        let manifest = "killed/manifest.json";
        call(
            at,
            &[
                "sweep", manifest, "--shard", shard, "--out", &out, "--quiet",
            ],
        );
    }
    call(
        at,
        &["sweep", "merge", "shard-1", "shard-0", "--out", "merged"],
    );
    assert!(
        files(&at.join("merged")) == whole,
        "another folder of shards"
    );
    call(at, &["sweep", "verify", "merged", "--sample", "2"]);
    call(at, &["sweep", "status", "merged"]);
}
