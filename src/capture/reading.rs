//! What is asked of a reading, and what it gives.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::base::source_text::Place;
use crate::source::entry::{Byline, Entry};

/// What somebody knows about a capture that the capture does not say: from `coverage.toml` or from
/// the options of `livesite import`.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The zone of clock times that name none; it also reads the abbreviations it uses itself.
    pub zone: Option<Tz>,
    /// Zone words and what they mean here: `IST` is `Asia/Kolkata`.
    pub zone_words: BTreeMap<String, Tz>,
    /// The day of the capture's first (topmost) entry.
    pub date: Option<NaiveDate>,
    /// The year of dates that name none.
    pub year: Option<i32>,
    /// Accepts times that cannot be known in full: they stay words in `clock`.
    pub untimed: bool,
    /// The profile to read with; `None` and `auto` take the best match.
    pub profile: Option<String>,
    /// Where the profile's name was written, for messages.
    pub profile_place: Option<Place>,
}

/// A transcript, read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The title of the live page, where the capture has one.
    pub title: Option<String>,
    /// Who published it, as the profile knows.
    pub publisher: Option<String>,
    /// Its language, a BCP 47 tag, as the profile knows.
    pub language: Option<String>,
    /// The zone that its days are cut in, where one is known.
    pub time_zone: Option<Tz>,
    /// The summary at its head, one point each.
    pub summary: Vec<String>,
    /// Who the head says wrote or edited the page.
    pub contributors: Vec<Byline>,
    /// The headlines that a list of key events at the head names.
    pub key_events: Vec<String>,
    /// Text that stands before the first entry and is neither title nor summary.
    pub preamble: Vec<String>,
    /// The entries, oldest first.
    pub entries: Vec<Entry>,
    /// What became of every line, in the order of the capture.
    pub lines: Vec<PlacedLine>,
    /// The profile it was read with.
    pub profile: String,
    /// Its version.
    pub profile_version: String,
    /// The profile that would have been next, when the choice was left to us.
    pub runner_up: Option<String>,
}

impl Reading {
    /// How it was read, for the record.
    #[must_use]
    pub fn reader(&self) -> String {
        format!("profile {} {}", self.profile, self.profile_version)
    }
}

/// A line of the capture and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedLine {
    /// Its number, from 1.
    pub number: usize,
    /// What it was taken for.
    pub class: LineClass,
}

/// What a line of a capture was taken for. Every line has exactly one class.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineClass {
    /// Nothing but white space.
    Blank,
    /// Opens an entry (number, headline, time, in whatever form the outlet has).
    Header,
    /// A date or time that stands by itself.
    Time,
    /// An entry's label.
    Label,
    /// Who wrote an entry, or the page.
    Byline,
    /// A place or subject above an entry's text; it stays in the body.
    Topic,
    /// A headline on a line of its own.
    Headline,
    /// Text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A picture's alt text (the credit may be glued to it), or the sign that a film stood here.
    Alt,
    /// A picture's credit.
    Credit,
    /// A picture's or film's caption, or the words that announce one.
    Caption,
    /// A pull quote, or the words that announce one.
    Quote,
    /// Whose words a pull quote or a reader's message gives; it stays in the body.
    Attribution,
    /// Belongs to an embedded post.
    Embed,
    /// Belongs to the summary at the head.
    Summary,
    /// The live page's title.
    Title,
    /// Page furniture, left out by the rule named.
    Dropped(String),
    /// No rule knew it; it is kept.
    Unplaced,
}

impl fmt::Display for LineClass {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self {
            Self::Blank => "blank",
            Self::Header => "header",
            Self::Time => "time",
            Self::Label => "label",
            Self::Byline => "byline",
            Self::Topic => "topic",
            Self::Headline => "headline",
            Self::Paragraph => "paragraph",
            Self::ListItem => "list item",
            Self::Alt => "alt",
            Self::Credit => "credit",
            Self::Caption => "caption",
            Self::Quote => "quote",
            Self::Attribution => "attribution",
            Self::Embed => "embed",
            Self::Summary => "summary",
            Self::Title => "title",
            Self::Dropped(rule) => return write!(formatter, "dropped ({rule})"),
            Self::Unplaced => "unplaced",
        };
        formatter.write_str(word)
    }
}
