//! Verbs that speak: where in a sentence somebody's words are given, and by which rule that is seen.

use std::ops::Range;

use super::findings::Gender;
use super::language::{Flags, Form, Language, Speaks, Verb};
use super::phrase::{Means, meaning, phrases};
use super::subject::{self, Subject, chain};
use super::token::Kind;
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
    /// Whether it is speech only together with a quotation.
    pub needs_quotation: bool,
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
        if token.quoted || token.kind != Kind::Word {
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
                    needs_quotation: false,
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
            }
            _ => words_from(text, at, unit.end),
        };
        if let Some(speech) = speech {
            from = at + 1;
            found.push(speech);
        }
    }
    if found.is_empty() {
        found.extend(before_colon(text, unit, place));
    }
    if found.is_empty() {
        found.extend(after_dash(text, unit, place));
    }
    found
}

/// `according to X`, `a statement from X`.
fn source(text: &Text<'_>, at: usize, end: usize, rule: &'static str) -> Option<Speech> {
    let pronoun = Flags::HE.or(Flags::SHE);
    let alone = |at: usize| {
        !text.token(at + 1).is_some_and(|next| {
            next.kind == Kind::Word
                && !next.is(Flags::DETERMINER.or(Flags::PREPOSITION).or(Flags::PASSIVE))
        })
    };
    let subject = if text.is(at + 1, pronoun) && alone(at + 1) {
        let gender = if text.is(at + 1, Flags::SHE) {
            Gender::She
        } else {
            Gender::He
        };
        Subject {
            people: vec![Means::Pronoun(gender)],
            start: at + 1,
            end: at + 2,
            apposition: None,
        }
    } else {
        let skip =
            usize::from(text.is(at + 1, Flags::WORDS_OF) && text.is(at + 1, Flags::PREPOSITION));
        subject::after(text, at + skip, end)?
    };
    Some(Speech {
        subject,
        verb: at,
        rule,
        sure: true,
        needs_quotation: false,
    })
}

