//! [`Sweep`]: many points of a scenario, each with values of its own for some parameters.

use super::{Id, Level};
use crate::money::Exact;

/// Which points of a scenario are computed, and what is kept of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sweep {
    /// How the points lie.
    pub design: PointDesign,
    /// The seed of the design and of all draws.
    pub seed: u64,
    /// The draws of each point; without any, points are runs.
    pub draws: u64,
    /// The variants that are computed at each point; all of them when empty.
    pub variants: Vec<Id>,
    /// What varies, in the order of the columns.
    pub parameters: Vec<Parameter>,
    /// Parameters that add up to one.
    pub shares: Vec<SharesGroup>,
    /// Parameters that go together.
    pub correlations: Vec<Together>,
    /// Which rows are kept.
    pub rows: SweepRows,
    /// The levels whose recipients are told apart; all when empty.
    pub levels: Vec<Level>,
    /// Whether each component is told apart beside the sum.
    pub by_component: bool,
    /// Whether partnerships are told apart by region beside the sum.
    pub by_region: bool,
    /// Whether years are told apart beside the total.
    pub by_year: bool,
    /// How many points stand in one file, where that is settled.
    pub points_per_part: Option<u64>,
}

/// How the points of a sweep lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PointDesign {
    /// Every combination of the values of all parameters; the last one changes first.
    Grid,
    /// The rows of a CSV file with a column for each parameter.
    List(String),
    /// One point in each of as many layers of every parameter.
    LatinHypercube(u64),
    /// Independent points.
    Random(u64),
    /// Base points of a Sobol sequence, each with those in which one parameter is taken from
    /// another base point: what total and first-order indices are computed from.
    Sobol {
        /// The number of base points.
        base: u64,
        /// Whether pairs of parameters are told apart as well.
        second_order: bool,
    },
    /// Trajectories in which one parameter after the other takes a step.
    Morris {
        /// The number of trajectories.
        trajectories: u64,
        /// The number of values of each parameter.
        levels: u32,
    },
}

impl PointDesign {
    /// The names of all designs.
    pub const NAMES: [&'static str; 6] = [
        "grid",
        "list",
        "latin-hypercube",
        "random",
        "sobol",
        "morris",
    ];

    /// Returns the name in files.
    pub fn name(&self) -> &'static str {
        match self {
            PointDesign::Grid => "grid",
            PointDesign::List(_) => "list",
            PointDesign::LatinHypercube(_) => "latin-hypercube",
            PointDesign::Random(_) => "random",
            PointDesign::Sobol { .. } => "sobol",
            PointDesign::Morris { .. } => "morris",
        }
    }
}

/// Something that varies in a sweep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name of its column: the path unless stated.
    pub name: String,
    /// The path, as overlays write it.
    pub path: String,
    /// The values it can have.
    pub values: ParameterValues,
}

/// The values that a parameter can have, as texts of a scenario file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValues {
    /// Everything from one end to the other.
    Range {
        /// The least value.
        from: String,
        /// The greatest value.
        to: String,
        /// How many values a grid takes, both ends among them.
        steps: Option<u64>,
    },
    /// Some values.
    List(Vec<String>),
    /// What the file of the points says.
    Column,
}

/// Parameters that add up to one at every point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharesGroup {
    /// The names of the parameters.
    pub parameters: Vec<String>,
}

/// Two parameters that go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// The names of both.
    pub parameters: [String; 2],
    /// The correlation of their normal scores, between minus one and one.
    pub correlation: Exact,
}

/// Which rows of a sweep are kept beside its summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SweepRows {
    /// One for each point.
    Points,
    /// One for each draw of each point.
    Draws,
    /// None.
    Summary,
}

/// What a row of a sweep holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SweepRow {
    /// The amount of a point.
    Amount,
    /// The amount of a draw of a point.
    Draw,
    /// What the draws of a point come to.
    Band,
}

impl SweepRows {
    /// Returns what a row holds where points have so many draws; `None` where there are no rows.
    /// One draw is an amount, and has no band.
    pub fn row(self, draws: u64) -> Option<SweepRow> {
        match (self, draws) {
            (SweepRows::Summary, _) => None,
            (SweepRows::Draws, 1..) => Some(SweepRow::Draw),
            (SweepRows::Points, 2..) => Some(SweepRow::Band),
            (SweepRows::Points | SweepRows::Draws, _) => Some(SweepRow::Amount),
        }
    }
    /// Every choice, by its name in files.
    pub const ALL: [(&'static str, SweepRows); 3] = [
        ("points", SweepRows::Points),
        ("draws", SweepRows::Draws),
        ("summary", SweepRows::Summary),
    ];
}
