//! A paragraph that is somebody's words, without marks: `Ada Quill: I saw it.`, `I saw it. - Ada Quill, Harwick`.
//!
//! Readers' messages stand so, and transcripts. The name must be given in full, and who speaks must speak of himself:
//! a list of names and marks looks the same.

use std::ops::Range;

use super::findings::{Claim, Kind as ClaimKind, Who};
use super::lexeme::Flags;
use super::mention::Where;
use super::phrase::{Means, meaning, phrases};
use super::read::Reader;
use super::subject::Subject;
use super::token::{Case, Kind, Token};
use super::unit::Text;
use super::utterance::written;

/// How far from its end of the paragraph the mark between name and words stands, in tokens.
const WITHIN: usize = 8;

impl Reader<'_> {
    /// A paragraph that is somebody's words.
    pub(super) fn spoken(
        &mut self,
        text: &Text<'_>,
        subject: &Subject,
        words: &Range<usize>,
        at: Where,
    ) {
        let sentence = self.sentence(at.passage, 0..text.text.len());
        let who = self.mentions.subject(text, subject, at).into_iter().next();
        let span = text.span(words);
        self.claim(Claim {
            who: who.unwrap_or(Who::Nobody),
            or: None,
            kind: ClaimKind::Direct,
            sentence,
            text: written(text.text, &span),
            span,
            rule: "X: …",
            sure: true,
            asks: false,
        });
    }
}

/// Whose words a paragraph is, and its words.
pub(super) fn spoken_line(text: &Text<'_>) -> Option<(Subject, Range<usize>)> {
    if !text.quotations.is_empty() {
        return None;
    }
    let (subject, words) = name_and_colon(text).or_else(|| dash_and_name(text))?;
    let speaks = words.clone().any(|at| text.is(at, Flags::FIRST_PERSON));
    speaks.then_some((subject, words))
}

/// `Ada Quill: I saw it.`, `Ada Quill in Harwick: I saw it.`
fn name_and_colon(text: &Text<'_>) -> Option<(Subject, Range<usize>)> {
    let end = text.tokens.len();
    let colon = (0..end.min(WITHIN)).find(|&at| text.kind(at) == Some(Kind::Colon))?;
    // `Ada Quill, Harwick: I saw it.`
    let comma = (0..colon).find(|&at| text.kind(at) == Some(Kind::Comma));
    let place = comma.map_or(colon, |comma| comma + 1)..colon;
    if !place
        .clone()
        .all(|at| text.token(at).is_some_and(Token::is_capital))
    {
        return None;
    }
    let found = phrases(text, 0..comma.unwrap_or(colon));
    let (first, rest) = found.split_first()?;
    let begins = !first.governed && first.range.start == 0 && rest.iter().all(|more| more.governed);
    if !begins || !text.token(colon + 1)?.is_capital() {
        return None;
    }
    Some((named(text, &first.range)?, colon + 1..end))
}

/// `I saw it. - Ada Quill, Harwick`
fn dash_and_name(text: &Text<'_>) -> Option<(Subject, Range<usize>)> {
    let end = text.tokens.len();
    let dash = (end.saturating_sub(WITHIN)..end)
        .rev()
        .find(|&at| text.kind(at) == Some(Kind::Dash))?;
    let comma = (dash..end).find(|&at| text.kind(at) == Some(Kind::Comma));
    let name = dash + 1..comma.unwrap_or(end);
    let place = name.end + 1..end;
    if !place.clone().all(|at| {
        text.token(at)
            .is_some_and(|token| token.is_capital() || token.kind == Kind::Comma)
    }) {
        return None;
    }
    Some((named(text, &name)?, 0..dash))
}

/// A full name that begins as people's names do.
fn named(text: &Text<'_>, range: &Range<usize>) -> Option<Subject> {
    let means = meaning(text, range);
    let Means::Name { name, .. } = &means else {
        return None;
    };
    let given = text
        .token(name.start)
        .is_some_and(|first| first.case == Case::Initial || first.is(Flags::GIVEN));
    (name.len() > 1 && name.end == range.end && given).then(|| Subject::one(means, range))
}
