//! Speech by another form than `X says`: `…, saying`, `began by saying`, `described by X as "…"`, `quoted X as saying`.

use super::clause::{Chain, chain};
use super::lexeme::{Flags, Form, Speaks, Verb};
use super::phrase::{Means, meaning, phrases};
use super::speech::{SAY_OR_CLAUSE, Sentence, Speech};
use super::subject::{self, Subject};
use super::token::{Kind, Token};

impl Sentence<'_, '_> {
    /// `X was quoted (by an agency) as saying`, `an agency quoted X as saying`.
    pub(super) fn quoted_as_saying(&self, at: usize, chain: Chain) -> Option<Speech> {
        const WITHIN: usize = 12;
        let text = self.text;
        let saying = (at + 1..self.unit.end.min(at + WITHIN))
            .take_while(|&next| text.kind(next) == Some(Kind::Word))
            .find(|&next| {
                let verb = text.token(next + 1).and_then(|token| token.verb);
                text.is(next, Flags::AS_SAYING) && verb.is_some_and(|verb| verb.form == Form::Ing)
            })?;
        let subject = if chain.passive {
            subject::before(text, self.from, chain.start)?
        } else {
            let whole = at + 1..saying;
            let found = phrases(text, whole.clone());
            let [only] = found.as_slice() else {
                return None;
            };
            // `quoted her as saying`
            let pronoun = whole.len() == 1 && !text.is(at + 1, Flags::SUBJECT_PRONOUN);
            let means = match () {
                () if pronoun && text.is(at + 1, Flags::SHE) => {
                    Means::Pronoun(super::findings::Gender::She)
                }
                () if pronoun && text.is(at + 1, Flags::HE) => {
                    Means::Pronoun(super::findings::Gender::He)
                }
                () => meaning(text, &only.range),
            };
            Subject::one(means, &whole)
        };
        Some(Speech {
            subject,
            verb: at,
            rule: "quoted as saying",
            sure: true,
        })
    }

    /// `was described by X as "…"`, `was branded "…" by X`.
    pub(super) fn passive(&self, at: usize, verb: Verb) -> Option<Speech> {
        let text = self.text;
        if text.is(at, Flags::ASKS.or(Flags::OBJECT_FIRST)) || verb.form == Form::Third {
            return None;
        }
        let near = (at + 1..self.unit.end.min(at + 3)).find(|&by| text.is(by, Flags::AGENT));
        let past_quotation = || {
            let mut found = text.quotations_in(self.unit).iter();
            let quotation = found.find(|quotation| quotation.open == at + 1 && quotation.closed)?;
            Some(quotation.close + 1).filter(|&by| text.is(by, Flags::AGENT))
        };
        let (by, quoted) = match near {
            Some(by) => (by, self.quotation_after(by).is_some()),
            None => (past_quotation()?, true),
        };
        if !quoted && !verb.speaks.any(Speaks::ACT) {
            return None;
        }
        let subject = subject::after(text, by, self.unit.end)?;
        Some(Speech {
            subject,
            verb: at,
            rule: "said by",
            sure: true,
        })
    }

    /// `…, saying that`: the subject of the sentence goes on.
    pub(super) fn participle(&self, at: usize, verb: Verb) -> Option<Speech> {
        let text = self.text;
        let comma = at
            .checked_sub(1)
            .filter(|before| text.kind(*before) == Some(Kind::Comma))?;
        let speaks = verb.speaks.any(SAY_OR_CLAUSE) && self.has_content(at, verb)
            || verb.speaks.any(Speaks::QUOTE) && self.is_fragment_near(at);
        if !speaks {
            return None;
        }
        let subject = super::clause::opening_subject(text, &(self.unit.start..comma))?;
        Some(Speech {
            subject,
            verb: at,
            rule: "…, saying",
            sure: true,
        })
    }

    /// `, its director Ada Quill calling it "…"`: a participle with a subject of its own.
    pub(super) fn absolute(&self, at: usize) -> Option<Speech> {
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
        })
    }

    /// `X began by saying that`
    pub(super) fn by_saying(&self, at: usize, verb: Verb) -> Option<Speech> {
        let text = self.text;
        let began = at.checked_sub(2).filter(|began| *began > self.unit.start)?;
        let speaks = verb.speaks.any(SAY_OR_CLAUSE) && self.has_content(at, verb)
            || verb.speaks.any(Speaks::ACT);
        if !speaks
            || !text.is(at - 1, Flags::AGENT)
            || !text
                .token(began)?
                .verb
                .is_some_and(|verb| matches!(verb.form, Form::Third | Form::Past))
        {
            return None;
        }
        let chain = chain(text, self.from, began);
        if chain.passive || chain.unreal {
            return None;
        }
        let subject = subject::before(text, self.from, chain.start)?;
        Some(Speech {
            subject,
            verb: at,
            rule: "began by saying",
            sure: true,
        })
    }

    /// `calling it "a joke"`: words in quotation marks right behind, and no title.
    fn is_fragment_near(&self, at: usize) -> bool {
        const WITHIN: usize = 5;
        self.quotation_after(at).is_some_and(|open| {
            open <= at + WITHIN && self.text.token(open + 1).is_some_and(Token::is_lower)
        })
    }

    /// `wrote "The Bridge"`: every word of weight has a capital, and no sentence ends inside.
    pub(super) fn is_title(&self, open: usize) -> bool {
        let text = self.text;
        let mut found = text.quotations_in(self.unit).iter();
        let Some(quotation) = found.find(|quotation| quotation.open == open && quotation.closed)
        else {
            return false;
        };
        const MOST: usize = 8;
        let words = open + 1..quotation.close;
        (2..=MOST).contains(&words.len())
            && text.token(open + 1).is_some_and(Token::is_capital)
            && text
                .token(quotation.close - 1)
                .is_some_and(Token::is_capital)
            && words.clone().all(|at| {
                text.token(at).is_some_and(|token| {
                    token.is_capital()
                        || token.is_lower()
                            && token.is(Flags::PREPOSITION.or(Flags::DETERMINER).or(Flags::AND))
                })
            })
    }
}
