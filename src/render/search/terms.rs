//! The words of a block with the documents that hold them, in files, each a range of words.
//!
//! A file: in two numbers of four bytes, the lowest first, how many bytes the words and their sizes take; the words, sorted
//! and joined by line ends; two sizes for each, in bytes: of its list, of its places; then list and places of each. A list has two numbers for each document: how
//! far its number is from the one before, and twice how often the word is there, plus one where it is in the headline.
//! Places, which only phrases read, are counted in words from the headline on, each given by how far it is from
//! the one before in its document. Between two texts one number is left out, so that no phrase goes across.
//!
//! Frequent words have no places: the pairs that they make with the words beside them have (`pairs`), and stand among the
//! words.
//!
//! The beginnings of words of two and of three letters have lists of their own, without places (`br*`): what is typed first
//! would else ask for many files.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::bytes::{Bytes, IndexFile};
use super::document::Document;
use super::pairs::{Running, is_frequent, pair};
use super::words::each_word;

/// Bytes of words, lists and places after which a file ends. A query asks for one of each word and block; a frequent word has one to
/// itself.
const FULL: usize = 32 << 10;

/// The words of a block, being gathered.
#[derive(Debug, Default)]
pub struct Terms {
    numbers: HashMap<String, usize>,
    lists: Vec<List>,
    documents: usize,
    running: Running,
    /// The words of the document at hand: word and place.
    found: Vec<(usize, usize)>,
    /// The beginnings of those words, and whether the headline has one.
    beginnings: BTreeMap<usize, bool>,
}

#[derive(Debug, Default)]
struct List {
    documents: usize,
    last: usize,
    postings: Bytes,
    places: Bytes,
    /// The numbers of its beginnings.
    beginnings: [Option<usize>; 2],
}

/// A range of words.
#[derive(Debug)]
pub struct Shard {
    /// Its first word.
    pub first: String,
    /// The words, their lists and places.
    pub file: IndexFile,
}

impl Terms {
    /// Adds the words of the next document; how many they are.
    pub fn add(&mut self, document: &Document<'_>) -> usize {
        let mut found = std::mem::take(&mut self.found);
        let (mut place, mut in_headline, mut count) = (0, 0, 0);
        let texts = (document.texts.iter().chain(&document.names)).copied();
        for (at, text) in std::iter::once(document.headline).chain(texts).enumerate() {
            each_word(text, |word| {
                let number = self.number(word);
                self.running.word(number);
                found.push((number, place));
                place += 1;
                count += 1;
            });
            if at == 0 {
                in_headline = place;
            }
            place += 1;
            self.running.gap();
        }
        self.running.end();
        found.sort_unstable();
        for same in found.chunk_by(|a, b| a.0 == b.0) {
            let &[(number, first), ..] = same else {
                continue;
            };
            let headline = first < in_headline;
            let list = &mut self.lists[number];
            list.post(self.documents, same.len(), headline);
            let mut last = 0;
            for &(_, place) in same {
                list.places.number(place - last);
                last = place;
            }
            for beginning in list.beginnings.into_iter().flatten() {
                *self.beginnings.entry(beginning).or_default() |= headline;
            }
        }
        for (number, headline) in std::mem::take(&mut self.beginnings) {
            self.lists[number].post(self.documents, 1, headline);
        }
        found.clear();
        self.found = found;
        self.documents += 1;
        count
    }

    /// The number of a word, which is new where the word is.
    fn number(&mut self, word: &str) -> usize {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let beginnings = beginnings(word).map(|beginning| {
            let beginning = beginning?;
            Some(self.numbered(format!("{beginning}{BEGINNING}"), [None; 2]))
        });
        self.numbered(word.into(), beginnings)
    }

    fn numbered(&mut self, word: String, beginnings: [Option<usize>; 2]) -> usize {
        let lists = &mut self.lists;
        *self.numbers.entry(word).or_insert_with(|| {
            lists.push(List {
                beginnings,
                ..List::default()
            });
            lists.len() - 1
        })
    }

