//! `verdeel site`: the page as a folder for a web server.

use clap::Args;

use super::options::Options;
use super::output::{Outcome, without_engine};
use super::target::Target;
use crate::study::{Answer, Lang, Placing};
use crate::web::{SITE_MARK, engine, site};

const NOTES: &str = "\
The folder holds the page of `verdeel serve` with an engine of its own, and pages beside it that
need no script: every question with its answer, every scheme with its rules and sources, the guides,
pictures, in Dutch and English. It calculates in the browser of who opens it; nothing that is
entered is sent anywhere, and nothing is fetched but the files of this folder.

Put it on any web server, in any folder: links are relative. It needs no program there. Opened as a
file, without a server, the pages without script work; browsers let the page itself calculate from a
server only.

Examples:
  verdeel site public
  What a server on this machine shows of it
    python3 -m http.server --directory public

DIR is written whole or not at all: it is not there yet, is empty, or was made by this command
before; that folder is then replaced with all that is in it.

Exit code: 0 when written; 2 when this program was built without an engine for browsers; 4 when the
folder cannot be written.";

/// The page as a folder for any web server, which calculates in the browser and sends nothing
#[derive(Args)]
#[command(after_long_help = NOTES)]
pub(super) struct Site {
    /// Folder to write
    #[arg(value_name = "DIR")]
    folder: String,
}

impl Site {
    /// Returns the folder to write.
    pub(super) fn beside(&self) -> Option<Target<'_>> {
        Some(Target {
            option: "DIR",
            path: &self.folder,
            kinds: &[],
        })
    }

    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let lang = options.manner().look.lang;
        let Some(engine) = engine() else {
            return Err(without_engine(lang));
        };
        let files = site(engine)?;
        Ok(Answer {
            aside: written(&self.folder, files.len(), lang),
            files,
            folder: Some(self.folder.clone()),
            placing: Placing::Again(SITE_MARK),
            ..Answer::default()
        })
    }
}

fn written(folder: &str, files: usize, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!(
            "{files} bestanden in {folder}; zet de map op een webserver en open index.html\n"
        ),
        Lang::En => format!(
            "{files} files in {folder}; put the folder on a web server and open index.html\n"
        ),
    }
}
