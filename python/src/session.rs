//! [`Session`]: a scenario that is held open.

use std::collections::BTreeMap;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use verdeel::disk::read_text;
use verdeel::study::{
    self, CompareQuestion, DrawCount, ExplainQuestion, Failure, Form, Format, Given, Lang, Level,
    Look, Manner, OneDraw, RunQuestion, Selection, SimulateQuestion,
};

use crate::model::Model;
use crate::table::Table;
use crate::work::{long, without_python};

/// How wide tables are.
const WIDTH: u16 = 100;

/// A scenario that is held open.
#[pyclass(frozen, module = "verdeel._verdeel")]
pub(crate) struct Session {
    held: study::Session,
    lang: Lang,
}

/// A value that is laid over a scenario.
#[derive(FromPyObject)]
enum Value {
    Written(String),
    Float(f64),
}

impl From<Value> for Given {
    fn from(value: Value) -> Given {
        match value {
            Value::Written(text) => Given::Written(text),
            Value::Float(number) => Given::Float(number),
        }
    }
}

#[pymethods]
impl Session {
    /// Opens a scenario file.
    #[staticmethod]
    fn open(py: Python<'_>, path: String, lang: &str) -> PyResult<Session> {
        let lang = language(lang)?;
        let read = |path: &str| read_text(path).map_err(|error| error.to_string());
        opened(py, &path, lang, &read)
    }

    /// Opens a scenario from texts, by path.
    #[staticmethod]
    fn read(
        py: Python<'_>,
        path: String,
        texts: BTreeMap<String, String>,
        lang: &str,
    ) -> PyResult<Session> {
        let lang = language(lang)?;
        let read = |path: &str| {
            let text = texts.get(path).cloned();
            text.ok_or_else(|| "not among the texts".to_owned())
        };
        opened(py, &path, lang, &read)
    }

    #[getter]
    fn title(&self) -> &str {
        self.held.title(self.lang)
    }

    #[getter]
    fn path(&self) -> &str {
        self.held.path()
    }

