//! Verbs that speak: where in a sentence somebody's words are given, and by which rule that is seen.

use super::own_words::{in_own_words, own_words_before_colon, owner, words_of};
use super::verbless::{after_dash, before_colon, leads_in, source, words_from};
use std::ops::Range;

use super::clause::chain;
use super::language::Language;
use super::lexeme::{Flags, Form, Speaks, Verb};
use super::subject::{self, Subject};
use super::token::{Kind, Token};
use super::unit::Text;

/// One act of speech in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Speech {
    /// Who.
    pub subject: Subject,
    /// The verb, or the word that stands for it.
    pub verb: usize,
    /// The rule that found it.
    pub rule: &'static str,
    /// Whether the rule leaves no doubt.
    pub sure: bool,
}

/// Where a text stands, as far as the rules ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Above an entry.
    Headline,
    /// In prose.
    Body,
    /// Under a picture.
    Caption,
}

/// What a word must be, if it is no verb, for a rule to look at it: most words are neither.
const OPENS: Flags = Flags::SOURCE
    .or(Flags::SO_SAYS)
    .or(Flags::ACCORDING)
    .or(Flags::TO_SAY)
    .or(Flags::SPEECH_NOUN)
    .or(Flags::OWN_WORDS);

/// The acts of speech of one sentence, in order.
#[must_use]
pub fn speeches(
    text: &Text<'_>,
    unit: &Range<usize>,
    place: Place,
    language: &Language,
) -> Vec<Speech> {
    let mut found: Vec<Speech> = Vec::new();
    let mut from = unit.start;
    for at in unit.clone() {
        let Some(token) = text.token(at) else { break };
        if token.quoted || token.kind != Kind::Word || token.verb.is_none() && !token.is(OPENS) {
            continue;
        }
        let speech = match token.verb {
            _ if token.is(Flags::SOURCE) => source(text, at, unit.end, "according to"),
            _ if token.is(Flags::SO_SAYS)
                && at.checked_sub(1).is_some_and(|before| {
                    matches!(text.kind(before), Some(Kind::Comma | Kind::Close))
                }) =>
            {
                source(text, at, unit.end, "…, says X").filter(|speech| {
                    speech.subject.is_somebody()
                        && text
                            .kind(speech.subject.end)
                            .is_none_or(|kind| matches!(kind, Kind::Stop | Kind::Comma))
                })
            }
            _ if token.is(Flags::ACCORDING) && text.is(at + 1, Flags::ACCORDING_AFTER) => {
                source(text, at + 1, unit.end, "according to")
            }
            _ if token.is_lower()
                && token.is(Flags::TO_SAY)
                && goes_on_to_say(text, at, unit.end) =>
            {
                subject::before(text, from, chain(text, from, at).start).map(|subject| Speech {
                    subject,
                    verb: at,
                    rule: "went on to say",
                    sure: true,
                })
            }
            Some(verb) if token.is_lower() || place == Place::Headline && at > unit.start => {
                let sentence = Sentence {
                    text,
                    unit,
                    place,
                    language,
                    from,
                };
                sentence
                    .verb(at, verb, &found)
                    .or_else(|| words_from(text, at, unit.end))
                    .or_else(|| in_own_words(text, unit, at))
                    .or_else(|| words_of(text, unit, at))
            }
            _ => words_from(text, at, unit.end)
                .or_else(|| in_own_words(text, unit, at))
                .or_else(|| words_of(text, unit, at)),
        };
        if let Some(speech) = speech {
            from = at + 1;
            found.push(speech);
        }
    }
    if found.is_empty() {
        found
            .extend(own_words_before_colon(text, unit).or_else(|| before_colon(text, unit, place)));
    }
    if found.is_empty() && place == Place::Body {
        found.extend(leads_in(text, unit));
    }
    if found.is_empty() {
        found.extend(after_dash(text, unit, place));
    }
    found
}

/// How far "to say" may stand from "took to social media".
const TO_SAY_WITHIN: usize = 8;

fn goes_on_to_say(text: &Text<'_>, at: usize, end: usize) -> bool {
    let within = at + 1..end.min(at + TO_SAY_WITHIN);
    within
        .take_while(|&to| text.kind(to) == Some(Kind::Word))
        .any(|to| {
            text.word(to) == "to"
                && text
                    .token(to + 1)
                    .and_then(|token| token.verb)
                    .is_some_and(|verb| verb.form == Form::Plain && verb.speaks.any(Speaks::SAY))
        })
}

pub(super) struct Sentence<'a, 't> {
    pub text: &'a Text<'t>,
    pub unit: &'a Range<usize>,
    pub place: Place,
    pub language: &'a Language,
    /// Where the last act of speech ended.
    pub from: usize,
}

