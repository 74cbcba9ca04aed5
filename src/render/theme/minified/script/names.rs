//! Short names for what a script declares for itself. One name has one short name in the whole script, that stands nowhere in it
//! already; two names have the same only where no declaration of one reaches into one of the other. So what names the same
//! variable still does, and what names another still does.

use std::collections::{BTreeMap, HashMap};

use super::scopes::{Declared, Scope};
use super::shape::{Role, Shape, is_keyword};
use super::tokens::Token;

/// Where a name stands.
#[derive(Default)]
struct Uses<'a> {
    at: Vec<usize>,
    /// How often as property and variable at once: `{ a }` becomes `{ a: b }`.
    shorthands: usize,
    scopes: Vec<Scope<'a>>,
}

/// A short name, and where it is taken: from a token to another.
struct Short {
    name: String,
    taken: BTreeMap<usize, usize>,
}

/// How many short names may stand for more than one.
const SHARED: usize = 54;

/// By token: the new text of a word.
pub(super) fn short_names(
    tokens: &[Token<'_>],
    shape: &Shape,
    declared: &Declared<'_>,
) -> HashMap<usize, String> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut names: Vec<(&str, Uses<'_>)> = Vec::new();
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
    for scope in &declared.scopes {
        if let Some(place) = places.get(scope.name) {
            names[*place].1.scopes.push(*scope);
        }
    }
    names.retain_mut(|(_, uses)| uses.are_declared());
    // What stands most often has the shortest; of equals the first.
    names.sort_by_key(|(_, uses)| std::cmp::Reverse(uses.at.len()));
    let is_free = |short: &String| !is_keyword(short) && !places.contains_key(short.as_str());
    let mut shorts = (0..).map(short).filter(is_free);
    let mut shared: Vec<Short> = Vec::new();
    let mut texts = HashMap::new();
    for (name, uses) in names {
        let reach = uses.reach();
        let is_free = |short: &Short| reach.iter().all(|reach| short.is_free(*reach));
        let place = shared.iter().position(is_free).unwrap_or_else(|| {
            shared.extend(shorts.next().map(|name| Short {
                name,
                taken: BTreeMap::new(),
            }));
            shared.len() - 1
        });
        let Some(short) = shared.get_mut(place) else {
            break;
        };
        if !uses.gain(name, &short.name) {
            continue;
        }
        short.taken.extend(reach);
        for at in uses.at {
            let text = match shape.roles[at] {
                Role::Shorthand => format!("{name}:{}", short.name),
                _ => short.name.clone(),
            };
            texts.insert(at, text);
        }
        shared.truncate(SHARED);
    }
    texts
}

impl Short {
    /// Whether it is not taken anywhere between two tokens.
    fn is_free(&self, (start, end): (usize, usize)) -> bool {
        let before = self.taken.range(..end).next_back();
        before.is_none_or(|(_, taken)| *taken <= start)
    }
}

impl Uses<'_> {
    /// Whether every use is where a declaration reaches.
    fn are_declared(&mut self) -> bool {
        self.scopes.sort_unstable_by_key(|scope| scope.start);
        let mut scopes = self.scopes.iter().peekable();
        let mut end = 0;
        self.at.iter().all(|at| {
            while let Some(scope) = scopes.next_if(|scope| scope.start <= *at) {
                end = end.max(scope.end);
            }
            *at < end
        })
    }

    /// Where a declaration may reach: parts that do not meet, in order.
    fn reach(&self) -> Vec<(usize, usize)> {
        let mut reach: Vec<(usize, usize)> = Vec::new();
        for Scope { start, limit, .. } in &self.scopes {
            match reach.last_mut() {
                Some((_, end)) if start <= end => *end = *limit.max(end),
                _ => reach.push((*start, *limit)),
            }
        }
        reach
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
