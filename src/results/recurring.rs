//! [`Recurring`]: places of keys that come in the same order again and again.

use std::borrow::Borrow;
use std::collections::BTreeMap;

/// Gives every key a place, in the order in which they first come. What came after a key the last
/// time is looked at first, so that rows in a fixed order find their places at once.
#[derive(Clone, Debug)]
pub struct Recurring<K> {
    places: BTreeMap<K, usize>,
    keys: Vec<K>,
    /// For each key the place of the one that came after it; its own before any did.
    after: Vec<usize>,
    last: Option<usize>,
}

impl<K> Default for Recurring<K> {
    fn default() -> Recurring<K> {
        Recurring {
            places: BTreeMap::new(),
            keys: Vec::new(),
            after: Vec::new(),
            last: None,
        }
    }
}

impl<K: Clone + Ord> Recurring<K> {
    /// Returns the place of a key; a new one gets the next place.
    pub fn place<Q>(&mut self, key: &Q) -> usize
    where
        K: Borrow<Q>,
        Q: Ord + ToOwned<Owned = K> + ?Sized,
    {
        let guess = self.last.map(|last| self.after[last]);
        let found = guess.filter(|place| self.keys[*place].borrow() == key);
        let place = found.unwrap_or_else(|| self.search(key));
        if let Some(last) = self.last {
            self.after[last] = place;
        }
        self.last = Some(place);
        place
    }

    /// Returns the keys by their places.
    pub fn keys(&self) -> &[K] {
        &self.keys
    }

    fn search<Q>(&mut self, key: &Q) -> usize
    where
        K: Borrow<Q>,
        Q: Ord + ToOwned<Owned = K> + ?Sized,
    {
        if let Some(place) = self.places.get(key) {
            return *place;
        }
        let place = self.keys.len();
        self.keys.push(key.to_owned());
        self.after.push(place);
        self.places.insert(key.to_owned(), place);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::Recurring;

    #[test]
    fn keys_have_the_place_at_which_they_first_came_whatever_comes_between() {
        let mut recurring: Recurring<String> = Recurring::default();
        let keys = ["a", "b", "c", "a", "b", "c", "b", "b", "a", "d", "a", "c"];
        let places = keys.map(|key| recurring.place(key));
        assert_eq!(places, [0, 1, 2, 0, 1, 2, 1, 1, 0, 3, 0, 2]);
        assert_eq!(recurring.keys(), ["a", "b", "c", "d"]);
    }
}
