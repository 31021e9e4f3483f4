//! The laboratory: one division problem in, one answer out.

use serde_json::Value;

use super::{Answer, pretty};
use crate::laboratory::{Fault, RULES, answer};

/// Solves one division problem, given as the bytes of a JSON object; `None` is a problem that was
/// too long to be read.
///
/// There is always an answer: a problem that is ill-posed or impossible is answered with an
/// `error` or, where a set of rows and columns shows why, with `infeasible`, and then
/// [`Answer::fails`].
pub fn rule(problem: Option<&[u8]>) -> Answer {
    let outcome = readable(problem).and_then(answer);
    Answer {
        fails: outcome.as_ref().map_or(true, is_infeasible),
        text: pretty(&outcome.unwrap_or_else(|fault| fault.to_json())),
        ..Answer::default()
    }
}

fn is_infeasible(answer: &Value) -> bool {
    answer.get("infeasible").is_some()
}

fn readable(problem: Option<&[u8]>) -> Result<&str, Fault> {
    let fault = |code, message| Fault { code, message };
    let Some(problem) = problem else {
        let message = "the problem is longer than a problem may be".to_owned();
        return Err(fault("too-large", message));
    };
    let text = std::str::from_utf8(problem).map_err(|error| {
        let at = error.valid_up_to();
        fault("ill-posed", format!("not UTF-8 at byte {at}"))
    })?;
    if text.trim().is_empty() {
        let message = "no problem on standard input: see `verdeel rule --help`".to_owned();
        return Err(fault("ill-posed", message));
    }
    Ok(text)
}

/// Returns the shapes of all problems, each with an example, as text.
pub fn rule_help() -> String {
    let mut text = String::from(
        "A problem is one JSON object. Its numbers may be integers, decimals or texts `p/q`, \
         and nothing is rounded before it is computed with. In an answer numbers are texts: `50` \
         or `200/3`. A problem that is ill-posed or has no answer gives \
         {\"error\":{\"code\":…,\"message\":…}} and exit code 1; the codes are `ill-posed`, \
         `impossible`, `too-large` and `unknown-rule`. Positions count from zero; in a problem \
         `order`, and `classes` as a list, may also count from one, and are read so when no 0 \
         occurs in them. `--format` and `--lang` do nothing here.\n\nRules:\n",
    );
    for rule in RULES {
        text += &format!("\n{}: {}\n", rule.name, rule.about);
        for example in rule.example.lines() {
            text += &format!("  {}\n", example.trim());
        }
    }
    text
}
