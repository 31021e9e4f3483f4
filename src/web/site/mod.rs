//! A folder for any web server: the page with an engine of its own, and pages beside it that need
//! no script.
//!
//! Everything is written when the folder is made, out of what the program carries: questions with
//! their answers, schemes with their rules, guides, pictures. Links are relative, so that the
//! folder may stand anywhere, and what the page fetches is in it.

mod desk;
mod front;
mod gallery;
mod guides;
mod markdown;
mod questions;
mod schemes;
mod shell;

use crate::study::{Failure, Lang, QUESTIONS, SCENARIOS, SCHEMES};

use self::desk::Desk;
use self::shell::Page;
use super::assets::ASSETS;

/// The file by which such a folder is known, so that it can be made again in its place.
pub const SITE_MARK: &str = "verdeel-site.txt";

const MARK: &str = "Deze map is gemaakt door `verdeel site`, dat haar als geheel vervangt.\n\
    This folder was made by `verdeel site`, which replaces it as a whole.\n";

/// The style of what stands beside the page.
const STYLE: &str = include_str!("site.css");

/// Files of a folder: their paths in it, and contents.
pub type Files = Vec<(String, Vec<u8>)>;

/// Returns the folder, with an engine for browsers: WebAssembly in gzip.
///
/// # Errors
///
/// A [`Failure`] when the library has a question or scheme that cannot be shown, which a test rules
/// out.
pub fn site(engine: &[u8]) -> Result<Files, Failure> {
    let mut files: Files = vec![
        (SITE_MARK.to_owned(), MARK.into()),
        ("engine.bin".to_owned(), engine.to_vec()),
        ("site.css".to_owned(), STYLE.into()),
    ];
    for (name, _, text) in ASSETS {
        let text = match *name {
            "index.html" => front::with_own_engine(text),
            _ => (*text).to_owned(),
        };
        files.push(((*name).to_owned(), text.into_bytes()));
    }
    files.extend(sources());
    let pages = std::thread::scope(|scope| {
        let dutch = scope.spawn(|| pages(Lang::Nl));
        let english = pages(Lang::En);
        [
            dutch
                .join()
                .unwrap_or_else(|fault| std::panic::resume_unwind(fault)),
            english,
        ]
    });
    for in_one_language in pages {
        files.extend(in_one_language?);
    }
    Ok(files)
}

/// Returns every text of the library under its path.
fn sources() -> impl Iterator<Item = (String, Vec<u8>)> {
    let questions = QUESTIONS.iter();
    let questions = questions.map(|(name, text)| (questions::source(name), *text));
    let schemes = SCHEMES.iter();
    let schemes = schemes.map(|(name, text)| (schemes::source(name), *text));
    let scenarios = SCENARIOS.iter();
    let scenarios = scenarios.map(|(path, text)| ((*path).to_owned(), *text));
    let all = questions.chain(schemes).chain(scenarios);
    all.map(|(path, text)| (path, text.into()))
}

/// Returns all pages in one language, and the pictures on them.
fn pages(lang: Lang) -> Result<Files, Failure> {
    let desk = Desk::new(lang);
    let (gallery, pictures) = gallery::pages(lang)?;
    let mut pages: Vec<Page> = vec![front::overview(&desk)?, gallery];
    pages.extend(questions::pages(&desk)?);
    pages.extend(schemes::pages(&desk)?);
    pages.extend(guides::pages(lang));
    let written = pages.into_iter();
    let written = written.map(|page| (page.path.clone(), page.written().into_bytes()));
    Ok(written.chain(pictures).collect())
}
