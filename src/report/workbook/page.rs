//! Pages: the one file that knows how cells, formats, names and charts are written.

use rust_xlsxwriter::{
    Chart, ChartLegendPosition, Color, DocProperties, ExcelDateTime, Format, FormatAlign, Formula,
    Workbook, Worksheet, XlsxError,
};

use super::draft::{At, Content, Draft, place};
use crate::domain::Lang;
use crate::plan::Unit;

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// The title of a sheet or a block.
    Title,
    /// The head of a column.
    Head,
    /// The head of a column of numbers.
    Model,
    /// A text.
    Text,
    /// A text of several lines.
    Wrapped,
    /// A text beside others.
    Note,
    /// A whole number.
    Whole,
    /// Euros.
    Euros,
    /// A whole number that may be changed.
    InputWhole,
    /// Euros that may be changed.
    InputEuros,
    /// A whole number that stands as the program computed it.
    FixedWhole,
    /// Euros that stand as the program computed them.
    FixedEuros,
}

impl Style {
    const ALL: [Style; 12] = [
        Style::Title,
        Style::Head,
        Style::Model,
        Style::Text,
        Style::Wrapped,
        Style::Note,
        Style::Whole,
        Style::Euros,
        Style::InputWhole,
        Style::InputEuros,
        Style::FixedWhole,
        Style::FixedEuros,
    ];

    fn format(self, lang: Lang) -> Format {
        let euros = match lang {
            Lang::Nl => "[$€-413] #,##0.00;[Red]-[$€-413] #,##0.00",
            Lang::En => "[$€-809]#,##0.00;[Red]-[$€-809]#,##0.00",
        };
        let plain = Format::new();
        let whole = || Format::new().set_num_format("#,##0");
        let money = || Format::new().set_num_format(euros);
        let head = || {
            let bold = Format::new().set_bold().set_text_wrap();
            let coloured = bold.set_background_color(Color::RGB(0x00DD_E8F3));
            coloured.set_align(FormatAlign::Top)
        };
        let (input, fixed) = (Color::RGB(0x00FF_F5CC), Color::RGB(0x00E4_E4E4));
        match self {
            Style::Title => plain.set_bold().set_font_size(14.0),
            Style::Head => head(),
            Style::Model => head().set_align(FormatAlign::Right),
            Style::Text => plain,
            Style::Wrapped => plain.set_text_wrap().set_align(FormatAlign::Top),
            Style::Note => plain.set_italic().set_font_color(Color::RGB(0x0055_5555)),
            Style::Whole => whole(),
            Style::Euros => money(),
            Style::InputWhole => whole().set_background_color(input),
            Style::InputEuros => money().set_background_color(input),
            Style::FixedWhole => whole().set_background_color(fixed),
            Style::FixedEuros => money().set_background_color(fixed),
        }
    }
}

/// A workbook under construction.
pub(super) struct Book {
    workbook: Workbook,
    formats: Vec<Format>,
    names: Vec<(String, String)>,
}

impl Book {
    /// Begins a workbook with this title. Its date is always the same: equal scenarios are equal
    /// bytes.
    pub(super) fn new(title: &str, lang: Lang) -> Result<Book, XlsxError> {
        let mut workbook = Workbook::new();
        let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let properties = DocProperties::new()
            .set_title(title)
            .set_creation_datetime(&date);
        workbook.set_properties(&properties);
        Ok(Book {
            workbook,
            formats: Style::ALL.iter().map(|style| style.format(lang)).collect(),
            names: Vec::new(),
        })
    }

    /// Begins a page; it is part of the book when it is [`Page::done`].
    pub(super) fn page(&self, name: &str) -> Result<Page, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        sheet.set_landscape();
        sheet.set_print_fit_to_pages(1, 0);
        Ok(Page {
            sheet,
            formats: self.formats.clone(),
            names: Vec::new(),
        })
    }

    /// Returns the bytes of the workbook.
    pub(super) fn bytes(mut self) -> Result<Vec<u8>, XlsxError> {
        for (name, place) in &self.names {
            self.workbook.define_name(name, &format!("={place}"))?;
        }
        self.workbook.save_to_buffer()
    }
}

/// A sheet under construction.
pub(super) struct Page {
    sheet: Worksheet,
    formats: Vec<Format>,
    names: Vec<(String, String)>,
}

