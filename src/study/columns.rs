//! Columns: the files that are no text. A browser makes none.

use super::Failure;
use crate::domain::Lang;
use crate::report::SimulationView;
#[cfg(not(target_family = "wasm"))]
use crate::report::{draws_columns, parquet_of, statistics_columns};
use crate::results::Simulated;

/// Returns the statistics of a simulation as Parquet.
#[cfg(not(target_family = "wasm"))]
pub(super) fn statistics(view: SimulationView<'_>, _: Lang) -> Result<Vec<u8>, Failure> {
    Ok(parquet_of(
        &statistics_columns(view),
        std::iter::empty(),
        &[],
    ))
}

/// Returns the draws of a simulation as Parquet.
#[cfg(not(target_family = "wasm"))]
pub(super) fn draws(simulated: &Simulated, _: Lang) -> Result<Vec<u8>, Failure> {
    let mut groups = draws_columns(simulated);
    let first = groups.next().unwrap_or_default();
    Ok(parquet_of(&first, groups, &[]))
}

#[cfg(target_family = "wasm")]
pub(super) fn statistics(_: SimulationView<'_>, lang: Lang) -> Result<Vec<u8>, Failure> {
    Err(not_here(lang))
}

#[cfg(target_family = "wasm")]
pub(super) fn draws(_: &Simulated, lang: Lang) -> Result<Vec<u8>, Failure> {
    Err(not_here(lang))
}

#[cfg(target_family = "wasm")]
fn not_here(lang: Lang) -> Failure {
    use crate::domain::Text;
    Failure::usage(
        &Text::new(
            "Parquet kan hier niet worden geschreven",
            "Parquet cannot be written here",
        ),
        &Text::new("kies JSON of CSV", "choose JSON or CSV"),
        lang,
    )
}
