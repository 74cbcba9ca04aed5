//! What stands beside a name: a role, before it, after it, or said of it with "to be"; an outlet to which somebody spoke.

use super::lexeme::Flags;
use super::mention::Mentions;
use super::phrase::{Means, meaning, phrases};
use super::token::{Kind, Token};
use super::unit::Text;

impl Mentions<'_> {
    /// `Ada Quill, the harbour master,`
    pub(super) fn role_after(&mut self, text: &Text<'_>, name: usize, end: usize) {
        const WITHIN: usize = 12;
        if text.kind(end) != Some(Kind::Comma) {
            return;
        }
        let mut past = end + 1;
        while past < end + WITHIN
            && text.token(past).is_some_and(|token| {
                matches!(token.kind, Kind::Word | Kind::Number | Kind::Mark)
                    && !token.is(Flags::RELATIVE.or(Flags::AUXILIARY).or(Flags::MODAL))
                    && !(token.is_lower() && token.verb.is_some() && !token.is(Flags::ROLE))
            })
        {
            past += 1;
        }
        let found = phrases(text, end + 1..past);
        let Some(first) = found
            .first()
            .filter(|first| !first.governed && first.range.start == end + 1)
        else {
            return;
        };
        let closes = text.token(past).is_none_or(|token| {
            matches!(
                token.kind,
                Kind::Comma | Kind::Stop | Kind::Dash | Kind::Close
            ) || token.is(Flags::RELATIVE)
        });
        if closes && let Means::Role { role, known: true } = meaning(text, &first.range) {
            let complement = found.iter().skip(1).all(|more| more.governed);
            let role = role.start..if complement { past } else { role.end };
            self.tie(text, name, &role);
        }
    }

    /// `Ada Quill, who has been mayor of Harwick`, `Ada Quill is the mayor`
    pub(super) fn role_of_being(&mut self, text: &Text<'_>, name: usize, end: usize) {
        const WITHIN: usize = 8;
        let mut at = end + usize::from(text.kind(end) == Some(Kind::Comma));
        at += usize::from(text.is(at, Flags::RELATIVE));
        let verb = at;
        while at < verb + 3
            && text.token(at).is_some_and(|token| {
                token.is_lower() && token.is(Flags::PASSIVE.or(Flags::AUXILIARY))
            })
        {
            at += 1;
        }
        if at == verb || !text.is(at - 1, Flags::PASSIVE) {
            return;
        }
        let mut past = at;
        while past < at + WITHIN
            && text.token(past).is_some_and(|token| {
                token.kind == Kind::Word
                    && !token.is(Flags::RELATIVE
                        .or(Flags::AUXILIARY)
                        .or(Flags::MODAL)
                        .or(Flags::CONJUNCTION))
            })
        {
            past += 1;
        }
        let found = phrases(text, at..past);
        let Some(first) = found
            .first()
            .filter(|first| !first.governed && first.range.start == at)
        else {
            return;
        };
        if let Means::Role { role, .. } = meaning(text, &first.range) {
            let complement = found
                .get(1)
                .filter(|more| more.governed && more.range.start == role.end + 1);
            let role = role.start..complement.map_or(role.end, |more| more.range.end);
            self.tie(text, name, &role);
        }
    }

    /// `the harbour master, Ada Quill,`
    pub(super) fn role_before(&mut self, text: &Text<'_>, name: usize, front: usize) {
        const WITHIN: usize = 12;
        let Some(comma) = front
            .checked_sub(1)
            .filter(|at| text.kind(*at) == Some(Kind::Comma))
        else {
            return;
        };
        let mut start = comma;
        while start > comma.saturating_sub(WITHIN)
            && text.token(start.wrapping_sub(1)).is_some_and(|token| {
                stays_beside(token) && !token.quoted && !token.is(Flags::CONJUNCTION)
            })
        {
            start -= 1;
        }
        let found = phrases(text, start..comma);
        let Some(at) = found.iter().rposition(|phrase| !phrase.governed) else {
            return;
        };
        let Some(phrase) = found.get(at) else { return };
        if let Means::Role { role, known: true } = meaning(text, &phrase.range)
            && role.end <= comma
        {
            self.tie(text, name, &(role.start..comma));
        }
    }
}

