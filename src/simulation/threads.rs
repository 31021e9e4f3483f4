//! Threads: work is shared out over them here and nowhere else. A browser has one.

#[cfg(not(target_family = "wasm"))]
use rayon::prelude::*;

/// Does the same work for each item, in parallel, keeping their order.
#[cfg(not(target_family = "wasm"))]
pub fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.par_iter().map(work).collect()
}

/// Does the same work for each item, keeping their order.
#[cfg(target_family = "wasm")]
pub fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.iter().map(work).collect()
}

/// Does two kinds of work, at once where there are threads for it.
#[cfg(not(target_family = "wasm"))]
pub fn at_once<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    rayon::join(one, other)
}

/// Does two kinds of work, one after the other.
#[cfg(target_family = "wasm")]
pub fn at_once<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    (one(), other())
}

/// Does work on every thread there is, at once, until each has returned.
#[cfg(not(target_family = "wasm"))]
pub(super) fn on_every_thread(work: impl Fn() + Sync) {
    rayon::broadcast(|_| work());
}

/// Does work on the one thread there is.
#[cfg(target_family = "wasm")]
pub(super) fn on_every_thread(work: impl Fn() + Sync) {
    work();
}

/// Runs `work` on at most `threads` threads; on all there are when `None`.
#[cfg(not(target_family = "wasm"))]
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

/// Runs `work` on the one thread there is.
#[cfg(target_family = "wasm")]
pub fn with_threads<R: Send>(_: Option<usize>, work: impl FnOnce() -> R + Send) -> R {
    work()
}
