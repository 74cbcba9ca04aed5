//! The shape of a script: what each bracket holds, and what each word is. No more of the grammar is known than this takes;
//! a script with anything else (modules, labels, fields of classes, `with`, `eval`) has no shape.

use super::tokens::{Gap, Kind, Token};

/// What a bracket holds. A class holds methods; an object is a literal or a pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Bracket {
    Block,
    Object,
    Class,
    Round,
    Square,
    Template,
}

/// What a word is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// No word at all.
    None,
    Keyword,
    Property,
    /// A variable.
    Name,
    /// A property and the variable that it comes from or goes to: `{ a }`.
    Shorthand,
}

pub(super) struct Shape {
    /// By token: its role.
    pub(super) roles: Vec<Role>,
    /// By token: where the bracket that it is in was opened. A bracket is in the one around it.
    pub(super) inside: Vec<Option<usize>>,
    /// By token: its other end, where it is a bracket. What closes one part of a template may open the next: this is the end of that.
    pub(super) ends: Vec<usize>,
    /// By token: where it was opened, where it closes something.
    pub(super) starts: Vec<usize>,
    /// By token: what it opens.
    pub(super) brackets: Vec<Option<Bracket>>,
}

/// A bracket that is open while a script is read.
struct Open {
    at: usize,
    bracket: Bracket,
    conditions: usize,
    is_case: bool,
    /// Whether the last colon was one of a condition.
    is_condition: bool,
    /// Where the body of a class begins whose head was read.
    class: Option<usize>,
}

impl Open {
    fn new(at: usize, bracket: Bracket) -> Self {
        Self {
            at,
            bracket,
            conditions: 0,
            is_case: false,
            is_condition: false,
            class: None,
        }
    }
}

const MOST_OPEN: usize = 200;

/// Words that name no variable, or not everywhere.
const KEYWORDS: [&str; 47] = [
    "arguments",
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "get",
    "if",
    "implements",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "of",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "set",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
];

pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok() || matches!(word, "yield" | "__proto__" | "undefined")
}

