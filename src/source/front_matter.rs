//! Where an entry file's front matter ends and its body begins; and the one rule that tells an
//! entry file from a transcript.

use std::ops::Range;

/// The line that opens and closes front matter.
pub const FENCE: &str = "+++";

/// The parts of an entry file, as bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The opening fence; empty where the text has none.
    pub fence: Range<usize>,
    /// The TOML between the fences; `None` where the closing one is absent.
    pub toml: Option<Range<usize>>,
    /// The body without blank lines at its beginning and white space at its end.
    pub body: Range<usize>,
}

/// Whether a text is one entry: its first line, after a byte-order mark, is exactly `+++`.
#[must_use]
pub fn opens_entry(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let line = text.split('\n').next().unwrap_or_default();
    line.strip_suffix('\r').unwrap_or(line) == FENCE
}

/// Finds the parts of an entry file. Without a closing fence everything after the opening one is body.
#[must_use]
pub fn split(text: &str) -> Parts {
    if !opens_entry(text) {
        return Parts {
            fence: 0..0,
            toml: None,
            body: trimmed(text, 0),
        };
    }
    let fence_start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let fence = fence_start..fence_start + FENCE.len();
    let toml_start = line_end(text, fence.start);
    let mut at = toml_start;
    while at < text.len() {
        let next = line_end(text, at);
        // White space after the closing fence changes nothing: no TOML line begins with `+++`.
        if text[at..next].trim_end_matches(BLANK) == FENCE {
            return Parts {
                fence,
                toml: Some(toml_start..at),
                body: trimmed(text, next),
            };
        }
        at = next;
    }
    Parts {
        fence,
        toml: None,
        body: trimmed(text, toml_start),
    }
}

/// A body as it is kept: blank lines before it and white space after it say nothing in Markdown.
/// The first line's indent stays, as do all other characters.
#[must_use]
pub fn trimmed(text: &str, start: usize) -> Range<usize> {
    let end = start + text[start..].trim_end_matches(BLANK).len();
    let mut at = start;
    while at < end {
        let next = line_end(text, at).min(end);
        if !text[at..next].trim_end_matches(BLANK).is_empty() {
            break;
        }
        at = next;
    }
    at..end
}

/// The white space of Markdown's lines; a no-break space is a character that somebody wrote.
const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// The byte after the line that `at` stands in.
fn line_end(text: &str, at: usize) -> usize {
    text[at..]
        .find('\n')
        .map_or(text.len(), |newline| at + newline + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str) -> (Option<&str>, &str) {
        let parts = split(text);
        (parts.toml.map(|span| &text[span]), &text[parts.body])
    }

    #[test]
    fn the_first_line_tells_the_kind() {
        for text in ["+++", "+++\n+++\n", "\u{feff}+++\r\nx", "+++\r\n"] {
            assert!(opens_entry(text), "{text:?}");
        }
        for text in [
            "",
            "+++ 14:26 Bridge +++\n",
            "\n+++\n",
            "+++ \n",
            "++++\n",
            " +++\n",
        ] {
            assert!(!opens_entry(text), "{text:?}");
        }
    }

    #[test]
    fn front_matter_and_body_are_parted() {
        assert_eq!(
            parts("+++\na = 1\n+++\n\n  x\n\n"),
            (Some("a = 1\n"), "  x")
        );
        assert_eq!(
            parts("\u{feff}+++\r\na = 1\r\n+++\r\n\r\nx\r\ny\r\n"),
            (Some("a = 1\r\n"), "x\r\ny")
        );
        assert_eq!(parts("+++\n+++"), (Some(""), ""));
        assert_eq!(parts("+++\n+++  \ntext\n+++\n"), (Some(""), "text\n+++"));
        assert_eq!(parts("+++\na = 1\n\ntext\n"), (None, "a = 1\n\ntext"));
        assert_eq!(parts("no fence"), (None, "no fence"));
    }

    proptest! {
        #[test]
        fn any_text_has_parts(text in "(\u{feff})?(\\+\\+\\+)?(\\PC|\n|\r|\\+\\+\\+\n)*") {
            let parts = split(&text);
            prop_assert!(text.get(parts.body).is_some());
            if let Some(toml) = parts.toml {
                prop_assert!(text.get(toml).is_some());
            }
        }
    }
}
