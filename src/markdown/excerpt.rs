//! The beginning of a plain text: cut at a word, never inside a character that a reader sees as one.

use unicode_normalization::char::is_combining_mark;

/// The first `characters` characters of a text, cut after a whole word, with `…` when something was left out.
/// Paragraphs run on. A word longer than the whole is cut between two letters.
#[must_use]
pub fn excerpt(plain_text: &str, characters: usize) -> String {
    excerpt_of([plain_text].into_iter(), characters)
}

/// The same of several texts, one after the other, of which only the beginning is read.
pub(super) fn excerpt_of<'a>(texts: impl Iterator<Item = &'a str>, characters: usize) -> String {
    let mut text = String::new();
    let mut left = characters;
    for word in texts.flat_map(str::split_whitespace) {
        let blank = usize::from(!text.is_empty());
        if blank == 1 {
            text.push(' ');
        }
        text.push_str(word);
        // One character more than there is room for says where to cut.
        let Some(after) = left.checked_sub(blank + word.chars().count()) else {
            break;
        };
        left = after;
    }
    match cut(&text, characters) {
        None => text,
        Some(cut) => format!("{}…", cut.trim_end_matches(is_dangling)),
    }
}

/// The first `words` words of a text, without `…`: for an entry without a headline, and for its id.
/// A script without blanks between words gives as many characters as that many words have at most.
#[must_use]
pub fn first_words(plain_text: &str, words: usize) -> String {
    /// Longer than nearly all words of any language that separates them.
    const LONGEST: usize = 12;
    let text = plain_text
        .split_whitespace()
        .take(words)
        .collect::<Vec<_>>()
        .join(" ");
    match cut(&text, words.saturating_mul(LONGEST)) {
        None => text,
        Some(cut) => cut.trim_end_matches(is_dangling).to_string(),
    }
}

/// The text up to the last word that ends within the first `characters`; `None` when all of it does.
fn cut(text: &str, characters: usize) -> Option<&str> {
    let (end, _) = text.char_indices().nth(characters)?;
    let head = text.get(..end)?;
    if text.get(end..)?.starts_with(' ') {
        return Some(head);
    }
    // Half a line of one "word" is a script without blanks, or an address: cut inside it.
    match head.rfind(' ') {
        Some(blank) if head.len() - blank <= head.len() / 2 => head.get(..blank),
        _ => {
            let mut ends = head.char_indices().map(|(at, _)| at).chain([end]);
            let end = ends.rfind(|&at| is_boundary(text, at)).unwrap_or(0);
            text.get(..end)
        }
    }
}

/// Whether a text may be cut here without taking a mark, a joined sign or half a flag from its letter.
fn is_boundary(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else {
        return false;
    };
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
        return true;
    };
    let flag = |character: char| ('\u{1f1e6}'..='\u{1f1ff}').contains(&character);
    let flags = before
        .chars()
        .rev()
        .take_while(|&character| flag(character))
        .count();
    !(is_combining_mark(next)
        || matches!(next, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
        || matches!(last, '\u{200d}')
        || (flag(next) && flags % 2 == 1))
}

/// What an excerpt does not end with before its `…`.
fn is_dangling(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            ',' | ';' | ':' | '–' | '—' | '-' | '(' | '…' | '.'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_ends_with_a_word() {
        assert_eq!(
            excerpt("The bridge is closed.\n\nBoats too.", 40),
            "The bridge is closed. Boats too."
        );
        assert_eq!(
            excerpt("The bridge, they say, is closed", 13),
            "The bridge…"
        );
        assert_eq!(excerpt("The bridge is closed", 10), "The bridge…");
        assert_eq!(excerpt("", 10), "");
        assert_eq!(excerpt("word", 0), "…");
    }

    #[test]
    fn what_a_reader_sees_as_one_character_stays_whole() {
        assert_eq!(excerpt("e\u{301}e\u{301}e\u{301}", 3), "e\u{301}…");
        assert_eq!(excerpt("🇨🇿🇨🇿", 3), "🇨🇿…");
        assert_eq!(excerpt("👩‍🚒👩‍🚒", 4), "👩‍🚒…");
        assert_eq!(excerpt("橋は閉鎖された", 3), "橋は閉…");
    }

    #[test]
    fn first_words_have_no_dots() {
        assert_eq!(first_words("One two\n\nthree four", 3), "One two three");
        assert_eq!(
            first_words("橋は閉鎖された橋は閉鎖された", 1),
            "橋は閉鎖された橋は閉鎖さ"
        );
    }
}
