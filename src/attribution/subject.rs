//! Whose words a verb of speech gives: the phrase that is its subject, before it or, inverted, after it.

use std::ops::Range;

use super::language::{Flags, Form};
use super::phrase::{Means, Phrase, meaning, phrases};
use super::token::Kind;
use super::unit::Text;

/// How far from its verb a subject is looked for, in tokens.
const REACH: usize = 28;
/// How many stretches between commas may stand between a subject and its verb.
const PARENTHESES: usize = 3;

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
    fn one(means: Means, range: &Range<usize>) -> Self {
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

/// `the mayor of Harwick`: what hangs on a role belongs to it.
fn with_complement(text: &Text<'_>, mut subject: Subject, rest: Range<usize>) -> Subject {
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

fn subject_phrase(found: &[Phrase]) -> Option<&Phrase> {
    found.iter().rev().find(|phrase| !phrase.governed)
}

fn ends_window(text: &Text<'_>, at: usize) -> bool {
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

/// The subject before commas, brackets or dashes: `Quill, the harbour master, says`.
fn past_parenthesis(text: &Text<'_>, floor: usize, last: usize) -> Option<Subject> {
    // Stretches between commas, nearest first.
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut end = last;
    let mut at = last;
    while at > floor && stretches.len() <= PARENTHESES {
        at -= 1;
        match text.kind(at) {
            Some(Kind::Comma | Kind::Dash | Kind::BracketOpen | Kind::BracketClose) => {
                stretches.push(at + 1..end);
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
    if let Some(name @ Means::Name { .. }) = whole_phrase(text, &nearest) {
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
        }
        return Some(subject).filter(|_| stretches.len() == 1);
    }
    for (index, stretch) in stretches.iter().enumerate().skip(1) {
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
fn whole_phrase(text: &Text<'_>, stretch: &Range<usize>) -> Option<Means> {
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
fn head_phrase(text: &Text<'_>, stretch: &Range<usize>) -> Option<Means> {
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

fn without_article(text: &Text<'_>, mut range: Range<usize>) -> Range<usize> {
    while range.len() > 1 && text.is(range.start, Flags::DETERMINER) {
        range.start += 1;
    }
    range
}

/// The name before `who`, also past what stands beside the name: `Ada Quill, a professor, who …`.
fn antecedent(text: &Text<'_>, floor: usize, who: usize) -> Option<Subject> {
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
fn clause_subject(text: &Text<'_>, floor: usize, and: usize) -> Option<Subject> {
    let mut end = and;
    if end > floor && text.kind(end - 1) == Some(Kind::Comma) {
        end -= 1;
    }
    for _ in 0..PARENTHESES {
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
    let mut start = clause.start;
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
    let means = meaning(text, &only.range);
    (!only.governed && means != Means::Nothing).then(|| Subject::one(means, &only.range))
}

fn is_inside(text: &Text<'_>, start: usize, at: usize) -> bool {
    text.is(at, Flags::PARTICLE)
        && at > start
        && text
            .token(at + 1)
            .is_some_and(super::token::Token::is_capital)
        || text.is(at + 1, Flags::ROLE)
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
