//! Scripts: comments and indentation go, and nothing else. Where it is in doubt what a sign means, the script stays as it is.
//!
//! A gap between two tokens is kept as one blank or one line break, and left out only beside a bracket, a comma or a
//! semicolon where neither can mean anything: these are tokens of their own, and no semicolon is inserted after `{ ( [ , ;`
//! or is missed before `} ) ] , ;` (ECMA-262, 12.10). Strings, templates and regular expressions are copied.

/// A script that says the same in fewer bytes; none where that is in doubt.
pub(super) fn minified(script: &str) -> Option<String> {
    // Comments of another language, which a browser reads too.
    if script.starts_with("#!") || script.contains("<!--") || script.contains("-->") {
        return None;
    }
    let mut sent = Sent::default();
    let mut open = Vec::new();
    let mut rest = script;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if is_line_end(first) => sent.gap(Gap::Line, first.len_utf8()),
            _ if first.is_whitespace() || first == '\u{feff}' => {
                sent.gap(Gap::Blank, first.len_utf8())
            }
            '/' if rest.starts_with("//") => {
                // A licence, or a word to tools.
                if rest[2..].starts_with(['!', '#', '@']) {
                    return None;
                }
                rest.find(is_line_end).unwrap_or(rest.len())
            }
            '/' if rest.starts_with("/*") => {
                let length = 2 + rest[2..].find("*/")? + 2;
                let comment = &rest[..length];
                match comment.starts_with("/*!") {
                    true => sent.push(comment),
                    false if comment.contains(is_line_end) => sent.gap(Gap::Line, length),
                    false => sent.gap(Gap::Blank, length),
                }
            }
            '/' => {
                let is_pattern = sent.may_begin_pattern(&rest[1..])?;
                let length = if is_pattern { pattern(rest)? } else { 1 };
                sent.push(&rest[..length])
            }
            '"' | '\'' => sent.push(&rest[..string(rest, first)?]),
            '`' => sent.push(&rest[..template(rest, &mut open)?]),
            '{' => {
                open.push(Open::Block);
                sent.push("{")
            }
            '}' => match open.pop()? {
                Open::Block => sent.push("}"),
                Open::Template => sent.push(&rest[..template(rest, &mut open)?]),
            },
            _ => sent.push(&rest[..first.len_utf8()]),
        };
        rest = &rest[length..];
    }
    open.is_empty().then(|| {
        sent.text.push('\n');
        sent.text
    })
}

/// What a closing brace ends.
enum Open {
    Block,
    Template,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Gap {
    #[default]
    None,
    Blank,
    Line,
}

#[derive(Default)]
struct Sent {
    text: String,
    due: Gap,
}

impl Sent {
    fn gap(&mut self, gap: Gap, length: usize) -> usize {
        self.due = self.due.max(gap);
        length
    }

    /// Adds a piece and the gap before it, where one is needed. Gives the length of the piece.
    fn push(&mut self, piece: &str) -> usize {
        let last = self.text.chars().next_back();
        let is_free = last.is_none_or(|last| matches!(last, '{' | '(' | '[' | ',' | ';'))
            || piece.starts_with(['}', ')', ']', ',', ';'])
            || self.due == Gap::Blank
                && (last.is_some_and(|last| matches!(last, '}' | ')' | ']'))
                    || piece.starts_with(['{', '(', '[']));
        match self.due {
            Gap::Line if !is_free => self.text.push('\n'),
            Gap::Blank if !is_free => self.text.push(' '),
            _ => {}
        }
        self.due = Gap::None;
        self.text.push_str(piece);
        piece.len()
    }

    /// Whether a slash here begins a regular expression or divides; none where that is in doubt.
    fn may_begin_pattern(&self, after: &str) -> Option<bool> {
        let line = &after[..after.find(is_line_end).unwrap_or(after.len())];
        let Some(last) = self.text.chars().next_back() else {
            return Some(true);
        };
        match last {
            '(' | '[' | ',' | ';' | '=' | ':' | '!' | '&' | '|' | '?' | '{' | '*' | '%' | '<'
            | '>' | '~' | '^' => Some(true),
            // A pattern ends in its line: without a second slash this is none.
            _ if !line.contains('/') => Some(false),
            ']' | '"' | '\'' | '`' => Some(false),
            _ if is_of_a_word(last) => {
                let start = self.text.rfind(|sign| !is_of_a_word(sign));
                let word = &self.text[start.map_or(0, |at| at + 1)..];
                match word {
                    "return" | "typeof" | "case" | "in" | "of" | "delete" | "void" | "throw"
                    | "new" | "do" | "else" | "instanceof" | "yield" | "await" | "default"
                    | "extends" => None,
                    _ => Some(false),
                }
            }
            // After a bracket that closes a condition or a block it may be either, after `+` and `-` too.
            _ => None,
        }
    }
}

fn is_of_a_word(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '_' | '$')
}

fn is_line_end(sign: char) -> bool {
    matches!(sign, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// The length of a string with its quotes; none where it does not end.
fn string(text: &str, quote: char) -> Option<usize> {
    let mut signs = text.char_indices().skip(1);
    while let Some((at, sign)) = signs.next() {
        match sign {
            '\\' => drop(signs.next()),
            '\n' | '\r' => return None,
            _ if sign == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The length of a regular expression up to its second slash.
fn pattern(text: &str) -> Option<usize> {
    let mut is_in_class = false;
    let mut signs = text.char_indices().skip(1);
    while let Some((at, sign)) = signs.next() {
        match sign {
            _ if is_line_end(sign) => return None,
            '\\' => drop(signs.next()),
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '/' if !is_in_class => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The length of a part of a template: from its first sign to its end, or to where an expression begins in it.
fn template(text: &str, open: &mut Vec<Open>) -> Option<usize> {
    let mut signs = text.char_indices().skip(1);
    while let Some((at, sign)) = signs.next() {
        match sign {
            '\\' => drop(signs.next()),
            '`' => return Some(at + 1),
            '$' if text[at + 1..].starts_with('{') => {
                open.push(Open::Template);
                return Some(at + 2);
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
#[path = "script_laws.rs"]
mod laws;
