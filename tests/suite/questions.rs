//! The questions of the field: each has an answer, and its key figures are those that were worked
//! by hand (`tests/vectors/questions-*.csv`, with the calculation beside each).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;
use verdeel::study::{AskQuestion, Format, Lang, Look, Manner, QUESTIONS, SCENARIOS, ask};
use verdeel::study::{Study, questions};

use crate::guides::hold;
use crate::source::{names_in, read, root};

/// Key figures that were worked by hand.
const VECTORS: [&str; 2] = [
    "tests/vectors/questions-ab.csv",
    "tests/vectors/questions-ce.csv",
];

/// The page with every question.
const PAGE: &str = "docs/questions.md";

fn manner(format: Format, lang: Lang) -> Manner {
    Manner {
        format,
        look: Look { lang, width: 100 },
        colour: false,
    }
}

fn on_disk(path: &str) -> Result<String, String> {
    std::fs::read_to_string(root().join(path)).map_err(|error| error.to_string())
}

/// The answer to every question as JSON, in Dutch and in English.
static ANSWERS: LazyLock<BTreeMap<String, [Value; 2]>> = LazyLock::new(|| {
    let answers = ids().map(|id| {
        let answers = [Lang::Nl, Lang::En].map(|lang| {
            let question = AskQuestion {
                id: id.clone(),
                with: None,
                is_short: false,
            };
            let answer = ask(&question, manner(Format::Json, lang), &on_disk);
            let answer = answer.unwrap_or_else(|failure| panic!("{id}: {}", failure.text));
            serde_json::from_str(&answer.text).expect("JSON")
        });
        (id, answers)
    });
    answers.collect()
});

/// Returns the sentences of an answer.
fn sentences(answer: &Value) -> Vec<&str> {
    let sentences = answer["answer"].as_array().expect("sentences");
    sentences.iter().filter_map(Value::as_str).collect()
}

fn ids() -> impl Iterator<Item = String> {
    QUESTIONS.iter().map(|(id, _)| id.to_uppercase())
}

