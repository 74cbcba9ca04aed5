//! Style sheets: nothing is understood but what a blank may be next to. Strings, `url(…)` and escapes are copied as they are, a blank
//! that may mean something stays, and a comment that begins with `!` (a licence) stays.

/// A style sheet that says the same in fewer bytes.
pub(super) fn minified(style: &str) -> String {
    let mut sheet = Sheet {
        text: String::with_capacity(style.len()),
        is_blank_due: false,
    };
    let mut rest = style;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            ' ' | '\n' | '\t' | '\r' | '\u{c}' => {
                sheet.is_blank_due = true;
                1
            }
            '/' if rest.starts_with("/*") => {
                let end = rest.get(2..).and_then(|inside| inside.find("*/"));
                let length = end.map_or(rest.len(), |end| end + 4);
                if rest.starts_with("/*!") {
                    sheet.push(&rest[..length]);
                } else if !sheet.is_blank_due && !sheet.ends_a_part() {
                    // It parts two words as a blank would not: `a/**/.b` is one element.
                    let after = rest[length..].chars().next();
                    let is_needed =
                        after.is_some_and(|next| !next.is_whitespace() && !is_free(next));
                    sheet.push(if is_needed { "/**/" } else { "" });
                }
                length
            }
            '"' | '\'' => sheet.push(&rest[..string_length(rest, first)]),
            '\\' => sheet.push(&rest[..escape_length(rest)]),
            'u' | 'U' if is_address(rest) => {
                let length = rest.find(')').map_or(rest.len(), |end| end + 1);
                sheet.push(&rest[..length])
            }
            _ => sheet.push(&rest[..first.len_utf8()]),
        };
        rest = &rest[length..];
    }
    sheet.text
}

struct Sheet {
    text: String,
    is_blank_due: bool,
}

impl Sheet {
    /// Adds a piece and the blank before it, where one is needed. Gives the length of the piece.
    fn push(&mut self, piece: &str) -> usize {
        let Some(first) = piece.chars().next() else {
            return 0;
        };
        if self.is_blank_due && !self.ends_a_part() && !is_free(first) {
            self.text.push(' ');
        }
        self.is_blank_due = false;
        if first == '}' {
            while self.text.ends_with(';') && !self.text.ends_with("\\;") {
                self.text.pop();
            }
        }
        self.text.push_str(piece);
        piece.len()
    }

    /// Whether a blank at the end would mean nothing. A colon is one of these: what may come after it needs no blank.
    fn ends_a_part(&self) -> bool {
        self.text
            .chars()
            .next_back()
            .is_none_or(|last| is_free(last) || last == ':')
    }
}

/// Whether a blank beside it means nothing. Before a colon, and around `+`, `-`, `*`, `(` and `)`, it may.
fn is_free(sign: char) -> bool {
    matches!(sign, '{' | '}' | ';' | ',' | '>')
}

/// The length of an escape: a sign, or a number of up to six digits with the blank that ends it.
fn escape_length(text: &str) -> usize {
    let digits = text[1..]
        .bytes()
        .take(6)
        .take_while(u8::is_ascii_hexdigit)
        .count();
    let after = text[1 + digits..].chars().next();
    match after {
        Some(next) if digits == 0 => 1 + next.len_utf8(),
        Some(' ' | '\n' | '\t') => 2 + digits,
        _ => 1 + digits,
    }
}

/// The length of a string with its quotes; one that is not closed ends with its line.
fn string_length(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '\n' => return at + 1,
            _ if sign == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Whether an address without quotes begins here, which is one token up to its bracket.
fn is_address(text: &str) -> bool {
    text.get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("url("))
        && !text[4..].trim_start().starts_with(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::minified;
    use proptest::prelude::*;

    #[test]
    fn blanks_and_comments_go_where_they_mean_nothing() {
        for (written, sent) in [
            ("a , b > c {\n  color : red ;\n}\n", "a,b>c{color :red}"),
            (
                "/* why */ a:hover { margin: 0 auto }",
                "a:hover{margin:0 auto}",
            ),
            ("a { color: red } /* end", "a{color:red}"),
            ("/*! licence */\na { b: c }", "/*! licence */ a{b:c}"),
            ("a { b: c; /* d */ }", "a{b:c}"),
        ] {
            assert_eq!(minified(written), sent);
        }
    }

    #[test]
    fn what_a_blank_may_mean_stays() {
        for (written, sent) in [
            ("a :is(b, c) .d { }", "a :is(b,c) .d{}"),
            (
                "a { width: calc(1px + 2 * var(--x)) }",
                "a{width:calc(1px + 2 * var(--x))}",
            ),
            (
                "@media screen and (min-width: 4rem) { a { b: c } }",
                "@media screen and (min-width:4rem){a{b:c}}",
            ),
            ("a/**/.b { }", "a/**/.b{}"),
            ("a /* or */ .b { }", "a .b{}"),
            (
                "a::before { content: \"  /* ; */ \" / \"\" }",
                "a::before{content:\"  /* ; */ \" / \"\"}",
            ),
            (
                "a { background: url( x  y.png ) }",
                "a{background:url( x  y.png )}",
            ),
            (".a\\ b { }", ".a\\ b{}"),
            (".\\31  .a { }", ".\\31  .a{}"),
            ("[a=\"b\" i] { }", "[a=\"b\" i]{}"),
        ] {
            assert_eq!(minified(written), sent);
        }
    }

    proptest! {
        /// Whatever the bytes: it ends, it grows no longer, and what is minified stays as it is.
        #[test]
        fn twice_is_once(style in "[a-b:;{}>,.() \n\"'\\\\/*!é-]{0,60}") {
            let once = minified(&style);
            prop_assert!(once.len() <= style.len());
            prop_assert_eq!(minified(&once), once);
        }
    }
}
