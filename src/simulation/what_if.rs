//! What-ifs: cases run in parallel, results in the order of the cases.

use std::sync::Arc;

use rayon::prelude::*;

use crate::plan::{Inputs, Plan};
use crate::results::YearResult;

/// One what-if: a plan with its numbers. Cases that differ in numbers only share a plan.
#[derive(Clone, Debug)]
pub struct Case {
    /// The plan.
    pub plan: Arc<Plan>,
    /// The numbers.
    pub inputs: Inputs,
}

/// Runs every case; the order and the bytes of the results do not depend on threads.
pub fn run_cases(cases: &[Case]) -> Vec<Vec<YearResult>> {
    cases
        .par_iter()
        .map(|case| YearResult::of(&case.plan, &case.inputs))
        .collect()
}

/// Does the same work for each item, in parallel, keeping their order.
pub fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.par_iter().map(work).collect()
}

/// Does work on every thread there is, at once, until each has returned.
pub(super) fn on_every_thread(work: impl Fn() + Sync) {
    rayon::broadcast(|_| work());
}

/// Runs `work` on at most `threads` threads; on all there are when `None`.
pub fn with_threads<R: Send>(threads: Option<usize>, work: impl FnOnce() -> R + Send) -> R {
    let Some(threads) = threads else {
        return work();
    };
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(work),
        // Without a pool of that size the result is the same, only later.
        Err(_) => work(),
    }
}
