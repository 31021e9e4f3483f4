//! Parquet files of our own, read back: their notes, and their rows as typed columns.

use std::collections::BTreeMap;

use parquet::basic::Type as PhysicalType;
use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::Result;
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::results::{Columns, FINGERPRINT_NOTE, NO_FINGERPRINT, Recurring, Texts, Values, digest};

/// A file in memory.
type File = SerializedFileReader<bytes::Bytes>;

/// Returns the notes of a file that is whole: it has the fingerprint that they give. `None` of a
/// file that is damaged, cut short, or of somebody else.
pub fn parquet_notes(file: &[u8]) -> Option<BTreeMap<String, String>> {
    let reader = File::new(bytes::Bytes::copy_from_slice(file)).ok()?;
    let notes = reader.metadata().file_metadata().key_value_metadata()?;
    let notes = notes
        .iter()
        .map(|note| (note.key.clone(), note.value.clone().unwrap_or_default()));
    let notes: BTreeMap<String, String> = notes.collect();
    let stated = notes.get(FINGERPRINT_NOTE)?.as_bytes();
    let mut places = file.windows(NO_FINGERPRINT.len());
    let at = places.rposition(|own| own == stated)?;
    let mut without = file.to_vec();
    without[at..at + stated.len()].copy_from_slice(NO_FINGERPRINT.as_bytes());
    (digest(&without).as_bytes() == stated).then_some(notes)
}

/// Returns the rows of a file; `None` of a file that is damaged or has columns of other types than
/// texts, whole numbers and numbers.
pub fn parquet_columns(file: &[u8]) -> Option<Columns> {
    read(file).ok().flatten()
}

fn read(file: &[u8]) -> Result<Option<Columns>> {
    let reader = File::new(bytes::Bytes::copy_from_slice(file))?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let mut columns = Columns::default();
    for (at, column) in schema.columns().iter().enumerate() {
        let is_optional = column.max_def_level() > 0;
        let name = column.name().to_owned();
        let mut values = match column.physical_type() {
            PhysicalType::BYTE_ARRAY => Values::Texts(Texts {
                is_optional,
                ..Texts::default()
            }),
            PhysicalType::INT64 if is_optional => Values::SomeWhole(Vec::new()),
            PhysicalType::INT64 => Values::Whole(Vec::new()),
            PhysicalType::DOUBLE => Values::SomeNumbers(Vec::new()),
            _ => return Ok(None),
        };
        let mut known = Recurring::default();
        for group in 0..reader.num_row_groups() {
            let group = reader.get_row_group(group)?;
            let rows = usize::try_from(group.metadata().num_rows()).unwrap_or_default();
            let reader = group.get_column_reader(at)?;
            extend(&mut values, (reader, rows), &mut known)?;
        }
        if let Values::Texts(texts) = &mut values {
            let list = known.keys().iter();
            let list = list.map(|text| String::from_utf8_lossy(text).into_owned());
            texts.list = list.collect();
        }
        columns.add(&name, values);
    }
    Ok(Some(columns))
}

/// Adds the cells of a column of one group.
fn extend(
    values: &mut Values,
    (reader, rows): (ColumnReader, usize),
    known: &mut Recurring<Vec<u8>>,
) -> Result<()> {
    match (values, reader) {
        (Values::Texts(texts), ColumnReader::ByteArrayColumnReader(mut reader)) => {
            let cells: Vec<Option<ByteArray>> = cells(&mut reader, rows)?;
            texts.cells.extend(cells.into_iter().map(|cell| {
                let place = known.place(cell?.data());
                Some(u32::try_from(place).unwrap_or(u32::MAX))
            }));
        }
        (Values::Whole(all), ColumnReader::Int64ColumnReader(mut reader)) => {
            all.extend(cells(&mut reader, rows)?.into_iter().flatten());
        }
        (Values::SomeWhole(all), ColumnReader::Int64ColumnReader(mut reader)) => {
            all.extend(cells(&mut reader, rows)?);
        }
        (Values::SomeNumbers(all), ColumnReader::DoubleColumnReader(mut reader)) => {
            all.extend(cells(&mut reader, rows)?);
        }
        _ => {}
    }
    Ok(())
}

/// Reads the cells of a column, which are empty where it has no value.
fn cells<T: DataType>(
    reader: &mut parquet::column::reader::ColumnReaderImpl<T>,
    rows: usize,
) -> Result<Vec<Option<T::T>>> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    while levels.len().max(values.len()) < rows {
        let (read, _, _) = reader.read_records(rows, Some(&mut levels), None, &mut values)?;
        if read == 0 {
            break;
        }
    }
    if levels.is_empty() {
        return Ok(values.into_iter().map(Some).collect());
    }
    let mut values = values.into_iter();
    let cells = levels.into_iter();
    Ok(cells
        .map(|level| if level > 0 { values.next() } else { None })
        .collect())
}
