//! A key that stands twice in one object: JSON keeps the last and says nothing.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Returns which key an object of `text` has twice, and where; `None` when each stands once.
pub(super) fn repetition(text: &str) -> Option<String> {
    let error = serde_json::from_str::<Once>(text).err()?;
    error.is_data().then(|| error.to_string())
}

/// A value in which every key stands once in its object.
struct Once;

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Once, D::Error> {
        deserializer.deserialize_any(Keys)
    }
}

/// Goes through a value and looks at keys only.
struct Keys;

impl<'de> Visitor<'de> for Keys {
    type Value = Once;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Once, A::Error> {
        while list.next_element::<Once>()?.is_some() {}
        Ok(Once)
    }

    // Long numbers come this way too: as they were written, under a single key.
    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Once, A::Error> {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        while let Some(key) = object.next_key::<String>()? {
            let repeated = format!("`{key}` stands twice in one object; remove one of them");
            if !seen.insert(key) {
                return Err(A::Error::custom(repeated));
            }
            object.next_value::<Once>()?;
        }
        Ok(Once)
    }
}
