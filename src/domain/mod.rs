//! The field's nouns: counts, recipients, components, divisions, schemes, scenarios.
//!
//! Plain values without files, formats or arithmetic on money. What has an invariant has a
//! checked constructor; everything else is open data that the scenario floor fills in and the
//! plan floor makes dense.
#![deny(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    clippy::as_conversions
)]

mod adjustment;
mod check;
mod component;
mod condition;
mod cost;
mod count;
mod day;
mod division;
mod event;
mod figure;
mod key;
mod language;
mod named;
mod party;
mod price;
mod projection;
mod provenance;
mod recipient;
mod reshaping;
mod scenario;
mod shortage;
mod simulation;
mod sweep;
mod two_way;
mod uncertain;
mod year;

pub use adjustment::{Adjustment, AdjustmentKind, AdjustmentTerms, BALANCES, Baseline, Ladder};
pub use adjustment::{MinimumGuarantee, NeedCapacity, PerStudent, SERVICE_METHODS, ServiceUnit};
pub use check::{Against, Between, Check, Ends, Scope, Wish};
pub use component::{Amount, Band, Component, Level, Reference};
pub use condition::{Condition, Range};
pub use cost::{Cost, Outlay, TRAINING_FUNCTIONS};
pub use count::{Count, CountPlace, Head, Measure, Sector};
pub use day::Day;
pub use division::{
    Division, Earmark, Flow, Instalment, Limits, Passage, Payment, Precision, Slice, Stage, Terms,
    TieRule, Unused,
};
pub use event::Event;
pub use figure::{Combining, Figure, FigureKind, Held, Holders, Pick, Piece, Quantity};
pub use figure::{DecisionPoint, Questioned, Sentence, Sought, Tells, View, When};
pub use key::Key;
pub use language::{Lang, Text};
pub use party::Party;
pub use price::Prices;
pub use projection::{MOST_YEARS_OF_STUDY, Participation, Projection};
pub use provenance::{Given, Grade, Provenance};
pub use recipient::{Board, Function, Id, Institute, Others, Partnership, Region, Status};
pub use reshaping::{Move, Reshaping, Unshapable};
pub use scenario::{Assumption, Conversion, Coverage, Growth, Scenario, Scheme, Validity};
pub use shortage::{FirstStage, ShortageTerms};
pub use simulation::{Minimum, SimulationTerms};
pub use sweep::{
    Parameter, ParameterValues, PointDesign, SharesGroup, Sweep, SweepRow, SweepRows, Together,
};
pub use two_way::{Fit, TwoWay};
pub use uncertain::{
    Change, Distribution, NumberRange, OverYears, Per, Uncertain, Uncertainty, matched,
};
pub use year::{CalendarYear, Month, SchoolYear, Year, YearKind};
