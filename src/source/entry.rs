//! One entry as it was written: front matter (every key optional) and a Markdown body.
//!
//! A transcript's entries take the same form, so that whoever comes after sees one kind of entry.

use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};

use crate::base::source_text::{Place, SourceText, Spanned};

/// A time as precisely as somebody wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// With an offset: one instant.
    Instant(DateTime<FixedOffset>),
    /// A wall clock's time, in the coverage's zone.
    Local(NaiveDateTime),
    /// The day is known, the time is not.
    Day(NaiveDate),
}

/// What sort of post an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A report of what happens.
    #[default]
    Update,
    /// What it means, by a specialist.
    Analysis,
    /// The story so far.
    Recap,
    /// The last word of a coverage.
    Closing,
    /// Messages of readers.
    Readers,
    /// Background, asked and answered.
    Explainer,
}

impl Kind {
    /// Every kind with its word in front matter.
    pub const ALL: [(&'static str, Self); 6] = [
        ("update", Self::Update),
        ("analysis", Self::Analysis),
        ("recap", Self::Recap),
        ("closing", Self::Closing),
        ("readers", Self::Readers),
        ("explainer", Self::Explainer),
    ];

    /// The word in front matter and data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("update", |(word, _)| word)
    }

    /// The kind of a word; `None` for any other word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, kind)| *kind)
    }
}

/// Who wrote an entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Byline {
    /// The writer's name.
    pub name: String,
    /// The writer's job, place or paper, as written.
    pub role: Option<String>,
}

/// A person that front matter names as a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerMark {
    /// The name as written; may be an alias.
    pub name: String,
    /// The role in which the person spoke here.
    pub role: Option<String>,
    /// `false` marks what rests on inference.
    pub certain: bool,
}

/// A later change that the entry owns up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// When it was corrected.
    pub at: Spanned<Moment>,
    /// What was wrong.
    pub note: String,
}

/// Where in which capture an entry stood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The capture's file, as written.
    pub file: String,
    /// First and last line, from 1.
    pub lines: Option<(usize, usize)>,
    /// First byte of the capture's text (in UTF-8) and the one after the last: where it has no lines to speak of.
    pub bytes: Option<(usize, usize)>,
    /// What the capture calls the entry: a fragment, an `id`, a number.
    pub id: Option<String>,
    /// The entry's own address, where it is not the page's with the id as its fragment.
    pub url: Option<String>,
    /// Of several captures the first that holds it: when that was saved, or its file.
    pub first_seen: Option<String>,
    /// Of several captures the last that holds it.
    pub last_seen: Option<String>,
    /// Whether a later capture reaches around its time and does not hold it.
    pub vanished: bool,
    /// What it said before: files below the coverage's folder, oldest first.
    pub earlier: Vec<String>,
}

/// Everything that one entry says of itself. A missing key is `None` or empty; nothing is resolved yet.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where the entry begins: its file, and in a transcript its header.
    pub place: Place,
    /// The stem of the entry file (`2031-03-04-1342-bridge`); `None` in a transcript.
    pub stem: Option<String>,
    /// The headline.
    pub headline: Option<String>,
    /// When it was published.
    pub published: Option<Spanned<Moment>>,
    /// The time in the words of the capture.
    pub clock: Option<String>,
    /// When it was last changed.
    pub updated: Option<Spanned<Moment>>,
    /// What the outlet called it, as written: `Analysis`, `Key event` …
    pub label: Option<String>,
    /// What sort of post it is, where somebody or a profile said so.
    pub kind: Option<Kind>,
    /// Whether it is a key event, where somebody or a profile said so.
    pub key: Option<bool>,
    /// Who wrote it.
    pub byline: Vec<Byline>,
    /// Whose words it gives; `None` means "found in the text", an empty list means none.
    pub speakers: Option<Vec<Spanned<SpeakerMark>>>,
    /// What it is about; `None` means "matched by topics.toml".
    pub topics: Option<Vec<Spanned<String>>>,
    /// The id that import wrote or a person chose.
    pub id: Option<Spanned<String>>,
    /// The place in the capture, counted from the oldest entry, from 1.
    pub position: Option<i64>,
    /// Corrections that the entry owns up to.
    pub corrections: Vec<Correction>,
    /// Where it came from.
    pub provenance: Option<Arc<Provenance>>,
    /// Left out unless asked for.
    pub draft: bool,
    /// Free keys.
    pub extra: serde_json::Value,
    /// The body.
    pub body: Arc<Body>,
}

/// An entry's Markdown, and where it stands.
#[derive(Debug, Clone)]
pub enum Body {
    /// In an entry file: a part of it, so that places in the body are those of the file.
    Written(Place),
    /// From a transcript, whose bodies are made from its lines.
    Made(String),
}

impl Body {
    /// The Markdown.
    #[must_use]
    pub fn markdown(&self) -> &str {
        match self {
            Self::Written(place) => (place.source.text.get(place.span.clone())).unwrap_or_default(),
            Self::Made(markdown) => markdown,
        }
    }

    /// Whether it stands in an entry file as it is.
    #[must_use]
    pub fn is_written(&self) -> bool {
        matches!(self, Self::Written(_))
    }

    /// The place of bytes of the Markdown, where it stands in a file.
    #[must_use]
    pub fn place(&self, span: Range<usize>) -> Option<Place> {
        let Self::Written(place) = self else {
            return None;
        };
        let start = place.span.start;
        Some(Place::new(
            &place.source,
            span.start + start..span.end + start,
        ))
    }
}

impl Entry {
    /// An entry that says nothing but where it stands.
    #[must_use]
    pub fn empty(place: Place) -> Self {
        Self {
            place,
            stem: None,
            headline: None,
            published: None,
            clock: None,
            updated: None,
            label: None,
            kind: None,
            key: None,
            byline: Vec::new(),
            speakers: None,
            topics: None,
            id: None,
            position: None,
            corrections: Vec::new(),
            provenance: None,
            draft: false,
            extra: serde_json::Value::Null,
            body: Arc::new(Body::Made(String::new())),
        }
    }

    /// The text that the entry stands in.
    #[must_use]
    pub fn source(&self) -> &Arc<SourceText> {
        &self.place.source
    }

    /// The place of bytes of the body: exact in an entry file, the entry's beginning in a transcript.
    #[must_use]
    pub fn body_place(&self, span: Range<usize>) -> Place {
        self.body.place(span).unwrap_or_else(|| self.place.clone())
    }
}
