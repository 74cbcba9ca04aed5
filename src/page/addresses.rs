//! Which address each thing of the archive has. Nothing else in livesite decides one.

use std::collections::HashMap;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::pagination::Pagination;
use crate::archive::{Archive, CoverageId, EntryId, SpeakerId, TopicId};
use crate::base::address::SitePath;
use crate::source::config::SiteConfig;

/// A coverage longer than this is cut into pages …
const COVERAGE_LIMIT: usize = 400;
/// … of this many entries.
const COVERAGE_PAGE: usize = 200;

/// The addresses of a site, and the files of `content/` that have one.
#[derive(Debug)]
pub struct Addresses {
    coverages: Vec<SitePath>,
    entries: Vec<Vec<SitePath>>,
    media: Vec<SitePath>,
    /// Files and folders below `content/` that a relative link can name, by their `content_key`.
    pub by_content_path: HashMap<String, Target>,
    per_page: usize,
}

/// What a file of `content/` became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A coverage's page.
    Coverage(CoverageId),
    /// An entry's page.
    Entry(EntryId),
    /// A copied file: its index in `Archive::media`.
    Media(usize),
}

impl Addresses {
    /// The addresses of everything in an archive.
    #[must_use]
    pub fn new(config: &SiteConfig, archive: &Archive) -> Self {
        let coverages: Vec<SitePath> = archive
            .coverages
            .iter()
            .map(|coverage| SitePath::folder(&[&coverage.slug]))
            .collect();
        let entries = archive
            .coverages
            .iter()
            .zip(&coverages)
            .map(|(coverage, path)| {
                let entries = coverage.entries.iter();
                entries.map(|entry| path.join(&entry.id)).collect()
            })
            .collect();
        let mut by_content_path = HashMap::new();
        for (id, coverage) in archive.coverages.iter().enumerate() {
            let folder = coverage
                .shown
                .strip_prefix("content/")
                .unwrap_or(&coverage.shown);
            by_content_path.insert(content_key(folder), Target::Coverage(id));
            by_content_path.insert(
                content_key(&format!("{}.txt", folder.trim_end_matches(".txt"))),
                Target::Coverage(id),
            );
        }
        for id in archive.entry_ids() {
            if let Some(path) = &archive.entry(id).content_path {
                by_content_path.insert(content_key(path), Target::Entry(id));
            }
        }
        let slugs: HashMap<&str, &str> = archive
            .coverages
            .iter()
            .map(|coverage| (coverage.name.as_str(), coverage.slug.as_str()))
            .collect();
        let media = archive
            .media
            .iter()
            .enumerate()
            .map(|(index, file)| {
                by_content_path.insert(content_key(&file.content_path), Target::Media(index));
                SitePath::home().file(&fingerprinted(
                    &file.content_path,
                    &file.fingerprint,
                    &slugs,
                ))
            })
            .collect();
        Self {
            coverages,
            entries,
            media,
            by_content_path,
            per_page: config.per_page,
        }
    }

    /// A coverage's page.
    #[must_use]
    pub fn coverage(&self, id: CoverageId) -> SitePath {
        self.coverages
            .get(id)
            .cloned()
            .unwrap_or_else(SitePath::home)
    }

    /// An entry's own page.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> SitePath {
        self.entries
            .get(id.coverage())
            .and_then(|entries| entries.get(id.number()))
            .cloned()
            .unwrap_or_else(SitePath::home)
    }

    /// A copied file.
    #[must_use]
    pub fn media(&self, index: usize) -> SitePath {
        self.media
            .get(index)
            .cloned()
            .unwrap_or_else(SitePath::home)
    }

    /// The page of a target.
    #[must_use]
    pub fn target(&self, target: Target) -> SitePath {
        match target {
            Target::Coverage(id) => self.coverage(id),
            Target::Entry(id) => self.entry(id),
            Target::Media(index) => self.media(index),
        }
    }

    /// How a coverage's entries are cut into pages.
    #[must_use]
    pub fn coverage_pages(&self, entries: usize) -> Pagination {
        Pagination::new(entries, COVERAGE_PAGE, COVERAGE_LIMIT)
    }

    /// How the list of a day, speaker or topic is cut into pages.
    #[must_use]
    pub fn list_pages(&self, entries: usize) -> Pagination {
        Pagination::new(entries, self.per_page, self.per_page)
    }

    /// The calendar of days.
    #[must_use]
    pub fn days() -> SitePath {
        SitePath::folder(&["days"])
    }

    /// One day.
    #[must_use]
    pub fn day(date: NaiveDate) -> SitePath {
        Self::days().join(&date.to_string())
    }

    /// The people, A–Z.
    #[must_use]
    pub fn speakers() -> SitePath {
        SitePath::folder(&["speakers"])
    }

    /// One person.
    #[must_use]
    pub fn speaker(archive: &Archive, id: SpeakerId) -> SitePath {
        archive
            .speakers
            .get(id)
            .map_or_else(Self::speakers, |speaker| {
                Self::speakers().join(&speaker.slug)
            })
    }

    /// The topics.
    #[must_use]
    pub fn topics() -> SitePath {
        SitePath::folder(&["topics"])
    }

    /// One topic.
    #[must_use]
    pub fn topic(archive: &Archive, id: TopicId) -> SitePath {
        archive
            .topics
            .get(id)
            .map_or_else(Self::topics, |topic| Self::topics().join(&topic.slug))
    }

    /// A numbered page of a list.
    #[must_use]
    pub fn numbered(list: &SitePath, page: Option<usize>) -> SitePath {
        match page {
            Some(number) => list.join("page").join(&number.to_string()),
            None => list.clone(),
        }
    }
}

/// A path in the form in which links are compared (NFC): macOS keeps the accents of a file's name apart from its
/// letters, and what people type into a link has them together.
#[must_use]
pub fn content_key(path: &str) -> String {
    path.nfc().collect()
}

/// `harwick-flood/media/bridge.svg` with its fingerprint before the last dot, under the coverage's slug.
fn fingerprinted(content_path: &str, fingerprint: &str, slugs: &HashMap<&str, &str>) -> String {
    let (first, rest) = content_path.split_once('/').unwrap_or(("", content_path));
    let folder = slugs.get(first).copied().unwrap_or(first);
    let (stem, extension) = match rest.rsplit_once('.') {
        Some((stem, extension)) if !stem.ends_with('/') && !stem.is_empty() => {
            (stem, format!(".{extension}"))
        }
        _ => (rest, String::new()),
    };
    format!("{folder}/{stem}.{fingerprint}{extension}")
}
