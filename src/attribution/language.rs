//! The words of a language, as data: verbs of speech, titles, roles, words that a capital does not make a name.

use super::endings::Endings;
use super::lexeme::{Flags, Form, Lexeme, Speaks, Verb, flag_of};
use super::word_table::{Letters, WordTable};
use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

const BUILT_IN: [(&str, &str); 5] = [
    ("en", include_str!("languages/en.toml")),
    ("de", include_str!("languages/de.toml")),
    ("fr", include_str!("languages/fr.toml")),
    ("es", include_str!("languages/es.toml")),
    ("it", include_str!("languages/it.toml")),
];

/// What is longer is no article that a word is written together with, in bytes.
const LONGEST_ELIDED: usize = 32;

/// The lists of endings, those first that say more: what takes up somebody already named, what makes a role of any
/// word, what a person may be. What is shorter is no role by its ending alone: `user`, `beer`.
const ENDINGS: [(&str, usize, Flags); 3] = [
    ("generic_ending", 0, Flags::ROLE.or(Flags::GENERIC_ROLE)),
    ("role_ending", 0, Flags::ROLE),
    ("role_like_ending", 6, Flags::ROLE_LIKE),
];

/// A language.
#[derive(Debug, Clone)]
pub struct Language {
    /// Its tag.
    pub tag: String,
    /// Whether the verb may stand before its subject anywhere, and not only after what was said.
    pub inverts: bool,
    /// Whether a verb may leave out its pronoun: `«…», recuerda.`
    pub drops_pronoun: bool,
    /// Whether a participle stands at the end of its clause: `hat am Abend mitgeteilt`.
    pub participle_last: bool,
    /// Whether words are written together with the article before them: `l'ingegnere`.
    elides: bool,
    words: WordTable<Lexeme>,
    /// Words of belonging and their place: `ukrainian` → `ukraine`.
    belongs: HashMap<String, String>,
    /// The particles with which a form speaks.
    particles: HashMap<String, Vec<String>>,
    /// Endings of roles: a word must have so many bytes for one to say so.
    endings: Endings<(usize, Flags)>,
    /// Endings of words for one person of a nation: `Brazilian`.
    national_endings: Endings<()>,
    /// Words for one role and the word that stands for all.
    same_role: HashMap<String, String>,
    /// The groups of words for one office that a word is in.
    offices: HashMap<String, Vec<u16>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    inverts: bool,
    #[serde(default)]
    drops_pronoun: bool,
    #[serde(default)]
    participle_last: bool,
    #[serde(default)]
    elides: bool,
    verbs: HashMap<String, String>,
    words: HashMap<String, String>,
    #[serde(default)]
    patterns: HashMap<String, String>,
}

impl Language {
    /// The language of a tag (`en-GB` is `en`). `None` where there is no file for it.
    #[must_use]
    pub fn named(tag: &str) -> Option<&'static Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::all()
            .iter()
            .find(|language| language.tag.eq_ignore_ascii_case(primary))
    }

    /// Every language that livesite knows.
    #[must_use]
    pub fn all() -> &'static [Self] {
        static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
            BUILT_IN
                .iter()
                .filter_map(|(tag, text)| read(tag, text).ok())
                .collect()
        });
        &LANGUAGES
    }

    /// English: the most complete, for texts whose language nobody named.
    #[must_use]
    pub fn english() -> &'static Self {
        static NONE: LazyLock<Language> = LazyLock::new(Language::empty);
        Self::named("en").unwrap_or(&NONE)
    }

    fn empty() -> Self {
        Self {
            tag: "und".into(),
            inverts: false,
            drops_pronoun: false,
            participle_last: false,
            elides: false,
            words: WordTable::default(),
            belongs: HashMap::new(),
            particles: HashMap::new(),
            endings: Endings::default(),
            national_endings: Endings::default(),
            same_role: HashMap::new(),
            offices: HashMap::new(),
        }
    }

    /// What is known of a word in lower case.
    #[must_use]
    pub fn lexeme(&self, lower: &str) -> Lexeme {
        let known = self.words.get(lower).copied();
        known.unwrap_or_else(|| self.by_ending(lower))
    }

    /// What is known of a word of plain letters, whose small letters are known.
    #[must_use]
    pub fn lexeme_of_plain(&self, word: &str, letters: Letters) -> Lexeme {
        let known = self.words.get_plain(word, letters).copied();
        known.unwrap_or_else(|| self.by_ending(word))
    }

    fn by_ending(&self, word: &str) -> Lexeme {
        let mut endings = self.endings.of(word);
        let says = endings.find(|(_, (shortest, _))| word.len() >= *shortest);
        Lexeme {
            flags: says.map_or(Flags::default(), |(_, (_, flags))| *flags),
            verb: None,
        }
    }

    /// Whether the beginning of a word, its apostrophe with it, is a word of its own here: `l'` of `l'ingegnere`.
    #[must_use]
    pub fn is_elided(&self, beginning: &str) -> bool {
        self.elides
            && beginning.len() <= LONGEST_ELIDED
            && (self.words.get(&beginning.to_lowercase().replace('’', "'"))).is_some()
    }

    /// The word that stands for all words for one role.
    #[must_use]
    pub fn role_of<'a>(&'a self, lower: &'a str) -> &'a str {
        self.same_role.get(lower).map_or(lower, String::as_str)
    }

    /// The groups of words for one office that a word is in.
    #[must_use]
    pub fn offices(&self, lower: &str) -> &[u16] {
        self.offices.get(lower).map_or(&[], Vec::as_slice)
    }

    /// Whether a word of belonging is one person's: `Brazilian`, not `French`.
    #[must_use]
    pub fn is_one_of_a_nation(&self, lower: &str) -> bool {
        self.national_endings.of(lower).next().is_some()
    }

    /// Whether a form of a verb speaks with a particle: `called` with `for`.
    #[must_use]
    pub fn speaks_with(&self, form: &str, particle: &str) -> bool {
        self.particles
            .get(form)
            .is_some_and(|particles| particles.iter().any(|known| known == particle))
    }

    /// The place that a word of belonging belongs to, or the word itself.
    #[must_use]
    pub fn place_of<'a>(&'a self, lower: &'a str) -> &'a str {
        self.belongs.get(lower).map_or(lower, String::as_str)
    }
}