    /// The files, by their words; and the words that have no places.
    #[must_use]
    pub fn finish(mut self) -> (Vec<Shard>, Vec<String>) {
        let mut texts = vec![String::new(); self.lists.len()];
        for (text, number) in std::mem::take(&mut self.numbers) {
            texts[number] = text;
        }
        let is_frequent: Vec<bool> = (self.lists.iter())
            .map(|list| !list.places.0.is_empty() && is_frequent(list.documents, self.documents))
            .collect();
        let mut words = self.pairs(&texts, &is_frequent);
        let mut frequent = Vec::new();
        for ((text, mut list), is_frequent) in texts.into_iter().zip(self.lists).zip(is_frequent) {
            if is_frequent {
                list.places = Bytes::default();
                frequent.push(text.clone());
            }
            words.push((text, list));
        }
        frequent.sort_unstable();
        words.par_sort_unstable_by(|a, b| as_scripts_sort(&a.0, &b.0));
        let mut parts = Vec::new();
        let mut start = 0;
        let mut size = 0;
        for at in 0..words.len() {
            let (word, list) = &words[at];
            size += word.len() + list.postings.0.len() + list.places.0.len();
            if size >= FULL || at + 1 == words.len() {
                parts.push(&words[start..=at]);
                start = at + 1;
                size = 0;
            }
        }
        (parts.into_par_iter().map(shard).collect(), frequent)
    }

    /// The pairs with a frequent word.
    fn pairs(&self, texts: &[String], is_frequent: &[bool]) -> Vec<(String, List)> {
        let all = self.running.pairs(is_frequent);
        let mut pairs = Vec::new();
        for same in all.chunk_by(|a, b| a.words == b.words) {
            let places: Vec<(usize, usize)> = self.running.places(same).collect();
            let mut list = List::default();
            for of_one in places.chunk_by(|a, b| a.0 == b.0) {
                list.post(of_one[0].0, of_one.len(), false);
                let mut last = 0;
                for &(_, place) in of_one {
                    list.places.number(place - last);
                    last = place;
                }
            }
            let (first, second) = same[0].words;
            let text = pair(&texts[first as usize], &texts[second as usize]);
            pairs.push((text, list));
        }
        pairs
    }
}

impl List {
    /// Adds the next document that has the word.
    fn post(&mut self, document: usize, often: usize, headline: bool) {
        self.postings.number(document - self.last);
        self.postings.number(2 * often + usize::from(headline));
        self.documents += 1;
        self.last = document;
    }
}

fn shard(words: &[(String, List)]) -> Shard {
    let texts: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
    let texts = texts.join("\n");
    let mut sizes = Bytes::default();
    for (_, list) in words {
        sizes.number(list.postings.0.len());
        sizes.number(list.places.0.len());
    }
    let mut bytes = Vec::new();
    for part in [texts.as_bytes(), &sizes.0] {
        let size = u32::try_from(part.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&size.to_le_bytes());
    }
    bytes.extend_from_slice(texts.as_bytes());
    bytes.extend_from_slice(&sizes.0);
    for (_, list) in words {
        bytes.extend_from_slice(&list.postings.0);
        bytes.extend_from_slice(&list.places.0);
    }
    Shard {
        first: words.first().map_or(String::new(), |word| word.0.clone()),
        file: IndexFile::of(&bytes),
    }
}

/// What marks a beginning; it is no part of any word.
pub const BEGINNING: char = '*';

/// The beginnings of a word that are two and three UTF-16 units long, which is how scripts count letters.
fn beginnings(word: &str) -> [Option<&str>; 2] {
    let mut found = [None; 2];
    let mut units = 0;
    for (at, character) in word.char_indices() {
        units += character.len_utf16();
        let end = at + character.len_utf8();
        match units {
            0 | 1 => {}
            2 => found[0] = Some(&word[..end]),
            3 => found[1] = Some(&word[..end]),
            _ => break,
        }
    }
    found
}

/// The order in which JavaScript compares texts, which is by UTF-16.
pub fn as_scripts_sort(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        return a.cmp(b);
    }
    a.encode_utf16().cmp(b.encode_utf16())
}
