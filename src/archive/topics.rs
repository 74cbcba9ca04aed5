//! Topics that `topics.toml` finds in an entry by its match words (names and aliases where it gives none).

use aho_corasick::{AhoCorasick, MatchKind};

use crate::source::registry::TopicRegistry;

/// The words of a registry, ready to be looked for.
#[derive(Debug)]
pub struct TopicMatcher {
    finder: Option<AhoCorasick>,
    /// The topic of each pattern: its index in the registry.
    topics: Vec<usize>,
}

impl TopicMatcher {
    /// Prepares the words of a registry.
    #[must_use]
    pub fn new(registry: &TopicRegistry) -> Self {
        let mut words = Vec::new();
        let mut topics = Vec::new();
        for (index, topic) in registry.topics.iter().enumerate() {
            let own: Vec<&str> = if topic.match_words.is_empty() {
                std::iter::once(&topic.name)
                    .chain(&topic.aliases)
                    .map(|name| name.value.as_str())
                    .collect()
            } else {
                topic
                    .match_words
                    .iter()
                    .map(|word| word.value.as_str())
                    .collect()
            };
            for word in own {
                let word = word.trim().to_lowercase();
                if !word.is_empty() {
                    words.push(word);
                    topics.push(index);
                }
            }
        }
        // Standard matching reports overlapping words, so that `bridge` and `footbridge` can belong to two topics.
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&words)
            .ok();
        Self {
            finder: finder.filter(|_| !words.is_empty()),
            topics,
        }
    }

    /// The topics whose words stand in a text as whole words, in the registry's order.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<usize> {
        let Some(finder) = &self.finder else {
            return Vec::new();
        };
        let text = text.to_lowercase();
        let mut found: Vec<usize> = finder
            .find_overlapping_iter(&text)
            .filter(|hit| is_whole_word(&text, hit.start(), hit.end()))
            .filter_map(|hit| self.topics.get(hit.pattern().as_usize()).copied())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn is_whole_word(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
