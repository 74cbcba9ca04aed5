//! The settings of a site.

use std::sync::Arc;

use chrono_tz::Tz;

use crate::base::address::BaseUrl;
use crate::base::source_text::SourceText;
use crate::base::table::Table;

use super::pictures::Pictures;

/// Which outputs are written; all are on until a key of `[outputs]` turns one off.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "one switch for each output, as in site.toml"
)]
pub struct Outputs {
    /// `index.md` beside each entry.
    pub markdown: bool,
    /// JSON Feed beside Atom.
    pub json_feed: bool,
    /// The feed of the whole site.
    pub feed_site: bool,
    /// A feed of each coverage.
    pub feed_coverage: bool,
    /// A feed of each speaker.
    pub feed_speaker: bool,
    /// A feed of each topic.
    pub feed_topic: bool,
    /// The archive as data (`coverage.json`, later `/data/`).
    pub data: bool,
    /// `oembed.json` beside each coverage and entry.
    pub oembed: bool,
    /// schema.org in the pages.
    pub structured_data: bool,
    /// The search page and its index.
    pub search: bool,
    /// `print.html` of each coverage.
    pub print: bool,
    /// Finding speakers in the text.
    pub attribution: bool,
}

impl Default for Outputs {
    fn default() -> Self {
        Self {
            markdown: true,
            json_feed: true,
            feed_site: true,
            feed_coverage: true,
            feed_speaker: true,
            feed_topic: true,
            data: true,
            oembed: true,
            structured_data: true,
            search: true,
            print: true,
            attribution: true,
        }
    }
}

/// `site.toml`. `title` and `base_url` are required.
#[derive(Debug, Clone)]
pub struct SiteConfig {
    /// The text, for places.
    pub text: Arc<SourceText>,
    /// The archive's title.
    pub title: String,
    /// Where the site will stand.
    pub base_url: BaseUrl,
    /// The zone of coverages that name none.
    pub time_zone: Option<Tz>,
    /// The language of the interface, and of coverages that name none: a BCP 47 tag.
    pub language: String,
    /// One sentence on what the archive is.
    pub description: Option<String>,
    /// The theme's folder below `themes/`.
    pub theme: String,
    /// Entries on one page of a list.
    pub per_page: usize,
    /// Entries in one feed.
    pub feed_limit: usize,
    /// Turns straight quotes and dashes into typographic ones.
    pub smart_punctuation: bool,
    /// Publishes the captures beside the coverages made from them.
    pub publish_captures: bool,
    /// A card of each coverage, for other sites to show.
    pub cards: bool,
    /// Smaller copies of pictures, where the site wants any.
    pub pictures: Option<Pictures>,
    /// What is written.
    pub outputs: Outputs,
    /// `[theme_options]` as written: only the theme knows what fits.
    pub theme_options: Option<Table>,
    /// Free keys.
    pub extra: serde_json::Value,
}
