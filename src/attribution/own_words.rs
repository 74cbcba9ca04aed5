//! Speech by a noun and whose it is: `his advice: "…"`, `in the mayor's words`, `the retort of X`.

use std::ops::Range;

use super::findings::Gender;
use super::lexeme::Flags;
use super::phrase::{Means, phrases, possessor};
use super::speech::Speech;
use super::subject::{self, Subject};
use super::token::{Kind, Token};
use super::unit::Text;

/// How many words may stand between the owner and the noun: `her very last words`.
const BETWEEN: usize = 2;

/// "by X's account", "in X's words".
const IN_WORDS: Flags = Flags::AGENT.or(Flags::PLACE_PREPOSITION);

/// How far back an owner's phrase may begin.
const OWNER: usize = 8;

/// Whose the noun at a token is.
pub(super) fn owner(text: &Text<'_>, floor: usize, noun: usize) -> Option<Subject> {
    // `By Ada Quill's account`: a capital at the beginning is no part of the name.
    let floor = floor + usize::from(text.is(floor, IN_WORDS));
    let mut at = noun.checked_sub(1).filter(|at| *at >= floor)?;
    for _ in 0..BETWEEN {
        let plain = text.token(at).is_some_and(|token| {
            token.is_lower()
                && !token.possessive
                && !token.is(Flags::DETERMINER.or(Flags::PREPOSITION))
        });
        if !plain || at <= floor {
            break;
        }
        at -= 1;
    }
    let token = text
        .token(at)
        .filter(|token| at >= floor && !token.quoted)?;
    if token.possessive {
        let from = floor.max((at + 1).saturating_sub(OWNER));
        let found = phrases(text, from..at + 1);
        let last = found.last().filter(|last| last.range.end == at + 1)?;
        let means = possessor(text, &last.range);
        return (means != Means::Nothing).then(|| Subject::one(means, &last.range));
    }
    let gender = match () {
        () if !token.is(Flags::DETERMINER) => return None,
        () if token.is(Flags::HE) => Gender::He,
        () if token.is(Flags::SHE) => Gender::She,
        () => return None,
    };
    Some(Subject::one(Means::Pronoun(gender), &(at..at + 1)))
}

fn is_own_words(text: &Text<'_>, at: usize) -> bool {
    text.token(at)
        .is_some_and(|token| token.is_lower() && !token.quoted && token.is(Flags::OWN_WORDS))
}

/// `His advice to all: "…"`, `The scout's words for the fee: "…"`.
pub(super) fn own_words_before_colon(text: &Text<'_>, unit: &Range<usize>) -> Option<Speech> {
    const WITHIN: usize = 16;
    let colon = (unit.start..unit.end.min(unit.start + WITHIN))
        .find(|&at| text.kind(at) == Some(Kind::Colon))?;
    if text.kind(colon + 1) != Some(Kind::Open) {
        return None;
    }
    let noun = (unit.start..colon).find(|&at| is_own_words(text, at))?;
    let subject = owner(text, unit.start, noun).filter(|owner| owner.start == unit.start)?;
    Some(Speech {
        subject,
        verb: noun,
        rule: "X's words: …",
        sure: true,
    })
}

/// `By Ada Quill's account the square was empty`, `in his words`.
pub(super) fn in_own_words(text: &Text<'_>, unit: &Range<usize>, noun: usize) -> Option<Speech> {
    if !is_own_words(text, noun) {
        return None;
    }
    let subject = owner(text, unit.start, noun)?;
    let by = subject
        .start
        .checked_sub(1)
        .filter(|by| *by >= unit.start && text.is(*by, IN_WORDS))?;
    let apart = by == unit.start
        || matches!(text.kind(by - 1), Some(Kind::Comma | Kind::Dash))
        || text.token(by - 1).is_some_and(Token::is_lower);
    apart.then_some(Speech {
        subject,
        verb: noun,
        rule: "in X's words",
        sure: true,
    })
}

/// `in the words of the judge, "…"`, `"…" was the retort of Ada Quill`.
pub(super) fn words_of(text: &Text<'_>, unit: &Range<usize>, noun: usize) -> Option<Speech> {
    if !is_own_words(text, noun) || !text.is(noun + 1, Flags::OWN_WORDS_OF) {
        return None;
    }
    text.quotations_in(unit).first()?;
    let subject = subject::after(text, noun + 1, unit.end)?;
    subject.is_somebody().then_some(Speech {
        subject,
        verb: noun,
        rule: "the words of X",
        sure: true,
    })
}
