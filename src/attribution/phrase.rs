//! Noun phrases: which words belong together, and whom they mean.

use std::ops::Range;

use super::findings::Gender;
use super::lexeme::Flags;
use super::token::{Case, Kind, Token};
use super::unit::Text;

/// A noun phrase without what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its tokens, the article too.
    pub range: Range<usize>,
    /// Whether a preposition governs it.
    pub governed: bool,
}

/// Whom a phrase means, names not yet entered.
#[derive(Debug, Clone, PartialEq)]
pub enum Means {
    /// A name, and the tokens of the role before it.
    Name {
        /// The tokens of the name.
        name: Range<usize>,
        /// The tokens of the role.
        role: Option<Range<usize>>,
        /// What the title says.
        gender: Gender,
        /// Whether a title or role stands before it.
        titled: bool,
    },
    /// A role alone.
    Role {
        /// Its tokens, without the article.
        role: Range<usize>,
        /// Whether it has no indefinite article.
        known: bool,
    },
    /// `he` or `she`.
    Pronoun(Gender),
    /// Somebody or something that has no name here.
    Nothing,
}

/// The phrases of a stretch of tokens, in order. A preposition, an article or a pronoun opens a new one.
#[must_use]
pub fn phrases(text: &Text<'_>, range: Range<usize>) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut governed = false;
    let mut current: Option<Phrase> = None;
    for at in range {
        let Some(token) = text.token(at) else { break };
        let inside_name = current
            .as_ref()
            .is_some_and(|phrase| is_inside_name(text, phrase, at));
        if token.kind == Kind::Word && token.case == Case::Lower && !inside_name {
            if token.is(Flags::RELATIVE.or(Flags::AUXILIARY).or(Flags::MODAL)) && current.is_some()
            {
                break;
            }
            if token.is(Flags::PREPOSITION) && !token.is(Flags::SUBJECT_PRONOUN) {
                phrases.extend(current.take());
                governed = true;
                continue;
            }
            if token.is(Flags::ADVERB) && !token.is(Flags::ROLE) && !token.is(Flags::DETERMINER) {
                continue;
            }
        }
        if token.kind == Kind::Mark {
            continue;
        }
        let small = !token.is_capital() || token.is(Flags::FUNCTION);
        let opens = small && token.is(Flags::DETERMINER.or(Flags::SUBJECT_PRONOUN))
            || token.is(Flags::TIME)
                && current.as_ref().is_some_and(|_| !is_surname_here(text, at))
            || small_time_before(text, current.as_ref(), token);
        match &mut current {
            Some(phrase) if !opens => phrase.range.end = at + 1,
            _ => {
                if current.is_some() {
                    phrases.extend(current.take());
                }
                current = Some(Phrase {
                    range: at..at + 1,
                    governed: governed || token.is(Flags::TIME),
                });
                governed = false;
            }
        }
    }
    phrases.extend(current);
    phrases
}

/// Whether a small word stands between two parts of a name.
fn is_inside_name(text: &Text<'_>, phrase: &Phrase, at: usize) -> bool {
    text.is(at, Flags::PARTICLE)
        && !text.is(at, Flags::PREPOSITION)
        && phrase.range.end == at
        && text
            .token(at + 1)
            .is_some_and(|next| next.is_capital() || next.is(Flags::PARTICLE))
}

/// `On Friday night Quill said`: a day governs nothing but itself.
fn small_time_before(text: &Text<'_>, phrase: Option<&Phrase>, token: &Token) -> bool {
    token.is_capital()
        && !token.is(Flags::TIME.or(Flags::FUNCTION))
        && phrase.is_some_and(|phrase| phrase.governed && text.is(phrase.range.start, Flags::TIME))
}

fn is_surname_here(text: &Text<'_>, at: usize) -> bool {
    at > 0 && text.is(at, Flags::SURNAME) && text.is(at - 1, Flags::GIVEN)
}

