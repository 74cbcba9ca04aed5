//! What a word is, in the index and in what a reader types: the script in the browser takes the tables from the index.
//!
//! 1. Compatibility forms are taken apart (NFKD), the accents and points of Latin, Greek, Cyrillic, Hebrew and Arabic
//!    fall away, the rest is put together again (NFC). Vowel signs of other scripts are letters, and stay.
//! 2. Lower case; and the letters that no accent makes lose their mark too: `ß` is `ss`, `ø` is `o`.
//! 3. A word is a run of letters, digits and their marks, of at most 40 characters. In scripts that put no spaces between
//!    words (Han, kana, Thai, Lao, Khmer, Myanmar) each character is a word: several are found as a phrase.

use std::collections::BTreeMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters of a word that count.
pub const LONGEST: usize = 40;

/// Hands over each word of a text, in order.
pub fn each_word(text: &str, mut found: impl FnMut(&str)) {
    let mut word = Word::default();
    if text.is_ascii() {
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                word.push(char::from(byte.to_ascii_lowercase()));
            } else {
                word.end(&mut found);
            }
        }
    } else {
        let without_accents = text.nfkd().filter(|&character| !is_accent(character));
        for character in without_accents.nfc().flat_map(char::to_lowercase) {
            if stands_alone(character) {
                word.end(&mut found);
                word.push(character);
                word.end(&mut found);
            } else if character.is_alphanumeric() || is_combining_mark(character) {
                match without_mark(character) {
                    Some(letters) => letters.chars().for_each(|letter| word.push(letter)),
                    None => word.push(character),
                }
            } else {
                word.end(&mut found);
            }
        }
    }
    word.end(&mut found);
}

/// A word that is being gathered.
#[derive(Default)]
struct Word {
    text: String,
    length: usize,
}

impl Word {
    fn push(&mut self, character: char) {
        if self.length < LONGEST {
            self.text.push(character);
        }
        self.length += 1;
    }

    fn end(&mut self, found: &mut impl FnMut(&str)) {
        if !self.text.is_empty() {
            found(&self.text);
            self.text.clear();
        }
        self.length = 0;
    }
}

/// Characters, by the first and last of each row of them.
type Ranges = [(char, char)];

/// Accents and points that people leave out when they type.
const ACCENTS: &Ranges = &[
    ('\u{300}', '\u{36f}'),
    ('\u{483}', '\u{487}'),
    ('\u{591}', '\u{5bd}'),
    ('\u{5bf}', '\u{5bf}'),
    ('\u{5c1}', '\u{5c2}'),
    ('\u{5c4}', '\u{5c5}'),
    ('\u{5c7}', '\u{5c7}'),
    ('\u{610}', '\u{61a}'),
    ('\u{640}', '\u{640}'),
    ('\u{64b}', '\u{65f}'),
    ('\u{670}', '\u{670}'),
    ('\u{6d6}', '\u{6dc}'),
    ('\u{6df}', '\u{6e8}'),
    ('\u{6ea}', '\u{6ed}'),
    ('\u{1ab0}', '\u{1aff}'),
    ('\u{1dc0}', '\u{1dff}'),
    ('\u{20d0}', '\u{20ff}'),
    ('\u{fe20}', '\u{fe2f}'),
];

/// Scripts of which each character is a word.
const ALONE: &Ranges = &[
    ('\u{e01}', '\u{e4e}'),
    ('\u{e81}', '\u{ecd}'),
    ('\u{1000}', '\u{109f}'),
    ('\u{1780}', '\u{17d3}'),
    ('\u{3005}', '\u{3007}'),
    ('\u{3041}', '\u{3096}'),
    ('\u{30a1}', '\u{30ff}'),
    ('\u{3105}', '\u{312f}'),
    ('\u{31f0}', '\u{31ff}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{9fff}'),
    ('\u{20000}', '\u{3fffd}'),
];

/// Letters with a mark that is no accent to Unicode, and two forms of one letter.
const MARKED: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('ħ', "h"),
    ('ł', "l"),
    ('ı', "i"),
    ('þ', "th"),
    ('ς', "σ"),
];

fn is_accent(character: char) -> bool {
    is_in(ACCENTS, character)
}

fn stands_alone(character: char) -> bool {
    is_in(ALONE, character)
}

fn is_in(ranges: &Ranges, character: char) -> bool {
    let after = ranges.partition_point(|range| range.0 <= character);
    after > 0 && character <= ranges[after - 1].1
}

fn without_mark(character: char) -> Option<&'static str> {
    let marked = MARKED.iter().find(|marked| marked.0 == character)?;
    Some(marked.1)
}

/// The rule for a script: accents and characters that stand alone as what stands between the brackets of a regular
/// expression, letters that lose their mark with what they become.
#[derive(Debug, Serialize)]
pub struct Rule {
    accents: String,
    alone: String,
    marked: BTreeMap<char, &'static str>,
    longest: usize,
}

/// What a word is, for a script.
#[must_use]
pub fn rule() -> Rule {
    Rule {
        accents: class(ACCENTS),
        alone: class(ALONE),
        marked: MARKED.iter().copied().collect(),
        longest: LONGEST,
    }
}

fn class(ranges: &Ranges) -> String {
    (ranges.iter())
        .map(|&(first, last)| format!("{first}-{last}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, |word| words.push(word.to_string()));
        words
    }

    #[test]
    fn words_are_plain_and_small() {
        for (text, expected) in [
            ("Quill’s 7.5-tonne LIMIT", "quill s 7 5 tonne limit"),
            ("Crème Brûlée, cre\u{300}me", "creme brulee creme"),
            ("Straße, STRASSE, Łódź, Ærø", "strasse strasse lodz aero"),
            ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
            ("ﬁle ½ İzmir ısı", "file 1 2 izmir isi"),
            ("كِتَاب كتاب", "كتاب كتاب"),
            ("Київ, є ї й", "киів є і и"),
            ("हिन्दी की का", "हिन्दी की का"),
            ("한국 서울에서", "한국 서울에서"),
            ("東京タワー 2031年", "東 京 タ ワ ー 2031 年"),
            ("ｶﾞｷﾞ", "ガ ギ"),
            ("  —  ", ""),
        ] {
            let expected: Vec<String> = expected.split_whitespace().map(Into::into).collect();
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn a_word_has_an_end() {
        assert_eq!(words(&"a".repeat(100_000)), ["a".repeat(LONGEST)]);
        assert_eq!(words(&"é".repeat(100)), ["e".repeat(LONGEST)]);
    }

    proptest! {
        /// What was found is found again in itself: a reader can search for any word that is shown as one.
        #[test]
        fn a_word_is_its_own_word(text in "\\PC{0,60}") {
            for word in words(&text) {
                prop_assert!(word.chars().count() <= LONGEST);
                prop_assert_eq!(words(&word), vec![word]);
            }
        }

        /// The short way for plain letters is the long way.
        #[test]
        fn plain_letters_go_both_ways(text in "[ -~]{0,60}") {
            let mut long = words(&format!("{text} é"));
            prop_assert_eq!(long.pop(), Some("e".to_string()));
            prop_assert_eq!(words(&text), long);
        }
    }
}
