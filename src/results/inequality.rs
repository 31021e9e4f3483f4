//! Inequality: how unevenly amounts are spread over heads or recipients.
//!
//! All indices are in population form. What is rational (Gini, Hoover, Jain) stays exact; the
//! logarithms and roots come from a library of our own choosing, so the bits are the same on
//! every machine.

use std::collections::BTreeMap;

use crate::money::Exact;

/// One unit: a value with the weight at which it counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weighted {
    /// The value, at least zero: an amount, or an amount per head.
    pub value: Exact,
    /// How often it counts, at least zero: one, or a number of heads.
    pub weight: Exact,
}

/// The indices of one set of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Inequality {
    /// Gini: the mean difference of two units over twice the mean; 0 when all are equal.
    pub gini: Exact,
    /// Hoover: the part of the total that would have to move to make all equal.
    pub hoover: Exact,
    /// Theil T: mean of (y/μ) ln (y/μ).
    pub theil_t: f64,
    /// Theil L: mean of ln (μ/y); `None` when some value is zero.
    pub theil_l: Option<f64>,
    /// Jain: square of the sum over n times the sum of squares; 1 when all are equal.
    pub jain: Exact,
    /// Coefficient of variation: deviation over mean.
    pub cv: f64,
    /// Least value of a unit with a weight.
    pub least: Exact,
    /// Greatest value of a unit with a weight.
    pub greatest: Exact,
}

/// Theil T and L, told apart into what lies within groups and what lies between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Decomposition {
    /// Theil T within groups, weighted by their shares in the total.
    pub t_within: f64,
    /// Theil T between the means of groups.
    pub t_between: f64,
    /// Theil L within groups, weighted by their shares in the weights; `None` with zeros.
    pub l_within: Option<f64>,
    /// Theil L between the means of groups.
    pub l_between: Option<f64>,
}

/// How two Lorenz curves lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dominance {
    /// The curves are the same.
    Equal,
    /// The first lies nowhere below the second.
    First,
    /// The second lies nowhere below the first.
    Second,
    /// The curves cross: not comparable.
    Crossing,
}

impl Dominance {
    /// Returns the name in results.
    pub fn name(self) -> &'static str {
        match self {
            Dominance::Equal => "equal",
            Dominance::First => "first",
            Dominance::Second => "second",
            Dominance::Crossing => "not-comparable",
        }
    }
}

/// Sums over units, in ascending order of value.
struct Sums {
    units: Vec<Weighted>,
    weight: Exact,
    total: Exact,
    mean: Exact,
}

impl Sums {
    /// Returns the sums of units with a weight; `None` when these hold nothing at all.
    fn of(units: &[Weighted]) -> Option<Sums> {
        let with_weight = units.iter().filter(|unit| !unit.weight.is_zero());
        let mut units: Vec<Weighted> = with_weight.cloned().collect();
        units.sort();
        let (weight, total) = weight_and_total(&units);
        let mean = total.over(&weight);
        (!total.is_zero()).then_some(Sums {
            units,
            weight,
            total,
            mean,
        })
    }

    /// Returns Theil T and L: the latter is `None` when some value is zero.
    ///
    /// T is the mean of r ln r − (r − 1), with r a value over the mean: the same as that of
    /// r ln r, as the mean of r is one, and made of terms that are never negative, so that nothing
    /// is lost among near equals. L is that of (r − 1) − ln r.
    fn theil(&self) -> (f64, Option<f64>) {
        let (mut t, mut l) = (0.0, Some(0.0));
        for unit in &self.units {
            let share = float(&unit.weight.over(&self.weight));
            let ratio = unit.value.over(&self.mean);
            if ratio.is_zero() {
                t += share;
                l = None;
                continue;
            }
            let less = float(&ratio.minus(&Exact::one()));
            let logarithm = logarithm(less, &ratio);
            t += share * (float(&ratio) * logarithm - less);
            l = l.map(|l| l + share * (less - logarithm));
        }
        (t, l)
    }
}

impl Decomposition {
    /// Returns Theil T of all units: what lies within groups and between them.
    pub fn theil_t(&self) -> f64 {
        self.t_within + self.t_between
    }

