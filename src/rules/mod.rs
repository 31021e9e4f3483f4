//! The mathematics of division: who bears a shortage, how seats, tables and costs are divided, and
//! how bounds, tiers and earlier amounts bend a key.
//!
//! Pure functions over exact numbers. A rule is exact; placing the outcome on whole cents is done
//! once and last, by [`money::place`](crate::money::place) or, for many claims at a time, by
//! [`Shortage::to_cents`]. One file per rule, one line per shortage rule in [`Shortage::ALL`].
//!
//! **Invariant.** The awards of a rule add up to what it was given to divide, but where its own
//! page says otherwise: a proportional division over weights of zero gives nothing,
//! [`lifted_on_top`] adds what it lifts with, and under [`Balance::Reserve`] a reserve takes the
//! rest.
#![deny(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    clippy::as_conversions
)]

mod apportionment;
mod cost_items;
mod equalise;
mod hold_harmless;
mod levelling;
mod minimum_guarantee;
mod phase_in;
mod proportional;
mod service_units;
pub mod shortage;
mod tiers;
mod two_stages;
mod two_way;
mod water_filling;
mod year_band;

pub use apportionment::{
    Apportioned, Apportionment, Certificate, MOST_STEPS, NoDeal, Seats, Tie, share_a_denominator,
};
pub use cost_items::{
    CostItem, MAX_COALITION, Objection, Separable, objection, separable_costs, stand_alone,
};
pub use equalise::{Equalised, equalise, unmet_need};
pub use hold_harmless::{Held, hold_harmless, lifted_on_top};
pub use levelling::{levelling_down, levelling_up};
pub use minimum_guarantee::{
    Capping, Case, Guarantee, GuaranteeError, Guaranteed, Statement, minimum_guarantee,
};
pub use phase_in::phase_in;
pub use proportional::proportional;
pub use service_units::{Overhead, OverheadError, ServiceMethod, Services};
pub use shortage::Shortage;
pub use tiers::{Bracket, Cliff, TierError, TierKind, Tiers};
pub use two_stages::{Divide, TwoStages, Upper, over_regions, two_stages};
pub use two_way::{
    Biproportional, Blocking, Fitted, Margins, NoTable, Rounded, Side, biproportional,
    controlled_rounding, proportional_fitting,
};
pub use water_filling::{Bounds, Impossible, Level, water_filling};
pub use year_band::{Balance, Band, Banded, year_band};
