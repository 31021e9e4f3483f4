//! Uncertain numbers that can become what they cannot be, or that were probably meant otherwise.

use super::{Suspect, about};
use crate::domain::{Change, Distribution, NumberRange, Scenario, Text, Uncertain, Uncertainty};
use crate::money::Exact;
use crate::scenario::problem::percent;

/// No draw of a normal distribution lies as many deviations from its mean: it is made of one word
/// of 32 bits.
const FARTHEST: i64 = 7;

/// Returns what looks wrong in the uncertain numbers of a scenario.
pub(super) fn doubtful(scenario: &Scenario) -> Vec<Suspect> {
    let mut found = Vec::new();
    for one in &scenario.uncertain {
        let range = one.range;
        let path = format!("uncertain.{}", one.id);
        let suspect = |(code, text)| about(&path, code, text);
        found.extend(meant_otherwise(one, range).map(suspect));
        let impossible = too_wide(one, range).or_else(|| impossible(one, range));
        found.extend(impossible.map(suspect));
        found.extend(enlarges_a_loss(one, range).map(suspect));
    }
    found
}

type Doubt = (&'static str, Text);

/// Tells values that the number cannot have; what a difference leads to depends on the number.
fn impossible(one: &Uncertain, range: NumberRange) -> Option<Doubt> {
    let id = &one.id;
    let (least, most) = ends(&one.distribution);
    let floor = match (one.change, range) {
        (Change::Difference, _) => return None,
        (Change::Value, NumberRange::Growth) => Exact::from(-1),
        _ => Exact::zero(),
    };
    if least < floor {
        let text = match (one.change, range) {
            (Change::Value, NumberRange::Growth) => Text::new(
                format!("`{id}` kan onder -100 % vallen; dat telt als -100 %"),
                format!("`{id}` can fall below -100 %, which counts as -100 %"),
            ),
            _ => Text::new(
                format!("`{id}` kan onder nul vallen; dat telt als nul"),
                format!("`{id}` can fall below zero, which counts as zero"),
            ),
        };
        return Some(("impossible-value", text));
    }
    let is_over = most.is_some_and(|most| most > Exact::one());
    (is_over && one.change == Change::Value && range == NumberRange::Part).then(|| {
        let text = Text::new(
            format!("`{id}` kan boven 100 % komen; dat telt als 100 %"),
            format!("`{id}` can exceed 100 %, which counts as 100 %"),
        );
        ("impossible-value", text)
    })
}

/// Tells a growth or a share that is spread over more than 100 %: a percentage written without its
/// sign, most likely.
fn too_wide(one: &Uncertain, range: NumberRange) -> Option<Doubt> {
    let spread = match &one.distribution {
        Distribution::Normal { sd, .. } | Distribution::Lognormal { sd, .. } => sd.clone(),
        Distribution::Quantiles(points) => {
            let (first, last) = (points.first()?, points.last()?);
            last.1.minus(&first.1)
        }
        _ => return None,
    };
    let is_relative = matches!(range, NumberRange::Growth | NumberRange::Part);
    (is_relative && spread > Exact::one()).then(|| {
        let (id, shown) = (&one.id, percent(&spread));
        let meant = spread.to_decimal_text(2);
        let meant = meant.trim_end_matches('0').trim_end_matches('.');
        let text = Text::new(
            format!(
                "`{id}` spreidt over {}: is \"{meant} %\" bedoeld?",
                shown.nl
            ),
            format!("`{id}` spreads over {}: is \"{meant} %\" meant?", shown.en),
        );
        ("unlikely-spread", text)
    })
}

/// Tells a growth that was given as a factor, and a factor that was given as a growth.
fn meant_otherwise(one: &Uncertain, range: NumberRange) -> Option<Doubt> {
    let id = &one.id;
    let usual = middle(&one.distribution)?;
    let shown = percent(&usual);
    match one.change {
        Change::Factor if usual <= Exact::ratio(1, 4) => {
            let text = Text::new(
                format!(
                    "`{id}` vermenigvuldigt met {}: is een verschil bedoeld?",
                    shown.nl
                ),
                format!("`{id}` multiplies by {}: is a difference meant?", shown.en),
            );
            Some(("unlikely-change", text))
        }
        Change::Value if range == NumberRange::Growth && usual >= Exact::ratio(3, 4) => {
            let text = Text::new(
                format!(
                    "`{id}` laat groeien met {}: is een factor bedoeld?",
                    shown.nl
                ),
                format!("`{id}` grows by {}: is a factor meant?", shown.en),
            );
            Some(("unlikely-change", text))
        }
        _ => None,
    }
}

/// Tells a factor on a number that can be negative: it makes a loss larger as it does a gain.
fn enlarges_a_loss(one: &Uncertain, range: NumberRange) -> Option<Doubt> {
    let is_number = matches!(one.target, Uncertainty::Number(_));
    (is_number && range == NumberRange::Growth && one.change == Change::Factor).then(|| {
        let id = &one.id;
        let text = Text::new(
            format!("`{id}` vermenigvuldigt een groei, die ook negatief kan zijn"),
            format!("`{id}` multiplies a growth, which can be negative as well"),
        );
        ("factor-of-a-loss", text)
    })
}

/// Returns the least and the greatest value that can be drawn; the latter where there is one.
fn ends(distribution: &Distribution) -> (Exact, Option<Exact>) {
    match distribution {
        Distribution::Normal { mean, sd } => {
            let far = sd.times(&Exact::from(FARTHEST));
            (mean.minus(&far), Some(mean.plus(&far)))
        }
        Distribution::Lognormal { .. } => (Exact::zero(), None),
        Distribution::Triangular { low, high, .. }
        | Distribution::Uniform { low, high }
        | Distribution::Beta { low, high, .. }
        | Distribution::Pert { low, high, .. } => (low.clone(), Some(high.clone())),
        Distribution::Discrete(values) => {
            let likely = values.iter().filter(|(_, weight)| !weight.is_zero());
            let values: Vec<&Exact> = likely.map(|(value, _)| value).collect();
            let least = values.iter().min().map(|least| (**least).clone());
            let most = values.iter().max().map(|most| (**most).clone());
            (least.unwrap_or_default(), most)
        }
        Distribution::Empirical(values) => (
            values.first().cloned().unwrap_or_default(),
            values.last().cloned(),
        ),
        Distribution::Quantiles(points) => {
            let value = |point: Option<&(Exact, Exact)>| point.map(|(_, value)| value.clone());
            (
                value(points.first()).unwrap_or_default(),
                value(points.last()),
            )
        }
    }
}

/// Returns a value in the middle, as far as one can be told exactly; of a lognormal distribution
/// one plus the mean of the logarithm.
fn middle(distribution: &Distribution) -> Option<Exact> {
    Some(match distribution {
        Distribution::Normal { mean, .. } => mean.clone(),
        Distribution::Lognormal { mean, .. } => Exact::one().plus(mean),
        Distribution::Triangular { mode, .. } | Distribution::Pert { mode, .. } => mode.clone(),
        Distribution::Uniform { low, high } | Distribution::Beta { low, high, .. } => {
            low.plus(high).times(&Exact::ratio(1, 2))
        }
        Distribution::Discrete(values) => {
            let weights: Exact = values.iter().map(|(_, weight)| weight.clone()).sum();
            let sum: Exact = values
                .iter()
                .map(|(value, weight)| value.times(weight))
                .sum();
            sum.over(&weights)
        }
        Distribution::Empirical(values) => values.get(values.len() / 2)?.clone(),
        Distribution::Quantiles(points) => points.get(points.len() / 2)?.1.clone(),
    })
}
