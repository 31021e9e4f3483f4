//! The terminal: the same charts in letters and blocks.

use super::table::{Cell, Table};
use super::{Chart, Folded, Grouped, Shape, folded};
use crate::domain::Lang;
use crate::report::Look;
use crate::report::wording::Sentences;

/// The least room for bars; on a narrower screen values stand without.
const BARS_LEAST: usize = 8;

/// Letters that mark the series of a strip.
const MARKS: [char; 10] = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'];

/// A line of a chart: its name, its value as written, and the value.
type Line = (String, String, Option<i64>);

/// Returns a chart as lines of text that fit the screen.
pub fn chart_text(chart: &Chart, look: Look) -> String {
    let head = format!("{} ({})\n", chart.title, chart.unit.name(look.lang));
    let unit = chart.unit;
    let body = match &chart.shape {
        Shape::Bars(grouped) => bars(&of_series(grouped, chart, look.lang), look),
        Shape::Changes(rows) => {
            let mut rows = rows.clone();
            rows.sort_by_key(|(_, change)| std::cmp::Reverse(*change));
            let grouped = Grouped {
                series: vec![String::new()],
                rows: rows
                    .into_iter()
                    .map(|(name, value)| (name, vec![Some(value)]))
                    .collect(),
            };
            let rows = folded(&grouped, unit, look.lang);
            let lines = rows.told().map(|((name, values), is_drawn)| {
                let value = values.first().copied().flatten();
                let text = value.map_or(String::new(), |value| unit.change(value, look.lang));
                (name.clone(), text, value.filter(|_| is_drawn))
            });
            bars(&lines.collect::<Vec<_>>(), look)
        }
        Shape::Strip(grouped) => strip(grouped, chart, look),
        Shape::Lines(_) | Shape::Flow(_) | Shape::Tornado(_) => {
            bars(&of_table(&chart.table(look.lang), look.lang), look)
        }
    };
    head + &body
}

/// Each row with its series below it, or beside its name where there is one series only.
fn of_series(grouped: &Grouped, chart: &Chart, lang: Lang) -> Vec<Line> {
    let write =
        |value: Option<i64>| value.map_or(String::new(), |value| chart.unit.short(value, lang));
    let mut lines = Vec::new();
    for ((name, values), is_drawn) in folded(grouped, chart.unit, lang).told() {
        if let [value] = values[..] {
            lines.push((name.clone(), write(value), value.filter(|_| is_drawn)));
            continue;
        }
        lines.push((name.clone(), String::new(), None));
        for (series, value) in grouped.series.iter().zip(values) {
            let drawn = value.filter(|_| is_drawn);
            lines.push((format!("  {series}"), write(*value), drawn));
        }
    }
    lines
}

/// A line for each value of a table, named by the words before it.
fn of_table(table: &Table, lang: Lang) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in &table.rows {
        let mut words: Vec<&str> = Vec::new();
        for cell in row {
            match cell {
                Cell::Words(text) => words.push(text),
                Cell::Value(value, unit) => {
                    lines.push((words.join(" · "), unit.short(*value, lang), Some(*value)));
                }
                Cell::Empty => {}
            }
        }
    }
    lines
}

/// Draws bars to the right of a common zero, and losses to its left.
fn bars(lines: &[Line], look: Look) -> String {
    let width = |text: &str| text.chars().count();
    let most = |of: fn(&Line) -> &String| lines.iter().map(|line| width(of(line))).max();
    let screen = usize::from(look.width);
    let texts = most(|line| &line.1).unwrap_or(0);
    let names = most(|line| &line.0).unwrap_or(0).min(screen / 2);
    let room = screen.saturating_sub(names + texts + 4);
    let values = || lines.iter().filter_map(|line| line.2);
    let below = values().min().unwrap_or(0).min(0).unsigned_abs();
    let above = values().max().unwrap_or(0).max(0).unsigned_abs();
    let long = |value: u64| scaled(value, below + above, room);
    let mut text = String::new();
    for (name, value, amount) in lines {
        let name: String = name.chars().take(names).collect();
        let mut line = format!("{name:names$}  {value:>texts$}  ");
        if let (Some(amount), true) = (*amount, room >= BARS_LEAST) {
            let own = long(amount.unsigned_abs());
            let (spaces, block) = match amount < 0 {
                true => (long(below).saturating_sub(own), '▒'),
                false => (long(below), '█'),
            };
            line += &" ".repeat(spaces);
            line.extend(std::iter::repeat_n(block, own));
        }
        text += line.trim_end();
        text += "\n";
    }
    text
}

/// Returns how many places of all there are a value takes.
fn scaled(value: u64, whole: u64, room: usize) -> usize {
    let room = u128::try_from(room).unwrap_or(0);
    let part = u128::from(value) * room / u128::from(whole.max(1));
    usize::try_from(part).unwrap_or(0)
}

/// Draws a line for each row, with a letter for each series and a key to the letters.
fn strip(grouped: &Grouped, chart: &Chart, look: Look) -> String {
    let Folded { rows, others } = folded(grouped, chart.unit, look.lang);
    let widest = rows.iter().map(|(name, _)| name.chars().count()).max();
    let names = widest.unwrap_or(0).min(usize::from(look.width) / 2);
    let room = usize::from(look.width)
        .saturating_sub(names + 3)
        .max(BARS_LEAST);
    let all = || rows.iter().flat_map(|(_, values)| values.iter().flatten());
    let low = all().min().copied().unwrap_or(0).min(0);
    let high = all().max().copied().unwrap_or(0).max(low + 1);
    let mark = |series: usize| MARKS[series % MARKS.len()];
    let mut text = String::new();
    for (series, name) in grouped.series.iter().enumerate() {
        text += &format!("{} {name}\n", mark(series));
    }
    for (name, values) in &rows {
        let name: String = name.chars().take(names).collect();
        let mut line: Vec<char> = vec!['·'; room];
        for (series, value) in values.iter().enumerate() {
            let Some(value) = value else { continue };
            let at = scaled(value.abs_diff(low), high.abs_diff(low), room - 1);
            // Where two series meet, a star stands for both.
            line[at] = if line[at] == '·' { mark(series) } else { '*' };
        }
        let line: String = line.into_iter().collect();
        text += &format!("{name:names$}  {line}\n");
    }
    let ends = [low, high].map(|value| chart.unit.short(value, look.lang));
    let gap = room.saturating_sub(ends[0].chars().count());
    text += &format!("{:names$}  {}{:>gap$}\n", "", ends[0], ends[1]);
    if let Some((name, _)) = others {
        text += &format!("{}\n", Sentences::new(look.lang).in_the_table(&name));
    }
    text
}
