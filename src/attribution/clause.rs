//! A verb's helping words, and the subject that a clause takes over from another.

use std::ops::Range;

use super::lexeme::Flags;
use super::phrase::{Means, meaning, phrases};
use super::subject::{Subject, ends_window, name_after_complement, subject_phrase};
use super::token::{self, Kind};
use super::unit::Text;

/// How many stretches between commas are looked at for the subject that "and" goes on with.
const STRETCHES: usize = 3;

/// How long the complement of an office may be, with the name behind it.
const COMPLEMENT: usize = 12;

/// What stands between a verb and its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Chain {
    /// The first token of the verb's group: `has` of `has said`.
    pub start: usize,
    /// A form of "to be" stands before a past form.
    pub passive: bool,
    /// It is denied, wished or foreseen.
    pub unreal: bool,
}

/// The helping words before a verb.
#[must_use]
pub fn chain(text: &Text<'_>, from: usize, verb: usize) -> Chain {
    let mut chain = Chain {
        start: verb,
        ..Chain::default()
    };
    while chain.start > from {
        let Some(token) = text.token(chain.start - 1) else {
            break;
        };
        if token.kind != Kind::Word || token.quoted || token.possessive {
            break;
        }
        if token.is(Flags::NEGATION.or(Flags::MODAL)) {
            chain.unreal = true;
        } else if token.is(Flags::PASSIVE) {
            chain.passive = true;
        } else if token.is(Flags::AUXILIARY) {
            // `has`, `had`
        } else {
            let adverb = token.is_lower()
                && (token.is(Flags::ADVERB) || text.word(chain.start - 1).ends_with("ly"));
            if !adverb {
                break;
            }
        }
        chain.start -= 1;
    }
    chain
}

/// The name before `who`, also past what stands beside the name: `Ada Quill, a professor, who …`.
pub(super) fn antecedent(text: &Text<'_>, floor: usize, who: usize) -> Option<Subject> {
    let mut end = who;
    // `who ran the bank and who says`
    if end > floor && text.is(end - 1, Flags::AND) {
        end = (floor..end - 1)
            .rev()
            .find(|&at| text.is(at, Flags::RELATIVE))?;
    }
    for _ in 0..2 {
        if end > floor && text.kind(end - 1) == Some(Kind::Comma) {
            end -= 1;
        }
        let mut start = end;
        while start > floor && !ends_window(text, start - 1) {
            start -= 1;
        }
        let found = phrases(text, start..end);
        let last = found.last()?;
        let means = meaning(text, &last.range);
        let head = subject_phrase(&found).map(|phrase| meaning(text, &phrase.range));
        let after_comma = start > floor && text.kind(start - 1) == Some(Kind::Comma);
        let beside = after_comma && last.governed && matches!(head, Some(Means::Role { .. }));
        if matches!(means, Means::Name { .. }) && !beside {
            return Some(Subject::one(means, &last.range));
        }
        match head {
            Some(Means::Role { .. }) if after_comma => end = start,
            Some(means @ Means::Role { .. }) => return Some(Subject::one(means, &(start..end))),
            _ => return None,
        }
    }
    None
}

/// The subject of the clause that "and" goes on with: `Yazzi took cover and said`.
pub(super) fn clause_subject(text: &Text<'_>, floor: usize, and: usize) -> Option<Subject> {
    let mut end = and;
    if end > floor && text.kind(end - 1) == Some(Kind::Comma) {
        end -= 1;
    }
    for _ in 0..STRETCHES {
        let mut start = end;
        while start > floor
            && !matches!(
                text.kind(start - 1),
                Some(
                    Kind::Comma
                        | Kind::Colon
                        | Kind::Semicolon
                        | Kind::Dash
                        | Kind::Stop
                        | Kind::Close
                        | Kind::Open
                )
            )
        {
            start -= 1;
        }
        if let Some(subject) = opening_subject(text, &(start..end)) {
            return Some(subject);
        }
        if start <= floor || text.kind(start - 1) != Some(Kind::Comma) {
            return None;
        }
        end = start - 1;
    }
    None
}

/// The subject that a clause opens with: its first phrase, when a verb and no comma follows.
#[must_use]
pub fn opening_subject(text: &Text<'_>, clause: &Range<usize>) -> Option<Subject> {
    // `BREAKING: the mayor …`
    const HEADING: usize = 4;
    let heading = (clause.start..clause.end.min(clause.start + HEADING))
        .find(|&at| text.kind(at) == Some(Kind::Colon));
    let mut start = heading.map_or(clause.start, |colon| colon + 1);
    while start < clause.end
        && (text.is(start, Flags::CONJUNCTION) && !text.is(start, Flags::PREPOSITION)
            || text.is(start, Flags::ADVERB) && !text.is(start, Flags::ROLE))
    {
        start += 1;
    }
    let mut end = start;
    while end < clause.end
        && text.token(end).is_some_and(|token| {
            matches!(token.kind, Kind::Word | Kind::Number)
                && !token.quoted
                && (token.is_capital()
                    || is_inside(text, start, end)
                    || token.is(Flags::DETERMINER.or(Flags::ROLE).or(Flags::TITLE))
                    || end == start && token.is(Flags::SUBJECT_PRONOUN))
        })
    {
        end += 1;
        if text.is(end - 1, Flags::SUBJECT_PRONOUN) {
            break;
        }
    }
    if end == start {
        return None;
    }
    let found = phrases(text, start..end);
    let [only] = found.as_slice() else {
        return None;
    };
    if only.governed {
        return None;
    }
    let means = meaning(text, &only.range);
    // `Minister of Transport Ada Quill`: the name stands behind the office's complement.
    if let Means::Role { role, .. } = &means
        && text.is(end, Flags::PREPOSITION)
    {
        let mut past = end;
        while past < clause.end.min(end + COMPLEMENT)
            && text.token(past).is_some_and(|token| {
                token.kind == Kind::Word
                    && !token.quoted
                    && (token.is_capital()
                        || token.is(Flags::PREPOSITION.or(Flags::DETERMINER).or(Flags::AND)))
            })
        {
            past += 1;
        }
        if let Some(named) = name_after_complement(text, &(role.start..past)) {
            return Some(Subject::one(named, &(only.range.start..past)));
        }
    }
    (means != Means::Nothing).then(|| Subject::one(means, &only.range))
}

fn is_inside(text: &Text<'_>, start: usize, at: usize) -> bool {
    text.is(at, Flags::PARTICLE)
        && at > start
        && text.token(at + 1).is_some_and(token::Token::is_capital)
        || text.is(at + 1, Flags::ROLE)
}
