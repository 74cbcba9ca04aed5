//! The outer shape of a line: whether it ends like a sentence, whether it looks like a person's name.

/// The longest a headline may be, in characters; what is longer is text.
const LONGEST_HEADLINE: usize = 180;

/// Quotation marks and brackets that may stand after a full stop.
fn is_closer(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '\u{201d}' | '\u{2019}' | '\u{bb}' | '\u{201c}' | ')' | ']'
    )
}

/// The last character that says how a line ends, quotation marks and brackets after it aside.
fn last_sign(text: &str) -> Option<char> {
    text.trim_end()
        .trim_end_matches(|character: char| is_closer(character) || character.is_whitespace())
        .chars()
        .next_back()
}

/// Whether a line ends as sentences (or lead-ins, with a colon) end.
#[must_use]
pub fn ends_like_a_sentence(text: &str) -> bool {
    matches!(
        last_sign(text),
        Some('.' | '!' | '?' | '\u{2026}' | ':' | ';' | ',' | '\u{3002}' | '\u{ff01}' | '\u{ff1f}')
    )
}

/// Whether the first line of an entry can be its headline: short, no full stop. A
/// question, or somebody's words, are one only where more text follows.
#[must_use]
pub fn looks_like_a_headline(text: &str, more_follows: bool) -> bool {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_HEADLINE || holds_a_sentence_end(text) {
        return false;
    }
    // `Harwick Port (@HarwickPort)` is the writer of a post.
    if (gives_speech(text) && !more_follows) || is_bullet(text) || text.contains("(@") {
        return false;
    }
    !ends_like_a_sentence(text) || (last_sign(text) == Some('?') && more_follows)
}

/// Whether a sentence ends inside the line: a stop, a space, a capital.
fn holds_a_sentence_end(text: &str) -> bool {
    let mut stop = false;
    let (mut word, mut capital, mut number) = (0, false, false);
    let mut shouted = true;
    let mut gap = false;
    for character in text.chars() {
        if gap && stop && (character.is_uppercase() || is_opener(character)) {
            return true;
        }
        if character.is_whitespace() {
            gap = true;
            continue;
        }
        if gap {
            word = 0;
        }
        gap = false;
        // "GOAL! Harwick 1-0 Marl" and "OUT! Tor b Fisk 41" are no two sentences.
        let called = shouted && word >= 3;
        // "Mr. Brac", "J. Quill", "U.S. troops" and "12. April" end no sentence.
        let short = word <= 3 && (capital || (number && word <= 2));
        stop = (character == '!' && !called) || character == '?' || (character == '.' && !short);
        if !is_closer(character) && !is_opener(character) {
            if word == 0 {
                capital = character.is_uppercase();
                number = true;
                shouted = true;
            }
            shouted &= character.is_uppercase() || character == '!';
            number &= character.is_ascii_digit();
            word += 1;
        }
    }
    false
}

fn is_opener(character: char) -> bool {
    matches!(character, '"' | '\u{201c}' | '\u{ab}' | '\u{201e}')
}

/// `Name: "words"` is speech, not a headline.
fn gives_speech(text: &str) -> bool {
    let closed = text.ends_with(['"', '\u{201d}', '\u{bb}']);
    closed
        && [": \"", ": \u{201c}", ": \u{ab}", ": \u{201e}"]
            .iter()
            .any(|opening| text.contains(opening))
}

/// Whether a line begins with a bullet.
#[must_use]
pub fn is_bullet(text: &str) -> bool {
    let mut characters = text.chars();
    characters
        .next()
        .is_some_and(|first| "•·▪●◦‣–-*".contains(first))
        && characters.next().is_some_and(char::is_whitespace)
}

