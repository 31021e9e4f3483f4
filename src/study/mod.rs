//! The front desk: open, run, compare, explain, simulate, check, solve, report, compare texts,
//! verify, one problem, the national set, import.
//!
//! The command line, the page and Python ask here and nothing deeper.
//! A question and its formats go in; text comes out. Files are read through a function that the
//! caller gives, so that everything up to here also runs where there are no files.

mod astray;
mod causes;
mod check;
mod columns;
mod compare;
mod diff;
mod doubts;
mod drawn;
mod explain;
mod failure;
mod generate;
mod import;
mod letters;
mod library;
mod live;
mod model;
mod numbers;
mod objective;
mod open;
mod port;
mod questions;
mod report;
mod rule;
mod run;
mod session;
mod simulate;
mod solve;
mod sought;
mod suppress;
#[cfg(not(target_family = "wasm"))]
mod sweep;
mod verify;
mod workbook;
mod worlds;

pub use causes::between;
pub use check::check;
pub use compare::{CompareQuestion, compare};
pub use diff::diff;
pub use explain::{ExplainQuestion, explain};
pub use failure::{Failure, FailureKind};
pub use generate::{GenerateQuestion, generate_national};
pub use import::{DuoQuestion, ReadingBytes, import_duo, import_workbook};
pub use library::{QUESTIONS, Reading, SCENARIOS, SCHEMES};
pub use live::{OpenQuestion, open_live};
pub use model::{PointModel, Selection};
pub use numbers::Given;
pub use open::Study;
pub use port::{MOST_PORT_DRAWS, Memory, NoRequest, PORT_VERSION, Port, ask_port};
pub use questions::{AskQuestion, ask, questions};
pub use report::{ReportQuestion, report};
pub use rule::{rule, rule_help};
pub use run::{RunQuestion, run};
pub use session::{RunColumns, Session};
pub use simulate::{DrawCount, Form, OneDraw, SimulateQuestion, SimulationColumns};
pub use simulate::{simulate, simulate_columns};
pub use solve::{SolveQuestion, Vary, solve};
#[cfg(not(target_family = "wasm"))]
pub use sweep::{
    AnalyseQuestion, MANIFEST, Shard, SlurmQuestion, Store, SweepJob, SweepQuestion, analyse_sweep,
    merge_sweep, sweep_status, verify_sweep, with_sweep,
};
pub use verify::verify;
pub use workbook::workbook;

pub use crate::domain::{Lang, Level};
pub use crate::intake::Suppressed;
pub use crate::report::{Look, ProblemRow, in_excel_nl};
pub use crate::results::{Columns, Texts, Values, digest};
pub use crate::simulation::{Watch, with_threads};

/// A format of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Text for people.
    #[default]
    Table,
    /// JSON.
    Json,
    /// CSV.
    Csv,
}

/// How an answer is to look.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// The format.
    pub format: Format,
    /// Language and width.
    pub look: Look,
    /// Whether problems may be shown in colour.
    pub colour: bool,
}

/// An answer, with what is to be said beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// What was asked for: goes to standard output or a file.
    pub text: String,
    /// What goes there instead of the text, where it is none.
    pub bytes: Option<Vec<u8>>,
    /// Further files that were asked for: path and contents; where the folder is placed as a whole
    /// paths in it.
    pub files: Vec<(String, Vec<u8>)>,
    /// The folder of these files: made when it is missing. What was asked for then goes to a file
    /// that was named, or nowhere.
    pub folder: Option<String>,
    /// What becomes of a folder that is there already.
    pub placing: Placing,
    /// What went wrong with part of it, or what else is worth knowing.
    pub aside: String,
    /// Whether a condition that was asked for does not hold.
    pub fails: bool,
    /// Whether some of several scenarios have problems, told beside the answer.
    pub has_problems: bool,
}

/// How the files of an answer come into their folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Placing {
    /// Each of them whole or not at all, beside what is there, in the place of what has its name.
    #[default]
    Beside,
    /// All of them or none, into a folder that is new or empty.
    New,
    /// All of them or none, also in the place of a folder that has a file of this name, which tells
    /// that it was made so before.
    Again(&'static str),
}

/// Returns the JSON Schema of scenario files.
pub fn schema() -> String {
    pretty(&crate::scenario::schema())
}

/// Returns JSON as text with an end of line.
fn pretty(value: &serde_json::Value) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    format!("{text}\n")
}
