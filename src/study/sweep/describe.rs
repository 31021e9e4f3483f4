//! Describing a sweep: the columns of its files.

use super::super::{Answer, Format, Manner, pretty};
use super::columns::{Described, columns_of, summary_columns, value_columns};
use super::run::SweepJob;
use crate::report::{ColumnLine, columns_json, columns_text};

/// Returns the columns of every file of a sweep.
pub(super) fn described(job: &SweepJob<'_>, manner: Manner) -> Answer {
    let files: [(&str, Vec<Described>); 3] = [
        ("parts/part-*.parquet", columns_of(job.field)),
        ("points.parquet", value_columns(&job.field.space)),
        ("summary.parquet", summary_columns()),
    ];
    let lines = files.iter().flat_map(|(file, columns)| {
        columns.iter().map(move |column| ColumnLine {
            file,
            name: &column.name,
            sort: column.sort,
            unit: column.unit,
            about: &column.about,
        })
    });
    let lines: Vec<ColumnLine<'_>> = lines.collect();
    Answer {
        text: match manner.format {
            Format::Json => pretty(&columns_json(&lines)),
            Format::Table | Format::Csv => columns_text(&lines, manner.look),
        },
        ..Answer::default()
    }
}
