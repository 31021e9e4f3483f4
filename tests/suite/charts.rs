//! Charts: what they show, that no label stands on another, and the table behind each.

use std::collections::BTreeSet;

use verdeel::domain::{Head, Lang};
use verdeel::report::Look;
use verdeel::report::chart::{
    Cell, Chart, Flow, Grouped, Holding, Lines, Point, Shape, Swing, Table, Tornado, Unit,
    chart_svg, chart_text,
};

/// About how wide letters, digits and narrow signs are, as parts of their height.
const WIDTHS: [f64; 3] = [0.52, 0.56, 0.28];

fn chart(unit: Unit, shape: Shape) -> Chart {
    Chart {
        id: "proef".to_owned(),
        title: "Bedrag per partnerschap".to_owned(),
        alt: "De Linde krijgt het meest.".to_owned(),
        unit,
        shape,
    }
}

/// Ninety partnerships; number n receives n thousand euros, and half of that in a second model.
fn ninety() -> Grouped {
    let rows = (1..=90).map(|number: i64| {
        let name = format!("Partnerschap nummer {number} te Oosterwolde en omstreken");
        (name, vec![Some(number * 100_000), Some(number * 50_000)])
    });
    Grouped {
        series: vec!["nu".to_owned(), "per student".to_owned()],
        rows: rows.collect(),
    }
}

fn every_shape() -> Vec<Chart> {
    let grouped = ninety();
    let changes = (-45..45).map(|number| (format!("partnerschap {number}"), number * 123_456));
    let band = |value: i64| Point {
        value,
        band: Some((value * 9 / 10, value * 11 / 10)),
    };
    // Five lines that end within one percent of each other.
    let series = (0..5).map(|line| {
        let points = (1..=5).map(|year| Some(band(year * 10_000_000 + line * 10_000)));
        (format!("model {line}"), points.collect())
    });
    let years = (2024..2029).map(|year| year.to_string()).collect();
    let node = |name: String, column, kind: &str| Holding {
        name,
        column,
        kind: kind.to_owned(),
    };
    let nodes = (0..90).map(|number| node(format!("partnerschap {number}"), 1, "partnerschap"));
    let pot = node("landelijke pot".to_owned(), 0, "pot");
    let rest = node("niet verdeeld".to_owned(), 1, "niet verdeeld");
    let swings = [("studenten", 900, 1_300), ("tarief", 1_000, 1_150)];
    let swings = swings.map(|(name, low, high)| Swing {
        name: name.to_owned(),
        ends: ["laag".to_owned(), "hoog".to_owned()],
        outcomes: [low * 100, high * 100],
    });
    let shapes = [
        (Unit::Euros, Shape::Bars(grouped.clone())),
        (Unit::EurosPer(Head::Student), Shape::Bars(grouped.clone())),
        (Unit::Euros, Shape::Strip(grouped)),
        (Unit::Euros, Shape::Changes(changes.collect())),
        (
            Unit::Euros,
            Shape::Lines(Lines {
                years,
                series: series.collect(),
            }),
        ),
        (
            Unit::Euros,
            Shape::Flow(Flow {
                columns: vec![
                    "pot".to_owned(),
                    "partnerschap, overige, niet verdeeld".to_owned(),
                ],
                nodes: [pot].into_iter().chain(nodes).chain([rest]).collect(),
                links: (1..=91).map(|at| (0, at, 1_000_000)).collect(),
            }),
        ),
        (
            Unit::Euros,
            Shape::Tornado(Tornado {
                middle: 110_000,
                rows: swings.into(),
            }),
        ),
    ];
    shapes.map(|(unit, shape)| chart(unit, shape)).into()
}

/// Returns the value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let from = tag
        .find(&format!(" {name}=\""))
        .map(|at| at + name.len() + 3);
    let rest = from.map_or("", |from| &tag[from..]);
    rest.split('"').next().unwrap_or("")
}

fn number(tag: &str, name: &str) -> f64 {
    attribute(tag, name).parse().expect("a number")
}

