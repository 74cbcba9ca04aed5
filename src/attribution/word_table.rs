//! A table of words in small letters. Every word of every text is looked up, so a word of plain letters is looked up as
//! it is written, by a hash that was made while it was read.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What is known of words.
#[derive(Debug, Clone)]
pub struct WordTable<T> {
    /// By the hash of the word, or the next number that is free: no text can add to the table.
    known: HashMap<u64, (Box<str>, T), BuildHasherDefault<AsItIs>>,
}

impl<T> Default for WordTable<T> {
    fn default() -> Self {
        Self {
            known: HashMap::default(),
        }
    }
}

impl<T> WordTable<T> {
    /// What is known of a word in small letters.
    #[must_use]
    pub fn get(&self, lower: &str) -> Option<&T> {
        let hash = lower.bytes().fold(WordHash::default(), WordHash::and);
        self.find(hash, |known| known == lower)
    }

    /// What is known of a word of plain letters, its hash known.
    #[must_use]
    pub fn get_plain(&self, word: &str, hash: WordHash) -> Option<&T> {
        // The bit that makes a letter small: the word has nothing but letters.
        let small = |letter: u8| letter | 0x20;
        self.find(hash, |known| {
            known.len() == word.len() && known.bytes().eq(word.bytes().map(small))
        })
    }

    fn find(&self, hash: WordHash, is_it: impl Fn(&str) -> bool) -> Option<&T> {
        let mut at = hash.0;
        loop {
            let (word, known) = self.known.get(&at)?;
            if is_it(word) {
                return Some(known);
            }
            at = at.wrapping_add(1);
        }
    }
}

impl<T: Default> WordTable<T> {
    /// What is known of a word in small letters, to be changed.
    pub fn entry(&mut self, lower: &str) -> &mut T {
        let mut at = lower.bytes().fold(WordHash::default(), WordHash::and).0;
        while self
            .known
            .get(&at)
            .is_some_and(|(word, _)| **word != *lower)
        {
            at = at.wrapping_add(1);
        }
        let new = || (lower.into(), T::default());
        &mut self.known.entry(at).or_insert_with(new).1
    }
}

/// The hash of a word, letter by letter.
#[derive(Debug, Clone, Copy)]
pub struct WordHash(u64);

impl Default for WordHash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl WordHash {
    /// The hash with one more byte of a word in small letters.
    #[must_use]
    pub const fn and(self, byte: u8) -> Self {
        // FNV-1a: short, and good enough for words.
        Self((self.0 ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3))
    }
}

/// Takes a number as its own hash.
#[derive(Debug, Clone, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_as_it_is_written() {
        let mut table: WordTable<usize> = WordTable::default();
        for (number, word) in ["mayor", "bürger", "l'", "x"].into_iter().enumerate() {
            *table.entry(word) = number + 1;
        }
        assert_eq!(table.get("bürger"), Some(&2));
        assert_eq!(table.get("mayo"), None);
        let hash = |word: &str| {
            word.to_ascii_lowercase()
                .bytes()
                .fold(WordHash::default(), WordHash::and)
        };
        assert_eq!(table.get_plain("MayoR", hash("MayoR")), Some(&1));
        assert_eq!(table.get_plain("y", hash("x")), None);
    }

    #[test]
    fn words_of_one_hash_are_two_words() {
        let mut table: WordTable<usize> = WordTable::default();
        *table.entry("one") = 1;
        let hash = "one".bytes().fold(WordHash::default(), WordHash::and);
        table
            .known
            .insert(hash.0.wrapping_add(1), ("two".into(), 2));
        assert_eq!(table.find(hash, |word| word == "two"), Some(&2));
        assert_eq!(table.get("one"), Some(&1));
    }
}
