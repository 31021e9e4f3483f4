//! [`Table`]: columns as Arrow, which other programs take over by the C interface.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, Float64Array, Int64Array, StringArray, StructArray};
use arrow_schema::{DataType, Field, Fields};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};
use verdeel::study::{Columns, Values};

/// A table that pandas, Polars, pyarrow and DuckDB read as it is.
#[pyclass(frozen, module = "verdeel")]
pub(crate) struct Table {
    fields: Fields,
    parts: Vec<StructArray>,
}

impl Table {
    /// Makes a table of parts that have the same columns.
    ///
    /// # Errors
    ///
    /// When they have not.
    pub(crate) fn of(parts: &[Columns]) -> PyResult<Table> {
        let first = parts.first().cloned().unwrap_or_default();
        let fields: Fields = first.columns.iter().map(field).collect();
        let parts = parts.iter().map(|part| {
            let arrays = part.columns.iter().map(|(_, values)| array(values));
            let arrays: Vec<ArrayRef> = arrays.collect();
            StructArray::try_new_with_length(fields.clone(), arrays, None, part.rows)
        });
        let parts = parts.collect::<Result<Vec<StructArray>, _>>();
        let parts = parts.map_err(|error| wrong(&error.to_string()))?;
        Ok(Table { fields, parts })
    }

    fn schema(&self) -> Field {
        Field::new_struct("", self.fields.clone(), false)
    }
}

#[pymethods]
impl Table {
    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<&str> {
        let fields = self.fields.iter();
        fields.map(|field| field.name().as_str()).collect()
    }

    /// Returns every column as a list of Python values, by name.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = PyDict::new(py);
        for (at, field) in self.fields.iter().enumerate() {
            let cells = PyList::empty(py);
            for part in &self.parts {
                append(&cells, part.column(at))?;
            }
            columns.set_item(field.name(), cells)?;
        }
        Ok(columns)
    }

    fn __len__(&self) -> usize {
        self.parts.iter().map(Array::len).sum()
    }

    fn __repr__(&self) -> String {
        let (rows, names) = (self.__len__(), self.columns().join(", "));
        format!("Table({rows} rows: {names})")
    }

    /// Hands over the columns by the Arrow C interface.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let parts = self.parts.clone().into_iter();
        let parts = parts.map(|part| Ok(Arc::new(part) as ArrayRef));
        let reader = Box::new(ArrayIterator::new(parts, Arc::new(self.schema())));
        to_stream_pycapsule(py, reader, requested_schema)
    }

    /// Hands over names and types by the Arrow C interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, self.schema())
    }
}

fn field((name, values): &(String, Values)) -> Field {
    let (kind, is_optional) = match values {
        Values::Texts(texts) => (DataType::Utf8, texts.is_optional),
        Values::Whole(_) => (DataType::Int64, false),
        Values::SomeWhole(_) => (DataType::Int64, true),
        Values::SomeNumbers(_) => (DataType::Float64, true),
        Values::TextRuns(texts) => (DataType::Utf8, texts.is_optional),
    };
    Field::new(name, kind, is_optional)
}

fn array(values: &Values) -> ArrayRef {
    match values {
        Values::Texts(texts) => {
            let rows = 0..texts.cells.len();
            Arc::new(rows.map(|row| values.text(row)).collect::<StringArray>())
        }
        Values::Whole(cells) => Arc::new(Int64Array::from(cells.clone())),
        Values::SomeWhole(cells) => Arc::new(Int64Array::from(cells.clone())),
        Values::SomeNumbers(cells) => Arc::new(Float64Array::from(cells.clone())),
        Values::TextRuns(texts) => array(&Values::Texts(texts.in_rows())),
    }
}

fn append(cells: &Bound<'_, PyList>, column: &ArrayRef) -> PyResult<()> {
    match column.data_type() {
        DataType::Utf8 => column
            .as_string::<i32>()
            .iter()
            .try_for_each(|cell| cells.append(cell)),
        DataType::Int64 => {
            let column = column.as_primitive::<Int64Type>();
            column.iter().try_for_each(|cell| cells.append(cell))
        }
        _ => {
            let column = column.as_primitive::<Float64Type>();
            column.iter().try_for_each(|cell| cells.append(cell))
        }
    }
}

fn wrong(why: &str) -> PyErr {
    pyo3::exceptions::PyValueError::new_err(why.to_owned())
}
