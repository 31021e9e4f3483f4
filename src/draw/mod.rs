//! All randomness, which knows no rule and no scenario: streams of random words, and what turns a
//! block of words into scores, counts and values.
//!
//! One 32-bit word per number and draw, through inverse distribution functions built from
//! additions, multiplications, divisions and square roots alone: no rejection, no logarithm of a
//! platform, no fused multiplication. So the bits are the same on every machine, any draw replays
//! alone, and blocks of any size give the same numbers. Accuracies are relative errors, tested
//! against other implementations.

mod bad_number;
mod bell;
mod beta;
mod cholesky;
mod correlation;
mod distribution;
mod elementary;
#[cfg(target_arch = "x86_64")]
mod keystream;
mod lanes;
mod normal;
mod shape;
mod stream;

pub use bad_number::BadNumber;
pub use bell::Bell;
pub use cholesky::Cholesky;
pub use correlation::Loadings;
pub use distribution::Distribution;
pub use elementary::{multiply, products, round_half_even, whole_products, whole_products_of_two};
pub use normal::{FARTHEST_SCORE, normal_scores};
pub use shape::{PERT_WEIGHT, Shape};
pub use stream::{ABREAST, Key, Stream};
