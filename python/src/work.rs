//! Work without the interpreter: other Python threads go on, and Ctrl-C is heard.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;
use verdeel::study::{Failure, Watch, with_threads};

use crate::errors::{fault, raised};

/// How often Python is asked whether it wants to stop.
const PAUSE: Duration = Duration::from_millis(20);

/// The process in which threads were first started.
static HOME: OnceLock<u32> = OnceLock::new();

/// Remembers this process: one that is forked from it later has none of its threads.
pub(crate) fn remember_home() {
    HOME.get_or_init(process::id);
}

/// Returns how many threads there are to be; all there are when `None`. In a forked process those
/// that others started are gone, and whoever forks has work for each process.
fn threads_here(asked: Option<usize>) -> Option<usize> {
    let is_forked = HOME.get().is_some_and(|home| *home != process::id());
    asked.or(is_forked.then_some(1))
}

/// Does work that takes a moment without the interpreter.
///
/// # Errors
///
/// The failure as an exception.
pub(crate) fn without_python<R: Send>(
    py: Python<'_>,
    work: impl FnOnce() -> Result<R, Failure> + Send,
) -> PyResult<R> {
    let outcome = py.detach(|| with_threads(threads_here(None), work));
    outcome.map_err(|failure| raised(py, &failure))
}

/// Long work as seen from Python: how far it is, and whether it should end.
#[derive(Default)]
pub(crate) struct Watched {
    is_stopped: AtomicBool,
    so_far: Mutex<(u64, Option<u64>)>,
}

impl Watch for Watched {
    fn done(&self, draws: u64, of: Option<u64>) {
        if let Ok(mut so_far) = self.so_far.lock() {
            // Threads may come in another order than their draws.
            *so_far = (so_far.0.max(draws), of);
        }
    }

    fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }
}

impl Watched {
    fn so_far(&self) -> (u64, Option<u64>) {
        self.so_far.lock().map(|so_far| *so_far).unwrap_or_default()
    }
}

/// Does long work on a thread beside this one, which listens to Python meanwhile: an exception,
/// such as `KeyboardInterrupt` or one that `progress` raises, ends it.
///
/// # Errors
///
/// That exception, or the failure of the work as one.
pub(crate) fn long<R: Send>(
    py: Python<'_>,
    (threads, progress): (Option<usize>, Option<&Bound<'_, PyAny>>),
    work: impl FnOnce(&Watched) -> Result<R, Failure> + Send,
) -> PyResult<R> {
    let (watch, is_done) = (Watched::default(), AtomicBool::new(false));
    let waiting = thread::current();
    let outcome = thread::scope(|scope| {
        let (watch, is_done) = (&watch, &is_done);
        let handle = scope.spawn(move || {
            let outcome = with_threads(threads_here(threads), || work(watch));
            is_done.store(true, Ordering::Release);
            waiting.unpark();
            outcome
        });
        // A thread that fell has said nothing.
        while !is_done.load(Ordering::Acquire) && !handle.is_finished() {
            py.detach(|| thread::park_timeout(PAUSE));
            let heard = py.check_signals().and_then(|()| match progress {
                Some(progress) => progress.call1(watch.so_far()).map(|_| ()),
                None => Ok(()),
            });
            if let Err(error) = heard {
                watch.is_stopped.store(true, Ordering::Relaxed);
                // Whatever it has come to, Python wants to go on with its own exception.
                py.detach(|| handle.join()).map(drop).unwrap_or_default();
                return Err(error);
            }
        }
        handle.join().map_err(|_| fault(py))
    })?;
    outcome.map_err(|failure| raised(py, &failure))
}
