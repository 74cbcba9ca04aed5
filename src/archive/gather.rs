//! One coverage's entries from all its files: entry files as they are, transcripts read through their profile.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono_tz::Tz;

use super::memory::Known;
use super::model::{Capture, Coverage as Head};
use super::resolve::Choice;
use crate::base::checksum::sha256;
use crate::base::diagnostic::{Diagnostic, Diagnostics};
use crate::base::fs;
use crate::base::parallel;
use crate::base::source_text::Place;
use crate::capture::{self, Profiles};
use crate::markdown::{self, Outline};
use crate::source::config::SiteConfig;
use crate::source::coverage::{Coverage, MediaFile, Settings};
use crate::source::entry::Entry;
use crate::source::ledger::Ledger;
use crate::source::media;

/// A coverage with its entries, unordered and unnamed.
#[derive(Debug)]
pub struct Gathered {
    /// What is known of the coverage itself.
    pub head: Head,
    /// The zone its local times are in.
    pub zone: Option<Tz>,
    /// Its entries, in the order of their files.
    pub entries: Vec<GatheredEntry>,
    /// Entry files below `content/` that were left out as drafts.
    pub drafts: Vec<String>,
    /// Captures to be published beside the coverage, where the site says so.
    pub captures: Vec<MediaFile>,
}

/// An entry with what its body holds.
#[derive(Debug)]
pub struct GatheredEntry {
    /// As it was written.
    pub written: Arc<Entry>,
    /// What the body holds.
    pub outline: Arc<Outline>,
    /// The file below `content/`, where it is an entry file.
    pub content_path: Option<Arc<str>>,
    /// Whether it, or its coverage, is a draft.
    pub draft: bool,
    /// The place in the one capture that the coverage was read from.
    pub position: Option<i64>,
    /// Its number in its file.
    pub number: usize,
}

impl GatheredEntry {
    /// The name of its file.
    pub fn file_name(&self) -> &str {
        let path = &self.written.place.source.path;
        path.rsplit('/').next().unwrap_or_default()
    }
}

