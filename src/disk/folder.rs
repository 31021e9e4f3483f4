//! [`Folder`]: a folder beyond which nothing is read.

use std::path::{Component, Path, PathBuf};

use super::{DiskError, read_text};

/// How deep files are listed.
const DEEPEST: usize = 4;

/// How many files are listed.
const MOST_FILES: usize = 300;

/// A folder of which files may be read, and of nothing beside it.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Returns a folder that is there.
    ///
    /// # Errors
    ///
    /// When there is no such folder.
    pub fn at(path: &str) -> Result<Folder, DiskError> {
        let root = std::fs::canonicalize(path)?;
        match root.is_dir() {
            true => Ok(Folder { root }),
            false => Err(DiskError {
                reason: "this is no folder".to_owned(),
                is_closed_pipe: false,
            }),
        }
    }

    /// Returns the path of a file as it is seen from this folder; `None` for what lies outside.
    pub fn inside(&self, path: &str) -> Option<String> {
        let found = std::fs::canonicalize(path).ok()?;
        let inside = found.strip_prefix(&self.root).ok()?;
        Some(inside.to_string_lossy().replace('\\', "/"))
    }

    /// Returns the text of a file by its path from here, also where links lead.
    ///
    /// # Errors
    ///
    /// When it lies outside, or cannot be read.
    pub fn read(&self, path: &str) -> Result<String, DiskError> {
        let path = Path::new(path);
        let goes_down = |part: Component<'_>| matches!(part, Component::Normal(_));
        let found = match path.components().all(goes_down) {
            true => std::fs::canonicalize(self.root.join(path))?,
            false => return Err(outside()),
        };
        match found.strip_prefix(&self.root) {
            Ok(_) => read_text(&found.to_string_lossy()),
            Err(_) => Err(outside()),
        }
    }

    /// Lists files whose name ends so, by their paths from here, in order.
    pub fn files(&self, ending: &str) -> Vec<String> {
        let mut found = Vec::new();
        self.list(&self.root, (ending, DEEPEST), &mut found);
        found.sort();
        found
    }

    fn list(&self, folder: &Path, (ending, deeper): (&str, usize), found: &mut Vec<String>) {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut entries: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        entries.sort();
        for path in entries {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            // Folders of programs hold no scenarios.
            let is_hidden = name.starts_with('.') || ["target", "node_modules"].contains(&&*name);
            if is_hidden || found.len() >= MOST_FILES || path.is_symlink() {
                continue;
            }
            if path.is_dir() && deeper > 0 {
                self.list(&path, (ending, deeper - 1), found);
            } else if name.ends_with(ending)
                && path.is_file()
                && let Ok(inside) = path.strip_prefix(&self.root)
            {
                found.push(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
}

fn outside() -> DiskError {
    DiskError {
        reason: "outside the folder of the page".to_owned(),
        is_closed_pipe: false,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn nothing_outside_a_folder_is_read() {
        let around = tempfile::tempdir().unwrap();
        let inside = around.path().join("inside");
        std::fs::create_dir_all(inside.join("deeper")).unwrap();
        std::fs::write(around.path().join("secret.toml"), "secret").unwrap();
        std::fs::write(inside.join("deeper/own.toml"), "own").unwrap();
        symlink(around.path().join("secret.toml"), inside.join("link.toml")).unwrap();
        let folder = Folder::at(inside.to_str().unwrap()).unwrap();
        assert_eq!(folder.read("deeper/own.toml").unwrap(), "own");
        let secret = around.path().join("secret.toml");
        for path in [
            "../secret.toml",
            "link.toml",
            "deeper/../../secret.toml",
            "",
            ".",
        ] {
            assert!(folder.read(path).is_err(), "{path}");
        }
        assert!(folder.read(secret.to_str().unwrap()).is_err());
        assert_eq!(folder.files(".toml"), ["deeper/own.toml"]);
        assert_eq!(folder.inside(secret.to_str().unwrap()), None);
    }
}
