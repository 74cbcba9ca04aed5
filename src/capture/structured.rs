//! A live page from a structured capture as entries: the last step, the same for pages, exports and containers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

use super::live_page::{LivePage, Update};
use super::profiles::Profiles;
use super::reading::{Options, Reading};
use super::{shown_clock, trust};
use crate::base::diagnostic::Diagnostics;
use crate::base::source_text::{Place, SourceText, Spanned};
use crate::source::entry::{Body, Byline, Entry, Moment, Provenance};

/// What a capture held, ready to be written down.
#[derive(Debug, Clone)]
pub struct Captured {
    /// The capture's text, which entries point into.
    pub source: Arc<SourceText>,
    /// The title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stood.
    pub address: Option<String>,
    /// When it was saved.
    pub captured: Option<DateTime<FixedOffset>>,
    /// Its language.
    pub language: Option<String>,
    /// Its zone.
    pub time_zone: Option<Tz>,
    /// Its summary.
    pub summary: Vec<String>,
    /// Who wrote it as a whole.
    pub contributors: Vec<Byline>,
    /// Text before the entries.
    pub introduction: Vec<String>,
    /// The entries, oldest first.
    pub entries: Vec<Entry>,
    /// How many there are of what.
    pub accounting: BTreeMap<String, usize>,
    /// Pictures that came with the capture and are shown, by their address there.
    pub pictures: BTreeSet<String>,
    /// Which page of how many.
    pub page_of: Option<(usize, usize)>,
    /// The headlines that a list of key events names.
    pub key_events: Vec<String>,
    /// How it was read: `profile bbc 3f2a9c11`, `HTML, layout reach`.
    pub reader: String,
}

impl Captured {
    /// A transcript that was read through a profile.
    #[must_use]
    pub fn of_reading(reading: Reading, source: &Arc<SourceText>) -> Self {
        Self {
            reader: reading.reader(),
            source: Arc::clone(source),
            title: reading.title,
            publisher: reading.publisher,
            address: None,
            captured: None,
            language: reading.language,
            time_zone: reading.time_zone,
            summary: reading.summary,
            contributors: reading.contributors,
            introduction: reading.preamble,
            entries: reading.entries,
            accounting: BTreeMap::new(),
            pictures: BTreeSet::new(),
            page_of: None,
            key_events: reading.key_events,
        }
    }
}

/// Times, order and places; the updates become entries.
pub fn finish(
    mut page: LivePage,
    pictures: BTreeSet<String>,
    source: &Arc<SourceText>,
    options: &Options,
    profiles: &Profiles,
    diagnostics: &mut Diagnostics,
) -> Captured {
    trust::same_times(&mut page, "the page", source, diagnostics);
    shown_clock::read(&mut page, source, options, profiles, diagnostics);
    let mut updates = std::mem::take(&mut page.updates);
    if newest_first(&updates).or(page.newest_first).unwrap_or(true) {
        updates.reverse();
    }
    in_order(&mut updates);
    page.count("entry", updates.len());
    let stretches = stretches(&updates, source);
    let entries = updates
        .into_iter()
        .zip(1..)
        .zip(stretches)
        .map(|((update, position), bytes)| Entry {
            provenance: provenance(&update, bytes, source, page.address.as_deref()).map(Arc::new),
            ..entry(update, position, source)
        })
        .collect();
    Captured {
        source: Arc::clone(source),
        title: page.title,
        publisher: page.publisher,
        address: page.address,
        captured: page.captured,
        language: page.language,
        time_zone: options.zone.or(page.zone),
        summary: page.summary,
        contributors: page.contributors,
        introduction: page.introduction,
        entries,
        accounting: page.accounting,
        pictures,
        page_of: page.page_of,
        key_events: page.key_events,
        reader: String::new(),
    }
}

