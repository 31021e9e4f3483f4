//! `verdeel rule`.

use std::io::IsTerminal;

use clap::Args;

use super::options::Options;
use super::output::{Outcome, aside};
use crate::disk::read_input;
use crate::study::{Failure, Lang, rule, rule_help};

/// Most bytes of a problem: far beyond any list that a rule takes.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// One division problem, read as JSON from standard input, under any rule: the laboratory
#[derive(Args)]
#[command(after_help = "`verdeel rule --help` shows a problem for every rule.")]
#[command(after_long_help = rule_help())]
pub(super) struct Rule {}

impl Rule {
    #[expect(
        clippy::unused_self,
        reason = "commands are asked for their answers alike"
    )]
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let lang = options.manner().look.lang;
        if std::io::stdin().is_terminal() && !options.quiet {
            aside(at_the_keyboard(lang));
        }
        let problem = read_input(&mut std::io::stdin().lock(), MAX_BYTES)
            .map_err(|error| Failure::unreadable("standard input", &error.to_string(), lang))?;
        Ok(rule(problem.as_deref()))
    }
}

/// Says why nothing happens to whoever called the command without a problem.
fn at_the_keyboard(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => {
            "leest één probleem als JSON van het toetsenbord, tot het einde van de invoer \
             (Ctrl-D; onder Windows Ctrl-Z en Enter); voorbeelden: `verdeel rule --help`\n"
        }
        Lang::En => {
            "reading one problem as JSON from the keyboard, up to the end of input \
             (Ctrl-D; on Windows Ctrl-Z and Enter); examples: `verdeel rule --help`\n"
        }
    }
}
