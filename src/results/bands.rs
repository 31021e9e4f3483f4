//! Bands: what a simulation says of each amount, in whole cents and whole draws.

use crate::domain::{Level, Text};
use crate::money::{Cents, Exact, Rounding};
use crate::plan::AccountKind;

/// The outcome of a simulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulated {
    /// The seed of all streams.
    pub seed: u64,
    /// The draws that were made and counted: 0 up to here.
    pub draws: u64,
    /// The draws that were asked for, where the simulation was stopped before it had them.
    pub stopped_before: Option<u64>,
    /// The quantiles that bands hold, ascending.
    pub quantiles: Vec<Exact>,
    /// The part of the worst draws over which the expected shortfall is the mean.
    pub tail: Exact,
    /// Id of the variant against which the others are held.
    pub baseline: String,
    /// The variants, in the order of the file.
    pub variants: Vec<SimulatedVariant>,
}

/// The bands of one variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulatedVariant {
    /// Stable id.
    pub id: String,
    /// Title for people.
    pub title: Text,
    /// Amounts, in order of kind, recipient, region, component and year; totals last.
    pub series: Vec<Series>,
    /// The pots with a ceiling, by division and year.
    pub ceilings: Vec<CeilingBand>,
    /// What may happen, with the draws in which it does, in the order of the file.
    pub events: Vec<(String, Share)>,
}

/// What an amount is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeriesName {
    /// What the recipient is.
    pub kind: AccountKind,
    /// Who receives it.
    pub recipient: String,
    /// In which region, where it is told apart.
    pub region: Option<String>,
    /// Of which component, where it is told apart.
    pub component: Option<String>,
    /// In which year, as written in files; all years together when `None`.
    pub year: Option<String>,
}

/// One amount over all draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What it is of.
    pub name: SeriesName,
    /// The amount.
    pub band: Band,
    /// The difference with the baseline, draw by draw; `None` in the baseline itself.
    pub difference: Option<Band>,
    /// What training costs the recipient, beside what it receives, where costs are stated.
    pub costs: Option<CostBands>,
    /// Draws in which something holds.
    pub chances: Vec<(Chance, Share)>,
    /// The amount of each draw, in order, where the draws are kept; otherwise empty.
    pub kept: Vec<Cents>,
}

/// What of its costs a recipient pays itself, and what is covered, over all draws; as in the
/// coverage of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostBands {
    /// The own contribution: cost minus income, negative where the income is more. The worst draws
    /// are those in which it is greatest.
    pub contribution: Band,
    /// How much more that is than in the baseline, draw by draw; `None` in the baseline itself.
    pub difference: Option<Band>,
    /// The coverage: income over cost, rounded down; `None` where some draw has no cost.
    pub coverage: Option<Band<BasisPoints>>,
}

/// A ratio, in ten-thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct BasisPoints(
    /// How many ten-thousandths.
    pub i64,
);

impl BasisPoints {
    /// Returns the ratio.
    pub fn ratio(self) -> Exact {
        Exact::ratio(self.0, 10_000)
    }
}

/// Mean, spread and quantiles of an amount, or of another number, over all draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band<T = Cents> {
    /// The mean, half to even.
    pub mean: T,
    /// The standard deviation of the draws, half to even; zero for one draw.
    pub sd: T,
    /// The Monte Carlo standard error of the mean, half to even.
    pub error: T,
    /// The least amount.
    pub least: T,
    /// The greatest amount.
    pub most: T,
    /// The quantiles, each with its Monte Carlo standard error.
    pub quantiles: Vec<(T, T)>,
    /// The mean of the worst draws: the expected shortfall, as an amount.
    pub tail_mean: T,
    /// The greatest distance of a quantile from that of all draws kept exactly; zero where they
    /// were.
    pub resolution: T,
}

impl<T: Copy> Band<T> {
    /// Returns the same band of other numbers.
    pub fn map<U>(&self, to: impl Fn(T) -> U) -> Band<U> {
        let quantiles = self.quantiles.iter();
        Band {
            mean: to(self.mean),
            sd: to(self.sd),
            error: to(self.error),
            least: to(self.least),
            most: to(self.most),
            quantiles: quantiles
                .map(|(one, error)| (to(*one), to(*error)))
                .collect(),
            tail_mean: to(self.tail_mean),
            resolution: to(self.resolution),
        }
    }
}

/// What may hold in a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chance {
    /// Less than in the baseline.
    Loses,
    /// Less than the stated minimum.
    UnderMinimum,
    /// Less than training costs.
    UnderCost,
}

