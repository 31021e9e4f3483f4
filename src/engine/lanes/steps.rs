//! Steps over columns: what is left of a plan when only numbers and their places count.

use std::ops::Range;

use super::kernel::SameWeights;

/// Where a number is found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    /// The same in all lanes.
    Same(i64),
    /// In a column of the workspace.
    Column(usize),
}

/// Where money goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Goal {
    /// The balance from which a later step takes it.
    pub(super) balance: Option<usize>,
    /// The series towards which it counts, when it stays.
    pub(super) series: Vec<usize>,
}

impl Goal {
    /// Says whether nobody asks for it.
    pub(super) fn is_idle(&self) -> bool {
        self.balance.is_none() && self.series.is_empty()
    }
}

/// One year over columns.
#[derive(Clone, Debug, Default)]
pub(super) struct YearForm {
    /// Counts to read, by position in the year, with their columns.
    pub(super) counts: Vec<(usize, usize)>,
    /// Counts to project from numbers that lanes differ in, likewise.
    pub(super) projected: Vec<(usize, usize)>,
    /// Numbers to read, with their columns.
    pub(super) slots: Vec<(crate::plan::Slot, usize)>,
    /// Sums to make.
    pub(super) sums: Vec<Sum>,
    /// The number of columns.
    pub(super) columns: usize,
    /// The number of balances.
    pub(super) balances: usize,
    /// What happens, in order.
    pub(super) steps: Vec<StepForm>,
}

/// A column that is a sum: what it begins with, and columns with how often each counts.
pub(super) type Sum = (usize, i64, Vec<(usize, i64)>);

/// One step over columns.
#[derive(Clone, Debug)]
pub(super) enum StepForm {
    Pay(Box<PayForm>),
    Pass(PassForm),
}

/// A payment over columns.
#[derive(Clone, Debug)]
pub(super) struct PayForm {
    /// What there is, where that is evaluated.
    pub(super) pot: Option<Place>,
    /// The step of a lowered rate.
    pub(super) step: Option<i64>,
    /// All claims, one by one.
    pub(super) claims: Vec<ClaimForm>,
    /// The same claims, gathered for lanes in which protected ones fit.
    pub(super) gathered: Gathered,
    pub(super) unallocated: Goal,
    /// The series that are one where claims are cut.
    pub(super) cut: Vec<usize>,
    /// Components of which is asked what is left per head.
    pub(super) rates: Vec<RateForm>,
}

/// What is left of an amount per head. The claims bring what they are paid to its series, which
/// is then divided by their heads.
#[derive(Clone, Debug)]
pub(super) struct RateForm {
    /// The claims of the component, by position.
    pub(super) claims: Range<usize>,
    /// The amount per head before any cut.
    pub(super) stated: Place,
    pub(super) series: usize,
}

impl PayForm {
    /// Returns every goal to which it brings, once for each time that it does.
    pub(super) fn goals(&self) -> impl Iterator<Item = &Goal> {
        let gathered = self.gathered.goals.iter().map(|own| &own.goal);
        let others = self.gathered.others.iter();
        let others = others.map(|position| &self.claims[*position].goal);
        gathered.chain(others).chain([&self.unallocated])
    }
}

/// Claims without a condition by where they go, so that each column is touched once.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    /// Rates per head, each with whether its claims are protected.
    pub(super) rates: Vec<(Place, bool)>,
    /// The columns of the heads that are paid at each rate.
    pub(super) heads: Vec<Vec<usize>>,
    /// What protected and open claims come to that are the same in all lanes.
    pub(super) same: (i64, i64),
    /// Other amounts, each with whether its claims are protected.
    pub(super) amounts: Vec<(Times, bool)>,
    /// Where money goes.
    pub(super) goals: Vec<GatheredGoal>,
    /// The positions of all other claims.
    pub(super) others: Vec<usize>,
}

/// What claims bring to one goal.
#[derive(Clone, Debug)]
pub(super) struct GatheredGoal {
    pub(super) goal: Goal,
    /// What is the same in all lanes.
    pub(super) same: i64,
    pub(super) amounts: Vec<Times>,
    pub(super) counted: Vec<Counted>,
    /// How the passage that comes next sends all of it on, where nobody else has a part in that:
    /// then it need not wait in a balance.
    pub(super) onward: Option<Onward>,
}

/// A column of amounts, by its position, that is paid so often.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Times {
    pub(super) amount: usize,
    pub(super) times: i64,
}

/// A column of heads that are paid at a rate, by their positions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    pub(super) heads: usize,
    pub(super) rate: usize,
}

