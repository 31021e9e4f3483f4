//! Takes the fingerprint of the program, of everything that decides what it computes, so that parts
//! of a sweep that were made by different programs are never put together.

use std::path::{Path, PathBuf};
use std::{fs, io};

use sha2::{Digest, Sha256};

/// What decides: the code, the schemes in it, and the crates that it is built with.
const MADE_OF: [&str; 4] = ["src", "scenarios/schemes", "Cargo.toml", "Cargo.lock"];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for part in MADE_OF {
        println!("cargo::rerun-if-changed={part}");
        files_in(Path::new(part), &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    for (name, path) in files {
        let contents = fs::read(path)?;
        hash.update(format!("{name}\n{}\n", contents.len()));
        hash.update(contents);
    }
    let digits = hash.finalize();
    let digits: String = digits.iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=VERDEEL_PROGRAM_SHA256={digits}");
    Ok(())
}

/// Adds the files at a path, by their names with `/` between the steps; there may be none.
fn files_in(path: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            files_in(&entry?.path(), files)?;
        }
    } else if path.is_file() {
        let steps = path.iter().map(|step| step.to_string_lossy());
        let steps: Vec<_> = steps.collect();
        files.push((steps.join("/"), path.to_owned()));
    }
    Ok(())
}
