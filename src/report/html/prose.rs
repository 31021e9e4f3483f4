//! Text of the command line as a part of a page: headings, paragraphs, lists, and what is aligned.

use maud::{Markup, html};

/// Returns text as HTML: `- ` begins an item, two spaces or a rule a line that stays as it is.
pub fn prose_html(text: &str) -> String {
    let mut parts: Vec<(Part, Vec<&str>)> = Vec::new();
    for line in text.lines() {
        let part = Part::of(line);
        match parts.last_mut() {
            Some((last, lines)) if *last == part => lines.push(line),
            _ => parts.push((part, vec![line])),
        }
    }
    html! { @for (part, lines) in &parts { (part.written(lines)) } }.into_string()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Gap,
    Words,
    Items,
    Aligned,
}

impl Part {
    fn of(line: &str) -> Part {
        match line {
            line if line.trim().is_empty() => Part::Gap,
            line if line.starts_with("- ") => Part::Items,
            line if line.starts_with("  ") => Part::Aligned,
            line if line.starts_with(['┌', '│', '├', '└', '╞', '|', '+', '─']) => {
                Part::Aligned
            }
            line if line.contains("   ") => Part::Aligned,
            _ => Part::Words,
        }
    }

    fn written(self, lines: &[&str]) -> Markup {
        match self {
            Part::Gap => html! {},
            Part::Words => html! { @for line in lines { p { (line) } } },
            Part::Items => {
                html! { ul { @for line in lines { li { (line.trim_start_matches("- ")) } } } }
            }
            Part::Aligned => html! { pre tabindex="0" { (lines.join("\n")) } },
        }
    }
}
