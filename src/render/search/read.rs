//! The index read back, as the script in the browser reads it: for the tests.
#![allow(clippy::unwrap_used, reason = "used by tests only")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use serde::Deserialize;

use super::block::Block;
use super::terms::BEGINNING;

/// Bytes that are being read.
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// The bytes of a file.
fn inflated(file: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut decoder = flate2::read::DeflateDecoder::new(file);
    decoder.read_to_end(&mut bytes).unwrap();
    bytes
}

impl<'a> Reader<'a> {
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.bytes[self.at];
            self.at += 1;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return number;
            }
        }
    }

    fn text(&mut self) -> String {
        let length = self.number();
        let text = self.bytes[self.at..self.at + length].to_vec();
        self.at += length;
        String::from_utf8(text).unwrap()
    }

    pub fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }
}

/// A block as its files say it is.
pub struct ReadBlock<'a> {
    files: BTreeMap<&'a str, Vec<u8>>,
    pub documents: usize,
    pub words: usize,
    /// Of each document.
    pub kinds: Vec<String>,
    pub coverages: Vec<String>,
    pub days: Vec<String>,
    pub minutes: Vec<Option<i64>>,
    pub lengths: Vec<usize>,
    pub speakers: Vec<Vec<String>>,
    pub topics: Vec<Vec<String>>,
    shards: Vec<(String, String)>,
    chunks: Vec<(usize, String)>,
}

#[derive(Deserialize)]
struct Head {
    size: usize,
    words: usize,
    lengths: Vec<usize>,
    minutes: Vec<Option<i64>>,
    facets: [Column; 5],
    shards: Vec<(String, String)>,
    chunks: Vec<(usize, String)>,
}

/// Values, how many each document has, which.
#[derive(Deserialize)]
struct Column(Vec<Vec<String>>, Vec<usize>, Vec<usize>);

impl Column {
    /// The keys of each document.
    fn keys(self) -> Vec<Vec<String>> {
        let Self(values, counts, all) = self;
        let mut all = all.into_iter().map(|at| values[at][0].clone());
        let keys = (counts.into_iter())
            .map(|count| all.by_ref().take(count).collect())
            .collect();
        assert_eq!(all.next(), None);
        keys
    }

    /// The key of each document, which has at most one.
    fn key(self) -> Vec<String> {
        let only = |keys: Vec<String>| {
            assert!(keys.len() < 2);
            keys.into_iter().next().unwrap_or_default()
        };
        self.keys().into_iter().map(only).collect()
    }
}

/// Words side by side, the last of which may be the beginning of one.
#[derive(Debug)]
pub struct Clause {
    pub words: Vec<String>,
    pub prefix: bool,
}

impl<'a> ReadBlock<'a> {
    pub fn of(block: &'a Block) -> Self {
        let head: Head = serde_json::from_slice(&inflated(&block.head.bytes)).unwrap();
        let [speakers, topics, coverages, kinds, days] = head.facets;
        let mut last = 0;
        let since = |minutes: Option<i64>| {
            last += minutes?;
            Some(last)
        };
        Self {
            files: (block.rest.iter())
                .map(|file| (file.name.as_str(), inflated(&file.bytes)))
                .collect(),
            documents: head.size,
            words: head.words,
            kinds: kinds.key(),
            coverages: coverages.key(),
            days: days.key(),
            minutes: head.minutes.into_iter().map(since).collect(),
            lengths: head.lengths,
            speakers: speakers.keys(),
            topics: topics.keys(),
            shards: head.shards,
            chunks: head.chunks,
        }
    }

    /// The documents as they are shown: id, headline, time, clock, texts.
    pub fn shown(&self) -> Vec<[String; 5]> {
        let mut shown = Vec::new();
        for (count, name) in &self.chunks {
            let chunk: Vec<[String; 5]> =
                serde_json::from_slice(&self.files[name.as_str()]).unwrap();
            assert_eq!(chunk.len(), *count);
            shown.extend(chunk);
        }
        shown
    }

    /// The documents in which all clauses are found.
    pub fn find(&self, clauses: &[Clause]) -> BTreeSet<usize> {
        let mut found: BTreeSet<usize> = (0..self.documents).collect();
        for clause in clauses {
            let last = clause.words.len() - 1;
            let mut starts: BTreeSet<(usize, usize)> = BTreeSet::new();
            for (at, word) in clause.words.iter().enumerate() {
                let places = self.places(word, clause.prefix && at == last);
                let places = places
                    .into_iter()
                    .filter_map(|(document, place)| Some((document, place.checked_sub(at)?)));
                starts = match at {
                    0 => places.collect(),
                    _ => places.filter(|start| starts.contains(start)).collect(),
                };
            }
            let documents: BTreeSet<usize> = starts.into_iter().map(|start| start.0).collect();
            found.retain(|document| documents.contains(document));
        }
        found
    }

    /// Where a word is, or every word that begins with it.
    fn places(&self, word: &str, prefix: bool) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (_, name) in &self.shards {
            let (words, mut file) = self.lists(name);
            let places = file.at + words.iter().map(|word| word.1[1]).sum::<usize>();
            let mut places = Reader {
                bytes: file.bytes,
                at: places,
            };
            for (text, [documents, size, places_size]) in words {
                let is_word = !text.ends_with(BEGINNING);
                assert_eq!(is_word, places_size > 0, "only words have places");
                if !is_word || (text != word && !(prefix && text.starts_with(word))) {
                    file.at += size;
                    places.at += places_size;
                    continue;
                }
                let mut document = 0;
                for _ in 0..documents {
                    document += file.number();
                    let mut place = 0;
                    for _ in 0..file.number() / 2 {
                        place += places.number();
                        found.push((document, place));
                    }
                }
            }
            assert!(places.is_at_end());
        }
        found
    }

    /// The words of a file, each with its three numbers, and the file where the lists begin.
    fn lists(&self, name: &str) -> (Vec<(String, [usize; 3])>, Reader<'_>) {
        let mut file = Reader::of(&self.files[name]);
        let words = file.text();
        let lists = (words.split('\n'))
            .map(|word| (word.into(), std::array::from_fn(|_| file.number())))
            .collect();
        (lists, file)
    }

    /// The documents that have a word with this beginning, and whether the headline has one; `None` where there is no
    /// list of it.
    pub fn beginning(&self, beginning: &str) -> Option<BTreeMap<usize, bool>> {
        let wanted = format!("{beginning}{BEGINNING}");
        self.shards.iter().find_map(|(_, name)| {
            let (words, mut file) = self.lists(name);
            let at = words.iter().position(|word| word.0 == wanted)?;
            file.at += words[..at].iter().map(|word| word.1[1]).sum::<usize>();
            let mut document = 0;
            let mut next = || {
                document += file.number();
                (document, file.number() % 2 == 1)
            };
            Some((0..words[at].1[0]).map(|_| next()).collect())
        })
    }

    /// The first word of each file of words.
    pub fn first_words(&self) -> Vec<&str> {
        self.shards.iter().map(|shard| shard.0.as_str()).collect()
    }
}