const PARTICLES: [&str; 22] = [
    "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el",
    "al", "bin", "ibn", "ben", "ter", "af", "y", "zu",
];

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// A word as names are made of: a capital first, then letters, apostrophes, hyphens, points.
fn is_name_word(word: &str) -> bool {
    let word = word.trim_matches([',', '(', ')']);
    // Three capitals and no more are a body's letters, not a name.
    let letters = word
        .chars()
        .filter(|character| character.is_alphabetic())
        .count();
    let body = letters >= 3 && !word.contains('.') && word.chars().all(char::is_uppercase);
    let mut characters = word.chars();
    !body
        && characters.next().is_some_and(char::is_uppercase)
        && characters.all(|character| {
            character.is_alphabetic() || matches!(character, '\'' | '\u{2019}' | '-' | '.')
        })
}

/// Whether a line is one person's name and nothing else, by its shape: two to five words with
/// capitals, particles between them.
#[must_use]
pub fn is_person_name(text: &str) -> bool {
    let words: Vec<_> = text.split_whitespace().collect();
    let capitals = words.iter().filter(|word| is_name_word(word)).count();
    let whole = words
        .iter()
        .all(|word| (is_name_word(word) && !word.ends_with(',')) || is_particle(word));
    whole
        && (2..=5).contains(&words.len())
        && capitals >= 2
        && !text.ends_with("'s")
        && !text.ends_with("\u{2019}s")
        && words.last().is_some_and(|word| is_name_word(word))
        && !matches!(words.first(), Some(&("The" | "A" | "An")))
}

/// Whether two capitalised words stand side by side, as a person's names do.
#[must_use]
pub fn holds_a_name(text: &str) -> bool {
    let words: Vec<_> = text.split_whitespace().collect();
    let mut capitals = 0;
    for word in words {
        if is_name_word(word) && !matches!(word, "The" | "A" | "An" | "I") {
            capitals += 1;
            if capitals >= 2 {
                return true;
            }
        } else if !(is_particle(word) && capitals > 0) {
            capitals = 0;
        }
        if word.ends_with([',', ':', ';']) {
            capitals = 0;
        }
    }
    false
}

/// Whether all long words have capitals, as the names of places and bodies do.
#[must_use]
pub fn is_official(text: &str) -> bool {
    text.split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .all(|word| {
            word.chars()
                .find(|one| one.is_alphanumeric())
                .is_none_or(char::is_uppercase)
        })
}

/// The names in `A`, `A and B`, `A, B and C`; `None` when a part is no name.
#[must_use]
pub fn names_in(text: &str) -> Option<Vec<String>> {
    let parts: Vec<_> = text
        .split(',')
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" & "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty() && parts.iter().all(|part| is_person_name(part)))
        .then(|| parts.into_iter().map(str::to_string).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_other_lines() {
        for name in [
            "Vera Ostrowe",
            "Ursula von der Marl",
            "C.Q. Brunt",
            "Marie-Ann O'Dell",
        ] {
            assert!(is_person_name(name), "{name}");
        }
        for other in [
            "Harwick",
            "Waste contract urgent question",
            "A Voter",
            "FT: Man Town 1-0 Marl",
            "Vera Ostrowe, mayor",
            "HBC Verify",
        ] {
            assert!(!is_person_name(other), "{other}");
        }
        assert!(holds_a_name("The port's Harbour Master Bo Lind"));
        assert!(!holds_a_name("Waste contract urgent question"));
        assert_eq!(
            names_in("Bo Lind and Vera Ostrowe").map(|names| names.len()),
            Some(2)
        );
        assert_eq!(names_in("BBC News, Harwick"), None);
    }

    #[test]
    fn headlines_have_no_full_stop() {
        assert!(looks_like_a_headline("Half time: Harwick 0-1 Marl", false));
        assert!(looks_like_a_headline(
            "Closure 'a punishment': fishers' union",
            true
        ));
        assert!(looks_like_a_headline("Will the ferry sail?", true));
        for text in [
            "And, we're off!",
            "We're in line.",
            "\u{201c}Good morning. Thank you.\u{201d}",
            "Bo Lind on Twitter: \"Never in doubt\"",
            "Will the ferry sail?",
            "Here is the map:",
            "The boat is in. Nobody was hurt",
        ] {
            assert!(!looks_like_a_headline(text, false), "{text}");
        }
    }
}
