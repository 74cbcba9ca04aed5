//! Sentences. A quotation belongs whole to the sentence that it stands in, however many it holds itself.

use std::ops::Range;

use super::language::Language;
use super::lexeme::Flags;
use super::quotation::{Quotation, quotations};
use super::token::{Case, Kind, Token, tokens};

/// A text, cut and marked.
#[derive(Debug)]
pub struct Text<'a> {
    /// The text itself.
    pub text: &'a str,
    /// Its words and marks.
    pub tokens: Vec<Token>,
    /// Its quotations.
    pub quotations: Vec<Quotation>,
    /// Its sentences, as ranges of tokens.
    pub units: Vec<Range<usize>>,
    /// Whether most words that need no capital have one.
    pub title_case: bool,
}

impl<'a> Text<'a> {
    /// Cuts a text.
    #[must_use]
    pub fn read(text: &'a str, language: &Language) -> Self {
        Self::read_into(text, language, Vec::new())
    }

    /// Cuts a text, in the room of the tokens of another.
    #[must_use]
    pub fn read_into(text: &'a str, language: &Language, room: Vec<Token>) -> Self {
        let mut tokens = tokens(text, language, room);
        let quotations = quotations(text, &mut tokens);
        let units = units(&tokens);
        let title_case = is_title_case(&tokens);
        Self {
            text,
            tokens,
            quotations,
            units,
            title_case,
        }
    }

    /// A token; past the end, none.
    #[must_use]
    pub fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The kind of a token.
    #[must_use]
    pub fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The characters of a token.
    #[must_use]
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens
            .get(at)
            .and_then(|token| self.text.get(token.start..token.end))
            .unwrap_or_default()
    }

    /// The bytes that a range of tokens covers.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Range<usize> {
        let Some(first) = self.tokens.get(range.start) else {
            return 0..0;
        };
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.tokens.get(last).map_or(first.end, |token| token.end);
        first.start..end.max(first.start)
    }

    /// The characters that a range of tokens covers.
    #[must_use]
    pub fn slice(&self, range: &Range<usize>) -> &'a str {
        self.text.get(self.span(range)).unwrap_or_default()
    }

    /// The quotations that open in a sentence.
    #[must_use]
    pub fn quotations_in(&self, unit: &Range<usize>) -> &[Quotation] {
        let first = self
            .quotations
            .partition_point(|quotation| quotation.open < unit.start);
        let past = self
            .quotations
            .partition_point(|quotation| quotation.open < unit.end);
        self.quotations.get(first..past).unwrap_or_default()
    }

    /// Whether a sentence begins at a token.
    #[must_use]
    pub fn begins_sentence(&self, at: usize) -> bool {
        self.units
            .binary_search_by_key(&at, |unit| unit.start)
            .is_ok()
    }

    /// Whether a token may be any of these.
    #[must_use]
    pub fn is(&self, at: usize, flags: Flags) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(flags))
    }
}

/// How many tokens of a sentence are looked at to see who asked what stands before it.
const ASKED_WITHIN: usize = 12;

/// A sentence ends where it has this many words outside quotations, or quotations: what is longer is no sentence,
/// and what is asked of a sentence shall not take longer the longer a text is.
const LONGEST: usize = 400;
const MOST_QUOTATIONS: usize = 64;

fn units(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut units = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let (mut outside, mut quotations) = (0, 0);
    while at < tokens.len() {
        let end = match tokens[at].kind {
            Kind::Stop if !tokens[at].quoted => stop_end(tokens, at),
            Kind::Close => quotation_end(tokens, at),
            _ => None,
        };
        outside += usize::from(!tokens[at].quoted);
        quotations += usize::from(tokens[at].kind == Kind::Close);
        let full = outside >= LONGEST || quotations >= MOST_QUOTATIONS;
        let end = end
            .or((full && (!tokens[at].quoted || tokens[at].kind == Kind::Close)).then_some(at + 1));
        at += 1;
        if let Some(end) = end {
            (outside, quotations) = (0, 0);
            units.push(start..end);
            start = end;
            at = end.max(at);
        }
    }
    if start < tokens.len() {
        units.push(start..tokens.len());
    }
    units
}

/// The end of a sentence at a stop outside quotations.
fn stop_end(tokens: &[Token], at: usize) -> Option<usize> {
    let stop = tokens.get(at)?;
    let mut next = at + 1;
    while tokens
        .get(next)
        .is_some_and(|token| matches!(token.kind, Kind::BracketClose | Kind::Mark))
    {
        next += 1;
    }
    let Some(after) = tokens.get(next) else {
        return Some(next);
    };
    let apart = after.start > tokens.get(next - 1).unwrap_or(stop).end;
    let opens = after.kind == Kind::Open
        || after.is_capital()
        || matches!(after.kind, Kind::Number | Kind::BracketOpen | Kind::Other);
    (apart && opens).then_some(next)
}

/// The end of a sentence at the end of a quotation that ends with a stop.
fn quotation_end(tokens: &[Token], at: usize) -> Option<usize> {
    let ends = tokens.get(at.checked_sub(1)?)?;
    let next = tokens.get(at + 1)?;
    if ends.kind != Kind::Stop {
        return None;
    }
    if next.kind == Kind::Open {
        return Some(at + 1);
    }
    if !next.is_capital() {
        return None;
    }
    let mut verb = false;
    for token in tokens
        .get(at + 1..)
        .unwrap_or_default()
        .iter()
        .take(ASKED_WITHIN)
    {
        match token.kind {
            Kind::Stop => return (!verb).then_some(at + 1),
            Kind::Open | Kind::Colon => return Some(at + 1),
            Kind::Word if token.case == Case::Lower => verb |= token.verb.is_some(),
            _ => {}
        }
    }
    Some(at + 1)
}

/// Whether a headline writes most of its words with a capital.
fn is_title_case(tokens: &[Token]) -> bool {
    let (mut all, mut capitals) = (0, 0);
    for token in tokens {
        let long = token.kind == Kind::Word && token.end - token.start > 3;
        all += usize::from(long);
        capitals += usize::from(long && token.is_capital());
    }
    all >= 4 && capitals * 10 >= all * 8
}
