//! The widest vector instructions of the machine, found when the program runs.
//!
//! A kernel is compiled for each of them. Every lane does the same additions, multiplications,
//! divisions and roots, of which the standard fixes every bit, so the outcome never differs.

/// Runs a kernel, marked `#[inline(always)]` with all that it calls, in the widest lanes there are.
#[inline(always)]
pub(super) fn in_lanes<Kernel: FnOnce()>(kernel: Kernel) {
    pulp::Arch::new().dispatch(kernel);
}