/// Reads a coverage's transcripts and puts all its entries together; `None` when nothing of it is to be published.
pub fn gather(
    config: &SiteConfig,
    coverage: &Coverage,
    profiles: &Profiles,
    choice: Choice,
    known: &Known<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Gathered> {
    let Coverage {
        slug,
        name,
        shown,
        settings,
        entries: files,
        transcripts,
        captures: kept,
        known: ledger,
    } = coverage.clone();
    if settings.draft && !choice.drafts {
        return None;
    }
    let own_zone = settings.time_zone.as_ref().map(|zone| zone.value);
    let options = capture_options(&settings, own_zone.or(config.time_zone));
    let mut title = settings.title.clone();
    let mut summary = settings.summary.clone();
    let mut byline = settings.byline.clone();
    let mut introduction = settings.introduction.clone();
    let mut language = settings.language.clone();
    let mut origin = settings.source.clone();
    let mut read_zone = None;
    let mut captures = Vec::new();
    let mut entries: Vec<(Arc<Entry>, Option<i64>, usize)> = files
        .into_iter()
        .map(|entry| {
            let position = entry.position;
            (entry, position, 0)
        })
        .collect();

    let alone = transcripts.len() == 1;
    for transcript in &transcripts {
        let mut said = Vec::new();
        let reading = capture::read(transcript, &options, profiles, &mut said);
        diagnostics.extend(said.into_iter().map(|one| named_settings(one, &shown)));
        let Some(reading) = reading else {
            continue;
        };
        let reader = reading.reader();
        captures.push(Capture {
            file: transcript
                .path
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .to_string(),
            sha256: sha256(transcript.text.as_bytes()),
            url: None,
            captured: None,
            tool: tool(VERSION),
            reader: Some(reader),
        });
        title = title.or(reading.title);
        if summary.is_empty() {
            summary = reading.summary;
        }
        if byline.is_empty() {
            byline = reading.contributors;
        }
        if introduction.is_empty() {
            introduction = reading.preamble;
        }
        language = language.or(reading.language);
        origin.publisher = origin.publisher.or(reading.publisher);
        read_zone = read_zone.or(reading.time_zone);
        for (number, entry) in reading.entries.into_iter().enumerate() {
            // Two captures count their positions from one each; only times and files order them.
            let position = entry.position.filter(|_| alone);
            entries.push((Arc::new(entry), position, number));
        }
    }
    let mut drafts = Vec::new();
    if !choice.drafts {
        entries.retain(|(entry, ..)| {
            if entry.draft {
                drafts.push(content_path(&entry.place.source.path).to_string());
            }
            !entry.draft
        });
    }
    if entries.is_empty() {
        return None;
    }
    let zone = own_zone.or(read_zone).or(config.time_zone);
    let entries = parallel::map(
        entries,
        |(written, ..)| known.outline(written).is_none(),
        |(written, position, number)| {
            let path = &written.place.source.path;
            let content_path = written.stem.is_some().then(|| content_path(path).into());
            GatheredEntry {
                outline: known
                    .outline(&written)
                    .unwrap_or_else(|| Arc::new(markdown::outline(written.body.markdown()))),
                content_path,
                draft: settings.draft || written.draft,
                position,
                number,
                written,
            }
        },
    );
    // Entry files made by import stand beside the captures they came from.
    captures.extend(
        kept.iter()
            .filter_map(|file| kept_capture(file, &ledger, diagnostics)),
    );
    captures.sort_by(|a, b| a.file.cmp(&b.file));
    let head = Head {
        slug,
        name,
        title,
        summary,
        byline,
        introduction,
        time_zone: zone,
        language: language.unwrap_or_else(|| config.language.clone()),
        origin,
        captures,
        licence: settings.licence,
        extra: settings.extra,
        entries: Vec::new(),
        files: BTreeMap::new(),
        key: 0,
        first: None,
        last: None,
        shown,
    };
    let captures = if config.publish_captures {
        kept.into_iter()
            .filter_map(|file| media::describe(file, diagnostics))
            .collect()
    } else {
        Vec::new()
    };
    Some(Gathered {
        head,
        zone,
        entries,
        drafts,
        captures,
    })
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn tool(version: &str) -> String {
    format!("livesite {version}")
}

/// A capture that import kept; one that it does not know is looked at.
fn kept_capture(
    file: &MediaFile,
    ledger: &Ledger,
    diagnostics: &mut Diagnostics,
) -> Option<Capture> {
    let shown = format!("content/{}", file.content_path);
    let name = shown.rsplit('/').next().unwrap_or_default();
    let known = ledger.captures.iter().find(|known| known.file == name);
    let sha256 = match known {
        Some(known) => known.sha256.clone(),
        None => match fs::sha256(&file.disk_path, &shown) {
            Ok(sha256) => sha256,
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                return None;
            }
        },
    };
    Some(Capture {
        file: name.to_string(),
        sha256,
        url: known.and_then(|known| known.url.clone()),
        captured: known.and_then(|known| known.captured),
        tool: tool(match ledger.livesite.as_str() {
            "" => VERSION,
            version => version,
        }),
        reader: known.and_then(|known| known.reader.clone()),
    })
}

/// A path below the site's root as a path below `content/`.
fn content_path(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

/// The settings of a single-file coverage are not called `coverage.toml`.
fn named_settings(mut diagnostic: Diagnostic, shown: &str) -> Diagnostic {
    let stem = shown
        .strip_suffix(".txt")
        .filter(|stem| stem.starts_with("content/"));
    if let Some(stem) = stem {
        for hint in &mut diagnostic.hints {
            *hint = hint.replace("coverage.toml", &format!("{stem}.toml"));
        }
    }
    diagnostic
}

/// What a coverage's settings say to the reader of its transcripts.
pub fn capture_options(settings: &Settings, zone: Option<Tz>) -> capture::Options {
    capture::Options {
        zone,
        zone_words: settings
            .zones
            .iter()
            .map(|(word, zone)| (word.clone(), zone.value))
            .collect(),
        date: settings.date,
        year: settings.year,
        untimed: settings.untimed,
        profile: settings
            .profile
            .as_ref()
            .map(|profile| profile.value.clone()),
        profile_place: settings
            .profile
            .as_ref()
            .zip(settings.text.as_ref())
            .map(|(profile, text)| Place::new(text, profile.span.clone())),
    }
}
