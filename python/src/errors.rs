//! Failures of the front desk as exceptions, which are declared in `verdeel/errors.py`.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use verdeel::study::{Failure, FailureKind, ProblemRow};

/// The module that declares the exceptions.
const HOME: &str = "verdeel.errors";

/// Returns the exception that a failure is: the message of the command line, and each problem.
pub(crate) fn raised(py: Python<'_>, failure: &Failure) -> PyErr {
    let class = match failure.kind {
        FailureKind::Usage => "Usage",
        FailureKind::Problems => "Problem",
        FailureKind::Unreadable => "Unreadable",
        FailureKind::Stopped => "Stopped",
        FailureKind::Fault => "Fault",
    };
    exception(py, class, failure).unwrap_or_else(|error| error)
}

/// Returns the exception that the program contradicts itself.
pub(crate) fn fault(py: Python<'_>) -> PyErr {
    let text = "bug: the program contradicts itself\n".to_owned();
    raised(py, &Failure::told(FailureKind::Fault, text))
}

fn exception(py: Python<'_>, class: &str, failure: &Failure) -> PyResult<PyErr> {
    let problems = failure.problems.iter().map(|problem| told(py, problem));
    let problems = PyList::new(py, problems.collect::<PyResult<Vec<_>>>()?)?;
    let class = py.import(HOME)?.getattr(class)?;
    let raised = class.call1((failure.text.trim_end(), problems))?;
    Ok(PyErr::from_value(raised))
}

fn told<'py>(py: Python<'py>, problem: &ProblemRow) -> PyResult<Bound<'py, PyDict>> {
    let row = PyDict::new(py);
    row.set_item("severity", problem.severity)?;
    row.set_item("code", problem.code)?;
    row.set_item("text", &problem.text)?;
    row.set_item("file", &problem.file)?;
    row.set_item("line", problem.line)?;
    row.set_item("column", problem.column)?;
    row.set_item("end_line", problem.end_line)?;
    row.set_item("end_column", problem.end_column)?;
    row.set_item("expected", &problem.expected)?;
    row.set_item("hint", &problem.hint)?;
    Ok(row)
}
