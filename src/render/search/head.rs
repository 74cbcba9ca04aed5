//! The head of a block: what a query is narrowed by and counted in, and where the rest is.
//!
//! In this order: how many documents; how many words they have. Lists, each with its length before it: the kinds; the
//! coverages (slug, title, language, number of documents); the people and the topics (slug, name); the days. A column
//! each, one value for a document: kind; day (0 is none, else its number in the list from 1); minutes since 1970 (0 is
//! none, else from the one known before, plus one); number of words; people; topics (how many, then which). The files of
//! words (first word, name, name of its places) and of texts (number of documents, name), each with their number before.

use std::collections::BTreeSet;
use std::collections::HashMap;
use std::hash::Hash;

use super::bytes::{Bytes, IndexFile, folded};
use super::document::{Document, Searched};
use super::terms::Shard;
use super::texts::Chunk;

/// The head of a block whose documents have so many words each.
#[must_use]
pub fn head(
    block: &[Searched<'_>],
    lengths: &[usize],
    shards: &[Shard],
    chunks: &[Chunk],
) -> IndexFile {
    let documents = || block.iter().flat_map(|coverage| &coverage.documents);
    let mut bytes = Bytes::default();
    bytes.number(lengths.len());
    bytes.number(lengths.iter().sum());

    let kinds = List::of(documents().map(|document| document.kind));
    kinds.write(&mut bytes, Bytes::text);
    bytes.number(block.len());
    for coverage in block {
        bytes.text(coverage.slug);
        bytes.text(coverage.title);
        bytes.text(coverage.language);
        bytes.number(coverage.documents.len());
    }
    let term = |bytes: &mut Bytes, (slug, name): (&str, &str)| {
        bytes.text(slug);
        bytes.text(name);
    };
    let speakers = List::of(documents().flat_map(|document| document.speakers.iter().copied()));
    speakers.write(&mut bytes, term);
    let topics = List::of(documents().flat_map(|document| document.topics.iter().copied()));
    topics.write(&mut bytes, term);
    let days = List::of(documents().filter_map(|document| document.day));
    days.write(&mut bytes, |bytes, day| bytes.text(&day.to_string()));

    for document in documents() {
        bytes.number(kinds.place(&document.kind));
    }
    for document in documents() {
        bytes.number(document.day.map_or(0, |day| days.place(&day) + 1));
    }
    write_minutes(&mut bytes, documents());
    for &length in lengths {
        bytes.number(length);
    }
    for document in documents() {
        speakers.write_places(&mut bytes, &document.speakers);
    }
    for document in documents() {
        topics.write_places(&mut bytes, &document.topics);
    }

    bytes.number(shards.len());
    for shard in shards {
        bytes.text(&shard.first);
        bytes.text(&shard.words.name);
        bytes.text(&shard.places.name);
    }
    bytes.number(chunks.len());
    for chunk in chunks {
        bytes.number(chunk.documents);
        bytes.text(&chunk.file.name);
    }
    IndexFile::of(&bytes.0)
}

fn write_minutes<'a>(bytes: &mut Bytes, documents: impl Iterator<Item = &'a Document<'a>>) {
    let mut last = 0;
    for document in documents {
        match document.minutes {
            None => bytes.number(0),
            Some(minutes) => {
                bytes.number(folded(minutes - last) + 1);
                last = minutes;
            }
        }
    }
}

/// The values of a column, sorted, each by its place.
struct List<T> {
    values: Vec<T>,
    places: HashMap<T, usize>,
}

impl<T: Copy + Ord + Hash> List<T> {
    fn of(values: impl Iterator<Item = T>) -> Self {
        let values: Vec<T> = values.collect::<BTreeSet<T>>().into_iter().collect();
        let places = values.iter().enumerate();
        Self {
            places: places.map(|(place, &value)| (value, place)).collect(),
            values,
        }
    }

    fn write(&self, bytes: &mut Bytes, each: impl Fn(&mut Bytes, T)) {
        bytes.number(self.values.len());
        for &value in &self.values {
            each(bytes, value);
        }
    }

    fn place(&self, value: &T) -> usize {
        self.places.get(value).copied().unwrap_or_default()
    }

    fn write_places(&self, bytes: &mut Bytes, values: &[T]) {
        bytes.number(values.len());
        for value in values {
            bytes.number(self.place(value));
        }
    }
}
