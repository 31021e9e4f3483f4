//! [`Drawing`]: marks on paper, before any library writes them.

/// A tenth of a pixel.
pub(super) type Dots = i32;

/// A place on paper: to the right, and down.
pub(super) type At = (Dots, Dots);

/// The width of every drawing: it fits A4 between margins at its own size.
pub(super) const WIDTH: Dots = 7_200;

/// Height of letters beside bars and lines.
pub(super) const NORMAL: Dots = 130;

/// Height of letters along an axis.
pub(super) const SMALL: Dots = 120;

/// What lies between the base lines of a text in several lines.
pub(super) const LINE: Dots = 150;

/// The most that a name to the left of a row may take.
const NAMES_MOST: Dots = 2_200;

/// In how many lines a name may stand.
const LINES_MOST: usize = 3;

/// What a mark is drawn with. Colours differ in lightness too, and series in pattern, dash or
/// shape, so that no meaning hangs on colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// A series, by position.
    Series(usize),
    /// An increase.
    Gain,
    /// A decrease.
    Loss,
    /// Axes and what joins marks.
    Line,
    /// Lines of a grid.
    Faint,
    /// Letters.
    Text,
    /// Letters of less weight.
    Muted,
}

/// To which side of its place a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Start,
    Middle,
    End,
}

/// A mark on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A filled rectangle: corner, width and height.
    Block {
        at: At,
        size: (Dots, Dots),
        ink: Ink,
    },
    /// A thin line.
    Line { from: At, to: At, ink: Ink },
    /// The line of a series through points.
    Path { points: Vec<At>, series: usize },
    /// What lies around the line of a series.
    Area { points: Vec<At>, series: usize },
    /// A band of money between two upright edges: top and bottom left, and of the same height
    /// right.
    Ribbon {
        from: At,
        to: At,
        height: Dots,
        series: usize,
    },
    /// The mark of a series at one value.
    Point { at: At, series: usize },
    /// A text on its base line.
    Words {
        at: At,
        text: String,
        place: Place,
        size: Dots,
        ink: Ink,
    },
}

impl Mark {
    pub(super) fn line(from: At, to: At, ink: Ink) -> Mark {
        Mark::Line { from, to, ink }
    }
}

/// Marks, in the order in which they cover each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Drawing {
    pub(super) height: Dots,
    pub(super) marks: Vec<Mark>,
}

impl Drawing {
    pub(super) fn add(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    pub(super) fn write(&mut self, at: At, text: &str, place: Place, (size, ink): (Dots, Ink)) {
        let text = text.to_owned();
        self.add(Mark::Words {
            at,
            text,
            place,
            size,
            ink,
        });
    }

    /// Writes a text in several lines, of which the middle stands where that of one line would.
    pub(super) fn write_lines(
        &mut self,
        (x, y): At,
        lines: &[String],
        place: Place,
        look: (Dots, Ink),
    ) {
        let above = LINE * (whole(lines.len()) - 1) / 2;
        for (at, line) in lines.iter().enumerate() {
            self.write((x, y - above + LINE * whole(at)), line, place, look);
        }
    }

    /// Draws a block and its series' name for each series, in as many lines as they need, and
    /// returns where the drawing may go on.
    pub(super) fn legend(&mut self, names: &[String], is_points: bool) -> Dots {
        if names.len() < 2 {
            return 60;
        }
        let (mut x, mut y) = (0, 0);
        for (series, name) in names.iter().enumerate() {
            let name = shortened(name, WIDTH - 260, NORMAL);
            let width = 220 + words(&name, NORMAL) + 200;
            if x > 0 && x + width > WIDTH {
                (x, y) = (0, y + 220);
            }
            let ink = Ink::Series(series);
            self.add(match is_points {
                true => Mark::Point {
                    at: (x + 70, y + 85),
                    series,
                },
                false => Mark::Block {
                    at: (x, y + 20),
                    size: (140, 130),
                    ink,
                },
            });
            self.write((x + 200, y + 130), &name, Place::Start, (NORMAL, Ink::Text));
            x += width;
        }
        y + 300
    }
}

/// Returns the room that names to the left of rows take.
pub(super) fn room<'a>(names: impl Iterator<Item = &'a str>) -> Dots {
    let widths = names.map(|name| words(name, NORMAL));
    widths.max().unwrap_or(0).min(NAMES_MOST) + 120
}

/// Returns a name in at most three lines that fit in a width; what is left out of the last shows as
/// three dots.
pub(super) fn wrapped(name: &str, width: Dots, size: Dots) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split(' ') {
        let is_last = lines.len() == LINES_MOST;
        match lines.last_mut() {
            Some(line) if is_last || words(&format!("{line} {word}"), size) <= width => {
                *line = format!("{line} {word}");
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
        .iter()
        .map(|line| shortened(line, width, size))
        .collect()
}

/// Returns how high lines stand together.
pub(super) fn height_of(lines: &[String]) -> Dots {
    LINE * whole(lines.len())
}

/// Returns a number of things as a number of dots.
pub(super) fn whole(number: usize) -> Dots {
    Dots::try_from(number).unwrap_or(0)
}

/// Returns a name that fits in a width; what is left out shows as three dots.
pub(super) fn shortened(name: &str, width: Dots, size: Dots) -> String {
    if words(name, size) <= width {
        return name.to_owned();
    }
    let mut short = String::new();
    for letter in name.chars() {
        let longer = format!("{short}{letter}");
        if words(&format!("{longer}…"), size) > width {
            break;
        }
        short = longer;
    }
    format!("{}…", short.trim_end())
}

/// Returns about how wide a text is, on the safe side for common sans-serif letters.
pub(super) fn words(text: &str, size: Dots) -> Dots {
    let hundredths: Dots = text.chars().map(of_letter).sum();
    hundredths * size / 100
}

fn of_letter(letter: char) -> Dots {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '|' | '\'' | ' ' | '\u{a0}' | 'I' | 't' | 'f'
        | '-' | '(' | ')' | 'r' | '/' => 34,
        'm' | 'w' | 'M' | 'W' | '%' | '…' | '@' => 95,
        letter if letter.is_uppercase() => 72,
        _ => 58,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_does_not_fit_ends_in_dots() {
        let long = "Samenwerkingsverband Noordoost-Groningen en omstreken";
        let short = shortened(long, 1_000, NORMAL);
        assert!(
            short.ends_with('…') && words(&short, NORMAL) <= 1_000,
            "{short}"
        );
        assert_eq!(shortened("de-linde", 1_000, NORMAL), "de-linde");
    }

    #[test]
    fn a_name_takes_more_lines_before_anything_is_left_out() {
        for (name, lines) in [
            ("de-linde", &["de-linde"][..]),
            ("Samen Opleiden Noord", &["Samen Opleiden", "Noord"]),
            (
                "Samen Opleiden Noordoost-Groningen",
                &["Samen Opleiden", "Noordoost-Gro…"],
            ),
            (
                "Samen Opleiden Noord en verder alles wat daarna komt",
                &["Samen Opleiden", "Noord en verder", "alles wat daar…"],
            ),
        ] {
            assert_eq!(wrapped(name, 1_050, NORMAL), lines, "{name}");
        }
    }
}