#[test]
fn the_library_has_every_question_of_the_field() {
    let expected = [("A", 6), ("B", 7), ("C", 6), ("D", 7), ("E", 5)];
    let expected = expected.iter().flat_map(|(letter, count)| {
        let numbers = 1..=*count;
        numbers.map(move |number| format!("{letter}{number}"))
    });
    assert_eq!(ids().collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    let files = names_in("scenarios/questions");
    let listed = QUESTIONS.iter().map(|(id, _)| format!("{id}.toml"));
    assert_eq!(files, listed.collect::<Vec<_>>());
    for (id, text) in QUESTIONS {
        assert_eq!(
            text,
            read(&format!("scenarios/questions/{id}.toml")),
            "{id}"
        );
    }
    for (path, text) in SCENARIOS {
        assert_eq!(text, read(path), "{path}");
    }
}

#[test]
fn every_question_is_answered_in_three_to_six_sentences_with_figures_in_both_languages() {
    for id in ids() {
        for answer in &ANSWERS[&id] {
            let told = sentences(answer);
            assert!((3..=6).contains(&told.len()), "{id}: {told:#?}");
            let has_number = told[0].contains(|sign: char| sign.is_ascii_digit());
            assert!(has_number, "{id}: no number in `{}`", told[0]);
            let figures = answer["figures"].as_array().expect("figures");
            let nothing: Vec<&Value> = figures
                .iter()
                .filter(|one| one["value"].is_null())
                .collect();
            assert_eq!(nothing, [&Value::Null; 0], "{id}");
        }
    }
}

#[test]
fn key_figures_are_those_that_were_worked_by_hand() {
    let mut worked: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for path in VECTORS {
        let text = read(path);
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        for row in rows.records() {
            let row = row.unwrap_or_else(|error| panic!("{path}: {error}"));
            assert!(
                !row[3].is_empty(),
                "{path}: {} {} is not worked",
                &row[0],
                &row[1]
            );
            let figures = worked.entry(row[0].to_uppercase()).or_default();
            figures.push((row[1].to_owned(), row[2].to_owned()));
        }
    }
    for id in ids() {
        let expected = worked.remove(&id).unwrap_or_default();
        assert!(
            expected.len() > 1,
            "{id}: {} figures by hand",
            expected.len()
        );
        let [answer, _] = &ANSWERS[&id];
        let figures = answer["figures"].as_array().expect("figures");
        let found = |name: &str| {
            let mut figures = figures.iter();
            let figure = figures.find(|one| one["id"] == name);
            let value = figure.and_then(|figure| figure["value"].as_str());
            value.unwrap_or("no such figure").to_owned()
        };
        let found = expected.iter().map(|(name, _)| (name.clone(), found(name)));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{id}");
    }
    assert_eq!(worked, BTreeMap::new(), "questions that are not there");
}

#[test]
fn every_question_is_a_scenario_that_runs_from_its_file() {
    for (id, _) in QUESTIONS {
        let path = format!("scenarios/questions/{id}.toml");
        let inside = Study::open(&format!("question:{id}"), &on_disk);
        let outside = Study::open(&path, &on_disk);
        let variants = |study: Result<Study, verdeel::scenario::Refused>| {
            let study = study.unwrap_or_else(|refused| panic!("{id}: {:#?}", refused.problems));
            let results = study.results().into_iter();
            let totals = results.map(|result| {
                let years = result.years.iter();
                let awards = years.flat_map(|year| year.awards.iter().map(|award| award.amount));
                (result.id, awards.collect::<Vec<_>>())
            });
            totals.collect::<Vec<_>>()
        };
        assert_eq!(variants(inside), variants(outside), "{id}");
    }
}

#[test]
fn questions_are_asked_of_another_scenario() {
    // Two partnerships in one region with 100 and 300 students: 125,000 and 375,000 euros now,
    // 195,500 and 386,500 under the old right.
    let own =
        "[[variant]]\nid = \"of-our-own\"\nset = { \"division.in-region.key\" = \"equal\" }\n";
    let text = asked_of_two("a5", own);
    for told in ["195,500.00", "386,500.00", "125,000.00", "375,000.00"] {
        assert!(text.contains(told), "{told} is not in\n{text}");
    }
    assert!(!text.contains("of-our-own"), "{text}");
}

/// Asks a question, in English, of two partnerships in one region with 100 and 300 students.
fn asked_of_two(id: &str, and: &str) -> String {
    let two = r#"
        title = "Ours"
        years = ["2025"]
        scheme = "regional-2025"
        region = [{ id = "midden" }]
        [[partnership]]
        id = "klein"
        students = { midden = 100 }
        [[partnership]]
        id = "groot"
        students = { midden = 300 }
    "#;
    let own = format!("{two}\n{and}");
    let read = |path: &str| match path {
        "ours.toml" => Ok(own.clone()),
        path => Err(format!("no file {path}")),
    };
    let question = AskQuestion {
        id: id.to_owned(),
        with: Some("ours.toml".to_owned()),
        is_short: false,
    };
    let answer = ask(&question, manner(Format::Table, Lang::En), &read);
    answer
        .unwrap_or_else(|failure| panic!("{}", failure.text))
        .text
}

#[test]
fn who_merges_in_a_question_is_said_by_a_variant_of_the_same_id() {
    // Under the old right two partnerships that merge have one base amount of 100,000 less; how it
    // was for the two of the example is left out.
    let text = asked_of_two(
        "b7",
        "[[variant]]\nid = \"samengaan\"\nmerge = [\"klein\", \"groot\"]\n",
    );
    assert!(text.contains("merging means €100,000 less"), "{text}");
    assert!(!text.contains("The two that merge"), "{text}");
}

#[test]
fn an_unknown_question_is_refused_with_those_that_are_known() {
    let question = AskQuestion {
        id: "F9".to_owned(),
        with: None,
        is_short: false,
    };
    let failure = ask(&question, manner(Format::Table, Lang::En), &on_disk);
    let text = failure.expect_err("no answer").text;
    assert!(
        text.starts_with("error: unknown question `F9`\nhint: known are `A1`"),
        "{text}"
    );
    let refused = Study::open("question:F9", &on_disk).err().expect("refused");
    let codes: Vec<&str> = refused.problems.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["unknown-question"]);
}

#[test]
fn a_scenario_without_an_answer_says_so() {
    let question = AskQuestion {
        id: "scenarios/examples/first-run.toml".to_owned(),
        with: None,
        is_short: true,
    };
    let failure = ask(&question, manner(Format::Table, Lang::En), &on_disk);
    let text = failure.expect_err("no answer").text;
    let expected = "error: `scenarios/examples/first-run.toml` has no answer\nhint: write";
    assert!(text.starts_with(expected), "{text}");
}

/// A case with figures of its own: two partnerships in one region, of 100 and 300 students.
fn with_figures(figures: &str) -> String {
    format!(
        r#"
        title = "Ours"
        years = ["2025", "2026"]
        counted = "2023/2024"
        growth = "0 %"
        scheme = "regional-2025"
        region = [{{ id = "midden" }}]
        [[partnership]]
        id = "klein"
        students = {{ midden = 100 }}
        [[partnership]]
        id = "groot"
        students = {{ midden = 300 }}
        [[variant]]
        id = "hoger"
        set = {{ "component.per-student.amount" = 1300 }}
        [[check]]
        id = "heel"
        wish = "keep"
        at-least = "100 %"
        against = "base"
        {figures}
        "#
    )
}

