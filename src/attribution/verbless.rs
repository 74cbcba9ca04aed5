//! Speech without a verb: "according to X", "a statement from X", `X: …`, `… - X`.

use std::ops::Range;

use super::findings::Gender;
use super::lexeme::{Flags, Speaks};
use super::phrase::{Means, meaning, phrases};
use super::speech::{Place, Speech};
use super::subject::{self, Subject};
use super::token::Kind;
use super::unit::Text;

/// `according to X`, `a statement from X`.
pub(super) fn source(text: &Text<'_>, at: usize, end: usize, rule: &'static str) -> Option<Speech> {
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
        let found = subject::after(text, at + skip, end)?;
        role_and_verb(text, at + skip)
            .filter(|_| !found.is_somebody())
            .unwrap_or(found)
    };
    Some(Speech {
        subject,
        verb: at,
        rule,
        sure: true,
    })
}

/// `nach Angaben der Gutachterin fehlte`: where nouns have capitals, a small word behind one is not its head.
fn role_and_verb(text: &Text<'_>, at: usize) -> Option<Subject> {
    let role = at + 2;
    let capital = text
        .token(role)
        .is_some_and(|token| token.is_capital() && token.is(Flags::ROLE));
    let small = text
        .token(role + 1)
        .is_some_and(|next| next.kind == Kind::Word && next.is_lower());
    if !capital || !small || !text.is(at + 1, Flags::DETERMINER) {
        return None;
    }
    let means = meaning(text, &(at + 1..role + 1));
    (means != Means::Nothing).then(|| Subject::one(means, &(at + 1..role + 1)))
}

/// `a statement from X`
pub(super) fn words_from(text: &Text<'_>, at: usize, end: usize) -> Option<Speech> {
    let noun = text
        .token(at)
        .is_some_and(|token| token.is_lower() && token.is(Flags::SPEECH_NOUN));
    if !noun || !text.is(at + 1, Flags::WORDS_OF) {
        return None;
    }
    source(text, at + 1, end, "words from")
}

/// `Ada Quill: "…"`, and in a headline `Quill: bridge will close`.
pub(super) fn before_colon(text: &Text<'_>, unit: &Range<usize>, place: Place) -> Option<Speech> {
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
    // `Ada Quill, mayor of Harwick:`, `Ada Quill (Harwick):`
    let beside =
        (start..colon).find(|&at| matches!(text.kind(at), Some(Kind::Comma | Kind::BracketOpen)));
    let found = phrases(text, start..beside.unwrap_or(colon));
    let (first, rest) = found.split_first()?;
    if first.governed || first.range.start != start || rest.iter().any(|more| !more.governed) {
        return None;
    }
    let means = meaning(text, &first.range);
    let named = matches!(means, Means::Name { .. });
    let plain = |at: usize| {
        text.token(at).is_some_and(|token| {
            token.verb.is_none() && !token.is(Flags::RELATIVE.or(Flags::SUBJECT_PRONOUN))
        })
    };
    if means == Means::Nothing || beside.is_some_and(|beside| !named || !(beside..colon).all(plain))
    {
        return None;
    }
    let role = beside.map(|beside| beside + 1..colon);
    let subject = Subject {
        people: vec![means],
        start,
        end: colon,
        apposition: role.filter(|role| {
            text.kind(role.start - 1) == Some(Kind::Comma)
                && matches!(
                    super::apposition::head_phrase(text, role),
                    Some(Means::Role { .. })
                )
        }),
    };
    Some(Speech {
        subject,
        verb: colon,
        rule: "X: …",
        sure: place != Place::Headline,
    })
}

/// `This is from Ada Quill, who chairs it.` before a quotation without marks.
pub(super) fn announces(text: &Text<'_>, unit: &Range<usize>) -> Option<Subject> {
    let this = text.is(unit.start, Flags::DETERMINER) && text.is(unit.start, Flags::OTHER_PRONOUN);
    let from = unit.start + 2;
    if !this || !text.is(from - 1, Flags::PASSIVE) || !text.is(from, Flags::WORDS_OF) {
        return None;
    }
    source(text, from, unit.end, "words from")
        .map(|speech| speech.subject)
        .filter(Subject::is_somebody)
}

/// How far a colon may stand from the beginning of a sentence that leads in a quotation.
const LEAD: usize = 28;

/// `Ada Quill, speaking in Harwick: "…"`, `Quill had a warning for sailors: "…"`, `The mayor was blunt: "…"`.
pub(super) fn leads_in(text: &Text<'_>, unit: &Range<usize>) -> Option<Speech> {
    let colon = (unit.start..unit.end.min(unit.start + LEAD))
        .find(|&at| text.kind(at) == Some(Kind::Colon))?;
    let quoted = (unit.start..colon).any(|at| text.token(at).is_some_and(|token| token.quoted));
    if text.kind(colon + 1) != Some(Kind::Open) || quoted {
        return None;
    }
    let subject = super::clause::opening_subject(text, &(unit.start..colon))?;
    let known = match subject.people.as_slice() {
        [Means::Name { .. } | Means::Pronoun(_)] => true,
        [Means::Role { known, .. }] => *known,
        _ => false,
    };
    let named = matches!(subject.people.as_slice(), [Means::Name { .. }]);
    let rest = subject.end..colon;
    let first = text.token(rest.start)?;
    let of_speech = |at: usize| {
        text.token(at).is_some_and(|token| {
            token.is_lower() && token.is(Flags::SPEECH_NOUN.or(Flags::OWN_WORDS))
        })
    };
    let leads = match first.kind {
        Kind::Comma => {
            text.token(rest.start + 1)
                .is_some_and(|next| next.is_lower() && text.word(rest.start + 1).ends_with("ing"))
                && rest
                    .clone()
                    .skip(1)
                    .all(|at| text.kind(at) != Some(Kind::Comma))
        }
        // `was blunt`, not `was told`
        Kind::Word if first.is(Flags::PASSIVE) => rest.clone().skip(1).all(|at| {
            text.token(at)
                .is_some_and(|token| token.is_lower() && token.verb.is_none())
        }),
        // `speaking to Harwick FM`, `on the bridge`, `after the vote`
        Kind::Word
            if first.is_lower()
                && (first.is(Flags::PREPOSITION) || text.word(rest.start).ends_with("ing")) =>
        {
            named
                && rest.clone().all(|at| text.kind(at) == Some(Kind::Word))
                && !rest
                    .clone()
                    .any(|at| text.is(at, Flags::RELATIVE.or(Flags::MODAL)))
        }
        // `had a warning`, `gave a blunt assessment`
        Kind::Word => {
            let gives = first.is(Flags::AUXILIARY)
                || first.verb.is_some_and(|verb| verb.speaks.any(Speaks::NOUN));
            gives
                && rest.clone().any(of_speech)
                && !rest.clone().any(|at| text.is(at, Flags::PASSIVE))
        }
        _ => false,
    };
    (known && leads).then_some(Speech {
        subject,
        verb: colon,
        rule: "X …: \"…\"",
        sure: true,
    })
}

/// `Bridge will close - mayor` in a headline, `"…" - Ada Quill, the mayor` in a text.
pub(super) fn after_dash(text: &Text<'_>, unit: &Range<usize>, place: Place) -> Option<Speech> {
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
    })
}