/// A claim over columns.
#[derive(Clone, Debug)]
pub(super) struct ClaimForm {
    pub(super) is_protected: bool,
    pub(super) when: TestForm,
    pub(super) amount: AmountForm,
    /// The number of equal members and their heads, where the condition looks at those of each.
    pub(super) members: Option<(i64, Place)>,
    pub(super) goal: Goal,
}

/// An amount over columns.
#[derive(Clone, Debug)]
pub(super) enum AmountForm {
    /// An amount, for so many.
    Flat(Place, i64),
    /// An amount per head.
    PerHead(Place, Place),
    /// The amount of the highest band that is reached.
    Step(Place, Vec<(i64, Place)>),
}

/// A condition over columns.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TestForm {
    Known(bool),
    All(Vec<TestForm>),
    Any(Vec<TestForm>),
    Not(Box<TestForm>),
    Counted(Place, Option<Place>, Option<Place>),
}

impl TestForm {
    /// Collects the heads that a condition looks at.
    pub(super) fn counted(&self, heads: &mut Vec<Place>) {
        match self {
            TestForm::Known(_) => {}
            TestForm::All(parts) | TestForm::Any(parts) => {
                parts.iter().for_each(|part| part.counted(heads));
            }
            TestForm::Not(part) => part.counted(heads),
            TestForm::Counted(own, ..) => heads.push(*own),
        }
    }
}

/// A passage over columns.
#[derive(Clone, Debug)]
pub(super) struct PassForm {
    pub(super) sources: Vec<SourceForm>,
}

impl PassForm {
    /// Returns every balance from which it takes, once for each time that it does.
    pub(super) fn takes(&self) -> impl Iterator<Item = usize> {
        self.sources
            .iter()
            .flat_map(|source| match source {
                SourceForm::Whole(balance, _) => std::slice::from_ref(balance),
                SourceForm::Apart(own) => own.takes.as_slice(),
            })
            .copied()
    }
}

/// A holder over columns.
#[derive(Clone, Debug)]
pub(super) enum SourceForm {
    /// Sends on all of one balance.
    Whole(usize, Onward),
    /// Takes slices first, tells components apart, or has weights that lanes differ in.
    Apart(Box<ApartForm>),
}

impl SourceForm {
    /// Returns every goal to which it brings.
    pub(super) fn goals(&self) -> Vec<&Goal> {
        match self {
            SourceForm::Whole(_, onward) => match &onward.parts {
                Parts::Series(_) => Vec::new(),
                Parts::Goals(goals) => goals.iter().collect(),
            },
            SourceForm::Apart(own) => {
                let slices = own.slices.iter().map(|slice| &slice.goals);
                let goals = slices.chain(&own.targets).chain([&own.left]);
                goals.flatten().collect()
            }
        }
    }
}

/// All of an amount, by weights that are the same in all lanes.
#[derive(Clone, Debug)]
pub(super) struct Onward {
    pub(super) by: SameWeights,
    /// The series towards which every part counts.
    pub(super) whole: Vec<usize>,
    pub(super) parts: Parts,
}

/// Where the parts of an amount go.
#[derive(Clone, Debug)]
pub(super) enum Parts {
    /// Each to one series, and no two to the same; none where nobody asks for parts.
    Series(Vec<usize>),
    Goals(Vec<Goal>),
}

/// A holder that takes more than one step; goals have one element per balance it takes from.
#[derive(Clone, Debug)]
pub(super) struct ApartForm {
    /// What it takes, one balance per component that is told apart.
    pub(super) takes: Vec<usize>,
    pub(super) slices: Vec<SliceForm>,
    pub(super) key: KeyForm,
    pub(super) targets: Vec<Vec<Goal>>,
    /// Where money goes that nobody has a weight for.
    pub(super) left: Vec<Goal>,
}

/// A slice over columns.
#[derive(Clone, Debug)]
pub(super) struct SliceForm {
    pub(super) share: Option<(i64, i64)>,
    pub(super) amount: Option<Place>,
    pub(super) is_of_rest: bool,
    pub(super) goals: Vec<Goal>,
}

/// A key over columns.
#[derive(Clone, Debug)]
pub(super) enum KeyForm {
    /// Nobody to pass it on to: the holder keeps it.
    Keep,
    /// Weights that are the same in all lanes, and small enough for the kernel.
    Same(SameWeights),
    /// Other weights, and those for lanes in which nobody has one.
    Each(Vec<Weight>, Vec<Weight>),
}

/// A weight, which is zero where its condition does not hold.
pub(super) type Weight = (Place, TestForm);
