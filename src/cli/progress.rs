//! Progress of long work on a terminal, and Ctrl-C as a request to end with what is done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::study::Watch;

/// Exit code of a program that was interrupted, as shells have it.
const INTERRUPTED: i32 = 130;

/// How draws are shown when it is known how many there will be, and when it is not.
const OF_MANY: &str = "{bar:30} {human_pos}/{human_len} draws, {per_sec}, {eta} left";
const SO_FAR: &str = "{spinner} {human_pos} draws, {per_sec}";

/// Progress of a simulation.
pub(super) struct Progress {
    bar: ProgressBar,
    is_stopped: Arc<AtomicBool>,
}

impl Progress {
    /// Starts to listen for Ctrl-C, and shows progress unless it is to be quiet; without a
    /// terminal there is nobody to show it to.
    pub(super) fn new(is_quiet: bool) -> Progress {
        let target = match is_quiet {
            true => ProgressDrawTarget::hidden(),
            false => ProgressDrawTarget::stderr(),
        };
        let is_stopped = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&is_stopped);
        let listen = ctrlc::set_handler(move || {
            if heard.swap(true, Ordering::Relaxed) {
                std::process::exit(INTERRUPTED);
            }
        });
        // Where nothing can listen, Ctrl-C ends the program as it does any other.
        listen.unwrap_or_default();
        Progress {
            bar: ProgressBar::with_draw_target(None, target),
            is_stopped,
        }
    }

    /// Clears the line.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }

    fn style(template: &str) -> ProgressStyle {
        let plain = ProgressStyle::default_bar();
        plain.clone().template(template).unwrap_or(plain)
    }
}

impl Watch for Progress {
    fn done(&self, draws: u64, of: Option<u64>) {
        if self.bar.is_hidden() {
            return;
        }
        if self.bar.position() == 0 || self.bar.length() != of {
            let template = if of.is_some() { OF_MANY } else { SO_FAR };
            self.bar.set_style(Progress::style(template));
            of.map_or_else(|| self.bar.unset_length(), |of| self.bar.set_length(of));
        }
        self.bar.set_position(draws);
    }

    fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }
}
