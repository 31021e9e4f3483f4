//! Parquet: typed columns as a file, for those who read many rows.
//!
//! Texts stand in a dictionary, whole numbers as differences, and all but runs of texts is
//! compressed with Snappy. A file holds no clock, so equal columns are equal bytes. At its end
//! stand notes, and beside them a fingerprint of all that comes before.

mod runs;

use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, Encoding, Repetition, Type as PhysicalType};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{ColumnPath, Type};

use crate::results::{Columns, FINGERPRINT_NOTE, NO_FINGERPRINT, Texts, Values, digest};

type File = SerializedFileWriter<Vec<u8>>;
type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

/// Returns a file with the rows of `first`, and after them those of further groups: what a reader
/// holds in memory at once. All groups have the columns of the first.
pub fn parquet_of(
    first: &Columns,
    further: impl Iterator<Item = Columns>,
    notes: &[(&str, String)],
) -> Vec<u8> {
    in_memory(written(first, further, notes))
}

fn in_memory(file: Result<Vec<u8>>) -> Vec<u8> {
    file.expect("columns are as the schema says, and memory can always be written to")
}

fn written(
    first: &Columns,
    further: impl Iterator<Item = Columns>,
    notes: &[(&str, String)],
) -> Result<Vec<u8>> {
    let schema = Arc::new(schema(first)?);
    let mut file = File::new(Vec::new(), schema, Arc::new(properties(first)))?;
    group(&mut file, first)?;
    for columns in further {
        group(&mut file, &columns)?;
    }
    let own = [(FINGERPRINT_NOTE, NO_FINGERPRINT.to_owned())];
    for (key, value) in notes.iter().chain(&own) {
        file.append_key_value_metadata(KeyValue::new((*key).to_owned(), value.clone()));
    }
    let mut whole = file.into_inner()?;
    let fingerprint = digest(&whole);
    let mut places = whole.windows(NO_FINGERPRINT.len());
    if let Some(at) = places.rposition(|own| own == NO_FINGERPRINT.as_bytes()) {
        whole[at..at + fingerprint.len()].copy_from_slice(fingerprint.as_bytes());
    }
    Ok(whole)
}

/// Returns the schema of columns.
fn schema(columns: &Columns) -> Result<Type> {
    let fields = columns.columns.iter().map(|(name, values)| {
        let (physical, is_optional) = match values {
            Values::Texts(texts) => (PhysicalType::BYTE_ARRAY, texts.is_optional),
            Values::TextRuns(texts) => (PhysicalType::BYTE_ARRAY, texts.is_optional),
            Values::Whole(_) => (PhysicalType::INT64, false),
            Values::SomeWhole(_) => (PhysicalType::INT64, true),
            Values::SomeNumbers(_) => (PhysicalType::DOUBLE, true),
        };
        let repetition = match is_optional {
            true => Repetition::OPTIONAL,
            false => Repetition::REQUIRED,
        };
        let field = Type::primitive_type_builder(name, physical).with_repetition(repetition);
        let field = match values {
            Values::Texts(_) | Values::TextRuns(_) => {
                field.with_converted_type(ConvertedType::UTF8)
            }
            _ => field,
        };
        Ok(Arc::new(field.build()?))
    });
    let fields: Vec<_> = fields.collect::<Result<_>>()?;
    Type::group_type_builder("rows").with_fields(fields).build()
}

/// Texts are alike in many rows, and numbers differ little from the one before.
fn properties(columns: &Columns) -> WriterProperties {
    let mut properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
    for (name, values) in &columns.columns {
        let path = ColumnPath::from(name.as_str());
        properties = match values {
            Values::Texts(_) | Values::TextRuns(_) => properties,
            Values::Whole(_) | Values::SomeWhole(_) => properties
                .set_column_dictionary_enabled(path.clone(), false)
                .set_column_encoding(path, Encoding::DELTA_BINARY_PACKED),
            Values::SomeNumbers(_) => properties.set_column_dictionary_enabled(path, false),
        };
    }
    properties.build()
}

fn group(file: &mut File, columns: &Columns) -> Result<()> {
    let descriptions = file.schema_descr().columns().to_vec();
    let mut group = file.next_row_group()?;
    for ((_, values), of) in columns.columns.iter().zip(descriptions) {
        match values {
            Values::Texts(texts) => text_column(&mut group, texts)?,
            Values::TextRuns(texts) => runs::column(&mut group, of, texts)?,
            Values::Whole(values) => column::<Int64Type>(&mut group, values, None)?,
            Values::SomeWhole(values) => some::<Int64Type>(&mut group, values)?,
            Values::SomeNumbers(values) => some::<DoubleType>(&mut group, values)?,
        }
    }
    group.close()?;
    Ok(())
}

fn text_column(group: &mut Group<'_>, texts: &Texts) -> Result<()> {
    let list: Vec<ByteArray> = texts.list.iter().map(|text| text.as_str().into()).collect();
    let cells = texts.cells.iter().flatten();
    let values: Vec<ByteArray> = cells.map(|cell| list[*cell as usize].clone()).collect();
    let levels = texts
        .is_optional
        .then(|| texts.cells.iter().map(|cell| cell.is_some()));
    let levels = levels.map(|levels| levels.map(i16::from).collect::<Vec<i16>>());
    column::<ByteArrayType>(group, &values, levels.as_deref())
}

fn some<T: DataType>(group: &mut Group<'_>, cells: &[Option<T::T>]) -> Result<()> {
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values: Vec<T::T> = cells.iter().flatten().cloned().collect();
    column::<T>(group, &values, Some(&levels))
}

/// Writes the next column; the levels are one where a cell is not empty.
fn column<T: DataType>(
    group: &mut Group<'_>,
    values: &[T::T],
    levels: Option<&[i16]>,
) -> Result<()> {
    if let Some(mut writer) = group.next_column()? {
        writer.typed::<T>().write_batch(values, levels, None)?;
        writer.close()?;
    }
    Ok(())
}
