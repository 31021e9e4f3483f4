//! Carriers: files that hold other files, so that a path may lead into them as into a folder.

use super::sources::straight;
use crate::domain::Text;

/// The endings of names of pages, of which live files are.
const ENDINGS: [&str; 2] = [".html", ".htm"];

/// Splits a path that leads into a page: the page, and the name of what is in it.
pub fn carrier(path: &str) -> Option<(&str, &str)> {
    let mut ends = path.match_indices('/');
    let (end, _) = ends.find(|(end, _)| path.get(..*end).is_some_and(is_page))?;
    Some((path.get(..end)?, path.get(end + 1..)?))
}

/// Says whether a path is that of a page, by its name.
pub(super) fn is_page(path: &str) -> bool {
    ENDINGS.iter().any(|ending| {
        let start = path.len().checked_sub(ending.len());
        let own = start.and_then(|start| path.get(start..));
        own.is_some_and(|own| own.eq_ignore_ascii_case(ending))
    })
}

/// Returns where a file in a carrier finds what it names: inside it, or else under a name that
/// nothing in it has.
pub(super) fn beside_in((file, name): (&str, &str), path: &str) -> String {
    let is_absolute = path.starts_with(['/', '\\']) || path.contains(':');
    let folder = name.rfind('/').and_then(|end| name.get(..=end));
    let folder = folder.filter(|_| !is_absolute).unwrap_or_default();
    format!("{file}/{}", straight(&format!("{folder}{path}")))
}

/// Says which files carry a scenario.
pub fn live_hint() -> Text {
    Text::new(
        "geef een scenario (`.toml`), of een bestand dat `verdeel report --live` heeft gemaakt of \
         dat een lezer daarvan heeft bewaard",
        "give a scenario (`.toml`), or a file that `verdeel report --live` made or that a reader \
         of it has saved",
    )
}
