//! The documents of a block as they are shown, in files. A file is a JSON list with, for each document, the last part of
//! its address, headline, time, the time in the words of the capture, and its texts, joined by line ends.

use super::bytes::IndexFile;
use super::document::{Document, Searched};

/// Bytes of text after which a file ends …
const FULL: usize = 32 << 10;
/// … or documents: a page of results asks for about ten files.
const MOST: usize = 64;

/// A file of documents, and how many they are.
#[derive(Debug)]
pub struct Chunk {
    /// How many.
    pub documents: usize,
    /// Them.
    pub file: IndexFile,
}

/// The documents of a block in files.
#[must_use]
pub fn chunks(block: &[Searched<'_>]) -> Vec<Chunk> {
    let documents: Vec<_> = (block.iter())
        .flat_map(|coverage| &coverage.documents)
        .map(shown)
        .collect();
    let mut chunks = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, document) in documents.iter().enumerate() {
        bytes += document.4.len();
        let end = at + 1;
        if end - start == MOST || bytes >= FULL || end == documents.len() {
            let json = serde_json::to_vec(&documents[start..end]).unwrap_or_default();
            chunks.push(Chunk {
                documents: end - start,
                file: IndexFile::of(&json),
            });
            (start, bytes) = (end, 0);
        }
    }
    chunks
}

fn shown<'a>(document: &'a Document<'a>) -> (&'a str, &'a str, &'a str, &'a str, String) {
    let Document { id, headline, .. } = *document;
    let texts = document.texts.join("\n");
    (id, headline, &document.time, document.clock, texts)
}
