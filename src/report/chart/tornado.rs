//! A tornado: what one outcome becomes at the ends of the range of each parameter.

use super::axis::Axis;
use super::drawing::{Dots, Drawing, Ink, Mark, NORMAL, Place, SMALL, WIDTH};
use super::drawing::{room, words, wrapped};
use super::unit::Unit;
use super::{MOST_ROWS, Swing, Tornado};
use crate::domain::Lang;

/// How high a row is.
const ROW: Dots = 330;

/// Draws a bar for each parameter, from the widest to the narrowest, around the outcome itself.
pub(super) fn tornado(values: &Tornado, (unit, lang): (Unit, Lang)) -> Drawing {
    let rows = ordered(values);
    let mut drawing = Drawing::default();
    let names = room(rows.iter().map(|row| row.name.as_str()));
    let all = rows.iter().flat_map(|row| row.outcomes);
    let ends = rows.iter().flat_map(|row| &row.ends);
    let beside = ends.map(|end| words(end, SMALL)).max().unwrap_or(0) + 100;
    let axis = Axis::around(all.chain([values.middle]), unit).on(names + beside, WIDTH - beside);
    let top = 60;
    let bottom = top + ROW * Dots::try_from(rows.len()).unwrap_or(0);
    axis.draw_upright(&mut drawing, (top - 30, bottom), (unit, lang));
    let middle = axis.at(values.middle);
    for (position, row) in (0..).zip(&rows) {
        let y = top + ROW * position;
        let lines = wrapped(&row.name, names - 120, NORMAL);
        let at = (names - 120, y + 205);
        drawing.write_lines(at, &lines, Place::End, (NORMAL, Ink::Text));
        for (end, outcome) in row.ends.iter().zip(row.outcomes) {
            let x = axis.at(outcome);
            drawing.add(Mark::Block {
                at: (x.min(middle), y + 80),
                size: ((x - middle).abs().max(5), 170),
                ink: if outcome < values.middle {
                    Ink::Loss
                } else {
                    Ink::Gain
                },
            });
            let (at, place) = match outcome < values.middle {
                true => (x - 50, Place::End),
                false => (x + 50, Place::Start),
            };
            drawing.write((at, y + 205), end, place, (SMALL, Ink::Text));
        }
    }
    drawing.add(Mark::line((middle, top - 30), (middle, bottom), Ink::Line));
    drawing.height = bottom + 220;
    drawing
}

/// Returns the parameters from the one that matters most, as many as are shown.
pub(super) fn ordered(values: &Tornado) -> Vec<&Swing> {
    let mut rows: Vec<&Swing> = values.rows.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.outcomes[1] - row.outcomes[0]).abs()));
    rows.truncate(MOST_ROWS);
    rows
}
