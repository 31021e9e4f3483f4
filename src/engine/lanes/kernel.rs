//! The arithmetic of lanes: whole numbers carried in 64-bit floats.
//!
//! The only file of the engine that knows floats. Every number in it is a whole number below
//! [`MOST`], and every product that is formed stays below it too, or is formed with integers that
//! wrap: so sums, differences, products and remainders are exact, and each outcome is that of
//! the integer steps. [`super::Form::of`] proves the bounds before anything runs, and
//! `tests/suite/lanes.rs` holds the outcomes against the integer path.
#![expect(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "whole numbers below 2^53, as the plan has proven"
)]

use pulp::{Arch, NullaryFnOnce};

/// The number of lanes in a block.
pub const LANES: usize = 64;

/// One number in every lane.
pub type Column = [f64; LANES];

/// Nothing, in every lane.
pub(super) const NOTHING: Column = [0.0; LANES];

/// Floats hold every whole number below this one exactly: 2^53.
pub(super) const MOST: i64 = 9_007_199_254_740_992;

/// Most parts among which the kernel ranks remainders by pairs.
pub(super) const MOST_PAIRED: usize = 8;

/// Products of totals and weights stay below this one in a split: 2^51 less one half, so that
/// [`quotient`] is exact.
pub(super) const MOST_SPLIT: i64 = 2_251_799_813_685_247;

/// Numbers that are the same in all lanes, or not.
#[derive(Clone, Copy)]
pub(super) enum Number<'a> {
    Same(f64),
    Each(&'a Column),
}

impl Number<'_> {
    /// Returns a whole number that is the same in all lanes.
    pub(super) fn of(number: i64) -> Number<'static> {
        Number::Same(number as f64)
    }
}

/// Columns, and the positions of those to add to.
type Onto<'a> = (&'a mut [Column], &'a [usize]);

/// Weights that are the same in all lanes, with what follows from them.
#[derive(Clone, Debug)]
pub(super) struct SameWeights {
    weights: Vec<f64>,
    total: f64,
    inverse: f64,
}

impl SameWeights {
    /// Takes whole weights; `None` when they have no positive sum.
    pub(super) fn of(weights: &[i64]) -> Option<SameWeights> {
        let total: i64 = weights.iter().sum();
        (total > 0).then(|| SameWeights {
            weights: weights.iter().map(|weight| *weight as f64).collect(),
            total: total as f64,
            inverse: 1.0 / total as f64,
        })
    }

    /// Leaves out weights of zero, and in `who` those that have them: no part is theirs.
    pub(super) fn leave_out<T>(&mut self, who: &mut Vec<T>) {
        let mut weights = self.weights.iter();
        who.retain(|_| weights.next().is_some_and(|weight| *weight > 0.0));
        self.weights.retain(|weight| *weight > 0.0);
    }
}

/// The instructions that this machine has, chosen when the program runs.
#[derive(Clone, Copy)]
pub(super) struct Kernel(Arch);

impl Kernel {
    pub(super) fn new() -> Kernel {
        Kernel(Arch::new())
    }

    /// Reads whole numbers.
    pub(super) fn load(self, from: &[i64], into: &mut Column) {
        self.0.dispatch(
            #[inline(always)]
            || {
                for (into, from) in into.iter_mut().zip(from) {
                    *into = *from as f64;
                }
            },
        );
    }

    /// Adds a column, as often as `times` says.
    pub(super) fn add(self, into: &mut Column, from: &Column, times: i64) {
        let times = times as f64;
        self.0.dispatch(
            #[inline(always)]
            || {
                for (into, from) in into.iter_mut().zip(from) {
                    *into += from * times;
                }
            },
        );
    }

    /// Adds columns, four at a time, so that the sum is read and written less often.
    pub(super) fn add_all(self, into: &mut Column, (columns, at): (&[Column], &[usize])) {
        self.0.dispatch(
            #[inline(always)]
            || {
                let (fours, rest) = at.as_chunks::<4>();
                for four in fours {
                    let [a, b, c, d] = four.map(|at| &columns[at]);
                    for lane in 0..LANES {
                        into[lane] += (a[lane] + b[lane]) + (c[lane] + d[lane]);
                    }
                }
                for at in rest {
                    add_each(into, &columns[*at]);
                }
            },
        );
    }

