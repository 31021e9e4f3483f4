//! Files: the one implementation of reading and of atomic writing.

mod folder;
#[cfg(not(target_family = "wasm"))]
mod store;
mod whole;

use std::io::{Read, Write};
use std::path::{Component, Path, PathBuf};

pub use folder::Folder;
#[cfg(not(target_family = "wasm"))]
pub use store::DiskStore;
pub use whole::write_folder;

/// Most that is read of one file: beyond the largest scenario and any result.
const MAX_BYTES: u64 = 1024 * 1024 * 1024;

/// Why a file could not be read or written: the reason, ready for a message.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub struct DiskError {
    reason: String,
    /// Whether the reader of a pipe went away, which is no error of ours.
    pub is_closed_pipe: bool,
}

impl From<std::io::Error> for DiskError {
    fn from(error: std::io::Error) -> DiskError {
        let is_closed_pipe = error.kind() == std::io::ErrorKind::BrokenPipe;
        DiskError {
            reason: error.to_string(),
            is_closed_pipe,
        }
    }
}

/// Returns the contents of a file.
///
/// # Errors
///
/// When it cannot be read.
pub fn read_bytes(path: &str) -> Result<Vec<u8>, DiskError> {
    let mut bytes = Vec::new();
    // A device never ends, and a path may come out of a result that somebody else has made.
    std::fs::File::open(path)?
        .take(MAX_BYTES)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the text of a file.
///
/// # Errors
///
/// When it cannot be read, or is not UTF-8: then with the place of the first wrong byte.
pub fn read_text(path: &str) -> Result<String, DiskError> {
    String::from_utf8(read_bytes(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error
            .as_bytes()
            .iter()
            .take(at)
            .filter(|byte| **byte == b'\n')
            .count();
        DiskError {
            reason: format!("not UTF-8 at line {line}, byte {at}"),
            is_closed_pipe: false,
        }
    })
}

/// Returns all that `input` holds, or `None` when that is more than `most` bytes.
///
/// # Errors
///
/// When it cannot be read.
pub fn read_input(input: &mut impl Read, most: u64) -> Result<Option<Vec<u8>>, DiskError> {
    let mut bytes = Vec::new();
    let read = input.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    let is_all = u64::try_from(read).is_ok_and(|read| read <= most);
    Ok(is_all.then_some(bytes))
}

/// Writes a file whole or not at all: beside its place first, then by renaming.
///
/// A link stays a link, and its file is written. What is no file (a device, a pipe) cannot be
/// replaced and is written to as it stands.
///
/// # Errors
///
/// When it cannot be written; a file that stood there before is then untouched.
pub fn write_atomically(path: &str, bytes: &[u8]) -> Result<(), DiskError> {
    let path = match std::fs::canonicalize(path) {
        Ok(found) if !found.is_file() => {
            let mut target = std::fs::OpenOptions::new().write(true).open(found)?;
            return write_out(&mut target, bytes);
        }
        Ok(found) => found,
        Err(_) => PathBuf::from(path),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".verdeel-");
    as_any_file(&mut builder);
    let mut file = builder.tempfile_in(folder_of(&path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Returns where a file is, or would come, behind all links and in folders that may have to be made
/// yet; `None` for what is no file (a device, a folder, a pipe).
pub fn place(path: &str) -> Option<PathBuf> {
    if let Ok(found) = std::fs::canonicalize(path) {
        return found.is_file().then_some(found);
    }
    Path::new(path).file_name()?;
    let mut place = PathBuf::new();
    for part in std::path::absolute(path).ok()?.components() {
        match part {
            Component::ParentDir => {
                place.pop();
            }
            part => place.push(part),
        }
        if let Ok(found) = std::fs::canonicalize(&place) {
            place = found;
        }
    }
    Some(place)
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// Gives a temporary file the permissions of any new file, not those of a secret.
#[cfg(unix)]
fn as_any_file(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn as_any_file(_builder: &mut tempfile::Builder<'_, '_>) {}

/// Writes bytes to the screen or to whatever reads our output.
///
/// # Errors
///
/// When the reader went away or the device is full.
pub fn write_out(out: &mut impl Write, bytes: &[u8]) -> Result<(), DiskError> {
    out.write_all(bytes)?;
    out.flush()?;
    Ok(())
}

/// Makes a folder and those around it, where they are not there yet.
///
/// # Errors
///
/// When it cannot be made, or when something else stands there.
pub fn make_folder(path: &str) -> Result<(), DiskError> {
    Ok(std::fs::create_dir_all(path)?)
}

/// Says whether `path` is a folder.
pub fn is_folder(path: &str) -> bool {
    Path::new(path).is_dir()
}

/// Returns the scenario files of a folder, in order of name.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn scenario_files(folder: &str) -> Result<Vec<String>, DiskError> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let is_scenario = path
            .extension()
            .is_some_and(|extension| extension == "toml");
        if is_scenario && path.is_file() {
            files.push(path.to_string_lossy().into_owned());
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{FileTypeExt, symlink};

    use super::*;

    #[test]
    fn what_is_no_file_is_written_to_and_stays_what_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
        // A socket cannot be opened for writing; what counts is that no file takes its place.
        write_atomically(path.to_str().unwrap(), b"text").unwrap_err();
        assert!(std::fs::metadata(&path).unwrap().file_type().is_socket());
    }

    #[test]
    fn a_link_stays_a_link_and_its_file_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::fs::write(&file, "old").unwrap();
        symlink(&file, &link).unwrap();
        write_atomically(link.to_str().unwrap(), b"new").unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "new");
    }
}
