//! How many instructions a draw takes, counted by valgrind, so that a regression shows on a noisy
//! machine too.
//!
//! The bench runs itself under `valgrind --tool=callgrind`, once with few draws and once with more;
//! the difference is what the draws alone take. Valgrind knows no vectors wider than 256 bits, so
//! this is the path of machines with those.

use std::process::Command;

use super::national::{drawn, shipped};

const INSIDE: &str = "VERDEEL_DRAWS";
const FEW: u64 = 4_096;
const MORE: u64 = 12_288;

/// Prints the table.
pub(crate) fn print() {
    if let Some(draws) = std::env::var(INSIDE)
        .ok()
        .and_then(|text| text.parse().ok())
    {
        std::hint::black_box(drawn(&shipped(), draws, 1));
        return;
    }
    match (counted(FEW), counted(MORE)) {
        (Some(few), Some(more)) => {
            let each = more.saturating_sub(few) / (MORE - FEW);
            println!("{each} instructions per draw of the national workload");
            println!("{few} instructions for {FEW} draws and everything before them");
        }
        _ => println!("not counted: this needs valgrind"),
    }
}

/// Returns the instructions of a run of this program with so many draws.
fn counted(draws: u64) -> Option<u64> {
    let own = std::env::current_exe().ok()?;
    let outcome = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .args([own.as_os_str(), "instructions".as_ref()])
        .env(INSIDE, draws.to_string())
        .output()
        .ok()?;
    let told = String::from_utf8_lossy(&outcome.stderr).into_owned();
    let line = told.lines().find(|line| line.contains("Collected :"))?;
    line.rsplit(' ').next()?.parse().ok()
}
