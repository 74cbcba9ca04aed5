//! The plan: every file of the site to be, as a value, before the first one is rendered.
//!
//! Collisions, counts, parallel rendering and increments all fall out of this list.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::addresses::Addresses;
use super::gone::Gone;
use super::view::PageKind;
use crate::archive::{Archive, CoverageId, EntryId, SpeakerId, TopicId};
use crate::base::address::SitePath;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::config::SiteConfig;

/// One file of the site to be: where it stands and what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its address.
    pub path: SitePath,
    /// What it shows.
    pub shows: Shows,
}

/// What a page shows. `page` is the number of a page of a long list; `None` is the bare address.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "each variant is the page that its name says; the fields name what of the archive"
)]
pub enum Shows {
    Home,
    Coverage {
        coverage: CoverageId,
        page: Option<usize>,
    },
    Entry {
        entry: EntryId,
    },
    Days,
    Day {
        date: NaiveDate,
        page: Option<usize>,
    },
    Speakers,
    Speaker {
        speaker: SpeakerId,
        page: Option<usize>,
    },
    Topics,
    Topic {
        topic: TopicId,
        page: Option<usize>,
    },
    NotFound,
    /// What an earlier build had here.
    Gone(Gone),
    /// An entry's Markdown.
    Markdown {
        entry: EntryId,
    },
    Feed {
        scope: Scope,
        format: FeedFormat,
    },
    /// `coverage.json`.
    Data {
        coverage: CoverageId,
    },
    /// The index of site maps.
    SitemapIndex,
    /// One site map of at most 50,000 addresses, from 1.
    Sitemap {
        number: usize,
    },
    Robots,
    /// Tells GitHub Pages to take the files as they are.
    NoJekyll,
    /// A copied file of `content/`.
    Media {
        index: usize,
    },
    /// A fingerprinted file of the theme.
    Asset {
        index: usize,
    },
    /// A file of the theme's `static/`.
    Static {
        index: usize,
    },
}

impl Shows {
    /// The kind of HTML page, for the template; `None` for every other file.
    #[must_use]
    pub fn kind(&self) -> Option<PageKind> {
        Some(match self {
            Self::Home => PageKind::Home,
            Self::Coverage { .. } => PageKind::Coverage,
            Self::Entry { .. } => PageKind::Entry,
            Self::Days => PageKind::Days,
            Self::Day { .. } => PageKind::Day,
            Self::Speakers => PageKind::Speakers,
            Self::Speaker { .. } => PageKind::Speaker,
            Self::Topics => PageKind::Topics,
            Self::Topic { .. } => PageKind::Topic,
            Self::NotFound => PageKind::NotFound,
            Self::Gone(_) => PageKind::Gone,
            _ => return None,
        })
    }
}

/// What a feed is a feed of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Scope {
    Site,
    Coverage(CoverageId),
    Speaker(SpeakerId),
    Topic(TopicId),
}

/// Atom 1.0 (RFC 4287) or JSON Feed 1.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum FeedFormat {
    Atom,
    Json,
}

impl FeedFormat {
    /// The name of the file.
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Json => "feed.json",
        }
    }

    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }
}

/// The files that a theme brings, by their place below the site's root.
#[derive(Debug, Clone, Default)]
pub struct ThemeFiles {
    /// Fingerprinted files: `assets/style.1a2b3c4d.css`.
    pub assets: Vec<String>,
    /// Files copied as they are.
    pub static_files: Vec<String>,
}

/// How many addresses one site map may hold (sitemaps.org).
pub const SITEMAP_LIMIT: usize = 50_000;

/// Every file of the site, sorted by address. Two that want one address are an error.
pub fn plan(
    config: &SiteConfig,
    archive: &Archive,
    addresses: &Addresses,
    theme: &ThemeFiles,
    diagnostics: &mut Diagnostics,
) -> Vec<Page> {
    let mut planned = Planned { pages: Vec::new() };
    planned.html(archive, addresses);
    planned.feeds(config, archive, addresses);
    planned.machine_files(config, archive, addresses, theme);
    planned.pages.sort_by(|a, b| a.path.cmp(&b.path));
    report_collisions(archive, &planned.pages, diagnostics);
    planned.pages.dedup_by(|a, b| a.path == b.path);
    planned.pages
}

struct Planned {
    pages: Vec<Page>,
}

impl Planned {
    fn add(&mut self, path: SitePath, shows: Shows) {
        self.pages.push(Page { path, shows });
    }

    fn html(&mut self, archive: &Archive, addresses: &Addresses) {
        self.add(SitePath::home(), Shows::Home);
        self.add(SitePath::home().file("404.html"), Shows::NotFound);
        for (id, coverage) in archive.coverages.iter().enumerate() {
            for page in addresses.coverage_pages(coverage.entries.len()).pages() {
                self.add(
                    Addresses::numbered(&addresses.coverage(id), page),
                    Shows::Coverage { coverage: id, page },
                );
            }
        }
        for entry in archive.entry_ids() {
            self.add(addresses.entry(entry), Shows::Entry { entry });
        }
        self.add(Addresses::days(), Shows::Days);
        for (&date, entries) in &archive.days {
            for page in addresses.list_pages(entries.len()).pages() {
                self.add(
                    Addresses::numbered(&Addresses::day(date), page),
                    Shows::Day { date, page },
                );
            }
        }
        if archive.speakers.iter().any(|speaker| speaker.has_page) {
            self.add(Addresses::speakers(), Shows::Speakers);
        }
        for id in archive.speakers.ids() {
            let speaker = &archive.speakers[id];
            if !speaker.has_page {
                continue;
            }
            for page in addresses.list_pages(speaker.entries.len()).pages() {
                let list = Addresses::speaker(archive, id);
                self.add(
                    Addresses::numbered(&list, page),
                    Shows::Speaker { speaker: id, page },
                );
            }
        }
        if !archive.topics.is_empty() {
            self.add(Addresses::topics(), Shows::Topics);
        }
        for id in archive.topics.ids() {
            let topic = &archive.topics[id];
            for page in addresses.list_pages(topic.entries.len()).pages() {
                let list = Addresses::topic(archive, id);
                self.add(
                    Addresses::numbered(&list, page),
                    Shows::Topic { topic: id, page },
                );
            }
        }
    }

