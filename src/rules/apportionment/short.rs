//! A number of few digits between two others, for people to check by hand.

use num_bigint::BigInt;
use num_integer::Integer;

use crate::money::Exact;

/// Returns the decimal with the fewest digits in the middle half of `least` to `most`, or `least`
/// itself where they meet. Both are above zero.
pub(in crate::rules) fn shortest_between(least: &Exact, most: &Exact) -> Exact {
    if least >= most {
        return least.clone();
    }
    shortest(least, most, &|number| number.clone(), &BigInt::clone)
}

/// Returns the same for a number whose square lies between; where they meet, the root of `least`
/// if that is a fraction.
pub(super) fn shortest_root_between(least: &Exact, most: &Exact) -> Option<Exact> {
    if least >= most {
        let (above, below) = least.large_parts();
        let (up, down) = (above.sqrt(), below.sqrt());
        let is_square = &up * &up == above && &down * &down == below;
        return is_square.then(|| Exact::from_large_parts(up, down));
    }
    let ceiling = |square: &BigInt| {
        let floor = square.sqrt();
        if &floor * &floor < *square {
            floor + BigInt::from(1)
        } else {
            floor
        }
    };
    Some(shortest(
        least,
        most,
        &|number| number.times(number),
        &ceiling,
    ))
}

/// Returns the number of fewest digits whose `power` lies in the middle half of the range, where
/// `root` gives the least whole number whose power reaches another.
fn shortest(
    least: &Exact,
    most: &Exact,
    power: &dyn Fn(&Exact) -> Exact,
    root: &dyn Fn(&BigInt) -> BigInt,
) -> Exact {
    let quarter = most.minus(least).over(&Exact::from(4));
    let (low, high) = (least.plus(&quarter), most.minus(&quarter));
    let (above, below) = high.large_parts();
    let ten = Exact::from(10);
    let digits = Integer::div_floor(&above, &below).to_string().len();
    // The largest power of ten that might have a multiple in the range.
    let mut step = (0..digits).fold(Exact::one(), |step, _| step.times(&ten));
    loop {
        let (above, below) = low.over(&power(&step)).large_parts();
        let count = root(&Integer::div_ceil(&above, &below));
        let found = Exact::from_large_parts(count, BigInt::from(1)).times(&step);
        if power(&found) <= high {
            return found;
        }
        step = step.over(&ten);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_digits_in_the_middle_half() {
        for (least, most, expected) in [
            (Exact::from(0), Exact::from(100), Exact::from(30)),
            (Exact::from(97), Exact::from(101), Exact::from(100)),
            (Exact::ratio(1, 3), Exact::ratio(1, 2), Exact::ratio(2, 5)),
            (Exact::from(7), Exact::from(7), Exact::from(7)),
        ] {
            assert_eq!(shortest_between(&least, &most), expected);
        }
    }

    #[test]
    fn roots_are_taken_of_the_range_or_of_a_square() {
        // The middle half of 2 to 3 is 2.25 to 2.75: 1.5 squared is 2.25.
        let found = shortest_root_between(&2.into(), &3.into());
        assert_eq!(found, Some(Exact::ratio(3, 2)));
        let square = Exact::ratio(9, 4);
        assert_eq!(
            shortest_root_between(&square, &square),
            Some(Exact::ratio(3, 2))
        );
        assert_eq!(shortest_root_between(&2.into(), &2.into()), None);
    }
}
