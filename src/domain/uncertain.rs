//! [`Uncertain`]: a number that is not known, and what is thought of it.

use super::{Id, Provenance, Text};
use crate::money::Exact;

/// A number, or a group of numbers, that a simulation draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncertain {
    /// Stable id; it names the stream of random numbers.
    pub id: Id,
    /// Name for people.
    pub name: Text,
    /// Which number.
    pub target: Uncertainty,
    /// What the number can be; a drawn value beyond it counts as the nearest that it can.
    pub range: NumberRange,
    /// What is thought of it.
    pub distribution: Distribution,
    /// What a drawn value does to the number.
    pub change: Change,
    /// How the years hang together.
    pub years: OverYears,
    /// Part of the variance that all members of the group have in common, from zero to one.
    pub common: Exact,
    /// Source and grade.
    pub provenance: Provenance,
}

/// What a number can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberRange {
    /// Zero or more.
    Counted,
    /// From zero to one.
    Part,
    /// Minus one or more.
    Growth,
}

/// Which number is uncertain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Uncertainty {
    /// The yearly growth of counts beyond the last counted year, whatever growth the file states.
    ///
    /// A drawn value is the growth itself, is added to it, or multiplies one plus the growth.
    Growth(Per),
    /// Every count itself, of all years.
    Counts(Per),
    /// The numbers that a path names; where it holds `*`, each of them for itself.
    Number(String),
}

/// Who shares one drawn value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Per {
    /// Everybody.
    National,
    /// The counts of a sector.
    Sector,
    /// The counts in a region.
    Region,
    /// The counts of a partnership.
    Partnership,
}

impl Per {
    /// Every value with its name in files.
    pub const ALL: [(&'static str, Per); 4] = [
        ("national", Per::National),
        ("sector", Per::Sector),
        ("region", Per::Region),
        ("partnership", Per::Partnership),
    ];
}

/// What a drawn value does to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It takes its place.
    Value,
    /// It multiplies it; of a growth, it multiplies one plus the growth.
    Factor,
    /// It is added to it.
    Difference,
}

impl Change {
    /// Every value with its name in files.
    pub const ALL: [(&'static str, Change); 3] = [
        ("value", Change::Value),
        ("factor", Change::Factor),
        ("difference", Change::Difference),
    ];
}

/// How the drawn values of several years hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverYears {
    /// One value for all years.
    Once,
    /// A value of its own for each year.
    EachYear,
    /// A random walk: factors multiply and differences add up from year to year.
    Walk,
}

impl OverYears {
    /// Every value with its name in files.
    pub const ALL: [(&'static str, OverYears); 3] = [
        ("once", OverYears::Once),
        ("each-year", OverYears::EachYear),
        ("walk", OverYears::Walk),
    ];
}

/// A distribution; amounts are in euros, shares and growth in parts of one, as files write them.
///
/// Readers refuse parameters that make none: a negative deviation, a mode outside its range,
/// values without a positive weight, quantiles that cross.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Distribution {
    /// The bell curve.
    Normal {
        /// Mean.
        mean: Exact,
        /// Standard deviation, at least zero.
        sd: Exact,
    },
    /// Its logarithm is normal.
    Lognormal {
        /// Mean of the logarithm.
        mean: Exact,
        /// Standard deviation of the logarithm, at least zero.
        sd: Exact,
    },
    /// A triangle.
    Triangular {
        /// Least value.
        low: Exact,
        /// Most likely value.
        mode: Exact,
        /// Greatest value.
        high: Exact,
    },
    /// All values between two ends alike.
    Uniform {
        /// Least value.
        low: Exact,
        /// Greatest value.
        high: Exact,
    },
    /// The beta distribution between two ends.
    Beta {
        /// First shape, above zero.
        alpha: Exact,
        /// Second shape, above zero.
        beta: Exact,
        /// Least value.
        low: Exact,
        /// Greatest value.
        high: Exact,
    },
    /// The beta distribution of three estimates.
    Pert {
        /// Least value.
        low: Exact,
        /// Most likely value.
        mode: Exact,
        /// Greatest value.
        high: Exact,
    },
    /// Some values with their weights.
    Discrete(Vec<(Exact, Exact)>),
    /// Values that were seen, ascending; each is as likely as the others.
    Empirical(Vec<Exact>),
    /// Quantiles: probability and value, both ascending; straight lines between them, and beyond
    /// the first and the last the value stays.
    Quantiles(Vec<(Exact, Exact)>),
}

impl Distribution {
    /// Every kind by its name in files.
    pub const NAMES: [&'static str; 9] = [
        "normal",
        "lognormal",
        "triangular",
        "uniform",
        "beta",
        "pert",
        "discrete",
        "empirical",
        "quantiles",
    ];
}

impl Uncertain {
    /// Says whether it is about the number at a path.
    pub fn is_of(&self, path: &str) -> bool {
        match &self.target {
            Uncertainty::Number(pattern) => matched(pattern, path).is_some(),
            Uncertainty::Growth(_) | Uncertainty::Counts(_) => false,
        }
    }
}

/// Returns what the star in a pattern stands for, where a path fits it; the whole path where there
/// is no star.
pub fn matched(pattern: &str, path: &str) -> Option<String> {
    let Some((before, after)) = pattern.split_once('*') else {
        return (pattern == path).then(|| path.to_owned());
    };
    let inside = path.strip_prefix(before)?.strip_suffix(after)?;
    let is_one_step = !inside.is_empty() && !inside.contains('.');
    is_one_step.then(|| inside.to_owned())
}
