//! [`Refusal`]: why a scenario that reads well still cannot be computed.

use crate::domain::Text;

/// Why a plan could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Stable name of the kind of problem.
    pub code: &'static str,
    /// The path of the part of the scenario that it is about.
    pub path: String,
    /// What is wrong.
    pub text: Text,
    /// An action that mends it.
    pub hint: Text,
}
