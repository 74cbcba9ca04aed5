//! Constants that may be sent as variables, which is shorter: those that nothing assigns to, so that nothing can tell.

use std::collections::HashSet;

use super::scopes::Declared;
use super::shape::{Bracket, Role, Shape};
use super::statements::is_head;
use super::tokens::{Kind, Token};

/// The places of the words `const` that may be `let`.
pub(super) fn variables(
    tokens: &[Token<'_>],
    shape: &Shape,
    declared: &Declared<'_>,
) -> HashSet<usize> {
    let assigned = assigned(tokens, shape, declared);
    let constants = declared.variables.iter().filter(|(word, scopes)| {
        tokens[*word].text == "const"
            // A keyword may be a name here, and `let` before it something else.
            && shape.roles.get(word + 1) != Some(&Role::Keyword)
            && declared.scopes[(*scopes).clone()]
                .iter()
                .all(|scope| !assigned.contains(scope.name))
    });
    constants.map(|(word, _)| *word).collect()
}

/// The names that may be assigned to anywhere but where they are declared.
fn assigned<'a>(tokens: &[Token<'a>], shape: &Shape, declared: &Declared<'_>) -> HashSet<&'a str> {
    let mut declarations = vec![false; tokens.len()];
    for scope in &declared.scopes {
        declarations[scope.at] = true;
    }
    let is_taken = |at: usize| {
        tokens.get(at).is_some_and(|token| match token.kind {
            Kind::Sign => is_assignment(token.text),
            Kind::Word => shape.roles[at] == Role::Keyword && matches!(token.text, "of" | "in"),
            _ => false,
        })
    };
    let mut names = HashSet::new();
    // Up to where the pattern goes on that is assigned to.
    let mut pattern = 0;
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1);
        let is_member = before.is_some_and(|at| {
            matches!(shape.roles[at], Role::Name | Role::Property)
                || tokens[at].is(")") && !is_head(tokens, shape, at)
                || tokens[at].is("]")
        });
        if matches!(shape.brackets[at], Some(Bracket::Square | Bracket::Object))
            && !is_member
            && is_taken(shape.ends[at] + 1)
        {
            pattern = pattern.max(shape.ends[at]);
        }
        if matches!(shape.roles[at], Role::Name | Role::Shorthand) && !declarations[at] {
            // What is assigned to may stand in brackets.
            let outer = tokens[..at].iter().rev().find(|token| !token.is("("));
            let is_counted = outer.is_some_and(|sign| sign.is("++") || sign.is("--"));
            let closing = tokens[at + 1..].iter().take_while(|token| token.is(")"));
            if at < pattern || is_counted || is_taken(at + 1) || is_taken(at + 1 + closing.count())
            {
                names.insert(token.text);
            }
        }
    }
    names
}

fn is_assignment(sign: &str) -> bool {
    matches!(sign, "++" | "--")
        || sign.ends_with('=') && !matches!(sign, "==" | "===" | "!=" | "!==" | "<=" | ">=")
}
