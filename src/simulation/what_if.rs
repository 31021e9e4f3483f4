//! What-ifs: cases run in parallel, results in the order of the cases.

use std::sync::Arc;

use super::in_parallel;
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
    in_parallel(cases, |case| YearResult::of(&case.plan, &case.inputs))
}
