//! Where the variables of a script are declared, and how far each declaration reaches. A reach that is not known is taken too
//! short, never too long: a name that is used outside of it keeps its name. What a script declares at its top belongs to the
//! page, and `var` and the name of a function's own expression are left out.

use super::shape::{Bracket, Role, Shape};
use super::statements::{begins_statement, may_end_before};
use super::tokens::{Kind, Token};

/// A name and the tokens between which it means the same variable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    pub(super) name: &'a str,
    /// Where it is declared.
    pub(super) at: usize,
    pub(super) start: usize,
    /// As far as is known for certain.
    pub(super) end: usize,
    /// No farther than this.
    pub(super) limit: usize,
}

/// What a script declares.
pub(super) struct Declared<'a> {
    pub(super) scopes: Vec<Scope<'a>>,
    /// By the place of a `const` or `let` all of whose names are known: its scopes.
    pub(super) variables: Vec<(usize, std::ops::Range<usize>)>,
}

/// Declarations whose end is not known yet: parameters of `=>` and an expression, variables of a loop without braces.
struct Pending {
    scopes: std::ops::Range<usize>,
    is_arrow: bool,
    conditions: usize,
}

#[derive(Default)]
struct Level {
    pending: Vec<Pending>,
    conditions: usize,
}

struct Reader<'a, 'b> {
    tokens: &'b [Token<'a>],
    shape: &'b Shape,
    is_strict: bool,
    found: Vec<Scope<'a>>,
    /// What is declared in the head of a loop, by where the head closes.
    heads: Vec<(usize, std::ops::Range<usize>)>,
    variables: Vec<(usize, std::ops::Range<usize>)>,
}

pub(super) fn declared<'a>(tokens: &[Token<'a>], shape: &Shape) -> Declared<'a> {
    let is_strict = tokens.first().is_some_and(|first| {
        matches!(first.text, "'use strict'" | "\"use strict\"")
            && tokens.get(1).is_some_and(|end| end.is(";"))
    });
    let mut reader = Reader {
        tokens,
        shape,
        is_strict,
        found: Vec::new(),
        heads: Vec::new(),
        variables: Vec::new(),
    };
    let mut levels = vec![Level::default()];
    for (at, token) in tokens.iter().enumerate() {
        if token.closes()
            && let Some(mut closed) = levels.pop()
        {
            reader.end(&mut closed, at, |_| true);
        }
        let Some(level) = levels.last_mut() else {
            break;
        };
        if may_end_before(tokens, shape, at) {
            reader.end(level, at, |_| true);
        }
        match token.text {
            "}" if shape.brackets[shape.starts[at]] == Some(Bracket::Block) => {
                reader.end(level, at, |pending| !pending.is_arrow);
            }
            ")" => reader.head_closed(level, at),
            _ if token.kind == Kind::Word && shape.roles[at] == Role::Keyword => {
                reader.keyword(at);
            }
            _ if token.kind != Kind::Sign => {}
            ";" => {
                reader.end(level, at, |_| true);
                level.conditions = 0;
            }
            "," => reader.end(level, at, |pending| pending.is_arrow),
            "?" => level.conditions += 1,
            ":" => {
                level.conditions = level.conditions.saturating_sub(1);
                let left = level.conditions;
                reader.end(level, at, |pending| {
                    pending.is_arrow && pending.conditions > left
                });
            }
            "=>" => reader.arrow(level, at),
            "{" => reader.opened(at),
            _ => {}
        }
        if token.opens() {
            levels.push(Level::default());
        }
    }
    Declared {
        scopes: reader.found,
        variables: reader.variables,
    }
}

