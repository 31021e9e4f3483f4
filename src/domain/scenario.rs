//! A scheme, and a scenario: one world to which one scheme is applied.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    AdjustmentTerms, Amount, Board, Check, Component, Cost, Count, Division, Event, Flow, Function,
    Given, Id, Institute, Others, Partnership, Party, Prices, Projection, Provenance, Region,
    Sector, SimulationTerms, Text, Uncertain, Year, YearKind,
};
use crate::money::Exact;

/// The years for which a scheme was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validity {
    /// First year; `None` when unknown.
    pub from: Option<Year>,
    /// Last year; `None` when unknown or still running.
    pub until: Option<Year>,
}

/// A named set of components and divisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Stable id, its file name; `None` for rules written in the scenario itself.
    pub id: Option<Id>,
    /// Name for people.
    pub title: Text,
    /// The kind of year it pays for; `None` when it pays for either.
    pub year_kind: Option<YearKind>,
    /// When it applied.
    pub validity: Validity,
    /// What recipients are entitled to.
    pub components: Vec<Component>,
    /// How pots are paid out and money is passed on, in order.
    pub divisions: Vec<Division>,
    /// Source and grade of what carries none of its own.
    pub provenance: Provenance,
}

impl Scheme {
    /// Returns source and grade of a component, by position: those of its amount where it is one
    /// number, and of the whole table otherwise.
    pub fn provenance_of_component(&self, position: usize) -> &Provenance {
        let component = &self.components[position];
        match &component.amount {
            Amount::Flat(given) | Amount::PerHead { rate: given, .. } => &given.provenance,
            Amount::Steps { .. } | Amount::Each(_) => &component.provenance,
        }
    }

    /// Returns the functions that slices and shared costs pay.
    pub fn functions(&self) -> BTreeSet<&Id> {
        let mut functions = BTreeSet::new();
        for division in &self.divisions {
            let Flow::Passage(passage) = &division.flow else {
                continue;
            };
            for terms in std::iter::once(&passage.terms).chain(passage.at.values()) {
                functions.extend(terms.slices.iter().map(|slice| &slice.to));
                let adjustments = terms.adjustments.iter().map(|one| &one.terms);
                functions.extend(adjustments.flat_map(|terms| match terms {
                    AdjustmentTerms::SharedCost { to, .. } => vec![to],
                    AdjustmentTerms::ServiceUnits { units, .. } => {
                        units.iter().map(|unit| &unit.to).collect()
                    }
                    _ => Vec::new(),
                }));
            }
        }
        functions
    }

    /// Returns source and grade of the terms on which a holder passes money on in a division.
    pub fn provenance_of_terms(&self, division: usize, holder: &Id) -> &Provenance {
        let division = &self.divisions[division];
        match &division.flow {
            Flow::Passage(passage) => &passage.at.get(holder).unwrap_or(&passage.terms).provenance,
            Flow::Payment(_) => &division.provenance,
        }
    }
}

/// How a scheme for one kind of year is used for the other kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// The amount of a whole year stands for the year of the scenario.
    WholeYear,
    /// Amounts of the two years that the scenario's year overlaps count by months: 5/12 and 7/12.
    Months,
}

/// Whether the scenario knows everybody who draws on national pots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Only some: a national ceiling is not evaluated, unless `[[others]]` stands for the rest.
    Partial,
    /// Everybody.
    Complete,
}

/// Yearly growth of counts beyond the last counted year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Growth {
    /// For every sector without a growth of its own.
    pub general: Option<Given<Exact>>,
    /// By sector.
    pub sectors: BTreeMap<Sector, Given<Exact>>,
}

/// Something taken for granted, shown wherever results are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Assumption {
    /// The path of the parameter, where it is one.
    pub path: Option<String>,
    /// What is assumed.
    pub text: Text,
    /// The number as written, where the assumption is that the parameter is just that.
    pub value: Option<String>,
    /// Source, where one is stated.
    pub source: Option<String>,
}

/// One world and the scheme applied to it: a variant with all its overlays in place.
///
/// References between its parts have been checked; recipients are in order of id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Title for people.
    pub title: Text,
    /// The years that money is for, in order of time, all of one kind.
    pub years: Vec<Year>,
    /// The scheme.
    pub scheme: Scheme,
    /// How the scheme's kind of year is used for another kind.
    pub conversion: Conversion,
    /// Whether everybody is known.
    pub coverage: Coverage,
    /// Education regions.
    pub regions: Vec<Region>,
    /// Partnerships.
    pub partnerships: Vec<Partnership>,
    /// School boards.
    pub boards: Vec<Board>,
    /// Teacher education institutes.
    pub institutes: Vec<Institute>,
    /// Functions that slices pay.
    pub functions: Vec<Function>,
    /// Recipients known only in sum.
    pub others: Vec<Others>,
    /// Who takes part in a choice between models.
    pub parties: Vec<Party>,
    /// Counts, in order of place and year, without repetitions.
    pub counts: Vec<Count>,
    /// Growth beyond the last counted year.
    pub growth: Growth,
    /// How students go on beyond the last counted year; it goes before growth.
    pub projection: Option<Projection>,
    /// What training costs, in the order of the file; empty where the user states none.
    pub costs: Vec<Cost>,
    /// The price index, where the user gives one.
    pub prices: Option<Prices>,
    /// What is wished of its results; nothing here changes an amount.
    pub checks: Vec<Check>,
    /// Numbers that a simulation draws, in the order of the file.
    pub uncertain: Vec<Uncertain>,
    /// What may happen, in the order of the file.
    pub events: Vec<Event>,
    /// What a simulation keeps.
    pub simulation: SimulationTerms,
    /// What is taken for granted.
    pub assumptions: Vec<Assumption>,
}
