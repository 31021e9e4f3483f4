//! Divisions: how a pot is paid out, and how money is passed on.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Adjustment, AdjustmentKind, Condition, FirstStage, Fit, Given, Id, Key, Level, Provenance,
    Reference, Sector, ShortageTerms, Text, TwoWay,
};
use crate::money::{Cents, Exact};
use crate::rules::{Apportionment, Shortage};

/// How amounts become whole, and in what order equal remainders are served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Precision {
    /// Whether every intermediate amount is rounded down to the cent (as some authorities do)
    /// instead of once, at the end of the hop.
    pub each_step: bool,
    /// The unit of the amounts: a cent, a euro or more.
    pub unit: Cents,
    /// How whole units are handed out.
    pub method: Apportionment,
    /// The tie chain; the stable id always comes last.
    pub ties: Vec<TieRule>,
}

impl Precision {
    /// Whole cents by largest remainder, equal remainders by id.
    pub const PLAIN: Precision = Precision {
        each_step: false,
        unit: Cents::ONE,
        method: Apportionment::LargestRemainder,
        ties: Vec::new(),
    };
}

/// One rule of a tie chain: who is served first among equal remainders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TieRule {
    /// The larger exact amount.
    LargerAmount,
    /// The smaller exact amount.
    SmallerAmount,
}

impl TieRule {
    /// Every rule with its name in scenario files.
    pub const ALL: [(&'static str, TieRule); 2] = [
        ("larger-amount", TieRule::LargerAmount),
        ("smaller-amount", TieRule::SmallerAmount),
    ];
}

/// A part of every amount of a division that is paid in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// The calendar month, from 1 to 12.
    pub month: u8,
    /// How many years after the year that the money is for.
    pub years_later: u8,
    /// The part; those of a division are one together.
    pub share: Exact,
}

/// A part of a pot that goes to a function before anything is divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The function.
    pub to: Id,
    /// Part of the pot.
    pub share: Option<Given<Exact>>,
    /// Fixed amount; together with a share the larger of both.
    pub amount: Option<Given<Cents>>,
    /// Whether the share is of what earlier slices left, instead of the whole pot.
    pub of_rest: bool,
}

/// What happens to an earmark that nobody qualifies for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unused {
    /// It goes back to the pot.
    Return,
    /// It stays unallocated.
    Keep,
}

/// A part of a pot set apart for some recipients, with a key of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earmark {
    /// Stable id.
    pub id: Id,
    /// Part of the pot after slices.
    pub share: Option<Given<Exact>>,
    /// Fixed amount; together with a share the larger of both.
    pub amount: Option<Given<Cents>>,
    /// Only recipients of this sector.
    pub sector: Option<Sector>,
    /// Only recipients of this level, where a division serves several.
    pub level: Option<Level>,
    /// Its key.
    pub key: Key,
    /// What happens when nobody qualifies.
    pub unused: Unused,
}

/// Bounds on what one recipient gets from a division; the greatest minimum and the least maximum
/// count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Least amount.
    pub minimum: Option<Given<Cents>>,
    /// Greatest amount.
    pub maximum: Option<Given<Cents>>,
    /// Least amount per student.
    pub minimum_per_student: Option<Given<Cents>>,
    /// Greatest amount per student.
    pub maximum_per_student: Option<Given<Cents>>,
    /// Protected part of last year's amount (vangnet).
    pub keep: Option<Given<Exact>>,
}

/// The terms on which one holder passes its money on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The fields that a single holder states itself, by their names in scenario files; its other
    /// terms are those of every holder, and change with them.
    pub own: BTreeSet<String>,
    /// The key.
    pub key: Key,
    /// Slices taken first, in order.
    pub slices: Vec<Slice>,
    /// Earmarks taken next, in order.
    pub earmarks: Vec<Earmark>,
    /// Steps after the key, in order.
    pub adjustments: Vec<Adjustment>,
    /// Bounds on the outcome of the key and its adjustments.
    pub limits: Limits,
    /// Which school year the key counts.
    pub reference: Reference,
    /// Which recipients take part.
    pub when: Condition,
    /// First year of these terms, as the calendar year in which it starts; before it the money
    /// follows the students, without slices, earmarks or limits.
    pub first_year: Option<u16>,
    /// When it is passed on; when it comes in where none are stated.
    pub instalments: Vec<Instalment>,
    /// Whole amounts.
    pub precision: Precision,
    /// Source and grade; nothing where the scenario has changed what a source says.
    pub provenance: Provenance,
}

/// Paying components out of a pot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The pot; `None` when no ceiling is stated, which is never the same as "no cut".
    pub pot: Option<Given<Cents>>,
    /// The components it pays.
    pub pays: Vec<Id>,
    /// The components that are cut last.
    pub protect: Vec<Id>,
    /// Who bears a shortage.
    pub shortage: ShortageTerms,
    /// Step to which the rate per head is rounded down when it is cut.
    pub rate_step: Option<Given<Cents>>,
    /// Whether the pot is for the whole country, and so needs everybody's counts.
    pub national: bool,
    /// Steps after the payment, over what all components together give each recipient, in order.
    pub adjustments: Vec<Adjustment>,
    /// When it pays; unknown where none are stated.
    pub instalments: Vec<Instalment>,
    /// Whole amounts.
    pub precision: Precision,
}

