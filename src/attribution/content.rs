//! Whether a verb speaks with what stands beside it: a quotation, a clause, a colon, a noun of speech.

use super::lexeme::{Flags, Form, Speaks, Verb};
use super::speech::{Place, Sentence};
use super::subject::Subject;
use super::token::Kind;

impl Sentence<'_, '_> {
    /// Whether a form is a noun where it stands: `his claims`, `the UK's demands`.
    pub fn is_noun_here(&self, at: usize) -> bool {
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
    pub fn speaks(&self, at: usize, verb: Verb, subject: &Subject) -> bool {
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
        let title = || {
            self.quotation_after(at)
                .is_some_and(|open| self.is_title(open))
        };
        verb.speaks.any(Speaks::QUOTE) && quoted && (quoted_before || !title())
    }

    /// Whether a clause or a colon follows the verb.
    pub fn has_content(&self, at: usize, verb: Verb) -> bool {
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
                Kind::Open => return !(comma && finite_seen || self.is_title(next)),
                Kind::Colon => return self.place != Place::Caption && next - at <= 6,
                Kind::Semicolon => return false,
                Kind::Word => {
                    if token.is_lower() && token.is(Flags::THAT) && next - at <= 12 {
                        return true;
                    }
                    // `recalled how the water rose`
                    if next == at + 1 && matches!(text.word(next), "how" | "why") {
                        return true;
                    }
                    // `asked anyone who stays to leave a number`
                    if text.is(at, Flags::REQUESTS)
                        && next > at + 1
                        && token.is_lower()
                        && token.is(Flags::INFINITIVE)
                        && text
                            .token(next + 1)
                            .is_some_and(|after| after.is_lower() && !after.is(Flags::DETERMINER))
                    {
                        return true;
                    }
                    if token.is(Flags::RELATIVE) && !text.is(at, Flags::REQUESTS) {
                        return false;
                    }
                    let finite = token.is(Flags::PASSIVE.or(Flags::MODAL).or(Flags::AUXILIARY))
                        || token.is(Flags::OTHER_PRONOUN) && text.word(next).contains(['\'', '’']);
                    finite_seen |= finite && token.is_lower();
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
    pub fn quotation_after(&self, at: usize) -> Option<usize> {
        (at + 1..self.unit.end).find(|&next| self.text.kind(next) == Some(Kind::Open))
    }

    /// The quotation that ends right before a token.
    pub fn quotation_before(&self, at: usize) -> Option<usize> {
        let mut before = at.checked_sub(1)?;
        while before > self.unit.start
            && (matches!(self.text.kind(before), Some(Kind::Comma | Kind::Dash))
                || self.text.token(before).is_some_and(|token| {
                    let how =
                        token.is(Flags::PASSIVE) && self.text.is(before + 1, Flags::CONJUNCTION);
                    token.is_lower()
                        && !token.quoted
                        && (how || token.is(Flags::DETERMINER.or(Flags::CONJUNCTION)))
                }))
        {
            before -= 1;
        }
        (before >= self.unit.start && self.text.kind(before) == Some(Kind::Close)).then_some(before)
    }

    pub fn ends_clause(&self, at: usize) -> bool {
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
