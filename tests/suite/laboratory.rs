//! The laboratory: one division problem as JSON.

mod shortage;
