//! Topics that a registry finds in an entry by its match words (names and aliases where it gives none).

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, MatchKind};

use super::lines::own_part;
use super::model::{Archive, Entry, Topic};
use crate::base::source_text::{Place, Spanned};
use crate::markdown::Outline;
use crate::source::registry::{TopicEntry, TopicRegistry};

/// The words of a registry, ready to be looked for.
#[derive(Debug)]
pub struct TopicMatcher {
    finder: Option<AhoCorasick>,
    /// What each pattern is.
    words: Vec<Word>,
    /// The topics that a word in passing does not make, by index in the registry.
    prominent: Vec<bool>,
}

#[derive(Debug)]
struct Word {
    /// Its topic: the index in the registry.
    topic: usize,
    /// `WHO`, which is not `who`.
    capitals: Option<String>,
}

/// What an entry has of a topic.
#[derive(Debug, Clone, Copy)]
struct Tally {
    topic: usize,
    count: usize,
    /// In the headline or the first paragraph.
    first: bool,
    /// Where the last counted word ends.
    end: usize,
}

impl TopicMatcher {
    /// Prepares the words of a registry.
    #[must_use]
    pub fn new(registry: &TopicRegistry) -> Self {
        let mut patterns = Vec::new();
        let mut words = Vec::new();
        for (index, topic) in registry.topics.iter().enumerate() {
            let names = std::iter::once(&topic.name).chain(&topic.aliases);
            let own: Vec<&str> = match &topic.match_words {
                Some(words) => words.iter().map(|word| word.value.as_str()).collect(),
                None => names.map(|name| name.value.as_str()).collect(),
            };
            for word in own
                .into_iter()
                .map(str::trim)
                .filter(|word| !word.is_empty())
            {
                patterns.push(small(word).into_owned());
                words.push(Word {
                    topic: index,
                    capitals: is_in_capitals(word).then(|| word.to_string()),
                });
            }
        }
        // Standard matching reports overlapping words, so that `bridge` and `footbridge` can belong to two topics.
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&patterns)
            .ok();
        Self {
            finder: finder.filter(|_| !patterns.is_empty()),
            words,
            prominent: registry
                .topics
                .iter()
                .map(|topic| topic.prominent)
                .collect(),
        }
    }

    /// The topics whose words stand in an entry as whole words, in the registry's order.
    #[must_use]
    pub fn find(&self, headline: &str, outline: &Outline) -> Vec<usize> {
        let mut tallies = Vec::new();
        self.count(headline, true, &mut tallies);
        self.count(&outline.plain_text(), false, &mut tallies);
        let passing = |tally: &Tally| {
            self.prominent.get(tally.topic) == Some(&true) && !tally.first && tally.count < 2
        };
        if tallies.iter().any(passing) {
            // The first paragraph stands in the plain text too; here it says only where.
            let lead = outline
                .passages
                .iter()
                .find(|passage| passage.kind.is_prose());
            let mut in_lead = Vec::new();
            self.count(lead.map_or("", |lead| &*lead.text), true, &mut in_lead);
            for tally in &mut tallies {
                tally.first |= in_lead.iter().any(|lead| lead.topic == tally.topic);
            }
        }
        tallies.retain(|tally| !passing(tally));
        let mut found: Vec<usize> = tallies.iter().map(|tally| tally.topic).collect();
        found.sort_unstable();
        found
    }

    /// Counts the words of a text; of words that overlap, the one that ends first.
    fn count(&self, text: &str, first: bool, tallies: &mut Vec<Tally>) {
        let Some(finder) = &self.finder else { return };
        for tally in tallies.iter_mut() {
            tally.end = 0;
        }
        let lower = small(text);
        for hit in finder.find_overlapping_iter(lower.as_ref()) {
            let Some(word) = self.words.get(hit.pattern().as_usize()) else {
                continue;
            };
            let as_written = word
                .capitals
                .as_deref()
                .is_none_or(|word| text.get(hit.range()) == Some(word));
            if !as_written || !is_whole_word(&lower, hit.start(), hit.end()) {
                continue;
            }
            match tallies.iter_mut().find(|tally| tally.topic == word.topic) {
                Some(tally) => {
                    tally.count += usize::from(hit.start() >= tally.end);
                    tally.first |= first;
                    tally.end = hit.end();
                }
                None => tallies.push(Tally {
                    topic: word.topic,
                    count: 1,
                    first,
                    end: hit.end(),
                }),
            }
        }
    }
}

/// A word of `topics.toml` that stands in no entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmatchedWord {
    /// The slug of its topic.
    pub topic: String,
    /// The word.
    pub word: String,
    /// Where it is written.
    pub place: Place,
}

