//! Columns of texts that stand in runs of rows, written run by run: a dictionary of the texts, and
//! one page that says how often each of them comes after the other.

use bytes::Bytes;
use parquet::basic::{Compression, Encoding};
use parquet::column::page::{CompressedPage, Page, PageWriter};
use parquet::column::writer::ColumnCloseResult;
use parquet::data_type::ByteArray;
use parquet::errors::Result;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::statistics::Statistics;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;

use super::Group;
use crate::results::TextRuns;

/// Writes the next column of a group.
pub(super) fn column(group: &mut Group<'_>, of: ColumnDescPtr, texts: &TextRuns) -> Result<()> {
    let rows = texts.rows();
    let mut chunk = TrackedWrite::new(Vec::new());
    let mut writer = SerializedPageWriter::new(&mut chunk);
    let dictionary = plain(Page::DictionaryPage {
        buf: dictionary(&texts.list).into(),
        num_values: count(texts.list.len()),
        encoding: Encoding::PLAIN,
        is_sorted: false,
    });
    let dictionary = writer.write_page(dictionary)?;
    let data = writer.write_page(plain(Page::DataPage {
        buf: data(texts).into(),
        num_values: count(rows),
        encoding: Encoding::RLE_DICTIONARY,
        def_level_encoding: Encoding::RLE,
        rep_level_encoding: Encoding::RLE,
        statistics: None,
    }))?;
    writer.close()?;
    let bytes = dictionary.bytes_written + data.bytes_written;
    let metadata = ColumnChunkMetaData::builder(of)
        .set_compression(Compression::UNCOMPRESSED)
        .set_encodings(vec![
            Encoding::PLAIN,
            Encoding::RLE,
            Encoding::RLE_DICTIONARY,
        ])
        .set_num_values(whole(rows))
        .set_total_compressed_size(i64::try_from(bytes).unwrap_or(i64::MAX))
        .set_total_uncompressed_size(i64::try_from(bytes).unwrap_or(i64::MAX))
        .set_dictionary_page_offset(i64::try_from(dictionary.offset).ok())
        .set_data_page_offset(i64::try_from(data.offset).unwrap_or(i64::MAX))
        .set_statistics(statistics(texts))
        .build()?;
    let close = ColumnCloseResult {
        bytes_written: bytes,
        rows_written: rows as u64,
        metadata,
        bloom_filter: None,
        column_index: None,
        offset_index: None,
    };
    group.append_column(&Bytes::from(chunk.into_inner()?), close)
}

/// Returns a page that is not compressed: runs leave nothing to compress.
fn plain(page: Page) -> CompressedPage {
    let size = page.buffer().len();
    CompressedPage::new(page, size)
}

/// Returns the texts, each behind its length.
fn dictionary(list: &[String]) -> Vec<u8> {
    let mut page = Vec::new();
    for text in list {
        page.extend(count(text.len()).to_le_bytes());
        page.extend(text.as_bytes());
    }
    page
}

/// Returns the rows: where some may be empty first which are not, then for each that is not the
/// position of its text.
fn data(texts: &TextRuns) -> Vec<u8> {
    let mut page = Vec::new();
    if texts.is_optional {
        let levels = texts.runs.iter();
        let levels = levels.map(|(text, rows)| (u32::from(text.is_some()), *rows));
        let levels = hybrid(levels, 1);
        page.extend(count(levels.len()).to_le_bytes());
        page.extend(levels);
    }
    let last = texts.list.len().saturating_sub(1);
    let bits = (usize::BITS - last.leading_zeros()).max(1);
    page.extend(u8::try_from(bits));
    let positions = texts.runs.iter();
    let positions = positions.filter_map(|(text, rows)| Some(((*text)?, *rows)));
    page.extend(hybrid(positions, bits));
    page
}

/// Returns numbers of so many bits as runs: how often, and which.
fn hybrid(runs: impl Iterator<Item = (u32, usize)>, bits: u32) -> Vec<u8> {
    let mut written = Vec::new();
    let bytes = bits.div_ceil(8) as usize;
    let mut open: Option<(u32, usize)> = None;
    let mut close = |run: Option<(u32, usize)>| {
        if let Some((number, times)) = run.filter(|(_, times)| *times > 0) {
            let mut header = (times as u64) << 1;
            while header >= 1 << 7 {
                written.extend(u8::try_from(header & 0x7f | 0x80));
                header >>= 7;
            }
            written.extend(u8::try_from(header));
            written.extend(&number.to_le_bytes()[..bytes]);
        }
    };
    for (number, times) in runs {
        open = match open {
            Some((known, so_far)) if known == number => Some((known, so_far + times)),
            other => {
                close(other);
                Some((number, times))
            }
        };
    }
    close(open);
    written
}

/// Returns the least and the greatest text, and how many rows are empty.
fn statistics(texts: &TextRuns) -> Statistics {
    let is_used = |at: usize| {
        let mut runs = texts.runs.iter();
        runs.any(|(text, rows)| *text == u32::try_from(at).ok() && *rows > 0)
    };
    let used = texts.list.iter().enumerate();
    let used = used.filter(|(at, _)| is_used(*at)).map(|(_, text)| text);
    let end = |text: Option<&String>| text.map(|text| ByteArray::from(text.as_str()));
    let empty = texts.runs.iter().filter(|(text, _)| text.is_none());
    let empty: usize = empty.map(|(_, rows)| rows).sum();
    Statistics::byte_array(
        end(used.clone().min()),
        end(used.max()),
        None,
        Some(empty as u64),
        false,
    )
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
