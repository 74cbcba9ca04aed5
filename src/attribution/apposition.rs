//! What stands between commas beside a name, and the subject before it.

use std::ops::Range;

use super::lexeme::{Flags, Form};
use super::phrase::{Means, meaning, phrases};
use super::subject::{Subject, ends_window, subject_phrase, with_complement};
use super::token::{Kind, Token};
use super::unit::Text;

/// How many stretches between commas may stand between a subject and its verb.
const PARENTHESES: usize = 3;

/// The subject before commas, brackets or dashes: `Quill, the harbour master, says`.
pub(super) fn past_parenthesis(text: &Text<'_>, floor: usize, last: usize) -> Option<Subject> {
    // Stretches between commas, nearest first.
    let mut stretches: Vec<Range<usize>> = Vec::new();
    // `Ada Quill (Lab, Harwick)`: whom brackets hold does not act.
    let bracketed = text.kind(last) == Some(Kind::BracketClose);
    let mut inside = 0;
    let mut end = last;
    let mut at = last;
    while at > floor && stretches.len() <= PARENTHESES {
        at -= 1;
        match text.kind(at) {
            Some(Kind::Comma | Kind::Dash | Kind::BracketOpen | Kind::BracketClose) => {
                if at + 1 < end {
                    stretches.push(at + 1..end);
                }
                if bracketed && inside == 0 && text.kind(at) == Some(Kind::BracketOpen) {
                    inside = stretches.len();
                }
                end = at;
            }
            Some(Kind::Word | Kind::Number | Kind::Mark)
                if !text.token(at).is_some_and(|token| token.quoted) => {}
            _ => {
                stretches.push(at + 1..end);
                break;
            }
        }
        if at == floor {
            stretches.push(floor..end);
        }
    }
    stretches.retain(|stretch| !stretch.is_empty());
    let nearest = stretches.first()?.clone();
    // `the harbour master, Ada Quill, said`
    // `the governor, a Republican, said`: what has an indefinite article is no name.
    // `Quill, representing Ada Vell, said`: whom a participle has is not who speaks.
    let participle = text.word(nearest.start).ends_with("ing")
        && text.token(nearest.start).is_some_and(Token::is_lower);
    let describes = bracketed || participle || text.is(nearest.start, Flags::INDEFINITE);
    if !describes && let Some(name @ Means::Name { .. }) = whole_phrase(text, &nearest) {
        let mut subject = Subject::one(name, &nearest);
        if let Some(before) = stretches.get(1) {
            let tail = tail_phrase(text, before);
            if let Some((Means::Role { role, known }, range)) = &tail {
                // `a spokesperson for the minister, Ada Quill,`: the name is the minister's.
                if ends_with_governed_role(text, range) {
                    let means = Means::Role {
                        role: role.clone(),
                        known: *known,
                    };
                    return Some(Subject::one(means, range));
                }
                subject.start = range.start;
                subject.apposition = Some(without_article(text, range.clone()));
                return Some(subject);
            }
            // `one of them, Ada Quill,`; `her rival, Ada Quill,`
            let opens = |range: &Range<usize>| {
                range.start == before.start
                    && stretches.len() == 2
                    && before.len() <= 6
                    && !has_verb(text, before)
            };
            if let Some((Means::Nothing, range)) = &tail
                && opens(range)
                && text.is(range.start, Flags::DETERMINER)
            {
                return Some(subject);
            }
            // `"…," one of them, Ada Quill, said`
            if tail.is_none()
                && opens(before)
                && text.is(before.start, Flags::INDEFINITE)
                && text.is(before.start + 1, Flags::PREPOSITION)
            {
                return Some(subject);
            }
        }
        return Some(subject).filter(|_| stretches.len() == 1);
    }
    for (index, stretch) in stretches.iter().enumerate().skip(inside.max(1)) {
        // What stands between must be a parenthesis: no clause of its own.
        if !stretches
            .get(..index)?
            .iter()
            .all(|between| is_parenthesis(text, between))
        {
            return None;
        }
        let Some((means, range)) = tail_phrase(text, stretch) else {
            continue;
        };
        if means == Means::Nothing {
            continue;
        }
        let mut subject = Subject::one(means, &range);
        if let Some(first) = stretches.get(index - 1)
            && let Some(Means::Role { .. }) = head_phrase(text, first)
        {
            subject.apposition = Some(without_article(text, first.clone()));
        }
        return Some(subject);
    }
    None
}

fn ends_with_governed_role(text: &Text<'_>, range: &Range<usize>) -> bool {
    let found = phrases(text, range.clone());
    found.len() > 1
        && found.last().is_some_and(|last| {
            last.governed && matches!(meaning(text, &last.range), Means::Role { .. })
        })
}

/// A stretch that is one phrase and nothing else.
pub(super) fn whole_phrase(text: &Text<'_>, stretch: &Range<usize>) -> Option<Means> {
    let found = phrases(text, stretch.clone());
    let [only] = found.as_slice() else {
        return None;
    };
    (!only.governed && !has_verb(text, stretch) && only.range == *stretch)
        .then(|| meaning(text, &only.range))
}

/// The subject phrase that a stretch ends with: all of it, or all after its opening words.
fn tail_phrase(text: &Text<'_>, stretch: &Range<usize>) -> Option<(Means, Range<usize>)> {
    let mut start = stretch.end;
    while start > stretch.start && !ends_window(text, start - 1) {
        start -= 1;
    }
    let found = phrases(text, start..stretch.end);
    let phrase = subject_phrase(&found)?;
    let means = meaning(text, &phrase.range);
    let subject = with_complement(
        text,
        Subject::one(means, &phrase.range),
        phrase.range.end..stretch.end,
    );
    let means = subject.people.into_iter().next()?;
    Some((means, phrase.range.start..stretch.end))
}

/// The first phrase of a stretch.
pub(super) fn head_phrase(text: &Text<'_>, stretch: &Range<usize>) -> Option<Means> {
    let found = phrases(text, stretch.clone());
    let first = found.first().filter(|first| !first.governed)?;
    Some(meaning(text, &first.range))
}

/// Whether a stretch between commas hangs on what stands before it and is no clause with a subject of its own.
fn is_parenthesis(text: &Text<'_>, stretch: &Range<usize>) -> bool {
    let Some(first) = text.token(stretch.start) else {
        return false;
    };
    first.kind == Kind::Number
        || first.is(Flags::RELATIVE.or(Flags::PREPOSITION).or(Flags::ADVERB))
        || first
            .verb
            .is_some_and(|verb| matches!(verb.form, Form::Ing | Form::Past | Form::Participle))
        || text.word(stretch.start).ends_with("ing")
        || text.word(stretch.start).ends_with("ed")
        || matches!(head_phrase(text, stretch), Some(Means::Role { .. }))
        || !has_verb(text, stretch)
}

fn has_verb(text: &Text<'_>, stretch: &Range<usize>) -> bool {
    stretch.clone().any(|at| {
        text.is(at, Flags::AUXILIARY.or(Flags::MODAL))
            && !text.token(at).is_some_and(super::token::Token::is_capital)
    })
}

pub(super) fn without_article(text: &Text<'_>, mut range: Range<usize>) -> Range<usize> {
    while range.len() > 1 && text.is(range.start, Flags::DETERMINER) {
        range.start += 1;
    }
    range
}
