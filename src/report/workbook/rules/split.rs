//! Largest remainder in a spreadsheet: whole units over whole weights, to the cent as the engine.
//!
//! A quota is pool × weight / sum of weights. The product would leave what is exact (`term.rs`), so
//! a weight is taken digit by digit in a base B, as in long division. With digits d of the weight,
//! pool C and sum S:
//!
//! ```text
//! x = rest so far × B + d × C      digit of the quota = INT(x / S)      rest = x − digit × S
//! ```
//!
//! The rest is below S, so that x stays below S × B + C × B, which is why pool and sum may be at
//! most half of 10^14 / B. B is 1,000 where both are at most 250 million euros, and smaller beyond.
//! After the last digit the rest is the remainder of the quota itself: remainders are ranked as
//! whole numbers, and equal ones by the declared ties and then by position, as the engine has them.

use super::super::draft::{Column, Draft, TooLarge};
use super::super::term::{MOST, Term};
use crate::domain::{Precision, TieRule};

/// The digits in which weights are taken.
#[derive(Clone, Copy)]
struct Digits {
    base: i64,
    count: u32,
    /// The greatest pool, and the greatest sum of weights.
    most: i64,
    /// The greatest weight.
    heaviest: i64,
}

impl Digits {
    /// Returns the digits for amounts of this size, of which there may be twice as much; small
    /// weights, which are heads, have fewer.
    fn of(size: i64, is_small: bool) -> Result<Digits, TooLarge> {
        let kinds = [(1_000, 4), (100, 6), (10, 12)];
        let fits = |(base, _): &&(i64, u32)| size.checked_mul(4 * base).is_some_and(|x| x <= MOST);
        let (base, count) = *kinds.iter().find(fits).ok_or(TooLarge)?;
        let count = if is_small { count / 2 } else { count };
        Ok(Digits {
            base,
            count,
            most: MOST / base / 2,
            heaviest: base.pow(count) - 1,
        })
    }

    /// Returns the digit of a weight that stands for `base` to the power of `position`.
    fn digit(self, weight: &Term, position: u32) -> Term {
        let over = |power: u32| match power {
            0 => weight.clone(),
            power => weight.over(&Term::number(self.base.pow(power))),
        };
        let digit = over(position);
        match position + 1 < self.count {
            true => digit.minus(&Term::number(self.base).times(&over(position + 1))),
            false => digit,
        }
    }
}

/// A pool to be split.
pub(super) struct Pool<'a> {
    /// What is divided, in the words of the reader.
    pub(super) title: String,
    /// How much.
    pub(super) amount: Term,
    /// Who shares, with their weights; who has none gets nothing.
    pub(super) weights: Vec<(String, Term)>,
    /// Whether weights are heads.
    pub(super) is_small: bool,
    /// How amounts become whole.
    pub(super) precision: &'a Precision,
}

/// Heads of the columns of a split.
pub(in crate::report) struct SplitHeads {
    pub(in crate::report) who: &'static str,
    pub(in crate::report) weight: &'static str,
    pub(in crate::report) digit: &'static str,
    pub(in crate::report) rest: &'static str,
    pub(in crate::report) rank: &'static str,
    pub(in crate::report) part: &'static str,
    pub(in crate::report) pool: &'static str,
    pub(in crate::report) sum: &'static str,
    pub(in crate::report) spare: &'static str,
}

/// Writes a split and returns the parts.
pub(super) fn split(
    draft: &mut Draft,
    pool: &Pool<'_>,
    heads: &SplitHeads,
) -> Result<Vec<Term>, TooLarge> {
    let unit = pool.precision.unit.count().max(1);
    let amount = pool.amount.value().ok_or(TooLarge)?;
    let weights: Option<Vec<i64>> = pool.weights.iter().map(|one| one.1.value()).collect();
    let sum = weights.ok_or(TooLarge)?.iter().sum::<i64>();
    let size = sum.checked_mul(unit).ok_or(TooLarge)?.max(amount);
    let digits = Digits::of(size, pool.is_small)?;
    let (titles, columns) = columns(heads, digits);
    draft.title(pool.title.clone());
    // The pool stands above the weights, of which it needs the sum.
    let row = draft.row();
    draft.next();
    draft.heads(&titles);
    let mut cells = Vec::new();
    let mark = draft.row();
    for (who, weight) in &pool.weights {
        draft.text(0, who.clone());
        cells.push(draft.formula(1, &weight.guarded(digits.heaviest))?);
        draft.next();
    }
    draft.go_to(row);
    let whole = draft.formula(1, &pool.amount.guarded(digits.most))?;
    draft.text(0, heads.pool);
    draft.text(2, heads.sum);
    let step = Column::of(&cells).sum().times(&Term::number(unit));
    let step = draft.formula(
        3,
        &Term::most(&[Term::number(1), step]).guarded(digits.most),
    )?;
    draft.text(4, heads.spare);
    draft.go_to(mark);
    let quotas = quotas(draft, &cells, (&whole, &step), digits)?;
    draft.go_to(row);
    let floors = quotas.iter().map(|quota| quota.0.as_slice());
    let placed = floor_of(&sums(floors, digits), digits);
    let units = whole.over(&Term::number(unit));
    let spare = draft.formula(5, &units.minus(&placed))?;
    draft.go_to(mark);
    let rests: Vec<Term> = quotas.iter().map(|quota| quota.1.clone()).collect();
    let mut parts = Vec::new();
    for (at, (floors, rest)) in quotas.iter().enumerate() {
        let rank = rank(at, &rests, &cells, &pool.precision.ties);
        let rank = draft.formula(columns, &rank)?;
        let is_served = Term::all(vec![Term::number(1).at_most(rest), rank.below(&spare)]);
        let more = is_served.chosen(&Term::number(1), &Term::number(0));
        let part = floor_of(floors, digits)
            .plus(&more)
            .times(&Term::number(unit));
        parts.push(draft.formula(columns + 1, &part)?);
        draft.next();
    }
    Ok(parts)
}

