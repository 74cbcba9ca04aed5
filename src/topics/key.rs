//! Keys: what all forms of a word, or of words, have in common, as a number.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64;

/// The same for all forms of the same words.
pub type Key = u64;

/// A map by keys. They are hashes already.
pub type KeyMap<T> = HashMap<Key, T, BuildHasherDefault<AsItIs>>;

/// The key of a word, by the two parts of its base form.
#[must_use]
pub fn key_of_word(front: &str, end: &str) -> Key {
    mix(xxh3_64(front.as_bytes()), xxh3_64(end.as_bytes()))
}

/// The key of words in their order.
#[must_use]
pub fn key_of_words(words: impl IntoIterator<Item = Key>) -> Key {
    words.into_iter().fold(0, mix)
}

/// The key of one form, as it is written.
#[must_use]
pub fn key_of_form(form: &str) -> Key {
    xxh3_64(form.as_bytes())
}

fn mix(key: Key, word: Key) -> Key {
    (key.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Takes a number as its own hash.
#[derive(Debug, Default)]
pub struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}
