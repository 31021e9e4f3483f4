//! Random arrival beyond what can be enumerated.

use super::{Q, q};
use verdeel::money::Exact;
use verdeel::rules::Shortage;
use verdeel::rules::shortage::{Foreseen, Problem, Refusal};

fn divided(pot: i64, claims: &[i64]) -> Result<Vec<Exact>, Refusal> {
    let claims = claims.iter().map(|claim| Exact::from(*claim)).collect();
    let outcome = Shortage::RandomArrival.divide(&Problem::new(pot.into(), claims))?;
    Ok(outcome.awards)
}

/// Returns one award by a walk over all sets of the others.
fn by_subsets(pot: i128, claims: &[i128], one: usize) -> Q {
    let mut others = claims.to_vec();
    let claim = others.remove(one);
    let mut by_size = vec![0_i128; claims.len()];
    for set in 0_u32..1 << others.len() {
        let members = (0..others.len()).filter(|at| set & (1 << at) != 0);
        let left = (pot - members.map(|at| others[at]).sum::<i128>()).max(0);
        by_size[set.count_ones() as usize] += claim.min(left);
    }
    // |S|! (n - 1 - |S|)! of n! orders, which is one of n choose |S| times n - |S|.
    let n = claims.len() as i128;
    let (mut sum, mut choose) = (q(0), 1_i128);
    for (size, gained) in (0_i128..).zip(by_size) {
        sum += Q::new(gained, choose * (n - size));
        choose = choose * (n - size) / (size + 1);
    }
    sum
}

#[test]
fn claims_of_any_size_are_exact() {
    let claims: Vec<i64> = (1..=16_i64)
        .map(|one| one * one * 987_654_321 % 1_000_000_007)
        .collect();
    let wide: Vec<i128> = claims.iter().map(|claim| i128::from(*claim)).collect();
    let sum: i64 = claims.iter().sum();
    for pot in [sum / 7, sum / 2, sum - sum / 5] {
        let found = divided(pot, &claims).expect("few claims");
        for one in [0, 7, 15] {
            let award = by_subsets(pot.into(), &wide, one);
            assert_eq!(found[one], super::exact(&award), "{pot}");
        }
    }
    // Twenty-two claims, none a whole number, none a multiple of the others.
    let claims = (1..=22_i64).map(|one| Exact::ratio(one * one * 7_654_321 + 1, 90_001 + one));
    let claims: Vec<Exact> = claims.collect();
    let pot: Exact = claims[3..17].iter().cloned().sum();
    let problem = Problem::new(pot.clone(), claims);
    let found = Shortage::RandomArrival
        .divide(&problem)
        .expect("few claims");
    assert_eq!(found.awards.into_iter().sum::<Exact>(), pot);
}

#[test]
fn claims_of_a_base_amount_and_an_amount_per_student_are_exact() {
    // 120 partnerships at 100,000 and 955 per student, in cents.
    let claims: Vec<i64> = (0..120_i64)
        .map(|one| 10_000_000 + 95_500 * (60 + one % 24))
        .collect();
    let pot = claims.iter().sum::<i64>() / 5 * 3 + 1;
    let found = divided(pot, &claims).expect("a small grid");
    assert_eq!(found.iter().cloned().sum::<Exact>(), pot.into());
    assert_eq!(found[0], found[24]);
    assert!(found[0] < found[1] && found[22] < found[23]);
    // Random arrival is its own dual.
    let rest = claims.iter().sum::<i64>() - pot;
    let losses = divided(rest, &claims).expect("a small grid");
    for (award, (loss, claim)) in found.iter().zip(losses.iter().zip(&claims)) {
        assert_eq!(award.plus(loss), Exact::from(*claim));
    }
}

#[test]
fn many_equal_claims_are_exact() {
    // Two kinds: the award of the larger follows from that of the smaller, as all add up; and by
    // hand, 100 claims of 1 on a pot of 50 get a half each.
    let found = divided(50, &[1; 100]).expect("one kind");
    assert_eq!(found, vec![Exact::ratio(1, 2); 100]);
    let claims: Vec<i64> = [vec![3; 90], vec![10; 100]].concat();
    let found = divided(600, &claims).expect("two kinds");
    assert_eq!(found.iter().cloned().sum::<Exact>(), 600.into());
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let claims: Vec<i64> = (1..=120_i64)
        .map(|one| 1_000_000 + one * one * 7_919 % 3_999_971)
        .collect();
    let refusal = divided(150_000_000, &claims).expect_err("too many");
    let rule = Shortage::RandomArrival;
    assert_eq!(
        refusal,
        Refusal::TooLarge {
            rule,
            claimants: 120
        }
    );
    let text = refusal.to_string();
    assert!(
        text.starts_with("`random-arrival` cannot be exact for these 120 claims"),
        "{text}"
    );
    let refusal = divided(5, &[1; 201]).expect_err("too many");
    assert_eq!(
        refusal,
        Refusal::TooLarge {
            rule,
            claimants: 201
        }
    );
}

#[test]
fn what_is_foreseen_as_countable_is_counted() {
    let rule = Shortage::RandomArrival;
    let foreseen = |claimants: usize, bits: Option<u64>, steps: Option<&[i64]>| {
        let known = Foreseen {
            claimants,
            bits,
            steps,
        };
        rule.foresee(&known).is_none()
    };
    assert!(foreseen(26, Some(10_000), None));
    assert!(foreseen(32, Some(83), None) && !foreseen(32, Some(84), None));
    assert!(foreseen(32, None, None) && !foreseen(33, None, None));
    let students: Vec<i64> = (0..40).map(|one| 10 + one * 7 % 41).collect();
    assert!(foreseen(40, None, Some(&students)));
    assert!(!foreseen(40, Some(70), None));
    let large: Vec<i64> = students.iter().map(|heads| heads * 1_000).collect();
    assert!(!foreseen(40, None, Some(&large)));
    assert!(!foreseen(127, None, Some(&[1; 127])));
    // Whatever the base, the rate and the pot; with some who claim nothing, or a little less.
    for (base, rate, percent) in [(0, 1, 50), (10_000_000, 95_500, 30), (1, 99_991, 80)] {
        let claims = students.iter().enumerate();
        let claims: Vec<i64> = claims
            .map(|(at, heads)| match at % 9 {
                0 => 0,
                1 => base + rate * (heads / 2),
                _ => base + rate * heads,
            })
            .collect();
        let pot = claims.iter().sum::<i64>() / 100 * percent + 1;
        let found = divided(pot, &claims).expect("foreseen");
        assert_eq!(found.into_iter().sum::<Exact>(), pot.into());
    }
}
