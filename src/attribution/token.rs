//! A text as words and marks, each with its place and what the language knows of it.

use super::language::Language;
use super::lexeme::{Flags, Verb};
use super::word_table::Letters;

/// A word or mark of a text.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// First byte in the text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// How it is written.
    pub case: Case,
    /// Whether it ends as a possessor does (`Quill's`).
    pub possessive: bool,
    /// Whether it stands inside a quotation; the marks themselves do.
    pub quoted: bool,
    /// What the word may be.
    pub flags: Flags,
    /// The verb it may be.
    pub verb: Option<Verb>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters, with what joins them.
    Word,
    /// Begins with a digit.
    Number,
    /// A mark that may open or close a quotation.
    Mark,
    /// The mark that opens a quotation.
    Open,
    /// The mark that closes one.
    Close,
    /// `,`
    Comma,
    /// `.`, `!`, `?`, `…`
    Stop,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// A dash between blanks, or a long one.
    Dash,
    /// An opening bracket.
    BracketOpen,
    /// A closing bracket.
    BracketClose,
    /// Anything else.
    Other,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Begins with a small letter, or has no letters.
    Lower,
    /// Begins with a capital.
    Capital,
    /// Has capitals only, at least two.
    Upper,
    /// One letter or more, each a capital before a full stop: `J.`, `C.Q.`
    Initial,
}

impl Token {
    /// Whether the word may be any of these.
    #[must_use]
    pub fn is(&self, flags: Flags) -> bool {
        self.flags.any(flags)
    }

    /// Whether it is a word that begins with a capital.
    #[must_use]
    pub fn is_capital(&self) -> bool {
        self.kind == Kind::Word && self.case != Case::Lower
    }

    /// Whether it is a word in small letters.
    #[must_use]
    pub fn is_lower(&self) -> bool {
        self.kind == Kind::Word && self.case == Case::Lower
    }
}

/// Cuts a text into tokens, in the room of tokens that are no longer needed.
#[must_use]
pub fn tokens(text: &str, language: &Language, room: Vec<Token>) -> Vec<Token> {
    let mut tokens = room;
    tokens.clear();
    tokens.reserve(text.len() / 5 + 4);
    let mut lower = String::new();
    let mut start = 0;
    let mut before = ' ';
    while let Some(first) = character(text, start) {
        if first == ' ' || first.is_whitespace() {
            before = first;
            start += first.len_utf8();
            continue;
        }
        let word = plain_word(text, start, language).or_else(|| {
            let begins = match first {
                '@' | '#' => !before.is_alphanumeric(),
                _ => !is_mark(first) && first.is_alphanumeric(),
            };
            begins.then(|| {
                let end = word_end(text, start, language);
                word(text, start, end, language, &mut lower)
            })
        });
        if let Some(word) = word {
            start = word.end;
            tokens.push(word);
            before = 'x';
            continue;
        }
        let mut end = start + first.len_utf8();
        let next = character(text, end);
        let kind = match first {
            ',' => Kind::Comma,
            '.' | '!' | '?' | '…' => {
                while let Some(mark @ ('.' | '!' | '?' | '…')) = character(text, end) {
                    end += mark.len_utf8();
                }
                Kind::Stop
            }
            ':' => Kind::Colon,
            ';' => Kind::Semicolon,
            '–' | '—' | '―' => Kind::Dash,
            '-' if next.is_none_or(char::is_whitespace) || next == Some('-') => Kind::Dash,
            '(' | '[' => Kind::BracketOpen,
            ')' | ']' => Kind::BracketClose,
            first if is_mark(first) => Kind::Mark,
            _ => Kind::Other,
        };
        before = first;
        tokens.push(mark(start, end, kind));
        start = end;
    }
    tokens
}

/// Whether a character may open or close a quotation.
const fn is_mark(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '`'
    )
}

/// The character that begins at a byte.
fn character(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at)? {
        plain if plain.is_ascii() => Some(char::from(*plain)),
        _ => text.get(at..)?.chars().next(),
    }
}

fn mark(start: usize, end: usize, kind: Kind) -> Token {
    Token {
        start,
        end,
        kind,
        case: Case::Lower,
        possessive: false,
        quoted: false,
        flags: Flags::default(),
        verb: None,
    }
}

/// The token of a word of plain letters that nothing joins to more. Most words are one, and have a short way (a law in
/// `tests`). `None` for any other.
pub(super) fn plain_word(text: &str, start: usize, language: &Language) -> Option<Token> {
    /// The bit that makes a letter small.
    const SMALL: u8 = 0x20;
    let bytes = text.as_bytes();
    let (mut end, mut letters, mut small) = (start, Letters::default(), 0);
    for byte in bytes.get(start..)? {
        let letter = byte | SMALL;
        if !letter.is_ascii_lowercase() {
            break;
        }
        letters = letters.and(letter);
        small |= byte & SMALL;
        end += 1;
    }
    let small = small != 0;
    let point = bytes.get(end) == Some(&b'.');
    let apart = match bytes.get(end + usize::from(point)..).unwrap_or_default() {
        []
        | [
            b' ' | b'\n' | b',' | b'!' | b'?' | b':' | b';' | b'"' | b'(' | b')',
            ..,
        ] => true,
        // En dash, em dash, quotation marks that are no apostrophe, ellipsis.
        [0xe2, 0x80, 0x93 | 0x94 | 0x98 | 0x9c | 0x9d | 0xa6, ..] => true,
        _ => false,
    };
    if !apart || end == start {
        return None;
    }
    let lexeme = language.lexeme_of_plain(text.get(start..end)?, letters);
    let case = match bytes.get(start)? {
        b'A'..=b'Z' if small => Case::Capital,
        _ if small => Case::Lower,
        _ if end - start > 1 => Case::Upper,
        _ if point => Case::Initial,
        _ => Case::Capital,
    };
    let with_point = point && (case == Case::Initial || lexeme.flags.any(Flags::ABBREVIATION));
    Some(Token {
        case,
        flags: lexeme.flags,
        verb: lexeme.verb,
        ..mark(start, end + usize::from(with_point), Kind::Word)
    })
}