/// Whether a word may belong to a role beside a name: no verb, nothing that opens a clause.
fn stays_beside(token: &Token) -> bool {
    let verb = token.is_lower() && token.verb.is_some() && !token.is(Flags::ROLE);
    matches!(token.kind, Kind::Word | Kind::Number | Kind::Mark)
        && !verb
        && !token.is(Flags::RELATIVE.or(Flags::AUXILIARY).or(Flags::MODAL))
}

/// Where the office begins in whose complement a token stands: `ambassador to |Ukraine`.
pub(super) fn office_before(text: &Text<'_>, at: usize) -> Option<usize> {
    let mut before = at.checked_sub(1)?;
    if text.is(before, Flags::DETERMINER) {
        before = before.checked_sub(1)?;
    }
    let preposition = text
        .token(before)
        .filter(|token| token.is_lower() && token.is(Flags::PREPOSITION))?;
    let mut role = before
        .checked_sub(1)
        .filter(|_| !preposition.is(Flags::AGENT))?;
    // `secretary of State for |Health`
    let state = text.token(role)?;
    let of_state = state.is_capital() && !state.is(Flags::ROLE) && !state.possessive;
    if of_state
        && let Some(of) = role.checked_sub(1)
        && text.token(of).is_some_and(Token::is_lower)
        && text.is(of, Flags::PREPOSITION)
        && of > 0
    {
        before = of;
        role = of - 1;
    }
    let office = text.token(role)?;
    (office.is(Flags::ROLE) && !office.possessive).then(|| front_of(text, before))
}

/// Where the titles and roles before a name begin.
pub(super) fn front_of(text: &Text<'_>, start: usize) -> usize {
    const WITHIN: usize = 8;
    let mut front = start;
    let mut first = start;
    while first > 0 && start - first < WITHIN {
        let Some(token) = text.token(first - 1) else {
            break;
        };
        if token.kind != Kind::Word {
            break;
        }
        // `Nato's secretary general`
        if token.possessive {
            if front < start && first == front && token.is_capital() {
                front = first - 1;
            }
            break;
        }
        let role = token.is(Flags::ROLE.or(Flags::TITLE));
        let capital = token.is_capital() && !token.is(Flags::FUNCTION);
        let distinct = front < start && token.is_lower() && token.is(Flags::DISTINCT);
        let other = front < start
            && token.is_lower()
            && token.verb.is_none()
            && !token.is(Flags::PREPOSITION
                .or(Flags::DETERMINER)
                .or(Flags::CONJUNCTION)
                .or(Flags::AUXILIARY)
                .or(Flags::MODAL)
                .or(Flags::OTHER_PRONOUN)
                .or(Flags::SUBJECT_PRONOUN)
                .or(Flags::RELATIVE)
                .or(Flags::FUNCTION));
        if !role && !capital && !other && !distinct {
            break;
        }
        first -= 1;
        if role || capital || distinct {
            front = first;
        }
    }
    front
}

/// Whether somebody speaks to an outlet's name: `told the Courier's |Ada Quill`, `told Harwick News' |Ada Quill`.
pub(super) fn is_told(text: &Text<'_>, front: usize) -> bool {
    const OUTLET: usize = 5;
    let outlet = |at: usize| {
        text.token(at).filter(|outlet| {
            outlet.is_capital() && !outlet.is(Flags::PLACE.or(Flags::ROLE).or(Flags::TITLE))
        })
    };
    let Some(before) = front.checked_sub(1) else {
        return false;
    };
    let owner = match text.kind(before) {
        Some(Kind::Mark) => before
            .checked_sub(1)
            .filter(|&at| text.word(at).ends_with('s') && outlet(at).is_some()),
        _ => Some(before).filter(|&at| outlet(at).is_some_and(|outlet| outlet.possessive)),
    };
    let Some(mut at) = owner else { return false };
    while at > 0
        && front - at < OUTLET
        && text
            .token(at - 1)
            .is_some_and(|token| token.is_capital() || token.is(Flags::DETERMINER))
    {
        at -= 1;
    }
    at.checked_sub(1).is_some_and(|to| {
        text.token(to).is_some_and(Token::is_lower)
            && text.is(to, Flags::OBJECT_FIRST.or(Flags::PREPOSITION))
    })
}
