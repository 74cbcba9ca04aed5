//! The head of a block: what a query is narrowed by and counted in, and where the rest is.
//!
//! First numbers of four bytes, the lowest first, because a browser takes these as they are: how many numbers follow, then
//! columns, each with its length before it:
//!
//! ```text
//! lengths  how many words each document has
//! minutes  since 1970, each from the one known before; `NONE` where nobody knows
//! starts, all   for speaker, topic, coverage, kind and day: a nought and how many values each document has, and which,
//!               for all documents in one list
//! ```
//!
//! Then JSON: `values` of the five (key and, where it has one, name; a coverage has its language too), `frequent`, the
//! words that have no places, `shards`, the ranges of words (first word, name), and `chunks`, the files of texts (how many
//! documents, name).

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use serde::Serialize;

use super::bytes::IndexFile;
use super::document::{Document, Searched};
use super::terms::Shard;
use super::texts::Chunk;

/// A document without a time: the least number that a column holds.
pub const NONE: i32 = i32::MIN;

#[derive(Serialize)]
struct Names<'a> {
    values: Values<'a>,
    frequent: &'a [String],
    shards: Vec<[&'a str; 2]>,
    chunks: Vec<(usize, &'a str)>,
}

/// In the order in which a page shows them.
#[derive(Serialize)]
struct Values<'a>(
    Vec<(&'a str, &'a str)>,
    Vec<(&'a str, &'a str)>,
    Vec<(&'a str, &'a str, &'a str)>,
    Vec<(&'a str,)>,
    Vec<(String,)>,
);

/// Columns that are being written.
#[derive(Default)]
struct Columns(Vec<i32>);

/// The head of a block whose documents have so many words each.
#[must_use]
pub fn head(
    block: &[Searched<'_>],
    lengths: &[usize],
    (shards, frequent): (&[Shard], &[String]),
    chunks: &[Chunk],
) -> IndexFile {
    let documents = || block.iter().flat_map(|coverage| &coverage.documents);
    let mut columns = Columns::default();
    columns.add(lengths.iter().map(|&length| number(length)));
    columns.add(minutes(documents()));
    let names = Names {
        values: Values(
            columns.facet(documents().map(|document| document.speakers.clone())),
            columns.facet(documents().map(|document| document.topics.clone())),
            columns.facet(block.iter().flat_map(|coverage| {
                let own = (coverage.slug, coverage.title, coverage.language);
                std::iter::repeat_n(vec![own], coverage.documents.len())
            })),
            columns.facet(documents().map(|document| vec![(document.kind,)])),
            columns.facet(documents().map(|document| {
                let day = document.day.map(|day| (day.to_string(),));
                day.into_iter().collect()
            })),
        ),
        frequent,
        shards: (shards.iter())
            .map(|shard| [shard.first.as_str(), shard.file.name.as_str()])
            .collect(),
        chunks: (chunks.iter())
            .map(|chunk| (chunk.documents, chunk.file.name.as_str()))
            .collect(),
    };
    let mut file = number(columns.0.len()).to_le_bytes().to_vec();
    file.extend(columns.0.iter().flat_map(|number| number.to_le_bytes()));
    // Structs of texts and numbers have no way to fail.
    file.extend(serde_json::to_vec(&names).unwrap_or_default());
    IndexFile::of(&file)
}

impl Columns {
    fn add(&mut self, column: impl Iterator<Item = i32>) {
        let at = self.0.len();
        self.0.push(0);
        self.0.extend(column);
        self.0[at] = number(self.0.len() - at - 1);
    }

    /// Adds what the documents have of one facet; the values.
    fn facet<T: Clone + Ord + Hash>(
        &mut self,
        documents: impl Iterator<Item = Vec<T>> + Clone,
    ) -> Vec<T> {
        let values: BTreeSet<T> = documents.clone().flatten().collect();
        let values: Vec<T> = values.into_iter().collect();
        let places: HashMap<&T, i32> = (values.iter().enumerate())
            .map(|(place, value)| (value, number(place)))
            .collect();
        let counts = documents.clone().map(|of| number(of.len()));
        self.add(std::iter::once(0).chain(counts));
        let place = |value| places.get(&value).copied().unwrap_or_default();
        self.add(documents.flatten().map(place));
        values
    }
}

/// Since 1970, each from the one known before.
fn minutes<'a>(documents: impl Iterator<Item = &'a Document<'a>>) -> impl Iterator<Item = i32> {
    let mut last = 0;
    documents.map(move |document| {
        let Some(minutes) = document.minutes else {
            return NONE;
        };
        let since = minutes - std::mem::replace(&mut last, minutes);
        i32::try_from(since).unwrap_or_default()
    })
}

/// A number as a column has it; no block has so many documents or words that it has no place.
fn number(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