/// `a statement from X`
fn words_from(text: &Text<'_>, at: usize, end: usize) -> Option<Speech> {
    let noun = text
        .token(at)
        .is_some_and(|token| token.is_lower() && token.is(Flags::SPEECH_NOUN));
    if !noun || !text.is(at + 1, Flags::WORDS_OF) {
        return None;
    }
    source(text, at + 1, end, "words from")
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

struct Sentence<'a, 't> {
    text: &'a Text<'t>,
    unit: &'a Range<usize>,
    place: Place,
    language: &'a Language,
    /// Where the last act of speech ended.
    from: usize,
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
        match verb.form {
            Form::Third | Form::Past if chain.passive => self.passive(at, verb),
            Form::Participle if chain.passive => self.passive(at, verb),
            Form::Third | Form::Past => self.finite(at, verb, chain.start),
            Form::Participle if chain.start < at => self.finite(at, verb, chain.start),
            Form::Ing => self
                .participle(at, verb)
                .filter(|_| found.is_empty())
                .or_else(|| self.absolute(at)),
            Form::Plain if self.place == Place::Headline => None,
            _ => None,
        }
    }

    /// `X was quoted as saying`, `was described by X as "…"`.
    fn passive(&self, at: usize, verb: Verb) -> Option<Speech> {
        let text = self.text;
        if text.is(at, Flags::QUOTED_AS) && text.is(at + 1, Flags::AS_SAYING) {
            let start = chain(text, self.from, at).start;
            let subject = subject::before(text, self.from, start)?;
            return Some(Speech {
                subject,
                verb: at,
                rule: "quoted as saying",
                sure: true,
                needs_quotation: false,
            });
        }
        if text.is(at, Flags::ASKS.or(Flags::OBJECT_FIRST)) || verb.form == Form::Third {
            return None;
        }
        let by = (at + 1..self.unit.end.min(at + 3)).find(|&by| text.is(by, Flags::AGENT))?;
        let quoted = self.quotation_after(by).is_some();
        if !quoted && !verb.speaks.any(Speaks::ACT) {
            return None;
        }
        let subject = subject::after(text, by, self.unit.end)?;
        Some(Speech {
            subject,
            verb: at,
            rule: "said by",
            sure: true,
            needs_quotation: false,
        })
    }

    /// `…, saying that`: the subject of the sentence goes on.
    fn participle(&self, at: usize, verb: Verb) -> Option<Speech> {
        let text = self.text;
        let comma = at
            .checked_sub(1)
            .filter(|before| text.kind(*before) == Some(Kind::Comma))?;
        if !verb.speaks.any(SAY_OR_CLAUSE) || !self.has_content(at, verb) {
            return None;
        }
        let subject = subject::opening_subject(text, &(self.unit.start..comma))?;
        Some(Speech {
            subject,
            verb: at,
            rule: "…, saying",
            sure: true,
            needs_quotation: false,
        })
    }

    /// `, its director Ada Quill calling it "…"`: a participle with a subject of its own.
    fn absolute(&self, at: usize) -> Option<Speech> {
        let text = self.text;
        self.quotation_after(at)?;
        let subject = subject::before(text, self.from, at)?;
        let apart = subject
            .start
            .checked_sub(1)
            .is_some_and(|before| text.kind(before) == Some(Kind::Comma));
        let named = matches!(subject.people.as_slice(), [Means::Name { .. }]) && subject.end == at;
        (apart && named).then_some(Speech {
            subject,
            verb: at,
            rule: "X saying",
            sure: true,
            needs_quotation: true,
        })
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
        let somebody = before.as_ref().is_some_and(Subject::is_somebody);
        if !somebody
            && inverted_place
            && verb.speaks.any(SAY_OR_CLAUSE.or(Speaks::QUOTE))
            && let Some(subject) = subject::after(text, at, self.unit.end)
        {
            let quoted = self.quotation_before(start).is_some();
            if !quoted && text.is(at, Flags::SIGNS_OFF) {
                return None;
            }
            let content = at > self.unit.start + 1;
            if quoted || content && verb.speaks.any(SAY_OR_CLAUSE) && self.ends_clause(subject.end)
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
                    needs_quotation: quoted && !verb.speaks.any(Speaks::SAY),
                });
            }
        }
        let subject = before?;
        let under = subject
            .start
            .checked_sub(1)
            .filter(|before| *before >= self.unit.start);
        let conditional = under.is_some_and(|before| text.is(before, Flags::CONDITIONAL));
        if conditional || !self.speaks(at, verb, &subject) {
            return None;
        }
        Some(Speech {
            subject,
            verb: at,
            rule: "X says",
            sure: true,
            needs_quotation: false,
        })
    }

    /// Whether a form is a noun where it stands: `his claims`, `the UK's demands`.
    fn is_noun_here(&self, at: usize) -> bool {
        let Some(before) = at
            .checked_sub(1)
            .filter(|before| *before >= self.unit.start)
        else {
            return false;
        };
        self.text.token(before).is_some_and(|token| {
            token.possessive
                || token.is_lower()
                    && token.is(Flags::DETERMINER.or(Flags::PREPOSITION))
                    && !token.is(Flags::SUBJECT_PRONOUN)
        })
    }

    /// Whether the verb speaks with what stands beside it.
    fn speaks(&self, at: usize, verb: Verb, subject: &Subject) -> bool {
        let text = self.text;
        let quoted_after = self.quotation_after(at).is_some();
        let quoted_before = self.quotation_before(subject.start).is_some();
        let quoted = quoted_after || quoted_before;
        let trailing = self.ends_clause(at + 1)
            && subject.start.checked_sub(1).is_some_and(|before| {
                before > self.unit.start
                    && matches!(
                        text.kind(before),
                        Some(Kind::Comma | Kind::Close | Kind::Dash)
                    )
            });
        // `…, wie X mitteilte`
        let trailing = trailing
            || self.language.inverts
                && self.ends_clause(at + 1)
                && subject.start > self.unit.start + 1;
        let more = at + 1 < self.unit.end
            && matches!(
                text.kind(at + 1),
                Some(Kind::Word | Kind::Number | Kind::Open | Kind::Colon | Kind::BracketOpen)
            );
        if verb.speaks.any(Speaks::SAY) && (more || quoted || trailing) {
            return true;
        }
        if verb.speaks.any(Speaks::CLAUSE)
            && (quoted_before || trailing || self.has_content(at, verb))
        {
            return true;
        }
        if verb.speaks.any(Speaks::ACT) && (more || quoted) && !text.is(at + 1, Flags::AGENT) {
            return true;
        }
        if verb.speaks.any(Speaks::PHRASAL)
            && (at + 1..self.unit.end.min(at + 3)).any(|particle| {
                self.language
                    .speaks_with(&text.word(at).to_lowercase(), text.word(particle))
            })
        {
            return true;
        }
        if verb.speaks.any(Speaks::NOUN)
            && (at + 1..self.unit.end.min(at + 6)).any(|noun| {
                text.is(noun, Flags::SPEECH_NOUN)
                    && text.token(noun).is_some_and(|token| !token.quoted)
            })
        {
            return true;
        }
        verb.speaks.any(Speaks::QUOTE) && quoted
    }

    /// Whether a clause or a colon follows the verb.
    fn has_content(&self, at: usize, verb: Verb) -> bool {
        let text = self.text;
        if verb.speaks.any(Speaks::SAY) {
            return at + 1 < self.unit.end;
        }
        let (mut comma, mut finite_seen) = (false, false);
        for next in at + 1..self.unit.end {
            let Some(token) = text.token(next) else {
                return false;
            };
            comma |= token.kind == Kind::Comma;
            match token.kind {
                Kind::Open => return !(comma && finite_seen),
                Kind::Colon => return self.place != Place::Caption && next - at <= 6,
                Kind::Semicolon => return false,
                Kind::Word => {
                    if token.is_lower() && token.is(Flags::THAT) && next - at <= 12 {
                        return true;
                    }
                    if token.is(Flags::RELATIVE) {
                        return false;
                    }
                    let finite = token.is(Flags::PASSIVE.or(Flags::MODAL).or(Flags::AUXILIARY))
                        || token.is(Flags::OTHER_PRONOUN) && text.word(next).contains(['\'', '’']);
                    if finite
                        && !comma
                        && token.is_lower()
                        && next > at + 1
                        && text.word(next) != "to"
                    {
                        return true;
                    }
                    if next == at + 1 && text.word(next).ends_with("ing") && token.is_lower() {
                        return true;
                    }
                    let pronoun = token.is(Flags::SUBJECT_PRONOUN) || text.word(next) == "they";
                    if token.is_lower() && pronoun && next <= at + 2 {
                        return true;
                    }
                }
                _ => {}
            }
        }
        false
    }

    /// The quotation that opens after a token, with no other sentence's end between.
    fn quotation_after(&self, at: usize) -> Option<usize> {
        (at + 1..self.unit.end).find(|&next| self.text.kind(next) == Some(Kind::Open))
    }

    /// The quotation that ends right before a token.
    fn quotation_before(&self, at: usize) -> Option<usize> {
        let mut before = at.checked_sub(1)?;
        while before > self.unit.start
            && (matches!(self.text.kind(before), Some(Kind::Comma | Kind::Dash))
                || self.text.token(before).is_some_and(|token| {
                    token.is_lower()
                        && !token.quoted
                        && token.is(Flags::DETERMINER.or(Flags::CONJUNCTION))
                }))
        {
            before -= 1;
        }
        (before >= self.unit.start && self.text.kind(before) == Some(Kind::Close)).then_some(before)
    }

    fn ends_clause(&self, at: usize) -> bool {
        at >= self.unit.end
            || self.text.token(at).is_none_or(|token| {
                matches!(
                    token.kind,
                    Kind::Comma | Kind::Stop | Kind::Dash | Kind::Semicolon | Kind::Open
                ) || token.is_lower()
                    && token.is(Flags::PREPOSITION
                        .or(Flags::CONJUNCTION)
                        .or(Flags::ADVERB)
                        .or(Flags::DETERMINER)
                        .or(Flags::TIME))
                    || token.verb.is_some_and(|verb| verb.form == Form::Ing)
            })
    }
}

