//! The documents as they are shown, some in each file.
//!
//! For each: the last part of its address, headline, time, the time in the words of the capture, and its texts, joined by
//! line ends.

use super::bytes::{Bytes, IndexFile};
use super::document::{Document, Searched};

/// Bytes after which a file ends …
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
    let mut chunks = Vec::new();
    let mut bytes = Bytes::default();
    let mut documents = 0;
    let mut end = |bytes: &mut Bytes, documents: &mut usize| {
        if *documents > 0 {
            chunks.push(Chunk {
                documents: std::mem::take(documents),
                file: IndexFile::of(&std::mem::take(bytes).0),
            });
        }
    };
    for document in block.iter().flat_map(|coverage| &coverage.documents) {
        write(&mut bytes, document);
        documents += 1;
        if documents == MOST || bytes.0.len() >= FULL {
            end(&mut bytes, &mut documents);
        }
    }
    end(&mut bytes, &mut documents);
    chunks
}

fn write(bytes: &mut Bytes, document: &Document<'_>) {
    bytes.text(document.id);
    bytes.text(document.headline);
    bytes.text(&document.time);
    bytes.text(document.clock);
    bytes.text(&document.texts.join("\n"));
}
