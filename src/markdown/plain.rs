//! Captured text is not Markdown: what would be read as markup gets a backslash, and nothing else.
//!
//! Rendering the Markdown and taking its text gives the captured characters back, up to [`normalize`].
//! Readable Markdown is the product, so an ordinary sentence is not touched.

/// What a captured text is brought to before it is escaped, and what comes back out of the page.
///
/// Every kind of line end counts; lines lose the white space at both ends, and runs of blanks inside them
/// become one blank (a no-break space stays); lines that follow each other are one paragraph and are joined
/// by a blank; blank lines separate paragraphs, which are joined by one empty line. Control characters and
/// Unicode's non-characters, which HTML forbids, are dropped.
#[must_use]
pub fn normalize(text: &str) -> String {
    paragraphs(text)
        .iter()
        .map(|lines| lines.join(" "))
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// Captured text as Markdown. Blank lines separate paragraphs; lines within one stay lines.
#[must_use]
pub fn escape(text: &str) -> String {
    paragraphs(text)
        .iter()
        .map(|lines| escape_paragraph(lines))
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// Captured text as one line of Markdown: a headline, a caption, a list item.
#[must_use]
pub fn escape_line(text: &str) -> String {
    let line = paragraphs(text).concat().join(" ");
    escape_paragraph(&[line])
}

/// The paragraphs of a text, each the list of its lines, white space already collapsed.
pub(super) fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let mut paragraphs = vec![Vec::new()];
    // Between the two halves of "\r\n" stands no line.
    let text = text.replace("\r\n", "\n");
    for line in text.split(is_line_end) {
        let line = collapse(line);
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => last.push(line),
            Some(last) if last.is_empty() => {}
            _ => paragraphs.push(Vec::new()),
        }
    }
    paragraphs.retain(|lines: &Vec<String>| !lines.is_empty());
    paragraphs
}

/// All that Python, Unicode or an old Macintosh takes for the end of a line.
fn is_line_end(character: char) -> bool {
    matches!(
        character,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Characters that must not stand in an HTML page.
pub(super) fn is_forbidden(character: char) -> bool {
    let code = character as u32;
    (character.is_control() && !matches!(character, '\n' | '\t'))
        || code & 0xfffe == 0xfffe
        || (0xfdd0..=0xfdef).contains(&code)
}

fn collapse(line: &str) -> String {
    let mut collapsed = String::with_capacity(line.len());
    for character in line.chars().filter(|&character| !is_forbidden(character)) {
        match character {
            ' ' | '\t' if collapsed.ends_with(' ') => {}
            '\t' => collapsed.push(' '),
            _ => collapsed.push(character),
        }
    }
    collapsed.trim().to_string()
}

pub(super) fn escape_paragraph(lines: &[String]) -> String {
    let mut escaped = String::new();
    // A definition's label may run over several lines.
    let last_definition = lines.iter().rposition(|line| line.contains("]:"));
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            escaped.push('\n');
        }
        let defines = last_definition.is_some_and(|last| at <= last);
        escape_into(line, opening_markup(line, defines), &mut escaped);
    }
    escaped
}

/// The byte of a line that makes its beginning markup (a list, a heading, a rule …), if there is one.
fn opening_markup(line: &str, defines: bool) -> Option<usize> {
    let first = line.chars().next()?;
    let only = |allowed: &[char]| {
        line.chars()
            .all(|character| character.is_whitespace() || allowed.contains(&character))
    };
    let rest = line.trim_start_matches(first);
    let gap = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let run = line.len() - rest.len();
    let opens = match first {
        '#' => run <= 6 && gap,
        '>' => true,
        '+' => run == 1 && gap,
        '-' => (run == 1 && gap) || only(&['-']) || only(&['-', '|', ':']),
        '|' | ':' => line.contains('-') && only(&['-', '|', ':']),
        '*' => (run == 1 && gap) || only(&['*']),
        '_' => only(&['_']),
        '=' => only(&['=']),
        '[' => defines || is_convention(line),
        _ => false,
    };
    if opens {
        return Some(0);
    }
    let number = line.find(|character: char| !character.is_numeric())?;
    let (marker, rest) = (line.get(number..=number)?, line.get(number + 1..)?);
    let numbered = number > 0
        && matches!(marker, "." | ")")
        && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    numbered.then_some(number)
}

/// Whether a line begins with a word that our conventions give a meaning to.
fn is_convention(line: &str) -> bool {
    let line = line.to_lowercase();
    line.starts_with("[!embed]") || line.starts_with("[!quote]")
}

