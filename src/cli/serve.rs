//! `verdeel serve`: the page on this machine.

use std::net::{IpAddr, SocketAddr};

use clap::Args;

use super::options::Options;
use super::output::{Outcome, aside};
use crate::disk::Folder;
use crate::study::{Answer, Failure, FailureKind, Lang};
use crate::web::{Site, serve};

const NOTES: &str = "\
Opens a page in the browser of this machine: choose a question, a scheme or a scenario, change its
numbers and see every amount move; explain, compare, negotiate, and take along the scenario, the
report or the workbook. What the page shows is what `verdeel run` says of the file that it hands
out. Nothing leaves this machine and nothing is stored; Ctrl-C ends it.

Files are read from one folder only: that of FILE, or where the program is started when FILE lies
below it or is left out. Nothing is written.

Other machines see nothing of it. With --listen 0.0.0.0 everybody on the network can open it; who
may do so is then up to the network.";

/// The page: what-ifs in the browser of this machine
#[derive(Args)]
#[command(after_long_help = NOTES)]
pub(super) struct Serve {
    /// Scenario file to begin with
    #[arg(value_name = "FILE")]
    path: Option<String>,
    /// Port to listen at; 0 for any that is free
    #[arg(long, value_name = "P", default_value_t = 8717)]
    port: u16,
    /// Address to listen at; everything but this machine's own opens the page to others
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    listen: IpAddr,
    /// Do not open a browser
    #[arg(long)]
    no_open: bool,
}

impl Serve {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let lang = options.manner().look.lang;
        let (folder, start) = self.folder(lang)?;
        let files = folder.files(".toml").into_iter();
        let files = files.filter(|path| folder.read(path).is_ok_and(|text| is_scenario(&text)));
        let site = Site {
            files: files.collect(),
            start,
            read: Box::new(move |path| folder.read(path).map_err(|error| error.to_string())),
        };
        let address = SocketAddr::new(self.listen, self.port);
        let told = |page: &str| {
            if !options.quiet {
                aside(&format!("{page}\n{}\n", ends_with(lang)));
            }
            if !self.no_open {
                // Who has no browser reads the address above.
                open::that_detached(page).unwrap_or_default();
            }
        };
        match serve(address, site, told) {
            Ok(()) => Ok(Answer::default()),
            Err(error) => Err(not_at(address, &error, lang)),
        }
    }

    /// Returns the folder that the page may see, and the scenario in it to begin with.
    fn folder(&self, lang: Lang) -> Result<(Folder, Option<String>), Failure> {
        let at = |path: &str| {
            let folder = Folder::at(path);
            folder.map_err(|error| Failure::unreadable(path, &error.to_string(), lang))
        };
        let here = at(".")?;
        let Some(path) = &self.path else {
            return Ok((here, None));
        };
        // A question of the library is in no folder.
        if path.starts_with("question:") {
            return Ok((here, Some(path.clone())));
        }
        if let Some(inside) = here.inside(path) {
            return Ok((here, Some(inside)));
        }
        let parent = std::path::Path::new(path).parent();
        let parent = parent.map(|parent| parent.to_string_lossy().into_owned());
        let parent = parent.filter(|parent| !parent.is_empty());
        let folder = at(parent.as_deref().unwrap_or("."))?;
        match folder.inside(path) {
            Some(inside) => Ok((folder, Some(inside))),
            None => Err(Failure::unreadable(path, no_such_file(lang), lang)),
        }
    }
}

/// Says whether a text looks like a scenario; other programs keep their settings in TOML too.
fn is_scenario(text: &str) -> bool {
    let keys = ["years", "extends", "case"];
    let mut lines = text.lines().filter_map(|line| line.split_once('='));
    lines.any(|(key, _)| keys.contains(&key.trim()))
}

fn ends_with(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "de pagina staat open tot u hier Ctrl-C geeft",
        Lang::En => "the page is there until you press Ctrl-C here",
    }
}

fn no_such_file(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "dit bestand is er niet",
        Lang::En => "there is no such file",
    }
}

fn not_at(address: SocketAddr, error: &std::io::Error, lang: Lang) -> Failure {
    let text = match lang {
        Lang::Nl => format!(
            "error: op {address} kan niet worden geluisterd: {error}\n\
             hint: kies met `--port` een andere poort, of `--port 0` voor een die vrij is\n"
        ),
        Lang::En => format!(
            "error: cannot listen at {address}: {error}\n\
             hint: choose another port with `--port`, or `--port 0` for one that is free\n"
        ),
    };
    Failure::told(FailureKind::Unreadable, text)
}