/// Passing on what holders of one level have received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Who holds the money.
    pub from: Level,
    /// Who receives it. From a partnership to its regions, the money stays with the partnership
    /// and is told apart by region.
    pub to: Vec<Level>,
    /// The components passed on; all when empty.
    pub passes: Vec<Id>,
    /// The terms of a region or partnership; those of every holder that has none of its own are
    /// under the division itself.
    pub terms: Terms,
    /// Terms of single holders, by id.
    pub at: BTreeMap<Id, Terms>,
    /// What holds for all holders together.
    pub two_way: Option<TwoWay>,
}

impl Passage {
    /// Says whether any terms compare with what the division gave in the year before.
    pub fn looks_back(&self) -> bool {
        let terms = std::iter::once(&self.terms).chain(self.at.values());
        let mut adjustments = terms.flat_map(|terms| &terms.adjustments);
        adjustments.any(Adjustment::looks_back)
    }
}

impl Passage {
    /// Returns the components by whose entitlements all money together goes over partnerships.
    pub fn claimed(&self) -> Vec<&Id> {
        match &self.two_way {
            Some(TwoWay::Fitted { rows, .. }) => rows.claimed(),
            Some(TwoWay::Rounded) | None => Vec::new(),
        }
    }

    fn stages(&self, holder: &Id) -> Vec<Stage> {
        let mut stages = self.at.get(holder).unwrap_or(&self.terms).stages();
        match &self.two_way {
            Some(TwoWay::Fitted { method, .. }) => {
                // Rounding comes last.
                let rounding = stages.pop();
                stages.push(Stage::BothTotals(*method));
                stages.extend(rounding);
            }
            Some(TwoWay::Rounded) => {
                stages.pop();
                stages.push(Stage::RoundedBothWays);
            }
            None => {}
        }
        stages
    }
}

impl Terms {
    /// Returns the components by whose entitlements a key of these terms divides.
    pub fn claimed(&self) -> Vec<&Id> {
        self.keys().flat_map(Key::claimed).collect()
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        let keys = self.earmarks.iter().map(|earmark| &earmark.key);
        keys.chain([&self.key])
    }
}

/// What a division does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Pays components out of a pot.
    Payment(Box<Payment>),
    /// Passes received money on.
    Passage(Box<Passage>),
}

/// One stage of a division, by what happens in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Entitlements are added up.
    Entitlements,
    /// Protected entitlements are paid first.
    Protected,
    /// What does not fit goes over the regions first.
    Regions(FirstStage),
    /// What does not fit is cut by this rule.
    Shortage {
        /// The rule.
        rule: Shortage,
        /// The rule inside a class, where classes are served in turn.
        inner: Option<Shortage>,
    },
    /// Parts for functions are taken.
    Slices,
    /// Parts for some recipients are set apart.
    Earmarks,
    /// The rest is divided by a key.
    Key,
    /// The outcome is adjusted.
    Adjustment {
        /// The adjustment.
        id: Id,
        /// What it does.
        kind: AdjustmentKind,
    },
    /// The outcome is bounded.
    Limits,
    /// The outcome is made to keep to the totals of regions and partnerships.
    BothTotals(Fit),
    /// Amounts become whole.
    Rounding(Precision),
    /// Amounts become whole cents, of all holders at once.
    RoundedBothWays,
}

impl Flow {
    /// Returns the stages that apply, in order, on the terms of `holder` where it has its own.
    pub fn stages(&self, holder: &Id) -> Vec<Stage> {
        match self {
            Flow::Payment(payment) => payment.stages(),
            Flow::Passage(passage) => passage.stages(holder),
        }
    }
}

impl Payment {
    fn stages(&self) -> Vec<Stage> {
        let mut stages = vec![Stage::Entitlements];
        if self.pot.is_some() {
            stages.extend((!self.protect.is_empty()).then_some(Stage::Protected));
            stages.extend(self.shortage.first.clone().map(Stage::Regions));
            stages.push(Stage::Shortage {
                rule: self.shortage.rule,
                inner: self.shortage.inside_classes(),
            });
        }
        stages.extend(self.adjustments.iter().map(Adjustment::stage));
        stages.push(Stage::Rounding(self.precision.clone()));
        stages
    }
}

impl Terms {
    fn stages(&self) -> Vec<Stage> {
        let mut stages = Vec::new();
        stages.extend((!self.slices.is_empty()).then_some(Stage::Slices));
        stages.extend((!self.earmarks.is_empty()).then_some(Stage::Earmarks));
        stages.push(Stage::Key);
        stages.extend(self.adjustments.iter().map(Adjustment::stage));
        stages.extend((self.limits != Limits::default()).then_some(Stage::Limits));
        stages.push(Stage::Rounding(self.precision.clone()));
        stages
    }
}

impl Division {
    /// Returns who bears its shortages, each with the components of the claims.
    pub fn shortages(&self) -> Vec<(&ShortageTerms, &[Id])> {
        match &self.flow {
            Flow::Payment(payment) => {
                let of_pot = payment.pot.as_ref().map(|_| {
                    let terms = &payment.shortage;
                    (terms, payment.pays.as_slice())
                });
                of_pot.into_iter().collect()
            }
            Flow::Passage(passage) => {
                let terms = std::iter::once(&passage.terms).chain(passage.at.values());
                let rows = match &passage.two_way {
                    Some(TwoWay::Fitted { rows, .. }) => Some(rows),
                    _ => None,
                };
                let keys = terms.flat_map(Terms::keys).chain(rows);
                keys.flat_map(Key::shortages).collect()
            }
        }
    }
}

/// How a pot is paid out or money passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Stable id.
    pub id: Id,
    /// Name for people.
    pub name: Text,
    /// What it does.
    pub flow: Flow,
    /// Source and grade of what carries none of its own.
    pub provenance: Provenance,
}
