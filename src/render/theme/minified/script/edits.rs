//! What changes of a script whose shape is known: short names, and what may be left out between statements.

use super::constants::variables;
use super::names::short_names;
use super::scopes::declared;
use super::shape::{Bracket, Role, Shape};
use super::statements::{begins_statement, ends_statement, is_head, may_end_before};
use super::tokens::{Gap, Kind, Token};

/// What changes of a token.
#[derive(Clone, Debug, Default)]
pub(super) struct Edit {
    /// Another text; an empty one is left out.
    pub(super) text: Option<String>,
    /// Whether it needs no line of its own.
    pub(super) is_joined: bool,
}

/// By token: what changes of it.
pub(super) fn edits(tokens: &[Token<'_>], shape: &Shape) -> Vec<Edit> {
    let mut edits = vec![Edit::default(); tokens.len()];
    let declared = declared(tokens, shape);
    for (at, name) in short_names(tokens, shape, &declared) {
        edits[at].text = Some(name);
    }
    let variables = variables(tokens, shape, &declared);
    for word in &variables {
        edits[*word].text = Some("let".into());
    }
    let word_of = |at: usize| match variables.contains(&at) {
        true => Some("let"),
        false => tokens.get(at).map(|token| token.text),
    };
    // The word of the declaration that goes on, by level.
    let mut declaring: Vec<Option<&str>> = vec![None];
    for (at, token) in tokens.iter().enumerate() {
        if token.closes() {
            declaring.pop();
        }
        let Some(word) = declaring.last_mut() else {
            break;
        };
        if may_end_before(tokens, shape, at) {
            *word = None;
        }
        match token.text {
            "const" | "let" if is_declaration(tokens, shape, at) => *word = word_of(at),
            // `const a = 1; const b = 2` is `const a = 1, b = 2`.
            ";" if word.is_some()
                && word_of(at + 1) == *word
                && is_declaration(tokens, shape, at + 1) =>
            {
                edits[at].text = Some(",".into());
                edits[at + 1].text = Some(String::new());
            }
            ";" if token.kind == Kind::Sign => {
                *word = None;
                if is_needless(tokens, shape, at) {
                    edits[at].text = Some(String::new());
                }
            }
            // `(a) => b` is `a => b`.
            "=>" if at > 2 && is_one_name(shape, at - 3) => {
                edits[at - 3].text = Some(String::new());
                edits[at - 1].text = Some(String::new());
            }
            _ => {}
        }
        edits[at].is_joined = at > 0
            && token.gap == Gap::Line
            && tokens[at - 1].is("}")
            && ends_statement(tokens, shape, at - 1);
        if token.opens() {
            declaring.push(None);
        }
    }
    edits
}

fn is_declaration(tokens: &[Token<'_>], shape: &Shape, at: usize) -> bool {
    // In old scripts `let` may be a name.
    let names = tokens
        .get(at + 1)
        .is_some_and(|next| next.kind == Kind::Word || next.is("[") || next.is("{"));
    shape.roles[at] == Role::Keyword && names && begins_statement(tokens, shape, at)
}

/// Whether a bracket and the two tokens after it are a name in brackets.
fn is_one_name(shape: &Shape, open: usize) -> bool {
    shape.brackets[open] == Some(Bracket::Round)
        && shape.roles[open + 1] == Role::Name
        && shape.ends[open] == open + 2
}

/// Whether a semicolon stands before the end of its block, and is no statement of its own.
fn is_needless(tokens: &[Token<'_>], shape: &Shape, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    if !tokens.get(at + 1).is_some_and(|next| next.is("}")) {
        return false;
    }
    match tokens[before].kind {
        Kind::Sign => match tokens[before].text {
            ")" => !is_head(tokens, shape, before),
            "]" | "}" | "++" | "--" => true,
            _ => false,
        },
        Kind::Word => {
            shape.roles[before] != Role::Keyword || !matches!(tokens[before].text, "else" | "do")
        }
        _ => true,
    }
}
