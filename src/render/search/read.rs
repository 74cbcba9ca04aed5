//! The index read back, as the script in the browser reads it: for the tests.
#![allow(clippy::unwrap_used, reason = "used by tests only")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use serde::Deserialize;

use super::block::Block;
use super::head::NONE;
use super::pairs::pair;
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

    /// A number of four bytes.
    fn fixed(&mut self) -> usize {
        let bytes = self.bytes[self.at..self.at + 4].try_into().unwrap();
        self.at += 4;
        usize::try_from(u32::from_le_bytes(bytes)).unwrap()
    }

    fn text(&mut self, length: usize) -> String {
        let text = self.bytes[self.at..self.at + length].to_vec();
        self.at += length;
        String::from_utf8(text).unwrap()
    }

    /// The same bytes, read from elsewhere.
    fn from(&self, at: usize) -> Self {
        Self { at, ..*self }
    }

    pub fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }
}

/// A block as its files say it is.
pub struct ReadBlock<'a> {
    files: BTreeMap<&'a str, Vec<u8>>,
    pub documents: usize,
    /// Of each document.
    pub kinds: Vec<String>,
    pub coverages: Vec<String>,
    pub days: Vec<String>,
    pub minutes: Vec<Option<i64>>,
    pub lengths: Vec<usize>,
    pub speakers: Vec<Vec<String>>,
    pub topics: Vec<Vec<String>>,
    /// The words that have no places.
    pub frequent: Vec<String>,
    shards: Vec<[String; 2]>,
    chunks: Vec<(usize, String)>,
}

#[derive(Deserialize)]
struct Names {
    values: [Vec<Vec<String>>; 5],
    frequent: Vec<String>,
    shards: Vec<[String; 2]>,
    chunks: Vec<(usize, String)>,
}

/// The columns of a head, one after the other.
struct Columns(Vec<i32>);

impl Columns {
    fn next(&mut self) -> Vec<i32> {
        let rest = self.0.split_off(1 + usize::try_from(self.0[0]).unwrap());
        let column = std::mem::replace(&mut self.0, rest);
        column[1..].to_vec()
    }

    /// The keys of each document.
    fn keys(&mut self, values: &[Vec<String>]) -> Vec<Vec<String>> {
        let (counts, all) = (self.next(), self.next());
        let mut all = (all.into_iter()).map(|at| values[usize::try_from(at).unwrap()][0].clone());
        assert_eq!(counts[0], 0);
        let keys = (counts[1..].iter())
            .map(|&count| all.by_ref().take(usize::try_from(count).unwrap()).collect())
            .collect();
        assert_eq!(all.next(), None);
        keys
    }

