//! `answer`: the JSON that a command of the command line gives.

use serde::Deserialize;
use serde_json::json;

use super::super::check::check;
use super::super::compare::{CompareQuestion, compare};
use super::super::explain::{ExplainQuestion, explain};
use super::super::run::{RunQuestion, run};
use super::super::simulate::{DrawCount, Form, SimulateQuestion, simulate};
use super::super::solve::{SolveQuestion, Vary, solve};
use super::super::{Answer, Failure, Format, Level, Manner, Reading};
use super::look::{first_seed, hold_to_limit};
use super::request::{Language, Sent, read};
use super::{Port, Reply};
use crate::simulation::Unwatched;

/// How many draws are made unless stated; fewer than on a command line, since somebody waits.
const DRAWS: u64 = 2_000;

/// What is asked. Each command takes what its options of the same name take.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerRequest {
    #[serde(default)]
    lang: Language,
    scenario: Sent,
    command: Command,
    variant: Option<String>,
    baseline: Option<String>,
    #[serde(default)]
    models: Vec<String>,
    #[serde(default)]
    recipient: String,
    versus: Option<String>,
    against: Option<String>,
    #[serde(default = "most_draws")]
    draws: u64,
    #[serde(default = "first_seed")]
    seed: u64,
    #[serde(default)]
    vary: Vec<String>,
    #[serde(default)]
    until: Vec<String>,
    objective: Option<String>,
    #[serde(default)]
    breakpoints: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Command {
    Run,
    Compare,
    Explain,
    Simulate,
    Solve,
    Check,
}

fn most_draws() -> u64 {
    DRAWS
}

/// Answers as the command line does.
pub(super) fn answer(port: Port<'_>, body: &[u8]) -> Reply {
    let request: AnswerRequest = read(body)?;
    hold_to_limit(request.draws)?;
    let read = |path: &str| request.scenario.read(port, path);
    let manner = Manner {
        format: Format::Json,
        ..request.lang.manner()
    };
    let answer = request.answer(manner, &read)?;
    Ok(json!({ "text": answer.text, "aside": answer.aside, "fails": answer.fails }))
}

impl AnswerRequest {
    fn answer(&self, manner: Manner, read: Reading<'_>) -> Result<Answer, Failure> {
        let path = self.scenario.path.clone();
        let [variant, baseline] = [&self.variant, &self.baseline].map(Option::clone);
        match self.command {
            Command::Run => {
                let paths = vec![path];
                run(&RunQuestion { paths, variant }, manner, read)
            }
            Command::Compare => {
                let question = CompareQuestion {
                    path,
                    baseline,
                    models: self.models.clone(),
                    level: Level::Partnership,
                    break_even: Vec::new(),
                    compromise: None,
                    is_short: false,
                };
                compare(&question, manner, read)
            }
            Command::Explain => {
                let question = ExplainQuestion {
                    path,
                    recipient: self.recipient.clone(),
                    variant,
                    versus: self.versus.clone(),
                    against: self.against.clone(),
                    drawn: None,
                };
                explain(&question, manner, read)
            }
            Command::Simulate => {
                let question = SimulateQuestion {
                    path,
                    draws: Some(DrawCount::Fixed(self.draws)),
                    precision: None,
                    seed: self.seed,
                    variant,
                    baseline,
                    quantiles: Vec::new(),
                    vintages: false,
                    only_draw: None,
                    keep_draws: None,
                    form: Form::Text,
                };
                simulate(&question, manner, read, &Unwatched)
            }
            Command::Solve => {
                let question = SolveQuestion {
                    path,
                    vary: self.vary.iter().map(|text| Vary::of(text)).collect(),
                    objective: self.objective.clone(),
                    until: self.until.clone(),
                    variant,
                    breakpoints: self.breakpoints,
                    baseline,
                };
                solve(&question, manner, read)
            }
            Command::Check => check(&path, manner, read),
        }
    }
}
