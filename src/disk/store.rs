//! [`DiskStore`]: the folder of a sweep.

use std::path::{Path, PathBuf};

use super::{make_folder, read_bytes, write_atomically};
use crate::study::Store;

/// A folder on disk; it and the folders inside it are made when something is written.
#[derive(Clone, Debug)]
pub struct DiskStore {
    name: String,
    root: PathBuf,
}

impl DiskStore {
    /// Returns the folder at a path, whether it is there or not.
    pub fn at(path: &str) -> DiskStore {
        let name = match path.trim_end_matches(['/', '\\']) {
            "" => path,
            name => name,
        };
        DiskStore {
            name: name.to_owned(),
            root: PathBuf::from(name),
        }
    }

    fn place(&self, name: &str) -> String {
        self.root.join(name).to_string_lossy().into_owned()
    }
}

impl Store for DiskStore {
    fn name(&self) -> &str {
        &self.name
    }

    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let place = self.place(name);
        match Path::new(&place).exists() {
            false => Ok(None),
            true => read_bytes(&place)
                .map(Some)
                .map_err(|error| error.to_string()),
        }
    }

    fn write(&self, name: &str, contents: &[u8]) -> Result<(), String> {
        let place = self.place(name);
        let folder = Path::new(&place).parent().unwrap_or(Path::new(""));
        make_folder(&folder.to_string_lossy()).map_err(|error| error.to_string())?;
        write_atomically(&place, contents).map_err(|error| error.to_string())
    }
}
