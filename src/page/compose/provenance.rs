//! Where a coverage and its entries come from: who published them, and which captures they were read from.

use chrono::DateTime;

use super::Composer;
use crate::archive::{Capture, Coverage, Published};
use crate::page::addresses::Target;
use crate::page::view::{CaptureView, OriginView, SeenView, SourceView};
use crate::source::entry::Provenance;

impl Composer<'_> {
    /// Where a coverage comes from; `file` is the capture to name, where it is not all of them.
    pub(super) fn origin(&self, coverage: usize, file: Option<&str>) -> OriginView {
        let coverage = &self.archive.coverages[coverage];
        let origin = &coverage.origin;
        OriginView {
            publisher: origin.publisher.clone(),
            url: origin.url.clone(),
            captured: origin
                .captured
                .map(|captured| self.time(Published::At(captured), None)),
            captures: coverage
                .captures
                .iter()
                .filter(|capture| file.is_none_or(|file| capture.file == file))
                .map(|capture| self.capture(coverage, capture))
                .collect(),
        }
    }

    fn capture(&self, coverage: &Coverage, capture: &Capture) -> CaptureView {
        let path = format!("{}/captures/{}", coverage.name, capture.file);
        let published = match self.addresses.by_content_path(&path) {
            Some(target @ Target::Media(_)) => Some(self.href(&self.addresses.target(target))),
            _ => None,
        };
        let reader = capture.reader.as_ref();
        CaptureView {
            file: capture.file.clone(),
            href: published,
            sha256: capture.sha256.clone(),
            reader: reader.map_or_else(
                || capture.tool.clone(),
                |reader| format!("{}, {reader}", capture.tool),
            ),
            captured: capture
                .captured
                .filter(|captured| coverage.origin.captured != Some(*captured))
                .map(|captured| self.time(Published::At(captured), None)),
        }
    }

    pub(super) fn source(&self, from: &Provenance) -> SourceView {
        SourceView {
            file: from.file.clone(),
            first_line: from.lines.map(|(first, _)| first),
            last_line: from.lines.map(|(_, last)| last),
            first_byte: from.bytes.map(|(first, _)| first),
            last_byte: from.bytes.map(|(_, last)| last),
            first_seen: from.first_seen.as_deref().map(|seen| self.seen(seen)),
            last_seen: from.last_seen.as_deref().map(|seen| self.seen(seen)),
            vanished: from.vanished,
            earlier_versions: from.earlier.len(),
        }
    }

    /// Import writes when a capture was saved, or its file.
    fn seen(&self, words: &str) -> SeenView {
        let at = DateTime::parse_from_rfc3339(words).ok();
        SeenView {
            at: at.map(|at| self.time(Published::At(at), None)),
            file: at.is_none().then(|| words.to_string()),
        }
    }
}