impl Chance {
    /// Every value with its name in results.
    pub const ALL: [(&'static str, Chance); 3] = [
        ("loses", Chance::Loses),
        ("under-minimum", Chance::UnderMinimum),
        ("under-cost", Chance::UnderCost),
    ];
}

impl SimulatedVariant {
    /// Returns quantiles of what all recipients of a kind receive together in a year: of p the
    /// ⌈pn⌉-th smallest of n draws, in the order asked. Empty where the draws were not kept.
    pub fn together(&self, kind: AccountKind, year: &str, quantiles: &[Exact]) -> Vec<Cents> {
        let own = self.series.iter().filter(|series| {
            let name = &series.name;
            let is_whole = name.region.is_none() && name.component.is_none();
            is_whole && name.kind == kind && name.year.as_deref() == Some(year)
        });
        let mut sums: Vec<Cents> = Vec::new();
        for series in own {
            sums.resize(sums.len().max(series.kept.len()), Cents::ZERO);
            for (sum, amount) in sums.iter_mut().zip(&series.kept) {
                *sum += *amount;
            }
        }
        sums.sort_unstable();
        let count = i64::try_from(sums.len()).unwrap_or(i64::MAX);
        let found = quantiles.iter().filter_map(|quantile| {
            let rank = quantile.times(&count.into());
            let whole = rank.round(Rounding::Down)?;
            let rank = whole + i64::from(Exact::from(whole) < rank);
            sums.get(usize::try_from(rank.max(1) - 1).ok()?).copied()
        });
        found.collect()
    }
}

/// A number of draws out of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The draws in which it holds.
    pub holds: u64,
    /// All draws.
    pub draws: u64,
}

impl Share {
    /// Returns the part of the draws in which it holds; zero where there are none.
    pub fn part(self) -> Exact {
        Exact::from_small_parts(self.holds.into(), self.draws.into())
    }
}

/// How a ceiling fares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CeilingBand {
    /// Id of the division.
    pub pot: String,
    /// In which year; in any year when `None`.
    pub year: Option<String>,
    /// Draws in which claims are cut.
    pub cut: Share,
    /// What is left of amounts per head, cut or not: component, its name, and the band over all
    /// draws of what it is paid over the heads that it is paid for, rounded down to the cent, and
    /// of its stated amount where there are none. Nothing for any year, and of components that are
    /// not told apart or not paid at one amount per head.
    pub rates: Vec<(String, Text, Band)>,
}

impl Share {
    /// Returns the Monte Carlo standard error √(p(1 − p) / n) of the share p of n draws, with
    /// four decimals, half to even; `0.0000` without draws.
    pub fn error_text(self) -> String {
        let whole = |count: u64| Exact::from(i64::try_from(count).unwrap_or(i64::MAX));
        let (holds, draws) = (whole(self.holds), whole(self.draws));
        let share = holds.over(&draws);
        let variance = share.times(&Exact::one().minus(&share)).over(&draws);
        let error = variance.times(&Exact::from(100_000_000));
        let error = error.root(Rounding::HalfEven).unwrap_or_default();
        Exact::ratio(error, 10_000).to_decimal_text(4)
    }
}

impl SeriesName {
    /// Returns the level of the recipient, where it has one.
    pub fn level(&self) -> Option<Level> {
        match self.kind {
            AccountKind::Region => Some(Level::Region),
            AccountKind::Partnership | AccountKind::Cell => Some(Level::Partnership),
            AccountKind::Board => Some(Level::Board),
            AccountKind::Institute => Some(Level::Institute),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_of_a_sum_is_taken_over_the_sums_of_draws() {
        let series = |recipient: &str, kept: [i64; 4]| Series {
            name: SeriesName {
                kind: AccountKind::Partnership,
                recipient: recipient.to_owned(),
                region: None,
                component: None,
                year: Some("2026".to_owned()),
            },
            band: Band {
                mean: Cents::ZERO,
                sd: Cents::ZERO,
                error: Cents::ZERO,
                least: Cents::ZERO,
                most: Cents::ZERO,
                quantiles: Vec::new(),
                tail_mean: Cents::ZERO,
                resolution: Cents::ZERO,
            },
            difference: None,
            costs: None,
            chances: Vec::new(),
            kept: kept.map(Cents::new).into(),
        };
        // What one gains the other loses, but in the last draw: 10, 10, 10 and 12 together.
        let variant = SimulatedVariant {
            id: "base".to_owned(),
            title: Text::default(),
            series: vec![series("a", [1, 2, 3, 4]), series("b", [9, 8, 7, 8])],
            ceilings: Vec::new(),
            events: Vec::new(),
        };
        let quantiles = [(1, 20), (3, 4), (19, 20)].map(|(part, of)| Exact::ratio(part, of));
        let found = variant.together(AccountKind::Partnership, "2026", &quantiles);
        assert_eq!(found, [10, 10, 12].map(Cents::new));
        assert_eq!(
            variant.together(AccountKind::Region, "2026", &quantiles),
            []
        );
    }

    #[test]
    fn the_error_of_a_share_is_the_root_of_its_variance() {
        for (holds, draws, text) in [
            (0, 0, "0.0000"),
            (0, 10, "0.0000"),
            (10, 10, "0.0000"),
            (1, 2, "0.3536"),          // √(1/8) = 0.35355
            (50, 100, "0.0500"),       // √(1/400)
            (3_700, 10_000, "0.0048"), // √(0.37 × 0.63) / 100 = 0.004828
            (1, 1_000_000_000_000, "0.0000"),
        ] {
            assert_eq!(Share { holds, draws }.error_text(), text, "{holds}/{draws}");
        }
    }
}
