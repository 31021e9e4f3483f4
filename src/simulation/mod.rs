//! What runs the engine many times, in parallel; the only place that knows threads.

mod attribution;
mod break_even;
mod compromise;
mod covering;
mod dials;
mod effect;
mod figures;
mod monte_carlo;
mod points;
pub mod sample;
mod solve;
mod sweep;
mod threads;
mod unmoved;
mod vintages;
mod what_if;
mod wishes;

pub use attribution::{Between, CausePart, shapley};
pub use break_even::{Contender, break_evens};
pub use compromise::{MOST_MIXES, compromise};
pub use dials::Value as PointValue;
pub use effect::{Idle, idle_parameters};
pub use figures::{Looked, figures};
pub use monte_carlo::{
    Dialled, Knob, Moment, PreparedPoints, ReadyPoints, SweptModel, SweptPoints,
};
pub use monte_carlo::{DrawnPart, PART_STEP, draw_part, simulate_parts};
pub use monte_carlo::{
    Draws, Happened, MOST_DRAWS, Model, Replayed, SimulationRequest, Unwatched, Watch,
};
pub use monte_carlo::{possible_worlds, replayed, simulate, sways, undrawable};
pub use points::{Leaf, Points, write as write_number};
pub use solve::solve_beside;
pub use solve::{Asked, Baseline, Range, RangeError, breakpoints, may_shrink, solve};
pub use solve::{MOST_PARAMETERS, Wanted, corners, optimise};
pub use sweep::{PartKept, PointsOfPart, SeriesKept, SeriesKey, on_threads};
pub use threads::{at_once, in_parallel, with_threads};
pub use unmoved::unmoved;
pub use vintages::vintages;
pub use what_if::{Case, run_cases};
pub use wishes::{Judged, conflicts, judge, judge_all};
