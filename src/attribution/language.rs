//! The words of a language, as data: verbs of speech, titles, roles, words that a capital does not make a name.

use super::lexeme::{Flags, Form, Lexeme, Speaks, Verb, flag_of};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use serde::Deserialize;

const BUILT_IN: [(&str, &str); 5] = [
    ("en", include_str!("languages/en.toml")),
    ("de", include_str!("languages/de.toml")),
    ("fr", include_str!("languages/fr.toml")),
    ("es", include_str!("languages/es.toml")),
    ("it", include_str!("languages/it.toml")),
];

/// A word that is shorter is no role by its ending alone: `user`, `beer`.
const SHORTEST_ROLE: usize = 6;

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
    words: HashMap<String, Lexeme, BuildHasherDefault<OfWord>>,
    /// Words of belonging and their place: `ukrainian` → `ukraine`.
    belongs: HashMap<String, String>,
    /// The particles with which a form speaks.
    particles: HashMap<String, Vec<String>>,
    /// Endings that make a role of any word: `Polizeisprecher`.
    role_endings: Vec<String>,
    /// Endings of words that may be what a person is: `shrimper`.
    role_like_endings: Vec<String>,
    /// Endings that take up somebody already named: `48-year-old`.
    generic_endings: Vec<String>,
    /// Endings of words for one person of a nation: `Brazilian`.
    national_endings: Vec<String>,
    /// Words for one role and the word that stands for all.
    same_role: HashMap<String, String>,
    /// The groups of words for one office that a word is in.
    offices: HashMap<String, Vec<u16>>,
    longest: usize,
    /// Whether some ending ends with a byte: most words need not be compared with any.
    may_end: [bool; 256],
}

/// The hash of a word. Every word of every text is looked up, in a table that no text can add to: it needs no secret.
#[derive(Debug, Clone, Default)]
struct OfWord(u64);

impl Hasher for OfWord {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxhash_rust::xxh3::xxh3_64(bytes);
    }

    // The end of the word, which says nothing.
    fn write_u8(&mut self, _: u8) {}
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
            words: HashMap::default(),
            belongs: HashMap::new(),
            particles: HashMap::new(),
            role_endings: Vec::new(),
            role_like_endings: Vec::new(),
            generic_endings: Vec::new(),
            national_endings: Vec::new(),
            same_role: HashMap::new(),
            offices: HashMap::new(),
            longest: 0,
            may_end: [false; 256],
        }
    }

    /// What is known of a word in lower case.
    #[must_use]
    pub fn lexeme(&self, lower: &str) -> Lexeme {
        if lower.len() <= self.longest
            && let Some(known) = self.words.get(lower)
        {
            return *known;
        }
        let last = lower.bytes().next_back().unwrap_or_default();
        if !self.may_end[usize::from(last)] {
            return Lexeme::default();
        }
        let ends = |endings: &[String]| endings.iter().any(|ending| lower.ends_with(&**ending));
        let flags = match () {
            () if ends(&self.generic_endings) => Flags::ROLE.or(Flags::GENERIC_ROLE),
            () if ends(&self.role_endings) => Flags::ROLE,
            () if lower.len() >= SHORTEST_ROLE && ends(&self.role_like_endings) => Flags::ROLE_LIKE,
            () => Flags::default(),
        };
        Lexeme { flags, verb: None }
    }

    /// Whether the beginning of a word, its apostrophe with it, is a word of its own here: `l'` of `l'ingegnere`.
    #[must_use]
    pub fn is_elided(&self, beginning: &str) -> bool {
        self.elides
            && beginning.len() <= self.longest
            && (self.words).contains_key(&beginning.to_lowercase().replace('’', "'"))
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
        let mut endings = self.national_endings.iter();
        endings.any(|ending| lower.ends_with(&**ending))
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
        let endings = match key.as_str() {
            "role_ending" => Some(&mut language.role_endings),
            "role_like_ending" => Some(&mut language.role_like_endings),
            "generic_ending" => Some(&mut language.generic_endings),
            "national_ending" => Some(&mut language.national_endings),
            _ => None,
        };
        if let Some(endings) = endings {
            *endings = words.split_whitespace().map(str::to_string).collect();
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
    let endings = [
        &language.role_endings,
        &language.role_like_endings,
        &language.generic_endings,
    ];
    for last in endings
        .into_iter()
        .flatten()
        .filter_map(|ending| ending.bytes().next_back())
    {
        language.may_end[usize::from(last)] = true;
    }
    language.longest = language.words.keys().map(String::len).max().unwrap_or(0);
    Ok(language)
}

impl Language {
    fn mark(&mut self, word: &str, flag: Flags) {
        let lexeme = self.words.entry(word.into()).or_default();
        lexeme.flags = lexeme.flags.or(flag);
    }

    fn add_verb(&mut self, word: &str, speaks: Speaks, form: Form) {
        let lexeme = self.words.entry(word.into()).or_default();
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
