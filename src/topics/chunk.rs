//! Chunks: stretches of words between words of function, verbs of speech and marks. Noun phrases without a grammar.

use std::ops::Range;

use super::key::{Key, key_of_word};
use super::vocabulary::{Vocabulary, Worth};
use crate::attribution::{Case, Flags, Mark, Text, Token};

/// Words that end a chunk however they are written.
const FUNCTION: Flags = Flags::DETERMINER
    .or(Flags::PREPOSITION)
    .or(Flags::CONJUNCTION)
    .or(Flags::AUXILIARY)
    .or(Flags::MODAL)
    .or(Flags::NEGATION)
    .or(Flags::SUBJECT_PRONOUN)
    .or(Flags::OTHER_PRONOUN)
    .or(Flags::RELATIVE)
    .or(Flags::HE)
    .or(Flags::SHE);
/// Words that end one in small letters.
const SMALL: Flags = FUNCTION
    .or(Flags::ADVERB)
    .or(Flags::FUNCTION)
    .or(Flags::ROLE)
    .or(Flags::TITLE);
/// Words before which a noun stands.
const BEFORE_NOUN: Flags = Flags::DETERMINER.or(Flags::WHOSE).or(Flags::PREPOSITION);
/// Words before which a verb or predicate stands.
const BEFORE_VERB: Flags = Flags::MODAL
    .or(Flags::SUBJECT_PRONOUN)
    .or(Flags::OTHER_PRONOUN)
    .or(Flags::RELATIVE)
    .or(Flags::AUXILIARY)
    .or(Flags::NEGATION)
    .or(Flags::ADVERB);

/// A text as chunks.
#[derive(Debug, Default)]
pub struct Chunks {
    /// The chunks in order.
    pub chunks: Vec<Chunk>,
    /// How many words the text has.
    pub words: usize,
    /// How many of them are words of function.
    pub function_words: usize,
}

/// A stretch of words that may hold a topic.
#[derive(Debug, Default)]
pub struct Chunk {
    /// Its words.
    pub pieces: Vec<Piece>,
    /// A word like "of" joins it to the chunk before.
    pub joined: bool,
    /// A noun stands there, by the word before or after.
    pub noun: bool,
    /// A verb or predicate stands there.
    pub verb: bool,
    /// A title or role stands right before it: a person.
    pub is_person: bool,
    /// A title or role stands right after it: part of what somebody is.
    pub is_office: bool,
}

/// A word of a chunk.
#[derive(Debug)]
pub struct Piece {
    /// Its token.
    pub token: usize,
    /// Its bytes, without possessive ending or elided article.
    pub span: Range<usize>,
    /// The byte after its last, with a possessive ending.
    pub end: usize,
    /// The same for all its forms.
    pub base: Key,
    /// The first letter of all its forms.
    pub initial: char,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it begins a sentence, or what is like one.
    pub begins: bool,
}

impl Chunk {
    /// Whether the words beside a range have capitals as it has.
    #[must_use]
    pub fn continues(&self, range: &Range<usize>) -> bool {
        let capital = |at: Option<usize>| {
            at.and_then(|at| self.pieces.get(at))
                .is_some_and(|piece| piece.capital)
        };
        capital(Some(range.start)) && capital(range.start.checked_sub(1))
            || capital(range.end.checked_sub(1)) && capital(Some(range.end))
    }

    /// Its stretches of capitals.
    #[must_use]
    pub fn runs(&self) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (at, _) in self
            .pieces
            .iter()
            .enumerate()
            .filter(|(_, piece)| piece.capital)
        {
            match runs.last_mut() {
                Some(run) if run.end == at => run.end = at + 1,
                _ => runs.push(at..at + 1),
            }
        }
        runs
    }
}

/// What a token is to a chunk.
enum Part {
    /// A word of it.
    Word,
    /// A word of it after which it ends: `Ukraine's`.
    Last,
    /// No word of it.
    End,
}

