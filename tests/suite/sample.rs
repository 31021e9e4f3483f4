//! What a simulation keeps of its series, against sorting and sums in big integers.

mod sketch;

use num_bigint::BigInt;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use verdeel::money::{Cents, Exact};
use verdeel::results::{Band, Share};
use verdeel::simulation::sample::{Chunk, Moments, Sample, stops};

use crate::worlds::trials;

/// Parts of one as numerator and denominator.
type Part = (i64, i64);

const QUANTILES: [Part; 7] = [
    (1, 1000),
    (5, 100),
    (1, 4),
    (1, 2),
    (2, 3),
    (95, 100),
    (999, 1000),
];

const TAIL: Part = (5, 100);

fn exact(part: Part) -> Exact {
    Exact::ratio(part.0, part.1)
}

/// Returns the bands of a sample with the quantiles and the tail of this file.
fn bands(sample: &Sample) -> Vec<Band> {
    let reader = sample.reader(&QUANTILES.map(exact), &exact(TAIL));
    reader.map(|reader| reader.bands()).unwrap_or_default()
}

/// Returns consecutive chunks of these lengths, repeated, with their first draws.
fn chunks(centres: &[i64], all: &[Vec<i64>], lengths: &[usize]) -> Vec<(u64, Chunk)> {
    let (mut first, mut chunks) = (0, Vec::new());
    for length in lengths.iter().cycle() {
        let length = (*length).min(all[0].len() - first);
        if length == 0 {
            return chunks;
        }
        let mut chunk = Chunk::new(centres, 0, length);
        for (series, amounts) in all.iter().enumerate() {
            for block in amounts[first..first + length].chunks(64) {
                chunk.write(series, block);
            }
        }
        chunks.push((first as u64, chunk));
        first += length;
    }
    chunks
}

/// Returns the sample of chunks that come in the reverse order, for so many draws.
fn sample(centres: &[i64], all: &[Vec<i64>], lengths: &[usize], asked: u64) -> Sample {
    let mut sample = Sample::new(centres, 0, asked);
    for (first, chunk) in chunks(centres, all, lengths).into_iter().rev() {
        sample.put(first, chunk);
    }
    sample
}

/// Returns the whole number nearest to `above / below`, a half to the even one.
fn nearest(above: &BigInt, below: &BigInt) -> BigInt {
    let mut floor = above / below;
    if &floor * below > *above {
        floor -= 1;
    }
    let twice = (above - &floor * below) * BigInt::from(2);
    let is_odd = &floor % 2 != BigInt::ZERO;
    if twice > *below || twice == *below && is_odd {
        floor += 1;
    }
    floor
}

/// Returns the whole number nearest to √(above / below), a half to the even one, by bisection.
fn nearest_root(above: &BigInt, below: &BigInt) -> BigInt {
    let (mut low, mut high) = (BigInt::ZERO, above + 1_u8);
    while &high - &low > BigInt::from(1) {
        let middle = (&low + &high) / 2;
        if &middle * &middle * below <= *above {
            low = middle;
        } else {
            high = middle;
        }
    }
    // The root against the floor and a half: twice, then squared.
    let twice = &low * 2 + 1_u8;
    let (half, four) = (&twice * &twice * below, above * BigInt::from(4));
    let is_odd = &low % 2 != BigInt::ZERO;
    if four > half || four == half && is_odd {
        low += 1;
    }
    low
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).expect("few")
}

#[expect(clippy::cast_precision_loss, reason = "a whole number below 2^53")]
fn float(amount: i64) -> f64 {
    amount as f64
}

fn cents(count: &BigInt) -> Cents {
    Cents::new(i64::try_from(count).expect("64 bits"))
}

/// Returns the band of amounts by sorting, from the definitions.
fn naive(amounts: &[i64]) -> Band {
    let mut sorted = amounts.to_vec();
    sorted.sort_unstable();
    let draws = amounts.len();
    let count = BigInt::from(draws);
    let total: BigInt = amounts.iter().sum();
    // Each deviation is n times as large, so that it is whole.
    let deviations = amounts.iter().map(|amount| amount * &count - &total);
    let squares: BigInt = deviations.map(|deviation| &deviation * &deviation).sum();
    let below = &count * &count * (&count - 1_u8).max(1.into());
    let quantile = |part: Part| quantile(&sorted, part);
    let worst = (1..=draws).find(|worst| signed(*worst) * TAIL.1 >= signed(draws) * TAIL.0);
    let worst = worst.expect("at most all");
    Band {
        mean: cents(&nearest(&total, &count)),
        sd: cents(&nearest_root(&squares, &below)),
        error: cents(&nearest_root(&squares, &(below * &count))),
        least: Cents::new(sorted[0]),
        most: Cents::new(sorted[draws - 1]),
        quantiles: QUANTILES.map(quantile).into(),
        tail_mean: cents(&nearest(&sorted[..worst].iter().sum(), &worst.into())),
        resolution: Cents::ZERO,
    }
}