    /// Returns Theil L of all units; `None` when some value is zero.
    pub fn theil_l(&self) -> Option<f64> {
        Some(self.l_within? + self.l_between?)
    }
}

impl Weighted {
    /// Returns a value that counts once.
    pub fn once(value: Exact) -> Weighted {
        Weighted {
            value,
            weight: Exact::one(),
        }
    }

    /// Returns value times weight.
    fn total(&self) -> Exact {
        self.value.times(&self.weight)
    }
}

/// Returns the sums of weights and of values times weights.
fn weight_and_total(units: &[Weighted]) -> (Exact, Exact) {
    let weights = units.iter().map(|unit| unit.weight.clone());
    (weights.sum(), units.iter().map(Weighted::total).sum())
}

/// Returns the indices of values, none of which may be negative; `None` when they sum to zero.
pub fn inequality(units: &[Weighted]) -> Option<Inequality> {
    let sums = Sums::of(units)?;
    let mut below = Exact::zero();
    let differences = sums.units.iter().map(|unit| {
        // It is more than every unit before it, and less than every one behind it.
        let behind = sums.weight.minus(&below).minus(&unit.weight);
        let surplus = below.minus(&behind);
        below = below.plus(&unit.weight);
        unit.total().times(&surplus)
    });
    let differences: Exact = differences.sum();
    let squares = sums
        .units
        .iter()
        .map(|unit| unit.total().times(&unit.value));
    let squares: Exact = squares.sum();
    let poor = sums.units.partition_point(|unit| unit.value <= sums.mean);
    let (poor_weight, poor_total) = weight_and_total(&sums.units[..poor]);
    let off = sums.mean.times(&poor_weight).minus(&poor_total);
    let jain = sums
        .total
        .times(&sums.total)
        .over(&sums.weight.times(&squares));
    let variation = Exact::one().over(&jain).minus(&Exact::one());
    let ends = sums.units.first().zip(sums.units.last());
    let (least, greatest) = ends.map(|(first, last)| (first.value.clone(), last.value.clone()))?;
    let (theil_t, theil_l) = sums.theil();
    Some(Inequality {
        gini: differences.over(&sums.weight.times(&sums.total)),
        hoover: off.over(&sums.total),
        theil_t,
        theil_l,
        jain,
        cv: libm::sqrt(float(&variation)),
        least,
        greatest,
    })
}

/// Tells Theil T and L apart into within and between groups; `None` when all is zero.
pub fn decomposition<G: Ord + Clone>(units: &[(G, Weighted)]) -> Option<Decomposition> {
    let mut groups: BTreeMap<G, Vec<Weighted>> = BTreeMap::new();
    for (group, unit) in units.iter().filter(|(_, unit)| !unit.weight.is_zero()) {
        groups.entry(group.clone()).or_default().push(unit.clone());
    }
    let all: Vec<Weighted> = groups.values().flatten().cloned().collect();
    let whole = Sums::of(&all)?;
    let has_zero = all.iter().any(|unit| unit.value.is_zero());
    let means = groups.values().map(|units| {
        let (weight, total) = weight_and_total(units);
        Weighted {
            value: total.over(&weight),
            weight,
        }
    });
    let means: Vec<Weighted> = means.collect();
    let between = Sums::of(&means)?;
    let (mut t_within, mut l_within) = (0.0, 0.0);
    for (units, mean) in groups.values().zip(&means) {
        // A group that holds nothing is equal within, and far from the others between.
        let Some(inside) = Sums::of(units) else {
            continue;
        };
        let (theil_t, theil_l) = inside.theil();
        t_within += float(&mean.total().over(&whole.total)) * theil_t;
        l_within += float(&mean.weight.over(&whole.weight)) * theil_l.unwrap_or(0.0);
    }
    let (t_between, l_between) = between.theil();
    Some(Decomposition {
        t_within,
        t_between,
        l_within: (!has_zero).then_some(l_within),
        l_between: l_between.filter(|_| !has_zero),
    })
}

