//! SVG: the marks of a drawing, written by the library `kuva`, which no other file knows.
//!
//! Its own charts number their parts with a counter of the whole program, so equal charts would
//! differ in bytes; here only its scenes are used, and everything is placed before.

use kuva::backend::svg::SvgBackend;
use kuva::render::color::Color;
use kuva::render::render::{PathData, Primitive, Scene, TextAnchor};
use maud::html;

use super::Chart;
use super::drawing::{At, Dots, Ink, Mark, Place, WIDTH};
use crate::domain::Lang;

/// Okabe and Ito's colours that stand out from white by three to one, and grey.
const SERIES: [&str; 5] = ["#0072b2", "#d55e00", "#009e73", "#b0508a", "#4d4d4d"];

/// White lines over the colour of each series, as paths in a square of eight.
const HATCHES: [&str; 5] = ["", "M0 8L8 0", "M0 4H8", "M0 0L8 8M0 8L8 0", "M4 0V8"];

/// How the lines of each series are broken.
const DASHES: [&str; 5] = ["", "7 3", "2 3", "10 3 2 3", "4 2"];

/// Letters that every machine has, or something near to them.
const LETTERS: &str = "Arial, Helvetica, 'Liberation Sans', sans-serif";

/// Returns a chart as SVG that stands on its own, with its title and what there is to see in it;
/// equal charts give equal bytes.
pub fn chart_svg(chart: &Chart, lang: Lang) -> String {
    let drawing = chart.drawing(lang);
    let mut scene = Scene::new(pixels(WIDTH), pixels(drawing.height));
    scene.background_color = Some("#ffffff".to_owned());
    scene.font_family = Some(LETTERS.to_owned());
    for series in 1..SERIES.len() {
        scene.defs.push(pattern(&chart.id, series));
    }
    for mark in &drawing.marks {
        add(&mut scene, &chart.id, mark);
    }
    let inner = SvgBackend::new().render_scene(&scene);
    let (width, height) = (pixels(WIDTH), pixels(drawing.height));
    let (title, alt) = (format!("{}-title", chart.id), format!("{}-alt", chart.id));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {width} {height}"))
            width=(width) height=(height) role="img" aria-labelledby=(title)
            aria-describedby=(alt)
        {
            title id=(title) { (chart.title) }
            desc id=(alt) { (chart.alt) }
            (maud::PreEscaped(inner))
        }
    }
    .into_string()
}

fn pixels(dots: Dots) -> f64 {
    f64::from(dots) / 10.0
}

fn hatched(chart: &str, series: usize) -> Color {
    match series % SERIES.len() {
        0 => Color::from(SERIES[0]),
        series => Color::Css(format!("url(#{chart}-hatch-{series})").into()),
    }
}

fn pattern(chart: &str, series: usize) -> String {
    let (colour, hatch) = (SERIES[series], HATCHES[series]);
    format!(
        "<pattern id=\"{chart}-hatch-{series}\" width=\"8\" height=\"8\" \
         patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\" fill=\"{colour}\"/>\
         <path d=\"{hatch}\" stroke=\"#ffffff\" stroke-width=\"1.2\"/></pattern>"
    )
}

fn colour(chart: &str, ink: Ink) -> Color {
    match ink {
        Ink::Series(series) => hatched(chart, series),
        Ink::Gain => Color::from(SERIES[0]),
        Ink::Loss => hatched(chart, 1),
        Ink::Line => Color::from("#555555"),
        Ink::Faint => Color::from("#dddddd"),
        Ink::Text => Color::from("#1a1a1a"),
        Ink::Muted => Color::from("#555555"),
    }
}

fn of_series<'a>(list: &[&'a str; 5], series: usize) -> &'a str {
    list[series % list.len()]
}