    fn feeds(&mut self, config: &SiteConfig, archive: &Archive, addresses: &Addresses) {
        for (scope, folder) in feed_scopes(config, archive, addresses) {
            for format in feed_formats(config) {
                self.add(folder.file(format.file()), Shows::Feed { scope, format });
            }
        }
    }

    fn machine_files(
        &mut self,
        config: &SiteConfig,
        archive: &Archive,
        addresses: &Addresses,
        theme: &ThemeFiles,
    ) {
        let home = SitePath::home();
        let html = self
            .pages
            .iter()
            .filter(|page| is_indexed(&page.shows))
            .count();
        for number in 1..=html.div_ceil(SITEMAP_LIMIT).max(1) {
            self.add(
                home.file(&format!("sitemap-{number}.xml")),
                Shows::Sitemap { number },
            );
        }
        self.add(home.file("sitemap.xml"), Shows::SitemapIndex);
        self.add(home.file("robots.txt"), Shows::Robots);
        self.add(home.file(".nojekyll"), Shows::NoJekyll);
        for entry in archive.entry_ids() {
            if config.outputs.markdown {
                self.add(
                    addresses.entry(entry).file("index.md"),
                    Shows::Markdown { entry },
                );
            }
        }
        for coverage in 0..archive.coverages.len() {
            if config.outputs.data {
                self.add(
                    addresses.coverage(coverage).file("coverage.json"),
                    Shows::Data { coverage },
                );
            }
        }
        for index in 0..archive.media.len() {
            self.add(addresses.media(index), Shows::Media { index });
        }
        for (index, path) in theme.assets.iter().enumerate() {
            self.add(home.file(path), Shows::Asset { index });
        }
        for (index, path) in theme.static_files.iter().enumerate() {
            self.add(home.file(path), Shows::Static { index });
        }
    }
}

/// Whether a site map names the page: HTML that is no error page, and whose own page is not gone.
#[must_use]
pub fn is_indexed(shows: &Shows) -> bool {
    shows
        .kind()
        .is_some_and(|kind| !matches!(kind, PageKind::NotFound | PageKind::Gone))
}

/// The feeds that the site has, each with the folder it stands in.
fn feed_scopes(
    config: &SiteConfig,
    archive: &Archive,
    addresses: &Addresses,
) -> Vec<(Scope, SitePath)> {
    let mut scopes = Vec::new();
    if config.outputs.feed_site {
        scopes.push((Scope::Site, SitePath::home()));
    }
    if config.outputs.feed_coverage {
        scopes.extend(
            (0..archive.coverages.len()).map(|id| (Scope::Coverage(id), addresses.coverage(id))),
        );
    }
    if config.outputs.feed_speaker {
        let speakers = archive
            .speakers
            .ids()
            .filter(|&id| archive.speakers[id].has_page);
        scopes.extend(speakers.map(|id| (Scope::Speaker(id), Addresses::speaker(archive, id))));
    }
    if config.outputs.feed_topic {
        let topics = archive.topics.ids();
        scopes.extend(topics.map(|id| (Scope::Topic(id), Addresses::topic(archive, id))));
    }
    scopes
}

/// The formats in which each feed is written.
pub fn feed_formats(config: &SiteConfig) -> impl Iterator<Item = FeedFormat> + use<> {
    let json = config.outputs.json_feed.then_some(FeedFormat::Json);
    std::iter::once(FeedFormat::Atom).chain(json)
}

fn report_collisions(archive: &Archive, pages: &[Page], diagnostics: &mut Diagnostics) {
    let mut by_file: BTreeMap<String, &Page> = BTreeMap::new();
    for page in pages {
        if let Some(other) = by_file.insert(page.path.output_file(), page) {
            let mut diagnostic = Diagnostic::error(
                Code::AddressCollision,
                format!(
                    "two pages want the address {}: {} and {}",
                    page.path.as_str(),
                    named(archive, other),
                    named(archive, page)
                ),
            )
            .hint("rename one of the two");
            diagnostic.place = place_of(archive, page).or_else(|| place_of(archive, other));
            diagnostics.push(diagnostic);
        }
    }
}

fn named(archive: &Archive, page: &Page) -> String {
    match &page.shows {
        Shows::Entry { entry } => format!("the entry {}", archive.entry(*entry).source().path),
        Shows::Coverage { coverage, .. } => archive
            .coverages
            .get(*coverage)
            .map_or_else(String::new, |coverage| {
                format!("the coverage {}", coverage.shown)
            }),
        Shows::Media { index } => archive.media.get(*index).map_or_else(String::new, |file| {
            format!("the file content/{}", file.content_path)
        }),
        Shows::Static { .. } | Shows::Asset { .. } => "a file of the theme".into(),
        _ => "a page of livesite's own".into(),
    }
}

fn place_of(archive: &Archive, page: &Page) -> Option<crate::base::source_text::Place> {
    match &page.shows {
        Shows::Entry { entry } => Some(archive.entry(*entry).place.clone()),
        _ => None,
    }
}