/// Whether a word may be part of a name where it stands.
#[must_use]
pub fn is_name_word(text: &Text<'_>, at: usize, first: usize) -> bool {
    let Some(token) = text.token(at) else {
        return false;
    };
    if token.kind != Kind::Word || token.case == Case::Lower {
        return false;
    }
    // `AirHarwick`: a brand; `MacQuill`, `LeRoy`, `DeQuill` are names.
    if is_brand(text.word(at)) {
        return false;
    }
    let next = text.token(at + 1);
    let next_is_name = !token.possessive
        && next.is_some_and(|next| {
            next.kind == Kind::Word
                && next.case == Case::Capital
                && !next.is(Flags::ROLE
                    .or(Flags::ORGANISATION)
                    .or(Flags::FUNCTION)
                    .or(Flags::TIME))
        });
    let before = at.checked_sub(1).filter(|before| *before >= first);
    let before_is_given = before.is_some_and(|before| {
        text.token(before).is_some_and(|token| {
            !token.possessive
                && (token.case == Case::Initial
                    || token.case == Case::Capital && token.is(Flags::GIVEN))
        })
    });
    let before_is_plain = before.is_some_and(|before| {
        text.token(before).is_some_and(|token| {
            token.case == Case::Capital && !token.possessive && !token.is(NO_NAME)
        })
    });
    if token.case == Case::Upper {
        let letters = token.end - token.start;
        return letters == 2 && next_is_name && !token.is(NO_NAME)
            || before_is_given && letters > 3;
    }
    if token.case == Case::Initial && next.is_some_and(Token::is_capital) {
        return true;
    }
    if token.is(Flags::GIVEN) && (next_is_name || !token.is(NO_NAME)) {
        return true;
    }
    if text.title_case && (token.verb.is_some() || token.is(Flags::ADVERB.or(Flags::AUXILIARY))) {
        return false;
    }
    // `Yann Le Bras`
    if token.is(Flags::PARTICLE) && next_is_name && (before_is_given || before_is_plain) {
        return true;
    }
    // `officer Park Seo-yeon`
    let office_before = at.checked_sub(1).is_some_and(|before| {
        text.is(before, Flags::ROLE) && !text.is(before, Flags::ORGANISATION)
    });
    if token.is(Flags::SURNAME) && next_is_name && office_before && !token.is(Flags::FUNCTION) {
        return true;
    }
    // `Ada Montenegro Roa`, `Dr Montenegro`
    if token.is(Flags::PLACE)
        && !token.is(Flags::ORGANISATION
            .or(Flags::ROLE)
            .or(Flags::FUNCTION)
            .or(Flags::NATIONAL))
    {
        let titled = at
            .checked_sub(1)
            .is_some_and(|before| text.is(before, Flags::PERSONAL_TITLE));
        if titled || next_is_name && (before_is_given || before_is_plain) {
            return true;
        }
    }
    if token.is(NO_NAME) {
        let last = !next_is_name;
        return last
            && !token.is(Flags::FUNCTION)
            && (before_is_given
                || before_is_plain && token.is(Flags::SURNAME) && !text.title_case);
    }
    true
}

/// Whether a capital stands inside the word, further in than a name's prefix.
fn is_brand(word: &str) -> bool {
    // Most words have no other capital, and plain letters.
    let rest = word.as_bytes().get(1..).unwrap_or_default();
    if rest.iter().all(u8::is_ascii_lowercase) {
        return false;
    }
    let mut before_is_small = 0;
    for letter in word.chars() {
        if letter.is_uppercase()
            && before_is_small >= 2
            && !word.starts_with("Mac")
            && !word.starts_with("Fitz")
        {
            return true;
        }
        before_is_small = if letter.is_lowercase() {
            before_is_small + 1
        } else {
            0
        };
    }
    false
}

const NO_NAME: Flags = Flags::FUNCTION
    .or(Flags::ORGANISATION)
    .or(Flags::PLACE)
    .or(Flags::ROLE)
    .or(Flags::TIME)
    .or(Flags::TITLE);

/// Whom a phrase means.
#[must_use]
pub fn meaning(text: &Text<'_>, range: &Range<usize>) -> Means {
    means(text, range.clone(), false)
}

/// Whose something is: `Quill's`, `the mayor's`.
#[must_use]
pub fn possessor(text: &Text<'_>, range: &Range<usize>) -> Means {
    let possessive = range.end.checked_sub(1).and_then(|last| text.token(last));
    match possessive {
        Some(last) if last.possessive => means(text, range.clone(), true),
        _ => Means::Nothing,
    }
}