fn add(scene: &mut Scene, chart: &str, mark: &Mark) {
    let primitive = match mark {
        Mark::Block { at, size, ink } => Primitive::Rect {
            x: pixels(at.0),
            y: pixels(at.1),
            width: pixels(size.0),
            height: pixels(size.1),
            fill: colour(chart, *ink),
            stroke: None,
            stroke_width: None,
            opacity: None,
        },
        Mark::Line { from, to, ink } => Primitive::Line {
            x1: pixels(from.0),
            y1: pixels(from.1),
            x2: pixels(to.0),
            y2: pixels(to.1),
            stroke: colour(chart, *ink),
            stroke_width: 1.0,
            stroke_dasharray: None,
        },
        Mark::Path { points, series } => Primitive::PolyLine {
            points: points
                .iter()
                .map(|at| (pixels(at.0), pixels(at.1)))
                .collect(),
            stroke: Color::from(of_series(&SERIES, *series)),
            stroke_width: 2.2,
            stroke_dasharray: Some(of_series(&DASHES, *series))
                .filter(|dash| !dash.is_empty())
                .map(str::to_owned),
        },
        Mark::Area { points, series } => {
            filled(closed(points), of_series(&SERIES, *series), Some(0.15))
        }
        Mark::Ribbon {
            from,
            to,
            height,
            series,
        } => {
            let path = ribbon(*from, *to, *height);
            filled(path, of_series(&SERIES, *series), Some(0.35))
        }
        Mark::Point { at, series } => {
            filled(point(*at, *series), of_series(&SERIES, *series), None)
        }
        Mark::Words {
            at,
            text,
            place,
            size,
            ink,
        } => letters((*at, text), (*place, *size), colour(chart, *ink)),
    };
    scene.add(primitive);
}

fn letters((at, text): (At, &str), (place, size): (Place, Dots), colour: Color) -> Primitive {
    Primitive::Text {
        x: pixels(at.0),
        y: pixels(at.1),
        // Between two dollars the library would read a formula.
        content: text.replace('$', "\\$"),
        size: u32::try_from(size / 10).unwrap_or(12),
        anchor: match place {
            Place::Start => TextAnchor::Start,
            Place::Middle => TextAnchor::Middle,
            Place::End => TextAnchor::End,
        },
        rotate: None,
        bold: false,
        color: Some(colour),
    }
}

fn filled(path: String, colour: &str, opacity: Option<f64>) -> Primitive {
    Primitive::Path(Box::new(PathData {
        d: path,
        fill: Some(Color::from(colour)),
        stroke: match opacity {
            Some(_) => Color::None,
            None => Color::from("#ffffff"),
        },
        stroke_width: 0.8,
        opacity,
        stroke_dasharray: None,
    }))
}

fn closed(points: &[At]) -> String {
    let steps = points.iter().enumerate().map(|(position, at)| {
        let letter = if position == 0 { 'M' } else { 'L' };
        format!("{letter}{} {}", pixels(at.0), pixels(at.1))
    });
    steps.collect::<String>() + "Z"
}

/// A band that leaves and arrives level.
fn ribbon(from: At, to: At, height: Dots) -> String {
    let middle = pixels((from.0 + to.0) / 2);
    let (left, right) = (pixels(from.0), pixels(to.0));
    let (top_left, top_right) = (pixels(from.1), pixels(to.1));
    let (low_left, low_right) = (pixels(from.1 + height), pixels(to.1 + height));
    format!(
        "M{left} {top_left}C{middle} {top_left} {middle} {top_right} {right} {top_right}\
         L{right} {low_right}C{middle} {low_right} {middle} {low_left} {left} {low_left}Z"
    )
}

/// The shape of a series: circle, square, triangle, diamond, plus.
fn point(at: At, series: usize) -> String {
    let (x, y) = at;
    match series % SERIES.len() {
        0 => {
            let (left, y) = (pixels(x - 55), pixels(y));
            format!("M{left} {y}a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0Z")
        }
        1 => closed(&[
            (x - 50, y - 50),
            (x + 50, y - 50),
            (x + 50, y + 50),
            (x - 50, y + 50),
        ]),
        2 => closed(&[(x, y - 65), (x + 60, y + 50), (x - 60, y + 50)]),
        3 => closed(&[(x, y - 70), (x + 70, y), (x, y + 70), (x - 70, y)]),
        _ => {
            let (n, w) = (20, 65);
            closed(&[
                (x - n, y - w),
                (x + n, y - w),
                (x + n, y - n),
                (x + w, y - n),
                (x + w, y + n),
                (x + n, y + n),
                (x + n, y + w),
                (x - n, y + w),
                (x - n, y + n),
                (x - w, y + n),
                (x - w, y - n),
                (x - n, y - n),
            ])
        }
    }
}
