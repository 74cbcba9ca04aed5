//! A text that somebody wrote or captured, with its path: what places in diagnostics point into.

use std::ops::Range;
use std::sync::Arc;

/// One text file as it was read: its path (relative to the site, with `/`) and its characters.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceText {
    /// The path as shown to people: relative to the site's root, separated by `/`.
    pub path: String,
    /// The whole text. A byte-order mark is kept, so that byte offsets are those of the file.
    pub text: String,
}

impl SourceText {
    /// A text under its path, ready to be shared by the places that point into it.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self {
            path: path.into(),
            text: text.into(),
        })
    }

    /// Line and column of a byte offset, both counted from 1; the column counts characters.
    #[must_use]
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before[line_start..]
            .trim_start_matches('\u{feff}')
            .chars()
            .count()
            + 1;
        (line, column)
    }
}

/// A stretch of a text: what a diagnostic points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text pointed into.
    pub source: Arc<SourceText>,
    /// The bytes pointed at; may be empty (a point between two characters).
    pub span: Range<usize>,
}

impl Place {
    /// The bytes `span` of `source`.
    #[must_use]
    pub fn new(source: &Arc<SourceText>, span: Range<usize>) -> Self {
        Self {
            source: Arc::clone(source),
            span,
        }
    }

    /// The first line of a text, for what concerns the file as a whole.
    #[must_use]
    pub fn start_of(source: &Arc<SourceText>) -> Self {
        Self::new(source, 0..0)
    }

    /// Line and column where the place begins, both from 1.
    #[must_use]
    pub fn line_and_column(&self) -> (usize, usize) {
        self.source.line_and_column(self.span.start)
    }
}

/// A value with the bytes of the text that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands in its text.
    pub span: Range<usize>,
}

impl<T> Spanned<T> {
    /// A value read from the bytes `span`.
    pub fn new(value: T, span: Range<usize>) -> Self {
        Self { value, span }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_ignore_a_byte_order_mark() {
        let text = SourceText::new("a.txt", "\u{feff}é=1\nnäxt = 2\n");
        assert_eq!(text.line_and_column(3), (1, 1));
        assert_eq!(text.line_and_column(5), (1, 2));
        let two = text.text.find('2').unwrap_or_default();
        assert_eq!(text.line_and_column(two), (2, 8));
        assert_eq!(text.line_and_column(9_999), (3, 1));
    }
}