/// Where a word ends: letters and digits, joined by one apostrophe, hyphen or, between letters or digits, point.
pub(super) fn word_end(text: &str, start: usize, language: &Language) -> usize {
    let mut end = start + character(text, start).map_or(0, char::len_utf8);
    while let Some(next) = character(text, end) {
        let past = end + next.len_utf8();
        if !next.is_alphanumeric() && !joins(text, start, end, next, past) {
            // A plain mark is no accent: the table need not be asked.
            let accent = !next.is_ascii() && unicode_normalization::char::is_combining_mark(next);
            if !accent {
                break;
            }
        }
        if matches!(next, '\'' | '’')
            && character(text, past).is_some_and(char::is_lowercase)
            && text
                .get(start..past)
                .is_some_and(|beginning| language.is_elided(beginning))
        {
            return past;
        }
        end = past;
    }
    end
}

/// Whether a mark joins what stands before it to what follows.
fn joins(text: &str, start: usize, end: usize, mark: char, past: usize) -> bool {
    match mark {
        ',' => {
            let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
            digit(past) && digit(end - 1)
        }
        '\'' | '’' | '-' | '‐' | '‑' | '.' | '_' | '@' | '/' => {
            character(text, past).is_some_and(char::is_alphanumeric)
                // `end.Then`: a point joins short pieces and numbers, not sentences.
                && (mark != '.' || joins_at_point(text, start, end))
        }
        _ => false,
    }
}

fn joins_at_point(text: &str, start: usize, end: usize) -> bool {
    let word = text.get(start..end).unwrap_or_default();
    let piece = word.rsplit('.').next().unwrap_or_default();
    piece.chars().nth(1).is_none()
        || piece.starts_with(|first: char| first.is_ascii_digit())
        || text
            .get(end + 1..)
            .is_some_and(|rest| rest.starts_with(char::is_lowercase))
}

pub(super) fn word(
    text: &str,
    start: usize,
    end: usize,
    language: &Language,
    lower: &mut String,
) -> Token {
    let written = text.get(start..end).unwrap_or_default();
    lower.clear();
    if written.is_ascii() {
        lower.push_str(written);
        lower.make_ascii_lowercase();
    } else {
        for letter in written.chars() {
            match letter {
                '’' => lower.push('\''),
                '‐' | '‑' => lower.push('-'),
                _ => lower.extend(letter.to_lowercase()),
            }
        }
    }
    let mut possessive = false;
    let mut lexeme = language.lexeme(lower);
    if let Some(stem) = lower.strip_suffix("'s") {
        possessive = lexeme == super::lexeme::Lexeme::default();
        if possessive {
            lexeme = language.lexeme(stem);
            let pronoun = Flags::SUBJECT_PRONOUN.or(Flags::OTHER_PRONOUN);
            possessive = !lexeme.flags.any(pronoun);
        }
    } else if lexeme == super::lexeme::Lexeme::default()
        && let Some((stem, "d" | "ll" | "ve" | "re" | "m")) = lower.split_once('\'')
    {
        lexeme = language.lexeme(stem);
    }
    let letters = || written.chars().filter(|letter| letter.is_alphabetic());
    let first = written.chars().next().unwrap_or(' ');
    let dotted = written.len() > 1 && written.contains('.') || one_letter(written);
    let point = text.get(end..).is_some_and(|rest| rest.starts_with('.'));
    let stem = written
        .strip_suffix("'s")
        .or_else(|| written.strip_suffix("’s"))
        .unwrap_or(written);
    let all_capitals = stem.chars().all(|letter| !letter.is_lowercase());
    let initials = dotted
        && all_capitals
        && (point || written.contains('.'))
        && written.split('.').all(one_letter);
    let case = match () {
        () if first.is_numeric() || !first.is_alphabetic() => Case::Lower,
        () if initials => Case::Initial,
        () if all_capitals && letters().nth(1).is_some() => Case::Upper,
        () if first.is_uppercase() && !ends_small(written, language) => Case::Capital,
        () if has_small_prefix(written) => Case::Capital,
        () => Case::Lower,
    };
    let mut end = end;
    let abbreviation = lexeme.flags.any(Flags::ABBREVIATION);
    if point && (initials || abbreviation && !possessive) {
        end += 1;
    }
    Token {
        case,
        possessive,
        flags: lexeme.flags,
        verb: lexeme.verb,
        ..mark(
            start,
            end,
            if first.is_numeric() && !lexeme.flags.any(Flags::GENERIC_ROLE) {
                Kind::Number
            } else {
                Kind::Word
            },
        )
    }
}

/// `Thirty-six-year-old`: a capital at a sentence's beginning, and small words behind it.
fn ends_small(word: &str, language: &Language) -> bool {
    word.split(['-', '‐', '‑']).skip(1).any(|part| {
        part.starts_with(char::is_lowercase)
            && language.lexeme(part) != super::lexeme::Lexeme::default()
    })
}

/// `d'Aubigny`, `al-Khatib`: a small prefix and a name.
fn has_small_prefix(word: &str) -> bool {
    word.split_once(['\'', '’', '-'])
        .is_some_and(|(prefix, rest)| {
            prefix.chars().count() <= 2
                && prefix.chars().all(char::is_lowercase)
                && rest.starts_with(char::is_uppercase)
        })
}

fn one_letter(piece: &str) -> bool {
    let mut letters = piece.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}
