//! The search index: what `/search/` asks in the reader's browser, since an archive has no server to ask.
//!
//! ```text
//! /search/root.bin          every block: how many documents, and the name of its head
//! /search/<name>.bin        a head: names, columns (day, kind, speakers …), and the names of what follows
//!                           words: a range of the block's words with the documents that hold them
//!                           places: where in those documents, for phrases
//!                           texts: some documents to be shown
//! ```
//!
//! A block holds whole coverages (`cut`), so an edit makes only its block's files again, and only those whose bytes
//! change get another name. Each file is raw deflate (RFC 1951) over LEB128 numbers and UTF-8 texts that their length
//! precedes (`bytes`); the layout stands in `head`, `terms` and `texts`, and `assets/search.js` of the default
//! theme reads it.

mod block;
mod bytes;
mod cut;
mod document;
mod head;
mod index;
mod terms;
mod texts;
pub mod words;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod read;

pub use index::{Known, Search};
