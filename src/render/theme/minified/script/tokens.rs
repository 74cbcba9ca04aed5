//! The tokens of a script (ECMA-262, 12), each with the gap before it. Where it is in doubt what a sign means, there are none.

/// What a token is. A licence is a comment that begins with `!`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Word,
    Number,
    Text,
    Pattern,
    /// A part of a template: to its end, or to where an expression begins in it.
    Template,
    Sign,
    Licence,
}

/// What stands between two tokens, comments left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) enum Gap {
    #[default]
    None,
    Blank,
    Line,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    pub(super) gap: Gap,
}

impl Token<'_> {
    pub(super) fn is(&self, sign: &str) -> bool {
        self.kind == Kind::Sign && self.text == sign
    }

    /// Whether this opens a bracket, or an expression in a template.
    pub(super) fn opens(&self) -> bool {
        match self.kind {
            Kind::Sign => matches!(self.text, "(" | "[" | "{"),
            Kind::Template => self.text.ends_with("${"),
            _ => false,
        }
    }

    pub(super) fn closes(&self) -> bool {
        match self.kind {
            Kind::Sign => matches!(self.text, ")" | "]" | "}"),
            Kind::Template => self.text.starts_with('}'),
            _ => false,
        }
    }
}

/// Signs of more than one character, the longest first.
const SIGNS: [&str; 33] = [
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=",
    "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
    "<<", ">>", "**",
];

/// The tokens; none where the script may mean two things, or does not end what it begins.
pub(super) fn tokens(script: &str) -> Option<Vec<Token<'_>>> {
    // Comments of another language, which a browser reads too.
    if script.starts_with("#!") || script.contains("<!--") || script.contains("-->") {
        return None;
    }
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut open = Vec::new();
    let mut rounds = Rounds::default();
    let mut gap = Gap::None;
    let mut rest = script;
    while let Some(first) = rest.chars().next() {
        let (length, kind) = match first {
            _ if is_line_end(first) => (first.len_utf8(), Err(Gap::Line)),
            _ if first.is_whitespace() || first == '\u{feff}' => {
                (first.len_utf8(), Err(Gap::Blank))
            }
            '/' if rest.starts_with("//") => {
                // A licence, or a word to tools.
                if rest[2..].starts_with(['!', '#', '@']) {
                    return None;
                }
                (rest.find(is_line_end).unwrap_or(rest.len()), Err(Gap::None))
            }
            '/' if rest.starts_with("/*") => {
                let length = 2 + rest[2..].find("*/")? + 2;
                let comment = &rest[..length];
                let kind = match comment.contains(is_line_end) {
                    _ if comment.starts_with("/*!") => Ok(Kind::Licence),
                    true => Err(Gap::Line),
                    false => Err(Gap::Blank),
                };
                (length, kind)
            }
            '/' if may_begin_pattern(&tokens, &rounds, &rest[1..])? => {
                (pattern(rest)?, Ok(Kind::Pattern))
            }
            '"' | '\'' => (string(rest, first)?, Ok(Kind::Text)),
            '`' => (template(rest, &mut open)?, Ok(Kind::Template)),
            '}' if open.pop()? == Open::Template => {
                (template(rest, &mut open)?, Ok(Kind::Template))
            }
            _ if is_of_a_word(first) => {
                let is_number = first.is_ascii_digit();
                let kind = if is_number { Kind::Number } else { Kind::Word };
                (word(rest, is_number), Ok(kind))
            }
            '.' if starts_with_digit(&rest[1..]) => (1 + word(&rest[1..], true), Ok(Kind::Number)),
            // Escaped letters, and marks that belong to the letter before them.
            '\\' => return None,
            _ if !first.is_ascii() => return None,
            _ => {
                match first {
                    '{' => open.push(Open::Block),
                    '(' => rounds.open.push(is_head(&tokens)),
                    ')' => rounds.was_head = rounds.open.pop().unwrap_or_default(),
                    _ => {}
                }
                let long = SIGNS.iter().find(|sign| {
                    rest.starts_with(**sign)
                        && (**sign != "?." || !starts_with_digit(&rest[sign.len()..]))
                });
                let length = long.map_or(first.len_utf8(), |sign| sign.len());
                (length, Ok(Kind::Sign))
            }
        };
        match kind {
            Err(more) => gap = gap.max(more),
            Ok(kind) => {
                let text = &rest[..length];
                tokens.push(Token { kind, text, gap });
                gap = Gap::None;
            }
        }
        rest = &rest[length..];
    }
    open.is_empty().then_some(tokens)
}

/// What a closing brace ends.
#[derive(PartialEq, Eq)]
enum Open {
    Block,
    Template,
}

/// Round brackets: whether those that are open, and the one that closed last, are the head of a statement, which its body follows.
#[derive(Default)]
struct Rounds {
    open: Vec<bool>,
    was_head: bool,
}

/// Whether a bracket after these tokens is the head of a statement.
fn is_head(tokens: &[Token<'_>]) -> bool {
    let mut back = tokens.iter().rev().map(|token| token.text).peekable();
    let is_awaited = back.next_if_eq(&"await").is_some();
    let is_word = match back.next() {
        Some("for") => true,
        Some("if" | "while" | "with") => !is_awaited,
        _ => false,
    };
    is_word && !matches!(back.next(), Some("." | "?."))
}

/// Whether a slash here begins a regular expression or divides; none where that is in doubt.
fn may_begin_pattern(tokens: &[Token<'_>], rounds: &Rounds, after: &str) -> Option<bool> {
    // A pattern ends in its line: without a second slash this is none.
    let may_end = || {
        let end = after.find(|sign| sign == '/' || is_line_end(sign));
        end.is_some_and(|end| after[end..].starts_with('/'))
    };
    let Some((last, before)) = tokens.split_last() else {
        return Some(true);
    };
    match last.kind {
        Kind::Sign => match last.text {
            "]" => Some(false),
            ")" => Some(rounds.was_head),
            // After a block and after a value that is counted up it may be either.
            "}" | "++" | "--" => (!may_end()).then_some(false),
            _ => Some(true),
        },
        Kind::Word
            if before
                .last()
                .is_some_and(|sign| sign.is(".") || sign.is("?.")) =>
        {
            Some(false)
        }
        Kind::Word => match last.text {
            "return" | "typeof" | "case" | "in" | "delete" | "void" | "throw" | "new" | "do"
            | "else" | "instanceof" | "default" | "extends" => Some(true),
            "of" | "yield" | "await" => (!may_end()).then_some(false),
            _ => Some(false),
        },
        Kind::Template => Some(last.opens()),
        Kind::Licence => None,
        Kind::Number | Kind::Text | Kind::Pattern => Some(false),
    }
}

fn is_of_a_word(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '_' | '$')
}

fn is_line_end(sign: char) -> bool {
    matches!(sign, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|sign: char| sign.is_ascii_digit())
}

/// The length of a word, or of a number with its points.
fn word(text: &str, is_number: bool) -> usize {
    text.find(|sign| !(is_of_a_word(sign) || is_number && sign == '.'))
        .unwrap_or(text.len())
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

/// The length of a regular expression with its flags.
fn pattern(text: &str) -> Option<usize> {
    let mut is_in_class = false;
    let mut signs = text.char_indices().skip(1);
    while let Some((at, sign)) = signs.next() {
        match sign {
            _ if is_line_end(sign) => return None,
            '\\' => drop(signs.next()),
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '/' if !is_in_class => return Some(at + 1 + word(&text[at + 1..], false)),
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
