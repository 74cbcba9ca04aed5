//! The part of an address that a name becomes: letters and digits of any script and `-`.
//!
//! NFC, lower case, apostrophes vanish, everything else becomes `-`, cut at a word within 60
//! characters and 180 bytes (a file name may have 255), never empty: a name without letters
//! or digits has no slug, and the caller says so.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest a slug may be, in characters.
pub const MAX_CHARACTERS: usize = 60;
/// The longest a slug may be, in bytes of UTF-8.
pub const MAX_BYTES: usize = 180;

/// The slug of a name; `None` when the name has neither letter nor digit.
#[must_use]
pub fn slugify(name: &str) -> Option<String> {
    let mut slug = String::with_capacity(name.len());
    let mut gap = false;
    // What vanishes goes before the last NFC: marks that it parted may stand in another order without it.
    let kept = name.nfc().filter(|&character| !vanishes(character));
    for character in kept.flat_map(char::to_lowercase).nfc() {
        if character.is_alphanumeric() || (is_combining_mark(character) && !slug.is_empty() && !gap)
        {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            slug.push(character);
        } else {
            gap = true;
        }
    }
    let cut = cut_at_word(&slug);
    (!cut.is_empty()).then(|| cut.to_string())
}

/// Whether a text already is a slug, as an `id` in front matter must be.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    slugify(text).as_deref() == Some(text)
}

/// The date and time words that begin an entry's id stay whole: `prefix` is never cut, the rest is.
#[must_use]
pub fn with_prefix(prefix: &str, name: &str) -> String {
    match (slugify(prefix), slugify(&format!("{prefix} {name}"))) {
        (_, Some(whole)) => whole,
        (Some(prefix), None) => prefix,
        (None, None) => String::new(),
    }
}

fn vanishes(character: char) -> bool {
    is_apostrophe(character) || is_joiner(character)
}

fn is_apostrophe(character: char) -> bool {
    matches!(
        character,
        '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}' | '`' | '\u{b4}'
    )
}

/// Marks that are written inside words and are not seen: zero-width joiners, soft hyphen, direction marks.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn cut_at_word(slug: &str) -> &str {
    let within = slug
        .char_indices()
        .enumerate()
        .take_while(|&(count, (start, character))| {
            count < MAX_CHARACTERS && start + character.len_utf8() <= MAX_BYTES
        })
        .last()
        .map_or(0, |(_, (start, character))| start + character.len_utf8());
    if within == slug.len() {
        return slug;
    }
    let head = &slug[..within];
    if slug[within..].starts_with('-') {
        return head;
    }
    head.rfind('-').map_or(head, |word_end| &head[..word_end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_become_slugs() {
        for (name, slug) in [
            ("Ada Quill", "ada-quill"),
            ("O’Brien's", "obriens"),
            ("Ursula von der Leyen", "ursula-von-der-leyen"),
            ("Київ: міст", "київ-міст"),
            ("ميناء النور", "ميناء-النور"),
            ("e\u{301}te\u{301}", "été"),
            ("  --Hello,  World!-- ", "hello-world"),
            ("हिन्दी", "हिन्दी"),
            ("\u{730}'\u{a3c}", "\u{730}"),
        ] {
            assert_eq!(slugify(name).as_deref(), Some(slug), "{name}");
        }
        assert_eq!(slugify("—!?"), None);
        assert_eq!(slugify(""), None);
    }

    #[test]
    fn long_names_are_cut_at_a_word() {
        let slug = slugify(&"longest word ".repeat(20)).unwrap_or_default();
        assert_eq!(
            slug,
            "longest-word-longest-word-longest-word-longest-word-longest"
        );
    }

    proptest! {
        #[test]
        fn a_slug_is_its_own_slug(name in "\\PC*") {
            if let Some(slug) = slugify(&name) {
                prop_assert!(slug.chars().count() <= MAX_CHARACTERS && slug.len() <= MAX_BYTES);
                prop_assert_eq!(slugify(&slug), Some(slug.clone()));
            }
        }
    }
}
