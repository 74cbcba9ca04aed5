//! What was read before, so that only what changed is read again. What is kept is what reading would give, nothing
//! else: a site read with a memory and one read without are equal.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::change::Changed;
use super::coverage::{Coverage, MediaFile};
use super::entry::Entry;
use super::registry::{SpeakerRegistry, TopicRegistry};
use super::walk::{FoundCoverage, FoundFile, Tree};
use crate::base::diagnostic::{Diagnostic, Diagnostics};
use crate::base::fs::is_plain_file;
use crate::base::in_turn::{InTurn, Named};
use crate::base::source_text::SourceText;

/// What is known of a site's content from the last time it was read.
#[derive(Debug, Default)]
pub struct Memory {
    /// Coverages as they were found.
    pub(super) found: InTurn<Found>,
    /// Coverages as they were read.
    pub(super) coverages: InTurn<Arc<CoverageRead>>,
    /// Copied files as they were looked at, by their path below `content/`.
    pub(super) media: HashMap<String, (Option<MediaFile>, Diagnostics)>,
    pub(super) speakers: Option<(Option<FoundFile>, Arc<SpeakerRegistry>, Diagnostics)>,
    pub(super) topics: Option<(Option<FoundFile>, Arc<TopicRegistry>, Diagnostics)>,
}

/// A coverage's folder as it was found, and what was said about names in it.
#[derive(Debug)]
pub struct Found {
    pub(super) coverage: Arc<FoundCoverage>,
    pub(super) said: Diagnostics,
}

/// A coverage as it was read.
#[derive(Debug)]
pub struct CoverageRead {
    pub(super) found: Arc<FoundCoverage>,
    /// `None` where it has no address.
    pub(super) coverage: Option<Arc<Coverage>>,
    /// Its text files, in the order of `found.texts`.
    pub(super) files: Vec<FileRead>,
    pub(super) windows_1252: bool,
    pub(super) said: Diagnostics,
}

/// A text file as it was read.
#[derive(Debug, Clone)]
pub struct FileRead {
    pub(super) text: Option<Text>,
    pub(super) said: Diagnostics,
}

/// What a text file turned out to be.
#[derive(Debug, Clone)]
pub enum Text {
    /// One entry.
    Entry(Arc<Entry>),
    /// Many entries.
    Transcript(Arc<SourceText>),
}

impl Named for Found {
    /// Its name below `content/`.
    fn known_by(&self) -> &str {
        &self.coverage.name
    }
}

impl Named for Arc<CoverageRead> {
    /// The path that people read.
    fn known_by(&self) -> &str {
        &self.found.shown
    }
}

impl Found {
    /// Whether the folder would be found as it was: all that changed in it are texts that are still there.
    pub(super) fn holds(&self, root: &Path, changed: &Changed) -> bool {
        let Some(below) = changed.below(&self.coverage.shown) else {
            return false;
        };
        below.into_iter().all(|path| {
            let texts = &self.coverage.texts;
            texts.iter().any(|text| text.shown == path) && is_plain_file(&root.join(path))
        })
    }
}

impl Tree {
    /// Keeps what was said of something in the folder of the coverage at hand.
    pub(super) fn remember_said(&mut self, parts: Option<Vec<String>>, said: &[Diagnostic]) {
        let name = parts.and_then(|parts| parts.into_iter().next());
        let coverage = self.coverages.last().filter(|one| !one.single);
        if let (Some(name), Some(coverage)) = (name, coverage)
            && name == coverage.name
        {
            let known = self.said.entry(name).or_default();
            known.extend(said.iter().cloned());
        }
    }

    /// Keeps the folders as they were found, before other coverages have a say.
    pub(super) fn remember(&mut self, memory: &mut Memory) {
        for coverage in self.coverages.iter().filter(|one| !one.single) {
            let said = self.said.remove(&coverage.name).unwrap_or_default();
            let coverage = Arc::clone(coverage);
            memory.found.put(Found { coverage, said });
        }
    }
}
