//! Which address each thing of the archive has. Nothing else in livesite decides one.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::pagination::Pagination;
use super::pictures::{Smaller, copies_of};
use crate::archive::{Archive, Coverage, CoverageId, EntryId, SpeakerId, TopicId};
use crate::base::address::SitePath;
use crate::source::config::SiteConfig;

/// A coverage longer than this is cut into pages …
const COVERAGE_LIMIT: usize = 400;
/// … of this many entries.
const COVERAGE_PAGE: usize = 200;

/// The addresses of a site, and the files of `content/` that have one. An address is made when it is asked for: a
/// change of one entry may not cost a list of all.
#[derive(Debug)]
pub struct Addresses {
    archive: Arc<Archive>,
    folders: Arc<Folders>,
    /// The copied files by their path below `content/`, as a `content_key`.
    by_file: HashMap<String, usize>,
    media: Vec<SitePath>,
    /// The smaller copies of each of them.
    copies: Vec<Vec<Smaller>>,
    per_page: usize,
}

/// Where the coverages of an archive stand: the same from one archive to the next, as long as none comes or goes.
#[derive(Debug, Default)]
pub struct Folders {
    /// The coverages by their part of the address.
    by_slug: HashMap<String, CoverageId>,
    /// The coverages by their folder below `content/`, as a `content_key`.
    by_folder: HashMap<String, CoverageId>,
    /// The part of the address and the path of each, in their order.
    all: Vec<[String; 2]>,
}

impl Folders {
    fn of(archive: &Archive) -> Self {
        let mut folders = Self::default();
        for (id, Coverage { slug, shown, .. }) in
            archive.coverages.iter().map(|one| &**one).enumerate()
        {
            folders.by_slug.insert(slug.clone(), id);
            let folder = content_key(below_content(shown));
            folders.by_folder.insert(folder, id);
            folders.all.push([slug.clone(), shown.clone()]);
        }
        folders
    }

    fn are_of(&self, archive: &Archive) -> bool {
        let coverages = archive.coverages.iter();
        self.all.len() == coverages.len()
            && (self.all.iter().zip(coverages))
                .all(|([slug, shown], coverage)| *slug == coverage.slug && *shown == coverage.shown)
    }
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
    /// The addresses of everything in an archive. `known` are the folders of the archive before, and then of this one.
    #[must_use]
    pub fn new(config: &SiteConfig, archive: &Arc<Archive>, known: &mut Arc<Folders>) -> Self {
        if !known.are_of(archive) {
            *known = Arc::new(Folders::of(archive));
        }
        // Looked at only where there are files to be copied.
        let slugs = LazyCell::new(|| -> HashMap<&str, &str> {
            let coverages = archive.coverages.iter();
            let slugs = coverages.map(|coverage| (coverage.name.as_str(), coverage.slug.as_str()));
            slugs.collect()
        });
        let mut by_file = HashMap::new();
        let mut media = Vec::with_capacity(archive.media.len());
        let mut copies = Vec::with_capacity(archive.media.len());
        for (index, file) in archive.media.iter().enumerate() {
            by_file.insert(content_key(&file.content_path), index);
            let path = fingerprinted(&file.content_path, &file.fingerprint, &slugs);
            media.push(SitePath::home().file(&path));
            let settings = config.pictures.as_ref();
            let smaller = settings.map_or_else(Vec::new, |settings| {
                copies_of(file, settings, |path, fingerprint| {
                    SitePath::home().file(&fingerprinted(path, fingerprint, &slugs))
                })
            });
            copies.push(smaller);
        }
        Self {
            archive: Arc::clone(archive),
            folders: Arc::clone(known),
            by_file,
            media,
            copies,
            per_page: config.per_page,
        }
    }

    /// What a file or folder below `content/` became, by its `content_key`.
    #[must_use]
    pub fn by_content_path(&self, path: &str) -> Option<Target> {
        if let Some(&index) = self.by_file.get(path) {
            return Some(Target::Media(index));
        }
        if let Some((folder, _)) = path.split_once('/')
            && let Some(&coverage) = self.folders.by_folder.get(folder)
            && let Some(&number) = self.archive.coverages[coverage].files.get(path)
        {
            return Some(Target::Entry(EntryId::new(coverage, number)));
        }
        // A coverage that is one transcript has the transcript's name, one that is a folder may be named like one.
        let other = path.strip_suffix(".txt");
        let folders = &self.folders.by_folder;
        let coverage = folders.get(path).or_else(|| folders.get(other?)).copied();
        coverage.map(Target::Coverage)
    }

    /// Every path below `content/` that a link can name.
    pub fn content_paths(&self) -> impl Iterator<Item = &str> {
        let coverages = self.archive.coverages.iter();
        let entries = coverages.flat_map(|coverage| coverage.files.keys());
        let others = self.folders.by_folder.keys().chain(self.by_file.keys());
        (others.map(String::as_str)).chain(entries.map(|path| &**path))
    }

    /// The coverage with a slug.
    #[must_use]
    pub fn coverage_named(&self, slug: &str) -> Option<CoverageId> {
        self.folders.by_slug.get(slug).copied()
    }

    /// A coverage's page.
    #[must_use]
    pub fn coverage(&self, id: CoverageId) -> SitePath {
        SitePath::folder(&[&self.archive.coverages[id].slug])
    }

    /// A coverage for paper, by the coverage's page.
    #[must_use]
    pub fn print(coverage: &SitePath) -> SitePath {
        coverage.file("print.html")
    }

    /// An entry's own page.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> SitePath {
        let coverage = &self.archive.coverage_of(id).slug;
        SitePath::folder(&[coverage, &self.archive.entry(id).id])
    }

    /// A copied file.
    #[must_use]
    pub fn media(&self, index: usize) -> SitePath {
        self.media
            .get(index)
            .cloned()
            .unwrap_or_else(SitePath::home)
    }

    /// The smaller copies of a copied file, from the narrowest on; none of what is no picture, or small itself.
    #[must_use]
    pub fn copies(&self, index: usize) -> &[Smaller] {
        self.copies.get(index).map_or(&[], Vec::as_slice)
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

    /// The search page.
    #[must_use]
    pub fn search() -> SitePath {
        SitePath::folder(&["search"])
    }

    /// The file of the search index that names the others.
    #[must_use]
    pub fn search_root() -> SitePath {
        Self::search().file("root.bin")
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

/// A path below the site's root as a path below `content/`.
fn below_content(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

/// A path in the form in which links are compared (NFC): macOS keeps the accents of a file's name apart from its
/// letters, and what people type into a link has them together.
#[must_use]
pub fn content_key(path: &str) -> String {
    if path.is_ascii() {
        return path.into();
    }
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
