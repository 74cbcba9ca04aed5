//! Words side by side, one of which is frequent.
//!
//! The places of a word that most documents have are many, and a phrase with such a word would ask for them all. So a
//! frequent word has no places; the pairs that it makes with the words beside it have lists and places instead, as if each
//! pair were a word. A phrase of words that are rare is found by their own places.

use std::fmt::Write as _;

use rayon::prelude::*;

/// A word is frequent where one document of so many has it.
const ONE_OF: usize = 4;

/// What stands between texts: no word has this number.
const GAP: u32 = u32::MAX;

/// What a pair begins with, so that pairs come before all words and no beginning of a word finds one.
pub const PAIR: char = ' ';

/// Whether a word is frequent that so many of all documents have.
#[must_use]
pub fn is_frequent(documents: usize, all: usize) -> bool {
    documents * ONE_OF >= all
}

/// The words of all documents by their numbers, in order.
#[derive(Debug, Default)]
pub struct Running {
    words: Vec<u32>,
    /// Where each document ends.
    ends: Vec<usize>,
}

/// A pair: the numbers of its words, and in which document it is at which place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// First and second word.
    pub words: (u32, u32),
    at: u32,
}

impl Running {
    /// Adds a word.
    pub fn word(&mut self, number: usize) {
        self.words.push(u32::try_from(number).unwrap_or(GAP));
    }

    /// Ends a text.
    pub fn gap(&mut self) {
        self.words.push(GAP);
    }

    /// Ends a document.
    pub fn end(&mut self) {
        self.ends.push(self.words.len());
    }

    /// The pairs with a frequent word, sorted by their words and then by where they are.
    #[must_use]
    pub fn pairs(&self, is_frequent: &[bool]) -> Vec<Pair> {
        let is = |word: u32| is_frequent.get(word as usize).copied();
        let mut pairs: Vec<Pair> = (self.words.windows(2).zip(0..))
            .filter_map(|(side_by_side, at)| {
                let &[first, second] = side_by_side else {
                    return None;
                };
                // A gap is no word, and has none beside it.
                let wanted = is(first)? | is(second)?;
                wanted.then_some(Pair {
                    words: (first, second),
                    at,
                })
            })
            .collect();
        pairs.par_sort_unstable();
        pairs
    }

    /// Where some sorted pairs are: document, and place in it.
    pub fn places(&self, pairs: &[Pair]) -> impl Iterator<Item = (usize, usize)> {
        pairs.iter().map(|pair| {
            let at = pair.at as usize;
            let document = self.ends.partition_point(|&end| end <= at);
            let start = (document.checked_sub(1)).map_or(0, |before| self.ends[before]);
            (document, at - start)
        })
    }
}

/// A pair as a word of the index.
#[must_use]
pub fn pair(first: &str, second: &str) -> String {
    let mut text = String::with_capacity(first.len() + second.len() + 2);
    // Writing into memory has no way to fail.
    let _ = write!(text, "{PAIR}{first} {second}");
    text
}
