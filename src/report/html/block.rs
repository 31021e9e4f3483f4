//! [`Section`]: what a part of the report holds, before it is written; and how blocks are written.

use maud::{Markup, PreEscaped, html};

use super::page::Page;
use crate::report::chart::{Cell, Chart, MOST_ROWS, Shape, Table, chart_svg};

/// A part of the report under a heading of its own.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

/// What stands in a section.
pub(super) enum Block {
    /// A paragraph.
    Words(String),
    /// A list of sentences.
    List(Vec<String>),
    /// The models, each by its letter and title.
    Models(Vec<(String, String)>),
    /// A list behind its name.
    FoldedList(String, Vec<String>),
    /// A heading within the section.
    Head(String),
    /// A chart, with the table behind it.
    Chart(Chart),
    /// A table that is shown at once.
    Table(Table),
    /// A table behind its name, as long as nobody opens it.
    Folded(Table),
    /// A few numbers to be seen from afar: of each its name, and a line per model.
    Cards(Vec<(String, Vec<(String, String)>)>),
}

impl Section {
    /// Returns the tables of the section, those with totals among them.
    pub(super) fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) | Block::Folded(table) => Some(table),
            Block::Words(_) | Block::List(_) | Block::FoldedList(..) => None,
            Block::Head(_) | Block::Chart(_) | Block::Cards(_) | Block::Models(_) => None,
        })
    }

    /// Returns the charts of the section in which there is anything to see.
    pub(super) fn charts(&self) -> impl Iterator<Item = &Chart> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Chart(chart) if !chart.is_empty() => Some(chart),
            _ => None,
        })
    }

    /// Writes the section.
    pub(super) fn written(&self, page: &Page<'_>, id: &str) -> Markup {
        let heading = format!("{id}-heading");
        html! {
            section id=(id) aria-labelledby=(heading) {
                h2 id=(heading) { (self.title) }
                (self.inside(page, id))
            }
        }
    }

    /// Writes what stands under its heading.
    pub(super) fn inside(&self, page: &Page<'_>, id: &str) -> Markup {
        html! {
            @for (at, block) in self.blocks.iter().enumerate() {
                (block.written(page, &format!("{id}-{at}")))
            }
        }
    }
}

impl Block {
    fn written(&self, page: &Page<'_>, id: &str) -> Markup {
        match self {
            Block::Words(text) => html! { p { (text) } },
            Block::List(sentences) => html! {
                ul { @for sentence in sentences { li { (sentence) } } }
            },
            Block::FoldedList(name, sentences) => html! {
                details {
                    summary { (name) }
                    ul { @for sentence in sentences { li { (sentence) } } }
                }
            },
            Block::Models(models) => html! {
                dl.models { @for (letter, title) in models {
                    div { dt { (letter) } dd { (title) } }
                } }
            },
            Block::Head(text) => html! { h3 { (text) } },
            Block::Chart(chart) if chart.is_empty() => html! {},
            Block::Chart(chart) => figure(page, chart),
            Block::Table(table) => html! {
                (tabled(page, table, id))
                p.download { (download(page, table, id)) }
            },
            Block::Folded(table) => folded(page, table, id, OnPaper::No),
            Block::Cards(cards) => html! {
                div.cards {
                    @for (name, lines) in cards {
                        div.card {
                            h3 { (name) }
                            dl {
                                @for (model, value) in lines {
                                    div { dt { (model) } dd { (value) } }
                                }
                            }
                        }
                    }
                }
            },
        }
    }
}

