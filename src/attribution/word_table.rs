//! A table of words in small letters. Every word of every text is looked up, so a word that is short enough is a number:
//! its letters, which are put together while it is read.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What is known of words.
#[derive(Debug, Clone)]
pub struct WordTable<T> {
    short: HashMap<u128, T, BuildHasherDefault<Folded>>,
    long: HashMap<String, T>,
}

impl<T> Default for WordTable<T> {
    fn default() -> Self {
        Self {
            short: HashMap::default(),
            long: HashMap::new(),
        }
    }
}

impl<T> WordTable<T> {
    /// What is known of a word in small letters.
    #[must_use]
    pub fn get(&self, lower: &str) -> Option<&T> {
        match Letters::of(lower).number() {
            Some(number) => self.short.get(&number),
            None => self.long.get(lower),
        }
    }

    /// What is known of a word of plain letters, whose small letters are known.
    #[must_use]
    pub fn get_plain(&self, word: &str, letters: Letters) -> Option<&T> {
        match letters.number() {
            Some(number) => self.short.get(&number),
            None => self.long.get(&word.to_ascii_lowercase()),
        }
    }
}

impl<T: Default> WordTable<T> {
    /// What is known of a word in small letters, to be changed.
    pub fn entry(&mut self, lower: &str) -> &mut T {
        match Letters::of(lower).number() {
            Some(number) => self.short.entry(number).or_default(),
            None => self.long.entry(lower.to_string()).or_default(),
        }
    }
}

/// The bytes of a word, one behind the other.
#[derive(Debug, Clone, Copy, Default)]
pub struct Letters {
    number: u128,
    count: usize,
}

impl Letters {
    /// How many bytes a number holds.
    const MOST: usize = 16;

    fn of(word: &str) -> Self {
        word.bytes().fold(Self::default(), Self::and)
    }

    /// With one more byte.
    #[must_use]
    pub const fn and(self, byte: u8) -> Self {
        Self {
            number: self.number << 8 | byte as u128,
            count: self.count + 1,
        }
    }

    /// The word as a number that no other word has: no word has a byte that is zero. `None` for a longer one.
    const fn number(self) -> Option<u128> {
        if self.count > Self::MOST {
            return None;
        }
        Some(self.number)
    }
}

/// The hash of a number. No text can add to the table: it needs no secret.
#[derive(Debug, Clone, Default)]
struct Folded(u64);

impl Hasher for Folded {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u128(&mut self, number: u128) {
        const HALF: u32 = 64;
        let mixed = (number as u64 ^ 0x9e37_79b9_7f4a_7c15) as u128
            * ((number >> HALF) as u64 ^ 0xd6e8_feb8_6659_fd93) as u128;
        self.0 = mixed as u64 ^ (mixed >> HALF) as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_as_it_is_written() {
        let mut table: WordTable<usize> = WordTable::default();
        let words = ["mayor", "bürger", "l'", "x", "xx", "counterintelligence"];
        for (number, word) in words.into_iter().enumerate() {
            *table.entry(word) = number + 1;
        }
        for (number, word) in words.into_iter().enumerate() {
            assert_eq!(table.get(word), Some(&(number + 1)), "{word}");
        }
        for unknown in ["mayo", "xxx", "", "counterintelligenc"] {
            assert_eq!(table.get(unknown), None, "{unknown}");
        }
        let plain = |word: &str| table.get_plain(word, Letters::of(&word.to_ascii_lowercase()));
        assert_eq!(plain("MayoR"), Some(&1));
        assert_eq!(plain("CounterIntelligence"), Some(&6));
        assert_eq!(plain("y"), None);
    }
}