    #[getter]
    fn lang(&self) -> &'static str {
        match self.lang {
            Lang::Nl => "nl",
            Lang::En => "en",
        }
    }

    fn variants(&self) -> Vec<(String, String)> {
        self.held.variants(self.lang)
    }

    fn text(&self, py: Python<'_>) -> PyResult<String> {
        without_python(py, || self.held.text(self.lang))
    }

    fn texts(&self, py: Python<'_>) -> PyResult<BTreeMap<String, String>> {
        without_python(py, || self.held.texts(self.lang))
    }

    fn overlay(
        &self,
        py: Python<'_>,
        settings: Vec<(String, Value)>,
        like: &str,
        name: &str,
    ) -> PyResult<Session> {
        let settings = settings.into_iter();
        let settings = settings.map(|(path, value)| (path, Given::from(value)));
        let settings: Vec<(String, Given)> = settings.collect();
        let manner = manner(Format::Table, self.lang);
        let held = without_python(py, || self.held.overlay(&settings, (like, name), manner))?;
        Ok(Session {
            held,
            lang: self.lang,
        })
    }

    fn numbers(&self, py: Python<'_>, variant: &str) -> PyResult<Table> {
        let columns = without_python(py, || self.held.numbers(variant, self.lang))?;
        Table::of(&[columns])
    }

    fn run_columns(&self, py: Python<'_>, variant: Option<&str>) -> PyResult<[Table; 3]> {
        let run = without_python(py, || self.held.run_columns(variant, self.lang))?;
        let table = |columns| Table::of(&[columns]);
        Ok([table(run.awards)?, table(run.totals)?, table(run.pots)?])
    }

    fn run(&self, py: Python<'_>, variant: Option<String>, format: &str) -> PyResult<String> {
        let manner = manner(format_of(format)?, self.lang);
        let answer = self.ask(py, |path, read| {
            let question = RunQuestion {
                paths: vec![path.to_owned()],
                variant,
            };
            study::run(&question, manner, read)
        });
        Ok(answer?.text)
    }

    #[expect(clippy::too_many_arguments, reason = "named in Python")]
    fn compare(
        &self,
        py: Python<'_>,
        baseline: Option<String>,
        models: Vec<String>,
        level: &str,
        compromise: Option<u32>,
        is_short: bool,
        format: &str,
    ) -> PyResult<(String, bool)> {
        let manner = manner(format_of(format)?, self.lang);
        let level = level_of(level)?;
        let answer = self.ask(py, |path, read| {
            let question = CompareQuestion {
                path: path.to_owned(),
                baseline,
                models,
                level,
                break_even: Vec::new(),
                compromise,
                is_short,
            };
            study::compare(&question, manner, read)
        })?;
        Ok((answer.text, !answer.fails))
    }

    #[expect(clippy::too_many_arguments, reason = "named in Python")]
    fn explain(
        &self,
        py: Python<'_>,
        recipient: String,
        variant: Option<String>,
        versus: Option<String>,
        against: Option<String>,
        drawn: Option<(u64, u64)>,
        format: &str,
        lang: Option<&str>,
    ) -> PyResult<String> {
        let lang = lang.map_or(Ok(self.lang), language)?;
        let manner = manner(format_of(format)?, lang);
        let answer = self.ask(py, |path, read| {
            let question = ExplainQuestion {
                path: path.to_owned(),
                recipient,
                variant,
                versus,
                against,
                drawn: drawn.map(|(seed, draw)| OneDraw { seed, draw }),
            };
            study::explain(&question, manner, read)
        });
        Ok(answer?.text)
    }

    fn check(&self, py: Python<'_>, format: &str) -> PyResult<(String, bool)> {
        let manner = manner(format_of(format)?, self.lang);
        let answer = self.ask(py, |path, read| study::check(path, manner, read))?;
        Ok((answer.text, !answer.fails))
    }

    #[expect(clippy::too_many_arguments, reason = "named in Python")]
    fn simulate(
        &self,
        py: Python<'_>,
        draws: Option<u64>,
        precision: Option<String>,
        seed: u64,
        variant: Option<String>,
        baseline: Option<String>,
        quantiles: Vec<String>,
        keep_draws: bool,
        threads: Option<usize>,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<(Table, Option<Table>, String, String)> {
        let manner = manner(Format::Json, self.lang);
        let draws = match precision {
            Some(_) => Some(DrawCount::Auto),
            None => draws.map(DrawCount::Fixed),
        };
        let found = long(py, (threads, progress), |watch| {
            self.held.ask(self.lang, |path, read| {
                let question = SimulateQuestion {
                    path: path.to_owned(),
                    draws,
                    precision,
                    seed,
                    variant,
                    baseline,
                    quantiles,
                    vintages: false,
                    only_draw: None,
                    keep_draws: keep_draws.then(String::new),
                    form: Form::Text,
                };
                study::simulate_columns(&question, manner, read, watch)
            })
        })?;
        let kept = keep_draws.then(|| Table::of(&found.draws)).transpose()?;
        let statistics = Table::of(&[found.statistics])?;
        Ok((statistics, kept, found.json, found.aside))
    }

    fn model(
        &self,
        py: Python<'_>,
        paths: Vec<String>,
        outputs: Vec<Selection>,
        variant: &str,
    ) -> PyResult<Model> {
        let model = without_python(py, || {
            self.held.model((&paths, &outputs), variant, self.lang)
        })?;
        Ok(Model::of(model, paths.len(), self.lang))
    }
}

impl Session {
    /// Returns the scenario itself.
    pub(crate) fn held(&self) -> &study::Session {
        &self.held
    }

    fn ask<R: Send>(
        &self,
        py: Python<'_>,
        ask: impl FnOnce(&str, study::Reading<'_>) -> Result<R, Failure> + Send,
    ) -> PyResult<R> {
        without_python(py, || self.held.ask(self.lang, ask))
    }
}

fn opened(py: Python<'_>, path: &str, lang: Lang, read: study::Reading<'_>) -> PyResult<Session> {
    let manner = manner(Format::Table, lang);
    let held = without_python(py, || study::Session::open(path, manner, read))?;
    Ok(Session { held, lang })
}

pub(crate) fn manner(format: Format, lang: Lang) -> Manner {
    Manner {
        format,
        look: Look { lang, width: WIDTH },
        colour: false,
    }
}

pub(crate) fn language(lang: &str) -> PyResult<Lang> {
    match lang {
        "nl" => Ok(Lang::Nl),
        "en" => Ok(Lang::En),
        other => Err(PyValueError::new_err(format!(
            "lang is \"nl\" or \"en\", not {other:?}"
        ))),
    }
}

fn format_of(format: &str) -> PyResult<Format> {
    match format {
        "table" => Ok(Format::Table),
        "json" => Ok(Format::Json),
        "csv" => Ok(Format::Csv),
        other => Err(PyValueError::new_err(format!(
            "format is \"table\", \"json\" or \"csv\", not {other:?}"
        ))),
    }
}

fn level_of(level: &str) -> PyResult<Level> {
    let levels = [
        Level::Partnership,
        Level::Region,
        Level::Board,
        Level::Institute,
    ];
    let mut known = levels.into_iter();
    known.find(|one| one.name() == level).ok_or_else(|| {
        let names = levels.map(Level::name).join(", ");
        PyValueError::new_err(format!("level is one of {names}, not {level:?}"))
    })
}
