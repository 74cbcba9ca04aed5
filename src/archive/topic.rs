//! A topic of the archive: what it is called, what is filed under it, and who says so.

use std::sync::Arc;

use super::ids::EntryId;
use crate::base::source_text::Place;

/// A subject that entries are filed under.
#[derive(Debug)]
pub struct Topic {
    /// Last part of the address.
    pub slug: String,
    /// The name to show.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// What it is.
    pub description: Option<String>,
    /// The entries, by time.
    pub entries: Arc<Vec<EntryId>>,
    /// The words that file an entry under it; `None` means its name and aliases.
    pub match_words: Option<Vec<String>>,
    /// Whether a word in passing files nothing.
    pub prominent: bool,
    /// Whether it stands in `topics.toml`.
    pub registered: bool,
    /// Whether it was only found in the text: no registry and no front matter names it.
    pub found: bool,
    /// Where the name was first seen, for messages.
    pub seen: Place,
}