fn escape_into(line: &str, opening: Option<usize>, escaped: &mut String) {
    let mut before = None;
    let mut at = 0;
    while let Some(rest) = line.get(at..)
        && let Some(character) = rest.chars().next()
    {
        // A run of delimiters is judged as one: what counts is what stands on both sides of it.
        let after = rest.trim_start_matches(character);
        let run = match character {
            '*' | '_' | '~' | '#' => rest.len() - after.len(),
            _ => character.len_utf8(),
        };
        let markup = match character {
            '*' | '_' | '~' | '#' => is_delimiter(before, character, run, after.chars().next()),
            _ => is_markup(rest),
        };
        for (place, character) in rest.get(..run).unwrap_or_default().char_indices() {
            if markup || opening == Some(at + place) {
                escaped.push('\\');
            }
            escaped.push(character);
        }
        before = Some(character);
        at += run;
    }
}

/// Whether a run of `*`, `_`, `~` or `#` may begin or end something between these neighbours.
fn is_delimiter(before: Option<char>, delimiter: char, run: usize, after: Option<char>) -> bool {
    let blank = |side: Option<char>| side.is_none_or(|side| side == ' ');
    let letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    match delimiter {
        // At the end of a headline.
        '#' => blank(before) && after.is_none(),
        '~' => run > 1 || !blank(before),
        '_' if letter(before) && letter(after) => false,
        _ => !(blank(before) && blank(after)),
    }
}

/// Whether the first character of `rest` would be read as markup where it stands.
fn is_markup(rest: &str) -> bool {
    let mut characters = rest.chars();
    let first = characters.next();
    let next = characters.next();
    match first {
        Some('\\') => next.is_none_or(|next| next.is_ascii_punctuation()),
        Some('`') => true,
        Some('<') => next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
        Some('&') => begins_with_entity(rest),
        Some(']') => next == Some('('),
        _ => false,
    }
}

/// Whether a text begins with something that HTML reads as a character reference.
pub(super) fn begins_with_entity(text: &str) -> bool {
    let Some(name) = text.strip_prefix('&') else {
        return false;
    };
    let name = name.strip_prefix('#').unwrap_or(name);
    let rest = name.trim_start_matches(|character: char| character.is_ascii_alphanumeric());
    rest.len() < name.len() && rest.starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_sentences_stay_as_they_are() {
        for text in [
            "It's 3 * 4 = 12 - more than a \"dozen\" (roughly); see note 4. Next: 50% & rising.",
            "[The minister] said: “No!” – and left. #harwick, @ada_quill, ~40 lorries, a|b, 1 < 2",
            "— Oui, dit-elle.",
            "Caption: no picture stands above.",
            "https://example.org/a_b_c?x=1&y=2",
            "C:\\Users and R&D; tea & cake",
        ] {
            let wanted = if text.contains("R&D;") {
                text.replace("&D;", "\\&D;")
            } else {
                text.to_string()
            };
            assert_eq!(escape(text), wanted);
        }
    }

    #[test]
    fn what_would_be_markup_gets_one_backslash() {
        for (text, wanted) in [
            ("17. Februar", "17\\. Februar"),
            ("# one", "\\# one"),
            ("#hashtag", "#hashtag"),
            ("> quoted", "\\> quoted"),
            ("- item", "\\- item"),
            ("-5 degrees", "-5 degrees"),
            ("===", "\\==="),
            (":--|--:", "\\:--|--:"),
            ("a *b* c", "a \\*b\\* c"),
            ("a <b> &amp; c", "a \\<b> \\&amp; c"),
            ("[x](y)", "[x\\](y)"),
            ("[^1]: note", "\\[^1]: note"),
            ("[!embed] Twitter", "\\[!embed] Twitter"),
            ("ends with \\", "ends with \\\\"),
            ("  indented\t text  ", "indented text"),
        ] {
            assert_eq!(escape(text), wanted);
        }
    }

    #[test]
    fn white_space_follows_the_rule() {
        assert_eq!(normalize("\u{feff}"), "\u{feff}");
        assert_eq!(
            normalize(" a  b\r\nc\r\n\r\n\n d\u{a0}e\0 "),
            "a b c\n\nd\u{a0}e"
        );
        assert_eq!(escape("a\nb\n\nc"), "a\nb\n\nc");
        assert_eq!(escape_line("a\nb\n\nc"), "a b c");
    }
}
