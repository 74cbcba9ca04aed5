//! Whose words a verb of speech gives: the phrase that is its subject, before it or, inverted, after it.

use super::apposition::{head_phrase, past_parenthesis, whole_phrase, without_article};
use super::clause::{antecedent, clause_subject};
use std::ops::Range;

use super::lexeme::{Flags, Form};
use super::phrase::{Means, Phrase, meaning, phrases};
use super::token::Kind;
use super::unit::Text;

/// How far from its verb a subject is looked for, in tokens.
const REACH: usize = 28;

/// Who acts, as phrases of the text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Subject {
    /// One meaning for each person joined by "and".
    pub people: Vec<Means>,
    /// Where the phrase begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The tokens of a role that stands beside a name as an apposition.
    pub apposition: Option<Range<usize>>,
}

impl Subject {
    pub(super) fn one(means: Means, range: &Range<usize>) -> Self {
        Self {
            people: vec![means],
            start: range.start,
            end: range.end,
            apposition: None,
        }
    }

    /// Whether it says who.
    #[must_use]
    pub fn is_somebody(&self) -> bool {
        self.people.iter().any(|means| *means != Means::Nothing)
    }
}

/// The subject before a verb whose group begins at `verb`.
#[must_use]
pub fn before(text: &Text<'_>, from: usize, verb: usize) -> Option<Subject> {
    let floor = from.max(verb.saturating_sub(REACH));
    let last = verb.checked_sub(1).filter(|last| *last >= floor)?;
    match text.kind(last)? {
        Kind::Comma | Kind::BracketClose | Kind::Dash => past_parenthesis(text, floor, last),
        Kind::Word | Kind::Number => {
            let token = text.token(last)?;
            if token.is_lower() && token.is(Flags::CONJUNCTION) && !token.is(Flags::RELATIVE) {
                return clause_subject(text, floor, last);
            }
            if token.is(Flags::RELATIVE) && token.is_lower() {
                return antecedent(text, floor, last);
            }
            window(text, floor, verb)
        }
        _ => None,
    }
}

/// The last phrase that no preposition governs, between the clause's beginning and the verb.
fn window(text: &Text<'_>, floor: usize, verb: usize) -> Option<Subject> {
    let mut start = verb;
    while start > floor && !ends_window(text, start - 1) {
        start -= 1;
    }
    // `a man who knew Ada Quill said`: whom the clause names is not who speaks.
    if start > floor && text.is(start - 1, Flags::RELATIVE) && opens_with_verb(text, start, verb) {
        return antecedent(text, floor, start - 1);
    }
    let found = phrases(text, start..verb);
    let subject = subject_phrase(&found)?;
    let means = meaning(text, &subject.range);
    let mut whole = Subject::one(means, &subject.range);
    whole.end = verb;
    // `Quill and Vell said`
    if start > floor + 1 && text.is(start - 1, Flags::AND) && subject.range.start == start {
        let mut left = start - 1;
        while left > floor && !ends_window(text, left - 1) {
            left -= 1;
        }
        let others = phrases(text, left..start - 1);
        if let Some(other) = others.last()
            && !other.governed
            && others.len() == 1
            && let means @ Means::Name { .. } = meaning(text, &other.range)
            && other.range.end == start - 1
        {
            whole.people.insert(0, means);
            whole.start = other.range.start;
        }
    }
    Some(with_complement(text, whole, subject.range.end..verb))
}

/// Whether what follows `who` is a verb, and not whose or whom somebody did something to.
fn opens_with_verb(text: &Text<'_>, start: usize, end: usize) -> bool {
    end > start + 1
        && text.token(start).is_some_and(|first| {
            first.is_lower()
                && !first.is(Flags::DETERMINER
                    .or(Flags::ROLE)
                    .or(Flags::ROLE_LIKE)
                    .or(Flags::PREPOSITION)
                    .or(Flags::ADVERB)
                    .or(Flags::TITLE)
                    .or(Flags::PARTICLE)
                    .or(Flags::SUBJECT_PRONOUN)
                    .or(Flags::OTHER_PRONOUN))
        })
        && text
            .token(start + 1)
            .is_some_and(|next| next.is_capital() || next.is(Flags::DETERMINER))
}

/// `the mayor of Harwick`: what hangs on a role belongs to it.
pub(super) fn with_complement(
    text: &Text<'_>,
    mut subject: Subject,
    rest: Range<usize>,
) -> Subject {
    if let [Means::Role { role, .. }] = subject.people.as_mut_slice()
        && role.end == rest.start
        && rest.clone().all(|at| text.kind(at) == Some(Kind::Word))
    {
        role.end = rest.end;
    }
    // `president of the commission Ada Quill`: the name ends the complement.
    if let [Means::Role { role, known }] = subject.people.as_slice() {
        let (role, known) = (role.clone(), *known);
        if known && let Some(named) = name_after_complement(text, &role) {
            subject.people = vec![named];
        }
    }
    subject
}