/// The direction by the majority of neighbours.
fn newest_first(updates: &[Update]) -> Option<bool> {
    let instants: Vec<_> = updates.iter().filter_map(instant).collect();
    let balance: i64 = instants
        .windows(2)
        .map(|pair| match pair {
            [above, below] if above > below => 1,
            [above, below] if above < below => -1,
            _ => 0,
        })
        .sum();
    (balance != 0).then_some(balance > 0)
}

fn instant(update: &Update) -> Option<DateTime<FixedOffset>> {
    match update.published {
        Some(Moment::Instant(at)) => Some(at),
        _ => None,
    }
}

/// By time, equal ones as they stood; where one has none, all as they stood.
fn in_order(updates: &mut [Update]) {
    if updates.iter().all(|update| instant(update).is_some()) {
        updates.sort_by_key(instant);
    }
}

/// The bytes of the capture's text in which each update stands: from where it begins to where the next one does. None
/// where nobody knows where it begins.
fn stretches(updates: &[Update], source: &SourceText) -> Vec<Option<(usize, usize)>> {
    let start = |offset: usize| {
        let before = source.text.as_bytes().get(..offset).unwrap_or_default();
        let near = before.len().saturating_sub(200);
        let opens = |byte: &u8| matches!(byte, b'<' | b'{' | b'\n');
        before
            .iter()
            .skip(near)
            .rposition(opens)
            .map_or(offset, |at| near + at)
    };
    let mut starts: Vec<usize> = updates
        .iter()
        .filter(|update| update.offset > 0)
        .map(|update| start(update.offset))
        .collect();
    starts.sort_unstable();
    let several = starts.windows(2).any(|pair| pair.first() != pair.last());
    updates
        .iter()
        .map(|update| {
            let first = Some(start(update.offset)).filter(|_| update.offset > 0 && several)?;
            let next = starts.partition_point(|other| *other <= first);
            Some((
                first,
                starts.get(next).copied().unwrap_or(source.text.len()),
            ))
        })
        .collect()
}

fn provenance(
    update: &Update,
    bytes: Option<(usize, usize)>,
    source: &SourceText,
    page: Option<&str>,
) -> Option<Provenance> {
    // What the fragment says, the address of the page says with it.
    let own = update.address.as_deref().map(super::markup::address::bare);
    let elsewhere = own.is_some() && own != page.map(super::markup::address::bare);
    let id = update.id.clone().or_else(|| {
        let address = update.address.as_deref()?;
        super::markup::address::fragment(address).map(str::to_string)
    });
    Some(Provenance {
        file: source
            .path
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_string(),
        bytes,
        id,
        url: update.address.clone().filter(|_| elsewhere),
        ..Provenance::default()
    })
}

fn entry(update: Update, position: i64, source: &Arc<SourceText>) -> Entry {
    let offset = update.offset.min(source.text.len());
    let place = Place::new(source, offset..offset);
    let spanned = |moment| Spanned::new(moment, offset..offset);
    let mut body = update.body;
    let repeats = update
        .headline
        .as_deref()
        .is_some_and(|headline| crate::markdown::plain::escape_line(headline) == body);
    if repeats {
        body.clear();
    }
    Entry {
        headline: update.headline,
        published: update.published.map(spanned),
        clock: update.clock,
        // A change before or at the time of publishing is none.
        updated: update
            .updated
            .filter(|updated| match update.published {
                Some(Moment::Instant(published)) => (*updated - published).num_seconds() >= 60,
                _ => true,
            })
            // One entry has one offset, whatever its data says.
            .map(|updated| match update.published {
                Some(Moment::Instant(published)) => updated.with_timezone(published.offset()),
                _ => updated,
            })
            .map(|updated| spanned(Moment::Instant(updated))),
        label: update.label,
        kind: update.kind,
        key: update.key.then_some(true),
        byline: update.byline,
        position: Some(position),
        body: Arc::new(Body::Made(body)),
        ..Entry::empty(place)
    }
}
