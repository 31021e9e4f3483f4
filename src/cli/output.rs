//! Output: answers to standard output or a file, everything else to standard error.

use super::exit;
use super::options::Options;
use crate::disk::{DiskError, make_folder, read_bytes, read_text, write_atomically, write_out};
use crate::study::{Answer, Failure, FailureKind};

/// What a command comes to.
pub(super) type Outcome = Result<Answer, Failure>;

/// Reads a file as the library asks for it.
pub(super) fn read(path: &str) -> Result<String, String> {
    read_text(path).map_err(|error| error.to_string())
}

/// Reads a file of any kind as the library asks for it.
pub(super) fn read_any(path: &str) -> Result<Vec<u8>, String> {
    read_bytes(path).map_err(|error| error.to_string())
}

/// Delivers an outcome and returns the exit code.
pub(super) fn deliver(outcome: Outcome, options: &Options) -> u8 {
    let answer = match outcome {
        Ok(answer) => answer,
        Err(failure) => {
            aside(&failure.text);
            return match failure.kind {
                FailureKind::Usage => exit::USAGE,
                FailureKind::Problems => exit::PROBLEMS,
                FailureKind::Unreadable => exit::DISK,
                FailureKind::Stopped => exit::FAILED,
                FailureKind::Fault => exit::FAULT,
            };
        }
    };
    if !options.quiet || answer.has_problems {
        aside(&answer.aside);
    }
    if let Some(folder) = &answer.folder
        && let Err(error) = make_folder(folder)
    {
        return unwritten(&error, folder);
    }
    for (path, bytes) in &answer.files {
        if let Err(error) = write_atomically(path, bytes) {
            return unwritten(&error, path);
        }
    }
    let contents = answer.bytes.as_deref();
    let contents = contents.unwrap_or(answer.text.as_bytes());
    let written = match &options.out {
        _ if answer.folder.is_some() => Ok(()),
        Some(path) => write_atomically(path, contents),
        None => write_out(&mut anstream::stdout(), contents),
    };
    match written {
        Err(error) if !error.is_closed_pipe => {
            unwritten(&error, options.out.as_deref().unwrap_or("standard output"))
        }
        _ if answer.has_problems => exit::PROBLEMS,
        _ if answer.fails => exit::FAILED,
        _ => exit::DONE,
    }
}

fn unwritten(error: &DiskError, target: &str) -> u8 {
    aside(&format!(
        "error: failed to write `{target}`\ncaused by: {error}\n"
    ));
    exit::DISK
}

/// Says something beside the answer; nobody to hear it is no error.
pub(super) fn aside(text: &str) {
    write_out(&mut anstream::stderr(), text.as_bytes()).unwrap_or_default();
}

/// Says that the program is at fault.
pub(super) fn fault() {
    aside(
        "this is a fault in the program, not in your scenario; the lines above help to mend it\n",
    );
}
