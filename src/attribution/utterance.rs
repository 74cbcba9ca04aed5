//! Which stretch of a sentence is whose, and which quotations are whole utterances.

use std::ops::Range;

use super::findings::Gender;
use super::language::Language;
use super::lexeme::Flags;
use super::phrase::Means;
use super::quotation::Quotation;
use super::speech::Speech;
use super::token;
use super::unit::Text;

/// `« …, explique-t-elle, … »`: who says so inside the quotation itself.
pub(super) fn said_inside(
    text: &Text<'_>,
    quotation: &Quotation,
    language: &Language,
) -> Option<Gender> {
    let inside = quotation.open..quotation.close.min(text.tokens.len());
    // `«…, ha añadido, …»`
    let dropped = language.drops_pronoun
        && inside.clone().any(|at| {
            let verb = at + 1 + usize::from(text.is(at + 1, Flags::AUXILIARY));
            text.kind(at) == Some(token::Kind::Comma)
                && text.token(verb).is_some_and(|token| token.verb.is_some())
                && text.kind(verb + 1) == Some(token::Kind::Comma)
        });
    if dropped {
        return Some(Gender::Unknown);
    }
    inside.into_iter().find_map(|at| {
        let (verb, pronoun) = text.word(at).split_once('-')?;
        let pronoun = language.lexeme(pronoun.rsplit('-').next()?).flags;
        let speaks = language.lexeme(verb).verb.is_some()
            || language.lexeme(verb).flags.any(Flags::AUXILIARY)
                && text.token(at + 1).is_some_and(|next| next.verb.is_some());
        match () {
            () if !speaks || !pronoun.any(Flags::SUBJECT_PRONOUN) => None,
            () if pronoun.any(Flags::SHE) => Some(Gender::She),
            () => Some(Gender::He),
        }
    })
}

/// A post that stands in the text with its author under it: `… — Ada Quill (@quill) March 4, 2031`.
pub(super) fn signature(text: &str) -> Option<(&str, &str)> {
    // Few texts have one, and this byte is soon looked for.
    if !text.as_bytes().contains(&b'@') {
        return None;
    }
    let (post, author) = text.rsplit_once('—').or_else(|| text.rsplit_once('–'))?;
    (author.contains("(@") && !post.trim().is_empty()).then(|| (post.trim(), author.trim()))
}

/// Whether what was said stands before who says so, without quotation marks: `The bridge is shut, he said.`
pub(super) fn trails(text: &Text<'_>, unit: &Range<usize>, speech: &Speech) -> bool {
    let start = speech.subject.start.min(speech.verb);
    let end = speech.subject.end.max(speech.verb + 1);
    let after = text.token(end).filter(|_| end < unit.end);
    let ends = after.is_none_or(|token| {
        matches!(
            token.kind,
            token::Kind::Stop | token::Kind::Comma | token::Kind::Open
        ) || token.is_lower() && token.is(Flags::PREPOSITION.or(Flags::ADVERB).or(Flags::TIME))
    });
    ends && start > unit.start && text.kind(start - 1) == Some(token::Kind::Comma)
}

/// A line that only says who posted what stands below: `Ada Quill (@quill)`.
pub(super) fn is_author_line(text: &str) -> bool {
    const LONGEST: usize = 80;
    text.len() <= LONGEST && text.trim_end().ends_with(')') && text.contains(" (@")
}

/// Whether somebody speaks of himself in a paragraph that has no quotation marks.
pub(super) fn is_in_first_person(text: &str, language: &Language) -> bool {
    let text = Text::read(text, language);
    text.quotations.is_empty()
        && text
            .tokens
            .iter()
            .any(|token| token.is(Flags::FIRST_PERSON))
}

pub(super) fn all_one_subject(speeches: &[Speech]) -> bool {
    speeches.windows(2).all(|pair| match pair {
        [one, other] => {
            one.subject.people == other.subject.people
                || matches!(other.subject.people.as_slice(), [Means::Pronoun(_)])
        }
        _ => true,
    })
}

/// The part of a sentence that belongs to one of its acts of speech.
pub(super) fn stretch(
    text: &Text<'_>,
    unit: &Range<usize>,
    speeches: &[Speech],
    number: usize,
) -> Range<usize> {
    let start_of = |speech: &Speech| speech.subject.start.min(speech.verb);
    let end_of = |speech: &Speech| speech.subject.end.max(speech.verb + 1);
    let inverted = |speech: &Speech| {
        speech.subject.start > speech.verb || starts_after_quotation(text, unit, speech)
    };
    let Some(this) = speeches.get(number) else {
        return unit.clone();
    };
    let start = match number
        .checked_sub(1)
        .and_then(|before| speeches.get(before))
    {
        None => unit.start,
        Some(before) if inverted(before) => end_of(before),
        Some(_) => start_of(this),
    };
    let end = match speeches.get(number + 1) {
        None => unit.end,
        Some(_) if inverted(this) => end_of(this),
        Some(next) => start_of(next),
    };
    start.min(end)..end
}

fn starts_after_quotation(text: &Text<'_>, unit: &Range<usize>, speech: &Speech) -> bool {
    let start = speech.subject.start.min(speech.verb);
    start
        .checked_sub(1)
        .filter(|before| *before >= unit.start)
        .is_some_and(|before| matches!(text.kind(before), Some(token::Kind::Close)))
}

/// Whether a quotation gives a whole utterance, and not a few words inside the reporter's sentence.
pub(super) fn is_full(text: &Text<'_>, unit: &Range<usize>, quotation: &Quotation) -> bool {
    if quotation.open <= unit.start {
        return true;
    }
    let Some(before) = text.token(quotation.open - 1) else {
        return true;
    };
    let first_capital = text.token(quotation.open + 1).is_some_and(|first| {
        first.is_capital()
            || first.kind == token::Kind::Number
            || first.kind == token::Kind::BracketOpen
    });
    match before.kind {
        token::Kind::Colon => true,
        token::Kind::Comma => first_capital || starts_after_attribution(text, unit, quotation),
        _ => first_capital && before.verb.is_some(),
    }
}

/// `"…," says X, "and …"`
fn starts_after_attribution(text: &Text<'_>, unit: &Range<usize>, quotation: &Quotation) -> bool {
    (unit.start..quotation.open)
        .rev()
        .take(16)
        .any(|at| text.kind(at) == Some(token::Kind::Close))
}

/// The words between the marks of a quotation.
pub(super) fn inside(text: &Text<'_>, quotation: &Quotation) -> (Range<usize>, String) {
    let start = text.token(quotation.open).map_or(0, |token| token.end);
    let end = if quotation.closed {
        text.token(quotation.close)
            .map_or(text.text.len(), |token| token.start)
    } else {
        text.token(quotation.close)
            .map_or(text.text.len(), |token| token.start)
    };
    let span = start..end.max(start);
    let words = written(text.text, &span);
    (span, words)
}

pub(super) fn written(text: &str, span: &Range<usize>) -> String {
    text.get(span.clone())
        .unwrap_or_default()
        .trim()
        .to_string()
}
