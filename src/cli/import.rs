//! `verdeel import`.

use clap::{Args, Subcommand, ValueEnum};

use super::options::Options;
use super::output::Outcome;
use super::target::{Kind, Target};
use crate::study::{DuoQuestion, Suppressed, import_duo, import_workbook};

const DUO: &str = "\
Reads the open files of enrolled hbo students as DUO gives them: `ingeschrevenenhbo.csv` and its
sisters by form and gender (commas, UTF-8, a row per year), or `01-ingeschrevenen-hbo-YYYY.csv`
(semicolons, Latin-1, a column per year). Only teacher education counts, told apart by what the file
says of each programme, or with --programmes by your own list. Files by form or gender name no
programmes: of those only the primary teachers count.

The tables you bring, with commas or semicolons:
  --partnerships  location,partnership[,share]  31FR,de-linde  code of the institution, or BRIN
                                                and two digits; shares add up to 100 %
  --regions       municipality,region           0106,noord     number or name
  --programmes    programme,sector              34808,po       programme code

Every cell is used, left out (no teacher education, a doubled row, another year) or missing in your
tables. The inventory on standard error says which, and adds up to what was read. A cell of `<5` or
`-1` hides one to four students: --suppressed says what it counts as, and rows with such cells have
the grade `assumption`.

Example:
  verdeel import duo ingeschrevenenhbo.csv --partnerships locations.csv --regions regions.csv \\
    --year 2024/2025 --out counts.csv --report import.json

The counts are always CSV; name them in a scenario with `counts = [\"counts.csv\"]`.
--report FILE.json, schema verdeel/import@1:
  file, layout, encoding, programmes, rows
  read, used (cells, students, suppressed)
  left_out       programme, doubled, year (the same)
  missing        institutions[], municipalities[] (code, name, and the same)
  suppressed     choice, cells, least, greatest (students they can hide), counted
  unused         locations, municipalities of your tables that the file does not have
  written        rows, students

Exit code: 0 when done; 2 when the question is wrong; 3 when a file has problems or nothing is left
to count; 4 when a file cannot be read or written.";

const WORKBOOK: &str = "\
The first row names the columns with the keys of [[count]]: partnership, region, sector, year,
students and so on. Problems are told by sheet and cell, such as `counts!C7`. A school year is text,
`2024/2025`. Reads .xlsx and .xlsm.

Example:
  verdeel import workbook counts.xlsx --sheet counts --out counts.csv

Exit code: 0 when done; 2 when there is no such sheet; 3 when cells have problems; 4 when the file
cannot be read or is no workbook.";

/// Counts of a scenario out of DUO's open files or a workbook, as CSV
#[derive(Args)]
pub(super) struct Import {
    #[command(subcommand)]
    from: From,
}

#[derive(Subcommand)]
enum From {
    Duo(Duo),
    Workbook(Workbook),
}

/// DUO's file of enrolled hbo students, joined to your partnerships and regions
#[derive(Args)]
#[command(after_long_help = DUO)]
struct Duo {
    /// File of enrolled students, as DUO gives it
    #[arg(value_name = "FILE")]
    file: String,
    /// Table of locations and their partnerships
    #[arg(long, value_name = "FILE")]
    partnerships: Option<String>,
    /// Table of municipalities and their regions
    #[arg(long, value_name = "FILE")]
    regions: Option<String>,
    /// Table of the programmes that count and their sectors
    #[arg(long, value_name = "FILE")]
    programmes: Option<String>,
    /// School year that counts, such as 2024/2025; may be repeated [default: all]
    #[arg(long, value_name = "YEAR")]
    year: Vec<String>,
    /// What a cell of `<5` or `-1` counts as
    #[arg(long, value_enum, default_value_t = SuppressedName::LeaveOut)]
    suppressed: SuppressedName,
    /// File to write the inventory to: JSON or text, by its ending
    #[arg(long, value_name = "FILE")]
    report: Option<String>,
}

/// A sheet whose first row has the keys of [[count]]
#[derive(Args)]
#[command(after_long_help = WORKBOOK)]
struct Workbook {
    /// Workbook
    #[arg(value_name = "FILE")]
    file: String,
    /// Sheet [default: the only one, or `counts`]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum SuppressedName {
    /// Nothing
    LeaveOut,
    /// One student
    Low,
    /// Two and a half students, rounded per row
    Middle,
    /// Four students
    High,
}

impl SuppressedName {
    fn choice(self) -> Suppressed {
        match self {
            SuppressedName::LeaveOut => Suppressed::LeaveOut,
            SuppressedName::Low => Suppressed::Low,
            SuppressedName::Middle => Suppressed::Middle,
            SuppressedName::High => Suppressed::High,
        }
    }
}

impl Import {
    /// Returns the file to write beside the answer.
    pub(super) fn beside(&self) -> Option<Target<'_>> {
        let From::Duo(duo) = &self.from else {
            return None;
        };
        Some(Target {
            option: "--report",
            path: duo.report.as_deref()?,
            kinds: &[Kind::Text, Kind::Json],
        })
    }

    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let read = |path: &str| options.outputs.read_any(path);
        match &self.from {
            From::Duo(duo) => {
                let question = DuoQuestion {
                    path: duo.file.clone(),
                    partnerships: duo.partnerships.clone(),
                    regions: duo.regions.clone(),
                    programmes: duo.programmes.clone(),
                    years: duo.year.clone(),
                    suppressed: duo.suppressed.choice(),
                    report: duo.report.clone(),
                };
                import_duo(&question, options.manner(), &read)
            }
            From::Workbook(Workbook { file, sheet }) => {
                import_workbook(file, sheet.as_deref(), options.manner(), &read)
            }
        }
    }
}
