//! The words of a block with the documents that hold them.
//!
//! A file of words: how many words; the words, sorted and joined by line ends, as one text; of each in how many documents
//! it is; of each how many bytes its list takes; the lists. A list has two numbers for each document: how far its number
//! is from the one before, and twice how often the word is there, plus one where it is in the headline.
//!
//! A file of places goes with each: of each word how many bytes its places take; the places. They are counted in words
//! from the headline on, each given by how far it is from the one before in its document. Between two texts one number is
//! left out, so that no phrase goes across.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::bytes::{Bytes, IndexFile};
use super::document::Document;
use super::words::each_word;

/// Bytes of lists after which a file of words ends.
const FULL: usize = 48 << 10;

/// The words of a block, being gathered.
#[derive(Debug, Default)]
pub struct Terms {
    numbers: HashMap<String, usize>,
    lists: Vec<List>,
    documents: usize,
    /// The words of the document at hand: word and place.
    found: Vec<(usize, usize)>,
}

#[derive(Debug, Default)]
struct List {
    documents: usize,
    last: usize,
    postings: Bytes,
    places: Bytes,
}

/// A file of words with its file of places, and the first word in it.
#[derive(Debug)]
pub struct Shard {
    /// Its first word.
    pub first: String,
    /// The words.
    pub words: IndexFile,
    /// The places.
    pub places: IndexFile,
}

impl Terms {
    /// Adds the words of the next document; how many they are.
    pub fn add(&mut self, document: &Document<'_>) -> usize {
        let (numbers, lists, found) = (&mut self.numbers, &mut self.lists, &mut self.found);
        found.clear();
        let (mut place, mut in_headline, mut count) = (0, 0, 0);
        let texts = (document.texts.iter().chain(&document.names)).copied();
        for (at, text) in std::iter::once(document.headline).chain(texts).enumerate() {
            each_word(text, |word| {
                let number = numbers.get(word).copied().unwrap_or_else(|| {
                    numbers.insert(word.to_string(), lists.len());
                    lists.push(List::default());
                    lists.len() - 1
                });
                found.push((number, place));
                place += 1;
                count += 1;
            });
            if at == 0 {
                in_headline = place;
            }
            place += 1;
        }
        found.sort_unstable();
        for same in found.chunk_by(|a, b| a.0 == b.0) {
            let &[(number, first), ..] = same else {
                continue;
            };
            let list = &mut lists[number];
            list.postings.number(self.documents - list.last);
            let headline = usize::from(first < in_headline);
            list.postings.number(2 * same.len() + headline);
            let mut last = 0;
            for &(_, place) in same {
                list.places.number(place - last);
                last = place;
            }
            list.documents += 1;
            list.last = self.documents;
        }
        self.documents += 1;
        count
    }

    /// The files, by their words.
    #[must_use]
    pub fn finish(self) -> Vec<Shard> {
        let mut lists = self.lists;
        let mut words: Vec<(String, List)> = self
            .numbers
            .into_iter()
            .map(|(word, number)| (word, std::mem::take(&mut lists[number])))
            .collect();
        words.sort_unstable_by(|a, b| as_scripts_sort(&a.0, &b.0));
        let mut shards = Vec::new();
        let mut start = 0;
        let mut size = 0;
        for at in 0..words.len() {
            size += words[at].1.postings.0.len();
            if size >= FULL || at + 1 == words.len() {
                shards.push(shard(&words[start..=at]));
                start = at + 1;
                size = 0;
            }
        }
        shards
    }
}

fn shard(words: &[(String, List)]) -> Shard {
    let texts: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
    let (mut file, mut places) = (Bytes::default(), Bytes::default());
    file.number(words.len());
    file.text(&texts.join("\n"));
    for (_, list) in words {
        file.number(list.documents);
    }
    for (_, list) in words {
        file.number(list.postings.0.len());
        places.number(list.places.0.len());
    }
    for (_, list) in words {
        file.0.extend_from_slice(&list.postings.0);
        places.0.extend_from_slice(&list.places.0);
    }
    Shard {
        first: texts.first().copied().unwrap_or_default().into(),
        words: IndexFile::of(&file.0),
        places: IndexFile::of(&places.0),
    }
}

/// The order in which JavaScript compares texts, which is by UTF-16.
pub fn as_scripts_sort(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        return a.cmp(b);
    }
    a.encode_utf16().cmp(b.encode_utf16())
}
