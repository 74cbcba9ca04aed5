//! What the files of a site show: the words in which the plan is written.

use chrono::NaiveDate;

use super::gone::Gone;
use super::view::PageKind;
use crate::archive::{CoverageId, EntryId, SpeakerId, TopicId};
use crate::base::address::SitePath;

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
    /// A whole coverage for paper: `print.html`.
    Print {
        coverage: CoverageId,
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
    Search,
    /// What the search index begins with. Its other files are named by their bytes, so nobody knows them before
    /// they are made: they are no part of the plan, and only this file names them.
    SearchRoot,
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
    /// What other sites show of a coverage: `card.png`.
    Card {
        coverage: CoverageId,
    },
    /// `coverage.json`.
    Data {
        coverage: CoverageId,
    },
    /// `oembed.json` of a coverage, or of an entry.
    CoverageEmbed {
        coverage: CoverageId,
    },
    EntryEmbed {
        entry: EntryId,
    },
    /// `llms.txt`.
    Llms,
    /// The web app manifest.
    Manifest,
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
    /// A smaller copy of a picture: which of `Archive::media`, and which of its copies.
    Picture {
        index: usize,
        copy: usize,
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
            Self::Print { .. } => PageKind::Print,
            Self::Entry { .. } => PageKind::Entry,
            Self::Days => PageKind::Days,
            Self::Day { .. } => PageKind::Day,
            Self::Speakers => PageKind::Speakers,
            Self::Speaker { .. } => PageKind::Speaker,
            Self::Topics => PageKind::Topics,
            Self::Topic { .. } => PageKind::Topic,
            Self::Search => PageKind::Search,
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

/// Whether a site map names the page: HTML that is no error page, whose own page is not gone, and that no other page
/// shows as well.
#[must_use]
pub fn is_indexed(shows: &Shows) -> bool {
    shows
        .kind()
        .is_some_and(|kind| !matches!(kind, PageKind::NotFound | PageKind::Gone | PageKind::Print))
}
