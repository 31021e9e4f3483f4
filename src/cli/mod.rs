//! The command line: one file per command, and the only place that prints.

mod check;
mod compare;
mod diff;
mod explain;
mod generate;
mod import;
mod open;
mod options;
mod output;
mod progress;
mod questions;
mod report;
mod rule;
mod run;
mod schema;
mod serve;
mod simulate;
mod site;
mod solve;
mod sweep;
mod target;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::options::Options;
use self::output::Outcome;
use self::target::{Kind, Target};

/// Exit codes, documented in `verdeel --help`.
pub mod exit {
    /// Done.
    pub const DONE: u8 = 0;
    /// A condition that was asked for does not hold, or a problem under `rule` has no answer.
    pub const FAILED: u8 = 1;
    /// Wrong usage.
    pub const USAGE: u8 = 2;
    /// The scenario, or a file to import, has problems.
    pub const PROBLEMS: u8 = 3;
    /// Something could not be read or written.
    pub const DISK: u8 = 4;
    /// A fault in the program.
    pub const FAULT: u8 = 70;
}

const EXIT_CODES: &str = "\
Exit codes: 0 done; 1 a condition asked for does not hold, or a problem has no answer; \
2 wrong usage; 3 the scenario, or a file to import, has problems; 4 could not read or write; \
70 a fault in the program.";

/// Divides public money: exact to the cent, many models side by side, every euro explained.
#[derive(Parser)]
#[command(name = "verdeel", version, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    options: Options,
}

#[derive(Subcommand)]
enum Command {
    Run(run::Run),
    Compare(compare::Compare),
    Explain(explain::Explain),
    Check(check::Check),
    Solve(solve::Solve),
    Simulate(simulate::Simulate),
    Sweep(Box<sweep::Sweep>),
    Report(report::Report),
    Open(open::Open),
    Serve(serve::Serve),
    Site(site::Site),
    Diff(diff::Diff),
    Verify(verify::Verify),
    Rule(rule::Rule),
    Questions(questions::Questions),
    Generate(generate::Generate),
    Schema(schema::Schema),
    Import(import::Import),
}

impl Command {
    /// Returns what the answer can be; none of these where it is a folder.
    fn kinds(&self) -> &'static [Kind] {
        match self {
            Command::Run(_)
            | Command::Compare(_)
            | Command::Explain(_)
            | Command::Check(_)
            | Command::Solve(_)
            | Command::Questions(_)
            | Command::Diff(_) => &[Kind::Text, Kind::Json, Kind::Csv],
            Command::Simulate(_) => &[Kind::Text, Kind::Json, Kind::Csv, Kind::Parquet],
            Command::Report(_) => &[Kind::Html, Kind::Workbook],
            Command::Verify(_) => &[Kind::Text, Kind::Json],
            Command::Rule(_) | Command::Schema(_) => &[Kind::Json],
            Command::Import(_) => &[Kind::Csv],
            Command::Generate(_)
            | Command::Open(_)
            | Command::Serve(_)
            | Command::Site(_)
            | Command::Sweep(_) => &[],
        }
    }

    /// Returns the file or folder to write beside the answer.
    fn beside(&self) -> Option<Target<'_>> {
        match self {
            Command::Simulate(simulate) => simulate.beside(),
            Command::Import(import) => import.beside(),
            Command::Report(report) => report.beside(),
            Command::Site(site) => site.beside(),
            _ => None,
        }
    }

    fn answer(&self, options: &Options) -> Outcome {
        match self {
            Command::Run(run) => run.answer(options),
            Command::Compare(compare) => compare.answer(options),
            Command::Explain(explain) => explain.answer(options),
            Command::Check(check) => check.answer(options),
            Command::Solve(solve) => solve.answer(options),
            Command::Simulate(simulate) => simulate.answer(options),
            Command::Sweep(sweep) => sweep.answer(options),
            Command::Report(report) => report.answer(options),
            Command::Open(open) => open.answer(options),
            Command::Serve(serve) => serve.answer(options),
            Command::Site(site) => site.answer(options),
            Command::Diff(diff) => diff.answer(options),
            Command::Verify(verify) => verify.answer(options),
            Command::Rule(rule) => rule.answer(options),
            Command::Questions(questions) => questions.answer(options),
            Command::Generate(generate) => generate.answer(options),
            Command::Schema(schema) => schema.answer(),
            Command::Import(import) => import.answer(options),
        }
    }
}

/// Runs the program with the arguments it was called with.
pub fn main() -> ExitCode {
    let mut arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = if error.use_stderr() {
                exit::USAGE
            } else {
                exit::DONE
            };
            // A reader that went away needs no usage text.
            error.print().unwrap_or_default();
            return ExitCode::from(code);
        }
    };
    let (command, options) = (&arguments.command, &mut arguments.options);
    if let Err(failure) = options.writing(command.kinds(), command.beside()) {
        return ExitCode::from(output::deliver(Err(failure), options));
    }
    let options = &arguments.options;
    let lang = options.manner().look.lang;
    let work = || crate::study::with_threads(options.threads(), || command.answer(options));
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    match outcome {
        Ok(outcome) => {
            let outcome = options.in_dialect(options.outputs.kept(outcome, lang));
            ExitCode::from(output::deliver(outcome, options))
        }
        Err(_) => {
            output::fault();
            ExitCode::from(exit::FAULT)
        }
    }
}