/// Cuts a text into chunks.
#[must_use]
pub fn chunks(text: &Text<'_>, vocabulary: &Vocabulary) -> Chunks {
    let mut read = Chunks::default();
    let mut current = Chunk::default();
    let mut lower = String::new();
    let mut sentence = true;
    // The chunk before ended right before a word like "of".
    let mut join = false;
    for (at, token) in text.tokens.iter().enumerate() {
        let word = token.kind == Mark::Word;
        lower.clear();
        if word {
            push_small(&mut lower, text.word(at));
            read.words += 1;
            read.function_words += usize::from(token.is(FUNCTION));
        }
        let elided = if word { vocabulary.elision(&lower) } else { 0 };
        if elided > 0 {
            join = !current.pieces.is_empty() && vocabulary.is_of(&lower[..elided]);
            if current.pieces.len() > 1 && !join {
                (current.noun, current.verb) = (false, true);
            }
            close(text, vocabulary, &mut current, &mut read, at);
            current.noun = true;
            current.joined = join;
        }
        let stem = stem(&lower[elided..], token);
        match part(
            text,
            at,
            token,
            stem,
            sentence,
            vocabulary,
            current.pieces.is_empty(),
        ) {
            part @ (Part::Word | Part::Last) => {
                if current.pieces.is_empty() && elided == 0 {
                    open(text, vocabulary, &mut current, at);
                    current.joined = join;
                }
                let span = bare(text, at, lower[..elided].chars().count());
                let (front, end) = vocabulary.base(stem);
                current.pieces.push(Piece {
                    token: at,
                    capital: token.case != Case::Lower
                        || starts_with_capital(text.text, span.start),
                    span,
                    end: token.end,
                    base: key_of_word(front, end),
                    initial: stem.chars().next().unwrap_or_default(),
                    begins: sentence,
                });
                join = false;
                if matches!(part, Part::Last) {
                    close(text, vocabulary, &mut current, &mut read, at + 1);
                }
            }
            Part::End => {
                let had = !current.pieces.is_empty();
                close(text, vocabulary, &mut current, &mut read, at);
                let article = join && token.is(Flags::DETERMINER);
                join = word && (had && vocabulary.is_of(&lower) || article);
            }
        }
        sentence = match token.kind {
            Mark::Stop | Mark::Colon | Mark::Open | Mark::Mark | Mark::Dash | Mark::Other => true,
            Mark::Close | Mark::BracketOpen | Mark::BracketClose => sentence,
            _ => false,
        };
    }
    let end = text.tokens.len();
    close(text, vocabulary, &mut current, &mut read, end);
    read
}

/// Adds a word in small letters.
fn push_small(lower: &mut String, word: &str) {
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(word.chars().map(small).flat_map(char::to_lowercase));
    }
}

/// Typographic apostrophes and hyphens as plain ones.
fn small(letter: char) -> char {
    match letter {
        '’' => '\'',
        '‐' | '‑' => '-',
        other => other,
    }
}

/// The bytes of a word without the letters elided before it and without its possessive ending.
fn bare(text: &Text<'_>, at: usize, elided: usize) -> Range<usize> {
    let Some(token) = text.token(at) else {
        return 0..0;
    };
    let word = text.word(at);
    let front = word.char_indices().nth(elided).map_or(0, |(at, _)| at);
    let ending = if token.possessive { 2 } else { 0 };
    let back = match ending {
        0 => word.len(),
        _ => word
            .char_indices()
            .nth_back(ending - 1)
            .map_or(word.len(), |(at, _)| at),
    };
    // An abbreviation's full stop is no part of a name.
    let back = if back == word.len() {
        word.trim_end_matches('.').len()
    } else {
        back
    };
    token.start + front..token.start + back.max(front)
}

/// A word without its possessive ending.
fn stem<'a>(lower: &'a str, token: &Token) -> &'a str {
    if token.possessive {
        lower.strip_suffix("'s").unwrap_or(lower)
    } else {
        lower
    }
}