#[test]
fn a_figure_that_cannot_be_told_is_a_problem_at_its_place() {
    // What a figure says, and where and how that goes wrong.
    let table = [
        (
            r#"measure = "parameter"
            path = "component.per-student.amont""#,
            r#""component.per-student.amont""#,
            "`component.per-student.amont` is no number of variant `base`",
        ),
        (
            r#"measure = "amount"
            year = "2027""#,
            r#""2027""#,
            "2027 is no year of variant `base`",
        ),
        (
            r#"measure = "unallocated"
            year = "2024""#,
            r#""2024""#,
            "2024 is no year of variant `base`",
        ),
        (
            r#"measure = "solution"
            check = "heel"
            vary = "component.base.amount"
            aim = "least""#,
            r#""component.base.amount""#,
            "`component.base.amount` is no number of variant `base`",
        ),
        (
            r#"measure = "solution"
            check = "heel"
            vary = "component.per-student.amount"
            aim = "least"
            from = 900
            to = 800"#,
            "800",
            "`to` lies below `from`",
        ),
        (
            r#"measure = "income"
            level = "region""#,
            r#""region""#,
            "there is no measure `income` of `region`",
        ),
        (
            r#"measure = "cost"
            level = "everybody""#,
            r#""everybody""#,
            "there is no measure `cost` of `everybody`",
        ),
        (
            r#"measure = "number"
            region = "midden""#,
            "region",
            "measure `number` takes no `region`",
        ),
    ];
    for (figure, at, says) in table {
        let text = with_figures(&format!("[[figure]]\nid = \"f\"\n{figure}"));
        let refused = Study::open("ours.toml", &|_| Ok(text.clone())).err();
        let refused = refused.unwrap_or_else(|| panic!("{figure} is opened"));
        let told = refused.problems.iter().map(|one| {
            let place = one.place.expect("a place");
            (&text[place.start..place.end], one.text.en.as_str())
        });
        assert_eq!(told.collect::<Vec<_>>(), [(at, says)], "{figure}");
    }
}

#[test]
fn income_of_boards_is_not_told_where_no_costs_are_stated() {
    let figures = "[[figure]]\nid = \"f\"\nmeasure = \"income\"\nlevel = \"board\"\n\
                   [[answer]]\ntext = \"Alles: {f}.\"\n[[answer]]\ntext = \"Klaar.\"";
    assert_eq!(told(figures, Lang::Nl), ["Klaar."]);
}

#[test]
fn no_difference_is_told_in_a_word() {
    // Nothing changes within one model; 50 euros more for each of 400 students are 20,000 a year.
    let figures = "[[figure]]\nid = \"f\"\nmeasure = \"amount\"\nagainst = \"base\"\n\
                   [[figure]]\nid = \"g\"\nmeasure = \"amount\"\nvariant = \"hoger\"\n\
                   against = \"base\"\nyear = \"first\"\n\
                   [[answer]]\ntext = \"Dit is {f} ({f.size}), dat {g}.\"\n\
                   text-en = \"This is {f} ({f.size}), that {g}.\"";
    let no_break = |text: &str| text.replace('\u{a0}', " ");
    let [nl, en] = [Lang::Nl, Lang::En].map(|lang| no_break(&told(figures, lang).concat()));
    assert_eq!(nl, "Dit is evenveel (€ 0), dat € 20.000 meer.");
    assert_eq!(en, "This is the same (€0), that €20,000 more.");
}

/// Returns the sentences of the answer of a case with figures.
fn told(figures: &str, lang: Lang) -> Vec<String> {
    let text = with_figures(figures);
    let question = AskQuestion {
        id: "ours.toml".to_owned(),
        with: None,
        is_short: true,
    };
    let answer = ask(&question, manner(Format::Json, lang), &|_| Ok(text.clone()));
    let answer = answer.unwrap_or_else(|failure| panic!("{}", failure.text));
    let answer: Value = serde_json::from_str(&answer.text).expect("JSON");
    sentences(&answer).into_iter().map(str::to_owned).collect()
}

#[test]
fn the_page_of_questions_is_what_the_program_answers() {
    let list = questions(manner(Format::Json, Lang::Nl))
        .expect("a list")
        .text;
    let list: Value = serde_json::from_str(&list).expect("JSON");
    let mut page = String::from(PAGE_HEAD);
    for row in list["questions"].as_array().expect("questions") {
        let id = row["question"].as_str().expect("an id");
        let [nl, en] = &ANSWERS[id];
        let question = |answer: &Value| answer["text"].as_str().unwrap_or_default().to_owned();
        page += &format!(
            "## {id}. {}\n\n{}\n\n*{}* {}\n\n```sh\nverdeel questions {id}\n```\n\n",
            question(nl),
            sentences(nl)[0],
            question(en),
            sentences(en)[0],
        );
    }
    hold(PAGE, &format!("{}\n", page.trim_end()));
}

/// What stands above the questions.
const PAGE_HEAD: &str = "\
# The money questions of the field

Programme leaders asked these questions when national funding of their partnerships became an
agreement inside each education region. Each is a scenario in `scenarios/questions/`; below it
stands the first sentence of its answer, for the case of three partnerships in two regions
(`scenarios/examples/three-partnerships.toml`) or the recipients that the question states itself.
All counts are synthetic: no statement about the Netherlands.

`verdeel questions A1` gives the whole answer and the table behind it. `verdeel questions A1 --with
ours.toml` asks the same of your own scenario, and `question:A1` may stand wherever a command takes
a scenario file.

";