/// Returns the heads of the columns, and the column of the rank.
fn columns(heads: &SplitHeads, digits: Digits) -> (Vec<&'static str>, u16) {
    let mut titles = vec![heads.who, heads.weight];
    for _ in 0..digits.count {
        titles.extend([heads.digit, heads.rest]);
    }
    let rank = u16::try_from(titles.len()).unwrap_or(u16::MAX);
    titles.extend([heads.rank, heads.part]);
    (titles, rank)
}

/// Writes the long division of each weight: the digits of its quota, and the remainder.
fn quotas(
    draft: &mut Draft,
    weights: &[Term],
    (pool, step): (&Term, &Term),
    digits: Digits,
) -> Result<Vec<(Vec<Term>, Term)>, TooLarge> {
    let (pool, step) = (pool.in_place(), step.in_place());
    let base = Term::number(digits.base);
    let mut quotas = Vec::new();
    for weight in weights {
        let (mut rest, mut floors) = (Term::number(0), Vec::new());
        for (column, position) in (2_u16..).step_by(2).zip((0..digits.count).rev()) {
            let carried = match rest.text() {
                "0" => Term::number(0),
                _ => rest.times(&base),
            };
            let x = carried.plus(&digits.digit(weight, position).times(&pool));
            let floor = draft.formula(column, &x.over(&step))?;
            rest = draft.formula(column + 1, &x.minus(&floor.times(&step)))?;
            floors.push(floor);
        }
        draft.next();
        quotas.push((floors, rest));
    }
    Ok(quotas)
}

/// Returns the sum of each digit over all quotas.
fn sums<'t>(quotas: impl Iterator<Item = &'t [Term]>, digits: Digits) -> Vec<Term> {
    let quotas: Vec<&[Term]> = quotas.collect();
    let places = 0..usize::try_from(digits.count).unwrap_or_default();
    let column = |place: usize| -> Vec<Term> {
        let own = quotas.iter().filter_map(|floors| floors.get(place));
        own.cloned().collect()
    };
    places
        .map(|place| Column::of(&column(place)).sum())
        .collect()
}

/// Returns the number that digits make.
fn floor_of(floors: &[Term], digits: Digits) -> Term {
    let base = Term::number(digits.base);
    let mut floors = floors.iter();
    let Some(first) = floors.next() else {
        return Term::number(0);
    };
    floors.fold(first.clone(), |number, digit| {
        number.times(&base).plus(digit)
    })
}

/// Returns how many are served before this one: larger remainders, and of equal ones those that the
/// ties put first, and then those before it.
fn rank(at: usize, rests: &[Term], weights: &[Term], ties: &[TieRule]) -> Term {
    let (all, own) = (Column::of(rests).range(), rests[at].text());
    let (sizes, size) = (Column::of(weights).range(), weights[at].text());
    let before = |text: &str| format!("SUMPRODUCT({text})");
    let mut text = before(&format!("({all}>{own})*1"));
    // The weights are the exact amounts up to a factor; a second rule finds only equal ones.
    let tie = ties.first();
    let sign = match tie {
        Some(TieRule::LargerAmount) => ">",
        Some(TieRule::SmallerAmount) => "<",
        None => "",
    };
    if tie.is_some() {
        text += "+";
        text += &before(&format!("({all}={own})*({sizes}{sign}{size})"));
    }
    if at > 0 {
        let (earlier, sizes) = (Column::of(&rests[..at]), Column::of(&weights[..at]));
        let mut equal = format!("({}={own})", earlier.range());
        equal += &match tie {
            Some(_) => format!("*({}={size})", sizes.range()),
            None => String::from("*1"),
        };
        text += "+";
        text += &before(&equal);
    }
    let goes_before = |other: usize| {
        let (rest, own) = (rests[other].value(), rests[at].value());
        let by_size = weights[other].value().cmp(&weights[at].value());
        let by_tie = match tie {
            Some(TieRule::LargerAmount) => by_size.reverse(),
            Some(TieRule::SmallerAmount) => by_size,
            None => std::cmp::Ordering::Equal,
        };
        rest > own || (rest == own && by_tie.then(other.cmp(&at)).is_lt())
    };
    let count = (0..rests.len()).filter(|other| goes_before(*other)).count();
    let basis = super::super::term::mixed(rests);
    Term::atom(text, i64::try_from(count).ok()).on(basis)
}
