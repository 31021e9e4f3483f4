//! Files of others into counts: DUO's open files, joined to tables of the user, and sheets of a
//! workbook.
//!
//! Bytes become text (`decoding`), text becomes records with their places (`table`), and the
//! header says which published layout it is (`layout`). Each cell is heads or a suppressed number
//! (`heads`), and ends up in exactly one place of the [`Inventory`]: used, left out for a reason,
//! or missing in a table of the user. What was used becomes rows of counts (`rows`).
//!
//! **Absent here:** files (a caller gives bytes), printing, and guesses: a suppressed cell is a
//! number only when the user says which.

mod decoding;
mod duo;
mod heads;
mod inventory;
mod joins;
mod layout;
#[cfg(not(target_family = "wasm"))]
mod parquet;
mod programmes;
mod rows;
mod table;
mod workbook;

pub use duo::{DuoFiles, Imported, duo};
pub use heads::Suppressed;
pub use inventory::{Inventory, Lacking, Portion, Reason};
#[cfg(not(target_family = "wasm"))]
pub use parquet::{parquet_columns, parquet_notes};
pub use table::Given;
pub use workbook::{Sheet, SheetFault, sheet};
