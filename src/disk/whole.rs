//! Folders that are written whole or not at all.

use std::fs;
use std::io::Write;
use std::path::Path;

use tempfile::TempDir;

use super::{DiskError, folder_of};

/// Writes a folder with all its files, named by their paths in it, or none of them: beside its
/// place first, then by renaming.
///
/// The folder is new or empty; one that has a file with the name `mark` was written so before, and
/// is replaced.
///
/// # Errors
///
/// When there is something else in it, or when it cannot be written; what stood there before is
/// then untouched.
pub fn write_folder(
    path: &str,
    files: &[(&str, &[u8])],
    mark: Option<&str>,
) -> Result<(), DiskError> {
    match fs::canonicalize(path) {
        Err(_) => {
            let path = Path::new(path);
            fs::create_dir_all(folder_of(path))?;
            let made = filled(&folder_of(path), files)?;
            put(made, path)
        }
        Ok(found) if fs::read_dir(&found)?.next().is_none() => fill(&found, files),
        Ok(found) if mark.is_some_and(|mark| found.join(mark).is_file()) => replace(&found, files),
        Ok(_) => Err(DiskError {
            reason: "there is something in this folder; choose one that is not there yet"
                .to_owned(),
            is_closed_pipe: false,
        }),
    }
}

/// Returns a new folder inside another one, with these files in it; it goes again where nobody
/// keeps it.
fn filled(around: &Path, files: &[(&str, &[u8])]) -> Result<TempDir, DiskError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".verdeel-");
    as_any_folder(&mut builder);
    let made = builder.tempdir_in(around)?;
    for (name, contents) in files {
        let path = made.path().join(name);
        fs::create_dir_all(folder_of(&path))?;
        let mut file = fs::File::create_new(path)?;
        file.write_all(contents)?;
        file.sync_all()?;
    }
    Ok(made)
}

/// Gives a folder that was made its place.
fn put(made: TempDir, place: &Path) -> Result<(), DiskError> {
    fs::rename(made.path(), place)?;
    // It is no longer where it was made, and is not to be removed from there.
    drop(made.keep());
    Ok(())
}

/// Fills an empty folder, which may be one that cannot be renamed: somebody is in it.
fn fill(folder: &Path, files: &[(&str, &[u8])]) -> Result<(), DiskError> {
    let made = filled(folder, files)?;
    for entry in fs::read_dir(made.path())? {
        let entry = entry?;
        fs::rename(entry.path(), folder.join(entry.file_name()))?;
    }
    Ok(made.close()?)
}

/// Puts a new folder in the place of one, or leaves that where it is.
fn replace(place: &Path, files: &[(&str, &[u8])]) -> Result<(), DiskError> {
    let around = folder_of(place);
    let made = filled(&around, files)?;
    let aside = tempfile::Builder::new()
        .prefix(".verdeel-")
        .tempdir_in(&around)?;
    let before = aside.path().join("before");
    fs::rename(place, &before)?;
    if let Err(error) = put(made, place) {
        fs::rename(&before, place)?;
        return Err(error);
    }
    Ok(aside.close()?)
}

/// Gives a folder the permissions of any new folder, not those of a secret.
#[cfg(unix)]
fn as_any_folder(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o777));
}

#[cfg(not(unix))]
fn as_any_folder(_builder: &mut tempfile::Builder<'_, '_>) {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns what is in a folder, by name, with its text.
    fn inside(folder: &Path) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            match entry.path().is_dir() {
                true => found.extend(
                    inside(&entry.path())
                        .into_iter()
                        .map(|(inner, text)| (format!("{name}/{inner}"), text)),
                ),
                false => found.push((name, fs::read_to_string(entry.path()).unwrap())),
            }
        }
        found.sort();
        found
    }

    #[test]
    fn a_folder_is_new_or_empty_or_was_written_before() {
        // What stands there before, the mark, and whether the folder is then written.
        for (before, mark, is_written) in [
            (None, None, true),
            (Some(vec![]), None, true),
            (Some(vec!["mark", "old"]), Some("mark"), true),
            (Some(vec!["other"]), Some("mark"), false),
            (Some(vec!["mark"]), None, false),
        ] {
            let around = tempfile::tempdir().unwrap();
            let folder = around.path().join("a/folder");
            for name in before.iter().flatten() {
                fs::create_dir_all(&folder).unwrap();
                fs::write(folder.join(name), "before").unwrap();
            }
            if before.is_some() {
                fs::create_dir_all(&folder).unwrap();
            }
            let files = [("mark", &b"new"[..]), ("deep/er/file", &b"new"[..])];
            let written = write_folder(folder.to_str().unwrap(), &files, mark);
            assert_eq!(written.is_ok(), is_written, "{before:?} {mark:?}");
            let expected = match is_written {
                true => vec![("deep/er/file", "new"), ("mark", "new")],
                false => before
                    .iter()
                    .flatten()
                    .map(|name| (*name, "before"))
                    .collect(),
            };
            let expected = expected.into_iter();
            let expected: Vec<(String, String)> = expected
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .collect();
            assert_eq!(inside(&folder), expected);
            // Nothing is left beside it.
            assert_eq!(inside(&around.path().join("a")).len(), expected.len());
        }
    }

    #[test]
    fn a_folder_of_which_a_file_cannot_be_written_is_not_there() {
        let around = tempfile::tempdir().unwrap();
        let folder = around.path().join("folder");
        // A file that is the folder of another.
        let files = [("a", &b"x"[..]), ("a/b", &b"y"[..])];
        write_folder(folder.to_str().unwrap(), &files, None).unwrap_err();
        assert_eq!(fs::read_dir(around.path()).unwrap().count(), 0);
    }
}
