//! Bars: series side by side, and gains and losses around zero.

use super::axis::Axis;
use super::drawing::{Dots, Drawing, Ink, Mark, NORMAL, Place, WIDTH};
use super::drawing::{height_of, room, words, wrapped};
use super::unit::Unit;
use super::{Folded, Grouped, folded};
use crate::domain::Lang;

/// How high a bar is.
const BAR: Dots = 170;

/// What lies between two rows.
const GAP: Dots = 90;

/// Draws a bar for each row and series.
pub(super) fn grouped(values: &Grouped, (unit, lang): (Unit, Lang)) -> Drawing {
    let rows = folded(values, unit, lang);
    let mut drawing = Drawing::default();
    let top = drawing.legend(&values.series, false);
    let write = |value| unit.short(value, lang);
    let ink = |series, _| Ink::Series(series);
    draw(&mut drawing, (&rows, top), (unit, lang), (&write, &ink));
    drawing
}

/// Draws a bar for each change, from the greatest gain down to the greatest loss.
pub(super) fn changes(changes: &[(String, i64)], (unit, lang): (Unit, Lang)) -> Drawing {
    let mut ordered = changes.to_vec();
    ordered.sort_by_key(|(_, change)| std::cmp::Reverse(*change));
    let rows = ordered.into_iter();
    let values = Grouped {
        series: vec![String::new()],
        rows: rows
            .map(|(name, change)| (name, vec![Some(change)]))
            .collect(),
    };
    let rows = folded(&values, unit, lang);
    let mut drawing = Drawing::default();
    let write = |value| unit.change(value, lang);
    let ink = |_, value: i64| if value < 0 { Ink::Loss } else { Ink::Gain };
    draw(&mut drawing, (&rows, 60), (unit, lang), (&write, &ink));
    drawing
}

type Manner<'a> = (&'a dyn Fn(i64) -> String, &'a dyn Fn(usize, i64) -> Ink);

fn draw(
    drawing: &mut Drawing,
    (rows, top): (&Folded, Dots),
    (unit, lang): (Unit, Lang),
    (write, ink): Manner<'_>,
) {
    let drawn = || {
        rows.rows
            .iter()
            .flat_map(|(_, values)| values.iter().flatten())
    };
    let written = |is_below: bool| {
        let widths = drawn().filter(|value| (**value < 0) == is_below);
        widths.map(|value| words(&write(*value), NORMAL) + 80).max()
    };
    let names = room(rows.told().map(|((name, _), _)| name.as_str()));
    let left = names + written(true).unwrap_or(0);
    let axis = Axis::with_zero(drawn().copied(), unit);
    let axis = axis.on(left, WIDTH - written(false).unwrap_or(0).max(300));
    let lines_of = |name: &str| wrapped(name, names - 120, NORMAL);
    let heights = rows
        .told()
        .map(|((name, values), _)| height(values).max(height_of(&lines_of(name))) + GAP);
    let bottom = top + heights.sum::<Dots>();
    axis.draw_upright(drawing, (top - 30, bottom), (unit, lang));
    let mut y = top + GAP / 2;
    for ((name, values), is_drawn) in rows.told() {
        let lines = lines_of(name);
        let free = (height_of(&lines) - height(values)).max(0);
        y += free / 2;
        let middle = y + height(values) / 2 + 45;
        let at = (names - 120, middle);
        drawing.write_lines(at, &lines, Place::End, (NORMAL, Ink::Text));
        for (series, value) in values.iter().enumerate() {
            match *value {
                Some(value) if is_drawn => {
                    bar(
                        drawing,
                        (axis, y),
                        value,
                        (&write(value), ink(series, value)),
                    );
                }
                Some(value) => {
                    let at = (axis.at(0) + 50, y + BAR / 2 + 45);
                    drawing.write(at, &write(value), Place::Start, (NORMAL, Ink::Muted));
                }
                None => {}
            }
            y += BAR;
        }
        y += GAP + free - free / 2;
    }
    let zero = axis.at(0);
    drawing.add(Mark::line((zero, top - 30), (zero, bottom), Ink::Line));
    drawing.height = bottom + 220;
}

fn height(values: &[Option<i64>]) -> Dots {
    BAR * Dots::try_from(values.len()).unwrap_or(1)
}

fn bar(drawing: &mut Drawing, (axis, y): (Axis, Dots), value: i64, (text, ink): (&str, Ink)) {
    let (zero, end) = (axis.at(0), axis.at(value));
    drawing.add(Mark::Block {
        at: (zero.min(end), y + 15),
        size: ((end - zero).abs().max(5), BAR - 30),
        ink,
    });
    let (x, place) = match value < 0 {
        true => (end - 50, Place::End),
        false => (end + 50, Place::Start),
    };
    drawing.write((x, y + BAR / 2 + 45), text, place, (NORMAL, Ink::Text));
}
