//! Scripts: comments, needless blanks and long names of a script's own variables go. Where it is in doubt what a sign means, the
//! script stays as it is; where it is in doubt what a word means, its names do.
//!
//! A gap between two tokens is kept as one blank where they would be one, and as one line break where a semicolon may be
//! inserted (ECMA-262, 12.10). Strings, templates and regular expressions are copied.

mod constants;
mod edits;
mod names;
mod scopes;
mod shape;
mod statements;
mod tokens;

use edits::{Edit, edits};
use shape::shape;
use tokens::{Gap, Kind, Token, tokens};

/// A script that says the same in fewer bytes; none where that is in doubt.
pub(super) fn minified(script: &str) -> Option<String> {
    let tokens = tokens(script)?;
    let is_licence = |token: &&Token<'_>| token.kind == Kind::Licence;
    let (licences, own) = tokens.split_at(tokens.iter().take_while(is_licence).count());
    let edits = shape(own).map(|shape| edits(own, &shape));
    Some(written(licences, own, edits.unwrap_or_default()))
}

/// The tokens with what changes of them: without edits nothing but the gaps.
fn written(licences: &[Token<'_>], tokens: &[Token<'_>], edits: Vec<Edit>) -> String {
    let mut sent = Sent::default();
    for token in licences {
        sent.push(token, token.text);
    }
    let mut edits = edits.into_iter();
    for token in tokens {
        let Edit { text, is_joined } = edits.next().unwrap_or_default();
        let gap = if is_joined { Gap::Blank } else { token.gap };
        sent.push(
            &Token { gap, ..*token },
            text.as_deref().unwrap_or(token.text),
        );
    }
    sent.text.push('\n');
    sent.text
}

#[derive(Default)]
struct Sent {
    text: String,
    last: Option<Kind>,
    /// The gap of what was left out.
    due: Gap,
}

impl Sent {
    /// Adds a token and the gap before it, where one is needed; of what is left out the gap alone.
    fn push(&mut self, token: &Token<'_>, text: &str) {
        let gap = token.gap.max(self.due);
        if text.is_empty() {
            self.due = gap.max(Gap::Blank);
            return;
        }
        self.due = Gap::None;
        match self.last {
            None => {}
            Some(last) if gap == Gap::Line && !self.is_line_free(last, token.kind, text) => {
                self.text.push('\n');
            }
            Some(last) if gap != Gap::None && !self.is_blank_free(last, token.kind, text) => {
                self.text.push(if gap == Gap::Line { '\n' } else { ' ' });
            }
            Some(_) => {}
        }
        self.last = Some(token.kind);
        self.text.push_str(text);
    }

    /// Whether no semicolon is inserted between what was sent last and this: an operator wants more, and one goes on.
    fn is_line_free(&self, last: Kind, kind: Kind, text: &str) -> bool {
        let wants_more = match last {
            Kind::Sign => {
                !self.text.ends_with([')', ']', '}'])
                    && !self.text.ends_with("++")
                    && !self.text.ends_with("--")
            }
            Kind::Template => self.text.ends_with("${"),
            _ => false,
        };
        wants_more && kind != Kind::Licence
            || kind == Kind::Template && text.starts_with('}')
            || kind == Kind::Sign
                && (text.starts_with(['}', ')', ']', ',', ';', '.', '?', ':', '='])
                    || matches!(text, "&&" | "||"))
    }

    /// Whether what was sent last and this stay two tokens with nothing between them.
    fn is_blank_free(&self, last: Kind, kind: Kind, text: &str) -> bool {
        let is_word = |kind| matches!(kind, Kind::Word | Kind::Number);
        match (last, kind) {
            (Kind::Licence, _) | (_, Kind::Licence) => false,
            (Kind::Word | Kind::Number | Kind::Pattern, _) if is_word(kind) => false,
            (Kind::Number, _) => !text.starts_with('.'),
            (Kind::Pattern, Kind::Sign | Kind::Pattern) => !text.starts_with('/'),
            (Kind::Sign, Kind::Pattern) => !self.text.ends_with(['/', '*', '<']),
            (Kind::Sign, Kind::Number) => !self.text.ends_with('.'),
            (Kind::Sign, Kind::Sign) => {
                let last = self.text.chars().next_back().unwrap_or(' ');
                let is_bracket =
                    |sign: char| matches!(sign, '(' | ')' | '[' | ']' | '{' | '}' | ',' | ';');
                is_bracket(last)
                    || text.starts_with(is_bracket)
                    || text.starts_with(['!', '~', '+', '-'])
                        && !text.ends_with('=')
                        && !text.starts_with(last)
                        && last != '<'
                        && !(self.text.ends_with("<!") && text.starts_with('-'))
            }
            _ => true,
        }
    }
}

#[cfg(test)]
#[path = "script_laws.rs"]
mod laws;
