//! In the place of a crate that asks the browser for the date: one that stands still. The writer of
//! workbooks asks for it, before it is told the date that it is to write.

/// The date.
#[derive(Clone, Copy, Debug)]
pub struct Date;

impl Date {
    /// Returns the milliseconds since 1 January 1970.
    pub fn now() -> f64 {
        0.0
    }
}
