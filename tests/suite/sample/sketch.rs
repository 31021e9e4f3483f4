//! Sketches: what they cannot tell lies within the resolution they state.

use super::*;

/// A number of draws that no budget keeps.
const MANY: u64 = 1 << 40;

/// The draws of these tests: the pilot of 4,096 and as many again, and some.
const DRAWS: usize = 9_000;

/// Returns whole numbers from 0 to 2^32 in an order without a pattern, the same each time.
fn words(seed: u64) -> impl Iterator<Item = i64> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        // A linear congruential generator; its upper half is used.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 32).expect("half")
    })
}

/// Returns series of many shapes, and what each of their resolutions is at most.
fn shapes() -> (Vec<Vec<i64>>, Vec<i64>) {
    let bell = |scale: i64| {
        let mut words = words(1);
        let mut part = move || words.next().expect("endless") * scale >> 32;
        std::iter::repeat_with(move || (0..12).map(|_| part()).sum::<i64>() - 6 * scale)
    };
    let tailed = words(2).map(|word| (1_i64 << 62) / ((word >> 2) * (word >> 2) / 1_000 + 1_000));
    // After the pilot everything is a hundred times as large.
    let grows = words(3)
        .zip(0..)
        .map(|(word, draw)| (word % 1_000) * if draw < 5_000 { 1 } else { 100 });
    let ends = words(4).map(|word| if word % 2 == 0 { -1 << 60 } else { 1 << 60 });
    let few = words(5).map(|word| word % 700);
    let outside = words(6)
        .zip(0..)
        .map(|(word, draw)| if draw < 4_500 { 0 } else { word << 28 });
    let all = vec![
        // The deviation of twelve uniform parts is their width: 16 of them over 2^13, halved.
        (bell(1_000_000).take(DRAWS).collect(), 1_000_000 / 1_000),
        (tailed.take(DRAWS).collect(), i64::MAX),
        // The widest bucket before 99,900 has 65,536 cents.
        (grows.take(DRAWS).collect(), 32_768),
        (ends.take(DRAWS).collect(), i64::MAX),
        (few.take(DRAWS).collect(), 0),
        (vec![123; DRAWS], 0),
        (outside.take(DRAWS).collect(), i64::MAX),
        (bell(-500_000_000).take(DRAWS).collect(), 500_000),
    ];
    all.into_iter().unzip()
}

#[test]
fn a_sketch_errs_at_most_its_resolution() {
    let (all, coarsest) = shapes();
    let sample = sample(&vec![77; all.len()], &all, &[1_000], MANY);
    for ((amounts, band), coarsest) in all.iter().zip(bands(&sample)).zip(coarsest) {
        let expected = naive(amounts);
        let sums = |band: &Band| [band.mean, band.sd, band.error, band.least, band.most];
        assert_eq!(sums(&band), sums(&expected));
        let resolution = band.resolution.count();
        assert!(
            (0..=coarsest).contains(&resolution),
            "{resolution} > {coarsest}"
        );
        let apart = |one: Cents, other: Cents| one.count().abs_diff(other.count());
        let most = resolution.unsigned_abs();
        for (found, exact) in band.quantiles.iter().zip(&expected.quantiles) {
            assert!(
                apart(found.0, exact.0) <= most,
                "{found:?} {exact:?} {resolution}"
            );
            // Two amounts make an error, which is rounded.
            assert!(
                apart(found.1, exact.1) <= 2 * most + 1,
                "{found:?} {exact:?} {resolution}"
            );
        }
        // The mean is rounded.
        assert!(apart(band.tail_mean, expected.tail_mean) <= most + u64::from(most > 0));
    }
}

#[test]
fn a_sketch_is_the_same_however_it_came_about() {
    let (all, _) = shapes();
    let centres = vec![0; all.len()];
    let expected = bands(&sample(&centres, &all, &[DRAWS], MANY));
    for lengths in [&[1_024, 1_024, 2_048][..], &[4_095, 2], &[700]] {
        assert_eq!(bands(&sample(&centres, &all, lengths, MANY)), expected);
    }
    // More draws are asked before, at and after the end of the pilot.
    for begun in [0, 2, 4, 6] {
        let mut sample = Sample::new(&centres, 0, 1_024);
        for (at, (first, chunk)) in chunks(&centres, &all, &[1_024]).into_iter().enumerate() {
            if at == begun {
                sample.ask(MANY);
            }
            sample.put(first, chunk);
        }
        assert_eq!(bands(&sample), expected, "{begun}");
    }
}

#[test]
fn draws_and_series_alone_decide_when_a_sketch_begins() {
    // 48 MiB hold 12,582,912 offsets of 4 bytes: of one series, or of two.
    let amounts: Vec<i64> = words(9).take(5_000).collect();
    for (series, asked, is_exact) in [
        (1, 12_582_912, true),
        (1, 12_582_913, false),
        (2, 6_291_456, true),
        (2, 6_291_457, false),
    ] {
        let all = vec![amounts.clone(); series];
        let sample = sample(&vec![0; series], &all, &[4_096], asked);
        let resolution = bands(&sample)[0].resolution;
        assert_eq!(resolution == Cents::ZERO, is_exact, "{series} × {asked}");
    }
    // The pilot alone is kept as it is.
    let sample = sample(&[0], &[amounts[..4_095].to_vec()], &[4_095], MANY);
    assert_eq!(bands(&sample), [naive(&amounts[..4_095])]);
}