impl Page {
    fn format(&self, style: Style) -> &Format {
        let at = Style::ALL.iter().position(|known| *known == style);
        &self.formats[at.unwrap_or_default()]
    }

    /// Adds the page to the book.
    pub(super) fn done(self, book: &mut Book) {
        book.workbook.push_worksheet(self.sheet);
        book.names.extend(self.names);
    }

    /// Gives a cell a name.
    pub(super) fn define(&mut self, name: &str, place: &str) {
        self.names.push((name.to_owned(), place.to_owned()));
    }

    /// Writes a text, which never becomes a formula, whatever it begins with.
    pub(super) fn text(&mut self, at: At, text: &str, style: Style) -> Result<(), XlsxError> {
        if !text.is_empty() {
            let format = self.format(style).clone();
            self.sheet
                .write_string_with_format(at.0, at.1, text, &format)?;
        }
        Ok(())
    }

    /// Writes an empty cell that shows a colour.
    pub(super) fn coloured(&mut self, at: At, style: Style) -> Result<(), XlsxError> {
        let format = self.format(style).clone();
        self.sheet.write_blank(at.0, at.1, &format)?;
        Ok(())
    }

    /// Writes texts beside each other.
    pub(super) fn row(&mut self, row: u32, texts: &[&str], style: Style) -> Result<(), XlsxError> {
        for (column, text) in (0_u16..).zip(texts) {
            self.text((row, column), text, style)?;
        }
        Ok(())
    }

    /// Writes a whole number, or cents as euros.
    pub(super) fn number(&mut self, at: At, value: i64, style: Style) -> Result<(), XlsxError> {
        let format = self.format(style).clone();
        let shown = shown(value, style);
        self.sheet
            .write_number_with_format(at.0, at.1, shown, &format)?;
        Ok(())
    }

    /// Writes an input.
    pub(super) fn input(&mut self, at: At, value: i64, unit: Unit) -> Result<(), XlsxError> {
        let style = match unit {
            Unit::Cents => Style::InputEuros,
            Unit::Heads | Unit::Fraction => Style::InputWhole,
        };
        self.number(at, value, style)
    }

    /// Writes a reference to an input of the first model.
    pub(super) fn link(
        &mut self,
        at: At,
        to: At,
        (value, unit): (i64, Unit),
    ) -> Result<(), XlsxError> {
        let style = match unit {
            Unit::Cents => Style::Euros,
            Unit::Heads | Unit::Fraction => Style::Whole,
        };
        self.formula(at, &place(to), value, style)
    }

    /// Writes a formula with what it comes to: a whole number, or cents shown as euros.
    pub(super) fn formula(
        &mut self,
        at: At,
        formula: &str,
        value: i64,
        style: Style,
    ) -> Result<(), XlsxError> {
        let format = self.format(style).clone();
        let formula =
            Formula::new(format!("={formula}")).set_result(shown(value, style).to_string());
        self.sheet
            .write_formula_with_format(at.0, at.1, formula, &format)?;
        Ok(())
    }

    /// Writes a formula that comes to a text.
    pub(super) fn formula_text(
        &mut self,
        at: At,
        formula: &str,
        text: &str,
    ) -> Result<(), XlsxError> {
        let format = self.format(Style::Text).clone();
        let formula = Formula::new(format!("={formula}")).set_result(text);
        self.sheet
            .write_formula_with_format(at.0, at.1, formula, &format)?;
        Ok(())
    }

    /// Writes a draft.
    pub(super) fn draft(&mut self, draft: &Draft) -> Result<(), XlsxError> {
        for (at, content) in draft.cells() {
            match content {
                Content::Title(text) => self.text(*at, text, Style::Title)?,
                Content::Head(text) => self.text(*at, text, Style::Head)?,
                Content::Text(text) => self.text(*at, text, Style::Text)?,
                Content::Note(text) => self.text(*at, text, Style::Note)?,
                Content::Fixed(value) => self.number(*at, *value, Style::FixedWhole)?,
                Content::Formula(text, value) => {
                    self.formula(*at, text, *value, Style::Whole)?;
                }
            }
        }
        Ok(())
    }