/// Returns the least amount that at least a part of the draws do not exceed, and its error: the
/// distance of the amounts so many ranks on either side, as is the first whole number above the
/// deviation of the rank, times that deviation over those ranks.
fn quantile(sorted: &[i64], (above, below): Part) -> (Cents, Cents) {
    let (draws, last) = (signed(sorted.len()), sorted.len() - 1);
    let is_enough = |rank: &usize| signed(*rank + 1) * below >= draws * above;
    let at = (0..=last).find(is_enough).expect("at most all");
    let variance = draws * above * (below - above);
    let step = (1..).find(|step| step * step * below * below > variance);
    let step = usize::try_from(step.expect("a root")).expect("few");
    let (low, high) = (at.saturating_sub(step), (at + step).min(last));
    let distance = BigInt::from(sorted[high]) - sorted[low];
    let ranks = signed(high - low).max(1) * below;
    let square = &distance * &distance * variance;
    let error = nearest_root(&square, &(BigInt::from(ranks) * ranks));
    (Cents::new(sorted[at]), cents(&error))
}

/// Amounts of one sort around a centre.
fn series(draws: usize) -> impl Strategy<Value = (i64, Vec<i64>)> {
    let wide = 1_i64 << 61;
    let spread = prop_oneof![
        Just(0_i64),
        Just(1),
        Just(1_000),
        Just(50_000_000),
        Just(1 << 31),
        Just(1 << 45),
        Just(1 << 60),
    ];
    let centre = prop_oneof![Just(0_i64), -wide / 2..wide / 2, -1_000_000..1_000_000_i64];
    (centre, spread).prop_flat_map(move |(centre, spread)| {
        let offsets = vec(any::<u16>(), draws).prop_map(|raw| raw.into_iter().map(i64::from));
        let amounts = offsets.prop_map(move |offsets| {
            // Sixteen bits spread over the whole range, both ends included.
            let offset = |bits: i64| i128::from(bits) * i128::from(spread) * 2 / 65_535;
            let offset = |bits: i64| i64::try_from(offset(bits)).expect("64 bits") - spread;
            offsets
                .map(|bits| centre + offset(bits))
                .collect::<Vec<i64>>()
        });
        (Just(centre), amounts)
    })
}

proptest! {
    #![proptest_config(trials(150))]

    #[test]
    fn bands_are_those_of_sorted_amounts(
        all in (1..400_usize).prop_flat_map(|draws| vec(series(draws), 1..4)),
        lengths in vec(1..150_usize, 1..4),
    ) {
        let (centres, all): (Vec<i64>, Vec<Vec<i64>>) = all.into_iter().unzip();
        let expected: Vec<Band> = all.iter().map(|amounts| naive(amounts)).collect();
        let sample = sample(&centres, &all, &lengths, all[0].len() as u64);
        prop_assert_eq!(bands(&sample), expected);
    }

    #[test]
    fn floats_are_kept_as_the_whole_numbers_they_are(
        (centre, amounts) in series(100),
        scale in 0..12_u32,
    ) {
        let end = 1_i64 << 53;
        let amounts: Vec<i64> = amounts.iter().map(|amount| (amount >> scale) % end).collect();
        let floats: Vec<f64> = amounts.iter().copied().map(float).collect();
        let mut chunk = Chunk::new(&[centre], 0, 100);
        floats.chunks(64).for_each(|block| chunk.write_floats(0, block));
        let mut sample = Sample::new(&[centre], 0, 100);
        sample.put(0, chunk);
        prop_assert_eq!(bands(&sample), [naive(&amounts)]);
    }
}