/// Compares Lorenz curves: what the poorest part of the weights holds, for every part.
///
/// `of_shares` compares shares in the totals, and otherwise the amounts themselves per unit of
/// weight. Both curves run over parts of their own weights.
pub fn dominance(first: &Curve, second: &Curve, of_shares: bool) -> Dominance {
    let [left, right] = [first, second].map(|curve| curve.ends(of_shares));
    // Both are stretched to the same ends, so that whole numbers stay whole.
    let (first, second) = (first.stretched(&right), second.stretched(&left));
    let corners = first.iter().chain(&second).map(|(part, _)| part);
    let mut parts: Vec<&Exact> = corners.collect();
    parts.sort();
    parts.dedup();
    let (mut above, mut under) = (false, false);
    for part in parts {
        let (left, right) = (height(&first, part), height(&second, part));
        above |= left > right;
        under |= left < right;
    }
    match (above, under) {
        (false, false) => Dominance::Equal,
        (true, false) => Dominance::First,
        (false, true) => Dominance::Second,
        (true, true) => Dominance::Crossing,
    }
}

/// A Lorenz curve: its corners behind the origin, as sums of weights and of money.
pub struct Curve(Vec<(Exact, Exact)>);

impl Curve {
    /// Returns the curve of units, none of whose values may be negative.
    pub fn of(units: &[Weighted]) -> Curve {
        let Some(sums) = Sums::of(units) else {
            return Curve(vec![(Exact::one(), Exact::zero())]);
        };
        let (mut part, mut height) = (Exact::zero(), Exact::zero());
        let corners = sums.units.iter().map(|unit| {
            part = part.plus(&unit.weight);
            height = height.plus(&unit.total());
            (part.clone(), height.clone())
        });
        Curve(corners.collect())
    }

    /// Returns what its parts and its heights are measured in.
    fn ends(&self, of_shares: bool) -> (Exact, Exact) {
        let (part, height) = self
            .0
            .last()
            .cloned()
            .unwrap_or((Exact::one(), Exact::one()));
        match of_shares {
            // Nothing at all has no shares, and lies flat on any measure.
            true if !height.is_zero() => (part, height),
            _ => (part.clone(), part),
        }
    }

    fn stretched(&self, (along, up): &(Exact, Exact)) -> Vec<(Exact, Exact)> {
        let corners = self.0.iter();
        corners
            .map(|(part, height)| (part.times(along), height.times(up)))
            .collect()
    }
}

/// Returns the height of a curve at a part of the weights, straight between its corners.
fn height(curve: &[(Exact, Exact)], part: &Exact) -> Exact {
    let next = curve.partition_point(|(corner, _)| corner < part);
    let origin = (Exact::zero(), Exact::zero());
    let before = next.checked_sub(1).map_or(&origin, |at| &curve[at]);
    let Some(after) = curve.get(next).filter(|after| after.0 > *part) else {
        return curve.get(next).unwrap_or(before).1.clone();
    };
    let along = part.minus(&before.0).over(&after.0.minus(&before.0));
    before.1.plus(&along.times(&after.1.minus(&before.1)))
}

/// Returns the natural logarithm of a ratio above zero, given also less one.
fn logarithm(less: f64, ratio: &Exact) -> f64 {
    if (-0.5..=1.0).contains(&less) {
        return libm::log1p(less);
    }
    // Far from one the digits decide, however many there are.
    let text = ratio.to_string();
    let (above, below) = text.split_once('/').unwrap_or((&text, "1"));
    let [(above, up), (below, down)] = [above, below].map(scientific);
    libm::log(above / below) + (up - down) * std::f64::consts::LN_10
}

/// Returns a whole number as a float from 1 to 10 and the power of ten behind it.
fn scientific(digits: &str) -> (f64, f64) {
    let (first, rest) = digits.split_at(1);
    let shown = rest.get(..18).unwrap_or(rest);
    let power = u32::try_from(rest.len()).unwrap_or(u32::MAX);
    let number = format!("{first}.{shown}").parse().unwrap_or(1.0);
    (number, f64::from(power))
}

/// Returns an exact number as a float: its digits, or where they are few the quotient of its parts.
fn float(exact: &Exact) -> f64 {
    let written = |whole: i64| whole.to_string().parse::<f64>().unwrap_or(0.0);
    match exact.to_parts() {
        Some((above, below)) => written(above) / written(below),
        None => exact.to_decimal_text(40).parse().unwrap_or(0.0),
    }
}
