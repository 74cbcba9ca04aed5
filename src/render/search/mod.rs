//! The search index: what `/search/` asks in the reader's browser, since an archive has no server to ask.
//!
//! ```text
//! /search/root.bin          the layout's version, what a word is, and the names of the heads, one of each block
//! /search/<name>.bin        a head: columns (day, kind, speakers …), and the names of what follows
//!                           words: a range of the block's words, the documents that hold them, and where
//!                           texts: some documents to be shown
//! ```
//!
//! A block holds whole coverages (`cut`), so an edit makes only its block's files again, and only those whose bytes
//! change get another name. Each file is raw deflate (RFC 1951). Root and texts are JSON, a head is numbers and JSON, the rest
//! LEB128 numbers (`terms`). `assets/search-index.js` of the default theme reads them. What a browser spends its time on is
//! asking for files, less so their size: so there are few blocks, and a word is in one file of each.

mod block;
mod bytes;
mod cut;
mod document;
mod head;
mod index;
mod pairs;
mod terms;
mod texts;
pub mod words;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod read;

pub use index::{Known, Search};
