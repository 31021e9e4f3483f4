//! The program `verdeel`: see [`verdeel::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    verdeel::cli::main()
}
