//! Adjustments: steps after a key, one after another, in the order of the scheme.

use std::collections::{BTreeMap, BTreeSet};

use super::{Given, Id, Limits, Stage};
use crate::money::{Cents, Exact};
use crate::rules::{Balance, ServiceMethod};

/// One adjustment of what a key gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// Stable id.
    pub id: Id,
    /// What it does, with its numbers.
    pub terms: AdjustmentTerms,
}

impl Adjustment {
    /// Says whether it compares with what the division gave in the year before.
    pub fn looks_back(&self) -> bool {
        self.terms.against() == Some(Baseline::LastYear)
    }

    /// Returns it as a stage of its division.
    pub(super) fn stage(&self) -> Stage {
        Stage::Adjustment {
            id: self.id.clone(),
            kind: self.terms.kind(),
        }
    }
}

/// What an adjustment does, without its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdjustmentKind {
    /// Takes away a part of every deviation from the average per student.
    Equalise,
    /// Sets a part apart to lift those with the least per student.
    LevelUp,
    /// Lets those with the most per student pay a part for everybody.
    LevelDown,
    /// Sets a part apart for those whose need per student exceeds their capacity.
    NeedCapacity,
    /// Guarantees part of an earlier amount; everybody above it pays in proportion.
    HoldHarmless,
    /// Guarantees part of an earlier amount; only gains beyond a cap pay.
    MinimumGuarantee,
    /// Goes from the earlier amounts to the outcome by growing parts.
    PhaseIn,
    /// Keeps a falling part of the difference with the earlier amounts.
    Compensation,
    /// Keeps every change within a band around the earlier amount.
    YearBand,
    /// Bounds on amounts.
    Limits,
    /// Lets some bear a common cost.
    SharedCost,
    /// Lets users bear the costs of services that serve each other too.
    ServiceUnits,
}

impl AdjustmentKind {
    /// Every kind with its name in scenario files.
    pub const ALL: [(&'static str, AdjustmentKind); 12] = [
        ("equalise", AdjustmentKind::Equalise),
        ("level-up", AdjustmentKind::LevelUp),
        ("level-down", AdjustmentKind::LevelDown),
        ("need-capacity", AdjustmentKind::NeedCapacity),
        ("hold-harmless", AdjustmentKind::HoldHarmless),
        ("minimum-guarantee", AdjustmentKind::MinimumGuarantee),
        ("phase-in", AdjustmentKind::PhaseIn),
        ("compensation", AdjustmentKind::Compensation),
        ("year-band", AdjustmentKind::YearBand),
        ("limits", AdjustmentKind::Limits),
        ("shared-cost", AdjustmentKind::SharedCost),
        ("service-units", AdjustmentKind::ServiceUnits),
    ];

    /// Returns the name in scenario files.
    pub fn name(self) -> &'static str {
        let named = AdjustmentKind::ALL.iter().find(|(_, kind)| *kind == self);
        named.map_or("", |(name, _)| name)
    }

    /// Returns the keys it takes in scenario files.
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            AdjustmentKind::Equalise => &["share", "band"],
            AdjustmentKind::LevelUp | AdjustmentKind::LevelDown => &["share"],
            AdjustmentKind::NeedCapacity => &["share", "need", "capacity"],
            AdjustmentKind::HoldHarmless => &["share", "against"],
            AdjustmentKind::MinimumGuarantee => &[
                "share",
                "per",
                "cap",
                "scaling",
                "minimum-per-student",
                "against",
            ],
            AdjustmentKind::YearBand => &["share", "rise", "balance", "against"],
            AdjustmentKind::PhaseIn | AdjustmentKind::Compensation => &["ladder", "against"],
            AdjustmentKind::Limits => &[
                "minimum",
                "maximum",
                "minimum-per-student",
                "maximum-per-student",
            ],
            AdjustmentKind::SharedCost => &["to", "amount", "users", "per"],
            AdjustmentKind::ServiceUnits => &["method", "units"],
        }
    }
}

/// With which earlier amounts an adjustment compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Baseline {
    /// The amounts stated as `previous`, the same in every year.
    Previous,
    /// What the same division gave in the year before; in the first year the stated amounts.
    LastYear,
}

impl Baseline {
    /// Every baseline with its name in scenario files.
    pub const ALL: [(&'static str, Baseline); 2] = [
        ("previous", Baseline::Previous),
        ("last-year", Baseline::LastYear),
    ];
}

/// A share that changes over the years, by the calendar year in which each year starts.
///
/// Before the first stated year it is nothing; after the last it stays as it is.
pub type Ladder = BTreeMap<u16, (String, Given<Exact>)>;

/// Who may balance a year band: a reserve would have to pay from outside what is divided.
pub const BALANCES: [(&str, Balance); 3] = [
    ("water-filling", Balance::WaterFilling),
    ("scale-gains", Balance::ScaleGains),
    ("widen", Balance::Widen),
];

/// How the costs of service units may be passed on.
pub const SERVICE_METHODS: [(&str, ServiceMethod); 3] = [
    ("direct", ServiceMethod::Direct),
    ("step-down", ServiceMethod::StepDown),
    ("reciprocal", ServiceMethod::Reciprocal),
];

/// A service unit: a function that serves recipients and other units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceUnit {
    /// The function.
    pub to: Id,
    /// What it costs.
    pub cost: Given<Cents>,
    /// How much each unit and each recipient uses of it.
    pub serves: BTreeMap<Id, Given<Exact>>,
}

/// An amount per student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PerStudent {
    /// The same for every recipient.
    All(Given<Cents>),
    /// One for each recipient.
    Each(BTreeMap<Id, Given<Cents>>),
}

