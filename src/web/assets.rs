//! The files of the page, as they stand in `assets/`: no bundler, nothing from elsewhere.

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
pub(super) const MODULE: &str = "text/javascript; charset=utf-8";

/// A file: its name, what it is, and its text.
macro_rules! asset {
    ($kind:ident, $name:literal) => {
        ($name, $kind, include_str!(concat!("assets/", $name)))
    };
}

/// Every file of the page. One line each; a test compares this list with the folder.
pub(super) const ASSETS: &[(&str, &str, &str)] = &[
    asset!(HTML, "index.html"),
    asset!(STYLE, "page.css"),
    asset!(MODULE, "address.js"),
    asset!(MODULE, "amount.js"),
    asset!(MODULE, "carried.js"),
    asset!(MODULE, "changes.js"),
    asset!(MODULE, "crew.js"),
    asset!(MODULE, "differences.js"),
    asset!(MODULE, "dom.js"),
    asset!(MODULE, "editor.js"),
    asset!(MODULE, "estimate.js"),
    asset!(MODULE, "keep.js"),
    asset!(MODULE, "livefile.js"),
    asset!(MODULE, "main.js"),
    asset!(MODULE, "making.js"),
    asset!(MODULE, "negotiate.js"),
    asset!(MODULE, "notice.js"),
    asset!(MODULE, "numbers.js"),
    asset!(MODULE, "opening.js"),
    asset!(MODULE, "option.js"),
    asset!(MODULE, "paper.js"),
    asset!(MODULE, "port.js"),
    asset!(MODULE, "recipient.js"),
    asset!(MODULE, "results.js"),
    asset!(MODULE, "rules.js"),
    asset!(MODULE, "server.js"),
    asset!(MODULE, "silence.js"),
    asset!(MODULE, "since.js"),
    asset!(MODULE, "start.js"),
    asset!(MODULE, "state.js"),
    asset!(MODULE, "taking.js"),
    asset!(MODULE, "unpack.js"),
    asset!(MODULE, "variants.js"),
    asset!(MODULE, "views.js"),
    asset!(MODULE, "words.js"),
    asset!(MODULE, "work.js"),
    asset!(MODULE, "worker.js"),
    asset!(MODULE, "workers.js"),
];

/// Returns what a file is, and its text.
pub(super) fn find(name: &str) -> Option<(&'static str, &'static str)> {
    let mut assets = ASSETS.iter();
    let found = assets.find(|(known, ..)| *known == name);
    found.map(|(_, kind, text)| (*kind, *text))
}
