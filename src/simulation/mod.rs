//! What runs the engine many times, in parallel; the only place that knows threads.

mod attribution;
mod break_even;
mod compromise;
mod effect;
mod monte_carlo;
pub mod sample;
mod solve;
mod what_if;
mod wishes;

pub use attribution::{Between, CausePart, shapley};
pub use break_even::{Contender, break_evens};
pub use compromise::{MOST_MIXES, compromise};
pub use effect::{Idle, idle_parameters};
pub use monte_carlo::{Draws, MOST_DRAWS, Model, SimulationRequest, Watch, replayed, simulate};
pub use solve::{Asked, Baseline, Range, RangeError, breakpoints, solve};
pub use solve::{MOST_PARAMETERS, Wanted, corners, optimise};
pub use what_if::{Case, in_parallel, run_cases, with_threads};
pub use wishes::{Judged, conflicts, judge, judge_all};