    /// The key of each document, which has at most one.
    fn key(&mut self, values: &[Vec<String>]) -> Vec<String> {
        let only = |keys: Vec<String>| {
            assert!(keys.len() < 2);
            keys.into_iter().next().unwrap_or_default()
        };
        self.keys(values).into_iter().map(only).collect()
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
        let head = inflated(&block.head.bytes);
        let number = |bytes: &[u8]| i32::from_le_bytes(bytes.try_into().unwrap());
        let end = 4 + 4 * usize::try_from(number(&head[..4])).unwrap();
        let mut columns = Columns(head[4..end].chunks(4).map(number).collect());
        let names: Names = serde_json::from_slice(&head[end..]).unwrap();
        let lengths = columns.next();
        let mut last = 0;
        let since = |minutes: i32| {
            last += Some(minutes).filter(|&minutes| minutes != NONE)?;
            Some(i64::from(last))
        };
        let minutes = columns.next().into_iter().map(since).collect();
        let [speakers, topics, coverages, kinds, days] = &names.values;
        let read = Self {
            files: (block.rest.iter())
                .map(|file| (file.name.as_str(), inflated(&file.bytes)))
                .collect(),
            documents: lengths.len(),
            lengths: (lengths.into_iter())
                .map(|length| usize::try_from(length).unwrap())
                .collect(),
            minutes,
            speakers: columns.keys(speakers),
            topics: columns.keys(topics),
            coverages: columns.key(coverages),
            kinds: columns.key(kinds),
            days: columns.key(days),
            frequent: names.frequent,
            shards: names.shards,
            chunks: names.chunks,
        };
        assert!(columns.0.is_empty());
        read
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
            let mut starts: Option<BTreeSet<(usize, usize)>> = None;
            for ways in self.ways(clause) {
                let own = ways.into_iter().flat_map(|(word, prefix, at)| {
                    let places = self.places(&word, prefix, clause.words.len() > 1);
                    let start = move |(document, place): (usize, usize)| {
                        Some((document, place.checked_sub(at)?))
                    };
                    places.into_iter().filter_map(start)
                });
                starts = Some(match &starts {
                    None => own.collect(),
                    Some(starts) => own.filter(|start| starts.contains(start)).collect(),
                });
            }
            let starts = starts.unwrap_or_default();
            let documents: BTreeSet<usize> = starts.into_iter().map(|start| start.0).collect();
            found.retain(|document| documents.contains(document));
        }
        found
    }

    /// What a clause is looked up by: for each part of it, one of these words or pairs, the last of which may be a
    /// beginning, at a place of the clause.
    fn ways(&self, Clause { words, prefix }: &Clause) -> Vec<Vec<(String, bool, usize)>> {
        let last = words.len() - 1;
        if last == 0 {
            return vec![vec![(words[0].clone(), *prefix, 0)]];
        }
        let frequent = |at: usize| {
            (words.get(at))
                .is_some_and(|word| self.frequent.contains(word) && !(at == last && *prefix))
        };
        let mut ways = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let is_first_of_pair = at < last && (frequent(at) || frequent(at + 1));
            let is_second_of_pair = at > 0 && (frequent(at - 1) || frequent(at));
            if is_first_of_pair {
                let prefix = *prefix && at + 1 == last;
                ways.push(vec![(pair(word, &words[at + 1]), prefix, at)]);
            } else if !is_second_of_pair {
                let mut own = vec![(word.clone(), *prefix && at == last, at)];
                if *prefix && at == last {
                    let also = self.frequent.iter().filter(|other| other.starts_with(word));
                    own.extend(also.map(|other| (pair(&words[at - 1], other), false, at - 1)));
                }
                ways.push(own);
            }
        }
        ways
    }

    /// Where a word is, or every word that begins with it; of a word without places (which are only for phrases), in which
    /// documents.
    fn places(&self, word: &str, prefix: bool, phrase: bool) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for [_, name] in &self.shards {
            let (words, mut file) = self.lists(name);
            for (text, [size, places_size]) in words {
                let list_end = file.at + size;
                let mut places = file.from(list_end);
                let end = list_end + places_size;
                let is_word = !text.ends_with(BEGINNING);
                let has_places = is_word && !self.frequent.contains(&text);
                assert_eq!(has_places, places_size > 0, "{text}: {places_size}");
                if !is_word
                    || (phrase && !has_places)
                    || (text != word && !(prefix && text.starts_with(word)))
                {
                    file.at = end;
                    continue;
                }
                let mut document = 0;
                while file.at < list_end {
                    document += file.number();
                    let mut place = 0;
                    let often = file.number() / 2;
                    if !has_places {
                        found.push((document, 0));
                        continue;
                    }
                    for _ in 0..often {
                        place += places.number();
                        found.push((document, place));
                    }
                }
                assert_eq!((file.at, places.at), (list_end, end));
                file.at = end;
            }
            assert!(file.is_at_end());
        }
        found
    }

    /// The words of a file, each with its two numbers, and the file where the lists begin.
    fn lists(&self, name: &str) -> (Vec<(String, [usize; 2])>, Reader<'_>) {
        let mut file = Reader::of(&self.files[name]);
        let [size, sizes] = [file.fixed(), file.fixed()];
        let words = file.text(size);
        let end = file.at + sizes;
        let lists = (words.split('\n'))
            .map(|word| (word.into(), std::array::from_fn(|_| file.number())))
            .collect();
        assert_eq!(file.at, end);
        (lists, file)
    }

    /// The documents that have a word with this beginning, and whether the headline has one; `None` where there is no
    /// list of it.
    pub fn beginning(&self, beginning: &str) -> Option<BTreeMap<usize, bool>> {
        let wanted = format!("{beginning}{BEGINNING}");
        self.shards.iter().find_map(|[_, name]| {
            let (words, mut file) = self.lists(name);
            let at = words.iter().position(|word| word.0 == wanted)?;
            let before = words[..at].iter().flat_map(|word| word.1);
            file.at += before.sum::<usize>();
            let end = file.at + words[at].1[0];
            let mut document = 0;
            let mut found = BTreeMap::new();
            while file.at < end {
                document += file.number();
                found.insert(document, file.number() % 2 == 1);
            }
            Some(found)
        })
    }

    /// The first word of each file of words.
    pub fn first_words(&self) -> Vec<&str> {
        self.shards.iter().map(|shard| shard[0].as_str()).collect()
    }
}