impl<'a> Reader<'a, '_> {
    fn is(&self, at: usize, word: &str) -> bool {
        self.shape.roles[at] == Role::Keyword && self.tokens[at].text == word
    }

    /// Ends what is pending from the last on, as long as `is_over`.
    fn end(&mut self, level: &mut Level, at: usize, is_over: impl Fn(&Pending) -> bool) {
        while let Some(pending) = level.pending.pop_if(|pending| is_over(pending)) {
            for scope in &mut self.found[pending.scopes] {
                scope.end = at;
            }
        }
    }

    /// Declares the names of a list of targets; where they end is said later.
    fn declare(&mut self, start: usize, list: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let first = self.found.len();
        let mut lists = vec![list];
        while let Some(list) = lists.pop() {
            let mut at = list.start;
            while at < list.end {
                at = self.target(start, at, &mut lists);
                // Past what it is when nothing is given.
                while at < list.end && !self.tokens[at].is(",") {
                    at = self.next(at);
                }
                at += 1;
            }
        }
        first..self.found.len()
    }

    /// The token after this one on the same level.
    fn next(&self, at: usize) -> usize {
        let mut at = at;
        while self.tokens[at].opens() {
            at = self.shape.ends[at];
        }
        at + 1
    }

    /// One target: a name, or a pattern, whose list is gone through later. Gives the token after it, or the same one.
    fn target(
        &mut self,
        start: usize,
        at: usize,
        lists: &mut Vec<std::ops::Range<usize>>,
    ) -> usize {
        let first = at;
        let mut at = at;
        let is_property = |at: usize| self.shape.roles.get(at) == Some(&Role::Property);
        if self.tokens[at].is("...") {
            at += 1;
        }
        let is_key = is_property(at) || matches!(self.tokens[at].kind, Kind::Text | Kind::Number);
        if is_key && self.tokens.get(at + 1).is_some_and(|sign| sign.is(":")) {
            at += 2;
        }
        let Some(token) = self.tokens.get(at) else {
            return at;
        };
        match self.shape.roles[at] {
            Role::Name | Role::Shorthand => {
                self.found.push(Scope {
                    name: token.text,
                    at,
                    start,
                    end: start,
                    limit: self.limit(start),
                });
                return at + 1;
            }
            // A computed key is none: its name is used, not declared.
            Role::None if at == first && self.is_in_object(at) => {}
            Role::None if token.is("{") || token.is("[") => {
                lists.push(at + 1..self.shape.ends[at]);
            }
            _ => {}
        }
        at
    }

    fn is_in_object(&self, at: usize) -> bool {
        self.shape.inside[at].is_some_and(|open| self.shape.brackets[open] == Some(Bracket::Object))
    }

    fn set_end(&mut self, scopes: std::ops::Range<usize>, end: usize) {
        for scope in &mut self.found[scopes] {
            scope.end = end;
            scope.limit = end;
        }
    }

    /// Where the bracket closes that a token is in.
    fn limit(&self, at: usize) -> usize {
        self.shape.inside[at].map_or(self.tokens.len(), |open| self.shape.ends[open])
    }

    /// A brace after a bracket may be the body of a function, a method or a `catch`.
    fn opened(&mut self, at: usize) {
        let Some(close) = at.checked_sub(1) else {
            return;
        };
        if self.shape.brackets[at] != Some(Bracket::Block) || !self.tokens[close].is(")") {
            return;
        }
        let open = self.shape.starts[close];
        let before = |by: usize| open.checked_sub(by);
        let is = |by, word| before(by).is_some_and(|at| self.is(at, word));
        let is_star = |by| before(by).is_some_and(|at| self.tokens[at].is("*"));
        let is_method = self.shape.inside[at].is_some_and(|around| {
            matches!(
                self.shape.brackets[around],
                Some(Bracket::Object | Bracket::Class)
            )
        });
        let is_function = is(1, "function")
            || is(1, "catch")
            || is(2, "function")
            || is_star(1) && is(2, "function")
            || is_star(2) && is(3, "function");
        if is_function || is_method {
            let scopes = self.declare(open, open + 1..close);
            self.set_end(scopes, self.shape.ends[at]);
        }
    }

    fn arrow(&mut self, level: &mut Level, at: usize) {
        let Some(last) = at.checked_sub(1) else {
            return;
        };
        let (start, list) = match self.tokens[last].is(")") {
            true => (self.shape.starts[last], self.shape.starts[last] + 1..last),
            false => (last, last..at),
        };
        let scopes = self.declare(start, list);
        let is_block = self.shape.brackets.get(at + 1) == Some(&Some(Bracket::Block));
        if is_block {
            self.set_end(scopes, self.shape.ends[at + 1]);
        } else {
            level.pending.push(Pending {
                scopes,
                is_arrow: true,
                conditions: level.conditions,
            });
        }
    }

    /// After the head of a loop its body comes.
    fn head_closed(&mut self, level: &mut Level, at: usize) {
        while let Some((_, scopes)) = self.heads.pop_if(|(close, _)| *close == at) {
            if self.shape.brackets.get(at + 1) == Some(&Some(Bracket::Block)) {
                self.set_end(scopes, self.shape.ends[at + 1]);
            } else {
                level.pending.push(Pending {
                    scopes,
                    is_arrow: false,
                    conditions: 0,
                });
            }
        }
    }

    fn keyword(&mut self, at: usize) {
        match self.tokens[at].text {
            "const" | "let" => self.variables(at),
            "class" => self.named(at, at + 1, begins_statement(self.tokens, self.shape, at)),
            "function" => {
                let first = at.checked_sub(1).filter(|before| self.is(*before, "async"));
                let first = first.unwrap_or(at);
                let star = self.tokens.get(at + 1).is_some_and(|sign| sign.is("*"));
                let around = self.shape.inside[at];
                // In a block of a script that is not strict it may belong to the page.
                let is_own = self.is_strict || around.is_some_and(|open| self.is_function(open));
                let begins = begins_statement(self.tokens, self.shape, first);
                self.named(at, at + 1 + usize::from(star), begins && is_own);
            }
            _ => {}
        }
    }

    /// Whether a block is the body of a function.
    fn is_function(&self, open: usize) -> bool {
        let Some(before) = open.checked_sub(1) else {
            return false;
        };
        self.tokens[before].is("=>")
            || self.tokens[before].is(")") && {
                let at = self.shape.starts[before];
                at > 0 && self.is(at - 1, "function") || at > 1 && self.is(at - 2, "function")
            }
    }

    /// A function or a class of which its block knows.
    fn named(&mut self, at: usize, name: usize, is_declared: bool) {
        let around = self.shape.inside[at].filter(|_| is_declared);
        if let (Some(open), Some(Role::Name)) = (around, self.shape.roles.get(name)) {
            self.found.push(Scope {
                name: self.tokens[name].text,
                at: name,
                start: open,
                end: self.shape.ends[open],
                limit: self.shape.ends[open],
            });
        }
    }

    /// `const` and `let`: in a block, or in the head of a loop.
    fn variables(&mut self, at: usize) {
        let Some(open) = self.shape.inside[at] else {
            return;
        };
        let is_loop = open + 1 == at && {
            let before = |by: usize| open.checked_sub(by);
            let is = |by, word| before(by).is_some_and(|at| self.is(at, word));
            is(1, "for") || is(1, "await") && is(2, "for")
        };
        if !is_loop && !begins_statement(self.tokens, self.shape, at) {
            return;
        }
        // Where the declaration ends, for certain.
        let close = self.shape.ends[open];
        let mut end = at + 1;
        while end < close {
            let token = &self.tokens[end];
            let is_word = ["const", "let", "of", "in"]
                .iter()
                .any(|word| self.is(end, word));
            if token.is(";") || is_word || may_end_before(self.tokens, self.shape, end) {
                break;
            }
            end = self.next(end);
        }
        let scopes = self.declare(open, at + 1..end);
        if end == close || is_loop || self.tokens[end].is(";") {
            self.variables.push((at, scopes.clone()));
        }
        if is_loop {
            self.heads.push((close, scopes));
        } else {
            self.set_end(scopes, close);
        }
    }
}
