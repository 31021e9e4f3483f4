//! Results as text: one file per format, wording in one place for both languages.
//!
//! A writer arranges and words what `results` holds. It computes no policy figure: every amount
//! it shows stands in a table it was given, or is the sum of rows it shows beside it.

mod analysis;
mod answer;
mod breakpoints;
mod cash;
mod causes;
mod changes;
pub mod chart;
mod comparison;
mod comparison_csv;
mod comparison_json;
mod comparison_sections;
mod compromise;
mod compromise_json;
mod coverage;
mod csv;
mod explanation;
mod explanation_json;
mod fold;
mod frontier;
mod grid;
mod html;
mod json;
mod optimum;
#[cfg(not(target_family = "wasm"))]
mod parquet;
mod problems;
mod run;
mod simulation;
mod simulation_columns;
mod simulation_csv;
mod simulation_json;
mod simulation_rows;
mod solution;
mod sweep;
mod table_json;
mod verdict;
mod vintages;
mod wishes;
pub mod wording;
mod workbook;

pub use analysis::{AnalysisTable, AnalysisView, Cell, Method};
pub use analysis::{analysis_csv, analysis_json, analysis_text};
pub use answer::{AnswerView, answer_csv, answer_json, answer_text};
pub use breakpoints::{breakpoints_csv, breakpoints_json, breakpoints_text};
pub use causes::{CauseAmount, ModelCauses, causes_json, causes_text};
pub use changes::{Change, changes_csv, changes_json, changes_text, set_in_words};
pub use chart::Mismatch;
pub use comparison::{CompareView, compare_text};
pub use comparison_csv::compare_csv;
pub use comparison_json::compare_json;
pub use compromise::compromise_text;
pub use coverage::{coverage_json, coverage_of_text, coverage_text};
pub use csv::{in_excel_nl, run_csv, written as csv_text};
pub use explanation::{
    Contrast, contrast_csv, contrast_text, explanation_csv, explanation_text, premises_text,
};
pub use explanation_json::explanation_json;
pub use fold::folded;
pub use frontier::{frontier_csv, frontier_json, frontier_text};
pub use grid::Look;
pub use html::prose_html;
pub use html::{BoardSection, BoardView, Differences, Letter, MOST_MODELS};
pub use html::{board_charts, board_html, board_sections, explanation_html, letter_html};
pub use json::{RunJson, drawn_json, run_json};
pub use optimum::{optimum_csv, optimum_json, optimum_text};
#[cfg(not(target_family = "wasm"))]
pub use parquet::parquet_of;
pub use problems::{ProblemRow, problems_json, problems_rows, problems_text};
pub use run::{MOST_MISSED, run_text};
pub use simulation::{SimulationAsked, SimulationView, Unevaluated, simulation_text};
pub use simulation_columns::{draws_columns, statistics_columns};
pub use simulation_csv::simulation_csv;
pub use simulation_json::simulation_json;
pub use solution::{solution_csv, solution_json, solution_text};
pub use sweep::sweep_rate_text;
pub use sweep::{ColumnLine, columns_json, columns_text};
pub use sweep::{SweepDone, SweepExpected, SweepProof, SweepStatus};
pub use sweep::{sweep_done_json, sweep_done_text, sweep_expected_json, sweep_expected_text};
pub use sweep::{sweep_proof_json, sweep_proof_text, sweep_status_json, sweep_status_text};
pub use verdict::{IdleView, VerdictView, idle_text, soundness_text, verdict_json, verdict_text};
pub use wishes::{conflicts_json, fulfilled, wishes_json, wishes_rows, wishes_text};
pub use workbook::{WorkbookModel, WorkbookView, workbook_xlsx};
