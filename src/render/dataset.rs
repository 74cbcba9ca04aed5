//! A coverage as JSON: `coverage.json`, and what `import --dry-run --format json` prints. One schema.

use serde::Serialize;

use crate::archive::{Archive, Capture, CoverageId, Entry};
use crate::markdown::outline::{Embed, Figure, Quote};
use crate::source::entry::Byline;

/// A coverage, in the shape that `livesite help data` describes.
#[derive(Debug, Serialize)]
pub struct CoverageData<'a> {
    title: Option<&'a str>,
    language: Option<&'a str>,
    time_zone: Option<&'a str>,
    summary: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    byline: &'a [Byline],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    introduction: &'a [String],
    source: SourceData<'a>,
    entries: Vec<EntryData<'a>>,
}

#[derive(Debug, Serialize)]
struct SourceData<'a> {
    publisher: Option<&'a str>,
    url: Option<&'a str>,
    captured: Option<String>,
    sha256: Option<&'a str>,
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    captures: &'a [Capture],
}

#[derive(Debug, Serialize)]
struct EntryData<'a> {
    id: &'a str,
    headline: Option<&'a str>,
    published: Option<String>,
    /// Only where the day is known and the time of day is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    clock: Option<&'a str>,
    updated: Option<String>,
    label: Option<&'a str>,
    kind: &'a str,
    key: bool,
    byline: &'a [Byline],
    speakers: Vec<SpeakerData<'a>>,
    statements: Vec<StatementData<'a>>,
    topics: Vec<&'a str>,
    figures: &'a [Figure],
    quotes: &'a [Quote],
    embeds: Vec<EmbedData<'a>>,
    body: &'a str,
    source: Option<EntrySourceData<'a>>,
}

#[derive(Debug, Serialize)]
struct SpeakerData<'a> {
    name: &'a str,
    role: Option<&'a str>,
    certain: bool,
}

#[derive(Debug, Serialize)]
struct StatementData<'a> {
    speaker: &'a str,
    kind: &'static str,
    text: &'a str,
    r#in: &'static str,
    certain: bool,
}

#[derive(Debug, Serialize)]
struct EmbedData<'a> {
    provider: &'a str,
    url: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct EntrySourceData<'a> {
    file: &'a str,
    lines: Option<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_seen: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_seen: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    vanished: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    earlier: &'a [String],
}

/// The data of a coverage. Entries stand in the order of the capture where that is known, else oldest first.
#[must_use]
pub fn coverage_data(archive: &Archive, id: CoverageId) -> CoverageData<'_> {
    let coverage = &archive.coverages[id];
    let mut entries: Vec<&Entry> = archive.entries_of(id).iter().collect();
    if entries.iter().all(|entry| entry.position.is_some()) {
        // The pages follow the clock; the record keeps the place of an entry whose clock ran against the others.
        entries.sort_by_key(|entry| entry.position);
    }
    let only = match coverage.captures.as_slice() {
        [one] => Some(one),
        _ => None,
    };
    CoverageData {
        title: coverage.title.as_deref(),
        // "und" is BCP 47 for a language that nobody named.
        language: Some(coverage.language.as_str()).filter(|language| *language != "und"),
        time_zone: coverage.time_zone.map(chrono_tz::Tz::name),
        summary: &coverage.summary,
        byline: &coverage.byline,
        introduction: &coverage.introduction,
        source: SourceData {
            publisher: coverage.origin.publisher.as_deref(),
            url: coverage.origin.url.as_deref(),
            captured: coverage
                .origin
                .captured
                .map(|captured| captured.to_rfc3339()),
            sha256: only.map(|capture| capture.sha256.as_str()),
            file: only.map(|capture| capture.file.as_str()),
            captures: &coverage.captures,
        },
        entries: entries
            .into_iter()
            .map(|entry| entry_data(archive, entry))
            .collect(),
    }
}

fn entry_data<'a>(archive: &'a Archive, entry: &'a Entry) -> EntryData<'a> {
    EntryData {
        id: &entry.id,
        headline: entry.headline.as_deref(),
        published: entry.instant().map(|instant| instant.to_rfc3339()),
        date: entry
            .date()
            .filter(|_| entry.instant().is_none())
            .map(|date| date.to_string()),
        clock: entry.clock.as_deref(),
        updated: entry.updated.map(|updated| match updated {
            crate::archive::Published::At(instant) => instant.to_rfc3339(),
            crate::archive::Published::On(date) => date.to_string(),
        }),
        label: entry.label.as_deref(),
        kind: entry.kind.as_str(),
        key: entry.key,
        byline: &entry.byline,
        speakers: entry
            .speakers
            .iter()
            .map(|speaking| SpeakerData {
                name: &archive.speakers[speaking.speaker].name,
                role: speaking.role.as_deref(),
                certain: speaking.certain,
            })
            .collect(),
        statements: entry
            .statements
            .iter()
            .map(|statement| StatementData {
                speaker: &archive.speakers[statement.speaker].name,
                kind: statement.manner.as_str(),
                text: &statement.text,
                r#in: if statement.in_headline {
                    "headline"
                } else {
                    "body"
                },
                certain: statement.certain,
            })
            .collect(),
        topics: entry
            .topics
            .iter()
            .map(|&topic| archive.topics[topic].name.as_str())
            .collect(),
        figures: &entry.outline.figures,
        quotes: &entry.outline.quotes,
        embeds: entry
            .outline
            .embeds
            .iter()
            .map(|embed: &Embed| EmbedData {
                provider: embed.provider.as_deref().unwrap_or("unknown"),
                url: embed.url.as_deref(),
            })
            .collect(),
        body: entry.body.markdown(),
        source: entry.provenance.as_ref().map(|provenance| EntrySourceData {
            file: &provenance.file,
            lines: provenance.lines.map(|(first, last)| [first, last]),
            bytes: provenance.bytes.map(|(first, last)| [first, last]),
            id: provenance.id.as_deref(),
            url: provenance.url.as_deref(),
            first_seen: provenance.first_seen.as_deref(),
            last_seen: provenance.last_seen.as_deref(),
            vanished: provenance.vanished,
            earlier: &provenance.earlier,
        }),
    }
}
