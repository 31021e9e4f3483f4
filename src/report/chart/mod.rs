//! Charts: one description of what is to be seen, drawn as SVG and in the terminal, with the
//! numbers behind it as a table.
//!
//! A chart holds values that were computed elsewhere; here they are placed, coloured and worded.
//! All geometry is in whole tenths of a pixel, so equal charts are equal bytes on every machine.
//! The layouts (`bars`, `lines`, `flow`, `tornado`, `strip`) place marks on a `Drawing`; only
//! `svg` knows the library that writes them.

mod axis;
mod bars;
mod drawing;
mod flow;
mod lines;
mod strip;
mod svg;
mod table;
mod terminal;
mod tornado;
mod unit;

pub use svg::chart_svg;
pub use table::{Cell, Mismatch, Table};
pub use terminal::chart_text;
pub use unit::Unit;

use self::drawing::Drawing;
use crate::domain::Lang;
use crate::report::wording::Sentences;

/// How many recipients a chart shows; the others are one row together, and all are in the table.
pub const MOST_ROWS: usize = 20;

/// What is to be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// A name that is unique on its page, of letters, digits and hyphens.
    pub id: String,
    /// What the chart is about.
    pub title: String,
    /// What there is to see in it, as a sentence, for who does not see it.
    pub alt: String,
    /// The unit of all its values.
    pub unit: Unit,
    /// Its shape, with the values.
    pub shape: Shape,
}

/// The shape of a chart, with its values in the unit of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Bars side by side, one in each series.
    Bars(Grouped),
    /// Bars to the right of zero for who gains and to the left for who loses.
    Changes(Vec<(String, i64)>),
    /// One line per series over years, with the band around it.
    Lines(Lines),
    /// Money from left to right.
    Flow(Flow),
    /// What an outcome becomes at the ends of the range of each parameter.
    Tornado(Tornado),
    /// One row per name, with a mark for each series between its least and greatest value.
    Strip(Grouped),
}

/// Rows with a value in each series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouped {
    /// Names of the series.
    pub series: Vec<String>,
    /// Names of the rows, each with a value per series; `None` where there is nothing to show.
    pub rows: Vec<(String, Vec<Option<i64>>)>,
}

/// Values over years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// The years, as shown.
    pub years: Vec<String>,
    /// Name of each series with a point per year.
    pub series: Vec<(String, Vec<Option<Point>>)>,
}

/// A value, and the band around it where it is uncertain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The value itself.
    pub value: i64,
    /// Least and greatest value of the band.
    pub band: Option<(i64, i64)>,
}

/// Money that moves from column to column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// The heads of the columns, from left to right.
    pub columns: Vec<String>,
    /// The holders of money.
    pub nodes: Vec<Holding>,
    /// From which holder to which, by position, and how much.
    pub links: Vec<(usize, usize, i64)>,
}

/// A holder of money in a flow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// Its name.
    pub name: String,
    /// Its column.
    pub column: usize,
    /// What it is: only holders of one kind are drawn together where there are many.
    pub kind: String,
}

/// One outcome under one parameter at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tornado {
    /// The outcome with every parameter at its own value.
    pub middle: i64,
    /// A row per parameter.
    pub rows: Vec<Swing>,
}

/// What the outcome becomes at the ends of the range of a parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swing {
    /// The parameter.
    pub name: String,
    /// The ends of its range, as written.
    pub ends: [String; 2],
    /// The outcome at either end.
    pub outcomes: [i64; 2],
}

impl Chart {
    /// Says whether there is anything to draw.
    pub fn is_empty(&self) -> bool {
        match &self.shape {
            Shape::Bars(grouped) | Shape::Strip(grouped) => grouped.rows.is_empty(),
            Shape::Changes(rows) => rows.is_empty(),
            Shape::Lines(lines) => lines.years.is_empty() || lines.series.is_empty(),
            Shape::Flow(flow) => flow.links.is_empty(),
            Shape::Tornado(tornado) => tornado.rows.is_empty(),
        }
    }

    /// Places what is to be seen.
    fn drawing(&self, lang: Lang) -> Drawing {
        let look = (self.unit, lang);
        match &self.shape {
            Shape::Bars(grouped) => bars::grouped(grouped, look),
            Shape::Changes(rows) => bars::changes(rows, look),
            Shape::Lines(values) => lines::lines(values, look),
            Shape::Flow(values) => flow::flow(values, look),
            Shape::Tornado(values) => tornado::tornado(values, look),
            Shape::Strip(grouped) => strip::strip(grouped, look),
        }
    }
}

/// A row: its name, and a value per series.
type Row = (String, Vec<Option<i64>>);

/// Rows as shown: at most [`MOST_ROWS`], and all others together.
struct Folded {
    rows: Vec<Row>,
    /// Named, with their sums where values of the unit can be added up. They are told and not
    /// drawn: beside what seventy receive nobody would see the bar of one.
    others: Option<Row>,
}

/// Keeps the rows with the largest values, in their order.
fn folded(grouped: &Grouped, unit: Unit, lang: Lang) -> Folded {
    let size = |values: &[Option<i64>]| {
        let sizes = values.iter().flatten().map(|value| value.unsigned_abs());
        sizes.max().unwrap_or(0)
    };
    let all = &grouped.rows;
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(size(&all[*at].1)));
    let (kept, others) = order.split_at(MOST_ROWS.min(order.len()));
    let mut kept = kept.to_vec();
    kept.sort_unstable();
    let sum = |series: usize| {
        let values = others.iter().filter_map(|at| all[*at].1[series]);
        unit.is_additive().then(|| values.sum())
    };
    let sums = (0..grouped.series.len()).map(sum).collect();
    let name = Sentences::new(lang).other_rows(others.len());
    Folded {
        rows: kept.into_iter().map(|at| all[at].clone()).collect(),
        others: (!others.is_empty()).then_some((name, sums)),
    }
}

impl Folded {
    /// Returns all rows, each with whether it is drawn.
    fn told(&self) -> impl Iterator<Item = (&Row, bool)> {
        let rows = self.rows.iter().map(|row| (row, true));
        rows.chain(self.others.iter().map(|row| (row, false)))
    }
}
