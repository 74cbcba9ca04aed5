//! Footnotes: numbered as they are referred to, with ids that many entries of one page can share.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pulldown_cmark::{Event, Tag};

use super::blocks::Blocks;
use super::html::{escape, escaped};
use super::writer::Writer;
use crate::base::address::percent_encode;

/// The notes of one body.
#[derive(Default)]
pub(super) struct Notes {
    /// Where each note's definition begins, by label; the first of a label counts.
    definitions: BTreeMap<String, usize>,
    /// Definitions in the order of the body.
    order: Vec<String>,
    /// Labels in the order of their numbers, with how often each was referred to.
    numbered: Vec<(String, usize)>,
}

impl Notes {
    pub fn of(blocks: &Blocks<'_>) -> Self {
        let mut notes = Self::default();
        for (at, node) in blocks.nodes.iter().enumerate() {
            if let Event::Start(Tag::FootnoteDefinition(label)) = &node.event {
                let mut label = label.to_lowercase();
                while notes.definitions.contains_key(&label) {
                    label.push('\u{0}');
                }
                notes.definitions.insert(label.clone(), at);
                notes.order.push(label);
            }
        }
        notes
    }

    /// The number of a note, and how many marks refer to it so far.
    fn refer(&mut self, label: &str) -> (usize, usize) {
        match self
            .numbered
            .iter_mut()
            .enumerate()
            .find(|(_, (known, _))| known == label)
        {
            Some((at, (_, count))) => {
                *count += 1;
                (at + 1, *count)
            }
            None => {
                self.numbered.push((label.to_string(), 1));
                (self.numbered.len(), 1)
            }
        }
    }
}

/// `#fn-entry-2`: the ids of notes and of marks differ in their first letters.
fn id(kind: &str, prefix: &str, number: usize, count: usize) -> String {
    match count {
        0 | 1 => format!("{kind}-{prefix}-{number}"),
        _ => format!("{kind}-{prefix}-{number}-{count}"),
    }
}

impl Writer<'_, '_> {
    /// The mark in the text that refers to a note.
    pub fn note_mark(&mut self, label: &str) {
        let key = label.to_lowercase();
        if !self.notes.definitions.contains_key(&key) {
            escape(&format!("[^{label}]"), &mut self.out);
            return;
        }
        // A mark within a link is no link, and nothing leads back to it.
        if self.links > 0 {
            let known = self
                .notes
                .numbered
                .iter()
                .position(|(known, _)| *known == key);
            let number = known.unwrap_or_else(|| {
                self.notes.numbered.push((key, 0));
                self.notes.numbered.len() - 1
            });
            let _ = write!(self.out, "<sup>{}</sup>", number + 1);
            return;
        }
        let (number, count) = self.notes.refer(&key);
        let prefix = self.options.footnote_prefix;
        let href = percent_encode(&id("fn", prefix, number, 1));
        let id = escaped(&id("fnref", prefix, number, count));
        let label = escaped(&self.options.words.footnote);
        let _ = write!(
            self.out,
            "<sup class=\"footnote-mark\"><a href=\"#{href}\" id=\"{id}\" role=\"doc-noteref\" \
             aria-label=\"{label} {number}\">{number}</a></sup>"
        );
    }

    /// The notes under the body. Notes that nothing refers to come last: no text is lost.
    pub fn write_notes(&mut self, blocks: &Blocks<'_>) {
        if self.notes.order.is_empty() {
            return;
        }
        let label = escaped(&self.options.words.footnotes);
        let _ = write!(
            self.out,
            "<div class=\"footnotes\" role=\"group\" aria-label=\"{label}\">\n<ol>\n"
        );
        let mut number = 0;
        // Notes may refer to further notes, so the list may grow while it is written.
        loop {
            while let Some((label, _)) = self.notes.numbered.get(number).cloned() {
                number += 1;
                self.write_note(blocks, &label, number);
            }
            let numbered = &self.notes.numbered;
            let left = self
                .notes
                .order
                .iter()
                .find(|label| !numbered.iter().any(|(known, _)| known == *label));
            match left.cloned() {
                Some(label) => self.notes.numbered.push((label, 0)),
                None => break,
            }
        }
        self.out.push_str("</ol>\n</div>\n");
    }

    fn write_note(&mut self, blocks: &Blocks<'_>, label: &str, number: usize) {
        let prefix = self.options.footnote_prefix;
        let _ = write!(
            self.out,
            "<li id=\"{}\">",
            escaped(&id("fn", prefix, number, 1))
        );
        if let Some(&at) = self.notes.definitions.get(label) {
            let depth = self.open.len();
            self.nodes(blocks, at + 1..blocks.partner(at));
            self.close_to(depth);
        }
        let referred = self
            .notes
            .numbered
            .get(number - 1)
            .is_some_and(|(_, count)| *count > 0);
        if referred {
            let inside = self.out.ends_with("</p>\n");
            if inside {
                self.out.truncate(self.out.len() - "</p>\n".len());
            }
            let href = percent_encode(&id("fnref", prefix, number, 1));
            let label = escaped(&self.options.words.footnote_back);
            let _ = write!(
                self.out,
                " <a href=\"#{href}\" class=\"footnote-back\" role=\"doc-backlink\" \
                 aria-label=\"{label} {number}\">↩</a>{}",
                if inside { "</p>\n" } else { "" }
            );
        }
        self.out.push_str("</li>\n");
    }
}