pub(super) fn shape(tokens: &[Token<'_>]) -> Option<Shape> {
    let mut shape = Shape {
        roles: vec![Role::None; tokens.len()],
        inside: vec![None; tokens.len()],
        ends: vec![0; tokens.len()],
        starts: vec![0; tokens.len()],
        brackets: vec![None; tokens.len()],
    };
    let mut open = vec![Open::new(usize::MAX, Bracket::Block)];
    for (at, token) in tokens.iter().enumerate() {
        if token.closes() {
            let closed = open.pop()?;
            let is_pair = match token.text {
                ")" => closed.bracket == Bracket::Round,
                "]" => closed.bracket == Bracket::Square,
                "}" => !matches!(
                    closed.bracket,
                    Bracket::Round | Bracket::Square | Bracket::Template
                ),
                _ => closed.bracket == Bracket::Template,
            };
            if !is_pair || open.is_empty() {
                return None;
            }
            shape.ends[closed.at] = at;
            shape.starts[at] = closed.at;
        }
        let level = open.last_mut()?;
        shape.inside[at] = Some(level.at).filter(|at| *at != usize::MAX);
        match token.kind {
            Kind::Licence => return None,
            Kind::Word => shape.roles[at] = role(tokens, &shape, at, level)?,
            Kind::Sign => match token.text {
                "?" => level.conditions += 1,
                ":" => {
                    level.is_condition = level.conditions > 0;
                    if level.is_condition {
                        level.conditions -= 1;
                    } else if level.bracket != Bracket::Object {
                        // Of a `case`, or else of a label.
                        level.is_case.then_some(())?;
                        level.is_case = false;
                    }
                }
                ";" => level.conditions = 0,
                "*" | "=" | "[" if level.bracket == Bracket::Class => return None,
                // A method that yields.
                "*" if level.bracket == Bracket::Object
                    && (tokens[at - 1].is(",") || tokens[at - 1].is("{")) =>
                {
                    return None;
                }
                _ if !token.text.is_ascii() || matches!(token.text, "#" | "@" | "\\") => {
                    return None;
                }
                _ => {}
            },
            _ => {}
        }
        if token.opens() {
            let bracket = match token.text {
                "(" => Bracket::Round,
                "[" => Bracket::Square,
                "{" => brace(tokens, &shape, at, level)?,
                _ => Bracket::Template,
            };
            shape.brackets[at] = Some(bracket);
            if open.len() > MOST_OPEN {
                return None;
            }
            open.push(Open::new(at, bracket));
        }
    }
    // `var` declares beyond the block of a `catch` whose name it has.
    let is_keyword =
        |at: usize, word: &str| shape.roles[at] == Role::Keyword && tokens[at].text == word;
    let has = |word: &str| (0..tokens.len()).any(|at| is_keyword(at, word));
    (open.len() == 1 && !(has("var") && has("catch"))).then_some(shape)
}

/// What a word is; none where that is not known.
fn role(tokens: &[Token<'_>], shape: &Shape, at: usize, level: &mut Open) -> Option<Role> {
    let word = tokens[at].text;
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    let after = tokens.get(at + 1);
    if before.is_some_and(|before| before.is(".") || before.is("?.")) {
        return Some(Role::Property);
    }
    if level.bracket == Bracket::Class {
        return Some(Role::Property);
    }
    let is_modifier = |at: usize| {
        shape.roles[at] == Role::Property && matches!(tokens[at].text, "get" | "set" | "async")
    };
    let begins = level.at.wrapping_add(1) == at || before.is_some_and(|before| before.is(","));
    if level.bracket == Bracket::Object
        && (begins || tokens[at - 1].kind == Kind::Word && is_modifier(at - 1))
    {
        let after = after?;
        return match (after.kind, after.text) {
            (Kind::Sign, ":" | "(") => Some(Role::Property),
            (Kind::Sign, "," | "}" | "=") if is_keyword(word) => Some(Role::Keyword),
            (Kind::Sign, "," | "}" | "=") => Some(Role::Shorthand),
            (Kind::Word, _) if matches!(word, "get" | "set" | "async") => Some(Role::Property),
            _ => None,
        };
    }
    match word {
        "import" | "export" | "with" | "eval" | "enum" => return None,
        "case" | "default" => level.is_case = true,
        "class" => level.class = Some(body_of_class(tokens, at)?),
        _ => {}
    }
    let is_name = !is_keyword(word);
    Some(if is_name { Role::Name } else { Role::Keyword })
}

/// What a brace holds; none where that is not known.
fn brace(tokens: &[Token<'_>], shape: &Shape, at: usize, level: &Open) -> Option<Bracket> {
    let Some(last) = at.checked_sub(1) else {
        return Some(Bracket::Block);
    };
    if level.class == Some(at) {
        return Some(Bracket::Class);
    }
    let before = &tokens[last];
    let is_statement = level.bracket == Bracket::Block;
    match (before.kind, before.text) {
        (Kind::Sign, ")" | "=>") => Some(Bracket::Block),
        (Kind::Sign, ";" | "{" | "}") => is_statement.then_some(Bracket::Block),
        (Kind::Sign, "]" | "++" | "--" | "." | "?.") => None,
        // After the colon of a condition an object, of a `case` a block.
        (Kind::Sign, ":") if is_statement && !level.is_condition => Some(Bracket::Block),
        (Kind::Sign, _) => Some(Bracket::Object),
        (Kind::Template, _) => before.opens().then_some(Bracket::Object),
        (Kind::Word, "else" | "do" | "try" | "finally" | "catch")
            if shape.roles[last] == Role::Keyword =>
        {
            Some(Bracket::Block)
        }
        (
            Kind::Word,
            "return" | "typeof" | "in" | "of" | "instanceof" | "const" | "let" | "var" | "new"
            | "delete" | "void" | "throw",
        ) if shape.roles[last] == Role::Keyword && tokens[at].gap != Gap::Line => {
            Some(Bracket::Object)
        }
        _ => None,
    }
}

/// Where the body of a class begins whose head begins here: `class`, its name, `extends` and a name.
fn body_of_class(tokens: &[Token<'_>], class: usize) -> Option<usize> {
    let is_word = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Word);
    let mut at = class + 1;
    if is_word(at) && tokens[at].text != "extends" {
        at += 1;
    }
    if is_word(at) && tokens[at].text == "extends" {
        at += 1;
        while is_word(at) && tokens.get(at + 1)?.is(".") {
            at += 2;
        }
        at += usize::from(is_word(at));
    }
    tokens.get(at)?.is("{").then_some(at)
}
