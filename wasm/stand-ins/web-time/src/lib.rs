//! In the place of a crate that asks the browser for the time: there, a clock that stands still.
//! The linear solver reads it to see whether its time is up, and is given none. Elsewhere it is the
//! clock of the machine, as in that crate.

#[cfg(not(target_family = "wasm"))]
pub use std::time::*;

#[cfg(target_family = "wasm")]
pub use self::still::Instant;

#[cfg(target_family = "wasm")]
mod still {
    use std::time::Duration;

    /// A moment: so long after the only one that comes.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Instant(Duration);

    impl Instant {
        /// Returns the only moment that comes.
        pub fn now() -> Instant {
            Instant(Duration::ZERO)
        }

        /// Returns how long ago this was.
        pub fn elapsed(&self) -> Duration {
            Duration::ZERO
        }

        /// Returns the moment after some time; `None` when it is too far.
        pub fn checked_add(&self, time: Duration) -> Option<Instant> {
            self.0.checked_add(time).map(Instant)
        }
    }
}