/// Returns each text of an SVG with its box: left, right, top, bottom.
fn texts(svg: &str) -> Vec<(String, [f64; 4])> {
    let tags = svg.split("<text").skip(1).map(|rest| {
        let (tag, rest) = rest.split_once('>').expect("a tag that ends");
        let text = rest.split('<').next().unwrap_or("").to_owned();
        let size = number(tag, "font-size");
        let width = text.chars().map(|letter| match letter {
            ' ' | '\u{a0}' | '.' | ',' | 'i' | 'l' | '-' => WIDTHS[2],
            '0'..='9' | '€' => WIDTHS[1],
            _ => WIDTHS[0],
        });
        let width = size * width.sum::<f64>();
        let left = match attribute(tag, "text-anchor") {
            "middle" => number(tag, "x") - width / 2.0,
            "end" => number(tag, "x") - width,
            _ => number(tag, "x"),
        };
        let base = number(tag, "y");
        (
            text,
            [left, left + width, base - 0.75 * size, base + 0.2 * size],
        )
    });
    tags.collect()
}

#[test]
fn no_label_stands_on_another_or_beside_the_paper() {
    for chart in every_shape() {
        let svg = chart_svg(&chart, Lang::Nl);
        let texts = texts(&svg);
        assert!(texts.len() > 3, "{svg}");
        for (at, (text, [left, right, top, bottom])) in texts.iter().enumerate() {
            assert!(
                *left >= 0.0 && *right <= 720.0,
                "`{text}` at {left} to {right}"
            );
            for (other, [from, to, upper, lower]) in &texts[..at] {
                let is_apart = right <= from || to <= left || bottom <= upper || lower <= top;
                assert!(is_apart, "`{text}` on `{other}`");
            }
        }
    }
}

#[test]
fn equal_charts_are_equal_bytes() {
    for chart in every_shape() {
        assert_eq!(chart_svg(&chart, Lang::Nl), chart_svg(&chart, Lang::Nl));
    }
}

#[test]
fn a_chart_says_what_it_is_to_who_does_not_see_it() {
    let mut ids = BTreeSet::new();
    for (position, mut chart) in every_shape().into_iter().enumerate() {
        chart.id = format!("chart-{position}");
        let svg = chart_svg(&chart, Lang::Nl);
        assert!(svg.contains("role=\"img\""));
        assert!(svg.contains(">Bedrag per partnerschap</title>"));
        assert!(svg.contains(">De Linde krijgt het meest.</desc>"));
        for tag in svg
            .split('<')
            .filter(|tag| !attribute(tag, "id").is_empty())
        {
            let id = attribute(tag, "id").to_owned();
            assert!(ids.insert(id.clone()), "`{id}` twice");
        }
    }
}

#[test]
fn twenty_recipients_are_shown_and_all_are_in_the_table() {
    let chart = chart(Unit::Euros, Shape::Bars(ninety()));
    let svg = chart_svg(&chart, Lang::Nl);
    // The other seventy receive 1 + 2 + … + 70 = 2,485 thousand euros.
    assert!(svg.contains(">overige 70</text>"));
    assert!(svg.contains(">€\u{a0}2.485.000</text>"));
    assert!(svg.contains("nummer 71"));
    assert!(!svg.contains("nummer 70 "));
    assert_eq!(chart.table(Lang::Nl).rows.len(), 90);
    // Euros per student cannot be added up: the others stand there without a value.
    let per_student = self::chart(Unit::EurosPer(Head::Student), Shape::Bars(ninety()));
    let svg = chart_svg(&per_student, Lang::Nl);
    assert!(svg.contains(">overige 70</text>") && !svg.contains("2.485.000"));
}

#[test]
fn what_is_not_allocated_is_not_put_together_with_others() {
    let all = every_shape();
    let flow = all
        .iter()
        .find(|chart| matches!(chart.shape, Shape::Flow(_)));
    let svg = chart_svg(flow.expect("a flow"), Lang::Nl);
    assert!(svg.contains(">overige 70 €\u{a0}700.000</text>"));
    assert!(svg.contains(">niet verdeeld €\u{a0}10.000</text>"));
}

