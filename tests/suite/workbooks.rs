//! Workbooks: every scenario can be written, and the value in each cell is the engine's. That a
//! spreadsheet computes the same is shown in `tests/office`, which needs one.

use crate::runs::{JSON, PATH, read_text};
use crate::source::names_in;
use calamine::{Data, Range, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;
use verdeel::study::{Format, Manner, ReportQuestion, RunQuestion, run, workbook};

/// A workbook that was written, read back.
struct Written {
    bytes: Vec<u8>,
    book: Xlsx<Cursor<Vec<u8>>>,
}

impl Written {
    /// Writes the workbook of a scenario text, or of a file of the repository.
    #[track_caller]
    fn of(path: &str, text: &str) -> Written {
        let question = ReportQuestion {
            path: path.to_owned(),
            letters: None,
            baseline: None,
            models: Vec::new(),
            draws: 0,
            seed: 1,
            charts: None,
            suppress: None,
        };
        let answer = workbook(&question, JSON, &|path| read_text(path, text));
        let answer = answer.unwrap_or_else(|failure| panic!("{path}: {}", failure.text));
        let bytes = answer.bytes.expect("a workbook");
        let book = Xlsx::new(Cursor::new(bytes.clone())).expect("a workbook opens");
        Written { bytes, book }
    }

    fn rows(&mut self, sheet: &str) -> Range<Data> {
        self.book
            .worksheet_range(sheet)
            .expect("a sheet of the book")
    }

    fn formula(&mut self, sheet: &str, at: (u32, u32)) -> String {
        let formulas = self.book.worksheet_formula(sheet).expect("formulas");
        formulas.get_value(at).cloned().unwrap_or_default()
    }

    /// Returns every amount of the sheet of results in cents, by variant and whose it is.
    fn amounts(&mut self) -> BTreeMap<String, i64> {
        let rows = self.rows("Results");
        let text = |row: &[Data], at: usize| row.get(at).map_or(String::new(), ToString::to_string);
        let heads: Vec<String> = rows
            .rows()
            .next()
            .expect("a head")
            .iter()
            .map(ToString::to_string)
            .collect();
        let mut amounts = BTreeMap::new();
        for row in rows.rows().skip(1) {
            let who: Vec<String> = (0..7).map(|at| text(row, at)).collect();
            for (at, variant) in heads.iter().enumerate().skip(7) {
                if let Some(Data::Float(euros)) = row.get(at) {
                    amounts.insert(format!("{variant} {}", who.join(" ")), cents(*euros));
                }
            }
        }
        amounts
    }
}

/// Returns euros as a cell holds them in cents.
fn cents(euros: f64) -> i64 {
    let text = format!("{euros:.2}").replace('.', "");
    text.parse().expect("whole cents")
}

/// Returns the number in a cell.
fn number(cell: &Data) -> f64 {
    match cell {
        Data::Float(number) => *number,
        other => panic!("{other} is no number"),
    }
}

/// Returns every amount of a run in cents, by variant and whose it is, as the workbook names it.
fn of_run(path: &str, text: &str, most: usize) -> BTreeMap<String, i64> {
    let question = RunQuestion {
        paths: vec![path.to_owned()],
        variant: None,
    };
    let manner = Manner {
        format: Format::Csv,
        ..JSON
    };
    let answer = run(&question, manner, &|path| read_text(path, text));
    let text = answer
        .unwrap_or_else(|failure| panic!("{}", failure.text))
        .text;
    let mut variants: Vec<&str> = Vec::new();
    let mut amounts = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [
            _,
            variant,
            year,
            pot,
            kind,
            recipient,
            partnership,
            region,
            component,
            amount,
            ..,
        ] = cells[..]
        else {
            panic!("{line}");
        };
        if !variants.contains(&variant) {
            variants.push(variant);
        }
        let kind = match kind {
            "region" => "education region",
            "board" => "school board",
            "institute" => "teacher education institute",
            other => other,
        };
        if variants.len() <= most {
            let who = [
                variant,
                year,
                kind,
                recipient,
                partnership,
                region,
                pot,
                component,
            ];
            let cents: i64 = amount.replace('.', "").parse().expect("cents");
            // Payment moments have rows of their own.
            *amounts.entry(who.join(" ")).or_default() += cents;
        }
    }
    amounts
}

/// Every scenario of a folder of the repository.
fn scenarios(folder: &str) -> Vec<String> {
    let names = names_in(folder);
    let names = names.into_iter().filter(|name| name.ends_with(".toml"));
    names.map(|name| format!("{folder}/{name}")).collect()
}

#[test]
fn every_amount_in_the_workbook_of_a_scenario_is_that_of_its_run() {
    let mut paths = scenarios("scenarios/examples");
    paths.extend(scenarios("scenarios/questions"));
    assert!(paths.len() > 30, "{paths:?}");
    for path in paths {
        let mut written = Written::of(&path, "");
        assert_eq!(written.amounts(), of_run(&path, "", 5), "{path}");
        let overview = written.rows("Overview");
        let told: Vec<String> = overview
            .used_cells()
            .map(|(.., cell)| cell.to_string())
            .collect();
        let differs = told
            .iter()
            .find(|text| text.contains("came to something else"));
        assert_eq!(
            differs, None,
            "{path}: a formula is not what the engine does"
        );
        assert!(
            !told.contains(&String::from("no")),
            "{path}: money is not accounted for"
        );
    }
}

