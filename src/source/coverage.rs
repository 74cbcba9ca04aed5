//! One coverage as it was written: its settings (`coverage.toml`), entry files, transcripts and media.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};
use chrono_tz::Tz;

use super::entry::{Byline, Entry};
use super::ledger::Ledger;
use super::picture_head::Still;
use crate::base::source_text::{SourceText, Spanned};

/// Where the coverage was first published and how it was saved.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Origin {
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stood.
    pub url: Option<String>,
    /// When it was captured.
    pub captured: Option<DateTime<FixedOffset>>,
}

/// `coverage.toml` (or `<coverage>.toml` beside a single file); every key is optional.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The settings' own text, where there is one.
    pub text: Option<Arc<SourceText>>,
    /// The title; without it pages show the folder's name.
    pub title: Option<String>,
    /// What was known at the end, one point each.
    pub summary: Vec<String>,
    /// Who wrote or edited the page as a whole.
    pub byline: Vec<Byline>,
    /// What stood before the first entry and is no summary: its paragraphs, plain text.
    pub introduction: Vec<String>,
    /// The zone that clock times are read in and days are cut in.
    pub time_zone: Option<Spanned<Tz>>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// The day that clock times without a date belong to.
    pub date: Option<NaiveDate>,
    /// The year that dates without one belong to.
    pub year: Option<i32>,
    /// The profile that transcripts are read with; absent means the best match.
    pub profile: Option<Spanned<String>>,
    /// Zone words and what they mean here: `IST = "Asia/Kolkata"`.
    pub zones: BTreeMap<String, Spanned<Tz>>,
    /// Accepts clock times without a date: they stay words.
    pub untimed: bool,
    /// The texts are Windows-1252, not UTF-8.
    pub windows_1252: bool,
    /// Where it was first published.
    pub source: Origin,
    /// The licence of its text, in words or as an address.
    pub licence: Option<String>,
    /// Left out unless asked for.
    pub draft: bool,
    /// Free keys.
    pub extra: serde_json::Value,
}

/// A file to be copied: a picture, a sound, a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MediaFile {
    /// The path below `content/`, with `/`: `harwick-flood/media/bridge.svg`, `media/logo.svg`.
    pub content_path: String,
    /// Where it stands on disk.
    pub disk_path: PathBuf,
    /// 8 hex digits of its bytes (XXH3); empty until it was looked at.
    pub fingerprint: String,
    /// All of that number.
    pub checksum: u64,
    /// Width in pixels, where it is a picture, as it is shown.
    pub width: Option<u32>,
    /// Height in pixels, where it is a picture, as it is shown.
    pub height: Option<u32>,
    /// Where it is a JPEG or PNG that stands still.
    pub still: Option<Still>,
}

impl MediaFile {
    /// A file that nobody has looked at yet.
    #[must_use]
    pub fn unseen(content_path: String, disk_path: PathBuf) -> Self {
        Self {
            content_path,
            disk_path,
            fingerprint: String::new(),
            checksum: 0,
            width: None,
            height: None,
            still: None,
        }
    }
}

/// One coverage, as it stands in `content/`.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// The address: the folder's name, or the stem of the single file, as a slug.
    pub slug: String,
    /// The folder's name or the file's stem, as it is.
    pub name: String,
    /// The path below the site's root, for messages: `content/harwick-flood`.
    pub shown: String,
    /// Its settings.
    pub settings: Settings,
    /// The entry files, by file name.
    pub entries: Vec<Arc<Entry>>,
    /// The transcripts, by file name.
    pub transcripts: Vec<Arc<SourceText>>,
    /// What was imported, kept as it was; for `publish_captures`.
    pub captures: Vec<MediaFile>,
    /// What import knows of those.
    pub known: Ledger,
}
