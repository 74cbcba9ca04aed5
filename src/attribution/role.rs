//! Roles to compare: when a role alone (`the ambassador`) can mean the person who was named with one elsewhere.

use std::ops::Range;

use super::findings::RolePhrase;
use super::language::Language;
use super::lexeme::Flags;
use super::token::Kind;
use super::unit::Text;

/// A role as a phrase to compare.
#[must_use]
pub fn role_phrase(text: &Text<'_>, range: &Range<usize>, language: &Language) -> RolePhrase {
    let mut phrase = RolePhrase::default();
    // `president of the commission`: the head is the last role word before the first preposition.
    let first_preposition = range.clone().find(|&at| {
        text.token(at)
            .is_some_and(|token| token.is_lower() && token.is(Flags::PREPOSITION))
    });
    let front = range.start..first_preposition.unwrap_or(range.end);
    let head = front
        .clone()
        .rev()
        .find(|&at| text.is(at, Flags::ROLE))
        .or_else(|| range.clone().rev().find(|&at| text.is(at, Flags::ROLE)))
        .or_else(|| front.rev().find(|&at| text.is(at, Flags::ROLE_LIKE)));
    for at in range.clone() {
        let Some(token) = text.token(at) else {
            continue;
        };
        if !matches!(token.kind, Kind::Word | Kind::Number) {
            continue;
        }
        let lower = stem(text.word(at));
        if Some(at) == head {
            phrase.generic |= token.is(Flags::GENERIC_ROLE);
            phrase.spokesperson |= token.is(Flags::SPOKESPERSON);
            phrase.guessed = !token.is(Flags::ROLE);
            let role = language.role_of(&lower);
            phrase.offices = language.offices(&lower).to_vec();
            if phrase.offices.is_empty() {
                phrase.offices = language.offices(role).to_vec();
            }
            phrase.head = role.to_string();
        } else if token.is(Flags::DISTINCT) {
            phrase.generic |= token.is(Flags::PAST_ROLE);
            phrase.distinct.push(lower);
        } else if !token.is(Flags::DETERMINER
            .or(Flags::PREPOSITION)
            .or(Flags::HE)
            .or(Flags::SHE)
            .or(Flags::CONJUNCTION))
            || token.is(Flags::PLACE)
        {
            // `the Brazilian` takes up one person; `the French` are many.
            let one = head.is_none()
                && at + 1 == range.end
                && token.is(Flags::NATIONAL.or(Flags::ORGANISATION))
                && language.is_one_of_a_nation(&lower);
            phrase.generic |= one;
            phrase.guessed |= one;
            phrase.beside.push(language.place_of(&lower).to_string());
        }
    }
    phrase.beside.sort();
    phrase.beside.dedup();
    phrase.distinct.sort();
    phrase
}

/// A word in small letters without the sign of the possessor.
#[must_use]
pub fn stem(word: &str) -> String {
    let mut stem = String::new();
    push_stem(&mut stem, word);
    stem
}

/// Adds the stem of a word to a text.
pub fn push_stem(text: &mut String, word: &str) {
    let start = text.len();
    if word.is_ascii() {
        text.push_str(word);
        if let Some(added) = text.get_mut(start..) {
            added.make_ascii_lowercase();
        }
    } else {
        text.push_str(&word.to_lowercase().replace('’', "'"));
    }
    let added = text.get(start..).unwrap_or_default();
    let stem = added.strip_suffix("'s").unwrap_or(added);
    text.truncate(start + stem.trim_end_matches('.').len());
}

/// How well a role fits what somebody is; `None` where it is another's.
#[must_use]
pub fn fit(asked: &RolePhrase, known: &RolePhrase) -> Option<usize> {
    if asked.head.is_empty() || asked.head != known.head || asked.distinct != known.distinct {
        return None;
    }
    let shared = asked
        .beside
        .iter()
        .filter(|word| known.beside.contains(word))
        .count();
    // One must say no more than the other: `foreign secretary` and `defence secretary` are two.
    let one_in_other = shared == asked.beside.len() || shared == known.beside.len();
    one_in_other.then_some(shared * 2 + usize::from(asked.beside == known.beside))
}

/// Whether a role may take up somebody who was just speaking, with whatever role.
#[must_use]
pub fn takes_up(asked: &RolePhrase, known: &[&RolePhrase]) -> bool {
    if asked.spokesperson && !known.iter().any(|known| known.spokesperson) {
        return false;
    }
    asked.generic
        || known.iter().any(|known| {
            known.distinct == asked.distinct
                && asked
                    .offices
                    .iter()
                    .any(|office| known.offices.contains(office))
        })
}