const SAY_OR_CLAUSE: Speaks = Speaks::SAY.or(Speaks::CLAUSE);

/// `Ada Quill: "…"`, and in a headline `Quill: bridge will close`.
fn before_colon(text: &Text<'_>, unit: &Range<usize>, place: Place) -> Option<Speech> {
    const WITHIN: usize = 14;
    let colon = (unit.start..unit.end.min(unit.start + WITHIN))
        .find(|&at| text.kind(at) == Some(Kind::Colon))?;
    if text.kind(colon + 1) != Some(Kind::Open) && place != Place::Headline {
        return None;
    }
    // A heading may stand before the name: `REACTION - Ada Quill: "…"`.
    let start = (unit.start..colon)
        .rev()
        .find(|&at| text.kind(at) == Some(Kind::Dash))
        .map_or(unit.start, |dash| dash + 1);
    if (start..colon).any(|at| {
        text.token(at)
            .is_some_and(|token| token.quoted || token.is(Flags::AUXILIARY))
    }) {
        return None;
    }
    let found = phrases(text, start..colon);
    let (first, rest) = found.split_first()?;
    if first.governed || first.range.start != start || rest.iter().any(|more| !more.governed) {
        return None;
    }
    let means = meaning(text, &first.range);
    if means == Means::Nothing {
        return None;
    }
    let subject = Subject {
        people: vec![means],
        start,
        end: colon,
        apposition: None,
    };
    Some(Speech {
        subject,
        verb: colon,
        rule: "X: …",
        sure: place != Place::Headline,
        needs_quotation: false,
    })
}

/// `Bridge will close - mayor` in a headline, `"…" - Ada Quill, the mayor` in a text.
fn after_dash(text: &Text<'_>, unit: &Range<usize>, place: Place) -> Option<Speech> {
    let dash = unit.clone().rev().find(|&at| {
        text.kind(at) == Some(Kind::Dash) && !text.token(at).is_some_and(|token| token.quoted)
    })?;
    let quoted = dash
        .checked_sub(1)
        .is_some_and(|before| text.kind(before) == Some(Kind::Close))
        && text.kind(unit.start) == Some(Kind::Open);
    if dash <= unit.start || !quoted && place != Place::Headline {
        return None;
    }
    let subject = subject::after(text, dash, unit.end)?;
    let whole =
        subject.end >= unit.end || text.kind(subject.end).is_none_or(|kind| kind == Kind::Stop);
    let named = matches!(subject.people.as_slice(), [Means::Name { .. }]);
    if !subject.is_somebody() || !(whole || quoted && named) {
        return None;
    }
    let sure = quoted && place == Place::Body;
    Some(Speech {
        subject,
        verb: dash,
        rule: "… - X",
        sure,
        needs_quotation: false,
    })
}
