//! Verdeel for Python: what `import verdeel` stands on.
//!
//! A thin layer: questions go to the front desk (`verdeel::study`), files are read by
//! `verdeel::disk`, and nothing deeper is known here. Tables cross as Arrow, errors become
//! exceptions, and the interpreter is let go of while anything is computed.

mod errors;
mod model;
mod session;
mod sweep;
mod table;
mod work;

/// The native part of the package; its public face is in `verdeel/`.
#[pyo3::pymodule]
mod _verdeel {
    #[pymodule_export]
    use super::model::Model;
    #[pymodule_export]
    use super::session::Session;
    #[pymodule_export]
    use super::sweep::{merge_sweep, sweep, sweep_status};
    #[pymodule_export]
    use super::table::Table;

    #[pymodule_init]
    fn init(_module: &pyo3::Bound<'_, pyo3::types::PyModule>) -> pyo3::PyResult<()> {
        super::work::remember_home();
        Ok(())
    }
}
