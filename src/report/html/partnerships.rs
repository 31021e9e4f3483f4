//! Amounts per partnership, in all models.

use super::block::{Block, Section};
use super::page::{Page, rounded, told, words};
use crate::report::chart::{Cell, Chart, Grouped, Shape, Table, Unit};
use crate::results::comparison::{Cell as Amount, Comparison, Period, Row};

/// Returns amounts, and amounts per student.
pub(super) fn section(page: &Page<'_>) -> Section {
    Section {
        title: page.say.per_partnership().to_owned(),
        blocks: blocks(page, page.view.partnerships, "partnerschap"),
    }
}

/// Returns charts and tables of all recipients of a comparison.
pub(super) fn blocks(page: &Page<'_>, comparison: &Comparison, id: &str) -> Vec<Block> {
    let Some(period) = comparison.periods.last() else {
        return Vec::new();
    };
    let level = page.say.level(comparison.level);
    let amount = |cell: &Amount| Some(cell.amount.count()).filter(|_| !cell.is_absent);
    let per_student = |cell: &Amount| cell.per_student.as_ref().map(rounded);
    let years = page.years(period);
    let charts = [
        (
            format!("bedrag-{id}"),
            page.say.amounts_head(level, &years),
            Unit::Euros,
        ),
        (
            format!("student-{id}"),
            page.say.per_student_head(level, &years, period.head),
            Unit::EurosPer(period.head),
        ),
    ];
    let mut blocks = Vec::new();
    for (id, title, unit) in charts {
        let values: &dyn Fn(&Amount) -> Option<i64> = match unit {
            Unit::Euros => &amount,
            _ => &per_student,
        };
        blocks.push(Block::Chart(chart(page, period, (id, title, unit), values)));
    }
    blocks.push(Block::Table(table(
        page,
        period,
        page.say.amounts_table(level, &years, period.head),
    )));
    blocks
}

fn chart(
    page: &Page<'_>,
    period: &Period,
    (id, title, unit): (String, String, Unit),
    value: &dyn Fn(&Amount) -> Option<i64>,
) -> Chart {
    let own = period.rows.iter().filter(|row| !row.is_beside);
    let mut rows: Vec<(String, Vec<Option<i64>>)> = own
        .map(|row| {
            let name = page.recipient(&row.recipient, false);
            (name, row.cells.iter().map(value).collect())
        })
        .collect();
    rows.sort_by_key(|(_, values)| std::cmp::Reverse(values.first().copied().flatten()));
    let seen = rows.iter().filter_map(|(name, values)| {
        let known = values.iter().flatten();
        let (least, most) = (known.clone().min()?, known.max()?);
        Some((most - least, name.as_str()))
    });
    let widest = seen.max();
    let alt = match widest {
        _ if page.view.models.len() < 2 => page.say.one_model().to_owned(),
        Some((0, _)) => page.say.nothing_apart().to_owned(),
        Some((apart, name)) => page.say.furthest_apart(name, &page.euros(apart)),
        None => String::new(),
    };
    let series = page.models();
    Chart {
        id,
        title,
        alt,
        unit,
        shape: Shape::Strip(Grouped { series, rows }),
    }
}

/// Students and the amount in each model, with all money that goes elsewhere.
fn table(page: &Page<'_>, period: &Period, caption: String) -> Table {
    let cells = |row: &Row| {
        let students = row.cells.first().map(|cell| cell.students);
        let students = Cell::of(students.filter(|_| !row.is_beside), Unit::Number);
        let amounts = row.cells.iter();
        let amounts = amounts.map(|cell| Cell::Value(cell.amount.count(), Unit::Euros));
        let name = words(page.recipient(&row.recipient, row.is_beside));
        [name, students].into_iter().chain(amounts).collect()
    };
    let own = period.rows.iter().filter(|row| !row.is_beside);
    let students: i64 = own
        .filter_map(|row| row.cells.first())
        .map(|cell| cell.students)
        .sum();
    let foot = [words(page.say.total()), Cell::Value(students, Unit::Number)];
    let totals = period.sums.iter();
    let totals = totals.map(|sums| Cell::Value(sums.total.count(), Unit::Euros));
    let heads = page.say.students_heads(period);
    Table {
        caption,
        heads: heads.into_iter().chain(page.letters()).collect(),
        rows: told(period).map(cells).collect(),
        foot: Some(foot.into_iter().chain(totals).collect()),
    }
}
