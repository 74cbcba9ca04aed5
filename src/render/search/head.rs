//! The head of a block: what a query is narrowed by and counted in, and where the rest is. It is JSON:
//!
//! ```text
//! size     how many documents
//! words    how many words they have
//! lengths  how many each has
//! minutes  since 1970, each from the one known before; null where nobody knows
//! facets   for speaker, topic, coverage, kind and day: the values (key and, where it has one, name; a coverage has its
//!          language too), how many of them each document has, and which, for all documents in one list
//! shards   the files of words: first word, name
//! chunks   the files of texts: how many documents, name
//! ```

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use serde::Serialize;

use super::bytes::IndexFile;
use super::document::{Document, Searched};
use super::terms::Shard;
use super::texts::Chunk;

#[derive(Serialize)]
struct Head<'a> {
    size: usize,
    words: usize,
    lengths: &'a [usize],
    minutes: Vec<Option<i64>>,
    facets: Facets<'a>,
    shards: Vec<(&'a str, &'a str)>,
    chunks: Vec<(usize, &'a str)>,
}

/// In the order in which a page shows them.
#[derive(Serialize)]
struct Facets<'a>(
    Column<(&'a str, &'a str)>,
    Column<(&'a str, &'a str)>,
    Column<(&'a str, &'a str, &'a str)>,
    Column<(&'a str,)>,
    Column<(String,)>,
);

/// What the documents have of one facet: the values, how many each has, which.
#[derive(Serialize)]
struct Column<T>(Vec<T>, Vec<usize>, Vec<usize>);

/// The head of a block whose documents have so many words each.
#[must_use]
pub fn head(
    block: &[Searched<'_>],
    lengths: &[usize],
    shards: &[Shard],
    chunks: &[Chunk],
) -> IndexFile {
    let documents = || block.iter().flat_map(|coverage| &coverage.documents);
    let head = Head {
        size: lengths.len(),
        words: lengths.iter().sum(),
        lengths,
        minutes: minutes(documents()),
        facets: Facets(
            Column::of(documents().map(|document| document.speakers.clone())),
            Column::of(documents().map(|document| document.topics.clone())),
            Column::of(block.iter().flat_map(|coverage| {
                let own = (coverage.slug, coverage.title, coverage.language);
                std::iter::repeat_n(vec![own], coverage.documents.len())
            })),
            Column::of(documents().map(|document| vec![(document.kind,)])),
            Column::of(documents().map(|document| {
                let day = document.day.map(|day| (day.to_string(),));
                day.into_iter().collect()
            })),
        ),
        shards: (shards.iter())
            .map(|shard| (shard.first.as_str(), shard.file.name.as_str()))
            .collect(),
        chunks: (chunks.iter())
            .map(|chunk| (chunk.documents, chunk.file.name.as_str()))
            .collect(),
    };
    // Structs of texts and numbers have no way to fail.
    IndexFile::of(&serde_json::to_vec(&head).unwrap_or_default())
}

/// Since 1970, each from the one known before.
fn minutes<'a>(documents: impl Iterator<Item = &'a Document<'a>>) -> Vec<Option<i64>> {
    let mut last = 0;
    documents
        .map(|document| {
            let minutes = document.minutes?;
            Some(minutes - std::mem::replace(&mut last, minutes))
        })
        .collect()
}

impl<T: Clone + Ord + Hash> Column<T> {
    fn of(documents: impl Iterator<Item = Vec<T>> + Clone) -> Self {
        let values: BTreeSet<T> = documents.clone().flatten().collect();
        let values: Vec<T> = values.into_iter().collect();
        let places: HashMap<&T, usize> = (values.iter().enumerate())
            .map(|(place, value)| (value, place))
            .collect();
        let (mut counts, mut all) = (Vec::new(), Vec::new());
        for of in documents {
            counts.push(of.len());
            all.extend(of.iter().filter_map(|value| places.get(value)));
        }
        Self(values, counts, all)
    }
}