impl Sentence<'_, '_> {
    fn verb(&self, at: usize, verb: Verb, found: &[Speech]) -> Option<Speech> {
        let text = self.text;
        let chain = chain(text, self.from, at);
        let nothing = (at + 1..self.unit.end.min(at + 4))
            .take_while(|&next| text.kind(next) == Some(Kind::Word))
            .any(|next| {
                text.is(next, Flags::NOTHING) && !text.token(next).is_some_and(|token| token.quoted)
            });
        if nothing
            || chain.unreal
            || self.place == Place::Caption && text.is(at, Flags::NOT_OF_CAPTIONS)
        {
            return None;
        }
        if text.is(at, Flags::QUOTED_AS)
            && let Some(speech) = self.quoted_as_saying(at, chain)
        {
            return Some(speech);
        }
        match verb.form {
            // `Vell ruled out of the final`: what a headline gives in the past was done to somebody.
            Form::Past
                if self.place == Place::Headline
                    && chain.start == at
                    && !verb.speaks.any(SAY_OR_CLAUSE)
                    && self.quotation_after(at).is_none() =>
            {
                None
            }
            Form::Third | Form::Past if chain.passive => self.passive(at, verb),
            Form::Participle if chain.passive => self.passive(at, verb),
            Form::Third | Form::Participle
                if chain.start == at
                    && self.language.participle_last
                    && self.ends_clause(at + 1) =>
            {
                self.participle_last(at, verb)
                    .or_else(|| self.finite(at, verb, chain.start))
            }
            Form::Third | Form::Past => self.finite(at, verb, chain.start),
            Form::Participle if chain.start < at => self.finite(at, verb, chain.start),
            // `is warning people not to go out`
            Form::Ing if chain.passive && verb.speaks.any(SAY_OR_CLAUSE.or(Speaks::ACT)) => {
                self.finite(at, verb, chain.start)
            }
            Form::Ing => self
                .participle(at, verb)
                .filter(|_| found.is_empty())
                .or_else(|| self.absolute(at))
                .or_else(|| self.by_saying(at, verb)),
            Form::Plain if self.place == Place::Headline => None,
            _ => None,
        }
    }

    fn finite(&self, at: usize, verb: Verb, start: usize) -> Option<Speech> {
        let text = self.text;
        if start == at && self.is_noun_here(at) {
            return None;
        }
        let before = subject::before(text, self.from, start);
        let inverted_place = (start == at || self.language.inverts)
            && !text.is(at, Flags::OBJECT_FIRST)
            && start
                .checked_sub(1)
                .filter(|before| *before >= self.unit.start)
                .is_some_and(|before| {
                    matches!(
                        text.kind(before),
                        Some(Kind::Comma | Kind::Close | Kind::Dash)
                    )
                });
        let inverted_place = inverted_place || self.language.inverts && start == at;
        let somebody =
            before.as_ref().is_some_and(Subject::is_somebody) && !self.is_verb_second(at);
        if !somebody
            && inverted_place
            && verb.speaks.any(SAY_OR_CLAUSE.or(Speaks::QUOTE))
            && let Some(subject) = self.subject_after(at, start)
        {
            let quoted = self.quotation_before(start).is_some();
            if !quoted && text.is(at, Flags::SIGNS_OFF) {
                return None;
            }
            let content = at > self.unit.start + 1;
            if quoted
                || self.announces(subject.end)
                || content && verb.speaks.any(SAY_OR_CLAUSE) && self.ends_clause(subject.end)
            {
                return Some(Speech {
                    subject,
                    verb: at,
                    rule: if quoted {
                        "\"…\", says X"
                    } else {
                        "…, says X"
                    },
                    sure: true,
                });
            }
        }
        let mut subject = before?;
        // `Quill's letter said`
        let noun = start.checked_sub(1).filter(|noun| *noun >= self.from)?;
        if !subject.is_somebody()
            && text.token(noun).is_some_and(Token::is_lower)
            && text.is(noun, Flags::SPEECH_NOUN)
            && let Some(owner) = owner(text, self.from, noun)
        {
            subject = owner;
        }
        let under = subject
            .start
            .checked_sub(1)
            .filter(|before| *before >= self.unit.start);
        let conditional =
            under.is_some_and(|before| text.is(before, Flags::CONDITIONAL.or(Flags::NEGATION)));
        if conditional || !self.speaks(at, verb, &subject) {
            return None;
        }
        Some(Speech {
            subject,
            verb: at,
            rule: "X says",
            sure: true,
        })
    }
}

pub(super) const SAY_OR_CLAUSE: Speaks = Speaks::SAY.or(Speaks::CLAUSE);