fn starts_with_capital(text: &str, at: usize) -> bool {
    text.get(at..)
        .is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

fn part(
    text: &Text<'_>,
    at: usize,
    token: &Token,
    lower: &str,
    sentence: bool,
    vocabulary: &Vocabulary,
    first: bool,
) -> Part {
    if token.kind != Mark::Word
        || token.is(Flags::TIME)
        || lower.chars().nth(1).is_none()
        || lower.starts_with(['@', '#'])
    {
        return Part::End;
    }
    let is_empty = || vocabulary.worth(lower) == Some(Worth::Empty);
    let next_capital = text.token(at + 1).is_some_and(Token::is_capital);
    let ends = match token.case {
        Case::Lower => {
            let is_noun = || {
                !first && token.is(Flags::SPEECH_NOUN)
                    || vocabulary.is_also_noun(lower) && (!first || stands_as_noun(text, at))
            };
            vocabulary.nouns_have_capitals
                || token.is(SMALL)
                || token.verb.is_some() && !is_noun()
                || is_empty()
                || !vocabulary.may_be_noun(lower)
        }
        // A capital that begins a sentence says nothing of the word.
        _ if sentence && !text.title_case && !next_capital => {
            token.is(SMALL) || token.verb.is_some() || is_empty()
        }
        _ if sentence || text.title_case => token.is(SMALL) || token.verb.is_some(),
        _ => {
            token.is(FUNCTION.or(Flags::ROLE).or(Flags::TITLE))
                || token.is(Flags::FUNCTION) && !next_capital
                || vocabulary.nouns_have_capitals && is_empty()
        }
    };
    if ends {
        Part::End
    } else if token.possessive && !is_of_saint(text, at) {
        Part::Last
    } else {
        Part::Word
    }
}

/// "St Brannoc's Hospital": a possessor that is part of a name.
fn is_of_saint(text: &Text<'_>, at: usize) -> bool {
    let capital = |at: Option<usize>| {
        at.and_then(|at| text.token(at))
            .is_some_and(Token::is_capital)
    };
    let organisation = text
        .token(at + 1)
        .is_some_and(|next| next.is(Flags::ORGANISATION));
    capital(Some(at)) && capital(at.checked_sub(1)) && capital(Some(at + 1)) && organisation
}

/// Whether the words beside a word make it a noun: "a guarantee", "guarantees of".
fn stands_as_noun(text: &Text<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| text.token(before))
        .is_some_and(|before| {
            before.possessive
                || before.kind == Mark::Word && before.is(Flags::DETERMINER.or(Flags::WHOSE))
        })
}

/// What the word before a chunk says of it.
fn open(text: &Text<'_>, vocabulary: &Vocabulary, chunk: &mut Chunk, at: usize) {
    let Some(before) = at.checked_sub(1).and_then(|before| text.token(before)) else {
        return;
    };
    let word = text.word(at - 1);
    let to = before.is_lower() && vocabulary.is_before_verb(word);
    chunk.is_person = before.kind == Mark::Word && before.is(Flags::ROLE.or(Flags::TITLE));
    chunk.noun = before.possessive
        || before.kind == Mark::Number
        || before.kind == Mark::Word && before.is(BEFORE_NOUN) && !to;
    chunk.verb = !chunk.noun && (to || before.kind == Mark::Word && before.is(BEFORE_VERB));
}

/// Ends a chunk before a token.
fn close(
    text: &Text<'_>,
    vocabulary: &Vocabulary,
    chunk: &mut Chunk,
    read: &mut Chunks,
    at: usize,
) {
    if chunk.pieces.is_empty() {
        *chunk = Chunk::default();
        return;
    }
    let mut done = std::mem::take(chunk);
    if let Some(after) = text.token(at).filter(|after| after.kind == Mark::Word) {
        let acts = Flags::AUXILIARY.or(Flags::MODAL);
        done.is_office = after.is_capital() && after.is(Flags::ROLE.or(Flags::TITLE))
            || after.is_lower() && after.is(Flags::ROLE);
        if after.is(acts) || after.verb.is_some() || vocabulary.is_of(text.word(at)) {
            done.noun |= !done.verb;
        } else if after.is(Flags::DETERMINER) && (!done.noun || done.pieces.len() > 1) {
            // "the tractors block the road"
            (done.noun, done.verb) = (false, true);
        }
    }
    if done.is_office {
        // "the foreign secretary"
        (done.noun, done.verb) = (false, true);
    }
    if vocabulary.nouns_have_capitals {
        done.noun = done.pieces.last().is_some_and(|last| last.capital);
        done.verb = false;
    }
    read.chunks.push(done);
}
