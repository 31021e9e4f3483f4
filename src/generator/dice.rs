//! What is left to chance: one stream for each purpose and entity, so that whoever is added changes
//! nothing for those who were there.

use crate::draw::{Distribution, Key, Stream};

/// The random words of one entity.
pub(super) struct Dice<'a> {
    /// The seed of the whole set.
    pub(super) seed: u64,
    /// The id of whom they are for.
    pub(super) entity: &'a str,
}

impl Dice<'_> {
    /// Returns the word of a purpose, a year (empty for all years) and a place.
    fn word(&self, purpose: &str, year: &str, place: u64) -> u32 {
        let key = Key {
            seed: self.seed,
            purpose: &format!("generate-national/{purpose}"),
            entity: self.entity,
            year,
        };
        let mut word = [0];
        Stream::new(&key).words(place, &mut word);
        word[0]
    }

    /// Returns one of the whole numbers from `least` to `most`, all equally likely.
    pub(super) fn between(&self, purpose: &str, place: u64, least: i64, most: i64) -> i64 {
        let width = i128::from(most.saturating_sub(least)) + 1;
        let scaled = (i128::from(self.word(purpose, "", place)) * width) >> 32;
        least.saturating_add(i64::try_from(scaled).unwrap_or_default())
    }

    /// Returns a position, each as likely as its weight is large; `None` where none has weight.
    pub(super) fn weighted(&self, purpose: &str, place: u64, weights: &[i64]) -> Option<usize> {
        let total: i64 = weights.iter().sum();
        let mut left = self.between(purpose, place, 0, total.checked_sub(1)?);
        weights.iter().position(|weight| {
            left -= weight;
            left < 0
        })
    }

    /// Returns positions without repetition, as many as asked for or as have weight.
    pub(super) fn several(&self, purpose: &str, count: usize, weights: &[i64]) -> Vec<usize> {
        let (mut weights, mut found) = (weights.to_vec(), Vec::new());
        for place in (0..).take(count) {
            let Some(at) = self.weighted(purpose, place, &weights) else {
                break;
            };
            weights[at] = 0;
            found.push(at);
        }
        found
    }

    /// Returns a value of a distribution, for one year or (empty) for all.
    pub(super) fn value(&self, purpose: &str, year: &str, distribution: &Distribution) -> f64 {
        let mut value = [0.0];
        distribution.sample(&[self.word(purpose, year, 0)], &mut value);
        value[0]
    }
}
