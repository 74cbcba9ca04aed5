//! Where languages other than English put the subject and the verb: behind the place, nowhere, at the end.

use super::findings::Gender;
use super::lexeme::{Flags, Form, Speaks, Verb};
use super::phrase::{Means, meaning, phrases};
use super::speech::{SAY_OR_CLAUSE, Sentence, Speech};
use super::subject::{self, Subject};
use super::token::{Kind, Token};

/// How many words may stand between `hat` and its participle, or between a verb and its subject.
const WITHIN: usize = 14;

impl Sentence<'_, '_> {
    /// The subject after an inverted verb whose helping words begin at `start`.
    pub(super) fn subject_after(&self, at: usize, start: usize) -> Option<Subject> {
        let text = self.text;
        let found = subject::after(text, at, self.unit.end).or_else(|| self.noble_name(at));
        let somebody = found.as_ref().is_some_and(Subject::is_somebody);
        let quoted = || self.quotation_before(start).is_some();
        if somebody || !self.language.drops_pronoun || !quoted() || !self.ends_clause(at + 1) {
            return found;
        }
        // `«…», ha scritto su X la sindaca`; `«…», racconta.`
        self.behind_place(at).or_else(|| {
            let pronoun = Means::Pronoun(Gender::Unknown);
            Some(Subject::one(pronoun, &(at..at + 1)))
        })
    }

    /// `„…“, sagte von Quill dem Sender`: a particle that is a preposition elsewhere.
    fn noble_name(&self, at: usize) -> Option<Subject> {
        let text = self.text;
        let particle = self.language.participle_last
            && text.is(at + 1, Flags::PARTICLE)
            && text.is(at + 1, Flags::PREPOSITION);
        let end = self.unit.end.min(at + 1 + WITHIN);
        let first = phrases(text, at + 2..end.max(at + 2)).into_iter().next()?;
        let whole = at + 1..first.range.end;
        let means = meaning(text, &whole);
        (particle && first.range.start == at + 2 && matches!(means, Means::Name { .. }))
            .then(|| Subject::one(means, &whole))
    }

    /// The subject that opens with an article, behind phrases that a preposition governs.
    fn behind_place(&self, at: usize) -> Option<Subject> {
        let text = self.text;
        let end = self.unit.end.min(at + 1 + WITHIN);
        let stop = (at + 1..end)
            .find(|&next| {
                text.token(next)
                    .is_none_or(|token| token.quoted || token.kind != Kind::Word)
            })
            .unwrap_or(end);
        let first = phrases(text, at + 1..stop)
            .into_iter()
            .find(|phrase| !phrase.governed)
            .filter(|phrase| {
                phrase.range.start > at + 1 && text.is(phrase.range.start, Flags::DETERMINER)
            })?;
        subject::after(text, first.range.start - 1, self.unit.end).filter(Subject::is_somebody)
    }

    /// Whether a sentence opens with a preposition, so that the subject stands behind the verb: `Auf X schrieb er: „…“`
    pub(super) fn is_verb_second(&self, at: usize) -> bool {
        self.language.inverts
            && self.text.is(self.unit.start, Flags::PREPOSITION)
            && subject::after(self.text, at, self.unit.end)
                .is_some_and(|subject| subject.is_somebody() && self.announces(subject.end))
    }

    /// `…, antwortet er: „…“`
    pub(super) fn announces(&self, end: usize) -> bool {
        self.language.inverts
            && self.text.kind(end) == Some(Kind::Colon)
            && self.text.kind(end + 1) == Some(Kind::Open)
    }

    /// `X hat am Abend mitgeteilt, dass …`, `Das hat X mitgeteilt.`
    pub(super) fn participle_last(&self, at: usize, verb: Verb) -> Option<Speech> {
        let text = self.text;
        let floor = self.from.max(at.saturating_sub(WITHIN));
        let helping = (floor..at)
            .rev()
            .take_while(|&before| {
                text.token(before).is_some_and(|token| {
                    !token.quoted && matches!(token.kind, Kind::Word | Kind::Number)
                })
            })
            .take_while(|&before| !text.is(before, Flags::NEGATION.or(Flags::MODAL)))
            .find(|&before| {
                text.token(before).is_some_and(Token::is_lower)
                    && text.is(before, Flags::AUXILIARY)
                    && !text.is(before, Flags::PASSIVE)
            })?;
        let speaks = verb.speaks.any(Speaks::SAY)
            || verb.speaks.any(SAY_OR_CLAUSE) && self.has_content(at, verb);
        if !speaks || verb.form == Form::Past {
            return None;
        }
        let before = subject::before(text, self.from, helping);
        let subject = before
            .filter(Subject::is_somebody)
            .or_else(|| subject::after(text, helping, at).filter(Subject::is_somebody))?;
        Some(Speech {
            subject,
            verb: at,
            rule: "X has … said",
            sure: true,
        })
    }
}