/// The words in `match` that stand in no entry, in the order of the file. One topic may have many words: the others
/// still file entries, so nothing else says so.
#[must_use]
pub fn unmatched_words(archive: &Archive, registry: &TopicRegistry) -> Vec<UnmatchedWord> {
    let words: Vec<(&TopicEntry, &Spanned<String>)> = (registry.topics.iter())
        .flat_map(|topic| {
            topic
                .match_words
                .iter()
                .flatten()
                .map(move |word| (topic, word))
        })
        .collect();
    // Each word a topic of its own.
    let alone = TopicRegistry {
        written: true,
        topics: words
            .iter()
            .map(|(topic, word)| TopicEntry {
                match_words: Some(vec![(*word).clone()]),
                prominent: false,
                ..(*topic).clone()
            })
            .collect(),
    };
    let matcher = TopicMatcher::new(&alone);
    let mut stands = vec![false; words.len()];
    for id in archive.entry_ids() {
        let entry = archive.entry(id);
        for word in matcher.find(
            entry.headline.as_deref().unwrap_or_default(),
            &entry.outline,
        ) {
            stands[word] = true;
        }
    }
    words
        .into_iter()
        .zip(stands)
        .filter(|(_, stands)| !stands)
        .map(|((topic, word), _)| UnmatchedWord {
            topic: topic.slug.clone(),
            word: word.value.clone(),
            place: Place::new(&topic.place.source, word.span.clone()),
        })
        .collect()
}

/// Where an entry of a topic has the first of its words; where it begins when none stands in its file as such.
#[must_use]
pub fn topic_place(entry: &Entry, topic: &Topic) -> Place {
    let (_, part) = own_part(
        &entry.place,
        entry.provenance.as_deref(),
        entry.body.is_written(),
    );
    let text = small(entry.source().text.get(part.clone()).unwrap_or_default());
    let names = std::iter::once(&topic.name).chain(&topic.aliases);
    let first = topic
        .match_words
        .iter()
        .flatten()
        .chain(names)
        .filter_map(|word| Some((text.find(small(word).as_ref())?, word.len())))
        .min();
    first.map_or_else(
        || entry.place.clone(),
        |(at, length)| {
            let start = part.start + at;
            Place::new(entry.source(), start..start + length)
        },
    )
}

/// A text in small letters, every letter in the same bytes as before: places in it are places in the text.
fn small(text: &str) -> Cow<'_, str> {
    let as_it_is = |letter: char| letter.is_lowercase() || !letter.is_alphabetic();
    if text.chars().all(as_it_is) {
        return Cow::Borrowed(text);
    }
    if text.is_ascii() {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    let same_length = |letter: char| {
        let mut small = letter.to_lowercase();
        match (small.next(), small.next()) {
            (Some(only), None) if only.len_utf8() == letter.len_utf8() => only,
            _ => letter,
        }
    };
    Cow::Owned(text.chars().map(same_length).collect())
}

/// Whether a word is written in capitals only, and has more than one: it means something else in small letters.
fn is_in_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
    letters.clone().nth(1).is_some() && letters.all(char::is_uppercase)
}

fn is_whole_word(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source_text::SourceText;
    use crate::markdown::outline;
    use crate::source::registry::read_topics;
    use proptest::prelude::*;

    fn found(registry: &str, headline: &str, body: &str) -> Vec<usize> {
        let text = SourceText::new("content/topics.toml", registry);
        TopicMatcher::new(&read_topics(&text, &mut Vec::new())).find(headline, &outline(body))
    }

    #[test]
    fn whole_words_file_an_entry_and_capitals_are_a_word_of_their_own() {
        let registry = "[a]\nname = \"Bridge\"\n[b]\nname = \"Health\"\nmatch = \"WHO\"\n[c]\nname = \"None\"\nmatch = []\n";
        assert_eq!(found(registry, "", "The bridge is shut."), [0]);
        assert_eq!(
            found(registry, "None", "Footbridges. Who knows?"),
            [] as [usize; 0]
        );
        assert_eq!(found(registry, "", "The WHO met on the Bridge."), [0, 1]);
    }

    #[test]
    fn a_word_in_passing_makes_no_prominent_topic() {
        let registry =
            "[a]\nname = \"Ferry\"\nmatch = [\"ferry\", \"ferry crew\"]\nprominent = true\n";
        assert_eq!(
            found(registry, "", "Rain.\n\nThe ferry crew waits."),
            [] as [usize; 0]
        );
        for (headline, body) in [
            ("No ferry today", "Rain."),
            ("", "The ferry is late.\n\nRain."),
            ("", "Rain.\n\nThe ferry is late, and no other ferry runs."),
        ] {
            assert_eq!(found(registry, headline, body), [0], "{headline} {body}");
        }
    }

    proptest! {
        #[test]
        fn small_letters_keep_their_places(text in "\\PC*") {
            let lower = small(&text);
            prop_assert_eq!(lower.len(), text.len());
            prop_assert!(text.char_indices().all(|(at, _)| lower.is_char_boundary(at)));
        }
    }
}
