//! The engine port: what a page may ask, JSON in and JSON out (`docs/port.md`).
//!
//! The page holds no rule and no money arithmetic; its state is the text of a scenario. Whoever
//! stands before the port (a server, a worker in a browser) hands over bytes and hands back bytes.

mod answer;
mod diff;
mod draw;
mod edit;
mod effect;
mod explained;
mod keep;
mod library;
mod look;
mod memory;
mod negotiate;
mod new;
mod request;
mod rules;

use serde_json::{Value, json};

pub use memory::Memory;

use super::Failure;
use super::library::Reading;
use crate::report::ProblemRow;

/// The version of the contract.
pub const PORT_VERSION: u8 = 1;

/// The most draws that one request may ask for.
pub const MOST_PORT_DRAWS: u64 = 10_000;

/// What a port can reach beside the library of the program.
#[derive(Clone, Copy)]
pub struct Port<'a> {
    /// Reads a file by its path.
    pub read: Reading<'a>,
    /// The scenario files that there are.
    pub files: &'a [String],
    /// The scenario to begin with.
    pub start: Option<&'a str>,
    /// What was asked before.
    pub memory: &'a Memory,
}

/// Why something that was sent is no request.
#[derive(Debug, thiserror::Error)]
pub enum NoRequest {
    /// There is no such operation.
    #[error("unknown operation `{0}`")]
    UnknownOperation(String),
    /// It is not what the operation takes.
    #[error("no request: {0}")]
    Malformed(String),
}

/// Why a request has no answer.
enum Trouble {
    /// It is none.
    NoRequest(NoRequest),
    /// The scenario has problems, or what was asked for is not there: each problem, and all of it
    /// as the command line prints it.
    Told(Vec<ProblemRow>, String),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        Trouble::Told(failure.problems, failure.text)
    }
}

type Reply = Result<Value, Trouble>;

/// An operation: its name, and what answers it.
type Operation = (&'static str, fn(Port<'_>, &[u8]) -> Reply);

/// Every operation; another is one line here and one file beside this one.
const OPERATIONS: [Operation; 13] = [
    ("library", library::library),
    ("open", library::open),
    ("look", look::look),
    ("draw", draw::draw),
    ("rules", rules::rules),
    ("edit", edit::edit),
    ("effect", effect::effect),
    ("diff", diff::diff),
    ("explain", explained::explained),
    ("new", new::new),
    ("negotiate", negotiate::negotiate),
    ("keep", keep::keep),
    ("answer", answer::answer),
];

/// Answers one request.
///
/// # Errors
///
/// [`NoRequest`] when it is none. What is wrong with a scenario is an answer.
pub fn ask_port(port: Port<'_>, operation: &str, body: &[u8]) -> Result<Value, NoRequest> {
    let mut operations = OPERATIONS.iter();
    let Some((_, work)) = operations.find(|(name, _)| *name == operation) else {
        return Err(NoRequest::UnknownOperation(operation.to_owned()));
    };
    let mut answer = match work(port, body) {
        Ok(answer) => answer,
        Err(Trouble::NoRequest(why)) => return Err(why),
        Err(Trouble::Told(problems, message)) => json!({
            "problems": problems,
            "message": message,
        }),
    };
    answer["port"] = PORT_VERSION.into();
    Ok(answer)
}
