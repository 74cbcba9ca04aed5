//! What is searched: the entries of a coverage, and the coverage itself for its summary.

use std::hash::Hash;

use chrono::NaiveDate;
use xxhash_rust::xxh3::Xxh3;

use crate::archive::{Archive, Coverage, CoverageId, Entry, Published};
use crate::markdown::PassageKind;

/// The kind of the document that is a coverage.
pub const COVERAGE: &str = "coverage";

/// A coverage with its documents, the first of which is the coverage itself.
#[derive(Debug, Hash)]
pub struct Searched<'a> {
    /// Its address.
    pub slug: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its language: a BCP 47 tag.
    pub language: &'a str,
    /// What is found in it.
    pub documents: Vec<Document<'a>>,
}

/// What a result can be.
#[derive(Debug, Default, Hash)]
pub struct Document<'a> {
    /// The kind of entry, or [`COVERAGE`].
    pub kind: &'a str,
    /// The last part of its address; empty for the coverage.
    pub id: &'a str,
    /// Its headline; empty where it has none.
    pub headline: &'a str,
    /// Its words, in order: searched and shown.
    pub texts: Vec<&'a str>,
    /// Searched and not shown: whose words it gives, who wrote it, what its pictures show to those who do not see them.
    pub names: Vec<&'a str>,
    /// Its day.
    pub day: Option<NaiveDate>,
    /// Minutes since 1970, to be ordered by; entries without a time of day come last in theirs.
    pub minutes: Option<i64>,
    /// The time as pages write it: RFC 3339, or the date alone; empty where nobody knows.
    pub time: String,
    /// The time in the words of the capture, where there is no other.
    pub clock: &'a str,
    /// People with a page: slug and name.
    pub speakers: Vec<(&'a str, &'a str)>,
    /// Topics: slug and name.
    pub topics: Vec<(&'a str, &'a str)>,
}

/// The documents of a coverage.
#[must_use]
pub fn searched(archive: &Archive, id: CoverageId) -> Searched<'_> {
    let coverage: &Coverage = &archive.coverages[id];
    let itself = Document {
        kind: COVERAGE,
        headline: coverage.shown_title(),
        texts: (coverage.summary.iter().chain(&coverage.introduction))
            .map(String::as_str)
            .collect(),
        ..Document::default()
    };
    let entries = coverage
        .entries
        .iter()
        .map(|entry| document(archive, entry));
    Searched {
        slug: &coverage.slug,
        title: coverage.shown_title(),
        language: &coverage.language,
        documents: std::iter::once(itself).chain(entries).collect(),
    }
}

fn document<'a>(archive: &'a Archive, entry: &'a Entry) -> Document<'a> {
    let (mut texts, mut names) = (Vec::new(), Vec::new());
    for passage in &entry.outline.passages {
        match passage.kind {
            PassageKind::Alt => names.push(&*passage.text),
            _ => {
                texts.push(&*passage.text);
                texts.extend(passage.name.as_deref());
            }
        }
    }
    let speakers = entry.speakers.iter();
    names.extend(
        (speakers.clone()).map(|speaking| archive.speakers[speaking.speaker].name.as_str()),
    );
    names.extend(entry.byline.iter().map(|byline| byline.name.as_str()));
    Document {
        kind: entry.kind.as_str(),
        id: &entry.id,
        headline: entry.headline.as_deref().unwrap_or_default(),
        texts,
        names,
        day: entry.date(),
        minutes: entry.published.map(minutes),
        time: match entry.published {
            Some(Published::At(instant)) => instant.to_rfc3339(),
            Some(Published::On(date)) => date.to_string(),
            None => String::new(),
        },
        clock: entry.clock.as_deref().unwrap_or_default(),
        speakers: speakers
            .map(|speaking| &archive.speakers[speaking.speaker])
            .filter(|speaker| speaker.has_page)
            .map(|speaker| (speaker.slug.as_str(), speaker.name.as_str()))
            .collect(),
        topics: (entry.topics.iter())
            .map(|&topic| &archive.topics[topic])
            .map(|topic| (topic.slug.as_str(), topic.name.as_str()))
            .collect(),
    }
}

fn minutes(published: Published) -> i64 {
    match published {
        Published::At(instant) => instant.timestamp().div_euclid(60),
        Published::On(date) => {
            let end = date.and_hms_opt(23, 59, 0).unwrap_or_default();
            end.and_utc().timestamp().div_euclid(60)
        }
    }
}

/// A number that is another when anything is that a block is made of.
#[must_use]
pub fn key(block: &[Searched<'_>]) -> u128 {
    let mut key = Xxh3::new();
    block.hash(&mut key);
    key.digest128()
}
