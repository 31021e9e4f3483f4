//! A strip per row: a mark for each series, and how far apart the series lie.

use super::axis::Axis;
use super::drawing::{Dots, Drawing, Ink, Mark, NORMAL, Place, WIDTH};
use super::drawing::{height_of, room, wrapped};
use super::unit::Unit;
use super::{Folded, Grouped, folded};
use crate::domain::Lang;
use crate::report::wording::Sentences;

/// How high a row is, at least.
const ROW: Dots = 240;

/// What lies between names in several lines.
const GAP: Dots = 60;

/// Draws a strip for each row.
pub(super) fn strip(values: &Grouped, (unit, lang): (Unit, Lang)) -> Drawing {
    let Folded { rows, others } = folded(values, unit, lang);
    let mut drawing = Drawing::default();
    let top = drawing.legend(&values.series, true);
    let names = room(rows.iter().map(|(name, _)| name.as_str()));
    let all = rows.iter().flat_map(|(_, values)| values.iter().flatten());
    let axis = Axis::with_zero(all.copied(), unit).on(names + 60, WIDTH - 400);
    let lines_of = |name: &str| wrapped(name, names - 120, NORMAL);
    let height = |name: &str| ROW.max(height_of(&lines_of(name)) + GAP);
    let bottom = top + rows.iter().map(|(name, _)| height(name)).sum::<Dots>();
    axis.draw_upright(&mut drawing, (top - 30, bottom), (unit, lang));
    let mut below = top;
    for (name, values) in &rows {
        let y = below + height(name) / 2;
        below += height(name);
        let at = (names - 120, y + 45);
        drawing.write_lines(at, &lines_of(name), Place::End, (NORMAL, Ink::Text));
        let known = || values.iter().flatten().map(|value| axis.at(*value));
        if let (Some(least), Some(most)) = (known().min(), known().max()) {
            drawing.add(Mark::line((least, y), (most, y), Ink::Line));
        }
        for (series, value) in values.iter().enumerate() {
            if let Some(value) = value {
                let at = (axis.at(*value), y);
                drawing.add(Mark::Point { at, series });
            }
        }
    }
    drawing.height = bottom + 220;
    if let Some((name, _)) = others {
        let text = Sentences::new(lang).in_the_table(&name);
        let at = (names - 120, bottom + 400);
        drawing.write(at, &text, Place::Start, (NORMAL, Ink::Muted));
        drawing.height += 240;
    }
    drawing
}
