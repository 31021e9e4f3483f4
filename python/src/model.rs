//! [`Model`]: a scenario as a function of some of its numbers.

use pyo3::buffer::PyBuffer;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use verdeel::study::{Columns, Lang, PointModel};

use crate::table::Table;
use crate::work::long;

/// A variant as a function: points in, sums of awards out.
#[pyclass(frozen, module = "verdeel._verdeel")]
pub(crate) struct Model {
    model: PointModel,
    numbers: usize,
    lang: Lang,
}

impl Model {
    pub(crate) fn of(model: PointModel, numbers: usize, lang: Lang) -> Model {
        Model {
            model,
            numbers,
            lang,
        }
    }

    fn sums(
        &self,
        py: Python<'_>,
        points: &[f64],
        threads: Option<usize>,
    ) -> PyResult<Vec<Vec<i64>>> {
        long(py, (threads, None), |watch| {
            self.model.outcomes(points, watch, self.lang)
        })
    }

    /// Returns all points behind each other: from a buffer of floats in two dimensions, or from
    /// rows of numbers.
    fn points(&self, py: Python<'_>, points: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
        if let Ok(buffer) = PyBuffer::<f64>::get(points) {
            return match buffer.shape() {
                [_, numbers] if *numbers == self.numbers => buffer.to_vec(py),
                shape => Err(misshapen(self.numbers, &format!("{shape:?}"))),
            };
        }
        let rows: Vec<Vec<f64>> = points.extract()?;
        match rows.iter().find(|row| row.len() != self.numbers) {
            Some(row) => Err(misshapen(self.numbers, &format!("{} in a row", row.len()))),
            None => Ok(rows.concat()),
        }
    }
}

#[pymethods]
impl Model {
    /// Returns what every outcome comes to at every point, as whole cents of 64 bits.
    fn cents<'py>(
        &self,
        py: Python<'py>,
        points: &Bound<'py, PyAny>,
        threads: Option<usize>,
    ) -> PyResult<Vec<Bound<'py, PyBytes>>> {
        let points = self.points(py, points)?;
        let sums = self.sums(py, &points, threads)?;
        let sums = sums.iter().map(|cents| {
            let bytes = cents.iter().flat_map(|cents| cents.to_ne_bytes());
            PyBytes::new(py, &bytes.collect::<Vec<u8>>())
        });
        Ok(sums.collect())
    }

    /// Returns points and outcomes as one table.
    fn table(
        &self,
        py: Python<'_>,
        points: &Bound<'_, PyAny>,
        inputs: Vec<String>,
        outputs: Vec<String>,
        threads: Option<usize>,
    ) -> PyResult<Table> {
        let points = self.points(py, points)?;
        let sums = self.sums(py, &points, threads)?;
        let mut columns = Columns::default();
        for (at, name) in inputs.iter().enumerate() {
            let values = points.iter().skip(at).step_by(self.numbers);
            columns.some_numbers(name, values.map(|value| Some(*value)).collect());
        }
        for (name, cents) in outputs.iter().zip(sums) {
            columns.whole(name, cents);
        }
        Table::of(&[columns])
    }
}

fn misshapen(numbers: usize, found: &str) -> PyErr {
    PyValueError::new_err(format!(
        "points have a row each with {numbers} numbers, not {found}"
    ))
}
