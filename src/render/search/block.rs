//! A block: the files of some coverages.

use super::bytes::IndexFile;
use super::document::Searched;
use super::head::head;
use super::terms::Terms;
use super::texts::chunks;

/// The files of some coverages.
#[derive(Debug)]
pub struct Block {
    /// What names the other files.
    pub head: IndexFile,
    /// All but the head.
    pub rest: Vec<IndexFile>,
}

impl Block {
    /// The block of some coverages.
    #[must_use]
    pub fn of(coverages: &[Searched<'_>]) -> Self {
        let words = || {
            let mut terms = Terms::default();
            let documents = coverages.iter().flat_map(|coverage| &coverage.documents);
            let lengths: Vec<usize> = documents.map(|document| terms.add(document)).collect();
            (lengths, terms.finish())
        };
        // Most archives are one block, which is to keep all processors busy.
        let ((lengths, (shards, frequent)), chunks) = rayon::join(words, || chunks(coverages));
        Self {
            head: head(coverages, &lengths, (&shards, &frequent), &chunks),
            rest: (shards.into_iter())
                .map(|shard| shard.file)
                .chain(chunks.into_iter().map(|chunk| chunk.file))
                .collect(),
        }
    }

    /// All its files.
    pub fn files(&self) -> impl Iterator<Item = &IndexFile> {
        std::iter::once(&self.head).chain(&self.rest)
    }
}
