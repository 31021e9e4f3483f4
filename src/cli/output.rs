//! Output: answers to standard output or a file, everything else to standard error.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use super::exit;
use super::options::Options;
use super::target::Target;
use crate::disk::{
    DiskError, make_folder, place, read_bytes, read_text, write_atomically, write_folder, write_out,
};
use crate::study::{Answer, Failure, FailureKind, Lang, Placing};

/// What a command comes to.
pub(super) type Outcome = Result<Answer, Failure>;

/// The files that a command writes: none is another one of them, nor one that it reads.
#[derive(Debug, Default)]
pub(super) struct Outputs {
    places: BTreeMap<PathBuf, &'static str>,
    /// The first that would take the place of what is read: its option, and the file as it is read.
    clash: OnceLock<(&'static str, String)>,
}

impl Outputs {
    /// Takes the files to write.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when two of them are one file.
    pub(super) fn of(targets: &[Target<'_>], lang: Lang) -> Result<Outputs, Failure> {
        let mut places = BTreeMap::new();
        for Target { option, path, .. } in targets {
            let Some(place) = place(path) else {
                continue;
            };
            if let Some(other) = places.insert(place, *option) {
                let text = match lang {
                    Lang::Nl => format!("`{other}` en `{option}` zijn één bestand, `{path}`"),
                    Lang::En => format!("`{other}` and `{option}` are one file, `{path}`"),
                };
                return Err(misnamed(&text, another_name(lang)));
            }
        }
        Ok(Outputs {
            places,
            clash: OnceLock::new(),
        })
    }

    /// Reads a file as the library asks for it.
    pub(super) fn read(&self, path: &str) -> Result<String, String> {
        self.keep(path)?;
        read_text(path).map_err(|error| error.to_string())
    }

    /// Reads a file of any kind as the library asks for it.
    pub(super) fn read_any(&self, path: &str) -> Result<Vec<u8>, String> {
        self.keep(path)?;
        read_bytes(path).map_err(|error| error.to_string())
    }

    /// Refuses to read what would be overwritten: so nothing is computed in vain.
    fn keep(&self, path: &str) -> Result<(), String> {
        let option = place(path).and_then(|place| self.places.get(&place));
        let Some(option) = option else {
            return Ok(());
        };
        // Of several, the first one is told.
        self.clash
            .set((option, path.to_owned()))
            .unwrap_or_default();
        Err(format!("{option} {path}"))
    }

    /// Returns an outcome, or else why nothing may be written.
    pub(super) fn kept(&self, outcome: Outcome, lang: Lang) -> Outcome {
        let Some((option, path)) = self.clash.get() else {
            return outcome.and_then(|answer| self.apart(answer, lang));
        };
        let text = match lang {
            Lang::Nl => format!("`{option}` zou `{path}` overschrijven, dat ook wordt gelezen"),
            Lang::En => format!("`{option}` would overwrite `{path}`, which is read as well"),
        };
        Err(misnamed(&text, another_name(lang)))
    }

    /// Refuses an answer that would go to one of the files beside it.
    fn apart(&self, answer: Answer, lang: Lang) -> Outcome {
        // In a folder of their own they are beside nothing.
        let is_beside = answer.placing == Placing::Beside;
        let files = answer.files.iter().filter(|_| is_beside);
        let mut files = files.map(|(path, _)| path);
        let is_answer = |path: &&String| {
            let option = place(path).and_then(|place| self.places.get(&place));
            answer.folder.is_some() && option.is_some_and(|option| *option == "--out")
        };
        let Some(path) = files.find(is_answer) else {
            return Ok(answer);
        };
        let text = match lang {
            Lang::Nl => format!("`--out` is een van de bestanden ernaast, `{path}`"),
            Lang::En => format!("`--out` is one of the files beside it, `{path}`"),
        };
        Err(misnamed(&text, another_name(lang)))
    }
}

/// Returns the failure of a question with a wrong name for a file to write.
pub(super) fn misnamed(text: &str, hint: &str) -> Failure {
    Failure::told(FailureKind::Usage, format!("error: {text}\nhint: {hint}\n"))
}

/// Returns the failure that this program cannot make pages that calculate.
pub(super) fn without_engine(lang: Lang) -> Failure {
    let (text, hint) = match lang {
        Lang::Nl => (
            "dit programma is gebouwd zonder de rekenkern voor browsers, en die hoort erin",
            "neem een uitgegeven programma, of bouw het zoals `docs/guides/hosting.md` zegt",
        ),
        Lang::En => (
            "this program was built without the engine for browsers, which belongs in it",
            "take a released program, or build it as `docs/guides/hosting.md` says",
        ),
    };
    misnamed(text, hint)
}

fn another_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "geef een andere naam",
        Lang::En => "give another name",
    }
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
    let lang = options.manner().look.lang;
    let placed = place_files(&answer);
    // What is said of files that are not there would not be true.
    let is_said = placed.is_ok() || answer.placing == Placing::Beside;
    if is_said && (!options.quiet || answer.has_problems) {
        aside(&answer.aside);
    }
    if let Err((error, path)) = placed {
        return unwritten(&error, Some(path), lang);
    }
    let contents = answer.bytes.as_deref();
    let contents = contents.unwrap_or(answer.text.as_bytes());
    let written = match (&options.out, &answer.folder) {
        (None, Some(_)) => Ok(()),
        (_, Some(_)) if contents.is_empty() => Ok(()),
        (Some(path), Some(folder)) if path == folder => {
            write_out(&mut anstream::stdout(), contents)
        }
        (Some(path), _) => write_atomically(path, contents),
        (None, None) => write_out(&mut anstream::stdout(), contents),
    };
    match written {
        Err(error) if !error.is_closed_pipe => unwritten(&error, options.out.as_deref(), lang),
        _ if answer.has_problems => exit::PROBLEMS,
        _ if answer.fails => exit::FAILED,
        _ => exit::DONE,
    }
}

/// Writes the files beside an answer; on failure with the path that could not be written.
fn place_files(answer: &Answer) -> Result<(), (DiskError, &str)> {
    let mark = match (&answer.folder, answer.placing) {
        (_, Placing::Beside) | (None, _) => {
            if let Some(folder) = &answer.folder {
                make_folder(folder).map_err(|error| (error, folder.as_str()))?;
            }
            for (path, bytes) in &answer.files {
                write_atomically(path, bytes).map_err(|error| (error, path.as_str()))?;
            }
            return Ok(());
        }
        (_, Placing::New) => None,
        (_, Placing::Again(mark)) => Some(mark),
    };
    let folder = answer.folder.as_deref().unwrap_or_default();
    let files = answer.files.iter();
    let files: Vec<(&str, &[u8])> = files
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .collect();
    write_folder(folder, &files, mark).map_err(|error| (error, folder))
}

fn unwritten(error: &DiskError, target: Option<&str>, lang: Lang) -> u8 {
    aside(&Failure::unwritable(target, &error.to_string(), lang).text);
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
