//! Where statements begin and end, as far as that is known without the whole grammar.

use super::shape::{Bracket, Role, Shape};
use super::tokens::{Gap, Kind, Token};

/// Whether a statement may have ended before a token that begins a line (ECMA-262, 12.10): where it is in doubt, it has.
pub(super) fn may_end_before(tokens: &[Token<'_>], shape: &Shape, at: usize) -> bool {
    let is_in_block = match shape.inside[at] {
        Some(open) => shape.brackets[open] == Some(Bracket::Block),
        None => true,
    };
    if !is_in_block || tokens[at].gap != Gap::Line || at == 0 {
        return false;
    }
    let (before, token) = (&tokens[at - 1], &tokens[at]);
    let goes_on = match before.kind {
        Kind::Sign => match before.text {
            ")" => is_head(tokens, shape, at - 1),
            "]" | "}" | "++" | "--" => false,
            _ => true,
        },
        _ => false,
    };
    let continues = token.kind == Kind::Sign
        && !matches!(
            token.text,
            "(" | "[" | "{" | "++" | "--" | "!" | "~" | "+" | "-"
        );
    !goes_on && !continues
}

/// Whether a bracket closes the head of a statement, after which its body comes.
pub(super) fn is_head(tokens: &[Token<'_>], shape: &Shape, close: usize) -> bool {
    let before = shape.starts[close].checked_sub(1);
    before.is_some_and(|at| {
        let is_keyword =
            |at: usize, word: &str| shape.roles[at] == Role::Keyword && tokens[at].text == word;
        // `for await (…)`; without its `for` it is what waits for a value in brackets.
        ["if", "for", "while", "switch"]
            .iter()
            .any(|word| is_keyword(at, word))
            || is_keyword(at, "await") && at > 0 && is_keyword(at - 1, "for")
    })
}

/// Whether a statement begins here for certain.
pub(super) fn begins_statement(tokens: &[Token<'_>], shape: &Shape, at: usize) -> bool {
    let inside = shape.inside[at];
    if inside.is_some_and(|open| shape.brackets[open] != Some(Bracket::Block)) {
        return false;
    }
    let Some(before) = at.checked_sub(1) else {
        return true;
    };
    match (tokens[before].kind, tokens[before].text) {
        (Kind::Sign, ";") => true,
        (Kind::Sign, "{") => inside == Some(before),
        (Kind::Sign, "}") => matches!(
            shape.brackets[shape.starts[before]],
            Some(Bracket::Block | Bracket::Class)
        ),
        _ => false,
    }
}

/// Whether a brace closes what ends a statement: a block, or the body of a function or class that is declared.
pub(super) fn ends_statement(tokens: &[Token<'_>], shape: &Shape, close: usize) -> bool {
    let open = shape.starts[close];
    let is = |at: Option<usize>, word: &str| {
        at.is_some_and(|at| shape.roles[at] == Role::Keyword && tokens[at].text == word)
    };
    if shape.brackets[open] != Some(Bracket::Block) {
        return false;
    }
    if begins_statement(tokens, shape, open) {
        return true;
    }
    let Some(before) = open.checked_sub(1) else {
        return true;
    };
    if !tokens[before].is(")") {
        return ["else", "try", "finally", "catch"]
            .iter()
            .any(|word| is(Some(before), word));
    }
    let head = shape.starts[before];
    let function = head.checked_sub(2).filter(|at| is(Some(*at), "function"));
    let first = function.map(|at| match at.checked_sub(1) {
        Some(before) if is(Some(before), "async") => before,
        _ => at,
    });
    is_head(tokens, shape, before)
        || is(head.checked_sub(1), "catch")
        || first.is_some_and(|first| begins_statement(tokens, shape, first))
}
