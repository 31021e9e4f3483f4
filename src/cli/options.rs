//! Options that every command understands.

use std::io::IsTerminal;

use clap::{Args, ValueEnum};

use super::output::Outputs;
use crate::study::{Failure, Form, Format, Lang, Look, Manner};

/// Width of a screen that does not say how wide it is.
const DEFAULT_WIDTH: u16 = 100;

/// How many threads may be asked for.
fn thread_count() -> clap::builder::RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(1..=1024)
}

#[derive(Args)]
pub(super) struct Options {
    /// Format of rows [default: table]
    #[arg(long, global = true, value_enum, hide_default_value = true)]
    format: Option<FormatName>,
    /// Language of tables, explanations and scenario problems
    #[arg(long, global = true, value_enum, default_value_t = LangName::Nl)]
    lang: LangName,
    /// Number of threads; results do not depend on it [default: all cores]
    #[arg(long, global = true, value_name = "N", value_parser = thread_count())]
    threads: Option<u16>,
    /// File to write to, whole or not at all, and never one that is read [default: standard output]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) out: Option<String>,
    /// Say nothing beside the answer
    #[arg(long, global = true)]
    pub(super) quiet: bool,
    /// The files to write, of all options.
    #[arg(skip)]
    pub(super) outputs: Outputs,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatName {
    /// Tables and sentences for people
    Table,
    /// JSON with a schema name and version; amounts are strings of euros
    Json,
    /// CSV with a head
    Csv,
}

#[derive(Clone, Copy, ValueEnum)]
enum LangName {
    /// Dutch
    Nl,
    /// English
    En,
}

impl Options {
    /// Takes what a command writes beside its answer: the options, and the files.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when two files to write are one.
    pub(super) fn writing(&mut self, further: Vec<(&'static str, &str)>) -> Result<(), Failure> {
        let lang = self.manner().look.lang;
        let answer = self.out.as_deref().map(|path| ("--out", path));
        self.outputs = Outputs::of(answer.into_iter().chain(further), lang)?;
        Ok(())
    }

    pub(super) fn threads(&self) -> Option<usize> {
        self.threads.map(usize::from)
    }

    /// Returns how the answer is to look where the ending of the file to write to decides what no
    /// `--format` says.
    pub(super) fn manner_and_form(&self) -> (Manner, Form) {
        let ending = self.out.as_deref().and_then(|path| path.rsplit_once('.'));
        let ending = ending.filter(|_| self.format.is_none());
        let (format, form) = match ending.map(|(_, ending)| ending) {
            Some("parquet") => (None, Form::Parquet),
            Some("json") => (Some(FormatName::Json), Form::Text),
            Some("csv") => (Some(FormatName::Csv), Form::Text),
            _ => (self.format, Form::Text),
        };
        (self.manner_in(format), form)
    }

    pub(super) fn manner(&self) -> Manner {
        self.manner_in(self.format)
    }

    fn manner_in(&self, format: Option<FormatName>) -> Manner {
        let format = match format {
            Some(FormatName::Table) | None => Format::Table,
            Some(FormatName::Json) => Format::Json,
            Some(FormatName::Csv) => Format::Csv,
        };
        let lang = match self.lang {
            LangName::Nl => Lang::Nl,
            LangName::En => Lang::En,
        };
        let is_screen = self.out.is_none() && std::io::stdout().is_terminal();
        let width = terminal_size::terminal_size().filter(|_| is_screen);
        let width = width.map_or(DEFAULT_WIDTH, |(width, _)| width.0.max(40));
        let colour = std::io::stderr().is_terminal();
        Manner {
            format,
            look: Look { lang, width },
            colour,
        }
    }
}