/// A part that is set apart for those whose need exceeds their capacity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedCapacity {
    /// The part.
    pub share: Given<Exact>,
    /// What is needed.
    pub need: PerStudent,
    /// What a recipient can bear itself.
    pub capacity: PerStudent,
}

/// A guarantee that gains pay for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinimumGuarantee {
    /// The part that is guaranteed.
    pub share: Given<Exact>,
    /// Whether the earlier amount counts per student of its own year.
    pub per_student: bool,
    /// Growth that pays nothing; none unless stated.
    pub cap: Option<Given<Exact>>,
    /// The greatest part of the growth beyond the cap that pays; all of it unless stated.
    pub scaling: Option<Given<Exact>>,
    /// Amount per student below which nobody pays.
    pub least_per_student: Option<Given<Cents>>,
    /// The earlier amount.
    pub against: Baseline,
}

/// What an adjustment does; each leaves what is divided as large as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdjustmentTerms {
    /// Takes away a part of every deviation from the average per student.
    Equalise {
        /// The part, from nothing to all.
        share: Given<Exact>,
        /// How far from the average, as a part of it, nothing is taken; nowhere unless stated.
        band: Option<Given<Exact>>,
    },
    /// Sets a part apart to lift those with the least per student.
    LevelUp {
        /// The part.
        share: Given<Exact>,
    },
    /// Gives everybody a part more, and lets those with the most per student pay for it.
    LevelDown {
        /// The part.
        share: Given<Exact>,
    },
    /// Sets a part apart and divides it by what each lacks: students times need less capacity,
    /// nothing where capacity exceeds need.
    NeedCapacity(Box<NeedCapacity>),
    /// Guarantees part of an earlier amount; everybody above it pays in proportion.
    HoldHarmless {
        /// The part that is guaranteed.
        share: Given<Exact>,
        /// The earlier amount.
        against: Baseline,
    },
    /// Guarantees part of an earlier amount; only gains beyond a cap pay.
    MinimumGuarantee(Box<MinimumGuarantee>),
    /// Goes from the earlier amounts to the outcome by growing parts.
    PhaseIn {
        /// The part of the way, by year.
        ladder: Ladder,
        /// The earlier amounts, scaled to what is divided.
        against: Baseline,
    },
    /// Keeps a falling part of the difference with the earlier amounts.
    Compensation {
        /// The part that is kept, by year.
        ladder: Ladder,
        /// The earlier amounts, scaled to what is divided.
        against: Baseline,
    },
    /// Keeps every change within a band around the earlier amount.
    YearBand {
        /// Greatest fall, as a part of the earlier amount.
        share: Given<Exact>,
        /// Greatest rise; as great as the fall unless stated.
        rise: Option<Given<Exact>>,
        /// Who balances what the band costs or frees.
        balance: Balance,
        /// The earlier amount.
        against: Baseline,
    },
    /// Bounds on amounts.
    Limits(Box<Limits>),
    /// Lets some bear a common cost, which goes to a function.
    SharedCost {
        /// The function.
        to: Id,
        /// The cost.
        amount: Given<Cents>,
        /// Who uses what it pays for; everybody when empty.
        users: BTreeSet<Id>,
        /// Whether the cost follows the students of the users instead of being equal.
        per_student: bool,
    },
    /// Lets users bear the costs of services that serve each other too.
    ServiceUnits {
        /// How the costs are passed on.
        method: ServiceMethod,
        /// The services, in the order in which they are closed step by step.
        units: Vec<ServiceUnit>,
    },
}

impl AdjustmentTerms {
    /// Returns with which earlier amounts it compares, where it does.
    pub fn against(&self) -> Option<Baseline> {
        match self {
            AdjustmentTerms::MinimumGuarantee(terms) => Some(terms.against),
            AdjustmentTerms::HoldHarmless { against, .. }
            | AdjustmentTerms::PhaseIn { against, .. }
            | AdjustmentTerms::Compensation { against, .. }
            | AdjustmentTerms::YearBand { against, .. } => Some(*against),
            AdjustmentTerms::Equalise { .. }
            | AdjustmentTerms::LevelUp { .. }
            | AdjustmentTerms::LevelDown { .. }
            | AdjustmentTerms::NeedCapacity(_)
            | AdjustmentTerms::Limits(_)
            | AdjustmentTerms::SharedCost { .. }
            | AdjustmentTerms::ServiceUnits { .. } => None,
        }
    }

    /// Returns what it does, without its numbers.
    pub fn kind(&self) -> AdjustmentKind {
        match self {
            AdjustmentTerms::Equalise { .. } => AdjustmentKind::Equalise,
            AdjustmentTerms::LevelUp { .. } => AdjustmentKind::LevelUp,
            AdjustmentTerms::LevelDown { .. } => AdjustmentKind::LevelDown,
            AdjustmentTerms::NeedCapacity(_) => AdjustmentKind::NeedCapacity,
            AdjustmentTerms::HoldHarmless { .. } => AdjustmentKind::HoldHarmless,
            AdjustmentTerms::MinimumGuarantee(_) => AdjustmentKind::MinimumGuarantee,
            AdjustmentTerms::PhaseIn { .. } => AdjustmentKind::PhaseIn,
            AdjustmentTerms::Compensation { .. } => AdjustmentKind::Compensation,
            AdjustmentTerms::YearBand { .. } => AdjustmentKind::YearBand,
            AdjustmentTerms::Limits(_) => AdjustmentKind::Limits,
            AdjustmentTerms::SharedCost { .. } => AdjustmentKind::SharedCost,
            AdjustmentTerms::ServiceUnits { .. } => AdjustmentKind::ServiceUnits,
        }
    }
}
