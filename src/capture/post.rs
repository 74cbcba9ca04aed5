//! A post as segmentation finds it: its header's words and the lines that follow.

use std::ops::Range;

use chrono::{DateTime, Datelike};
use regex::Captures;

use super::calendar::{NumberOrder, WrittenDate, parse_date};
use super::clock::parse_clock;
use super::profile::FirstLine;
use super::timeline::Written;

/// Words of the capture with their bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Their bytes in the capture.
    pub span: Range<usize>,
}

/// The time of a post in the words of its header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The time of day.
    pub clock: Option<String>,
    /// The zone word.
    pub zone: Option<String>,
    /// The date.
    pub date: Option<String>,
    /// A second time of day.
    pub clock2: Option<String>,
    /// The second time's zone word.
    pub zone2: Option<String>,
    /// The instant itself, in seconds since 1970.
    pub unix: Option<i64>,
    /// Everything the header says of time, as it stands there.
    pub written: Option<Words>,
}

impl Stamp {
    /// The stamp in the groups of a match on a line that begins at byte `offset`.
    #[must_use]
    pub fn of(groups: &Captures<'_>, line: &str, offset: usize) -> Self {
        let text = |name: &str| {
            groups
                .name(name)
                .map(|group| group.as_str().trim().to_string())
        };
        let mut span: Option<Range<usize>> = None;
        for name in ["clock", "zone", "date", "clock2", "zone2", "age", "unix"] {
            if let Some(group) = groups.name(name) {
                let so_far = span.unwrap_or(group.range());
                span = Some(so_far.start.min(group.start())..so_far.end.max(group.end()));
            }
        }
        let written = span.and_then(|mut span| {
            // A bracket that opens inside closes right behind.
            let inside = line.get(span.clone())?;
            if inside.contains('(')
                && !inside.contains(')')
                && line.get(span.end..)?.starts_with(')')
            {
                span.end += 1;
            }
            Some(Words {
                text: line.get(span.clone())?.to_string(),
                span: span.start + offset..span.end + offset,
            })
        });
        Self {
            clock: text("clock"),
            zone: text("zone"),
            date: text("date"),
            clock2: text("clock2"),
            zone2: text("zone2"),
            unix: text("unix").and_then(|seconds| seconds.parse().ok()),
            written,
        }
    }

    /// What it says of the day and the time of day.
    #[must_use]
    pub fn written(&self, numbers: NumberOrder) -> Written {
        let instant = self
            .unix
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        match instant {
            Some(instant) => Written {
                clock: Some(instant.time()),
                date: Some(WrittenDate {
                    year: Some(instant.year()),
                    month: instant.month(),
                    day: instant.day(),
                }),
            },
            None => Written {
                clock: self.clock.as_deref().and_then(parse_clock),
                date: self
                    .date
                    .as_deref()
                    .and_then(|date| parse_date(date, numbers)),
            },
        }
    }
}

/// A post: its header, and the lines after it (indices into the capture's lines).
#[derive(Debug, Clone)]
pub struct Post {
    /// The number in its list, where it has one.
    pub number: Option<usize>,
    /// The line on which it opens.
    pub line: usize,
    /// The bytes of its header.
    pub span: Range<usize>,
    /// Its time.
    pub stamp: Stamp,
    /// What its header says is the headline.
    pub headline: Option<String>,
    /// Text on the header's line that is a headline only if it has no full stop.
    pub lead: Option<String>,
    /// Text on the header's line.
    pub text: Option<String>,
    /// Labels that the header bears, as written.
    pub labels: Vec<String>,
    /// Who wrote it, as the header says.
    pub names: Option<String>,
    /// What the first line below may be.
    pub first: FirstLine,
    /// The lines below the header.
    pub body: Range<usize>,
}
