//! What came out: a ledger per year, the tables read from it, and the reasons in it.
//!
//! Nothing here decides an amount. Awards, pots, rates and explanations are all read from the
//! same postings, so they cannot disagree.

mod amounts;
mod bands;
mod books;
mod breakpoints;
mod calendar;
mod cash;
mod columns;
pub mod comparison;
pub mod compromise;
mod contrast;
mod coverage;
mod decisions;
mod drawing;
mod explanation;
mod figure;
mod flow;
pub mod inequality;
mod key_figures;
mod moments;
mod optimum;
mod premises;
mod prices;
mod receipt;
mod recurring;
mod regimes;
mod run;
mod run_columns;
mod solution;
mod standing;
mod suppression;
mod sway;
mod tables;
mod threshold;
mod verdict;
mod vintages;

pub use amounts::Amounts;
pub use bands::{
    Band, BasisPoints, CeilingBand, Chance, CostBands, Series, SeriesName, Share, Simulated,
    SimulatedVariant,
};
pub use books::{Books, Entry, Recorder, Rest, keep_books};
pub use breakpoints::{Breakpoint, Breakpoints, Happening};
pub use cash::{CashMonth, CashRow};
pub use columns::{Columns, FINGERPRINT_NOTE, NO_FINGERPRINT, TextRuns, Texts, Values};
pub use contrast::{Contribution, Topic, contrast};
pub use coverage::CoverageRow;
pub use decisions::{Decision, Decisions, Extent, Place, Turn};
pub use drawing::{Drawing, DrawnValue};
pub use explanation::{
    Cause, Explanation, Holding, Line, Movement, UnknownRecipient, YearExplanation, explain,
};
pub use figure::{FigureValue, Figures, Found};
pub use flow::{Holder, MoneyFlow};
pub use key_figures::{KeyFigures, PerStudent};
pub use moments::Due;
pub use optimum::{Best, Goal, Kept, Lack, Optimum};
pub use premises::premises;
pub use prices::PriceFactor;
pub use receipt::{Receipt, digest, fingerprint};
pub use recurring::Recurring;
pub use regimes::Regimes;
pub use run::{VariantResult, YearResult};
pub use run_columns::{Ran, awards_columns, pots_columns, totals_columns};
pub use solution::{
    Answered, Beside, Binding, Certainty, Clash, Dial, Edge, Frontier, GridRelaxation, Interval,
    Quantity, Relaxation, Solution, Stop,
};
pub use standing::{Received, Standing, coverages, standings};
pub use suppression::{Cells, Suppression, Unhidden, cells};
pub use sway::{Reached, Sway, Sways, of_partnerships};
pub use tables::{Award, ConservationRow, PotRow, RateRow, pot_of};
pub use threshold::Missed;
pub use verdict::{Conflict, Counterexample, Recount, Trial, Verdict};
pub use vintages::{Vintage, VintageRow, VintageVariant, Vintages};
