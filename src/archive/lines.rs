//! Where in its file the words of an entry stand.
//!
//! The body of a transcript's entry is made from lines, and Markdown loses its marks on the way to plain text, so
//! letters and digits alone are compared.

use std::ops::Range;

use crate::base::source_text::Place;
use crate::source::entry::{Entry, Provenance};

/// How far ahead of the last words found the next ones are looked for.
const WINDOW: usize = 1 << 16;
/// What is enough of a sentence to know it by, where the file writes the rest of it in another way.
const BEGINNING: usize = 24;

/// The letters of an entry as they stand in its file.
pub struct Lines<'a> {
    entry: &'a Entry,
    /// The first line of the entry in its file, from 1, and the byte where it begins.
    first: (usize, usize),
    letters: String,
    /// For each byte of `letters` the byte of the file.
    offsets: Vec<usize>,
    /// Where the last words that were found end in `letters`.
    past: usize,
}

impl<'a> Lines<'a> {
    /// The lines of an entry: its file, or in a transcript its part of it.
    #[must_use]
    pub fn of(entry: &'a Entry) -> Self {
        let text = entry.source().text.as_str();
        let (line, range) = own_part(
            &entry.place,
            entry.provenance.as_deref(),
            entry.body.is_written(),
        );
        let mut letters = String::new();
        let mut offsets = Vec::new();
        let part = text.get(range.clone()).unwrap_or_default();
        for (at, character) in part.char_indices() {
            if character.is_alphanumeric() {
                letters.push(character);
                offsets.resize(letters.len(), range.start + at);
            }
        }
        Self {
            entry,
            first: (line, range.start),
            letters,
            offsets,
            past: 0,
        }
    }

    /// The place of some words of the entry and its line, asked for in the order of the text; where the entry begins
    /// when the file does not hold them in this form.
    pub fn find(&mut self, words: &str) -> (Place, usize) {
        let wanted: String = words.chars().filter(|one| one.is_alphanumeric()).collect();
        let beginning: String = wanted.chars().take(BEGINNING).collect();
        for wanted in [&wanted, &beginning] {
            if wanted.is_empty() {
                continue;
            }
            let found = self
                .find_from(self.past, wanted)
                .or_else(|| self.find_from(0, wanted));
            if let Some(found) = found {
                self.past = found.end;
                return self.place(&found);
            }
        }
        (
            self.entry.place.clone(),
            self.line_of(self.entry.place.span.start),
        )
    }

    /// The place of bytes of the file, and their line.
    #[must_use]
    pub fn at(&self, span: Range<usize>) -> (Place, usize) {
        let line = self.line_of(span.start);
        (Place::new(self.entry.source(), span), line)
    }

    fn find_from(&self, from: usize, wanted: &str) -> Option<Range<usize>> {
        let mut end = (from + wanted.len() + WINDOW).min(self.letters.len());
        while !self.letters.is_char_boundary(end) {
            end -= 1;
        }
        let at = from + self.letters.get(from..end)?.find(wanted)?;
        Some(at..at + wanted.len())
    }

    fn place(&self, found: &Range<usize>) -> (Place, usize) {
        let byte = |at: usize| self.offsets.get(at).copied().unwrap_or_default();
        let (start, last) = (byte(found.start), byte(found.end.saturating_sub(1)));
        let text = self.entry.source().text.as_str();
        let length = text
            .get(last..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        self.at(start..last + length)
    }

    /// Counted from the entry's first line: a transcript can be long.
    fn line_of(&self, byte: usize) -> usize {
        let (line, start) = self.first;
        let text = self.entry.source().text.as_bytes();
        let between = text.get(start..byte.min(text.len())).unwrap_or_default();
        line + between.iter().filter(|&&byte| byte == b'\n').count()
    }
}

/// The first line of an entry, and its bytes in the file. An entry file's own provenance is about another file.
pub(super) fn own_part(
    place: &Place,
    provenance: Option<&Provenance>,
    is_file: bool,
) -> (usize, Range<usize>) {
    let text = place.source.text.as_str();
    let lines = provenance.and_then(|source| source.lines);
    match lines {
        Some((first, last)) if !is_file => {
            let start = text
                .get(..place.span.start)
                .and_then(|before| before.rfind('\n'))
                .map_or(0, |newline| newline + 1);
            let length: usize = text
                .get(start..)
                .unwrap_or_default()
                .split_inclusive('\n')
                .take(last.saturating_sub(first) + 1)
                .map(str::len)
                .sum();
            (first, start..start + length)
        }
        _ => (1, 0..text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source_text::SourceText;
    use crate::source::entry_file;

    #[test]
    fn words_are_found_past_the_marks_of_markdown() {
        let text = SourceText::new(
            "content/harbour/a.md",
            "+++\nheadline = \"She said \\\"no\\\"\"\n+++\n\nThe *bridge* is shut, she said.\n\n> She said no\\!\n",
        );
        let entry = entry_file::read(&text, "a", &mut Vec::new());
        let mut lines = Lines::of(&entry);
        assert_eq!(lines.find("She said “no”").1, 2);
        let (place, line) = lines.find("The bridge is shut, she said.");
        assert_eq!(line, 5);
        assert_eq!(&text.text[place.span], "The *bridge* is shut, she said");
        assert_eq!(lines.find("She said no!").1, 7);
        assert_eq!(lines.find("Nobody wrote this.").1, 1);
    }
}
