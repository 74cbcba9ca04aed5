//! Topics proposed from the text, for a site without `topics.toml`: those of each coverage, joined over the archive.
//!
//! What comes out is a registry like one that somebody wrote, so that an entry is filed in one way only, and
//! `livesite topics --write` changes nothing but who says so.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::arrange::{Arranged, ArrangedEntry};
use super::memory::Prepared;
use super::speech::{HeardCoverage, entry_text};
use crate::attribution::people::People;
use crate::base::name_key::name_key;
use crate::base::slug::slugify;
use crate::base::source_text::{Place, Spanned};
use crate::source::registry::{TopicEntry, TopicRegistry};
use crate::topics::{self, Candidates, Proposal, Vocabulary, read_candidates, select};

/// What one coverage proposes.
pub(super) type Proposed = Arc<Vec<TopicEntry>>;

/// The registry that somebody wrote, else what is proposed. Where nobody listened, it is not known who of the names
/// are people, and nothing is proposed.
pub(super) fn or_proposed(
    registry: Arc<TopicRegistry>,
    proposed: &[Proposed],
) -> Arc<TopicRegistry> {
    if registry.written {
        return registry;
    }
    let proposed = proposed.iter().flat_map(|topics| topics.iter().cloned());
    Arc::new(TopicRegistry {
        written: false,
        topics: joined(proposed),
    })
}

/// The words of the names found in a coverage and of those that somebody wrote there, in small letters.
fn words_of_names<'a>(
    heard: &'a HeardCoverage,
    found: impl Iterator<Item = &'a str>,
) -> HashSet<String> {
    let written = heard.entries.iter().flat_map(|heard| {
        let speakers = heard
            .speakers
            .iter()
            .flatten()
            .map(|mark| mark.name.as_str());
        heard.byline.iter().map(String::as_str).chain(speakers)
    });
    found
        .chain(written)
        .flat_map(str::split_whitespace)
        .map(str::to_lowercase)
        .collect()
}

/// What one coverage proposes, its people known.
pub(super) fn of_coverage(prepared: &Prepared, people: &People) -> Proposed {
    let Prepared { arranged, heard } = prepared;
    let vocabulary = heard
        .language
        .and_then(|language| Vocabulary::named(&language.tag));
    let people = words_of_names(heard, people.names());
    Arc::new(vocabulary.map_or_else(Vec::new, |vocabulary| {
        proposed(arranged, vocabulary, &people)
    }))
}

fn proposed(
    coverage: &Arranged,
    vocabulary: &Vocabulary,
    people: &HashSet<String>,
) -> Vec<TopicEntry> {
    // Where somebody wrote what an entry is about, nobody needs to guess.
    let open: Vec<&ArrangedEntry> = coverage
        .entries
        .iter()
        .filter(|entry| entry.gathered.written.topics.is_none())
        .collect();
    let candidates: Vec<Candidates> = open
        .par_iter()
        .map(|entry| read_candidates(&entry_text(entry), vocabulary))
        .collect();
    let proposals = select(
        &topics::Coverage {
            entries: &candidates.iter().collect::<Vec<_>>(),
            people,
            outlet: &outlet(coverage),
        },
        vocabulary,
    );
    proposals
        .into_iter()
        .filter_map(|proposal| as_entry(proposal, &open))
        .collect()
}

/// The names of the outlet: whole, and its last word (`Courier`), in small letters.
fn outlet(coverage: &Arranged) -> HashSet<String> {
    let publisher = coverage
        .head
        .origin
        .publisher
        .as_deref()
        .unwrap_or_default();
    let publisher = publisher.to_lowercase();
    let last = publisher.split_whitespace().next_back().map(str::to_string);
    last.into_iter().chain([publisher]).collect()
}

/// A proposal as a table of the registry; its place is where its first form stands in the first entry.
fn as_entry(proposal: Proposal, entries: &[&ArrangedEntry]) -> Option<TopicEntry> {
    let place = &entries.get(proposal.place.0)?.gathered.written.place;
    let rest = place
        .source
        .text
        .get(place.span.start..)
        .unwrap_or_default();
    let found = proposal
        .words
        .iter()
        .filter_map(|word| Some((rest.find(word.as_str())?, word.len())))
        .min();
    let span = found.map_or(place.span.clone(), |(at, length)| {
        place.span.start + at..place.span.start + at + length
    });
    let spanned = |value: String| Spanned::new(value, span.clone());
    Some(TopicEntry {
        slug: slugify(&proposal.name)?,
        name: spanned(proposal.name),
        aliases: Vec::new(),
        match_words: Some(proposal.words.into_iter().map(spanned).collect()),
        prominent: proposal.prominent,
        description: None,
        place: Place::new(&place.source, span.clone()),
    })
}

/// Proposals of all coverages as one list: what shares a word or an address is one topic, under its first name.
fn joined(proposed: impl Iterator<Item = TopicEntry>) -> Vec<TopicEntry> {
    let mut topics: Vec<TopicEntry> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for topic in proposed {
        let words = topic
            .match_words
            .iter()
            .flatten()
            .map(|word| name_key(&word.value));
        let names: Vec<String> = words
            .chain([name_key(&topic.name.value), format!("/{}", topic.slug)])
            .collect();
        let index = names
            .iter()
            .find_map(|name| known.get(name).copied())
            .unwrap_or(topics.len());
        for name in names {
            known.entry(name).or_insert(index);
        }
        match topics.get_mut(index) {
            None => topics.push(topic),
            Some(first) => {
                first.prominent |= topic.prominent;
                let own = first.match_words.get_or_insert_default();
                for word in topic.match_words.into_iter().flatten() {
                    if !own
                        .iter()
                        .any(|known| name_key(&known.value) == name_key(&word.value))
                    {
                        own.push(word);
                    }
                }
            }
        }
    }
    // In the order in which `livesite topics --write` writes them, so that an entry's topics keep theirs.
    topics.sort_by(|one, other| one.slug.cmp(&other.slug));
    topics
}
