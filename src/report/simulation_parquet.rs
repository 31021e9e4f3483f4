//! Parquet: statistics and draws in columns, for those who read many of them.
//!
//! Amounts are whole cents as 64-bit integers, so nothing is rounded; the ratios of coverage stand
//! in the same columns in ten-thousandths. Columns are compressed with
//! Snappy; a file holds no clock, so equal simulations are equal bytes.

use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::simulation::SimulationView;
use super::simulation_rows::{Row, TOTAL, Value, rows};
use crate::results::{Series, Simulated};

/// The columns of statistics.
const STATISTICS: &str = "message simulation {
    required binary variant (UTF8);
    required binary kind (UTF8);
    required binary recipient (UTF8);
    optional binary region (UTF8);
    optional binary component (UTF8);
    required binary year (UTF8);
    required binary statistic (UTF8);
    optional int64 cents;
    optional int64 error_cents;
    optional int64 holds;
    optional int64 draws;
}";

/// The columns of draws.
const DRAWS: &str = "message draws {
    required binary variant (UTF8);
    required binary kind (UTF8);
    required binary recipient (UTF8);
    optional binary region (UTF8);
    optional binary component (UTF8);
    required binary year (UTF8);
    required int64 draw;
    required int64 cents;
}";

/// Rows of draws that stand in one group: what a reader holds in memory at once.
const ROWS_OF_A_GROUP: usize = 1_000_000;

type File = SerializedFileWriter<Vec<u8>>;
type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

/// Returns the statistics of a simulation as Parquet.
pub fn simulation_parquet(view: SimulationView<'_>) -> Vec<u8> {
    written(STATISTICS, |file| {
        let mut group = file.next_row_group()?;
        statistics(&mut group, &rows(view))?;
        group.close()?;
        Ok(())
    })
}

/// Returns the draws that a simulation kept as Parquet: one row per variant, recipient, region,
/// component, year and draw.
pub fn draws_parquet(simulated: &Simulated) -> Vec<u8> {
    let variants = simulated.variants.iter();
    let series = variants.flat_map(|variant| {
        let series = variant.series.iter();
        series.map(move |series| (variant.id.as_str(), series))
    });
    let series: Vec<Kept<'_>> = series.collect();
    let draws = usize::try_from(simulated.draws).unwrap_or(usize::MAX);
    let together = (ROWS_OF_A_GROUP / draws.max(1)).max(1);
    written(DRAWS, |file| {
        for part in series.chunks(together) {
            let mut group = file.next_row_group()?;
            kept(&mut group, part)?;
            group.close()?;
        }
        Ok(())
    })
}

/// The draws of one series of a variant.
type Kept<'a> = (&'a str, &'a Series);

/// Returns the file that `fill` writes.
fn written(columns: &str, fill: impl FnOnce(&mut File) -> Result<()>) -> Vec<u8> {
    let write = || {
        let schema = Arc::new(parse_message_type(columns)?);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
        let properties = Arc::new(properties.build());
        let mut file = File::new(Vec::new(), schema, properties)?;
        fill(&mut file)?;
        file.into_inner()
    };
    write().expect("columns are as the schema says, and memory can always be written to")
}

fn statistics(group: &mut Group<'_>, rows: &[Row<'_>]) -> Result<()> {
    let texts: [fn(&Row<'_>) -> Option<String>; 7] = [
        |row| Some(row.variant.to_owned()),
        |row| Some(row.kind.to_owned()),
        |row| Some(row.recipient.to_owned()),
        |row| row.region.map(str::to_owned),
        |row| row.component.map(str::to_owned),
        |row| Some(row.year.to_owned()),
        |row| Some(row.statistic.clone()),
    ];
    for text in texts {
        let cells = rows
            .iter()
            .map(|row| text(row).as_deref().map(ByteArray::from));
        column::<ByteArrayType>(group, cells)?;
    }
    let numbers: [fn(&Value) -> Option<i64>; 4] = [
        |value| match value {
            Value::Amount(amount, _) => Some(amount.count()),
            Value::Ratio(ratio, _) => Some(ratio.0),
            Value::Share(_) => None,
        },
        |value| match value {
            Value::Amount(_, error) => error.map(|error| error.count()),
            Value::Ratio(_, error) => error.map(|error| error.0),
            Value::Share(_) => None,
        },
        |value| match value {
            Value::Amount(..) | Value::Ratio(..) => None,
            Value::Share(share) => i64::try_from(share.holds).ok(),
        },
        |value| match value {
            Value::Amount(..) | Value::Ratio(..) => None,
            Value::Share(share) => i64::try_from(share.draws).ok(),
        },
    ];
    for number in numbers {
        column::<Int64Type>(group, rows.iter().map(|row| number(&row.value)))?;
    }
    Ok(())
}

fn kept(group: &mut Group<'_>, series: &[Kept<'_>]) -> Result<()> {
    let texts: [fn(&Kept<'_>) -> Option<String>; 6] = [
        |(variant, _)| Some((*variant).to_owned()),
        |(_, series)| Some(series.name.kind.name().to_owned()),
        |(_, series)| Some(series.name.recipient.clone()),
        |(_, series)| series.name.region.clone(),
        |(_, series)| series.name.component.clone(),
        |(_, series)| Some(series.name.year.clone().unwrap_or_else(|| TOTAL.to_owned())),
    ];
    for text in texts {
        let cells = series.iter().flat_map(|one| {
            let cell = text(one).as_deref().map(ByteArray::from);
            std::iter::repeat_n(cell, one.1.kept.len())
        });
        column::<ByteArrayType>(group, cells)?;
    }
    let draws = series
        .iter()
        .flat_map(|(_, series)| (0..).zip(&series.kept));
    column::<Int64Type>(group, draws.clone().map(|(draw, _)| Some(draw)))?;
    column::<Int64Type>(group, draws.map(|(_, amount)| Some(amount.count())))
}

/// Writes the next column; `None` leaves a cell empty, which only optional columns may.
fn column<T: DataType>(
    group: &mut Group<'_>,
    cells: impl Iterator<Item = Option<T::T>>,
) -> Result<()> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    for cell in cells {
        levels.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    if let Some(mut writer) = group.next_column()? {
        writer
            .typed::<T>()
            .write_batch(&values, Some(&levels), None)?;
        writer.close()?;
    }
    Ok(())
}
