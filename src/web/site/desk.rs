//! [`Desk`]: the engine port, asked in one language about the library of the program.

use serde_json::{Value, json};

use crate::study::{Failure, FailureKind, Lang, Memory, Port, ask_port};

/// Asks the port, which reads nothing but the library.
pub(super) struct Desk {
    pub(super) lang: Lang,
    memory: Memory,
}

impl Desk {
    pub(super) fn new(lang: Lang) -> Desk {
        Desk {
            lang,
            memory: Memory::default(),
        }
    }

    /// Returns the answer of an operation.
    ///
    /// # Errors
    ///
    /// A [`Failure`] with what the port has to say of the scenario.
    pub(super) fn ask(&self, operation: &str, mut request: Value) -> Result<Value, Failure> {
        request["lang"] = tag(self.lang).into();
        let nothing = |path: &str| Err(path.to_owned());
        let port = Port {
            read: &nothing,
            files: &[],
            start: None,
            memory: &self.memory,
        };
        let fault = |text: String| Failure::told(FailureKind::Fault, text);
        let answer = ask_port(port, operation, request.to_string().as_bytes());
        let answer = answer.map_err(|why| fault(format!("error: {why}\n")))?;
        match answer["message"].as_str() {
            Some(message) => Err(fault(message.to_owned())),
            None => Ok(answer),
        }
    }

    /// Returns what there is to open.
    ///
    /// # Errors
    ///
    /// As [`Desk::ask`].
    pub(super) fn library(&self) -> Result<Value, Failure> {
        self.ask("library", json!({}))
    }
}

/// Returns a language as pages and addresses name it.
pub(super) fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "nl",
        Lang::En => "en",
    }
}

/// Returns the elements of a list in an answer.
pub(super) fn list<'a>(answer: &'a Value, key: &str) -> &'a [Value] {
    answer[key].as_array().map_or(&[], Vec::as_slice)
}

/// Returns a text in an answer.
pub(super) fn text<'a>(answer: &'a Value, key: &str) -> &'a str {
    answer[key].as_str().unwrap_or_default()
}