    /// Writes an amount that is the same in all lanes, and heads at a rate.
    pub(super) fn pay(self, into: &mut Column, same: i64, heads: &Column, rate: Number<'_>) {
        let same = same as f64;
        self.0.dispatch(
            #[inline(always)]
            || match rate {
                Number::Same(rate) => {
                    for (into, heads) in into.iter_mut().zip(heads) {
                        *into = same + heads * rate;
                    }
                }
                Number::Each(rate) => {
                    for ((into, heads), rate) in into.iter_mut().zip(heads).zip(rate) {
                        *into = same + heads * rate;
                    }
                }
            },
        );
    }

    /// Adds the product of heads and a rate, where `mask` is one.
    pub(super) fn add_product(
        self,
        into: &mut Column,
        (heads, rate): (Number<'_>, Number<'_>),
        mask: Option<&Column>,
    ) {
        self.0.dispatch(
            #[inline(always)]
            || match (heads, rate, mask) {
                (Number::Each(heads), Number::Same(rate), None) => {
                    for (into, heads) in into.iter_mut().zip(heads) {
                        *into += heads * rate;
                    }
                }
                (Number::Each(heads), Number::Each(rate), None) => {
                    for ((into, heads), rate) in into.iter_mut().zip(heads).zip(rate) {
                        *into += heads * rate;
                    }
                }
                _ => {
                    for lane in 0..LANES {
                        let open = mask.map_or(1.0, |mask| mask[lane]);
                        into[lane] += at(heads, lane) * at(rate, lane) * open;
                    }
                }
            },
        );
    }

    /// Returns, lane by lane, a rate lowered to what fits: the greatest multiple of `step` at
    /// which claims of `claimed` come to at most `left`. Lanes that fit keep their rate.
    pub(super) fn lowered(
        self,
        rate: Number<'_>,
        (left, claimed): (&Column, &Column),
        step: i64,
    ) -> Column {
        let mut lowered = NOTHING;
        for (lane, lowered) in lowered.iter_mut().enumerate() {
            let rate = at(rate, lane);
            *lowered = match claimed[lane] > left[lane] {
                true => part(rate as i64, left[lane] as i64, claimed[lane] as i64, step),
                false => rate,
            };
        }
        lowered
    }

    /// Splits totals over weights that are the same in all lanes: largest remainder, equal ones
    /// in order of position. Products of totals and weights stay below [`MOST_SPLIT`]. Each part
    /// is added to a column of its own, whose position is in `at`.
    pub(super) fn split_onto(self, total: &Column, by: &SameWeights, onto: Onto<'_>) {
        self.0.dispatch(SplitOnto { total, by, onto });
    }

    /// Splits totals likewise, and adds each part to the column at its position.
    pub(super) fn split(self, total: &Column, by: &SameWeights, parts: &mut [Column]) {
        let at: [usize; MOST_PAIRED] = std::array::from_fn(|position| position);
        let number = parts.len();
        self.split_onto(total, by, (parts, &at[..number]));
    }

    /// Returns half-up rounded parts `above / below` of totals; `2 × above × total` stays below
    /// [`MOST`].
    pub(super) fn share(self, total: &Column, (above, below): (i64, i64), into: &mut Column) {
        let (above, below) = (2.0 * above as f64, below as f64);
        let (twice, inverse) = (2.0 * below, 0.5 / below);
        self.0.dispatch(
            #[inline(always)]
            || {
                for (into, total) in into.iter_mut().zip(total) {
                    let product = above * total + below;
                    *into = divided(product, twice, inverse).0;
                }
            },
        );
    }

    /// Takes what a slice asks from what is left, at most all of it.
    pub(super) fn take(self, rest: &mut Column, asked: &mut Column) {
        self.0.dispatch(
            #[inline(always)]
            || {
                for (rest, asked) in rest.iter_mut().zip(asked) {
                    *asked = if *asked > *rest { *rest } else { *asked };
                    *rest -= *asked;
                }
            },
        );
    }

    /// Takes the larger of an amount and a stated one.
    pub(super) fn at_least(self, amounts: &mut Column, least: Number<'_>) {
        for (lane, amount) in amounts.iter_mut().enumerate() {
            *amount = amount.max(at(least, lane));
        }
    }

    /// Returns one in the lanes in which a number lies between its ends.
    pub(super) fn mask(
        self,
        number: Number<'_>,
        (least, most): (Option<Number<'_>>, Option<Number<'_>>),
    ) -> Column {
        let mut mask = NOTHING;
        for (lane, mask) in mask.iter_mut().enumerate() {
            let number = at(number, lane);
            let above = least.is_none_or(|least| number >= at(least, lane));
            let below = most.is_none_or(|most| number <= at(most, lane));
            *mask = f64::from(u8::from(above && below));
        }
        mask
    }

