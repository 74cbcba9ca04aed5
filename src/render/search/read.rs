//! The index read back, as the script in the browser reads it: for the tests.
#![allow(clippy::unwrap_used, reason = "used by tests only")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use super::block::Block;

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

    pub fn text(&mut self) -> String {
        let length = self.number();
        let text = String::from_utf8(self.bytes[self.at..self.at + length].to_vec()).unwrap();
        self.at += length;
        text
    }

    pub fn numbers(&mut self, count: usize) -> Vec<usize> {
        (0..count).map(|_| self.number()).collect()
    }

    fn list<T>(&mut self, each: impl Fn(&mut Self) -> T) -> Vec<T> {
        let count = self.number();
        (0..count).map(|_| each(self)).collect()
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
    shards: Vec<[String; 3]>,
    chunks: Vec<(usize, String)>,
}

/// Words side by side, the last of which may be the beginning of one.
#[derive(Debug)]
pub struct Clause {
    pub words: Vec<String>,
    pub prefix: bool,
}

impl<'a> ReadBlock<'a> {
    pub fn of(block: &'a Block) -> Self {
        let bytes = inflated(&block.head.bytes);
        let mut head = Reader::of(&bytes);
        let documents = head.number();
        let words = head.number();
        let kinds = head.list(Reader::text);
        let coverages = head.list(|head| {
            let slug = head.text();
            let _title_and_language = (head.text(), head.text());
            vec![slug; head.number()]
        });
        let term = |head: &mut Reader<'_>| (head.text(), head.text()).0;
        let speakers = head.list(term);
        let topics = head.list(term);
        let days = head.list(Reader::text);
        let kinds = head
            .numbers(documents)
            .into_iter()
            .map(|kind| kinds[kind].clone());
        let kinds = kinds.collect();
        let days = (head.numbers(documents).into_iter())
            .map(|day| {
                day.checked_sub(1)
                    .map_or(String::new(), |day| days[day].clone())
            })
            .collect();
        let mut last = 0;
        let minutes = (head.numbers(documents).into_iter())
            .map(|folded| {
                let folded = i64::try_from(folded.checked_sub(1)?).unwrap();
                last += (folded >> 1) ^ -(folded & 1);
                Some(last)
            })
            .collect();
        let lengths = head.numbers(documents);
        let named = |head: &mut Reader<'_>, names: &[String]| -> Vec<Vec<String>> {
            let lists = (0..documents).map(|_| head.list(Reader::number));
            lists
                .map(|list| list.into_iter().map(|at| names[at].clone()).collect())
                .collect()
        };
        let speakers = named(&mut head, &speakers);
        let topics = named(&mut head, &topics);
        let shards = head.list(|head| [head.text(), head.text(), head.text()]);
        let chunks = head.list(|head| (head.number(), head.text()));
        assert!(head.is_at_end());
        Self {
            files: (block.rest.iter())
                .map(|file| (file.name.as_str(), inflated(&file.bytes)))
                .collect(),
            documents,
            words,
            kinds,
            coverages: coverages.into_iter().flatten().collect(),
            days,
            minutes,
            lengths,
            speakers,
            topics,
            shards,
            chunks,
        }
    }

    /// The documents as they are shown: id, headline, time, clock, texts.
    pub fn shown(&self) -> Vec<[String; 5]> {
        let mut shown = Vec::new();
        for (count, name) in &self.chunks {
            let mut chunk = Reader::of(&self.files[name.as_str()]);
            shown.extend((0..*count).map(|_| std::array::from_fn(|_| chunk.text())));
            assert!(chunk.is_at_end());
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
        for [_, words, places] in &self.shards {
            let mut words = Reader::of(&self.files[words.as_str()]);
            let mut places = Reader::of(&self.files[places.as_str()]);
            let count = words.number();
            let texts = words.text();
            let documents = words.numbers(count);
            let lengths = [words.numbers(count), places.numbers(count)];
            for (at, text) in texts.split('\n').enumerate() {
                if text != word && !(prefix && text.starts_with(word)) {
                    words.at += lengths[0][at];
                    places.at += lengths[1][at];
                    continue;
                }
                let mut document = 0;
                for _ in 0..documents[at] {
                    document += words.number();
                    let mut place = 0;
                    for _ in 0..words.number() / 2 {
                        place += places.number();
                        found.push((document, place));
                    }
                }
            }
            assert!(words.is_at_end() && places.is_at_end());
        }
        found
    }

    /// The first word of each file of words.
    pub fn first_words(&self) -> Vec<&str> {
        self.shards.iter().map(|shard| shard[0].as_str()).collect()
    }
}
