//! Lines over years, each named at its end, with the band around it.

use super::axis::Axis;
use super::drawing::{At, Dots, Drawing, Ink, LINE, Mark, NORMAL, Place, SMALL, WIDTH};
use super::drawing::{height_of, words, wrapped};
use super::unit::Unit;
use super::{Lines, Point};
use crate::domain::Lang;

/// How high the stretch of the values is.
const HEIGHT: Dots = 2_600;

/// What lies between names at the ends of lines.
const APART: Dots = 20;

/// The most that a name at the end of a line may take.
const NAMES_MOST: Dots = 2_000;

/// Draws a line for each series.
pub(super) fn lines(values: &Lines, (unit, lang): (Unit, Lang)) -> Drawing {
    let mut drawing = Drawing::default();
    let top = 100;
    let bottom = top + HEIGHT;
    let points = || {
        values
            .series
            .iter()
            .flat_map(|(_, points)| points.iter().flatten())
    };
    let all = points().flat_map(|point| {
        let (low, high) = point.band.unwrap_or((point.value, point.value));
        [point.value, low, high]
    });
    let axis = Axis::with_zero(all, unit).on(bottom, top);
    let ticks = axis
        .ticks()
        .map(|tick| words(&unit.short(tick, lang), SMALL));
    let left = ticks.max().unwrap_or(0) + 120;
    let names = values.series.iter().map(|(name, _)| words(name, NORMAL));
    let right = WIDTH - names.max().unwrap_or(0).min(NAMES_MOST) - 160;
    for tick in axis.ticks() {
        let y = axis.at(tick);
        let ink = if tick == 0 { Ink::Line } else { Ink::Faint };
        drawing.add(Mark::line((left, y), (right, y), ink));
        let text = unit.short(tick, lang);
        drawing.write((left - 80, y + 40), &text, Place::End, (SMALL, Ink::Muted));
    }
    let x = |at: usize| x_of(at, values.years.len(), (left + 200, right - 100));
    years(&mut drawing, values, bottom, &x);
    // All bands lie below all lines.
    for draw in [area, line] {
        for (series, (_, points)) in values.series.iter().enumerate() {
            draw(&mut drawing, points, series, (&axis, &x));
        }
    }
    named(&mut drawing, values, &axis, right);
    drawing.height = bottom + 260;
    drawing
}

/// Returns where a year lies.
fn x_of(at: usize, count: usize, (left, right): (Dots, Dots)) -> Dots {
    let whole = |number: usize| Dots::try_from(number).unwrap_or(0);
    match count.saturating_sub(1) {
        0 => left + (right - left) / 2,
        steps => left + (right - left) * whole(at) / whole(steps),
    }
}

/// Names the years below, as many as have room.
fn years(drawing: &mut Drawing, values: &Lines, bottom: Dots, x: &dyn Fn(usize) -> Dots) {
    let mut free_from = Dots::MIN;
    for (at, year) in values.years.iter().enumerate() {
        let half = words(year, SMALL) / 2;
        if x(at) - half >= free_from {
            drawing.write(
                (x(at), bottom + 190),
                year,
                Place::Middle,
                (SMALL, Ink::Muted),
            );
            free_from = x(at) + half + 60;
        }
    }
}

/// How values and years lie on paper.
type Ways<'a> = (&'a Axis, &'a dyn Fn(usize) -> Dots);

fn area(drawing: &mut Drawing, points: &[Option<Point>], series: usize, (axis, x): Ways<'_>) {
    let bands = points.iter().enumerate();
    let bands: Vec<(Dots, (i64, i64))> = bands
        .filter_map(|(at, point)| Some((x(at), (*point)?.band?)))
        .collect();
    let upper = bands.iter().map(|(x, band)| (*x, axis.at(band.1)));
    let lower = bands.iter().rev().map(|(x, band)| (*x, axis.at(band.0)));
    let points: Vec<At> = upper.chain(lower).collect();
    if !points.is_empty() {
        drawing.add(Mark::Area { points, series });
    }
}

fn line(drawing: &mut Drawing, points: &[Option<Point>], series: usize, (axis, x): Ways<'_>) {
    let known = points.iter().enumerate();
    let points: Vec<At> = known
        .filter_map(|(at, point)| Some((x(at), axis.at((*point)?.value))))
        .collect();
    for at in points.clone() {
        drawing.add(Mark::Point { at, series });
    }
    drawing.add(Mark::Path { points, series });
}

/// Names each line at its end, moved apart where they would stand on each other.
fn named(drawing: &mut Drawing, values: &Lines, axis: &Axis, right: Dots) {
    let ends = values.series.iter().enumerate();
    let mut ends: Vec<(Dots, usize)> = ends
        .filter_map(|(series, (_, points))| {
            let last = points.iter().rev().find_map(Option::as_ref)?;
            Some((axis.at(last.value), series))
        })
        .collect();
    ends.sort_unstable();
    let lines_of = |series: usize| wrapped(&values.series[series].0, NAMES_MOST, NORMAL);
    let half = |series: usize| (height_of(&lines_of(series)) + APART) / 2;
    let mut free_from = Dots::MIN;
    for (y, series) in &mut ends {
        *y = (*y).max(free_from.saturating_add(half(*series)));
        free_from = *y + half(*series);
    }
    // What was pushed below the lowest value moves up again, and those above it with it.
    let mut free_to = 100 + HEIGHT + (LINE + APART) / 2;
    for (y, series) in ends.iter_mut().rev() {
        *y = (*y).min(free_to - half(*series));
        free_to = *y - half(*series);
        let at = (right + 160, *y + 45);
        drawing.write_lines(at, &lines_of(*series), Place::Start, (NORMAL, Ink::Text));
        drawing.add(Mark::Point {
            at: (right + 80, *y),
            series: *series,
        });
    }
}