    /// Returns the amount of the highest band that is reached, and nothing below the first.
    pub(super) fn reached(self, heads: Number<'_>, bands: &[(i64, Number<'_>)]) -> Column {
        let mut amounts = NOTHING;
        for (lane, amount) in amounts.iter_mut().enumerate() {
            for (from, own) in bands {
                if at(heads, lane) >= *from as f64 {
                    *amount = at(*own, lane);
                }
            }
        }
        amounts
    }

    /// Returns a whole number in every lane.
    pub(super) fn same(self, number: i64) -> Column {
        [number as f64; LANES]
    }

    /// Returns a number as a column.
    pub(super) fn column(self, number: Number<'_>) -> Column {
        match number {
            Number::Same(number) => [number; LANES],
            Number::Each(column) => *column,
        }
    }

    /// Divides what is paid by heads, rounded half up; lanes without heads get the stated amount.
    pub(super) fn per_head(self, paid: &mut Column, heads: &Column, stated: &Column) {
        for ((paid, heads), stated) in paid.iter_mut().zip(heads).zip(stated) {
            *paid = match *heads > 0.0 {
                true => {
                    let (quotient, rest) = divided(*paid, *heads, 1.0 / heads);
                    quotient + if rest + rest >= *heads { 1.0 } else { 0.0 }
                }
                false => *stated,
            };
        }
    }

    /// Returns the smaller of two numbers.
    pub(super) fn least(self, left: &Column, right: &Column) -> Column {
        std::array::from_fn(|lane| left[lane].min(right[lane]))
    }

    /// Returns the larger of two numbers.
    pub(super) fn most(self, left: &Column, right: &Column) -> Column {
        std::array::from_fn(|lane| left[lane].max(right[lane]))
    }

    /// Returns one where a mask is zero.
    pub(super) fn opposite(self, mask: &Column) -> Column {
        std::array::from_fn(|lane| 1.0 - mask[lane])
    }

    /// Returns a number where a mask is one, and nothing elsewhere.
    pub(super) fn masked(self, number: &Column, mask: &Column) -> Column {
        std::array::from_fn(|lane| number[lane] * mask[lane])
    }

    /// Returns a difference.
    pub(super) fn minus(self, from: &Column, take: &Column) -> Column {
        std::array::from_fn(|lane| from[lane] - take[lane])
    }

    /// Returns one in the lanes in which a number is more than another.
    pub(super) fn exceeds(self, number: &Column, most: &Column) -> Column {
        std::array::from_fn(|lane| f64::from(u8::from(number[lane] > most[lane])))
    }

    /// Says whether a column is zero in every lane.
    pub(super) fn is_nothing(self, column: &Column) -> bool {
        column.iter().all(|number| *number == 0.0)
    }
}

/// Returns a whole number in one lane.
pub(super) fn whole(column: &Column, lane: usize) -> i64 {
    column[lane] as i64
}

/// Writes a whole number in one lane.
pub(super) fn put(column: &mut Column, lane: usize, number: i64) {
    column[lane] = number as f64;
}

/// Returns a number in one lane.
#[inline(always)]
pub(super) fn at(number: Number<'_>, lane: usize) -> f64 {
    match number {
        Number::Same(number) => number,
        Number::Each(column) => column[lane],
    }
}

/// Returns the whole quotient of a whole number, and what is left.
#[inline(always)]
fn divided(product: f64, by: f64, inverse: f64) -> (f64, f64) {
    // The rounded inverse puts the quotient at most one off; the remainder tells which way.
    let quotient = (product * inverse).floor();
    let rest = product - quotient * by;
    let low = if rest < 0.0 { 1.0 } else { 0.0 };
    let high = if rest >= by { 1.0 } else { 0.0 };
    (quotient - low + high, rest + (low - high) * by)
}

/// Returns the whole quotient of a whole number below [`MOST_SPLIT`], by the rounded inverse of the
/// divisor.
///
/// Half a unit is added, exactly, so that what is divided lies at least half a unit from every
/// multiple of the divisor. Rounding the inverse and the product moves the outcome by less than
/// 2^-52 of it, hence by less than 2^51 × 2^-52 over the divisor: less than that half.
#[inline(always)]
fn quotient(product: f64, inverse: f64) -> f64 {
    ((product + 0.5) * inverse).floor()
}

