//! `verdeel report`: something to hand to a board.

use clap::Args;

use super::options::Options;
use super::output::{Outcome, misnamed, without_engine};
use super::target::Target;
use crate::study::{Answer, Failure, Lang, ReportQuestion, report, workbook};
use crate::web::{LiveFile, LiveQuestion, engine, live};

const SECTIONS: &str = "\
Sections: the answer, four figures (students trained, euros per student for training from lowest to
highest, what does not go directly to partnerships, largest decline), at most five models side by
side, points to decide (as [[decision]] of the scenario states them, or else in draft), gainers and
losers, per partnership, per region, how sure that is, follow the euro, the years with bands, what
matters most of what is uncertain, wishes with what breaks them, what differs between the models,
assumptions and sources, the receipt. It recommends nothing. Every chart has its numbers behind it,
as a table and as CSV.

The file needs nothing else: no network, no script. Print it, or save it as PDF, from any browser.
Nothing is written where a total is not the sum of its rows.

With --letters DIR each partnership has a letter of one page as well, DIR/<id>.html: its amount in
each model, why, what changes and what brings that about, what is uncertain, which assumption
matters most, whom to ask. It explains the amount of the only model beside the baseline, or else of
the baseline. Without --out only the letters are written. What parties can live with is in
neither.

Live file (--live): one HTML file that carries the scenario, its data, this report and the engine.
Who opens it, in a browser and offline, moves every number of the proposal, sees every amount move,
and saves the file with the changes to send it back; `verdeel open` tells what was changed. It
carries all counts and every remark in the scenario, but not what parties can live with. FILE may be
a live file: what it holds now is then what is sent. Exit code 2 when this program was built
without the engine for browsers.

Workbook (--out X.xlsx): the same models as formulas. Change a count or a parameter, and amounts,
sums and charts follow, to the cent as this program computes them. Sheets: overview, models side by
side, results by recipient, region, component and year, parameters, counts, the rules of each model,
assumptions and sources. What no formula says (a Talmud division, adjustments, upper limits, tables
with two margins, keys that mix others) stands as this program's value, grey and with a note.
Parameters have names such as par.component.per_student.amount. It shows no draws.

With --suppress 5 no count of 1 to 4 students or side entrants is shown, nor any amount from which
one could be derived: whoever counts so few in a region is shown together with others, under one
name, in all models and years. Totals still add up. They have no letter; a workbook then has values
and sums only. Where a count cannot be hidden there is no report, and the reason is told.";

/// A report for boards as one HTML file or a workbook: models side by side, charts, sources
#[derive(Args)]
#[command(after_long_help = SECTIONS)]
pub(super) struct Report {
    /// Scenario file, with a variant for each model
    #[arg(value_name = "FILE")]
    path: String,
    /// Folder for a letter to each partnership, as HTML to print; made when it is missing
    #[arg(long, value_name = "DIR")]
    letters: Option<String>,
    /// The variant that the others are compared with [default: base]
    #[arg(long, value_name = "ID")]
    baseline: Option<String>,
    /// Only these variants beside the baseline, in this order [default: the first four]
    #[arg(long, value_name = "ID,ID,…", value_delimiter = ',')]
    models: Vec<String>,
    /// From how many futures bands are drawn, where something is uncertain; 0 for none
    #[arg(long, value_name = "N", default_value_t = 2_000,
          value_parser = clap::value_parser!(u64).range(0..=1_000_000))]
    draws: u64,
    /// Seed of these futures
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Instead of the report its charts, each as an SVG file in this folder
    #[arg(long, value_name = "DIR", conflicts_with = "letters")]
    charts: Option<String>,
    /// Makes the file live: it carries the scenario and the engine, and calculates when opened
    #[arg(long, conflicts_with_all = ["letters", "charts", "suppress", "draws", "seed"])]
    live: bool,
    /// Hides counts of students below N, and every amount from which they could be derived
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    suppress: Option<i64>,
}

impl Report {
    /// Returns the folder to write beside the answer.
    pub(super) fn beside(&self) -> Option<Target<'_>> {
        Some(Target {
            option: "--letters",
            path: self.letters.as_deref()?,
            kinds: &[],
        })
    }

    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let question = ReportQuestion {
            path: self.path.clone(),
            letters: self.letters.clone(),
            baseline: self.baseline.clone(),
            models: self.models.clone(),
            draws: self.draws,
            seed: self.seed,
            charts: self.charts.clone(),
            suppress: self.suppress,
        };
        if let (Some(folder), Some(out)) = (&self.charts, &options.out) {
            return Err(one_of_both(folder, out, options.manner().look.lang));
        }
        let read = |path: &str| options.outputs.read(path);
        if self.live {
            return self.live(options);
        }
        match options.is_workbook() {
            true if self.letters.is_some() => Err(no_letters(options)),
            true => workbook(&question, options.manner(), &read),
            false => report(&question, options.manner(), &read),
        }
    }

    fn live(&self, options: &Options) -> Outcome {
        let lang = options.manner().look.lang;
        if options.is_workbook() {
            return Err(no_live_workbook(lang));
        }
        let engine = engine().ok_or_else(|| without_engine(lang))?;
        let question = LiveQuestion {
            path: self.path.clone(),
            baseline: self.baseline.clone(),
            models: self.models.clone(),
            lang,
        };
        let made = live(&question, engine, &|path| options.outputs.read(path));
        let LiveFile { html, aside } = made?;
        Ok(Answer {
            text: html,
            aside,
            ..Answer::default()
        })
    }
}

/// Returns the failure that charts and a report are asked for at once.
fn one_of_both(folder: &str, out: &str, lang: Lang) -> Failure {
    let (text, hint) = match lang {
        Lang::Nl => (
            format!("`--charts {folder}` vraagt om plaatjes in de plaats van het rapport `{out}`"),
            "vraag ze een voor een",
        ),
        Lang::En => (
            format!("`--charts {folder}` asks for pictures in the place of the report `{out}`"),
            "ask for them one by one",
        ),
    };
    misnamed(&text, hint)
}

/// Returns the failure that letters go with a report, not with a workbook.
fn no_letters(options: &Options) -> Failure {
    let (text, hint) = match options.manner().look.lang {
        Lang::Nl => (
            "brieven horen bij een rapport, niet bij een werkmap",
            "laat `--out` eindigen op `.html`, of laat `--letters` weg",
        ),
        Lang::En => (
            "letters go with a report, not with a workbook",
            "let `--out` end in `.html`, or leave out `--letters`",
        ),
    };
    misnamed(text, hint)
}

/// Returns the failure that a workbook carries no engine.
fn no_live_workbook(lang: Lang) -> Failure {
    let (text, hint) = match lang {
        Lang::Nl => (
            "een werkmap is geen levend bestand; zij rekent met eigen formules",
            "laat `--out` eindigen op `.html`, of laat `--live` weg",
        ),
        Lang::En => (
            "a workbook is no live file; it calculates by formulas of its own",
            "let `--out` end in `.html`, or leave out `--live`",
        ),
    };
    misnamed(text, hint)
}
