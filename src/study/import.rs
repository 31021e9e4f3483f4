//! Importing counts: DUO's files, and sheets of a workbook.

use std::collections::BTreeSet;

use super::open::refused;
use super::{Answer, Failure, FailureKind, Manner, pretty};
use crate::domain::{Lang, SchoolYear, Text};
use crate::intake::{DuoFiles, Given, Sheet, SheetFault, Suppressed, duo, sheet};
use crate::report::{folded, problems_text};
use crate::scenario::{Refused, Sources};

/// How files that may be no text are read: by a function of the caller.
pub type ReadingBytes<'a> = &'a (dyn Fn(&str) -> Result<Vec<u8>, String> + Sync);

/// Which files of DUO and of the user become counts, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DuoQuestion {
    /// Path of the file of enrolled students.
    pub path: String,
    /// Path of the table of locations and partnerships.
    pub partnerships: Option<String>,
    /// Path of the table of municipalities and regions.
    pub regions: Option<String>,
    /// Path of the table of programmes and sectors.
    pub programmes: Option<String>,
    /// The school years that count, such as `2024/2025`; all of them when empty.
    pub years: Vec<String>,
    /// What suppressed cells count as.
    pub suppressed: Suppressed,
    /// Path to write the inventory to: JSON where it ends in `.json`, or else text.
    pub report: Option<String>,
}

/// Makes counts of a scenario out of DUO's file of enrolled students; the inventory of all that was
/// read goes beside the answer.
///
/// # Errors
///
/// A [`Failure`] when a file cannot be read or has problems, or when nothing is left to count.
pub fn import_duo(
    question: &DuoQuestion,
    manner: Manner,
    read: ReadingBytes<'_>,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    if question.partnerships.is_none() && question.regions.is_none() {
        return Err(Failure::usage(
            &Text::new(
                "zonder tabel telt niemand de studenten",
                "without a table nobody counts the students",
            ),
            &Text::new(
                "geef --partnerships, --regions of allebei",
                "give --partnerships, --regions or both",
            ),
            lang,
        ));
    }
    let given = |path: &str| {
        let bytes = read(path).map_err(|reason| Failure::unreadable(path, &reason, lang))?;
        Ok(Given {
            path: path.to_owned(),
            bytes,
        })
    };
    let maybe = |path: &Option<String>| path.as_deref().map(given).transpose();
    let files = DuoFiles {
        students: given(&question.path)?,
        partnerships: maybe(&question.partnerships)?,
        regions: maybe(&question.regions)?,
        programmes: maybe(&question.programmes)?,
        years: years(&question.years, lang)?,
        suppressed: question.suppressed,
        lang,
    };
    let imported = duo(&files).map_err(|problems| refused(&problems, manner))?;
    let inventory = folded(&imported.inventory.text(lang), manner.look);
    let (warnings, sources) = (&imported.warnings, &imported.sources);
    let aside = problems_text(warnings, sources, lang, manner.colour) + &inventory;
    if imported.inventory.written.0 == 0 {
        return Err(nothing(&aside, lang));
    }
    let report = question.report.as_ref().map(|path| {
        let text = match path.to_ascii_lowercase().ends_with(".json") {
            true => pretty(&imported.inventory.json()),
            false => inventory.clone(),
        };
        (path.clone(), text.into_bytes())
    });
    Ok(Answer {
        text: imported.csv,
        files: report.into_iter().collect(),
        aside,
        ..Answer::default()
    })
}

/// Makes counts of a scenario out of a sheet whose first row has the keys of `[[count]]`.
///
/// # Errors
///
/// A [`Failure`] when it cannot be read, is no workbook, has no such sheet, or has problems.
pub fn import_workbook(
    path: &str,
    asked: Option<&str>,
    manner: Manner,
    read: ReadingBytes<'_>,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let bytes = read(path).map_err(|reason| Failure::unreadable(path, &reason, lang))?;
    let Sheet { name, rows, csv } =
        sheet((path, &bytes), asked, lang).map_err(|fault| no_sheet(path, asked, fault, manner))?;
    let aside = match lang {
        Lang::Nl => format!("{path}, blad {name}; tellingen: {rows}\n"),
        Lang::En => format!("{path}, sheet {name}; counts: {rows}\n"),
    };
    Ok(Answer {
        text: csv,
        aside,
        ..Answer::default()
    })
}

fn years(asked: &[String], lang: Lang) -> Result<BTreeSet<SchoolYear>, Failure> {
    let years = asked.iter().map(|year| {
        SchoolYear::parse(year).ok_or_else(|| {
            let text = Text::new(
                format!("`{year}` is geen schooljaar"),
                format!("`{year}` is no school year"),
            );
            let hint = Text::new("schrijf het als 2024/2025", "write it as 2024/2025");
            Failure::usage(&text, &hint, lang)
        })
    });
    years.collect()
}

fn nothing(told: &str, lang: Lang) -> Failure {
    let text = match lang {
        Lang::Nl => {
            "error: er blijft niets te tellen\nhint: kijk na wat is weggelaten of ontbreekt\n"
        }
        Lang::En => "error: nothing is left to count\nhint: see what was left out or is missing\n",
    };
    Failure::told(FailureKind::Problems, format!("{told}\n{text}"))
}

fn no_sheet(path: &str, asked: Option<&str>, fault: SheetFault, manner: Manner) -> Failure {
    let lang = manner.look.lang;
    match fault {
        SheetFault::NoWorkbook(reason) => {
            let no_workbook = Text::new("geen werkmap (.xlsx)", "no workbook (.xlsx)");
            let reason = format!("{}: {reason}", no_workbook.in_lang(lang));
            Failure::unreadable(path, &reason, lang)
        }
        SheetFault::NoSheet(names) => match asked {
            Some(asked) => Failure::unknown(&Text::new("blad", "sheet"), asked, &names, lang),
            None => Failure::usage(
                &Text::new(
                    format!("`{path}` heeft meer bladen, en geen heet `counts`"),
                    format!("`{path}` has several sheets, and none is called `counts`"),
                ),
                &Text::new(
                    format!("kies er een met --sheet: {}", names.join(", ")),
                    format!("choose one with --sheet: {}", names.join(", ")),
                ),
                lang,
            ),
        },
        SheetFault::Problems(problems) => refused(
            &Refused {
                sources: Sources::default(),
                problems,
            },
            manner,
        ),
    }
}
