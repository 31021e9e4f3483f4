//! Random draws: any draw alone, the same bits everywhere, and distributions that are what they
//! say, held against other implementations.

mod distributions;
mod numbers;
mod refusals;
mod streams;

use verdeel::draw::{Key, Stream, normal_scores};

/// Returns the stream of one partnership in one year.
fn stream(entity: &str, year: &str) -> Stream {
    Stream::new(&Key {
        seed: 42,
        purpose: "growth",
        entity,
        year,
    })
}

/// Returns the first words of a stream.
fn words(stream: &Stream, count: usize) -> Vec<u32> {
    let mut words = vec![0; count];
    stream.words(0, &mut words);
    words
}

/// Returns one word in the middle of each of `count` equal steps from the lowest to the highest.
fn stratified(count: u32) -> Vec<u32> {
    let step = (1_u64 << 32) / u64::from(count);
    let middles = (0..u64::from(count)).map(|i| i * step + step / 2);
    middles
        .map(|word| u32::try_from(word).expect("a middle of 32 bits"))
        .collect()
}

/// Returns the normal scores of words.
fn scores(words: &[u32]) -> Vec<f64> {
    let mut scores = vec![0.0; words.len()];
    normal_scores(words, &mut scores);
    scores
}

/// Returns u = (word + ½) / 2^32.
fn fraction(word: u32) -> f64 {
    (f64::from(word) + 0.5) / 4_294_967_296.0
}

fn list(numbers: &[f64]) -> Vec<f64> {
    numbers.to_vec()
}
