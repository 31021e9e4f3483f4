//! Text of the command line as a part of a page: paragraphs, lists, and tables that the page lays
//! out.

use maud::{Markup, html};

use crate::report::grid::Look;

/// Returns text as HTML. `- ` begins an item; a row of cells belongs to the table above it, of
/// which the line before is the caption.
pub fn prose_html(text: &str) -> String {
    let mut parts: Vec<(Part, Vec<&str>)> = Vec::new();
    for line in text.lines() {
        let part = Part::of(line);
        match parts.last_mut() {
            Some((last, lines)) if *last == part => lines.push(line),
            _ => parts.push((part, vec![line])),
        }
    }
    let mut markup: Vec<Markup> = Vec::new();
    let mut parts = parts.into_iter().peekable();
    let mut caption = None;
    while let Some((part, mut lines)) = parts.next() {
        let heads_table = parts.peek().is_some_and(|(next, _)| *next == Part::Rows);
        let next_caption = lines.pop_if(|_| heads_table && part == Part::Words);
        markup.push(match part {
            Part::Gap => html! {},
            Part::Words => html! { @for line in lines { p { (line.trim()) } } },
            Part::Items => html! {
                ul { @for line in lines { li { (line.trim_start_matches("- ")) } } }
            },
            Part::Rows => table(caption.unwrap_or_default(), &lines),
        });
        caption = next_caption;
    }
    html! { @for one in markup { (one) } }.into_string()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Gap,
    Words,
    Items,
    Rows,
}

impl Part {
    fn of(line: &str) -> Part {
        match line {
            line if line.trim().is_empty() => Part::Gap,
            line if line.starts_with(Look::CELL) => Part::Rows,
            line if line.starts_with("- ") => Part::Items,
            _ => Part::Words,
        }
    }
}

fn table(caption: &str, lines: &[&str]) -> Markup {
    let cells = |line: &str| -> Vec<String> {
        let cells = line.split(Look::CELL).skip(1);
        cells.map(|cell| cell.trim().to_owned()).collect()
    };
    let mut rows = lines.iter().map(|line| cells(line));
    let head = rows.next().unwrap_or_default();
    let name = caption.trim().trim_end_matches(':');
    html! {
        div.scroll tabindex="0" role="group" aria-label=(name) {
            table {
                @if !name.is_empty() { caption { (name) } }
                thead { tr { @for (at, cell) in head.iter().enumerate() {
                    @if cell.is_empty() { td {} } @else {
                        th scope="col" class=[(at > 0).then_some("n")] { (cell) }
                    }
                } } }
                tbody { @for row in rows { tr { @for (at, cell) in row.iter().enumerate() {
                    @if at == 0 { th scope="row" { (cell) } } @else { td.n { (cell) } }
                } } } }
            }
        }
    }
}
