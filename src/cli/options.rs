//! Options that every command understands.

use std::io::IsTerminal;

use clap::{Args, ValueEnum};

use super::output::{Outcome, Outputs, misnamed};
use super::target::{Kind, Target};
use crate::study::{Answer, Failure, Form, Format, Lang, Look, Manner, in_excel_nl};

/// Width of a screen that does not say how wide it is.
const DEFAULT_WIDTH: u16 = 100;

/// How many threads may be asked for.
fn thread_count() -> clap::builder::RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(1..=1024)
}

#[derive(Args)]
pub(super) struct Options {
    /// Format of rows [default: as the name of the file to write to ends, .json or .csv, or else
    /// table]
    #[arg(long, global = true, value_enum, hide_default_value = true)]
    format: Option<FormatName>,
    /// How CSV is written [default: commas, decimal points, UTF-8]
    #[arg(long, global = true, value_enum, hide_default_value = true)]
    csv_dialect: Option<DialectName>,
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
enum DialectName {
    /// As Dutch Excel opens it: semicolons, decimal commas, UTF-8 with a byte order mark
    ExcelNl,
}

#[derive(Clone, Copy, ValueEnum)]
enum LangName {
    /// Dutch
    Nl,
    /// English
    En,
}

impl Options {
    pub(super) fn threads(&self) -> Option<usize> {
        self.threads.map(usize::from)
    }

    /// Takes what a command can answer with, and what it writes beside the answer.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when the name of a file says something else, or when two files are one.
    pub(super) fn writing(
        &mut self,
        kinds: &'static [Kind],
        beside: Option<Target<'_>>,
    ) -> Result<(), Failure> {
        let lang = self.manner().look.lang;
        let answer = self.out.as_deref().map(|path| Target {
            option: "--out",
            path,
            kinds,
        });
        let targets: Vec<Target<'_>> = answer.into_iter().chain(beside).collect();
        targets.iter().try_for_each(|target| target.check(lang))?;
        if self.format.is_some() && !kinds.is_empty() && !kinds.contains(&self.kind()) {
            return Err(self.kind().not_written(kinds, lang));
        }
        if let (Some(path), Some(_), [_, _, ..]) = (&self.out, self.format, kinds) {
            self.kind().check_name(path, lang)?;
        }
        self.outputs = Outputs::of(&targets, lang)?;
        let has_formats = matches!(kinds, [_, _, ..]) && kinds.contains(&Kind::Csv);
        match self.csv_dialect {
            Some(_) if !has_formats || self.kind() != Kind::Csv => Err(no_csv(lang)),
            _ => Ok(()),
        }
    }

    /// Puts rows into the dialect that was asked for.
    pub(super) fn in_dialect(&self, outcome: Outcome) -> Outcome {
        let Some(DialectName::ExcelNl) = self.csv_dialect else {
            return outcome;
        };
        outcome.map(|answer| Answer {
            text: in_excel_nl(&answer.text),
            ..answer
        })
    }

    /// Returns how the answer is to look: as `--format` says, or else the name of the file.
    pub(super) fn manner_and_form(&self) -> (Manner, Form) {
        let (format, form) = match self.kind() {
            // What a command does not write is refused before it answers.
            Kind::Text | Kind::Html | Kind::Workbook => (Format::Table, Form::Text),
            Kind::Json => (Format::Json, Form::Text),
            Kind::Csv => (Format::Csv, Form::Text),
            Kind::Parquet => (Format::Table, Form::Parquet),
        };
        let lang = match self.lang {
            LangName::Nl => Lang::Nl,
            LangName::En => Lang::En,
        };
        let is_screen = self.out.is_none() && std::io::stdout().is_terminal();
        let width = terminal_size::terminal_size().filter(|_| is_screen);
        let width = width.map_or(DEFAULT_WIDTH, |(width, _)| width.0.max(40));
        let manner = Manner {
            format,
            look: Look { lang, width },
            colour: std::io::stderr().is_terminal(),
        };
        (manner, form)
    }

    pub(super) fn manner(&self) -> Manner {
        self.manner_and_form().0
    }

    /// Says whether the answer goes into a workbook.
    pub(super) fn is_workbook(&self) -> bool {
        self.kind() == Kind::Workbook
    }

    fn kind(&self) -> Kind {
        let asked = self.format.map(|format| match format {
            FormatName::Table => Kind::Text,
            FormatName::Json => Kind::Json,
            FormatName::Csv => Kind::Csv,
        });
        let named = || self.out.as_deref().and_then(Kind::of_name);
        asked.or_else(named).unwrap_or(Kind::Text)
    }
}

/// Returns the failure of who asks for a dialect of CSV where no CSV is written.
fn no_csv(lang: Lang) -> Failure {
    match lang {
        Lang::Nl => misnamed(
            "`--csv-dialect` gaat over CSV, en hier wordt iets anders geschreven",
            "voeg `--format csv` toe, als de opdracht dat kent, of laat `--csv-dialect` weg",
        ),
        Lang::En => misnamed(
            "`--csv-dialect` is about CSV, and something else is written here",
            "add `--format csv`, where the command knows it, or leave out `--csv-dialect`",
        ),
    }
}