/// Writes a chart, with what there is to see in it and its table.
fn figure(page: &Page<'_>, chart: &Chart) -> Markup {
    let mut table = chart.table(page.lang);
    for head in &mut table.heads {
        page.shorten(head);
    }
    let caption = format!("{}-caption", chart.id);
    // Other charts have their values beside the marks.
    let on_paper = match chart.shape {
        // Nobody reads a long one off paper: the screen and the CSV have it.
        Shape::Strip(_) | Shape::Lines(_) if table.rows.len() <= MOST_ROWS => OnPaper::Yes,
        Shape::Strip(_) | Shape::Lines(_) => OnPaper::No,
        Shape::Bars(_) | Shape::Flow(_) | Shape::Tornado(_) => OnPaper::No,
        // The table of all amounts, which follows, has these changes too.
        Shape::Changes(_) => OnPaper::Elsewhere,
    };
    html! {
        figure.chart {
            figcaption id=(caption) {
                strong { (chart.title) } ", " (chart.unit.name(page.lang)) ". "
                span.seen { (chart.alt) }
            }
            div.scroll tabindex="0" role="group" aria-labelledby=(caption) {
                (PreEscaped(chart_svg(chart, page.lang)))
            }
            (folded(page, &table, &format!("{}-table", chart.id), on_paper))
        }
    }
}

/// The most rows of a table that is not broken over two pages.
const WHOLE: usize = 12;

/// Whether a table that is folded on the screen stands open on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnPaper {
    Yes,
    No,
    Elsewhere,
}

fn folded(page: &Page<'_>, table: &Table, id: &str, on_paper: OnPaper) -> Markup {
    // What nobody misses on paper: the marks of a short chart have their values beside them.
    let is_missed = on_paper == OnPaper::No && table.rows.len() > MOST_ROWS;
    html! {
        details.printed[on_paper == OnPaper::Yes] {
            summary { (page.say.numbers_behind(&table.caption)) }
            (tabled(page, table, id))
            p.download { (download(page, table, id)) }
        }
        @if is_missed {
            p.on-paper { (page.say.not_on_paper(&table.caption, table.rows.len())) }
        }
    }
}

fn tabled(page: &Page<'_>, table: &Table, id: &str) -> Markup {
    let caption = format!("{id}-caption");
    let cell = |at: usize, cell: &Cell| {
        let text = cell.text(page.lang);
        let is_number = match cell {
            Cell::Value(..) => true,
            Cell::Empty => is_numeric(table, at),
            Cell::Words(_) => false,
        };
        html! { td class=[is_number.then_some("n")] { (text) } }
    };
    let row = |cells: &[Cell]| {
        html! {
            tr {
                @for (at, one) in cells.iter().enumerate() {
                    @if at == 0 && !one.text(page.lang).is_empty() {
                        th scope="row" { (one.text(page.lang)) }
                    } @else {
                        (cell(at, one))
                    }
                }
            }
        }
    };
    html! {
        div.scroll.whole[table.rows.len() <= WHOLE] tabindex="0" role="group"
            aria-labelledby=(caption) {
            table {
                caption id=(caption) { span { (table.caption) } }
                thead { tr { @for (at, head) in table.heads.iter().enumerate() {
                    th scope="col" class=[is_numeric(table, at).then_some("n")] { (head) }
                } } }
                tbody { @for cells in &table.rows { (row(cells)) } }
                @if let Some(foot) = &table.foot { tfoot { (row(foot)) } }
            }
        }
    }
}

fn is_numeric(table: &Table, column: usize) -> bool {
    let mut cells = table.rows.iter().filter_map(|row| row.get(column));
    cells.any(|cell| matches!(cell, Cell::Value(..)))
}

/// Writes the link behind which a table is a file.
fn download(page: &Page<'_>, table: &Table, id: &str) -> Markup {
    let address = format!("data:text/csv;charset=utf-8,{}", escaped(&table.csv()));
    html! {
        a href=(address) download=(format!("{id}.csv")) {
            (page.say.download()) span.hidden { ": " (table.caption) }
        }
    }
}

/// Escapes what may not stand in an address.
fn escaped(text: &str) -> String {
    let mut address = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b','
            | b';'
            | b':'
            | b'('
            | b')'
            | b'/'
            | b'*'
            | b'+'
            | b'='
            | b'@'
            | b'!' => {
                address.push(char::from(byte));
            }
            other => address += &format!("%{other:02X}"),
        }
    }
    address
}
