//! What a language knows of topics, as data: words that are none, and which forms of a word are one.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::attribution::{Endings, Flags, Language, WordTable};

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
    known: WordTable<Known>,
    /// What a word may begin with that is a word of its own: `l'`.
    elisions: Vec<String>,
    /// Endings, and what stands for them in every form.
    same: Endings<String>,
    /// Endings that no noun has.
    not_a_noun: Endings<()>,
}

/// What is said of a word.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    worth: Option<Worth>,
    /// It joins two nouns into one.
    of: bool,
    /// A verb's plain form follows it.
    before_verb: bool,
    /// A verb of speech that is a noun too.
    also_noun: bool,
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
        self.known.get(lower)?.worth
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
        self.known.get(lower).is_some_and(|known| known.of)
    }

    /// Whether a verb's plain form follows a word in small letters.
    #[must_use]
    pub fn is_before_verb(&self, lower: &str) -> bool {
        self.known.get(lower).is_some_and(|known| known.before_verb)
    }

    /// Whether a verb of speech in small letters may be a noun.
    #[must_use]
    pub fn is_also_noun(&self, lower: &str) -> bool {
        self.known.get(lower).is_some_and(|known| known.also_noun)
    }

    /// Whether a word in small letters can head a phrase, by its ending.
    #[must_use]
    pub fn may_be_noun(&self, lower: &str) -> bool {
        const SHORTEST: usize = 3;
        !(self.not_a_noun.of(lower)).any(|(front, ())| front >= SHORTEST)
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
        let mut endings = self.same.of(lower).filter_map(|(front, base)| {
            let front = lower.get(..front)?;
            (front.chars().nth(SHORTEST - 1).is_some()).then_some((front, base.as_str()))
        });
        endings.next().unwrap_or((lower, ""))
    }
}

fn read(tag: &str, text: &str) -> Result<Vocabulary, String> {
    let file: File = toml::from_str(text).map_err(|problem| problem.to_string())?;
    let language = Language::named(tag).ok_or("attribution does not know the language")?;
    let mut known: WordTable<Known> = WordTable::default();
    // What stands in two lists is what the later one says.
    for (list, worth) in [
        (&file.weak, Worth::Weak),
        (&file.empty, Worth::Empty),
        (&file.state, Worth::State),
        (&file.outlet, Worth::Outlet),
    ] {
        for word in list.split_whitespace() {
            known.entry(word).worth = Some(worth);
        }
    }
    for word in file.of.split_whitespace() {
        known.entry(word).of = true;
    }
    for word in file.before_verb.split_whitespace() {
        known.entry(word).before_verb = true;
    }
    for word in file.also_noun.split_whitespace() {
        known.entry(word).also_noun = true;
    }
    let mut same = Endings::default();
    for line in file.same.lines() {
        if let Some((ending, base)) = line.split_once(' ') {
            same.add(ending, base.trim_matches(['-', ' ']).to_string());
        }
    }
    let mut not_a_noun = Endings::default();
    for ending in file.not_a_noun.split_whitespace() {
        not_a_noun.add(ending, ());
    }
    Ok(Vocabulary {
        language,
        nouns_have_capitals: file.nouns_have_capitals,
        compounds: file.compounds,
        known,
        elisions: file
            .elisions
            .split_whitespace()
            .map(str::to_string)
            .collect(),
        same,
        not_a_noun,
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