fn means(text: &Text<'_>, mut range: Range<usize>, possessive: bool) -> Means {
    // Time words and stray marks at the end are not the head.
    while range.end > range.start + 1
        && text
            .token(range.end - 1)
            .is_some_and(|token| token.kind != Kind::Word)
    {
        range.end -= 1;
    }
    // `Ada Quill KC`
    while range.end > range.start + 1
        && text
            .token(range.end - 1)
            .is_some_and(|token| token.case == Case::Upper && token.is(Flags::POSTNOMINAL))
        && is_name_word(text, range.end - 2, range.start)
    {
        range.end -= 1;
    }
    let Some(head) = range.end.checked_sub(1).filter(|_| !range.is_empty()) else {
        return Means::Nothing;
    };
    let Some(token) = text.token(head) else {
        return Means::Nothing;
    };
    if range.len() == 1 && token.is(Flags::SUBJECT_PRONOUN) {
        return Means::Pronoun(if token.is(Flags::SHE) {
            Gender::She
        } else {
            Gender::He
        });
    }
    if token.possessive && !possessive {
        return Means::Nothing;
    }
    let mut start = range.end;
    while start > range.start && belongs_to_name(text, start - 1, &range) {
        start -= 1;
    }
    // A small particle opens a name only before a name word.
    if start < range.end && range.end - start <= 6 {
        return name_means(text, range.start, start..range.end);
    }
    // `the Brazilian`
    let north = range.len() == 3
        && text
            .token(range.start + 1)
            .is_some_and(|north| north.is_capital() && north.is(Flags::PLACE));
    // `the Brazilian`, `the Vermont Democrat`
    let national = (token.is(Flags::NATIONAL) && (range.len() == 2 || north)
        || token.is_capital() && token.is(Flags::ORGANISATION) && north)
        && text.is(range.start, Flags::DETERMINER)
        && text
            .token(range.start)
            .is_some_and(|first| !first.possessive);
    if token.is(Flags::ROLE) && !token.is(Flags::ORGANISATION) || national {
        let mut role = range.clone();
        // `its mayor`: whose mayor that is stands elsewhere.
        let known = !text.is(
            role.start,
            Flags::INDEFINITE
                .or(Flags::HE)
                .or(Flags::SHE)
                .or(Flags::WHOSE),
        );
        if text.is(role.start, Flags::DETERMINER)
            && !text
                .token(role.start)
                .is_some_and(|t| t.is_capital() && role.len() == 1)
        {
            role.start += 1;
        }
        if !role.is_empty() {
            return Means::Role { role, known };
        }
    }
    // `the retired shrimper`
    let definite = text.is(range.start, Flags::DETERMINER)
        && !text.is(
            range.start,
            Flags::INDEFINITE
                .or(Flags::HE)
                .or(Flags::SHE)
                .or(Flags::WHOSE),
        )
        && !text
            .token(range.start)
            .is_some_and(|first| first.possessive);
    if definite && range.len() > 1 && token.is_lower() && token.is(Flags::ROLE_LIKE) {
        let role = range.start + 1..range.end;
        return Means::Role { role, known: true };
    }
    Means::Nothing
}

fn belongs_to_name(text: &Text<'_>, at: usize, range: &Range<usize>) -> bool {
    if text.token(at).is_some_and(|token| token.possessive) && at + 1 < range.end {
        return false;
    }
    if is_name_word(text, at, range.start) {
        return true;
    }
    // `von`, `de la`: small, between or before the parts.
    text.token(at)
        .is_some_and(|token| token.is_lower() && token.is(Flags::PARTICLE))
        && at + 1 < range.end
        && text
            .token(at + 1)
            .is_some_and(|next| next.is_capital() || next.is(Flags::PARTICLE))
}

/// A name with what stands before it in its phrase.
fn name_means(text: &Text<'_>, first: usize, name: Range<usize>) -> Means {
    let mut gender = Gender::Unknown;
    let mut titled = false;
    let mut role = first..name.start;
    while !role.is_empty()
        && text.is(role.start, Flags::DETERMINER)
        && !text.is(role.start, Flags::TITLE)
    {
        role.start += 1;
    }
    for at in role.clone() {
        let Some(token) = text.token(at) else {
            continue;
        };
        titled |= token.is(Flags::TITLE.or(Flags::ROLE));
        if token.is(Flags::SHE_TITLE) {
            gender = Gender::She;
        } else if token.is(Flags::HE_TITLE) {
            gender = Gender::He;
        }
    }
    // `Mr` and `Dame` alone are no role.
    let says_a_role = role.clone().any(|at| text.is(at, Flags::ROLE));
    Means::Name {
        name,
        role: (says_a_role && !role.is_empty()).then_some(role),
        gender,
        titled,
    }
}