/// Two partnerships, 3 and 4 students at 100.00, a pot of 500.00; texts that begin like formulas.
const SMALL: &str = r#"
title = "=1+1"
years = ["2022/2023"]
[[region]]
id = "r"
[[partnership]]
id = "a"
students = { r = 3 }
[[partnership]]
id = "b"
students = { r = 4 }
[[component]]
id = "c"
name = "+c"
amount = 100
per = "student"
assumption = "@SUM(A1)"
[[division]]
id = "d"
pot = 500
pays = ["c"]
scope = "local"
[[variant]]
id = "v"
title = "-2"
set = { "component.c.amount" = 50 }
"#;

#[test]
fn a_text_that_begins_like_a_formula_stays_a_text() {
    let mut written = Written::of(PATH, SMALL);
    let texts = [
        ("Overview", (0, 0), "=1+1"),
        ("Overview", (12, 1), "-2"),
        ("Assumptions and sources", (1, 0), "@SUM(A1)"),
    ];
    for (sheet, at, text) in texts {
        let cell = written.rows(sheet).get_value(at).cloned();
        assert_eq!(cell, Some(Data::String(text.to_owned())), "{sheet} {at:?}");
        assert_eq!(written.formula(sheet, at), "", "{sheet} {at:?}");
    }
}

#[test]
fn inputs_are_numbers_with_names_and_other_models_refer_to_them() {
    let mut written = Written::of(PATH, SMALL);
    let names: Vec<(String, String)> = written.book.defined_names().to_vec();
    let place = |name: &str| {
        let named = names.iter().find(|(known, _)| known == name);
        named.map(|(_, place)| place.as_str())
    };
    assert_eq!(place("par.component.c.amount"), Some("'Parameters'!$E$2"));
    assert_eq!(
        place("par.component.c.amount..v"),
        Some("'Parameters'!$G$2")
    );
    assert_eq!(place("par.division.d.pot"), Some("'Parameters'!$E$3"));
    assert_eq!(
        place("par.division.d.pot..v"),
        None,
        "the same number as in the base"
    );
    let parameters = written.rows("Parameters");
    let values = [
        ((1, 4), 100.0),
        ((1, 6), 50.0),
        ((2, 4), 500.0),
        ((2, 6), 500.0),
    ];
    for (at, value) in values {
        assert_eq!(
            parameters.get_value(at),
            Some(&Data::Float(value)),
            "{at:?}"
        );
    }
    assert_eq!(written.formula("Parameters", (2, 6)), "E3");
    assert_eq!(written.formula("Counts", (1, 5)), "E2");
    assert_eq!(written.formula("Counts", (1, 4)), "", "an input");
}

#[test]
fn claims_and_results_are_formulas_that_carry_their_values() {
    let mut written = Written::of(PATH, SMALL);
    let sheet = "Rules 1 base";
    let rules = written.rows(sheet);
    let find = |text: &str, column: u32| {
        let mut cells = rules.used_cells();
        let found = cells.find(|(_, at, cell)| {
            *at == usize::try_from(column).expect("small") && cell.to_string().contains(text)
        });
        u32::try_from(found.expect("a row").0).expect("small")
    };
    let claims = find("claims: d", 0) + 2;
    let formula = written.formula(sheet, (claims, 4));
    assert_eq!(formula, "ROUND('Parameters'!$E$2*100,0)*F5");
    let value = rules.get_value((claims, 4)).cloned();
    assert_eq!(value, Some(Data::Float(30_000.0)));
    // 500.00 over claims of 300.00 and 400.00: 214.2857… and 285.7142…, the spare cent to the
    // larger remainder.
    let amounts = written.amounts();
    let base: Vec<(&str, i64)> = amounts
        .iter()
        .filter(|(who, _)| who.starts_with("base"))
        .map(|(who, amount)| (who.as_str(), *amount))
        .collect();
    let expected = [
        ("base 2022/2023 partnership a a  d c", 21_429),
        ("base 2022/2023 partnership b b  d c", 28_571),
    ];
    assert_eq!(base, expected);
    let result = written.formula("Results", (1, 7));
    assert!(
        result.starts_with("'Rules 1 base'!C") && result.ends_with("/100"),
        "{result}"
    );
}

#[test]
fn a_rule_that_no_formula_says_stands_as_a_value_with_a_note() {
    let text = SMALL.replace("pot = 500", "pot = 500\nshortage = \"talmud\"");
    let mut written = Written::of(PATH, &text);
    let rules = written.rows("Rules 1 base");
    let note = "no formula but the outcome of the program: shortage rule: talmud";
    let noted: Vec<(usize, f64)> = rules
        .rows()
        .enumerate()
        .filter(|(_, row)| row.get(3).is_some_and(|cell| *cell == note))
        .map(|(at, row)| (at, number(&row[2])))
        .collect();
    // The Talmud of 500.00 over 300.00 and 400.00: half of each claim, and losses of 75.00 each
    // beyond it; nothing is left.
    let amounts: Vec<f64> = noted.iter().map(|(_, amount)| *amount).collect();
    assert_eq!(amounts, [20_000.0, 30_000.0, 0.0]);
    for (row, _) in noted {
        let row = u32::try_from(row).expect("small");
        assert_eq!(written.formula("Rules 1 base", (row, 2)), "", "row {row}");
    }
    // Claims of the variant, 150.00 and 200.00, fit: there the amounts are formulas.
    let formula = written.formula("Results", (1, 8));
    assert!(formula.starts_with("'Rules 2 v'!"), "{formula}");
}

#[test]
fn equal_scenarios_are_equal_bytes_with_charts_in_them() {
    let [one, other] = [0, 1].map(|_| Written::of(PATH, SMALL).bytes);
    assert_eq!(one, other);
    let holds = |name: &str| one.windows(name.len()).any(|part| part == name.as_bytes());
    for chart in 1..=2 {
        assert!(
            holds(&format!("xl/charts/chart{chart}.xml")),
            "chart {chart}"
        );
    }
}
