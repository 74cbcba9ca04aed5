//! What a language knows of topics, as data: words that are none, and which forms of a word are one.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::attribution::{Flags, Language};

const BUILT_IN: [(&str, &str); 5] = [
    ("en", include_str!("languages/en.toml")),
    ("de", include_str!("languages/de.toml")),
    ("fr", include_str!("languages/fr.toml")),
    ("es", include_str!("languages/es.toml")),
    ("it", include_str!("languages/it.toml")),
];

/// The words of a language, for topics.
#[derive(Debug)]
pub struct Vocabulary {
    /// The same language as attribution knows it: words of function, titles, verbs of speech.
    pub language: &'static Language,
    /// Whether every noun has a capital, so that a capital makes no name.
    pub nouns_have_capitals: bool,
    /// Whether nouns stand beside each other as one ("flood warning"); else two words in small letters may be a
    /// noun and its verb as well.
    pub compounds: bool,
    /// Words and what is said of them.
    known: HashMap<String, Worth>,
    /// Words that join two nouns into one.
    of: HashSet<String>,
    /// Words before a verb's plain form.
    before_verb: HashSet<String>,
    /// Verbs of speech that are nouns too.
    also_noun: HashSet<String>,
    /// What a word may begin with that is a word of its own: `l'`.
    elisions: Vec<String>,
    /// Endings, and what stands for them in every form.
    same: Vec<(String, String)>,
    /// Endings that no noun has.
    not_a_noun: Vec<String>,
}

/// What a word is worth in a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// No part of any.
    Empty,
    /// A part of one, but none by itself.
    Weak,
    /// A state or its seat: a weak name.
    State,
    /// Where words were published.
    Outlet,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    nouns_have_capitals: bool,
    #[serde(default)]
    compounds: bool,
    of: String,
    #[serde(default)]
    before_verb: String,
    #[serde(default)]
    also_noun: String,
    #[serde(default)]
    elisions: String,
    same: String,
    #[serde(default)]
    not_a_noun: String,
    empty: String,
    weak: String,
    state: String,
    outlet: String,
}

impl Vocabulary {
    /// The vocabulary of a language tag (`en-GB` is `en`). `None` where there is no file for it.
    #[must_use]
    pub fn named(tag: &str) -> Option<&'static Self> {
        static VOCABULARIES: LazyLock<Vec<Vocabulary>> = LazyLock::new(|| {
            let read = |(tag, text): &(&str, &str)| read(tag, text).ok();
            BUILT_IN.iter().filter_map(read).collect()
        });
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        VOCABULARIES
            .iter()
            .find(|vocabulary| vocabulary.language.tag.eq_ignore_ascii_case(primary))
    }

    /// What a word in small letters is worth; `None` for an ordinary one.
    #[must_use]
    pub fn worth(&self, lower: &str) -> Option<Worth> {
        self.known.get(lower).copied()
    }

    /// Whether a word in small letters is an article, a preposition or their like.
    #[must_use]
    pub fn is_function_word(&self, lower: &str) -> bool {
        let function = Flags::DETERMINER
            .or(Flags::PREPOSITION)
            .or(Flags::CONJUNCTION);
        self.is_of(lower) || self.language.lexeme(lower).flags.any(function)
    }

    /// Whether a word in small letters joins two nouns into one.
    #[must_use]
    pub fn is_of(&self, lower: &str) -> bool {
        self.of.contains(lower)
    }

    /// Whether a verb's plain form follows a word in small letters.
    #[must_use]
    pub fn is_before_verb(&self, lower: &str) -> bool {
        self.before_verb.contains(lower)
    }

    /// Whether a verb of speech in small letters may be a noun.
    #[must_use]
    pub fn is_also_noun(&self, lower: &str) -> bool {
        self.also_noun.contains(lower)
    }

    /// Whether a word in small letters can head a phrase, by its ending.
    #[must_use]
    pub fn may_be_noun(&self, lower: &str) -> bool {
        let ends =
            |ending: &String| lower.len() > ending.len() + 2 && lower.ends_with(ending.as_str());
        !self.not_a_noun.iter().any(ends)
    }

    /// How many bytes of a word in small letters are a word of their own before it.
    #[must_use]
    pub fn elision(&self, lower: &str) -> usize {
        self.elisions
            .iter()
            .filter(|elision| lower.len() > elision.len() && lower.starts_with(elision.as_str()))
            .map(String::len)
            .max()
            .unwrap_or(0)
    }

    /// The form that stands for every form of a word in small letters, as its front and its end.
    #[must_use]
    pub fn base<'a>(&'a self, lower: &'a str) -> (&'a str, &'a str) {
        const SHORTEST: usize = 3;
        for (ending, base) in &self.same {
            if let Some(front) = lower.strip_suffix(ending.as_str())
                && front.chars().count() >= SHORTEST
            {
                return (front, base);
            }
        }
        (lower, "")
    }
}

fn read(tag: &str, text: &str) -> Result<Vocabulary, String> {
    let file: File = toml::from_str(text).map_err(|problem| problem.to_string())?;
    let language = Language::named(tag).ok_or("attribution does not know the language")?;
    let words =
        |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_string).collect() };
    let mut known = HashMap::new();
    // What stands in two lists is what the later one says.
    for (list, worth) in [
        (&file.weak, Worth::Weak),
        (&file.empty, Worth::Empty),
        (&file.state, Worth::State),
        (&file.outlet, Worth::Outlet),
    ] {
        known.extend(words(list).into_iter().map(|word| (word, worth)));
    }
    let same = file
        .same
        .lines()
        .filter_map(|line| {
            let (ending, base) = line.split_once(' ')?;
            Some((
                ending.to_string(),
                base.trim_matches(['-', ' ']).to_string(),
            ))
        })
        .collect();
    Ok(Vocabulary {
        language,
        nouns_have_capitals: file.nouns_have_capitals,
        compounds: file.compounds,
        known,
        of: words(&file.of).into_iter().collect(),
        before_verb: words(&file.before_verb).into_iter().collect(),
        also_noun: words(&file.also_noun).into_iter().collect(),
        elisions: words(&file.elisions),
        same,
        not_a_noun: words(&file.not_a_noun),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_language_reads() {
        for (tag, text) in BUILT_IN {
            assert!(
                read(tag, text).is_ok(),
                "{tag}: {:?}",
                read(tag, text).err()
            );
        }
        assert!(Vocabulary::named("en-GB").is_some());
        assert!(Vocabulary::named("tlh").is_none());
    }

    #[test]
    fn forms_of_a_word_are_one() {
        for (tag, one, other) in [
            ("en", "ceasefire", "ceasefires"),
            ("en", "ferry", "ferries"),
            ("en", "crash", "crashes"),
            ("de", "brücke", "brücken"),
            ("fr", "bateau", "bateaux"),
            ("es", "inundación", "inundaciones"),
            ("it", "ponte", "ponti"),
        ] {
            let base = |word| {
                let (front, end) =
                    Vocabulary::named(tag).map_or((word, ""), |known| known.base(word));
                format!("{front}{end}")
            };
            assert_eq!(base(one), base(other), "{one}");
        }
    }
}
