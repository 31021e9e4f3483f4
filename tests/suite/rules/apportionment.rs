//! Apportionment against the literature, against handing out unit by unit, and by certificate.

mod history;
mod laws;

use verdeel::money::Exact;
use verdeel::rules::{Apportioned, Apportionment, Certificate, Seats};

/// The five divisor methods.
const DIVISORS: [Apportionment; 5] = [
    Apportionment::Adams,
    Apportionment::Dean,
    Apportionment::HuntingtonHill,
    Apportionment::Webster,
    Apportionment::Jefferson,
];

fn exact(numbers: &[i64]) -> Vec<Exact> {
    numbers.iter().copied().map(Exact::from).collect()
}

fn deal(method: Apportionment, total: i64, weights: &[i64], bounds: &[Seats]) -> Apportioned {
    let dealt = method.apportion(total, &exact(weights), bounds);
    dealt.unwrap_or_else(|refused| panic!("{}: {refused:?}", method.name()))
}

fn seats(method: Apportionment, total: i64, weights: &[i64]) -> Vec<i64> {
    deal(method, total, weights, &[]).seats
}

/// Returns the edge between `held` units and one more, squared under Huntington-Hill.
fn signpost(method: Apportionment, held: i64) -> Exact {
    let next = Exact::from(held + 1);
    let product = Exact::from(held).times(&next);
    match method {
        Apportionment::Adams => held.into(),
        Apportionment::Dean => product.over(&Exact::ratio(2 * held + 1, 2)),
        Apportionment::HuntingtonHill => product,
        Apportionment::Webster => Exact::ratio(2 * held + 1, 2),
        _ => next,
    }
}

/// Asserts that one divisor and one rounding give these seats, at both bounds and between.
fn is_certified(method: Apportionment, dealt: &Apportioned, weights: &[Exact], bounds: &[Seats]) {
    let Certificate::Divisor {
        least,
        most,
        squared,
        divisor,
    } = &dealt.certificate
    else {
        panic!("{}: {:?}", method.name(), dealt.certificate);
    };
    let power = |number: &Exact| {
        if *squared {
            number.times(number)
        } else {
            number.clone()
        }
    };
    let mut divisors = vec![least.clone()];
    divisors.extend(most.clone());
    divisors.extend(divisor.as_ref().map(power));
    for divisor in divisors.iter().filter(|divisor| !divisor.is_zero()) {
        for (at, (weight, seats)) in weights.iter().zip(&dealt.seats).enumerate() {
            let bound = bounds.get(at).copied().unwrap_or_default();
            let quotient = power(weight).over(divisor);
            if *seats > bound.minimum {
                assert!(quotient >= signpost(method, seats - 1), "{}", method.name());
            }
            if bound.maximum.is_none_or(|most| *seats < most) && !weight.is_zero() {
                assert!(quotient <= signpost(method, *seats), "{}", method.name());
            }
        }
    }
}