fn read(tag: &str, text: &str) -> Result<Language, String> {
    let file: File = toml::from_str(text).map_err(|problem| problem.to_string())?;
    let mut language = Language::empty();
    language.tag = tag.into();
    language.inverts = file.inverts;
    language.drops_pronoun = file.drops_pronoun;
    language.participle_last = file.participle_last;
    language.elides = file.elides;
    for (list, shortest, flags) in ENDINGS {
        let endings = file.words.get(list).or(file.patterns.get(list));
        for ending in endings.into_iter().flat_map(|list| list.split_whitespace()) {
            language.endings.add(ending, (shortest, flags));
        }
    }
    for (key, words) in file.words.iter().chain(&file.patterns) {
        if key == "belongs" {
            for line in words.lines() {
                let mut words = line.split_whitespace();
                let Some(place) = words.next() else { continue };
                for word in words {
                    language.belongs.insert(word.into(), place.into());
                    language.mark(word, Flags::PLACE.or(Flags::NATIONAL));
                }
            }
            continue;
        }
        if key == "same_office" {
            for (number, line) in words.lines().filter(|line| !line.is_empty()).enumerate() {
                for word in line.split_whitespace() {
                    let offices = language.offices.entry(word.into()).or_default();
                    offices.push(u16::try_from(number).unwrap_or(u16::MAX));
                }
            }
            continue;
        }
        if key == "national_ending" {
            for ending in words.split_whitespace() {
                language.national_endings.add(ending, ());
            }
            continue;
        }
        if ENDINGS.iter().any(|(list, ..)| key == list) {
            continue;
        }
        if key == "same_role" {
            for line in words.lines() {
                let mut words = line.split_whitespace();
                let Some(first) = words.next() else { continue };
                for word in words {
                    language.same_role.insert(word.into(), first.into());
                }
            }
            continue;
        }
        let flag = flag_of(key).ok_or_else(|| format!("unknown list `{key}`"))?;
        for word in words.split_whitespace() {
            language.mark(word, flag);
        }
    }
    // A fixed order: a form that two verbs share takes the same meaning each time.
    for (key, speaks) in [
        ("say", Speaks::SAY),
        ("clause", Speaks::CLAUSE),
        ("act", Speaks::ACT),
        ("quote", Speaks::QUOTE),
        ("noun", Speaks::NOUN),
        ("phrasal", Speaks::PHRASAL),
    ] {
        for line in file.verbs.get(key).map_or("", String::as_str).lines() {
            const FORMS: [Form; 5] = [
                Form::Plain,
                Form::Third,
                Form::Past,
                Form::Participle,
                Form::Ing,
            ];
            let mut words = line.split_whitespace();
            let particle = match speaks {
                Speaks::PHRASAL => words.next(),
                _ => None,
            };
            for (word, form) in words.zip(FORMS) {
                language.add_verb(word, speaks, form);
                if let Some(particle) = particle {
                    let particles = language.particles.entry(word.into()).or_default();
                    particles.push(particle.into());
                }
            }
        }
    }
    Ok(language)
}

impl Language {
    fn mark(&mut self, word: &str, flag: Flags) {
        let lexeme = self.words.entry(word);
        lexeme.flags = lexeme.flags.or(flag);
    }

    fn add_verb(&mut self, word: &str, speaks: Speaks, form: Form) {
        let lexeme = self.words.entry(word);
        match &mut lexeme.verb {
            Some(verb) => {
                verb.speaks = Speaks(verb.speaks.0 | speaks.0);
                if verb.form == Form::Plain && form != Form::Participle {
                    verb.form = form;
                }
            }
            none => *none = Some(Verb { speaks, form }),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
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
        let verb = Language::english().lexeme("says").verb.unwrap();
        assert_eq!((verb.form, verb.speaks), (Form::Third, Speaks::SAY));
        assert!(Language::named("en-GB").is_some());
        assert!(Language::named("tlh").is_none());
    }
}