/// A split over weights that are the same in all lanes; no closure, for a call of one as large as
/// this is not compiled into the lanes.
struct SplitOnto<'a> {
    total: &'a Column,
    by: &'a SameWeights,
    onto: Onto<'a>,
}

impl NullaryFnOnce for SplitOnto<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let (total, by, (columns, at)) = (self.total, self.by, self.onto);
        match *at {
            [] => {}
            [one] => add_each(&mut columns[one], total),
            [a, b] => split_in_two(total, by, own(columns, [a, b])),
            [a, b, c] => split_fixed(total, by, own(columns, [a, b, c])),
            [a, b, c, d] => split_fixed(total, by, own(columns, [a, b, c, d])),
            [a, b, c, d, e] => split_fixed(total, by, own(columns, [a, b, c, d, e])),
            [a, b, c, d, e, f] => split_fixed(total, by, own(columns, [a, b, c, d, e, f])),
            [a, b, c, d, e, f, g] => split_fixed(total, by, own(columns, [a, b, c, d, e, f, g])),
            [a, b, c, d, e, f, g, h] => {
                split_fixed(total, by, own(columns, [a, b, c, d, e, f, g, h]));
            }
            ref more => panic!("{} parts, of which no more than {MOST_PAIRED}", more.len()),
        }
    }
}

/// Returns the columns at positions that differ.
#[inline(always)]
fn own<const PARTS: usize>(columns: &mut [Column], at: [usize; PARTS]) -> [&mut Column; PARTS] {
    match columns.get_disjoint_mut(at) {
        Ok(own) => own,
        Err(refusal) => panic!("parts go onto columns of their own: {refusal}"),
    }
}

#[inline(always)]
fn add_each(into: &mut Column, from: &Column) {
    for (into, from) in into.iter_mut().zip(from) {
        *into += from;
    }
}

/// Splits in two: the spare one goes to the larger remainder, or to the first of two equal ones,
/// which is to round the first part half up.
#[inline(always)]
fn split_in_two(total: &Column, by: &SameWeights, [first, second]: [&mut Column; 2]) {
    let (weight, whole, inverse) = (by.weights[0], by.total, by.inverse);
    for lane in 0..LANES {
        let product = total[lane] * weight;
        let quotient = quotient(product, inverse);
        let rest = product - quotient * whole;
        let part = quotient + if rest + rest >= whole { 1.0 } else { 0.0 };
        first[lane] += part;
        second[lane] += total[lane] - part;
    }
}

#[inline(always)]
fn split_fixed<const PARTS: usize>(total: &Column, by: &SameWeights, parts: [&mut Column; PARTS]) {
    let mut weights = [0.0; PARTS];
    weights.copy_from_slice(&by.weights[..PARTS]);
    let (whole, inverse) = (by.total, by.inverse);
    for lane in 0..LANES {
        let mut quotients = [0.0; PARTS];
        let mut rests = [0.0; PARTS];
        let mut left = total[lane];
        for part in 0..PARTS {
            let product = total[lane] * weights[part];
            quotients[part] = quotient(product, inverse);
            rests[part] = product - quotients[part] * whole;
            left -= quotients[part];
        }
        // One comparison tells of both who is ahead of the other.
        let mut ahead = [0.0; PARTS];
        for later in 0..PARTS {
            for earlier in 0..later {
                let is_ahead = rests[earlier] >= rests[later];
                ahead[later] += if is_ahead { 1.0 } else { 0.0 };
                ahead[earlier] += if is_ahead { 0.0 } else { 1.0 };
            }
        }
        for part in 0..PARTS {
            parts[part][lane] += quotients[part] + if ahead[part] < left { 1.0 } else { 0.0 };
        }
    }
}

/// Returns the greatest multiple of `step` in `rate × left / claimed`.
fn part(rate: i64, left: i64, claimed: i64, step: i64) -> f64 {
    // Protected claims alone are too much, and nobody asks for more.
    if claimed == 0 {
        return rate as f64;
    }
    // Few numbers need the wide division, which takes several times as long.
    if let (Some(above), Some(below)) = (rate.checked_mul(left), claimed.checked_mul(step)) {
        return (above.div_euclid(below) * step) as f64;
    }
    let above = i128::from(rate) * i128::from(left);
    let below = i128::from(claimed) * i128::from(step);
    (above.div_euclid(below) * i128::from(step)) as f64
}

/// Returns the whole quotient of a part by weight, which may be one off.
#[inline]
pub(super) fn about(weight: i64, (total, whole): (i64, i64)) -> i64 {
    (weight as f64 * (total as f64 / whole as f64)) as i64
}