    /// Keeps the rows above and the columns before a cell in sight, and on every printed page.
    pub(super) fn freeze(&mut self, (row, column): At) -> Result<(), XlsxError> {
        self.sheet.set_freeze_panes(row, column)?;
        if row > 0 {
            self.sheet.set_repeat_rows(0, row - 1)?;
        }
        Ok(())
    }

    /// Sets the width of a column, in letters.
    pub(super) fn width(&mut self, column: u16, width: f64) -> Result<(), XlsxError> {
        self.sheet.set_column_width(column, width)?;
        Ok(())
    }

    /// Sets the widths of the first columns.
    pub(super) fn widths(&mut self, widths: &[f64]) -> Result<(), XlsxError> {
        for (column, width) in (0_u16..).zip(widths) {
            self.width(column, *width)?;
        }
        Ok(())
    }

    /// Lets readers filter the rows below a head.
    pub(super) fn filter(&mut self, first: At, last: At) -> Result<(), XlsxError> {
        self.sheet.autofilter(first.0, first.1, last.0, last.1)?;
        Ok(())
    }

    /// Draws bars, one colour for each series, at a cell.
    pub(super) fn bars(&mut self, at: At, bars: &Bars<'_>) -> Result<(), XlsxError> {
        let mut chart = if bars.is_upright {
            Chart::new_column()
        } else {
            Chart::new_bar()
        };
        let Bars { sheet, rows, .. } = *bars;
        for (column, colour) in bars.columns.clone().zip(COLOURS.iter().cycle()) {
            chart
                .add_series()
                .set_name((sheet, rows.0, column))
                .set_categories((sheet, rows.0 + 1, bars.names, rows.1, bars.names))
                .set_values((sheet, rows.0 + 1, column, rows.1, column))
                .set_format(rust_xlsxwriter::ChartFormat::new().set_solid_fill(
                    rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(*colour)),
                ));
        }
        chart.title().set_name(bars.title);
        chart.set_alt_text(bars.described);
        chart.legend().set_position(ChartLegendPosition::Bottom);
        let money = if bars.is_upright {
            chart.y_axis()
        } else {
            chart.x_axis()
        };
        money.set_num_format("#,##0").set_min(0);
        if !bars.is_upright {
            chart.y_axis().set_reverse();
        }
        let series = u32::try_from(bars.columns.len()).unwrap_or(1);
        let names = rows.1.saturating_sub(rows.0);
        let length = names.saturating_mul(series.saturating_mul(10).saturating_add(12));
        match bars.is_upright {
            true => chart.set_width(640).set_height(340),
            false => chart
                .set_width(640)
                .set_height(length.saturating_add(140).clamp(260, 3_000)),
        };
        self.sheet.insert_chart(at.0, at.1, &chart)?;
        Ok(())
    }
}

/// Colours that the colour-blind tell apart, also in print (Okabe and Ito).
const COLOURS: [u32; 5] = [
    0x0000_72B2,
    0x00E6_9F00,
    0x0000_9E73,
    0x00CC_79A7,
    0x0056_B4E9,
];

/// A chart of bars over cells of a sheet.
pub(super) struct Bars<'a> {
    /// The sheet of the cells.
    pub(super) sheet: &'a str,
    /// The row of the names of series, and the last row.
    pub(super) rows: (u32, u32),
    /// The column of the names of bars.
    pub(super) names: u16,
    /// The columns of the series.
    pub(super) columns: std::ops::Range<u16>,
    /// Whether bars stand upright.
    pub(super) is_upright: bool,
    /// The title.
    pub(super) title: &'a str,
    /// What is to be seen, for who does not see it.
    pub(super) described: &'a str,
}

/// Returns a number as a cell holds it: cents as euros. Whole numbers up to 10^14 are exact, and
/// the hundredth of one is the nearest that there is.
fn shown(value: i64, style: Style) -> f64 {
    let is_euros = matches!(style, Style::Euros | Style::InputEuros | Style::FixedEuros);
    let whole = i32::try_from(value.div_euclid(1_000_000)).unwrap_or(i32::MAX);
    let rest = i32::try_from(value.rem_euclid(1_000_000)).unwrap_or_default();
    let number = f64::from(whole) * 1e6 + f64::from(rest);
    if is_euros { number / 100.0 } else { number }
}