/// The name at the end of `ambassador to Ukraine Ada Quill`.
pub fn name_after_complement(text: &Text<'_>, role: &Range<usize>) -> Option<Means> {
    let found = phrases(text, role.clone());
    found.iter().skip(1).find_map(|phrase| {
        let Means::Name { name, gender, .. } = meaning(text, &phrase.range) else {
            return None;
        };
        let name = name_of_complement(text, phrase.range.start, name)?;
        Some(Means::Name {
            role: Some(role.start..name.start),
            name,
            gender,
            titled: true,
        })
    })
}

/// The part of a name that is no place: what stands before it, or else its first of three words, is the place.
pub fn name_of_complement(
    text: &Text<'_>,
    first: usize,
    mut name: Range<usize>,
) -> Option<Range<usize>> {
    let place_before = name.start.checked_sub(1).is_some_and(|before| {
        before >= first && text.is(before, Flags::PLACE.or(Flags::ORGANISATION))
    });
    if !place_before {
        // `a friend of Ada Quill` is not Ada Quill.
        if text.is(name.start, Flags::GIVEN) {
            return None;
        }
        name.start += 1;
    }
    (name.len() >= 2).then_some(name)
}

pub(super) fn subject_phrase(found: &[Phrase]) -> Option<&Phrase> {
    found.iter().rev().find(|phrase| !phrase.governed)
}

pub(super) fn ends_window(text: &Text<'_>, at: usize) -> bool {
    let Some(token) = text.token(at) else {
        return true;
    };
    match token.kind {
        Kind::Word => {
            if token.quoted {
                return true;
            }
            if token.is_capital() && !token.is(Flags::CONJUNCTION.or(Flags::AUXILIARY)) {
                return false;
            }
            let verb = token
                .verb
                .is_some_and(|verb| matches!(verb.form, Form::Third | Form::Past | Form::Ing))
                && !token.is(Flags::ROLE
                    .or(Flags::SPEECH_NOUN)
                    .or(Flags::PREPOSITION)
                    .or(Flags::TITLE));
            verb && token.is_lower()
                || token.is(Flags::CONJUNCTION) && !token.is(Flags::PREPOSITION)
                || token.is(Flags::RELATIVE.or(Flags::AUXILIARY).or(Flags::MODAL))
                || (token.is(Flags::OTHER_PRONOUN) && !token.is(Flags::DETERMINER))
        }
        Kind::Number => false,
        Kind::Mark => token.quoted,
        _ => true,
    }
}

/// The subject after an inverted verb, and where what belongs to it ends.
#[must_use]
pub fn after(text: &Text<'_>, verb: usize, end: usize) -> Option<Subject> {
    let start = verb + 1;
    let limit = end.min(start + REACH);
    let mut stop = start;
    while stop < limit && !ends_after(text, stop) {
        stop += 1;
    }
    let found = phrases(text, start..stop);
    let first = found
        .first()
        .filter(|first| !first.governed && first.range.start == start)?;
    let mut subject = Subject::one(meaning(text, &first.range), &first.range);
    if found.len() > 1 {
        subject = with_complement(text, subject, first.range.end..stop);
    }
    subject.end = stop;
    if subject.people == [Means::Nothing] {
        return Some(subject);
    }
    // `said Quill and Vell`
    if text.is(stop, Flags::AND) && found.len() == 1 {
        let more = phrases(text, stop + 1..(stop + 8).min(limit));
        if let Some(other) = more.first()
            && let means @ Means::Name { .. } = meaning(text, &other.range)
        {
            subject.people.push(means);
        }
    }
    // `said Ada Quill, the harbour master`; `said the harbour master, Ada Quill`
    if text.kind(stop) == Some(Kind::Comma) {
        let from = stop + 1;
        let mut past = from;
        while past < limit && !ends_after(text, past) {
            past += 1;
        }
        let beside = from..past;
        match (
            subject.people.as_slice(),
            whole_phrase(text, &beside),
            head_phrase(text, &beside),
        ) {
            ([Means::Role { role, .. }], Some(name @ Means::Name { .. }), _) => {
                subject.apposition = Some(role.clone());
                subject.people = vec![name];
                subject.end = past;
            }
            ([Means::Name { .. }], _, Some(Means::Role { .. })) => {
                subject.apposition = Some(without_article(text, beside));
                subject.end = past;
            }
            _ => {}
        }
    }
    Some(subject)
}

fn ends_after(text: &Text<'_>, at: usize) -> bool {
    text.token(at)
        .is_none_or(|token| token.quoted || token.kind != Kind::Word && token.kind != Kind::Number)
        || ends_window(text, at)
}
