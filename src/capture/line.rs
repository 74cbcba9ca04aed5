//! A capture cut into lines, each with its number, its bytes and its indent.

use std::ops::Range;

/// One line of a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Its characters without the white space at its end.
    pub text: &'a str,
    /// The bytes of `text` in the capture.
    pub span: Range<usize>,
}

impl<'a> Line<'a> {
    /// Whether there is nothing but white space on it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Its characters without the white space around them.
    #[must_use]
    pub fn content(&self) -> &'a str {
        self.text.trim()
    }

    /// How many characters of white space it begins with.
    #[must_use]
    pub fn indent(&self) -> usize {
        self.text
            .chars()
            .take_while(|character| character.is_whitespace())
            .count()
    }
}

/// All lines of a text, blank ones too. A byte-order mark belongs to no line.
#[must_use]
pub fn lines_of(text: &str) -> Vec<Line<'_>> {
    let mut start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut lines = Vec::new();
    for whole in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let kept = whole.trim_end();
        lines.push(Line {
            number: lines.len() + 1,
            text: kept,
            span: start..start + kept.len(),
        });
        start += whole.len();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_bytes_and_the_last_needs_no_newline() {
        let text = "\u{feff}  a \r\n\nb";
        let lines = lines_of(text);
        let texts: Vec<_> = lines.iter().map(|line| line.text).collect();
        assert_eq!(texts, ["  a", "", "b"]);
        assert!(
            lines
                .iter()
                .all(|line| text.get(line.span.clone()) == Some(line.text))
        );
        assert_eq!(lines.first().map(Line::indent), Some(2));
    }
}
