//! Text to domain: the only place that knows TOML.
//!
//! A file passes through named stages, each with a type of its own: text → tree of values with
//! places (`tree`) → tree with its scheme, its CSV counts and its overlays in place (`loader`,
//! `overlay`) → checked against its shape (`conform`, `grammar`) → domain values (`read`).
//! Every stage goes on after a problem, so that a user sees all of them at once, in file order.
//!
//! **Absent here:** files (a [`Library`] gives texts), money arithmetic, printing.

mod asked;
mod carrier;
mod condition;
mod conform;
mod csv;
mod drafted;
mod edited;
mod facts;
mod grammar;
mod hybrid;
mod known;
mod loader;
mod open;
mod overlay;
mod path;
mod plausible;
mod problem;
mod read;
mod reshaping;
mod scalar;
mod schema;
mod shape;
mod sources;
mod stack;
mod syntax;
mod titles;
mod tree;
mod unfloored;
mod worlds;

pub use asked::{Asked, question_path, reshaping_variants};
pub use carrier::{carrier, live_hint};
pub use condition::condition;
pub use csv::{Cell, count_keys, records};
pub use drafted::{Draft, DraftPartnership, DraftParty, DraftRegion, drafted, with_parties};
pub use edited::{Edit, Edited, edited};
pub use facts::{Facts, facts, facts_of};
pub use hybrid::{ChangeKind, Hybrids, hybrids};
pub use open::{BASE, Opened, Refused, Variant, open};
pub use plausible::implausible;
pub use problem::{Place, Problem, Severity, nearest_names};
pub use schema::schema;
pub use sources::{Library, MAX_FILE_BYTES, Source, Sources, refusal_of_disk};
pub use titles::{Titles, titles};
pub use unfloored::without_floors;
pub use worlds::Worlds;
