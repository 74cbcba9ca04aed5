//! Short names for what a script declares for itself. One name has one short name in the whole script, and no short name stands
//! there already: so what names the same variable still does, and what names another still does, whatever the scopes are.

use std::collections::HashMap;

use super::scopes::{Scope, scopes};
use super::shape::{Role, Shape, is_keyword};
use super::tokens::Token;

/// Where a name stands.
#[derive(Default)]
struct Uses {
    at: Vec<usize>,
    /// How often as property and variable at once: `{ a }` becomes `{ a: b }`.
    shorthands: usize,
    scopes: Vec<(usize, usize)>,
}

/// By token: the new text of a word.
pub(super) fn short_names(tokens: &[Token<'_>], shape: &Shape) -> HashMap<usize, String> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut names: Vec<(&str, Uses)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if !matches!(shape.roles[at], Role::Name | Role::Shorthand) {
            continue;
        }
        let place = *places.entry(token.text).or_insert_with(|| {
            names.push((token.text, Uses::default()));
            names.len() - 1
        });
        let uses = &mut names[place].1;
        uses.at.push(at);
        uses.shorthands += usize::from(shape.roles[at] == Role::Shorthand);
    }
    for Scope { name, start, end } in scopes(tokens, shape) {
        if let Some(place) = places.get(name) {
            names[*place].1.scopes.push((start, end));
        }
    }
    names.retain_mut(|(_, uses)| uses.are_declared());
    // What stands most often has the shortest; of equals the first.
    names.sort_by_key(|(_, uses)| std::cmp::Reverse(uses.at.len()));
    let mut shorts = (0..)
        .map(short)
        .filter(|short| !is_keyword(short) && !places.contains_key(short.as_str()));
    let mut next = shorts.next();
    let mut texts = HashMap::new();
    for (name, uses) in names {
        let Some(short) = next.as_ref().filter(|short| uses.gain(name, short)) else {
            continue;
        };
        for at in uses.at {
            let text = match shape.roles[at] {
                Role::Shorthand => format!("{name}:{short}"),
                _ => short.clone(),
            };
            texts.insert(at, text);
        }
        next = shorts.next();
    }
    texts
}

impl Uses {
    /// Whether every use is where a declaration reaches.
    fn are_declared(&mut self) -> bool {
        self.scopes.sort_unstable();
        let mut scopes = self.scopes.iter().peekable();
        let mut end = 0;
        self.at.iter().all(|at| {
            while let Some((_, reach)) = scopes.next_if(|(start, _)| start <= at) {
                end = end.max(*reach);
            }
            *at < end
        })
    }

    /// Whether there is less to send with another name.
    fn gain(&self, name: &str, short: &str) -> bool {
        let plain = self.at.len() - self.shorthands;
        plain * name.len() > plain * short.len() + self.shorthands * (short.len() + 1)
    }
}

const LETTERS: &[u8; 64] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_0123456789";

/// The names of one character, then those of two, …; none begins with a digit.
fn short(number: usize) -> String {
    let first = LETTERS.len() - 10;
    let mut name = String::from(char::from(LETTERS[number % first]));
    let mut rest = number / first;
    while rest > 0 {
        rest -= 1;
        name.push(char::from(LETTERS[rest % LETTERS.len()]));
        rest /= LETTERS.len();
    }
    name
}