#[test]
fn numbers_are_written_as_each_language_does() {
    for (unit, value, nl, en) in [
        (Unit::Euros, 65_000_000, "€\u{a0}650.000", "€650,000"),
        (Unit::Euros, -65_000_049, "€\u{a0}-650.000", "-€650,000"),
        (Unit::EurosPer(Head::Student), 95_500, "€\u{a0}955", "€955"),
        (Unit::Number, 25_401, "25.401", "25,401"),
        (Unit::Percent, 1_250, "12,5\u{a0}%", "12.5%"),
        (Unit::Percent, 1_000, "10\u{a0}%", "10%"),
    ] {
        assert_eq!(unit.short(value, Lang::Nl), nl);
        assert_eq!(unit.short(value, Lang::En), en);
    }
}

#[test]
fn text_of_a_scenario_stays_text() {
    let rows = vec![("<b> & $\\alpha$".to_owned(), vec![Some(100)])];
    let series = vec!["=SOM(A1)".to_owned()];
    let chart = chart(Unit::Euros, Shape::Bars(Grouped { series, rows }));
    let svg = chart_svg(&chart, Lang::Nl);
    assert!(svg.contains(">&lt;b&gt; &amp; $\\alpha$</text>"), "{svg}");
}

#[test]
fn the_table_behind_a_chart_is_csv_that_a_spreadsheet_does_not_calculate() {
    let changes = vec![("de-linde".to_owned(), -123_456), ("=1+1".to_owned(), 100)];
    let chart = chart(Unit::Euros, Shape::Changes(changes));
    let csv = chart.table(Lang::Nl).csv();
    assert_eq!(csv, "naam,verschil\nde-linde,-1234.56\n'=1+1,1.00\n");
}

#[test]
fn a_total_that_is_not_the_sum_of_its_rows_is_told_with_its_place() {
    let row = |name: &str, amount| {
        let name = Cell::Words(name.to_owned());
        vec![name, Cell::Value(amount, Unit::Euros)]
    };
    let mut table = Table {
        caption: "Per partnerschap".to_owned(),
        heads: vec!["naam".to_owned(), "nu".to_owned()],
        rows: vec![row("de-linde", 100), row("de-wilg", 250)],
        foot: Some(row("totaal", 350)),
    };
    assert_eq!(table.reconciles(), Ok(()));
    table.foot = Some(row("totaal", 351));
    let mismatch = table.reconciles().expect_err("351 is not 100 + 250");
    assert_eq!(mismatch.table, "Per partnerschap");
    assert_eq!(mismatch.column, "nu");
    assert_eq!(mismatch.stated, (351, 350));
}

#[test]
fn a_chart_is_drawn_in_letters_too() {
    let changes = vec![
        ("de-wilg".to_owned(), -1_000_000),
        ("de-es".to_owned(), 3_000_000),
    ];
    let chart = chart(Unit::Euros, Shape::Changes(changes));
    let look = Look {
        lang: Lang::Nl,
        width: 61,
    };
    // 61 columns less 7 for names, 10 for amounts and 4 between them are 40: ten for the loss of
    // 10,000 and thirty for the gain of 30,000.
    let lines = [
        "Bedrag per partnerschap (in euro)".to_owned(),
        format!("de-es    €\u{a0}+30.000            {}", "█".repeat(30)),
        format!("de-wilg  €\u{a0}-10.000  {}", "▒".repeat(10)),
    ];
    let text = chart_text(&chart, look);
    for (line, expected) in text.lines().zip(&lines) {
        assert_eq!(line.trim_end(), expected);
    }
    for chart in every_shape() {
        for line in chart_text(&chart, look).lines().skip(1) {
            assert!(line.chars().count() <= 61, "`{line}`");
        }
    }
}
