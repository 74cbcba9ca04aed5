//! The documents of a block as they are shown, in files. A file is a JSON list with, for each document, the last part of
//! its address, headline, time, the time in the words of the capture, and its texts, joined by line ends.

use rayon::prelude::*;

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
    let documents: Vec<Shown<'_>> = (block.iter())
        .flat_map(|coverage| &coverage.documents)
        .map(shown)
        .collect();
    let mut parts = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, document) in documents.iter().enumerate() {
        bytes += document.4.len();
        let end = at + 1;
        if end - start == MOST || bytes >= FULL || end == documents.len() {
            parts.push(&documents[start..end]);
            (start, bytes) = (end, 0);
        }
    }
    let chunk = |part: &[Shown<'_>]| {
        let json = serde_json::to_vec(part).unwrap_or_default();
        Chunk {
            documents: part.len(),
            file: IndexFile::of(&json),
        }
    };
    parts.into_par_iter().map(chunk).collect()
}

/// A document as it is shown.
type Shown<'a> = (&'a str, &'a str, &'a str, &'a str, String);

fn shown<'a>(document: &'a Document<'a>) -> Shown<'a> {
    let Document { id, headline, .. } = *document;
    let texts = document.texts.join("\n");
    (id, headline, &document.time, document.clock, texts)
}
