//! [`Rounding`]: how an exact fraction becomes a whole number, always by name.

/// A rounding mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Towards minus infinity: 2.9 becomes 2.
    Down,
    /// To the nearest whole number, a half to the even neighbour: 2.5 becomes 2, 3.5 becomes 4.
    HalfEven,
    /// To the nearest whole number, a half away from zero: 2.5 becomes 3.
    HalfUp,
}
