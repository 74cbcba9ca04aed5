//! The id of each entry: last part of its address, and its anchor on the coverage page.
//!
//! Front matter's `id` holds; else the file's stem; a transcript's entry gets `2031-03-04-1342-headline-words`.
//! Among equals the oldest keeps the bare id, later ones get `-2`, `-3`. Two that a person gave are an error.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::model::Published;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::slug;
use crate::base::source_text::Place;

/// Words that an entry's address cannot be, because pages of livesite's own stand there.
pub const RESERVED: [&str; 4] = ["page", "media", "print", "feed"];

/// What an entry's id is made from.
#[derive(Debug, Clone)]
pub struct IdSource {
    /// The id that front matter gives, with its place.
    pub given: Option<(String, Place)>,
    /// The stem of an entry file.
    pub stem: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Headline or first words.
    pub words: String,
}

impl IdSource {
    fn wanted(&self) -> String {
        let stem = self.stem.as_deref().and_then(slug::slugify);
        if let Some(stem) = stem {
            return stem;
        }
        let prefix = match self.published {
            Some(Published::At(instant)) => instant.format("%Y-%m-%d-%H%M").to_string(),
            Some(Published::On(date)) => date.format("%Y-%m-%d").to_string(),
            None => String::new(),
        };
        let id = slug::with_prefix(&prefix, &self.words);
        if id.is_empty() { "entry".into() } else { id }
    }
}

/// The ids of a coverage's entries, which come oldest first.
pub fn entry_ids(sources: &[IdSource], diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut given: HashMap<&str, &Place> = HashMap::new();
    // The second of two equal ids is reported, and numbered like a made one: it causes no further mistakes.
    let mut doubled = vec![false; sources.len()];
    for (source, doubled) in sources.iter().zip(&mut doubled) {
        let Some((id, place)) = &source.given else {
            continue;
        };
        match given.entry(id) {
            Entry::Vacant(free) => {
                free.insert(place);
            }
            Entry::Occupied(first) => {
                *doubled = true;
                diagnostics.push(
                    Diagnostic::error(Code::DuplicateId, format!("two entries have the id `{id}`"))
                        .at_place(place.clone())
                        .related((*first.get()).clone(), "the other one")
                        .hint("give one of them another id; the one that was published first keeps it"),
                );
            }
        }
    }
    // A given id is never taken by a made one, wherever it stands.
    let mut taken: HashSet<String> = given.keys().map(|&id| id.to_string()).collect();
    taken.extend(RESERVED.map(String::from));
    // How far the numbering of a word has come, so that a thousand equal headlines stay linear.
    let mut counters: HashMap<String, usize> = HashMap::new();
    sources
        .iter()
        .zip(doubled)
        .map(|(source, doubled)| {
            let wanted = match &source.given {
                Some((id, _)) if !doubled => return id.clone(),
                Some((id, _)) => id.clone(),
                None => source.wanted(),
            };
            if taken.insert(wanted.clone()) {
                return wanted;
            }
            let counter = counters.entry(wanted.clone()).or_insert(1);
            loop {
                *counter += 1;
                let id = numbered(&wanted, *counter);
                if taken.insert(id.clone()) {
                    return id;
                }
            }
        })
        .collect()
}

/// `wanted-2`, cut so that it stays a slug.
fn numbered(wanted: &str, number: usize) -> String {
    let suffix = format!("-{number}");
    let mut head = wanted;
    while head.chars().count() + suffix.len() > slug::MAX_CHARACTERS
        || head.len() + suffix.len() > slug::MAX_BYTES
    {
        head = head
            .char_indices()
            .next_back()
            .map_or("", |(last, _)| &head[..last]);
    }
    format!("{}{suffix}", head.trim_end_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &str) -> IdSource {
        IdSource {
            given: None,
            stem: None,
            published: None,
            words: words.into(),
        }
    }

    #[test]
    fn the_oldest_keeps_the_bare_id() {
        let mut said = Vec::new();
        let long = "word ".repeat(40);
        let ids = entry_ids(
            &[
                words("Post"),
                words("post!"),
                words(""),
                words("Page"),
                words("Post"),
                words(&long),
                words(&long),
            ],
            &mut said,
        );
        assert_eq!(ids[..5], ["post", "post-2", "entry", "page-2", "post-3"]);
        assert!(slug::is_slug(&ids[6]) && ids[6].ends_with("-2") && ids[5] != ids[6]);
        assert!(said.is_empty());
    }
}
