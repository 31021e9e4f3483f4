//! Progress of long work on a terminal, and Ctrl-C as a request to end with what is done.

use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::study::{Lang, Watch};

/// Exit code of a program that was interrupted, as shells have it.
const INTERRUPTED: i32 = 130;

/// How draws are shown when it is known how many there will be, and when it is not.
const TEMPLATES: [(Lang, [&str; 2]); 2] = [
    (
        Lang::Nl,
        [
            "{bar:30} {human_pos} van {human_len} trekkingen, {speed} per seconde, nog {eta}",
            "{spinner} {human_pos} trekkingen, {speed} per seconde",
        ],
    ),
    (
        Lang::En,
        [
            "{bar:30} {human_pos} of {human_len} draws, {speed} per second, {eta} left",
            "{spinner} {human_pos} draws, {speed} per second",
        ],
    ),
];

/// How points of a sweep are shown.
const POINTS: [(Lang, [&str; 2]); 2] = [
    (
        Lang::Nl,
        [
            "{bar:30} {human_pos} van {human_len} punten, {speed} per seconde, nog {eta}",
            "{spinner} {human_pos} punten, {speed} per seconde",
        ],
    ),
    (
        Lang::En,
        [
            "{bar:30} {human_pos} of {human_len} points, {speed} per second, {eta} left",
            "{spinner} {human_pos} points, {speed} per second",
        ],
    ),
];

/// The words of a language for what is known and what is not.
type Templates = [(Lang, [&'static str; 2]); 2];

/// Progress of a simulation or a sweep.
pub(super) struct Progress {
    bar: ProgressBar,
    templates: Templates,
    lang: Lang,
    is_stopped: Arc<AtomicBool>,
}

impl Progress {
    /// Starts to listen for Ctrl-C, and shows progress unless it is to be quiet; without a
    /// terminal there is nobody to show it to.
    pub(super) fn new(is_quiet: bool, lang: Lang) -> Progress {
        Progress::of(TEMPLATES, is_quiet, lang)
    }

    /// The same of a sweep.
    pub(super) fn of_points(is_quiet: bool, lang: Lang) -> Progress {
        Progress::of(POINTS, is_quiet, lang)
    }

    fn of(templates: Templates, is_quiet: bool, lang: Lang) -> Progress {
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
            templates,
            lang,
            is_stopped,
        }
    }

    /// Clears the line.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }

    fn style(&self, is_known: bool) -> ProgressStyle {
        let plain = ProgressStyle::default_bar();
        let mut templates = self.templates.iter().filter(|(lang, _)| *lang == self.lang);
        let [of_many, so_far] = templates.next().map_or([""; 2], |(_, own)| *own);
        let template = if is_known { of_many } else { so_far };
        let style = plain.clone().template(template).unwrap_or(plain);
        style.with_key("speed", |state: &ProgressState, text: &mut dyn Write| {
            // A line that cannot be written is not shown.
            write!(text, "{:.0}", state.per_sec()).unwrap_or_default();
        })
    }
}

impl Watch for Progress {
    fn done(&self, draws: u64, of: Option<u64>) {
        if self.bar.is_hidden() {
            return;
        }
        if self.bar.position() == 0 || self.bar.length() != of {
            self.bar.set_style(self.style(of.is_some()));
            of.map_or_else(|| self.bar.unset_length(), |of| self.bar.set_length(of));
        }
        self.bar.set_position(draws);
    }

    fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }
}
