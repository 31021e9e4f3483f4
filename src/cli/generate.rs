//! `verdeel generate`.

use clap::{Args, Subcommand};

use super::options::Options;
use super::output::Outcome;
use crate::study::{GenerateQuestion, generate_national};

/// What the set is, and what its files hold.
const SECTIONS: &str = "\
The set is synthetic: it says nothing about the Netherlands, and every file says so. Students of
DUO, 2020 to 2024, are hit to the student; what else is published (regions, the mix of sectors,
provinces, institutions) is followed as far as it goes, and the distance to each published number is
told with its source and grade. What is assumed is told below that. `docs/method.md`, \"How the
national set is made\", has the reasons.

Example: the set that is shipped, and who gains by the scheme of 2025 over that of 2020

  verdeel generate national --seed 1 --out mine
  verdeel compare mine/national.toml --baseline linear-2020 --models regional-2025

With --out DIR two files are written there: national.toml, with the schemes of 2018, 2020, 2024 and
2025 as variants over five years, and counts.csv, with a row for each board and school year. The
distances then go to standard error. Without --out nothing is written, and they are the answer.

The same seed and numbers give the same bytes. A partnership that is added changes no other one's
sector, regions, boards or institutes; students, which add up to what is published, are shared anew.

Exit code: 0 when done; 2 when nothing can be made of these numbers; 4 when a file cannot be
written.

JSON (--format json), schema verdeel/generate@1:
  label, label_en, seed, partnerships, regions, in_partnerships
  anchors[]      nl, en, published (least and most, or null), made, distance, source, grade
  assumptions[]  nl, en

CSV (--format csv): one row per published number.";

/// Make counts that are nobody's: the synthetic national set
#[derive(Args)]
pub(super) struct Generate {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    National(National),
}

/// Regions, partnerships and five years of counts, synthetic but anchored in what is published
#[derive(Args)]
#[command(after_long_help = SECTIONS)]
struct National {
    /// Seed of all that is left to chance
    #[arg(long, value_name = "S")]
    seed: u64,
    /// Number of partnerships, up to 999
    #[arg(long, value_name = "N", default_value_t = 90)]
    partnerships: usize,
    /// Number of education regions, up to one for each partnership
    #[arg(long, value_name = "R", default_value_t = 50)]
    regions: usize,
    /// Which part of the students that DUO counts is trained within partnerships
    #[arg(long, value_name = "SHARE", default_value = "43 %")]
    in_partnerships: String,
}

impl Generate {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let What::National(national) = &self.what;
        let question = GenerateQuestion {
            seed: national.seed,
            partnerships: national.partnerships,
            regions: national.regions,
            in_partnerships: national.in_partnerships.clone(),
            folder: options.out.clone(),
        };
        generate_national(&question, options.manner())
    }
}