#[test]
fn large_samples_are_selected_in_buckets_whatever_their_shape() {
    let draws = 6_000_i64;
    // Every residue once: 7,919 is a prime that does not divide the number of draws.
    let shuffled = move |draw: i64| draw * 7_919 % draws;
    let even = |draw| shuffled(draw) * 1_000;
    let cubed = |draw| (shuffled(draw) - 3_000).pow(3);
    let outlier = |draw| if draw == 17 { 1 << 55 } else { shuffled(draw) };
    let two = |draw| {
        if shuffled(draw) < 300 {
            -1 << 40
        } else {
            1 << 40
        }
    };
    let all: [&dyn Fn(i64) -> i64; 4] = [&even, &cubed, &outlier, &two];
    let all = all.map(|shape| (0..draws).map(shape).collect::<Vec<i64>>());
    let sample = sample(&[0; 4], &all, &[4_096], 6_000);
    assert_eq!(bands(&sample), all.map(|amounts| naive(&amounts)));
}

#[test]
fn a_simulation_that_is_broken_off_has_its_longest_whole_prefix() {
    let all = [(0..1_000_i64)
        .map(|draw| draw * draw % 977)
        .collect::<Vec<i64>>()];
    let mut sample = Sample::new(&[0], 2, 1_000);
    assert!(sample.reader(&[], &Exact::zero()).is_none());
    assert!(sample.moments(0).is_none());
    let mut pieces: Vec<(u64, Chunk)> = all[0]
        .chunks(100)
        .zip((0..).step_by(100))
        .map(|(amounts, first)| {
            let mut chunk = Chunk::new(&[0], 2, amounts.len());
            chunk.write(0, amounts);
            let few = amounts.iter().filter(|amount| **amount < 500);
            let many = amounts.iter().filter(|amount| **amount > 900);
            chunk.tally(0, few.count() as u64);
            chunk.tally(1, many.count() as u64);
            (first, chunk)
        })
        .collect();
    let missing = pieces.remove(4);
    pieces.rotate_left(3);
    for (first, chunk) in pieces {
        sample.put(first, chunk);
    }
    for (draws, more) in [(400, Some(missing)), (1_000, None)] {
        let amounts = &all[0][..draws];
        assert_eq!(sample.draws(), draws as u64);
        assert_eq!(bands(&sample), [naive(amounts)]);
        let holds = |what: &dyn Fn(i64) -> bool| Share {
            holds: amounts.iter().filter(|amount| what(**amount)).count() as u64,
            draws: draws as u64,
        };
        assert_eq!(sample.share(0), holds(&|amount| amount < 500));
        assert_eq!(sample.share(1), holds(&|amount| amount > 900));
        if let Some((first, chunk)) = more {
            sample.put(first, chunk);
        }
    }
}

#[test]
fn a_mean_is_precise_when_its_error_is_at_most_that_part_of_it() {
    let precision = Exact::ratio(1, 1_000);
    for (mean, error, is_precise) in [
        (100_000, 100, true),
        (100_000, 101, false),
        (-100_000, 100, true),
        (-100_000, 101, false),
        (0, 5, true),
        (999, 1, false),
        (999, 0, true),
    ] {
        let (mean, sd, error) = (Cents::new(mean), Cents::ZERO, Cents::new(error));
        let moments = Moments { mean, sd, error };
        assert_eq!(moments.is_precise(&precision), is_precise, "{moments:?}");
    }
    // An error of √(20,000 / 2 / 2) = 71 on a mean of 100; and one of 0 on a mean of 7.
    let sample = sample(&[0; 2], &[vec![0, 200], vec![7, 7]], &[2], 2);
    assert!(!sample.is_precise(&Exact::ratio(99, 100), [0]));
    assert!(sample.is_precise(&Exact::ratio(101, 100), [0, 1]));
    assert!(sample.is_precise(&Exact::zero(), [1]));
    assert!(!Sample::new(&[0], 0, 1).is_precise(&Exact::one(), [0]));
}

#[test]
fn stops_are_doubles_of_1024() {
    assert_eq!(
        stops().take(7).collect::<Vec<_>>(),
        [1024, 2048, 4096, 8192, 16384, 32768, 65536]
    );
}

#[test]
fn chunks_have_fewer_draws_where_there_are_many_series() {
    let table = [
        (0, 4_096),
        (1, 4_096),
        (150, 4_096),
        (256, 4_096),
        (257, 2_048),
    ];
    for (series, draws) in table.into_iter().chain([(1_200, 512), (1_000_000, 64)]) {
        assert_eq!(Sample::chunk_draws(series), draws, "{series}");
    }
}
